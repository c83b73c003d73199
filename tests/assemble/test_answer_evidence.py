"""Whether a paper answers an inquiry is weighed: openings in the shapes of administrations, and papers that only speak of answers."""

import pytest

from anfrage_parser import parse_text
from anfrage_parser.errors import NotAnInquiryError
from tests.assemble.reading import check_laws

QUESTIONS = ("Wie viele Stege gibt es am Grünsee?", "Was kosten sie im Jahr?", "Wer pflegt sie?")
ANSWERS = ("Am Grünsee gibt es neun Stege, davon drei aus Holz.", "Sie kosten 40.000 Euro im Jahr.", "Das Bauamt pflegt sie.")
MARKED = "".join(f"Zu {number}.:\n{answer}\n\n" for number, answer in enumerate(ANSWERS, 1))
IN_TURN = "".join(
    f"{number}. {question}\n\n{answer}\n\n" for number, (question, answer) in enumerate(zip(QUESTIONS, ANSWERS, strict=True), 1)
)
CAPTIONED = "".join(
    f"Frage {number}: {question}\nAntwort: {answer}\n\n"
    for number, (question, answer) in enumerate(zip(QUESTIONS, ANSWERS, strict=True), 1)
)
NUMBERED = "".join(f"{number}. {answer}\n" for number, answer in enumerate(ANSWERS, 1)) + "\n"
FREE = f"{ANSWERS[0]} {ANSWERS[1]}\n\n{ANSWERS[2]} Die Arbeiten werden im Herbst beendet.\n\n"
CLOSING = "Mit freundlichen Grüßen\n\nJens Roloff\nBürgermeister\n"
LETTER = (
    "Stadt Tallau\nDer Bürgermeister\n\nSPD-Fraktion\nFrau Eva Krahl\nMarkt 1\n12345 Tallau\n\n                 Tallau, 14. Mai 2024\n\n"
)
OFFICE = "Stadt Tallau\nFachbereich Bauen\n\n"
DEAR = "Sehr geehrte Frau Krahl,\n\n"


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        (f"{OFFICE}Mitteilung der Verwaltung\nVorlage 24/112\n\nBeantwortung der Anfrage der SPD-Fraktion vom 3. Mai 2024\n\n{MARKED}", 3),
        (f"{OFFICE}Mitteilung Nr. 24/112\n\nBetreff: Anfrage der SPD-Fraktion zu den Stegen am Grünsee\n\n{IN_TURN}", 3),
        (f"{OFFICE}Mitteilungsvorlage\nVorlage Nr. 24/112\n\nStege; Anfrage der SPD-Fraktion vom 3. Mai 2024\n\nSachverhalt:\n{MARKED}", 3),
        (
            (
                f"{OFFICE}Informationsvorlage\nVorlage Nr. 24/112\n\nAnfrage der SPD-Fraktion vom 3. Mai 2024 - Stege\n\nSachverhalt:\n"
                f"Die SPD-Fraktion hat am 3. Mai 2024 angefragt, wie viele Stege es gibt.\n\nDie Verwaltung teilt hierzu mit:\n\n{FREE}"
            ),
            1,
        ),
        (f"{OFFICE}Gemeinsame Antwort\nauf die Anfragen der Fraktionen SPD und CDU\n\nStege am Grünsee\n\n{IN_TURN}", 3),
        (f"{LETTER}{DEAR}zu Ihrer Anfrage vom 3. Mai 2024 nehme ich wie folgt Stellung:\n\n{FREE}{CLOSING}", 1),
        (f"{LETTER}Ihre Anfrage vom 3. Mai 2024\n\n{DEAR}vielen Dank für Ihre Anfrage. {FREE}{CLOSING}", 1),
        (
            f"{LETTER}Stege\nIhr Schreiben vom 3. Mai 2024\n\n{DEAR}zu Ihren Fragen teile ich Folgendes mit:\n\n{NUMBERED}{CLOSING}",
            3,
        ),
        (f"{LETTER}Stege am Grünsee\n\n{DEAR}für Ihre Anfrage vom 3. Mai 2024 bedanke ich mich.\n\n{MARKED}{CLOSING}", 3),
        (f"{LETTER}Stege\n\n{DEAR}Sie haben mir am 3. Mai drei Fragen gestellt, auf die ich gern antworte.\n\n{IN_TURN}{CLOSING}", 3),
        (
            (
                f"{LETTER}Zwischenbescheid zu Ihrer Anfrage vom 3. Mai 2024\n\n{DEAR}die Beantwortung Ihrer Anfrage erfordert Rückfragen. "
                f"Ich komme unaufgefordert auf die Angelegenheit zurück.\n\n{CLOSING}"
            ),
            1,
        ),
        (
            (
                f"{LETTER}Anfrage vom 3. Mai 2024 zu den Stegen\n\n{DEAR}leider kann ich Ihre Anfrage innerhalb der Frist noch nicht "
                f"beantworten. Ich werde Ihnen bis zum 30. Juni 2024 antworten.\n\n{CLOSING}"
            ),
            1,
        ),
        (f"{OFFICE}Schriftliche Beantwortung\nder Anfrage der SPD-Fraktion aus der Sitzung vom 3. Mai 2024\n\n{CAPTIONED}", 3),
        (
            (
                f"{OFFICE}Beantwortung von Anfragen\n\nIn der Sitzung am 3. Mai 2024 fragte Ratsfrau Krahl nach den Stegen.\n\n"
                f"Antwort der Verwaltung:\n\n{FREE}"
            ),
            1,
        ),
        (
            (
                f"{OFFICE}Anfrage der Ratsfrau Krahl in der Sitzung des Rates am 3. Mai 2024\n\nRatsfrau Krahl fragte nach den Stegen.\n\n"
                f"Die Verwaltung antwortet:\n\n{FREE}"
            ),
            1,
        ),
        (
            (
                f"{OFFICE}Nachfrage aus der Sitzung am 3. Mai 2024\n\nFrau Krahl bat um Auskunft, wer die Stege pflegt.\n\n"
                f"Dazu teilt der Fachbereich mit:\n\n{FREE}"
            ),
            1,
        ),
        (f"{OFFICE}Stellungnahme des Fachbereichs Bauen zum Fragenkatalog der SPD-Fraktion vom 3. Mai 2024\n\n{IN_TURN}", 3),
        (f"{LETTER}Auskunft nach § 24\n\n{DEAR}auf die gestellten Fragen gebe ich Ihnen folgende Auskunft:\n\n{NUMBERED}{CLOSING}", 3),
        (
            f"{LETTER}Anfrage der SPD-Fraktion\nhier: Antwort\n\n{DEAR}die Stege sind alt. Im Einzelnen:\n\n{MARKED}{CLOSING}",
            3,
        ),
        (f"{OFFICE}Erwiderung auf die Anfrage der SPD-Fraktion vom 3. Mai 2024\nStege am Grünsee\n\n{MARKED}", 3),
        (f"{OFFICE}Rückmeldung der Verwaltung zu den Fragen der SPD-Fraktion\nStege am Grünsee\n\n{IN_TURN}", 3),
        (f"{OFFICE}Prüfergebnis\nAnfrage der SPD-Fraktion vom 3. Mai 2024\n\n{IN_TURN}Die Verwaltung bittet um Kenntnisnahme.\n", 3),
    ],
)
def test_an_answer_is_known_by_what_speaks_for_it(text: str, answers: int) -> None:
    check_laws(text)
    (record,) = parse_text(text)
    assert record.document_type == "answer"
    assert len([question for question in record.questions if question.answer]) + len(record.answers) == answers


