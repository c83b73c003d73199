"""Footnotes in documents of other programs: a raised number is the mark of one, in PDF, Word, Writer, rich text and web pages."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import getSampleStyleSheet
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer

from anfrage_parser.parse import examine, parse_source
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.options import Options
from anfrage_parser.readers.pdf.raised import with_raised
from tests.laws import check_evidence, check_nothing_lost, check_unassigned_listed
from tools.letters.docx import Parts, package, part

HERE = Path(__file__).parent / "footnotes"
HEAD = ("SPD-Fraktion im Rat der Stadt Auental", "Auental, 03.05.2024", "Anfrage: Leuchten am Ufer")
ASKED = ["Wie viele Leuchten sind außer Betrieb?", "Wer zahlt das?"]
CLOSE = ("Mit freundlichen Grüßen", "Petra Sommer")
NOTES = [("1", "Gemeint sind alle."), ("2", "Siehe Drucksache 12/345.")]


def read(data: bytes, reader: str = "auto") -> dict[str, Any]:
    """The one record of a document, for which the laws hold; its questions and notes as texts."""
    source = read_bytes(data, "x", options=Options(reader=reader, words=True, ocr="off"))
    seen = examine(source)
    check_nothing_lost(seen)
    check_unassigned_listed(seen)
    check_evidence(seen)
    (record,) = parse_source(source, None, evidence=True)
    return record.model_dump() | {
        "questions": [question.text for question in record.questions],
        "footnotes": [(note.label, note.text) for note in record.footnotes],
        "signatories": [person.name for person in record.signatories],
        "unassigned": [left.text for left in record.unassigned],
    }


# --- PDF ------------------------------------------------------------------------------------------------------------------------------


def typeset(parts: Sequence[str | float | None]) -> bytes:
    """A PDF of paragraphs with marks for raised text, distances in points, and None for a new page."""
    style = getSampleStyleSheet()["Normal"]
    story: list[Flowable] = [
        PageBreak() if one is None else Spacer(1, one) if isinstance(one, float) else Paragraph(one, style) for one in parts
    ]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1).build(story)
    return out.getvalue()


def spaced(*lines: str) -> list[str | float | None]:
    return [one for line in lines for one in (line, 12.0)]


def drawn(pages: Sequence[Sequence[tuple[float, float, float, str]]], rise: bool = False) -> bytes:
    """A PDF of (x, y from the top, size, text); a part between "^" is raised, by the text's rise or by its own place."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    for page in pages:
        for x, y, size, text in page:
            _draw(canvas, x, A4[1] - y, size, text, rise)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _draw(canvas: Canvas, x: float, y: float, size: float, text: str, rise: bool) -> None:
    line = canvas.beginText(x, y)
    for number, piece in enumerate(text.split("^")):
        line.setFont("Helvetica", 0.6 * size if number % 2 else size)
        if rise:
            line.setRise(0.35 * size if number % 2 else 0)
            line.textOut(piece)
            continue
        canvas.setFont("Helvetica", 0.6 * size if number % 2 else size)
        canvas.drawString(x, y + (0.35 * size if number % 2 else 0), piece)
        x += canvas.stringWidth(piece, "Helvetica", 0.6 * size if number % 2 else size)
    if rise:
        canvas.drawText(line)


PREAMBLE = "Die Leuchten sind seit dem Jahr 2019 alt. Der Platz hat 300 m², CO2 und Nr. 1 bleiben."
READERS = ("pdfium", "pdfplumber")


def rows(first: float, *texts: str, size: float = 11.0, leading: float = 14.0) -> list[tuple[float, float, float, str]]:
    return [(70.0, first + number * leading, size, text) for number, text in enumerate(texts)]


LETTER = [
    *rows(70, HEAD[0]), *rows(100, HEAD[1]), *rows(130, HEAD[2]),
    *rows(170, "Die Leuchten^1^ sind seit dem Jahr 2019^2^ alt. Der Platz hat 300 m^2^, CO2 und Nr. 1 bleiben."),
    *rows(200, "Wir fragen die Verwaltung:"),
]  # fmt: skip
FOOT = rows(760, "^1^ Gemeint sind alle.", "^2^ Siehe Drucksache 12/345.", size=8.5, leading=11)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("rise", [False, True], ids=["placed", "risen"])
def test_raised_digits_of_a_page(rise: bool, reader: str) -> None:
    page = [*LETTER, *rows(230, f"1. {ASKED[0]}", f"2. {ASKED[1]}"), *rows(290, *CLOSE), *FOOT]
    found = read(drawn([page], rise), reader)
    assert (found["preamble"], found["questions"], found["footnotes"]) == (PREAMBLE, ASKED, NOTES)
    assert found["signatories"] == ["Petra Sommer"] and found["unassigned"] == []


