"""Answers printed in an inquiry's own paper: behind all questions, between them, below a list with pages, to several together."""

from io import BytesIO
from typing import Any

import pytest

from anfrage_parser.assemble.answers.place import without_page_numbers
from anfrage_parser.assemble.ledger import Ledger
from anfrage_parser.conventions import load
from anfrage_parser.exporters import ExportOptions
from anfrage_parser.exporters.columns import answer
from anfrage_parser.exporters.markdown import export
from anfrage_parser.label import label
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_text
from anfrage_parser.record.build import as_dict
from anfrage_parser.review.rows import rows
from anfrage_parser.search.matches import questions_of
from anfrage_parser.text.answer_marks import is_head, joint, mark
from tests.assemble.reading import cases, check, check_laws

HEAD = "Kleine Anfrage\nder Abgeordneten Ute Krahl (SPD)\nvom 03.02.2025\nStege am Grünsee\n\n"
ASKS = "Ich frage das Amt:\n"
Q1, Q2, Q3 = "Wie viele Stege gibt es am See?", "Was kosten sie im Jahr?", "Wer pflegt sie?"
LIST = f"1. {Q1}\n2. {Q2}\n3. {Q3}\n"
A1, A2, A3 = "Am See gibt es neun Stege.", "Sie kosten 40.000 Euro.", "Das Bauamt pflegt sie."
BOTH = "Es gibt neun Stege, sie kosten 40.000 Euro."
SINGLE: dict[str, Any] = {
    "questions": [Q1, Q2, Q3],
    "single_answers": [A1, A2, A3],
    "joint_answers": [],
    "document_type": "inquiry_with_answer",
}
SINGLE |= {"rationale": None, "signatories": [], "unassigned": []}
JOINT = SINGLE | {"single_answers": [None, None, A3], "joint_answers": [(["1", "2"], [1, 2], BOTH)]}

INTRODUCED = (
    "Antwort\n",
    "Antwort des Bezirksamts Tallau vom 12.05.2025\nIhre Anfrage beantworte ich wie folgt:\n",
    "Die Verwaltung nimmt zu den Fragen wie folgt Stellung:\n",
    "Stellungnahme der Verwaltung\nSehr geehrte Frau Krahl,\ndie Fragen werden wie folgt beantwortet:\n",
    "A n t w o r t\nMit Schreiben vom 1. Mai 2025 Nr. VM3-0141 beantwortet das Amt die Kleine Anfrage wie folgt:\n",
    "",
)
MARKS = (
    "Zu {n}:\n", "Zu {n}.:\n", "Zu {n}.: ", "Zu Frage {n}:\n", "Antwort zu Frage {n}: ", "Zu {n})\n", "Zur Frage {n}:\n",
    "Antwort zu {n}:\n",
    "Zu Frage Nr. {n}\n", "zu {n}.: ", "A{n}: ",
)  # fmt: skip


def replies(pattern: str, *texts: str) -> str:
    return "\n".join(pattern.format(n=n) + text for n, text in enumerate(texts, 1)) + "\n"


@pytest.mark.parametrize("pattern", MARKS)
@pytest.mark.parametrize("intro", INTRODUCED, ids=lambda text: text[:20].strip() or "nothing")
def test_behind_all_questions(intro: str, pattern: str) -> None:
    check(f"{HEAD}{ASKS}{LIST}\n{intro}\n{replies(pattern, A1, A2, A3)}", SINGLE)


@pytest.mark.parametrize("pattern", [*MARKS, "Antwort:\n", "Antwort: ", "Antwort des Amtes:\n"])
@pytest.mark.parametrize("number", ["{n}. ", "Frage {n}:\n", "{n}) "])
def test_between_the_questions(number: str, pattern: str) -> None:
    rows = zip((Q1, Q2, Q3), (A1, A2, A3), strict=True)
    text = "".join(f"{number.format(n=n)}{q}\n{pattern.format(n=n)}{a}\n\n" for n, (q, a) in enumerate(rows, 1))
    check(f"{HEAD}{ASKS}\n{text}", SINGLE)


