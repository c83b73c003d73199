"""Ruled tables at the head of a PDF's first page, cell by cell.

The rules and the letters are PDFium's, as the rest of the page is; which cells they make, and which words the letters, pdfplumber says.
It is imported for none but the pages that have rules.
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
"""Objects of a page beyond which it is a drawing, not a form."""

MOST_CELL_LINES, MOST_CELLS = 4, 400
"""A larger cell holds a text of its own; a page of more cells is no form."""

SNAP = 3.0
"""Points within which rules are one."""

MOST_CROSSINGS = 5 * MOST_CELLS
"""Of upright rules with level ones; the largest form that was seen has 120."""

THIN, LONG = 2.5, 20.0
"""Points: a rule is thinner than the one and longer than the other."""

STRAIGHT = 0.1
"""Points by which a level or upright rule may slant."""

FEWEST_STOPS = 3
"""Upright rules at different places that two columns need."""


def _has_rules(page: Any, paths: Sequence[int]) -> bool:
    """Whether upright rules for two columns at least are among the paths of a page."""
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
    """A page of PDFium's, as its reader sees it."""

    page: Any
    glyphs: Glyphs
    runs: list[tuple[Fragment, str, int]]
    """Each run of letters with what PDFium calls its text, and the index of its first letter."""
    width: float
    height: float

    def box(self, start: CharBox, end: CharBox) -> Box:
        """What encloses two letters of an upright page."""

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page's own coordinates in points from the top left of what is seen."""


def with_cells(sheet: Sheet, fragments: Sequence[Fragment]) -> Sequence[Fragment]:
    """The first page's fragments with those inside a ruled table replaced by one for each cell; as they are where none is found."""
    few = FEWEST_STOPS <= pdfium.FPDFPage_CountObjects(sheet.page) <= MOST_OBJECTS
    paths = shapes(sheet.page) if few else []
    if not _has_rules(sheet.page, paths):
        return fragments
    from pdfplumber.table import TableFinder

    try:
        page: Any = _Ruled(sheet, paths)
        tables = [table for table in TableFinder(page).tables if _is_form(table)]
        boxes: list[Box] = [table.bbox for table in tables]
        cells = [cell for table, box in zip(tables, boxes, strict=True) for cell in _cells(_letters(sheet, box), table)]
    except Exception:  # a second opinion only: what PDFium read stands
        return fragments
    return [f for f in fragments if not any(_inside(f, box) for box in boxes)] + cells if cells else fragments


class _Ruled:
    """What pdfplumber wants to know of a page with rules."""

    def __init__(self, sheet: Sheet, paths: Sequence[int]) -> None:
        self.bbox: Box = (0.0, 0.0, sheet.width, sheet.height)
        self.edges = [edge for index in paths for edge in _edges(sheet, index)]
        if _crossings(self.edges) > MOST_CROSSINGS:
            raise ValueError  # graph paper


def _crossings(edges: Sequence[dict[str, Any]]) -> int:
    """How often upright and level rules may cross: what pdfplumber's search for cells costs grows with its square."""
    upright = {round(edge["x0"] / SNAP) for edge in edges if edge["orientation"] == "v"}
    level = {round(edge["top"] / SNAP) for edge in edges if edge["orientation"] == "h"}
    return len(upright) * len(level)


def _edges(sheet: Sheet, index: int) -> Iterator[dict[str, Any]]:
    """The upright and level strokes, and sides of areas, of an object that is painted."""
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
    """The straight pieces of a path, from point to point as seen."""
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
"""Its middle, and the letter as pdfplumber has it."""


def _letters(sheet: Sheet, box: Box) -> list[Letter]:
    """The letters of the runs that touch a box."""
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
    """The letters of an area whose middle lies in a cell: text that touches its neighbour's belongs to where it stands."""
    x0, top, x1, bottom = box
    return [letter for middle, centre, letter in area if x0 <= middle < x1 and top <= centre < bottom]


def _inside(fragment: Fragment, box: Box) -> bool:
    middle, centre = (fragment.x0 + fragment.x1) / 2, (fragment.top + fragment.bottom) / 2
    return box[0] <= middle <= box[2] and box[1] <= centre <= box[3]


def _row(area: Sequence[Letter], boxes: Sequence[Box | None]) -> list[Fragment]:
    """One fragment for each filled cell of a row, all at one height; the cells' own lines where one of them holds a text."""
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
    """The boxes of a cell's words; one around all of them where a hyphen at a line's end was undone."""
    boxes = [box for piece in pieces for box in piece.boxes]
    return tuple(boxes) if len(boxes) == len(text.split()) or not boxes else (around(boxes),)
