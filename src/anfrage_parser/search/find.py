"""Find the inquiries of a database that match a query, best first, each with its matches."""

import contextlib
import secrets
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.record.json_in import Broken, stored
from anfrage_parser.search.matches import COLUMNS, Columns, Match, columns_of, matches, of_number

CHUNK = 50
"""Inquiries whose texts are loaded at once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to search for."""

    expression: str
    """For `MATCH`, see `query.expression`."""
    parties: Sequence[str] = ()
    """Alternative names of one group; empty for all groups."""
    since: str | None = None
    until: str | None = None
    """First and last day, ISO 8601; if given, inquiries without a date are excluded."""
    limit: int = 20
    numbers: Sequence[str] = ()
    """Possible spellings of an inquiry's number, see `query.numbers`."""
    within: str | None = None
    """The kind of values to search in: "question" or "answer"; None: everywhere."""

    @property
    def match(self) -> str:
        """Return the expression for the archive; questions and answers share a column."""
        return f"{{questions}} : ({self.expression})" if self.within else self.expression

    @property
    def filtered(self) -> bool:
        """Return whether there are filters besides the query."""
        return bool(self.parties or self.since or self.until)


@dataclass(frozen=True, slots=True)
class Hit:
    """A matching inquiry."""

    document: str
    part: int
    number: str | None
    date: str | None
    party: str | None
    title: str | None
    matches: tuple[Match, ...]


def find(base: sqlite3.Connection, wanted: Wanted) -> Iterator[Hit]:
    """Yield inquiries with the given number, then the best by BM25; equal ones in the order they were written.

    Yields one more than `limit` if there are more. Within questions or answers, those that match anywhere in either are searched again.
    """
    with snapshot(base):
        named = [] if wanted.within else [row for (row,) in base.execute(*_named(wanted))]
        best = [row for row, _ in base.execute(*_best(wanted))]
        yield from islice(_all_hits(base, wanted, named, best), wanted.limit + 1)


@contextlib.contextmanager
def snapshot(base: sqlite3.Connection) -> Iterator[None]:
    """Run the block on one state of the database, while a batch writes; `UnreadableError` if this SQLite has no full-text search."""
    base.execute("BEGIN")
    try:
        yield
    except sqlite3.OperationalError as error:
        if "no such module" in str(error):
            raise UnreadableError(
                say("das SQLite dieses Pythons kann keine Volltextsuche"), say("Python von python.org verwenden")
            ) from error
        raise
    finally:
        base.rollback()


def _all_hits(base: sqlite3.Connection, wanted: Wanted, named: Sequence[int], best: Sequence[int]) -> Iterator[Hit]:
    rows = list(dict.fromkeys((*named, *best)))
    rows = rows if wanted.within else rows[: wanted.limit + 1]
    whole = len(best) <= min(CHUNK, wanted.limit) and not wanted.within and not wanted.filtered
    for start in range(0, len(rows), CHUNK):
        yield from _hits(base, wanted, rows[start : start + CHUNK], named, whole)


def parties_in(base: sqlite3.Connection) -> list[str]:
    """Return the groups in the database, most frequent first."""
    return [str(party) for (party,) in base.execute("SELECT party FROM parties GROUP BY party ORDER BY count(*) DESC, party")]


def _marks(names: Sequence[str]) -> str:
    return ", ".join("?" * len(names))


def _best(wanted: Wanted) -> tuple[str, list[object]]:
    """Return SQL and its values for the rows of the best inquiries."""
    tables = "texts"
    if wanted.filtered:
        tables += " CROSS JOIN inquiries AS i ON i.text_row = texts.rowid"  # forces the full-text search to come first
    more, values = filters(wanted)
    where = f"texts MATCH ?{more}"
    return f"SELECT texts.rowid, rank FROM {tables} WHERE {where} ORDER BY rank, texts.rowid LIMIT ?", [
        wanted.match,
        *values,
        -1 if wanted.within else wanted.limit + 1,
    ]


def _named(wanted: Wanted) -> tuple[str, list[object]]:
    """Return SQL and its values for the rows of the inquiries with that number."""
    more, values = filters(wanted)
    where = f"i.number COLLATE NOCASE IN ({_marks(wanted.numbers)}){more}"
    found = f"SELECT i.text_row FROM inquiries AS i WHERE {where} ORDER BY i.text_row LIMIT ?"
    return found, [*wanted.numbers, *values, wanted.limit + 1]


def filters(wanted: Wanted) -> tuple[str, list[object]]:
    """Return SQL and its values for the filters on an inquiry `i`."""
    where, values = "", list[object]()
    for condition, value in (("i.date >= ?", wanted.since), ("i.date <= ?", wanted.until)):
        if value:
            where += f" AND {condition}"
            values.append(value)
    if wanted.parties:
        same = "p.document = i.document AND p.part = i.part"
        where += f" AND EXISTS (SELECT 1 FROM parties AS p WHERE {same} AND p.party IN ({_marks(wanted.parties)}))"
        values += wanted.parties
    return where, values


