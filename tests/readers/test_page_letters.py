"""What is asked of PDFium for many letters at once is what it says of each."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2.raw as pdfium
import pytest

from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.fragments import Extract
from anfrage_parser.readers.options import Options
from anfrage_parser.readers.pdf.glyphs import NAME, Glyphs, objects_of, shapes
from anfrage_parser.readers.pdf.pages import opened
from anfrage_parser.readers.pdf.pdfium import extract
from tests.pdfs import letter, pdf
from tests.readers.test_tables import form, strokes

PAGES = {
    "a letter": pdf([letter()]),
    "turned": pdf([letter()], rotate=90),
    "small and cropped": pdf([letter()], font="Courier", size=7, crop=(30, 40, 500, 800)),
    "nothing": pdf([[]]),
    "a table": form(strokes),
}


@contextmanager
def page_of(data: bytes) -> Iterator[tuple[Any, Any]]:
    document = opened(data, ())
    page = pdfium.FPDF_LoadPage(document, 0)
    text_page = pdfium.FPDFText_LoadPage(page)
    try:
        yield page, text_page
    finally:
        pdfium.FPDFText_ClosePage(text_page)
        pdfium.FPDF_ClosePage(page)
        pdfium.FPDF_CloseDocument(document)


def loose(text_page: Any, number: int) -> tuple[float, ...] | None:
    rect = pdfium.FS_RECTF()
    found = pdfium.FPDFText_GetLooseCharBox(text_page, number, rect)
    return (rect.left, rect.top, rect.right, rect.bottom) if found else None


def tight(text_page: Any, number: int) -> tuple[float, ...] | None:
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    found = pdfium.FPDFText_GetCharBox(text_page, number, left, right, bottom, top)
    return (left.value, top.value, right.value, bottom.value) if found else None


def is_bold(text_page: Any, number: int) -> bool:
    name = ctypes.create_string_buffer(NAME)
    size = pdfium.FPDFText_GetFontInfo(text_page, number, name, NAME, None)
    return 0 < size <= NAME and b"bold" in name.value.lower()


@pytest.mark.parametrize("data", PAGES.values(), ids=PAGES.keys())
def test_letters_are_as_pdfium_says_of_each(data: bytes) -> None:
    with page_of(data) as (_, text_page):
        letters = Glyphs(text_page)
        count = pdfium.FPDFText_CountChars(text_page)
        numbers = [-1, *range(count), count, count + 9]  # there are none of the first and the last two
        assert letters.char_boxes(numbers) == [loose(text_page, number) for number in numbers]
        assert letters.tight(numbers) == [tight(text_page, number) for number in numbers]
        assert letters.sizes(numbers) == [pdfium.FPDFText_GetFontSize(text_page, number) for number in numbers]
        assert letters.bold(numbers) == [is_bold(text_page, number) for number in numbers]
        assert letters.char_boxes(numbers)[0] is None and None not in letters.char_boxes(range(count))
        hyphens = {"\ufffe": 2}  # what stands in the text for a hyphen at a line's end is called U+0002 there
        units = [hyphens.get(unit, ord(unit)) for unit in letters.text()]
        assert units == [pdfium.FPDFText_GetUnicode(text_page, number) for number in range(count)]
        assert not any(ask([]) for ask in (letters.char_boxes, letters.tight, letters.sizes, letters.bold))


@pytest.mark.parametrize("data", PAGES.values(), ids=PAGES.keys())
def test_shapes_are_the_paths_among_the_objects(data: bytes) -> None:
    with page_of(data) as (page, _):
        kinds = [pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, i)) for i in range(pdfium.FPDFPage_CountObjects(page))]
        assert shapes(objects_of(page)[1]) == [number for number, kind in enumerate(kinds) if kind == pdfium.FPDF_PAGEOBJ_PATH]
        assert bool(shapes(objects_of(page)[1])) == (data is PAGES["a table"])


def test_a_page_with_little_text_and_no_picture_is_not_drawn() -> None:
    short = pdf([letter(), [(300.0, 800.0, "Seite 2 von 2")]])
    found: Extract = extract(short, Options())
    assert found.plain == [2] and extract(short, Options(ocr="off")).plain == []
    source = read_bytes(short, "x", scanner=lambda *asked: pytest.fail(f"asked to draw {asked[1]}"))
    assert source.pages == 2 and "Seite 2 von 2" in source.text
