"""How user input becomes a value of the record: one table for `anfrage correct`, stored corrections, and the review page.

The page gets the table as data (`as_data`), so that it accepts what the command does. Patterns use only what the regular
expressions of Python and JavaScript have in common.
"""

import datetime as dt
import re
from functools import cache
from typing import Any, Literal

from anfrage_parser.corrections.paths import Steps, steps, written
from anfrage_parser.fields import BY_KEY
from anfrage_parser.messages import later
from anfrage_parser.text.values import CENTURY_PIVOT

Kind = Literal["text", "day", "yes-no", "groups", "number", "labels", "numbers"]
Value = str | int | bool | list[str] | list[int]

_BEFORE = r"(?:(?:am|den|vom)\s+)?(?:[A-Za-zäöüÄÖÜ]{2,10},?\s+(?:den\s+)?)?"
DAYS = (
    r"(?<year>[0-9]{4})-(?<month>[0-9]{1,2})-(?<day>[0-9]{1,2})",
    _BEFORE + r"(?<day>[0-9]{1,2})\.\s*(?<month>[0-9]{1,2})\.\s*(?<year>[0-9]{4}|[0-9]{2})",
    _BEFORE + r"(?<day>[0-9]{1,2})\.\s*(?<name>[A-Za-zäöüÄÖÜ]{3,9})\.?\s*(?<year>[0-9]{4}|[0-9]{2})",
)
"""2024-09-29, 29.09.2024, "den 29. September 2024"; the whole text. Groups are named as in JavaScript."""

MONTHS = {
    "januar": 1,
    "jänner": 1,
    "jan": 1,
    "februar": 2,
    "feb": 2,
    "märz": 3,
    "maerz": 3,
    "mär": 3,
    "mrz": 3,
    "april": 4,
    "apr": 4,
    "mai": 5,
    "juni": 6,
    "jun": 6,
    "juli": 7,
    "jul": 7,
    "august": 8,
    "aug": 8,
    "september": 9,
    "sept": 9,
    "sep": 9,
    "oktober": 10,
    "okt": 10,
    "november": 11,
    "nov": 11,
    "dezember": 12,
    "dez": 12,
    "january": 1,
    "february": 2,
    "march": 3,
    "may": 5,
    "june": 6,
    "july": 7,
    "october": 10,
    "oct": 10,
    "december": 12,
    "dec": 12,
}

YES, NO = ("ja", "true", "yes", "öffentlich", "ö"), ("nein", "false", "no", "nichtöffentlich", "nicht öffentlich", "nö")

REFUSALS: dict[Kind, str] = {
    "day": later("das ist kein Tag; etwa 29.09.2024 oder 29. September 2024"),
    "yes-no": later("ja oder nein"),
    "groups": later("mindestens einen Namen angeben, mehrere durch Kommas getrennt"),
    "number": later("eine ganze Zahl angeben"),
    "labels": later("mindestens eine Nummer angeben, wie sie gedruckt ist; mehrere durch Kommas getrennt"),
    "numbers": later("ganze Zahlen angeben, durch Kommas getrennt"),
}
"""Kind → message for invalid input."""


class Refused(ValueError):
    """Input that is no value of the field; its message is one of `REFUSALS`."""


def kind_of(path: Steps) -> Kind:
    """Return the kind of value at a path."""
    known = BY_KEY.get(written(path))
    if known is not None and known.shape in ("day", "yes-no", "groups"):
        return known.shape
    if path == ("refers_to", "parties"):
        return "groups"
    if path[0] == "answers" and path[-1] in ("labels", "questions"):
        return "labels" if path[-1] == "labels" else "numbers"
    return "number" if path[-1] in ("number", "block") and path[0] != "refers_to" and len(path) > 1 else "text"


def value_of(path: Steps, words: str) -> Value:
    """Convert input to the record's value; `Refused` if it is invalid for this field."""
    kind = kind_of(path)
    found = _READ[kind](" ".join(words.split())) if kind in _READ else words
    if found is None:
        raise Refused(REFUSALS[kind])
    return found


def _day(words: str) -> str | None:
    for pattern in _patterns():
        if match := pattern.fullmatch(words):
            parts = match.groupdict()
            month = int(parts["month"]) if parts.get("month") else MONTHS.get(parts["name"].casefold(), 0)
            year = int(parts["year"])
            year += (2000 if year < CENTURY_PIVOT else 1900) if len(parts["year"]) == 2 else 0
            try:
                return dt.date(year, month, int(parts["day"])).isoformat()
            except ValueError:
                return None
    return None


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern.replace("(?<", "(?P<")) for pattern in DAYS)


def _yes_no(words: str) -> bool | None:
    folded = words.casefold()
    return True if folded in YES else False if folded in NO else None


def _groups(words: str) -> list[str] | None:
    return [name for part in words.split(",") if (name := part.strip())] or None


def _number(words: str) -> int | None:
    return int(words) if re.fullmatch("[0-9]{1,9}", words) else None


def _numbers(words: str) -> list[int] | None:
    found = [_number(part.strip()) for part in words.split(",")]
    return [number for number in found if number is not None] if None not in found else None


_READ: dict[str, Any] = {"day": _day, "yes-no": _yes_no, "groups": _groups, "number": _number, "labels": _groups, "numbers": _numbers}


def as_data() -> dict[str, Any]:
    """Return the table for the page: the kind of each field, and what each kind accepts."""
    kinds = {key: kind for key in BY_KEY if (kind := kind_of(steps(key))) != "text"}
    return {"kinds": kinds, "days": DAYS, "months": MONTHS, "pivot": CENTURY_PIVOT, "yes": YES, "no": NO}
