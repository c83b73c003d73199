"""`anfrage serve` as it starts: what it prints and opens, and what it says where something is missing; the texts of its page."""

import re
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from anfrage_parser.cli.app import app
from anfrage_parser.messages import Languages, speak, spoken
from anfrage_parser.review.page import asset
from anfrage_parser.review.words import WORDS as REVIEW
from anfrage_parser.serve import listening, page, place
from anfrage_parser.serve.words import WORDS

ADDRESS = re.compile(r"http://127\.0\.0\.1:([0-9]+)/#([\w-]{43})")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the browser is asked to open, by a server that ends as soon as it listens."""
    found: list[str] = []
    monkeypatch.setattr("webbrowser.open", found.append)
    monkeypatch.setattr(listening.Server, "run", lambda self, sockets: self.ready())
    return found


def serve(*words: object) -> Result:
    return CliRunner().invoke(app, ["serve", *map(str, words)])


def test_the_browser_gets_a_ticket_and_the_terminal_the_key(opened: list[str], tmp_path: Path) -> None:
    done = serve(tmp_path)
    assert done.exit_code == 0
    printed, ticket = ADDRESS.fullmatch(done.stdout.strip()), ADDRESS.fullmatch(opened[0])
    assert printed is not None and ticket is not None and len(opened) == 1
    assert printed[1] == ticket[1] and printed[2] != ticket[2]  # other users may see the command line of a browser
    assert str(tmp_path / "anfragen.sqlite") in done.stderr and printed[2] not in done.stderr


def test_without_a_browser_the_address_alone(opened: list[str], tmp_path: Path) -> None:
    done = serve(tmp_path, "--no-browser")
    assert ADDRESS.fullmatch(done.stdout.strip()) and opened == []


def test_alone_it_names_the_new_archive(opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(place, "_documents", lambda: tmp_path / "Meine Dokumente")
    done = serve()
    assert done.exit_code == 0 and str(tmp_path / "Meine Dokumente" / "Anfragen" / "anfragen.sqlite") in done.stderr.replace("\n", "")
    assert (tmp_path / "Meine Dokumente" / "Anfragen" / "anfragen.sqlite").is_file()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("fehlt",), 4, "den Ordner anlegen"), (("brief.txt",), 2, "weder ein Ordner noch ein Archiv"), (("fremd.sqlite",), 10, "keine"),
        ((".", "--deadline", "bald"), 2, "bald"), (("fehlt/archiv.sqlite",), 10, "ihn anlegen"),
    ],
)  # fmt: skip
def test_what_can_not_be_served(
    words: tuple[str, ...], code: int, said: str, opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "brief.txt").write_text("x", encoding="utf-8")
    (tmp_path / "fremd.sqlite").write_text("x" * 200, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    done = serve(*words)
    assert (done.exit_code, done.stdout, opened) == (code, "", []) and said in done.stderr and done.stderr.count("\n") <= 2


def test_a_port_that_is_taken(opened: list[str], tmp_path: Path) -> None:
    with listening.listening(0) as taker:
        taker.listen()
        done = serve(tmp_path, "--port", listening.port_of(taker))
    assert done.exit_code == 10 and "ist nicht frei" in done.stderr and opened == []


@pytest.mark.parametrize("name", ["starlette", "uvicorn"])
def test_a_package_that_is_missing(name: str, opened: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for module in [m for m in sys.modules if m.partition(".")[0] == name or m in ("anfrage_parser.serve.app", "anfrage_parser.serve.gate")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.setitem(sys.modules, name, None)
    monkeypatch.delitem(sys.modules, "anfrage_parser.serve.listening")
    done = serve(tmp_path)
    assert done.exit_code == 2 and name in done.stderr and "[serve]" in done.stderr and opened == []


def test_every_text_is_there_and_none_in_vain() -> None:
    scripts = [asset(name) for name in page.SHARED] + [page.own(name) for name in page.OWN]
    used = {key for script in scripts for key in re.findall(r'say\("(\w+)"', script)}
    shell = set(re.findall(r"words\.(\w+)", page.own("desk.html")))
    assert used | shell <= set(REVIEW | WORDS)
    said = "".join((*scripts, page.own("desk.html")))
    assert [key for key in WORDS if not re.search(rf"\b{key}\b", said) and not key.startswith(("filter_", "link_"))] == []
    for german, english in WORDS.values():
        assert re.findall(r"\{\w+\}", german) == re.findall(r"\{\w+\}", english)
    for key in re.findall(r"^const FILTERS = (\[.*\]);$", page.own("lists.js"), re.MULTILINE):
        assert {f"filter_{name}" for name in re.findall(r'"(\w*)"', key)} <= set(WORDS)


def test_the_page_in_english() -> None:
    before = spoken()
    try:
        speak(Languages("en"))
        text = page.shell().decode()
    finally:
        speak(before)
    assert 'lang="en"' in text and "Add files" in text and "Dateien" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="Windows asks the system where the desktop lies")
def test_a_double_click(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opened: list[str]) -> None:
    """Nothing is started; the file on the desktop names the archive by its whole path."""
    (tmp_path / "Desktop").mkdir()
    (tmp_path / "briefe").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.chdir(tmp_path)
    done = serve("briefe", "--deadline", "6w", "--shortcut")
    (made,) = (tmp_path / "Desktop").iterdir()
    assert (done.exit_code, opened, list((tmp_path / "briefe").iterdir())) == (0, [], []) and str(made) in done.stderr
    text = made.read_text(encoding="utf-8")
    assert made.stem == "briefe" and all(word in text for word in ("serve", str(tmp_path / "briefe"), "--deadline", "6w"))
    assert serve("briefe", "--deadline", "bald", "--shortcut").exit_code == 2
