"""Near copies: what is new in a run and asks nearly the same as another inquiry of the database is told, once, and nothing else is."""

import json
import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.cli.app import app
from anfrage_parser.search.copies import CANDIDATES
from anfrage_parser.search.wording import Shingles

RUN = CliRunner()
LETTER = """SPD-Fraktion

Auental, den 8. Oktober 2024
Anfrage Nr. 1/2024
Betreff: Fähranleger am Nordufer

Wir fragen:

1. Wann wird der Fähranleger am Nordufer erneuert, und wer hat den Auftrag dafür?
2. Welche Kosten entstehen der Stadt durch die gesperrte Fährverbindung nach Altenwerder?
3. Wie viele Fahrgäste nutzten die Fähre in den letzten fünf Jahren?
"""
OTHER = """FDP-Fraktion

Auental, den 9. Oktober 2024
Anfrage Nr. 2/2024
Betreff: Hallenbad

Wir fragen:

1. Welche Schulen haben Schwimmzeiten im Hallenbad, und wie viele Stunden sind es?
2. Warum bleibt das Hallenbad an Feiertagen geschlossen?
"""
ANSWER = """Stadt Auental
Stellungnahme zur Anfrage

Vorlage Nr.: 7/2024
Fähranleger am Nordufer

1. Wann wird der Fähranleger am Nordufer erneuert, und wer hat den Auftrag dafür?

Im Herbst; den Auftrag hat eine Werft.

2. Welche Kosten entstehen der Stadt durch die gesperrte Fährverbindung nach Altenwerder?

Keine.

3. Wie viele Fahrgäste nutzten die Fähre in den letzten fünf Jahren?

Rund tausend im Jahr.
"""


def copy(text: str = LETTER, number: int = 3) -> str:
    return text.replace("SPD", "CDU").replace("Nr. 1", f"Nr. {number}").replace("Nr. 2", f"Nr. {number}").replace("fünf", "zehn")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "faehre.txt").write_text(LETTER, encoding="utf-8")
    (tmp_path / "in" / "bad.txt").write_text(OTHER, encoding="utf-8")
    return tmp_path / "in"


def batch(*words: str) -> Result:
    done = RUN.invoke(app, ["batch", "in", *words, "-j", "1", "--report", "lauf.json"])
    assert done.exit_code == 0, (done.exit_code, done.output)
    return done


def report() -> tuple[int, list[tuple[str, str]]]:
    told = json.loads(Path("lauf.json").read_text(encoding="utf-8"))
    return told["near_copies"], [(row["name"], row["of"]) for row in told["copies"]]


def write(name: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8")


def two(folder: Path) -> None:
    for name in ("m.txt", "n.txt"):
        write(name, copy(OTHER + "3. Wer bezahlt die Aufsicht im Hallenbad?\n", ord(name[0])))(folder)


CHANGES: dict[str, tuple[Callable[[Path], object], list[tuple[str, str]]]] = {
    "nothing": (lambda folder: None, []),
    "a near copy": (write("neu.txt", copy()), [("neu.txt", "faehre.txt")]),
    "a near copy whose name comes first": (write("a.txt", copy()), [("a.txt", "faehre.txt")]),
    "the same file twice": (write("neu.txt", LETTER), []),
    "a file that was renamed": (lambda folder: os.replace(folder / "faehre.txt", folder / "umbenannt.txt"), []),  # noqa: PTH105
    "a file that was changed": (write("faehre.txt", copy()), []),
    "a file that became a copy of another": (write("bad.txt", copy()), [("bad.txt", "faehre.txt")]),
    "another letter": (write("neu.txt", OTHER.replace("Hallenbad", "Freibad").replace("Welche Schulen haben", "Wem gehören")), []),
    "its answer": (write("neu.txt", ANSWER), []),
    "two new ones": (two, [("m.txt", "bad.txt"), ("n.txt", "bad.txt")]),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_told(change: str, folder: Path) -> None:
    batch("-o", "a.sqlite")
    assert report() == (0, [])
    act, wanted = CHANGES[change]
    act(folder)
    said = batch("-o", "a.sqlite").stderr
    assert report() == (len(wanted), wanted)
    assert said.count("fast dasselbe") == bool(wanted)
    assert all(f"{name} wie {other}" in said for name, other in wanted)
    again = batch("-o", "a.sqlite", "--on-exists", "replace").stderr
    assert "fast dasselbe" not in again and report() == (0, [])


def test_those_of_one_run_are_told_once_and_three_are_named(folder: Path) -> None:
    for number in range(5):
        write(f"kopie{number}.txt", copy(number=number + 3))(folder)
    said = batch("-o", "a.sqlite").stderr
    assert "5 Anfragen fragen fast dasselbe wie eine andere: kopie0.txt wie faehre.txt, kopie1.txt wie faehre.txt" in said
    assert said.count(" wie faehre.txt") == 3 and "und 2 weitere" in said
    assert report() == (5, [(f"kopie{number}.txt", "faehre.txt") for number in range(5)])
    log = RUN.invoke(app, ["batch", "in", "-o", "b.sqlite", "-j", "1", "--log-json"]).stderr
    assert json.loads(log.splitlines()[-1])["near_copies"] == 5
    english = RUN.invoke(app, ["--lang", "en", "batch", "in", "-o", "c.sqlite", "-j", "1"]).stderr
    assert "5 inquiries ask nearly the same as another: kopie0.txt like faehre.txt" in english


@pytest.mark.parametrize("sink", ["a.jsonl", "ausgabe"])
def test_other_outputs_tell_nothing(sink: str, folder: Path) -> None:
    write("neu.txt", copy())(folder)
    assert "fast dasselbe" not in batch("-o", sink).stderr and report() == (0, [])


def test_names_are_escaped(folder: Path) -> None:
    write("neu\x1b[2J.txt", copy())(folder)
    said = batch("-o", "a.sqlite").stderr
    assert "fast dasselbe" in said and "\x1b" not in said


def test_a_damaged_archive_costs_no_run(folder: Path) -> None:
    batch("-o", "a.sqlite")
    with closing(sqlite3.connect("a.sqlite")) as base:
        base.execute("UPDATE questions SET parts = '{'")
        base.commit()
    write("neu.txt", copy())(folder)
    assert "fast dasselbe" not in batch("-o", "a.sqlite").stderr


def test_a_crowd_of_copies_is_compared_with_few(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each is compared with a bounded number of others, so that the time grows with the number of documents alone."""
    for number in range(40):
        write(f"kopie{number:02}.txt", copy(number=number + 3).replace("Fähre", f"Fähre {number}"))(folder)
    compared: list[Shingles] = []

    def never(one: Shingles, other: Shingles) -> bool:
        compared.append(one)
        return False

    monkeypatch.setattr("anfrage_parser.search.copies.near_copies", never)
    batch("-o", "a.sqlite")
    assert 40 <= len(compared) <= 42 * CANDIDATES
    with closing(DatabaseSink(Path("a.sqlite"))) as sink:
        sink.begin("skip")
        assert list(sink.copies()) == []
