"""Read ruled tables at the top of a PDF's first page, cell by cell.

Rules and glyphs are from PDFium, like the rest of the page; pdfplumber determines cells and words from them. It is only imported
for pages with rules.
"""

import ctypes
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, Protocol

import pypdfium2_raw as pdfium

from anfrage_parser.model import Box, around
from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.readers.layout import rows_of
from anfrage_parser.readers.pdf.glyphs import CharBox, Glyphs, shapes
from anfrage_parser.text.clean import join

MOST_OBJECTS = 3_000
"""Most objects of a form; a page with more is a drawing."""

MOST_CELL_LINES, MOST_CELLS = 4, 400
"""Most lines of a cell (a larger one is a text of its own), and most cells of a form."""

SNAP = 3.0
"""Distance in points within which rules are merged."""

MOST_CROSSINGS = 5 * MOST_CELLS
"""Most crossings of vertical and horizontal rules; the largest known form has 120."""

THIN, LONG = 2.5, 20.0
"""Largest width and smallest length of a rule, in points."""

STRAIGHT = 0.1
"""Largest slant of a rule, in points."""

FEWEST_STOPS = 3
"""Fewest vertical rules at different positions, as two columns need."""


def _has_rules(page: Any, paths: Sequence[int]) -> bool:
    """Return whether a page's paths include vertical rules for at least two columns."""
    stops: set[int] = set()
    box = [ctypes.c_float() for _ in range(4)]
    for index in paths:
        if not pdfium.FPDFPageObj_GetBounds(pdfium.FPDFPage_GetObject(page, index), *box):
            continue
        left, bottom, right, top = (b.value for b in box)
        if right - left <= THIN and top - bottom > THIN * 3:
            stops.add(round(left / 3))
        elif right - left > LONG and top - bottom > THIN * 3:
            stops |= {round(left / 3), round(right / 3)}
        if len(stops) >= FEWEST_STOPS:
            return True
    return False


class Sheet(Protocol):
    """The interface of the PDFium reader's page."""

    page: Any
    kinds: list[int]
    """The type of each object of the page."""
    glyphs: Glyphs
    runs: list[tuple[Fragment, str, int]]
    """(fragment, PDFium's text, index of the first glyph) of each run."""
    width: float
    height: float

    def box(self, start: CharBox, end: CharBox) -> Box:
        """Return the box around two glyphs of an unrotated page."""

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Convert a point from page coordinates to points from the top left of the visible page."""


def with_cells(sheet: Sheet, fragments: Sequence[Fragment]) -> Sequence[Fragment]:
    """Replace fragments inside ruled tables with one per cell; unchanged if there is no table."""
    few = FEWEST_STOPS <= pdfium.FPDFPage_CountObjects(sheet.page) <= MOST_OBJECTS
    paths = shapes(sheet.kinds) if few else []
    if not _has_rules(sheet.page, paths):
        return fragments
    from pdfplumber.table import TableFinder

    try:
        page: Any = _Ruled(sheet, paths)
        tables = [table for table in TableFinder(page).tables if _is_form(table)]
        boxes: list[Box] = [table.bbox for table in tables]
        cells = [cell for table, box in zip(tables, boxes, strict=True) for cell in _cells(_letters(sheet, box), table)]
    except Exception:  # optional: keep what PDFium read
        return fragments
    return [f for f in fragments if not any(_inside(f, box) for box in boxes)] + cells if cells else fragments


class _Ruled:
    """A page with rules, as pdfplumber's table finder expects it."""

    def __init__(self, sheet: Sheet, paths: Sequence[int]) -> None:
        self.bbox: Box = (0.0, 0.0, sheet.width, sheet.height)
        self.edges = [edge for index in paths for edge in _edges(sheet, index)]
        if _crossings(self.edges) > MOST_CROSSINGS:
            raise ValueError  # graph paper


def _crossings(edges: Sequence[dict[str, Any]]) -> int:
    """Return an upper limit of rule crossings: the time of pdfplumber's cell search grows with its square."""
    upright = {round(edge["x0"] / SNAP) for edge in edges if edge["orientation"] == "v"}
    level = {round(edge["top"] / SNAP) for edge in edges if edge["orientation"] == "h"}
    return len(upright) * len(level)


def _edges(sheet: Sheet, index: int) -> Iterator[dict[str, Any]]:
    """Yield the vertical and horizontal strokes, and sides of filled areas, of a painted object."""
    item = pdfium.FPDFPage_GetObject(sheet.page, index)
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
        return
    for (x0, y0), (x1, y1) in _sides(sheet, item):
        level = abs(y0 - y1) <= STRAIGHT
        if level or abs(x0 - x1) <= STRAIGHT:
            (left, right), (top, bottom) = sorted((x0, x1)), sorted((y0, y1))
            right, bottom = (right, top) if level else (left, bottom)
            yield {
                "object_type": "line", "orientation": "h" if level else "v", "x0": left, "x1": right, "top": top, "bottom": bottom,
                "doctop": top, "width": right - left, "height": bottom - top,
            }  # fmt: skip


