"""What the documents say, run: the README's example, its Python, its jq; tables against the code."""

import contextlib
import csv
import io
import json
import os
import re
import shlex
import shutil
import sqlite3
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import anfrage_parser
from anfrage_parser import parse_text
from anfrage_parser.corrections import Corrections, to_toml
from anfrage_parser.errors import AnfrageError
from anfrage_parser.record.build import as_dict
from anfrage_parser.review.words import WORDS
from tests.command import ROOT, command
from tools.translations import sentences
from tools.write_docs import main as write_docs
from tools.write_pictures import SHOWN
from tools.write_pictures import main as write_pictures

README = (ROOT / "README.md").read_text(encoding="utf-8")
GERMAN = (ROOT / "README.de.md").read_text(encoding="utf-8")


def example(name: str) -> str:
    match = re.search(rf"<!-- example: {name} -->\n```\w+\n(.*?)```", README, re.DOTALL)
    assert match, f"the README has no example {name}"
    return match.group(1)


def test_ten_lines_in_json_out() -> None:
    letter = example("letter")
    assert len(letter.rstrip("\n").split("\n")) == 10
    (inquiry,) = parse_text(letter)
    whole = as_dict(inquiry)
    shown = {key: whole[key] for key in ("number", "date", "party", "title")}
    shown["questions"] = [{key: q[key] for key in ("number", "text")} for q in whole["questions"]]
    assert json.loads(example("record")) == shown
    assert whole["unassigned"] == []


def test_the_python_example() -> None:
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(example("python"), "README.md", "exec"), {})
    assert out.getvalue() == "12/2024 SPD ['Wann kommt der Radweg?', 'Was kostet er?']\n"


@pytest.mark.skipif(shutil.which("jq") is None, reason="jq is not installed")
def test_the_jq_examples(tmp_path: Path) -> None:
    files = [ROOT / "samples" / name for name in ("brief.txt", "gemeinsam.txt")]
    (tmp_path / "anfragen.jsonl").write_bytes(command("parse", *files, tmp_path / "fehlt.pdf", code=7).stdout)
    lines = [line.removeprefix("$ ") for line in example("jq").splitlines()]
    outputs = [subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, text=True, check=True).stdout for line in lines]
    assert outputs[0].startswith("1. Wie viele der 412 Stellplätze")
    assert "FREIE WÄHLER\tNutzung und Zustand" in outputs[1]
    assert outputs[2].startswith("fehlt.pdf: Datei nicht gefunden")
    assert {"party": "FDP", "inquiries": 1} in json.loads(outputs[3])


def test_the_corrections_example_is_one() -> None:
    kept = Corrections.model_validate(tomllib.loads(example("corrections")))
    assert [(c.field, c.insert, c.remove) for c in kept.correction] == [
        ("date", False, False),
        ("questions[2].text", True, False),
        ("questions[4]", False, True),
    ]
    assert to_toml(kept).split("\n", 1)[1] == example("corrections")


def test_the_way_of_a_clerk(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "archives.md").read_text(encoding="utf-8")
    match = re.search(r"<!-- walk -->\n```console\n(.*?)```", text, re.DOTALL)
    assert match
    lines = [line.removeprefix("$ ") for line in match.group(1).splitlines()]
    if shutil.which("sqlite3") is None:
        lines = [line for line in lines if not line.startswith("sqlite3")]
    (tmp_path / "briefe").mkdir()
    for number, name in enumerate(("brief.txt", "unterfragen.txt", "zwei-anfragen.txt", "mainzer-formular.txt"), 1):
        shutil.copy(ROOT / "samples" / name, tmp_path / "briefe" / f"brief-{number}.txt")
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    states = []
    for line in lines:
        done = subprocess.run(["sh", "-c", line], cwd=tmp_path, capture_output=True, env={**os.environ, "PATH": path}, check=False)
        assert done.returncode == 0, (line, done.stderr)
        if "batch" in line:
            states.append(json.loads((tmp_path / "lauf.json").read_bytes())["states"])
    assert [(s["done"], s["skipped"]) for s in states] == [(4, 0), (1, 3)]
    with contextlib.closing(sqlite3.connect(tmp_path / "anfragen.sqlite")) as base:
        assert base.execute("SELECT committee FROM inquiries WHERE document = 'brief-2.txt'").fetchone() == ("Verkehrsausschuss",)
        for statement in re.findall(r"^SELECT .*;$", text, re.MULTILINE):
            base.execute(statement).fetchall()
    if len(lines) == 5:
        table = list(csv.reader((tmp_path / "anfragen.csv").read_text(encoding="utf-8").splitlines()))
        assert table[0] == ["number", "date", "party", "title", "label", "text"] and len(table) > 10


def test_every_command_stands_in_the_readme() -> None:
    shown = command("--help").stdout.decode("utf-8")
    commands = re.findall(r"^  ([a-z]+)  ", shown.partition("Lesen:")[2].partition("exit code")[0], re.MULTILINE)
    assert len(commands) >= 5
    assert [c for c in commands if f"anfrage {c} " not in README and f"anfrage {c}`" not in README] == []


