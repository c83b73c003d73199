"""Find dates, reference numbers and yes-no words in a folded line.

Every pattern is bounded, and its docstring says what it refuses.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from anfrage_parser.text.patterns import compiled

MONTHS = {
    "jan": 1, "feb": 2, "mär": 3, "mrz": 3, "maerz": 3, "apr": 4, "mai": 5, "jun": 6,
    "jul": 7, "aug": 8, "sep": 9, "okt": 10, "nov": 11, "dez": 12, "mar": 3, "may": 5, "oct": 10, "dec": 12,
}  # fmt: skip

_MONTH = (
    r"(?P<month>januar|jänner|february|februar|january|märz|maerz|march|april|mai|may|juni|june|juli|july|august|september|oktober|"
    r"october|november|dezember|december|(?:jan|feb|mär|mrz|apr|jun|jul|aug|sept?|okt|oct|nov|dez|dec)\b\.?)"
)
MONTH_NAMES = "Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
WEEKDAYS = "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag|Mo|Di|Mi|Do|Fr|Sa|So"
"""Alternatives for patterns of other modules, too."""

_YEAR = r"(?P<year>[12][0-9]{3}|[0-9]{2})(?![0-9])"

DATE = compiled(
    rf"(?<![0-9.,/])(?:(?P<day>[0-9]{{1,2}})\s?\.\s?(?:(?P<number>[0-9]{{1,2}})\s?\.\s?|{_MONTH}\.?\s{{0,2}}){_YEAR}"
    r"|(?P<iso>[12][0-9]{3}-[0-9]{2}-[0-9]{2})(?![0-9-]))",
    re.IGNORECASE,
)
"""3.5.24, 27. 2. 2011, 12 . 03 . 2024, 12. März 2024, 2024-03-12; refuses 1.30.3 (no year), 3. Februar (no year), and invalid days."""

ENGLISH_DATE = compiled(rf"\b{_MONTH}\s(?P<day>[0-9]{{1,2}}),?\s{_YEAR}", re.IGNORECASE)
"""Dec 11 2020, as in the front matter of a web page."""

CENTURY_PIVOT = 70
"""Two-digit years below it are in this century."""


_DIGIT = compiled("[0-9]")


_NUMBER_SIGN = compiled(r"[0-9]{1,4}(?=[.-]|\s\.)")
_DAY_YEAR = compiled(r"\S\s[0-9]{1,2},?\s[0-9]{2}")
"""Part of every date, and of every English date: a quick check."""


DAYS = frozenset({"date", "received", "session_date", "sent", "printed"})
"""Keys of captions over days: the last two are the mail's and the print's, which may stand in for the letter's."""


class Found(NamedTuple):
    """A value found in a line: [start, end), and its normalised form."""

    start: int
    end: int
    value: str


def find_dates(text: str) -> list[Found]:
    """Return all dates of a folded line, as ISO 8601 days.

    >>> find_dates("Mainz, 29.09.2024")
    [Found(start=7, end=17, value='2024-09-29')]
    """
    return list(_found_dates(text)) if _DIGIT.search(text) else []


@lru_cache(maxsize=64)
def _found_dates(text: str) -> tuple[Found, ...]:
    """Like `find_dates`, but cached, as several rules look at the same line."""
    found = (*_dates(_days(text)),)
    return found or ((*_dates(ENGLISH_DATE.finditer(text)),) if _DAY_YEAR.search(text) else ())


WEEKDAY = compiled(rf"(?:{WEEKDAYS})\.?,?(?=\s|\Z)")
"""The weekday of "Montag, 5. Juni 2023", which is no place."""

LINE_DATE = compiled(
    r"(?<![\w.,/-])(?P<day>[0-9]{1,2})(?P<sign>[/-])(?P<number>[0-9]{1,2})(?P=sign)(?P<year>[12][0-9]{3}|[0-9]{2})(?![\w/-])",
    needs=("/", "-"),
)
"""25/09/24, 10-06-2024: a date after a place or a caption; elsewhere it may be a reference number."""


