"""Heads as councils write them: what each says, field by field; the text below is the same for all of them."""

from typing import Any

import pytest

from anfrage_parser import parse_text

TEXT = "\n\nWir fragen:\n1. Wann kommt der Bus?\n2. Wer zahlt das?\n\n"
CLOSE = "Mit freundlichen Grüßen\nMax Hierl"

STAMPS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "SPD-Fraktion\n\nEingang Büro des Rates\n18. SEP. 2023\n\nAnfrage\n\nKatzen",
        "Auental, 15.09.2023\n\nJasmin Ott\nStadtverordnete",
        {"date": "2023-09-15", "date_basis": "letter", "received": "2023-09-18", "title": "Katzen"},
    ),
    ("Eingegangen im Ratsbüro\n18.09.2023\n\nAnfrage\n\nKatzen", CLOSE, {"date_basis": "received", "received": "2023-09-18"}),
    ("Anfrage\n\nEingang der Kita Nord\nund ihr Dach", CLOSE, {"title": "Eingang der Kita Nord und ihr Dach", "received": None}),
]
"""The office that stamped a letter stands behind the word."""


def values(text: str, names: Any) -> dict[str, Any]:
    """Fields of the record of a text; people by name and party."""
    record = parse_text(text)[0]
    found = record.model_dump(mode="json")
    for people in ("askers", "signatories"):
        found[people] = [(p["name"], p["party"]) for p in found[people]]
    return {name: found[name] for name in names}


@pytest.mark.parametrize(("head", "end", "expected"), STAMPS)
def test_head(head: str, end: str, expected: dict[str, Any]) -> None:
    assert values(head + TEXT + end, expected) == expected
