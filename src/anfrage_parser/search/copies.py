"""Find near copies of inquiries in a database: a few long words name the candidates, their shingles decide."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from anfrage_parser.search.find import intact
from anfrage_parser.search.wording import Wording, folded, near_copies, of_stored, words_of

WORDS, TOGETHER, LONG = 10, 3, 6
"""The longest words of an inquiry's questions and of its whole text, how many of them a candidate must have that follow each other by
length, and letters of a long word."""

CANDIDATES = 20
"""Inquiries that are compared, those that were written first."""

_NEW = """SELECT i.document, i.part, i.title, i.text_row, i.document_type, d.sha256
FROM inquiries AS i JOIN documents AS d ON d.key = i.document WHERE i.document = ? AND d.state <> 'duplicate' ORDER BY i.part"""

_CANDIDATES = """SELECT i.document, i.part, i.title, i.text_row, i.document_type
FROM texts CROSS JOIN inquiries AS i ON i.text_row = texts.rowid CROSS JOIN documents AS d ON d.key = i.document
WHERE texts MATCH ? AND i.document <> ? AND d.state <> 'duplicate' AND d.sha256 <> ? AND i.document_type IN (?, ?, ?)
ORDER BY texts.rowid LIMIT ?"""

_COMPARED = {
    "inquiry": ("inquiry", "inquiry_with_answer", ""),
    "inquiry_with_answer": ("inquiry", "inquiry_with_answer", "answer"),
    "answer": ("inquiry_with_answer", "", ""),
}
"""Type of a paper → those it is compared with. Of one printed with its answers a copy may be read as an answer."""


def copied_by(base: sqlite3.Connection, document: str, later: Collection[int]) -> Iterator[str]:
    """Yield, for each inquiry of a document that is a near copy of another document's, that document.

    Of several, the one that was written first; not one of the rows `later` if it was written later than the inquiry.
    Files with the same content are no copies here. `UnreadableError` if a row is damaged.
    """
    with intact():
        for *paper, sha256 in base.execute(_NEW, (document,)).fetchall():
            _, _, _, row, kind = paper
            wording = _wording(base, *paper)
            if (words := expression(wording)) and kind in _COMPARED:
                rows = base.execute(_CANDIDATES, (words, document, sha256, *_COMPARED[kind], CANDIDATES)).fetchall()
                older = [other for other in rows if other[3] < row or other[3] not in later]
                yield from islice((str(other[0]) for other in older if near_copies(wording, _wording(base, *other))), 1)


def _wording(base: sqlite3.Connection, document: str, part: int, title: str | None, row: int, kind: str) -> Wording:
    """Return the wording of a paper; of an answer only the whole text, as it may repeat the questions of an inquiry."""
    found = of_stored(base, document, part, title, row)
    return Wording("", (), found.whole) if kind == "answer" else found


def expression(wording: Wording) -> str:
    """Return an expression for `MATCH` that finds near copies: they have some of the longest words together. Empty without words.

    >>> expression(Wording("Sanierung Uferweg", ("Wann wird der Weg denn saniert?",)))
    '("sanierung" AND "saniert" AND "uferweg")'
    >>> expression(Wording("", ("Wann wird er saniert?",)))
    '("saniert" AND "wann" AND "wird")'
    """
    groups = (_groups(set(words_of(folded(text)))) for text in (wording.text(), wording.whole))
    return " OR ".join(dict.fromkeys(group for found in groups for group in found))


def _groups(words: Collection[str]) -> Iterator[str]:
    """Yield the longest words, each with those that follow it by length."""
    chosen = sorted(words, key=lambda word: (-len(word), word))[:WORDS]
    rare = sum(len(word) >= LONG for word in chosen)
    for at in range(max(rare - TOGETHER + 1, 1) if chosen else 0):  # short words are in most inquiries
        yield _together(chosen[at : at + TOGETHER])


def _together(words: Sequence[str]) -> str:
    quoted = (f'"{word}"' for word in words)
    return f"({' AND '.join(quoted)})"
