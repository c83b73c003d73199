"""Records in other tools' formats say the same as the records: every exporter is read back and compared field by field."""

import contextlib
import csv
import datetime as dt
import io
import json
import os
import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner, Result

from anfrage_parser import parse_file, parse_text
from anfrage_parser.cli.app import app
from anfrage_parser.errors import LimitError
from anfrage_parser.exporters import EXPORTERS, ExportOptions, table_xlsx
from anfrage_parser.exporters.cells import allowed, as_text, harmless
from anfrage_parser.exporters.columns import FINDINGS, INQUIRIES, QUESTIONS, Table
from anfrage_parser.jsonout import to_json, to_line
from anfrage_parser.record import as_dict, from_dict
from anfrage_parser.schema import Inquiry
from tests.test_hostile import PAYLOADS

RUN = CliRunner()
ROOT = Path(__file__).parent.parent
SAMPLES = sorted(p for p in (ROOT / "samples").iterdir() if p.suffix in (".txt", ".pdf"))
CORPUS = os.environ.get("ANFRAGE_CORPUS")
OPENS_FORMULA = tuple("=+-@\t\r\n\0")


def run(*words: object, code: int = 0, data: bytes = b"") -> Result:
    result = RUN.invoke(app, [str(word) for word in words], input=data)
    assert result.exit_code == code, (words, result.exit_code, result.stderr)
    return result


@pytest.fixture(scope="module")
def records() -> list[Inquiry]:
    """Those of all samples and, where there is a corpus, of some of its texts."""
    found = [inquiry for path in SAMPLES for inquiry in parse_file(path)]
    if CORPUS:
        for path in sorted(Path(CORPUS).rglob("*.txt"))[:200]:
            try:
                found += parse_file(path)
            except Exception as error:  # what is refused is no matter here
                assert hasattr(error, "exit_code")
    assert len(found) >= 35
    return found


def exported(records: list[Inquiry], name: str, **options: Any) -> bytes:
    out = io.BytesIO()
    EXPORTERS[name].export(iter(records), out, ExportOptions(**options))
    return out.getvalue()


def cells(records: list[Inquiry], table: Table[Any]) -> list[list[str]]:
    return [[allowed(as_text(value, "de")) for value in row] for record in records for row in table.cells(record)]


def read_back(data: bytes, preset: str) -> list[list[str]]:
    text = data.decode("utf-8-sig" if preset == "excel-de" else "utf-8", "strict")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if preset == "excel-de" else ",", strict=True))


@pytest.mark.parametrize("preset", ["excel-de", "rfc4180"])
@pytest.mark.parametrize("rows", ["questions", "inquiries"])
def test_csv_gives_the_texts_back(preset: str, rows: str, records: list[Inquiry]) -> None:
    data = exported(records, "csv", preset=preset, rows=rows)
    assert data.startswith(b"\xef\xbb\xbf") == (preset == "excel-de")
    head, *body = read_back(data, preset)
    table: Table[Any] = INQUIRIES if rows == "inquiries" else QUESTIONS
    assert head == [c.german if preset == "excel-de" else c.key for c in table.columns]
    assert body == [[harmless(cell) for cell in row] for row in cells(records, table)]
    assert read_back(exported(records, "csv", preset=preset, rows=rows, raw=True), preset)[1:] == cells(records, table)
    if preset == "excel-de":
        assert re.match(r'"(?:[^"]|"")*";[0-9]+;"', data.decode("utf-8-sig").split("\r\n")[1]), "every text is quoted, no number is"


def poisoned(payload: str) -> Inquiry:
    """A record in which every text begins with the payload."""

    def fill(value: Any, key: str = "") -> Any:
        if isinstance(value, dict):
            return {k: fill(v, k) for k, v in value.items()}
        if isinstance(value, list):
            return [fill(v, key) for v in value]
        kept = ("schema_version", "document_type", "date", "date_basis", "received", "session_date", "severity")
        return payload + value if isinstance(value, str) and key not in kept else value

    row = as_dict(parse_text((ROOT / "samples/brief.txt").read_text(encoding="utf-8"))[0])
    row.pop("party")
    return from_dict(fill(row))


