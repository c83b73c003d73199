"""Where a letter ends and which of its lists ask: lines that only look like a signature, thanks, facts, reasons, paragraphs of a law."""

from typing import Any

import pytest

from anfrage_parser import parse_text

HEAD = "SPD-Fraktion\nMusterstadt, 06.11.2023\nAnfrage: Gutachten\n\n"
END = "\n\nMit freundlichen Grüßen\nMax Hierl\n"
TWO = "1. Wann kommt der Bus?\n2. Wer zahlt das?"
ASKED = ["Wann kommt der Bus?", "Wer zahlt das?"]


def read(text: str, end: str = END) -> dict[str, Any]:
    """What a letter asks, with its parts and what frames it."""
    (record,) = parse_text(HEAD + text + end)
    return {
        "questions": [q.text for q in record.questions],
        "labels": [q.label for q in record.questions],
        "parts": [[p.text for p in q.parts] for q in record.questions],
        "tails": [q.tail for q in record.questions],
        "preamble": record.preamble,
        "rationale": record.rationale,
        "headings": [b.heading for b in record.blocks],
        "signatories": [s.name for s in record.signatories],
        "unassigned": [u.text for u in record.unassigned],
    }


LEAD_INS = [
    "im Namen der SPD-Fraktion stelle ich folgende Anfrage:",
    "für die Fraktion bitte ich um Beantwortung folgender Fragen:",
    "Für die Fraktion fragen wir daher:",
    "stellvertretend für die Anwohner fragen wir:",
    "im Auftrag der SPD-Fraktion frage ich:",
]


@pytest.mark.parametrize("words", LEAD_INS)
def test_a_lead_in_that_begins_like_a_signature(words: str) -> None:
    found = read(f"Sehr geehrte Frau Bürgermeisterin,\n\nder Bus fehlt.\n\n{words}\n\n{TWO}")
    assert (found["questions"], found["preamble"], found["signatories"]) == (ASKED, "der Bus fehlt.", ["Max Hierl"])


def test_no_letter_ends_above_its_first_question() -> None:
    found = read(f"Sehr geehrte Frau Bürgermeisterin,\n\nim Namen der SPD-Fraktion\n\n{TWO}")
    assert found["questions"] == ASKED
    found = read(f"Unterschriften wurden übergeben. Wir fragen:\n\n{TWO}")
    assert (found["questions"], found["preamble"]) == (ASKED, "Unterschriften wurden übergeben.")


SECOND_LINES = [
    "Unterschriften wurden gesammelt?",
    "im Auftrag des Landes erstellt?",
    "im Namen der Stadt?",
    "unterzeichnet werden?",
    "unterschrieben von wem?",
    "i. V. m. § 3 GO geprüft?",
    "für die Richtigkeit?",
    "im Auftrag der Stadt\nerstellt?",
    "Unterschriften\nwurden gesammelt?",
]


@pytest.mark.parametrize("line", SECOND_LINES)
def test_a_second_line_that_begins_like_a_signature(line: str) -> None:
    found = read(f"Wir fragen:\n1. Wie viele\n{line}\n2. Wer zahlt das?\n3. Wann kommt es?")
    assert found["questions"] == [f"Wie viele {line}".replace("\n", " "), "Wer zahlt das?", "Wann kommt es?"]


REASONS = [
    "Im Auftrag der Stadt wurde geprüft. Es liegt nichts vor.\n\nDie Bürger warten seit 2021.",
    "Das Gutachten wurde\nim Auftrag der Stadt erstellt.\n\nDie Bürger warten seit 2021.",
    "Im Auftrag der Stadt\nwurde geprüft.\n\nDie Bürger warten seit 2021.",
    "Für die Fraktion ist das wichtig.",
]