@pytest.mark.parametrize("reader", READERS)
def test_a_question_goes_on_over_notes_and_the_foot_of_a_page(reader: str) -> None:
    note = rows(782, "^3^ Ohne die am Bahnhof, die seit Jahren", "aus sind.", size=8.5, leading=11)
    first = [*LETTER, *rows(730, "1. Wie viele Leuchten^3^ sind"), *FOOT, *note, *rows(815, "Seite 1 von 2", size=9)]
    second = [*rows(70, "außer Betrieb?", f"2. {ASKED[1]}"), *rows(120, *CLOSE), *rows(815, "Seite 2 von 2", size=9)]
    found = read(drawn([first, second]), reader)
    assert found["questions"] == ASKED and found["unassigned"] == []
    assert found["footnotes"] == [*NOTES, ("3", "Ohne die am Bahnhof, die seit Jahren aus sind.")]


@pytest.mark.parametrize("reader", READERS)
def test_notes_with_numbers_that_are_not_raised(reader: str) -> None:
    page = [*LETTER, *rows(230, f"1. {ASKED[0]}", f"2. {ASKED[1]}"), *rows(290, *CLOSE), *rows(750, "_" * 30),
            *rows(764, "1 Gemeint sind alle.", "2 Siehe Drucksache 12/345.", size=8.5, leading=11)]  # fmt: skip
    found = read(drawn([page]), reader)
    assert (found["questions"], found["footnotes"], found["signatories"]) == (ASKED, NOTES, ["Petra Sommer"])


@pytest.mark.parametrize("reader", READERS)
def test_endnotes_on_a_page_of_their_own(reader: str) -> None:
    text = "Die Leuchten<super>1</super> sind seit dem Jahr 2019<super>2</super> alt."
    body = spaced(*HEAD, text, "Wir fragen die Verwaltung:", f"1. {ASKED[0]}", f"2. {ASKED[1]}", *CLOSE)
    found = read(typeset([*body, None, "<super>1</super> Gemeint sind alle.", "<super>2</super> Siehe Drucksache 12/345."]), reader)
    assert (found["preamble"], found["questions"], found["footnotes"]) == ("Die Leuchten sind seit dem Jahr 2019 alt.", ASKED, NOTES)


def test_a_running_head_that_stands_once_interrupts_no_sentence() -> None:
    first = [*LETTER, *rows(730, "1. Wie viele Leuchten sind"), *rows(815, "Seite 1 von 2", size=9)]
    second = [*rows(50, f"{HEAD[0]} – Leuchten", size=9), *rows(90, "außer Betrieb?", f"2. {ASKED[1]}"), *rows(140, *CLOSE)]
    assert read(drawn([first, second]))["questions"] == ASKED


@pytest.mark.parametrize("reader", READERS)
def test_a_mark_behind_a_number(reader: str) -> None:
    asked = "Gilt Drucksache 19/4411 noch?"
    page = [*LETTER, *rows(230, "1. Gilt Drucksache 19/4411^3^ noch?", f"2. {ASKED[1]}"), *rows(290, *CLOSE), *FOOT,
            *rows(782, "^3^ Ohne Anlage.", size=8.5)]  # fmt: skip
    assert read(drawn([page]), reader)["questions"] == [asked, ASKED[1]]


@pytest.mark.parametrize("text", ["Wie viele Euro sind das 2024?", "Was kosten CO2 und H2O?", "Was sagt Absatz 2 von Nr.1?"])
def test_digits_that_are_not_raised_stay(text: str) -> None:
    page = [*LETTER[:3], *rows(200, "Wir fragen die Verwaltung:"), *rows(230, f"1. {text}", f"2. {ASKED[1]}"), *rows(290, *CLOSE)]
    assert read(drawn([page]))["questions"] == [text, ASKED[1]]


# --- what other programs wrote ----------------------------------------------------------------------------------------------------------

LONG = (
    "Gemeint sind alle Leuchten innerhalb der Mauer (Plan vom 4. Mai 2019), auch die am Bahnhof und die an der alten Brücke, deren "
    "Eigentümer das Land ist."
)
OF_WRITER = [("1", LONG), ("2", "Siehe Drucksache 12/345."), ("3", "Ohne die am Bahnhof."), ("4", "Haushalt 2024, Seite 7.")]


