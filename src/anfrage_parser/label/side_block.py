"""Find the block that stands at the right of a head, beside the address: the group's name and rooms, a number, the day.

A single line doesn't tell that "Herrn Bürgermeister      im Rat der Stadt Auental" holds two things; that several lines go on in the same
column does.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise

from anfrage_parser.model import Line
from anfrage_parser.text.patterns import compiled

MOST_LINES = 45
"""Lines from the top of a document within which such a block may stand."""

FEWEST, FEWEST_BESIDE = 3, 2
"""Lines in the same column at least, and of them those with something at their left."""

LEAST_COLUMN, LEAST_GAP = 25, 3
"""Characters from the margin to the column at least, and blanks before it."""

MOST_APART = 4
"""Blank or other lines between two of a block at most."""

_STARTS = compiled(r"(?<=\s{3})\S")
_TEXT = compiled(r"\s{0,9}(?:[0-9]{1,2}[.)]\s|(?i:sehr\sgeehrte|liebe[rs]?\s|guten\stag))")


def side_block(rows: Sequence[Line]) -> Mapping[int, int]:
    """Return where the right-hand block begins in the text of each line beside it: number of the row → index.

    Lines of the head only: up to a greeting or an item.
    """
    starts: dict[int, dict[int, int]] = {}
    beside: set[int] = set()
    for number, row in enumerate(rows[:MOST_LINES]):
        if row.page != rows[0].page or _TEXT.match(row.text) is not None:
            break
        if "   " not in row.text:
            continue
        starts[number] = {row.at(match.start()) - row.start: match.start() for match in _STARTS.finditer(row.text)}
        if not row.text.startswith("   "):
            beside.add(number)
    column = _column(starts, beside)
    if column is not None:
        return {number: starts[number][column] for number in beside if column in starts[number]}
    return _of_table(rows, beside)


def _of_table(rows: Sequence[Line], beside: set[int]) -> Mapping[int, int]:
    """Return the same for a table of two columns with an address at the left, as office files have it: blanks part its cells."""
    cells = {number: _CELLS.fullmatch(rows[number].text) for number in sorted(beside)}
    two = {number: match.start("right") for number, match in cells.items() if match is not None}
    for number in two:
        run = [row for row in range(number, number + MOST_ADDRESS) if row in two]
        if _TO_WHOM.match(rows[number].text) is not None and run == list(range(number, number + len(run))) and len(run) >= FEWEST:
            return {row: two[row] for row in run}
    return {}


_CELLS = compiled(r"\S(?:\s{0,2}\S){0,60}\s{3}(?P<right>\S(?:\s{0,2}\S){0,60})\s{0,9}")
_TO_WHOM = compiled(r"(?:An\s(?:den|die|das|Herrn|Frau)|Herrn?|Frau)\b")

MOST_ADDRESS = 8
"""Lines of the longest address."""


def _column(starts: Mapping[int, Mapping[int, int]], beside: set[int]) -> int | None:
    """Return the column in which most lines go on, if it is that of a block."""
    votes = Counter(column for row in starts.values() for column in row if column >= LEAST_COLUMN)
    for column, count in votes.most_common(3):
        lines = sorted(number for number, row in starts.items() if column in row)
        apart = [after - before for before, after in pairwise(lines)]
        if count >= FEWEST and len(beside.intersection(lines)) >= FEWEST_BESIDE and min(apart) <= MOST_APART:
            return column
    return None
