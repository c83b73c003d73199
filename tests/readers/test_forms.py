"""PDFs to fill in: what a form holds stands where it is seen; notes typed onto a page are text; forms without a page are named."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from anfrage_parser.errors import NoTextError
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.drawing import draw
from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.readers.ocr.filled_in import with_filled
from anfrage_parser.readers.options import Options
from tests.readers.test_ocr import forget, needs_tesseract
from tools.letters.scan import ScanStyle, scanned

__all__ = ["forget"]

LINES = (
    "Stadt Auental", "Anfrage", "Fraktion:", "Datum:", "Vorlage Nr.:", "Betreff:", "", "Wir fragen:", "1. Wann öffnet der Weg?",
    "2. Was kostet das?", "", "Mit freundlichen Grüßen", "Eva Muster",
)  # fmt: skip
TOP, STEP, LEFT, FIELD = 780.0, 26.0, 70.0, 160.0
VALUES = {2: "SPD-Fraktion", 3: "18.11.2024", 4: "0815/2024", 5: "Öffnung des Uferwegs"}
"""What is filled in beside a line."""


def read(data: bytes, reader: str = "auto") -> Any:
    """The record of a PDF."""
    (record,) = parse_source(read_bytes(data, "x.pdf", Options(reader)))
    return record


def form(fill: Callable[[Canvas], None], lines: tuple[str, ...] = LINES) -> bytes:
    """A PDF of some lines, with whatever fields are drawn onto it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    for number, line in enumerate(lines):
        canvas.drawString(LEFT, TOP - number * STEP, line)
    fill(canvas)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


def text_fields(canvas: Canvas, **more: Any) -> None:
    for row, value in VALUES.items():
        canvas.acroForm.textfield(value=value, name=f"f{row}", x=FIELD, y=TOP - row * STEP - 5, width=300, height=18, fontSize=10, **more)


def check_values(record: Any) -> None:
    assert (record.parties, str(record.date), record.number, record.title) == (["SPD"], "2024-11-18", "0815/2024", "Öffnung des Uferwegs")
    assert [question.text for question in record.questions] == ["Wann öffnet der Weg?", "Was kostet das?"]
    assert record.unassigned == []


@pytest.mark.parametrize("reader", ["auto", "pdfplumber"])
def test_text_fields(reader: str) -> None:
    check_values(read(form(text_fields), reader))


def test_text_fields_without_appearance() -> None:
    check_values(read(form(text_fields).replace(b"/AP", b"/XX")))


def test_fields_that_nobody_sees_are_not_read() -> None:
    record = read(form(lambda canvas: text_fields(canvas, annotationFlags="hidden")))
    assert (record.parties, record.number) == ([], None)


def test_fields_whose_text_is_printed_as_well_count_once() -> None:
    def both(canvas: Canvas) -> None:
        text_fields(canvas)
        for row, value in VALUES.items():
            canvas.drawString(FIELD + 2, TOP - row * STEP, value)

    check_values(read(form(both)))


def test_a_field_of_several_lines() -> None:
    lines = (*LINES[:8], "", "", "", *LINES[11:])

    def fill(canvas: Canvas) -> None:
        text_fields(canvas)
        canvas.acroForm.textfield(
            value="1. Wann öffnet der Weg?\n2. Was kostet das?\n3. Wer zahlt?", name="q", x=LEFT, y=TOP - 10 * STEP, width=400, height=60,
            fieldFlags="multiline",
        )  # fmt: skip

    record = read(form(fill, lines))
    assert [question.text for question in record.questions] == ["Wann öffnet der Weg?", "Was kostet das?", "Wer zahlt?"]


@pytest.mark.parametrize(("chosen", "parties"), [("CDU-Fraktion", ["CDU"]), ("Bitte wählen", [])])
def test_a_list_gives_what_is_chosen(chosen: str, parties: list[str]) -> None:
    def fill(canvas: Canvas) -> None:
        options = ["Bitte wählen", "SPD-Fraktion", "CDU-Fraktion"]
        canvas.acroForm.choice(value=chosen, options=options, name="c", x=FIELD, y=TOP - 2 * STEP - 5, width=200, height=18)

    assert read(form(fill)).parties == parties


BOXES = (*LINES[:2], "Antragsteller:        CDU           SPD           FDP", "Datum: 18.11.2024", "", "Betreff: Bäume", *LINES[6:])


