"""Heads as councils write them: what each says, field by field; the text below is the same for all of them."""

from typing import Any

import pytest

from anfrage_parser.parse import examine, parse_source
from anfrage_parser.readers import read_text
from tests.laws import check_evidence, check_nothing_lost, check_unassigned_listed

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

SESSIONS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "Beratungsfolge:\nDatum   Gremium   Sitzung\n19.06.2024   BVV   BVV/031/VI\n\nAnfrage\nder Fraktion SPD\nBetr.: Räder",
        "Auental, den 11.06.2024",
        {"date": "2024-06-11", "session_date": "2024-06-19", "committee": "BVV", "title": "Räder", "parties": ["SPD"]},
    ),
    (
        "Beratungsfolge:\nDatum   Gremium   Sitzung\n19.06.2024   StaU   StaU/31\n\nAnfrage\nder Fraktion SPD\nBetr.: Räder",
        "Auental, den 11.06.2024",
        {"date": "2024-06-11", "session_date": "2024-06-19", "committee": None, "unassigned": []},
    ),
    (
        "Beratungsfolge: Stadtrat, 25.04.2024, öffentlich\n\nAnfrage der SPD-Fraktion\nBetreff: Räder",
        CLOSE,
        {"committee": "Stadtrat", "session_date": "2024-04-25", "public": True, "date": None},
    ),
    ("Anlage: Stadtrat vom 25.04.2024\n\nAnfrage\nBetreff: Räder", CLOSE, {"committee": None, "session_date": None}),
    (
        "Anfrage zur Sitzung des Ausschusses für Umwelt, Klima und Verkehr am 15.08.2023\nBetreff: Busse im Westen",
        CLOSE,
        {"committee": "Ausschuss für Umwelt, Klima und Verkehr", "session_date": "2023-08-15", "title": "Busse im Westen"},
    ),
    (
        "Anfrage zur Sitzung des Ausschusses für Bauen, Wohnen am Dienstag, 15.08.2023\n\nBusse im Westen",
        CLOSE,
        {"committee": "Ausschuss für Bauen, Wohnen", "session_date": "2023-08-15", "title": "Busse im Westen"},
    ),
    ("Anfrage zur Sitzung des Rates, Lärm am Hafen", CLOSE, {"committee": "Rat", "title": "Lärm am Hafen"}),
]
"""Committee and day of the session, in tables, behind labels, in the headline."""

GRIDS: list[tuple[str, str, dict[str, Any]]] = [
    (
        "Anfrage\n\nvom           Drs.-Nr.   Fraktion   Eingegangen am\n11.09.2026    2776/XXI   BSW        14.09.2026\n\nBusse",
        CLOSE,
        {"date": "2026-09-11", "received": "2026-09-14", "number": "2776/XXI", "parties": ["BSW"], "title": "Busse", "unassigned": []},
    ),
    (
        "Anfrage\n\nvom         Nr.         Fraktion\n16.3.2021   1114/2021   DIE LINKE.\n\nWie geht es weiter mit der Schule?",
        CLOSE,
        {"date": "2021-03-16", "number": "1114/2021", "parties": ["DIE LINKE"], "title": "Wie geht es weiter mit der Schule?"},
    ),
    (
        "Anfrage\n\nEingang am    Erstellt am\n14.09.2026    11.09.2026\n\nBusse",
        CLOSE,
        {"date": "2026-09-11", "received": "2026-09-14", "title": "Busse", "unassigned": []},
    ),
    (
        "Anfrage\n\nFraktion               vom        Drucksache\nAuentaler Bürger       5.5.2023   23/SVV/1080\n\nBusse",
        CLOSE,
        {"date": "2023-05-05", "number": "23/SVV/1080", "parties": ["Auentaler Bürger"], "title": "Busse", "unassigned": []},
    ),
]
"""Labels side by side over their values, one by one: what the last label says is not the first value below."""

