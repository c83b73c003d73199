"""Convert tesseract's table of words to fragments like those of a PDF, with a box and a confidence for each word."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.readers.page_image import Scan
from anfrage_parser.text.clean import join
from anfrage_parser.text.patterns import compiled

HEAD = b"level\tpage_num\tblock_num\t"
COLUMNS = 12
WORD = "5"
"""Value of column `level` for words."""

MOST_WORDS = 100_000
"""Most words of a page; more are noise."""

SAME_RUN = 1.5
"""Gap between two words, in letter heights, from which they are columns."""

NOISE = 25.0
"""Confidence, in percent, below which a word without letters is a stain, unless it is in a column of bullets."""

FEWEST_IN_COLUMN = 2
"""Fewest bullets or line starts that form a column."""

SAME_COLUMN = 0.4
"""Tolerance of their left edges, in letter heights."""

WORD_GAP = 0.5
"""Gap between two words, in letter heights, from which they may be columns below column headings."""

TOO_TALL = 2.0
"""Height, in usual font sizes, from which an illegible word is handwriting or a stamp."""

NEXT_LINE = 1.7
"""Largest distance between two lines of a cell, in letter heights."""

FEWEST_HEADS = 3
"""Fewest runs of a line of column headings."""

ILLEGIBLE, SHORT = 50.0, 30
"""Confidence, in percent, and length below which a run of words is ink of a stamp or a pen, not text."""

RISING, SINKING, PLAIN = "bdfhkltßABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789§&?!/()[]„“\"'", "gjpqyQ,;()[]§/„", "aceimnorsuvwxz"
UP, MIDDLE, DOWN = 0.72, 0.52, 0.21
"""Ascender height, x-height and descender depth as fractions of the font size."""

USUAL = 0.18
"""Relative difference up to which a line's measured size counts as the page's usual size."""


@dataclass(frozen=True, slots=True)
class Word:
    """A recognised word with its box in pixels."""

    line: tuple[str, str, str]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sure: float
    """Confidence in percent."""

    @property
    def sinks(self) -> bool:
        """Return whether any of its letters has a descender."""
        return any(c in SINKING for c in self.text)

    def size(self) -> float | None:
        """Return its font size, estimated from its height and letters; None if that's impossible."""
        if not any(c in RISING or c in PLAIN for c in self.text) or any(c in "ÄÖÜ" for c in self.text):
            return None
        up = UP if any(c in RISING for c in self.text) else MIDDLE
        return (self.bottom - self.top) / (up + (DOWN if self.sinks else 0.0))


class NoTable(Exception):
    """The output is no table of tesseract."""


def words_in(table: bytes) -> list[Word]:
    """Parse the words of a table, without stains; `NoTable` if it is invalid."""
    if not table.startswith(HEAD):
        raise NoTable
    words = []
    for row in table.decode("utf-8", "replace").split("\n")[1:]:
        cells = row.rstrip("\r").split("\t")
        if cells[0] == WORD and (word := _word(cells)) is not None:
            words.append(word)
    if len(words) > MOST_WORDS:
        raise NoTable
    return words


def _word(cells: Sequence[str]) -> Word | None:
    if len(cells) != COLUMNS:
        raise NoTable
    text = "".join(cells[11].split())
    try:
        left, top, width, height = (float(cell) for cell in cells[6:10])
        sure = float(cells[10])
    except ValueError as error:
        raise NoTable from error
    stain = sure < NOISE and len(text) > 1 and not any(c.isalnum() for c in text)
    if not text or width <= 0 or height <= 0 or stain:
        return None
    return Word((cells[2], cells[3], cells[4]), text, left, top, left + width, top + height, sure)


def certainty(words: Sequence[Word]) -> float:
    """Return the mean confidence of words, in percent, weighted by their letters (or all characters, if there are no letters)."""
    letters = [(sum(c.isalnum() for c in word.text), word.sure) for word in words]
    if not any(count for count, _ in letters):  # such as the dash before an item
        letters = [(len(word.text), word.sure) for word in words]
    total = sum(count for count, _ in letters)
    return sum(count * sure for count, sure in letters) / total if total else 0.0


def fragments(words: Sequence[Word], scan: Scan) -> list[Fragment]:
    """Return the runs of words on each line, with font sizes unified if nearly equal."""
    lines = [_Row(list(row)) for _, row in groupby(words, key=lambda word: word.line)]
    usual = statistics.median(line.size for line in lines for _ in line.words) if lines else 0.0
    page = _Page(lines, usual)
    rows: list[list[Fragment]] = []
    under = 0.0
    for line in lines:
        row = list(page.fragments(line, scan))
        if row and rows and row[0].top - under < NEXT_LINE * row[0].size and _goes_on(rows[-1], row):
            rows[-1] = [_longer(cell, row) for cell in rows[-1]]
        elif row:
            rows.append(row)
        under = row[0].top if row else under
    return [fragment for row in rows for fragment in row]