ASKING = "Sehr geehrter Herr Bürgermeister,\n\n"
GROUP = "SPD-Fraktion im Rat der Stadt Tallau\n\nStadt Tallau\nDer Bürgermeister\nMarkt 1\n12345 Tallau\n\nTallau, 3. Mai 2024\n\n"
ASKED = "1. " + "\n2. ".join(QUESTIONS) + "\n\nMit freundlichen Grüßen\nEva Krahl\nFraktionsvorsitzende\n"


@pytest.mark.parametrize(
    "text",
    [
        f"{GROUP}Nachfrage zur Antwort auf unsere Anfrage\n\n{ASKING}für die Antwort danken wir. Die Fraktion fragt:\n\n{ASKED}",
        f"{GROUP}Stege\nIhr Schreiben vom 14. April 2024\n\n{ASKING}Sie teilen uns mit, dass die Stege alt sind. Wir fragen:\n\n{ASKED}",
        f"{GROUP}Unsere Anfrage vom 3. März; Ihr Zwischenbescheid\n\n{ASKING}mehr liegt nicht vor. Wir fragen:\n\n{ASKED}",
        f"{GROUP}Anfrage: Stege\n\n{ASKING}die Verwaltung teilte mit: „Zu 1: Es gibt neun Stege.“ Daher fragen wir:\n\n{ASKED}",
    ],
)
def test_an_inquiry_that_speaks_of_an_answer_is_an_inquiry(text: str) -> None:
    assert [record.document_type for record in parse_text(text)] == ["inquiry"]