TIGHT: list[tuple[str, str, dict[str, Any]]] = [
    (
        "Anfrage\n\nVorgangs-Nr. Urheber eingegangen am Gestellt am\nF2157/24 Unabhängige Wähler 10. November 2024 8.11.2024\n\nBusse",
        CLOSE,
        {
            "number": "F2157/24", "parties": ["Unabhängige Wähler"], "received": "2024-11-10", "date": "2024-11-08",
            "title": "Busse", "unassigned": [],
        },
    ),
    (
        "Anfrage\n\nLfd. Nr.   Ausstellungsdatum Urheber\nANF-1947-2020 05.05.20    Piraten\n\nBusse",
        CLOSE,
        {"number": "ANF-1947-2020", "date": "2020-05-05", "parties": ["PIRATEN"], "title": "Busse", "unassigned": []},
    ),
    (
        "Anfrage\n\nAktenzeichen Einreicher vom Beratendes Gremium\nA 1320/2025 Fraktion Die Linke 11.11.2025 Gemeinderat\n\nBusse",
        CLOSE,
        {
            "number": "A 1320/2025", "date": "2025-11-11", "parties": ["DIE LINKE"], "committee": "Gemeinderat", "title": "Busse",
            "unassigned": [],
        },
    ),
    (
        "Anfrage\n\nNr. Einreicher Gremium vom\nAF 12/25 Fraktion Die Linke   Gemeinderat 11.11.2025\n\nBusse",
        CLOSE,
        {"number": "AF 12/25", "date": "2025-11-11", "parties": ["DIE LINKE"], "committee": "Gemeinderat", "unassigned": []},
    ),
    (
        "Anfrage\n\nUrheber Nr. Eingang\nAfD-Fraktion im Kreistag 17/2024 17.05.2024\n\nBusse",
        CLOSE,
        {"number": "17/2024", "received": "2024-05-17", "session_date": None, "parties": ["AfD"], "title": "Busse", "unassigned": []},
    ),
    ("Anfrage\n\nDrucksache vom\nBusse und Bahnen", CLOSE, {"number": None, "date": None}),
    ("Anfrage\n\nDrucksache vom Rat\n12/2024 3.5.2024 SPD", CLOSE, {"parties": []}),
]  # fmt: skip
"""The same where the gaps are lost: each value has to fit its label."""

SITES: list[tuple[str, str, dict[str, Any]]] = [
    (
        "Zum Inhalt\n\nStart\nSitzungen\nAnfragen\n\nStadt Auental\nKleine Anfrage\n\nBusse und Bahnen",
        "Max Hierl\n\nNächste Sitzung am 1.1.2030\nImpressum · Datenschutz",
        {"paper_type": "Kleine Anfrage", "date": None, "place": None, "rationale": None, "body": "Stadt Auental", "unassigned": []},
    ),
    (
        "Startseite › Politik › Anfragen\n\nAnfrage: Busse und Bahnen",
        f"{CLOSE}\n\nTel. 01011 903\n\nImpressum\nDatenschutz\nKontakt\n© Stadt Auental 2030",
        {"title": "Busse und Bahnen", "signatories": [("Max Hierl", None)], "unassigned": []},
    ),
    ("Datenschutz\n\nAnfrage", CLOSE, {"title": "Datenschutz", "unassigned": []}),
    (
        "Hilfe\nKontakt\n\nAnfrage: Busse und Bahnen",
        CLOSE,
        {"unassigned": [{"line": 1, "text": "Hilfe"}, {"line": 2, "text": "Kontakt"}]},
    ),
]
"""What a browser prints around a letter: links are no part of it where one of them is a web page's for certain."""

SUBJECTS: list[tuple[str, str, dict[str, Any]]] = [
    *(
        (f"Anfrage {word} Sanierung der Brücke", CLOSE, {"title": "Sanierung der Brücke"})
        for word in ("bzgl.", "wegen", "i. S.", "in Sachen")
    ),
    ("Anfrage zum Radweg\nBetreff: Räder am Ring", CLOSE, {"title": "Räder am Ring"}),
    ("Betreff: Räder am Ring\nAnfrage zum Radweg", CLOSE, {"title": "Räder am Ring"}),
]
"""What an inquiry is about: a label says it better than the headline."""

