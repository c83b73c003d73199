"""Who asks: groups and members above the salutation, in sentences, among the signatures."""

from typing import Any

import pytest

from tests.assemble.reading import CLOSE, TEXT, Case, cases, check

DATED = f"\n\nAuental, 03.05.2024\n\n{{}}: Bäume{TEXT}{CLOSE}"
"""A letter below who asks; the subject stands behind a label."""

GROUPS: list[Case] = [
    (name, head + DATED.format("Betreff"), {"parties": parties, "askers": [], "unassigned": [], "title": "Bäume", "date": "2024-05-03"})
    for name, head, parties in (
        ("the word above the group", "Die Fraktion\nAfD im Kreistag Auental", ["AfD"]),
        ("two groups above the word", "FREIE WÄHLER/ProHeide\nRatsfraktion Heidestedt", ["FREIE WÄHLER", "ProHeide"]),
        ("the city behind the word, below the group", "FREIE WÄHLER\nStadtratsfraktion Heidestedt", ["FREIE WÄHLER"]),
        ("the city behind the word, above the group", "Stadtratsfraktion Heidestedt\nFREIE WÄHLER", ["FREIE WÄHLER"]),
        ("a city is no group", "Ratsfraktion Auental", []),
        ("a list behind the word", "Stadtratsfraktion Bunte Liste", ["Bunte Liste"]),
        ("a name with the city", "Fraktion Heimat Auental", ["Heimat Auental"]),
        ("a group by a surname", "Wählergruppe Meier", ["Meier"]),
        ("the word and the council alone", "DIE FRAKTION\nim Stadtrat", []),
        ("two groups on two lines", "der Fraktion der SPD\nund der Fraktion BÜNDNIS 90/DIE GRÜNEN", ["SPD", "BÜNDNIS 90/DIE GRÜNEN"]),
        ("the council on the next line", "Fraktion der SPD\nim Stadtrat von Heidestedt", ["SPD"]),
        ("a name in quotes, and another group", "Fraktion „Bündnis für Torau“ (BfT) / SPD", ["„Bündnis für Torau“ (BfT)", "SPD"]),
        ("a group that calls itself the word", "Stadtverordnetenfraktion DIE FRAKTION – Liste 8 / Tierschutzpartei",
         ["DIE FRAKTION – Liste 8", "Tierschutzpartei"]),
        ("three groups in capitals", "FRAKTION GRÜNE/SPD/VOLT", ["BÜNDNIS 90/DIE GRÜNEN", "SPD", "Volt"]),
        ("a group and the word in one", "Piratenfraktion im Rat der Stadt Auental", ["PIRATEN"]),
        ("a name with a dash and a short form", "Stadtratsfraktion\nFreie Bürger – Freie Demokraten (FB-FDP)",
         ["Freie Bürger – Freie Demokraten (FB-FDP)"]),
        ("an association before the word", "Bürgerinitiative Auental (BIA) e.V. – Ratsfraktion", ["Bürgerinitiative Auental (BIA) e.V."]),
        ("an association above the word", "Heimat Auental e. V.\nFraktion im Stadtrat", ["Heimat Auental e. V."]),
        ("citizens for a city", "Stadtratsfraktion\nBürger für Heidestedt", ["Bürger für Heidestedt"]),
        ("a full stop in the name", "DIE LINKE.", ["DIE LINKE"]),
        ("a list alone", "Bunte Liste Auental", ["Bunte Liste Auental"]),
        ("a list called as a party", "Grüne Liste Auental", ["Grüne Liste Auental"]),
        ("an address behind a name in quotes", "Fraktion „Zukunft Auental“ · Neumarkt 1 · 09599 Auental", ["Zukunft Auental"]),
        ("an address behind a comma", "Fraktion Bürger für Auental, Neumarkt 1, 09599 Auental", ["Bürger für Auental"]),
        ("an item of the agenda in brackets", "Anfrage zur Stadtratssitzung am 27.9.2023 (Fragestunde)", []),
        ("a group in brackets", "Anfrage zur Stadtratssitzung am 27.9.2023 (Neues Forum)", ["Neues Forum"]),
    )
]  # fmt: skip