@pytest.mark.parametrize("kind", ["checkbox", "radio"])
@pytest.mark.parametrize("ticked", [0, 1, 2])
def test_boxes_give_what_is_ticked(kind: str, ticked: int) -> None:
    lines = (*BOXES[:2], "Antragsteller:", *BOXES[3:])

    def fill(canvas: Canvas) -> None:
        for number, name in enumerate(("CDU", "SPD", "FDP")):
            x, y = FIELD + 80 * number, TOP - 2 * STEP
            canvas.drawString(x + 18, y, name)
            if kind == "checkbox":
                canvas.acroForm.checkbox(name=name, checked=number == ticked, x=x, y=y - 3, size=12)
            else:
                canvas.acroForm.radio(name="group", value=name, selected=number == ticked, x=x, y=y - 3, size=12)

    record = read(form(fill, lines))
    assert (record.parties, record.title, record.unassigned) == ([("CDU", "SPD", "FDP")[ticked]], "Bäume", [])


def raw(annotations: str, catalog: str = "", text: str = "") -> bytes:
    """A PDF written by hand, as other programs write it: the value of a field stands at its parent."""
    lines = "".join(f"BT /F 11 Tf {LEFT} {TOP - STEP * n} Td ({line}) Tj ET\n" for n, line in enumerate(text.split("\n")))
    content = lines.encode("cp1252")
    return b"".join((
        f"%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R{catalog}>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
        "3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Annots[5 0 R 7 0 R]/Resources<</Font<</F "
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>>>>>>>\nendobj\n".encode("cp1252"),
        f"4 0 obj\n<</Length {len(content)}>>\nstream\n".encode(), content, b"endstream\nendobj\n",
        annotations.encode("cp1252"), b"\ntrailer\n<</Root 1 0 R>>\n",
    ))  # fmt: skip


HEAD = "Stadt Auental\nAnfrage\nFraktion:\nvom 18.11.2024\nBetreff: Uferweg\n\nWir fragen:\n1. Wann öffnet der Weg?\n2. Was kostet das?"
RECT = f"{FIELD} {TOP - 2 * STEP - 4} 400 {TOP - 2 * STEP + 14}"


def test_a_value_that_a_parent_holds() -> None:
    field = f"5 0 obj\n<</Type/Annot/Subtype/Widget/Parent 6 0 R/Rect[{RECT}]/F 4>>\nendobj\n"
    parent = "6 0 obj\n<</FT/Tx/T(a)/V(SPD)/Kids[5 0 R]>>\nendobj"
    assert read(raw(field + parent, "/AcroForm<</Fields[6 0 R]>>", HEAD)).parties == ["SPD"]


def test_a_field_for_passwords_is_not_read() -> None:
    field = f"5 0 obj\n<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(SPD)/Ff 8192/Rect[{RECT}]/F 4>>\nendobj"
    assert read(raw(field, "/AcroForm<</Fields[5 0 R]>>", HEAD)).parties == []


def note(text: str, y: float, kind: str = "FreeText", flags: int = 4) -> str:
    return f"5 0 obj\n<</Type/Annot/Subtype/{kind}/Contents({text})/DA(/Helv 10 Tf)/Rect[{LEFT} {y} 400 {y + 18}]/F {flags}>>\nendobj"


BELOW = TOP - 9 * STEP - 4


@pytest.mark.parametrize(
    ("annotation", "count"),
    [(note("3. Gibt es einen Plan?", BELOW), 3), (note("3. Wo?\\r4. Wer?", BELOW), 4), (note("3. Wo?", BELOW, flags=2), 2),
     (note("3. Wo?", BELOW, "Text"), 2), (note("", BELOW), 2), (note("3. Wo?", BELOW).replace("Rect", "Rekt"), 2)],
)  # fmt: skip
def test_notes_typed_onto_the_page(annotation: str, count: int) -> None:
    assert len(read(raw(annotation, "", HEAD.replace("Fraktion:", "SPD-Fraktion"))).questions) == count


WAIT = (
    "Please wait...\nIf this message is not eventually replaced with the proper contents of the document, your PDF\n"
    "viewer may not be able to display this type of document."
)
XFA = "/AcroForm<</Fields[]/XFA 9 0 R>>"
STREAM = "9 0 obj\n<</Length 12>>\nstream\n<xdp:xdp/>  \nendstream\nendobj"


@pytest.mark.parametrize(
    ("catalog", "text"),
    [(XFA, WAIT), ("/NeedsRendering true" + XFA, WAIT), ("", WAIT), ("/NeedsRendering true" + XFA, "Lade das Formular"), (XFA, ""),
     (XFA, "Bitte warten... Wenn diese Meldung nicht ersetzt wird, kann Ihr Programm das Dokument nicht anzeigen.")],
)  # fmt: skip
@pytest.mark.parametrize("ocr", ["auto", "off"])
def test_a_form_without_a_page_is_named(catalog: str, text: str, ocr: str) -> None:
    with pytest.raises(NoTextError, match="XFA"):
        read_bytes(raw(STREAM, catalog, text), "x.pdf", Options(ocr=ocr))


