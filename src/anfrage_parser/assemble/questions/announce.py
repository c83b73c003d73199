"""Find the heading and the lead-in right before a block of questions."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from anfrage_parser.assemble.ledger import Slice, cut, joined, part, whole
from anfrage_parser.assemble.prose import ends_sentence, is_heading, paragraphs, requests
from anfrage_parser.assemble.sentences import sentences
from anfrage_parser.assemble.text_width import Measure
from anfrage_parser.conventions import Convention
from anfrage_parser.model import FURNITURE, Role, Unit

LONGEST_LEAD_IN = 600
"""Longest lead-in in characters."""


@dataclass(slots=True, eq=False)
class Announcement:
    """A block's heading and lead-in as slices, and the rule that found the lead-in."""

    heading: list[Slice] = field(default_factory=list)
    lead_in: list[Slice] = field(default_factory=list)
    rule: str = ""


AROUND = frozenset({Role.SALUTATION, Role.CLOSING})
"""Roles that frame the text of a letter."""


def announcement(units: Sequence[Unit], width: Measure) -> Announcement:
    """Find what ends the units before a block: a lead-in, a heading, or both in either order."""
    found = Announcement()
    groups = paragraphs([u for u in units if u.roles.isdisjoint(AROUND) and not _is_furniture(u)], width)
    while groups and not (found.heading and found.lead_in):
        if not found.lead_in and _lead_in(groups[-1], found):
            if found.lead_in[0][0] is not groups[-1][0] or found.lead_in[0][1] > groups[-1][0].start:
                break
        elif not found.heading and _is_block_heading(groups):
            found.heading = [_bare(u) for u in groups[-1]]
        else:
            break
        groups.pop()
    return found


def _is_furniture(unit: Unit) -> bool:
    """Return whether a line is the heads of a table's columns, or another one that says nothing."""
    return FURNITURE in unit.roles and unit.label(FURNITURE, "line") is not None


def _bare(unit: Unit) -> Slice:
    """Return a heading without Markdown characters before it."""
    return part(unit, len(unit.text) - len(unit.text.lstrip("#* ")))


def _is_block_heading(groups: Sequence[Sequence[Unit]]) -> bool:
    group = groups[-1]
    text = " ".join(u.text for u in group)
    items = [u for u in group if Role.ITEM in u.roles]
    if len(items) > 1 or (items and len(groups) > 1 and group[0] is items[0] and groups[-2][0].is_a(Role.ITEM)):
        return False  # a list or its last item
    if len(group) > 2 or any(u.is_a(Role.HEADING, Role.TYPE, Role.FIELD, Role.AGENDA) for u in group):
        return False
    return is_heading(text) and (len(groups) == 1 or ends_sentence(groups[-2][-1].text) or bool(group[0].gap))


def _lead_in(group: Sequence[Unit], found: Announcement) -> bool:
    """Return whether a paragraph's last sentence is a lead-in; its slices are stored in `found`."""
    last = group[-1]
    if last.label(Role.HEADING, "reasons"):
        return False
    if last.label(Role.HEADING, "questions") and len(group) == 1:
        found.lead_in, found.rule = [_bare(last)], "lead-in:heading"
        return True
    label = last.label(Role.LEAD_IN)
    colon = last.text.rstrip('*_ “"').endswith(":") and not last.text.startswith("#")
    unfinished = last.text.endswith((",", " ob", " wie")) and requests(" ".join(u.text for u in group))
    if label is None and not ((colon or unfinished) and not last.is_a(Role.FIELD, Role.HEADING)):
        return False
    found.lead_in = _last_sentence([whole(u) for u in group])
    found.rule = label.rule if label else "lead-in:position"
    return True


def names_who_answers(unit: Unit, convention: Convention) -> bool:
    """Return whether a line right above the items says who is to answer them: "Die Verwaltung berichtet dem Rat:"."""
    folded = unit.text.casefold()
    return folded.endswith(":") and folded.startswith(convention.office_names) and not unit.is_a(Role.TYPE, Role.FIELD)


def _last_sentence(slices: Sequence[Slice]) -> list[Slice]:
    text, places = joined(slices)
    start = sentences(text)[-1][0]
    if not start or len(text) - start > LONGEST_LEAD_IN:
        return list(slices)
    return cut(slices, places[start])[1]