def _sides(sheet: Sheet, item: Any) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    """Yield the straight segments of a path, in points of the visible page."""
    count = pdfium.FPDFPath_CountSegments(item)
    matrix = pdfium.FS_MATRIX()
    if not 2 <= count <= MOST_OBJECTS or not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        return
    x, y = ctypes.c_float(), ctypes.c_float()
    first: tuple[float, float] | None = None
    points: list[tuple[tuple[float, float], bool]] = []
    for number in range(count):
        segment = pdfium.FPDFPath_GetPathSegment(item, number)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        place = sheet.point(matrix.a * x.value + matrix.c * y.value + matrix.e, matrix.b * x.value + matrix.d * y.value + matrix.f)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        first = place if kind == pdfium.FPDF_SEGMENT_MOVETO or first is None else first
        points.append((place, kind == pdfium.FPDF_SEGMENT_LINETO))
        if pdfium.FPDFPathSegment_GetClose(segment):
            points.append((first, True))
    for (before, _), (place, drawn) in pairwise(points):
        if drawn:
            yield before, place


Letter = tuple[float, float, dict[str, Any]]
"""(centre x, centre y, pdfplumber's character)."""


def _letters(sheet: Sheet, box: Box) -> list[Letter]:
    """Return the letters of the runs that overlap a box."""
    out: list[Letter] = []
    for run, text, first in sheet.runs:
        if run.x1 < box[0] or run.x0 > box[2] or run.bottom < box[1] or run.top > box[3]:
            continue
        for number, place in enumerate(sheet.glyphs.char_boxes(range(first, first + len(text)))):
            if place is not None:
                x0, top, x1, bottom = sheet.box(place, place)
                char = text[number]
                whole = char + "-" if number == len(text) - 1 and run.text.endswith("-") and char != "-" else char
                out.append(((x0 + x1) / 2, (top + bottom) / 2, {
                    "text": whole, "x0": x0, "x1": x1, "top": top, "bottom": bottom, "doctop": top, "upright": True,
                    "fontname": "bold" if run.bold else "", "size": run.size, "object_type": "char",
                }))  # fmt: skip
    return out


def _is_form(table: Any) -> bool:
    columns = max((sum(cell is not None for cell in row.cells) for row in table.rows), default=0)
    return columns >= 2 and len(table.cells) <= MOST_CELLS


def _cells(area: Sequence[Letter], table: Any) -> list[Fragment]:
    return [cell for row in table.rows for cell in _row(area, row.cells)]


def _part(area: Sequence[Letter], box: Box) -> list[dict[str, Any]]:
    """Return the letters whose centre is in a cell, as text may touch that of neighbouring cells."""
    x0, top, x1, bottom = box
    return [letter for middle, centre, letter in area if x0 <= middle < x1 and top <= centre < bottom]


def _inside(fragment: Fragment, box: Box) -> bool:
    middle, centre = (fragment.x0 + fragment.x1) / 2, (fragment.top + fragment.bottom) / 2
    return box[0] <= middle <= box[2] and box[1] <= centre <= box[3]


def _row(area: Sequence[Letter], boxes: Sequence[Box | None]) -> list[Fragment]:
    """Return one fragment per filled cell of a row, aligned vertically; or the cells' own lines if one has many."""
    from anfrage_parser.readers.pdf.pdfplumber import pieces_of

    filled = [rows_of(pieces_of(_part(area, box))) for box in boxes if box is not None]
    filled = [rows for rows in filled if rows]
    if not filled:
        return []
    if max(len(rows) for rows in filled) > MOST_CELL_LINES:
        return [fragment for rows in filled for row in rows for fragment in row]
    top = min(f.top for rows in filled for row in rows for f in row)
    bottom = max(f.bottom for rows in filled for row in rows[:1] for f in row)
    return [_cell([f for row in rows for f in row], top, bottom) for rows in filled]


def _cell(pieces: Sequence[Fragment], top: float, bottom: float) -> Fragment:
    first = pieces[0]
    text = join(piece.text for piece in pieces)
    x0, x1 = min(p.x0 for p in pieces), max(p.x1 for p in pieces)
    return Fragment(text, x0, top, x1, bottom, first.size, all(p.bold for p in pieces), _boxes(pieces, text), cell=True)


def _boxes(pieces: Sequence[Fragment], text: str) -> tuple[Box, ...]:
    """Return the boxes of a cell's words; a single one if hyphenation was undone."""
    boxes = [box for piece in pieces for box in piece.boxes]
    return tuple(boxes) if len(boxes) == len(text.split()) or not boxes else (around(boxes),)
