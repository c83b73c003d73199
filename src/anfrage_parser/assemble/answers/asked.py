"""Which numbers of an answer paper are those of questions that it repeats, and what stands below each."""

from collections.abc import Sequence
from itertools import pairwise

from anfrage_parser.assemble.answers.between import answer_begin
from anfrage_parser.assemble.prose import MOST_HEADING, SHORT_HEADING, begins_as_question, ends_as_question, ends_sentence, requests
from anfrage_parser.assemble.questions.outline import Node
from anfrage_parser.model import ITEM, Unit
from anfrage_parser.text.answer_marks import bare, mark

LONGEST_QUESTION = 12
"""Most lines of a question that is repeated without a number."""


def regions(units: Sequence[Unit]) -> list[Sequence[Unit]]:
    """Return the lines of each numbered question, with those below it."""
    items = [at for at, unit in enumerate(units) if ITEM in unit.roles and not unit.label(ITEM, "bullet") and item_asks(units, at)]
    return [units[start:end] for start, end in pairwise([*items, len(units)])]


def drop_lists(units: Sequence[Unit]) -> None:
    """Retract the numbers of lists in answers: items below the first question that ask nothing, nor stand over items that ask."""
    items = [at for at, unit in enumerate(units) if ITEM in unit.roles]
    asks = {at: item_asks(units, at) for at in items}
    first = next((at for at in items if asks[at]), len(units))
    announced = _above_marks(units, items)
    heading = False
    for at, below in zip(items, [*items[1:], len(units)], strict=False):
        heads = below < len(units) and asks[below] and below - at <= MOST_HEADING and not units[at].label(ITEM, "bullet")
        heading = not asks[at] and _is_part_heading(units, at) and (heading or ends_as_question(units[at - 1].text))
        if at > first and not asks[at] and not heads and not heading and at not in announced:
            units[at].drop(ITEM, "answer-list")


def _above_marks(units: Sequence[Unit], items: Sequence[int]) -> set[int]:
    """Return the items that stand between a question's number and what announces its answer, "Zu Frage 2:": they are parts of it."""
    found: set[int] = set()
    for at, unit in enumerate(units):
        announces = mark(unit.text)
        if announces is None:
            continue
        above = [item for item in items if at - LONGEST_QUESTION <= item < at]
        named = {name for number in announces.numbers for name in number.names}
        start = next((item for item in reversed(above) if not named.isdisjoint(_names(units[item]))), at)
        if not any(mark(between.text) for between in units[start + 1 : at]):
            found.update(item for item in above if item > start)
    return found


def _names(unit: Unit) -> set[str]:
    """Return how a mark may name an item: by its printed number, or by the value of a Roman one."""
    label = unit.label(ITEM)
    marker = label.marker if label is not None else None
    if marker is None:
        return set()
    roman = next((label.marker for label in unit.labels if label.marker is not None and label.marker.family == "I"), None)
    return {bare(marker.label), *({str(roman.value)} if roman is not None else ())}


def _is_part_heading(units: Sequence[Unit], at: int) -> bool:
    """Return whether an item only names a part of the question above, over what answers it: "a. bei den städtischen Kitas"."""
    unit = units[at]
    apart = at + 1 < len(units) and units[at + 1].gap > 0 and ITEM not in units[at + 1].roles
    return apart and unit.label(ITEM, "bullet") is None and len(unit.text) <= SHORT_HEADING and not ends_sentence(unit.text)


def item_asks(units: Sequence[Unit], at: int) -> bool:
    """Return whether an item asks before its paragraph ends, or, where no question mark does, by its first words."""
    label = units[at].label(ITEM)
    own = units[at].text[label.start :].strip() if label is not None else ""
    for line, unit in enumerate(units[at : at + LONGEST_QUESTION]):
        if line and (unit.gap or ITEM in unit.roles):
            break
        if "?" in unit.text:
            return True
    return begins_as_question(own) or requests(own[:MOST_REQUEST])


MOST_REQUEST = 80
"""Characters at the beginning of an item that requests something: "Bitte listen Sie die Kosten auf."."""


def repeated(tops: Sequence[Node], units: Sequence[Unit]) -> list[Node]:
    """Return the numbered items if they are questions that the paper repeats; none if they are a list in an answer."""
    starts = [node.unit.index for node in tops]
    ends = [min(end, start + LONGEST_QUESTION) for start, end in zip(starts, [*starts[1:], len(units)], strict=False)]
    asked = sum(any("?" in unit.text for unit in units[start:end]) for start, end in zip(starts, ends, strict=True))
    return list(tops) if asked * 2 >= len(tops) else []


def answered_in_turn(units: Sequence[Unit]) -> bool:
    """Return whether most questions have text of an answer right below them; else the answers stand behind all questions."""
    asked = regions(units)[:-1]
    return len(asked) > 1 and sum(answer_begin(region) < len(region) for region in asked) * 2 > len(asked)
