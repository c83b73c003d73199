"""What stands above the salutation: type, number, dates, sessions, titles, tables, and what a browser prints around them."""

from typing import Any

import pytest

from anfrage_parser.errors import NotAnInquiryError
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_text
from tests.assemble.reading import CLOSE, TEXT, TWO, Case, cases, check, check_laws

BARE = f"\n\n{TWO}"
"""Questions that nothing announces."""


def above(head: str, end: str = CLOSE) -> str:
    """A letter with this head."""
    return head + TEXT + end


STAMPS: list[Case] = [
    ("the office that stamped stands behind the word",
     above("SPD-Fraktion\n\nEingang Büro des Rates\n18. SEP. 2023\n\nAnfrage\n\nKatzen",
           "Auental, 15.09.2023\n\nJasmin Ott\nStadtverordnete"),
     {"date": "2023-09-15", "date_basis": "letter", "received": "2023-09-18", "title": "Katzen"}),
    ("a stamp is the only day", above("Eingegangen im Ratsbüro\n18.09.2023\n\nAnfrage\n\nKatzen"),
     {"date_basis": "received", "received": "2023-09-18"}),
    ("a title that begins like a stamp", above("Anfrage\n\nEingang der Kita Nord\nund ihr Dach"),
     {"title": "Eingang der Kita Nord und ihr Dach", "received": None}),
]  # fmt: skip

SESSIONS: list[Case] = [
    ("a table of sessions",
     above("Beratungsfolge:\nDatum   Gremium   Sitzung\n19.06.2024   BVV   BVV/031/VI\n\nAnfrage\nder Fraktion SPD\nBetr.: Räder",
           "Auental, den 11.06.2024"),
     {"date": "2024-06-11", "session_date": "2024-06-19", "committee": "BVV", "title": "Räder", "parties": ["SPD"]}),
    ("a table of sessions of an unknown committee",
     above("Beratungsfolge:\nDatum   Gremium   Sitzung\n19.06.2024   StaU   StaU/31\n\nAnfrage\nder Fraktion SPD\nBetr.: Räder",
           "Auental, den 11.06.2024"),
     {"date": "2024-06-11", "session_date": "2024-06-19", "committee": None, "unassigned": []}),
    ("a session behind a label",
     above("Beratungsfolge: Stadtrat, 25.04.2024, öffentlich\n\nAnfrage der SPD-Fraktion\nBetreff: Räder"),
     {"committee": "Stadtrat", "session_date": "2024-04-25", "public": True, "date": None}),
    ("a committee in an attachment's name", above("Anlage: Stadtrat vom 25.04.2024\n\nAnfrage\nBetreff: Räder"),
     {"committee": None, "session_date": None}),
    ("a committee with commas in the headline",
     above("Anfrage zur Sitzung des Ausschusses für Umwelt, Klima und Verkehr am 15.08.2023\nBetreff: Busse im Westen"),
     {"committee": "Ausschuss für Umwelt, Klima und Verkehr", "session_date": "2023-08-15", "title": "Busse im Westen"}),
    ("a weekday before the session's day",
     above("Anfrage zur Sitzung des Ausschusses für Bauen, Wohnen am Dienstag, 15.08.2023\n\nBusse im Westen"),
     {"committee": "Ausschuss für Bauen, Wohnen", "session_date": "2023-08-15", "title": "Busse im Westen"}),
    ("a title behind the committee", above("Anfrage zur Sitzung des Rates, Lärm am Hafen"),
     {"committee": "Rat", "title": "Lärm am Hafen"}),
]  # fmt: skip
"""Committee and day of the session, in tables, behind labels, in the headline."""