def find_line_dates(text: str) -> list[Found]:
    """Return the dates of a line that should have one: if there is no other, "25/09/24" counts.

    >>> find_line_dates("Auental, 25/09/24")
    [Found(start=9, end=17, value='2024-09-25')]
    """
    return find_dates(text) or ([*_dates(LINE_DATE.finditer(text))] if _DIGIT.search(text) else [])


_RECEIPT = compiled(r"\(?(?:Eingang|eingegangen)\s[^()]{4,60}\)?\Z")
""" "(Eingang beim Landtag am 7. Januar 2025)", behind the day of a letter."""


def receipt_behind(text: str, start: int) -> Found | None:
    """The day of receipt behind the day of a letter."""
    receipt = _RECEIPT.search(text, start)
    day = next(iter(find_dates(receipt.group())), None) if receipt is not None else None
    return (
        day._replace(start=day.start + receipt.start(), end=day.end + receipt.start()) if receipt is not None and day is not None else None
    )


def without_receipt(text: str) -> str:
    """Leave out what says when a letter was received."""
    return _RECEIPT.sub("", text)


def _days(text: str) -> Iterator[re.Match[str]]:
    """Like `DATE.finditer`, but only tries numbers that may begin a date."""
    end = 0
    for number in _NUMBER_SIGN.finditer(text):
        if number.start() >= end and (match := DATE.match(text, number.start())) is not None:
            end = match.end()
            yield match


def _dates(matches: Iterable[re.Match[str]]) -> Iterator[Found]:
    for match in matches:
        value = date_from(match)
        if value is not None:
            yield Found(match.start(), match.end(), value)


def date_from(match: re.Match[str]) -> str | None:
    """Return the ISO day of a match of `DATE`; None for an invalid day."""
    parts = match.groupdict()
    if parts.get("iso"):
        numbers = tuple(int(n) for n in parts["iso"].split("-"))
    else:
        month = parts.get("number")
        number = int(month) if month else MONTHS[_month_key(parts["month"])]
        numbers = (_full_year(parts["year"]), number, int(parts["day"]))
    try:
        return dt.date(*numbers).isoformat()
    except ValueError:
        return None


def _month_key(name: str) -> str:
    folded = name.casefold()
    return "mär" if folded.startswith(("mär", "maerz")) else "jan" if folded.startswith("jän") else folded[:3]


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 4:
        return year
    return 2000 + year if year < CENTURY_PIVOT else 1900 + year


REFERENCE = compiled(
    r"(?:[A-Z][A-Za-zÄÖÜ]{1,5}\s?[-–]\s?(?=[A-ZÄÖÜ]{1,4}[ ][0-9]))?"  # "StVV - AF 22/2024"
    r"(?:[A-ZÄÖÜ]{1,4}[ ](?=[0-9]))?"  # "A 353/2025", "KA 359/XXI"
    r"(?:[A-ZÄÖÜ]{1,4}|[IVXLC]{1,7}|[0-9]{1,7})"
    r"(?:[A-Za-zÄÖÜ]{0,4}[0-9]{0,7})?"
    r"(?:[ ]/[ ]?(?:[0-9]{1,2}[ ][0-9]{3}|[A-Z][ ][0-9]{4,6})(?![\w.,/])|"
    r"[ ]?[-/.][ ]?(?:[0-9]{1,7}[a-zA-Z]?|[A-ZÄÖÜ]{1,7}(?:[0-9]{1,7})?|[A-Z][a-zäöü]{2,5})){0,4}"
    r"(?:(?<=[0-9])[ ](?:F[0-9]{1,2}|[SL]|ST|SN|\(SN\))(?![\w/.-])|"  # "0877/2025 F1", "250812-02 ST", the answer to it; "20/814 S"
    r"(?<=[0-9]/[A-Z])[ ][0-9]{1,4}(?![\w/.,-]))?"  # "2023/F 211"
)
"""A reference number after a caption "Nr.:": digits, capital letters, Roman numerals, separated by "/", "-" or "."."""

