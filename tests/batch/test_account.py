"""The account of a folder: every file has one state, what is no document is passed over, what moved or vanished is told."""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import warnings
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook
from typer.testing import CliRunner, Result

from anfrage_parser.batch.crew import Crew
from anfrage_parser.batch.model import Job, Outcome
from anfrage_parser.cli.app import app
from tests.command import GUARD

RUN = CliRunner()
SINKS = ("a.sqlite", "a.jsonl", "ausgabe")
MOTION = """Antrag der SPD-Fraktion Nr. {n}/2024

Betreff: Radweg {n}

Der Rat möge beschließen:

Die Verwaltung wird beauftragt, den Weg {n} zu bauen.
"""
LETTER = """SPD-Fraktion

Auental, den 8. Oktober 2024
Anfrage Nr. {n}/2024
Betreff: Weg {n}

Wir fragen:

1. Wann wird der Weg geöffnet?
2. Was kostet er?
"""
JUNK = ("Thumbs.db", "desktop.ini", ".DS_Store", "~$brief.docx", "._brief.txt")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Letters, motions, junk, and corrections under the name that an editor gives them."""
    monkeypatch.chdir(tmp_path)
    inner = tmp_path / "in" / "2024"
    inner.mkdir(parents=True)
    for n in range(3):
        (inner / f"brief{n}.txt").write_text(LETTER.format(n=n), encoding="utf-8")
        (tmp_path / "in" / f"antrag{n}.txt").write_text(MOTION.format(n=n), encoding="utf-8")
    for name in JUNK:
        (tmp_path / "in" / name).write_bytes(b"junk")
    corrected = inner / "brief0.txt"
    digest = hashlib.sha256(corrected.read_bytes()).hexdigest()
    text = f'sha256 = "{digest}"\n\n[[correction]]\nfield = "title"\nvalue = "Berichtigt"\n'
    (inner / "brief0.txt.anfrage.toml.txt").write_text(text, encoding="utf-8")
    return tmp_path / "in"


def batch(*words: str, code: int = 0) -> Result:
    done = RUN.invoke(app, ["batch", *words, "-j", "1", "--report", "lauf.json"])
    assert done.exit_code == code, (done.exit_code, done.output)
    return done


def titles(sink: str) -> list[str]:
    done = RUN.invoke(app, ["export", sink, "--to", "jsonl", "-o", "-"])
    return sorted(str(json.loads(line)["title"]) for line in done.stdout.splitlines())


@pytest.mark.parametrize("sink", SINKS)
def test_every_file_has_one_state(sink: str, folder: Path) -> None:
    said = batch("in", "-o", sink).stderr
    assert "12 gefunden = 3 fertig + 3 keine Anfrage + 6 ausgelassen" in said and "3 Anträge" in said, said
    assert titles(sink) == ["Berichtigt", "Weg 1", "Weg 2"]
    again = batch("in", "-o", sink).stderr
    assert "12 gefunden = 3 keine Anfrage + 3 unverändert + 6 ausgelassen" in again, again
    batch("in", "-o", "streng.jsonl", "--strict", code=7)
    english = RUN.invoke(app, ["--lang", "en", "batch", "in", "-o", "e.jsonl", "-j", "1"]).stderr
    assert "3 motions" in english and "passed over" in english


def test_of_several_inputs_one_that_is_no_inquiry_has_not_failed(folder: Path) -> None:
    both = [str(folder / "antrag0.txt"), str(folder / "2024" / "brief1.txt")]
    done = RUN.invoke(app, ["parse", *both])
    assert done.exit_code == 0 and done.stderr.strip().endswith("(document type: motion)")
    assert RUN.invoke(app, ["parse", "--strict", *both]).exit_code == 7
    assert RUN.invoke(app, ["parse", both[0]]).exit_code == 6


@pytest.mark.parametrize("command", ["parse", "show"])
def test_what_is_no_document_is_refused_by_name(command: str, folder: Path) -> None:
    for name in ("2024/brief0.txt.anfrage.toml.txt", "Thumbs.db"):
        done = RUN.invoke(app, [command, str(folder / name)])
        assert done.exit_code == 4 and len(done.stderr.splitlines()) == 1, done.output


CHOSEN = [(["--include", "2024/*"], 3), (["--exclude", "antrag*"], 3), (["--include", "brief[12].*"], 2)]


@pytest.mark.parametrize(("words", "count"), CHOSEN)
def test_patterns_choose(words: list[str], count: int, folder: Path) -> None:
    batch("in", "-o", "a.jsonl", *words)
    assert len(titles("a.jsonl")) == count


def test_an_archive_is_looked_into_for_what_is_asked_for_and_counted_when_left_out(folder: Path) -> None:
    for name in ("post.zip", ".verborgen.zip"):
        with zipfile.ZipFile(folder / name, "w") as packed:
            packed.writestr("brief8.txt", LETTER.format(n=8))
    batch("in", "-o", "a.jsonl", "--include", "brief8*")
    assert titles("a.jsonl") == ["Weg 8"]
    said = batch("in", "-o", "b.jsonl", "--exclude", "*.zip").stderr
    assert "1 versteckte Datei" in said and "1 Datei wegen --include oder --exclude" in said, said


def test_review_of_a_folder_counts_as_the_batch_does(folder: Path) -> None:
    done = RUN.invoke(app, ["review", "in", "-o", "seite.html"])
    assert done.exit_code == 0 and "6 Dokumente" in done.stderr, done.output
    assert done.stderr.startswith("ausgelassen: 5 Dateien von System oder Office, 1 Datei mit Korrekturen\n")


@pytest.mark.parametrize("sink", SINKS)
def test_a_moved_folder_is_a_renaming_and_two_copies_stay_two(sink: str, folder: Path) -> None:
    batch("in", "-o", sink)
    (folder / "2024").rename(folder / "2031")
    said = batch("in", "-o", sink).stderr
    assert "umbenannt: 3 Dateien" in said and len(titles(sink)) == 3, said
    shutil.copy(folder / "2031" / "brief1.txt", folder / "kopie.txt")
    assert "umbenannt" not in batch("in", "-o", sink).stderr
    assert (folder / "2031" / "brief1.txt").exists() and "Weg 1" in titles(sink)


@pytest.mark.parametrize("sink", SINKS)
def test_what_vanished_is_told_and_pruned_when_asked(sink: str, folder: Path) -> None:
    batch("in", "-o", sink)
    (folder / "2024" / "brief2.txt").unlink()
    assert "nicht mehr da: 1 (2024/brief2.txt)" in batch("in", "-o", sink).stderr and len(titles(sink)) == 3
    batch("in", "-o", sink, "--prune")
    assert len(titles(sink)) == 3
    batch("in", "-o", sink, "--prune", "--apply")
    assert titles(sink) == ["Berichtigt", "Weg 1"]


@pytest.mark.parametrize("sink", SINKS)
def test_a_share_that_is_not_mounted_empties_nothing(sink: str, folder: Path) -> None:
    batch("in", "-o", sink)
    folder.rename(folder.with_name("weg"))
    assert RUN.invoke(app, ["batch", "in", "-o", sink, "--prune", "--apply"]).exit_code not in (0, 1, 3)
    folder.mkdir()
    assert RUN.invoke(app, ["batch", "in", "-o", sink, "--prune", "--apply"]).exit_code not in (0, 1, 3)
    folder.rmdir()
    folder.with_name("weg").rename(folder)
    shutil.rmtree(folder / "2024")
    (folder / "2024").mkdir()
    RUN.invoke(app, ["batch", "in", "-o", sink, "--exclude", "antrag*", "--prune", "--apply"])
    assert len(titles(sink)) == 3


LOCKED = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-dac_override,-dac_read_search"]


@pytest.mark.skipif(sys.platform == "win32" or not shutil.which("setpriv"), reason="no way to be held back by the rights of a folder")
@pytest.mark.parametrize("mode", [0o000, 0o444])
def test_a_folder_that_cant_be_read_is_named_and_counts(mode: int, folder: Path) -> None:
    """As `../shared/cases/batch` has it: a subfolder without rights, and a zip with two members of one name."""
    with zipfile.ZipFile(folder / "zwillinge.zip", "w") as packed, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the twin
        for n in (8, 9):
            packed.writestr("a.txt", LETTER.format(n=n))
    locked = folder / "gesperrt"
    locked.mkdir()
    (locked / "geheim.txt").write_text(LETTER.format(n=7), encoding="utf-8")
    locked.chmod(mode)
    held = LOCKED if os.geteuid() == 0 else []
    command = [*held, sys.executable, "-m", "anfrage_parser", "batch", "in", "-o", "a.jsonl", "-j", "1", "--prune", "--apply"]
    try:
        done = subprocess.run(command, capture_output=True, check=False, timeout=GUARD)
    finally:
        locked.chmod(0o700)
    said = done.stderr.decode()
    assert done.returncode == 7 and "gesperrt" in said and "1 fehlgeschlagen" in said, said
    assert titles("a.jsonl") == ["Berichtigt", "Weg 1", "Weg 2", "Weg 8", "Weg 9"]


def test_an_interrupted_run_gives_its_account(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C when two documents are safe in the sink."""
    outcomes = Crew.outcomes

    def broken_off(crew: Crew, jobs: Iterator[Job]) -> Iterator[list[Outcome]]:
        for number, group in enumerate(outcomes(crew, (job for job in jobs))):
            yield group
            if number == 0:
                raise KeyboardInterrupt

    monkeypatch.setattr(Crew, "outcomes", broken_off)
    done = RUN.invoke(app, ["batch", "in", "-o", "a.jsonl", "-j", "1"])
    assert done.exit_code == 130 and "derselbe Befehl macht weiter" in done.stderr and "gefunden" in done.stderr, done.output
    done = RUN.invoke(app, ["batch", "in", "-o", "b.jsonl", "-j", "1", "--log-json"])
    *_, end, account = map(json.loads, done.stderr.splitlines())
    assert done.exit_code == 130 and end["event"] == "end" and account["event"] == "account" and not account["complete"], done.output
    assert account["found"] == sum(account["states"].values()) + account["open"] and account["states"]["done"] >= 1 <= account["open"]
    monkeypatch.undo()
    monkeypatch.chdir(folder.parent)
    batch("in", "-o", "a.jsonl")
    assert len(titles("a.jsonl")) == 3


