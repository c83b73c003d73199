"""One grammar: every command × every kind of input, every option with one meaning, help in groups that nothing cuts."""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from anfrage_parser.cli.app import app
from anfrage_parser.cli.groups import COMMANDS, GROUPS
from anfrage_parser.cli.takes import BATCH, DATABASE, FILE, FOLDER, KINDS, LINES, PATTERN, RECORDS, STDIN
from tests.command import SAMPLES, command
from tests.pdfs import letter, pdf

GROUP: Any = get_command(app)
RUN = CliRunner()
TAKING = [name for name in COMMANDS if app.takes[name]]

BEFORE: dict[str, tuple[str, ...]] = {"conventions": ("new",), "rename": ("{date}_{number}",)}
"""What precedes the input of a command."""

AFTER: dict[str, tuple[str, ...]] = {
    "inspect": ("-o", "OUT/{name}-{page}.png"),
    "batch": ("-o", "OUT/out.jsonl"),
    "search": ("Uferweg*",),
    "review": ("-o", "OUT/page.html"),
    "export": ("-o", "-", "--format", "jsonl"),
    "verify": ("--root", "letters"),
    "draft": ("-o", "OUT/drafts/", "--format", "md"),
}
"""What follows it."""


RESULT = {
    "inspect": r"-?1\.png\n",
    "stats": "Anfragen: [12] ",
    "link": r"[12] Anfrage|eine Anfrage",
    "rename": "→ 2024-11-18_0815-2024",
    "review": r"page\.html: [12] Dokument",
    "correct": "sha256 = ",
    "validate": r"[12] (Datensatz|Datensätze), 0 Fehler",
    "verify": r"[12] gleich, 0 verändert",
    "check": r"(1 Beispiel|2 Beispiele), davon 0",
    "conventions": "name = ",
    "draft": "Entwurf zu",
}
"""What a command says of the letters, where it isn't their title."""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with every kind of input."""
    root = tmp_path_factory.mktemp("inputs")
    (root / "letters").mkdir()
    for name in ("12.pdf", "13.pdf"):
        (root / "letters" / name).write_bytes(pdf([[*letter(), (70.0, 700.0, f"Blatt {name}")]]))
    (root / "records.jsonl").write_bytes(command("parse", "letters/12.pdf", "letters/13.pdf", cwd=root).stdout)
    for output in ("folder", "archive.sqlite"):
        command("batch", "letters", "-o", output, cwd=root)
    command("check", "--update", "letters", cwd=root)
    for golden in (root / "letters").glob("*.json"):
        shutil.move(golden, root / golden.name)
    return root


INPUTS = {
    FILE: "letters/12.pdf",
    FOLDER: "letters",
    PATTERN: "letters/*.pdf",
    STDIN: "-",
    LINES: "records.jsonl",
    BATCH: "folder",
    DATABASE: "archive.sqlite",
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", TAKING)
def test_every_command_with_every_kind_of_input(name: str, kind: str, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind that is taken gives a result, any other one line with what to give instead, and nothing else."""
    given, data = INPUTS[kind], b""
    if kind == STDIN:
        data = (place / (INPUTS[LINES] if app.takes[name] == RECORDS else INPUTS[FILE])).read_bytes()
    if kind == PATTERN and app.takes[name] == RECORDS:
        given = "records.js*"
    if name == "correct" and kind in (FOLDER, PATTERN):  # one document at a time: a folder or pattern of one is as good as its name
        (tmp_path / "one").mkdir()
        shutil.copy(place / INPUTS[FILE], tmp_path / "one")
        given = str(tmp_path / ("one" if kind == FOLDER else "one/*.pdf"))
    if name == "check" and kind in app.takes[name]:
        for golden in place.glob("*.pdf.json"):
            shutil.copy(golden, tmp_path / golden.name)
        shutil.copytree(place / "letters", tmp_path / "letters")
        for golden in tmp_path.glob("*.pdf.json"):
            shutil.move(golden, tmp_path / "letters" / golden.name)
    words = [*BEFORE.get(name, ()), given, *AFTER.get(name, ())]
    words = [word.replace("OUT", str(tmp_path)) for word in words]
    before = {path: path.stat().st_mtime_ns for path in place.rglob("*")}
    monkeypatch.chdir(tmp_path if name == "check" and kind in app.takes[name] else place)
    done = RUN.invoke(app, [name, *words], input=data)
    said = done.stderr
    if kind in app.takes[name]:
        assert done.exit_code == 0, said
        made = done.stdout_bytes + b"".join(path.read_bytes() for path in tmp_path.glob("out.jsonl")) + done.stderr_bytes
        assert re.search(RESULT.get(name, "Uferweg"), made.decode()), (made, said)
    else:
        assert (done.exit_code in (2, 4), done.stdout_bytes, said.count("\n")) == (True, b"", 1), (done.exit_code, said)
        assert re.match(r"anfrage: .*; .*(anfrage|angeben|Dateien)", said), said
        assert list(tmp_path.iterdir()) == []
    changed = {path for path in place.rglob("*") if path not in before or path.stat().st_mtime_ns != before[path]}
    assert {path for path in changed if path.is_file() and "archive.sqlite" not in path.name} == set()