@pytest.mark.parametrize("reasons", REASONS)
def test_reasons_that_begin_like_a_signature(reasons: str) -> None:
    found = read(f"Wir fragen:\n{TWO}\n\nBegründung:\n{reasons}")
    said = "\n\n".join(paragraph.replace("\n", " ") for paragraph in reasons.split("\n\n"))
    assert (found["rationale"], found["signatories"], found["unassigned"]) == (said, ["Max Hierl"], [])


SIGNATURES = [
    "Im Auftrag\nEva Muster",
    "i. A. Eva Muster",
    "Im Namen der SPD-Fraktion\nEva Muster",
    "Für die Fraktion:\nEva Muster, stellv. Vorsitzende",
    "gez. Eva Muster",
    "Stellvertretend für die SPD-Ratsfraktion:\nEva Muster",
]


@pytest.mark.parametrize("end", SIGNATURES)
def test_signatures(end: str) -> None:
    found = read(f"Wir fragen:\n{TWO}\n\n", end)
    assert (found["questions"], found["signatories"], found["rationale"]) == (ASKED, ["Eva Muster"], None)


def test_a_sentence_among_the_signatures_is_not_lost() -> None:
    sentence = "Wir behalten uns vor, in der nächsten Sitzung weitere Fragen zum Gutachten zu stellen."
    assert read(f"Wir fragen:\n{TWO}\n\ngez. Eva Muster\n\n", sentence)["unassigned"] == [sentence]


THANKS = [
    ("vielen Dank für die Antwort vom 02.02.2024. Dazu haben wir folgende Nachfragen:", "vielen Dank für die Antwort vom 02.02.2024."),
    ("wir danken für die Antwort. Wir fragen nach:", "wir danken für die Antwort."),
    ("vielen Dank für Ihre Antwort. Daraus ergeben sich\nweitere Fragen:", "vielen Dank für Ihre Antwort."),
    ("vielen Dank für Ihre Antwort.\n\nDazu fragen wir:", "vielen Dank für Ihre Antwort."),
]


@pytest.mark.parametrize(("thanks", "preamble"), THANKS)
@pytest.mark.parametrize("questions", [TWO, "Wann kommt der Bus?\n\nWer zahlt das?", "- Wann kommt der Bus?\n- Wer zahlt das?"])
def test_thanks_that_announce_questions(thanks: str, preamble: str, questions: str) -> None:
    found = read(f"Sehr geehrte Frau Bürgermeisterin,\n\n{thanks}\n\n{questions}\n\nVielen Dank im Voraus.")
    assert (found["questions"], found["signatories"], found["rationale"]) == (ASKED, ["Max Hierl"], None)
    assert found["preamble"] == preamble


LISTS_OF_REASONS = [
    "1. Der Bus fehlt. Wer soll das verstehen?\n2. Die Schule ist weit.",
    "Die Eltern fragen uns:\n- Wann kommt der Bus?\n- Wer hilft uns?\nDas ist unbefriedigend.",
    "Die Eltern fragen uns:\n1. Wann kommt der Bus?\n2. Wer hilft uns?",
]


@pytest.mark.parametrize("reasons", LISTS_OF_REASONS)
@pytest.mark.parametrize("announced", ["Wir fragen:", "Fragen"])
def test_a_list_of_reasons(reasons: str, announced: str) -> None:
    found = read(f"{announced}\n{TWO}\n\nBegründung:\n{reasons}")
    assert (found["questions"], found["rationale"]) == (ASKED, reasons.replace("\n", "\n\n"))


@pytest.mark.parametrize("announced", ["Wir fragen daher:", "Fragen", "Die Fraktion möchte wissen:"])
def test_questions_behind_reasons(announced: str) -> None:
    found = read(f"Wir fragen:\n{TWO}\n\nSachverhalt:\nDie Schule ist weit.\n\n{announced}\n1. Wann öffnet sie?\n2. Wer lehrt?")
    assert found["questions"] == [*ASKED, "Wann öffnet sie?", "Wer lehrt?"]


