"""Tesseract's table of words to fragments like those of a PDF: one for each run of words, with a box and a confidence for each word."""

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
"""The level of a row that is a word."""

MOST_WORDS = 100_000
"""On a page; whatever says more doesn't read."""

SAME_RUN = 1.5
"""Letter heights between two words from which on they are columns."""

NOISE = 25.0
"""Confidence, in percent, below which a word without letters is a stain, unless it is one of a column of bullets."""

FEWEST_IN_COLUMN = 2
"""Bullets, or beginnings of lines, that stand below each other."""

SAME_COLUMN = 0.4
"""Letter heights by which their left sides may differ."""

WORD_GAP = 0.5
"""Letter heights between two words from which on they may be of two columns, where heads of columns stand above."""

TOO_TALL = 2.0
"""Sizes of the usual font, from which on an illegible word is a stroke of a pen, or of a stamp."""

NEXT_LINE = 1.7
"""Letter heights between two lines of one cell."""

FEWEST_HEADS = 3
"""Runs of a line that are heads of columns for the lines below."""

ILLEGIBLE, SHORT = 50.0, 30
"""A run of words of which the recognition is less sure than this, in percent, and that is no longer: ink of a stamp or a pen, no text."""

RISING, SINKING, PLAIN = "bdfhkltßABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789§&?!/()[]„“\"'", "gjpqyQ,;()[]§/„", "aceimnorsuvwxz"
UP, MIDDLE, DOWN = 0.72, 0.52, 0.21
"""Of the size of a font: how far its tall letters and its small ones reach above the line, and its tails below it."""

USUAL = 0.18
"""By how much a line's size, as measured, may differ from the page's for both to be one."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word as recognised; its box in pixels."""

    line: tuple[str, str, str]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    sure: float
    """Percent."""

    @property
    def sinks(self) -> bool:
        """Whether any of its letters reaches below the line."""
        return any(c in SINKING for c in self.text)

    def size(self) -> float | None:
        """The size of its font, by the letters that it has; None where they don't tell."""
        if not any(c in RISING or c in PLAIN for c in self.text) or any(c in "ÄÖÜ" for c in self.text):
            return None
        up = UP if any(c in RISING for c in self.text) else MIDDLE
        return (self.bottom - self.top) / (up + (DOWN if self.sinks else 0.0))


class NoTable(Exception):
    """What came is not what tesseract writes."""


def words_in(table: bytes) -> list[Word]:
    """The words of a table; stains that were taken for words are left out. `NoTable` where it is none."""
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
    """How sure the recognition is of some words: the mean over their letters, or over their signs where there are only such, in percent."""
    letters = [(sum(c.isalnum() for c in word.text), word.sure) for word in words]
    if not any(count for count, _ in letters):  # the dash before an item
        letters = [(len(word.text), word.sure) for word in words]
    total = sum(count for count, _ in letters)
    return sum(count * sure for count, sure in letters) / total if total else 0.0


def fragments(words: Sequence[Word], scan: Scan) -> list[Fragment]:
    """The runs of words on each line; of one size where their letters are nearly so."""
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
    """Whether a row holds only the second lines of some cells above, of the first column none."""
    rest = [cell for cell in above if cell.cell][1:]
    return all(piece.cell and any(_below(cell, piece) for cell in rest) for piece in row)


def _below(cell: Fragment, piece: Fragment) -> bool:
    return abs(cell.x0 - piece.x0) < SAME_COLUMN * piece.size


def _longer(cell: Fragment, row: Sequence[Fragment]) -> Fragment:
    """A cell with its next line."""
    for piece in row:
        if _below(cell, piece):
            text, boxes, sure = join([cell.text, piece.text]), cell.boxes + piece.boxes, cell.sure + piece.sure
            return cell._replace(text=text, x1=max(cell.x1, piece.x1), boxes=boxes, sure=sure)
    return cell


class _Row:
    """The words of a line, and the size of its font."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        sizes = [size for word in words if (size := word.size()) is not None]
        self.size = statistics.median(sizes) if sizes else max(word.bottom - word.top for word in words)

    def bullet(self) -> Word | None:
        """A sign or small letter apart from the words that it opens: a bullet may be read as any of these, or as two."""
        first, *rest = self.words
        apart = rest and rest[0].x0 - first.x1 > WORD_GAP * self.size
        return first if apart and _BULLET.fullmatch(first.text) else None


_BULLET = compiled(r"[^A-Z0-9]|[^\w.)(:][^\w.):]|[^\w.)(:][a-z]")


class _Page:
    """What the lines of a page have in common: their usual size, and what stands below each other."""

    def __init__(self, lines: Sequence[_Row], usual: float) -> None:
        self.usual = usual
        self.bullets = [bullet.x0 for line in lines if (bullet := line.bullet())]
        self.lefts = [line.words[0].x0 for line in lines]
        self.heads: list[float] = []
        """Where the runs of the last line of heads begin."""

    def fragments(self, line: _Row, scan: Scan) -> Iterator[Fragment]:
        """The runs of a line; places for the layout as the picture was levelled, boxes of words as they lie on the page."""
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
        """Whether a run is of a stamp or a pen; of illegible ones, bullets are not, nor figures in the size of print where lines begin."""
        if certainty(run) >= ILLEGIBLE or sum(len(word.text) for word in run) > SHORT:
            return False
        if run[0] is line.bullet() and self._shared(run[0].x0, self.bullets):
            return False
        printed = abs(line.size - self.usual) < USUAL * self.usual and any(c.isdigit() for word in run for c in word.text)
        return not (printed and run[0] is line.words[0] and self._shared(run[0].x0, self.lefts))

    def _shared(self, x0: float, others: Sequence[float]) -> bool:
        """Whether others begin at the same place, this one counted."""
        return sum(abs(x0 - other) < SAME_COLUMN * self.usual for other in others) >= FEWEST_IN_COLUMN


def _runs(words: Sequence[Word], size: float, heads: Sequence[float]) -> Iterator[list[Word]]:
    """Words that follow each other closely; parted where one begins below the head of a column."""
    run = [words[0]]
    for before, word in pairwise(words):
        gap = word.x0 - before.x1
        below = gap > WORD_GAP * size and any(abs(word.x0 - head) < SAME_COLUMN * size for head in heads)
        if gap > SAME_RUN * size or below:
            yield run
            run = []
        run.append(word)
    yield run