@pytest.mark.parametrize("mark", ["", "Zu {n}.:\n", "Zu Frage {n}: ", "Antwort zu Frage {n}:\n"])
@pytest.mark.parametrize("number", ["{n}. ", ""])
@pytest.mark.parametrize("intro", [row for row in INTRODUCED if row], ids=lambda text: text[:20].strip())
def test_questions_twice(intro: str, number: str, mark: str) -> None:
    rows = zip((Q1, Q2, Q3), (A1, A2, A3), strict=True)
    text = "".join(f"{number.format(n=n)}{q}\n{mark.format(n=n)}{a}\n\n" for n, (q, a) in enumerate(rows, 1))
    if number or mark:
        check(f"{HEAD}{ASKS}{LIST}\n{intro}\n{text}", SINGLE)


@pytest.mark.parametrize("pages", [" 2\n", " .......... 2\n", "   2\n", " … 2\n"])
@pytest.mark.parametrize("hint", ["", "Hinweise des Landtagsamts 3\n", "Anlage zu Frage 1 4\n"])
def test_a_list_of_pages(hint: str, pages: str) -> None:
    asked = "".join(f"{n}. {q}{pages}" for n, q in enumerate((Q1, Q2, Q3), 1))
    again = "".join(f"{n}. {q}\n{a}\n" for n, (q, a) in enumerate(((Q1, A1), (Q2, A2), (Q3, A3)), 1))
    end = "Hinweise des Landtagsamts\nZitate prüft das Landtagsamt nicht.\n" if hint else ""
    check(f"{HEAD}{ASKS}{asked}{hint}\fAntwort\ndes Amtes für Gewässer\nvom 06.05.2025\n{again}{end}", SINGLE)


TOGETHER = (
    ("Zu 1. und 2.:\n", ["1", "2"]),
    ("Zu den Fragen 1 und 2:\n", ["1", "2"]),
    ("Zu 1 bis 2: ", ["1 bis 2"]),
    ("Antwort zu 1 und 2:\n", ["1", "2"]),
    ("Zu Fragen 1, 2:\n", ["1", "2"]),
    ("Die Fragen 1 und 2 werden gemeinsam beantwortet.\n", ["1", "2"]),
    ("Die Fragen 1 und 2 werden wegen ihres Sachzusammenhangs zusammen beantwortet. ", ["1", "2"]),
    ("Wegen des Zusammenhangs werden die Fragen 1 und 2 gemeinsam beantwortet:\n", ["1", "2"]),
    ("Zu 1. und 2.:\nDie Fragen 1 und 2 werden aufgrund des Zusammenhangs gemeinsam beantwortet.\n", ["1", "2"]),
)


@pytest.mark.parametrize(("said", "labels"), TOGETHER)
@pytest.mark.parametrize("twice", [True, False], ids=["twice", "between"])
def test_answers_to_several(said: str, labels: list[str], twice: bool) -> None:
    above = f"{LIST}\nAntwort\nDas Amt beantwortet die Fragen wie folgt:\n" if twice else ""
    text = f"{HEAD}{ASKS}\n{above}1. {Q1}\n2. {Q2}\n{said}{BOTH}\n\n3. {Q3}\nZu 3.:\n{A3}\n"
    check(text, JOINT | {"joint_answers": [(labels, [1, 2], BOTH)]})


OFFICE = "Lore Minx\nBezirksstadträtin\n"
ENDS = (
    OFFICE,
    "Bezirksstadträtin Lore Minx\n",
    "Mit freundlichen Grüßen\nLore Minx\n",
    "Tallau, den 11.09.2025\nIn Vertretung\nDr. Lore Minx\nSenatsverwaltung für Gewässer\n",
    "Ausgegeben: 09.01.2025\n",
    "(verteilt am 09.01.2025)\n",
    "Dr. Minx\nMinister für Gewässer\n",
)