DAYS: list[tuple[str, str | None, str | None]] = [
    ("Auental, d. 10.06.2024", "2024-06-10", "Auental"),
    ("Auental, Montag, 10. Juni 2024", "2024-06-10", "Auental"),
    ("Bad Auental, am Montag, den 10.06.2024", "2024-06-10", "Bad Auental"),
    ("Auental | 10.06.2024", "2024-06-10", "Auental"),
    ("Auental, 25/09/24", "2024-09-25", "Auental"),
    ("Auental, 10-06-2024", "2024-06-10", "Auental"),
    ("Auental, im Mai 2024", None, None),
    ("Montag, 10. Juni 2024", "2024-06-10", None),
]
"""Lines that hold the day of a letter, above it or below."""

ALONE: list[tuple[str, str, dict[str, Any]]] = [
    ("03/05/2024\n\nAnfrage: Bäume", CLOSE, {"date": "2024-05-03", "number": None}),
    ("10-06-2024\n\nAnfrage: Bäume", CLOSE, {"date": "2024-06-10", "number": None}),
    ("Datum: 25/09/24\n\nAnfrage: Bäume", CLOSE, {"date": "2024-09-25"}),
    ("Drucksache 12/03/24\n\nAnfrage: Bäume", CLOSE, {"date": None, "number": "12/03/24"}),
    ("Auental, 31/02/24\n\nAnfrage: Bäume", CLOSE, {"date": None}),
    ("12/03/24\n\nAnfrage: Bäume", CLOSE, {"date": None, "number": "12/03/24"}),
]
"""A day with strokes may be a number, too."""


GROUPS: list[tuple[str, list[str]]] = [
    ("Die Fraktion\nAfD im Kreistag Auental", ["AfD"]),
    ("FREIE WÄHLER/ProHeide\nRatsfraktion Heidestedt", ["FREIE WÄHLER", "ProHeide"]),
    ("FREIE WÄHLER\nStadtratsfraktion Heidestedt", ["FREIE WÄHLER"]),
    ("Stadtratsfraktion Heidestedt\nFREIE WÄHLER", ["FREIE WÄHLER"]),
    ("Ratsfraktion Auental", []),
    ("Stadtratsfraktion Bunte Liste", ["Bunte Liste"]),
    ("Fraktion Heimat Auental", ["Heimat Auental"]),
    ("Wählergruppe Meier", ["Meier"]),
    ("DIE FRAKTION\nim Stadtrat", []),
    ("der Fraktion der SPD\nund der Fraktion BÜNDNIS 90/DIE GRÜNEN", ["SPD", "BÜNDNIS 90/DIE GRÜNEN"]),
    ("Fraktion der SPD\nim Stadtrat von Heidestedt", ["SPD"]),
    ("Fraktion „Bündnis für Torau“ (BfT) / SPD", ["„Bündnis für Torau“ (BfT)", "SPD"]),
    ("Stadtverordnetenfraktion DIE FRAKTION – Liste 8 / Tierschutzpartei", ["DIE FRAKTION – Liste 8", "Tierschutzpartei"]),
    ("FRAKTION GRÜNE/SPD/VOLT", ["BÜNDNIS 90/DIE GRÜNEN", "SPD", "Volt"]),
    ("Piratenfraktion im Rat der Stadt Auental", ["PIRATEN"]),
    ("Stadtratsfraktion\nFreie Bürger – Freie Demokraten (FB-FDP)", ["Freie Bürger – Freie Demokraten (FB-FDP)"]),
    ("Bürgerinitiative Auental (BIA) e.V. – Ratsfraktion", ["Bürgerinitiative Auental (BIA) e.V."]),
    ("Heimat Auental e. V.\nFraktion im Stadtrat", ["Heimat Auental e. V."]),
    ("Stadtratsfraktion\nBürger für Heidestedt", ["Bürger für Heidestedt"]),
    ("DIE LINKE.", ["DIE LINKE"]),
    ("Bunte Liste Auental", ["Bunte Liste Auental"]),
    ("Grüne Liste Auental", ["Grüne Liste Auental"]),
    ("Fraktion „Zukunft Auental“ · Neumarkt 1 · 09599 Auental", ["„Zukunft Auental“"]),
    ("Fraktion Bürger für Auental, Neumarkt 1, 09599 Auental", ["Bürger für Auental"]),
    ("Anfrage zur Stadtratssitzung am 27.9.2023 (Fragestunde)", []),
    ("Anfrage zur Stadtratssitzung am 27.9.2023 (Neues Forum)", ["Neues Forum"]),
]
"""Lines above "Auental, 03.05.2024", and the groups that ask by them."""

