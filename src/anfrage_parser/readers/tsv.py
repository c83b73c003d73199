"""Tesseract's table of words to fragments like those of a PDF: one for each run of words, with a box and a confidence for each word."""

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.readers.scans import Scan

HEAD = b"level\tpage_num\tblock_num\t"
COLUMNS = 12
WORD = "5"
"""The level of a row that is a word."""

MOST_WORDS = 100_000
"""On a page; whatever says more doesn't read."""

SAME_RUN = 1.5
"""Letter heights between two words from which on they are columns."""

NOISE = 25.0
"""Confidence, in percent, below which a word without letters is a stain."""

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
    """The words of a table; stains that were taken for signs are left out. `NoTable` where it is none."""
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
    if not text or width <= 0 or height <= 0 or (sure < NOISE and not any(c.isalnum() for c in text)):
        return None
    return Word((cells[2], cells[3], cells[4]), text, left, top, left + width, top + height, sure)


def certainty(words: Sequence[Word]) -> float:
    """How sure the recognition is of a page: the mean over its letters, in percent; 0 where there are none."""
    letters = [(sum(c.isalnum() for c in word.text), word.sure) for word in words]
    total = sum(count for count, _ in letters)
    return sum(count * sure for count, sure in letters) / total if total else 0.0


def fragments(words: Sequence[Word], scan: Scan) -> list[Fragment]:
    """The runs of words on each line; of one size where their letters are nearly so."""
    lines = [_Row(list(row)) for _, row in groupby(words, key=lambda word: word.line)]
    usual = statistics.median(line.size for line in lines for _ in line.words) if lines else 0.0
    return [fragment for line in lines for fragment in line.fragments(usual, scan)]


class _Row:
    """The words of a line, and the line that they stand on."""

    def __init__(self, words: list[Word]) -> None:
        self.words = words
        sizes = [size for word in words if (size := word.size()) is not None]
        self.size = statistics.median(sizes) if sizes else max(word.bottom - word.top for word in words)

    def fragments(self, usual: float, scan: Scan) -> Iterator[Fragment]:
        """Its runs; places for the layout as the picture was levelled, boxes of words as they lie on the page."""
        size = usual if abs(self.size - usual) < USUAL * usual else self.size
        base = statistics.median(word.bottom - DOWN * size * word.sinks for word in self.words)
        top, bottom = (base - 0.78 * size) / scan.scale, (base + 0.22 * size) / scan.scale
        for run in _runs(self.words, SAME_RUN * size):
            if certainty(run) < ILLEGIBLE and sum(len(word.text) for word in run) <= SHORT:
                continue
            yield Fragment(
                " ".join(word.text for word in run), run[0].x0 / scan.scale, top, run[-1].x1 / scan.scale, bottom, size / scan.scale, False,
                tuple(scan.box(word.x0, word.top, word.x1, word.bottom) for word in run), sure=tuple(word.sure for word in run),
            )  # fmt: skip


def _runs(words: Sequence[Word], gap: float) -> Iterator[list[Word]]:
    """Words that follow each other closely."""
    run = [words[0]]
    for before, word in pairwise(words):
        if word.x0 - before.x1 > gap:
            yield run
            run = []
        run.append(word)
    yield run
