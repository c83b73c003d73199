"""A page is what one sees: overlays, text that nobody sees, margins, columns and numbers of lines leave the record of a letter as it is."""

import io
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.options import Options
from anfrage_parser.record.build import as_dict
from tests.pdfs import Mark, turned

WIDTH, HEIGHT = A4
Draw = Callable[[Any], None]

LETTER: list[Mark] = [
    (70.0, 60.0, "Stadt Auental"),
    (70.0, 80.0, "Fraktion der SPD"),
    (70.0, 100.0, "Auental, 18.11.2024"),
    (70.0, 130.0, "Anfrage 0815/2024"),
    (70.0, 150.0, "Betreff: Sanierung des Uferwegs"),
    (70.0, 190.0, "Der Weg am Ufer ist seit dem Hochwasser gesperrt, und"),
    (70.0, 204.0, "niemand weiß, wann er wieder geöffnet wird. Viele Leute"),
    (70.0, 218.0, "warten seit Jahren auf eine Antwort der Verwaltung hierzu."),
    (70.0, 232.0, "Das Geld dafür steht seit dem letzten Jahr bereit."),
    (70.0, 262.0, "Wir fragen die Verwaltung:"),
    (70.0, 290.0, "1. Wann wird der Weg am Ufer für alle wieder geöffnet?"),
    (70.0, 304.0, "2. Was kostet die Sanierung des Weges bis zur Mühle?"),
    (70.0, 318.0, "3. Wer trägt die Kosten für die Sperrung?"),
    (70.0, 360.0, "Jana Moor"),
]
HIDDEN = "4. Wer liest das hier?"


