"""Letters in which something only looks like what a rule was made for: each of these was once read wrong."""

from typing import Any

import pytest

from anfrage_parser.parse import examine, parse_source
from anfrage_parser.readers import read_text
from tests.laws import check_evidence, check_nothing_lost, check_unassigned_listed

ASKED = "\n\n1. Wie viele gibt es?\n2. Was kosten sie?"


def read(text: str) -> dict[str, Any]:
    source = read_text(text)
    seen = examine(source)
    check_nothing_lost(seen)
    check_unassigned_listed(seen)
    check_evidence(seen)
    (record,) = parse_source(source)
    return {
        **record.model_dump(mode="json"),
        "questions": [q.text for q in record.questions],
        "parts": [[p.text for p in q.parts] for q in record.questions],
        "headings": [b.heading for b in record.blocks],
        "names": [p.name for p in record.signatories],
    }


@pytest.mark.parametrize(
    "announced",
    [
        "Stellungnahme der Verwaltung erbeten zu folgenden Fragen:",
        "Stellungnahme zu folgenden Fragen:",
        "Bericht der Verwaltung zu folgenden Fragen:",
        "Mitteilung zu folgenden Fragen erbeten:",
        "Antrag: Die Verwaltung wird um Auskunft zu folgenden Fragen gebeten:",
    ],
)
def test_another_paper_in_a_lead_in(announced: str) -> None:
    found = read(f"SPD-Fraktion Ollen\n3. Mai 2024\nRadwege\n\n{announced}\n1. Wann werden die Wege saniert?\n2. Was kostet das?")
    assert (found["document_type"], len(found["questions"])) == ("inquiry", 2)


def test_another_paper_in_the_reasons() -> None:
    text = "SPD-Fraktion\nAuental, 3. Mai 2024\n\nBetreff: Radwege\n\nSehr geehrte Frau Weiß,\n\n1. Wann kommen sie?\n\nBegründung:\n"
    assert read(f"{text}Die Verwaltung hat im März einen\nBericht zu den Radwegen angekündigt.")["document_type"] == "inquiry"


LISTS = [
    ("1. Kosten und Zeitplan der neuen Seite\n2. Barrierefreiheit\n3. Impressum", 3, 0),
    ("1. Wann geht die Seite ans Netz?\n2. Was wird übernommen?\n- Sitzungskalender\n- Gremien\n- Startseite", 2, 3),
    ("1. Wann geht die Seite ans Netz?\n2. Was wird übernommen?\n• Kalender\n• Impressum", 2, 2),
    ("1. Wann geht die Seite ans Netz?\n2. Was fehlt noch? Wir denken an\n\nKontakt\nTermine\nImpressum", 2, 0),
]


@pytest.mark.parametrize(("text", "count", "parts"), LISTS)
def test_links_that_are_asked_for(text: str, count: int, parts: int) -> None:
    found = read(f"Anfrage der FDP-Fraktion vom 11.02.2024\nNeue Internetseite\n\nWir bitten um Auskunft zu folgenden Punkten:\n{text}")
    assert (len(found["questions"]), len(found["parts"][-1])) == (count, parts)
    assert any(word in found["questions"][-1] or word in found["parts"][-1] for word in ("Impressum", "Startseite")) or "Impressum" in str(
        found
    )


def test_a_subject_that_sites_link_to() -> None:
    assert read(f"Leichte Sprache: Barrierefreiheit\n\nAnfrage der SPD-Fraktion vom 07.07.2024{ASKED}")["title"]
    assert read(f"Leichte Sprache\nBarrierefreiheit\n\nAnfrage der SPD-Fraktion vom 07.07.2024{ASKED}")["title"]


def test_unknown_links_among_known_ones() -> None:
    found = read(
        f"Startseite\nRathaus Online\nSuche\n\nAnfrage: Busse und Bahnen{ASKED}\n\nMax Hierl\n\nNetiquette\nDatenschutz\nImpressum\n"
    )
    assert (found["title"], found["names"], found["unassigned"]) == ("Busse und Bahnen", ["Max Hierl"], [])