def test_a_form_of_adobe_with_pages_is_read() -> None:
    assert read(raw(STREAM, XFA, HEAD.replace("Fraktion:", "SPD-Fraktion"))).parties == ["SPD"]


def test_a_page_of_too_many_annotations_is_read_without_fields() -> None:
    field = f"5 0 obj\n<</Type/Annot/Subtype/Widget/FT/Tx/T(a)/V(SPD)/Rect[{RECT}]/F 4>>\nendobj"
    data = raw(field, "/AcroForm<</Fields[5 0 R]>>", HEAD)
    assert [read(data.replace(b"/Annots[5 0 R", b"/Annots[" + b"5 0 R " * count)).parties for count in (900, 1_100)] == [["SPD"] * 1, []]


@pytest.mark.parametrize("field", [
    "5 0 obj\n<</Type/Annot/Subtype/Widget/FT/Tx/V 5 0 R/Parent 5 0 R/Rect[0 0 1e38 1e38]>>\nendobj",
    "5 0 obj\n<</Type/Annot/Subtype/Widget/FT/Ch/Opt[1 [2] [[3]]]/I[9 -1]/V[1 2]/Rect[0 0 50 50]>>\nendobj",
    "5 0 obj\n<</Type/Annot/Subtype/Widget/FT/Btn/AS/Off/MK 7/Rect[9 9 5 5]>>\nendobj",
    "5 0 obj\n<</Type/Annot/Subtype/FreeText/Contents<D800D800>/Rect[70 70 300 90]>>\nendobj",
    "5 0 obj\n<</Type/Annot/Subtype/Widget/FT/Tx/V(" + "x" * 300_000 + ")/Rect[0 0 50 50]>>\nendobj",
])  # fmt: skip
def test_odd_fields_do_no_harm(field: str) -> None:
    record = read(raw(field, "/AcroForm<</Fields[5 0 R]>>", HEAD.replace("Fraktion:", "SPD-Fraktion")))
    assert (record.parties, len(record.questions)) == (["SPD"], 2)


def test_pictures_show_what_was_filled_in() -> None:
    (filled,), (empty,) = (list(draw(data, [1], 72)) for data in (form(text_fields), form(lambda _: None)))
    assert (filled.width, filled.height, filled.scale) == (empty.width, empty.height, empty.scale)
    row = slice(3 * filled.width * int(A4[1] - TOP + 2 * STEP - 8), 3 * filled.width * int(A4[1] - TOP + 2 * STEP + 2))
    assert sum(filled.rgb[row]) < sum(empty.rgb[row])


def scanned_form(values: dict[int, str], drawn: bool = True) -> bytes:
    """A scan of the empty form, with fields over it."""
    picture = scanned(form(lambda canvas: None), ScanStyle(dpi=200))[0]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.drawImage(ImageReader(picture), 0, 0, *A4)
    for row, value in values.items():
        canvas.acroForm.textfield(value=value, name=f"f{row}", x=FIELD, y=TOP - row * STEP - 5, width=300, height=18, fontSize=10)
    canvas.save()
    return out.getvalue() if drawn else out.getvalue().replace(b"/AP ", b"/XX ")


@needs_tesseract
@pytest.mark.parametrize("reader", ["auto", "pdfplumber"])
@pytest.mark.parametrize("drawn", [True, False])
def test_fields_over_a_scan_are_kept_when_it_is_recognised(drawn: bool, reader: str) -> None:
    record = read(scanned_form(VALUES, drawn), reader)
    check_values(record)


@needs_tesseract
def test_long_fields_over_a_scan_do_not_make_it_a_text() -> None:
    record = read(scanned_form({**VALUES, 6: "Der Weg am Ufer ist seit Jahren gesperrt, und niemand weiß, wann er öffnet. " * 5}))
    assert [question.text for question in record.questions] == ["Wann öffnet der Weg?", "Was kostet das?"] and record.parties == ["SPD"]


def test_recognised_words_give_way_to_fields() -> None:
    boxes = tuple((x, 10.0, x + 18.0, 20.0) for x in (10.0, 40.0, 60.0, 100.0))
    line = Fragment("Datum: 18. 11.2O24 Ende", 10, 10, 118, 20, 10, False, boxes, sure=(90.0, 50.0, 40.0, 91.0))
    field = Fragment("18.11.2024", 38, 9, 80, 21, 10, False, filled=True)
    page = with_filled([line], [field])
    assert [(f.text, f.x0, f.x1, f.sure) for f in page] == [
        ("Datum:", 10, 28, (90.0,)),
        ("Ende", 100, 118, (91.0,)),
        ("18.11.2024", 38, 80, ()),
    ]
    assert with_filled([line], []) == [line] and with_filled([line._replace(boxes=())], [field])[0].text == line.text
