"""Deadlines: when an inquiry is due, and how it stands on a given day.

The period starts on the day of receipt, else on the inquiry's date; the first day counted is the next. Months end on the same day of the
month, or its last (31 January plus a month is 28 or 29 February). Holidays and weekends move nothing unless a Land is named, see
`working_days`.
"""

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from anfrage_parser.errors import UsageError
from anfrage_parser.field_names import folded
from anfrage_parser.linking.replies import Reply
from anfrage_parser.messages import plural, say
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.search.filters import day_typed
from anfrage_parser.stats.working_days import LANDS, WorkingDays

_PERIOD = re.compile(
    r"([0-9]{1,4})\s{0,9}([^\W\d_]{1,12}(?:\sdays?)?)"
    r"(?:(?:\s{0,9}@\s{0,9}|\s{1,9}in\s{1,9}|\s{1,9})([^\W\d_][\w-]{1,29}))?",
    re.IGNORECASE,
)
UNITS = {
    "d": plural("1 Tag", "{count} Tage"),
    "w": plural("1 Woche", "{count} Wochen"),
    "m": plural("1 Monat", "{count} Monate"),
    "wd": plural("1 Arbeitstag", "{count} Arbeitstage"),
}
"""Unit → phrase for one and for several."""

TYPED = {
    "d": ("d", "Tag", "Tage", "Tagen", "day", "days"),
    "w": ("w", "Woche", "Wochen", "week", "weeks"),
    "m": ("m", "Monat", "Monate", "Monaten", "month", "months"),
    "wd": ("wd", "Arbeitstag", "Arbeitstage", "Arbeitstagen", "working day", "working days"),
}
"""Unit → how people type it, in any case. "Werktage" is none: Saturdays are."""


class Standing(StrEnum):
    """The status of an inquiry's deadline; each inquiry has exactly one."""

    RUNNING = "running"
    OVERDUE = "overdue"
    ANSWERED_WITHIN = "answered_within"
    ANSWERED_AFTER = "answered_after"
    ANSWERED = "answered"
    LATER = "later"
    UNDATED = "undated"


MEANINGS = {
    Standing.RUNNING: (say("Frist läuft"), say("keine Antwort, Frist am Stichtag nicht abgelaufen")),
    Standing.OVERDUE: (say("Frist vorbei"), say("keine Antwort, Frist am Stichtag abgelaufen")),
    Standing.ANSWERED_WITHIN: (say("Antwort in der Frist"), say("Tag der Antwort, sonst ihrer Sitzung, bis zum letzten Tag der Frist")),
    Standing.ANSWERED_AFTER: (say("Antwort nach der Frist"), say("Tag der Antwort, sonst ihrer Sitzung, nach dem Ende der Frist")),
    Standing.ANSWERED: (say("Antwort, Tag unbekannt"), say("Antwort ohne Tag und ohne Sitzung, oder Anfrage ohne Datum")),
    Standing.LATER: (say("später gestellt"), say("Datum nach dem Stichtag")),
    Standing.UNDATED: (say("ohne Datum"), say("keine Antwort und kein Datum, von dem an die Frist zählt")),
}  # fmt: skip
"""Standing → (name, meaning)."""


