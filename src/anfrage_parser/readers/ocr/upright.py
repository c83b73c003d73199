"""Recognise a page with any engine, and once more upside down where that may be how it lies."""

from collections.abc import Callable
from dataclasses import replace

from anfrage_parser.readers.ocr.tesseract import broken
from anfrage_parser.readers.ocr.words import NoTable, Word, certainty, words_in
from anfrage_parser.readers.page_image import Scan

Recogniser = Callable[[Scan, float], bytes]
"""(page, seconds) → tesseract's table of words."""

FEWEST_WORDS = 5
"""Fewest words of a page that is checked for being upside down."""

UPRIGHT = 60.0
"""Confidence, in percent, below which the page is also tried upside down."""


def read(scan: Scan, recognise: Recogniser, engine: str, seconds: float) -> Scan:
    """Return the page with its table in place of its pixels, the way up that gives the surer words; `LimitError` for an invalid table."""
    table = recognise(scan, seconds)
    words = checked(table)
    if len(words) >= FEWEST_WORDS and certainty(words) < UPRIGHT:
        other = scan.upside_down()
        turned = recognise(other, seconds)
        if certainty(checked(turned)) > certainty(words):
            scan, table = other, turned
    return replace(scan, grey=b"", table=table, engine=engine)


def checked(table: bytes) -> list[Word]:
    """Return the words of a table; `LimitError` if it is invalid."""
    try:
        return words_in(table)
    except NoTable as error:
        raise broken() from error