MEMBERS: list[tuple[str, list[tuple[str, str | None]], list[str]]] = [
    ("des Mitglieds der Bezirksversammlung Henning Anders (FDP)", [("Henning Anders", "FDP")], ["FDP"]),
    ("Die Stadtverordneten Karl Muster (CDU) und Ute Weiß (FDP)", [("Karl Muster", "CDU"), ("Ute Weiß", "FDP")], ["CDU", "FDP"]),
    ("Antragsteller: Gemeinderat Paul Anders, Grüne Liste Auental-Berg", [("Paul Anders", None)], ["Grüne Liste Auental-Berg"]),
    ("Antragsteller: Karl Muster, Ute Weiß", [("Karl Muster", None), ("Ute Weiß", None)], []),
    ("Antragsteller: Karl Muster, SPD", [("Karl Muster", None)], ["SPD"]),
    (
        "Ursprung: Große Anfrage, Bündnis 90/Die Grünen\nVerfasser*in: Kester, Jutta / Aydın, Cem",
        [("Kester, Jutta", None), ("Aydın, Cem", None)],
        ["BÜNDNIS 90/DIE GRÜNEN"],
    ),
    (
        "Kleine Anfrage\nder Abgeordneten Mareike Müller-Lindenau und der Fraktion Bürgerliste",
        [("Mareike Müller-Lindenau", None)],
        ["Bürgerliste"],
    ),
]
"""Members who ask, and the groups that are theirs."""


MAIL = (
    "Von: Anke Rüss <anke@fw-auental.de>\nGesendet: Montag, 4. März 2024 21:17\nAn: Gemeinde <info@auental.de>\nCc: Presse <p@auental.de>\n"
)

