"""Read PDF through PDFium's raw text API: one call for a page's text, a few for each line (see `glyphs.py`).

Quirks handled here: a hyphen at a line's end is U+FFFE (or U+0002) and lacks the line break; text is in the order of the
content stream; boxes of glyphs are tight, so the loose ones are used.
"""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2_raw as pdfium

from anfrage_parser.model import Box, Turned
from anfrage_parser.readers.fragments import Extract, Fragment, check_pages, is_bare, is_sparse, is_whole
from anfrage_parser.readers.options import Options
from anfrage_parser.readers.pdf.columns import parting_gaps
from anfrage_parser.readers.pdf.glyphs import CharBox, Glyphs, objects_of
from anfrage_parser.readers.pdf.pages import is_pictured, opened
from anfrage_parser.readers.pdf.portfolio import enclosed
from anfrage_parser.readers.pdf.raised import with_raised
from anfrage_parser.readers.pdf.strikes import crossing, with_struck
from anfrage_parser.readers.pdf.unnamed import with_unnamed
from anfrage_parser.readers.pdf.visible import seen
from anfrage_parser.readers.pdf.widgets import Forms, refuse_empty_form
from anfrage_parser.text.patterns import compiled

LAYERS = (b"/OCProperties", b"/ObjStm")
"""A document with neither has no layers; compressed, the first may stand within the second."""

SHIFTED = 0.6
"""How far the middles of a line's first and last glyph may differ in height, in heights of the smaller."""

_BREAK = compiled("([\r\n\ufffe\u0002]+)")


def extract(data: bytes, options: Options) -> Extract:
    """Extract the pages of a PDF."""
    document = opened(data, options.passwords)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        check_pages(count, options.max_pages)
        found, forms = Extract(), Forms(document)
        layered = any(word in data for word in LAYERS)
        try:
            for index in range(count):
                found.add(_page(forms, index, found, options, layered))
            refuse_empty_form(found, pdfium.FPDF_GetFormType(document))
        finally:
            forms.close()
        found.enclosed = enclosed(document, data, found.pages)
        return found
    finally:
        pdfium.FPDF_CloseDocument(document)


def _page(forms: Forms, index: int, found: Extract, options: Options, layered: bool) -> Sequence[Fragment]:
    """Extract a page; most of the time is spent on loading it."""
    page = pdfium.FPDF_LoadPage(forms.document, index)
    if not page:
        found.broken.append(index + 1)
        return []
    try:
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            found.broken.append(index + 1)
            return []
        try:
            sheet = _Sheet(page, text_page, options.words, layered)
            fragments = _on_the_page(sheet, _seen_fragments(sheet, text_page, found), found)
            if sheet.turned is not None:
                found.turned[index + 1] = sheet.turned
            filled = forms.fragments(sheet, fragments)
            if options.ocr == "auto" and is_sparse(fragments) and not is_pictured(page, is_bare(fragments)):
                found.plain.append(index + 1)
            whole = fragments if index or not fragments else _with_cells(sheet, fragments)
            if sheet.crossed:
                whole = with_struck(whole, sheet.crossed, options.words)
            return [*whole, *filled] if filled else whole
        finally:
            pdfium.FPDFText_ClosePage(text_page)
    finally:
        pdfium.FPDF_ClosePage(page)


def add_fields(found: Extract, data: bytes, options: Options) -> None:
    """Add what was filled in and typed onto the pages to what another reader found on them."""
    document = opened(data, options.passwords)
    forms = Forms(document)
    try:
        for index, printed in enumerate(found.pages):
            if not (page := pdfium.FPDF_LoadPage(document, index)):
                continue
            text_page = pdfium.FPDFText_LoadPage(page) if pdfium.FPDFPage_GetAnnotCount(page) else None
            if text_page:
                found.pages[index] = [*printed, *forms.fragments(_Sheet(page, text_page, words=True, layered=False), printed)]
                pdfium.FPDFText_ClosePage(text_page)
            pdfium.FPDF_ClosePage(page)
        refuse_empty_form(found, pdfium.FPDF_GetFormType(document))
        found.enclosed = enclosed(document, data, found.pages)
    finally:
        forms.close()
        pdfium.FPDF_CloseDocument(document)


