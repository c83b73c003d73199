"""Find near copies of inquiries in a database: a few long words name the candidates, their shingles decide."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from itertools import islice

from anfrage_parser.search.find import intact
from anfrage_parser.search.wording import Wording, folded, near_copies, of_stored, words_of

WORDS, TOGETHER, LONG = 10, 3, 6
"""The longest words of an inquiry, how many of them a candidate must have that follow each other by length, and letters of a long word."""

CANDIDATES = 20
"""Inquiries that are compared, those that were written first."""

_NEW = """SELECT i.text_row, i.part, i.title, d.sha256 FROM inquiries AS i JOIN documents AS d ON d.key = i.document
WHERE i.document = ? AND i.document_type IS NOT 'answer' AND d.state <> 'duplicate' ORDER BY i.part"""

_CANDIDATES = """SELECT i.text_row, i.document, i.part, i.title
FROM texts CROSS JOIN inquiries AS i ON i.text_row = texts.rowid CROSS JOIN documents AS d ON d.key = i.document
WHERE texts MATCH ? AND i.document <> ? AND i.document_type IS NOT 'answer' AND d.state <> 'duplicate' AND d.sha256 <> ?
ORDER BY texts.rowid LIMIT ?"""


def copied_by(base: sqlite3.Connection, document: str, later: Collection[int]) -> Iterator[str]:
    """Yield, for each inquiry of a document that is a near copy of another document's, that document.

    Of several, the one that was written first; not one of the rows `later` if it was written later than the inquiry.
    Files with the same content are no copies here. `UnreadableError` if a row is damaged.
    """
    with intact():
        for row, part, title, sha256 in base.execute(_NEW, (document,)).fetchall():
            wording = of_stored(base, document, part, title)
            if words := expression(wording):
                rows = base.execute(_CANDIDATES, (words, document, sha256, CANDIDATES)).fetchall()
                older = [rest for other_row, *rest in rows if other_row < row or other_row not in later]
                yield from islice(_copies(base, wording, older), 1)


def _copies(base: sqlite3.Connection, wording: Wording, others: Sequence[tuple[str, int, str | None]]) -> Iterator[str]:
    """Yield the documents of those inquiries that are near copies."""
    shingles = wording.shingles() if others else frozenset()
    for document, part, title in others:
        if near_copies(shingles, of_stored(base, document, part, title).shingles()):
            yield str(document)


def expression(wording: Wording) -> str:
    """Return an expression for `MATCH` that finds near copies: they have some of the longest words together. Empty without words.

    >>> expression(Wording("Sanierung Uferweg", ("Wann wird der Weg denn saniert?",)))
    '("sanierung" AND "saniert" AND "uferweg")'
    >>> expression(Wording("", ("Wann wird er saniert?",)))
    '("saniert" AND "wann" AND "wird")'
    """
    words = set(words_of(folded(wording.text())))
    chosen = sorted(words, key=lambda word: (-len(word), word))[:WORDS]
    rare = sum(len(word) >= LONG for word in chosen)
    groups = max(rare - TOGETHER + 1, 1)  # short words are in most inquiries
    return " OR ".join(_together(chosen[at : at + TOGETHER]) for at in range(groups)) if chosen else ""


def _together(words: Sequence[str]) -> str:
    quoted = (f'"{word}"' for word in words)
    return f"({' AND '.join(quoted)})"