@pytest.mark.parametrize(
    "text",
    [
        f"{OFFICE}Stellungnahme der Verwaltung zum Antrag der SPD-Fraktion vom 3. Mai 2024\n\nDie Verwaltung rät ab. {FREE}",
        f"{LETTER}Ihr Antrag vom 3. Mai 2024\n\n{DEAR}zu Ihrem Antrag nehme ich wie folgt Stellung:\n\n{FREE}{CLOSING}",
        f"{OFFICE}Mitteilungsvorlage\nVorlage 24/112\n\nSanierung der Stege\n\nSachverhalt:\n{FREE}",
        f"Stadt Tallau\nBürgeramt\n\nFrau Eva Krahl\n\nIhr Schreiben vom 3. Mai 2024\n\n{DEAR}Ihren Ausweis haben wir. {FREE}{CLOSING}",
        f"{OFFICE}Einladung\n\n{DEAR}ich lade Sie ein. Tagesordnung:\n1. Anfragen\n2. Beantwortung von Anfragen\n\n{CLOSING}",
        f"Häufige Fragen zu den Stegen\n\n{CAPTIONED}",
        f"Pressemitteilung\n\nStadt beantwortet Anfrage der SPD: neun Stege am Grünsee. {FREE}",
    ],
)
def test_a_paper_that_only_speaks_of_answers_is_none(text: str) -> None:
    with pytest.raises(NotAnInquiryError):
        parse_text(text)


