"""What commands refuse: the cause and the next step, as people read them."""

import contextlib
import errno
import hashlib
import json
import os
import sqlite3
import sys
import zipfile
from pathlib import Path

import pytest
from typer import Exit
from typer.testing import CliRunner

from anfrage_parser.answer_draft.word import LARGEST_TEMPLATE
from anfrage_parser.cli.app import app
from anfrage_parser.cli.intake import loaded
from anfrage_parser.cli.streams import NO_THREAD, handled, write
from anfrage_parser.errors import OutputError, UnreadableError
from tests.command import SAMPLES
from tests.search.test_search import LETTERS, written

RUN = CliRunner()
BRIEF = (SAMPLES / "brief.txt").read_bytes()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Letters, and what surrounds them."""
    root = tmp_path_factory.mktemp("refusals")
    for name in ("a.txt", "b.txt"):
        (root / name).write_bytes(BRIEF)
    (root / "null.txt").write_bytes(b"a.txt\0b.txt\0")
    (root / "names.txt").write_bytes(b"")
    (root / "kaputt.toml").write_bytes(b"name = ")
    (root / "seite.html").write_bytes(b'<meta name="generator" content="anfrage-parser">')
    with (root / "large.docx").open("wb") as file:
        file.truncate(LARGEST_TEMPLATE + 1)
    written(root / "none.sqlite", {})
    written(root / "a.sqlite", {"a/brief.txt": LETTERS["a/radweg.txt"], "b/brief.txt": LETTERS["b/bruecke.txt"]})
    written(root / "broken.sqlite", {"brief.txt": LETTERS["a/radweg.txt"]})
    for name, change in {"a": "UPDATE documents SET name = 'brief.txt'", "broken": "UPDATE inquiries SET record = '{'"}.items():
        with contextlib.closing(sqlite3.connect(root / f"{name}.sqlite")) as base, base:
            base.execute(change)
    packed = BRIEF + b"\n"
    with zipfile.ZipFile(root / "briefe.zip", "w") as archive:
        archive.writestr("c.txt", packed)
    document = {"name": "c.txt", "sha256": hashlib.sha256(packed).hexdigest(), "corrections": [{"field": "title", "value": "Neu"}]}
    (root / "saved.json").write_text(json.dumps({"anfrage_corrections": 1, "documents": [document]}), encoding="utf-8")
    return root


REFUSED: list[tuple[str, int, str]] = [
    ("--lang de", 2, "es fehlt ein Befehl; die Hilfe zeigt „anfrage --help“"),
    ("correct a.txt b.txt --checked", 2, "hier geht nur ein Dokument auf einmal, es sind 2; eines davon angeben"),
    ("correct - --set title=Neu", 2, "Korrekturen zur Standardeingabe brauchen --corrections; einen Ordner angeben"),
    ("correct --import saved.json .", 7, "das Dokument liegt in einem Archiv; das Archiv auspacken, dann noch einmal versuchen"),
    ("batch . -o o.sqlite --apply", 2, "--apply gehört zu --prune; --prune --apply angeben"),
    ("batch . -o o.sqlite --prune --watch", 2, "--prune und --watch schließen einander aus; --prune in einem eigenen Lauf angeben"),
    ("batch --files-from names.txt -o o.sqlite --watch", 2, "--watch beobachtet Ordner; nur Ordner angeben"),
    ("batch --files-from null.txt -o o.sqlite", 2, "die Liste enthält NUL-Zeichen; --null angeben"),
    ("conventions koeln mainz", 2, "es kann nur eine Konvention gezeigt werden; „anfrage conventions NAME“ oder „anfrage conv"),
    ("parse --convention fehlt.toml a.txt", 2, "die Konvention „fehlt.toml“ ist nicht lesbar; Schreibweise, Rechte und UTF-8 prüfen"),
    ("parse --convention kaputt.toml a.txt", 2, "die Konvention ist kein gültiges TOML: "),
    ("parse --convention kaputt.toml a.txt", 2, "; die Zeile korrigieren"),
    ("parse seite.html", 4, "das hat dieses Programm geschrieben, es ist kein Dokument; die Dokumente selbst angeben"),
    ("conventions new", 2, "es fehlt ein Beispiel; „anfrage conventions new brief1.pdf brief2.pdf > stadt.toml“"),
    ("draft a.txt -o o.docx --template large.docx", 8, "die Vorlage ist größer als 16 MiB; ihre Bilder verkleinern"),
    ("draft none.sqlite -o o.md", 4, "darin steht keine Anfrage; mit „anfrage show“ nachsehen"),
    ("draft broken.sqlite#brief.txt -o o.md", 4, "der Datensatz ist beschädigt; das Dokument mit „anfrage batch“ neu lesen"),
    ("inspect a.txt b.txt -o seite-{page}.png", 2, "mehrere Dokumente brauchen einen Namen mit {name}; etwa -o {name}-{page}.png"),
    ("link a.sqlite --pair brief.txt a/brief.txt", 2, "mehrere Dokumente heißen brief.txt; eines davon angeben: a/brief.txt, b/brief.txt"),
]  # fmt: skip
"""(words, exit code, the line)."""


@pytest.mark.parametrize(("words", "code", "said"), REFUSED, ids=[words for words, *_ in REFUSED])
def test_a_refusal_names_the_cause_and_the_next_step(words: str, code: int, said: str, made: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(made)
    before = sorted(made.rglob("*"))
    done = RUN.invoke(app, words.split(), input=BRIEF)
    assert done.exit_code == code and said in done.stderr.splitlines()[0], done.output
    assert sorted(made.rglob("*")) == before


EXHAUSTED: list[Exception] = [MemoryError(), RuntimeError(NO_THREAD)]


@pytest.mark.parametrize("error", EXHAUSTED, ids=["memory", "threads"])
def test_a_machine_without_room(error: Exception, capfd: pytest.CaptureFixture[str]) -> None:
    @handled
    def command() -> None:
        raise error

    with pytest.raises(Exit) as left:
        command()
    assert left.value.exit_code == 8
    assert "auf dem Rechner ist kein Platz mehr dafür; andere Programme schließen" in capfd.readouterr().err


def test_a_closed_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(UnreadableError, match=r"^die Standardeingabe ist geschlossen; eine Datei angeben$"):
        loaded("-")


def test_an_output_that_takes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "out").touch()
    with os.fdopen(os.open(tmp_path / "out", os.O_RDONLY), "w", encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdout", stream)
        with pytest.raises(OutputError, match=r"^die Ausgabe ist nicht beschreibbar; Platz schaffen oder ein anderes Ziel wählen$"):
            write(b"x")


def test_expected_records_on_a_full_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The one that is there stays, and nothing is left beside it."""
    sample, wanted = tmp_path / "a.txt", tmp_path / "a.txt.json"
    sample.write_bytes(BRIEF)
    wanted.write_bytes(b"{}")

    def full(*words: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path, "replace", full)
    done = RUN.invoke(app, ["check", "--update", str(sample)])
    assert done.exit_code == 10 and "a.txt.json“ ist nicht beschreibbar; Rechte und Platz prüfen" in done.stderr
    assert wanted.read_bytes() == b"{}" and sorted(tmp_path.iterdir()) == [sample, wanted]