@pytest.mark.parametrize("end", ENDS)
@pytest.mark.parametrize("between", [True, False], ids=["between", "behind"])
def test_the_end_of_the_answers(end: str, between: bool) -> None:
    rows = "".join(f"{n}. {q}\nZu {n}.: {a}\n" for n, (q, a) in enumerate(((Q1, A1), (Q2, A2), (Q3, A3)), 1))
    text = rows if between else f"{LIST}\n{replies('Zu {n}.: ', A1, A2, A3)}"
    check(f"{HEAD}{ASKS}{text}\n{end}", SINGLE)


MORE = cases(
    ("paragraphs", f"{HEAD}{ASKS}{LIST}\nAntwort\nZu 1:\n{A1}\n\n{BOTH}\n\nZu 2: {A2}\nZu 3: {A3}\n",
     SINGLE | {"single_answers": [f"{A1}\n\n{BOTH}", A2, A3]}),
    ("one answer to all", f"{HEAD}{ASKS}{LIST}\nAntwort der Verwaltung\n{BOTH}\n",
     SINGLE | {"single_answers": [None] * 3, "joint_answers": [([], [1, 2, 3], BOTH)]}),
    ("one question", f"{HEAD}{ASKS}1. {Q1}\n\nAntwort der Verwaltung\n{A1}\n",
     {"single_answers": [A1], "document_type": "inquiry_with_answer"}),
    ("parts", f"{HEAD}{ASKS}1. {Q1}\n1.1 {Q2}\n2. {Q3}\n\nZu 1.: {A1}\nZu 1.1: {A2}\nZu 2.: {A3}\n",
     {"single_answers": [A1, A3], "joint_answers": [(["1.1"], [1], A2)], "rationale": None}),
    ("a question with its parts", f"{HEAD}{ASKS}1. {Q1}\na) {Q2}\nb) {Q3}\n2. {Q3}\n\nZu 1, a) und b)\n{BOTH}\nZu 2.: {A3}\n",
     {"single_answers": [BOTH, A3], "joint_answers": []}),
    ("a sentence above", f"{HEAD}{ASKS}{LIST}\nDie Fragen werden wie folgt beantwortet:\nDie Stege sind alt.\n1. {Q1}\n{A1}\n",
     {"single_answers": [A1, None, None], "joint_answers": [([], [1, 2, 3], "Die Stege sind alt.")]}),
    ("bullets", f"{HEAD}{ASKS}- {Q1}\n- {Q2}\n\nAntwort des Amtes\nZu 1.:\n{A1}\nZu 2.:\n{A2}\n", {"single_answers": [A1, A2]}),
    ("no number for all", f"{HEAD}{ASKS}{LIST}\nAntwort\nZu 1:\n{A1}\nZu 3:\n{A3}\n", {"single_answers": [A1, None, A3]}),
    ("reasons above", f"{HEAD}{ASKS}{LIST}\nBegründung\nDie Stege sind alt.\n\nAntwort\nZu 1:\n{A1}\nZu 2: {A2}\nZu 3: {A3}\n",
     SINGLE | {"rationale": "Die Stege sind alt."}),
    ("a form's empty line", f"{HEAD}{ASKS}{LIST}\nAntwort der Verwaltung:\n", {"document_type": "inquiry", "single_answers": [None] * 3}),
    ("a wish below a heading", f"{HEAD}{ASKS}{LIST}\nBeantwortung\nWir bitten um eine schriftliche Antwort.\n",
     {"document_type": "inquiry"}),
    ("an earlier answer cited", f"{HEAD}In der Antwort zu Frage 3 hieß es, das werde geprüft.\n\n{ASKS}{LIST}",
     {"document_type": "inquiry", "questions": [Q1, Q2, Q3]}),
    ("a reason for each", f"{HEAD}{ASKS}{LIST}\nBegründung\nZur Frage der Kosten ist nichts bekannt.\n",
     {"document_type": "inquiry", "single_answers": [None] * 3}),
    ("a wish", f"{HEAD}{ASKS}\n1. {Q1}\nBitte nach Jahren aufschlüsseln.\nAntwort:\n{A1}\n\n2. {Q2}\nAntwort:\n{A2}\n",
     {"questions": [f"{Q1} Bitte nach Jahren aufschlüsseln.", Q2], "single_answers": [A1, A2]}),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MORE)
