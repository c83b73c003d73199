"""What is struck out stands in the text as read and among what no field took, and in no value: in PDFs, office documents, web pages."""

from collections.abc import Callable, Sequence
from typing import Any

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from anfrage_parser.model import Line, Source
from anfrage_parser.parse import examine, parse_source
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.options import Options
from anfrage_parser.record.build import as_dict
from anfrage_parser.text.struck import BEGIN, END, struck, unmarked, without_struck
from tests.laws import check_evidence, check_nothing_lost, check_unassigned_listed
from tests.readers.test_visible import HEIGHT, LETTER, drawn
from tools.letters.docx import Parts, package
from tools.letters.odt import package as odt

SECOND = "2. Was kostet die Sanierung des Weges bis zur Mühle?"
FIRST, THIRD = "Wann wird der Weg am Ufer für alle wieder geöffnet?", "Wer trägt die Kosten für die Sperrung?"
Y = HEIGHT - 304.0
"""The baseline of the second question."""

Draw = Callable[[Any], None]


def until(text: str) -> float:
    """Where a text ends that begins where the second question does."""
    return 70.0 + float(stringWidth(text, "Helvetica", 11))


def stroke(start: float, end: float, up: float = 3.0, width: float = 0.7) -> Draw:
    def draw(canvas: Any) -> None:
        canvas.setLineWidth(width)
        canvas.line(start, Y + up, end, Y + up)

    return draw


def area(start: float, end: float, up: float = 2.8) -> Draw:
    return lambda canvas: canvas.rect(start, Y + up, end - start, 0.6, stroke=0, fill=1)


WHOLE: dict[str, Sequence[Draw]] = {
    "a stroke": [stroke(70, until(SECOND))],
    "a thin area": [area(70, until(SECOND))],
    "a stroke behind the number": [stroke(until("2. "), until(SECOND))],
    "a thick stroke": [stroke(68, until(SECOND) + 2, width=1.5)],
    "a stroke for each word": [
        stroke(until(SECOND[:at]), until(SECOND[:at] + word)) for at, word in ((SECOND.index(word), word) for word in SECOND.split())
    ],
    "two lines": [stroke(70, until(SECOND), 2.6, 0.4), stroke(70, until(SECOND), 3.8, 0.4)],
}

NONE: dict[str, Sequence[Draw]] = {
    "underlined": [stroke(70, until(SECOND), -1.5)],
    "underlined at the letters' feet": [stroke(70, until(SECOND), -0.3)],
    "a rule above": [stroke(70, until(SECOND), 9.5)],
    "a table's rule": [stroke(40, 550, 3.0)],
    "a rule beside the text": [stroke(until(SECOND) + 2, 540)],
    "a thick bar": [lambda canvas: canvas.rect(500, Y, 30, 8, stroke=0, fill=1)],
    "a line upright": [lambda canvas: canvas.line(90, Y - 20, 90, Y + 20)],
    "a dash over one letter": [stroke(until("2. Wa"), until("2. Was k"))],
}


def record(source: Source) -> dict[str, Any]:
    seen = examine(source)
    check_nothing_lost(seen)
    check_unassigned_listed(seen)
    check_evidence(seen)
    return as_dict(parse_source(source, evidence=True)[0])


def read(data: bytes, reader: str = "auto", words: bool = True) -> Source:
    return read_bytes(data, "x", options=Options(reader, words=words, ocr="off"))


def texts(row: dict[str, Any]) -> list[str]:
    return [question["text"] for question in row["questions"]]


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("name", WHOLE)
def test_a_question_crossed_out_on_a_page(name: str, reader: str) -> None:
    row = record(read(drawn(*WHOLE[name]), reader))
    assert texts(row) == [FIRST, THIRD]
    assert [question["label"] for question in row["questions"]] == ["1.", "3."]
    assert [left["text"] for left in row["unassigned"]] == [SECOND]
    assert "text-struck" in [found["code"] for found in row["findings"]]


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
@pytest.mark.parametrize("name", NONE)
def test_what_strikes_nothing_out(name: str, reader: str) -> None:
    row = record(read(drawn(*NONE[name]), reader))
    assert texts(row)[1] == SECOND[3:] and row["unassigned"] == [] and "text-struck" not in [f["code"] for f in row["findings"]]


@pytest.mark.parametrize("words", [True, False])
def test_words_within_a_question(words: bool) -> None:
    start, end = SECOND.index("des"), SECOND.index(" bis")
    source = read(drawn(stroke(until(SECOND[:start]), until(SECOND[:end]))), words=words)
    row = record(source)
    assert texts(row)[1] == "Was kostet die Sanierung bis zur Mühle?"
    assert [left["text"] for left in row["unassigned"]] == ["des Weges"]
    assert any(line.words for line in source.lines) is words


