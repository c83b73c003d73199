"""The lines of a head that name a group together: its name above or below a bare "Fraktion", its place, its partners."""

import re
from collections.abc import Sequence

from anfrage_parser.assemble.head.askers import GROUP_WORDS, groups_in, known_parties
from anfrage_parser.assemble.head.labelled import STOPS, Labelled
from anfrage_parser.assemble.ledger import part
from anfrage_parser.conventions import Convention
from anfrage_parser.model import Role, Unit
from anfrage_parser.text.names import is_name
from anfrage_parser.text.patterns import compiled

_PLACE = compiled(r"(?P<suffix>[A-ZÄÖÜ][\w-]{2,30}(?i:fraktion|gruppe))\s[A-ZÄÖÜ][\w-]{1,30}(?:\s[A-ZÄÖÜ(][\w.()/-]{1,30}){0,2}")
""" "Stadtratsfraktion Isarwinkel": the council's word for a group, and a place."""

_SHORT_BEHIND = compiled(r"\s\([A-ZÄÖÜ][\w.]{1,10}\)\Z")
""" "Gemeinsam für Isarwinkel (GfI)": a name with its own short one."""

LONGEST_NAME = 60
"""Characters of a line that is nothing but a group's name."""


def read_group(head: Labelled, units: Sequence[Unit], index: int) -> int:
    """A line that names a group, and those beside it that belong to the name; how many were read."""
    unit, convention = units[index], head.convention
    named = bool(groups_in(unit.text, convention))
    if named and not _names_place(unit.text, convention):
        return _take(head, unit)
    above = _above(units, index)
    if above is not None and head.free and head.free[-1] == [above] and _is_name(above, convention):
        head.free.pop()
        head.ledger.unit(unit, "furniture", "group-line:place")
        return _take(head, above)
    below = units[index + 1] if index + 1 < len(units) and not units[index + 1].gap else None
    if below is not None and _is_name(below, convention) and not convention.group.search(below.text):
        head.ledger.unit(unit, "furniture", "group-line:place")
        return 1 + _take(head, below)
    if above is not None and above.is_a(Role.GROUP) and head.draft.parties:
        head.ledger.unit(unit, "furniture", "group-line:place")
        return 1
    return _take(head, unit)


def _above(units: Sequence[Unit], index: int) -> Unit | None:
    """The line right above a line, without what stands beside it in another column; None where a blank line parts them."""
    if not index or units[index].gap:
        return None
    at = index - 1
    while at and units[at].line is not units[index].line and units[at - 1].line is units[at].line:
        at -= 1
    return units[at]


def joins_group(unit: Unit, convention: Convention) -> bool:
    """Whether a line goes on with partners of the group above it: "und der Fraktion Volt"."""
    joined = re.match(r"(?:und|sowie|mit)\s", unit.text) is not None and len(unit.text) <= LONGEST_NAME
    return joined and (next(known_parties(unit.text, convention), None) is not None or convention.group.search(unit.text) is not None)


def _take(head: Labelled, unit: Unit) -> int:
    group, colon, rest = unit.text.partition(": ")
    titled = bool(rest) and " " in rest and not is_name(rest) and bool(groups_in(group, head.convention))
    head.fields.askers([part(unit, 0, len(group) if titled else None)], "group-line")
    if titled:  # "SPD-Fraktion: Stege am Ufer"
        head.fields.title([part(unit, len(group) + len(colon))], "headline")
        head.ledger.unit(unit, "label", "group-line")
    head.group_line = unit.line.number
    return 1


def _names_place(text: str, convention: Convention) -> bool:
    """Whether a place stands behind the council's word for a group, and no name of one."""
    match = _PLACE.fullmatch(text)
    if match is None or GROUP_WORDS.search(text, match.end("suffix")) or not convention.group.fullmatch(match["suffix"]):
        return False
    return match["suffix"].casefold() != "wählergruppe" and next(known_parties(text, convention), None) is None


def _is_name(unit: Unit, convention: Convention) -> bool:
    """Whether a line is nothing but the name of a group: "Bürger für Isarwinkel", "FREIE WÄHLER/ProHeide"."""
    text = unit.text
    if unit.is_a(*STOPS, Role.ADDRESS) or len(text) > LONGEST_NAME or len(text.split()) > 7 or not text.lstrip('„“"»')[:1].isupper():
        return False
    if text.endswith((".", ":", "?", "!", ",")) and not re.search(r"\be\.\s?V\.\Z|LINKE\.\Z", text):
        return False
    first = next(known_parties(text, convention), None)
    return (
        (first is not None and first.start < 5)
        or GROUP_WORDS.search(text) is not None
        or _SHORT_BEHIND.search(text) is not None
        or (text.isupper() and len(text.split()) <= 4)
    )
