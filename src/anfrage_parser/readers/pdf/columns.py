"""Split lines that PDFium has joined: caption and value, address and office, the cells of a row."""

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
"""Width of a line per letter, in letter heights, from which it may have columns."""

FEW_BLANKS = 4
"""A line with at most so many blanks may be a caption and a distant value."""

NARROW_GAP, PLAIN_GAP, WIDER = 0.4, 0.8, 1.4
"""Gaps, in letter heights, that may separate columns if the right one is aligned with a nearby row: smallest; smallest in a line
where it isn't at least so many times wider than the narrower gaps, as in justified lines."""

ALIGNED, CLOSE_BY = 1.0, 3.2
"""Tolerance of a column's left edge in points, and largest distance between two of its rows in letter heights."""

SHORT_PIECE = 5
"""Characters; a shorter piece may be an item's number, whose text is aligned with the lines below."""

MOST_KNOWN, MOST_ROUNDS = 200, 12
"""Limits that no letter exceeds: known columns of a page, narrow gaps, and rounds of extending columns."""

Point = tuple[float, float]
"""(x, y) in points, from the top left."""

_BLANK = compiled(" (?! )")
_AFTER_COLON = compiled("(?<=:) (?! )")


class Gap(NamedTuple):
    """A blank at which a line is split."""

    blank: int
    """Its index in the line."""
    column: bool
    """Whether only nearby rows show that a column begins after it."""


class _Start(NamedTuple):
    """A piece of a line: the line, the blank before it, and its start (x, y) in points."""

    line: int
    blank: int
    left: float
    top: float


def parting_gaps(glyphs: Glyphs, lines: Sequence[Fragment], firsts: Sequence[int], margin: float) -> dict[int, list[Gap]]:
    """Return line index → gaps, for the lines of a page that must be split.

    `firsts` are the indexes of their first glyphs; `margin` is the x coordinate of the visible page's left edge, in points.
    """
    if not isfinite(sum([line.top + line.x0 + line.x1 + line.size for line in lines])):
        return {}  # a page with NaN or infinite coordinates
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
    """Measures the gaps of a page's lines."""

    def __init__(self, glyphs: Glyphs, lines: Sequence[Fragment], firsts: Sequence[int], margin: float) -> None:
        self.glyphs, self.lines, self.firsts, self.margin = glyphs, lines, firsts, margin

    def gaps(self, blanks: Mapping[int, Sequence[int]]) -> tuple[list[_Start], list[_Start]]:
        """Return the pieces after wide gaps, and those after narrower ones, at the given blanks."""
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
    """Return the pieces that begin a column: a nearby row has an aligned piece with something to its left."""
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
    """Return whether a known column may continue in a line."""
    reach = CLOSE_BY * line.size
    return any(line.x0 < left < line.x1 and -reach <= top - line.top <= reach for left, top in known)


def _is_column(start: _Start, size: float, known: Iterable[Point]) -> bool:
    return any(abs(left - start.left) <= ALIGNED and size / 2 < abs(top - start.top) <= CLOSE_BY * size for left, top in known)


def _all_blanks(text: str) -> list[int]:
    return [match.start() for match in _BLANK.finditer(text)]


def _blanks(line: Fragment) -> Sequence[int]:
    """Return where a line may be split: at its blanks if it is loose or short, else after colons."""
    text = line.text
    blanks = text.count(" ")
    if not blanks:
        return ()
    if blanks <= FEW_BLANKS or line.x1 - line.x0 > WIDE_LINE * line.size * len(text):
        return _all_blanks(text)
    return [match.start() for match in _AFTER_COLON.finditer(text)] if ": " in text else ()


def _end(text: str, blank: int) -> int:
    """Return the end of the word before a blank."""
    return len(text[:blank].rstrip()) if text[blank - 1].isspace() else blank
