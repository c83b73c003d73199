"""Values that the whole document decides: title, session, asking group; they stand in sentences, below menus, above and below a head."""

from typing import Any

import pytest

from anfrage_parser import conventions
from anfrage_parser.assemble.asking_groups import asking_groups
from anfrage_parser.assemble.head.session_text import named_sessions
from anfrage_parser.assemble.head.title_evidence import is_sentence
from anfrage_parser.text.menus import is_menu
from tests.assemble.reading import TWO, Case, cases, check

GENERAL = conventions.load("general")

ASK = f"\n\nWir fragen die Verwaltung:\n{TWO}\n"
TEXT = "\n\nDie Schaukel im Stadtgarten ist seit dem Herbst gesperrt, und niemand sagt, wann sie öffnet."

TITLES: list[Case] = [
    ("a number behind the paper's name", f"Kleine Anfrage 77\n\nder Abgeordneten Ute Weiß (SPD)\n\nSchaukel im Stadtgarten{ASK}",
     {"title": "Schaukel im Stadtgarten", "parties": ["SPD"], "askers": ["Ute Weiß"]}),
    ("a menu of the site", f"Anfragen & Anträge\n\nSchaukel im Stadtgarten{TEXT}{ASK}",
     {"title": "Schaukel im Stadtgarten", "unassigned": []}),
    ("only a menu of the site", f"Rat und Ausschüsse\nVorlage - 24-01234\n\nSachverhalt:{TEXT}{ASK}", {"number": "24-01234"}),
    ("a text behind the paper's name",
     f"Schaukel im Stadtgarten\n\nAnfrage: Die Schaukel ist seit dem Herbst gesperrt. Bisher ist nichts geschehen.{ASK}",
     {"title": "Schaukel im Stadtgarten", "preamble": "Die Schaukel ist seit dem Herbst gesperrt. Bisher ist nichts geschehen."}),
    ("the line behind an announcement",
     f"Die UWG-Fraktion stellt nachfolgende Anfrage an den Bürgermeister:\nSchaukel im Stadtgarten\nSie ist seit Herbst gesperrt.{ASK}",
     {"title": "Schaukel im Stadtgarten", "preamble": "Sie ist seit Herbst gesperrt.", "parties": ["UWG"]}),
    ("a site's note between two headings",
     (f"Anfrage Nr. 24-0153/2024:\nSchaukel im Stadtgarten\n\nInhalt der Drucksache:\n\nHinweis: Es gilt nur die Druckfassung.\n\n"
     f"Schaukel im Stadtgarten{TEXT}{ASK}"),
     {"title": "Schaukel im Stadtgarten", "number": "24-0153/2024", "preamble": TEXT.strip()}),
    ("a picture's author", f"Die Schaukel im Stadtgarten\n\nFoto: Ute Weiß\n\nSPD-Fraktion{TEXT}{ASK}",
     {"title": "Die Schaukel im Stadtgarten"}),
    ("a motto", f"SPD-Fraktion\n\nWasser ist Leben.\n\nSehr geehrte Frau Weiß,\n\nwir fragen:\n\n{TWO}", {"title": "Wasser ist Leben."}),
    ("an entry of a list of papers",
     f"Anfragen 2024\n- Schaukel im Stadtgarten 05.03.2024 Anfrage zur Sitzung des Gemeinderats am 19.03.24\nAnfrage{ASK}",
     {"title": "Schaukel im Stadtgarten", "date": "2024-03-05", "session_date": "2024-03-19", "committee": "Gemeinderat"}),
    ("letters set apart, and more behind them",
     f"A n f r a g e gem. § 14 der Geschäftsordnung\n\nSchaukel im Stadtgarten{TEXT}{ASK}",
     {"title": "Schaukel im Stadtgarten", "paper_type": "Anfrage"}),
    ("a group in brackets that no table holds", f"Fraktion DIE MÖWEN\n\nAnfrage\n\nSchaukel im Stadtgarten (DIE MÖWEN){ASK}",
     {"title": "Schaukel im Stadtgarten", "parties": ["DIE MÖWEN"]}),
    ("a street in the title is no address",
     f"SPD-Fraktion\n\nAnfrage\n\nSchlaglöcher auf der Hafenstraße 7\n\nSehr geehrter Herr Roth,\n\n{TWO}",
     {"title": "Schlaglöcher auf der Hafenstraße 7"}),
    ("a sentence below the title", f"Anfrage\n\nSchaukel im Stadtgarten\n\nDie Schaukel ist alt.1{ASK}",
     {"title": "Schaukel im Stadtgarten"}),
    ("a labelled one below the boxes of a form's headline",
     f"Anfrage             X öffentlich         nichtöffentlich\n\nGegenstand:\nSchaukel im Stadtgarten\n\nDie UWG-Fraktion fragt:\n{TWO}",
     {"title": "Schaukel im Stadtgarten"}),
    ("a day and a topic that a site prints", f"03.05.2024 | Soziales\n\nSchaukel im Stadtgarten{TEXT}{ASK}",
     {"title": "Schaukel im Stadtgarten"}),
    ("a ministry over two lines",
     ("Kleine Anfrage\nder Abgeordneten Ute Weiß (FDP)\nund\nAntwort\nder Landesregierung - Ministerin für Sport,\nSpiel und Kultur\n"
     "Zustand der Schaukeln\n\n1. Wie viele gibt es?\nAntwort:\nNeun.\n2. Wer zahlt das?\nAntwort:\nDas Land."),
     {"title": "Zustand der Schaukeln", "unassigned": []}),
]  # fmt: skip

