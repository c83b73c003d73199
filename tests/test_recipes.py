"""The ways into other tools that `docs/pipes.md` shows, run as they stand there; and what every shell gets: UTF-8, byte for byte."""

import csv
import importlib.util
import io
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command import ROOT

TEXT = (ROOT / "docs" / "pipes.md").read_text(encoding="utf-8")
RECIPES = {
    name: (tool, language, code)
    for name, tool, language, code in re.findall(r"<!-- recipe: ([\w-]+) \(([\w-]+)\) -->\n```(\w+)\n(.*?)```", TEXT, re.S)
}
LETTERS = ("brief.txt", "gemeinsam.txt", "zwei-anfragen.txt", "mainzer-formular.txt")


def there(tool: str) -> bool:
    return shutil.which(tool, path=PATH) is not None or importlib.util.find_spec(tool.replace("-", "_")) is not None


PATH = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Letters, one of them none, and what the first recipe makes of them."""
    folder = tmp_path_factory.mktemp("rezepte")
    (folder / "briefe").mkdir()
    for name in LETTERS:
        shutil.copy(ROOT / "samples" / name, folder / "briefe")
    (folder / "briefe" / "antrag.txt").write_text("ANTRAG\n\nDer Rat beschließt, den Weg zu sanieren.\n", encoding="utf-8")
    for line in RECIPES["read"][2].splitlines():
        shell(line.removeprefix("$ "), folder)
    return folder


def shell(line: str, folder: Path, code: int = 0) -> str:
    script = f"set -o pipefail; {line}"
    done = subprocess.run(["bash", "-c", script], cwd=folder, env={**os.environ, "PATH": PATH}, capture_output=True, check=False)
    assert done.returncode == code, (line, done.stderr.decode())
    return done.stdout.decode("utf-8")


def of_jq(said: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(said[0]), delimiter="\t"))
    assert len(rows) == 5 and rows[0] == ["2024-03-12", "FREIE WÄHLER", "Nutzung und Zustand des Parkhauses am Fährhafen"]
    assert said[1] == "antrag.txt\n"
    assert [len(json.loads(line)["questions"]) for line in said[2].splitlines()] == [0, 4, 7, 11, 3, 4]


def of_miller(said: list[str]) -> None:
    assert sorted(line.split()[-1] for line in said[0].splitlines()) == ["15", "3", "4", "7", "count"]
    assert [*json.loads(said[1])[0]] == ["date", "title"] and min(row["date"] for row in json.loads(said[1])) >= "2024"


def of_sqlite3(said: list[str]) -> None:
    assert said[0].splitlines() == ["FREIE WÄHLER 3", "AfD 1", "brief.txt"]


def of_sqlite_utils(said: list[str]) -> None:
    assert "FREIE WÄHLER,3" in said[0].splitlines()
    assert "Nutzung und Zustand des Parkhauses am Fährhafen" in said[2] and len(said[2].splitlines()) == 2 + 5


def of_datasette(said: list[str]) -> None:
    assert [row["party"] for row in json.loads(said[1])] == ["FREIE WÄHLER", "BÜNDNIS 90/DIE GRÜNEN"]
    assert json.loads(said[2]) == ["brief.txt"]
    assert [row["document"] for row in json.loads(said[4])] == ["brief.txt"]
    assert [*json.loads(said[5])[0]][:3] == ["document", "part", "number"]


def of_pandas(said: list[str]) -> None:
    assert said == ["6 29 antrag.txt\n"]


CHECKS: dict[str, Callable[[list[str]], None]] = {
    "jq": of_jq, "miller": of_miller, "sqlite3": of_sqlite3, "sqlite-utils": of_sqlite_utils, "datasette": of_datasette,
    "pandas": of_pandas,
}  # fmt: skip


def test_every_recipe_has_a_check() -> None:
    assert {*RECIPES} == {"read", *CHECKS}


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")
@pytest.mark.parametrize("name", CHECKS)
def test_recipes(name: str, folder: Path) -> None:
    tool, language, code = RECIPES[name]
    if not there(tool):
        pytest.skip(f"{tool} is not installed: make recipes, or Debian's package")
    if language == "python":
        done = subprocess.run([sys.executable, "-c", code], cwd=folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        said = [done.stdout.decode("utf-8")]
    else:
        said = [shell(line.removeprefix("$ "), folder) for line in code.splitlines()]
    CHECKS[name](said)


SURROUNDINGS: dict[str, dict[str, str]] = {
    "no locale": {"LC_ALL": "C", "LANG": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},
    "a German Windows": {"PYTHONIOENCODING": "cp1252", "PYTHONUTF8": "0", "LC_ALL": "C"},
    "an old console": {"PYTHONIOENCODING": "cp437:strict", "PYTHONLEGACYWINDOWSSTDIO": "1"},
}


@pytest.mark.parametrize(
    "words",
    ["parse briefe/brief.txt briefe/fehlt.txt", "export anfragen.jsonl --to csv -o -", "plugins"],
)
def test_output_is_utf8_everywhere(words: str, folder: Path) -> None:
    found = set()
    for more in SURROUNDINGS.values():
        done = subprocess.run(
            [sys.executable, "-m", "anfrage_parser", *words.split()],
            cwd=folder,
            env={**os.environ, **more},
            capture_output=True,
            check=False,
        )
        found.add((done.returncode, done.stdout, done.stderr))
    ((_, out, err),) = found
    said = out.decode("utf-8-sig", "strict") + err.decode("utf-8", "strict")
    assert re.search("[äöüß]", said) and (b"\r\n" in out) == ("csv" in words)
