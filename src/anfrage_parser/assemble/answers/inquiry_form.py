"""What a form says of the inquiry below the line that names it: its title behind "über:", its day and number below captions."""

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


def read_form(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> set[int]:
    """Read "Datum", "Nummer" below "Beantwortung zur Anfrage" as the inquiry's, where the answer's day stands above; return their units."""
    named = next((at for at, unit in enumerate(units) if _names_only(unit)), len(units))
    if not any(unit.is_a(DATE) and not unit.is_a(ADDRESS) and find_line_dates(unit.text) for unit in units[:named]):
        return set()
    pairs = [(at, *value) for at in range(named + 1, min(named + REACH, len(units))) if (value := _value(units, at)) is not None]
    days = [(at, below, start) for at, below, start, field in pairs if field == "date" and find_line_dates(units[below].text[start:])]
    if len(days) != 1 or draft.refers_date is not None:
        return set()
    at, below, start = days[0]
    day = find_line_dates(units[below].text[start:])[0]
    mine = part(units[below], start + day.start, start + day.end)
    draft.refers_date = (day.value, ledger.piece([mine], "refers_to.date", "answer:form"))
    used = {at, below}
    for at, below, start, field in pairs:
        number = find_reference(units[below].text[start:], labelled=True) if field == "number" else None
        if number is not None and draft.refers_number is None:
            mine = part(units[below], start + number.start, start + number.end)
            draft.refers_number = ledger.piece([mine], "refers_to.number", "answer:form")
            used |= {at, below}
    return used


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