def _goes_on(above: Sequence[Fragment], row: Sequence[Fragment]) -> bool:
    """Return whether a row only has second lines of cells above, none in the first column."""
    rest = [cell for cell in above if cell.cell][1:]
    return all(piece.cell and any(_below(cell, piece) for cell in rest) for piece in row)


def _below(cell: Fragment, piece: Fragment) -> bool:
    return abs(cell.x0 - piece.x0) < SAME_COLUMN * piece.size


def _longer(cell: Fragment, row: Sequence[Fragment]) -> Fragment:
    """Append the next line to a cell."""
    for piece in row:
        if _below(cell, piece):
            text, boxes, sure = join([cell.text, piece.text]), cell.boxes + piece.boxes, cell.sure + piece.sure
            return cell._replace(text=text, x1=max(cell.x1, piece.x1), boxes=boxes, sure=sure)
    return cell


class _Row:
    """The words of a line and its font size."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        sizes = [size for word in words if (size := word.size()) is not None]
        self.size = statistics.median(sizes) if sizes else max(word.bottom - word.top for word in words)

    def bullet(self) -> Word | None:
        """Return the line's bullet, or None: a character or small letter (a misread bullet) apart from the words after it."""
        first, *rest = self.words
        apart = rest and rest[0].x0 - first.x1 > WORD_GAP * self.size
        return first if apart and _BULLET.fullmatch(first.text) else None


_BULLET = compiled(r"[^A-Z0-9]|[^\w.)(:][^\w.):]|[^\w.)(:][a-z]")


class _Page:
    """Properties shared by the lines of a page: usual size, and columns of bullets and line starts."""

    def __init__(self, lines: Sequence[_Row], usual: float) -> None:
        self.usual = usual
        self.bullets = [bullet.x0 for line in lines if (bullet := line.bullet())]
        self.lefts = [line.words[0].x0 for line in lines]
        self.heads: list[float] = []
        """Left edges of the runs of the last line of column headings."""

    def fragments(self, line: _Row, scan: Scan) -> Iterator[Fragment]:
        """Yield the runs of a line; their boxes are those of the deskewed image, for the layout, those of words are on the page."""
        words = [word for word in line.words if not self._is_stain(line, word)]
        if not words:
            return
        size = self.usual if abs(line.size - self.usual) < USUAL * self.usual else line.size
        base = statistics.median(word.bottom - DOWN * size * word.sinks for word in words)
        top, bottom = (base - 0.78 * size) / scan.scale, (base + 0.22 * size) / scan.scale
        runs = list(_runs(words, size, self.heads))
        if len(runs) >= FEWEST_HEADS:
            self.heads = [run[0].x0 for run in runs]
        elif len(runs) == 1 and abs(runs[0][0].x0 - min(self.heads, default=0.0)) < size:
            self.heads = []
        for run in runs:
            if self._is_ink(line, run):
                continue
            yield Fragment(
                " ".join(word.text for word in run), run[0].x0 / scan.scale, top, run[-1].x1 / scan.scale, bottom, size / scan.scale, False,
                tuple(scan.box(word.x0, word.top, word.x1, word.bottom) for word in run),
                cell=self._is_cell(run), sure=tuple(word.sure for word in run),
            )  # fmt: skip

    def _is_cell(self, run: Sequence[Word]) -> bool:
        return any(abs(run[0].x0 - head) < SAME_COLUMN * self.usual for head in self.heads)

    def _is_stain(self, line: _Row, word: Word) -> bool:
        if word.sure >= NOISE:
            return False
        if any(c.isalnum() for c in word.text):
            return word.bottom - word.top > TOO_TALL * self.usual
        return word is not line.bullet() or not self._shared(word.x0, self.bullets)

    def _is_ink(self, line: _Row, run: Sequence[Word]) -> bool:
        """Return whether a run is from a stamp or a pen: illegible ones, except bullets, and digits in print size at line starts."""
        if certainty(run) >= ILLEGIBLE or sum(len(word.text) for word in run) > SHORT:
            return False
        if run[0] is line.bullet() and self._shared(run[0].x0, self.bullets):
            return False
        printed = abs(line.size - self.usual) < USUAL * self.usual and any(c.isdigit() for word in run for c in word.text)
        return not (printed and run[0] is line.words[0] and self._shared(run[0].x0, self.lefts))

    def _shared(self, x0: float, others: Sequence[float]) -> bool:
        """Return whether enough edges (including this one) are at the same position."""
        return sum(abs(x0 - other) < SAME_COLUMN * self.usual for other in others) >= FEWEST_IN_COLUMN


def _runs(words: Sequence[Word], size: float, heads: Sequence[float]) -> Iterator[list[Word]]:
    """Yield runs of words with small gaps; split where one begins below a column heading."""
    run = [words[0]]
    for before, word in pairwise(words):
        gap = word.x0 - before.x1
        below = gap > WORD_GAP * size and any(abs(word.x0 - head) < SAME_COLUMN * size for head in heads)
        if gap > SAME_RUN * size or below:
            yield run
            run = []
        run.append(word)
    yield run
