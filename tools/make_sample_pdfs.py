"""Typeset the PDF samples: python tools/make_sample_pdfs.py [FOLDER].

All content is invented. The same code gives the same bytes: no dates, no ids, no compression.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
LEFT, RIGHT, TOP = 71.0, 538.0, 785.0
HANG = 18.0
MARKER = re.compile(r"(?P<marker>\d+\.) (?P<rest>.+)")


@dataclass
class Pen:
    """Writes lines downwards on one canvas."""

    canvas: Any
    font: str
    size: float
    leading: float
    y: float = TOP

    def line(self, text: str, x: float = LEFT, *, bold: bool = False) -> None:
        """Write one line and go down by one."""
        self.canvas.setFont(bold_of(self.font) if bold else self.font, self.size)
        self.canvas.drawString(x, self.y, text)
        self.y -= self.leading

    def justified(self, text: str, x: float) -> None:
        """Write one line stretched to the right margin."""
        self.canvas.setFont(self.font, self.size)
        spare = RIGHT - x - stringWidth(text, self.font, self.size)
        self.canvas.drawString(x, self.y, text, wordSpace=spare / max(text.count(" "), 1))
        self.y -= self.leading

    def wrapped(self, text: str, x: float = LEFT, *, bold: bool = False) -> None:
        """Write a paragraph, broken where the line is full."""
        font = bold_of(self.font) if bold else self.font
        for part in simpleSplit(text, font, self.size, RIGHT - x):
            self.line(part, x, bold=bold)

    def item(self, text: str) -> None:
        """Write a paragraph; a numbered one hangs behind its marker."""
        found = MARKER.match(text)
        if not found:
            self.wrapped(text)
            return
        self.canvas.setFont(self.font, self.size)
        self.canvas.drawString(LEFT, self.y, found["marker"])
        self.wrapped(found["rest"], LEFT + HANG)

    def gap(self, lines: float = 0.6) -> None:
        """Leave white space."""
        self.y -= lines * self.leading


def bold_of(font: str) -> str:
    return {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold"}[font]


def new_canvas(path: Path, title: str) -> Any:
    canvas = Canvas(str(path), pagesize=A4, pageCompression=0, invariant=1)
    canvas.setTitle(title)
    canvas.setAuthor("invented sample")
    return canvas


# --- a letter of two pages: letterhead in two columns, running head, a word broken over the page -------------------

RUNNING_HEAD = "SPD-Fraktion im Rat der Stadt Auental"
SENDER = ("Rathausplatz 2, Zimmer 114", "36999 Auental")
OFFICE = ("Geschäftsstelle: Petra Niehoff", "Telefon 06699 41-207", "spd@auental.example", "Montag bis Donnerstag 9–13 Uhr")
ADDRESSEE = ("Herrn Bürgermeister", "Dr. Friedhelm Overbeck", "Rathausplatz 1", "36999 Auental")
NUMBER, DATE_LINE = "Anfrage Nr. 0271/2024", "Auental, den 8. Oktober 2024"
TITLE = ("Mittagessen in den städtischen Kindertagesstätten – Ausschreibung,", "Qualität und Elternbeiträge")

Paragraph = tuple[str, ...]

PREAMBLE: tuple[Paragraph, ...] = (
    (
        "in den zwölf Kindertagesstätten der Stadt essen täglich etwa 870 Kinder zu Mittag. Seit dem Wechsel des",
        "Lieferanten im vergangenen Winter häufen sich die Klagen: Das Essen kommt verspätet, ist lauwarm",
        "oder reicht nicht für alle Gruppen. Mehrere Elternbeiräte haben ihre Erfahrungen zusammengetragen und",
        "dem Jugendamt übergeben, ohne bis heute eine Antwort erhalten zu haben.",
    ),
    (
        "Zugleich steht eine neue Ausschreibung bevor. Nach unseren Informationen soll der Preis wieder mit",
        "siebzig Prozent in die Wertung eingehen, während Frische, Herkunft der Zutaten und die Länge der",
        "Lieferwege kaum eine Rolle spielen. Wir halten das für einen Fehler. Ein gutes Mittagessen ist für viele",
        "Kinder die wichtigste Mahlzeit des Tages, und was in den ersten Jahren auf den Teller kommt, prägt die",
        "Gewohnheiten ein Leben lang.",
    ),
    (
        "Andere Städte gehen längst eigene Wege. In Brückstadt kochen vier Einrichtungen wieder selbst, in See-",
        "furt liefert die Küche des Krankenhauses auch an die Kindertagesstätten – beides nach Auskunft der dor-",
        "tigen Verwaltungen zu Kosten, die kaum über denen eines auswärtigen Lieferanten liegen.",
    ),
    (
        "Im Jugendhilfeausschuss wurde im Juni erklärt, man warte zunächst „die Ergebnisse einer internen Be-",
        "wertung“ ab. Welche Fragen dabei untersucht werden und wer daran mitwirkt, blieb offen.",
    ),
)
LEAD_IN = "Daher fragen wir den Bürgermeister:"
FIRST_QUESTIONS: tuple[Paragraph, ...] = (
    (
        "1. Wie viele Beschwerden über das Mittagessen sind seit Januar 2024 eingegangen, auf welche Ein-",
        "richtungen verteilen sie sich und wie wurden sie beantwortet?",
    ),
    (
        "2. Welche Vertragsstrafen sind für verspätete oder unvollständige Lieferungen vereinbart, und in wie",
        "vielen Fällen wurden sie verhängt?",
    ),
    (
        "3. Wer nimmt an der internen Bewertung teil, und wann werden die Ergebnisse dem Jugendhilfeaus-",
        "schuss vorgestellt?",
    ),
)
BROKEN_HEAD: Paragraph = (
    "4. Nach welchen Kriterien soll die neue Ausschreibung gewertet werden? Wir bitten insbesondere um",
    "Angaben dazu, welches Gewicht der Preis, die Frische der Speisen, der Anteil ökologischer Zu-",
)
BROKEN_TAIL: Paragraph = (
    "taten und die Entfernung zwischen Küche und Einrichtung jeweils erhalten sollen, und ob die Eltern-",
    "beiräte vor der Veröffentlichung angehört werden.",
)
LAST_QUESTIONS: tuple[Paragraph, ...] = (
    (
        "5. Welche Kindertagesstätten verfügen über eine Küche, in der Mahlzeiten frisch zubereitet werden",
        "könnten, und was würde es kosten, die übrigen Häuser entsprechend auszustatten?",
    ),
    (
        "6. Wie haben sich die Beiträge der Eltern für das Mittagessen seit 2019 entwickelt, und welche Er-",
        "höhung ist für das kommende Kita-Jahr vorgesehen?",
    ),
    (
        "7. In welcher Weise stellt die Verwaltung sicher, dass Familien mit geringem Einkommen die Leis-",
        "tungen für Bildung und Teilhabe auch tatsächlich erhalten?",
    ),
    (
        "8. Kann sich die Verwaltung vorstellen, in zwei Einrichtungen versuchsweise mit der Lehrküche der",
        "Berufsschule zusammenzuarbeiten? Falls nein, welche Hindernisse sieht sie?",
    ),
)
CLOSING = ("Wir bitten darum, die Antworten auch den Elternbeiräten zur Verfügung zu stellen.", "Mit freundlichen Grüßen")
SIGNATURE = ("Marlene Buchwieser", "Fraktionsvorsitzende")


def page_frame(canvas: Any, page: int) -> None:
    """Draw the running head with its rule and the page number."""
    canvas.setFont("Times-Italic", 9)
    canvas.drawString(LEFT, 806, RUNNING_HEAD)
    canvas.line(LEFT, 801, RIGHT, 801)
    canvas.setFont("Times-Roman", 9)
    canvas.drawCentredString((LEFT + RIGHT) / 2, 38, f"Seite {page} von 2")


def letterhead(canvas: Any) -> None:
    """Draw the sender at the left and the office's data at the right, on the same height."""
    left = Pen(canvas, "Times-Roman", 9, 12, y=778)
    for text in SENDER:
        left.line(text)
    right = Pen(canvas, "Times-Roman", 9, 12, y=778)
    for text in OFFICE:
        right.line(text, RIGHT - 130)


