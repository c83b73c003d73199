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

COVERED = 0.5
"""The same for a page with an imprint over it: a letter's logo and photographs cover less."""

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


def is_pictured(page: Any, bare: bool = True) -> bool:
    """Return whether images, even in strips, cover much of a page, or it has so many paths that they may be letters.

    A page that isn't bare counts only if images cover most of it.
    """
    area = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page) * (PICTURED if bare else COVERED)
    shapes, covered = 0, 0.0
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        shapes += kind == pdfium.FPDF_PAGEOBJ_PATH
        covered += _area(item) if _may_show(item, kind, bare) else 0.0
        if shapes >= OUTLINED or covered >= area:
            return True
    return False


def _may_show(item: Any, kind: int, bare: bool) -> bool:
    """Return whether an object is an image, or a form; on a page that isn't bare, a form with an image in it."""
    if kind != pdfium.FPDF_PAGEOBJ_FORM or bare:
        return kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM)
    inner = (pdfium.FPDFFormObj_GetObject(item, index) for index in range(min(pdfium.FPDFFormObj_CountObjects(item), OUTLINED)))
    return any(pdfium.FPDFPageObj_GetType(own) == pdfium.FPDF_PAGEOBJ_IMAGE for own in inner)


def _area(item: Any) -> float:
    box = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *box):
        return 0.0
    left, bottom, right, top = (side.value for side in box)
    return (right - left) * (top - bottom)
