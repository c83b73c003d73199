"""How offices answer: each row is a custom of theirs that was once misread, in invented text, and what is to be read in it."""

from typing import Any

import pytest

from anfrage_parser import parse_text
from anfrage_parser.text.answer_marks import joint, mark
from tests.assemble.reading import check_laws

Q1, Q2, Q3 = "Wie viele Stege gibt es am Grünsee?", "Was kosten sie im Jahr?", "Wer pflegt sie?"
A1, A2, A3 = "Am Grünsee gibt es neun Stege.", "Sie kosten 40.000 Euro.", "Das Bauamt pflegt sie."
MARKED = f"Zu 1.:\n{A1}\n\nZu 2.:\n{A2}\n\nZu 3.:\n{A3}\n"
THREE: list[Any] = [(["1"], A1), (["2"], A2), (["3"], A3)]
IN_TURN = f"1. {Q1}\n\n{A1}\n\n2. {Q2}\n\n{A2}\n\n3. {Q3}\n\n{A3}\n"
CLOSE = "\nMit freundlichen Grüßen\n\nJens Roloff\n"

CUSTOMS = [
    pytest.param(  # the office's number on top, a point and a bracket behind each number
        f"Antwort                                        VIII-F-00317-AW-01\n\nBetreff:\nStege am Grünsee\n\n"
        f"Zu 1.) {A1}\n\nZu 2.) {A2}\n\nZu 3.) {A3}\n",
        {"number": "VIII-F-00317-AW-01", "title": "Stege am Grünsee"},
        [],
        THREE,
        id="the answer's own number beside the word",
    ),
    pytest.param(  # the inquiry's number alone below the subject
        f"Stadt Tallau\nDer Oberbürgermeister\n\nFrau Eva Krahl\nFraktion Die Linke\n\nDatum: 5. Dezember 2024\n\n"
        "Stege am Grünsee\nAF0412/24\n\n"
        f"Sehr geehrte Frau Krahl,\n\nIhre oben genannte Anfrage beantworte ich wie folgt:\n\n{IN_TURN}{CLOSE}",
        {"refers_to.number": "AF0412/24", "number": None, "date": "2024-12-05"},
        [A1, A2, A3],
        [],
        id="the inquiry's number below the subject",
    ),
    pytest.param(  # the inquiry's number later in the sentence; the day of the session is no day of the inquiry
        f"Amt Tallau\n\nBeantwortung der Anfrage der SPD-Fraktion zur Sitzung des Bezirksrates Tallau am 30.01.2025, Drucksache 22-0914\n\n"
        f"Stege am Grünsee\n\n{IN_TURN}",
        {"refers_to.number": "22-0914", "refers_to.date": None, "session_date": "2025-01-30"},
        [A1, A2, A3],
        [],
        id="a number behind, and a session",
    ),
    pytest.param(  # a sentence that goes on with a name
        "Amt Tallau\n\nStege am Grünsee\nSchriftliche Anfrage gemäß § 68 GeschO, Anfrage Nr. 21-27 / F 00771 von Frau\n"
        "Eva Krahl vom 26.02.2024, eingegangen am 27.02.2024\n\nSehr geehrte Frau Krahl,\n\n"
        f"Ihre Anfrage beantworte ich wie folgt:\n\n{IN_TURN}",
        {"refers_to.number": "21-27 / F 00771", "refers_to.date": "2024-02-26"},
        [A1, A2, A3],
        [],
        id="a number and a day later in the sentence",
    ),
    pytest.param(
        f"Antwort - AW/0419/2025\n\nBetreff: Stege am Grünsee\nDatum: 11.03.2025\nBezüglich: AF/0402/2025\n\nSachverhalt\n\n{IN_TURN}",
        {"number": "AW/0419/2025", "refers_to.number": "AF/0402/2025", "date": "2025-03-11"},
        [A1, A2, A3],
        [],
        id="Bezüglich",
    ),
    pytest.param(
        f"Antwort der Verwaltung\n\nBetreff:\nStege am Grünsee\n\nVorgang:\nV 112/24 OBR 3\n\n"
        f"{IN_TURN}\nDie Beantwortung erfolgte durch: Amt für Ufer\n",
        {"refers_to.number": "V 112/24"},
        [A1, A2, A3],
        [],
        id="Vorgang, and by whom it was answered at the end",
    ),
    pytest.param(  # Roman numbers, one answer for two of them
        f"Amt Tallau\n\nTallau, den 30.01.2025\n\nBeantwortung der Anfrage der SPD-Fraktion vom 05.01.2025\nBetr.: Stege am Grünsee\n\n"
        f"I.   {Q1}\n\nAntwort zu I.:\n{A1}\n\nII.  {Q2}\n\nIII. {Q3}\n\nAntwort zu II. und III.:\n{A2}\n\nIm Auftrag\n\nJens Roloff\n",
        {"title": "Stege am Grünsee", "refers_to.date": "2025-01-05"},
        [A1, None, None],
        [(["II", "III"], A2)],
        id="Roman numbers",
    ),
    pytest.param(
        "Stadt Tallau\n\nAntwort der Verwaltung\nzur Anfrage der SPD-Fraktion\n\nStege am Grünsee\n\n"
        f"Zu I:\n{A1}\n\nZu II bis IV:\n{A2}\n\nZu V. Nein.\n",
        {},
        [],
        [(["I"], A1), (["II bis IV"], A2), (["V"], "Nein.")],
        id="Roman numbers without questions",
    ),
    pytest.param(  # whoever is addressed stands above "über: …", the title
        "Bezirksamt Tallau\n\n06.11.2025\n\nFrau Eva Krahl\nFraktion Die Linke\n\nKleine Anfrage Nr. KA-0412/VI vom 16.10.2025\n\n"
        f"über: Stege am Grünsee\n\nSehr geehrte Frau Krahl,\n\nIhre Kleine Anfrage beantworte ich wie folgt:\n\n{MARKED}{CLOSE}",
        {"title": "Stege am Grünsee", "refers_to.number": "KA-0412/VI", "refers_to.date": "2025-10-16"},
        [],
        THREE,
        id="title behind über",
    ),
    pytest.param(  # the line that names the inquiry ends with "betreffend"
        f"Antwort zur Anfrage Nr. 0467/2025 der FDP-Ratsfraktion betreffend\nStege am Grünsee (FDP)\n\n"
        f"Die Anfrage wird wie folgt beantwortet:\n\n{MARKED}\nTallau, 08.05.2025\n\ngez. Roloff\n",
        {"title": "Stege am Grünsee", "refers_to.number": "0467/2025", "parties": ["FDP"], "number": None},
        [],
        THREE,
        id="title on the line below",
    ),
    pytest.param(  # who asked is told above the questions, by which paper
        "Stadt Tallau\nDrucks. Nr. 15-0871/2025 F1\nDatum 07.06.2025\n\nAntwort der Verwaltung auf die\nAnfrage Stege am Grünsee\n\n"
        "Die SPD-Fraktion im Stadtbezirksrat Nord hat in der Drucksache 15-0871/2025\nFolgendes angefragt:\n\n"
        f"1. {Q1}\n2. {Q2}\n3. {Q3}\n\nText der Antwort\n\nDie Verwaltung beantwortet die Anfrage wie folgt:\n\n{MARKED}",
        {"number": "15-0871/2025 F1", "refers_to.number": "15-0871/2025", "parties": ["SPD"]},
        [A1, A2, A3],
        [],
        id="who asked is told",
    ),
    pytest.param(  # the answer's number behind its name, another behind that of the inquiry
        "Magistrat der Stadt Tallau\n\nBericht des Magistrats Nr. B 212                    Tallau, 23.10.2025\n\n"
        f"Betreff\nStege am Grünsee\n\nVorgang\nAnfrage Nr. A 388 vom 18.09.2025 der Fraktionen CDU und FDP\n\n"
        f"Der Magistrat beantwortet die Anfrage wie folgt:\n\n{MARKED}",
        {"number": "B 212", "date": "2025-10-23", "refers_to.number": "A 388", "answered_by": "Magistrats"},
        [],
        THREE,
        id="number behind its name",
    ),
    pytest.param(  # day and number in a block that tells of the inquiry
        "Stadt Tallau                                  Tallau, 24/04/2025\nDer Oberbürgermeister\nGZ: OB 5310-02\n\n"
        "Beantwortung zur Anfrage\n\nSPD-Gemeinderatsfraktion\n\nDatum                     Nummer\n\n13/03/2025                61/2025\n\n"
        f"Betreff\n\nStege am Grünsee\n\n{MARKED}",
        {"number": "OB 5310-02", "date": "2025-04-24", "refers_to.number": "61/2025", "refers_to.date": "2025-03-13"},
        [],
        THREE,
        id="block of the inquiry",
    ),
    pytest.param(  # the column's head says that a number counts, whatever question stands beside it
        "Stadt Tallau\nBeantwortung der Anfrage der SPD-Fraktion\nBetreff: Stege am Grünsee\n\nNr.   Frage   Antwort\n"
        f"1   Am Grünsee gibt es wie viele Stege?   {A1}\n2   {Q2}   {A2}\n3   An wie vielen Tagen waren sie zu?   {A3}\n",
        {"title": "Stege am Grünsee", "questions.0.label": "1"},
        [A1, A2, A3],
        [],
        id="numbers of a table",
    ),
    pytest.param(  # the subject names the inquiry only; its title stands in the letter, its number beside the group
        "Betreff: Antwort auf Ihre Anfrage Nr. 27/2025\n\nSehr geehrte Frau Krahl,\n\n"
        "die Anfrage Nr. 27/2025 der Fraktion Bündnis 90/Die Grünen vom 08.01.2025 (Betreff: Stege am Grünsee) "
        f"darf ich wie folgt beantworten:\n\n{MARKED}{CLOSE}",
        {"title": "Stege am Grünsee", "parties": ["BÜNDNIS 90/DIE GRÜNEN"], "refers_to.number": "27/2025"},
        [],
        THREE,
        id="title in the letter",
    ),
    pytest.param(  # signs of Markdown
        "# Gemeinde Tallau\n\n**Antwort des Bürgermeisters auf die Anfrage der CDU-Fraktion vom 17.04.2025**\n\n"
        f"**Betreff:** Stege am Grünsee\n\nTallau, 29.04.2025\n\n## Frage 1\n\n{Q1}\n\n**Antwort:**\n\n{A1}\n\n"
        f"## Frage 2\n\n{Q2}\n\n**Antwort:** {A2}\n\n## Frage 3\n\n{Q3}\n\n*Antwort:*\n\n{A3}\n",
        {"title": "Stege am Grünsee", "body": "Gemeinde Tallau", "footnotes": [], "refers_to.date": "2025-04-17"},
        [A1, A2, A3],
        [],
        id="Markdown",
    ),
    pytest.param(
        f"Stadt Tallau\n\nAntwort der Verwaltung\nzur Anfrage der SPD-Fraktion\n\n{IN_TURN}\n"
        f"Wenn noch etwas unklar ist, rufen Sie mich gern an.\n{CLOSE}",
        {},
        [A1, A2, A3],
        [],
        id="farewell that asks to call",
    ),
    pytest.param(  # capital letters
        f"Gemeinde Tallau\n\nBeantwortung der Anfrage der SPD-Fraktion vom 23.09.2025\nThema: Stege am Grünsee\n\n"
        f"A) {Q1}\nB) {Q2}\nC) {Q3}\n\nDazu nehme ich wie folgt Stellung:\n\nZu A)\n{A1}\n\nZu B) und C)\n{A2}\n",
        {"title": "Stege am Grünsee"},
        [A1, None, None],
        [(["B", "C"], A2)],
        id="capital letters",
    ),
    pytest.param(  # numbers in blocks
        f"Stadt Tallau\n\nAntwort der Verwaltung\nzur Anfrage der SPD-Fraktion\n\nStege am Grünsee\n\n"
        f"Zu I.1:\n{A1}\n\nZu II.1 und II.2:\n{A2}\n\nZu II 3:\n{A3}\n",
        {},
        [],
        [(["I.1"], A1), (["II.1", "II.2"], A2), (["II 3"], A3)],
        id="numbers in blocks",
    ),
    pytest.param(  # bare numbers, two of them together
        f"Kreis Tallau\n\nTallau, 22.03.2025\n\nStege am Grünsee\nIhre Anfrage vom 28.02.2025\n\nSehr geehrter Herr Frank,\n\n"
        f"zu Ihren Fragen nehmen wir wie folgt Stellung:\n\n1. {A1}\n\n2./3. {A2}\n\n4. {A3}\n{CLOSE}",
        {"refers_to.date": "2025-02-28"},
        [],
        [(["1"], A1), (["2", "3"], A2), (["4"], A3)],
        id="bare numbers together",
    ),
    pytest.param(  # two inquiries
        "Stadt Tallau                              Vorlage 0271/2025\n\nMitteilungsvorlage\n\n"
        "Gemeinsame Beantwortung der Anfragen der CDU-Fraktion vom 01.07.2025 und der Fraktion Die Linke vom 03.07.2025\n\n"
        f"Betreff: Stege am Grünsee\n\n{MARKED}",
        {"number": "0271/2025", "parties": ["CDU", "DIE LINKE"], "title": "Stege am Grünsee"},
        [],
        THREE,
        id="two inquiries",
    ),
    pytest.param(  # the number behind a dash, a caption of a form below the answers that is no name
        "Antwort der Verwaltung - 2025/0388-01\n\nBetreff: Stege am Grünsee\nDatum: 02.09.2025\n\n"
        f"Die Anfrage der SPD-Fraktion vom 12.08.2025 wird wie folgt beantwortet:\n\n{IN_TURN}\nFinanzielle Auswirkungen\n\nkeine\n",
        {"number": "2025/0388-01", "date": "2025-09-02", "signatories": [], "refers_to.date": "2025-08-12"},
        [A1, A2, A3],
        [],
        id="number behind a dash",
    ),
    pytest.param(  # captions that say whose day and number stand behind them
        "Stadt Tallau\n\nBeantwortung der Anfrage\n\nAnfrage-Nr.: 18/2025\nDatum der Anfrage: 02.05.2025\n"
        f"Thema: Stege am Grünsee\n\nTallau, 21.05.2025\n\n{IN_TURN}",
        {"date": "2025-05-21", "refers_to.number": "18/2025", "refers_to.date": "2025-05-02", "number": None},
        [A1, A2, A3],
        [],
        id="captions of the inquiry",
    ),
    pytest.param(  # the inquiry is quoted whole; the term stands on the day's line, a letter belongs to the number
        f"Talländische Bürgerschaft{' ' * 40}Drucksache 20/814 S\n20. Wahlperiode{' ' * 45}23. April 2025\n\nAntwort des Senats\n"
        "auf die Kleine Anfrage der Fraktion der CDU\n\nStege am Grünsee\n\n"
        f"„Die Stege sind alt.\n\nWir fragen den Senat:\n\n1. {Q1}\n2. {Q2}\n3. {Q3}“\n\n"
        f"Der Senat beantwortet die Kleine Anfrage wie folgt:\n\n{IN_TURN}",
        {"number": "20/814 S", "date": "2025-04-23", "title": "Stege am Grünsee", "questions.2.text": Q3},
        [A1, A2, A3],
        [],
        id="quoted whole",
    ),
    pytest.param(  # the mail that asked stands below, and no word says that it is answered, but its marks
        "Von: Petra Roloff <roloff@tallau.example>\nGesendet: 13.02.2025\nBetreff: AW: Stege am Grünsee\n\nGuten Tag Frau Krahl,\n\n"
        f"zu Ihren Fragen vom 6. Februar kann ich Ihnen Folgendes mitteilen:\n\nzu 1)\n{A1}\n\nzu 2)\n{A2}\n\nViele Grüße\n"
        "Petra Roloff\n\nVon: Eva Krahl <krahl@fwg.example>\nGesendet: 06.02.2025\nAn: Petra Roloff <roloff@tallau.example>\n"
        f"Betreff: Stege am Grünsee\n\nDie FWG-Fraktion bittet um Beantwortung folgender Fragen:\n\n1) {Q1}\n2) {Q2}\n",
        {"date": "2025-02-13", "title": "Stege am Grünsee"},
        [],
        [(["1"], A1), (["2"], A2)],
        id="mail with marks",
    ),
    pytest.param(  # who asked stands behind the verb
        "Stadt Tallau\n\nTallau, 21.05.2025\n\nStellungnahme der Verwaltung\n\nStege am Grünsee\n\n"
        f"Mit Schreiben vom 12.05.2025 hat die SPD-Fraktion folgende Fragen gestellt:\n\n{IN_TURN}",
        {"refers_to.date": "2025-05-12", "parties": ["SPD"], "title": "Stege am Grünsee"},
        [A1, A2, A3],
        [],
        id="who asked behind the verb",
    ),
    pytest.param(
        "Stadt Tallau\n\nTallau, 21.05.2025\n\nStellungnahme der Verwaltung\n\nStege am Grünsee\n\n"
        f"Von der FDP-Fraktion wurden am 3. Mai 2025 folgende Fragen gestellt:\n\n{IN_TURN}",
        {"refers_to.date": "2025-05-03", "parties": ["FDP"], "date": "2025-05-21"},
        [A1, A2, A3],
        [],
        id="by whom was asked",
    ),
    pytest.param(  # numbers alone count the answers behind as many questions
        "Stadt Tallau\n\nTallau, 21.05.2025\n\nAntwort auf die Anfrage der SPD-Fraktion vom 03.05.2025\nüber\nStege am Grünsee\n\n"
        f"1. {Q1}\n2. {Q2}\n3. {Q3}\n\nAntworten der Verwaltung:\n\n1. {A1}\n2. {A2}\n3. {A3}\n",
        {"title": "Stege am Grünsee", "refers_to.date": "2025-05-03"},
        [A1, A2, A3],
        [],
        id="numbered answers behind",
    ),
    pytest.param(  # numbers in blocks name questions whose count begins anew
        "Stadt Tallau\n\nTallau, 21.05.2025\n\nAnfrage der SPD-Fraktion vom 03.05.2025 wegen Stegen am Grünsee\nhier: Beantwortung\n\n"
        f"I. Bestand\n1. {Q1}\n2. {Q2}\n\nII. Pflege\n1. {Q3}\n\nDie Verwaltung antwortet wie folgt:\n\n"
        f"Zu I.1:\n{A1}\n\nZu I.2:\n{A2}\n\nZu II.1:\n{A3}\n",
        {"title": "Stegen am Grünsee", "blocks.1.heading": "Pflege"},
        [A1, A2, A3],
        [],
        id="questions in blocks",
    ),
]