def test_the_german_readme_in_its_order(tmp_path: Path) -> None:
    """Every command of it, typed one after the other beside a letter and a folder of letters."""
    (tmp_path / "briefe").mkdir()
    for name in ("unterfragen.txt", "zwei-anfragen.txt", "stadtratsmitglieder.txt"):
        shutil.copy(ROOT / "samples" / name, tmp_path / "briefe" / name)
    shutil.copy(ROOT / "samples" / "brief-zwei-seiten.pdf", tmp_path / "brief.pdf")
    blocks = re.findall(r"<!-- beispiel: \w+ -->\n```console\n(.*?)```", GERMAN, re.DOTALL)
    lines = [line.removeprefix("> anfrage ") for block in blocks for line in block.splitlines()]
    assert len(lines) == GERMAN.count("\n> anfrage ") >= 9
    shown: dict[str, list[str]] = {}
    for line in lines:
        done = command(*shlex.split(line), cwd=tmp_path)
        shown.setdefault(line.partition(" ")[0], []).append(done.stdout.decode("utf-8"))
    before, after = shown["show"]
    assert "29.09.2024" in after and "Was kostet der Umbau?" in after and "29.09.2024" not in before
    assert all(len(found) > 100 for found in (*shown["search"], shown["stats"][0])), "there is something to be found and counted"
    made = {
        "brief.md",
        "antwort.docx",
        "anfragen.xlsx",
        "wenige.xlsx",
        "durchsicht.html",
        "brief.pdf.anfrage.toml",
        "fristen.csv",
        "statistik.html",
        "statistik.xlsx",
    }
    assert {p.name for p in tmp_path.iterdir()} >= made
    named = re.search("„(2022[^“]*)“", GERMAN)
    assert named and (tmp_path / "briefe" / named[1]).exists()


def test_what_the_german_readme_quotes_is_said() -> None:
    quoted = re.findall(r"^\| ([^|]+) \| [A-Z]", GERMAN, re.MULTILINE)[1:]
    said = sentences()
    assert len(quoted) == 5 and [sentence for sentence in quoted if sentence not in said] == []
    assert "„Korrekturen kopieren“" in GERMAN and WORDS["copy"][0] == "Korrekturen kopieren"


@pytest.mark.skipif(sys.platform != "linux", reason="the pictures are taken on a terminal of Linux")
def test_the_pictures_are_what_the_commands_show() -> None:
    assert write_pictures(["--check"]) == 0, "run: make docs"
    for name in SHOWN:
        assert f"(docs/bilder/{name}.svg)" in GERMAN
        svg = (ROOT / "docs" / "bilder" / f"{name}.svg").read_text(encoding="utf-8")
        assert not re.search(r"url\((?!#)|@font-face|@import|<script|href=", svg)


def kinds(base: type[AnfrageError]) -> set[int]:
    return {base.exit_code}.union(*(kinds(sub) for sub in base.__subclasses__()))


def test_every_exit_code_stands_in_the_readme() -> None:
    table = {int(n) for row in re.findall(r"^\| ([0-9, ]+) \|", README, re.MULTILINE) for n in row.split(", ")}
    assert kinds(AnfrageError) <= table
    assert table == {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 130, 141, 143}


def test_the_table_of_findings_is_the_codes_own() -> None:
    assert write_docs(["--check"]) == 0, "run: make docs"


def test_every_room_stands_in_the_architecture() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    source = Path(anfrage_parser.__file__).parent
    rooms = [p.name + "/" if p.is_dir() else p.name for p in source.iterdir() if p.suffix == ".py" or (p / "__init__.py").exists()]
    assert [room for room in rooms if f"`{room}`" not in text] == []


def test_the_front_door() -> None:
    assert sorted(anfrage_parser.__all__) == anfrage_parser.__all__
    assert set(anfrage_parser.__all__) == {"AnfrageError", "Inquiry", "Parsed", "__version__", "parse_file", "parse_many", "parse_text"}
    assert all(hasattr(anfrage_parser, name) for name in anfrage_parser.__all__)
    assert (Path(anfrage_parser.__file__).parent / "py.typed").exists()


def test_every_path_that_a_document_names_is_there() -> None:
    """In backticks, from the root or from the package's folder."""
    source = Path(anfrage_parser.__file__).parent
    lost = []
    for page in (*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")):
        for path in re.findall(r"`((?:[\w.-]+/)+(?:[\w-]+\.(?:py|toml|sql|md|json))?)`", page.read_text(encoding="utf-8")):
            if path.partition("/")[0] in OURS and "VERSION" not in path and not any((root / path).exists() for root in (ROOT, source)):
                lost.append((page.name, path))
    assert lost == []


OURS = {path.name for folder in (ROOT, Path(anfrage_parser.__file__).parent) for path in folder.iterdir() if path.is_dir()} - {"build"}


def test_every_sample_is_described() -> None:
    told = set(re.findall(r"^\| `([^`]+)`", (ROOT / "samples/README.md").read_text(encoding="utf-8"), re.MULTILINE))
    there = {path.name for path in (ROOT / "samples").iterdir()} - {"README.md"}
    assert told == {name for name in there if not name.endswith(".json")}