LETTERS: list[tuple[str, dict[str, Any]]] = [
    (
        (
            MAIL + "Betreff: Anfrage Straßenlampen\n\nHallo,\n\nich bitte um Beantwortung folgender Fragen:\n\n- Wann kommt der Bus?\n"
            "- Wer zahlt das?\n\nViele Grüße\nAnke Rüss\nFreie Wähler Auental\n\nVon meinem iPhone gesendet"
        ),
        {
            "parties": ["FREIE WÄHLER"], "askers": [("Anke Rüss", None)], "signatories": [("Anke Rüss", "FREIE WÄHLER")],
            "date": "2024-03-04", "addressee": "Gemeinde <info@auental.de>", "unassigned": [],
        },
    ),
    (
        f"Anfrage: Bäume{TEXT}gez.\nTanja Weiß, FDP\nRüdiger Vey, Freie Wähler\nKarl Linke, Bunte Liste",
        {
            "parties": ["FDP", "FREIE WÄHLER", "Bunte Liste"],
            "signatories": [("Tanja Weiß", "FDP"), ("Rüdiger Vey", "FREIE WÄHLER"), ("Karl Linke", "Bunte Liste")],
        },
    ),
    (
        (
            "SPD-Fraktion\n\nStadtverwaltung Auental\nOberbürgermeister\nObermarkt 24\n\nAuental, den 08. Januar 2024\n\n"
            "Anfrage gemäß § 28 Abs. 6 der Gemeindeordnung\n\nSehr geehrter Herr Oberbürgermeister,\n\n"
            "zum Thema Weihnachtsmarkt 2023 haben wir folgende Fragen:\n\n1. Wer war da?\n2. Wer zahlt das?"
        ),
        {"title": "Weihnachtsmarkt 2023", "unassigned": []},
    ),
    (
        (
            "Stadtbezirksrat Südstadt-Au der Stadt Auental\nA N F R A G E\nDer Brunnen ist seit Juni außer Betrieb.\n"
            "1. Warum ist er kaputt?\n2. Wann wird er repariert?"
        ),
        {"title": None, "paper_type": "ANFRAGE", "preamble": "Der Brunnen ist seit Juni außer Betrieb.", "unassigned": []},
    ),
    (
        (
            "Anfrage   Nr. F 0148/24\n\nAbsender   Stadtrat Marius Feld, Fraktion Tierallianz\n\nAdressat   Bürgermeisterin Frau Borch\n\n"
            "Gremium   Sitzungstermin   öffentlich\n\nStadtrat   17.10.2024   ö\n\nKurztitel   Stadttauben\n\nSehr geehrte Frau Borch,\n\n"
            "Ich frage Sie:\n1. Wer betreut diese?\n2. Wer zahlt das?"
        ),
        {
            "title": "Stadttauben", "parties": ["Tierallianz"], "askers": [("Marius Feld", None)], "number": "F 0148/24",
            "committee": "Stadtrat", "session_date": "2024-10-17", "public": True, "addressee": "Bürgermeisterin Frau Borch",
        },
    ),
    (
        f"SPD\n\nAnfrage an den Bürgermeister      OR-A 07/2024\n\nBäume{TEXT}",
        {"number": "OR-A 07/2024", "addressee": "an den Bürgermeister", "title": "Bäume"},
    ),
    (
        (
            "Anfrage\n\nZustand des Busverkehrs in den Abendstunden\n\nKosten\n1. Wann kommt der Bus?\n2. Wer zahlt das?\n\n"
            "Zeitplan\n3. Wie lange noch?"
        ),
        {"title": "Zustand des Busverkehrs in den Abendstunden", "unassigned": []},
    ),
    (
        f"An den Rat\n\nAnfrage: Antrag auf Fördermittel für die\nParkraumbewirtschaftung\n\nSehr geehrte Frau Weiß,{TEXT}",
        {"title": "Antrag auf Fördermittel für die Parkraumbewirtschaftung", "unassigned": []},
    ),
    (
        (
            "Stadt Auental\n\nAnfrage der SPD|Volt-Gemeinderatsfraktion vom 24. April\n2024 zum Thema: Kosten und Nutzen des Radweges am\n"
            f"Mühlgraben – Sachstand{TEXT}"
        ),
        {"title": "Kosten und Nutzen des Radweges am Mühlgraben – Sachstand", "date": "2024-04-24", "parties": ["SPD", "Volt"]},
    ),
    (
        (
            "Der Wochenmarkt\nAnfrage zur Ratssitzung am 22. November 2018\n\nKosten\n1. Wann kommt der Bus?\n2. Wer zahlt das?\n\n"
            "Zeitplan\n3. Wie lange noch?"
        ),
        {"title": "Der Wochenmarkt", "unassigned": []},
    ),
    (
        "Anfrage\n\nStadt Auental\n\nZustand des Busverkehrs\n\n1. Wann kommt der Bus?\n\nZeitplan\n2. Wie lange noch?",
        {"title": "Zustand des Busverkehrs", "unassigned": []},
    ),
    (
        f"Betreff\nBäume\nArt\nAnfrage\n\nAnfrage:\n\n{TEXT.strip().removeprefix('Wir fragen:')}",
        {"title": "Bäume", "unassigned": [], "blocks": [{"number": 1, "heading": None, "intro": None, "lead_in": "Anfrage:"}]},
    ),
    (
        (
            "Kleine Anfrage\nder Abgeordneten Mareike Müller-Lindenau und der Fraktion Bürgerliste\nAuental\n\nZustand der Bäume am Markt"
            f"{TEXT}"
        ),
        {"title": "Zustand der Bäume am Markt", "parties": ["Bürgerliste Auental"], "unassigned": []},
    ),
    (
        (
            "Kleine Anfrage\nder Abgeordneten Mareike Müller-Lindenau und der Fraktion Bürgerliste\nHochwasserschutz\n\n"
            "1. Wer ist zuständig?\n2. Wer zahlt das?"
        ),
        {"title": "Hochwasserschutz", "parties": ["Bürgerliste"], "unassigned": []},
    ),
    (
        f"Anfrage der FDP-Fraktion: Kita Rosenweg{TEXT}",
        {"title": "Kita Rosenweg", "parties": ["FDP"], "paper_type": "Anfrage", "unassigned": []},
    ),
    (
        f"Anfrage der Fraktion: FDP\nBetreff: Kita Rosenweg{TEXT}",
        {"title": "Kita Rosenweg", "parties": ["FDP"], "unassigned": []},
    ),
    (
        "Die Kindertagespflege\nAnfrage zur Ratssitzung am 15.11.2015\n\nWie viele Plätze gibt es?\n\nWann wurde zuletzt gebaut?",
        {"title": "Die Kindertagespflege", "unassigned": []},
    ),
    (
        "Anfrage: Bäume\n\nSie sind alt.\n\nDie FDP/ÖDP-Fraktion bittet um Antwort auf folgende Fragen:\n\n1. Wie alt?\n2. Wie krank?",
        {"parties": ["FDP", "ÖDP"], "preamble": "Sie sind alt.", "unassigned": []},
    ),
    (
        "Anfrage: Bäume\n\nSie sind alt.\n\nDie Fraktionen von CDU und SPD im Rat fragen, wer recht hat:\n\n1. Wie alt?\n2. Wie krank?",
        {"parties": ["CDU", "SPD"], "preamble": "Sie sind alt.", "unassigned": []},
    ),
]  # fmt: skip
"""Whole letters: e-mails, signatures, addresses, tables of blanks."""