def set_lines(pen: Pen, lines: Paragraph, *, goes_on: bool = False, continues: bool = False) -> None:
    """Write a paragraph whose lines are given; the last is stretched only where the paragraph goes on overleaf."""
    numbered = MARKER.match(lines[0])
    x = LEFT + HANG if numbered or continues else LEFT
    if numbered:
        pen.canvas.setFont(pen.font, pen.size)
        pen.canvas.drawString(LEFT, pen.y, numbered["marker"])
        lines = (numbered["rest"], *lines[1:])
    for text in lines if goes_on else lines[:-1]:
        pen.justified(text, x)
    if not goes_on:
        pen.line(lines[-1], x)
        pen.gap(0.5)


def first_page(canvas: Any) -> None:
    """Draw the letter up to the middle of its fourth question."""
    page_frame(canvas, 1)
    letterhead(canvas)
    pen = Pen(canvas, "Times-Roman", 11, 16, y=705)
    for text in ADDRESSEE:
        pen.line(text)
    pen.gap(1.2)
    canvas.drawRightString(RIGHT, pen.y, DATE_LINE)
    pen.line(NUMBER)
    pen.gap(0.8)
    for text in TITLE:
        pen.line(text, bold=True)
    pen.gap(0.8)
    pen.line("Sehr geehrter Herr Bürgermeister,")
    pen.gap(0.5)
    for paragraph in (*PREAMBLE, (LEAD_IN,), *FIRST_QUESTIONS):
        set_lines(pen, paragraph)
    set_lines(pen, BROKEN_HEAD, goes_on=True)