GRIDS: list[Case] = [
    ("four labels over four values",
     above("Anfrage\n\nvom           Drs.-Nr.   Fraktion   Eingegangen am\n11.09.2026    2776/XXI   BSW        14.09.2026\n\nBusse"),
     {"date": "2026-09-11", "received": "2026-09-14", "number": "2776/XXI", "parties": ["BSW"], "title": "Busse", "unassigned": []}),
    ("a title that asks below a grid",
     above("Anfrage\n\nvom         Nr.         Fraktion\n16.3.2021   1114/2021   DIE LINKE.\n\nWie geht es weiter mit der Schule?"),
     {"date": "2021-03-16", "number": "1114/2021", "parties": ["DIE LINKE"], "title": "Wie geht es weiter mit der Schule?"}),
    ("two days side by side", above("Anfrage\n\nEingang am    Erstellt am\n14.09.2026    11.09.2026\n\nBusse"),
     {"date": "2026-09-11", "received": "2026-09-14", "title": "Busse", "unassigned": []}),
    ("a local group in a grid",
     above("Anfrage\n\nFraktion               vom        Drucksache\nAuentaler Bürger       5.5.2023   23/SVV/1080\n\nBusse"),
     {"date": "2023-05-05", "number": "23/SVV/1080", "parties": ["Auentaler Bürger"], "title": "Busse", "unassigned": []}),
]  # fmt: skip
"""Labels side by side over their values, one by one: what the last label says is not the first value below."""

TIGHT: list[Case] = [
    ("a tight row with two ways to write a day",
     above("Anfrage\n\nVorgangs-Nr. Urheber eingegangen am Gestellt am\nF2157/24 Unabhängige Wähler 10. November 2024 8.11.2024\n\nBusse"),
     {"number": "F2157/24", "parties": ["Unabhängige Wähler"], "received": "2024-11-10", "date": "2024-11-08", "title": "Busse",
      "unassigned": []}),
    ("a tight row with one gap left", above("Anfrage\n\nLfd. Nr.   Ausstellungsdatum Urheber\nANF-1947-2020 05.05.20    Piraten\n\nBusse"),
     {"number": "ANF-1947-2020", "date": "2020-05-05", "parties": ["PIRATEN"], "title": "Busse", "unassigned": []}),
    ("a tight row that ends with a committee",
     above("Anfrage\n\nAktenzeichen Einreicher vom Beratendes Gremium\nA 1320/2025 Fraktion Die Linke 11.11.2025 Gemeinderat\n\nBusse"),
     {"number": "A 1320/2025", "date": "2025-11-11", "parties": ["DIE LINKE"], "committee": "Gemeinderat", "title": "Busse",
      "unassigned": []}),
    ("a tight row with a committee within",
     above("Anfrage\n\nNr. Einreicher Gremium vom\nAF 12/25 Fraktion Die Linke   Gemeinderat 11.11.2025\n\nBusse"),
     {"number": "AF 12/25", "date": "2025-11-11", "parties": ["DIE LINKE"], "committee": "Gemeinderat", "unassigned": []}),
    ("a council in the name of a tight row's group",
     above("Anfrage\n\nUrheber Nr. Eingang\nAfD-Fraktion im Kreistag 17/2024 17.05.2024\n\nBusse"),
     {"number": "17/2024", "received": "2024-05-17", "session_date": None, "parties": ["AfD"], "title": "Busse", "unassigned": []}),
    ("labels over a title", above("Anfrage\n\nDrucksache vom\nBusse und Bahnen"), {"number": None, "date": None}),
    ("more values than labels", above("Anfrage\n\nDrucksache vom Rat\n12/2024 3.5.2024 SPD"), {"parties": []}),
    ("a day that goes on as a number", f"Anfrage\n\nUrheber vom Drucksache\nSPD 3.5.2024/4711 12/2024{BARE}", {"date": None}),
]  # fmt: skip
"""The same where the gaps are lost: each value has to fit its label."""

CELLS: list[Case] = [
    (name, f"Anfrage\n\n{head}\n\nKita Rosenweg{BARE}", expected)
    for name, head, expected in (
        ("a number that is to follow", "Absender        Nummer       Datum\nSPD-Fraktion    folgt        03.05.2024",
         {"parties": ["SPD"], "date": "2024-05-03"}),
        ("a day in words in a cell", "Vorlage       Datum         Fraktion\n2024/118      Anfang Mai    SPD",
         {"parties": ["SPD"], "number": "2024/118", "date": None}),
        ("a dash in a cell",
         "Nummer        Eingang       Fraktion          Termin\n2024/118      –             Bunte Liste       13.06.2024",
         {"number": "2024/118", "received": None, "session_date": "2024-06-13"}),
        ("a short number in a cell", "Nr.      Einreicher    Datum\n12/24    SPD           3. Mai 2024",
         {"number": "12/24", "date": "2024-05-03", "parties": ["SPD"]}),
    )
]  # fmt: skip