def _seen_fragments(sheet: "_Sheet", text_page: Any, found: Extract) -> Sequence[Fragment]:
    """Return the lines of a page that can be seen, and turn the sheet to their direction."""
    units = with_raised(sheet, with_unnamed(sheet.glyphs))
    lines = sheet.lines(units)
    sheet.crossed = crossing(sheet, lines)
    if sheet.crossed:
        sheet.words = True
        lines = sheet.lines(units)
    shown = seen(sheet, text_page)
    if not (shown.unseen or sheet.tilted or sheet.turn):
        return _parted(sheet, lines)
    mapped = shown.mapped(text_page, units)
    sheet.turn_to(mapped.turn)
    found.unseen, found.askew = found.unseen + len(mapped.unseen), found.askew + len(mapped.askew)
    kept = list(units)
    for start, end in (*mapped.unseen, *mapped.askew):
        kept[start:end] = "\r" * (end - start)
    return _parted(sheet, sheet.lines("".join(kept)))


def _on_the_page(sheet: "_Sheet", fragments: Sequence[Fragment], found: Extract) -> Sequence[Fragment]:
    """Leave out what lies beyond the edges of a page."""
    width, height = sheet.width, sheet.height
    beyond = [f for f in fragments if f.x0 >= width or f.x1 <= 0 or f.top >= height or f.bottom <= 0]
    if not beyond:
        return fragments
    found.unseen += sum(len(f.text.split()) for f in beyond)
    gone = {*map(id, beyond)}
    return [f for f in fragments if id(f) not in gone]


def _with_cells(sheet: "_Sheet", fragments: Sequence[Fragment]) -> Sequence[Fragment]:
    """Read tables of the first page, where forms have them, cell by cell; a rotated page is unchanged."""
    if sheet.turn:
        return fragments
    from anfrage_parser.readers.pdf.tables import with_cells

    return with_cells(sheet, fragments)


Run = tuple[str, int, int]
"""(text, index of the first glyph, number of glyphs) of a line; a hyphen removed by PDFium is not counted."""


