"""PDFs made for the tests: what a page holds is given as (x, y from top, text) in points."""

import io
from collections.abc import Sequence

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

Mark = tuple[float, float, str]

PARAGRAPH = (
    "Der Weg am Ufer ist seit dem Hochwasser gesperrt, und niemand weiß, wann er wie-",
    "der geöffnet wird. Die Anwohnerinnen und Anwohner warten seit Jahren auf eine",
    "Antwort der Verwaltung.",
)


def pdf(
    pages: Sequence[Sequence[Mark]],
    font: str = "Helvetica",
    size: float = 11,
    password: str | None = None,
    rotate: int = 0,
    crop: tuple[float, float, float, float] | None = None,
) -> bytes:
    """The bytes of a PDF; a text that begins with "*" is set bold."""
    out = io.BytesIO()
    encrypt = StandardEncryption(password, ownerPassword="owner") if password is not None else None
    canvas = Canvas(out, pagesize=A4, invariant=True, encrypt=encrypt)
    for marks in pages:
        if crop:
            canvas.setCropBox(crop)
        canvas.setPageRotation(rotate)
        for x, y, text in marks:
            canvas.setFont(f"{font}-Bold" if text.startswith("*") else font, size)
            canvas.drawString(x, A4[1] - y, text.removeprefix("*"))
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def letter() -> list[Mark]:
    """One page: letterhead with address left and office right, bold title, two paragraphs, questions."""
    marks = [
        (70.0, 60.0, "*SPD-Fraktion im Rat der Stadt Auental"),
        (70.0, 90.0, "Rathausplatz 2"),
        (380.0, 90.0, "Telefon 06699 41-207"),
        (70.0, 104.0, "36999 Auental"),
        (380.0, 104.0, "spd@auental.example"),
        (70.0, 150.0, "Datum:"),
        (150.0, 150.0, "18.11.2024"),
        (70.0, 190.0, "*Anfrage 0815/2024: Öffnung des Uferwegs"),
    ]
    y = 230.0
    for _ in range(2):
        for line in PARAGRAPH:
            marks.append((70.0, y, line))
            y += 14
        y += 14
    for line in ("Wir fragen daher die Verwaltung:", "", "1. Wann öffnet der Weg?", "2. Was kostet die Sanierung?"):
        marks += [(70.0, y, line)] if line else []
        y += 14
    return marks


def turned(marks: Sequence[Mark], turn: int, size: float = 11) -> bytes:
    """A PDF whose page is turned and whose text was set so that it is seen upright: what scanners and landscape tables make."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    width, height = A4
    for x, y, text in marks:
        canvas.saveState()
        canvas.translate(*{90: (y, x), 180: (width - x, y), 270: (width - y, height - x)}[turn])
        canvas.rotate({90: 90, 180: 180, 270: -90}[turn])
        canvas.setFont("Helvetica-Bold" if text.startswith("*") else "Helvetica", size)
        canvas.drawString(0, 0, text.removeprefix("*"))
        canvas.restoreState()
    canvas.save()
    document = pypdfium2.PdfDocument(out.getvalue())
    document[0].set_rotation(turn)
    done = io.BytesIO()
    document.save(done)
    return done.getvalue()
