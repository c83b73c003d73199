"""Struck-out words, looks and footnotes on the same lines: none of them disturbs another."""

import io

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.options import Options
from tests.readers.test_footnotes import read
from tools.letters.docx import Parts, package, part
from tools.letters.odt import package as odt

NOTES = [("1", "Stand von 2023"), ("2", "Ohne Strom.")]


def run(text: str, look: str = "") -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def word() -> bytes:
    mark = "<w:r><w:rPr>{}</w:rPr><w:footnoteReference w:id='{}'/></w:r>"
    rows = [
        ("", run("Stadt Auental")),
        ("<w:jc w:val='center'/>", run("Anfrage: Gutachten", "<w:b/><w:sz w:val='32'/>") + mark.format("<w:b/>", 1)),
        ("", run("Wir fragen:")),
        ("", run("1. Was kostet der Zug") + mark.format("", 2) + run(" alte", "<w:strike/>") + run(" am Ufer?")),
        ("", run("2. Wer zahlt das?")),
    ]
    notes = "".join(
        f"<w:footnote w:id='{number}'><w:p>{run(text)}{more}</w:p></w:footnote>"
        for number, text, more in ((1, NOTES[0][1], run(" alt", "<w:strike/>")), (2, NOTES[1][1], ""))
    )
    body = "".join(f"<w:p><w:pPr>{look}</w:pPr>{runs}</w:p>" for look, runs in rows)
    return package(Parts(body, more=(("footnotes", "footnotes.xml", part("footnotes", notes)),)))


def writer() -> bytes:
    mark = (
        "<text:note text:note-class='footnote'><text:note-citation>{}</text:note-citation>"
        "<text:note-body><text:p>{}</text:p></text:note-body></text:note>"
    )
    one, two = mark.format(1, NOTES[0][1] + "<text:span text:style-name='S'> alt</text:span>"), mark.format(*NOTES[1])
    rows = (
        "<text:p>Stadt Auental</text:p>", f"<text:p text:style-name='T'>Anfrage: Gutachten{one}</text:p>", "<text:p>Wir fragen:</text:p>",
        f"<text:p>1. Was kostet der Zug{two}<text:span text:style-name='S'> alte</text:span> am Ufer?</text:p>",
        "<text:p>2. Wer zahlt das?</text:p>",
    )  # fmt: skip
    styles = (
        "<style:style style:name='S' style:family='text'><style:text-properties style:text-line-through-style='solid'/></style:style>"
        "<style:style style:name='T' style:family='paragraph'><style:paragraph-properties fo:text-align='center'/>"
        "<style:text-properties fo:font-weight='bold' fo:font-size='16pt'/></style:style>"
    )
    return odt("".join(rows), styles)


RICH = (
    r"{\rtf1\ansi\deff0 \pard Stadt Auental\par\pard\qc{\b\fs32 Anfrage: Gutachten{\super\chftn}"
    r"{\footnote\pard\plain{\super\chftn} Stand von 2023{\strike  alt}\par}}\par\pard Wir fragen:\par "
    r"1. Was kostet der Zug{\super\chftn}{\footnote\pard\plain{\super\chftn} Ohne Strom.}{\strike  alte} am Ufer?\par "
    r"2. Wer zahlt das?\par}"
)
PAGE = (
    "<!DOCTYPE html><html><body><p>Stadt Auental</p><p align=center style='font-size:16pt'><b>Anfrage: Gutachten<sup>1</sup></b></p>"
    "<p>Wir fragen:</p><p>1. Was kostet der Zug<sup>2</sup><s> alte</s> am Ufer?</p><p>2. Wer zahlt das?</p>"
    "<hr><p><sup>1</sup> Stand von 2023<s> alt</s></p><p><sup>2</sup> Ohne Strom.</p></body></html>"
)


@pytest.mark.parametrize("data", [word(), writer(), RICH.encode(), PAGE.encode()], ids=["Word", "Writer", "rich text", "a web page"])
def test_office_documents(data: bytes) -> None:
    found = read(data)
    assert found["questions"] == ["Was kostet der Zug am Ufer?", "Wer zahlt das?"]
    assert found["footnotes"] == NOTES and found["unassigned"] == ["alte", "alt"] and found["title"] == "Gutachten"
    (title,) = (line for line in read_bytes(data, "x").lines if line.text.startswith("Anfrage"))
    assert (title.size, title.bold, title.centred) == (16, True, True)


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_a_page(reader: str) -> None:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    canvas.setFont("Helvetica", 11)
    up, left = A4[1] - 80, 70.0
    for text in ("SPD-Fraktion im Rat der Stadt Auental", "Anfrage: Gutachten", "Wir fragen:"):
        canvas.drawString(left, up, text)
        up -= 28
    before, gone, after = "1. Was kostet der Zug", " alte", " am Ufer?"
    canvas.drawString(left, up, before)
    left += canvas.stringWidth(before, "Helvetica", 11)
    canvas.setFont("Helvetica", 6)
    canvas.drawString(left, up + 4, "1")
    left += canvas.stringWidth("1", "Helvetica", 6)
    canvas.setFont("Helvetica", 11)
    canvas.drawString(left, up, gone + after)
    canvas.setLineWidth(0.7)
    canvas.line(left + 3, up + 3, left + canvas.stringWidth(gone, "Helvetica", 11), up + 3)
    canvas.drawString(70, up - 16, "2. Wer zahlt das?")
    canvas.setFont("Helvetica", 6)
    canvas.drawString(70, 84, "1")
    canvas.setFont("Helvetica", 9)
    canvas.drawString(76, 80, "Ohne Strom.")
    canvas.save()
    found = read(out.getvalue(), reader)
    assert found["questions"] == ["Was kostet der Zug am Ufer?", "Wer zahlt das?"]
    assert found["footnotes"] == [("1", "Ohne Strom.")] and found["unassigned"] == ["alte"]


def test_footnotes_within_a_table() -> None:
    """A row of rich text goes on behind a footnote in one of its cells."""
    note = r"{\super\chftn}{\footnote\pard\plain{\super\chftn} Neu.}"
    text = r"{\rtf1\ansi\deff0 \pard\intbl Betreff:\cell Gutachten" + note + r"\cell\row\pard Ende\par}"
    assert read_bytes(text.encode(), "x", options=Options()).text.split("\n") == ["Betreff:   Gutachten¹", "Ende", "", "¹ Neu."]