def test_more(text: str, expected: dict[str, Any]) -> None:
    check(text, expected)


QUOTED = "„1. Wie oft?\n2. Wer?\n3. Wann?“", "»1. Wie oft?\n\n2. Wer?«", "„a) Wie oft?\nb) Wer?“", '"1. Wie oft?\n2. Wer war es?"'


@pytest.mark.parametrize("quoted", QUOTED)
def test_quoted_questions(quoted: str) -> None:
    check(
        f"{HEAD}In dem Brief stand:\n\n{quoted}\n\nDas Amt schwieg.\n\n{ASKS}{LIST}",
        {"questions": [Q1, Q2, Q3], "document_type": "inquiry"},
    )


LETTERHEAD = "Stadt Tallau\nDer Bürgermeister\n\nTallau, 6. Mai 2025\n\n"
PAPER = f"{LETTERHEAD}Antwort auf die Anfrage vom 03.02.2025\n\nIhre Anfrage beantworte ich wie folgt:\n\n"


@pytest.mark.parametrize(
    "asked", [f"1. {Q1}\nZu 1: {A1}\n2. {Q2}\nZu 2: {A2}\n3. {Q3}\nZu 3: {A3}\n", replies("Zu Frage {n}:\n", A1, A2, A3)]
)
@pytest.mark.parametrize("signed", ["", "\nMit freundlichen Grüßen\nJens Roloff\n"])
def test_a_paper_of_its_own(asked: str, signed: str) -> None:
    text = f"{HEAD}{ASKS}{LIST}\nMit freundlichen Grüßen\n\nUte Krahl\n\f{PAPER}{asked}{signed}"
    check_laws(text)
    record = parse_source(read_text(text))[0]
    assert [question.answer for question in record.questions] == [A1, A2, A3]
    assert [person.name for person in record.signatories] == ["Ute Krahl"]
    assert "answer-follows" in [found.code for found in record.findings]


@pytest.mark.parametrize(
    "text", ["Zu 1.: Ja", "Zu den Fragen 1 bis 3:", "Antwort zu Frage 2", "Zu 4)", "Zu 2 a):", "Ad 3:", "Antwort 5: Nein"]
)
def test_marks(text: str) -> None:
    assert mark(text) is not None


@pytest.mark.parametrize(
    "text", ["Zu 1 haben wir nichts.", "Zu Frage", "Zum 1. Mai:", "Antwort bis 3. Mai", "Zu 3 Prozent", "Zu Beginn 1:"]
)
def test_no_marks(text: str) -> None:
    assert mark(text) is None


def test_no_pattern_is_slow() -> None:
    for text in (
        "Zu 1" + ", 2" * 4000,
        "Zu " + "1." * 4000,
        "Fragen 1 und 2 " + "werden " * 4000,
        "Antwort der " + "a " * 4000,
        "gemeinsam " * 900,
    ):
        mark(text), joint(text)
    units = label(read_text("1. Wie? " + ". " * 5000 + "\n2. Wie? " + "… " * 5000 + "x\n").lines, load("general"))
    assert len(without_page_numbers(units, Ledger())) == 2 and not any(is_head(unit) for unit in units)


def test_joint_answers_are_shown() -> None:
    text = f"{HEAD}{ASKS}{LIST}\nAntwort\nZu 1 und 2:\n{BOTH}\nZu 3:\n{A3}\n"
    (record,) = parse_source(read_text(text))
    out = BytesIO()
    export([record], out, ExportOptions(language="de"))
    assert f"**Antwort (1, 2):** {BOTH}" in out.getvalue().decode().replace("\\", "")
    assert [answer(record, question) for question in record.questions] == [BOTH, BOTH, A3]
    assert (BOTH, "1, 2") in [(row.value, row.marker) for row in rows(record, "de")]
    assert ("answers[0].text", "1, 2", 1, BOTH) in [(v.field, v.label, v.index, found) for v, found in questions_of(as_dict(record))]
