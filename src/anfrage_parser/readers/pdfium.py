"""PDF through PDFium's raw text interface: one call for a page's text, a few for each line.

Its quirks, undone here: a hyphen at a line's end comes as U+FFFE (or U+0002) and takes the line break with it; text comes in
the order of the content stream; boxes of glyphs are tight, so the loose ones are asked for.
"""

import ctypes
from collections.abc import Iterator, Sequence
from typing import Any

import pypdfium2_raw as pdfium

from anfrage_parser.firstuse import compiled
from anfrage_parser.model import Box
from anfrage_parser.readers.fragments import Extract, Fragment, check_pages
from anfrage_parser.readers.layout import WIDE_GAP
from anfrage_parser.readers.options import Options
from anfrage_parser.readers.refusals import damaged, encrypted

PASSWORD = 4
"""PDFium's code for a missing or wrong password."""

_BREAK = compiled("\r\n|\r|\n|[\ufffe\u0002](?:\r\n|\r|\n)?")


def extract(data: bytes, options: Options) -> Extract:
    """What stands on the pages of a PDF."""
    document = opened(data, options.passwords)
    try:
        count = pdfium.FPDF_GetPageCount(document)
        check_pages(count, options.max_pages)
        found = Extract()
        for index in range(count):
            found.add(_page(document, index, found.broken, options.words))
        return found
    finally:
        pdfium.FPDF_CloseDocument(document)


def opened(data: bytes, passwords: Sequence[str]) -> Any:
    """PDFium's handle of a document, which keeps no copy of the bytes; with the first of the passwords that fits."""
    _init()
    for password in (None, *passwords):
        document = pdfium.FPDF_LoadMemDocument64(data, len(data), password.encode() if password is not None else None)
        if document:
            return document
        code = pdfium.FPDF_GetLastError()
        if code != PASSWORD:
            break
    raise encrypted(passwords) if code == PASSWORD else damaged()


_started: list[bool] = []


def _init() -> None:
    if not _started:
        pdfium.FPDF_InitLibrary()
        _started.append(True)


def _page(document: Any, index: int, broken: list[int], words: bool) -> Sequence[Fragment]:
    """What stands on a page; loading it is the larger part of reading it."""
    page = pdfium.FPDF_LoadPage(document, index)
    if not page:
        broken.append(index + 1)
        return []
    try:
        text_page = pdfium.FPDFText_LoadPage(page)
        if not text_page:
            broken.append(index + 1)
            return []
        try:
            sheet = _Sheet(page, text_page, words)
            fragments = list(_fragments(sheet))
            return fragments if index or not fragments else _with_cells(sheet, fragments)
        finally:
            pdfium.FPDFText_ClosePage(text_page)
    finally:
        pdfium.FPDF_ClosePage(page)


def _with_cells(sheet: "_Sheet", fragments: Sequence[Fragment]) -> Sequence[Fragment]:
    """The first page, where forms have their tables, cell by cell; a turned page is left as it is."""
    from anfrage_parser.readers.tables import has_rules, with_cells

    return with_cells(sheet, fragments) if not sheet.turn and has_rules(sheet.page) else fragments