class Dates(NamedTuple):
    """The days of an inquiry that tell how it stands."""

    begin: dt.date | None
    """From which the period counts."""
    due: dt.date | None
    is_answered: bool
    """Whether the document itself contains an answer."""
    answered_on: dt.date | None


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period, and the reference day."""

    count: int
    unit: str
    today: dt.date
    days: WorkingDays | None = None
    """Knows weekends and holidays, if they matter."""

    def due(self, inquiry: Inquiry) -> dt.date | None:
        """Return the last day of the period; None if the inquiry has no day, or the result is beyond the calendar."""
        begin = received(inquiry)
        try:
            return self._end(begin) if begin is not None else None
        except (OverflowError, ValueError):
            return None

    def _end(self, begin: dt.date) -> dt.date:
        if self.unit == "wd":
            assert self.days is not None
            return self.days.later(begin, self.count)
        end = (
            _months_later(begin, self.count) if self.unit == "m" else begin + dt.timedelta(days=self.count * (7 if self.unit == "w" else 1))
        )
        return self.days.next(end) if self.days is not None else end

    def dates(self, inquiry: Inquiry) -> Dates:
        """Return the days of an inquiry."""
        return Dates(received(inquiry), self.due(inquiry), answered(inquiry), answered_on(inquiry, None))

    def standing(self, dates: Dates, reply: Reply | None = None) -> Standing:
        """Return the status on the reference day; `reply` is the answer in another document."""
        begin, due, is_answered, day = dates
        if due is not None and begin is not None and begin > self.today:
            return Standing.LATER
        if reply is not None and not reply.interim:
            is_answered, day = True, reply.day
        if is_answered:
            if due is None or day is None:
                return Standing.ANSWERED
            return Standing.ANSWERED_WITHIN if day <= due else Standing.ANSWERED_AFTER
        if due is None:
            return Standing.UNDATED
        return Standing.OVERDUE if due < self.today else Standing.RUNNING


def received(inquiry: Inquiry) -> dt.date | None:
    """Return the day from which a period counts: that of receipt, else the inquiry's own."""
    day = inquiry.received or inquiry.date
    return dt.date.fromisoformat(day) if day is not None else None


def answered_on(inquiry: Inquiry, reply: Reply | None) -> dt.date | None:
    """Return the day of the answer: its own, else that of its session; None if it has none, or there is no answer."""
    if reply is not None and not reply.interim:
        return reply.day
    if not answered(inquiry) or inquiry.session_date is None:
        return None
    return dt.date.fromisoformat(inquiry.session_date)


def period(deadline: Deadline) -> str:
    """Return the length of the period in words, and the Land whose holidays count."""
    length = say(UNITS[deadline.unit], count=deadline.count)
    land = deadline.days.land if deadline.days is not None else None
    return say("{period} mit den Feiertagen von {land}", period=length, land=LANDS[land]) if land is not None else length


def answered(inquiry: Inquiry) -> bool:
    """Return whether the document itself contains an answer."""
    return inquiry.document_type == "inquiry_with_answer" or bool(inquiry.answers) or any(question.answer for question in inquiry.questions)


def deadline(period: str, today: str | None) -> Deadline:
    """Parse a period ("6w", "6 Wochen", "10wd@NW", "10 Arbeitstage NW") and a reference day (default: today); `UsageError` if invalid."""
    match = _PERIOD.fullmatch(period.strip())
    unit = _unit(match[2]) if match is not None else None
    cause = say("{option} versteht „{value}“ nicht", option="--deadline", value=period)
    if match is None or unit is None or int(match[1]) == 0:
        raise UsageError(cause, say("Wochen, Tage, Monate oder Arbeitstage: 6 Wochen, 42 Tage, 3m, 10wd@NW"))
    land = _land(match[3]) if match[3] else None
    if match[3] and land is None:
        raise UsageError(cause, say("Länder heißen {names}", names=", ".join(LANDS)))
    days = WorkingDays(land) if unit == "wd" or land is not None else None
    return Deadline(int(match[1]), unit, day(today), days)


def _unit(typed: str) -> str | None:
    word = " ".join(typed.casefold().split())
    return next((unit for unit, words in TYPED.items() if word in map(str.casefold, words)), None)


def _land(typed: str) -> str | None:
    """Return the code of a Land, named by its code or its name."""
    return next((code for code, name in LANDS.items() if folded(typed) in (folded(code), folded(name))), None)


def day(text: str | None) -> dt.date:
    """Parse a day; None is today."""
    if text is None:
        return dt.date.today()
    typed = day_typed(text)
    if typed is None:
        cause = say("{option} versteht „{value}“ nicht", option="--today", value=text)
        raise UsageError(cause, say("ein Tag wie 03.05.2024 oder 2024-05-03"))
    return dt.date.fromisoformat(typed)


def _months_later(begin: dt.date, count: int) -> dt.date:
    year, month = divmod(begin.year * 12 + begin.month - 1 + count, 12)
    return dt.date(year, month + 1, min(begin.day, calendar.monthrange(year, month + 1)[1]))
