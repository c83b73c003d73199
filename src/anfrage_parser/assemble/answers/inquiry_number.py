"""The number of the inquiry that an answer paper is about: on top, behind a caption or a title, later in the line that names it."""

import re
from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.ledger import Ledger, part, shorten
from anfrage_parser.model import FIELD, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import STRICT_REFERENCE, find_reference

_BOTH = compiled(r"\b(?:Drucksache|Drs\.?)\s[0-9]{1,3}/[0-9]{1,6}\s\((?P<number>[0-9]{1,3}/[0-9]{1,6})\)")
""" "Drucksache 16/2011 (16/1958)": the answer's number, and that of the inquiry."""

_TO_PAPER = compiled(r"(?:[\w-]{3,30}\s{1,90})?\(?zu\s(?:Drucksache|Drs\.?)\s(?:Nr\.?\s)?(?P<number>[0-9]{1,3}\s?/\s?[0-9]{1,6})\)?")
""" "Landtag     (zu Drs. 21/931)": on top of an answer, the inquiry's number."""

TOP_LINES = 4
"""Lines at the top of a paper that hold its number."""


def read_both_numbers(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> set[int]:
    """Read the inquiry's number at the top of a paper; return the line that holds nothing else."""
    for at, unit in enumerate(units[:TOP_LINES]):
        alone = _TO_PAPER.fullmatch(unit.text)
        found = alone or _BOTH.search(unit.text)
        if found is not None:
            draft.refers_number = ledger.piece([part(unit, *found.span("number"))], "refers_to.number", "answer:both-numbers")
            return {at} if alone is not None else set()
    return set()


_IN_PARTS = compiled(
    r"(?:(?:DS|Drucksache|Drs\.|Vorlage)\s(?:Nr\.\s)?(?P<number>\S{0,12}[0-9]\S{0,12})\s[-–]\s)(?:\w{2,20}\s)?Anfrage\b[^–-]{0,60}\s[-–]\s"
    r"(?P<title>[^\s–-].{4,160}?)(?:\s[-–]\s(?:nicht\s?)?öffentlich)?"
)
""" "DS 0786/25 - Anfrage nach § 9 Abs. 2 GeschO - Stege am Ufer - öffentlich"."""


def read_parts(unit: Unit, ledger: Ledger, draft: Draft) -> bool:
    """Read a line that names the inquiry with its number and its title, parted by dashes; return whether it is one."""
    parts = _IN_PARTS.fullmatch(unit.text)
    if parts is None:
        return False
    if draft.refers_number is None:
        draft.refers_number = ledger.piece([part(unit, *parts.span("number"))], "refers_to.number", "answer:parts")
    if draft.title is None:
        draft.title = ledger.piece([part(unit, *parts.span("title"))], "title", "answer:parts")
    unit.relabel([], "answer:parts")
    ledger.unit(unit, "label", "answer:parts")
    return True


_IN_BRACKETS = compiled(
    rf"\((?:(?:Drucksache|Drs\.?|Vorlage|Anfrage)[\s-]?(?:Nr\.?|Nummer)?:?\s)?(?P<number>{STRICT_REFERENCE.pattern}|[0-9]{{4,6}}-[0-9]{{2}})\)\Z"
)
""" "Ufertreppen am Hafen (AN/0611/2025)": the inquiry's number behind its title or its asker."""

_AT_END = compiled(r"\s(?:Nr\.|Nummer)\s(?P<number>(?=\S{0,20}(?:[0-9][/-]|[/-][0-9]))[A-ZÄÖÜ0-9][\w./-]{3,24})\Z")
""" "Anfrage der Stadtratsfraktion CDU Nr. 25-F-63-0041"."""

_LATER = compiled(
    r"(?:\b(?:Drucksache|Drs\.?)(?:\s(?:Nr\.?|Nummer))?|[,\s]Anfrage\s(?:Nr\.?|Nummer)):?\s"
    r"(?P<number>(?=\S{0,16}[0-9])[A-ZÄÖÜ0-9][\w.]{0,12}(?:\s?[/-]\s?\w{1,8}){1,3}(?:\s[0-9]{4,6})?)(?=[\s,;)]|\Z)"
)
""" "…, Drucksache 22-0914 vom", "…, Anfrage Nr. 21-27 / F 00771 von"."""


def number_behind(text: str, start: int) -> "re.Match[str] | None":
    """Find the inquiry's number (group "number") from a place on in the sentence that names it."""
    return _IN_BRACKETS.search(text, start) or _AT_END.search(text, start) or _LATER.search(text, start)


def read_behind_title(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> None:
    """Take the inquiry's number in brackets off a labelled title."""
    for unit in units:
        found = _IN_BRACKETS.search(unit.text) if unit.text.endswith(")") and unit.label(FIELD, "title") is not None else None
        if found is not None and found.start() and draft.refers_number is None:
            draft.refers_number = ledger.piece([part(unit, *found.span("number"))], "refers_to.number", "answer:brackets")
            shorten(unit, len(unit.text[: found.start()].rstrip()), ledger, "label", "answer:brackets")


_SIGN = compiled(r"(?:ANF|AF|KA|MA|SA|F)[ -]?[0-9]")
""" "AF0412/24": signs by which offices number inquiries, so the number is none of the answer."""


def is_signed(text: str) -> bool:
    """Return whether a reference number is an inquiry's by its sign."""
    return _SIGN.match(text) is not None


_CAPTION = compiled(r"(?:Bezug|Bezüglich|Vorgang|Bezugsvorlage|Bezugsdrucksache)\s?:\s{0,60}")
""" "Bezüglich: AF/0402/2025", a caption of the inquiry's number."""

LONGEST_REST = 8
"""Characters behind a number in its cell: "V 112/24 OBR 3"."""


def read_captioned(units: Sequence[Unit], ledger: Ledger, draft: Draft) -> set[int]:
    """Set the inquiry's number behind "Bezüglich:", or on the line below; return the units of both."""
    for at, unit in enumerate(units):
        caption = _CAPTION.match(unit.text) if draft.refers_number is None else None
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
