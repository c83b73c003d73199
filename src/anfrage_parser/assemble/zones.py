"""Where the head of an inquiry ends, where its signatures begin, and where the next inquiry does."""

import re
from collections.abc import Sequence
from itertools import pairwise

from anfrage_parser.assemble.askers import members_end
from anfrage_parser.assemble.headline import read_headline
from anfrage_parser.assemble.outline import Node
from anfrage_parser.assemble.prose import SENTENCE_STARTS, Measure, asks, begins_as_question, breaks_before, ends_open, ends_sentence, requests
from anfrage_parser.clean import join
from anfrage_parser.conventions import Convention
from anfrage_parser.model import Role, Unit
from anfrage_parser.values import STRICT_REFERENCE, find_public

HEAD_ROLES = (
    Role.FIELD, Role.TYPE, Role.DATE, Role.GROUP, Role.MEMBER, Role.TABLE, Role.BODY, Role.ADDRESS, Role.FURNITURE, Role.OFFICE,
)  # fmt: skip

LONG_TITLE, LONGEST_TITLE = 240, 330
"""Characters from which a paragraph of the head is text: behind a title, and where none was seen yet."""


def head_end(units: Sequence[Unit], tops: Sequence[Node], width: Measure, convention: Convention) -> int:
    """The index of the first unit that is no part of the head: a salutation, an announcement, a heading, an item, a sentence."""
    limit = tops[0].unit.index - units[0].index if tops else len(units)
    titled = typed = tabled = False
    index = pending = 0
    while index < limit:
        unit = units[index]
        if _is_value(units, index) or (pending and _may_be_value(unit)):
            pending = max(pending - 1, 0)
            index += 1
            continue
        pending += _waits(unit)
        if _opens_body(unit, typed and (titled or index > 2), index + 1 == limit and bool(tops)):
            return index
        if unit.is_a(Role.MEMBER):
            index = min(members_end(units, index), limit)
            continue
        if unit.label(Role.ADDRESS, "start"):
            index = _block_end(units, index, limit)
            continue
        if _tells_subject(unit, convention):
            typed = titled = True
            index = _paragraph_end(units, index, limit, width)
            continue
        if unit.label(Role.FIELD, "title"):
            while index + 1 < limit and not units[index + 1].gap and ends_open(units[index].text):
                index += 1
        if (unit.is_a(*HEAD_ROLES) and not _is_sentence(unit)) or _is_bare_value(unit.text):
            typed = typed or unit.is_a(Role.TYPE)
            titled = titled or unit.label(Role.FIELD, "title") is not None
            tabled = tabled or unit.label(Role.TABLE, "row") is not None
            index += 1
            continue
        end = _paragraph_end(units, index, limit, width)
        if not _head_goes_on(units, end, limit):
            if titled and tabled:
                return index
            if _is_prose(units[index:end], titled) or (
                titled and end < len(units) and not units[end].gap and units[end].is_a(Role.LEAD_IN)
            ):
                return index + (0 if titled or not typed else _title_lines(units[index:end], width))
        titled = titled or typed or not _is_remark(units[index:end])
        index = end
    return limit


LONGEST_REMARK = 25


def _is_remark(group: Sequence[Unit]) -> bool:
    """Whether a line above the paper's name is no title: "(Kopie)", "zur Beratung"."""
    return len(group) == 1 and len(group[0].text) <= LONGEST_REMARK and len(group[0].text.split()) <= 3


def _tells_subject(unit: Unit, convention: Convention) -> bool:
    """Whether the line by which an inquiry names itself also says what it is about."""
    label = unit.label(Role.TYPE, "inquiry")
    if label is None or label.end == len(unit.text) or unit.is_a(Role.FIELD):
        return False
    rows = read_headline(unit.text, label.end, convention)
    return any(field == "title" and len(value) >= 15 for field, _, _, value in rows)


MOST_ADDRESS_LINES = 8


def _block_end(units: Sequence[Unit], index: int, limit: int) -> int:
    """Where the lines below "Herrn Bürgermeister" end that stand with it in one block."""
    end = index + 1
    while (
        end < min(limit, index + MOST_ADDRESS_LINES) and not units[end].gap and not units[end].is_a(Role.FIELD, Role.TYPE, Role.SALUTATION)
    ):
        end += 1
    return end


def _is_value(units: Sequence[Unit], index: int) -> bool:
    """Whether the line above is a label without a value: "Art" over "Anfrage"."""
    label = units[index - 1].label(Role.FIELD) if index else None
    if label is None or label.start < len(units[index - 1].text) or units[index].gap:
        return False
    return not units[index].is_a(Role.FIELD, Role.SALUTATION, Role.AGENDA)


LONGEST_VALUE = 45


def _waits(unit: Unit) -> bool:
    """Whether a label stands here without its value."""
    label = unit.label(Role.FIELD)
    return label is not None and label.start == len(unit.text)


def _may_be_value(unit: Unit) -> bool:
    """Whether a line can be a value whose label stands further up."""
    roles = (Role.FIELD, Role.TYPE, Role.SALUTATION, Role.LEAD_IN, Role.AGENDA, Role.HEADING, Role.ITEM, Role.TABLE)
    return len(unit.text) <= LONGEST_VALUE and not unit.is_a(*roles) and not ends_sentence(unit.text)


HEAD_REACH = 5
"""Lines behind a paragraph in which a table of sessions or a labelled number shows that the head goes on."""


SHORT_HEAD = 100
"""Characters of the longest line that belongs to a head for certain."""


