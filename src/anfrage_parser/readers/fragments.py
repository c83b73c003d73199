"""What a reader extracts from the pages of a document, before lines are made, and its limits."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from anfrage_parser.errors import LimitError
from anfrage_parser.messages import say
from anfrage_parser.model import Box, Turned
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.superscripts import raised

LIMIT_CHARACTERS = 64 * 1024 * 1024
"""Most characters of all pages together."""

LIMIT_FRAGMENTS = 1_000_000

FEWEST_LETTERS = 40
"""Fewest letters and digits of a page with real text; a page with fewer only has a number or an imprint."""

MOST_IMPRINTED = 300
"""Most letters and digits of an imprint over a scan: a fax line, a portal's foot, a page number, a stamp of receipt."""

LARGEST = 1e9
"""Largest valid coordinate, in points."""


class Fragment(NamedTuple):
    """A run of text on one baseline; its box is in points, origin top left."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    boxes: tuple[Box, ...] = ()
    """The box of each word, if requested."""
    cell: bool = False
    """Whether it is a whole table cell, separate from its neighbours however near."""
    sure: tuple[float, ...] = ()
    """OCR confidence of each word, in percent; empty for other text."""
    struck: tuple[tuple[int, int], ...] = ()
    """[start, end) of what is struck out in the text, in order."""
    filled: bool = False
    """Whether it was filled into a field, or typed onto the page, and is no part of the page itself."""


class Look(NamedTuple):
    """How a line of running text is set."""

    size: float | None = None
    """Font size in points."""
    bold: bool = False
    centred: bool = False


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A document within another, as bytes; the body of a mail has the name ""."""

    name: str | None
    data: bytes = field(repr=False)
    head: str = ""
    """Lines to put above the text of a mail: sender, day, receiver, subject."""


@dataclass(slots=True)
class Extract:
    """The extracted content: fragments of each page, or running text, or the documents of a mail. Pages are counted from 1."""

    pages: list[Sequence[Fragment]] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    characters: int = 0
    fragments: int = 0
    text: str | None = None
    """Running text, for formats without geometry and plugins: lines separated by "\\n", pages by "\\f"."""
    looks: list[Look] = field(default_factory=list)
    """How each line of the running text is set; empty if that isn't known."""
    media_type: str = "application/pdf"
    """The media type; set by plugins."""
    enclosed: list[Enclosed] = field(default_factory=list)
    """The documents of a mail, its body first."""
    engine: str = ""
    """OCR program and version; "" if it wasn't needed."""
    plain: list[int] = field(default_factory=list)
    """Pages with little text and no images, as far as the reader has checked."""
    recognised: list[int] = field(default_factory=list)
    """Pages read by OCR."""
    unread: list[int] = field(default_factory=list)
    """Pages that are images, with no OCR program available."""
    unseen: int = 0
    """Words that are in the file, but not to be seen on its pages; left out."""
    askew: int = 0
    """Words set at an angle, such as watermarks; left out."""
    turned: dict[int, Turned] = field(default_factory=dict)
    """Pages whose text is read sideways or upside down; their fragments are upright."""

    def add(self, page: Sequence[Fragment]) -> None:
        """Add a page; `LimitError` if there is too much text."""
        text = "".join([fragment.text for fragment in page])
        if not (is_whole(text) and all(map(_is_finite, page))):
            page = [_mended(fragment) if not (_is_finite(fragment) and is_whole(fragment.text)) else fragment for fragment in page]
        self.pages.append(page)
        self.fragments += len(page)
        self.characters += len(text)
        if self.characters > LIMIT_CHARACTERS or self.fragments > LIMIT_FRAGMENTS:
            raise LimitError(say("das PDF enthält zu viel Text"), say("die Seiten der Anfrage einzeln speichern"))

    def put(self, number: int, page: Sequence[Fragment]) -> None:
        """Replace a page's fragments with those of OCR."""
        self.add(page)
        self.pages[number - 1] = self.pages.pop()
        self.recognised.append(number)


SMALLER = 0.9
"""Largest size of a raised number, in sizes of the text beside it."""

HIGHER = 0.2
"""How much higher a raised number ends, in heights of the text beside it: a smaller font alone ends a little higher."""


def with_raised(row: Sequence[Fragment]) -> Sequence[Fragment]:
    """Return the fragments of a row, from left to right, with superscripts for numbers that are raised, as the marks of footnotes are."""
    if not any(len(f.text) <= 3 and f.text.isascii() and f.text.isdecimal() for f in row):
        return row
    beside = zip(row, (None, *row), (*row[1:], None), strict=False)
    return [f._replace(text=raised(f.text)) if _is_raised(f, before) or _is_raised(f, after) else f for f, before, after in beside]


def is_raised_number(text: str) -> bool:
    """Return whether a text is nothing but superscript digits."""
    return text.isdigit() and not text.isdecimal()


def _is_raised(fragment: Fragment, other: Fragment | None) -> bool:
    text, height = fragment.text, other.bottom - other.top if other is not None else 0.0
    if other is None or len(text) > 3 or not (text.isascii() and text.isdecimal()) or not any(map(str.isalnum, other.text)):
        return False
    near = -0.5 * height < max(fragment.x0 - other.x1, other.x0 - fragment.x1) < height
    return near and fragment.size <= SMALLER * other.size and HIGHER * height <= other.bottom - fragment.bottom < height


_SURROGATES = compiled("[\ud800-\udfff]")


def is_whole(text: str) -> bool:
    """Return whether a text has no lone surrogates, so that it can be encoded."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_finite(fragment: Fragment) -> bool:
    """Return whether all of its coordinates are finite and within `LARGEST`."""
    numbers = fragment.x0 + fragment.top + fragment.x1 + fragment.bottom + fragment.size
    return math.isfinite(numbers + sum(map(sum, fragment.boxes)) if fragment.boxes else numbers)


def _mended(fragment: Fragment) -> Fragment:
    """Replace invalid numbers with 0, lone surrogates with U+FFFD."""
    x0, top, x1, bottom, size = (_finite(n) for n in (fragment.x0, fragment.top, fragment.x1, fragment.bottom, fragment.size))
    boxes = tuple((_finite(a), _finite(b), _finite(c), _finite(d)) for a, b, c, d in fragment.boxes)
    return fragment._replace(text=_SURROGATES.sub("\ufffd", fragment.text), x0=x0, top=top, x1=x1, bottom=bottom, size=size, boxes=boxes)


def _finite(number: float) -> float:
    return float(number) if math.isfinite(number) and abs(number) < LARGEST else 0.0


def check_pages(count: int, limit: int) -> None:
    """Raise `LimitError` for a document with too many pages."""
    if count > limit:
        raise LimitError(say("das PDF hat mehr als {limit} Seiten", limit=limit), say("die Seiten der Anfrage einzeln speichern"))


def printed(page: Sequence[Fragment]) -> Sequence[Fragment]:
    """Return a page without what was filled in."""
    return [fragment for fragment in page if not fragment.filled]


def is_bare(page: Sequence[Fragment]) -> bool:
    """Return whether a page has hardly any text."""
    letters = (c for fragment in page for c in fragment.text if c.isalnum())
    return next(islice(letters, FEWEST_LETTERS - 1, None), None) is None


def is_sparse(page: Sequence[Fragment]) -> bool:
    """Return whether a page has so little text that it may be an imprint over a scan."""
    length = 0
    for fragment in page:
        length += len(fragment.text)
        if length > 2 * MOST_IMPRINTED:  # most pages
            return False
    return sum(c.isalnum() for fragment in page for c in fragment.text) <= MOST_IMPRINTED
