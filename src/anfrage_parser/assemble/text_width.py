"""Measure running text: the width of its lines, and the indentation of items."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from anfrage_parser.model import Role, Unit

FULL_LINE = 40
"""Fewest characters of a full line of running text."""


class Measure(NamedTuple):
    """The width of running text, in characters and, for PDFs, the edges in points; 0 if unknown."""

    chars: int = 0
    left: float = 0.0
    right: float = 0.0
    hang: float = 0.0
    """Hanging indentation of items in points; 0 if there is none."""

    def share(self, unit: Unit) -> float:
        """Return the share of the text width that a line fills."""
        box = unit.line.bbox
        if box is not None and self.right > self.left:
            return (box[2] - self.left) / (self.right - self.left)
        return len(unit.line.text[: unit.end].strip()) / self.chars if self.chars else 1.0

    def room(self, before: Unit, unit: Unit) -> float:
        """Return the share of the text width left free if the next word were on the previous line; negative if it didn't fit."""
        word = len(unit.text.split(" ", 1)[0]) + 1
        box = before.line.bbox
        if box is None or self.right <= self.left:
            return 1 - self.share(before) - word / self.chars if self.chars else -1.0
        letter = (box[2] - box[0]) / max(len(before.text), 1)
        return 1 - self.share(before) - word * letter / (self.right - self.left)


def measure(units: Sequence[Unit]) -> Measure:
    """Measure the width that nine in ten lines of running text don't exceed."""
    full = [u for u in units if len(u.text) >= FULL_LINE]
    if len(full) < 3:
        return Measure()
    chars = sorted([len(u.text) for u in full])[(len(full) * 9) // 10]
    boxes = [u.line.bbox for u in full if u.line.bbox is not None]
    if not boxes:
        return Measure(chars)
    return Measure(chars, min(b[0] for b in boxes), max(b[2] for b in boxes), _hang(units))


LEAST_HANG = 5.0
"""Smallest indentation in points."""


def _hang(units: Sequence[Unit]) -> float:
    """Return the usual indentation of an item's second line from its marker, if most items are indented; else 0."""
    steps = [
        unit.line.bbox[0] - item.line.bbox[0]
        for item, unit in pairwise(units)
        if item.is_a(Role.ITEM) and not (unit.gap or unit.is_a(Role.ITEM)) and item.line.page == unit.line.page
        if unit.line.bbox and item.line.bbox
    ]
    inside = sorted(step for step in steps if step > LEAST_HANG)
    return inside[len(inside) // 2] if len(inside) > 1 and len(inside) * 3 > len(steps) * 2 else 0.0
