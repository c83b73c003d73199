"""Tell raised digits of a page, such as the marks of footnotes: PDFium's text has them like all other digits."""

from collections.abc import Iterator
from typing import Protocol

from anfrage_parser.readers.pdf.glyphs import CharBox, Glyphs
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.superscripts import raised

SMALLER = 0.9
"""Largest height of a raised digit, in heights of the letter beside it."""

HIGHER = 0.12
"""How much higher a raised digit stands, in heights of the letter beside it."""

FOOT = 0.2
"""How far the foot of a font's own raised digit is above the baseline at least, in heights of the letter beside it."""

_CANDIDATE = compiled(
    r"[0-9](?:(?<=[A-Za-zß-ü)\"»%][0-9])|(?<=[“-”][0-9])|(?<=[a-zß-ü)\"»][.,;:!?][0-9])|(?<=[“-”][.,;:!?][0-9])|(?<=[\r\n][0-9])(?=[0-9]{0,2}\s?[^\W\d_])|"
    r"(?<=19[0-9]{2}\.[0-9])|(?<=20[0-9]{2}\.[0-9]))[0-9]{0,2}+"
)
"""Digits glued to a letter, a sign behind one or a year; or at a line's beginning before a word."""


class Sheet(Protocol):
    """What is asked of the PDFium reader's page."""

    glyphs: Glyphs

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Convert a point to the visible, upright page."""


_NUMBER = compiled(r"[0-9]{2,12}+(?![.,:/-][0-9])")
"""A number, at whose end a mark may stand: "19/4411¹"."""

LEVEL = 0.5
"""Points by which glyphs may differ that stand on one line."""


def with_raised(sheet: Sheet, units: str) -> str:
    """Return a page's text with superscripts for digits that are raised."""
    places = [*_behind_words(units), *_behind_numbers(sheet, units)]
    if not places:
        return units
    kept = list(units)
    wanted = [glyph for first, _, beside in places for glyph in (first, beside)]
    boxes, origins = sheet.glyphs.char_boxes(wanted), sheet.glyphs.origins(wanted)
    tight = sheet.glyphs.tight([first for first, _, _ in places])
    for index, (first, end, _) in enumerate(places):
        digit, letter = boxes[2 * index : 2 * index + 2]
        if digit is None or letter is None:
            continue
        height = abs(letter[1] - letter[3])
        rise = sheet.point(*origins[2 * index + 1])[1] - sheet.point(*origins[2 * index])[1]
        smaller = abs(digit[1] - digit[3]) <= SMALLER * height and HIGHER * height <= rise < height
        if smaller or _hovers(tight[index], origins[2 * index][1], height):
            kept[first:end] = raised(units[first:end])
    return "".join(kept)


def _hovers(digit: CharBox | None, baseline: float, height: float) -> bool:
    """Return whether a digit's foot is above its baseline, as in a font that has raised digits of its own, of the same size as others."""
    return digit is not None and FOOT * height <= digit[3] - baseline < height


def _behind_words(units: str) -> list[tuple[int, int, int]]:
    return [place for match in _CANDIDATE.finditer(units) if (place := _beside(units, *match.span())) is not None]


def _behind_numbers(sheet: Sheet, units: str) -> Iterator[tuple[int, int, int]]:
    """Yield [first, end) of the digits at the end of a number that don't stand on its line, and its first glyph."""
    spans = [match.span() for match in _NUMBER.finditer(units)]
    starts = sheet.glyphs.origins([start for start, _ in spans])
    ends = sheet.glyphs.origins([end - 1 for _, end in spans])
    for (start, end), one, other in zip(spans, starts, ends, strict=True):
        if not _level(one, other):
            places = sheet.glyphs.origins(range(start, end))
            yield start + next(n for n, place in enumerate(places) if not _level(one, place)), end, start


def _level(one: tuple[float, float], other: tuple[float, float]) -> bool:
    """Return whether two glyphs stand on a line, across the page or along it."""
    return abs(one[1] - other[1]) <= LEVEL or abs(one[0] - other[0]) <= LEVEL


def _beside(units: str, first: int, end: int) -> tuple[int, int, int] | None:
    """Return [first, end) of digits and the glyph to compare them with: the one before, else the next letter; None if there is none."""
    if units[end : end + 1].isdigit():
        return None
    if first and units[first - 1] not in "\r\n":
        return first, end, first - 1
    return first, end, end + (units[end : end + 1] == " ")
