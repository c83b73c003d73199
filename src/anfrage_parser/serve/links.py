"""Links between inquiries and answers: shown, made and cut by hand, and found anew after a document has changed."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.batch.stored import reading
from anfrage_parser.errors import UsageError
from anfrage_parser.linking import by_hand
from anfrage_parser.messages import say, shown_day


class Links:
    """The links of an archive."""

    def __init__(self, database: Path, changed: Callable[[], None]) -> None:
        self.database, self.changed = database, changed
        self.stale = False
        """Whether a document has changed since the links were found."""

    def renew(self) -> None:
        """Find the links anew, if they are out of date."""
        if not self.stale:
            return
        self.stale = False  # before: what is corrected meanwhile makes them stale again
        try:
            with closing(DatabaseSink(self.database, shared=True)) as sink:
                sink.begin("skip")
                sink.link()
        except BaseException:
            self.stale = True
            raise
        self.changed()

    def decide(self, verb: str, inquiry: by_hand.Key, answer: by_hand.Key) -> None:
        """Link an inquiry with an answer ("pair"), or cut their link ("unpair")."""
        with reading(self.database) as base:
            kinds = [_kind(base, paper) for paper in (inquiry, answer)]
        if inquiry == answer or None in kinds or kinds[0] == "answer":
            raise UsageError(say("das sind keine Anfrage und eine Antwort"))
        with closing(DatabaseSink(self.database, shared=True)) as sink:
            sink.begin("skip")
            with sink.transaction() as base:
                by_hand.record(base, verb, inquiry, answer)
            sink.link()
        self.stale = False
        self.changed()

    def of(self, key: str, name_of: Callable[[str], str]) -> dict[str, Any]:
        """Return what is linked with the papers of a document, and whether that may be out of date."""
        with reading(self.database) as base:
            answers = base.execute(_PAIRED["answer"], (key,)).fetchall()
            inquiries = base.execute(_PAIRED["inquiry"], (key,)).fetchall()
        rows = [_row(row, "answer", name_of) for row in answers] + [_row(row, "inquiry", name_of) for row in inquiries]
        return {"rows": rows, "stale": self.stale}


_PAIRED = {
    side: f"""SELECT p.inquiry_part, p.answer_part, p.{side}, p.kind, p.found_by, i.title, i.number, i.date
FROM pairs AS p JOIN inquiries AS i ON i.document = p.{side} AND i.part = p.{side}_part
WHERE p.{own} = ? ORDER BY p.inquiry_part, p.answer, p.answer_part"""
    for side, own in (("answer", "inquiry"), ("inquiry", "answer"))
}
"""The other side of a pair → the query for it."""


def _row(values: Sequence[Any], side: str, name_of: Callable[[str], str]) -> dict[str, Any]:
    inquiry_part, answer_part, other, kind, found_by, title, number, date = values
    part, other_part = (inquiry_part, answer_part) if side == "answer" else (answer_part, inquiry_part)
    return {
        "side": side, "part": part, "id": name_of(other), "other_part": other_part, "name": other, "kind": kind, "by": found_by,
        "title": title, "number": number, "date": shown_day(date) if date else None,
    }  # fmt: skip


def _kind(base: sqlite3.Connection, paper: by_hand.Key) -> str | None:
    row = base.execute("SELECT document_type FROM inquiries WHERE document = ? AND part = ?", paper).fetchone()
    return str(row[0]) if row is not None else None
