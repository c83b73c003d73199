"""How lines are set travels on with them: their size, whether they are bold or centred; from every kind of document that says so."""

from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from anfrage_parser.model import Source
from anfrage_parser.readers import extract, read_bytes
from anfrage_parser.readers.fragments import Extract, Look
from anfrage_parser.readers.office.sheet import Sheet, cell_of
from anfrage_parser.readers.options import Options
from anfrage_parser.sandbox.wire import pack, to_extract, to_reply, unpack
from tests.readers.test_visible import LETTER, drawn
from tools.letters.docx import Parts, package
from tools.letters.odt import package as odt

Row = tuple[str, float | None, bool, bool]


def rows(source: Source) -> list[Row]:
    return [(line.text, line.size, line.bold, line.centred) for line in source.lines if line.text]


STYLES = (
    "<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val='22'/></w:rPr></w:rPrDefault></w:docDefaults>"
    "<w:style w:type='paragraph' w:default='1' w:styleId='Standard'/>"
    "<w:style w:type='paragraph' w:styleId='Titel'><w:pPr><w:jc w:val='center'/></w:pPr><w:rPr><w:b/><w:sz w:val='32'/></w:rPr></w:style>"
    "<w:style w:type='paragraph' w:styleId='Unter'><w:basedOn w:val='Titel'/><w:rPr><w:b w:val='0'/></w:rPr></w:style>"
    "<w:style w:type='character' w:styleId='Fett'><w:rPr><w:b/></w:rPr></w:style>"
)


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def p(runs: str, look: str = "") -> str:
    return f"<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>"


CELL = "<w:tc>{}</w:tc>"
WORD = package(Parts(
    p(run("Gutachten"), "<w:pStyle w:val='Titel'/>")
    + p(run("zum Ufer"), "<w:pStyle w:val='Unter'/>")
    + p(run("Mitte", "<w:rStyle w:val='Fett'/>"), "<w:jc w:val='center'/>")
    + p(run("Betreff: ") + run("Ufer", "<w:b/>"))
    + p(run("Groß", "<w:sz w:val='40'/>") + run(" und "))
    + "<w:tbl><w:tr>" + CELL.format(p(run("Kopf", "<w:b/>")) + p(run("Zeile"))) + "</w:tr><w:tr>"
    + CELL.format(p(run("Von", "<w:b/>"))) + CELL.format(p(run("SPD"))) + "</w:tr></w:tbl>", "", STYLES,
))  # fmt: skip
ODT_STYLES = (
    "<style:default-style style:family='paragraph'><style:text-properties fo:font-size='11pt'/></style:default-style>"
    "<style:style style:name='T' style:family='paragraph'><style:paragraph-properties fo:text-align='center'/>"
    "<style:text-properties fo:font-weight='bold' fo:font-size='16pt'/></style:style>"
    "<style:style style:name='B' style:family='text'><style:text-properties fo:font-weight='bold'/></style:style>"
    "<style:style style:name='N' style:family='text'><style:text-properties fo:font-weight='normal' fo:font-size='9pt'/></style:style>"
)
MADE: dict[str, tuple[bytes, list[Row]]] = {
    "Word": (WORD, [
        ("Gutachten", 16, True, True), ("zum Ufer", 16, False, True), ("Mitte", 11, True, True), ("Betreff: Ufer", 11, False, False),
        ("Groß und", 20, False, False), ("Kopf", 11, True, False), ("Zeile", 11, False, False), ("Von   SPD", 11, False, False),
    ]),
    "Writer": (odt(
        "<text:p text:style-name='T'>Gutachten</text:p><text:p>Betreff: <text:span text:style-name='B'>Ufer</text:span></text:p>"
        "<text:p><text:span text:style-name='B'>Mitte</text:span></text:p>"
        "<text:p text:style-name='T'><text:span text:style-name='N'>klein</text:span></text:p>", ODT_STYLES),
        [("Gutachten", 16, True, True), ("Betreff: Ufer", 11, False, False), ("Mitte", 11, True, False), ("klein", 9, False, True)]),
    "rich text": (
        rb"{\rtf1\ansi\deff0 \pard\qc{\b\fs32 Gutachten}\par\pard Betreff: {\b Ufer}\par\b\fs22 Mitte\par\plain Ende\par}",
        [("Gutachten", 16, True, True), ("Betreff: Ufer", 12, False, False), ("Mitte", 11, True, False), ("Ende", 12, False, False)]),
    "a web page": (
        (b"<!DOCTYPE html><html><body><h1>Gutachten</h1><p align=center>Mitte</p><center><b>Fett</b></center><p>Betreff: <strong>Ufer"
        b"</strong></p><p style='font-size:150%;font-weight:700;text-align:center'>Ufer</p><div style='font-size:8pt'><p>klein</p></div>"
        b"<table><tr><th>Von<td>SPD</table></body></html>"),
        [("Gutachten", 24, True, False), ("Mitte", 12, False, True), ("Fett", 12, True, True), ("Betreff: Ufer", 12, False, False),
         ("Ufer", 18, True, True), ("klein", 8, False, False), ("Von   SPD", 12, False, False)]),
}  # fmt: skip


@pytest.mark.parametrize("name", MADE)
def test_office_documents(name: str) -> None:
    data, wanted = MADE[name]
    assert rows(read_bytes(data, "x")) == wanted


@pytest.mark.parametrize("name", MADE)
def test_looks_travel_between_processes(name: str) -> None:
    kind = {"Word": "docx", "Writer": "odt", "rich text": "rtf", "a web page": "html"}[name]
    found = extract(MADE[name][0], kind, Options())
    assert found.looks and to_extract(unpack(type(to_reply(found)), pack(to_reply(found)))) == found


@pytest.mark.parametrize(("x", "text", "centred"), [
    (None, "Gutachten zum Ufer", True), (None, "Ö", True), (70.0, "Gutachten zum Ufer", False), (240.0, "Gutachten zum Ufer", False),
    (300.0, "Gutachten zum Ufer am Hafen", False),
])  # fmt: skip
@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_pages(x: float | None, text: str, centred: bool, reader: str) -> None:
    widest = max(Canvas("x", pagesize=A4).stringWidth(row[2], "Helvetica", 11) for row in LETTER)

    def title(canvas: Any) -> None:
        canvas.setFont("Helvetica-Bold", 14)
        if x is None:
            canvas.drawCentredString(70 + widest / 2, 670, text)
        else:
            canvas.drawString(x, 670, text)

    source = read_bytes(drawn(title), "x", options=Options(reader, ocr="off"))
    found = {line.text: (line.size, line.bold, line.centred) for line in source.lines}
    assert found[text] == (14.0, True, centred)
    assert sum(line.centred for line in source.lines) == centred


def test_a_text_says_nothing_of_its_looks() -> None:
    assert rows(read_bytes(b"Gutachten\n", "x")) == [("Gutachten", None, False, False)]


def test_pages_and_blank_lines_keep_their_looks() -> None:
    sheet, title = Sheet(), Look(16.0, True, True)
    sheet.paragraph("a", after=12.0, look=title)
    sheet.paragraph("b\fc")
    sheet.page()
    sheet.paragraph("d", look=title)
    sheet.row([cell_of("e\nf\fg")])
    found = sheet.extract()
    assert found == Extract(text="a\n\nb\fc\fd\ne\nf\ng", looks=[title, Look(), Look(), Look(), title, Look(), Look(), Look()])