PAPERS = "Vorlage Einreicher Datum\n0815/2022 CDU-Fraktion 12.03.2022\n0917/2023 FDP-Fraktion 26.03.2023"

TABLES: list[Case] = [
    ("a table of earlier papers below a sentence",
     f"Anfrage der SPD-Fraktion vom 3. Mai 2024\nParkplätze am Bahnhof\n\nZu diesem Thema gab es bereits diese Vorlagen\n{PAPERS}{BARE}",
     {"number": None, "date": "2024-05-03", "parties": ["SPD"], "title": "Parkplätze am Bahnhof"}),
    ("a table of earlier papers below the subject",
     f"Anfrage der SPD-Fraktion\nBetreff: Parkplätze am Bahnhof\n\nVorgang Datum\n0815/2022 12.03.2022{BARE}",
     {"number": None, "date": None}),
    ("a table of numbers is no furniture",
     f"Anfrage: Plätze in den Kitas der Stadt\n\nDie Zahlen liegen nun endlich vor und sehen so aus.\nRosenweg   80\nMarkt   45{BARE}",
     {"preamble": "Die Zahlen liegen nun endlich vor und sehen so aus.\n\nRosenweg 80 Markt 45"}),
    ("blanks that are filled in",
     ("Anfrage   Nr. F 0148/24\n\nAbsender   Stadtrat Marius Feld, Fraktion Tierallianz\n\nAdressat   Bürgermeisterin Frau Borch\n\n"
      "Gremium   Sitzungstermin   öffentlich\n\nStadtrat   17.10.2024   ö\n\nKurztitel   Stadttauben\n\nSehr geehrte Frau Borch,\n\n"
      "Ich frage Sie:\n1. Wer betreut diese?\n2. Wer zahlt das?"),
     {"title": "Stadttauben", "parties": ["Tierallianz"], "askers": ["Marius Feld"], "asker_parties": [None], "number": "F 0148/24",
      "committee": "Stadtrat", "session_date": "2024-10-17", "public": True, "addressee": "Bürgermeisterin Frau Borch"}),
    ("a number at the right of the headline", f"SPD\n\nAnfrage an den Bürgermeister      OR-A 07/2024\n\nBäume{TEXT}",
     {"number": "OR-A 07/2024", "addressee": "an den Bürgermeister", "title": "Bäume"}),
]  # fmt: skip

SITES: list[Case] = [
    ("a list of links, and the next session below",
     above("Zum Inhalt\n\nStart\nSitzungen\nAnfragen\n\nStadt Auental\nKleine Anfrage\n\nBusse und Bahnen",
           "Max Hierl\n\nNächste Sitzung am 1.1.2030\nImpressum · Datenschutz"),
     {"paper_type": "Kleine Anfrage", "date": None, "place": None, "rationale": None, "body": "Stadt Auental", "unassigned": []}),
    ("a path of links, and links below",
     above("Startseite › Politik › Anfragen\n\nAnfrage: Busse und Bahnen",
           f"{CLOSE}\n\nTel. 01011 903\n\nImpressum\nDatenschutz\nKontakt\n© Stadt Auental 2030"),
     {"title": "Busse und Bahnen", "signatories": ["Max Hierl"], "signatory_parties": [None], "unassigned": []}),
    ("a title that is a link's word", above("Datenschutz\n\nAnfrage"), {"title": "Datenschutz", "unassigned": []}),
    ("two words that needn't be links", above("Hilfe\nKontakt\n\nAnfrage: Busse und Bahnen"),
     {"unassigned": ["Hilfe", "Kontakt"], "unassigned_lines": [1, 2]}),
    ("unknown links among known ones",
     f"Startseite\nRathaus Online\nSuche\n\nAnfrage: Busse und Bahnen{BARE}\n\nMax Hierl\n\nNetiquette\nDatenschutz\nImpressum\n",
     {"title": "Busse und Bahnen", "signatories": ["Max Hierl"], "unassigned": []}),
    *((f"a subject that sites link to, {name}", f"{title}\n\nAnfrage der SPD-Fraktion vom 07.07.2024{BARE}",
       {"title": title.replace("\n", " ")})
      for name, title in (("with a colon", "Leichte Sprache: Barrierefreiheit"), ("on two lines", "Leichte Sprache\nBarrierefreiheit"))),
    *((f"a title of words that sites have, {name}", f"{title}\n\nAnfrage\n\nWir fragen:{BARE}", {"title": title.replace("\n", " ")})
      for name, title in (
        ("one first", "Datenschutz Verwaltung"), ("two first", "Leichte Sprache Verwaltung"), ("on two lines", "Datenschutz\nVerwaltung"),
      )),
]  # fmt: skip
"""What a browser prints around a letter: links are no part of it where one of them is a web page's for certain."""

