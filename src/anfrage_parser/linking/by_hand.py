"""What people decided about links: a log, replayed at each linking. It names documents by key and content, so that it holds when they
are read again, renamed, or for a while not there."""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from anfrage_parser.linking.pair import Pair

Key = tuple[str, int]
"""Key of a document, and the part of the paper in it."""


class Decision(NamedTuple):
    """One line of the log."""

    id: int
    verb: str
    """"pair" or "unpair"."""
    inquiry: str
    inquiry_part: int
    inquiry_sha256: str
    answer: str
    answer_part: int
    answer_sha256: str


def record(base: sqlite3.Connection, verb: str, inquiry: Key, answer: Key) -> None:
    """Add a decision to the log."""
    content = "(SELECT sha256 FROM documents WHERE key = ?)"
    base.execute(
        "INSERT INTO manual_pairs (verb, inquiry, inquiry_part, inquiry_sha256, answer, answer_part, answer_sha256) "
        f"VALUES (?, ?, ?, coalesce({content}, ''), ?, ?, coalesce({content}, ''))",
        (verb, *inquiry, inquiry[0], *answer, answer[0]),
    )


def undo(base: sqlite3.Connection) -> Decision | None:
    """Take the latest decision out of the log and return it; None if there is none."""
    row = base.execute("SELECT * FROM manual_pairs ORDER BY id DESC LIMIT 1").fetchone()
    if row is None:
        return None
    last = Decision(*row)
    base.execute("DELETE FROM manual_pairs WHERE id = ?", (last.id,))
    return last


def decided(base: sqlite3.Connection, places: Mapping[Key, int]) -> tuple[list[Pair], set[Pair]]:
    """Return the pairs that belong together and those that don't, as places of the papers that are there; the latest decision counts."""
    last: dict[Pair, str] = {}
    for decision in _log(base):
        inquiry = _place(base, places, decision.inquiry, decision.inquiry_part, decision.inquiry_sha256)
        answer = _place(base, places, decision.answer, decision.answer_part, decision.answer_sha256)
        if inquiry is not None and answer is not None:
            last[inquiry, answer] = decision.verb
    return [pair for pair, verb in last.items() if verb == "pair"], {pair for pair, verb in last.items() if verb != "pair"}


def _log(base: sqlite3.Connection) -> Iterator[Decision]:
    for row in base.execute("SELECT * FROM manual_pairs ORDER BY id").fetchall():
        yield Decision(*row)


def _place(base: sqlite3.Connection, places: Mapping[Key, int], key: str, part: int, sha256: str) -> int | None:
    """Return the place of a paper: of the same name and content, else of the same content, else of the same name."""
    same = [row[0] for row in base.execute("SELECT key FROM documents WHERE sha256 = ? AND duplicate_of IS NULL ORDER BY key", (sha256,))]
    found = key if key in same else next((other for other in same if sha256 and (other, part) in places), key)
    return places.get((found, part))
