"""What a reader finds on the pages of a document before any line is made of it, and how much of it there may be."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import NamedTuple

from anfrage_parser.errors import LimitError
from anfrage_parser.messages import say
from anfrage_parser.model import Box
from anfrage_parser.text.patterns import compiled

LIMIT_CHARACTERS = 64 * 1024 * 1024
"""Of all pages together."""

LIMIT_FRAGMENTS = 1_000_000

FEWEST_LETTERS = 40
"""Letters and digits of a page below which its text is a number, an imprint or nothing."""

LARGEST = 1e9
"""Points; no page is larger."""


class Fragment(NamedTuple):
    """A run of text on one baseline; the box in points, origin top left."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float
    bold: bool
    boxes: tuple[Box, ...] = ()
    """One for each word of the text, where they were asked for."""
    cell: bool = False
    """The whole of a table's cell, parted from its neighbours however near they stand."""
    sure: tuple[float, ...] = ()
    """How sure the recognition is of each word, in percent; nothing for text that needed none."""


@dataclass(frozen=True, slots=True)
class Enclosed:
    """A document within another, still in bytes; the body of a mail has no name."""

    name: str | None
    data: bytes = field(repr=False)


@dataclass(slots=True)
class Extract:
    """The fragments of each page, and which pages (counted from 1) could not be read; or running text; or documents."""

    pages: list[Sequence[Fragment]] = field(default_factory=list)
    broken: list[int] = field(default_factory=list)
    characters: int = 0
    fragments: int = 0
    text: str | None = None
    """Of what has no geometry, and of plugins: lines parted by "\\n", pages by "\\f"."""
    media_type: str = "application/pdf"
    """As a plugin says."""
    enclosed: list[Enclosed] = field(default_factory=list)
    """What a mail holds, its body first."""
    engine: str = ""
    """What recognised text, with its version; nothing where that wasn't needed."""
    plain: list[int] = field(default_factory=list)
    """Pages with little text and nothing else to see, as far as the reader has looked."""
    recognised: list[int] = field(default_factory=list)
    """Pages whose text was recognised."""
    unread: list[int] = field(default_factory=list)
    """Pages among others that are pictures, and nothing was there to recognise their text."""

    def add(self, page: Sequence[Fragment]) -> None:
        """One more page; `LimitError` where it is too much by now."""
        text = "".join([fragment.text for fragment in page])
        if not (is_whole(text) and all(map(_is_finite, page))):
            page = [_mended(fragment) if not (_is_finite(fragment) and is_whole(fragment.text)) else fragment for fragment in page]
        self.pages.append(page)
        self.fragments += len(page)
        self.characters += len(text)
        if self.characters > LIMIT_CHARACTERS or self.fragments > LIMIT_FRAGMENTS:
            raise LimitError(say("das PDF enthält zu viel Text"), say("die Seiten der Anfrage einzeln speichern"))

    def put(self, number: int, page: Sequence[Fragment]) -> None:
        """The recognised text of a page, in place of what was found there."""
        self.add(page)
        self.pages[number - 1] = self.pages.pop()
        self.recognised.append(number)


_SURROGATES = compiled("[\ud800-\udfff]")


def is_whole(text: str) -> bool:
    """Whether no character is a half of one, so that the text can be written down."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _is_finite(fragment: Fragment) -> bool:
    """Whether all its numbers are."""
    numbers = fragment.x0 + fragment.top + fragment.x1 + fragment.bottom + fragment.size
    return math.isfinite(numbers + sum(map(sum, fragment.boxes)) if fragment.boxes else numbers)


def _mended(fragment: Fragment) -> Fragment:
    """Numbers that are none become 0, halves of characters U+FFFD."""
    x0, top, x1, bottom, size = (_finite(n) for n in (fragment.x0, fragment.top, fragment.x1, fragment.bottom, fragment.size))
    boxes = tuple((_finite(a), _finite(b), _finite(c), _finite(d)) for a, b, c, d in fragment.boxes)
    return fragment._replace(text=_SURROGATES.sub("\ufffd", fragment.text), x0=x0, top=top, x1=x1, bottom=bottom, size=size, boxes=boxes)


def _finite(number: float) -> float:
    return float(number) if math.isfinite(number) and abs(number) < LARGEST else 0.0


def check_pages(count: int, limit: int) -> None:
    """`LimitError` for a document of too many pages."""
    if count > limit:
        raise LimitError(say("das PDF hat mehr als {limit} Seiten", limit=limit), say("die Seiten der Anfrage einzeln speichern"))


def is_bare(page: Sequence[Fragment]) -> bool:
    """Whether a page has hardly any text."""
    letters = (c for fragment in page for c in fragment.text if c.isalnum())
    return next(islice(letters, FEWEST_LETTERS - 1, None), None) is None
