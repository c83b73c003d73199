"""A person's mark that values are right: kept with the corrections, noticed where a value is read differently since."""

import shutil
from pathlib import Path

import pytest

from anfrage_parser import parse_file
from anfrage_parser.corrections import read
from anfrage_parser.corrections.checking import digest
from tests.command import SAMPLES, command


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    return Path(shutil.copy(SAMPLES / "unterfragen.txt", tmp_path / "brief.txt"))


def marks(letter: Path) -> list[str]:
    """The codes of the findings about the mark, of every record."""
    return [f.code for inquiry in parse_file(letter) for f in inquiry.findings if f.code.startswith("checked")]


def test_the_mark_is_set_and_taken_away(letter: Path) -> None:
    assert b"als gepr\xc3\xbcft vermerkt" in command("correct", letter, "--checked").stderr
    assert marks(letter) == ["checked"]
    assert command("correct", letter).stdout.decode().splitlines()[2].startswith('checked = "')
    command("correct", letter, "--unchecked")
    assert marks(letter) == [] and read(letter.with_name("brief.txt.anfrage.toml")).checked is None


def test_who_corrects_has_looked(letter: Path) -> None:
    command("correct", letter, "--checked")
    command("correct", letter, "--set", "committee=Bauausschuss", "--remove", "questions[1]")
    assert marks(letter) == ["checked"]


def test_together_with_a_correction(letter: Path) -> None:
    command("correct", letter, "--set", "title=Neu", "--checked")
    assert marks(letter) == ["checked"] and parse_file(letter)[0].title == "Neu"


def test_a_value_that_is_read_differently_is_a_question(letter: Path) -> None:
    command("correct", letter, "--checked")
    file = letter.with_name("brief.txt.anfrage.toml")
    file.write_text(file.read_text(encoding="utf-8").replace(read(file).checked or "?", "0" * 16), encoding="utf-8")
    assert marks(letter) == ["checked-changed"]
    command("correct", letter, "--set", "committee=Bauausschuss")
    assert marks(letter) == ["checked-changed"]  # another value was corrected; which one is read differently, nobody has looked at
    command("correct", letter, "--checked")
    assert marks(letter) == ["checked"]


def test_every_record_of_a_document_is_marked(tmp_path: Path) -> None:
    letter = Path(shutil.copy(SAMPLES / "zwei-anfragen.txt", tmp_path / "brief.txt"))
    command("correct", letter, "--checked")
    assert marks(letter) == ["checked", "checked"]


def test_what_says_how_it_was_read_is_no_value() -> None:
    plain, placed = (digest(parse_file(SAMPLES / "brief-zwei-seiten.pdf", reader=reader)) for reader in ("pdfium", "pdfplumber"))
    assert plain == placed
    assert digest(parse_file(SAMPLES / "brief.txt")) != plain


def test_an_import_takes_no_mark(letter: Path) -> None:
    done = command("correct", "--import", letter, letter.parent, "--checked", code=2)
    assert "--import" in done.stderr.decode()


@pytest.mark.parametrize(("label", "number"), [("3.", 3), ("Frage 7:", 7), ("(2)", 2), ("a)", None), ("1.1", None), ("–", None)])
def test_the_number_follows_the_printed_one(label: str, number: int | None, letter: Path) -> None:
    command("correct", letter, "--set", f"questions[0].label={label}")
    question = parse_file(letter)[0].questions[0]
    assert (question.label, question.number) == (label, number)


def test_what_an_answer_answers(tmp_path: Path) -> None:
    letter = Path(shutil.copy(SAMPLES / "antwort-gemeinsam.txt", tmp_path / "antwort.txt"))
    command("correct", letter, "--set", "answers[0].labels=1., 2.", "--set", "answers[0].questions=2, 1")
    answer = parse_file(letter)[0].answers[0]
    assert (answer.labels, answer.questions) == (["1.", "2."], [2, 1])
    for typed, why in (("77", "so viele Fragen"), ("x", "ganze Zahlen")):
        assert why in command("correct", letter, "--set", f"answers[0].questions={typed}", code=2).stderr.decode()
