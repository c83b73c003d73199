"""Take out what lies over the text of a page: a second copy of it, and numbers of lines in the margin."""

from collections.abc import Sequence
from itertools import pairwise

from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.text.patterns import compiled

NEAREST = 20
"""Fragments before one, from left to right, that may be its copy."""

SAME_PLACE = 0.6
"""Share of the smaller of two fragments that the other covers where they are at the same place."""

FEWEST_NUMBERS = 8
"""Fewest lines of a page that are numbered one by one; a list of questions is not."""

FEWEST_STEPS = 4
"""Fewest numbers in a margin."""

EVEN = 0.12
"""Tolerance of the distance between numbered lines."""

IN_ORDER = 0.8
"""Share of the lines whose numbers continue those before."""

_NUMBER = compiled(r"[0-9]{1,4}")
_NUMBERED = compiled(r"([0-9]{1,4})\s{1,8}(?=\S)")


def without_doubles(row: Sequence[Fragment]) -> list[Fragment]:
    """Leave out fragments of a row whose text is at the same place already, as in a scan with two text layers."""
    out = [row[0]]
    for fragment in row[1:]:
        if fragment.x0 >= out[-1].x1 or not any(_is_double(other, fragment) for other in out[-NEAREST:]):
            out.append(fragment)
    return out


def _is_double(one: Fragment, other: Fragment) -> bool:
    """Return whether two fragments at the same place have nearly the same text, or one is a piece of the other's."""
    width = min(one.x1, other.x1) - max(one.x0, other.x0)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    if width <= SAME_PLACE * min(one.x1 - one.x0, other.x1 - other.x0) or height <= 0.5 * min(
        one.bottom - one.top, other.bottom - other.top
    ):
        return False
    mine, theirs = (_letters(piece.text) for piece in (one, other))
    return bool(theirs) and (theirs in mine or (len(theirs) == len(mine) and _alike(mine, theirs)))


def _letters(text: str) -> str:
    return "".join(text.split()).casefold()


def _alike(one: str, other: str) -> bool:
    """Return whether most letters are the same, one by one: recognised text has mistakes."""
    return sum(a == b for a, b in zip(one, other, strict=True)) >= IN_ORDER * len(one)


def without_line_numbers(fragments: Sequence[Fragment]) -> Sequence[Fragment]:
    """Leave out the numbers that count a page's lines, in the margin or at the beginning of each line."""
    if sum(f.text[:1].isdigit() for f in fragments) < FEWEST_STEPS:
        return fragments
    margin = _margin_numbers(fragments)
    if margin:
        fragments = [fragment for fragment in fragments if id(fragment) not in margin]
    return _without_leading(fragments) if len(fragments) >= FEWEST_NUMBERS else fragments


def _margin_numbers(fragments: Sequence[Fragment]) -> set[int]:
    """Return the ids of bare numbers that stand in a column left of all text and grow by the same step."""
    bare = sorted((f for f in fragments if _NUMBER.fullmatch(f.text.strip())), key=lambda f: f.top)
    if len(bare) < FEWEST_STEPS:
        return set()
    others = [f.x0 for f in fragments if not _NUMBER.fullmatch(f.text.strip())]
    if not others:
        return set()
    edge = min(others)
    column = [f for f in bare if f.x1 <= edge + 1]
    if len(column) < FEWEST_STEPS or not _count_lines(column):
        return set()
    texts = [f for f in fragments if f.x1 > edge + 1]
    return {*map(id, column)} if _by_steps(column) or any(_goes_on_beside(number, texts) for number in column) else set()


def _by_steps(numbers: Sequence[Fragment]) -> bool:
    """Return whether only each second or fifth line has a number, as questions never have."""
    return all(int(after.text) - int(before.text) > 1 for before, after in pairwise(numbers))


def _goes_on_beside(number: Fragment, texts: Sequence[Fragment]) -> bool:
    """Return whether the text level with a number begins with a small letter: that of a question, numbered alike, doesn't."""
    middle = (number.top + number.bottom) / 2
    return any(f.top <= middle <= f.bottom and f.text[:1].islower() for f in texts)


def _count_lines(numbers: Sequence[Fragment]) -> bool:
    """Return whether numbers, from top to bottom, grow as their distance does: those of list items don't."""
    steps = [(int(after.text) - int(before.text), after.bottom - before.bottom) for before, after in pairwise(numbers)]
    pitches = sorted(distance / step for step, distance in steps if step > 0 and distance > 0)
    if not pitches:
        return False
    usual = pitches[len(pitches) // 2]
    return sum(abs(pitch - usual) <= EVEN * usual for pitch in pitches) >= IN_ORDER * len(steps)


def _without_leading(fragments: Sequence[Fragment]) -> Sequence[Fragment]:
    """Cut the number off each line if nearly all lines of the page begin with the next one."""
    leftmost = min(f.x0 for f in fragments)
    lines = sorted((f for f in fragments if f.x0 <= leftmost + 12.0), key=lambda f: f.top)
    numbered = [(f, match) for f in lines if (match := _NUMBERED.match(f.text)) is not None]
    values = [int(match.group(1)) for _, match in numbered]
    following = sum(after - before == 1 for before, after in pairwise(values))
    if len(numbered) < max(FEWEST_NUMBERS, IN_ORDER * len(lines)) or following < IN_ORDER * (len(values) - 1):
        return fragments
    if not any(f.text[match.end()].islower() for f, match in numbered):  # questions that are numbered alike, each on a line
        return fragments
    cut = {id(f): _cut(f, match.end()) for f, match in numbered}
    return [cut.get(id(f), f) for f in fragments]


def _cut(fragment: Fragment, end: int) -> Fragment:
    """Return a fragment without its first word."""
    struck = tuple((max(0, first - end), last - end) for first, last in fragment.struck if last > end)
    cut = fragment._replace(text=fragment.text[end:], sure=fragment.sure[1:], struck=struck)
    if fragment.boxes:
        return cut._replace(x0=fragment.boxes[1][0], boxes=fragment.boxes[1:])
    width = (fragment.x1 - fragment.x0) / len(fragment.text)
    return cut._replace(x0=fragment.x0 + end * width)