def _head_goes_on(units: Sequence[Unit], end: int, limit: int) -> bool:
    """Whether a table of sessions, or a label of the head, still follows: then even a long paragraph is a title."""
    rows = units[end : min(end + HEAD_REACH, limit)]
    return any(u.is_a(Role.TABLE, Role.FIELD) and not u.is_a(Role.LEAD_IN, Role.ITEM) and len(u.text) < SHORT_HEAD for u in rows)


def _opens_body(unit: Unit, headed: bool, before_item: bool) -> bool:
    if unit.is_a(Role.SALUTATION, Role.AGENDA) or unit.label(Role.HEADING, "reasons"):
        return True
    if unit.is_a(Role.TYPE) and not (headed and before_item):
        return False
    if unit.label(Role.HEADING, "questions"):
        return headed or before_item
    return unit.is_a(Role.LEAD_IN) and not unit.is_a(Role.FIELD)


_NUMBERED_SESSION = re.compile(r"[0-9]{1,3}\.\s[A-ZÄÖÜ]?[a-zäöü]{0,30}[Ss]itzung(?:\s.{0,60})?")


def _is_bare_value(text: str) -> bool:
    """A value whose label stands above, which is no title: "2013/0010", "öffentlich", "53. Plenarsitzung Gemeinderat"."""
    return find_public(text) is not None or STRICT_REFERENCE.fullmatch(text) is not None or _NUMBERED_SESSION.fullmatch(text) is not None


def _is_sentence(unit: Unit) -> bool:
    """Whether a line with a role of the head is running text all the same."""
    return len(unit.text) > 120 and not unit.is_a(Role.TYPE, Role.FIELD)


def _paragraph_end(units: Sequence[Unit], index: int, limit: int, width: Measure) -> int:
    end = index + 1
    while end < limit and not breaks_before(units[end - 1], units[end], width):
        if units[end].is_a(Role.FIELD, Role.TABLE, Role.TYPE, Role.SALUTATION, Role.LEAD_IN, Role.GROUP, Role.MEMBER):
            break
        if units[end].is_a(Role.ITEM) and (ends_sentence(units[end - 1].text) or not units[end].text.startswith(("–", "-"))):
            break
        if units[end].label(Role.HEADING, "reasons"):
            break
        end += 1
    return end


def _is_prose(group: Sequence[Unit], titled: bool) -> bool:
    text = join(u.text for u in group)
    words = text.split()
    if len(text) > (LONG_TITLE if titled else LONGEST_TITLE) or (len(words) >= 8 and text.endswith((".", ":", "!"))):
        return True
    if titled and len(words) >= 16:
        return True
    if titled and text.endswith("?") and begins_as_question(text):
        return True
    if titled and len(words) >= 6 and (ends_sentence(text) or asks(text)):
        return True
    return len(words) >= 6 and requests(text) and ends_sentence(text)


def _title_lines(group: Sequence[Unit], width: Measure) -> int:
    """How many lines at the beginning of a paragraph are its title: up to one that ended although the next word would have fitted."""
    found = 0
    for count, (line, after) in enumerate(pairwise(group[:4]), 1):
        if line.text.endswith((".", "?", "!")):
            break
        if width.room(line, after) > 0.05 and after.text[:1].isupper():
            found = count
    if not found and len(group) > 1 and not ends_open(group[0].text) and not ends_sentence(group[0].text):
        return int(group[1].text.split()[0].casefold() in SENTENCE_STARTS and group[1].text[0].isupper())
    return found


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
    """The index of the first unit of the end: closing formula, "unterzeichnet von", date line, or bare names at the very end."""
    for index in range(after, len(units)):
        unit = units[index]
        if unit.is_a(Role.SIGNED) and not unit.is_a(Role.FIELD, Role.HEADING):
            return _with_wishes(units, index, after)
        if (unit.label(Role.CLOSING, "closing") or _dates_end(units, index)) and _only_end_follows(units, index):
            return _with_wishes(units, index, after)
    return _bare_names(units, after)


def _dates_end(units: Sequence[Unit], index: int) -> bool:
    """ "Berlin, den 26. August 2025" above the names."""
    label = units[index].label(Role.DATE)
    return label is not None and bool(label.key) and (index + 1 == len(units) or units[index + 1].is_a(Role.NAME, Role.GROUP, Role.SIGNED))


def _only_end_follows(units: Sequence[Unit], index: int) -> bool:
    """Whether little running text comes after; thanks in the middle of a letter end nothing."""
    return sum(len(u.text) for u in units[index + 1 :] if not u.is_a(*TAIL_ROLES) and len(u.text) > 60) < 400


def _with_wishes(units: Sequence[Unit], index: int, after: int) -> int:
    """Sentences that only wish for a kind of answer, right before the end, belong to it."""
    while index > after:
        start = index - 1
        while start > after and not units[start].gap and not ends_sentence(units[start - 1].text):
            start -= 1
        if not units[start].is_a(Role.CLOSING):
            break
        index = start
    return index


def _bare_names(units: Sequence[Unit], after: int) -> int:
    index, first = len(units), len(units)
    while index > after and units[index - 1].is_a(*TAIL_ROLES) and not units[index - 1].is_a(Role.ITEM) and not asks(units[index - 1].text):
        index -= 1
        if units[index].is_a(Role.NAME) and (
            units[index].gap or ends_sentence(units[index - 1].text) or units[index - 1].is_a(*TAIL_ROLES)
        ):
            first = index
    return first
