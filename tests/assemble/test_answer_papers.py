"""Papers that answer an inquiry: which inquiry they are about, what they repeat, and what answers what."""

from typing import Any

import pytest

from anfrage_parser import parse_text
from anfrage_parser.errors import NotAnInquiryError, UsageError
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_text
from anfrage_parser.record.schema import Inquiry
from tests.assemble.reading import check_laws

Q1, Q2, Q3 = "Wie viele Stege gibt es am Grünsee?", "Was kosten sie im Jahr?", "Wer pflegt sie?"
A1, A2, A3 = "Am Grünsee gibt es neun Stege.", "Sie kosten 40.000 Euro.", "Das Bauamt pflegt sie."
NAMED = (
    "Stadt Tallau\nDer Bürgermeister\n\nAntwort der Verwaltung\n"
    "zur Anfrage AN/12/2025 der SPD-Fraktion vom 03.02.2025\n\nStege am Grünsee\n\n"
)
LETTER = (
    "Stadt Tallau\nDer Bürgermeister\n\nTallau, 6. Mai 2025\n\nAn die\n"
    "SPD-Fraktion\n\nIhre Anfrage vom 03.02.2025\nBetreff: Stege am Grünsee\n\n"
    "Sehr geehrte Frau Krahl,\n\nIhre Anfrage beantworte ich wie folgt:\n\n"
)
IN_TURN = f"1. {Q1}\n\n{A1}\n\n2. {Q2}\n\n{A2}\n\n3. {Q3}\n\n{A3}\n"


def read(text: str) -> Inquiry:
    """The record of a paper that is an answer alone, for which the laws hold."""
    check_laws(text)
    (record,) = parse_source(read_text(text))
    assert record.document_type == "answer"
    return record


def answers(record: Inquiry) -> list[str | None]:
    """What answers each question alone."""
    return [question.answer for question in record.questions]


def given(record: Inquiry) -> list[tuple[list[str], list[int], str]]:
    """What answers several questions, a part of one, or none that is repeated."""
    return [(answer.labels, answer.questions, answer.text) for answer in record.answers]


@pytest.mark.parametrize("head", [NAMED, LETTER], ids=["named", "letter"])
@pytest.mark.parametrize(
    "body",
    [
        IN_TURN,
        IN_TURN.replace("\n\n", "\n"),
        f"1. {Q1}\nAntwort: {A1}\n2. {Q2}\nAntwort: {A2}\n3. {Q3}\nAntwort: {A3}\n",
        f"1. {Q1}\nZu 1:\n{A1}\n2. {Q2}\nZu 2:\n{A2}\n3. {Q3}\nZu 3:\n{A3}\n",
        f"1. {Q1}\n2. {Q2}\n3. {Q3}\n\nZu 1.:\n{A1}\n\nZu 2.:\n{A2}\n\nZu 3.:\n{A3}\n",
        (
            f"Frage 1:\n{Q1}\n\nAntwort zu Frage 1:\n{A1}\n\nFrage 2:\n{Q2}\n\n"
            f"Antwort zu Frage 2:\n{A2}\n\nFrage 3:\n{Q3}\n\nAntwort zu Frage 3:\n{A3}\n"
        ),
        f"{Q1}\n\nZu Frage 1:\n{A1}\n\n{Q2}\n\nZu Frage 2:\n{A2}\n\n{Q3}\n\nZu Frage 3:\n{A3}\n",
        f"Zu 1:\n{Q1}\n\n{A1}\n\nZu 2:\n{Q2}\n\n{A2}\n\nZu 3:\n{Q3}\n\n{A3}\n",
        f"{Q1}\n\n{A1}\n\n{Q2}\n\n{A2}\n\n{Q3}\n\n{A3}\n",
        (
            f"Frage                                   Antwort\n1. {Q1}      {A1}\n"
            f"2. {Q2}                 {A2}\n3. {Q3}                        {A3}\n"
        ),
    ],
    ids=["in turn", "without gaps", "headed", "marked", "behind", "called", "above marks", "below marks", "unnumbered", "table"],
)
def test_each_question_has_its_answer(head: str, body: str) -> None:
    record = read(head + body)
    assert [question.text for question in record.questions] == [Q1, Q2, Q3]
    assert answers(record) == [A1, A2, A3]
    assert not record.answers
    assert record.title == "Stege am Grünsee" and record.parties == ["SPD"]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (f"Zu Frage 1:\n{A1}\n\nZu den Fragen 2 und 3:\n{A2}\n", [(["1"], [], A1), (["2", "3"], [], A2)]),
        (f"Frage 1\n\n{A1}\n\nFrage 2\n\n{A2}\n", [(["1"], [], A1), (["2"], [], A2)]),
        (f"1. {A1}\n2. {A2}\n", [(["1"], [], A1), (["2"], [], A2)]),
        (f"{A1} {A2}\n\n{A3}\n", [([], [], f"{A1} {A2}\n\n{A3}")]),
    ],
    ids=["marks", "bare names", "bare numbers", "one text"],
)
def test_a_letter_that_repeats_no_question(body: str, expected: Any) -> None:
    record = read(
        f"{LETTER}{body}\nFür Rückfragen stehe ich Ihnen gern zur Verfügung.\n\nMit freundlichen Grüßen\nIm Auftrag\n\nJens Roloff\n"
    )
    assert given(record) == expected
    assert not record.questions and record.signatories[0].name == "Jens Roloff"
    assert not [found for found in record.findings if found.severity == "error"]