class _Sheet:
    """A page and its text, in points from the top left of what is seen; its own coordinates may be shifted or turned."""

    def __init__(self, page: Any, text_page: Any, words: bool) -> None:
        self.page, self.text_page, self.words = page, text_page, words
        self.runs: list[tuple[Fragment, str, int]] = []
        self.width, self.height = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
        self.turn = pdfium.FPDFPage_GetRotation(page)
        box = [ctypes.c_float() for _ in range(4)]
        found = pdfium.FPDFPage_GetCropBox(page, *box) or pdfium.FPDFPage_GetMediaBox(page, *box)
        self.left, self.bottom = (box[0].value, box[1].value) if found else (0.0, 0.0)
        self.rect, self.flags, self.font = pdfium.FS_RECTF(), ctypes.c_int(), ctypes.create_string_buffer(128)  # written to, over and over

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point, as seen on the upright page."""
        across, up = x - self.left, y - self.bottom
        if not self.turn:
            return across, self.height - up
        turned = {0: (across, self.height - up), 1: (up, across), 2: (self.width - across, up), 3: (self.width - up, self.height - across)}
        return turned[self.turn % 4]

    def text(self) -> str:
        """The page's text, one UTF-16 unit a character, so that positions are PDFium's own."""
        count = pdfium.FPDFText_CountChars(self.text_page)
        if count <= 0:
            return ""
        buffer = (ctypes.c_ushort * (count + 1))()
        written = pdfium.FPDFText_GetText(self.text_page, 0, count, buffer)
        return bytes(buffer)[: max(written - 1, 0) * 2].decode("utf-16-le", "surrogatepass") if written else ""

    def corners(self, index: int) -> list[tuple[float, float]]:
        """Two corners of a letter's loose box, in the page's own coordinates."""
        rect = self.rect
        if not pdfium.FPDFText_GetLooseCharBox(self.text_page, index, rect):
            return []
        return [(rect.left, rect.top), (rect.right, rect.bottom)]

    def gap(self, first: int, text: str, blank: int) -> float:
        """The distance in points between the letters on both sides of a run of blanks."""
        before = self.corners(first + len(text[:blank].rstrip()) - 1)
        after = self.corners(first + blank + 1)
        return after[0][0] - before[1][0] if before and after else 0.0

    def fragment(self, text: str, first: int, count: int) -> Fragment:
        """A run of letters as text with its place; a hyphen that PDFium took away stands behind the last of them."""
        corners = [*self.corners(first), *self.corners(first + count - 1)]
        points = [self.point(x, y) for x, y in corners] or [(0.0, 0.0)]
        size = pdfium.FPDFText_GetFontSize(self.text_page, first)
        xs, ys = [x for x, _ in points], [y for _, y in points]
        height = max(ys) - min(ys)
        boxes = tuple(self._word(first + m.start(), first + m.end()) for m in _WORD.finditer(text)) if self.words else ()
        return Fragment(_whole(text), min(xs), min(ys), max(xs), max(ys), size if size > 1.5 else height, self._is_bold(first), boxes)

    def _is_bold(self, index: int) -> bool:
        """Whether the font's name says so; its weight is not to be trusted."""
        size = pdfium.FPDFText_GetFontInfo(self.text_page, index, self.font, len(self.font), self.flags)
        return 0 < size <= len(self.font) and b"bold" in self.font.value.lower()

    def _word(self, start: int, end: int) -> Box:
        """What encloses some letters: their loose boxes, and the tight ones of letters that reach out of them."""
        points: list[tuple[float, float]] = []
        sides = [ctypes.c_double() for _ in range(4)]
        for index in range(start, end):
            points += self.corners(index)
            if pdfium.FPDFText_GetCharBox(self.text_page, index, *sides):
                left, right, bottom, top = (side.value for side in sides)
                points += [(left, top), (right, bottom)]
        seen = [self.point(x, y) for x, y in points] or [(0.0, 0.0)]
        return min(x for x, _ in seen), min(y for _, y in seen), max(x for x, _ in seen), max(y for _, y in seen)


_WORD = compiled(r"\S+")


def _fragments(sheet: _Sheet) -> Iterator[Fragment]:
    units = sheet.text()
    start = 0
    for match in _BREAK.finditer(units + "\n" if units else ""):
        hyphen = match.group()[0] in "\ufffe\u0002"
        words = units[start : match.start()]
        bare = words.strip()
        if bare:
            first = start + words.index(bare[0])
            line = sheet.fragment(bare + ("-" if hyphen else ""), first, len(bare))
            sheet.runs.append((line, bare, first))
            yield from _columns(sheet, line, first)
        start = match.end()


WIDE_LINE = 0.55
"""Width of a line, in letter heights for each of its letters, from which on it may hold columns."""

FEW_BLANKS = 4
"""A line with no more blanks than this may be a label and its value, far apart."""


def _columns(sheet: _Sheet, line: Fragment, first: int) -> Iterator[Fragment]:
    """The pieces of a line that PDFium put together over a wide gap: label and value, address and office."""
    text = line.text
    loose = line.x1 - line.x0 > WIDE_LINE * line.size * len(text) or text.count(" ") <= FEW_BLANKS
    start = 0
    if not sheet.turn and (loose or ": " in text):
        for blank in (i for i, char in enumerate(text) if char == " " and (loose or text[i - 1] == ":")):
            if text[blank + 1] != " " and sheet.gap(first, text, blank) > WIDE_GAP * line.size:
                yield sheet.fragment(text[start:blank].rstrip(), first + start, len(text[start:blank].rstrip()))
                start = blank + 1
    yield line if not start else sheet.fragment(text[start:], first + start, len(text) - start - text.endswith("-"))


def _whole(text: str) -> str:
    """UTF-16 units put together to characters; halves of pairs become U+FFFD."""
    if text.isascii():
        return text
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