def options() -> dict[str, dict[str, Any]]:
    """Every option by its long name → command → declaration."""
    found: dict[str, dict[str, Any]] = {}
    for name in COMMANDS:
        for parameter in GROUP.commands[name].params:
            if parameter.param_type_name == "option":
                for opt in parameter.opts:
                    found.setdefault(opt, {})[name] = parameter
    return found


OWN = {"--format", "--to", "--output", "-o"}
"""Options whose values differ between commands; their meaning does not."""


@pytest.mark.parametrize("opt", [opt for opt, places in options().items() if len(places) > 1])
def test_an_option_is_the_same_everywhere(opt: str) -> None:
    places = options()[opt]
    declared = {
        (tuple(p.opts), p.is_flag, p.multiple, p.nargs, *((p.help.partition(".")[0],) if opt in OWN else (p.help, p.metavar)))
        for p in places.values()
    }
    assert len(declared) == 1, {name: (p.opts, p.metavar, p.help) for name, p in places.items()}


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_help_is_in_groups_and_nothing_is_cut(language: str) -> None:
    shown = command("--help", "--lang", language, started=True).stdout.decode()
    lines = shown.splitlines()
    assert max(map(len, lines)) <= 80 and "..." not in shown.partition("\n\n")[2]
    heads = list(GROUPS) if language == "de" else ["Read", "Archive", "Check", "Export", "Set up"]
    assert [line.removesuffix(":") for line in lines if line.removesuffix(":") in heads] == heads
    for name in COMMANDS:
        (line,) = [line for line in lines if re.match(rf"  {name} ", line)]
        assert line.endswith((".", "…")), line


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", COMMANDS)
def test_no_help_is_wider_than_eighty_columns(name: str, language: str) -> None:
    shown = command(name, "--help", "--lang", language, started=(name, language) == ("parse", "en")).stdout.decode()
    wide = [line for line in shown.splitlines() if len(line) > 80]
    assert wide == []


@pytest.mark.parametrize(
    ("language", "said"), [("de", ("[sonst 60; mindestens 0,1]", "[1 bis 512]")), ("en", ("[default: 60; at least 0.1]", "[1 to 512]"))]
)
def test_ranges_are_said_in_words(language: str, said: Sequence[str]) -> None:
    shown = " ".join(command("batch", "--help", "--lang", language, started=language == "en").stdout.decode().split())
    assert all(words in shown for words in said) and "<=" not in shown and ">=" not in shown


def test_help_of_a_command() -> None:
    for name in ("parse", "stats"):
        assert command("help", name).stdout == command(name, "--help").stdout
    assert command("help").stdout == command("--help").stdout
    done = command("help", "exprot", code=2)
    assert done.stderr.decode().count("\n") == 1 and "export" in done.stderr.decode()