@pytest.mark.parametrize(
    ("body", "alone", "expected"),
    [
        (
            f"1. {Q1}\n2. {Q2}\nDie Fragen 1 und 2 werden gemeinsam beantwortet.\n\n{A1}\n\n3. {Q3}\n{A3}\n",
            [None, None, A3],
            [(["1", "2"], [1, 2], A1)],
        ),
        (f"1. {Q1}\n\n2. {Q2}\n\n{A1}\n\n3. {Q3}\n\n{A3}\n", [None, None, A3], [(["1", "2"], [1, 2], A1)]),
        (
            f"1. {Q1}\n{A1}\n2. {Q2}\n3. {Q3}\nZusammenfassende Antwort auf die Fragen 2 und 3:\n{A2}\n",
            [A1, None, None],
            [(["2", "3"], [2, 3], A2)],
        ),
        (
            f"1. {Q1}\na) Und am Blausee?\nDort keine.\nb) Und am Moor?\nDort zwei.\n2. {Q2}\n{A2}\n",
            [None, A2],
            [(["a"], [1], "Dort keine."), (["b"], [1], "Dort zwei.")],
        ),
        (
            f"1. {Q1}\n\na. am Grünsee\n\n{A1}\n\nb. am Moor\n\nDort zwei.\n\n2. {Q2}\n{A2}\n",
            [None, A2],
            [(["a"], [1], A1), (["b"], [1], "Dort zwei.")],
        ),
    ],
    ids=["said", "shared", "headed", "parts", "headings"],
)
def test_joint_answers_and_answers_to_parts(body: str, alone: list[str | None], expected: Any) -> None:
    record = read(NAMED + body)
    assert answers(record) == alone
    assert given(record) == expected


@pytest.mark.parametrize(
    ("answer", "read_as"),
    [
        ("Geprüft wurden:\n1. der Steg am Moor,\n2. der Steg am Bad.\nBeide halten.", None),
        ("Geprüft wurden\n- der Steg am Moor,\n- der Steg am Bad.", None),
        ("- Steg am Moor\n- Steg am Bad", None),
        ("Wenn es gelingt, die Pfähle zu halten, kostet das nichts.", None),
        ("2025 waren es neun.", None),
        (f"{A1}\n\nEingegangen am 2. Mai 2025 · Ausgegeben am 9. Mai 2025\n\nMehr nicht.", f"{A1}\n\nMehr nicht."),
    ],
    ids=["numbers", "bullets", "only bullets", "a condition", "a year", "a note of print"],
)
def test_what_stands_in_an_answer(answer: str, read_as: str | None) -> None:
    record = read(f"{NAMED}1. {Q1}\n\n{answer}\n\n2. {Q2}\n\n{A2}\n")
    assert [question.text for question in record.questions] == [Q1, Q2]
    assert [(text or "").split() for text in answers(record)] == [(read_as or answer).split(), A2.split()]


@pytest.mark.parametrize(
    "end",
    [
        "\nJens Roloff\nBeigeordneter\n",
        "\nIn Vertretung\n\nJens Roloff\n",
        "\ngez.\nJens Roloff\n",
        "\n\nRoloff\n",
        "\nDie übrigen Fraktionen erhalten eine Durchschrift dieses Schreibens.\n\nMit freundlichen Grüßen\n\nJens Roloff\n",
        "\nIch hoffe, Ihre Fragen damit beantwortet zu haben.\n\nMit freundlichen Grüßen\n\nJens Roloff\n",
        "\nAnlagen\nkeine\n",
    ],
    ids=["office", "for another", "signed", "a surname", "copies", "hope", "no enclosures"],
)
def test_what_ends_the_last_answer(end: str) -> None:
    assert answers(read(f"{NAMED}{IN_TURN}{end}"))[-1] == A3


