"""Where lines that PDFium put together fall apart: label and value, address and office, the cells of a row."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from math import isfinite
from operator import itemgetter
from typing import NamedTuple

from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.readers.layout import WIDE_GAP, rows_of
from anfrage_parser.readers.pdf.glyphs import Glyphs
from anfrage_parser.text.patterns import compiled

WIDE_LINE = 0.55
"""Width of a line, in letter heights for each of its letters, from which on it may hold columns."""

FEW_BLANKS = 4
"""A line with no more blanks than this may be a label and its value, far apart."""

NARROW_GAP, PLAIN_GAP, WIDER = 0.4, 0.8, 1.4
"""Letter heights of a gap that may part two columns, if the right one begins as in a row close by: at least; at least where it is no
wider than so many times the narrower gaps of its line, as in justified lines."""

ALIGNED, CLOSE_BY = 1.0, 3.2
"""Points by which pieces of a column may begin apart, and letter heights between two of its rows."""

SHORT_PIECE = 5
"""Characters; what is shorter may be the number of an item, whose text begins as that of the lines below."""

MOST_KNOWN, MOST_ROUNDS = 200, 12
"""Pieces of a page that begin columns, and narrow gaps, and rows of which each tells of the next; more are no letter's."""

Point = tuple[float, float]
"""Points to the right, and downwards."""

_BLANK = compiled(" (?! )")
_AFTER_COLON = compiled("(?<=:) (?! )")


class Gap(NamedTuple):
    """A blank at which a line falls apart."""

    blank: int
    """Its place in the line."""
    column: bool
    """Whether only the rows around it show that a column begins behind it."""


class _Start(NamedTuple):
    """A piece of a line: the line, the blank before it, and where it begins, in points to the right and downwards."""

    line: int
    blank: int
    left: float
    top: float


def parting_gaps(glyphs: Glyphs, lines: Sequence[Fragment], firsts: Sequence[int], margin: float) -> dict[int, list[Gap]]:
    """The lines of a page that fall apart, by their numbers, and where.

    `firsts` are the numbers of their first letters, `margin` the points by which the page's own coordinates begin left of what is seen.
    """
    if not isfinite(sum([line.top + line.x0 + line.x1 + line.size for line in lines])):
        return {}  # a page with numbers that are none
    page = _Page(glyphs, lines, firsts, margin)
    likely = [_blanks(line) for line in lines]
    wide, narrow = page.gaps({number: blanks for number, blanks in enumerate(likely) if blanks})
    known = [(start.left, start.top) for start in wide] + [
        (piece.x0, piece.top) for row in rows_of(lines) for piece in row[1:] if piece.x0 > row[0].x1
    ]
    columns: list[_Start] = []
    if 0 < len(known) <= MOST_KNOWN:
        others = {
            n: blanks for n, line in enumerate(lines) if not likely[n] and _is_near(line, known) and (blanks := _all_blanks(line.text))
        }
        more, closer = page.gaps(others)
        wide += more
        columns = _columns([*narrow, *closer], known, lines)
    found: dict[int, list[Gap]] = {}
    for start in sorted([*wide, *columns]):
        found.setdefault(start.line, []).append(Gap(start.blank, start in columns))
    return found


class _Page:
    """Asks where the words of a page's lines stand."""

    def __init__(self, glyphs: Glyphs, lines: Sequence[Fragment], firsts: Sequence[int], margin: float) -> None:
        self.glyphs, self.lines, self.firsts, self.margin = glyphs, lines, firsts, margin

    def gaps(self, blanks: Mapping[int, Sequence[int]]) -> tuple[list[_Start], list[_Start]]:
        """What begins behind wide gaps, and behind narrower ones, at some blanks of some lines."""
        asked = [(number, blank) for number, places in blanks.items() for blank in places]
        before = [self.firsts[number] + _end(self.lines[number].text, blank) - 1 for number, blank in asked]
        after = [self.firsts[number] + blank + 1 for number, blank in asked]
        gaps = [
            (number, blank, right[0] - left[2], right[0] - self.margin)
            for (number, blank), left, right in zip(asked, self.glyphs.char_boxes(before), self.glyphs.char_boxes(after), strict=True)
            if left and right
        ]
        wide: list[_Start] = []
        narrow: list[_Start] = []
        for number, row in groupby(gaps, itemgetter(0)):
            line, cuts = self.lines[number], list(row)
            usual = sorted(gap for _, _, gap, _ in cuts)[len(cuts) // 4]
            least = max(NARROW_GAP * line.size, min(PLAIN_GAP * line.size, WIDER * usual))
            for _, blank, gap, begins in cuts:
                if gap > WIDE_GAP * line.size:
                    wide.append(_Start(number, blank, begins, line.top))
                elif gap > least and blank >= SHORT_PIECE:
                    narrow.append(_Start(number, blank, begins, line.top))
        return wide, narrow


def _columns(narrow: Sequence[_Start], known: Sequence[Point], lines: Sequence[Fragment]) -> list[_Start]:
    """Those behind which a column begins: a row close by has a piece that begins there, and something to its left."""
    rest, out = list(narrow[:MOST_KNOWN]), list[_Start]()
    for _ in range(MOST_ROUNDS):
        sure = [start for start in rest if _is_column(start, lines[start.line].size, known)]
        if not sure:
            break
        out += sure
        known = [(start.left, start.top) for start in sure]
        rest = [start for start in rest if start not in sure]
    return out


def _is_near(line: Fragment, known: Iterable[Point]) -> bool:
    """Whether a column that is known may go on in a line."""
    reach = CLOSE_BY * line.size
    return any(line.x0 < left < line.x1 and -reach <= top - line.top <= reach for left, top in known)


def _is_column(start: _Start, size: float, known: Iterable[Point]) -> bool:
    return any(abs(left - start.left) <= ALIGNED and size / 2 < abs(top - start.top) <= CLOSE_BY * size for left, top in known)


def _all_blanks(text: str) -> list[int]:
    return [match.start() for match in _BLANK.finditer(text)]


def _blanks(line: Fragment) -> Sequence[int]:
    """Where a line may fall apart: at its blanks where it is loose or short, else behind its colons."""
    text = line.text
    blanks = text.count(" ")
    if not blanks:
        return ()
    if blanks <= FEW_BLANKS or line.x1 - line.x0 > WIDE_LINE * line.size * len(text):
        return _all_blanks(text)
    return [match.start() for match in _AFTER_COLON.finditer(text)] if ": " in text else ()


def _end(text: str, blank: int) -> int:
    """Where the word before a blank ends."""
    return len(text[:blank].rstrip()) if text[blank - 1].isspace() else blank