def second_page(canvas: Any) -> None:
    """Draw the rest of the letter."""
    page_frame(canvas, 2)
    pen = Pen(canvas, "Times-Roman", 11, 16, y=772)
    set_lines(pen, BROKEN_TAIL, continues=True)
    for paragraph in LAST_QUESTIONS:
        set_lines(pen, paragraph)
    pen.gap(0.5)
    for text in CLOSING:
        pen.line(text)
        pen.gap(0.8)
    pen.gap(2)
    for text in SIGNATURE:
        pen.line(text)


def make_letter(folder: Path) -> None:
    canvas = new_canvas(folder / "brief-zwei-seiten.pdf", "Brief auf zwei Seiten")
    first_page(canvas)
    canvas.showPage()
    second_page(canvas)
    canvas.save()


# --- the Mainz form: the text sample typeset ------------------------------------------------------------------------


def make_mainz_form(folder: Path) -> None:
    canvas = new_canvas(folder / "mainzer-formular.pdf", "Formular nach Mainzer Art")
    pen = Pen(canvas, "Helvetica", 9.5, 13)
    for text in (SAMPLES / "mainzer-formular.txt").read_text(encoding="utf-8").strip().split("\n"):
        if not text:
            pen.gap()
        elif text.startswith("Anfrage "):
            pen.wrapped(text, bold=True)
        else:
            pen.item(text)
    canvas.save()


# --- a form whose head is drawn last --------------------------------------------------------------------------------


def form_head(pen: Pen, texts: list[str]) -> None:
    """Draw the form's name and its labels with their values."""
    for text in texts:
        label, colon, value = text.partition(": ")
        if not colon:
            pen.line(text, bold=bool(text))
            continue
        pen.canvas.setFont(bold_of(pen.font), pen.size)
        pen.canvas.drawString(LEFT, pen.y, f"{label}:")
        pen.line(value, LEFT + 110)


def make_form(folder: Path) -> None:
    canvas = new_canvas(folder / "formular-kopf.pdf", "Formular, Kopf zuletzt gezeichnet")
    head, found, body = (SAMPLES / "formular.txt").read_text(encoding="utf-8").strip().partition("Begründung:")
    head_lines = head.strip().split("\n")
    pen = Pen(canvas, "Times-Roman", 11, 15, y=TOP - 15 * (len(head_lines) + 1.5))
    for paragraph in (found + body).split("\n\n"):
        for text in refilled(paragraph):
            pen.wrapped(text, bold=text == found)
        pen.gap()
    form_head(Pen(canvas, "Times-Roman", 11, 15), head_lines)
    canvas.save()


def refilled(paragraph: str) -> list[str]:
    """Join the lines of the text sample again, but leave a label alone on its line."""
    label, line_end, rest = paragraph.partition(":\n")
    if line_end:
        return [f"{label}:", *refilled(rest)]
    return [re.sub(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])", "", paragraph).replace("\n", " ")]


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else SAMPLES
    folder.mkdir(parents=True, exist_ok=True)
    make_letter(folder)
    make_mainz_form(folder)
    make_form(folder)


if __name__ == "__main__":
    main()
