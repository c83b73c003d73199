"""Columns that stand close together on a PDF's page: parted where a row close by shows that one begins, and words nowhere else."""

import io
from collections.abc import Sequence
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.readers.pdf.columns import parting_gaps
from anfrage_parser.readers.pdf.glyphs import CharBox, Glyphs

FONT, SIZE = "Helvetica", 12
LEFT, TOP, LEADING = 57.0, 780.0, 14.0

Row = list[tuple[float, str]]


def width(text: str) -> float:
    return float(stringWidth(text, FONT, SIZE))


def page(rows: list[Row], spread: float = 0.0) -> bytes:
    """Pieces of text, each with the points where it begins; `spread` points are added to each blank."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    for number, row in enumerate(rows):
        for left, text in row:
            piece = canvas.beginText(left, TOP - number * LEADING)
            piece.setFont(FONT, SIZE)
            piece.setWordSpace(spread)
            piece.textOut(text)
            canvas.drawText(piece)
    canvas.save()
    return out.getvalue()


def lines(rows: list[Row], spread: float = 0.0) -> list[str]:
    return [line.text for line in read_bytes(page(rows, spread), "brief.pdf").lines if line.text]


ADDRESS = "An den Oberbürgermeister"
COLUMN = LEFT + width(ADDRESS) + 5.6
"""Where a cell begins that touches the one to its left."""


@pytest.mark.parametrize("told", [1, 2])
def test_an_office_close_to_an_address(told: int) -> None:
    rows: list[Row] = [
        [(LEFT, "der Stadt Auental"), (COLUMN, "Hafenstr. 4a")],
        [(LEFT, ADDRESS), (COLUMN, "Fraktion DIE LINKE.")],
        [(LEFT, "Rathausplatz 1"), (COLUMN, "Tel. 02747 95")],
    ]
    if told == 1:
        rows[0], rows[1] = rows[1], rows[0]
    assert f"{ADDRESS}   Fraktion DIE LINKE." in lines(rows)


def test_each_row_tells_of_the_next() -> None:
    """Only the last of these rows has a wide gap."""
    rows: list[Row] = [[(LEFT, word), (LEFT + 80, "Hafenstr. 4a")] for word in ("Rathaus Süd", "Rathaus Sud", "Rathaus Süd", "Rat")]
    assert lines(rows)[:3] == ["Rathaus Süd   Hafenstr. 4a", "Rathaus Sud   Hafenstr. 4a", "Rathaus Süd   Hafenstr. 4a"]


def test_nothing_tells_of_a_column() -> None:
    assert lines([[(LEFT, ADDRESS), (COLUMN, "Fraktion DIE LINKE.")], [(LEFT, "Rathausplatz 1")]])[0] == f"{ADDRESS} Fraktion DIE LINKE."
    far: list[Row] = [[]] * 5
    apart = lines([[(LEFT, ADDRESS), (COLUMN, "Fraktion DIE LINKE.")], *far, [(LEFT, "Rat"), (COLUMN, "Tel. 02747 95")]])
    assert apart[0] == f"{ADDRESS} Fraktion DIE LINKE."


@pytest.mark.parametrize("spread", [2.0, 4.0, 5.5])
def test_a_justified_line_below_a_column(spread: float) -> None:
    """Its third word begins just where the column does."""
    text = "Der Brunnen am Markt ist seit Juni außer Betrieb."
    third = LEFT + width("Der Brunnen ") + 2 * spread
    rows: list[Row] = [[(LEFT, "Nr. 12"), (third, "Ratsbüro")], [(LEFT, text)]]
    assert lines(rows, spread)[-1] == text


def test_the_text_of_an_item_below_its_number() -> None:
    rows: list[Row] = [
        [(LEFT, "1."), (LEFT + 22, "Warum ist der Brunnen")],
        [(LEFT + 22, "außer Betrieb?")],
        [(LEFT, "2."), (LEFT + 22, "Wer")],
    ]
    assert lines(rows) == ["1. Warum ist der Brunnen", "außer Betrieb?", "2. Wer"]


def test_a_page_whose_own_coordinates_begin_elsewhere() -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True, cropBox=(30, 40, A4[0], A4[1]))
    canvas.setFont(FONT, SIZE)
    for number, (left, right) in enumerate([(ADDRESS, "Fraktion DIE LINKE."), ("Rat", "Hafenstr. 4a")]):
        canvas.drawString(LEFT, TOP - number * LEADING, left)
        canvas.drawString(COLUMN, TOP - number * LEADING, right)
    canvas.save()
    read = [line.text for line in read_bytes(out.getvalue(), "brief.pdf").lines if line.text]
    assert read == [f"{ADDRESS}   Fraktion DIE LINKE.", "Rat   Hafenstr. 4a"]


class Nowhere(Glyphs):
    """Glyphs that stand anywhere."""

    def __init__(self) -> None: ...

    def char_boxes(self, numbers: Sequence[int]) -> list[CharBox | None]:
        return [(0.0, 1.0, float("nan"), 0.0) for _ in numbers]


@pytest.mark.parametrize("odd", [float("inf"), float("-inf"), float("nan"), 1e300])
@pytest.mark.parametrize("field", ["x0", "top", "x1", "size"])
def test_numbers_that_are_none(field: str, odd: float) -> None:
    line = Fragment("Rat der Stadt", 0.0, 10.0, 90.0, 20.0, 12.0, False)
    values: dict[str, Any] = {field: odd}
    assert parting_gaps(Nowhere(), [line, line._replace(**values), line], [0, 20, 40], 0.0) == {}


def test_many_rows_of_which_each_tells_of_the_next() -> None:
    rows: list[Row] = [[(LEFT, "Rathaus Sud"), (LEFT + 80, "Hafenstr. 4a")] for _ in range(40)]
    assert sum("   " in line for line in lines([*rows, [(LEFT, "Rat"), (LEFT + 80, "Hafenstr. 4a")]])) >= 10


def test_a_table_of_close_columns() -> None:
    heads, values = ["Vorgangs-Nr.", "Urheber", "eingegangen am", "Gestellt am"], ["F2157/24", "SPD", "10.11.2024", "8.11.2024"]
    lefts = [LEFT, LEFT + 120, LEFT + 240, LEFT + 240 + width(heads[2]) + 6]
    rows: list[Row] = [
        [(LEFT, "Anfrage")], [], list(zip(lefts, heads, strict=True)), list(zip(lefts, values, strict=True)), [],
        [(LEFT, "Der Brunnen am Markt")], [], [(LEFT, "Wir fragen:")], [(LEFT, "1. Wann läuft er?")], [(LEFT, "2. Wer zahlt das?")],
    ]  # fmt: skip
    (inquiry,) = parse_source(read_bytes(page(rows), "brief.pdf"))
    assert (inquiry.number, inquiry.party, inquiry.received, inquiry.date) == ("F2157/24", "SPD", "2024-11-10", "2024-11-08")
    assert inquiry.title == "Der Brunnen am Markt" and not inquiry.unassigned


def test_a_cell_that_goes_on_below_moves_no_other() -> None:
    lefts = [LEFT, LEFT + 120, LEFT + 260, LEFT + 400]
    heads, values = ["Vorgangs-Nr.", "Urheber", "eingegangen am", "Gestellt am"], ["F2157/24", "Unabhängige", "10. November", "8.11.2024"]
    rows: list[Row] = [
        [(LEFT, "Anfrage")], [], list(zip(lefts, heads, strict=True)), list(zip(lefts, values, strict=True)),
        [(lefts[1], "Wähler"), (lefts[2], "2024")], [],
        [(LEFT, "Wir fragen:")], [(LEFT, "1. Wann läuft er?")], [(LEFT, "2. Wer zahlt das?")],
    ]  # fmt: skip
    (inquiry,) = parse_source(read_bytes(page(rows), "brief.pdf"))
    assert (inquiry.number, inquiry.received, inquiry.date) == ("F2157/24", None, "2024-11-08")
