"""Tables that are drawn in text: their bars part cells, and are no part of any value."""

import pytest

from anfrage_parser import parse_text
from anfrage_parser.readers.text import from_string
from anfrage_parser.text.table_bars import may_have_bars, without_bars
from tests.assemble.reading import check_laws

HEAD = {"Nummer": "0417/2023", "Datum": "14.03.2023", "Antragsteller": "SPD", "Betreff": "Steg am Ufer"}
GRID = "".join(f"+---------------+----------------+\n| {key:<13} | {value:<14} |\n" for key, value in HEAD.items())
QUESTIONS = ["Wann kommt er?", "Wer zahlt?"]
ASK = f"\nDer Steg ist gesperrt.\n\nWir fragen:\n\n1. {QUESTIONS[0]}\n2. {QUESTIONS[1]}\n"

TABLES = {
    "Markdown": "| Feld | Wert |\n|------|------|\n" + "".join(f"| {key} | {value} |\n" for key, value in HEAD.items()),
    "Markdown, bold": "| | |\n|:--|--:|\n" + "".join(f"| **{key}** | {value} |\n" for key, value in HEAD.items()),
    "no outer bars": "Feld | Wert\n--- | ---\n" + "".join(f"{key} | {value}\n" for key, value in HEAD.items()),
    "tight": "|Feld|Wert|\n|---|---|\n" + "".join(f"|{key}|{value}|\n" for key, value in HEAD.items()),
    "a grid": GRID + "+---------------+----------------+\n",
    "signs for boxes": "┌──────┬──────┐\n" + "".join(f"│ {key} │ {value} │\n" for key, value in HEAD.items()) + "└──────┴──────┘\n",
}


@pytest.mark.parametrize("table", TABLES.values(), ids=TABLES)
def test_a_head(table: str) -> None:
    text = f"Stadt Auental\n\n{table}\nAnfrage\n{ASK}"
    check_laws(text)
    (record,) = parse_text(text)
    assert (record.number, str(record.date), record.title) == ("0417/2023", "2023-03-14", "Steg am Ufer")
    assert list(record.parties) == ["SPD"]
    assert [question.text for question in record.questions] == QUESTIONS
    assert not any("|" in part.text or "│" in part.text for part in record.unassigned)


def test_questions() -> None:
    text = "Anfrage der SPD-Fraktion\n\nSteg am Ufer\n\nWir fragen:\n\n| Nr. | Frage |\n|---|---|\n"
    text += "".join(f"| {number} | {question} |\n" for number, question in enumerate(QUESTIONS, 1))
    check_laws(text)
    (record,) = parse_text(text)
    assert [(question.label, question.text) for question in record.questions] == [("1", QUESTIONS[0]), ("2", QUESTIONS[1])]


def test_answers_beside_their_questions() -> None:
    """A cell may go on below, beside an empty one."""
    rows = [
        ("Nr.", "Frage", "Antwort"),
        ("1", "Wie viele Stege gibt es", "Es gibt neun Stege am"),
        ("", "am Ufer?", "Ufer."),
        ("2", "Wer zahlt?", "Die"),
        ("", "", "Stadt."),
    ]
    table = "".join(f"| {number:<3} | {question:<24} | {answer:<22} |\n" for number, question, answer in rows)
    text = f"Stadt Auental\n\nAntwort der Verwaltung auf die Anfrage der SPD-Fraktion vom 03.03.2024\n\nSteg am Ufer\n\n{table}"
    check_laws(text)
    (record,) = parse_text(text)
    assert [(question.text, question.answer) for question in record.questions] == [
        ("Wie viele Stege gibt es am Ufer?", "Es gibt neun Stege am Ufer."),
        ("Wer zahlt?", "Die Stadt."),
    ]


@pytest.mark.parametrize("text", ["Start | Rat | Kontakt", "Tel. 1 | Fax 2\nBank 3", "a\n-----\nb", "Ufer\n====\n"])
def test_what_is_no_table(text: str) -> None:
    lines = from_string(text, "x").lines
    assert list(without_bars(lines)) == list(lines)


def test_a_line_of_bars_is_linear() -> None:
    lines = from_string("| a " * 50_000 + "|\n" + "|---" * 50_000 + "|", "x").lines
    row, rule = without_bars(lines)
    assert rule.text == "" and row.text == "   ".join("a" * 50_000)
    assert may_have_bars("| a |\n") and not may_have_bars("Start | Rat\n")
