"""The list of inquiries: who asked what, which office is in charge, by when it is due, and how it stands."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple, cast

from anfrage_parser.exporters import Language
from anfrage_parser.exporters.columns import WORDS, Column, Value, day
from anfrage_parser.exporters.identity import Seen, key
from anfrage_parser.fields import BY_KEY
from anfrage_parser.linking.replies import Key, Replies, Reply, key_of
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.stats.deadline import Deadline, answered, answered_on


class State(StrEnum):
    """How an inquiry stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    INTERIM = "interim_reply"
    ANSWERED = "answered"


class Entry(NamedTuple):
    """A row of the list."""

    number: str | None
    asker: str | None
    received: dt.date | None
    date: dt.date | None
    title: str | None
    committee: str | None
    session_date: dt.date | None
    responsible: str | None
    due: dt.date | None
    due_by: str | None
    """Where the due day comes from: "printed" or "rule"."""
    name: str
    part: int
    uid: str
    """Identifies the inquiry, whatever its document is called."""
    state: State
    answered_on: dt.date | None
    answer: str | None
    """The name of the answer's document."""
    days: int | None = None
    """Days from receipt to the answer, or until today."""
    reminders: tuple[str, ...] = ()
    """The names of documents that remind of it."""

    @property
    def is_open(self) -> bool:
        """Return whether it still needs an answer."""
        return self.state is not State.ANSWERED


def _of_field(key: str, width: int) -> Column[Entry]:
    """Return the column of a field of the record, under its name."""
    field = BY_KEY[key]
    return Column(key, field.german, field.english, lambda entry: cast(Value, getattr(entry, key)), width, key not in BESIDE)


BESIDE = ("committee", "session_date")
"""Fields that a screen or a sheet of paper has no room for."""

COLUMNS: tuple[Column[Entry], ...] = (
    _of_field("number", 12),
    Column("asker", "Fragesteller", "Asker", lambda entry: entry.asker, 20),
    *(_of_field(key, width) for key, width in (("received", 11), ("date", 11), ("title", 42), ("committee", 18), ("session_date", 11))),
    _of_field("responsible", 18),
    Column("state", "Stand", "State", lambda entry: entry.state.value, 16),
    _of_field("due", 11),
    Column("due_by", "Frist laut", "Due day from", lambda entry: entry.due_by, 11, False),
    Column("answered_on", "Beantwortet am", "Answered on", lambda entry: entry.answered_on, 11),
    Column("days", "Tage", "Days", lambda entry: entry.days, 6),
    Column("answer", "Antwort", "Answer", lambda entry: entry.answer, 20, False),
    Column("reminders", "Erinnerungen", "Reminders", lambda entry: ", ".join(entry.reminders) or None, 20, False),
    Column("source.name", "Datei", "File", lambda entry: entry.name, 24, False),
    Column("source.part", "Teil", "Part", lambda entry: entry.part, 5, False),
)
SHOWN = tuple(column for column in COLUMNS if column.paper)
"""The columns that fit on a screen or a sheet of paper."""


class Overview:
    """Collects the inquiries of all inputs, each once; the rows come when all answers are known."""

    def __init__(self, rule: Deadline | None, today: dt.date) -> None:
        self.rule, self.today = rule, today
        self._rows: list[tuple[Key, Entry]] = []
        self._seen = Seen()
        self.copies = 0
        """Inquiries left out because another document holds the same letter; complete after `entries`."""

    def add(self, inquiry: Inquiry) -> None:
        """Take an inquiry; an answer paper is left out."""
        if inquiry.document_type != "answer" and self._seen.first(key(inquiry)):
            self._rows.append((key_of(inquiry), _entry(inquiry, self.rule)))

    def entries(self, found: dict[Key, Reply], replies: Replies, only_open: bool) -> list[Entry]:
        """Return the rows, without papers that answer one, copies and reminders, given the `found` of replies.

        What is due first comes first, then what was received first. A letter filed as Word and PDF is one row.
        """
        here = {paper for paper, _ in self._rows}
        again = {paper: repeat for paper, repeat in replies.repeats.items() if paper in here and repeat.first in here}
        reminders: dict[Key, list[str]] = {}
        for repeat in again.values():
            if repeat.kind == "reminder":
                reminders.setdefault(repeat.first, []).append(repeat.name)
        self.copies = sum(repeat.kind == "copy" for repeat in again.values())
        rows = [
            self._settled(row, found.get(paper))._replace(reminders=tuple(reminders.get(paper, ())))
            for paper, row in self._rows
            if paper not in again and (paper not in replies.answering or not row.is_open)
        ]
        rows.sort(key=lambda row: (row.due or dt.date.max, row.received or row.date or dt.date.max, row.name, row.part))
        return [row for row in rows if row.is_open or not only_open]

    def _settled(self, row: Entry, reply: Reply | None) -> Entry:
        """Return a row with what a reply in another document changes, and with the days until then or today."""
        if reply is not None:
            row = row._replace(answer=reply.name, responsible=row.responsible or reply.office)
            if not reply.interim:
                row = row._replace(state=State.ANSWERED, answered_on=reply.day)
            elif row.is_open:
                row = row._replace(state=State.INTERIM)
        elif row.is_open and row.due is not None and row.due < self.today:
            row = row._replace(state=State.OVERDUE)
        begin, until = row.received or row.date, self.today if row.is_open else row.answered_on
        days = (until - begin).days if until is not None and begin is not None else -1
        return row._replace(days=days if days >= 0 else None)


def _entry(inquiry: Inquiry, rule: Deadline | None) -> Entry:
    """Return the row of an inquiry as far as its own document goes."""
    due, by = (day(inquiry.due), "printed") if inquiry.due is not None else (rule.due(inquiry) if rule is not None else None, "rule")
    names = [person.name for person in inquiry.askers or inquiry.signatories]
    is_answered = answered(inquiry)
    return Entry(
        inquiry.number, inquiry.party or ", ".join(names) or None, day(inquiry.received), day(inquiry.date), inquiry.title,
        inquiry.committee, day(inquiry.session_date), inquiry.responsible, due, by if due is not None else None,
        inquiry.source.name, inquiry.source.part, key(inquiry), State.ANSWERED if is_answered else State.OPEN,
        answered_on(inquiry, None), inquiry.source.name if is_answered else None,
    )  # fmt: skip


def summary(entries: Iterable[Entry], language: Language) -> list[tuple[str, int]]:
    """Return how many inquiries stand how, in words, without the states that none has."""
    counts = dict.fromkeys(State, 0)
    for entry in entries:
        counts[entry.state] += 1
    return [(WORDS["state"][state.value][language == "en"], count) for state, count in counts.items() if count]