ORDINALS = [
    (
        (
            "Frage 1: Wie hoch waren die Einnahmen aus der\n1. Gewerbesteuer,\n2. Grundsteuer?\n"
            "Frage 2: Wie hoch waren die Ausgaben für die\n1. Kitas,\n2. Schulen?"
        ),
        [["Gewerbesteuer,", "Grundsteuer?"], ["Kitas,", "Schulen?"]],
    ),
    (
        (
            "A) Wie hoch waren die Einnahmen aus der\n1. Gewerbesteuer\n2. Grundsteuer?\n"
            "B) Wie hoch waren die Ausgaben für die\n1. Kitas\n2. Schulen?"
        ),
        [["Gewerbesteuer", "Grundsteuer?"], ["Kitas", "Schulen?"]],
    ),
    ("1. Wie viele Unfälle gab es im 1. Halbjahr 2024?\n2. Wie viele davon im\n2. Quartal?\n3. Was ist geplant?", [[], [], []]),
]


@pytest.mark.parametrize(("text", "parts"), ORDINALS)
def test_lists_below_an_article(text: str, parts: list[list[str]]) -> None:
    assert read(f"Anfrage der SPD vom 3. Mai 2024\nEinnahmen\n\n{text}")["parts"] == parts


@pytest.mark.parametrize("number", ["3. Klassen und 4. Klassen sind", "2. Klassen sind"])
def test_an_ordinal_below_the_questions(number: str) -> None:
    text = f"Anfrage der SPD\n1. Wann wird die Schule fertig?\n2. Was kostet sie?\n\nBitte antworten Sie bald! {number} in Containern."
    assert read(text)["questions"] == ["Wann wird die Schule fertig?", "Was kostet sie?"]


@pytest.mark.parametrize(
    "wanted", ["Wir bitten die Verwaltung um einen Bericht zum Stand des Hochwasserschutzes:", "Wir bitten um Auskunft, wie es weitergeht:"]
)
def test_a_request_that_ends_with_a_colon(wanted: str) -> None:
    assert read(f"Anfrage der SPD vom 3. Mai 2024\nRehbach\n\n{wanted}\n\nMit freundlichen Grüßen\nUta Blau")["questions"] == [wanted]


TITLES = [
    ("Fraktion Die Grünen\nDr. Uta Rehm\n3. Mai 2024\n\nAnfrage\n\nMühlenweg", "Mühlenweg"),
    ("Niederschönau\n03.05.2024\nAnfrage der FWG\nAn die Verwaltung\n\nBauplätze", "Bauplätze"),
    ("Gemeindevertretung Mooringen\nCDU-Fraktion\nMooringen, 3. Mai 2024\n\nAnfrage\n\nRadwege nach Tessin", "Radwege nach Tessin"),
]


@pytest.mark.parametrize(("head", "title"), TITLES)
def test_the_title_above_questions_with_headings(head: str, title: str) -> None:
    found = read(f"{head}\n\n1. Wann wird gebaut?\n\nKosten\n\n2. Was kostet der Bau?")
    assert (found["title"], found["headings"]) == (title, [None, "Kosten"])


SLOGANS = [
    ("UWG Moorbach\nHeimat ist Zukunft.\nMarktstr. 5, 12345 Moorbach\n\n12.02.2024\n\nAnfrage: Schwimmunterricht", "Schwimmunterricht"),
    ("Anfrage der UWG-Fraktion\nWasser ist Leben.\n12.02.2024", "Wasser ist Leben."),
]


@pytest.mark.parametrize(("head", "title"), SLOGANS)
def test_a_sentence_in_the_head(head: str, title: str) -> None:
    found = read(f"{head}\n\nSehr geehrter Herr Bürgermeister,\n\nwir fragen:{ASKED}")
    assert (found["title"], found["date"]) == (title, "2024-02-12")


