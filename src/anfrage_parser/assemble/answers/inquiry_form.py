"""What a form says of the inquiry beside the line that names it: its title behind "über:", its day and number below captions."""

from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.ledger import Ledger, part
from anfrage_parser.model import ADDRESS, DATE, FIELD, TYPE, Unit
from anfrage_parser.text.answer_marks import is_head
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import find_line_dates, find_reference

_ABOUT = compiled(r"(?:(?:über|[Ww]egen|[Bb]ezüglich)\s?:\s?|(?:betreffend|zum\sThema)\s?:?\s)(?=\S)")
""" "über: Bänke am Ufer", below "Kleine Anfrage Nr. 12/VI"."""

_IN_PARTS = compiled(
    r"(?:(?:DS|Drucksache|Drs\.|Vorlage)\s(?:Nr\.\s)?(?P<number>\S{0,12}[0-9]\S{0,12})\s[-–]\s)(?:\w{2,20}\s)?Anfrage\b[^–-]{0,60}\s[-–]\s"
    r"(?P<title>[^\s–-].{4,160}?)(?:\s[-–]\s(?:nicht\s?)?öffentlich)?"
)
""" "DS 0786/25 - Anfrage nach § 9 Abs. 2 GeschO - Stege am Ufer - öffentlich"."""

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


_BOTH = compiled(r"\b(?:Drucksache|Drs\.?)\s[0-9]{1,3}/[0-9]{1,6}\s\((?P<number>[0-9]{1,3}/[0-9]{1,6})\)")
""" "Drucksache 16/2011 (16/1958)": the answer's number, and that of the inquiry."""

_TO_PAPER = compiled(r"(?:[\w-]{3,30}\s{1,90})?\(?zu\s(?:Drucksache|Drs\.?)\s(?:Nr\.?\s)?(?P<number>[0-9]{1,3}\s?/\s?[0-9]{1,6})\)?")
""" "Landtag     (zu Drs. 21/931)": on top of an answer, the inquiry's number."""

_OWN_NUMBER = compiled(
    r"(?:(?:Antwort|Beantwortung|Stellungnahme|Mitteilung)\s{1,90}(?:[-–]\s)?)?(?P<number>(?:[A-ZÄÖÜ]{1,6}[-/]){1,2}[0-9]{1,6}(?:[-/](?:[A-Z]{1,4}[-/])?[0-9]{1,5})?)"
)
""" "Antwort - AW/0419/2025", or "VIII-F-00417-AW-01" beside "Antwort": the number of the answer itself."""

AT_END = compiled(r"\s(?:Nr\.|Nummer)\s(?P<number>(?=\S{0,20}(?:[0-9][/-]|[/-][0-9]))[A-ZÄÖÜ0-9][\w./-]{3,24})\Z")
""" "Anfrage der Stadtratsfraktion CDU Nr. 25-F-63-0041"."""

INQUIRY_SIGN = compiled(r"(?:ANF|AF|KA|MA|SA|F)[ -]?[0-9]")
""" "AF0412/24", alone below the subject: a sign of inquiries, so the number is none of the answer."""

LATER_NUMBER = compiled(
    r"(?:\b(?:Drucksache|Drs\.?)(?:\s(?:Nr\.?|Nummer))?|[,\s]Anfrage\s(?:Nr\.?|Nummer)):?\s"
    r"(?P<number>(?=\S{0,16}[0-9])[A-ZÄÖÜ0-9][\w.]{0,12}(?:\s?[/-]\s?\w{1,8}){1,3}(?:\s[0-9]{4,6})?)(?=[\s,;)]|\Z)"
)
""" "…, Drucksache 22-0914 vom", "…, Anfrage Nr. 21-27 / F 00771 von": the inquiry's number later in the sentence that names it."""

TO_SESSION = compiled(r"\bzur\s(?:\w{3,20}\s)?\w{0,30}[Ss]itzung\s(?:[\wäöü.,-]{2,30}\s){0,6}?(?:am|vom)\s{1,9}\Z")
""" "zur Sitzung der Bezirksvertretung Auental am": the session at which the inquiry is to be answered."""

_ABOUT_NUMBER = compiled(r"(?:Bezug|Bezüglich|Vorgang|Bezugsvorlage|Bezugsdrucksache)\s?:\s{0,60}")
""" "Bezüglich: AF/0402/2025", a caption of the inquiry's number."""

LONGEST_REST = 8
"""Characters behind a number in its cell: "V 112/24 OBR 3"."""

TOP_LINES = 4
"""Lines at the top of a paper that hold its number."""


def read_both_numbers(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> set[int]:
    """Read the inquiry's number at the top of a paper; return the line that holds nothing else."""
    _read_own_number(units, ledger, draft)
    for at, unit in enumerate(units[:TOP_LINES]):
        alone = _TO_PAPER.fullmatch(unit.text)
        found = alone or _BOTH.search(unit.text)
        if found is not None:
            draft.refers_number = ledger.piece([part(unit, *found.span("number"))], "refers_to.number", "answer:both-numbers")
            return {at} if alone is not None else set()
    return set()


def read_parts(unit: Unit, ledger: Ledger, draft: Draft) -> bool:
    """Read a line that names the inquiry with its number and its title, parted by dashes; return whether it is one."""
    parts = _IN_PARTS.fullmatch(unit.text)
    for group, field, name in (("number", "refers_number", "refers_to.number"), ("title", "title", "title")) if parts else ():
        if parts and parts[group] and getattr(draft, field) is None:
            setattr(draft, field, ledger.piece([part(unit, *parts.span(group))], name, "answer:parts"))
    if parts is None:
        return False
    unit.relabel([], "answer:parts")
    ledger.unit(unit, "label", "answer:parts")
    return True


def _read_own_number(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> None:
    """Set the answer's own number beside the word "Antwort" on top of a paper."""
    for before, unit in zip([None, *units], units[:TOP_LINES], strict=False):
        found = _OWN_NUMBER.fullmatch(unit.text) if draft.number is None else None
        beside = before is not None and before.line is unit.line and is_head(before)
        if found is not None and (found.start("number") > 0 or beside):
            draft.number = ledger.piece([part(unit, *found.span("number"))], "number", "answer:own-number")


def _read_about_number(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> set[int]:
    """Set the inquiry's number behind "Bezüglich:", or on the line below; return the units of both."""
    for at, unit in enumerate(units):
        caption = _ABOUT_NUMBER.match(unit.text) if draft.refers_number is None else None
        if caption is None:
            continue
        below = caption.end() == len(unit.text) and at + 1 < len(units)
        value, start = (units[at + 1], 0) if below else (unit, caption.end())
        found = find_reference(value.text[start:], labelled=True)
        if found is not None and len(value.text) - start - found.end <= LONGEST_REST:
            mine = part(value, start + found.start, start + found.end)
            draft.refers_number = ledger.piece([mine], "refers_to.number", "answer:about")
            return {at, at + 1} if below else {at}
    return set()


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
    return {index for row in told for index in _take(units, *row, ledger, draft)} | _read_about_number(units, ledger, draft)


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


_ONLY_ANSWER = compiled(r"(?:(?:Schriftliche|Mündliche)\s)?(?:Antwort|Beantwortung|Stellungnahme)(?:\s(?:der|des|durch)\s[^?:]{3,60})?\.?")


def only_names_answer(unit: Unit) -> bool:
    """Return whether a caption's value is no title: "hier: Beantwortung"."""
    label = unit.label(FIELD, "title")
    return label is not None and _ONLY_ANSWER.fullmatch(unit.text[label.start :].strip()) is not None
