"""Arrange fragments of a page into lines in reading order; used by both PDF readers and OCR."""

import re
from collections.abc import Sequence
from itertools import pairwise

from anfrage_parser.errors import NoTextError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.model import Box, Line, Source, around
from anfrage_parser.readers.centred import with_centred
from anfrage_parser.readers.fragments import Extract, Fragment, is_raised_number, with_raised
from anfrage_parser.readers.kinds import media_type
from anfrage_parser.readers.legible import refuse_illegible
from anfrage_parser.readers.letterhead import apart
from anfrage_parser.readers.mending import mended as mended_letters
from anfrage_parser.readers.ocr.corrections import mended, mended_items
from anfrage_parser.readers.overlays import without_doubles, without_line_numbers
from anfrage_parser.readers.regions import regions
from anfrage_parser.readers.umlauts import lost
from anfrage_parser.text.clean import fold
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.struck import Ranges, without_struck

WIDE_GAP = 2.5
"""Gap, in letter heights, from which two fragments of a row are columns, not words."""

PARAGRAPH_GAP = 1.35
"""Multiple of the usual leading from which there is a blank line between two rows."""

FEWEST_CHARACTERS = 10
"""Fewest characters of a document with text, not counting blanks."""

FEWEST_ON_A_PAGE = 40
"""Fewest letters and digits per page; with fewer, pages only have a scanner's imprint."""

DOUBTFUL = 60.0
"""OCR confidence, in percent, below which a word is doubtful."""

DOUBTFUL_FIGURES = 80.0
"""The same for words with digits, where no dictionary helps."""

RECOGNISED = "ocr"
"""Prefix of `Source.reader` if OCR was used."""

Row = list[Fragment]

Word = tuple[int, int, Box]
"""(start, end, box) of a word in its line."""


def to_source(found: Extract, data: bytes, name: str, sha256: str, reader: str, ocr: str = "off") -> Source:
    """Build the document from the fragments of its pages; `NoTextError` if there is no text, not even by OCR."""
    (pages, count), broken = _mended_pages(found.pages), found.broken
    if not pages:
        raise UnreadableError(say("das PDF hat keine Seiten"), say("das Dokument noch einmal als PDF speichern"))
    if len(broken) == len(pages):
        raise UnreadableError(say("das PDF ist beschädigt"), say("das Dokument noch einmal als PDF speichern"))
    lines: list[Line] = []
    start = first = 0
    sheets = [regions(without_line_numbers(page), not number and len(pages) > 1) for number, page in enumerate(pages)]
    rows = [[rows_of(region.fragments) for region in sheet] for sheet in sheets]
    usual = _usual_leading([own for groups in rows for own in groups])
    head = next((number for number, page in enumerate(pages, 1) if page), 1)  # the first page may be empty
    for page, (sheet, groups) in enumerate(zip(sheets, rows, strict=True), 1):
        margin = {id(row) for region, own in zip(sheet, groups, strict=True) if region.margin for row in own}
        for row in _with_blanks(apart(groups[0]) if page == head and len(groups) == 1 else groups, usual) or [None]:
            line = _line(row, page, len(lines) + 1, start)
            line = line._replace(margin=True) if id(row) in margin else line
            lines.append(line._replace(turned=found.turned[page]) if page in found.turned else line)
            start += len(line.raw) + 1
        lines[first:], first = with_centred(lines[first:]), len(lines)
    if found.recognised:
        lines = _with_items(lines, found.recognised)
    text = _text(lines)
    if len("".join(text.split(None, FEWEST_CHARACTERS))) < FEWEST_CHARACTERS:
        raise scanned() if ocr == "off" else unrecognisable()
    refuse_illegible(text, pdf=True)
    return Source(
        name, sha256, len(data), media_type(data), None, False, len(pages), _reader(found, reader), text, tuple(lines), tuple(broken),
        unread_pages=tuple(found.unread), unseen=found.unseen, askew=found.askew, mended=count, lost=lost(text),
    )  # fmt: skip