def test_watch_on_a_folder_that_is_not_there(folder: Path) -> None:
    done = RUN.invoke(app, ["batch", "gibtsnicht", "-o", "a.jsonl", "--watch"])
    assert done.exit_code in (2, 4) and "gibtsnicht" in done.stderr and len(done.stderr.splitlines()) == 1, done.output


def test_a_text_too_long_for_a_cell_is_cut_and_told(folder: Path) -> None:
    """One question of 36,000 characters among other records: the workbook is written all the same."""
    (folder / "lang.txt").write_text(LETTER.format(n=77).replace("Was kostet er?", f"Was {'kostet das 😀 ' * 2_600}?"), encoding="utf-8")
    batch("in", "-o", "a.sqlite")
    done = RUN.invoke(app, ["export", "a.sqlite", "-o", "a.xlsx"])
    assert done.exit_code in (0, 3) and "lang.txt" in done.stderr, done.output
    sheet = load_workbook("a.xlsx")["Fragen"]
    longest = max((str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value), key=len)
    assert len(longest.encode("utf-16-le")) // 2 <= 32_767 and longest.endswith("gekürzt]") and sheet.max_row == 9
    with closing(sqlite3.connect("a.sqlite")) as base:
        assert base.execute("SELECT max(length(text)) FROM questions").fetchone()[0] > 33_000