MEMBERS: list[Case] = [
    (name, head + DATED.format("Anfrage"),
     {"parties": parties, "askers": askers, "asker_parties": theirs, "unassigned": [], "title": "Bäume"})
    for name, head, askers, theirs, parties in (
        ("a member, the group in brackets", "des Mitglieds der Bezirksversammlung Henning Anders (FDP)",
         ["Henning Anders"], ["FDP"], ["FDP"]),
        ("two members of two groups", "Die Stadtverordneten Karl Muster (CDU) und Ute Weiß (FDP)",
         ["Karl Muster", "Ute Weiß"], ["CDU", "FDP"], ["CDU", "FDP"]),
        ("a member and a list behind a label", "Antragsteller: Gemeinderat Paul Anders, Grüne Liste Auental-Berg", ["Paul Anders"], [None],
         ["Grüne Liste Auental-Berg"]),
        ("two names behind a label", "Antragsteller: Karl Muster, Ute Weiß", ["Karl Muster", "Ute Weiß"], [None, None], []),
        ("a name and a party behind a label", "Antragsteller: Karl Muster, SPD", ["Karl Muster"], [None], ["SPD"]),
        ("surnames first", "Ursprung: Große Anfrage, Bündnis 90/Die Grünen\nVerfasser*in: Kester, Jutta / Aydın, Cem",
         ["Kester, Jutta", "Aydın, Cem"], [None, None], ["BÜNDNIS 90/DIE GRÜNEN"]),
        ("a member and a group", "Kleine Anfrage\nder Abgeordneten Mareike Müller-Lindenau und der Fraktion Bürgerliste",
         ["Mareike Müller-Lindenau"], [None], ["Bürgerliste"]),
    )
]  # fmt: skip

LINES: list[Case] = [
    (name, f"Kleine Anfrage\n\n{line}\n\nBetreff: Uferweg\n\nWir fragen:\n\n1. Wann öffnet der Weg?\n2. Was kostet er?\n",
     {"parties": parties, "askers": askers, "asker_parties": theirs})
    for name, line, askers, theirs, parties in (
        ("a party without brackets", "des Abgeordneten Emil Brandtner AfD", ["Emil Brandtner"], ["AfD"], ["AfD"]),
        ("a party that looks like a surname", "des Abgeordneten Emil Brandtner Volt", ["Emil Brandtner"], ["Volt"], ["Volt"]),
        ("a party of two words", "des Abgeordneten Emil Brandtner DIE LINKE", ["Emil Brandtner"], ["DIE LINKE"], ["DIE LINKE"]),
        ("a doctor", "der Stadtverordneten Dr. Ute Brandtner FDP", ["Dr. Ute Brandtner"], ["FDP"], ["FDP"]),
        ("a party in brackets", "des Abgeordneten Emil Brandtner (AfD)", ["Emil Brandtner"], ["AfD"], ["AfD"]),
        ("two members without brackets", "der Abgeordneten Ute Beispiel SPD und Tom Weiß CDU", ["Ute Beispiel", "Tom Weiß"], ["SPD", "CDU"],
         ["SPD", "CDU"]),
        ("a surname that is a party's", "des Abgeordneten Karl Maria Linke", ["Karl Maria Linke"], [None], []),
        ("a list in capitals called as a party", "GRÜNE LISTE AUENTAL", [], [], ["GRÜNE LISTE AUENTAL"]),
        ("a list of three words called as a party", "Grüne Offene Liste Auental", [], [], ["Grüne Offene Liste Auental"]),
        ("a list of a district", "Fraktion GRÜNE LISTE IM STADTBEZIRK SÜD", [], [], ["GRÜNE LISTE IM STADTBEZIRK SÜD"]),
        ("a party with a stroke", "Fraktion Bündnis 90/Die Grünen", [], [], ["BÜNDNIS 90/DIE GRÜNEN"]),
        ("a party's name within a word", "SPDler-Fraktion", [], [], ["SPDler"]),
    )
]  # fmt: skip
"""Names of parties are whole words, and a local list is a group of its own."""

