"""Find where the signatures of an inquiry begin."""

from collections.abc import Sequence

from anfrage_parser.assemble.prose import asks, ends_sentence
from anfrage_parser.model import FIELD, HEADING, SIGNED, Role, Unit

TAIL_ROLES = (
    Role.NAME,
    Role.GROUP,
    Role.MEMBER,
    Role.OFFICE,
    Role.FURNITURE,
    Role.BODY,
    Role.DATE,
    Role.SIGNED,
    Role.ADDRESS,
    Role.HEADING,
    Role.FIELD,
)


def tail_start(units: Sequence[Unit], after: int) -> int:
    """Return the index of the first unit of the end: closing formula, "unterzeichnet von", date line, or bare names at the very end."""
    for index in range(after, len(units)):
        unit = units[index]
        if not unit.labels:
            continue
        if SIGNED in unit.roles and not unit.is_a(FIELD, HEADING):
            return _with_wishes(units, index, after)
        if (unit.label(Role.CLOSING, "closing") or _dates_end(units, index)) and _only_end_follows(units, index):
            return _with_wishes(units, index, after)
        if unit.label(Role.CLOSING, "copies") and _only_copies_follow(units, index):
            return _with_wishes(units, index, after)
    return _bare_names(units, after)


def _dates_end(units: Sequence[Unit], index: int) -> bool:
    """ "Berlin, den 26. August 2025" above the names."""
    label = units[index].label(Role.DATE)
    return label is not None and bool(label.key) and (index + 1 == len(units) or units[index + 1].is_a(Role.NAME, Role.GROUP, Role.SIGNED))


def _only_end_follows(units: Sequence[Unit], index: int) -> bool:
    """Return whether little running text follows; thanks in the middle of a letter don't end it."""
    return sum(len(u.text) for u in units[index + 1 :] if not u.is_a(*TAIL_ROLES) and len(u.text) > 60) < 400


MOST_COPIES, LONG_COPY = 12, 70
"""Most lines of a distribution list, and most characters of each."""


def _only_copies_follow(units: Sequence[Unit], index: int) -> bool:
    """Return whether only a distribution list or signatures follow."""
    rest = units[index + 1 :]
    return len(rest) <= MOST_COPIES and all(gets_copy(u) or u.is_a(Role.NAME) for u in rest)


def gets_copy(unit: Unit) -> bool:
    """Return whether a line can be in a distribution list: no sentence, no question, no name apart."""
    return len(unit.text) <= LONG_COPY and not unit.text.endswith((".", "?", ":")) and not (unit.gap and unit.is_a(Role.NAME))


def _with_wishes(units: Sequence[Unit], index: int, after: int) -> int:
    """Move the start up to include sentences right before it that only ask for a kind of answer."""
    while index > after:
        start = index - 1
        while start > after and not units[start].gap and not ends_sentence(units[start - 1].text):
            start -= 1
        if not units[start].is_a(Role.CLOSING) and not _signs_too(units, start, index):
            break
        index = start
    return index


def _signs_too(units: Sequence[Unit], start: int, end: int) -> bool:
    """Return whether a single line above a signature names a signatory: "FREIE WÄHLER" over "i. A. Ute Weiß", a name over another one."""
    unit = units[start]
    named = unit.is_a(Role.GROUP) or unit.label(Role.NAME, "name") is not None
    return end - start == 1 and named and not unit.is_a(Role.ITEM) and (unit.gap > 0 or ends_sentence(units[start - 1].text))


def _is_remark(units: Sequence[Unit], index: int) -> bool:
    """ "Anlagen: keine"."""
    unit = units[index]
    return unit.label(Role.FIELD, "none") is not None and ":" in unit.text and (unit.gap > 0 or ends_sentence(units[index - 1].text))


def _bare_names(units: Sequence[Unit], after: int) -> int:
    index, first = len(units), len(units)
    while index > after and units[index - 1].is_a(*TAIL_ROLES) and not _is_item(units[index - 1]) and not asks(units[index - 1].text):
        index -= 1
        if (
            units[index].is_a(Role.NAME)
            and (units[index].gap or ends_sentence(units[index - 1].text) or units[index - 1].is_a(*TAIL_ROLES))
        ) or _is_remark(units, index):
            first = index
    return first


def _is_item(unit: Unit) -> bool:
    """Return whether a line is an item; the first letter of "W. Prasch" is no marker."""
    return unit.is_a(Role.ITEM) and not (unit.is_a(Role.NAME) and unit.label(Role.ITEM, "A") is not None)
