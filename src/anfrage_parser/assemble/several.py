"""Several inquiries in one document: where the next one begins."""

from collections.abc import Sequence

from anfrage_parser.model import Role, Unit

HEAD_REACH = 14
"""Lines behind a name ("Anfrage") in which the rest of a head has to stand."""


def split_inquiries(units: Sequence[Unit]) -> list[Sequence[Unit]]:
    """The units of each inquiry. A new one begins where, behind questions and a signature, a document names itself again."""
    starts = [0]
    asked = ended = False
    for index, unit in enumerate(units):
        asked = asked or "?" in unit.text or unit.is_a(Role.LEAD_IN)
        if asked and _ends(unit):
            ended = True
        elif ended and _begins(units, index):
            starts.append(_with_letterhead(units, index))
            asked = ended = False
    return [units[start:end] for start, end in zip(starts, [*starts[1:], len(units)], strict=True)]


def _ends(unit: Unit) -> bool:
    return unit.is_a(Role.SIGNED) or unit.label(Role.CLOSING, "closing") is not None or (unit.is_a(Role.NAME) and unit.gap == 0)


def _begins(units: Sequence[Unit], index: int) -> bool:
    unit = units[index]
    if unit.label(Role.TYPE, "inquiry") is None or not (unit.gap or unit.line.page > units[index - 1].line.page) or len(unit.text) > 300:
        return False
    if unit.text.endswith((".", ",", "?")):
        return False
    head = units[index : index + HEAD_REACH]
    asked = any(u.is_a(Role.ITEM, Role.LEAD_IN) or "?" in u.text for u in units[index + 1 :])
    return (
        asked
        and sum(any(u.is_a(role) for u in head) for role in (Role.FIELD, Role.GROUP, Role.MEMBER, Role.TABLE, Role.DATE, Role.LEAD_IN)) >= 2
    )


def _with_letterhead(units: Sequence[Unit], index: int) -> int:
    """The lines of the letterhead above the name belong to the new inquiry: city, office, place and date."""
    while (
        index > 1
        and units[index - 1].is_a(Role.BODY, Role.DATE, Role.FURNITURE, Role.FIELD)
        and not units[index - 1].is_a(Role.NAME, Role.SIGNED)
    ):
        index -= 1
    return index
