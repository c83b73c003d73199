"""Find the words of a page that a line is drawn through: a thin area or stroke, or a reader's mark, over the middle of their letters."""

import ctypes
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from typing import Any, Protocol

import pypdfium2_raw as pdfium

from anfrage_parser.model import Box
from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.readers.pdf.glyphs import CharBox, shapes
from anfrage_parser.readers.pdf.rendering import bounds_of
from anfrage_parser.text.patterns import compiled

THICKEST, SHORTEST = 3.5, 6.0
"""Height of the thickest line through letters, as PDFium bounds it, and width of the shortest, in points."""

UPPER, LOWER = 0.42, 0.72
"""The middle of letters, in heights of their line from its top: underlines are further down."""

BEYOND = 12.0
"""Points that a line through words may be longer than their line at either end; rules of tables and forms are longer."""

COVERED = 0.6
"""Share of a word's width that is crossed."""

MOST_SHAPES = 2_000
"""Shapes of a page that are looked at; a page with more is a map or a chart."""

_WORD = compiled(r"\S+")


class Sheet(Protocol):
    """What is asked of the PDFium reader's page."""

    page: Any
    objects: list[int]
    kinds: list[int]

    def seen(self, boxes: Sequence[CharBox]) -> Box:
        """Return the box around some glyphs, on the visible, upright page."""


def crossing(sheet: Sheet, lines: Sequence[Fragment]) -> list[Box]:
    """Return the boxes of the lines that are drawn through the middle of some words."""
    return through(list(_drawn(sheet)), lines)


def _drawn(sheet: Sheet) -> Iterator[Box]:
    """Yield the boxes of the thin shapes of a page, and of what readers struck out."""
    places = shapes(sheet.kinds)
    for place in places if len(places) <= MOST_SHAPES else ():
        bounds = bounds_of(sheet.objects[place])
        if bounds is not None and min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= THICKEST:
            yield sheet.seen([(bounds[0], bounds[3], bounds[2], bounds[1])])
    for number in range(min(pdfium.FPDFPage_GetAnnotCount(sheet.page), MOST_SHAPES)):
        yield from _marked(sheet, number)


def _marked(sheet: Sheet, number: int) -> Iterator[Box]:
    """Yield the middle of each line that an annotation strikes out."""
    annotation = pdfium.FPDFPage_GetAnnot(sheet.page, number)
    if not annotation:
        return
    try:
        if pdfium.FPDFAnnot_GetSubtype(annotation) != pdfium.FPDF_ANNOT_STRIKEOUT:
            return
        corners = pdfium.FS_QUADPOINTSF()
        for index in range(min(pdfium.FPDFAnnot_CountAttachmentPoints(annotation), MOST_SHAPES)):
            if pdfium.FPDFAnnot_GetAttachmentPoints(annotation, index, ctypes.byref(corners)):
                across, up = [corners.x1, corners.x2, corners.x3, corners.x4], [corners.y1, corners.y2, corners.y3, corners.y4]
                x0, top, x1, bottom = sheet.seen([(min(across), max(up), max(across), min(up))])
                middle = top + (UPPER + LOWER) / 2 * (bottom - top)
                yield x0, middle, x1, middle
    finally:
        pdfium.FPDFPage_CloseAnnot(annotation)


def through(boxes: Sequence[Box], lines: Sequence[Fragment]) -> list[Box]:
    """Return which of some thin boxes cross the middle of a line."""
    flat = sorted([box for box in boxes if box[3] - box[1] <= THICKEST and box[2] - box[0] >= SHORTEST], key=_middle)
    middles = [_middle(box) for box in flat]
    return list({box: None for line in lines for box in _level(flat, middles, line) if _crosses(box, line)}) if flat else []


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _level(boxes: Sequence[Box], middles: Sequence[float], line: Fragment) -> Sequence[Box]:
    """Return which of some thin boxes, from top to bottom, are as high as the middle of a line's letters."""
    height = line.bottom - line.top
    first = bisect_left(middles, line.top + UPPER * height)
    return boxes[first : bisect_right(middles, line.top + LOWER * height, first)]


def _crosses(box: Box, line: Fragment) -> bool:
    return line.x0 - BEYOND <= box[0] < line.x1 and line.x0 < box[2] <= line.x1 + BEYOND


def with_struck(fragments: Sequence[Fragment], crossed: Sequence[Box], words: bool) -> list[Fragment]:
    """Return the fragments, which have boxes of words, with the words marked that are crossed; without the boxes unless `words`."""
    out = []
    ordered = sorted(crossed, key=_middle)
    middles = [_middle(box) for box in ordered]
    for fragment in fragments:
        own = _level(ordered, middles, fragment)
        struck = tuple(_struck(fragment, own)) if own else ()
        out.append(fragment._replace(struck=struck, boxes=fragment.boxes if words else ()))
    return out


def _struck(fragment: Fragment, crossed: Sequence[Box]) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of the crossed words of a fragment; neighbours together."""
    places = [match.span() for match in _WORD.finditer(fragment.text)]
    if len(places) != len(fragment.boxes):
        return
    begun, last = -1, 0
    for (start, end), box in zip(places, fragment.boxes, strict=True):
        inside = sum(max(0.0, min(box[2], line[2]) - max(box[0], line[0])) for line in crossed)
        if inside >= COVERED * (box[2] - box[0]):
            begun, last = (start if begun < 0 else begun), end
        elif begun >= 0:
            yield begun, last
            begun = -1
    if begun >= 0:
        yield begun, last