@pytest.mark.parametrize(
    ("name", "reader"), [("writer.pdf", "pdfium"), ("writer.pdf", "pdfplumber"), ("writer.rtf", "auto"), ("writer.html", "auto")]
)
def test_what_writer_makes_of_footnotes(name: str, reader: str) -> None:
    found = read((HERE / name).read_bytes(), reader)
    assert found["preamble"].startswith(
        "Die Leuchten am Ufer sind seit dem Jahr 2019 alt. Der Platz hat 300 m², CO2 und Nr. 1 sowie § 5 bl"
    )
    assert found["questions"] == [
        ASKED[0],
        "Wann werden die Leuchten ersetzt, und wie hoch sind die Kosten für die Stadt in diesem Jahr und im nächsten?",
        ASKED[1],
    ]
    assert (found["footnotes"], found["signatories"], found["unassigned"]) == (OF_WRITER, ["Petra Sommer"], [])


@pytest.mark.parametrize("reader", READERS)
def test_what_chromium_prints(reader: str) -> None:
    found = read((HERE / "chromium.pdf").read_bytes(), reader)
    assert (found["questions"], found["footnotes"]) == (ASKED, [*NOTES, ("3", "Ohne die am Bahnhof.")])
    assert found["preamble"] == "Die Leuchten am Ufer sind seit dem Jahr 2019 alt. Der Platz hat 300 m², CO2 und Nr. 1 bleiben."


# --- office documents -------------------------------------------------------------------------------------------------------------------


def run(text: str, raised: bool = False) -> str:
    look = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>' if raised else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    return f"<w:p>{''.join(runs)}</w:p>"


def word(kind: str = "footnote", marks: Sequence[str] = ("", ""), notes: Sequence[str] = ("", "")) -> bytes:
    """A letter of Word with two notes; each mark is printed by Word, unless one is given, which its note then begins with."""

    def reference(number: int) -> str:
        own = marks[number - 1]
        follows = ' w:customMarkFollows="1"' if own else ""
        return f'<w:r><w:{kind}Reference{follows} w:id="{number}"/></w:r>{run(own) if own else ""}'

    texts = "".join(
        f'<w:{kind} w:id="{number}">{paragraph(run(notes[number - 1] + text))}</w:{kind}>' for number, (_, text) in enumerate(NOTES, 1)
    )
    lines = [
        *(paragraph(run(line)) + paragraph() for line in HEAD),
        paragraph(run("Die Leuchten"), reference(1), run(" sind seit dem Jahr 2019 alt. Der Platz hat 300 m"), run("2", raised=True),
                  run(", CO2 und Nr. 1 bleiben.")), paragraph(),
        paragraph(run("Wir fragen die Verwaltung:")), paragraph(),
        paragraph(run("1. Wie viele Leuchten"), reference(2), run(" sind außer Betrieb?")), paragraph(run(f"2. {ASKED[1]}")), paragraph(),
        *(paragraph(run(line)) for line in CLOSE),
    ]  # fmt: skip
    return package(Parts("".join(lines), more=((f"{kind}s", f"{kind}s.xml", part(f"{kind}s", texts)),)))


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_notes_of_word(kind: str) -> None:
    found = read(word(kind))
    assert (found["preamble"], found["questions"], found["footnotes"]) == (PREAMBLE, ASKED, NOTES)
    assert found["signatories"] == ["Petra Sommer"] and found["unassigned"] == []


def test_a_mark_of_ones_own_in_word() -> None:
    found = read(word(marks=("*", "**"), notes=("* ", "** ")))
    assert (found["questions"], found["footnotes"]) == (ASKED, [("*", NOTES[0][1]), ("**", NOTES[1][1])])


RICH = r"""{\rtf1\ansi\ansicpg1252 SPD-Fraktion im Rat der Stadt Auental\par\par Auental, 03.05.2024\par\par
Anfrage: Leuchten am Ufer\par\par Die Leuchten%s sind alt; 300 m{\super 2}.\par\par
Wir fragen die Verwaltung:\par\par 1. Wie viele Leuchten%s sind au\'dfer Betrieb?\par
2. Wer zahlt das?\par\par Mit freundlichen Gr\'fc\'dfen\par Petra Sommer\par}"""


