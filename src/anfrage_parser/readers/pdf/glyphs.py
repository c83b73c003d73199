"""Fast queries to PDFium about many glyphs, or all objects, of a page.

pypdfium2 creates ctypes pointers for every argument and result, which takes longer than the call. Here, addresses are passed as
integers, and results are written to one array.
"""

import ctypes
from array import array
from collections.abc import Sequence
from itertools import repeat
from typing import Any

import pypdfium2_raw as pdfium

RECTANGLE, NUMBER = 4 * 4, 8
"""Bytes of PDFium's FS_RECTF and of a double."""

NAME = 128
"""Bytes of a font's name; longer ones are ignored."""

CharBox = tuple[float, float, float, float]
"""(left, top, right, bottom) of a glyph's loose box in page coordinates; if mirrored, right < left."""


def quick(function: Any, result: Any, *arguments: Any) -> Any:
    """Return a PDFium function that takes addresses as integers."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


def address(handle: Any) -> int:
    """Return the address of a pointer."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


_count = quick(pdfium.FPDFText_CountChars, ctypes.c_int, ctypes.c_void_p)
_text = quick(pdfium.FPDFText_GetText, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_void_p)
_loose_box = quick(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_tight_box = quick(pdfium.FPDFText_GetCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4)
_origin = quick(pdfium.FPDFText_GetCharOrigin, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 2)
_font_size = quick(pdfium.FPDFText_GetFontSize, ctypes.c_double, ctypes.c_void_p, ctypes.c_int)
_font_info = quick(
    pdfium.FPDFText_GetFontInfo, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p
)
_object = quick(pdfium.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
object_type = quick(pdfium.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)
_unnamed = quick(pdfium.FPDFText_HasUnicodeMapError, ctypes.c_int, ctypes.c_void_p, ctypes.c_int)
_code = quick(pdfium.FPDFText_GetUnicode, ctypes.c_uint, ctypes.c_void_p, ctypes.c_int)


class Glyphs:
    """The glyphs of a page, referred to by their index."""

    def __init__(self, text_page: Any) -> None:
        self._page = address(text_page)

    def text(self) -> str:
        """Return their text, one UTF-16 code unit per glyph, so that indexes are PDFium's."""
        count = _count(self._page)
        if count <= 0:
            return ""
        units = array("H", bytes(2 * (count + 1)))
        written = _text(self._page, 0, count, units.buffer_info()[0])
        return units[: max(written - 1, 0)].tobytes().decode("utf-16-le", "surrogatepass")

    def unnamed(self) -> list[int]:
        """Return which glyphs have a font that doesn't name their letter; their text is a mere number of the font."""
        return [number for number, fails in enumerate(map(_unnamed, repeat(self._page), range(_count(self._page)))) if fails == 1]

    def whole_text(self) -> str:
        """Return the text also with the glyphs that PDFium leaves out of it, as unlikely to be letters."""
        codes = map(_code, repeat(self._page), range(_count(self._page)))
        return "".join(chr(code) if code <= 0xFFFF else "\ufffd" for code in codes)

    def char_boxes(self, numbers: Sequence[int]) -> list[CharBox | None]:
        """Return the loose box of each glyph; None if it has none."""
        sides = array("f", bytes(RECTANGLE * len(numbers)))
        found = list(map(_loose_box, repeat(self._page), numbers, slots(sides, RECTANGLE)))
        boxes = zip(sides[::4], sides[1::4], sides[2::4], sides[3::4], strict=True)
        return list(boxes) if all(found) else [box if there else None for box, there in zip(boxes, found, strict=True)]

    def tight(self, numbers: Sequence[int]) -> list[CharBox | None]:
        """Return the tight box of each glyph; None if it has none."""
        lefts, rights, bottoms, tops = sides = [array("d", bytes(NUMBER * len(numbers))) for _ in range(4)]
        found = list(map(_tight_box, repeat(self._page), numbers, *(slots(side, NUMBER) for side in sides)))
        boxes = zip(lefts, tops, rights, bottoms, found, strict=True)
        return [(left, top, right, bottom) if there else None for left, top, right, bottom, there in boxes]

    def origins(self, numbers: Sequence[int]) -> list[tuple[float, float]]:
        """Return where each glyph stands on its baseline, in page coordinates."""
        lefts, lines = places = [array("d", bytes(NUMBER * len(numbers))) for _ in range(2)]
        for _ in map(_origin, repeat(self._page), numbers, *(slots(place, NUMBER) for place in places)):
            pass
        return list(zip(lefts, lines, strict=True))

    def sizes(self, numbers: Sequence[int]) -> list[float]:
        """Return the font size of each glyph."""
        return list(map(_font_size, repeat(self._page), numbers))

    def bold(self, numbers: Sequence[int]) -> list[bool]:
        """Return whether each glyph is bold, by its font's name, as the font's weight is unreliable."""
        room = array("B", bytes(NAME * len(numbers)))
        lengths = list(map(_font_info, repeat(self._page), numbers, slots(room, NAME), repeat(NAME), repeat(None)))
        names = room.tobytes()
        starts = range(0, len(names), NAME)
        called = [names[at : at + length] if length <= NAME else b"" for at, length in zip(starts, lengths, strict=True)]
        says = {name: b"bold" in name.partition(b"\0")[0].lower() for name in set(called)}
        return [says[name] for name in called]


def slots(room: "array[Any]", each: int) -> range:
    """Return the address of each result in an array, `each` bytes apart."""
    first, length = room.buffer_info()
    return range(first, first + length * room.itemsize, each)


def objects_of(page: Any) -> tuple[list[int], list[int]]:
    """Return the objects of a page and their types, in the order of painting."""
    handles = list(map(_object, repeat(address(page)), range(pdfium.FPDFPage_CountObjects(page))))
    return handles, list(map(object_type, handles))


def shapes(kinds: Sequence[int]) -> list[int]:
    """Return the indexes of a page's path objects: rules, areas, drawings."""
    if pdfium.FPDF_PAGEOBJ_PATH not in kinds:  # most pages
        return []
    return [index for index, kind in enumerate(kinds) if kind == pdfium.FPDF_PAGEOBJ_PATH]