def test_a_table_of_earlier_papers() -> None:
    table = "Vorlage Einreicher Datum\n0815/2022 CDU-Fraktion 12.03.2022\n0917/2023 FDP-Fraktion 26.03.2023"
    found = read(
        f"Anfrage der SPD-Fraktion vom 3. Mai 2024\nParkplätze am Bahnhof\n\nZu diesem Thema gab es bereits diese Vorlagen\n{table}{ASKED}"
    )
    assert (found["number"], found["date"], found["parties"], found["title"]) == (None, "2024-05-03", ["SPD"], "Parkplätze am Bahnhof")
    found = read(f"Anfrage der SPD-Fraktion\nBetreff: Parkplätze am Bahnhof\n\nVorgang Datum\n0815/2022 12.03.2022{ASKED}")
    assert (found["number"], found["date"]) == (None, None)


CELLS = [
    ("Absender        Nummer       Datum\nSPD-Fraktion    folgt        03.05.2024", {"parties": ["SPD"], "date": "2024-05-03"}),
    ("Vorlage       Datum         Fraktion\n2024/118      Anfang Mai    SPD", {"parties": ["SPD"], "number": "2024/118", "date": None}),
    (
        "Nummer        Eingang       Fraktion          Termin\n2024/118      –             Bunte Liste       13.06.2024",
        {"number": "2024/118", "received": None, "session_date": "2024-06-13"},
    ),
    ("Nr.      Einreicher    Datum\n12/24    SPD           3. Mai 2024", {"number": "12/24", "date": "2024-05-03", "parties": ["SPD"]}),
]


@pytest.mark.parametrize(("head", "expected"), CELLS)
def test_rows_with_odd_cells(head: str, expected: dict[str, Any]) -> None:
    found = read(f"Anfrage\n\n{head}\n\nKita Rosenweg{ASKED}")
    assert {name: found[name] for name in expected} == expected


def test_a_table_of_numbers_is_no_furniture() -> None:
    found = read(
        f"Anfrage: Plätze in den Kitas der Stadt\n\nDie Zahlen liegen nun endlich vor und sehen so aus.\nRosenweg   80\nMarkt   45{ASKED}"
    )
    assert "80" in found["preamble"] and "45" in found["preamble"]


def test_a_date_that_goes_on_is_none() -> None:
    found = read(f"Anfrage\n\nUrheber vom Drucksache\nSPD 3.5.2024/4711 12/2024{ASKED}")
    assert found["date"] is None


def test_no_question_goes_on_behind_a_heading() -> None:
    text = (
        "SPD\n\nAnfrage\n\nBusse\n\nWir fragen:\n\n1. Wann kommt der Bus?\n\fBegründung\n\nDie Linie wird gebaut. 2. Ein Nachtrag kommt.\n"
    )
    found = read(text)
    assert (found["questions"], found["rationale"]) == (["Wann kommt der Bus?"], "Die Linie wird gebaut. 2. Ein Nachtrag kommt.")


@pytest.mark.parametrize(
    "wanted",
    ["Bitte nennen Sie uns die Kosten, aufgeschlüsselt nach:", "Wie hoch sind die Kosten für Bau und Betrieb der folgenden Linien:"],
)
def test_what_asks_by_itself_before_a_colon(wanted: str) -> None:
    assert read(f"SPD\n\nAnfrage: Busse\n\n{wanted}\n")["questions"] == [wanted]


@pytest.mark.parametrize("end", ["Impressum, Kontakt, Datenschutz?", "Impressum Kontakt Datenschutz?"])
def test_the_end_of_a_question_is_no_list_of_links(end: str) -> None:
    found = read(f"SPD\n\nAnfrage: Webseite\n\nWir fragen:\n\n1. Wer haftet?\n2. Wer prüft die Seiten\n{end}\n")
    assert found["questions"][1] == f"Wer prüft die Seiten {end}"


@pytest.mark.parametrize("title", ["Datenschutz Verwaltung", "Leichte Sprache Verwaltung", "Datenschutz\nVerwaltung"])
def test_titles_of_words_that_sites_have(title: str) -> None:
    assert read(f"{title}\n\nAnfrage\n\nWir fragen:{ASKED}")["title"] == title.replace("\n", " ")
