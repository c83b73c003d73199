"""The answer to an inquiry of a database: in its own document, or in a paper that is paired with it."""

import sqlite3
from collections.abc import Sequence
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


def answer_to(base: sqlite3.Connection, document: str, part: int) -> Answer | None:
    """Return the answer to an inquiry, out of its own document or of the paper linked with it; None if there is none.

    Raises `UnreadableError`, or an error that `find.intact` converts, for a damaged record.
    """
    text = _text(base, document, part)
    if text:
        return Answer(document, part, text)
    row = base.execute(_PAIRED, (document, part)).fetchone()
    return Answer(str(row[0]), int(row[1]), _text(base, str(row[0]), int(row[1]))) if row is not None else None


_PAIRED = "SELECT answer, answer_part FROM pairs WHERE inquiry = ? AND inquiry_part = ? ORDER BY kind, answer, answer_part LIMIT 1"


def answer_rows(base: sqlite3.Connection, documents: Sequence[str]) -> list[int]:
    """Return the rows of the texts of papers that answer some documents."""
    marks = ", ".join("?" * len(documents))
    found = f"""SELECT i.text_row FROM pairs AS p JOIN inquiries AS i ON i.document = p.answer AND i.part = p.answer_part
    WHERE p.inquiry IN ({marks})"""
    return [int(row) for (row,) in base.execute(found, documents)]


def _text(base: sqlite3.Connection, document: str, part: int) -> str:
    """Return the beginning of the first answer in a record."""
    row = base.execute("SELECT record FROM inquiries WHERE document = ? AND part = ?", (document, part)).fetchone()
    if row is None:
        return ""
    record = record_of(row, 0)
    answers = [question["answer"] for question in record["questions"]] + [answer["text"] for answer in record.get("answers") or ()]
    return next((text[:LONGEST] for text in answers if text), "")
