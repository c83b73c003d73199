"""The files in a PDF: a portfolio is a cover page with the letters within it."""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2_raw as pdfium

from anfrage_parser.readers.fragments import Enclosed, Fragment
from anfrage_parser.readers.office.enclosing import MOST_ENCLOSED, named

LARGEST = 64 * 1024 * 1024
"""Largest file in bytes; a larger one is left out."""

PORTFOLIO = b"/Collection"
"""What the catalogue of a portfolio says, where it isn't compressed."""


def enclosed(document: Any, data: bytes, pages: Sequence[Sequence[Fragment]]) -> list[Enclosed]:
    """Return the files in a PDF whose own pages ask nothing, or which is a portfolio: a letter may bring its source, or a receipt."""
    count = pdfium.FPDFDoc_GetAttachmentCount(document)
    if count <= 0 or not (PORTFOLIO in data or not any("?" in fragment.text for page in pages for fragment in page)):
        return []
    return named(found) if (found := list(_files(document, min(count, MOST_ENCLOSED)))) else []


def _files(document: Any, count: int) -> Iterator[Enclosed]:
    for index in range(count):
        file = pdfium.FPDFDoc_GetAttachment(document, index)
        if file and (data := _data(file)) is not None:
            yield Enclosed(_name(file), data)


def _data(file: Any) -> bytes | None:
    size = ctypes.c_ulong()
    if not pdfium.FPDFAttachment_GetFile(file, None, 0, size) or not 0 < size.value <= LARGEST:
        return None
    buffer = ctypes.create_string_buffer(size.value)
    return buffer.raw if pdfium.FPDFAttachment_GetFile(file, buffer, size.value, size) else None


def _name(file: Any) -> str:
    size = pdfium.FPDFAttachment_GetName(file, None, 0)
    buffer = ctypes.create_string_buffer(max(size, 2))
    pdfium.FPDFAttachment_GetName(file, ctypes.cast(buffer, ctypes.POINTER(pdfium.FPDF_WCHAR)), size)
    return buffer.raw[: max(size - 2, 0)].decode("utf-16-le", "replace")
