"""Render a page with and without some of its objects, to tell which of them are seen."""

import ctypes
from array import array
from collections.abc import Sequence
from typing import Any

import pypdfium2_raw as pdfium

from anfrage_parser.readers.pdf.glyphs import quick

DIFFERENCE = 20
"""Smallest difference of a grey value, out of 255, that the eye sees."""

MOST_PIXELS = 1_000
"""Pixels of the longer side of a rendered page."""

Bounds = tuple[float, float, float, float]
"""(left, bottom, right, top) in page coordinates."""

_bounds = quick(pdfium.FPDFPageObj_GetBounds, ctypes.c_int, ctypes.c_void_p, *[ctypes.c_void_p] * 4)


def bounds_of(item: int) -> Bounds | None:
    """Return the bounds of an object; None if it has none."""
    sides = array("f", bytes(16))
    at = sides.buffer_info()[0]
    return (sides[0], sides[1], sides[2], sides[3]) if _bounds(item, at, at + 4, at + 8, at + 12) else None


def without_trace(page: Any, doubtful: Sequence[int]) -> set[int]:
    """Return the objects whose absence doesn't change the rendered page."""
    handles = [ctypes.cast(item, pdfium.FPDF_PAGEOBJECT) for item in doubtful]
    scale = MOST_PIXELS / max(pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page), 1.0)
    width, height = (max(1, round(side * scale)) for side in (pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)))
    shown = _rendered(page, width, height)
    for handle in handles:
        pdfium.FPDFPageObj_SetIsActive(handle, False)
    hidden = _rendered(page, width, height)
    for handle in handles:
        pdfium.FPDFPageObj_SetIsActive(handle, True)
    if shown is None or hidden is None:
        return set()
    return {item for item in doubtful if not _differ(page, item, (width, height), shown, hidden)}


def _rendered(page: Any, width: int, height: int) -> bytes | None:
    """Return the page in grey, a byte per pixel; None if there is no memory."""
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        return None
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_GRAYSCALE)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        data = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
        return b"".join(data[row * stride : row * stride + width] for row in range(height)) if stride != width else data
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def _differ(page: Any, item: int, size: tuple[int, int], shown: bytes, hidden: bytes) -> bool:
    """Return whether two renderings differ where an object lies; an object off the page is in neither."""
    bounds = bounds_of(item)
    if bounds is None:
        return True
    width, height = size
    corners = []
    for across, up in ((bounds[0], bounds[1]), (bounds[2], bounds[3])):
        x, y = ctypes.c_int(), ctypes.c_int()
        pdfium.FPDF_PageToDevice(page, 0, 0, width, height, 0, across, up, x, y)
        corners.append((x.value, y.value))
    (x0, y0), (x1, y1) = corners
    left, right, top, bottom = max(min(x0, x1), 0), min(max(x0, x1) + 1, width), max(min(y0, y1), 0), min(max(y0, y1) + 1, height)
    for row in range(top, bottom):
        first, last = row * width + left, row * width + right
        if shown[first:last] != hidden[first:last] and _is_visible(shown[first:last], hidden[first:last]):
            return True
    return False


def _is_visible(one: bytes, other: bytes) -> bool:
    return max((abs(a - b) for a, b in zip(one, other, strict=True)), default=0) >= DIFFERENCE