@pytest.mark.parametrize(
    ("head", "number", "date", "parties"),
    [
        (
            (
                "Antwort der Landesregierung\nauf die Kleine Anfrage 5702 vom 21. Juli 2025\n"
                "des Abgeordneten Ole Minx FDP\nDrucksache 18/14718\n"
            ),
            "18/14718",
            "2025-07-21",
            ["FDP"],
        ),
        ("Antwort\ndes Senats\nzu der\nAnfrage der Abgeordneten Ute Krahl (SPD)\n", None, None, ["SPD"]),
        ("Beantwortung der Kleinen Anfrage KA-0518/VI\n", "KA-0518/VI", None, []),
        (
            "STELLUNGNAHME zur Anfrage\n\nStadträtin Ute Krahl (SPD)\n\nvom: 03.02.2025\neingegangen: 04.02.2025\n",
            None,
            "2025-02-03",
            ["SPD"],
        ),
        ("Stellungnahme der Verwaltung\nBezug: AF/7/2025 Anfrage der Fraktion SPD vom 03.02.2025\n", "AF/7/2025", "2025-02-03", ["SPD"]),
        ("Stellungnahme der Verwaltung zur Anfrage\nF0137/25 Fraktion SPD\n", "F0137/25", None, ["SPD"]),
        ("Antwort auf die Anfrage Nr. 20-26 / F 00912 der SPD-Fraktion vom 03.02.2025\n", "20-26 / F 00912", "2025-02-03", ["SPD"]),
    ],
    ids=["paper below", "over lines", "behind its name", "captions", "before its name", "group behind a number", "a city's own"],
)
def test_which_inquiry_it_is_about(head: str, number: str | None, date: str | None, parties: list[str]) -> None:
    record = read(f"{head}\nStege am Grünsee\n\n{IN_TURN}")
    assert record.refers_to is not None
    assert (record.refers_to.number, record.refers_to.date, record.refers_to.parties) == (number, date, parties)
    assert (record.number, record.date) == (None, None)


@pytest.mark.parametrize(
    ("head", "office"),
    [
        ("Antwort der Landesregierung auf die Anfrage der SPD-Fraktion\n", "Landesregierung"),
        ("Antwort\ndes Amtes für Gewässer\nauf die Anfrage der SPD-Fraktion\n", "Amtes für Gewässer"),
        ("Stadt Tallau\nDer Bürgermeister\nAntwort auf die Anfrage der SPD-Fraktion\n", "Der Bürgermeister"),
        ("Mobilitätsreferat\nAntwort auf die Anfrage der SPD-Fraktion\n", "Mobilitätsreferat"),
        ("Antwort auf die Anfrage der SPD-Fraktion\nEinreicher: Dezernat Umwelt\n", "Dezernat Umwelt"),
    ],
)
def test_who_answers(head: str, office: str) -> None:
    assert read(f"{head}\nStege am Grünsee\n\n{IN_TURN}").answered_by == office


def test_an_own_number_and_day() -> None:
    record = read(
        "Stadt Tallau   GZ: (OB) 6.41\nDer Bürgermeister\nDatum: 06.05.2025\n\nStege am Grünsee\nAF0512/24\n\n"
        "Sehr geehrte Frau Krahl,\n\nIhre oben genannte Anfrage beantworte ich wie folgt:\n\n"
        f"{IN_TURN}\nMit freundlichen Grüßen\nJens Roloff\n"
    )
    assert (record.number, record.date) == ("(OB) 6.41", "2025-05-06")
    assert record.refers_to is not None and record.refers_to.number == "AF0512/24"


@pytest.mark.parametrize(
    ("body", "code", "field"),
    [
        (f"1. {Q1}\n{A1}\n2. {Q2}\n", "answer-missing", "questions[1].answer"),
        (f"1. {Q1}\n\n2. {Q2}\n\n{A1}\n", "answer-shared", "answers[0].text"),
        (f"1. {Q1}\n\n{A1}\n\nWie tief ist der See?\n\n2. {Q2}\n\n{A2}\n", "answer-doubtful", "questions[0].answer"),
        (f"1. {Q1}\n2. {Q2}\n\nZu 1:\n{A1}\n\nZu 2:\n{A2}\n\nZu 7:\n{A3}\n", "answer-doubtful", "answers[0].text"),
    ],
    ids=["none", "shared", "a question inside", "to no question"],
)
def test_doubts(body: str, code: str, field: str) -> None:
    assert (code, field) in [(found.code, found.field) for found in read(NAMED + body).findings]


