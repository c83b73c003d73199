"""How letters end and what they call themselves: greetings, wishes, roles, papers named by what they ask for."""

import pytest

from anfrage_parser import parse_text
from anfrage_parser.errors import NotAnInquiryError

LETTER = """SPD-Fraktion
Auental, 06.11.2023
Anfrage: Gutachten

Wir fragen:
1. Wann kommt der Bus?
2. Wer zahlt das?

{end}
"""


@pytest.mark.parametrize(
    "closing",
    [
        "Mit solidarischen Grüßen", "Mit freundlichem Glückauf", "Gruß", "Grüße aus Auental", "Es grüßt freundlich",
        "Mit sonnigen Gruessen,",
        "Mit kollegialen und herzlichen Grüßen", "Viele Grüße vom Auer Berg", "LG", "Glück auf!", "Mit Gruß", "MfG",
    ],
)  # fmt: skip
def test_greetings_close_a_letter(closing: str) -> None:
    (inquiry,) = parse_text(LETTER.format(end=f"{closing}\n\nMax Hierl"))
    assert [q.text for q in inquiry.questions] == ["Wann kommt der Bus?", "Wer zahlt das?"]
    assert inquiry.rationale is None and [person.name for person in inquiry.signatories] == ["Max Hierl"]


def test_who_greets_on_the_same_line() -> None:
    (inquiry,) = parse_text(LETTER.format(end="LG Max Hierl"))
    assert [person.name for person in inquiry.signatories] == ["Max Hierl"] and inquiry.rationale is None


@pytest.mark.parametrize(
    "text", ["Grüße der Partnerstadt wurden überbracht.", "Mit Grünflächen wird sparsam umgegangen.", "Größe und Lage sind bekannt."]
)
def test_what_only_begins_like_a_greeting(text: str) -> None:
    (inquiry,) = parse_text(LETTER.format(end=f"Begründung:\n{text}"))
    assert inquiry.rationale == text


def test_an_initial_is_no_number() -> None:
    (inquiry,) = parse_text(LETTER.format(end="W. Prasch\nStadtrat"))
    assert [(person.name, person.role) for person in inquiry.signatories] == [("W. Prasch", "Stadtrat")] and inquiry.rationale is None


@pytest.mark.parametrize("questions", ["1. Wann kommt der Bus?\n2. Wer zahlt das?", "Wann kommt der Bus? Wer zahlt das?"])
def test_reasons_behind_their_heading_on_one_long_line(questions: str) -> None:
    reasons = (
        "Die Richtlinie verpflichtet alle Gemeinden dazu, den Plan alle fünf Jahre neu zu fassen und die Bürger zu hören, was hier fehlt."
    )
    text = f"SPD-Fraktion\nAnfrage zum Lärm am Bahnhof Nord\nAuental, 13.05.2024\n\n{questions}\n\nBegründung: {reasons}\n\nMax Hierl"
    (inquiry,) = parse_text(text)
    assert inquiry.rationale == reasons and [q.text for q in inquiry.questions] == ["Wann kommt der Bus?", "Wer zahlt das?"]


@pytest.mark.parametrize(
    "wish",
    [
        "Wir bitten um Beantwortung bis zum 15.02.2025 sowie um Übersendung an alle Fraktionen.",
        "Die Begründung erfolgt mündlich.",
        "Für die Beantwortung in der nächsten Sitzung danken wir.",
    ],
)
def test_wishes_are_no_reasons(wish: str) -> None:
    (inquiry,) = parse_text(LETTER.format(end=f"{wish}\n\nMit freundlichen Grüßen\nMax Hierl"))
    assert inquiry.rationale is None and len(inquiry.questions) == 2 and inquiry.questions[1].text == "Wer zahlt das?"


def test_a_role_behind_a_name_is_nobody() -> None:
    (inquiry,) = parse_text(LETTER.format(end="i.A. Jonas Vent, Fraktionsmitarbeiter"))
    assert [(person.name, person.role) for person in inquiry.signatories] == [("Jonas Vent", "Fraktionsmitarbeiter")]


@pytest.mark.parametrize(
    "name", ["Antrag auf Auskunft: Kitas", "Antrag auf Beantwortung von Fragen", "Antrag zur Aufnahme einer Anfrage in die Tagesordnung"]
)
def test_an_inquiry_that_calls_itself_a_motion(name: str) -> None:
    text = f"CSU-Fraktion\nAuental, 15.02.2024\n\n{name}\n\nWir bitten um Auskunft zu folgenden Fragen:\n\n1. Wie viele?\n2. Wer wartet?\n"
    (inquiry,) = parse_text(text)
    assert inquiry.document_type == "inquiry" and len(inquiry.questions) == 2


def test_a_motion_for_something_else_stays_one() -> None:
    with pytest.raises(NotAnInquiryError):
        parse_text(
            "CSU-Fraktion\n\nAntrag auf Bau einer Kita\n\nDer Rat beschließt:\n1. Die Kita wird gebaut.\n2. Das Geld wird bereitgestellt.\n"
        )


@pytest.mark.parametrize(
    ("text", "lead_in"),
    [
        ("zu o. g. Sitzung bitten wir um Antwort auf folgende Fragen:", "zu o. g. Sitzung bitten wir um Antwort auf folgende Fragen:"),
        (
            "Das ist ernst. Gem. § 24 GO bitten wir um Antwort auf folgende Fragen:",
            "Gem. § 24 GO bitten wir um Antwort auf folgende Fragen:",
        ),
    ],
)
def test_abbreviations_end_no_sentence(text: str, lead_in: str) -> None:
    (inquiry,) = parse_text(f"SPD-Fraktion\nAnfrage: Bad\n\n{text}\n1. Wann?\n2. Wer zahlt das?\n")
    assert inquiry.blocks[0].lead_in == lead_in


def test_the_council_above_the_group_is_no_title() -> None:
    head = "Drucksache 18/4711\nStadtbezirksrat Südstadt-Au der Stadt Auental\n\nSPD-Fraktion\n\nAuental, 30.08.2023\n\nAnfrage"
    (inquiry,) = parse_text(
        f"{head}\n\nDer Brunnen ist seit Juni außer Betrieb.\n\nWir fragen die Verwaltung:\n\n1. Wann läuft er?\n2. Wer zahlt das?\n"
    )
    assert (inquiry.title, inquiry.number) == (None, "18/4711")


def test_a_name_whose_line_ends_with_a_colon_is_no_lead_in_alone() -> None:
    (inquiry,) = parse_text(
        "Gemeinde Auental\n\nAnfrage der ÖDP-Fraktion vom 06.03.2016: Die Digitalisierung der Bauakten:\nStand und weiteres Vorgehen\n\n"
        "1.Kosten\n1.1 Was kostet sie? Bitte jeweils einzeln begründen.\n\nErläuterung:\nEs gab Beschwerden zu den Bauakten.\n"
    )
    assert inquiry.title == "Die Digitalisierung der Bauakten: Stand und weiteres Vorgehen"
    assert [(q.label, q.text) for q in inquiry.questions] == [("1.1", "Was kostet sie? Bitte jeweils einzeln begründen.")]
