"""A letter set as PDF: fonts and margins of any kind, tables with rules, address beside office, running heads, justified or not."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tools.letters.shape import Letter, Piece

FONTS = (("Helvetica", "Helvetica-Bold"), ("Times-Roman", "Times-Bold"), ("Courier", "Courier-Bold"))


@dataclass(frozen=True)
class PageStyle:
    """How pages are set; lengths in points."""

    font: int = 0
    size: float = 11
    leading: float = 1.25
    left: float = 71
    right: float = 524
    bottom: float = 80
    top: float = 770
    hang: float = 18
    part_indent: float = 14
    gap: float = 0.9
    item_gap: float = 0.0
    justified: bool = False
    rules: bool = True
    head: str = ""
    foot: str = ""
    title_size: float = 1.0


def any_style(rng: random.Random, letter: Letter) -> PageStyle:
    """Any of the usual ways."""
    font = rng.choices((0, 1, 2), (5, 4, 1))[0]
    return PageStyle(
        font=font,
        size=rng.choice((10, 10.5, 11, 12)) if font < 2 else 10,
        leading=rng.choice((1.15, 1.25, 1.5)),
        left=rng.choice((57, 71, 85)),
        right=rng.choice((524, 538, 500)),
        bottom=rng.choice((70, 100)),
        hang=rng.choice((0, 18, 22)),
        part_indent=rng.choice((0, 14, 18)),
        gap=rng.choice((0.6, 0.9, 1.0)),
        item_gap=rng.choice((0, 0, 0.4, 0.9)),
        justified=rng.random() < 0.3,
        rules=rng.random() < 0.7,
        head=rng.choice(("", "", str(letter.truth.get("title") or "")[:60])),
        foot=rng.choice(("", "Seite {page} von {pages}", "- {page} -", "{page}")),
        title_size=rng.choice((1.0, 1.2, 1.4)),
    )


class _Pen:
    """Writes downwards, begins pages, remembers what it drew so that the number of pages is known for the feet."""

    def __init__(self, style: PageStyle) -> None:
        self.style, self.y = style, style.top
        self.pages: list[list[tuple[Any, ...]]] = [[]]
        self.regular, self.bold = FONTS[style.font]

    def need(self, height: float) -> None:
        if self.y - height < self.style.bottom:
            self.pages.append([])
            self.y = self.style.top

    def row(self, text: str, x: float, font: str, size: float, space: float = 0.0) -> None:
        self.pages[-1].append(("text", x, self.y, text, font, size, space))

    def down(self, share: float = 1.0) -> None:
        self.y -= self.style.size * self.style.leading * share

    def lines(self, text: str, x: float, bold: bool = False, scale: float = 1.0) -> None:
        """A paragraph from x to the right margin."""
        s = self.style
        font, size = self.bold if bold else self.regular, s.size * scale
        rows = simpleSplit(text, font, size, s.right - x)
        for number, row in enumerate(rows):
            self.need(size)
            spare = s.right - x - stringWidth(row, font, size)
            full = s.justified and number + 1 < len(rows) and not bold and 0 < spare < 60
            self.row(row, x, font, size, spare / max(row.count(" "), 1) if full else 0.0)
            self.down(scale)


def as_pdf(letter: Letter, style: PageStyle | None = None) -> bytes:
    """The letter's bytes as PDF; the same seed and style give the same bytes."""
    style = style or any_style(random.Random(letter.seed + 9), letter)
    pen = _Pen(style)
    for piece in letter.pieces:
        _set(pen, piece)
    return _draw(pen)


def _set(pen: _Pen, piece: Piece) -> None:
    s = pen.style
    if piece.kind == "gap":
        pen.down(s.gap)
    elif piece.kind == "pair":
        pen.need(s.size)
        pen.row(piece.text, s.left, pen.regular, s.size)
        if piece.other:
            pen.row(piece.other, 380, pen.regular, s.size)
        pen.down()
    elif piece.kind == "table":
        _table(pen, piece)
    elif piece.kind in ("item", "part"):
        x = s.left + (s.part_indent if piece.kind == "part" else 0)
        pen.down(s.item_gap)
        pen.need(s.size)
        if piece.marker:
            pen.row(piece.marker, x, pen.regular, s.size)
            width = stringWidth(piece.marker + " ", pen.regular, s.size)
            x += max(s.hang, width + 2)
        elif piece.kind == "item":
            pen.down(0.6)
        pen.lines(piece.text, x)
    else:
        pen.lines(piece.text.replace("\t", "  "), s.left, piece.bold, s.title_size if piece.bold else 1.0)


def _table(pen: _Pen, piece: Piece) -> None:
    s = pen.style
    if piece.marker == "matrix":
        _matrix(pen, piece)
        return
    wide = piece.marker == "columns"
    stops = [s.left, s.left + 215, s.left + 305, s.left + 350, s.left + 380] if wide else [s.left, s.left + 170]
    height = s.size * s.leading + 4
    for row in piece.rows:
        pen.need(height)
        for x, cell in zip(stops, row, strict=False):
            pen.row(cell, x + 3, pen.regular, s.size)
        if s.rules:
            pen.pages[-1].append(("box", s.left, pen.y - 4, s.right - s.left, height, list(stops[: len(row)])))
        pen.y -= height


def _matrix(pen: _Pen, piece: Piece) -> None:
    """Columns of equal width whose cells wrap."""
    s = pen.style
    width = (s.right - s.left) / len(piece.rows[0])
    longest = max(stringWidth(word, pen.regular, s.size * 0.9) for row in piece.rows for cell in row for word in cell.split())
    size = s.size * 0.9 * min(1.0, (width - 8) / longest)
    for row in piece.rows:
        cells = [simpleSplit(cell, pen.regular, size, width - 8) for cell in row]
        height = max(len(c) for c in cells) * s.size * s.leading + 4
        pen.need(height)
        for number, cell in enumerate(cells):
            for at, text in enumerate(cell):
                pen.pages[-1].append(("text", s.left + number * width + 3, pen.y - at * s.size * s.leading, text, pen.regular, size, 0.0))
        pen.pages[-1].append(
            ("box", s.left, pen.y + s.size - height + 3, s.right - s.left, height, [s.left + n * width for n in range(len(row))])
        )
        pen.y -= height


def _draw(pen: _Pen) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=True)
    for number, page in enumerate(pen.pages, 1):
        for what, *rest in page:
            if what == "box":
                x, y, width, height, stops = rest
                canvas.rect(x, y, width, height)
                for stop in stops[1:]:
                    canvas.line(stop, y, stop, y + height)
            else:
                x, y, text, font, size, space = rest
                canvas.setFont(font, size)
                canvas.drawString(x, y, text, wordSpace=space)
        canvas.setFont(pen.regular, 8)
        if pen.style.head and number > 1:
            canvas.drawString(pen.style.left, 805, pen.style.head)
        if pen.style.foot:
            canvas.drawString(280, 40, pen.style.foot.format(page=number, pages=len(pen.pages)))
        canvas.showPage()
    canvas.save()
    return out.getvalue()
