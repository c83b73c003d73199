"""The block of a head that says to whom the letter goes."""

from collections.abc import Sequence
from itertools import pairwise

from anfrage_parser.model import Role, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import is_reference

_TO_WHOM = compiled(r"(?:[Aa]n(?:\s(?:den|die|das))?:?(?=\s|\Z)\s?)?")

_AUTHORITY = compiled(
    r"(?:[A-ZÄÖÜ]\w{0,30}(?:amt|verwaltung|rathaus|büro|kanzlei)|Amt|Magistrat|Rathaus|Verwaltung|Stadt|Gemeinde|Markt|Landkreis|Kreis)(?:\s\S{1,30}){0,5}"
)
""" "Bürgermeisteramt Auental"."""

MOST_ADDRESS_LINES = 8
"""Lines of the longest address."""


def address_block(units: Sequence[Unit], index: int) -> tuple[list[Unit], list[Unit]]:
    """Return the lines that say to whom, and what stands beside them: the office on the right, the group with its day, a number."""
    stops = (Role.FIELD, Role.TYPE, Role.TABLE, Role.SALUTATION, Role.LEAD_IN, Role.DATE, Role.AGENDA, Role.GROUP)
    block, beside = [units[index]], list[Unit]()
    for before, unit in pairwise(units[index:]):
        if len(block) == MOST_ADDRESS_LINES:
            break
        if unit.line is before.line or is_reference(unit.text) or _indent(unit) >= _indent(units[index]) + FAR:
            beside.append(unit)
        elif unit.is_a(*stops) or (unit.gap and not unit.is_a(Role.ADDRESS)):
            break
        else:
            block.append(unit)
    return block, beside


FAR = 25
"""Characters from an address to what stands at the right of it, on a line of its own."""


def _indent(unit: Unit) -> int:
    """Return the column in which a unit's text begins."""
    return unit.start + len(unit.line.text[unit.start :]) - len(unit.line.text[unit.start :].lstrip())


def behind_to_whom(text: str, start: int) -> int:
    """Return where the address begins in its first line, behind "An den"."""
    to_whom = _TO_WHOM.match(text, start)
    return to_whom.end() if to_whom is not None else start


def office_above(free: list[list[Unit]], unit: Unit) -> list[Unit]:
    """The office right above a line of an address, if one was kept that might be a title: "Bürgermeisteramt Auental"."""
    above = free[-1] if free and not unit.gap else []
    if len(above) != 1 or above[0].index != unit.index - 1 or _AUTHORITY.fullmatch(above[0].text) is None:
        return []
    return free.pop()
