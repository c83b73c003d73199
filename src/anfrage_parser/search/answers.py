"""The answer to an inquiry of a database: in its own document, or in a paper that is paired with it."""

import sqlite3
from dataclasses import dataclass

from anfrage_parser.search.find import record_of

LONGEST = 400
"""Characters of an answer that are kept, the first ones."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer and where it stands."""

    document: str
    part: int
    text: str
    """Its beginning, at most `LONGEST` characters; empty if the paper has no text of an answer."""


def has_pairs(base: sqlite3.Connection) -> bool:
    """Return whether the database has a table of pairs of inquiries and answer papers."""
    found = base.execute("SELECT sql FROM main.sqlite_master WHERE type = 'table' AND name = 'pairs'").fetchone()
    return found is not None and not str(found[0]).upper().startswith("CREATE VIRTUAL")


def answer_to(base: sqlite3.Connection, document: str, part: int, pairs: bool) -> Answer | None:
    """Return the answer to an inquiry, None if there is none; with `pairs`, also from its answer paper.

    Raises `UnreadableError`, or an error that `find.intact` converts, for a damaged record.
    """
    text = _text(base, document, part)
    if text:
        return Answer(document, part, text)
    if pairs:
        row = base.execute(_PAIRED, (document, part)).fetchone()
        if row is not None:
            return Answer(str(row[0]), int(row[1]), _text(base, str(row[0]), int(row[1])))
    return None


_PAIRED = "SELECT answer, answer_part FROM pairs WHERE inquiry = ? AND inquiry_part = ? ORDER BY answer, answer_part LIMIT 1"


def _text(base: sqlite3.Connection, document: str, part: int) -> str:
    """Return the beginning of the first answer in a record."""
    row = base.execute("SELECT record FROM inquiries WHERE document = ? AND part = ?", (document, part)).fetchone()
    if row is None:
        return ""
    record = record_of(row, 0)
    answers = [question["answer"] for question in record["questions"]] + [answer["text"] for answer in record.get("answers") or ()]
    return next((text[:LONGEST] for text in answers if text), "")