SUBJECTS: list[Case] = [
    *((f"a subject behind {word}", above(f"Anfrage {word} Sanierung der Brücke"), {"title": "Sanierung der Brücke"})
      for word in ("bzgl.", "wegen", "i. S.", "in Sachen")),
    ("a label below the headline says it better", above("Anfrage zum Radweg\nBetreff: Räder am Ring"), {"title": "Räder am Ring"}),
    ("a label above the headline says it better", above("Betreff: Räder am Ring\nAnfrage zum Radweg"), {"title": "Räder am Ring"}),
]  # fmt: skip
"""What an inquiry is about."""

LINES: list[tuple[str, str, str | None, str | None]] = [
    ("short for the", "Auental, d. 10.06.2024", "2024-06-10", "Auental"),
    ("a weekday", "Auental, Montag, 10. Juni 2024", "2024-06-10", "Auental"),
    ("a weekday and the", "Bad Auental, am Montag, den 10.06.2024", "2024-06-10", "Bad Auental"),
    ("a bar", "Auental | 10.06.2024", "2024-06-10", "Auental"),
    ("strokes", "Auental, 25/09/24", "2024-09-25", "Auental"),
    ("hyphens", "Auental, 10-06-2024", "2024-06-10", "Auental"),
    ("a month alone", "Auental, im Mai 2024", None, "Auental"),
    ("no place", "Montag, 10. Juni 2024", "2024-06-10", None),
]
"""Lines that hold the day of a letter, and maybe its place."""

DAYS: list[Case] = [
    (f"a day with {name}, {where}", text, {"date": day, "place": place, "title": "Bäume", "rationale": None, "unassigned": [], **signed})
    for name, line, day, place in LINES
    for where, text, signed in (
        ("above", f"SPD-Fraktion\n\n{line}\n\nAnfrage: Bäume{TEXT}{CLOSE}", {}),
        ("below", f"SPD-Fraktion\n\nAnfrage: Bäume{TEXT}{line}\n\nT. Krause", {"signatories": ["T. Krause"], "signatory_parties": [None]}),
    )
]  # fmt: skip

ALONE: list[Case] = [
    ("a day with strokes alone", above("03/05/2024\n\nAnfrage: Bäume"), {"date": "2024-05-03", "number": None}),
    ("a day with hyphens alone", above("10-06-2024\n\nAnfrage: Bäume"), {"date": "2024-06-10", "number": None}),
    ("a day with strokes behind a label", above("Datum: 25/09/24\n\nAnfrage: Bäume"), {"date": "2024-09-25"}),
    ("a number like a day behind a label", above("Drucksache 12/03/24\n\nAnfrage: Bäume"), {"date": None, "number": "12/03/24"}),
    ("a day that no month has", above("Auental, 31/02/24\n\nAnfrage: Bäume"), {"date": None}),
    ("a day that may be a number", above("12/03/24\n\nAnfrage: Bäume"), {"date": None, "number": "12/03/24"}),
]
"""A day with strokes may be a number, too."""

PARTED = "\n\n1. Wann wird gebaut?\n\nKosten\n\n2. Was kostet der Bau?"
"""Questions of which only the second has a heading."""

SLOGAN = f"\n\nSehr geehrter Herr Bürgermeister,\n\nwir fragen:{BARE}"

TOPICS = "\n\nKosten\n1. Wann kommt der Bus?\n2. Wer zahlt das?\n\nZeitplan\n3. Wie lange noch?"
"""Questions that all have headings."""

