"""Deadlines: when an inquiry is due, and what its record says about an answer on a given day.

The period starts on the inquiry's date. Months end on the same day of the month, or its last (31 January plus a month is 28 or
29 February). Holidays and weekends are ignored, since rules differ between councils.
"""

import calendar
import contextlib
import datetime as dt
import re
from dataclasses import dataclass
from enum import StrEnum

from anfrage_parser.errors import UsageError
from anfrage_parser.messages import counted, later, say
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.text.values import find_dates

_PERIOD = re.compile(r"([0-9]{1,4})\s?([dwm])", re.ASCII)
LONGEST_DAY = 30
"""Longest input for a day, in characters."""

UNITS = {
    "d": (later("1 Tag"), later("{count} Tage")),
    "w": (later("1 Woche"), later("{count} Wochen")),
    "m": (later("1 Monat"), later("{count} Monate")),
}
"""Unit → phrases for one and for several."""


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
    Standing.RUNNING: (say("Frist läuft"), say("keine Antwort im Dokument, Frist am Stichtag nicht abgelaufen")),
    Standing.OVERDUE: (say("Frist vorbei"), say("keine Antwort im Dokument, Frist am Stichtag abgelaufen")),
    Standing.ANSWERED_WITHIN: (say("Antwort, Sitzung in der Frist"), say("Antwort im Dokument, Sitzung bis zum letzten Tag der Frist")),
    Standing.ANSWERED_AFTER: (say("Antwort, Sitzung nach der Frist"), say("Antwort im Dokument, Sitzung nach dem Ende der Frist")),
    Standing.ANSWERED: (say("Antwort, Tag unbekannt"), say("Antwort im Dokument, aber keine Sitzung genannt oder kein Datum")),
    Standing.LATER: (say("später gestellt"), say("Datum nach dem Stichtag")),
    Standing.UNDATED: (say("ohne Datum"), say("keine Antwort im Dokument und kein Datum, von dem an die Frist zählt")),
}  # fmt: skip
"""Standing → (name, meaning)."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A period, and the reference day."""

    count: int
    unit: str
    today: dt.date

    def due(self, inquiry: Inquiry) -> dt.date | None:
        """Return the last day of the period; None if the inquiry has no date, or the result is beyond the calendar."""
        if inquiry.date is None:
            return None
        begin = dt.date.fromisoformat(inquiry.date)
        try:
            if self.unit == "m":
                return _months_later(begin, self.count)
            return begin + dt.timedelta(days=self.count * (7 if self.unit == "w" else 1))
        except (OverflowError, ValueError):
            return None

    def standing(self, inquiry: Inquiry) -> Standing:
        """Return the status on the reference day."""
        due = self.due(inquiry)
        if due is not None and inquiry.date is not None and dt.date.fromisoformat(inquiry.date) > self.today:
            return Standing.LATER
        if answered(inquiry):
            if due is None or inquiry.session_date is None:
                return Standing.ANSWERED
            return Standing.ANSWERED_WITHIN if dt.date.fromisoformat(inquiry.session_date) <= due else Standing.ANSWERED_AFTER
        if due is None:
            return Standing.UNDATED
        return Standing.OVERDUE if due < self.today else Standing.RUNNING

    def days_left(self, inquiry: Inquiry) -> int | None:
        """Return the days until the last day, negative after it; None without a date."""
        due = self.due(inquiry)
        return (due - self.today).days if due is not None else None


def period(deadline: Deadline) -> str:
    """Return the length of the period in words."""
    return counted(deadline.count, *UNITS[deadline.unit])


def answered(inquiry: Inquiry) -> bool:
    """Return whether the document itself contains an answer."""
    return inquiry.document_type == "inquiry_with_answer" or bool(inquiry.answers) or any(question.answer for question in inquiry.questions)


def deadline(period: str, today: str | None) -> Deadline:
    """Parse a period ("6w") and a reference day (default: today); `UsageError` if invalid."""
    match = _PERIOD.fullmatch(period.strip())
    if match is None or int(match[1]) == 0:
        cause = say("{option} versteht „{value}“ nicht", option="--deadline", value=period)
        raise UsageError(cause, say("Wochen, Tage oder Monate: 6w, 42d, 3m"))
    return Deadline(int(match[1]), match[2], day(today))


def day(text: str | None) -> dt.date:
    """Parse a day; None is today."""
    if text is None:
        return dt.date.today()
    typed = day_typed(text)
    if typed is None:
        cause = say("{option} versteht „{value}“ nicht", option="--today", value=text)
        raise UsageError(cause, say("ein Tag wie 2024-05-03 oder 03.05.2024"))
    return dt.date.fromisoformat(typed)


def day_typed(text: str) -> str | None:
    """Convert a day as typed into an option to ISO 8601; None if it isn't one.

    >>> day_typed("2024-05-03"), day_typed("3.5.2024"), day_typed("3. Mai 2024"), day_typed("am 3.5.2024")
    ('2024-05-03', '2024-05-03', '2024-05-03', None)
    """
    typed = text.strip()
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed, re.ASCII):
        with contextlib.suppress(ValueError):
            return dt.date.fromisoformat(typed).isoformat()
        return None
    found = find_dates(typed) if len(typed) <= LONGEST_DAY else []
    return found[0].value if len(found) == 1 and (found[0].start, found[0].end) == (0, len(typed)) else None


def _months_later(begin: dt.date, count: int) -> dt.date:
    year, month = divmod(begin.year * 12 + begin.month - 1 + count, 12)
    return dt.date(year, month + 1, min(begin.day, calendar.monthrange(year, month + 1)[1]))
