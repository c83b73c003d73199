"""Footnotes: their marks are no part of a word, their text no part of a question; other numbers and signs stay what they are."""

from typing import Any

import pytest

from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_text
from anfrage_parser.text.footnotes import with_notes
from tests.assemble.reading import ASKED, CLOSE, END, HEAD, TEXT, Case, cases, check, values

PLAIN = f"{HEAD}Der Weg ist alt.\n\nWir fragen:\n"
ENDS = f"\n\n{CLOSE}\n"


def notes(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"label": label, "text": text} for label, text in pairs]


LETTERS: list[Case] = [
    ("raised numbers, notes at the end",
     f"{PLAIN}1. Wann kommt der Bus¹?\n2. Wer zahlt das?²{END}\n¹ Linie 4.\n² Siehe Haushalt.",
     {"questions": ASKED, "footnotes": notes(("1", "Linie 4."), ("2", "Siehe Haushalt.")), "signatories": ["Max Hierl"], "unassigned": []}),
    ("notes below a rule",
     f"{PLAIN}1. Wann kommt der Bus1?\n2. Wer zahlt das?{END}\n_______________\n1 Linie 4.",
     {"questions": ASKED, "footnotes": notes(("1", "Linie 4.")), "rationale": None, "unassigned": []}),
    ("a note between the halves of a question, and a page's number",
     f"{PLAIN}1. Wann kommt1\n\n1 Oder fährt.\n- 2 -\n\fder Bus?\n2. Wer zahlt das?{END}",
     {"questions": ASKED, "footnotes": notes(("1", "Oder fährt.")), "unassigned": []}),
    ("a note over two lines, hyphenated",
     f"{PLAIN}1. Wann kommt der Bus?¹\n2. Wer zahlt das?{END}\n¹ Gemeint ist die Linie 4, die am Bahn-\nhof beginnt.",
     {"questions": ASKED, "footnotes": notes(("1", "Gemeint ist die Linie 4, die am Bahnhof beginnt."))}),
    ("pages with notes of their own, each counted from 1",
     f"{PLAIN}1. Wann kommt der Bus?¹\n\n¹ Linie 4.\n\f2. Wer zahlt das?¹{END}\n¹ Siehe Haushalt.",
     {"questions": ASKED, "footnotes": notes(("1", "Linie 4."), ("1", "Siehe Haushalt."))}),
    ("plain numbers that go on over pages",
     f"{PLAIN}1. Wann kommt der Bus1?\n\n1 Linie 4.\n\f2. Wer zahlt das?2{END}\n2 Siehe Haushalt.",
     {"questions": ASKED, "footnotes": notes(("1", "Linie 4."), ("2", "Siehe Haushalt."))}),
    ("several notes of a page",
     f"{PLAIN}1. Wann kommt1 der Bus2?\n2. Wer zahlt das?{END}\n1 Oder fährt.\n2 Linie 4.",
     {"questions": ASKED, "footnotes": notes(("1", "Oder fährt."), ("2", "Linie 4."))}),
    ("a star",
     f"{PLAIN}1. Wann kommt der Bus*?\n2. Wer zahlt das?{END}\n* Linie 4",
     {"questions": ASKED, "footnotes": notes(("*", "Linie 4"))}),
    ("two stars, and a dagger",
     f"{PLAIN}1. Wann kommt der Bus**?\n2. Wer zahlt das†?{END}\n** Linie 4\n† Siehe Haushalt.",
     {"questions": ASKED, "footnotes": notes(("**", "Linie 4"), ("†", "Siehe Haushalt."))}),
    ("numbers in brackets",
     f"{PLAIN}1. Wann kommt der Bus [1]?\n2. Wer zahlt das?[2]{END}\n[1] Linie 4.\n[2] https://auental.example/haushalt",
     {"questions": ASKED, "footnotes": notes(("[1]", "Linie 4."), ("[2]", "https://auental.example/haushalt"))}),
    ("a number raised with its bracket",
     f"{PLAIN}1. Wann kommt der Bus¹)?\n2. Wer zahlt das (siehe oben²)?{END}\n¹) Linie 4.\n²) Haushalt.",
     {"questions": ["Wann kommt der Bus?", "Wer zahlt das (siehe oben)?"], "footnotes": notes(("1", "Linie 4."), ("2", "Haushalt."))}),
    ("a mark in the title",
     f"SPD-Fraktion\nAuental, 06.11.2023\nAnfrage: Gutachten¹\n\nWir fragen:\n1. Wann kommt der Bus?\n2. Wer zahlt das?{END}\n¹ Vom Mai.",
     {"title": "Gutachten", "questions": ASKED, "footnotes": notes(("1", "Vom Mai."))}),
    ("marks in the preamble, behind sentences",
     f"{HEAD}Der Weg ist alt.¹ Er ist „schmal“.² Er ist lang (sehr)³.{TEXT}{CLOSE}\n\n¹ Seit 1950.\n² So der Rat.\n³ 4 km.",
     {"preamble": "Der Weg ist alt. Er ist „schmal“. Er ist lang (sehr).", "questions": ASKED,
      "footnotes": notes(("1", "Seit 1950."), ("2", "So der Rat."), ("3", "4 km."))}),
    ("a mark in the reasons",
     f"{PLAIN}1. Wann kommt der Bus?\n2. Wer zahlt das?\n\nBegründung:\nDer Weg ist seit 2019¹ gesperrt.{END}\n¹ Seit Mai.",
     {"questions": ASKED, "rationale": "Der Weg ist seit 2019 gesperrt.", "footnotes": notes(("1", "Seit Mai."))}),
    ("squares, powers, numbers of things",
     f"{PLAIN}1. Wie viele m² und km² hat der Platz bei 10³ Euro nach Nr. 1, § 5, Ziff.2 und CO2?\n2. Wer zahlt das?{END}\n¹ Haushalt.",
     {"questions": ["Wie viele m² und km² hat der Platz bei 10³ Euro nach Nr. 1, § 5, Ziff.2 und CO2?", "Wer zahlt das?"],
      "footnotes": notes(("1", "Haushalt."))}),
    ("a note two beside a square",
     f"{PLAIN}1. Wie groß (m²) ist der Platz¹?\n2. Wer zahlt das?²{END}\n¹ Am Markt.\n² Haushalt.",
     {"questions": ["Wie groß (m²) ist der Platz?", "Wer zahlt das?"], "footnotes": notes(("1", "Am Markt."), ("2", "Haushalt."))}),
    ("a mark without its note", f"{PLAIN}1. Wann kommt der Bus¹?\n2. Wer zahlt das?{ENDS}", {"questions": ASKED, "footnotes": []}),
    ("a page's number below the notes",
     f"{PLAIN}1. Wann kommt der Bus.1\n\n1 Linie 4.\n1\n\n2. Wer zahlt das?{END}",
     {"questions": ["Wann kommt der Bus.", "Wer zahlt das?"], "footnotes": notes(("1", "Linie 4.")), "unassigned": []}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), cases(*LETTERS))
