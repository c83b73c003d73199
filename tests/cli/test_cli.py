"""The command as its users run it: bytes on stdout, one line on stderr, the documented codes."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tomllib
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import typer
from jsonschema import Draft202012Validator

from anfrage_parser.cli.app import app
from anfrage_parser.cli.groups import COMMANDS
from anfrage_parser.cli.streams import handled
from tests.command import GUARD, PYTHON, ROOT, Done, command
from tests.pdfs import letter, pdf

SAMPLES = ROOT / "samples"
BRIEF = (
    "Anfrage 0815/2024\n\nvom 3. Mai 2024\nSPD-Fraktion\nBetreff: Uferweg\n\nWir fragen:\n\n1. Wann öffnet der Weg?\n2. Was kostet er?\n"
)


run = partial(command, code=None)


@pytest.fixture
def brief(tmp_path: Path) -> Path:
    path = tmp_path / "brief.txt"
    path.write_text(BRIEF, encoding="utf-8")
    return path


def record(done: Done) -> dict[str, Any]:
    value = json.loads(done.stdout)
    assert isinstance(value, dict)
    return value


def test_one_file(brief: Path) -> None:
    done = run("parse", brief)
    got = record(done)
    assert (done.returncode, done.stderr) == (0, b"")
    assert (got["number"], got["date"], got["party"], got["title"], len(got["questions"])) == (
        "0815/2024",
        "2024-05-03",
        "SPD",
        "Uferweg",
        2,
    )
    assert got["source"]["name"] == "brief.txt"
    assert list(got).index("party") + 1 == list(got).index("parties")
    assert done.stdout.startswith(b"{\n  ") and "ö".encode() in done.stdout


def test_standard_input(brief: Path) -> None:
    assert record(run("parse", "-", data=brief.read_bytes()))["source"]["name"] == "-"
    assert record(run("parse", "-", data=pdf([letter()])))["source"]["reader"] == "pdfium"


def failures(folder: Path) -> dict[str, tuple[Path, int]]:
    files = {
        "fehlt.txt": (None, 4),
        "leer.txt": (b"", 4),
        "bild.png": (b"\x89PNG\r\n\x1a\n", 4),
        "kaputt.pdf": (b"%PDF-1.7\n" + b"\x93" * 99, 4),
        "scan.pdf": (pdf([[]]), 5),
        "antrag.txt": ("ANTRAG\n\nDer Rat beschließt, den Weg zu sanieren.\n".encode(), 6),
        "protokoll.txt": ("Niederschrift\n\nüber die Sitzung des Rates am 3.5.2024\n".encode(), 6),
        "geheim.pdf": (pdf([letter()], password="geheim"), 9),
    }
    for name, (data, _) in files.items():
        if data is not None:
            (folder / name).write_bytes(data)
    (folder / "ordner").mkdir()
    return {name: (folder / name, code) for name, (_, code) in files.items()} | {"ordner": (folder / "ordner", 4)}


def test_every_failure_is_one_line_with_the_next_step(tmp_path: Path) -> None:
    for name, (path, code) in failures(tmp_path).items():
        done = run("parse", path)
        lines = done.stderr.decode().splitlines()
        assert (name, done.returncode, done.stdout, len(lines)) == (name, code, b"", 1)
        assert lines[0].startswith(f"anfrage: {path}: ") and "; " in lines[0]
    assert "(document type: motion)" in run("parse", tmp_path / "antrag.txt").stderr.decode()


def test_several_inputs_go_on_after_a_bad_one(brief: Path, tmp_path: Path) -> None:
    done = run("parse", brief, tmp_path / "fehlt.txt", brief)
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 7
    assert ["error" in row for row in rows] == [False, True, False]
    assert rows[1]["error"]["exit_code"] == 4 and rows[1]["source"]["name"] == "fehlt.txt" and rows[1]["schema_version"] == "1.1"
    assert done.stderr.decode().count("\n") == 1 and "fehlt.txt" in done.stderr.decode()
    assert len(json.loads(run("parse", "--format", "json", brief, brief).stdout)) == 2
    assert run("parse", brief, brief).returncode == 0


def test_incomplete_records(tmp_path: Path, brief: Path) -> None:
    path = tmp_path / "frage.txt"
    path.write_text("Anfrage\n\nSehr geehrte Damen und Herren,\n\nder Weg ist gesperrt.\n", encoding="utf-8")
    done = run("parse", path)
    assert done.returncode == 3 and record(done)["questions"] == []
    assert done.stderr.decode().count("\n") == 1
    assert run("parse", path, brief).returncode == 3
    bare = tmp_path / "ohne.txt"
    bare.write_text(BRIEF.replace("0815/2024", ""), encoding="utf-8")
    assert [run("parse", *options, bare).returncode for options in ([], ["--strict"], ["--require", "number"])] == [0, 3, 3]
    assert run("parse", "--require", "number,date,party", brief).returncode == 0
    required = record(run("parse", "--require", "committee", brief))
    assert ("field-missing", "error", "committee") in [(f["code"], f["severity"], f["field"]) for f in required["findings"]]
    assert run("parse", "-q", "--strict", bare).stderr == b""
    assert b"number-missing" in run("parse", "-v", bare).stderr


def test_wrong_usage(brief: Path) -> None:
    for options in (["--format", "xml"], ["--reader", "ocr"], ["--convention", "atlantis"], ["--require", "farbe"], ["--unbekannt"]):
        done = run("parse", *options, brief)
        assert (done.returncode, done.stdout) == (2, b""), options
        assert b"Traceback" not in done.stderr
    assert run("parse").returncode == 2
    assert b"anfrage parse brief.txt" in run("--help").stdout


def test_each_command_is_declared_where_it_is_looked_for() -> None:
    declared = [(command.callback.__module__, command.name) for command in app.registered_commands if command.callback]
    assert declared == [(f"anfrage_parser.cli.commands.{name}", name) for name in COMMANDS]  # in the order of the help, too


def test_options_that_choose(brief: Path, tmp_path: Path) -> None:
    assert record(run("parse", "--convention", "mainz", brief))["source"]["convention"] == "mainz"
    path = tmp_path / "brief.pdf"
    path.write_bytes(pdf([letter()]))
    first, second = record(run("parse", path)), record(run("parse", "--reader", "pdfplumber", path))
    assert (first["source"].pop("reader"), second["source"].pop("reader")) == ("pdfium", "pdfplumber")
    assert first == second


def test_patterns_are_expanded_by_us(brief: Path) -> None:
    done = run("parse", "--format", "jsonl", brief.parent / "*.txt")
    assert json.loads(done.stdout)["source"]["name"] == "brief.txt"


def test_text_is_exactly_what_offsets_count(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbfGru\xcc\x88n\r\n\f2. Seite")
    assert run("text", path).stdout == b"Gru\xcc\x88n\n\f2. Seite"
    assert run("text", tmp_path / "fehlt").returncode == 4


def test_explain_in_a_pipe(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(BRIEF + "\x1b]0;böse\x07 \u202e [red]x[/red] \x9b2J\n", encoding="utf-8")
    done = run("explain", path)
    rows = [line.split("\t") for line in done.stdout.decode().splitlines()]
    assert done.returncode == 0 and {len(row) for row in rows} == {6}
    assert ["1:1", "type", "-", "paper_type number", "type headline", "Anfrage 0815/2024"] in rows
    assert not set(done.stdout.decode()) & set("\x1b\x07\x9b\u202e")


SENTENCE = "Anfrage 1/2024\n\nWir fragen:\n\n1. Wann öffnet der Weg? Der Plan wurde\nim Auftrag der Stadt\nerstellt?\n2. Was kostet er?\n"


def test_explain_tells_what_was_proposed_what_taken_back_and_which_rule_decided(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    rows = [line.split("\t") for line in run("explain", path).stdout.decode().splitlines()]
    assert rows[0] == ["Zeile", "vorgeschlagen", "verworfen", "wurde zu", "durch", "Text"]
    assert ["1:6", "signed", "signed<inside-sentence", "questions[0].text", "item:1.", "im Auftrag der Stadt"] in rows
    assert rows[1][3:5] == ["paper_type number", "type headline"]


def test_explain_says_what_was_looked_for_in_vain(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(SENTENCE, encoding="utf-8")
    assert run("explain", path).stderr.decode() == "gesucht und nicht gefunden: Titel, Fraktion, Datum\n"
    assert run("explain", path, "--lang", "en").stderr.decode() == "looked for and not found: Title, Group, Date\n"
    assert run("explain", SAMPLES / "brief.txt").stderr.decode() == "gesucht und nicht gefunden: Nummer\n"


def test_schema_holds_for_every_sample() -> None:
    schema = json.loads(run("schema").stdout)
    assert schema["$schema"].endswith("2020-12/schema")
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema)
    done = run("parse", "--format", "jsonl", *sorted(SAMPLES.glob("*.txt")), *sorted(SAMPLES.glob("*.pdf")))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 0 and len(rows) >= 15
    assert [error.message for row in rows for error in validator.iter_errors(row)] == []


def test_version_names_the_engines() -> None:
    shown = run("--version").stdout.decode()
    assert all(name in shown for name in ("anfrage-parser 0.1.0+rules.", "PDFium ", "pdfminer.six", "pydantic"))


def test_same_bytes_whatever_surrounds() -> None:
    files = [SAMPLES / "gemeinsam.txt", SAMPLES / "brief-zwei-seiten.pdf"]
    seen = set()
    for seed, locale, zone in (("0", "C", "UTC"), ("1", "C.UTF-8", "Asia/Tokyo"), ("2", "de_DE.UTF-8", "America/Lima")):
        done = command("parse", *files, started=True, PYTHONHASHSEED=seed, LC_ALL=locale, LANG=locale, TZ=zone, PYTHONIOENCODING="latin-1")
        seen.add(done.stdout)
    assert len(seen) == 1


@pytest.mark.skipif(os.name == "nt", reason="pipes end differently on Windows")
def test_a_reader_that_goes_away() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([*PYTHON, "parse", str(SAMPLES / "brief.txt")], stdout=writing, stderr=subprocess.PIPE, check=False)
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this platform")
def test_a_full_disk() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*PYTHON, "parse", str(SAMPLES / "brief.txt")], stdout=full, stderr=subprocess.PIPE, check=False)
    assert done.returncode == 10
    assert done.stderr.decode().count("\n") == 1 and "voll" in done.stderr.decode()


def test_check_compares_and_updates(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "brief.txt", tmp_path)
    assert run("check", tmp_path).returncode == 3
    assert run("check", "--update", tmp_path).returncode == 0
    assert run("check", tmp_path).returncode == 0
    golden = tmp_path / "brief.txt.json"
    golden.write_text(golden.read_text(encoding="utf-8").replace("2024-03-12", "2024-03-13"), encoding="utf-8")
    done = run("check", tmp_path)
    assert done.returncode == 3 and b'+  "date": "2024-03-12"' in done.stdout
    (tmp_path / "leer").mkdir()
    assert run("check", tmp_path / "leer").returncode == 4


def test_a_bug_is_one_line_without_the_document(capfd: pytest.CaptureFixture[str]) -> None:
    @handled
    def broken() -> None:
        raise ValueError("Text aus dem Brief")

    with pytest.raises(typer.Exit) as caught:
        broken()
    shown = capfd.readouterr().err
    assert caught.value.exit_code == 1
    assert "ValueError" in shown and "Brief" not in shown and shown.count("\n") == 1

    @handled
    def interrupted() -> None:
        raise KeyboardInterrupt

    with pytest.raises(typer.Exit) as caught:
        interrupted()
    assert caught.value.exit_code == 130


SIGNALLED = """
import os, signal, sys
from anfrage_parser.cli import signals
from anfrage_parser.cli.streams import handled