_ROW = """SELECT i.document, i.part, i.number, i.date, i.party, i.title, i.record,
  texts.title, texts.preamble, texts.questions, texts.rationale
FROM texts CROSS JOIN inquiries AS i ON i.document = texts.document AND i.part = texts.part WHERE texts.rowid = ?"""

_DESK = """CREATE VIRTUAL TABLE texts USING fts5 (
  document UNINDEXED, part UNINDEXED, title, preamble, questions, rationale, tokenize = 'unicode61 remove_diacritics 2'
)"""

_MARKED = f"""SELECT rowid, {", ".join(f"highlight(texts, {number}, :left, :right)" for number, _ in enumerate(COLUMNS, 2))}
FROM texts WHERE texts MATCH :expression"""


def _hits(base: sqlite3.Connection, wanted: Wanted, rows: Sequence[int], named: Sequence[int], whole: bool) -> Iterator[Hit]:
    """Yield inquiries with their matches; `named`: rows found by number; `whole`: `rows` are all rows that match."""
    found = {row: base.execute(_ROW, (row,)).fetchone() for row in rows}
    if wanted.within:
        found = {row: _narrowed(values, wanted.within) for row, values in found.items()}
    left, right = (f"\x02{secrets.token_hex(8)}\x03" for _ in "[]")  # random, so that no document can contain them
    values = {"left": left, "right": right, "expression": wanted.match}
    if whole:
        marked = {row: rest for row, *rest in base.execute(_MARKED, values)}
    else:
        with contextlib.closing(_copied_texts(found)) as copied:
            marked = {row: rest for row, *rest in copied.execute(_MARKED, values)}
    columns = columns_of(wanted.within)
    for row, texts in found.items():
        if row in named:
            yield _hit(texts, marked.get(row, [None] * len(COLUMNS)), columns, (left, right), named=True)
        elif row in marked or not wanted.within:
            yield _hit(texts, marked.get(row), columns, (left, right))


def _narrowed(values: tuple[Any, ...] | None, within: str) -> tuple[Any, ...]:
    """Return an inquiry's row with nothing but the texts of its questions or answers."""
    with intact():
        _, pieces, between = columns_of(within)[2]
        texts = [text for _, text in pieces(record_of(values))]
        assert values is not None
        return (*values[:7], None, None, between.join(texts), None)


def _copied_texts(found: dict[int, tuple[Any, ...] | None]) -> sqlite3.Connection:
    """Copy the texts of a few inquiries into an in-memory table, to be searched again.

    Asking the archive itself to mark one text would scan all matching ones each time.
    """
    copied = sqlite3.connect(":memory:", isolation_level=None)
    copied.execute(_DESK)
    copied.execute("BEGIN")
    texts = ((row, *values[7:]) for row, values in found.items() if values is not None)
    copied.executemany("INSERT INTO texts (rowid, title, preamble, questions, rationale) VALUES (?, ?, ?, ?, ?)", texts)
    return copied


@contextlib.contextmanager
def intact() -> Iterator[None]:
    """Convert the errors of a stored record that is none into `UnreadableError`."""
    try:
        yield
    except (TypeError, ValueError, KeyError, AttributeError, RecursionError) as error:
        cause = say("ein Datensatz der Datenbank ist beschädigt")
        raise UnreadableError(cause, say("sie mit „anfrage batch --on-exists replace“ neu schreiben")) from error


def record_of(row: tuple[Any, ...] | None, column: int = 6) -> dict[str, Any]:
    """Return the record in a column of a row, JSON; `ValueError` if there is none."""
    if row is None:
        raise ValueError
    whole = stored(row[column].encode("utf-8"))
    if isinstance(whole, Broken):
        raise whole.error
    if whole is None:
        raise ValueError
    return whole


def _hit(
    values: tuple[Any, ...] | None, marked: Sequence[str | None] | None, columns: Columns, marks: tuple[str, str], named: bool = False
) -> Hit:
    """Build a hit from an inquiry's row and its marked texts; its number is a match if `named`."""
    with intact():
        whole = record_of(values)
        if values is None or marked is None:
            raise ValueError
        document, part, number, date, party, title = values[:6]
        places = [of_number(number)] if named else []
        for (_, pieces, between), text, with_marks in zip(columns, values[7:], marked, strict=True):
            if text is not None and with_marks is not None and len(with_marks) > len(text):
                places += matches(text, _offsets(with_marks, *marks), pieces(whole), between)
        return Hit(str(document), int(part), number, date, party, title, tuple(places))


def _offsets(marked: str, left: str, right: str) -> list[tuple[int, int]]:
    """Return [start, end) of the marked parts, in the text without marks."""
    before, *rest = marked.split(left)
    found, at = [], len(before)
    for piece in rest:
        inside, _, after = piece.partition(right)
        found.append((at, at + len(inside)))
        at += len(inside) + len(after)
    return found