def test_notes_and_their_marks(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)


NONE = (
    ("a star within a word", "1. Wie viele Bürger*innen und Schüler*innen kommen?\n2. Wer zahlt das?", ""),
    ("a list with stars", "1. Wann kommt der Bus?\n2. Wer zahlt das?", "\n* Stadt\n* Land"),
    ("a number without a note", "1. Wann kommt Linie4?\n2. Wer zahlt das?", ""),
    ("a note's number that nothing bears", "1. Wann kommt der Bus?\n2. Wer zahlt das?", "\n1 Linie 4."),
    ("another number than the mark's", "1. Wann kommt der Bus2?\n2. Wer zahlt das?", "\n1 Linie 4."),
    ("a short form", "1. Was sagt Ziff.1 dazu?\n2. Wer zahlt das?", "\n1 Linie 4."),
    ("an address of the web", "1. Was sagt auental.example/a.1 dazu?\n2. Wer zahlt das?", "\n1.5 km"),
)


@pytest.mark.parametrize(("asked", "below"), [case[1:] for case in NONE], ids=[case[0] for case in NONE])
def test_what_is_no_footnote(asked: str, below: str) -> None:
    found = values(f"{PLAIN}{asked}{END}{below}")
    assert found["footnotes"] == [] and found["questions"] == [line[3:] for line in asked.split("\n")]


def test_questions_with_bare_numbers_stay() -> None:
    found = values(f"{HEAD}Der Weg ist alt.1 Er ist schmal.\n\nWir fragen:\n\n1 Wann kommt der Bus?\n\n2 Wer zahlt das?{END}")
    assert found["questions"] == ASKED and found["footnotes"] == []


def test_lines_without_notes_are_the_same() -> None:
    lines = read_text(f"{PLAIN}1. Wie viele m² sind es?\n2. Wer zahlt das?{END}").lines
    assert with_notes(lines) is lines or all(a.text == b.text and b.note is None for a, b in zip(lines, with_notes(lines), strict=True))


def test_evidence_of_a_note_and_of_what_bears_its_mark() -> None:
    text = f"{PLAIN}1. Wann kommt der Bus1?\n2. Wer zahlt das?{END}\n1 Linie 4, die am\nBahnhof beginnt."
    (record,) = parse_source(read_text(text), None, evidence=True)
    assert record.evidence is not None

    def printed(path: str) -> list[str]:
        return [text[row.start : row.end] for row in (record.evidence or {})[path]]

    assert printed("footnotes[0].label") == ["1"] and printed("footnotes[0].text") == ["Linie 4, die am", "Bahnhof beginnt."]
    assert printed("questions[0].text") == ["Wann kommt der Bus1?"]
