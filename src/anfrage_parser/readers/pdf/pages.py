"""Open a PDF with PDFium, iterate over its pages, and detect pages that are images."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2_raw as pdfium

from anfrage_parser.readers.options import Options
from anfrage_parser.readers.pdf.errors import damaged, encrypted

PASSWORD = 4
"""PDFium's code for a missing or wrong password."""

PICTURED = 0.2
"""Share of its area that images must cover for a page to count as an image."""

OUTLINED = 200
"""Number of paths from which a page's letters may be drawn as outlines."""


def opened(data: bytes, passwords: Sequence[str]) -> Any:
    """Open a document with PDFium, without copying the bytes, using the first password that fits."""
    _init()
    for password in (None, *passwords):
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), password.encode() if password is not None else None)
        if document:
            return document
        code = pdfium.FPDF_GetLastError()
        if code != PASSWORD:
            break
    raise encrypted(passwords) if code == PASSWORD else damaged()


_started: list[bool] = []


def _init() -> None:
    if not _started:
        pdfium.FPDF_InitLibrary()
        _started.append(True)


def pages_of(data: bytes, numbers: Sequence[int], options: Options) -> Iterator[tuple[int, Any]]:
    """Yield (number, PDFium page) of the pages that can be loaded."""
    document = opened(data, options.passwords)
    try:
        for number in numbers:
            if page := pdfium.FPDF_LoadPage(document, number - 1):
                try:
                    yield number, page
                finally:
                    pdfium.FPDF_ClosePage(page)
    finally:
        pdfium.FPDF_CloseDocument(document)


def is_pictured(page: Any) -> bool:
    """Return whether images, even in strips, cover much of a page, or it has so many paths that they may be letters."""
    area = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    shapes, covered = 0, 0.0
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        shapes += kind == pdfium.FPDF_PAGEOBJ_PATH
        covered += _area(item) if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) else 0.0
        if shapes >= OUTLINED or covered >= PICTURED * area:
            return True
    return False


def _area(item: Any) -> float:
    box = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *box):
        return 0.0
    left, bottom, right, top = (side.value for side in box)
    return (right - left) * (top - bottom)
