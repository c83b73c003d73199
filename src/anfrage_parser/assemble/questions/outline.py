"""Build the tree of items: which segments are questions, and how they are nested."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from anfrage_parser.assemble.prose import ends_sentence, is_topic
from anfrage_parser.assemble.questions.chain import Candidate
from anfrage_parser.assemble.questions.runs import WHOLE, Segment, candidates, chains, segments
from anfrage_parser.assemble.questions.shape import is_deeper, nearest
from anfrage_parser.assemble.sections import WANTS, reasons_above, sections_of
from anfrage_parser.model import HEADING, ITEM, LEAD_IN, Label, Marker, Unit

LONG_PROSE = 120
"""Length from which a paragraph between two markers separates a list from the item above."""


@dataclass(slots=True, eq=False)
class Node:
    """An item and its sub-items."""

    unit: Unit
    label: Label
    marker: Marker
    children: list["Node"] = field(default_factory=list)
    topic: bool = False
    """Whether it is only a heading of its children."""

    def last(self) -> "Node":
        """Return the last descendant, or itself."""
        node = self
        while node.children:
            node = node.children[-1]
        return node

    def flat(self) -> Iterator["Node"]:
        """Yield all descendants, in printed order."""
        for child in self.children:
            yield child
            yield from child.flat()


def outline(units: Sequence[Unit], answered: bool = False) -> list[Node]:
    """Return the top-level items in document order; empty if no numbered item asks. Between `answered` ones stand their answers."""
    found = candidates(units)
    if not found:
        return []
    sections = sections_of(units) if not answered else dict.fromkeys(range(len(units)), 0)
    leads = list(accumulate([LEAD_IN in unit.roles and ITEM not in unit.roles for unit in units]))
    parts = [s for chain in chains(found).values() for s in segments(chain, sections, leads)]
    tree = _Tree(units, sections, parts)
    if answered:
        tree.parted = [False] * len(units)
    tops = tree.grow()
    if not tops and not any("?" in unit.text for unit in units):
        tops = _wanted(units, sections, parts)
    _mark_topics(tops, units)
    return tops


LEAST_WANTED = 2


def _wanted(units: Sequence[Unit], sections: dict[int, int], parts: Sequence[Segment]) -> list[Node]:
    """If nothing asks, return the first list before the reasons, which says what is wanted ("2. Die Verwaltung zeigt Gründe auf.")."""
    lists = [s for s in parts if len(s.items) >= LEAST_WANTED and s.items[0].marker.value == 1 and sections[s.items[0].unit.index] == 0]
    if not lists:
        return []
    first = min(lists, key=lambda s: s.items[0].unit.index)
    tree = _Tree(units, sections, parts)
    tree.good[id(first)] = True
    return tree.grow()


class _Tree:
    """Builds the tree item by item, with a stack of open levels."""

    def __init__(self, units: Sequence[Unit], sections: dict[int, int], parts: Sequence[Segment]) -> None:
        self.units, self.sections = units, sections
        self.rows = sorted(((row, seg) for seg in parts for row in seg.items), key=lambda pair: (pair[0].unit.index, -len(pair[1].items)))
        self.asking = self._asking_units()
        """For each unit, the number of asking units above it."""
        self.parted = list(accumulate([unit.gap > 0 and self._parts(i) for i, unit in enumerate(units)]))
        """For each unit, the number of separating paragraphs up to it."""
        self.announced = self._announced(parts)
        self.good = {id(seg): self._is_good(seg) for seg in parts}
        self._drop_reasons(parts)
        self.stack: list[Node] = []
        self.tops: list[Node] = []
        self.counted: dict[str, int] = {}
        """Family → its last number: "3." may continue the count below the next heading."""

    def _asking_units(self) -> list[int]:
        asks = [0] * len(self.units)
        for row, _ in self.rows:
            if row.asks:
                asks[row.unit.index] = 1
        return [0, *accumulate(asks)]

    def _announced(self, parts: Sequence[Segment]) -> int:
        """Return where the first list with a lead-in begins, preferably one that asks; the number of units if there is none."""
        lists = [seg for seg in parts if len(seg.items) > 1 and self._announces(seg.items[0].unit.index - 1)]
        asking = [seg for seg in lists if any(row.questions for row in seg.items)]
        return min((seg.items[0].unit.index for seg in asking or lists), default=len(self.units))

    def _announces(self, index: int) -> bool:
        """Return whether a unit announces questions: "Wir fragen:", "Fragen"."""
        return index >= 0 and (self.units[index].label(LEAD_IN, "colon") or self.units[index].label(HEADING, "questions")) is not None

    def _is_good(self, seg: Segment) -> bool:
        """Return whether a segment can be questions on its own: half of its items or their sub-items ask, or it was announced."""
        first = seg.items[0].unit.index
        if self.sections[first] < 0:
            return False
        before = self.units[first - 1] if first else None
        early = first < self.announced < len(self.units)
        questions = sum(row.questions for row in seg.items)
        if before is not None and LEAD_IN in before.roles and (not early or questions or WANTS.search(before.text)):
            return True
        if early:  # a list in the preamble must ask itself
            return len(seg.items) > 1 and questions * 2 > len(seg.items)
        marks = [row.unit.index for row in seg.items]
        ends = [*marks[1:], self._section_end(marks[-1])]
        asking = sum([self.asking[start] < self.asking[end] for start, end in zip(marks, ends, strict=True)])
        return asking * 2 >= len(marks)

    def _drop_reasons(self, parts: Sequence[Segment]) -> None:
        """Drop lists below a reasons heading after questions, even if half of their items end with "?"."""
        asked = min(
            [s.items[0].unit.index for s in parts if self.good[id(s)] and any(row.asks for row in s.items)], default=len(self.units)
        )
        reasons = reasons_above(self.units)
        if asked >= max(reasons):
            return
        for seg in parts:
            first = seg.items[0]
            if asked < reasons[first.unit.index] and first.marker.value <= 1:
                self.good[id(seg)] = False

    def _section_end(self, index: int) -> int:
        section, end = self.sections[index], index + 1
        while end < len(self.units) and self.sections[end] == section and end < index + 60:
            end += 1
        return end

    def grow(self) -> list[Node]:
        """Place every candidate: as next sibling, child, new top level, or not at all."""
        last = -1
        for row, seg in self.rows:
            if row.unit.index == last:
                continue
            depth = self._sibling_depth(row, seg)
            if depth is not None:
                self._add(row, depth)
            elif self._is_child(row):
                self._add(row, len(self.stack))
            elif self.good[id(seg)] and self._may_be_top(row, seg):
                self._add(row, 0)
            else:
                continue
            last = row.unit.index
        return self.tops

    def _add(self, row: Candidate, depth: int) -> None:
        node = Node(row.unit, row.label, row.marker)
        self.counted[row.marker.family] = row.marker.value
        del self.stack[depth:]
        (self.stack[-1].children if self.stack else self.tops).append(node)
        self.stack.append(node)

    def _sibling_depth(self, row: Candidate, seg: Segment) -> int | None:
        """Return the depth of the open level that this marker continues; None if there is none."""
        if row.marker.family == "1.1":
            return self._dotted_depth(row.marker.path)
        alike = [(depth, node.unit) for depth, node in enumerate(self.stack) if node.marker.family == row.marker.family]
        level = nearest(row.unit, alike) if len(alike) > 1 else alike[0][0] if alike else None
        for depth in reversed(range(len(self.stack))):
            before = self.stack[depth].marker
            if depth == 0 and before.family == "1.1" and row.marker.family in WHOLE and row.marker.path[0] - before.path[0] in (1, 2):
                return 0
            if before.family != row.marker.family or depth != level:
                continue
            goes_on = row.marker.family == "bullet" or 0 < row.marker.value - before.value <= 2 or row.by_shape
            known = self.good[id(seg)] or (row.shaped and not is_deeper(row.unit, self.stack[0].unit))
            if goes_on and (self._connected(row) if depth or row.marker.family == "bullet" else known):
                return depth
            if row.marker.value == 1 and depth == len(self.stack) - 1 and depth and self._connected(row):
                return depth
        return None

    def _dotted_depth(self, path: tuple[int, ...]) -> int | None:
        for depth in reversed(range(len(self.stack))):
            known = self.stack[depth].marker.path
            if known and path[: len(known)] == known and len(known) < len(path):
                return depth + 1
            if depth == 0 and len(known) == 1 and path[0] == known[0] + 1 and path[1:] == (1,):
                return 0  # "7.1" behind "6.", where no "7." stands
            if len(known) == len(path) and known[:-1] == path[:-1] and self.stack[depth].marker.family == "1.1":
                return depth
        return None

    def _is_child(self, row: Candidate) -> bool:
        """Return whether a new list begins below the previous item, with only that item's text between."""
        if not self.stack or len(self.stack) > 3 or row.marker.value not in (0, 1, self.counted.get(row.marker.family, 0) + 1):
            return False
        if any(node.marker.family == row.marker.family and not is_deeper(row.unit, node.unit) for node in self.stack):
            return False
        return self._connected(row) and row.score > -2.5

    def _connected(self, row: Candidate) -> bool:
        """Return whether there is only text of the previous item before this marker."""
        start, end = self.stack[-1].unit.index, row.unit.index
        if self.sections[start] != self.sections[end]:
            return False
        return self.parted[end - 1] == self.parted[start]

    def _parts(self, index: int) -> bool:
        """Return whether a unit below a blank line begins a paragraph that separates a list from the text above."""
        unit = self.units[index]
        prose = len(unit.text) > LONG_PROSE // 2 and "?" not in unit.text and unit.text[:1].isupper()
        if not (prose or LEAD_IN in unit.roles) or not index or not ends_sentence(self.units[index - 1].text):
            return False
        return LEAD_IN in unit.roles or self._long(index)

    def _long(self, index: int) -> bool:
        """Return whether the paragraph beginning here is long and asks nothing."""
        length = 0
        for number in range(index, len(self.units)):  # no slice, which would copy the rest of the text for every paragraph
            unit = self.units[number]
            if length and (unit.gap or ITEM in unit.roles):
                break
            if "?" in unit.text:
                return False
            length += len(unit.text)
        return length > LONG_PROSE

    def _may_be_top(self, row: Candidate, seg: Segment) -> bool:
        """Return whether it can be top-level: the first, a restart, or another style after a lead-in; not a list that lacks its 1."""
        if not self.tops:
            return True
        if 0 < row.marker.value - self.counted.get(row.marker.family, 99) <= 2:
            return True
        if row.marker.family == self.tops[-1].marker.family:
            return row.marker.value <= 1 or len(seg.items) > 1 or row.unit is seg.items[0].unit
        return row.unit is seg.items[0].unit and (len(seg.items) > 1 or row.asks)


def _mark_topics(tops: Sequence[Node], units: Sequence[Unit]) -> None:
    """Mark top-level items as headings if all of them are short headings with sub-items."""
    with_children = [node for node in tops if node.children]
    if not with_children or len(with_children) * 5 < len(tops) * 4:
        return
    if all(not (text := _own_text(node, units)) or is_topic(text) for node in with_children):
        for node in with_children:
            node.topic = True


def _own_text(node: Node, units: Sequence[Unit]) -> str:
    own = units[node.unit.index : node.children[0].unit.index]
    return " ".join([node.unit.text[node.label.start :].strip(), *(u.text for u in own[1:])]).strip()