def _mended_pages(pages: Sequence[Sequence[Fragment]]) -> tuple[Sequence[Sequence[Fragment]], int]:
    """Return pages with the letters mended that an earlier conversion broke, and how many; all of a document are mended alike."""
    texts = [fragment.text.replace("\n", " ") for page in pages for fragment in page]
    right, count = mended_letters("\n".join(texts))
    if not count:
        return pages, 0
    own = iter(right.split("\n"))
    return [[fragment._replace(text=next(own)) for fragment in page] for page in pages], count


def _with_items(lines: Sequence[Line], pages: Sequence[int]) -> list[Line]:
    """Return the lines with item markers of OCR pages corrected."""
    read = frozenset(pages)
    texts = mended_items([line.text if line.page in read else "" for line in lines])
    return [line._replace(text=text) if line.page in read and text != line.text else line for line, text in zip(lines, texts, strict=True)]


def _reader(found: Extract, reader: str) -> str:
    """Return the reader's name: "pdfium", "ocr (tesseract 5.3.0)", or "ocr (tesseract 5.3.0), pdfium" if only some pages needed OCR."""
    if not found.recognised:
        return reader
    rest = [page for number, page in enumerate(found.pages, 1) if page and number not in found.recognised]
    return f"{RECOGNISED} ({found.engine})" + (f", {reader}" if rest else "")


def _text(lines: Sequence[Line]) -> str:
    parts = [lines[0].raw] if lines else []
    for before, line in pairwise(lines):
        parts += ["\n" if line.page == before.page else "\f", line.raw]
    return "".join(parts)


def scanned() -> NoTextError:
    """Return the error for a document without text, probably a scan."""
    return NoTextError(
        say("das Dokument hat keine Textebene; vermutlich ist es ein Scan"), say("mit --ocr force lesen, dann wird der Text erkannt")
    )


def unrecognisable() -> NoTextError:
    """Return the error for pages on which OCR found no text."""
    return NoTextError(
        say("auf den Seiten findet auch die Texterkennung (OCR) keinen Text"),
        say("gerade, mit 300 dpi und ohne Schatten neu einscannen"),
    )


def textless(source: Source) -> NoTextError | None:
    """Return the error for a document with so little text that its pages must be images with an imprint, else None."""
    most = FEWEST_ON_A_PAGE * source.pages
    in_pages = source.media_type == "application/pdf" or source.media_type.startswith("image/")
    if not in_pages or sum(c.isalnum() for c in source.text[: 100 * most]) >= most:
        return None
    return unrecognisable() if source.reader.startswith(RECOGNISED) else scanned()


def rows_of(fragments: Sequence[Fragment]) -> list[Row]:
    """Group fragments into rows: rows from top to bottom, fragments from left to right."""
    rows: list[Row] = []
    for fragment in sorted(fragments, key=lambda f: ((f.top + f.bottom) / 2, f.x0)):
        if rows and fragment.top < rows[-1][0].bottom and _same_row(rows[-1], fragment):
            rows[-1].append(fragment)
        else:
            rows.append([fragment])
    return [without_doubles(sorted(row, key=lambda f: f.x0)) if len(row) > 1 else row for row in rows]


def _same_row(row: Row, fragment: Fragment) -> bool:
    """Return whether more than half of a fragment's height overlaps the row's first fragment."""
    first = row[0]
    shared = min(first.bottom, fragment.bottom) - max(first.top, fragment.top)
    return shared > 0.5 * min(first.bottom - first.top, fragment.bottom - fragment.top)


def _baseline(row: Row) -> float:
    return row[0].bottom if len(row) == 1 else max(f.bottom for f in row)


