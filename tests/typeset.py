"""A letter typeset as PDF: wrapped, with a head and a foot on every page."""

import io

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

LEFT, TOP, BOTTOM, WIDTH = 70, 770, 80, 455
SIZE, LEADING = 11, 14


def letter_as_pdf(text: str, font: str, head: str, foot: str) -> bytes:
    """The paragraphs of a text (blank lines part them) on A4 pages; `foot` may hold {page} and {pages}."""
    rows: list[str | None] = []
    for paragraph in text.split("\n"):
        rows += simpleSplit(paragraph, font, SIZE, WIDTH) if paragraph.strip() else [None]
    room = (TOP - BOTTOM) // LEADING
    pages = [rows[i : i + room] for i in range(0, len(rows), room)]
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    for number, page in enumerate(pages, 1):
        canvas.setFont(font, SIZE)
        for index, row in enumerate(page):
            if row is not None:
                canvas.drawString(LEFT, TOP - index * LEADING, row)
        canvas.setFont(font, 9)
        canvas.drawString(LEFT, 810, head)
        canvas.drawRightString(LEFT + WIDTH, 40, foot.format(page=number, pages=len(pages)))
        canvas.showPage()
    canvas.save()
    return out.getvalue()