ROWS: list[Case] = [
    ("a postcode in a date line", f"SPD-Fraktion\n\n                         54321 Auental, 21. März 2022\n\nAnfrage\n\nSchaukel{ASK}",
     {"place": "Auental", "date": "2022-03-21"}),
    ("a council and its day in two columns",
     f"Stadt Auental\n\nEingang:           21.11.2022\n\nBeratungsfolge:    Stadtrat             07.12.2022\n\nAnfrage\n\nSchaukel{ASK}",
     {"committee": "Stadtrat", "session_date": "2022-12-07", "date": "2022-11-21"}),
    ("a letter's day is no session of its group's council",
     f"Fraktion Freie Wähler\nim Marktgemeinderat Auental   fw@auental.example\n\nAuental, den 3. März 2025\n\nAnfrage\n\nSchaukel{ASK}",
     {"session_date": None, "date": "2025-03-03"}),
    ("who hands in, behind the day", f"Anfrage\n\nSchaukel im Stadtgarten\n\nEingereicht am 20.02.2023 von Stadträtin Ute Weiß (Volt){ASK}",
     {"parties": ["Volt"], "askers": ["Ute Weiß"], "received": "2023-02-20"}),
    ("a registered group", f"Wählergruppe Meier e. V.\n- Fraktion im Gemeinderat Auental -\n\nAuental, 3.3.25\n\nAnfrage\n\nSchaukel{ASK}",
     {"parties": ["Wählergruppe Meier e. V."]}),
    ("a group's short name in its brackets",
     f"Bürger für Auental (BfA)\nFraktion im Gemeinderat\n\nBfA-Fraktion, Weg 7, 5432 Au\n\nAnfrage der BfA-Fraktion\n\nSchaukel{ASK}",
     {"parties": ["Bürger für Auental (BfA)"]}),
    ("a request for the agenda that asks",
     (f"SPD-Fraktion\n\nAntrag auf Aufnahme eines Tagesordnungspunktes\n\nSchaukel im Stadtgarten\n\nSehr geehrter Herr Roth,\n\n"
      f"wir bitten, die Schaukel auf die Tagesordnung zu nehmen. Wir bitten um die Beantwortung folgender Fragen:\n{TWO}"),
     {"document_type": "inquiry", "title": "Schaukel im Stadtgarten"}),
    ("\"Fragen\" over the announcement",
     "Anfrage\n\nSchaukel\n\nFragen\n\nUnsere Fragen an die Stadtverwaltung:\n\nWann öffnet sie?\n\nWer zahlt das?\n",
     {"questions": ["Wann öffnet sie?", "Wer zahlt das?"]}),
    ("a word's end is no link of a site",
     f"SPD-Fraktion\n\nAnfrage\n\nSchaukel{ASK}\nBegründung:\n\nGesperrt sind Schaukeln in allen Orts-\nteilen.\n\nDas muss sich ändern.\n",
     {"rationale": "Gesperrt sind Schaukeln in allen Ortsteilen.\n\nDas muss sich ändern."}),
]  # fmt: skip