def _usual_leading(sheets: Sequence[Sequence[Row]]) -> float:
    """Return the usual leading of running text as a multiple of its size: the lower quartile over close rows.

    The median would be too large if most items are single lines with some space between them.
    """
    ratios = []
    for rows in sheets:
        for before, row in pairwise(rows):
            size = max(row[0].size, 1.0)
            ratio = (_baseline(row) - _baseline(before)) / size
            if 0.8 <= ratio <= 2.2 and abs(before[0].size - row[0].size) < 1:
                ratios.append(ratio)
    return sorted(ratios)[len(ratios) // 4] if ratios else 1.2


def _with_blanks(groups: Sequence[Sequence[Row]], usual: float) -> list[Row | None]:
    """Return the rows of a page, with None for a blank line between paragraphs and between groups of rows."""
    out: list[Row | None] = []
    for rows in groups:
        before: Row | None = None
        out += [None] if out else []
        for row in rows:
            if before is not None:
                size = max(row[0].size, before[0].size, 1.0)
                if _baseline(row) - _baseline(before) > PARAGRAPH_GAP * usual * size:
                    out.append(None)
            out.append(row)
            before = row
    return out


_CONTROLS = compiled("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\u0002]")


def _line(row: Row | None, page: int, number: int, start: int) -> Line:
    if row is None:
        return Line(page, number, start, "", "")
    marked = with_raised(row) if len(row) > 1 else row
    raw, words, doubts, crossed = _row_text(marked)
    folded, offsets = fold(raw)
    first = row[0]
    box, bold, read = (first.x0, first.top, first.x1, first.bottom), first.bold, first.sure
    for other in row[1:]:
        box, bold = around((box, (other.x0, other.top, other.x1, other.bottom))), bold and other.bold
        read = read or other.sure
    if read:
        folded = mended(folded)
    size = round(_size(marked) if len(row) > 1 else first.size, 1)
    line = Line(page, number, start, raw, folded, offsets, box, words, size, bold, doubts)
    return without_struck(line, crossed) if crossed else line


def _size(row: Sequence[Fragment]) -> float:
    """Return the size of a row's first fragment that is no raised number."""
    return next((fragment.size for fragment in row if not is_raised_number(fragment.text)), row[0].size)


def _row_text(row: Sequence[Fragment]) -> tuple[str, tuple[Word, ...], Ranges, Ranges]:
    """Return the text of a row, its words, and [start, end) of doubtful ones and of what is struck out."""
    raw = ""
    words: list[Word] = []
    doubts: list[tuple[int, int]] = []
    crossed: list[tuple[int, int]] = []
    before: Fragment | None = None
    for fragment in row:
        if before is not None:
            gap = fragment.x0 - before.x1
            raw += "   " if gap > WIDE_GAP * before.size or fragment.cell else " " if gap > 0.1 * before.size else ""
        text = fragment.text.strip()
        if not text.isprintable():
            text = _CONTROLS.sub("", text.replace("\n", " ").replace("\r", " "))
        if fragment.boxes:
            words += _words(fragment, text, len(raw))
        if fragment.sure:
            doubts += _doubts(fragment, text, len(raw))
        if fragment.struck:
            crossed += [(len(raw) + start, min(len(raw) + end, len(raw) + len(text))) for start, end in fragment.struck]
        raw += text
        before = fragment
    return raw.rstrip(), tuple(words), tuple(doubts), tuple(crossed)


def _doubts(fragment: Fragment, text: str, start: int) -> list[tuple[int, int]]:
    """Return [start, end) of a fragment's words with low OCR confidence."""
    places = [match.span() for match in re.finditer(r"\S+", text)]
    return [
        (start + first, start + last)
        for (first, last), sure in zip(places, fragment.sure, strict=False)
        if sure < (DOUBTFUL_FIGURES if any(c.isdigit() for c in text[first:last]) else DOUBTFUL)
    ]


def _words(fragment: Fragment, text: str, start: int) -> list[Word]:
    """Return the words of a fragment with their boxes; as a single word if the numbers differ (hyphenation undone in a cell)."""
    places = [match.span() for match in re.finditer(r"\S+", text)]
    if len(places) != len(fragment.boxes):
        return [(start, start + len(text), around(fragment.boxes))]
    return [(start + first, start + last, box) for (first, last), box in zip(places, fragment.boxes, strict=True)]
