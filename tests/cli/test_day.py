"""A clerk's day with the command line alone, in German words: what the desk's browser test does there."""

import json
from pathlib import Path

import openpyxl

from anfrage_parser import parse_file
from anfrage_parser.corrections import read
from anfrage_parser.readers import read_bytes
from tests.command import command
from tests.readers.test_ocr import REAL
from tools.desk_day import LETTERS, lay_out

PARKING, LUNCH, _ = LETTERS


def test_a_clerks_day(tmp_path: Path) -> None:
    letters = tmp_path / "briefe"
    letters.mkdir()
    lay_out(letters)

    def anfrage(*words: str, code: int | tuple[int, ...] = 0) -> str:
        return command(*words, cwd=letters, code=code).stdout.decode()

    # look, mend two days, add what is missing, mark as checked
    assert "Trinkbrunnen" in anfrage("show", ".", code=0 if REAL else (0, 7))
    anfrage("correct", LUNCH, "--set", "Datum=9. Oktober 2024")
    asked = f"fragen[{len(parse_file(letters / PARKING)[0].questions)}]"
    changes = ("--set", "datum=13.03.2024", "--set", "gremium=Bauausschuss", "--insert", f"{asked}=Wer haftet für Schäden?")
    anfrage("correct", PARKING, *changes)
    anfrage("correct", PARKING, "--checked")
    shown = anfrage("show", PARKING)
    assert all(words in shown for words in ("13.03.2024", "Bauausschuss", "Wer haftet für Schäden?"))
    assert read(letters / f"{PARKING}.anfrage.toml").checked
    # hand on: Excel, the answer begun, the list of deadlines on a page to print
    anfrage("export", ".", "-o", "anfragen.xlsx", code=0 if REAL else (0, 7))
    book = openpyxl.load_workbook(letters / "anfragen.xlsx")
    cells = " ".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)
    assert "Bauausschuss" in cells and "Trinkbrunnen" in cells
    anfrage("draft", PARKING, "-o", "antwort.docx")
    assert "Wer haftet für Schäden?" in read_bytes((letters / "antwort.docx").read_bytes(), "antwort.docx").text
    anfrage("stats", ".", "--open", "--deadline", "6w", "-o", "fristen.html", code=0 if REAL else (0, 7))
    assert "24.04.2024" in (letters / "fristen.html").read_text(encoding="utf-8")  # six weeks from 13 March: a draft answers nothing yet
    assert json.loads(anfrage("stats", ".", "--by", "fraktion", "--format", "json", code=0 if REAL else (0, 7)))
