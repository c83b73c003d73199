"""Where an enumeration of members ends that runs over several lines."""

import re
from collections.abc import Sequence

from anfrage_parser.assemble.head.askers import GROUP_WORDS
from anfrage_parser.model import Role, Unit
from anfrage_parser.text.names import is_name
from anfrage_parser.text.patterns import compiled

MEMBER_LINES = 12
"""Lines that an enumeration of members may have."""


def members_end(units: Sequence[Unit], index: int) -> int:
    """Where an enumeration of members that begins at a unit ends; it may run over many lines."""
    end = index + 1
    while (
        end < len(units)
        and end < index + MEMBER_LINES
        and (_unfinished(units[index:end]) or _small(units[end]) or _ends_name(units, end) or _names_on(units, end))
    ):
        if units[end].is_a(Role.FIELD, Role.TABLE, Role.TYPE) or (units[end].gap and not _OPEN_END.search(units[end - 1].text)):
            break
        end += 1
    return end


_OPEN_END = compiled(r"(?:,|-|/|\s(?:und|sowie|der|des|Dr\.|Fraktion|Gruppe|Fraktionen|DIE|Die|Freie|FREIE|90|für|im|in))\Z")
"""Endings behind which an enumeration goes on even below a blank line."""


def _small(unit: Unit) -> bool:
    """Whether a line goes on from the one above it: "… der Fraktion Bürger⏎für Brückstadt"."""
    return not unit.gap and (unit.text[:1].islower() or unit.text[:1] in "/|")


_NAMED = compiled(r"[^()]{4,40}\([^()]{2,30}\)")


def _names_on(units: Sequence[Unit], index: int) -> bool:
    """Whether a line names one more member, with the party in brackets as the one above: "… Eva Muster (Volt)⏎Tom Weiß (BSW)"."""
    unit, above = units[index], units[index - 1]
    if unit.gap or not unit.text.endswith(")") or not above.text.endswith(")") or _NAMED.fullmatch(unit.text) is None:
        return False
    return is_name(unit.text[: unit.text.index("(")].strip())


_LOCAL_NAME = compiled(
    r"(?:de[rs]|von)\s(?:Abgeordneten|Stadtverordneten)\s.{1,400}\s(?:Fraktion|Gruppe)(?P<name>(?:\s[A-ZÄÖÜ][a-zäöüß]{2,20}){1,2})",
)
""" "der Abgeordneten Ute Beispiel und der Fraktion Bürgerliste"."""

FULL_LINE = 60
"""Characters of a line behind which the next word may have found no room."""


def _ends_name(units: Sequence[Unit], index: int) -> bool:
    """Whether a line of a few words is the end of a group's name: "… und der Fraktion Bürgerliste⏎Auental"."""
    unit, above = units[index], units[index - 1]
    title = units[index + 1] if index + 1 < len(units) else None
    if unit.gap or unit.labels or len(above.text) < FULL_LINE or title is None or not title.gap or title.labels:
        return False  # it may be the title itself
    named = _LOCAL_NAME.fullmatch(above.text)
    if named is None or len(unit.text.split()) > 3 or not unit.text[0].isupper():
        return False
    return GROUP_WORDS.search(f"{named['name']} {unit.text}") is not None


_OPEN_GROUP = compiled(r"(?:[\s/](?:DIE|Die|90|BÜNDNIS|Bündnis|Freie|FREIE|Freien|für|im|in|der|des|und)|[,/-])\Z")
"""Endings behind which a group's name goes on."""


def _unfinished(units: Sequence[Unit]) -> bool:
    """Whether an enumeration of members goes on: a comma or "und" at the end, or a group's name still to come."""
    text = " ".join(u.text for u in units)
    if _OPEN_GROUP.search(text):
        return True
    return bool(re.match(r"(?:de[rs]|von)\s(?:Abgeordneten|Stadtverordneten)\b", text)) and not re.search(
        r"Fraktion\s\S|\)\s?\Z|Gruppe\s\S", text
    )
