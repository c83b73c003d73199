"""The line of a letterhead that refers to the letter answered: "Ihr Schreiben vom", "Datum", with the days below or behind them."""

from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.ledger import Ledger, part
from anfrage_parser.model import Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import Found, find_dates

_THEIRS = compiled(r"\bIhre?\s(?:Schreiben|Nachricht|Anfrage|E-?Mail|Mail|Brief)(?:\s?[/,]\s?\w{2,12})?\s(?:vom|v\.)\s?:?")
""" "Ihr Schreiben vom", the day of the letter that is answered."""

_OURS = compiled(r"\b(?:Unsere|Meine)\s(?:Nachricht|Anfrage)\svom\s?:?|\bDatum\s?:?")
""" "Unsere Nachricht vom", "Datum"."""

VALUES_BELOW = 2
"""Lines below the captions in which their values stand."""


def read_reference_line(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> set[int]:
    """Set the day of the inquiry, and the answer's own, from captions of a letterhead; return the units of captions and values."""
    for at, unit in enumerate(units):
        theirs = _THEIRS.search(unit.text)
        if theirs is None:
            continue
        behind = find_dates(unit.text[theirs.end() :])
        if behind:
            found = behind[0]
            start, end = theirs.end() + found.start, theirs.end() + found.end
            if draft.refers_date is None and not unit.text[theirs.end() : start].strip():
                draft.refers_date = (found.value, ledger.piece([part(unit, start, end)], "refers_to.date", "answer:reference-line"))
            return set() if unit.text[:1].islower() or not _is_alone(unit.text, theirs.start(), end) else {at}
        if not unit.text[theirs.end() :].strip() or _OURS.search(unit.line.text) is not None:
            return _below(units, at, ledger, draft)
    return set()


def _is_alone(text: str, start: int, end: int) -> bool:
    return not text[:start].strip() and not text[end:].strip(" .")


def _below(units: Sequence[Unit], at: int, ledger: Ledger, draft: Draft) -> set[int]:
    """Read the values below a line of captions: each day belongs to the caption of its column."""
    captions = [i for i, unit in enumerate(units) if unit.line is units[at].line]
    text = units[at].line.text
    theirs = [found.start() for found in _THEIRS.finditer(text)]
    columns = sorted([*theirs, *(found.start() for found in _OURS.finditer(text))])
    line = units[captions[-1]].line.number
    for first in range(captions[-1] + 1, len(units)):
        if units[first].line.number > line + VALUES_BELOW:
            break
        values = [i for i, unit in enumerate(units) if unit.line is units[first].line]
        days = [(i, day) for i in values for day in find_dates(units[i].text)]
        if days:
            cells = _columns(units, days, text, columns)
            for (i, day), column in zip(days, cells, strict=True):
                _set(units[i], day, column in theirs, ledger, draft)
            return {*captions, *values}
    return set()


def _columns(units: Sequence[Unit], days: Sequence[tuple[int, Found]], text: str, columns: Sequence[int]) -> list[int]:
    """Return the column of captions above each day: in order where there are as many, else the nearest."""
    if len(days) == len(columns):
        return list(columns)
    places = [units[i].start + day.start for i, day in days]
    return [min(columns, key=lambda column: abs(column - place)) for place in places]


def _set(unit: Unit, day: Found, theirs: bool, ledger: Ledger, draft: Draft) -> None:
    if theirs and draft.refers_date is None:
        draft.refers_date = (day.value, ledger.piece([part(unit, day.start, day.end)], "refers_to.date", "answer:reference-line"))
    elif not theirs:
        draft.date = (day.value, ledger.piece([part(unit, day.start, day.end)], "date", "answer:reference-line"))
