"""The office in charge and the day an answer is due, as captions of a head name them."""

from typing import Any

import pytest

from tests.assemble.reading import TWO, cases, check

ABOVE = "Anfrage der SPD-Fraktion\nBetreff: Lärm am Hafen\n"
BELOW = f"\nWir fragen:\n{TWO}\n"
OFFICES = "Dez. 4", "Tiefbauamt", "Fachbereich 8 – Straßen und Grün", "Eva Minx, Amt 66", "Dezernat III / StaU"
DAYS = "24.09.2024", "24. September 2024", "Dienstag, 24.09.2024", "den 24.09.2024"


@pytest.mark.parametrize("value", OFFICES)
@pytest.mark.parametrize(
    "caption", ["Verantwortlich:", "Federführung:", "Federführendes Amt:", "zuständig:", "Zuständig:", "Verantwortlich:\n"]
)
def test_responsible(caption: str, value: str) -> None:
    check(f"{ABOVE}{caption} {value}\n{BELOW}".replace("\n ", "\n"), {"responsible": value, "title": "Lärm am Hafen", "due": None})


@pytest.mark.parametrize("value", DAYS)
@pytest.mark.parametrize("caption", ["Frist:", "Antwortfrist:", "Beantwortung bis:", "Fällig am:", "fällig:", "Frist:\n"])
def test_due(caption: str, value: str) -> None:
    text = f"{ABOVE}Datum: 02.09.2024\n{caption} {value}\n{BELOW}".replace("\n ", "\n")
    check(text, {"due": "2024-09-24", "date": "2024-09-02", "session_date": None, "responsible": None})


NONE = cases(
    ("a period", f"{ABOVE}Frist: vier Wochen\n{BELOW}", {"due": None}),
    ("empty", f"{ABOVE}Verantwortlich:\nDatum: 02.09.2024\n{BELOW}", {"responsible": None, "date": "2024-09-02"}),
    ("nothing named", f"{ABOVE}{BELOW}", {"responsible": None, "due": None}),
    ("the press", f"{ABOVE}Verantwortlich: Eva Minx (V.i.S.d.P.)\n{BELOW}", {"responsible": None}),
    ("in a question", f"{ABOVE}\nWir fragen:\n1. Wer ist zuständig?\n2. Welche Frist gilt?\n", {"responsible": None, "due": None}),
    ("in a sentence", f"{ABOVE}\nZuständig ist das Amt 66. Die Frist: 3. Mai 2024.\n{BELOW}", {"responsible": None, "due": None}),
)


@pytest.mark.parametrize(("text", "expected"), NONE)
def test_no_captions(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)
