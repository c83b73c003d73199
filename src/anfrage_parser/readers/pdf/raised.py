"""Tell raised digits of a page, such as the marks of footnotes: PDFium's text has them like all other digits."""

from typing import Protocol

from anfrage_parser.readers.pdf.glyphs import Glyphs
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.superscripts import raised

SMALLER = 0.9
"""Largest height of a raised digit, in heights of the letter beside it."""

HIGHER = 0.12
"""How much higher a raised digit stands, in heights of the letter beside it."""

_CANDIDATE = compiled(
    r"[0-9](?:(?<=[A-Za-zß-ü)\"»%][0-9])|(?<=[“-”][0-9])|(?<=[a-zß-ü)\"»][.,;:!?][0-9])|(?<=[“-”][.,;:!?][0-9])|(?<=[\r\n][0-9])(?=[0-9]{0,2}\s?[^\W\d_])|"
    r"(?<=19[0-9]{2}[0-9])|(?<=20[0-9]{2}[0-9])|(?<=19[0-9]{2}\.[0-9])|(?<=20[0-9]{2}\.[0-9]))[0-9]{0,2}+"
)
"""Digits glued to a letter, a sign behind one, or a year; or at a line's beginning before a word."""


class Sheet(Protocol):
    """What is asked of the PDFium reader's page."""

    glyphs: Glyphs

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Convert a point to the visible, upright page."""


def with_raised(sheet: Sheet, units: str) -> str:
    """Return a page's text with superscripts for digits that are raised."""
    places = [place for match in _CANDIDATE.finditer(units) if (place := _beside(units, *match.span())) is not None]
    if not places:
        return units
    kept = list(units)
    wanted = [glyph for first, _, beside in places for glyph in (first, beside)]
    boxes, origins = sheet.glyphs.char_boxes(wanted), sheet.glyphs.origins(wanted)
    for index, (first, end, _) in enumerate(places):
        digit, letter = boxes[2 * index : 2 * index + 2]
        if digit is None or letter is None:
            continue
        height = abs(letter[1] - letter[3])
        rise = sheet.point(*origins[2 * index + 1])[1] - sheet.point(*origins[2 * index])[1]
        if abs(digit[1] - digit[3]) <= SMALLER * height and HIGHER * height <= rise < height:
            kept[first:end] = raised(units[first:end])
    return "".join(kept)


def _beside(units: str, first: int, end: int) -> tuple[int, int, int] | None:
    """Return [first, end) of digits and the glyph to compare them with: the one before, else the next letter; None if there is none."""
    if units[end : end + 1].isdigit():
        return None
    if first and units[first - 1] not in "\r\n":
        return first, end, first - 1
    return first, end, end + (units[end : end + 1] == " ")