@pytest.mark.parametrize(
    "note",
    [
        r"{\super\chftn}{\footnote\pard\plain{\super\chftn} %s\par}", r"{\super\chftn{\*\footnote\chftn\pard\plain %s}}",
        r"{\super\chftn}{\footnote %s}", r"{\super # }{\footnote {\super #} %s}", r"\super #\nosupersub {\footnote\super # \nosupersub %s}",
    ],
    ids=["word", "writer", "no number in the note", "numbers as text", "words that end"],
)  # fmt: skip
def test_notes_of_rich_text(note: str) -> None:
    marks = tuple(note.replace("#", label) % text for label, text in NOTES)
    found = read((RICH % marks).encode("cp1252"))
    assert (found["preamble"], found["questions"], found["footnotes"]) == ("Die Leuchten sind alt; 300 m².", ASKED, NOTES)
    assert found["signatories"] == ["Petra Sommer"] and found["unassigned"] == []


PAGE = (
    "<html><body><p>{}</p><p>{}</p><h1>{}</h1><p>Die Leuchten%s sind alt; 300 m<sup>2</sup>.</p><p>Wir fragen die Verwaltung:</p>"
    "<ol><li>Wie viele Leuchten%s sind außer Betrieb?</li><li>Wer zahlt das?</li></ol><p>{}<br>{}</p>%s</body></html>"
).format(*HEAD, *CLOSE)
WEB = {
    "pandoc": (
        '<a href="#fn#" class="footnote-ref" id="fnref#" role="doc-noteref"><sup>#</sup></a>',
        '<section class="footnotes" role="doc-endnotes"><hr><ol>%s</ol></section>',
        '<li id="fn#"><p>@<a href="#fnref#" class="footnote-back" role="doc-backlink">↩︎</a></p></li>',
    ),
    "a wiki": (
        '<sup id="cite_ref-#"><a href="#cite_note-#">[#]</a></sup>',
        "<ol>%s</ol>",
        '<li id="cite_note-#"><span><a href="#cite_ref-#">↑</a></span> <span>@</span></li>',
    ),
    "Word": (
        '<a href="#_ftn#" name="_ftnref#"><span class="MsoFootnoteReference">[#]</span></a>',
        "<div><hr>%s</div>",
        '<div id="ftn#"><p class="MsoFootnoteText"><a href="#_ftnref#" name="_ftn#"><span>[#]</span></a> @</p></div>',
    ),
    "raised numbers alone": ("<sup>#</sup>", "<hr>%s", "<p><sup>#</sup> @</p>"),
    "raised brackets": ("<sup>#)</sup>", "<hr>%s", "<p><sup>#)</sup> @</p>"),
    "a margin for notes": (
        '<sup><a href="#n#">#</a></sup>',
        "%s",
        '<aside id="n#" role="doc-footnote">@</aside>',
    ),
    "plain numbers": ('<sup><a href="#n#">#</a></sup>', "%s", '<p id="n#"><a href="#r#">#</a> @</p>'),
}  # fmt: skip


@pytest.mark.parametrize("way", WEB)
def test_notes_of_web_pages(way: str) -> None:
    mark, around, note = WEB[way]
    below = around % "".join(note.replace("#", "\0").replace('"\0', '"#').replace("\0", label).replace("@", text) for label, text in NOTES)
    marks = tuple(mark.replace('"#', '"\0').replace("#", label).replace("\0", "#") for label, _ in NOTES)
    found = read((PAGE % (*marks, below)).encode())
    assert (found["preamble"], found["questions"], found["footnotes"]) == ("Die Leuchten sind alt; 300 m².", ASKED, NOTES)
    assert found["signatories"] == ["Petra Sommer"] and found["unassigned"] == []


class HoveringGlyphs:
    """A line whose last digit is one of the font's own raised ones: as high a box and as low an origin as all, but its foot is higher."""

    def char_boxes(self, numbers: Sequence[int]) -> list[tuple[float, float, float, float]]:
        return [(10.0 * n, 110.0, 10.0 * n + 9, 100.0) for n in numbers]

    def origins(self, numbers: Sequence[int]) -> list[tuple[float, float]]:
        return [(10.0 * n, 102.0) for n in numbers]

    def tight(self, numbers: Sequence[int]) -> list[tuple[float, float, float, float]]:
        return [(10.0 * n, 110.0, 10.0 * n + 9, 105.0 if n == 8 else 102.0) for n in numbers]


class HoveringSheet:
    glyphs = HoveringGlyphs()

    def point(self, x: float, y: float) -> tuple[float, float]:
        return x, -y


@pytest.mark.parametrize(("text", "expected"), [("gesperrt2, auch", "gesperrt², auch"), ("Aus CO2 auch", "Aus CO2 auch")])
def test_raised_digits_of_the_font_itself(text: str, expected: str) -> None:
    assert with_raised(HoveringSheet(), text) == expected  # type: ignore[arg-type]  # as much of a page as is asked