MAIL = (
    "Von: Anke Rüss <anke@fw-auental.de>\nGesendet: Montag, 4. März 2024 21:17\nAn: Gemeinde <info@auental.de>\nCc: Presse <p@auental.de>\n"
    "Betreff: Anfrage Straßenlampen\n\nHallo,\n\nich bitte um Beantwortung folgender Fragen:\n\n- Wann kommt der Bus?\n"
    "- Wer zahlt das?\n\nViele Grüße\nAnke Rüss\nFreie Wähler Auental\n\nVon meinem iPhone gesendet"
)

ELSEWHERE: list[Case] = [
    ("an e-mail's sender", MAIL,
     {"parties": ["FREIE WÄHLER"], "askers": ["Anke Rüss"], "asker_parties": [None], "signatories": ["Anke Rüss"],
      "signatory_parties": ["FREIE WÄHLER"], "date": "2024-03-04", "addressee": "Gemeinde <info@auental.de>", "unassigned": []}),
    ("groups behind the signatures",
     f"Anfrage: Bäume{TEXT}gez.\nTanja Weiß, FDP\nRüdiger Vey, Freie Wähler\nKarl Linke, Bunte Liste",
     {"parties": ["FDP", "FREIE WÄHLER", "Bunte Liste"], "signatories": ["Tanja Weiß", "Rüdiger Vey", "Karl Linke"],
      "signatory_parties": ["FDP", "FREIE WÄHLER", "Bunte Liste"]}),
    ("two groups of one word in a lead-in",
     "Anfrage: Bäume\n\nSie sind alt.\n\nDie FDP/ÖDP-Fraktion bittet um Antwort auf folgende Fragen:\n\n1. Wie alt?\n2. Wie krank?",
     {"parties": ["FDP", "ÖDP"], "preamble": "Sie sind alt.", "unassigned": []}),
    ("two groups in a lead-in",
     "Anfrage: Bäume\n\nSie sind alt.\n\nDie Fraktionen von CDU und SPD im Rat fragen, wer recht hat:\n\n1. Wie alt?\n2. Wie krank?",
     {"parties": ["CDU", "SPD"], "preamble": "Sie sind alt.", "unassigned": []}),
    ("a city below the name of a list",
     "Kleine Anfrage\nder Abgeordneten Mareike Müller-Lindenau und der Fraktion Bürgerliste\nAuental\n\nZustand der Bäume am Markt" + TEXT,
     {"title": "Zustand der Bäume am Markt", "parties": ["Bürgerliste Auental"], "unassigned": []}),
    ("a title below the name of a list",
     ("Kleine Anfrage\nder Abgeordneten Mareike Müller-Lindenau und der Fraktion Bürgerliste\nHochwasserschutz\n\n"
      "1. Wer ist zuständig?\n2. Wer zahlt das?"),
     {"title": "Hochwasserschutz", "parties": ["Bürgerliste"], "unassigned": []}),
    ("a title behind the group", f"Anfrage der FDP-Fraktion: Kita Rosenweg{TEXT}",
     {"title": "Kita Rosenweg", "parties": ["FDP"], "paper_type": "Anfrage", "unassigned": []}),
    ("the group behind a colon", f"Anfrage der Fraktion: FDP\nBetreff: Kita Rosenweg{TEXT}",
     {"title": "Kita Rosenweg", "parties": ["FDP"], "unassigned": []}),
]  # fmt: skip
"""In mails, below the questions, in sentences, beside a title."""


@pytest.mark.parametrize(("text", "expected"), cases(*GROUPS, *MEMBERS, *LINES, *ELSEWHERE))
def test_groups(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)
