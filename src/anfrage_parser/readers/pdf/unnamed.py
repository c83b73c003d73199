"""Tell glyphs of fonts that don't name their letters: PDFium gives their number in the font instead, which may be any character."""

from anfrage_parser.readers.encodings import REPLACEMENT
from anfrage_parser.readers.legible import reads_well
from anfrage_parser.readers.pdf.glyphs import Glyphs
from anfrage_parser.text.patterns import compiled

NAMELESS = 0.2
"""Share of glyphs without a name from which a font that names none is at work, and not one that lacks a few."""

FEWEST_GLYPHS = 20

_CONTROL = compiled("[\x01\x03-\x08\x0b\x0c\x0e-\x1f]")
_UMLAUT = compiled("[ÄÖÜßäöü]")


def with_unnamed(glyphs: Glyphs) -> str:
    """Return a page's text with U+FFFD for letters that their font doesn't name.

    Asking for every glyph would double the cost of a page: only those without any umlaut, or with control characters, are asked about.
    A few glyphs count within words alone, since bullets often have no name; many, if their text doesn't happen to be right.
    """
    units = glyphs.text()
    if len(units) < FEWEST_GLYPHS or (_UMLAUT.search(units) and not _CONTROL.search(units)):
        return units
    numbers = glyphs.unnamed()
    if not numbers:
        return units
    units = glyphs.whole_text()
    unnamed = [number for number in numbers if units[number] not in " \r\n\t"]
    lost = unnamed if len(unnamed) > NAMELESS * len(units) and not reads_well(units) else _in_words(units, unnamed)
    kept = list(units)
    for number in lost:
        kept[number] = REPLACEMENT
    return "".join(kept)


def _in_words(units: str, unnamed: list[int]) -> list[int]:
    """Return the glyphs without a name, if one of them stands between two letters; else none."""
    letters = {number: (units[number - 1 : number].isalpha(), units[number + 1 : number + 2].isalpha()) for number in unnamed}
    if not any(before and after for before, after in letters.values()):
        return []
    return [number for number, (before, after) in letters.items() if before or after]