FACTS = [
    "Uns liegen folgende Informationen vor:\n\n- 34 Bauplätze sind ausgewiesen\n- 12 davon sind verkauft",
    "In der Antwort der Verwaltung heißt es:\n- 34 Bauplätze\n- 12 verkauft",
    "So blieben\n\n• der Kirchberg,\n• die Lindenstraße\n\nungeräumt.",
    "Nach § 12\n(1) sind Wege zu räumen.\n(2) ist zu streuen.",
]


@pytest.mark.parametrize("facts", FACTS)
@pytest.mark.parametrize("questions", [TWO, "- Wann kommt der Bus?\n- Wer zahlt das?", "• Wann kommt der Bus?\n\n• Wer zahlt das?"])
def test_a_list_of_facts_asks_nothing(facts: str, questions: str) -> None:
    found = read(f"Sehr geehrte Frau Bürgermeisterin,\n\n{facts}\n\nWir möchten wissen:\n\n{questions}")
    assert (found["questions"], found["unassigned"]) == (ASKED, [])
    assert found["preamble"].split() == facts.split()


def test_two_lists_that_ask_without_a_question_mark() -> None:
    found = read("Wir bitten um Auskunft zu folgenden Punkten:\n- Kosten der Halle\n- Zahl der Plätze\n\nWir fragen:\n- Wer zahlt das?")
    assert found["questions"] == ["Kosten der Halle", "Zahl der Plätze", "Wer zahlt das?"]


FOOT = "\n\nSPD-Fraktion im Stadtrat Musterstadt · Rathaus · 08999 Musterstadt\nTelefon 0371 555 10 · www.spd.example   Seite {} von 2"


@pytest.mark.parametrize("foot", [FOOT, "\n\n{}", "\n\n\n{}\n\n"])
@pytest.mark.parametrize("first", [0, 1])
def test_a_foot_in_the_middle_of_a_question(foot: str, first: int) -> None:
    pages = [f"{HEAD}Wir fragen:\n\n1. Wann kommt der", f"Bus?\n2. Wer zahlt das?{END}"]
    text = "\f".join(page + foot.format(first + number) for number, page in enumerate(pages))
    (record,) = parse_text(text)
    assert [q.text for q in record.questions] == ASKED
    assert [s.name for s in record.signatories] == ["Max Hierl"]


@pytest.mark.parametrize("torn", ["\n\n2\n\n\f", "\n\f2\n\n"])
def test_a_lone_number_at_the_edge_of_a_page(torn: str) -> None:
    assert read(f"Wir fragen:\n\n1. Wann kommt der{torn}Bus?\n2. Wer zahlt das?")["questions"] == ASKED


MARKERS = [
    ("1.a) Wann kommt er?\n1.b) Wer fährt?\n2. Wer zahlt?", ["", "Wer zahlt?"], [["Wann kommt er?", "Wer fährt?"], []]),
    ("1. Wer zahlt?\n2.a) Wann kommt er?\nb) Wer fährt?\n2.c) Wo?", ["Wer zahlt?", ""], [[], ["Wann kommt er?", "Wer fährt?", "Wo?"]]),
    ("1a) Wann kommt er?\n1b) Wer fährt?\n2) Wer zahlt?", ["Wann kommt er?", "Wer fährt?", "Wer zahlt?"], [[], [], []]),
    ("1. Frage: Wann kommt er?\n2. Frage: Wer zahlt?", ["Wann kommt er?", "Wer zahlt?"], [[], []]),
    ("1. Frage\nWann kommt er?\n2. Frage\nWer zahlt?", ["Wann kommt er?", "Wer zahlt?"], [[], []]),
    ("1) Frage:\n\nWann kommt er?\n\n2) Frage:\n\nWer zahlt?", ["Wann kommt er?", "Wer zahlt?"], [[], []]),
    (
        "1. Frage der Kosten: Wer zahlt?\n2. Fragen bleiben: Wer baut?",
        ["Frage der Kosten: Wer zahlt?", "Fragen bleiben: Wer baut?"],
        [[], []],
    ),
]


