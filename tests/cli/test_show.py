"""`anfrage show`: what a person reads on a terminal, and what a hostile document can't do there."""

import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from typer.testing import CliRunner

from anfrage_parser.cli.app import app
from tests.command import SAMPLES

RUN = CliRunner()


def shown(*words: str, text: str | None = None) -> str:
    result = RUN.invoke(app, ["show", *words], input=text.encode("utf-8", "surrogatepass") if text is not None else None)
    assert result.exit_code == 0, result.stderr
    return result.stdout_bytes.decode("utf-8")


@pytest.mark.parametrize("sample", sorted([*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.pdf")]), ids=lambda p: p.name)
def test_every_sample_fits_and_shows_its_questions(sample: Path) -> None:
    out = shown(str(sample))
    assert "\x1b" not in out
    assert max(cell_len(line) for line in out.splitlines()) <= 80
    assert ("Titel" in out and "Fragen" in out) or "Fraktion" in out


def test_head_blocks_and_findings() -> None:
    out = shown(str(SAMPLES / "unterfragen.txt"))
    assert re.search(r"^  Nummer +2023/1158$", out, re.MULTILINE)
    assert re.search(r"^     a\) für geflüchtete Menschen,$", out, re.MULTILINE)
    assert "    Eingang: 24.08.2023\n             ^^^^^^^^^^\n" in out
    assert "…" in out


def test_footnotes_stand_below_the_questions() -> None:
    text = "Anfrage\n\nWir fragen:\n\n1. Warum steht die Turmuhr¹?\n2. Seit wann?\n\n¹ Am Marktplatz.\n"
    assert shown("-", text=text).partition("2. Seit wann?")[2].strip().startswith("Fußnoten\n  1 Am Marktplatz.")


ANSWERS = {
    "antwort-gemeinsam.txt": (
        "Antwort · antwort-gemeinsam.txt", "  Zu Anfrage    2024/0287", "  Anfrage vom   16.09.2024", "  Antwort von   Die Ober",
        "  2. Wie viele davon waren im Sommer außer Betrieb?\n     Antwort (1, 2): In der Innenstadt stehen sieben",
        "in Frage?\n     Antwort: Geprüft werden",
    ),
    "antwort-ohne-fragen.txt": ("  Zu Anfrage    AF/0029/2025", "Antworten\n  1 Am Deichweg stehen", "\n  3 Im Herbst werden"),
}  # fmt: skip


@pytest.mark.parametrize("sample", ANSWERS)
def test_answers_stand_beside_their_questions(sample: str) -> None:
    out = shown(str(SAMPLES / sample))
    assert [line for line in ANSWERS[sample] if line not in out] == []


def test_full_shows_all_of_it() -> None:
    assert "…" in shown(str(SAMPLES / "brief-zwei-seiten.pdf"))
    assert "…" not in shown("--full", str(SAMPLES / "brief-zwei-seiten.pdf"))


def test_the_marker_stands_under_wide_letters() -> None:
    lines = shown("-", text="Anfrage 12/2024 der SPD-Fraktion vom 3.5.2024\n\nThema\n\n1. Warum?\n3. 漢字\u0301漢字 wann?\n").splitlines()
    place = next(i for i, line in enumerate(lines) if "^" in line)
    assert lines[place].index("^") == 4


HOSTILE = "Anfrage \x1b[31m\u202eder SPD\x07\n\n[bold red]Titel[/bold red] :smile: \x9b2J\r\n\n1. Warum\x1b]0;neu\x07?\n3. [link=file:///]Wann?[/link]\n"


def test_nothing_of_a_document_acts() -> None:
    out = shown("-", text=HOSTILE)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out)
    assert "[bold red]" in out and ":smile:" in out and "[link=file:///]" in out


def test_refused_and_incomplete() -> None:
    result = RUN.invoke(app, ["show", "-"], input=b"Antrag der SPD\n\nDie Stadt soll den Weg sperren.\n")
    assert result.exit_code == 6 and "document type: motion" in result.stderr
    empty = RUN.invoke(app, ["show", "-"], input="Anfrage der SPD-Fraktion\n\nLärm am Hafen, seit Jahren zu laut.\n".encode())
    assert empty.exit_code == 3 and "Fehler" in empty.stdout_bytes.decode()


def test_colours_only_on_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert "\x1b" not in shown(str(SAMPLES / "brief.txt"))