def test_the_title_and_a_page_beside() -> None:
    title = LETTER[4]
    draw: Draw = lambda canvas: canvas.line(70, HEIGHT - title[1] + 3, until(title[2]), HEIGHT - title[1] + 3)  # noqa: E731
    row = record(read(drawn(draw)))
    assert row["title"] != "Sanierung des Uferwegs" and title[2] in [left["text"] for left in row["unassigned"]]
    assert len(texts(row)) == 3


def test_a_reader_s_mark() -> None:
    data = drawn(
        lambda canvas: canvas.highlightAnnotation(
            "weg", (70, Y - 2, until(SECOND), Y + 9), [70, Y + 9, until(SECOND), Y + 9, 70, Y - 2, until(SECOND), Y - 2]
        )
    )
    assert texts(record(read(data)))[1] == SECOND[3:]
    assert texts(record(read(data.replace(b"/Highlight", b"/StrikeOut")))) == [FIRST, THIRD]


SAID = [("Stadt Auental", ""), ("Anfrage: Gutachten", ""), ("Wir fragen:", "")]
ASKED = [("1. Wann kommt der Bus?", ""), ("2. Wer zahlt das?", "all"), ("3. Was kostet der ", "half")]


def word(text: str, how: str) -> str:
    runs = {"": ((text, ""),), "all": ((text, "<w:strike/>"),), "half": ((text, ""), ("alte ", "<w:strike/>"), ("Zug?", ""))}[how]
    return "<w:p>" + "".join(f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{t}</w:t></w:r>" for t, look in runs) + "</w:p>"


def writer(text: str, how: str) -> str:
    gone = "<text:span text:style-name='S'>{}</text:span>"
    return "<text:p>" + {"": text, "all": gone.format(text), "half": text + gone.format("alte ") + "Zug?"}[how] + "</text:p>"


def rich(text: str, how: str) -> str:
    return {"": text, "all": f"{{\\strike {text}}}", "half": f"{text}{{\\strike alte }}Zug?"}[how] + "\\par "


def page(text: str, how: str) -> str:
    return f"<p>{ {'': text, 'all': f'<s>{text}</s>', 'half': f'{text}<s>alte </s>Zug?'}[how] }</p>"


ODT_STYLE = "<style:style style:name='S' style:family='text'><style:text-properties style:text-line-through-style='solid'/></style:style>"
MADE: dict[str, bytes] = {
    "Word": package(Parts("".join(word(*row) for row in (*SAID, *ASKED)))),
    "Writer": odt("".join(writer(*row) for row in (*SAID, *ASKED)), ODT_STYLE),
    "rich text": ("{\\rtf1\\ansi\\ansicpg1252\\deff0 " + "".join(rich(*row) for row in (*SAID, *ASKED)) + "}").encode("cp1252"),
    "a web page": f"<!DOCTYPE html><html><body>{''.join(page(*row) for row in (*SAID, *ASKED))}</body></html>".encode(),
}


@pytest.mark.parametrize("name", MADE)
def test_office_documents(name: str) -> None:
    row = record(read(MADE[name]))
    assert texts(row) == ["Wann kommt der Bus?", "Was kostet der Zug?"]
    assert [left["text"] for left in row["unassigned"]] == ["2. Wer zahlt das?", "alte"]
    assert [f["code"] for f in row["findings"]].count("text-struck") == 1 and "text-unseen" not in [f["code"] for f in row["findings"]]


def test_marks() -> None:
    text = f"a {struck('b')} c\n{struck('d')}\f{struck('e')}{struck('f')}"
    assert unmarked(text) == ("a b c\nd\fef", {0: ((2, 3),), 1: ((0, 1),), 2: ((0, 1), (1, 2))})
    assert struck("a\n\nb") == f"{BEGIN}a{END}\n\n{BEGIN}b{END}" and struck(" ") == " "
    assert unmarked(f"{BEGIN}a\nb{END} c") == ("a\nb c", {0: ((0, 1),), 1: ((0, 1),)})
    assert unmarked("a b") == ("a b", {})


@pytest.mark.parametrize(
    ("raw", "ranges", "left"),
    [("Neue alte Anfrage", ((5, 10),), "Neue Anfrage"), ("2. alt", ((3, 6),), ""), ("a) alt", ((3, 6),), ""), ("• alt.", ((2, 5),), ""),
     ("Busse", ((4, 5),), "Buss"), ("alt neu", ((0, 3),), "neu"), ("neu alt", ((3, 7),), "neu"), ("Frage 1: alt", ((9, 12),), "")],
)  # fmt: skip
def test_what_is_left_of_a_line(raw: str, ranges: tuple[tuple[int, int], ...], left: str) -> None:
    line = without_struck(Line(1, 1, 0, raw, raw), ranges)
    assert line.text.strip() == left and [raw[line.at(n)] for n in range(len(line.text))] == list(line.text)
