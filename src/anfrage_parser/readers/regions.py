"""Split a page into regions that are read one after the other: columns of text, and a margin beside the letter.

A gutter is a strip that no text crosses over many lines; a gap of a few lines is a table or a form, whose rows belong together.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.readers.letterhead import FEWEST_TYPICAL, contacts
from anfrage_parser.text.values import find_line_dates

GUTTER = 8.0
"""Narrowest gutter, in points."""

ALIGNED = 4.0
"""Tolerance of the left edge of a column, in points."""

FEWEST = 4
"""Fewest lines on either side of a gutter, and fewest of one left edge at its right."""

MOST_FRAGMENTS = 1_000
"""Fragments of a page that is split; one with more is no letter."""

MOST_EDGES = 4
"""Left edges that are tried."""

TALL = 65.0
"""Lowest gutter, in points."""

RUNNING, SENTENCE = 0.35, 25
"""Share of a column's lines that fill it if it holds running text; characters of such a line."""

NEXT = 2.6
"""Gap in a column at most, in heights of its lines."""

GOING_ON = 0.1
"""Share of the lines of running text that begin with a small letter."""

FIGURE = 0.4
"""Share of digits from which a text is a number."""

FULL = 0.7
"""Share of its width that a line fills."""

NARROW = 0.62
"""Width of a margin, as a share of the text beside it."""

WIDE_ENOUGH = 120.0
"""Narrowest column of running text, in points."""


class Region(NamedTuple):
    """Fragments that are read together."""

    fragments: Sequence[Fragment]
    margin: bool = False
    """Whether they are the names and addresses of a group in the margin. Others may be values, and are read as such, after the text."""


def regions(fragments: Sequence[Fragment], goes_on: bool = False) -> list[Region]:
    """Return the regions of a page in reading order, a margin last; most pages have one.

    Where the letter `goes_on` on a second page, an office's margin with its day stands before the text, which it would interrupt.
    """
    found = _split(fragments)
    if found is None:
        return [Region(fragments)]
    above, left, right, below = found
    if _width(right) < NARROW * _width(left):
        if goes_on and any(find_line_dates(fragment.text) for fragment in right):
            return [Region(part) for part in (above, right, [*left, *below]) if part]
        return [Region([*above, *left, *below]), Region(right, margin=contacts(right) >= FEWEST_TYPICAL)]
    return [Region(part) for part in (above, left, right, below) if part]


Split = tuple[list[Fragment], list[Fragment], list[Fragment], list[Fragment]]
"""What is above, left and right of a gutter, and below."""


def _split(fragments: Sequence[Fragment]) -> Split | None:
    """Find the gutter with most lines at its right."""
    if len(fragments) > MOST_FRAGMENTS:
        return None
    lefts = [f.x0 for f in fragments]
    nearest = min(lefts, default=0.0) + WIDE_ENOUGH
    edges = Counter(round(left / ALIGNED) for left in lefts if left > nearest)
    best: Split | None = None
    for step, count in edges.most_common(MOST_EDGES):
        if count < FEWEST:
            break
        found = _at(fragments, step * ALIGNED - ALIGNED)
        if found is not None and (best is None or len(found[2]) > len(best[2])):
            best = found
    return best


def _at(fragments: Sequence[Fragment], edge: float) -> Split | None:
    """Split at a gutter that ends at `edge`, over the tallest stretch that nothing crosses; None if it is none."""
    crossing = sorted((f for f in fragments if f.x0 < edge and f.x1 > edge - GUTTER + ALIGNED), key=lambda f: f.top)
    bounds = [float("-inf"), *(f.bottom for f in crossing)]
    tops = [*(f.top for f in crossing), float("inf")]
    best: Split | None = None
    for first, last in zip(bounds, tops, strict=True):
        within = [f for f in fragments if f.top >= first - 1 and f.bottom <= last + 1 and not (f.x0 < edge < f.x1)]
        right = [f for f in within if f.x0 >= edge]
        if len(right) < FEWEST:
            continue
        upper, lower = min(f.top for f in right), max(f.bottom for f in right)
        left = _beside([f for f in within if f.x0 < edge and f.bottom > upper - 1], lower)
        if _are_columns(left, right, lower - upper) and (best is None or len(right) > len(best[2])):
            mine = {*map(id, left), *map(id, right)}
            rest = [f for f in fragments if id(f) not in mine]
            best = ([f for f in rest if f.top < upper], left, right, [f for f in rest if f.top >= upper])
    return best


def _beside(column: Sequence[Fragment], lower: float) -> list[Fragment]:
    """Return the fragments down to `lower`, and those that continue the column below it."""
    out: list[Fragment] = []
    for fragment in sorted(column, key=lambda f: f.top):
        if fragment.top > lower + 1 and (not out or fragment.top - out[-1].bottom > NEXT * (fragment.bottom - fragment.top)):
            break
        out.append(fragment)
    return out


def _are_columns(left: Sequence[Fragment], right: Sequence[Fragment], height: float) -> bool:
    """Return whether the fragments on both sides of a gutter are columns, not the cells of a table."""
    if len(left) < FEWEST or height < TALL or not _is_running(left):
        return False
    words = sum(not _is_figure(f.text) for f in right)
    return words >= FEWEST and 2 * words >= len(right)


def _is_figure(text: str) -> bool:
    """Return whether a text is a number, perhaps with a unit: "12.500 EUR"."""
    signs = [c.isdigit() for c in text if c.isalnum()]
    return sum(signs) >= FIGURE * len(signs)


def _is_running(column: Sequence[Fragment]) -> bool:
    """Return whether a column holds running text: many lines fill it, and some go on with a small letter."""
    width = _width(column)
    rows = Counter(round(f.bottom / 3) for f in column)
    full = sum(f.x1 - f.x0 >= FULL * width and len(f.text) >= SENTENCE for f in column)
    going_on = sum(f.text[:1].islower() for f in column)
    return width >= WIDE_ENOUGH and full >= max(FEWEST, RUNNING * len(rows)) and going_on >= max(2, GOING_ON * len(rows))


def _width(column: Sequence[Fragment]) -> float:
    return max(f.x1 for f in column) - min(f.x0 for f in column)