TITLES: list[Case] = [
    ("a title above questions with headings, below a name",
     f"Fraktion Die Grünen\nDr. Uta Rehm\n3. Mai 2024\n\nAnfrage\n\nMühlenweg{PARTED}",
     {"title": "Mühlenweg", "headings": [None, "Kosten"]}),
    ("a title above questions with headings, below an address",
     f"Niederschönau\n03.05.2024\nAnfrage der FWG\nAn die Verwaltung\n\nBauplätze{PARTED}",
     {"title": "Bauplätze", "headings": [None, "Kosten"]}),
    ("a title above questions with headings, below the type",
     f"Gemeindevertretung Mooringen\nCDU-Fraktion\nMooringen, 3. Mai 2024\n\nAnfrage\n\nRadwege nach Tessin{PARTED}",
     {"title": "Radwege nach Tessin", "headings": [None, "Kosten"]}),
    ("a title above headings of questions", f"Anfrage\n\nZustand des Busverkehrs in den Abendstunden{TOPICS}",
     {"title": "Zustand des Busverkehrs in den Abendstunden", "unassigned": []}),
    ("a title above the headline, and headings", f"Der Wochenmarkt\nAnfrage zur Ratssitzung am 22. November 2018{TOPICS}",
     {"title": "Der Wochenmarkt", "unassigned": []}),
    ("a title below the city, and one heading",
     "Anfrage\n\nStadt Auental\n\nZustand des Busverkehrs\n\n1. Wann kommt der Bus?\n\nZeitplan\n2. Wie lange noch?",
     {"title": "Zustand des Busverkehrs", "unassigned": []}),
    ("a title above the headline, and questions without numbers",
     "Die Kindertagespflege\nAnfrage zur Ratssitzung am 15.11.2015\n\nWie viele Plätze gibt es?\n\nWann wurde zuletzt gebaut?",
     {"title": "Die Kindertagespflege", "unassigned": []}),
    ("a slogan below the group",
     f"UWG Moorbach\nHeimat ist Zukunft.\nMarktstr. 5, 12345 Moorbach\n\n12.02.2024\n\nAnfrage: Schwimmunterricht{SLOGAN}",
     {"title": "Schwimmunterricht", "date": "2024-02-12"}),
    ("a title that is a sentence", f"Anfrage der UWG-Fraktion\nWasser ist Leben.\n12.02.2024{SLOGAN}",
     {"title": "Wasser ist Leben.", "date": "2024-02-12"}),
    ("a subject in the first sentence",
     ("SPD-Fraktion\n\nStadtverwaltung Auental\nOberbürgermeister\nObermarkt 24\n\nAuental, den 08. Januar 2024\n\n"
      "Anfrage gemäß § 28 Abs. 6 der Gemeindeordnung\n\nSehr geehrter Herr Oberbürgermeister,\n\n"
      "zum Thema Weihnachtsmarkt 2023 haben wir folgende Fragen:\n\n1. Wer war da?\n2. Wer zahlt das?"),
     {"title": "Weihnachtsmarkt 2023", "unassigned": []}),
    ("a sentence right below the type",
     ("Stadtbezirksrat Südstadt-Au der Stadt Auental\nA N F R A G E\nDer Brunnen ist seit Juni außer Betrieb.\n"
      "1. Warum ist er kaputt?\n2. Wann wird er repariert?"),
     {"title": None, "paper_type": "ANFRAGE", "preamble": "Der Brunnen ist seit Juni außer Betrieb.", "unassigned": []}),
    ("the council above the group is no title",
     ("Drucksache 18/4711\nStadtbezirksrat Südstadt-Au der Stadt Auental\n\nSPD-Fraktion\n\nAuental, 30.08.2023\n\nAnfrage\n\n"
      f"Der Brunnen ist seit Juni außer Betrieb.\n\nWir fragen die Verwaltung:{BARE}\n"),
     {"title": None, "number": "18/4711"}),
    ("a title that is called a motion",
     f"An den Rat\n\nAnfrage: Antrag auf Fördermittel für die\nParkraumbewirtschaftung\n\nSehr geehrte Frau Weiß,{TEXT}",
     {"title": "Antrag auf Fördermittel für die Parkraumbewirtschaftung", "unassigned": []}),
    ("a headline of three lines with two groups and a day",
     ("Stadt Auental\n\nAnfrage der SPD|Volt-Gemeinderatsfraktion vom 24. April\n2024 zum Thema: Kosten und Nutzen des Radweges am\n"
      f"Mühlgraben – Sachstand{TEXT}"),
     {"title": "Kosten und Nutzen des Radweges am Mühlgraben – Sachstand", "date": "2024-04-24", "parties": ["SPD", "Volt"]}),
    ("the type as a value, and as a lead-in", f"Betreff\nBäume\nArt\nAnfrage\n\nAnfrage:\n{BARE}",
     {"title": "Bäume", "unassigned": [], "block_numbers": [1], "headings": [None], "intros": [None], "lead_ins": ["Anfrage:"]}),
    ("a headline whose line ends with a colon",
     ("Gemeinde Auental\n\nAnfrage der ÖDP-Fraktion vom 06.03.2016: Die Digitalisierung der Bauakten:\nStand und weiteres Vorgehen\n\n"
      "1.Kosten\n1.1 Was kostet sie? Bitte jeweils einzeln begründen.\n\nErläuterung:\nEs gab Beschwerden zu den Bauakten.\n"),
     {"title": "Die Digitalisierung der Bauakten: Stand und weiteres Vorgehen", "labels": ["1.1"],
      "questions": ["Was kostet sie? Bitte jeweils einzeln begründen."]}),
    ("the first line of a letter begins like a group", f"Bürgerforum am Markt\n\nAnfrage der SPD-Fraktion{TEXT}{CLOSE}",
     {"title": "Bürgerforum am Markt", "parties": ["SPD"]}),
]  # fmt: skip