EXTENT: list[Case] = [
    ("a site's sentence above the letter's own head",
     (f"Schaukel gesperrt\n\nDie UWG-Fraktion hat folgende Anfrage eingereicht:\n\nAuental, 6. Mai 2024"
     f"\n\nAnfrage zur Ratssitzung am 16. Mai 2024\n\n"
     f"Sehr geehrte Frau Weiß,\n\nseit Herbst ist die Schaukel gesperrt.{ASK}"),
     {"date": "2024-05-06", "place": "Auental", "session_date": "2024-05-16", "preamble": "seit Herbst ist die Schaukel gesperrt.",
      "parties": ["UWG"]}),
    ("a teaser above the salutation",
     (f"Anfrage: Schaukel im Stadtgarten\n\nUnser Sprecher will wissen, wann die Schaukel öffnet."
     f"\n\nSehr geehrte Frau Weiß,\n\nseit Herbst ist sie zu.{ASK}"),
     {"title": "Schaukel im Stadtgarten", "preamble": "seit Herbst ist sie zu."}),
    ("a heading above the labelled subject",
     f"S A C H S T A N D :\n\nAnfrage vom 21.03.2024, A 231\n\nBetreff:\nSchaukel im Stadtgarten{TEXT}{ASK}",
     {"title": "Schaukel im Stadtgarten", "date": "2024-03-21", "number": "A 231", "preamble": TEXT.strip()}),
    ("two salutations",
     f"SPD-Fraktion\n\nAnfrage: Schaukel\n\nSehr geehrter Herr Bürgermeister Roth,\nliebe Frau Weiß,\n\nseit Herbst ist sie zu.{ASK}",
     {"preamble": "seit Herbst ist sie zu.", "unassigned": []}),
    ("an informal salutation", f"SPD-Fraktion\n\nAnfrage: Schaukel\n\nLieber Hans-Peter,\n\nseit Herbst ist sie zu.{ASK}",
     {"preamble": "seit Herbst ist sie zu."}),
]  # fmt: skip

