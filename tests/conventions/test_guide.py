"""The page about conventions, followed word by word: the town there is drafted, corrected and read."""

import json
import re
import tomllib
from pathlib import Path

import pytest
from typer.testing import CliRunner

from anfrage_parser.cli.app import app
from anfrage_parser.cli.work import convention_draft
from anfrage_parser.conventions.convention import SECTIONS
from tests.command import ROOT, SAMPLES, command

PAGE = (ROOT / "docs" / "conventions.md").read_text(encoding="utf-8")


def block(name: str) -> str:
    found = re.search(rf"<!-- {name} -->\n```\w+\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def letters(folder: Path) -> None:
    """The page's letter, another to the same committee, and a third to another one, of another group."""
    letter = block("letter")
    other = letter.replace("TH-24-077", "TH-24-091").replace("am Mühlweg", "der Sporthalle")
    third = other.replace("Bauausschuss", "Hauptausschuss").replace("Tannhofener Runde", "Bürger für Tannhofen")
    for name, text in (("brief1.txt", letter), ("brief2.txt", other), ("brief3.txt", third)):
        (folder / name).write_text(text, encoding="utf-8")


def test_the_way_of_the_page(tmp_path: Path) -> None:
    letters(tmp_path)
    command("parse", "brief1.txt", cwd=tmp_path, code=6)
    drafted = command("conventions", "new", "brief1.txt", "brief2.txt", cwd=tmp_path).stdout
    (tmp_path / "entwurf.toml").write_bytes(drafted)
    draft, wanted = tomllib.loads(drafted.decode()), tomllib.loads(block("convention"))
    assert draft["fields"] == wanted["fields"] and '# "Tannhofener Runde" = []' in drafted.decode()
    first = json.loads(command("parse", "--convention", "entwurf.toml", "brief3.txt", cwd=tmp_path).stdout)
    assert (first["number"], first["date"], first["committee"]) == ("TH-24-091", "2024-03-12", "Hauptausschuss")
    (tmp_path / "tannhofen.toml").write_text(block("convention"), encoding="utf-8")
    record = json.loads(command("parse", "--convention", "tannhofen.toml", "brief1.txt", cwd=tmp_path).stdout)
    assert record["parties"] == ["Tannhofener Runde"] and record["title"] == "Beleuchtung am Mühlweg"
    assert [question["number"] for question in record["questions"]] == [1, 2] and record["signatories"][0]["name"] == "Mira Altmann"
    assert record["unassigned"] == [] and record["rationale"] is None


def test_a_draft_is_chosen_for_letters_to_other_committees(tmp_path: Path) -> None:
    letters(tmp_path)
    draft = tomllib.loads(command("conventions", "new", "brief1.txt", "brief2.txt", cwd=tmp_path).stdout.decode())
    third = (tmp_path / "brief3.txt").read_text(encoding="utf-8")
    assert all(re.search(mark, third, re.MULTILINE) for mark in draft["marks"])


def test_a_draft_says_how_much_more_was_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(convention_draft, "MOST_SHOWN", 1)
    names = ("ratsseite.txt", "hansestadt.txt", "gemeinsam-bezirk.txt")
    done = CliRunner().invoke(app, ["conventions", "new", *(str(SAMPLES / name) for name in names)])
    assert done.stdout.partition("# Was übrig blieb\n")[2].splitlines()[1] == "#   … und 3 weitere"


def test_the_table_has_every_list() -> None:
    rows = dict(re.findall(r"^\| `\[(\w+)\]` \| (.*?) \|", PAGE, re.MULTILINE))
    assert rows.keys() == {*SECTIONS, "parties"}
    for section, lists in SECTIONS.items():
        if section != "fields":
            assert {*re.findall(r"`(\w+)`", rows[section])} == lists