@pytest.mark.parametrize(
    "payload", ["=1+1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "\n=1", " =1", "\u00a0=1", "＝1", "\ufeff=1", *PAYLOADS]
)
def test_no_cell_is_a_formula(payload: str) -> None:
    if re.search("[\ud800-\udfff]", payload):
        return  # no record holds one
    record = poisoned(payload)
    for preset in ("excel-de", "rfc4180"):
        for rows in ("questions", "inquiries"):
            head, *body = read_back(exported([record], "csv", preset=preset, rows=rows), preset)
            assert body and not [
                cell for row in body for cell in row if cell.lstrip().startswith(OPENS_FORMULA) or cell[:1] in OPENS_FORMULA
            ]
            assert all(len(row) == len(head) for row in body)
    book = openpyxl.load_workbook(io.BytesIO(exported([record], "xlsx")))
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink]
    assert payload.strip()[:3] not in ("\n#",) and exported([record], "markdown")


def shown(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def test_a_workbook_shows_the_same(records: list[Inquiry]) -> None:
    data = exported(records, "xlsx")
    assert data == exported(records, "xlsx"), "the same records give the same bytes"
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Anfragen", "Fragen", "Hinweise"]
    tables: tuple[Table[Any], ...] = (INQUIRIES, QUESTIONS, FINDINGS)
    for sheet, table in zip(book, tables, strict=True):
        head, *body = [[shown(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        assert head == [column.german for column in table.columns]
        assert [[unescaped(cell) for cell in row] for row in body] == cells(records, table)
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:")
    first = next(record for record in records if record.date and record.number)
    row = next(row for row in book["Anfragen"].iter_rows(min_row=2) if row[0].value == first.source.name)
    assert row[3].is_date and row[3].number_format == "dd.mm.yyyy" and row[2].data_type == "s"
    english = openpyxl.load_workbook(io.BytesIO(exported(records[:1], "xlsx", language="en")))
    assert english.sheetnames == ["Inquiries", "Questions", "Findings"]


def unescaped(cell: str) -> str:
    """Openpyxl leaves what the format escapes ("_x005F_") as it is."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), cell)


def test_what_a_workbook_cannot_hold(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    record = parse_text("Anfrage\n\nWir fragen:\n\n1. " + "Wie lang " * 4000 + "ist er?\n")[0]
    with pytest.raises(LimitError, match="Wortlaut"):
        exported([record], "xlsx")
    (tmp_path / "lang.jsonl").write_bytes(to_line(as_dict(record)))
    run("export", tmp_path / "lang.jsonl", "-o", tmp_path / "lang.xlsx", code=8)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["lang.jsonl"]
    assert "Wie lang Wie" in exported([record], "csv").decode("utf-8-sig")
    monkeypatch.setattr(table_xlsx, "MOST_ROWS", 6)
    short = parse_text("Anfrage\n\nWir fragen:\n\n1. Wann?\n2. Wie?\n")[0]
    assert exported([short], "xlsx")
    with pytest.raises(LimitError, match="Zeilen"):
        exported([short, short], "xlsx")


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_any_text_survives(text: str) -> None:
    record = poisoned(re.sub("[\ud800-\udfff]", "", text) + "x")
    for preset in ("excel-de", "rfc4180"):
        body = read_back(exported([record], "csv", preset=preset, raw=True), preset)[1:]
        assert body == cells([record], QUESTIONS)
    sheet = openpyxl.load_workbook(io.BytesIO(exported([record], "xlsx")))["Fragen"]
    assert [[unescaped(shown(v)) for v in row] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        [unescaped(cell) for cell in row] for row in cells([record], QUESTIONS)
    ]


def test_markdown_holds_every_text(records: list[Inquiry]) -> None:
    for record in records:
        said = re.sub(r"\\(.)", r"\1", exported([record], "markdown").decode("utf-8"))
        for question in record.questions:
            assert allowed(question.text) in said and all(allowed(part.text) in said for part in question.parts)
        assert (record.preamble or "") in said and (record.rationale or "") in said and (record.title or "") in said


def test_lines_are_the_records(records: list[Inquiry]) -> None:
    rows = [json.loads(line) for line in exported(records, "jsonl").splitlines()]
    assert [from_dict(row) for row in rows] == records


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The same records in all the ways in which records are kept."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "in").mkdir()
    for name in ("brief.txt", "mainzer-formular.txt", "brief-zwei-seiten.pdf"):
        (folder / "in" / name).write_bytes((ROOT / "samples" / name).read_bytes())
    (folder / "in/antrag.txt").write_text("ANTRAG\n\nDer Rat beschließt, den Weg zu sanieren.\n", encoding="utf-8")
    for out in ("aus", "aus.jsonl", "aus.sqlite"):
        RUN.invoke(app, ["batch", str(folder / "in"), "-o", str(folder / out), "-j", "1"])
    rows = [json.loads(line) for line in (folder / "aus.jsonl").read_bytes().splitlines()]
    (folder / "liste.json").write_bytes(to_json([row for row in rows if "error" not in row]))
    yield folder


@pytest.mark.parametrize("source", ["aus", "aus.jsonl", "aus.sqlite", "liste.json", "-"])
def test_wherever_records_are_kept(source: str, kept: Path) -> None:
    wanted = [row for line in (kept / "aus.jsonl").read_bytes().splitlines() if "error" not in (row := json.loads(line))]
    data = (kept / "aus.jsonl").read_bytes() if source == "-" else b""
    done = run("export", source if source == "-" else kept / source, "--to", "jsonl", "-o", "-", data=data)
    assert [json.loads(line) for line in done.stdout.splitlines()] == wanted and len(wanted) == 3
    assert ("1 Dokumente ohne Datensatz" in done.stderr) == (source in ("aus", "aus.jsonl", "-"))


def test_a_database_that_is_not_what_it_says(kept: Path, tmp_path: Path) -> None:
    for change in ("UPDATE inquiries SET record = x'00ff'", "UPDATE inquiries SET record = 7", "DROP TABLE inquiries"):
        path = tmp_path / "a.sqlite"
        path.write_bytes((kept / "aus.sqlite").read_bytes())
        with contextlib.closing(sqlite3.connect(path)) as base:
            base.execute("PRAGMA journal_mode = DELETE")
            base.execute(change)
            base.commit()
        assert len(run("export", path, "-o", tmp_path / "a.csv", code=4).stderr.splitlines()) == 1
        assert [p.name for p in tmp_path.iterdir()] == ["a.sqlite"]


def test_documents_themselves(kept: Path) -> None:
    done = run("export", kept / "in/brief.txt", "--to", "csv", "--rows", "inquiries", "-o", "-")
    assert len(read_back(done.stdout_bytes, "excel-de")) == 2
    done = run("export", kept / "in/brief.txt", kept / "in/antrag.txt", "--to", "jsonl", "-o", "-", code=7)
    assert len(done.stdout.splitlines()) == 1 and "antrag.txt: das ist keine Anfrage" in done.stderr


def test_what_goes_wrong(kept: Path, tmp_path: Path) -> None:
    target = tmp_path / "a.csv"
    run("export", kept / "in/antrag.txt", "-o", target, code=6)
    run("export", tmp_path / "fehlt.jsonl", "-o", target, code=4)
    run("export", tmp_path, "-o", target, code=4)
    (tmp_path / "fremd.sqlite").write_bytes(b"SQLite format 3\0" + bytes(100))
    run("export", tmp_path / "fremd.sqlite", "-o", target, code=4)
    (tmp_path / "tief.jsonl").write_bytes(b'{"schema_version": "1.0", "x": ' + b"[" * 100_000 + b"\n")
    run("export", tmp_path / "tief.jsonl", "-o", target, code=4)
    (tmp_path / "neu.jsonl").write_bytes(b'{"schema_version": "7.0"}\n')
    assert "7.0" in run("export", tmp_path / "neu.jsonl", "-o", target, code=4).stderr
    assert not target.exists()
    run("export", kept / "aus.jsonl", "-o", tmp_path / "a.doc", code=2)
    run("export", kept / "aus.jsonl", "-o", "-", code=2)
    for option in ("--to", "--rows", "--preset", "--lang"):
        run("export", kept / "aus.jsonl", option, "x", "-o", target, code=2)
    run("export", kept / "aus.jsonl", "-o", target)
    run("export", kept / "aus.jsonl", "-o", target, code=10)
    run("export", kept / "aus.jsonl", "-o", target, "--force")
    assert {p.name for p in tmp_path.iterdir()} == {"a.csv", "fremd.sqlite", "tief.jsonl", "neu.jsonl"}


def test_formats_are_listed() -> None:
    assert all(name in run("export", "--help").stdout for name in EXPORTERS)
