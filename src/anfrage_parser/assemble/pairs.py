"""Labels first, then their values in the same order: column heads over a row, or a table that extraction put one cell to a line."""

from collections.abc import Sequence

from anfrage_parser.assemble.fields import DATES, Fields
from anfrage_parser.assemble.ledger import whole
from anfrage_parser.model import Role, Unit
from anfrage_parser.values import find_dates, find_public, find_reference

TYPED = ("number", *DATES, "committee", "public", "agenda_item")
"""Fields whose values can be told from other text; one of them at least has to fit."""

LONGEST_VALUE = 160


def paired(fields: Fields, stack: list[str], units: Sequence[Unit], index: int) -> int:
    """Give the labels of a stack the values that stand below it; how many were read, 0 where they don't fit one by one.

    The stack holds the fields of two labels or more that stood right above, each without a value.
    """
    values = units[index : index + len(stack)]
    if len(stack) < 2 or len(values) < len(stack) or any(u.gap for u in values[1:]) or not any(name in TYPED for name in stack):
        return 0
    if not all(_fits(fields, name, unit) for name, unit in zip(stack, values, strict=True)):
        return 0
    for name, unit in zip(stack, values, strict=True):
        if name == "title":
            fields.title([whole(unit)], "field:title")
        else:
            fields.set(name, unit, 0, bare=True)
        fields.ledger.unit(unit, "label", "pair")
    return len(stack)


def _fits(fields: Fields, name: str, unit: Unit) -> bool:
    """Whether a line can be the value of a field."""
    text = unit.text
    if len(text) > LONGEST_VALUE or unit.is_a(Role.FIELD, Role.SALUTATION, Role.LEAD_IN, Role.ITEM):
        return False
    if name in DATES:
        dates = find_dates(text)
        return bool(dates) and dates[0].start <= 25
    if name == "number":
        found = find_reference(text, labelled=True)
        return found is not None and found.end == len(text)
    if name == "committee":
        return fields.convention.committee.search(text) is not None
    if name == "public":
        return find_public(text) is not None
    if name == "none" and find_public(text) is not None:
        return False
    return name != "agenda_item" or text[:1].isdigit()
