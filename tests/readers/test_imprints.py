"""Scans behind a little text: a fax line, a portal's foot, a page number, a stamp of receipt are no text layer."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from anfrage_parser.errors import NotAnInquiryError
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.options import Options
from anfrage_parser.readers.pdf.pages import is_pictured, pages_of
from tests.pdfs import Mark, letter, pdf
from tests.readers.fake_tesseract import only
from tests.readers.test_ocr import forget, needs_tesseract, reads
from tools.letters.scan import ScanStyle, scanned

__all__ = ["forget", "reads"]

IMPRINTS: dict[str, list[Mark]] = {
    "a fax line": [(30.0, 14.0, "03-04-2025 09:14 FROM: SPD-Fraktion Auental +49 6699 41207 TO: +49 6699 41100 P. 001/002")],
    "a portal's foot": [
        (60.0, 815.0, "Dieses Dokument wurde aus dem Ratsinformationssystem der Stadt Auental heruntergeladen."),
        (60.0, 829.0, "https://ris.auental.example/vorgang/4711  abgerufen am 04.04.2025"),
    ],
    "a page number": [(280.0, 828.0, "Anlage 3 zur Niederschrift vom 08.04.2025, Seite 1 von 2")],
    "a stamp of receipt": [
        (420.0, 40.0, "Stadtverwaltung Auental"),
        (420.0, 54.0, "Posteingang Hauptamt"),
        (420.0, 68.0, "04. April 2025"),
        (420.0, 82.0, "Amt 10   Anlagen: 0   Hdz.: Mü"),
    ],
    "a scanner's line": [(30.0, 836.0, "Scanned with MobileScan Pro 8.1 - Original archived 2025-04-04 as DOC-000004711-2025")],
    "a fax line and a foot": [
        (30.0, 14.0, "03-APR-2025 09:14 SPD Auental 06699 41207 S.01"),
        (60.0, 829.0, "Ratsinformationssystem Auental, Vorgang 4711, Seite 1"),
    ],
}
PAPER = scanned(pdf([letter()]), ScanStyle(dpi=200))[0]


def sheet(marks: list[Mark], picture: Image.Image = PAPER, how: str = "whole") -> bytes:
    """A page with a picture (whole, in strips, or within a form) and some text on it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    if how == "strips":
        for top in range(0, picture.height, 200):
            strip = picture.crop((0, top, picture.width, min(top + 200, picture.height)))
            scale = A4[1] / picture.height
            canvas.drawImage(ImageReader(strip), 0, A4[1] - (top + strip.height) * scale, A4[0], strip.height * scale)
    else:
        if how == "form":
            canvas.beginForm("blatt", 0, 0, *A4)
        canvas.drawImage(ImageReader(picture), 0, 0, *A4)
        if how == "form":
            canvas.endForm()
            canvas.doForm("blatt")
    canvas.setFont("Helvetica", 9)
    for x, y, text in marks:
        canvas.drawString(x, A4[1] - y, text)
    canvas.save()
    return out.getvalue()


@needs_tesseract
@pytest.mark.parametrize("name", IMPRINTS)
def test_what_is_behind_an_imprint_is_recognised(name: str) -> None:
    source = read_bytes(sheet(IMPRINTS[name]), "x.pdf")
    assert source.reader.startswith("ocr")
    assert parse_source(source)[0].number == "0815/2024"


@pytest.mark.parametrize("how", ["whole", "strips", "form"])
@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_pictures_come_in_many_ways(how: str, reader: str, reads: str) -> None:
    assert read_bytes(sheet(IMPRINTS["a fax line"], how=how), "x.pdf", Options(reader)).reader.startswith("ocr")


SHORT = [(70.0, 100.0, "SPD-Fraktion Auental"), (70.0, 120.0, "Anfrage 5/2025"), (70.0, 140.0, "1. Wann öffnet der Weg am Ufer?")]
BLANK = Image.new("L", (300, 420), 235)


@needs_tesseract
def test_a_short_letter_on_coloured_paper_keeps_its_text() -> None:
    assert read_bytes(sheet(SHORT, BLANK), "x.pdf").reader == "pdfium"


def test_a_letter_with_a_logo_or_a_full_page_is_not_looked_at() -> None:
    def small(canvas: Canvas) -> None:
        canvas.drawImage(ImageReader(BLANK), 300, 600, 250, 200)

    def form(canvas: Canvas) -> None:
        canvas.beginForm("kopf", 0, 0, *A4)
        canvas.rect(10, 10, 500, 800)
        canvas.endForm()
        canvas.doForm("kopf")

    for draw in (small, form):
        assert not any(is_pictured(page, False) for _, page in pages_of(_drawn(draw), [1], Options()))


def _drawn(draw: Callable[[Canvas], None]) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4)
    draw(canvas)
    canvas.save()
    return out.getvalue()


def test_without_tesseract_the_text_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, tmp_path)
    source = read_bytes(sheet(IMPRINTS["a portal's foot"]), "x.pdf")
    assert (source.reader, source.unread_pages) == ("pdfium", (1,))
    with pytest.raises(NotAnInquiryError):
        parse_source(source)