def values(text: str, names: Any) -> dict[str, Any]:
    """Fields of the record of a text, for which the laws hold; people by name and party."""
    source = read_text(text)
    seen = examine(source)
    check_nothing_lost(seen)
    check_unassigned_listed(seen)
    check_evidence(seen)
    found = parse_source(source)[0].model_dump(mode="json")
    for people in ("askers", "signatories"):
        found[people] = [(p["name"], p["party"]) for p in found[people]]
    return {name: found[name] for name in names}


@pytest.mark.parametrize(("head", "end", "expected"), [*STAMPS, *SESSIONS, *GRIDS, *TIGHT, *SITES, *SUBJECTS, *ALONE])
def test_head(head: str, end: str, expected: dict[str, Any]) -> None:
    assert values(head + TEXT + end, expected) == expected


@pytest.mark.parametrize(("line", "day", "place"), DAYS)
def test_day(line: str, day: str | None, place: str | None) -> None:
    expected: dict[str, Any] = {"date": day, "place": place, "title": "Bäume", "rationale": None, "unassigned": []}
    assert values(f"SPD-Fraktion\n\n{line}\n\nAnfrage: Bäume{TEXT}{CLOSE}", expected) == expected
    end = expected | {"signatories": [("T. Krause", None)]}
    assert values(f"SPD-Fraktion\n\nAnfrage: Bäume{TEXT}{line}\n\nT. Krause", end) == end


LETTER = "\n\nAuental, 03.05.2024\n\nAnfrage: Bäume" + TEXT


@pytest.mark.parametrize(("head", "parties"), GROUPS)
def test_groups(head: str, parties: list[str]) -> None:
    expected: dict[str, Any] = {"parties": parties, "askers": [], "unassigned": [], "title": "Bäume", "date": "2024-05-03"}
    assert values(head + LETTER.replace("Anfrage: ", "Betreff: ") + CLOSE, expected) == expected


@pytest.mark.parametrize(("head", "askers", "parties"), MEMBERS)
def test_members(head: str, askers: list[tuple[str, str | None]], parties: list[str]) -> None:
    expected: dict[str, Any] = {"parties": parties, "askers": askers, "unassigned": [], "title": "Bäume"}
    assert values(head + LETTER + CLOSE, expected) == expected


def test_signatures_behind_a_label() -> None:
    expected = {"parties": ["SPD"], "askers": [], "signatories": [("Lena Weiß", None), ("Jochen Kuhn", None), ("Aisha Demir", None)]}
    assert values(f"SPD-Fraktion{LETTER}Für die Fraktion: Lena Weiß, Jochen Kuhn, Aisha Demir", expected) == expected


def test_a_place_on_the_first_line_is_no_group() -> None:
    found = values(f"Bürgerforum am Markt\n\nAnfrage der SPD-Fraktion{TEXT}{CLOSE}", ["title", "parties"])
    assert found == {"title": "Bürgerforum am Markt", "parties": ["SPD"]}


@pytest.mark.parametrize(("text", "expected"), LETTERS)
def test_letter(text: str, expected: dict[str, Any]) -> None:
    assert values(text, expected) == expected
