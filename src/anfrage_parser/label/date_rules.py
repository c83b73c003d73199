"""The rule for the line of a place and a day."""

from collections.abc import Iterator

from anfrage_parser.conventions import Convention
from anfrage_parser.conventions.matching import key
from anfrage_parser.model import Label, Role
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import LINE_DATE, MONTH_NAMES, WEEKDAYS, find_dates, find_line_dates

_WEEKDAY = rf"(?:(?:{WEEKDAYS})\b\.?,?)"

_BEFORE_DAY = compiled(
    rf"(?:(?:[0-9]{{5}}\s)?(?P<place>[A-ZÄÖÜ][\wäöüß./() -]{{1,40}}?)(?:\s?[,|]|\s)\s{{0,3}})?"
    rf"(?:[Dd]en|am|dem|d\.)?\s?(?:{_WEEKDAY}\s?(?:den|d\.)?)?"
)
""" "Auental, den", "Auental, d.", "Auental |", "Auental, Montag,", before the day."""

_MONTH_LINE = compiled(rf"(?P<place>[A-ZÄÖÜ][\wäöüß./() -]{{1,40}}),\s(?:im\s)?(?:{MONTH_NAMES}|Jänner)\s[12][0-9]{{3}}", needs=(",",))
""" "Auental, im Mai 2024": a date line without a day."""


_DAY_PLACE = compiled(
    r"[0-9]{1,2}\.\s?(?:[0-9]{1,2}\.|[A-Z][a-zä]{2,8})\s?[12][0-9]{3},\s(?P<place>[A-ZÄÖÜ][\wäöüß-]{2,30}(?:\s[A-ZÄÖÜ(][\w.()-]{1,20})?)"
)


def date(text: str, convention: Convention) -> Iterator[Label]:
    """ "Mainz, 29.09.2024", "Köln, den 8. September 2008", "27. März 2014", "Auental, 25/09/24"."""
    if not text.rstrip(" .,)")[-1:].isdigit():
        if text[0].isdigit() and (behind := _DAY_PLACE.fullmatch(text)) and find_dates(text):
            yield Label(Role.DATE, "date-line", behind["place"], 0, behind.start("place"))  # "11.08.2024, Auental"
        return  # no line ends with its day, or with the year of its month
    dates = find_line_dates(text)
    if not dates and (month := _MONTH_LINE.fullmatch(text)):
        yield Label(Role.DATE, "month-line", month["place"], 0, len(text))
    if len(dates) != 1 or text[dates[0].end :].strip(" .,)"):
        return
    before = text[: dates[0].start].strip(" (")
    match = _BEFORE_DAY.fullmatch(before)
    if (
        match
        and not _is_word(match["place"], convention)
        and not _is_council(match["place"], convention)
        and not _may_be_reference(text[dates[0].start :], before)
    ):
        yield Label(Role.DATE, "date-line", match["place"] or "", dates[0].start, dates[0].end)


def _may_be_reference(day: str, before: str) -> bool:
    """Whether a day can be a number as well: "25/09/24", if no place stands before it."""
    return LINE_DATE.match(day) is not None and not day.rstrip(" .,)")[-4:].isdigit() and not before.endswith((",", "|", "den", "d.", "am"))


def _is_council(place: str | None, convention: Convention) -> bool:
    """Whether what stands before a day is no place, but a council: "Haupt- und Finanzausschuss am 26.11.2024"."""
    named = convention.committee.search(place) if place else None
    return named is not None and place is not None and named.end() == len(place)


def _is_word(place: str | None, convention: Convention) -> bool:
    return place is not None and (key(place) in convention.fields or key(place.split()[0]) in convention.fields or len(place.split()) > 4)
