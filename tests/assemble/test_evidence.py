"""Where values stand: offsets into `anfrage text`, boxes on the page."""

import json
from pathlib import Path

import pypdfium2
import pytest
from typer.testing import CliRunner

from anfrage_parser import parse_file, parse_text
from anfrage_parser.cli.app import app
from anfrage_parser.model import around
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.options import Options
from tests.command import SAMPLES
from tests.pdfs import PARAGRAPH, Mark, pdf, turned

PDFS = sorted(SAMPLES.glob("*.pdf"))
RUN = CliRunner()

LETTER = (
    "\ufeffStadt Grünau\r\nAnfrage 0815/2024 😀\r\n\r\nGru\u0308nau, 3. Mai 2024\r\nFraktion „Bürger für Grünau“\r\n\r\n"
    "Betreff: Öffnung der Ufer-\r\nstraße – Stand\r\n\r\nWir fragen:\r\n"
    "1. Wie groß ist die Lü-\r\ncke im Weg – und\r\n\fwarum?\r\n2. Seit wann?\r\n"
)


def test_offsets_count_code_points_of_the_text_as_read(tmp_path: Path) -> None:
    file = tmp_path / "brief.txt"
    file.write_bytes(LETTER.encode())
    text = RUN.invoke(app, ["text", str(file)]).stdout_bytes.decode()
    places = json.loads(RUN.invoke(app, ["parse", "--evidence", str(file)]).stdout_bytes)["evidence"]
    slices = {path: [text[s["start"] : s["end"]] for s in spans] for path, spans in places.items()}
    assert slices["number"] == ["0815/2024"]
    assert slices["place"] == ["Gru\u0308nau"]
    assert slices["date"] == ["3. Mai 2024"]
    assert slices["title"] == ["Öffnung der Ufer-", "straße – Stand"]
    assert slices["questions[0].text"] == ["Wie groß ist die Lü-", "cke im Weg – und", "warum?"]
    assert [s["page"] for s in places["questions[0].text"]] == [1, 1, 2]
    assert slices["questions[1].label"] == ["2."]
    assert places["date"] == [{"start": 43, "end": 54, "line": 4, "page": 1, "bbox": None, "rule": "date-line"}]


@pytest.mark.parametrize("sample", [*PDFS, SAMPLES / "gemeinsam.txt"], ids=lambda p: p.name)
def test_evidence_changes_nothing_else(sample: Path) -> None:
    plain = json.loads(RUN.invoke(app, ["parse", str(sample)]).stdout_bytes)
    told = json.loads(RUN.invoke(app, ["parse", "--evidence", str(sample)]).stdout_bytes)
    places = told.pop("evidence")
    assert told == plain
    assert all(s["bbox"] is None for spans in places.values() for s in spans) == (sample.suffix == ".txt")


def test_the_library_always_tells(tmp_path: Path) -> None:
    inquiry = parse_file(PDFS[0])[0]
    assert inquiry.evidence is not None and inquiry.evidence["number"][0].bbox is not None
    assert parse_text("Anfrage der SPD-Fraktion\n1. Warum?\n")[0].evidence is not None


SCALE = 4
"""Pixels a point."""


def uncut(data: bytes, page: int, box: tuple[float, float, float, float]) -> None:
    """Ink inside the box, and none on the line of pixels around it."""
    image = pypdfium2.PdfDocument(data)[page - 1].render(scale=SCALE, grayscale=True).to_pil()
    x0, top, x1, bottom = (round(v * SCALE) for v in box)
    inside = image.crop((x0, top, x1, bottom)).getextrema()
    assert inside[0] < 128, f"no ink in {box}"
    frame = [(x0 - 2, top - 2, x1 + 2, top - 1), (x0 - 2, bottom + 1, x1 + 2, bottom + 2)]
    frame += [(x0 - 2, top, x0 - 1, bottom), (x1 + 1, top, x1 + 2, bottom)]
    assert all(image.crop(side).getextrema()[0] > 128 for side in frame), f"ink cut at {box}"


MARKS: list[Mark] = [
    (70, 60, "Stadt Auental"),
    (70, 100, "Anfrage 0815/2024"),
    (330, 100, "Auental, den 3. Mai 2024"),
    (70, 140, "*Öffnung des Weges am Ufer (SPD-Fraktion)"),
    *((70, 200 + 24 * i, line) for i, line in enumerate(PARAGRAPH)),
    (70, 300, "Wir fragen die Verwaltung:"),
    (70, 340, "1. Wann wird der Weg geöffnet, und was kostet das jährlich?"),
    (70, 370, "2. Wer trägt die Kosten der Brücke?"),
]


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("crop", [None, (20.0, 60.0, 560.0, 820.0)], ids=str)
def test_boxes_enclose_the_words(reader: str, crop: tuple[float, float, float, float] | None, tmp_path: Path) -> None:
    file = tmp_path / "brief.pdf"
    file.write_bytes(pdf([MARKS], crop=crop))
    uncut_words(file.read_bytes(), reader)
    places = parse_file(file, reader=reader)[0].evidence or {}
    assert {"number", "place", "date", "title", "parties[0]", "questions[0].text", "questions[1].label"} <= set(places)
    for spans in places.values():
        for span in spans:
            assert span.bbox is not None
            uncut(file.read_bytes(), span.page, span.bbox)


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("turn", [90, 180, 270])
def test_boxes_of_turned_pages(reader: str, turn: int) -> None:
    uncut_words(turned(MARKS, turn), reader)


def uncut_words(data: bytes, reader: str) -> None:
    seen = 0
    for line in read_bytes(data, "brief.pdf", Options(reader, words=True)).lines:
        for start, end, box in line.words:
            if len(line.raw[start:end]) > 1:
                uncut(data, line.page, box)
                seen += 1
    assert seen > 40


@pytest.mark.parametrize("sample", PDFS, ids=lambda p: p.name)
def test_boxes_of_the_samples_hold_ink(sample: Path) -> None:
    data = sample.read_bytes()
    for inquiry in parse_file(sample):
        for spans in (inquiry.evidence or {}).values():
            for span in spans:
                assert span.bbox is not None
                uncut(data, span.page, span.bbox)


def test_around() -> None:
    assert around([(1, 5, 2, 6), (0, 5.5, 1, 7)]) == (0, 5, 2, 7)
