"""Where a second inquiry begins in a text, and where none does."""

import pytest

from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_text
from tests.assemble.reading import check_laws

DEICH = "Schlaglöcher am Deich\n\n{dear}Am Deich fehlt seit dem Winter der halbe Belag.\n\nWir fragen den Rat:\n\n1. Wann?\n2. Wer zahlt?\n"
PARK = "Neue Bänke im Stadtpark\n\n{dear}Im Stadtpark fehlen Bänke.\n\nWir fragen den Rat:\n\n1. Wann kommen sie?\n2. Wer pflegt sie?\n"
DEAR = "Sehr geehrter Herr Blau,\n\n"
SIGNED = "\nMit freundlichen Grüßen\nUwe Harms\n\n"

TWO = {
    f"{name}, {how}": f"{head}{DEICH.format(dear=dear)}{end}{again}{PARK.format(dear=dear)}{end}"
    for name, head, end, again in (
        ("the same line, unsigned", "Anfrage zur Sitzung am 12.05.2021\n\n", "\n", "Anfrage zur Sitzung am 12.05.2021\n\n"),
        ("the same line with another day", "Anfrage zum Kreistag am 12.05.2021\n\n", "\n", "Anfrage zum Kreistag am 03.06.2021\n\n"),
        ("named again below a signature", "Anfrage der SPD-Fraktion\n\n", SIGNED, "Anfrage der SPD-Fraktion\n\n"),
        ("a title below a signature", "Anfrage der SPD-Fraktion\n\n", SIGNED, ""),
        ("a subject below a signature", "Anfrage der SPD-Fraktion\nBetreff: ", SIGNED, "Betreff: "),
    )
    for how, dear in (("greeted", DEAR), ("not greeted", ""))
}

ONE = {
    "more questions in a postscript": f"PS: Wir fragen außerdem:\n1. {'Wann kommen Bänke?'}\n",
    "more questions below": "Des Weiteren fragen wir den Rat:\n1. Wann kommen Bänke?\n",
    "an answer": "Antwort der Verwaltung\n\nDie Fragen werden wie folgt beantwortet:\n1. Wann? Morgen.\n",
    "an attachment": "Anlage\n\nFragen der Eltern\n\nDie Eltern fragen:\n1. Wann kommen Bänke?\n",
    "a list of copies": "Verteiler\n\nBürgermeister\nFraktionen\n",
}


def read(text: str) -> list[tuple[str | None, list[str]]]:
    check_laws(text)
    return [(record.title, [question.text for question in record.questions]) for record in parse_source(read_text(text))]


@pytest.mark.parametrize("name", TWO)
def test_two_inquiries(name: str) -> None:
    assert read(TWO[name]) == [
        ("Schlaglöcher am Deich", ["Wann?", "Wer zahlt?"]),
        ("Neue Bänke im Stadtpark", ["Wann kommen sie?", "Wer pflegt sie?"]),
    ]


@pytest.mark.parametrize("name", ONE)
def test_one_inquiry(name: str) -> None:
    found = read(f"Anfrage der SPD-Fraktion\n\n{DEICH.format(dear=DEAR)}{SIGNED}{ONE[name]}")
    assert [title for title, _ in found] == ["Schlaglöcher am Deich"]
    assert found[0][1][:2] == ["Wann?", "Wer zahlt?"]
