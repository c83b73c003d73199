"""Labels first, then their values in the same order: column heads over a row, or a table that extraction put one cell to a line."""

import re
from collections.abc import Sequence

from anfrage_parser.assemble.head.fields import Fields
from anfrage_parser.assemble.ledger import whole
from anfrage_parser.model import Role, Unit
from anfrage_parser.text.values import DAYS, find_dates, find_public, find_reference

TYPED = DAYS | {"number", "committee", "public", "agenda_item"}
"""Fields whose values can be told from other text: one of them at least has to fit, and they do beside others that don't."""

SESSIONS = frozenset({"committee", "date", "none", "agenda_item", "public"})
"""Columns of a table of sessions whose "Datum" is the session's; beside the paper's number it is the letter's."""

LONGEST_VALUE = 160

MOST_LABELS = 40
"""Labels that may wait for their values; a longer list is no head of a letter, nor of a table."""


def paired(fields: Fields, stack: Sequence[str], units: Sequence[Unit], index: int) -> tuple[int, list[str]]:
    """Give the labels of a stack the values that stand below it; how many were read, 0 where they don't fit, and whose value was none.

    The stack holds the fields of two labels or more that stood right above, each without a value.
    """
    if len(stack) < 2:
        return 0, []
    stack = stack[-MOST_LABELS:]
    row = sum(_on_line(units, at, units[index]) for at in range(index, index + len(stack)))
    if row > 1:  # the labels right above a row of values are the heads of its columns: "Beratungsfolge:" over them is none
        stack = stack[-row:]
    values = units[index : index + len(stack)]
    if len(values) > 1 and values[0].line is values[1].line:
        stack = _as_columns(fields, stack, values)
    if len(stack) < 2 or len(values) < len(stack) or any(u.gap for u in values[1:]) or not any(name in TYPED for name in stack):
        return 0, []
    fit = _fitting(fields, stack, values, complete=row == len(stack) and not _on_line(units, index + row, values[0]))
    for name, unit, good in zip(stack, values, fit, strict=True):
        if not good:
            continue
        if name == "title":
            fields.title([whole(unit)], "field:title")
        else:
            fields.set(name, unit, 0, bare=True)
        fields.ledger.unit(unit, "label", "pair")
    return (len(stack), [name for name, good in zip(stack, fit, strict=True) if not good]) if any(fit) else (0, [])


def _as_columns(fields: Fields, stack: Sequence[str], row: Sequence[Unit]) -> list[str]:
    """The fields of a table's columns: "Datum" beside "Gremium" is the session's, and a second name of it ("Sitzung") says nothing new."""
    names = [
        "none" if name == "number" and unit.text.isdecimal() and len(unit.text) < 3 else name
        for name, unit in zip(stack, [*row, *[row[-1]] * len(stack)], strict=False)
    ]  # "Nr." over the rows of a table
    if names.count("committee") > 1:  # "Sitzung" over a day, beside "Gremium"
        names = ["session_date" if name == "committee" and _is_day(unit.text) else name for name, unit in zip(names, row, strict=False)]
    if "committee" not in names and "session_date" in names:
        for column, unit in enumerate(row):  # "Beratungsfolge" over the names of the councils
            if names[column] == "none" and fields.convention.committee.search(unit.text):
                names[column] = "committee"
                break
    if "committee" in names:
        first = names.index("committee")
        if SESSIONS.issuperset(names):  # a table of nothing but sessions
            names = ["session_date" if name == "date" else name for name in names]
            if not fields.convention.committee.search(row[first].text):
                names[first] = "none"  # "StaU" is no name that we know, but its day is a session's all the same
        names = [*names[: first + 1], *("none" if name == "committee" else name for name in names[first + 1 :])]
    return names


def _is_day(text: str) -> bool:
    """Return whether a cell is a day and nothing else."""
    days = find_dates(text)
    return len(days) == 1 and not f"{text[: days[0].start]}{text[days[0].end :]}".strip()


def _on_line(units: Sequence[Unit], index: int, unit: Unit) -> bool:
    return index < len(units) and units[index].line is unit.line


def _fitting(fields: Fields, stack: Sequence[str], values: Sequence[Unit], *, complete: bool) -> list[bool]:
    """Which values are to be taken: all, or none; of a row that has as many as there are labels, those that can be told from other text.

    "10. November" over "2024" is a cell that goes on below, and no value; those beside it stay where they stand.
    """
    rows = list(zip(stack, values, strict=True))
    fit = [_fits(fields, name, unit) for name, unit in rows]
    if all(fit):
        return fit
    told = [name in TYPED or (name == "asker" and Role.GROUP in unit.roles) for name, unit in rows]
    return [complete and good and sure for good, sure in zip(fit, told, strict=True)]


def _fits(fields: Fields, name: str, unit: Unit) -> bool:
    """Whether a line can be the value of a field."""
    text = unit.text
    if (
        len(text) > LONGEST_VALUE
        or unit.is_a(Role.FIELD, Role.SALUTATION, Role.LEAD_IN)
        or (Role.ITEM in unit.roles and name not in ("number", "agenda_item"))
    ):
        return False  # "23/SVV/1080", "8.2" begin like an item
    if name in DAYS:
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
    return name != "agenda_item" or re.match(r"(?:[ÖN]\s?)?[0-9]", text) is not None