class _Sheet:
    """A page and its text, in points from the top left of the visible page; PDF coordinates may be shifted or rotated."""

    def __init__(self, page: Any, text_page: Any, words: bool, layered: bool) -> None:
        self.page, self.words, self.layered = page, words, layered
        self.glyphs = Glyphs(text_page)
        self.runs: list[tuple[Fragment, str, int]] = []
        self.crossed: list[Box] = []
        """Lines drawn through words; their boxes."""
        self.width, self.height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        self.turn = pdfium.FPDFPage_GetRotation(page)
        self.turned: Turned | None = None
        self.tilted = False
        """Whether a line is not upright, as far as its first and last glyph show."""
        self.objects, self.kinds = objects_of(page)
        box = [ctypes.c_float() for _ in range(4)]
        found = pdfium.FPDFPage_GetCropBox(page, *box) or pdfium.FPDFPage_GetMediaBox(page, *box)
        self.left, self.bottom = (box[0].value, box[1].value) if found else (0.0, 0.0)

    def turn_to(self, turn: int) -> None:
        """Make the text upright that is so after `turn` quarter turns, clockwise, of the unrotated page."""
        if quarters := (turn - self.turn) % 4:
            self.crossed = []
            self.turned, self.turn = Turned(quarters, self.width, self.height), turn
            if quarters % 2:
                self.width, self.height = self.height, self.width

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Convert a point to the visible, upright page."""
        across, up = x - self.left, y - self.bottom
        if not self.turn:
            return across, self.height - up
        turned = {0: (across, self.height - up), 1: (up, across), 2: (self.width - across, up), 3: (self.width - up, self.height - across)}
        return turned[self.turn % 4]

    def has_text_in(self, bounds: Box) -> bool:
        """Return whether the middle of a line is within some bounds, in page coordinates."""
        left, lower, right, upper = bounds
        x0, top, x1, bottom = self.seen([(left, upper, right, lower)])
        return any(x0 <= (line.x0 + line.x1) / 2 <= x1 and top <= (line.top + line.bottom) / 2 <= bottom for line, _, _ in self.runs)

    def lines(self, units: str) -> Sequence[Fragment]:
        """Return the lines of a text of this page, and remember them as `runs`."""
        runs = list(_runs(units))
        lines = self.fragments(runs)
        self.runs = [(line, text[:count], first) for line, (text, first, count) in zip(lines, runs, strict=True)]
        return lines

    def fragments(self, runs: Sequence[Run]) -> list[Fragment]:
        """Convert runs to fragments; a hyphen removed by PDFium is appended."""
        if not runs:
            return []
        firsts = [first for _, first, _ in runs]
        starts = self.glyphs.char_boxes(firsts)
        ends = self.glyphs.char_boxes([first + count - 1 for _, first, count in runs])
        sizes, bold = self.glyphs.sizes(firsts), self.glyphs.bold(firsts)
        return [self._fragment(*row) for row in zip(runs, starts, ends, sizes, bold, strict=True)]

    def _fragment(self, run: Run, start: CharBox | None, end: CharBox | None, size: float, bold: bool) -> Fragment:
        text, first, _ = run
        box = self.box(start, end) if start and end and not self.turn else self.seen([box for box in (start, end) if box])
        if start and end and not self.tilted:
            self.tilted = _is_tilted(start, end)
        return Fragment(_whole(text), *box, size if size > 1.5 else box[3] - box[1], bold, self._words(text, first) if self.words else ())

    def box(self, start: CharBox, end: CharBox) -> Box:
        """Return the box around two glyphs of an unrotated page."""
        left, upper, right, lower = start
        other, above, beyond, below = end
        bottom, height = self.bottom, self.height
        x0, x1 = min(left, right, other, beyond) - self.left, max(left, right, other, beyond) - self.left
        return x0, height - (max(upper, lower, above, below) - bottom), x1, height - (min(upper, lower, above, below) - bottom)

    def seen(self, boxes: Sequence[CharBox]) -> Box:
        """Return the box around some glyphs, on the visible, upright page."""
        if not boxes:
            return 0.0, 0.0, 0.0, 0.0
        lefts, tops, rights, bottoms = zip(*boxes, strict=True)
        left, right, upper, lower = min(*lefts, *rights), max(*lefts, *rights), max(*tops, *bottoms), min(*tops, *bottoms)
        (x0, top), (x1, bottom) = self.point(left, upper), self.point(right, lower)
        return (x0, top, x1, bottom) if not self.turn else (min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom))

    def _words(self, text: str, first: int) -> tuple[Box, ...]:
        """Return the box of each word: around the loose boxes of its glyphs, and tight ones that extend beyond them."""
        numbers = range(first, first + len(text))
        loose, tight = self.glyphs.char_boxes(numbers), self.glyphs.tight(numbers)
        spans = [match.span() for match in _WORD.finditer(text)]
        return tuple(self.seen([box for box in loose[start:end] + tight[start:end] if box]) for start, end in spans)


_WORD = compiled(r"\S+")


def _is_tilted(start: CharBox, end: CharBox) -> bool:
    """Return whether a line's last glyph is not beside its first, but above, below or before it."""
    height = min(abs(start[1] - start[3]), abs(end[1] - end[3]))
    return abs(start[1] + start[3] - end[1] - end[3]) / 2 > SHIFTED * height or end[0] + end[2] < start[0] + start[2]


def _parted(sheet: _Sheet, lines: Sequence[Fragment]) -> Sequence[Fragment]:
    """Return the lines of a page, split at columns."""
    if sheet.turn:
        return lines
    runs = [(text, first, len(text)) for _, text, first in sheet.runs]
    out: list[Fragment] = []
    done = 0
    firsts = [first for _, first, _ in runs]
    for number, gaps in parting_gaps(sheet.glyphs, lines, firsts, sheet.left).items():
        out += lines[done:number]
        pieces = sheet.fragments(list(_pieces(lines[number].text, runs[number][1], [gap.blank for gap in gaps])))
        out += [pieces[0], *(piece._replace(cell=gap.column) for gap, piece in zip(gaps, pieces[1:], strict=True))]
        done = number + 1
    return [*out, *lines[done:]]


def _runs(units: str) -> Iterator[Run]:
    """Yield the lines of a page's text."""
    start = 0
    parts = [*_BREAK.split(units), "\n"]
    for words, end in zip(parts[::2], parts[1::2], strict=True):
        if bare := words.strip():
            yield bare + "-" if end[0] in "\ufffe\u0002" else bare, start + words.index(bare[0]), len(bare)
        start += len(words) + len(end)


def _pieces(text: str, first: int, blanks: Sequence[int]) -> Iterator[Run]:
    """Yield the parts of a line, split at some blanks."""
    start = 0
    for blank in blanks:
        piece = text[start:blank].rstrip()
        yield piece, first + start, len(piece)
        start = blank + 1
    yield text[start:], first + start, len(text) - start - text.endswith("-")


def _whole(text: str) -> str:
    """Join UTF-16 surrogate pairs to characters; lone surrogates become U+FFFD."""
    return text if is_whole(text) else text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