@pytest.mark.parametrize(
    "text",
    [
        f"Stellungnahme zum Antrag der SPD-Fraktion\n\nStege am Grünsee\n\nDie Verwaltung empfiehlt, den Antrag abzulehnen. {A1}",
        "Stellungnahme des Vereins Seefreunde\n\nDie Stege am Grünsee sind alt. Sie müssen weg.",
    ],
    ids=["to a motion", "of somebody"],
)
def test_other_statements_are_refused(text: str) -> None:
    with pytest.raises(NotAnInquiryError):
        parse_text(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Anfrage der SPD-Fraktion\n\nStege am Grünsee\n\nWir bitten, folgende Fragen schriftlich zu beantworten:\n\n1. {Q1}\n2. {Q2}\n",
        f"Anfrage der SPD-Fraktion\n\nBisher beantwortet die Verwaltung Anfragen spät. Wir fragen:\n\n1. {Q1}\n2. {Q2}\n",
        (
            "SPD-Fraktion\nAnfrage\n\nSehr geehrter Herr Roloff,\n\n"
            f"Ihr Schreiben vom 3. Mai beantwortet unsere Fragen nicht. Daher fragen wir:\n\n1. {Q1}\n2. {Q2}\n"
        ),
    ],
    ids=["a wish", "a complaint", "another letter"],
)
def test_who_speaks_of_answers_still_asks(text: str) -> None:
    assert parse_text(text)[0].document_type == "inquiry"


BOTH = (
    f"Anfrage 7/2025 der SPD-Fraktion\n\nStege am Grünsee\n\nWir fragen:\n1. {Q1}\n"
    f"2. {Q2}\n\nMit freundlichen Grüßen\n\nUte Krahl\n\f{LETTER}Zu 1:\n{A1}\n\nZu 2:\n{A2}\n"
)


def test_both_papers_in_one_file() -> None:
    check_laws(BOTH)
    inquiry, answer = parse_text(BOTH)
    assert (inquiry.document_type, answer.document_type) == ("inquiry_with_answer", "answer")
    assert answers(inquiry) == [A1, A2] and given(answer) == [(["1"], [], A1), (["2"], [], A2)]
    assert (inquiry.source.part, answer.source.part) == (1, 2)
    assert [record.source.part for record in parse_text(BOTH, only="answers")] == [2]
    assert [record.source.part for record in parse_text(BOTH, only="inquiries")] == [1]


def test_only_what_there_is() -> None:
    with pytest.raises(NotAnInquiryError) as refused:
        parse_text(NAMED + IN_TURN, only="inquiries")
    assert refused.value.document_type == "answer"
    with pytest.raises(NotAnInquiryError):
        parse_text(f"Anfrage\n\nWir fragen:\n1. {Q1}\n2. {Q2}\n", only="answers")
    with pytest.raises(UsageError):
        parse_text(NAMED + IN_TURN, only="all")


def test_a_mail_that_answers_between_quoted_lines() -> None:
    text = (
        "Von: Jens Roloff <jens@tallau.example>\nGesendet: 06.05.2025 10:12\n"
        "An: Ute Krahl <ute@spd.example>\nBetreff: AW: Stege am Grünsee\n\n"
        "Sehr geehrte Frau Krahl,\n\ndie Anfrage Ihrer Fraktion beantworte ich im Text:\n\nAm 03.02.2025 um 21:37 schrieb Ute Krahl:\n"
        f"> Die SPD-Fraktion fragt:\n>\n> 1. {Q1}\n\n{A1}\n\n> 2. {Q2}\n\n{A2}\n\n"
        "> Mit freundlichen Grüßen\n> Ute Krahl\n\nViele Grüße\nJens Roloff\n"
    )
    (record,) = parse_text(text)
    assert record.document_type == "answer" and record.title == "Stege am Grünsee"
    assert [(question.text, question.answer) for question in record.questions] == [(Q1, A1), (Q2, A2)]


PARTS = "Wie viele Stege gab es in den Jahren 2019 bis 2022\n\na) am Nordufer,\n\nb) am Südufer\n\nund was kosteten sie?"


@pytest.mark.parametrize("name", ["Zu Frage {}:", "Zu {}.", "Antwort zu Frage {}:"])
def test_what_stands_above_the_name_of_its_answer_is_part_of_a_question(name: str) -> None:
    record = read(f"{LETTER}1. {PARTS}\n\n{name.format(1)}\n\n{A1}\n\n2. {Q2}\n\n{name.format(2)}\n\n1. {A2}\n\n2. {A3}\n")
    assert [part.text for part in record.questions[0].parts] == ["am Nordufer,", "am Südufer"]
    assert record.questions[0].tail == "und was kosteten sie?"
    assert answers(record)[0] == A1
    assert [question.parts for question in record.questions[1:]] == [[]], "a list below the name is the answer's"
