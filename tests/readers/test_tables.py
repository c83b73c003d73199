"""Ruled tables at the head of a PDF's first page, however their rules are drawn."""

import io
import itertools
from collections.abc import Callable

import pypdfium2
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.options import Options
from anfrage_parser.readers.pdf import tables

LEFT, TOP, ROW = 70.0, 100.0, 30.0
STOPS = (70.0, 150.0, 230.0, 310.0)
ROWS = (("Nr.", "Urheber", "Datum"), ("A 1/24", "Freie Wähler-|gemeinschaft", "3.5.2024"))
BOTTOM = TOP + ROW * len(ROWS)

Rules = Callable[[Canvas], None]


def up(y: float) -> float:
    return float(A4[1]) - y


def strokes(canvas: Canvas) -> None:
    for x in STOPS:
        canvas.line(x, up(TOP), x, up(BOTTOM))
    for number in range(len(ROWS) + 1):
        canvas.line(STOPS[0], up(TOP + ROW * number), STOPS[-1], up(TOP + ROW * number))


def thin_areas(canvas: Canvas) -> None:
    for x in STOPS:
        canvas.rect(x - 0.25, up(BOTTOM), 0.5, BOTTOM - TOP, stroke=0, fill=1)
    for number in range(len(ROWS) + 1):
        canvas.rect(STOPS[0], up(TOP + ROW * number) - 0.25, STOPS[-1] - STOPS[0], 0.5, stroke=0, fill=1)


def boxes(canvas: Canvas) -> None:
    for number in range(len(ROWS)):
        for left, right in itertools.pairwise(STOPS):
            canvas.rect(left, up(TOP + ROW * (number + 1)), right - left, ROW, stroke=1, fill=0)


def closed_paths(canvas: Canvas) -> None:
    for number in range(len(ROWS)):
        for left, right in itertools.pairwise(STOPS):
            path = canvas.beginPath()
            path.moveTo(left, up(TOP + ROW * number))
            path.lineTo(right, up(TOP + ROW * number))
            path.lineTo(right, up(TOP + ROW * (number + 1)))
            path.lineTo(left, up(TOP + ROW * (number + 1)))
            path.close()
            canvas.drawPath(path, stroke=1, fill=0)


def scaled(canvas: Canvas) -> None:
    canvas.saveState()
    canvas.translate(10, 20)
    canvas.scale(0.5, 2)
    for x in STOPS:
        canvas.line((x - 10) * 2, (up(TOP) - 20) / 2, (x - 10) * 2, (up(BOTTOM) - 20) / 2)
    for number in range(len(ROWS) + 1):
        y = (up(TOP + ROW * number) - 20) / 2
        canvas.line((STOPS[0] - 10) * 2, y, (STOPS[-1] - 10) * 2, y)
    canvas.restoreState()


def unpainted(canvas: Canvas) -> None:
    for number in range(len(ROWS)):
        for left, right in itertools.pairwise(STOPS):
            canvas.rect(left, up(TOP + ROW * (number + 1)), right - left, ROW, stroke=0, fill=0)


def form(rules: Rules, crop: tuple[float, float, float, float] | None = None) -> bytes:
    """A page with a table whose texts nearly touch, and a line below it."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    if crop:
        canvas.setCropBox(crop)
    canvas.setLineWidth(0.5)
    rules(canvas)
    canvas.setFont("Helvetica", 11)
    for number, row in enumerate(ROWS):
        for left, text in zip(STOPS, row, strict=False):
            for place, line in enumerate(text.split("|")):
                canvas.drawString(left + 4, up(TOP + ROW * number + 11 + 12 * place), line)
    canvas.drawString(LEFT, up(BOTTOM + 40), "Wann wird der Weg geöffnet?")
    canvas.save()
    return out.getvalue()


WANTED = ["Nr.   Urheber   Datum", "A 1/24   Freie Wählergemeinschaft   3.5.2024", "Wann wird der Weg geöffnet?"]


def texts(data: bytes) -> list[str]:
    return [line.text for line in read_bytes(data, "x.pdf", Options(words=True)).lines if line.text]


@pytest.mark.parametrize("rules", [strokes, thin_areas, boxes, closed_paths, scaled])
def test_cells_however_their_rules_are_drawn(rules: Rules) -> None:
    assert texts(form(rules)) == WANTED


def test_cells_of_a_page_that_is_cropped() -> None:
    lines = read_bytes(form(strokes, crop=(40, 100, 500, 800)), "x.pdf", Options(words=True)).lines
    assert [line.text for line in lines if line.text] == WANTED
    seen = next(line for line in lines if line.text.startswith("A 1/24"))
    assert seen.words is not None
    cut = A4[1] - 800  # what the crop takes away above
    for (_, _, box), left in zip((seen.words[0], seen.words[-1]), (STOPS[0], STOPS[2]), strict=True):
        assert left - 40 < box[0] < left - 40 + 10 and TOP + ROW - cut - 4 < box[1] < box[3] < BOTTOM - cut


def test_no_cells_where_nothing_is_painted() -> None:
    assert texts(form(unpainted))[0] != WANTED[0] or texts(form(unpainted))[1] != WANTED[1]


@pytest.mark.parametrize("turn", [90, 180, 270])
def test_a_form_that_is_shown_on_its_side(turn: int) -> None:
    document = pypdfium2.PdfDocument(form(strokes))
    document[0].set_rotation(turn)
    out = io.BytesIO()
    document.save(out)
    assert texts(out.getvalue()) == WANTED


def test_graph_paper_is_no_form(monkeypatch: pytest.MonkeyPatch) -> None:
    def grid(canvas: Canvas) -> None:
        for number in range(150):
            canvas.line(20 + 3.5 * number, 20, 20 + 3.5 * number, 820)
            canvas.line(20, 20 + 5 * number, 560, 20 + 5 * number)

    monkeypatch.setattr("pdfplumber.table.edges_to_intersections", lambda *args: pytest.fail("cells were looked for"))
    assert "Wann wird der Weg geöffnet?" in texts(form(grid))
    monkeypatch.undo()
    monkeypatch.setattr(tables, "MOST_CROSSINGS", 11)
    assert texts(form(strokes)) != WANTED