TYPES: list[Case] = [
    *((f"an inquiry that announces questions by {name}",
       f"SPD-Fraktion Ollen\n3. Mai 2024\nRadwege\n\n{words}\n1. Wann werden die Wege saniert?\n2. Was kostet das?",
       {"document_type": "inquiry", "questions": ["Wann werden die Wege saniert?", "Was kostet das?"]})
      for name, words in (
        ("a statement of the office", "Stellungnahme der Verwaltung erbeten zu folgenden Fragen:"),
        ("a statement", "Stellungnahme zu folgenden Fragen:"),
        ("a report", "Bericht der Verwaltung zu folgenden Fragen:"),
        ("a notice", "Mitteilung zu folgenden Fragen erbeten:"),
        ("a motion", "Antrag: Die Verwaltung wird um Auskunft zu folgenden Fragen gebeten:"),
      )),
    *((f"an inquiry that calls itself {name}",
       f"CSU-Fraktion\nAuental, 15.02.2024\n\n{words}\n\nWir bitten um Auskunft zu folgenden Fragen:\n\n1. Wie viele?\n2. Wer wartet?\n",
       {"document_type": "inquiry", "questions": ["Wie viele?", "Wer wartet?"]})
      for name, words in (
        ("a motion for information", "Antrag auf Auskunft: Kitas"),
        ("a motion for answers", "Antrag auf Beantwortung von Fragen"),
        ("a motion for the agenda", "Antrag zur Aufnahme einer Anfrage in die Tagesordnung"),
      )),
    ("another paper's name begins a line of the reasons",
     ("SPD-Fraktion\nAuental, 3. Mai 2024\n\nBetreff: Radwege\n\nSehr geehrte Frau Weiß,\n\n1. Wann kommen sie?\n\nBegründung:\n"
      "Die Verwaltung hat im März einen\nBericht zu den Radwegen angekündigt."),
     {"document_type": "inquiry"}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    cases(*STAMPS, *SESSIONS, *GRIDS, *TIGHT, *CELLS, *TABLES, *SITES, *SUBJECTS, *DAYS, *ALONE, *TITLES, *TYPES),
)
def test_head(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)


REFUSALS: list[tuple[str, str, str]] = [
    ("a motion for something else",
     "CSU-Fraktion\n\nAntrag auf Bau einer Kita\n\nDer Rat beschließt:\n1. Die Kita wird gebaut.\n2. Das Geld wird bereitgestellt.\n",
     "motion"),
]  # fmt: skip
"""Name, text, and the type of paper that it is."""


@pytest.mark.parametrize(("text", "kind"), [pytest.param(text, kind, id=name) for name, text, kind in REFUSALS])
def test_refusals(text: str, kind: str) -> None:
    check_laws(text)
    with pytest.raises(NotAnInquiryError) as refused:
        parse_source(read_text(text))
    assert refused.value.document_type == kind