def _at(record: Any, name: str) -> Any:
    for step in name.split("."):
        record = record[int(step) if step.isdecimal() else step]
    return record


@pytest.mark.parametrize(("text", "fields", "single", "together"), CUSTOMS)
def test_a_custom_of_offices(text: str, fields: dict[str, Any], single: list[str | None], together: list[Any]) -> None:
    check_laws(text)
    record = parse_text(text)[0].model_dump(mode="json")
    assert record["document_type"] == "answer"
    assert {name: _at(record, name) for name in fields} == fields
    assert [question["answer"] for question in record["questions"]] == single
    assert [(answer["labels"], answer["text"]) for answer in record["answers"]] == together


@pytest.mark.parametrize(
    ("second", "told"),
    [
        (" und die Anfrage der CDU-Fraktion vom 10.03.2024", True),
        (", eingegangen am 05.03.2024", False),
        (" zur Sitzung am 20.03.2024", False),
    ],
)
def test_two_inquiries_are_told(second: str, told: bool) -> None:
    text = f"Antwort der Verwaltung\n\nauf die Anfrage der SPD-Fraktion vom 03.03.2024{second}\n\nStege am Grünsee\n\n{IN_TURN}"
    (record,) = parse_text(text)
    assert record.refers_to is not None and str(record.refers_to.date) == "2024-03-03"
    assert ("inquiries-several" in {finding.code for finding in record.findings}) is told


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("Antwort zu III. und IV.:", [("3",), ("4",)]),
        ("Zu I bis III:", [("1", "2", "3")]),
        ("Zu V. Das Amt prüft das.", [("5",)]),
        ("Zu Ihrer Anfrage 3/2025", None),
        ("Zu Vereinen:", None),
        ("Zu VIP-Plätzen 3:", None),
    ],
)
def test_roman_numbers_name_questions(line: str, names: list[tuple[str, ...]] | None) -> None:
    found = mark(line)
    assert (found and [number.names for number in found.numbers]) == names


def test_roman_numbers_in_a_sentence_that_joins() -> None:
    found = joint("Die Fragen II und III werden gemeinsam beantwortet.")
    assert found is not None and [number.names for number in found.numbers] == [("2",), ("3",)]