class Swept:
    def __del__(self):
        os.kill(os.getpid(), NUMBER)
        for _ in range(1000):
            pass

@handled
def command():
    signals.interruptible()
    HOW
    while True:
        pass

try:
    command()
except BaseException as error:
    sys.exit(error.exit_code)
"""

WAYS = {
    "raised": "os.kill(os.getpid(), NUMBER)",
    "made something else of": """
    try:
        os.kill(os.getpid(), NUMBER)
        for _ in range(1000):
            pass
    except BaseException as error:
        raise ValueError from error""",
    "fallen into code made of text": 'exec("os.kill(os.getpid(), NUMBER)\\nfor _ in range(1000): pass")',
    "swallowed": "Swept()",
    "held up": """
    signals.PATIENCE = 0.1
    try:
        os.kill(os.getpid(), NUMBER)
        for _ in range(1000):
            pass
    finally:
        while True:
            pass""",
}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows knows no such signals")
@pytest.mark.parametrize("how", WAYS)
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_signal_ends_a_command_whatever_becomes_of_it(how: str, number: int, code: int, tmp_path: Path) -> None:
    """Within a library that wraps all errors, or while Python sweeps, what a signal raises gets lost."""
    program = SIGNALLED.replace("HOW", WAYS[how]).replace("NUMBER", str(int(number)))
    (tmp_path / "signalled.py").write_text(program, encoding="utf-8")
    done = subprocess.run([sys.executable, "-m", "signalled"], cwd=tmp_path, capture_output=True, timeout=GUARD, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (code, b"", b"")


def test_conventions_are_listed_and_shown() -> None:
    listed = run("conventions")
    assert listed.returncode == 0 and b"general\tAllgemein" in listed.stdout and b"mainz\tMainz" in listed.stdout
    shown = run("conventions", "mainz")
    assert shown.returncode == 0 and tomllib.loads(shown.stdout.decode())["name"] == "mainz"
    unknown = run("conventions", "atlantis")
    assert unknown.returncode == 2 and b"atlantis" in unknown.stderr


def test_a_convention_is_drafted_and_used(tmp_path: Path) -> None:
    letter = tmp_path / "brief.txt"
    letter.write_text(
        "Stadt Überau\nAnfrage\nRatsbuchung: 0815/2024\nVerhandelt in: Bauausschuss\n\nLärm am Hafen\n\nWir fragen:\n\n1. Wann?\n2. Wie?\n",
        encoding="utf-8",
    )
    plain = json.loads(run("parse", str(letter)).stdout)
    assert plain["number"] is None
    drafted = run("conventions", "new", str(letter))
    assert drafted.returncode == 0, drafted.stderr
    data = tomllib.loads(drafted.stdout.decode())
    assert data["fields"] == {"number": ["Ratsbuchung"], "committee": ["Verhandelt in"]} and data["name"] == "stadt-uberau"
    own = tmp_path / "stadt.toml"
    own.write_bytes(drafted.stdout)
    parsed = json.loads(run("parse", "--convention", str(own), str(letter)).stdout)
    assert (parsed["number"], parsed["committee"]) == ("0815/2024", "Bauausschuss")


def test_a_draft_of_hostile_samples_is_safe(tmp_path: Path) -> None:
    letter = tmp_path / "brief.txt"
    letter.write_text('Anfrage\nKenn"zahl\x1b[31m\\: 4711"""\n\x1b]0;x\x07Uhrzeit: "\n\n1. Wann?\n2. Wie?\n', encoding="utf-8")
    drafted = run("conventions", "new", str(letter))
    assert drafted.returncode == 0 and b"\x1b" not in drafted.stdout
    tomllib.loads(drafted.stdout.decode())
