"""A head of two columns, the address at the left and what tells of the paper at the right, is read column by column, whoever set it."""

import io
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes
from anfrage_parser.record.build import as_dict
from tests.command import GUARD

CHROMIUM = next((path for name in ("chromium", "chromium-browser", "google-chrome", "chrome") if (path := shutil.which(name))), None)

TEXT = (
    "Kleine Anfrage",
    "Beleuchtung des Uferwegs",
    "",
    "Sehr geehrte Damen und Herren,",
    "",
    "der Weg am Ufer ist seit dem Hochwasser gesperrt, und niemand weiß, wann er wieder geöffnet",
    "wird. Die Anwohnerinnen und Anwohner warten seit Jahren auf eine Antwort der Verwaltung.",
    "",
    "Wir fragen die Verwaltung:",
    "",
    "1. Wann öffnet der Weg?",
    "2. Was kostet die Sanierung?",
)

Info = tuple[str | tuple[str, str], ...]


class Head(NamedTuple):
    """The lines of both columns; (caption, value) where those of the right one are two columns themselves."""

    address: tuple[str, ...]
    info: Info
    wanted: dict[str, Any]
    higher: float = 0.0
    """Points by which the right column begins above the left one."""
    pitch: float = 14.0
    """Points between its lines; those of the address have 14."""
    flush: bool = False
    """Whether it ends at one edge and begins at none."""


HEADS = {
    "level": Head(
        ("Frau Bürgermeisterin", "Silke Rademacher", "– im Hause –"),
        ("Drucksache 2024/AN/117", "Datum 15.11.2024", "öffentlich"),
        {"addressee": "Frau Bürgermeisterin Silke Rademacher – im Hause –", "number": "2024/AN/117", "date": "2024-11-15", "public": True},
    ),
    "between": Head(
        ("An den", "Oberbürgermeister", "Herrn Paul Beispiel", "Rathausplatz 1", "36999 Auental"),
        ("Stadt Auental", "nichtöffentlich", "12.03.2024"),
        {"body": "Stadt Auental", "date": "2024-03-12", "public": False,
         "addressee": "Oberbürgermeister Herrn Paul Beispiel Rathausplatz 1 36999 Auental"},
        pitch=18.0, higher=-6.0,
    ),
    "taller": Head(
        ("An die", "Stadtverwaltung", "36999 Auental"),
        ("Stadt Auental", "Anfrage Nr. 0412/2024", "Datum: 12.03.2024", "öffentlich", "Rat der Stadt Auental"),
        {"body": "Stadt Auental", "number": "0412/2024", "date": "2024-03-12", "public": True,
         "addressee": "Stadtverwaltung 36999 Auental"},
        higher=14.0,
    ),
    "captions": Head(
        ("Herrn", "Oberbürgermeister Paul Beispiel", "Rathausplatz 1", "36999 Auental"),
        (("Aktenzeichen:", "20-0412/24"), ("Datum:", "12.03.2024"), ("Status:", "öffentlich")),
        {"date": "2024-03-12", "public": True, "addressee": "Herrn Oberbürgermeister Paul Beispiel Rathausplatz 1 36999 Auental"},
    ),
    "flush": Head(
        ("Frau", "Oberbürgermeisterin Petra Probe", "Rathausplatz 1", "36999 Auental"),
        ("Gemeinde Auental", "Vorlage Nr. 0412/2024", "öffentlich"),
        {"body": "Gemeinde Auental", "number": "0412/2024", "public": True,
         "addressee": "Frau Oberbürgermeisterin Petra Probe Rathausplatz 1 36999 Auental"},
        flush=True,
    ),
}  # fmt: skip


