"""Ruled tables at the head of a PDF's first page, cell by cell: pdfplumber finds what its rules part.

PDFium gives the rest of the text; it only counts the rules, so that pdfplumber is imported for none but the pages that have some.
"""

import ctypes
from collections.abc import Sequence
from typing import Any

import pypdfium2.raw as pdfium

from anfrage_parser.clean import join
from anfrage_parser.model import Box, around
from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.readers.layout import rows_of

MOST_OBJECTS = 3_000
"""Objects of a page beyond which it is a drawing, not a form."""

MOST_CELL_LINES, MOST_CELLS = 4, 400
"""A larger cell holds a text of its own; a page of more cells is no form."""

THIN, LONG = 2.5, 20.0
"""Points: a rule is thinner than the one and longer than the other."""

FEWEST_STOPS = 3
"""Upright rules at different places that two columns need."""


def has_rules(page: Any) -> bool:
    """Whether a page of PDFium's has upright rules for two columns at least."""
    count = pdfium.FPDFPage_CountObjects(page)
    if not FEWEST_STOPS <= count <= MOST_OBJECTS:
        return False
    stops: set[int] = set()
    box = [ctypes.c_float() for _ in range(4)]
    for index in range(count):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH or not pdfium.FPDFPageObj_GetBounds(item, *box):
            continue
        left, bottom, right, top = (b.value for b in box)
        if right - left <= THIN and top - bottom > THIN * 3:
            stops.add(round(left / 3))
        elif right - left > LONG and top - bottom > THIN * 3:
            stops |= {round(left / 3), round(right / 3)}
        if len(stops) >= FEWEST_STOPS:
            return True
    return False


def with_cells(data: bytes, fragments: Sequence[Fragment], passwords: Sequence[str] = ()) -> Sequence[Fragment]:
    """The first page's fragments with those inside a ruled table replaced by one for each cell; as they are where none is found."""
    from anfrage_parser.readers.plumber import opened

    try:
        with opened(data, passwords, [1]) as document:
            page = document.pages[0]
            tables = [t for t in page.find_tables() if _is_form(t)]
            cells = [cell for table in tables for cell in _cells(page.crop(table.bbox, strict=False), table, page.cropbox[:2])]
            boxes = [_seen(table.bbox, page.cropbox[:2]) for table in tables]
    except Exception:  # a second opinion only: what PDFium read stands
        return fragments
    return [f for f in fragments if not any(_inside(f, box) for box in boxes)] + cells if cells else fragments


def _is_form(table: Any) -> bool:
    columns = max((sum(cell is not None for cell in row.cells) for row in table.rows), default=0)
    return columns >= 2 and len(table.cells) <= MOST_CELLS


def _seen(box: Box, corner: tuple[float, float]) -> Box:
    """A box counted from the corner of what is seen of its page."""
    return box[0] - corner[0], box[1] - corner[1], box[2] - corner[0], box[3] - corner[1]


def _cells(area: Any, table: Any, corner: tuple[float, float]) -> list[Fragment]:
    return [cell for row in table.rows for cell in _row(area, row.cells, corner)]


def _part(area: Any, box: Box) -> Any:
    """The letters of an area whose middle lies in a cell: text that touches its neighbour's belongs to where it stands."""
    x0, top, x1, bottom = box

    def mine(item: dict[str, Any]) -> bool:
        inside = x0 <= (item["x0"] + item["x1"]) / 2 < x1 and top <= (item["top"] + item["bottom"]) / 2 < bottom
        return bool(item["object_type"] == "char" and inside)

    return area.filter(mine)


def _inside(fragment: Fragment, box: Box) -> bool:
    middle, centre = (fragment.x0 + fragment.x1) / 2, (fragment.top + fragment.bottom) / 2
    return box[0] <= middle <= box[2] and box[1] <= centre <= box[3]


def _row(area: Any, boxes: Sequence[Box | None], corner: tuple[float, float]) -> list[Fragment]:
    """One fragment for each filled cell of a row, all at one height; the cells' own lines where one of them holds a text."""
    from anfrage_parser.readers.plumber import words_of

    filled = [rows_of(words_of(_part(area, box), corner)) for box in boxes if box is not None]
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
