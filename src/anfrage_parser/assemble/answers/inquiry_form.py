"""What a form says of the inquiry beside the line that names it: its title behind "über:", its day and number below captions."""

from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.ledger import Ledger, part
from anfrage_parser.model import ADDRESS, DATE, FIELD, TYPE, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import find_line_dates, find_reference

_ABOUT = compiled(r"(?:(?:über|[Ww]egen|[Bb]ezüglich)\s?:\s?|(?:betreffend|zum\sThema)\s?:?\s)(?=\S)")
""" "über: Bänke am Ufer", below "Kleine Anfrage Nr. 12/VI"."""

REACH = 16
"""Lines below the name of the inquiry in which a form has its day and number."""


def read_about(units: Sequence[Unit], at: int, ledger: Ledger, draft: Draft) -> int:
    """Read the title right below the lines that name the inquiry; return where it ends, `at` if there is none."""
    found = _ABOUT.match(units[at].text) if at < len(units) and draft.title is None else None
    if found is None:
        return at
    end = at + 1
    while end < len(units) and not units[end].gap and not units[end].is_a(FIELD, DATE, TYPE):
        end += 1
    ledger.piece([part(units[at], 0, found.end())], "label", "answer:about")
    slices = [part(units[at], found.end()), *(part(unit, 0) for unit in units[at + 1 : end])]
    draft.title = ledger.piece(slices, "title", "answer:about")
    return end


_OF_INQUIRY = compiled(
    r"(?:(?:Datum|Tag|Eingang|Nummer|Nr\.)\sder\s\w{0,20}[Aa]nfrage|\w{0,20}[Aa]nfrage(?:\s?datum|\s?-?nummer|\s?-?\s?Nr\.?|\svom))\b"
)
""" "Datum der Anfrage", "Anfrage-Nr.": a caption that says whose value stands behind it."""


def read_form(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> set[int]:
    """Read the inquiry's day and number behind their captions; return the units of both.

    "Datum" and "Nummer" are such captions below "Beantwortung zur Anfrage", where the answer's own day stands above.
    """
    pairs = [(at, *value) for at in range(len(units)) if (value := _value(units, at)) is not None]
    told = [row for row in pairs if _OF_INQUIRY.match(units[row[0]].text) is not None]
    named = next((at for at, unit in enumerate(units) if _names_only(unit)), len(units))
    if not told and any(unit.is_a(DATE) and not unit.is_a(ADDRESS) and find_line_dates(unit.text) for unit in units[:named]):
        told = [row for row in pairs if named < row[0] < named + REACH]
        days = [row for row in told if row[3] == "date" and find_line_dates(units[row[1]].text[row[2] :])]
        told = told if len(days) == 1 else []
    return {index for row in told for index in _take(units, *row, ledger, draft)}


def _take(units: Sequence[Unit], at: int, below: int, start: int, field: str, ledger: Ledger, draft: Draft) -> tuple[int, ...]:
    """Set the inquiry's day or number from a caption's value, at a place of a unit; return the units that were read."""
    unit = units[below]
    if field == "date" and draft.refers_date is None and (days := find_line_dates(unit.text[start:])):
        mine = part(unit, start + days[0].start, start + days[0].end)
        draft.refers_date = (days[0].value, ledger.piece([mine], "refers_to.date", "answer:form"))
        return at, below
    found = find_reference(unit.text[start:], labelled=True) if field == "number" and draft.refers_number is None else None
    if found is None:
        return ()
    mine = part(unit, start + found.start, start + found.end)
    draft.refers_number = ledger.piece([mine], "refers_to.number", "answer:form")
    return at, below


_NAMES_ONLY = compiled(
    r"(?:Schriftliche\s|Mündliche\s)?(?:Antwort|Beantwortung|Stellungnahme)\s(?:zur|auf\sdie|der)\s(?:\w{3,20}\s)?\w{0,20}[Aa]nfrage\s?:?"
)


def _names_only(unit: Unit) -> bool:
    """Return whether a line says that an inquiry is answered, and not which one."""
    return unit.label(TYPE, "answer") is not None and _NAMES_ONLY.fullmatch(unit.text) is not None


def _value(units: Sequence[Unit], at: int) -> tuple[int, int, str] | None:
    """Return (unit, start, field) of the value of a caption "Datum" or "Nummer": behind it, or in its column on the line below."""
    label = units[at].label(FIELD)
    if label is None or label.key not in ("date", "number"):
        return None
    if units[at].text[label.start :].strip(" :"):
        return at, label.start, label.key
    row = [i for i, unit in enumerate(units) if unit.line is units[at].line]
    first = row[-1] + 1
    below = [i for i, unit in enumerate(units) if first < len(units) and unit.line is units[first].line]
    return (below[row.index(at)], 0, label.key) if len(below) == len(row) else None