@pytest.mark.parametrize(("text", "questions", "parts"), MARKERS)
def test_markers(text: str, questions: list[str], parts: list[list[str]]) -> None:
    found = read(f"Wir fragen:\n{text}")
    assert (found["questions"], found["parts"]) == (questions, parts)


TOPICS = [
    (
        "1. Kosten\n\n- Wann kommt der Bus?\n- Warum fehlt der Bericht für das\n3. Quartal?\n\n2. Zeit\n\n- Wer baut?",
        3,
    ),
    ("1. Kosten\n1.1 Wann kommt der Bus?\n1.2 Wer zahlt?\n2. Zeit\n2.1 Wie lange noch?\n2.2 Wer baut?", 4),
]


@pytest.mark.parametrize(("text", "count"), TOPICS)
@pytest.mark.parametrize("above", ["Wir fragen:\n", "Wie es in der Stadt mit dem Verkehr und den Bussen weitergehen soll und wann\n"])
def test_numbered_topics_over_what_is_asked(text: str, count: int, above: str) -> None:
    assert len(read(above + text)["questions"]) == count


@pytest.mark.parametrize("foot", ["\n", "\n\nSeite 1 von 2\n\n"])
@pytest.mark.parametrize("head", ["", "SPD-Fraktion\n\n", "\nAnfrage: Gutachten\n\n"])
def test_questions_in_one_paragraph_over_two_pages(foot: str, head: str) -> None:
    (record,) = parse_text(
        f"{HEAD}Wir fragen:\n\n1. Wann kommt er? 2. Sind Fälle aus anderen{foot}\f{head}Städten bekannt? 3. Wer zahlt?{END}"
    )
    assert [q.text for q in record.questions] == ["Wann kommt er?", "Sind Fälle aus anderen Städten bekannt?", "Wer zahlt?"]


def test_a_number_below_a_blank_line_counts_nothing_within_a_line() -> None:
    found = read("Wir fragen:\n\n1. Wann kommt der Bus?\n\nGebaut wird bis Mai. 2. Wer zahlt das?")
    assert len(found["questions"]) == 1


@pytest.mark.parametrize("foot", ["", "\n\nSeite 1 von 2"])
def test_a_heading_that_begins_a_page(foot: str) -> None:
    text = f"{HEAD}Wir fragen:\n\n1. Wann kommt er?\n2. Bitte listen Sie die Kosten auf.{foot}\f{{}}\n\n3. Wer zahlt?{END}"
    (record,) = parse_text(text.format("Zuständigkeiten"))
    assert [q.text for q in record.questions] == ["Wann kommt er?", "Bitte listen Sie die Kosten auf.", "Wer zahlt?"]
    assert [b.heading for b in record.blocks] == [None, "Zuständigkeiten"]
    (record,) = parse_text(text.format("nach Jahren getrennt"))
    assert record.questions[1].text == "Bitte listen Sie die Kosten auf. nach Jahren getrennt"


def test_reasons_without_a_question() -> None:
    (record,) = parse_text(f"Anfrage: Zustand der Busse in der Stadt\n\nBegründung:\nDie Busse sind alt.{END}")
    assert (record.preamble, record.rationale, record.questions) == (None, "Die Busse sind alt.", [])


def test_what_is_announced_is_missing() -> None:
    text = f"{HEAD}Die Busse sind alt.\n\nDie SPD-Fraktion bittet daher um Antwort auf folgende Fragen:\n\n\nMax Hierl, Stadtrat\n"
    (record,) = parse_text(text)
    assert not record.questions and not record.unassigned and "questions-missing" in {finding.code for finding in record.findings}


