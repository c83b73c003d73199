"""What PDFium is asked about many letters, or all objects, of a page.

Its own bindings make a pointer of every argument and result, which takes longer than the answer: these pass addresses as numbers,
and the answers go into an array for all of them.
"""

import ctypes
from array import array
from collections.abc import Sequence
from itertools import repeat
from typing import Any

import pypdfium2_raw as pdfium

RECTANGLE, NUMBER = 4 * 4, 8
"""Bytes of PDFium's rectangles, and of its numbers."""

NAME = 128
"""Bytes of a font's name; longer ones are not looked at."""

CharBox = tuple[float, float, float, float]
"""left, top, right, bottom of a letter's loose box, in the page's own coordinates; where mirrored, right is left of left."""


def _quick(function: Any, result: Any, *arguments: Any) -> Any:
    """A function of PDFium's that answers at once, for addresses as numbers."""
    return ctypes.PYFUNCTYPE(result, *arguments)(address(function))


def address(handle: Any) -> int:
    """Where a pointer points."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


_count = _quick(pdfium.FPDFText_CountChars, ctypes.c_int, ctypes.c_void_p)
_text = _quick(pdfium.FPDFText_GetText, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_int, ctypes.c_void_p)
_loose_box = _quick(pdfium.FPDFText_GetLooseCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p)
_tight_box = _quick(pdfium.FPDFText_GetCharBox, ctypes.c_int, ctypes.c_void_p, ctypes.c_int, *[ctypes.c_void_p] * 4)
_font_size = _quick(pdfium.FPDFText_GetFontSize, ctypes.c_double, ctypes.c_void_p, ctypes.c_int)
_font_info = _quick(
    pdfium.FPDFText_GetFontInfo, ctypes.c_ulong, ctypes.c_void_p, ctypes.c_int, ctypes.c_void_p, ctypes.c_ulong, ctypes.c_void_p
)
_object = _quick(pdfium.FPDFPage_GetObject, ctypes.c_void_p)  # arguments that are checked take a third longer; Chromium draws each letter
_type = _quick(pdfium.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)


class Glyphs:
    """The letters of a page; each is called by its number."""

    def __init__(self, text_page: Any) -> None:
        self._page = address(text_page)

    def text(self) -> str:
        """All of them, one UTF-16 unit a letter, so that their numbers are PDFium's own."""
        count = _count(self._page)
        if count <= 0:
            return ""
        units = array("H", bytes(2 * (count + 1)))
        written = _text(self._page, 0, count, units.buffer_info()[0])
        return units[: max(written - 1, 0)].tobytes().decode("utf-16-le", "surrogatepass")

    def char_boxes(self, numbers: Sequence[int]) -> list[CharBox | None]:
        """The loose box of each of some letters; None for what has none."""
        sides = array("f", bytes(RECTANGLE * len(numbers)))
        found = list(map(_loose_box, repeat(self._page), numbers, _slots(sides, RECTANGLE)))
        boxes = zip(sides[::4], sides[1::4], sides[2::4], sides[3::4], strict=True)
        return list(boxes) if all(found) else [box if there else None for box, there in zip(boxes, found, strict=True)]

    def tight(self, numbers: Sequence[int]) -> list[CharBox | None]:
        """What each of some letters covers itself, if anything."""
        lefts, rights, bottoms, tops = sides = [array("d", bytes(NUMBER * len(numbers))) for _ in range(4)]
        found = list(map(_tight_box, repeat(self._page), numbers, *(_slots(side, NUMBER) for side in sides)))
        boxes = zip(lefts, tops, rights, bottoms, found, strict=True)
        return [(left, top, right, bottom) if there else None for left, top, right, bottom, there in boxes]

    def sizes(self, numbers: Sequence[int]) -> list[float]:
        """The font size of each of some letters."""
        return list(map(_font_size, repeat(self._page), numbers))

    def bold(self, numbers: Sequence[int]) -> list[bool]:
        """Whether the name of a letter's font says so, for each of some letters; the font's weight is not to be trusted."""
        room = array("B", bytes(NAME * len(numbers)))
        lengths = list(map(_font_info, repeat(self._page), numbers, _slots(room, NAME), repeat(NAME), repeat(None)))
        names = room.tobytes()
        starts = range(0, len(names), NAME)
        called = [names[at : at + length] if length <= NAME else b"" for at, length in zip(starts, lengths, strict=True)]
        says = {name: b"bold" in name.partition(b"\0")[0].lower() for name in set(called)}
        return [says[name] for name in called]


def _slots(room: "array[Any]", each: int) -> range:
    """The addresses of the places for each answer, so many bytes apart."""
    first, length = room.buffer_info()
    return range(first, first + length * room.itemsize, each)


def shapes(page: Any) -> list[int]:
    """Which objects of a page are paths: rules, areas, drawings."""
    handle, count = ctypes.cast(page, ctypes.c_void_p), pdfium.FPDFPage_CountObjects(page)
    kinds = list(map(_type, map(_object, repeat(handle), range(count))))
    if pdfium.FPDF_PAGEOBJ_PATH not in kinds:  # most pages
        return []
    return [index for index, kind in enumerate(kinds) if kind == pdfium.FPDF_PAGEOBJ_PATH]