HEADS: list[Case] = [
    ("a number with a colon", f"Anfrage Nr. 17-0412/2021:\nSchaukel im Stadtgarten{TEXT}{ASK}", {"number": "17-0412/2021"}),
    ("a number with blanks at its stroke",
     f"Landtag Nordmark Drucksache 17 / 4411\n\nKleine Anfrage\nder Abg. Ute Weiß CDU\n\nSchaukeln{ASK}",
     {"number": "17 / 4411", "parties": ["CDU"], "askers": ["Ute Weiß"], "title": "Schaukeln"}),
    ("a number of several parts", f"Anfrage – Nr. StVV - AF 22/2024 (§ 38 GO)\n\nSchaukeln{ASK}", {"number": "StVV - AF 22/2024"}),
    ("a number at the right of a status", f"Anfrage\nDrucksache Nr.\n\nöffentlich          24/SVV/0481\n\nBetreff:\nSchaukeln{ASK}",
     {"number": "24/SVV/0481", "public": True, "title": "Schaukeln"}),
    ("a number in place of the sender",
     f"Absender:\n          24-23456\nBIBS im Stadtbezirksrat 321     Anfrage (öffentlich)\n\nBetreff:\nSchaukeln{ASK}",
     {"number": "24-23456", "parties": ["BIBS"], "title": "Schaukeln"}),
    ("a day with blanks", f"SPD-Fraktion\n12 . 03 . 2024\n\nAnfrage: Schaukeln{ASK}", {"date": "2024-03-12"}),
    ("the day beside the term",
     f"LANDTAG NORDMARK Drucksache 8/4411\n8. Wahlperiode 17.04.2026\n\nKleine Anfrage\ndes Abgeordneten Jan Roth (SPD)\n\nSchaukeln{ASK}",
     {"date": "2026-04-17"}),
    ("the day beside the term is that of the print",
     (f"Deutscher Bundestag Drucksache 21/299\n21. Wahlperiode 30.05.2025\n\nKleine Anfrage"
     f"\nder Abgeordneten Ute Weiß und der Fraktion der SPD\n\nSchaukeln{ASK}\n"
     "Berlin, den 23. Mai 2025\n\nUte Weiß und Fraktion"),
     {"date": "2025-05-23", "place": "Berlin"}),
    ("the day of receipt in brackets",
     (f"Schriftliche Anfrage\nder Abgeordneten Ute Weiß (CDU)"
     f"\nvom 6. Januar 2025 (Eingang beim Stadtrat am 7. Januar 2025)\nzum Thema:\nSchaukeln{ASK}"),
     {"date": "2025-01-06", "received": "2025-01-07", "title": "Schaukeln"}),
    ("the office of receipt in the label", f"Eingang bei der Bezirksbürgermeisterin: 08.04.2024\n\nAnfrage: Schaukeln{ASK}",
     {"received": "2024-04-08", "date": "2024-04-08", "date_basis": "received"}),
    ("our inquiry to somebody", f"Unsere Anfrage vom 12.05.2021 an die Stadtverwaltung Auental: Schaukeln im Garten{ASK}",
     {"date": "2021-05-12", "title": "Schaukeln im Garten"}),
    ("a letterhead with its day", f"SPD IM KREISTAG                    12.05.2021\n\nAnfrage\n\nSchaukeln im Garten{ASK}",
     {"date": "2021-05-12", "parties": ["SPD"], "title": "Schaukeln im Garten", "committee": None}),
    ("a group in capitals below its kind",
     f"Stadtverordnetenfraktion\nDIE MÖWEN                Auental, 04.03.2024\n\nAnfrage: Schaukeln{ASK}",
     {"parties": ["DIE MÖWEN"], "date": "2024-03-04", "place": "Auental"}),
    ("names in ASCII", f"Fraktion Buendnis 90/Die Gruenen\n\nAnfrage: Schaukeln{ASK}", {"parties": ["BÜNDNIS 90/DIE GRÜNEN"]}),
    ("a member and its bracket", f"Ortsbeirat Auental\nMitglied Ute Weiß (parteilos)\n\nAnfrage: Schaukeln{ASK}",
     {"parties": ["parteilos"], "askers": ["Ute Weiß"]}),
    ("a person is no group", f"Frau Dr. Ute Weiß\nSPD-Fraktion\n\nAnfrage: Schaukeln{ASK}", {"parties": ["SPD"]}),
]  # fmt: skip

SESSIONS: list[Case] = [
    ("in the announcement", f"Die SPD-Fraktion bittet zur Sitzung des Bauausschusses am 12.05.2021 um Antwort auf folgende Fragen:\n{TWO}",
     {"session_date": "2021-05-12", "committee": "Bauausschuss", "parties": ["SPD"]}),
    ("of a committee without the word session",
     f"Die SPD-Fraktion bittet um Beantwortung folgender Fragen im Ausschuss für Umwelt am 12.05.2021:\n{TWO}",
     {"session_date": "2021-05-12", "committee": "Ausschuss für Umwelt"}),
    ("without a year",
     (f"Auental, 6. November 2024\n\nAnfrage: Schaukeln"
     f"\n\nfür die Stadtverordnetenversammlung am 28.11. reichen wir folgende Anfrage ein.{ASK}"),
     {"session_date": "2024-11-28", "committee": "Stadtverordnetenversammlung"}),
    ("without a year, in the next one",
     f"Auental, 6. November 2024\n\nAnfrage: Schaukeln\n\nfür die Sitzung des Rates am 15. Januar stellen wir folgende Fragen.{ASK}",
     {"session_date": "2025-01-15", "committee": "Rat"}),
    ("in a headline from the past", f"Anfrage aus der 12. Stadtratssitzung vom 12.05.2021:\n\nSchaukeln im Garten{ASK}",
     {"session_date": "2021-05-12", "committee": "Stadtrat", "title": "Schaukeln im Garten"}),
    ("of two names",
     f"Anfrage gem. § 17 der Geschäftsordnung des Rates für die Sitzung des Haupt- und Finanzausschusses am 10.10.2023{ASK}",
     {"session_date": "2023-10-10", "committee": "Haupt- und Finanzausschuss"}),
    ("that has passed",
     f"SPD-Fraktion\n\nAnfrage: Schaukeln\n\nIn der Sitzung des Rates am 12.05.2021 wurde beschlossen, sie zu erneuern.{ASK}",
     {"session_date": None, "committee": None}),
    ("that has passed, asked about",
     (f"SPD-Fraktion\n\nAnfrage: Schaukeln\n\nZu unserer Anfrage hat die Verwaltung in der Sitzung des "
     f"Rates am 12.05.2021 nichts gesagt.{ASK}"),
     {"session_date": None}),
]  # fmt: skip