def test_each_command_has_a_group_and_a_module() -> None:
    assert sorted(COMMANDS) == sorted(set(COMMANDS)) == sorted(GROUP.commands)


def test_a_folder_with_records_gives_them_alone(tmp_path: Path) -> None:
    """Documents beside records are not counted once more, and said to be left."""
    shutil.copy(SAMPLES / "brief.txt", tmp_path / "brief.txt")
    command("batch", "brief.txt", "-o", "out", cwd=tmp_path)
    done = command("export", ".", "--format", "jsonl", "-o", "-", cwd=tmp_path)
    assert done.stdout.count(b"\n") == 1 and "1 Dokument neben Datensätzen" in done.stderr.decode()
    assert command("parse", ".", cwd=tmp_path).stdout.startswith(b"{")


def test_documents_in_folders_have_their_names_below_it(tmp_path: Path) -> None:
    (tmp_path / "in" / "2024").mkdir(parents=True)
    for name in ("in/a.txt", "in/2024/b.txt", "in/.hidden.txt"):
        shutil.copy(SAMPLES / "brief.txt", tmp_path / name)
    for words in (("parse", "in"), ("export", "in", "--format", "jsonl", "-o", "-")):
        shown = command(*words, cwd=tmp_path).stdout.decode()
        assert re.findall(r'"source": ?\{"name": ?"([^"]*)"', shown) == ["2024/b.txt", "a.txt"]
    shown = command("text", "in", cwd=tmp_path).stdout.decode()
    assert re.findall(r"^==> (.*) <==$", shown, re.MULTILINE) == ["in/2024/b.txt", "in/a.txt"]
    assert len(command("parse", "in/**/*.txt", cwd=tmp_path).stdout.splitlines()) == 2


def test_records_are_chosen_by_group_and_time(place: Path, tmp_path: Path) -> None:
    for name, date in (("a.txt", "3. Mai 2023"), ("b.txt", "4. Juni 2024")):
        text = f"Anfrage 1/2024\n\nFraktion SPD\n\nMusterau, den {date}\n\nBetreff: Wege\n\nWir fragen:\n\n1. Wann kommt der Radweg?\n"
        (tmp_path / name).write_text(text, encoding="utf-8")

    def days(*words: str) -> list[str]:
        shown = command("export", ".", "--format", "jsonl", "-o", "-", *words, cwd=tmp_path).stdout.decode()
        return re.findall(r'"date": ?"([0-9-]+)"', shown)

    assert days("--since", "2023", "--until", "2023") == ["2023-05-03"]
    assert days("--since", "06.2024") == days("--since", "4.6.2024") == ["2024-06-04"]
    assert days("--party", "spd") == ["2023-05-03", "2024-06-04"] and days("--party", "CDU") == []
    assert days("--only", "answers") == []
    done = command("show", ".", "--party", "CDU", cwd=tmp_path)
    assert done.stdout == b"" and "keine Anfrage passt" in done.stderr.decode()
    assert b"2024" not in command("stats", ".", "--by", "year", "--until", "2023", cwd=tmp_path).stdout
    assert command("stats", ".", "--since", "bald", cwd=tmp_path, code=2).stderr.count(b"\n") == 1


def test_pictures_and_exports_need_no_name(place: Path, tmp_path: Path) -> None:
    """What a person types who has only seen the list of commands."""
    shutil.copy(place / INPUTS[FILE], tmp_path / "12.pdf")
    command("inspect", "12.pdf", cwd=tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == {"12.pdf", "12-1.png"}
    assert "Uferweg" in command("export", "12.pdf", "--format", "markdown", cwd=tmp_path).stdout.decode()
    assert b"--format" in command("export", "12.pdf", cwd=tmp_path, code=2).stderr


def test_decisions_by_hand_need_a_database_that_stays(place: Path) -> None:
    done = command("link", "letters", "--undo", cwd=place, code=2)
    assert "anfrage batch" in done.stderr.decode() and done.stderr.count(b"\n") == 1
