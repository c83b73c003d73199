"""What a command imports before it does its work: each of these would be felt at every start."""

import importlib.metadata
import importlib.util
import os
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from unittest import mock

import pytest

from anfrage_parser.cli.metadata import NAME, defer
from tests.command import SAMPLES

SPY = """
import atexit, sys
atexit.register(lambda: print(*sorted(sys.modules), sep="\\n", file=sys.stderr))
from anfrage_parser.cli import main
sys.argv = ["anfrage", *sys.argv[1:]]
main()
"""

NEVER = {
    "rich",
    "pdfplumber",
    "pdfminer",
    "pypdfium2",
    "PIL",
    "lxml",
    "jinja2",
    "xlsxwriter",
    "sqlite3",
    "asyncio",
    "pebble",
    "http",
    "concurrent",
    "email",
    "starlette",
    "uvicorn",
    "platformdirs",
    "webbrowser",
    "tomllib",
    "importlib.metadata._adapters",
}
OURS = {
    f"anfrage_parser.{room}"
    for room in (
        "batch",
        "exporters",
        "record.failures",
        "rename",
        "review",
        "search",
        "serve",
        "stats",
        "verify",
        "conventions.declaration",
    )
}


def modules(*arguments: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", SPY, *arguments], capture_output=True, text=True, check=True, env=dict(os.environ))
    return set(done.stderr.split("\n"))


@pytest.mark.parametrize(
    ("arguments", "not_needed"),
    [
        (
            ("--help",),
            {"pydantic.main", "multiprocessing", "ctypes", "anfrage_parser.record.schema", "anfrage_parser.parse"},
        ),
        (
            ("parse", "--help"),
            {"anfrage_parser.record.schema", "anfrage_parser.parse", "anfrage_parser.cli.commands.show", "anfrage_parser.cli.work.parse"},
        ),
        (
            ("parse", str(SAMPLES / "brief.txt")),
            {"pypdfium2_raw", "multiprocessing", "ctypes", "anfrage_parser.sandbox", "anfrage_parser.readers.layout"},
        ),
        (
            ("parse", str(SAMPLES / "brief-zwei-seiten.pdf")),
            {"pypdfium2_raw", "anfrage_parser.readers.drawing", "anfrage_parser.readers.scans"},
        ),
        (("parse", "--no-sandbox", str(SAMPLES / "brief-zwei-seiten.pdf")), {"multiprocessing", "anfrage_parser.readers.drawing"}),
    ],
)
def test_nothing_is_imported_that_is_not_used(arguments: tuple[str, ...], not_needed: set[str]) -> None:
    loaded = modules(*arguments)
    assert "anfrage_parser.cli.root" in loaded
    assert not loaded & (NEVER | OURS | not_needed)


@pytest.fixture
def unloaded(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if nobody had asked for the papers of a package yet."""
    monkeypatch.setattr(importlib, "metadata", importlib.metadata)
    monkeypatch.delitem(sys.modules, NAME)


@pytest.mark.usefixtures("unloaded")
def test_the_papers_of_packages_are_loaded_when_they_are_asked_for() -> None:
    defer()
    from importlib.metadata import entry_points

    stand_in = sys.modules[NAME]
    assert importlib.metadata is stand_in
    assert {command.name for command in entry_points(group="console_scripts")} >= {"anfrage"}
    assert sys.modules[NAME] is importlib.metadata is not stand_in
    assert stand_in.version("typer") == importlib.metadata.version("typer")
    assert {command.name for command in entry_points(group="console_scripts")} >= {"anfrage"}


@pytest.mark.usefixtures("unloaded")
@pytest.mark.parametrize("name", ["distributions", "PackageNotFoundError", "version"])
def test_any_other_question_loads_them_too(name: str) -> None:
    defer()
    stand_in = sys.modules[NAME]
    asked = getattr(stand_in, name)
    assert sys.modules[NAME] is not stand_in and asked is vars(sys.modules[NAME])[name]
    assert name in dir(stand_in)


@pytest.mark.usefixtures("unloaded")
def test_what_is_set_on_the_stand_in_holds() -> None:
    defer()
    stand_in = sys.modules[NAME]
    with mock.patch(f"{NAME}.version", lambda name: f"{name} 7"):
        assert sys.modules[NAME].version("typer") == stand_in.version("typer") == "typer 7"
    assert stand_in.version("typer") == importlib.metadata.version("typer") != "typer 7"


@pytest.mark.usefixtures("unloaded")
def test_whoever_looks_through_all_modules_finds_its_file() -> None:
    real = importlib.metadata.__file__
    defer()
    assert [getattr(module, "__file__", None) for name, module in sys.modules.items() if name == NAME] == [real]
    spec = importlib.util.find_spec(NAME)
    assert spec is not None and spec.origin == real and type(sys.modules[NAME]).__name__ == "_Later"


@pytest.mark.usefixtures("unloaded")
def test_several_may_ask_at_once() -> None:
    defer()
    stand_in, start = sys.modules[NAME], threading.Barrier(4)

    def ask(_: int) -> object:
        start.wait()
        return stand_in.PackageNotFoundError

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(ask, range(4)))) == 1


@pytest.mark.usefixtures("unloaded")
def test_a_part_of_them_is_imported_as_ever() -> None:
    defer()
    part = importlib.import_module(f"{NAME}._text")
    assert part.FoldedCase("Brief") == "brief"
    assert importlib.util.find_spec(NAME)


def test_what_is_loaded_stays() -> None:
    loaded = sys.modules[NAME]
    defer()
    assert sys.modules[NAME] is loaded