def _fields(text: str) -> dict[str, object]:
    check_laws(text)
    (record,) = parse_text(text)
    refers = record.refers_to
    assert refers is not None
    return {"date": str(record.date), "refers": str(refers.date), "by": record.answered_by, "parties": record.parties}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"Landkreis Auental\nDer Landrat\n\nFDP-Kreistagsfraktion\n\nIhr Schreiben vom: 17.01.2024\nDatum: 06.02.2024\n\nStege\n\n"
            f"{DEAR}Ihre Anfrage beantworte ich wie folgt:\n\n{MARKED}{CLOSING}",
            {"date": "2024-02-06", "refers": "2024-01-17", "by": "Der Landrat", "parties": ["FDP"]},
            id="a caption over the day of the inquiry",
        ),
        pytest.param(
            "Landratsamt Auental\nDie Landrätin\n\nKreistagsfraktion SPD\n\nIhr Zeichen   Ihre Nachricht vom   Unser Zeichen   Datum\n"
            f"              15.01.2024           32-1/24 Kl      31.01.2024\n\nStege\n\n{DEAR}"
            "zu Ihren Fragen darf ich Ihnen wie folgt antworten:\n\n"
            f"Zu Ziffer 1:\n{ANSWERS[0]}\n\nZu Ziffer 2:\n{ANSWERS[1]}\n\n{CLOSING}",
            {"date": "2024-01-31", "refers": "2024-01-15", "by": "Die Landrätin", "parties": ["SPD"]},
            id="a line of captions over their values",
        ),
        pytest.param(
            "Stadt Tallau\n\nErstellt von:  Kurverwaltung\n\n24.05.2024\n\nAntwort auf die Anfrage der SPD-Fraktion in der Sitzung des\n"
            f"Stadtrates am 2. Mai 2024\nStege am Grünsee\n\n{MARKED}",
            {"date": "2024-05-24", "refers": "2024-05-02", "by": "Kurverwaltung", "parties": ["SPD"]},
            id="asked in a session, an office behind a caption",
        ),
        pytest.param(
            f"{OFFICE}14.05.2024\n\nBeantwortung der Anfrage der Fraktion Freie Wähler vom 02.05.2024\nStege am Grünsee\n\n{IN_TURN}",
            {"date": "2024-05-14", "refers": "2024-05-02", "by": "Fachbereich Bauen", "parties": ["FREIE WÄHLER"]},
            id="who asks is no office",
        ),
        pytest.param(
            f"Landtag Talland\nDrucksache 21/318\n\nMitteilung des Senats vom 5. März 2024\n\nStege am Grünsee\n\n"
            f"Kleine Anfrage der Fraktion der SPD vom 23. Januar 2024\n\nDer Senat beantwortet die Kleine Anfrage wie folgt:\n\n{IN_TURN}",
            {"date": "2024-03-05", "refers": "2024-01-23", "by": "Senats", "parties": ["SPD"]},
            id="a paper's name with its office and day",
        ),
        pytest.param(
            f"Stadt Tallau\nUmweltamt\n\nAn die Fraktion DIE LINKE\n19.08.2024\n\nStege\nIhre schriftliche Anfrage vom 22.07.2024\n\n"
            f"Sehr geehrte Damen und Herren,\n\nzu den Fragen Ihrer Fraktion kann ich Folgendes mitteilen.\n\n"
            f"Antwort zu Frage 1 (Zahl):\n{ANSWERS[0]}\n\nAntwort zu Frage 2 (Kosten):\n{ANSWERS[1]}\n\n{CLOSING}",
            {"date": "2024-08-19", "refers": "2024-07-22", "by": "Umweltamt", "parties": ["DIE LINKE"]},
            id="the group in the address",
        ),
    ],
)
def test_whose_inquiry_and_who_answers(text: str, expected: dict[str, object]) -> None:
    assert _fields(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            f"{OFFICE}Erwiderung auf die Anfrage der SPD-Fraktion\nStege\n\nPunkt 1\n{ANSWERS[0]}\n\nPunkt 2\n{ANSWERS[1]}\n",
            [(["1"], ANSWERS[0]), (["2"], ANSWERS[1])],
            id="points",
        ),
        pytest.param(
            f"{OFFICE}Mitteilung\n\nGemeinsame Beantwortung der Anfragen der SPD-Fraktion und der CDU-Fraktion\nStege am Grünsee\n\n"
            f"Beide Anfragen werden zusammen beantwortet.\n\n1. Zahl der Stege\n{ANSWERS[0]}\n\n2. Kosten\n{ANSWERS[1]}\n",
            [(["1"], ANSWERS[0]), (["2"], ANSWERS[1])],
            id="topics behind numbers",
        ),
        pytest.param(
            f"{LETTER}Stege\nIhre Anfrage vom 3. Mai 2024\n\nMoin Frau Krahl,\n\nIhre Anfrage habe ich besprochen. Ich kann Ihnen\n"
            f"dazu Folgendes sagen:\n\n{ANSWERS[0]}\n\n{CLOSING}",
            [([], ANSWERS[0])],
            id="an announcement over two lines",
        ),
        pytest.param(
            f"{OFFICE}Antwort zu den Anfragen der Fraktionen\nStege am Grünsee\n\nAnfrage der SPD-Fraktion vom 2. Mai 2024\n\n"
            f"1. {QUESTIONS[0]}\n{ANSWERS[0]}\n\nAnfrage der CDU-Fraktion vom 3. Mai 2024\n\n2. {QUESTIONS[1]}\n{ANSWERS[1]}\n",
            [("1.", ANSWERS[0]), ("2.", ANSWERS[1])],
            id="the next inquiry's name over its questions",
        ),
    ],
)
def test_where_an_answer_begins_and_ends(text: str, expected: list[tuple[object, str]]) -> None:
    check_laws(text)
    (record,) = parse_text(text)
    given: list[tuple[object, str | None]] = [(question.label, question.answer) for question in record.questions]
    assert [*given, *((answer.labels, answer.text) for answer in record.answers)] == expected


def test_answers_that_an_office_printed_into_an_inquiry() -> None:
    text = (
        "Bezirksverordnetenversammlung Nordend\n\nKleine Anfrage\nder Fraktion der CDU\nStege am Grünsee\n\n"
        "Das Bezirksamt wird gebeten, folgende Fragen zu beantworten:\n\n"
        f"{IN_TURN}Berlin, den 14. Mai 2024\nJens Petzold\nBezirksstadtrat\n"
    )
    check_laws(text)
    (record,) = parse_text(text)
    assert record.document_type == "inquiry_with_answer"
    assert [question.answer for question in record.questions] == list(ANSWERS)


def test_answers_below_a_group_s_letterhead_are_not_an_office_s() -> None:
    text = (
        f"SPD-Fraktion im Rat Tallau\n\nAnfrage\n\nStege am Grünsee\n\n{DEAR}wir fragen:\n\n{IN_TURN}"
        "Mit freundlichen Grüßen\n\nEva Krahl\nBürgermeisterin\n"
    )
    check_laws(text)
    (record,) = parse_text(text)
    assert record.document_type == "inquiry"
