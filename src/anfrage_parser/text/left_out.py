"""Leave places out of a line's folded text: marks of footnotes, signs of Markdown. The line's raw text keeps them."""

from array import array
from collections.abc import Sequence

from anfrage_parser.model import Line

Places = tuple[tuple[int, int], ...]


def left_out(line: Line, wide: Sequence[tuple[int, int]], places: Sequence[tuple[int, int]]) -> tuple[Line, Places]:
    """Return a line without the places `wide` [start, end) of its text, and where `places` within them are in its raw text."""
    text = line.text
    ends = [*(line.offsets if line.offsets is not None else range(len(text)))]
    if len(ends) == len(text):
        ends.append(len(line.raw))
    gone = {index for start, end in wide for index in range(start, end)}
    kept = array("l", [place for index, place in enumerate(ends) if index not in gone])
    if wide[-1][1] == len(text):
        kept[-1] = ends[wide[-1][0]]
    without = line._replace(text="".join([char for index, char in enumerate(text) if index not in gone]), offsets=kept)
    return without, tuple([(ends[start], ends[end]) for start, end in places])