def drawn(*steps: Draw, before: Sequence[Draw] = (), marks: Sequence[Mark] = LETTER) -> bytes:
    """The letter, and what is drawn below and above it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    for step in before:
        canvas.saveState()
        step(canvas)
        canvas.restoreState()
    canvas.setFont("Helvetica", 11)
    for x, y, text in marks:
        canvas.drawString(x, HEIGHT - y, text)
    for step in steps:
        canvas.saveState()
        step(canvas)
        canvas.restoreState()
    canvas.save()
    return out.getvalue()


def record(data: bytes, reader: str = "auto") -> dict[str, Any]:
    row = as_dict(parse_source(read_bytes(data, "x.pdf", options=Options(reader, words=True, ocr="off")))[0])
    return {key: value for key, value in row.items() if key not in ("source", "findings", "evidence")}


def findings(data: bytes) -> set[str]:
    return {finding.code for finding in parse_source(read_bytes(data, "x.pdf", options=Options(ocr="off")))[0].findings}


PLAIN = record(drawn())


def text(x: float, y: float, words: str = HIDDEN, size: float = 11, colour: tuple[float, float, float] = (0, 0, 0), mode: int = 0) -> Draw:
    def draw(canvas: Any) -> None:
        written = canvas.beginText(x, HEIGHT - y)
        written.setFont("Helvetica", size)
        written.setFillColorRGB(*colour)
        written.setTextRenderMode(mode)
        written.textLine(words)
        canvas.drawText(written)

    return draw


def box(x: float, y: float, width: float, height: float, grey: float = 1.0, alpha: float = 1.0) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.setFillGray(grey)
        canvas.setFillAlpha(alpha)
        canvas.rect(x, HEIGHT - y - height, width, height, stroke=0, fill=1)

    return draw


def picture(x: float, y: float, width: float, height: float) -> Draw:
    from PIL import Image

    return lambda canvas: canvas.drawImage(ImageReader(Image.new("RGB", (20, 20), (90, 120, 90))), x, HEIGHT - y - height, width, height)


def slanted(words: str, x: float, y: float, angle: float, size: float = 60) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.translate(x, HEIGHT - y)
        canvas.rotate(angle)
        canvas.setFillGray(0.7)
        canvas.setFont("Helvetica-Bold", size)
        canvas.drawString(0, 0, words)

    return draw


def in_a_form(step: Draw) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.beginForm("teil")
        step(canvas)
        canvas.endForm()
        canvas.doForm("teil")

    return draw


def within(step: Draw, x: float, y: float, width: float, height: float) -> Draw:
    """Draw what is cut off outside of a rectangle."""

    def draw(canvas: Any) -> None:
        clip = canvas.beginPath()
        clip.rect(x, HEIGHT - y - height, width, height)
        canvas.clipPath(clip, stroke=0, fill=0)
        step(canvas)

    return draw


def test_the_letter_is_whole() -> None:
    assert (PLAIN["number"], PLAIN["date"], PLAIN["parties"], PLAIN["title"]) == (
        "0815/2024",
        "2024-11-18",
        ["SPD"],
        "Sanierung des Uferwegs",
    )
    assert [question["label"] for question in PLAIN["questions"]] == ["1.", "2.", "3."]
    assert [person["name"] for person in PLAIN["signatories"]] == ["Jana Moor"] and PLAIN["unassigned"] == []


ASKEW: dict[str, list[Draw]] = {
    "one over the page": [slanted("ENTWURF", 120, 500, 45)],
    "one behind the text, downwards": [slanted("KOPIE", 100, 100, -35, 80)],
    "tiles": [slanted("Vertraulich", x, y, 30, 14) for x in range(40, 560, 130) for y in range(60, 800, 90)],
    "a note along the margin": [slanted("Drucksache 19/4711 der Stadt Auental", 30, 500, 90, 9)],
    "the other margin": [slanted("Eingescannt am 3.12.2024", 570, 200, -90, 9)],
    "a stamp that is a little askew": [slanted("EINGEGANGEN 21. Nov. 2024", 330, 90, 8, 14)],
    "upside down": [slanted("Nur für den Dienstgebrauch", 400, 700, 180, 12)],
}


@pytest.mark.parametrize("name", ASKEW)
@pytest.mark.parametrize("below", [False, True])
def test_text_at_another_angle_is_left_out(name: str, below: bool) -> None:
    data = drawn(before=ASKEW[name]) if below else drawn(*ASKEW[name])
    assert record(data) == PLAIN
    assert "text-askew" in findings(data)


UNSEEN: dict[str, list[Draw]] = {
    "white": [text(70, 332, colour=(1, 1, 1))],
    "nearly white": [text(70, 332, colour=(0.98, 0.99, 0.98))],
    "invisible": [text(70, 332, mode=3)],
    "covered by white": [text(70, 332), box(60, 320, 300, 16)],
    "covered by a picture": [text(70, 332), picture(60, 320, 300, 16)],
    "covered by a bar of its colour": [text(70, 332), box(60, 320, 300, 16, grey=0.0)],
    "beyond the page": [text(700, 332)],
    "in a form, white": [in_a_form(text(70, 332, colour=(1, 1, 1)))],
    "in a form, covered": [in_a_form(text(70, 332)), box(60, 320, 300, 16)],
    "cut off by a clip": [within(text(70, 332), 60, 700, 400, 30)],
    "cut off by a clip within another": [within(within(text(70, 332), 60, 700, 400, 30), 0, 0, 590, 800)],
    "cut off by an empty clip": [within(text(70, 332), 60, 320, 0, 0)],
    "in a form, cut off": [in_a_form(within(text(70, 332), 60, 700, 400, 30))],
    "behind a visible line": [text(300, 318, colour=(1, 1, 1))],
}


@pytest.mark.parametrize("name", UNSEEN)
def test_text_that_nobody_sees_is_left_out(name: str) -> None:
    data = drawn(*UNSEEN[name])
    assert record(data) == PLAIN
    assert "text-unseen" in findings(data) and "text-askew" not in findings(data)


SEEN: dict[str, list[Draw]] = {
    "within a clip": [within(text(70, 332), 60, 300, 400, 60)],
    "partly within a clip": [within(text(70, 332), 100, 326, 60, 10)],
    "white on a dark bar": [box(60, 320, 300, 16, grey=0.1), text(70, 332, colour=(1, 1, 1))],
    "marked with a highlighter": [text(70, 332), box(60, 320, 300, 16, grey=0.6, alpha=0.3)],
    "grey": [text(70, 332, colour=(0.6, 0.6, 0.6))],
    "covered, and written again": [text(70, 332), box(60, 320, 300, 16), text(70, 332)],
    "beside a box": [text(70, 332), box(400, 320, 100, 16)],
    "on a picture": [picture(60, 320, 300, 16), text(70, 332)],
    "outlined": [text(70, 332, mode=1)],
    "in a form": [in_a_form(text(70, 332))],
}


@pytest.mark.parametrize("name", SEEN)
def test_text_that_is_seen_is_read(name: str) -> None:
    data = drawn(*SEEN[name])
    assert [question["text"] for question in record(data)["questions"]][3:] == ["Wer liest das hier?"]


def test_recognised_text_on_a_scan_is_read() -> None:
    """Invisible letters over a picture of the page are what a scanner recognised there."""
    steps = [text(x, y, words, mode=3) for x, y, words in LETTER]
    assert record(drawn(picture(0, 0, WIDTH, HEIGHT), *steps, marks=[])) == PLAIN
    assert record(drawn(picture(0, 0, WIDTH, HEIGHT))) == PLAIN, "some programs put it below the picture"


def test_two_layers_of_the_same_text_are_one() -> None:
    misread = [text(x, y, words.replace("W", "VV", 1) if y == 204 else words) for x, y, words in LETTER]
    assert record(drawn(*misread[:6])) == PLAIN
    assert record(drawn(*(text(x + 0.4, y, words) for x, y, words in LETTER)), "pdfplumber") == record(drawn(), "pdfplumber")


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_page_that_lies_on_its_side(turn: int) -> None:
    import pypdfium2

    document = pypdfium2.PdfDocument(turned(LETTER, turn))
    document[0].set_rotation(0)
    out = io.BytesIO()
    document.save(out)
    inquiry = parse_source(read_bytes(out.getvalue(), "x.pdf", options=Options(words=True, ocr="off")), evidence=True)[0]
    assert {key: value for key, value in as_dict(inquiry).items() if key in PLAIN} == PLAIN
    assert inquiry.evidence is not None
    x0, top, x1, bottom = inquiry.evidence["title"][0].bbox or (0, 0, 0, 0)
    assert (bottom - top > 5 * (x1 - x0)) == (turn != 180), "the box lies as the words do on the page"
    assert 0 <= x0 < x1 <= WIDTH and 0 <= top < bottom <= HEIGHT


def beside(x: float, first: float, *lines: str, size: float = 8) -> list[Draw]:
    return [text(x, first + 14.0 * number, line, size) for number, line in enumerate(lines)]


CONTACT = ("Fraktion im Rat", "Rathausplatz 2", "36999 Auental", "Telefon 06699 41-207", "spd@auental.example", "Vorsitz: Jan Winter")


@pytest.mark.parametrize("first", [180.0, 190.0, 197.0])
def test_a_margin_beside_the_letter(first: float) -> None:
    lines = [*CONTACT, "IBAN DE00 1234 5678", "Sprechzeiten", "montags 10 bis 12 Uhr", "und nach Absprache"]
    assert {**record(drawn(*beside(440, first, *lines))), "unassigned": []} == PLAIN


def test_a_margin_of_something_else_is_not_passed_over() -> None:
    lines = ["Dieses Papier", "ist nur für", "die Mitglieder", "der Fraktion", "im Stadtrat", "bestimmt."]
    found = record(drawn(*beside(440, 190.0, *lines)))
    assert [question["text"] for question in found["questions"]] == [question["text"] for question in PLAIN["questions"]]
    assert "bestimmt." in str(found)


def test_two_columns_are_read_one_after_the_other() -> None:
    head = [mark for mark in LETTER if mark[1] < 180]
    left = ("Der Weg am Ufer ist seit dem letzten", "Hochwasser gesperrt, und niemand weiß,", "wann er wieder geöffnet wird. Viele",
            "Leute warten seit Jahren auf eine", "Antwort der Verwaltung dieser Stadt.", "", "Wir fragen die Verwaltung:", "",
            "1. Wann wird der Weg am Ufer für alle", "wieder geöffnet?")  # fmt: skip
    right = ("2. Was kostet die Sanierung des Weges", "bis zur alten Mühle am Wehr?", "3. Wer trägt die Kosten für die Sperrung",
             "des Weges im letzten Jahr?", "", "Jana Moor")  # fmt: skip
    columns = [(x, 200.0 + 14 * n, words) for x, lines in ((60.0, left), (320.0, right)) for n, words in enumerate(lines) if words]
    found = record(drawn(marks=[*head, *columns]))
    assert [question["text"] for question in found["questions"]] == [
        "Wann wird der Weg am Ufer für alle wieder geöffnet?",
        "Was kostet die Sanierung des Weges bis zur alten Mühle am Wehr?",
        "Wer trägt die Kosten für die Sperrung des Weges im letzten Jahr?",
    ]
    assert found["title"] == PLAIN["title"] and found["preamble"].endswith("Antwort der Verwaltung dieser Stadt.")
    assert [person["name"] for person in found["signatories"]] == ["Jana Moor"]


def test_a_table_is_read_row_by_row() -> None:
    rows = [(f"Sanierung des Weges am Ufer, Abschnitt Nummer {n}", f"{n}2.500 EUR") for n in range(1, 6)]
    table = [mark for n, (name, cost) in enumerate(rows) for mark in ((70.0, 178.0 + 14 * n, name), (420.0, 178.0 + 14 * n, cost))]
    marks = [mark for mark in LETTER if not 180 < mark[1] < 240] + table
    read = " ".join(read_bytes(drawn(marks=marks), "x.pdf", options=Options(ocr="off")).text.split())
    assert all(f"Nummer {n} {n}2.500 EUR" in read for n in range(1, 6))


NUMBERED: dict[str, list[Draw]] = {
    "each line": [text(40, 60 + 14 * n, str(n + 1), 7) for n in range(23)],
    "each fifth line": [text(40, 60 + 70 * n, str(5 * n + 5), 7) for n in range(5)],
    "each written line": [text(40, y, str(round((y - 46) / 14)), 7) for _, y, _ in LETTER if (y - 46) % 14 == 0 or y > 180],
}


@pytest.mark.parametrize("name", NUMBERED)
def test_numbers_of_lines(name: str) -> None:
    assert record(drawn(*NUMBERED[name])) == PLAIN


def test_numbers_of_lines_within_them() -> None:
    marks = [(48.0, y, f"{number}  {words}") for number, (_, y, words) in enumerate(LETTER, 1)]
    assert record(drawn(marks=marks)) == PLAIN


@pytest.mark.parametrize("apart", [True, False])
def test_questions_on_a_line_each_with_bare_numbers_keep_them(apart: bool) -> None:
    """As evenly as lines are numbered; but each begins anew."""
    marks = [*LETTER[:10]] if apart else []
    for number in range(1, 11):
        words = f"Wie hoch sind die Kosten im Jahr {2010 + number}?"
        y = 280.0 + 14 * number
        marks += [(50.0, y, str(number)), (70.0, y, words)] if apart else [(70.0, y, f"{number}  {words}")]
    read = " ".join(read_bytes(drawn(marks=marks), "x.pdf", options=Options(ocr="off")).text.split())
    assert all(f"{number} Wie hoch" in read for number in range(1, 11))


def test_bare_numbers_of_questions_stay() -> None:
    """They stand as far apart as the questions are long."""
    marks = [*LETTER[:10]]
    for number, y in enumerate((290.0, 304.0, 346.0, 374.0), 1):
        marks += [(50.0, y, str(number)), (70.0, y, f"Wie hoch sind die Kosten im Jahr 202{number}?")]
    data = drawn(marks=marks)
    read = " ".join(read_bytes(data, "x.pdf", options=Options(ocr="off")).text.split())
    assert all(f"{number} Wie hoch" in read for number in (1, 2, 3, 4))
