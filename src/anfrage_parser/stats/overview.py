"""The list of inquiries: who asked what, which office is in charge, by when it is due, and how it stands."""

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from anfrage_parser.exporters.columns import Value, day
from anfrage_parser.exporters.identity import Seen, key
from anfrage_parser.linking.archive import paper_of
from anfrage_parser.linking.replies import Key, Reply, key_of
from anfrage_parser.messages import later, say
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.stats.deadline import Deadline, answered, answered_on


class State(StrEnum):
    """How an inquiry stands."""

    OPEN = "open"
    OVERDUE = "overdue"
    INTERIM = "interim_reply"
    ANSWERED = "answered"


STATES = {
    State.OPEN: later("offen"),
    State.OVERDUE: later("überfällig"),
    State.INTERIM: later("Zwischenbescheid"),
    State.ANSWERED: later("beantwortet"),
}
"""State → its name."""


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
    state: State
    due: dt.date | None
    due_by: str | None
    """Where the due day comes from: "printed" or "rule"."""
    answered_on: dt.date | None
    days: int | None
    """Days from receipt to the answer, or until today."""
    answer: str | None
    """The name of the answer's document."""
    name: str
    part: int
    uid: str
    """Identifies the inquiry, whatever its document is called."""

    @property
    def is_open(self) -> bool:
        """Return whether it still needs an answer."""
        return self.state is not State.ANSWERED


class Column(NamedTuple):
    """A column of the list."""

    key: str
    heading: str
    width: int
    """In a workbook, in characters."""
    value: Callable[[Entry], Value]


def _in_words(entry: Entry) -> str | None:
    return {"printed": say("im Dokument"), "rule": say("Regel")}.get(entry.due_by or "")


COLUMNS = (
    Column("number", later("Nummer"), 12, lambda entry: entry.number),
    Column("asker", later("Fragesteller"), 20, lambda entry: entry.asker),
    Column("received", later("Eingang"), 11, lambda entry: entry.received),
    Column("date", later("Datum"), 11, lambda entry: entry.date),
    Column("title", later("Betreff"), 42, lambda entry: entry.title),
    Column("committee", later("Gremium"), 18, lambda entry: entry.committee),
    Column("session_date", later("Sitzung"), 11, lambda entry: entry.session_date),
    Column("responsible", later("Zuständig"), 18, lambda entry: entry.responsible),
    Column("state", later("Stand"), 12, lambda entry: entry.state.value),
    Column("due", later("Frist"), 11, lambda entry: entry.due),
    Column("due_by", later("Frist steht"), 11, lambda entry: entry.due_by),
    Column("answered_on", later("beantwortet am"), 11, lambda entry: entry.answered_on),
    Column("days", later("Tage"), 6, lambda entry: entry.days),
    Column("answer", later("Antwort"), 20, lambda entry: entry.answer),
    Column("source.name", later("Datei"), 24, lambda entry: entry.name),
    Column("source.part", later("Teil"), 5, lambda entry: entry.part),
)
SHOWN = ("number", "asker", "received", "date", "title", "responsible", "state", "due", "answered_on", "days")
"""Keys of the columns that fit on a screen or a sheet of paper."""


def cells(entry: Entry, columns: Sequence[Column], in_words: bool) -> Iterator[Value]:
    """Yield the cells of a row; `in_words` for people."""
    for column in columns:
        if in_words and column.key == "state":
            yield say(STATES[entry.state])
        elif in_words and column.key == "due_by":
            yield _in_words(entry)
        else:
            yield column.value(entry)


class Overview:
    """Collects the inquiries of all inputs, each once; the rows come when all answers are known."""

    def __init__(self, rule: Deadline | None, today: dt.date) -> None:
        self.rule, self.today = rule, today
        self._rows: list[tuple[Key, _Facts]] = []
        self._seen = Seen()
        self.copies = 0
        """Inquiries left out because another document has the same wording."""

    def add(self, inquiry: Inquiry) -> None:
        """Take an inquiry; an answer paper is left out, and a copy, as a letter filed as Word and PDF, is only counted."""
        if inquiry.document_type == "answer" or not self._seen.first(key(inquiry)):
            return
        paper = paper_of(inquiry)
        if paper.title and (paper.number or paper.asked) and not self._seen.first(repr(paper.fingerprint)):
            self.copies += 1
            return
        self._rows.append((key_of(inquiry), _facts(inquiry, self.rule)))

    def entries(self, replies: Mapping[Key, Reply], answering: Collection[Key], only_open: bool) -> list[Entry]:
        """Return the rows, without papers that answer one: what is due first comes first, then what was received first."""
        rows = [self._entry(facts, replies.get(paper)) for paper, facts in self._rows if paper not in answering or facts.is_answered]
        rows.sort(key=lambda row: (row.due or dt.date.max, row.received or row.date or dt.date.max, row.name, row.part))
        return [row for row in rows if row.is_open or not only_open]

    def _entry(self, facts: "_Facts", reply: Reply | None) -> Entry:
        answer = reply if reply is not None and not reply.interim else None
        day = answer.day if answer is not None else facts.answered_on
        if answer is not None or facts.is_answered:
            state = State.ANSWERED
        elif reply is not None:
            state = State.INTERIM
        else:
            state = State.OVERDUE if facts.due is not None and facts.due < self.today else State.OPEN
        until = day if state is State.ANSWERED else self.today
        begin = facts.received or facts.date
        days = (until - begin).days if until is not None and begin is not None else None
        office = facts.responsible or (reply.office if reply is not None else None)
        return Entry(
            facts.number, facts.asker, facts.received, facts.date, facts.title, facts.committee, facts.session_date, office, state,
            facts.due, facts.due_by, day, days if days is None or days >= 0 else None,
            reply.name if reply is not None else facts.name if facts.is_answered else None, facts.name, facts.part, facts.uid,
        )  # fmt: skip


class _Facts(NamedTuple):
    """What a record itself says."""

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
    is_answered: bool
    answered_on: dt.date | None
    name: str
    part: int
    uid: str


def _facts(inquiry: Inquiry, rule: Deadline | None) -> _Facts:
    due, by = (day(inquiry.due), "printed") if inquiry.due is not None else (rule.due(inquiry) if rule is not None else None, "rule")
    names = [person.name for person in inquiry.askers or inquiry.signatories]
    return _Facts(
        inquiry.number, inquiry.party or ", ".join(names) or None, day(inquiry.received), day(inquiry.date), inquiry.title,
        inquiry.committee, day(inquiry.session_date), inquiry.responsible, due, by if due is not None else None, answered(inquiry),
        answered_on(inquiry, None), inquiry.source.name, inquiry.source.part, key(inquiry),
    )  # fmt: skip


def summary(entries: Iterable[Entry]) -> list[tuple[State, int]]:
    """Return how many inquiries stand how, without the states that none has."""
    counts = dict.fromkeys(State, 0)
    for entry in entries:
        counts[entry.state] += 1
    return [(state, count) for state, count in counts.items() if count]
