"""What the rest of an answer paper says of the inquiry: a day behind "vom:", a number without a caption, a letter's first sentence."""

from collections.abc import Sequence

from anfrage_parser.assemble.answers.reference import DAY, IN_SESSION, INQUIRY
from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.head.askers import groups_in
from anfrage_parser.assemble.head.contest import withdraw
from anfrage_parser.assemble.ledger import Ledger, joined, part, whole
from anfrage_parser.assemble.prose import paragraphs
from anfrage_parser.assemble.text_width import Measure
from anfrage_parser.conventions import Convention
from anfrage_parser.model import ADDRESS, FIELD, GROUP, SALUTATION, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import STRICT_REFERENCE, find_dates

FIRST = 300
"""Characters of a letter's text in which it names the inquiry that it answers."""


def read_reference(units: Sequence[Unit], start: int, width: Measure, ledger: Ledger, draft: Draft, convention: Convention) -> None:
    """Set what the head and a letter's first sentences say of the inquiry: "vom: 20.05.2014", "Ihre Anfrage vom 31.03.2025"."""
    _move_day(units[:start], ledger, draft)
    _move_number(units[:start], ledger, draft)
    for group in paragraphs(units[start : start + FIRST_LINES], width):
        if _read_sentence(group, ledger, draft, convention):
            break
    for unit in units[:start] if not draft.parties else ():
        for name in groups_in(unit.text, convention) if ADDRESS in unit.roles and GROUP in unit.roles else ():
            draft.parties.append((name.value, ledger.quote([part(unit, name.start, name.end)], "parties", "answer:address")))
    for unit in units[start : start + FIRST_LINES] if not draft.parties else ():
        greeted = _TO_GROUP.search(unit.text) if SALUTATION in unit.roles else None
        for name in groups_in(unit.text[greeted.end() :], convention) if greeted is not None else ():
            mine = [part(unit, greeted.end() + name.start, greeted.end() + name.end)] if greeted is not None else []
            draft.parties.append((name.value, ledger.quote(mine, "parties", "answer:text")))


_TO_GROUP = compiled(r"\sder\s(?=\S{2,40}[Ff]raktion\b|Fraktion\s|Gruppe\s|\S{2,40}-Gruppe\b)")
""" "Sehr geehrte Damen und Herren der SPD-Fraktion,"."""


def _move_day(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> None:
    """Give a day behind the caption "vom:" to the inquiry: the answer's own bears no such one."""
    captions = [unit for unit in units if unit.label(FIELD, "date") is not None and unit.text.casefold().startswith("vom:")]
    spans = draft.date[1].spans if draft.date is not None else ()
    if draft.date is None or not spans or not any(unit.line.start <= spans[0].start < unit.line.end for unit in captions):
        return
    ledger.move(spans, "refers_to.date", "answer:caption")
    draft.refers_date = draft.refers_date or draft.date
    withdraw(draft, ledger, "date")


_SIGN = compiled(
    r"(?:GZ|Gz|Az|AZ|Aktenzeichen|Geschäftszeichen|Geschäftsz|(?:Unser|Mein)e?\sZeichen)\.?\s?:?\s{1,60}"
    r"(?P<sign>(?=\S{0,12}\s?\S{0,12}[0-9])[A-ZÄÖÜ0-9(][\w()./ -]{2,30}?)\Z"
)
""" "GZ: OB 8310-04", "Aktenzeichen 36-0141.51"."""


_ANSWERS_NUMBER = compiled(r"[0-9]{2}-[0-9]{4,6}-[0-9]{2}|AW[ /-]?[0-9]{1,5}/[0-9]{2,4}|[A-Z]{0,3}/?AW/.{4,16}")
""" "25-21877-01", "AW 33/2025": numbers that are the answer's own."""


def _move_number(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> None:
    """Give a number without a caption to the inquiry, where the letter bears a sign of its own, which then is its number."""
    sign = next(((unit, found) for unit in units if (found := _SIGN.search(unit.text)) is not None), None)
    own = draft.number is not None and _ANSWERS_NUMBER.fullmatch(draft.number.text) is not None
    bare = draft.number is not None and not own and all(span.rule in ("number-line", "subject") for span in draft.number.spans)
    if bare and draft.refers_number is None and draft.number is not None:
        ledger.move(draft.number.spans, "refers_to.number", "answer:number-line")
        draft.refers_number = draft.number
        withdraw(draft, ledger, "number")
    if sign is not None and draft.number is None:
        draft.number = ledger.quote([part(sign[0], *sign[1].span("sign"))], "number", "answer:sign")


def _read_sentence(group: Sequence[Unit], ledger: Ledger, draft: Draft, convention: Convention) -> bool:
    text, places = joined([whole(unit) for unit in group])
    found = INQUIRY.search(text[:FIRST]) or (IN_SESSION.search(text[:FIRST]) if _ASKED.search(text[:FIRST]) is not None else None)
    if found is None:
        return False
    end = text.find("?") if "?" in text else len(text)
    if draft.refers_number is None and (number := STRICT_REFERENCE.search(text, found.end(), min(found.end() + NEAR, end))):
        draft.refers_number = ledger.quote(places.slices(*number.span()), "refers_to.number", "answer:text")
    for day in find_dates(text[: min(end, FIRST)]):
        if draft.refers_date is None and day.start >= found.end() and DAY.search(text[: day.start]) is not None:
            draft.refers_date = (day.value, ledger.quote(places.slices(day.start, day.end), "refers_to.date", "answer:text"))
    for name in groups_in(text[found.end() : end], convention) if not draft.parties and _FOR_GROUP.search(text, found.end(), end) else ():
        mine = places.slices(found.end() + name.start, found.end() + name.end)
        draft.parties.append((name.value, ledger.quote(mine, "parties", "answer:text")))
    return True


_ASKED = compiled(r"\b(?:fragte[n]?|baten?|erkundigte[n]?|gefragt|angefragt|nachgefragt|Anfrage|Nachfrage)\b")
""" "In der Sitzung des Rates am 12.03.2024 fragte Ratsherr Tönnies, …"."""

_FOR_GROUP = compiled(r"\b(?:für\sdie|namens\sder|im\sNamen\sder|der)\s(?=[A-ZÄÖÜ])")
""" "Ihre Anfrage vom 18. Juni für die Ratsgruppe": in whose name a letter's reader asked."""

FIRST_LINES = 12
"""Lines at the beginning of a letter's text in which it names the inquiry that it answers."""

NEAR = 60
"""Characters behind "Anfrage" in which its number stands."""