YEARS = ["im Jahr 2022,", "im Jahr 2023"]
PARTS = [
    ("1. Wie verteilen sich die Kosten\nauf\n- Bau\n- Technik\n- Hof?\n2. Wann?", [["Bau", "Technik", "Hof?"], []], None),
    ("1. Wann?\n2. Wie viele Ausweise wurden\n2.1. im Jahr 2022,\n2.2. im Jahr 2023\nausgestellt?", [[], YEARS], "ausgestellt?"),
    ("1. Wann?\n2. Wie viele Ausweise wurden\n\n2.1. im Jahr 2022,\n2.2. im Jahr 2023\n\nausgestellt?", [[], YEARS], "ausgestellt?"),
    ("1. Wie viele Ausweise wurden\n1.1. im Jahr 2022,\n1.2. im Jahr 2023\nausgestellt?\n2. Wann?", [YEARS, []], "ausgestellt?"),
    ("1. Was\na) steht leer,\nb) ist im letzten Jahr\nfertig?\n2. Wann?", [["steht leer,", "ist im letzten Jahr fertig?"], []], None),
]  # fmt: skip


@pytest.mark.parametrize(("text", "parts", "tail"), PARTS)
def test_parts(text: str, parts: list[list[str]], tail: str | None) -> None:
    found = read(f"Wir fragen:\n{text}")
    assert (found["parts"], next((t for t in found["tails"] if t), None)) == (parts, tail)


@pytest.mark.parametrize("marks", ["01 |02 ", "1 |2 ", "1 – |2 – ", "1 - |2 - ", "> |> ", "+ |+ ", "1\t|2\t"])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_seldom_markers(marks: str, between: str) -> None:
    items = [mark + question for mark, question in zip(marks.split("|"), ASKED, strict=True)]
    assert read(f"Wir fragen:\n{between.join(items)}")["questions"] == ASKED
    assert read(f"Wir fragen:\n\nNr. Frage\n{between.join(items)}")["questions"] == ASKED


NO_MARKERS = [
    "1. Wie viele Plätze sind für\n3 – 4 Kinder vorgesehen?\n2. Was haben Kinder der Klasse\n2 Wichtiges gelernt?",
    "1. Wie viele Böden sind in Z 2 und\n> Z 2 einzustufen?\n2. Wie teuer sind Bau\n+ Technik?",
]


@pytest.mark.parametrize("text", NO_MARKERS)
def test_signs_in_a_sentence_mark_nothing(text: str) -> None:
    assert len(read(f"Wir fragen:\n{text}")["questions"]) == 2


def test_questions_quoted_in_an_attachment() -> None:
    end = f"{END}\nAnlage\n\nAntwort der Verwaltung vom 01.02.2022:\n1. Wie viele Busse gibt es?\nEs gibt 12 Busse."
    found = read(f"Wir fragen:\n{TWO}", end)
    assert (found["questions"], found["signatories"]) == (ASKED, ["Max Hierl"])
    assert "1. Wie viele Busse gibt es?" in found["unassigned"]


@pytest.mark.parametrize("questions", [TWO, "- Wann kommt der Bus?\n- Wer zahlt das?"])
def test_a_list_is_no_heading(questions: str) -> None:
    facts = "der Rat beschloss:\n1. Bau der Halle\n2. Kauf des Grundstücks"
    found = read(f"Sehr geehrte Frau Bürgermeisterin,\n\n{facts}\n\nWir fragen:\n{questions}")
    assert (found["questions"], found["headings"]) == (ASKED, [None])
    assert found["preamble"].split() == facts.split()


WORDED = [("F1: ", "F2: "), ("F 1) ", "F 2) "), ("Erste Frage: ", "Zweite Frage: "), ("Erste Frage:\n", "Zweite Frage:\n")]


@pytest.mark.parametrize("marks", WORDED)
@pytest.mark.parametrize("announced", ["Wir fragen:\n", ""])
def test_questions_that_are_counted_in_words(marks: tuple[str, str], announced: str) -> None:
    found = read(announced + "\n".join(mark + question for mark, question in zip(marks, ASKED, strict=True)))
    assert (found["questions"], found["labels"]) == (ASKED, [mark.strip() for mark in marks])