STRICT_REFERENCE = compiled(
    r"(?<![\w/.-])(?:"
    r"[0-9]{1,5}/[0-9]{2,5}(?:[-/][0-9]{1,3}|\s[SL](?=\s|\Z)|/[A-Z]{1,3})?|(?:[A-ZÄÖÜ]{1,4}[ ])?[0-9]{1,5}/[IVXLC]{1,7}|"
    r"[0-9]{2,4}/[A-ZÄÖÜ]{2,5}/[0-9]{1,5}|[A-ZÄÖÜ]{1,4}[ ]?[0-9]{1,5}/[0-9]{2,4}|"
    r"[A-ZÄÖÜ]{1,4}/[0-9]{1,5}/[0-9]{2,4}|[A-ZÄÖÜ]{2,4}-[A-ZÄÖÜ]{1,3}[ ][0-9]{1,5}/[0-9]{2,4}|"
    r"[A-ZÄÖÜ]{2,4}/[0-9]{4}/[0-9]{1,5}|[IVX]{1,5}-[A-Z]{1,3}-[0-9]{3,6}|"
    r"[A-ZÄÖÜ]{1,4}[-/][0-9]{2,4}[-/][0-9]{1,5}|[A-ZÄÖÜ]{1,4}[-/][0-9]{1,5}/[IVXLC]{1,7}|[A-ZÄÖÜ]{1,3}/[IVXLC]{1,6}/[0-9]{4}/[0-9]{1,5}"
    r")(?![\w/])",
    needs=("/", "-"),
)
"""A reference number without a caption: 1424/2024, 2016/0249, 21/SVV/1334, AN/0526/2011, F0071/20, VI-F-02241, OR-A 07/2024;
refuses dates and "1/2"."""


_DASHED = compiled(r"[0-9]{2}-[0-9]{4,6}(?:-[0-9]{1,2})?", needs=("-",))
""" "24-23456", a number only where it stands alone."""


def is_reference(text: str) -> bool:
    """Return whether a text is nothing but a reference number."""
    return STRICT_REFERENCE.fullmatch(text) is not None or _DASHED.fullmatch(text) is not None


def find_reference(text: str, labelled: bool) -> Found | None:
    """Return the reference number at the beginning of a text that follows its caption (`labelled`), or anywhere in another text."""
    if not labelled:
        match = STRICT_REFERENCE.search(text)
        return Found(match.start(), match.end(), match.group()) if match else None
    start = len(text) - len(text.lstrip())
    match = REFERENCE.match(text, start)
    if not match or not any(c.isdigit() for c in match.group()):
        return None
    if DATE.match(text, start) or _goes_on(text, match.end()):
        return None
    return Found(start, match.end(), match.group().rstrip(" .-/"))


def _goes_on(text: str, end: int) -> bool:
    """Return whether a word continues after a match, which then is only its beginning."""
    return text[end : end + 1].isalnum()


PUBLIC_WORDS = {
    "öffentlich": True, "ö": True, "oeffentlich": True, "ja": True,
    "nichtöffentlich": False, "nicht öffentlich": False, "nö": False, "nicht-öffentlich": False, "n": False, "nein": False, "n.ö.": False,
}  # fmt: skip


def find_public(text: str) -> bool | None:
    """Return True for "öffentlich", "ö", False for "nichtöffentlich", "nö", None for anything else."""
    return PUBLIC_WORDS.get(text.strip().rstrip(".:").casefold())


def roman(numeral: str) -> int:
    """Return the value of a Roman numeral up to 89; 0 if it is invalid: "IIII", "VX".

    >>> roman("XIV"), roman("VX")
    (14, 0)
    """
    digits = {"I": 1, "V": 5, "X": 10, "L": 50}
    total = 0
    for char, after in zip(numeral, f"{numeral[1:]} ", strict=False):
        value = digits.get(char, 0)
        total += -value if value < digits.get(after, 0) else value
    return total if total > 0 and _to_roman(total) == numeral else 0


def _to_roman(number: int) -> str:
    out = ""
    for value, letters in ((50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            out += letters
            number -= value
    return out
