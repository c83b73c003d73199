"""Who asks: names of parties are whole words, and a local list is a group of its own."""

import pytest

from anfrage_parser import parse_text

LETTER = "Kleine Anfrage\n\n{line}\n\nBetreff: Uferweg\n\nWir fragen:\n\n1. Wann öffnet der Weg?\n2. Was kostet er?\n"

ASKERS = {
    "des Abgeordneten Emil Brandtner AfD": (["AfD"], [("Emil Brandtner", "AfD")]),
    "des Abgeordneten Emil Brandtner Volt": (["Volt"], [("Emil Brandtner", "Volt")]),
    "des Abgeordneten Emil Brandtner DIE LINKE": (["DIE LINKE"], [("Emil Brandtner", "DIE LINKE")]),
    "der Stadtverordneten Dr. Ute Brandtner FDP": (["FDP"], [("Dr. Ute Brandtner", "FDP")]),
    "des Abgeordneten Emil Brandtner (AfD)": (["AfD"], [("Emil Brandtner", "AfD")]),
    "der Abgeordneten Ute Beispiel SPD und Tom Weiß CDU": (["SPD", "CDU"], [("Ute Beispiel", "SPD"), ("Tom Weiß", "CDU")]),
    "des Abgeordneten Karl Maria Linke": ([], [("Karl Maria Linke", None)]),  # a surname, too
    "GRÜNE LISTE AUENTAL": (["GRÜNE LISTE AUENTAL"], []),
    "Grüne Offene Liste Auental": (["Grüne Offene Liste Auental"], []),
    "Fraktion GRÜNE LISTE IM STADTBEZIRK SÜD": (["GRÜNE LISTE IM STADTBEZIRK SÜD"], []),
    "Fraktion Bündnis 90/Die Grünen": (["BÜNDNIS 90/DIE GRÜNEN"], []),
    "SPDler-Fraktion": (["SPDler"], []),
}


@pytest.mark.parametrize("line", ASKERS)
def test_groups_and_members_of_a_line(line: str) -> None:
    (record,) = parse_text(LETTER.format(line=line))
    assert (record.parties, [(asker.name, asker.party) for asker in record.askers]) == ASKERS[line]
