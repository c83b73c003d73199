"""Find near copies of inquiries in a database: a few long words name the candidates, their shingles decide."""

import sqlite3
from collections.abc import Collection, Iterator, Sequence

from anfrage_parser.search.find import intact
from anfrage_parser.search.wording import Wording, folded, near_copies, of_stored, words_of

WORDS, TOGETHER = 12, 3
"""The longest words of an inquiry, and how many of them a copy must have together; each inquiry that has any such group is a candidate."""

CANDIDATES = 50
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
            words = expression(wording)
            if not words:
                continue
            shingles = wording.shingles()
            for other_row, other, other_part, other_title in base.execute(_CANDIDATES, (words, document, sha256, CANDIDATES)):
                if other_row > row and other_row in later:
                    continue
                if near_copies(shingles, of_stored(base, other, other_part, other_title).shingles()):
                    yield str(other)
                    break


def expression(wording: Wording) -> str:
    """Return an expression for `MATCH` that finds any near copy: it has one group of the longest words; empty without words.

    >>> expression(Wording("Sanierung Uferweg", ("Wann wird er denn saniert?",)))
    '("sanierung" AND "saniert" AND "uferweg") OR ("denn" AND "wann" AND "wird")'
    """
    words = dict.fromkeys(word for text in (wording.title, *wording.questions) for word in words_of(folded(text)))
    chosen = sorted(words, key=lambda word: (-len(word), word))[:WORDS]
    last = max(len(chosen) - TOGETHER, 0)  # what is left over would be too few, and short
    return " OR ".join(_together(chosen[at : at + TOGETHER]) for at in range(0, last + 1, TOGETHER)) if chosen else ""


def _together(words: Sequence[str]) -> str:
    quoted = (f'"{word}"' for word in words)
    return f"({' AND '.join(quoted)})"