def drawn(head: Head, folder: Path) -> bytes:
    """By ReportLab, line for line."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 10)
    for number, text in enumerate(head.address):
        canvas.drawString(70, A4[1] - 120 - 14 * number, text)
    for number, line in enumerate(head.info):
        y = A4[1] - 120 + head.higher - head.pitch * number
        for x, piece in zip((390, 470), (line,) if isinstance(line, str) else line, strict=False):
            canvas.drawRightString(525, y, piece) if head.flush else canvas.drawString(x, y, piece)
    for number, text in enumerate(TEXT):
        canvas.drawString(70, A4[1] - 240 - 14 * number, text)
    canvas.save()
    return out.getvalue()


def page(head: Head) -> str:
    """As a page of the web: a table of two cells, without rules."""
    rows = [line if isinstance(line, str) else f"{line[0]} {line[1]}" for line in head.info]
    above = f"margin-top:{-head.higher}pt" if head.higher < 0 else ""
    left = f"padding-top:{head.higher}pt" if head.higher > 0 else ""
    style = f"line-height:{head.pitch}pt;{'text-align:right;' if head.flush else ''}{above}"
    text = "".join(f"<p>{line}</p>" for line in TEXT if line)
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'></head><body style='font-family:sans-serif;font-size:10pt'>"
        f"<table width='100%'><tr valign='top'><td width='60%'><div style='line-height:14pt;{left}'>{'<br>'.join(head.address)}</div></td>"
        f"<td width='40%'><div style='{style}'>{'<br>'.join(rows)}</div></td></tr></table><br>{text}</body></html>"
    )


def printed(head: Head, folder: Path) -> bytes:
    """By Chromium."""
    (folder / "letter.html").write_text(page(head), encoding="utf-8")
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-pdf-header-footer"]
    command += [f"--user-data-dir={folder}/profile", f"--print-to-pdf={folder}/letter.pdf", (folder / "letter.html").as_uri()]
    subprocess.run(command, check=True, capture_output=True, timeout=GUARD)
    return (folder / "letter.pdf").read_bytes()


def written(head: Head, folder: Path) -> bytes:
    """By LibreOffice."""
    (folder / "letter.html").write_text(page(head), encoding="utf-8")
    command = ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--infilter=HTML (StarWriter)"]
    command += ["--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), str(folder / "letter.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=GUARD)
    return (folder / "letter.pdf").read_bytes()


@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize(
    "way",
    [
        drawn,
        pytest.param(printed, marks=pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")),
        pytest.param(
            written,
            marks=pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
        ),
    ],
)
def test_both_columns_are_told_apart(name: str, way: Callable[[Head, Path], bytes], tmp_path: Path) -> None:
    (inquiry,) = parse_source(read_bytes(way(HEADS[name], tmp_path), "x"))
    record = as_dict(inquiry)
    assert {field: record[field] for field in HEADS[name].wanted} == HEADS[name].wanted
    assert record["title"] == "Beleuchtung des Uferwegs"
    assert len(record["questions"]) == 2


def test_values_beside_their_captions_stay_there(tmp_path: Path) -> None:
    """Where no address begins the left column, the lines are rows of a form."""
    form = Head(("Datum", "Gremium", "Status"), ("12.03.2024", "Hauptausschuss", "öffentlich"), {})
    lines = [line.text for line in read_bytes(drawn(form, tmp_path), "x").lines[:3]]
    assert lines == ["Datum   12.03.2024", "Gremium   Hauptausschuss", "Status   öffentlich"]


@pytest.mark.parametrize(
    ("head", "public"),
    [
        ("Stadt Auental\nnichtöffentlich", False),
        ("SPD-Fraktion\nöffentlich", True),
        ("Gremium   Datum   Ö / N", None),
    ],
)
def test_a_word_on_a_line_of_its_own_says_who_may_read_it(head: str, public: bool | None) -> None:
    (inquiry,) = parse_source(read_bytes(f"{head}\n\nAnfrage 12/2024\n\nWir fragen:\n\n1. Wann?\n2. Wo?\n".encode(), "x"))
    assert inquiry.public is public
