"""Records as commands take them in: one that is none is named and costs no other; however JSON is laid out, it says the same."""

import contextlib
import io
import json
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from anfrage_parser.cli.app import app
from anfrage_parser.errors import LimitError
from anfrage_parser.record import json_in as recordfile
from anfrage_parser.record.json_in import Broken, rows_of
from tests.command import ROOT

RUN = CliRunner()
NAMES = ("brief.txt", "formular.txt", "gemeinsam.txt")
BAD = NAMES[1]


def run(*words: object, code: int = 0, data: bytes = b"") -> Result:
    done = RUN.invoke(app, [str(word) for word in words], input=data)
    assert done.exit_code == code, (words, done.exit_code, done.output)
    return done


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three documents and their records, in every shape."""
    folder = tmp_path_factory.mktemp("kept")
    (folder / "in").mkdir()
    for name in NAMES:
        shutil.copy(ROOT / "samples" / name, folder / "in")
    for target in ("a.jsonl", "a", "a.sqlite"):
        run("batch", folder / "in", "-o", folder / target, "-j", "1")
    return folder


def lines(kept: Path) -> list[bytes]:
    return (kept / "a.jsonl").read_bytes().splitlines()


def with_date(line: bytes) -> bytes:
    return json.dumps({**json.loads(line), "date": "2024-13-01"}).encode()


def newer(line: bytes) -> bytes:
    return json.dumps({**json.loads(line), "schema_version": "2.0"}).encode()


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "a day that there isn't": with_date,
    "a later version": newer,
    "no JSON": lambda line: b"kein JSON",
    "cut off": lambda line: line[:200],
    "cut off behind a comma": lambda line: line[: line.index(b",", 200) + 1],
    "no UTF-8": lambda line: line[:-2] + b"\xff" + line[-2:],
    "too deep": lambda line: b'{"schema_version":"1.0","x":' + b"[" * 100_000,
    "a number": lambda line: b"7",
}
NO_RECORD = [name for name in SPOILT if name != "a day that there isn't"]


def put(kind: str, spoil: Callable[[bytes], bytes], kept: Path, folder: Path) -> tuple[Path, str]:
    """An input of which the second record is spoilt, and what that one is called."""
    source = kept / {"jsonl": "a.jsonl", "sqlite": "a.sqlite", "folder": "a"}[kind]
    target = folder / source.name
    bad = spoil(lines(kept)[1])
    if kind == "jsonl":
        first, _, third = lines(kept)
        target.write_bytes(b"\n".join((first, bad, third)) + b"\n")
        return target, f"{target}:2"
    if kind == "folder":
        shutil.copytree(source, target)
        (target / f"{BAD}.json").write_bytes(bad)
        return target, f"{target / f'{BAD}.json'}:1"
    shutil.copy(source, target)
    with contextlib.closing(sqlite3.connect(target)) as base:
        base.execute("PRAGMA journal_mode = DELETE")
        base.execute("UPDATE inquiries SET record = CAST(? AS TEXT) WHERE document = ?", (bad, BAD))
        base.commit()
    return target, f"{target}:2"


def export(path: Path, kept: Path) -> tuple[Result, list[str]]:
    done = run("export", path, "--to", "jsonl", "-o", "-", code=4)
    return done, [json.loads(line)["source"]["name"] for line in done.stdout.splitlines()]


def verify(path: Path, kept: Path) -> tuple[Result, list[str]]:
    done = run("verify", path, "--root", kept / "in", "--json", "--no-sandbox", code=4)
    return done, [row["name"] for line in done.stdout.splitlines() if (row := json.loads(line))["state"] == "identical"]


@pytest.mark.parametrize("kind", ["jsonl", "folder", "sqlite"])
@pytest.mark.parametrize("name", SPOILT)
def test_a_bad_record_between_good_ones(name: str, kind: str, kept: Path, tmp_path: Path) -> None:
    path, called = put(kind, SPOILT[name], kept, tmp_path)
    done, found = export(path, kept)
    assert found == [NAMES[0], NAMES[2]]
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"anfrage: {called}")
    if kind == "sqlite" or name in ("a day that there isn't", "a later version"):
        assert line.startswith(f"anfrage: {called} ({BAD}): ")
    done = run("stats", path, "--to", "json", code=4)
    assert (json.loads(done.stdout)["inquiries"], json.loads(done.stdout)["without_record"]) == (2, 1)
    done = run("validate", path, code=3 if name not in NO_RECORD else 4)
    assert ("1 nicht lesbar" in done.stderr) == (name in NO_RECORD)
    assert f"{3 if name not in NO_RECORD else 2} Datensätze, {0 if name in NO_RECORD else 1} Fehler" in done.stderr
    if name in NO_RECORD:
        done, found = verify(path, kept)
        assert found == [NAMES[0], NAMES[2]] and f"anfrage: {called}" in done.stderr
    if kind == "jsonl":
        done = run("review", path, "-o", tmp_path / "r.html", code=4)
        assert "3 Dokumente" in done.stderr and f"anfrage: {called}" in done.stderr


def test_among_several_inputs_it_is_named_likewise(kept: Path, tmp_path: Path) -> None:
    path, called = put("jsonl", with_date, kept, tmp_path)
    done = run("export", path, kept / "a.jsonl", "--to", "jsonl", "-o", "-", code=7)
    assert len(done.stdout.splitlines()) == 5 and f"anfrage: {called} ({BAD}): " in done.stderr
    done = run("export", "-", "--to", "jsonl", "-o", "-", data=path.read_bytes(), code=4)
    assert len(done.stdout.splitlines()) == 2 and f"anfrage: -:2 ({BAD}): " in done.stderr


def test_what_a_record_calls_its_document_is_shown_safely(kept: Path, tmp_path: Path) -> None:
    row = json.loads(lines(kept)[0])
    row["source"]["name"], row["date"] = "\x1b[2J.txt", "bald"
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n", encoding="utf-8")
    done = run("export", tmp_path / "a.jsonl", "--to", "jsonl", "-o", "-", code=4)
    assert "\x1b" not in done.stderr and done.stdout == ""


Row = dict[str, Any]
ROWS: list[Row] = [
    {"schema_version": "1.0", "a": 'x"}{[,\\', "b": [{"c": []}, {}, [1]]},
    {"schema_version": "1.0", "a": "ä\\", "b": []},
    {"b": {"schema_version": None}, "schema_version": "1.0", "a": "]"},
]
LAYOUTS: dict[str, Callable[[list[Row]], str]] = {
    "lines": lambda rows: "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows),
    "lines with blank ones": lambda rows: "\n\r\n" + "\n \n".join(json.dumps(row) for row in rows),
    "lines of Windows": lambda rows: "\ufeff" + "\r\n".join(json.dumps(row) for row in rows),
    "indented, one behind the other": lambda rows: "\n".join(json.dumps(row, indent=2) for row in rows),
    "indented by nothing": lambda rows: "\n".join(json.dumps(row, indent=0) for row in rows),
    "all on one line": lambda rows: "".join(json.dumps(row) for row in rows),
    "a list": json.dumps,
    "an indented list": lambda rows: "\n" + json.dumps(rows, indent=1),
    "a list indented by nothing": lambda rows: json.dumps(rows, indent=0),
    "a list with a row a line": lambda rows: "[\n" + ",\n".join(json.dumps(row) for row in rows) + "]\n",
    "a list, opened beside its first": lambda rows: "[" + ",\n".join(json.dumps(row, indent=1) for row in rows) + "]",
    "lists": lambda rows: "\n".join(json.dumps([row], indent=1) for row in rows),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_however_json_is_laid_out(name: str) -> None:
    assert list(rows_of(io.BytesIO(LAYOUTS[name](ROWS).encode()))) == ROWS
    assert list(rows_of(io.BytesIO(LAYOUTS[name](ROWS[:1]).encode()))) == ROWS[:1]


@pytest.mark.parametrize("name", LAYOUTS)
def test_what_was_cut_off_is_told(name: str) -> None:
    text = LAYOUTS[name](ROWS).rstrip()
    found = list(rows_of(io.BytesIO(text[:-1].encode())))
    assert isinstance(found[-1], Broken) and all(row in ROWS for row in found[:-1])


@pytest.mark.parametrize("indent", [None, 0, 1])
@pytest.mark.parametrize("lost", range(1, 40, 3))
def test_what_was_cut_off_swallows_nothing(indent: int | None, lost: int) -> None:
    first, last = (json.dumps(row, indent=indent) for row in ROWS[:2])
    found = list(rows_of(io.BytesIO(f"{first[:-lost]}\n{last}\n{json.dumps(ROWS[2])}\n".encode())))
    assert found[-1] == ROWS[2] and isinstance(found[0], Broken)
    if indent is None:
        assert found[1] == ROWS[1] and len(found) == 3


def test_one_value_has_its_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recordfile, "LARGEST", 400)
    assert len(list(rows_of(io.BytesIO(LAYOUTS["lines"](ROWS * 9).encode())))) == 27
    for long in ('{"a": "' + "x" * 400 + '"}', json.dumps({"a": ["x"] * 100}, indent=1)):
        with pytest.raises(LimitError):
            list(rows_of(io.BytesIO(long.encode())))


def test_plain_output_of_jq(kept: Path, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in lines(kept)]
    (tmp_path / "a.json").write_text(LAYOUTS["indented, one behind the other"](rows), encoding="utf-8")
    wanted = run("export", kept / "a.jsonl", "--to", "jsonl", "-o", "-").stdout
    assert run("export", tmp_path / "a.json", "--to", "jsonl", "-o", "-").stdout == wanted
    (tmp_path / "b.jsonl").write_bytes(b"\n" + (kept / "a.jsonl").read_bytes())
    assert run("export", tmp_path / "b.jsonl", "--to", "jsonl", "-o", "-").stdout == wanted


def test_records_whose_version_stands_far_behind(kept: Path, tmp_path: Path) -> None:
    """As `jq -S` leaves them."""
    rows = [dict(sorted({**json.loads(line), "addressee": "x" * 10_000}.items())) for line in lines(kept)]
    assert all(json.dumps(row).index("schema_version") > recordfile.HEAD for row in rows)
    for name, layout in LAYOUTS.items():
        path = tmp_path / f"{name}.json"
        path.write_text(layout(rows), encoding="utf-8")
        for words, data in (((path,), b""), (("-",), path.read_bytes())):
            done = run("export", *words, "--to", "jsonl", "-o", "-", data=data)
            assert [json.loads(line)["addressee"] for line in done.stdout.splitlines()] == [row["addressee"] for row in rows], name


JSON = {
    "an object": b'{"name": "x"}',
    "an object on lines": b'\xef\xbb\xbf\n{\n  "name": 1\n}\n',
    "an empty object": b"{}",
    "an empty list": b"[ ]\n",
    "a list of objects": b'[\n {"name": 1}]',
    "a list of numbers": b"[1, 2]",
    "a list of words": '["Fragen", "ä"]'.encode(),
    "broken": b'{"schema_version": "1.0", "date',
    "a list of records, broken": b'[{"schema_version": "1.0"}, {',
    "UTF-16": '{"schema_version": "1.0"}'.encode("utf-16"),
}


@pytest.mark.parametrize("name", JSON)
def test_json_is_records_or_an_error_and_never_a_letter(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_bytes(JSON[name])
    for words in (
        ("export", path, "--to", "jsonl", "-o", "-"),
        ("stats", path),
        ("parse", path),
        ("export", "-", "--to", "csv", "-o", "-"),
    ):
        if name == "an empty list" and words[0] != "parse":
            run(*words, data=JSON[name])
            continue
        done = run(*words, data=JSON[name], code=4)
        assert done.stdout == "" and any(said in done.stderr for said in ("JSON", "das ist kein Datensatz", "das sind Datensätze"))


@pytest.mark.parametrize("begin", ["[Entwurf]\n", "[1]\n", "{Platzhalter}\n", "[", "[[Stadt]] ", "{ \n"])
def test_a_letter_may_begin_with_a_bracket(begin: str, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(begin + (ROOT / "samples/brief.txt").read_text("utf-8"), encoding="utf-8")
    assert len(json.loads(run("parse", path).stdout)["questions"]) == 4
    assert run("export", path, "--to", "jsonl", "-o", "-").stdout.count("\n") == 1