GROUPS: list[Case] = [
    ("in the first sentence",
     f"Sehr geehrter Herr Roth,\ndie Fraktionen von CDU und FDP im Ortsrat Auental bitten um Auskunft zum Stadtgarten.{TEXT}{ASK}",
     {"parties": ["CDU", "FDP"]}),
    ("in the last sentence",
     f"Sehr geehrter Herr Roth,\nder Garten ist zu.{ASK}\nDie FDP Fraktion erwartet eine baldige Antwort.", {"parties": ["FDP"]}),
    ("in an office",
     (f"Im Rahmen einer Mündlichen Anfrage richtete Ute Weiß, Bezirksverordnete der SPD-Fraktion Auental, "
     f"folgende Anfrage an das Amt:\n{TWO}"),
     {"parties": ["SPD"]}),
    ("before an office", f"Folgende Anfrage stellt SPD-Ratsherr Jan Roth:\n\nDazu fragen wir:\n\n{TWO}", {"parties": ["SPD"]}),
    ("an acronym", f"W.i.R. bitten die Verwaltung um Beantwortung folgender Fragen:\n{TWO}", {"parties": ["W.i.R."]}),
    ("a name that no table holds", f"Die WAM-Fraktion stellt folgende Fragen:\n{TWO}", {"parties": ["WAM"]}),
    ("a group that is only spoken of", f"Anfrage: Schaukeln\n\nDie CDU-Fraktion hat den Garten schließen lassen.{ASK}", {"parties": []}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), cases(*TITLES, *EXTENT, *ROWS, *HEADS, *SESSIONS, *GROUPS))
def test_the_whole_document_decides(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)


@pytest.mark.parametrize(
    ("text", "menu"),
    [
        ("Rat und Ortsräte", True),
        ("Anfragen & Anträge", True),
        ("Aktuelles aus der Fraktion", True),
        ("Anfragen der Bürger im Rathaus zum Lärm", False),
    ],
)
def test_menus_are_told_from_titles(text: str, menu: bool) -> None:
    assert is_menu(text) is menu


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Die Busse sind alt.", True),
        ("Am Hafen fehlt seit dem Winter der halbe Belag.", True),
        ("Busse nach Auental e. V.", False),
        ("Wohin mit dem Müll?", False),
    ],
)
def test_sentences_are_told_from_titles(text: str, sentence: bool) -> None:
    assert is_sentence(text) is sentence


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("zur Sitzung des Rates am Dienstag, den 3. Mai 2024", [("Rat", "2024-05-03")]),
        ("für den Ausschuss für Soziales, Jugend und Sport am 03.05.2024", [("Ausschuss für Soziales, Jugend und Sport", "2024-05-03")]),
        ("in die nächste Ratsversammlung am 03.05.2024", [("Ratsversammlung", "2024-05-03")]),
        ("in der Zeitung am 03.05.2024", []),
        ("zur Sitzung am 03.05.2024", [("", "2024-05-03")]),
    ],
)
def test_sessions_in_sentences(text: str, found: list[tuple[str, str]]) -> None:
    rows = list(named_sessions(text, GENERAL, None))
    assert [(" ".join(row[3] for row in each[:-1]), each[-1][3]) for each in rows] == found


@pytest.mark.parametrize(
    ("sentence", "groups"),
    [
        ("Die FDP/ÖDP-Fraktion fragt die Verwaltung:", ["FDP", "ÖDP"]),
        ("Namens der SPD-Fraktion bitte ich um Auskunft.", ["SPD"]),
        ("Die CDU hat den Weg gesperrt.", []),
        ("Der Weg ist gesperrt.", []),
    ],
)
def test_groups_that_ask(sentence: str, groups: list[str]) -> None:
    assert [found.value for found in asking_groups(sentence, GENERAL)] == groups
