"""Heads of letters whose right-hand column stands beside the addressee, level with it or between its lines, as five producers set them."""

import io
from pathlib import Path

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from anfrage_parser import parse_file

Mark = tuple[float, float, float, str]
"""(x, baseline from the top, size, text), in points."""


def block(x: float, y: float, pitch: float, size: float, *lines: str) -> list[Mark]:
    return [(x, y + pitch * at, size, line) for at, line in enumerate(lines)]


def letter(y: float, pitch: float, gap: float, size: float = 11) -> list[Mark]:
    """What stands below the head: its title, the salutation and the questions, paragraphs so far apart."""
    out: list[Mark] = []
    for paragraph in (
        ("Sperrung des Stegs am Ostufer",),
        ("Sehr geehrter Herr Bürgermeister,",),
        ("seit dem Frühjahr ist der Steg am Ostufer gesperrt, und niemand weiß, wann er", "wieder geöffnet wird, obwohl er alt ist."),
        ("Wir fragen daher die Verwaltung:",),
        ("1. Wann wird der Steg wieder geöffnet?",),
        ("2. Was kostet die Instandsetzung?",),
    ):
        out += block(70.9, y, pitch, size, *paragraph)
        y += pitch * len(paragraph) + gap
    return out


def page(*marks: Mark, before: bool = False) -> bytes:
    """A PDF of these; with an empty page before it if wanted."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    if before:
        canvas.showPage()
    for x, y, size, text in marks:
        canvas.setFont("Helvetica", size)
        canvas.drawString(x, A4[1] - y, text)
    canvas.showPage()
    canvas.save()
    return out.getvalue()


TO = ("Herrn Landrat", "Kuno Brandl", "Kreishaus 4", "51234 Auenfurt")
VALUES = ("Drucksache 118/2025", "12.05.2025", "öffentlich")

RIGHT = [(524 - stringWidth(text, "Helvetica", 9), 95 + 13.5 * at, 9.0, text) for at, text in enumerate(VALUES)]
SENDER = ("Hafenstr. 12", "51234 Auenfurt", "Tel. 02233 44556", "volt@auenfurt.example")

HEADS = {
    "lower by half a line": page(*block(71, 120, 14, 11, *TO), *block(400, 127, 14, 8, *VALUES), *letter(230, 14, 8)),
    "lines closer than the address's": page(*block(71, 120, 14, 11, *TO), *block(400, 121, 11, 8, *VALUES), *letter(230, 14, 8)),
    "close paragraphs": page(*block(70.9, 98.9, 14.3, 11, *TO), *block(373, 97.5, 11.7, 9, *VALUES, "TOP 7"), *letter(162, 14.3, 6)),
    "below an empty page": page(
        *block(58, 40, 13.6, 9, *TO), *block(322, 38.5, 11.6, 7.5, *VALUES), *letter(110, 14, 8), before=True,
    ),
    "right-hand edge": page(*block(70, 95, 12, 11, *TO), *RIGHT, *letter(190, 14, 8)),
    "begins above the address": page(
        *block(440, 60, 10.5, 8, *SENDER, *VALUES), *block(70.9, 112, 14.3, 11, *TO), *letter(216, 14.3, 6),
    ),
}  # fmt: skip


@pytest.mark.parametrize("kind", HEADS)
def test_what_stands_beside_the_addressee_is_no_part_of_it(kind: str, tmp_path: Path) -> None:
    path = tmp_path / "brief.pdf"
    path.write_bytes(HEADS[kind])
    (found,) = parse_file(path)
    assert found.addressee == "Herrn Landrat Kuno Brandl Kreishaus 4 51234 Auenfurt"
    assert (found.number, str(found.date), found.public) == ("118/2025", "2025-05-12", True)
    assert [question.text for question in found.questions] == ["Wann wird der Steg wieder geöffnet?", "Was kostet die Instandsetzung?"]
