"""OCR: decide which pages need it, have each read by one of the two engines, and insert the recognised text."""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from anfrage_parser.errors import LimitError, NoTextError
from anfrage_parser.messages import say
from anfrage_parser.readers.fragments import Extract, Fragment, is_bare, is_sparse, printed
from anfrage_parser.readers.legible import is_garbage, is_lossy
from anfrage_parser.readers.options import Options

if TYPE_CHECKING:
    from anfrage_parser.readers.page_image import Scan

Scanner = Callable[[bytes, Sequence[int], Options, bool], "Iterator[Scan]"]
"""(data, pages, options, sure) → the rendered pages, read already if the engine is a library; run in this process or in the sandbox."""

MOST_SCANS = 300
"""Most pages recognised unless forced: no inquiry has more, and a book would take an hour."""


class Postponed(Exception):
    """The document has pages that need OCR, for which more time must be allowed first."""

    def __init__(self, pages: int) -> None:
        super().__init__(pages)
        self.pages = pages


def postpone(data: bytes, pages: Sequence[int], options: Options, sure: bool) -> "Iterator[Scan]":
    """A scanner that renders nothing: raises `Postponed` if pages need OCR."""
    from anfrage_parser.readers import scans

    wanted = pages if sure else scans.pictured(data, pages, options)
    if wanted:
        raise Postponed(len(wanted))
    return iter(())


def recognise(found: Extract, data: bytes, options: Options, scanner: Scanner) -> None:
    """Recognise the text of pages without any, or with broken text, and insert it into `found`."""
    force = options.ocr == "force"
    garbled = [] if force else [number for number, page in _numbered(found) if is_garbage(_text(page))]
    bare = [number for number, page in _numbered(found) if force or (number not in garbled and is_bare(page))]
    lossy, sparse = ([], []) if force else _doubtful(found, {*garbled, *bare})
    if not (garbled or bare or lossy or sparse):
        return
    if not force and len(garbled) + len(bare) > MOST_SCANS:
        cause = say("auf mehr als {limit} Seiten müsste Text erkannt werden", limit=MOST_SCANS)
        raise LimitError(cause, say("die Seiten der Anfrage einzeln speichern, oder mit --ocr force lesen"))
    shown = bare if force else [number for number in sorted(bare + sparse) if number not in found.plain]
    for pages, sure in ((garbled + lossy, True), (shown, force)):
        for scan in scanner(data, pages, options, sure) if pages else ():
            if _is_possible(found, scan, len(garbled) + len(bare) < len(found.pages)):
                _take(found, scan, options, sure and scan.page not in lossy)
            elif scan.page not in lossy:
                found.unread.append(scan.page)


def _doubtful(found: Extract, others: Collection[int]) -> tuple[list[int], list[int]]:
    """Return the pages besides others whose words lack letters, and those whose text may be an imprint; none if they are too many."""
    pages = [(number, page) for number, page in _numbered(found) if number not in others]
    lossy = [number for number, page in pages if is_lossy(_text(page))]
    sparse = [number for number, page in pages if number not in lossy and number not in found.plain and is_sparse(page)]
    return (lossy, sparse) if len(others) + len(lossy) + len(sparse) <= MOST_SCANS else ([], [])


def _is_possible(found: Extract, scan: "Scan", others: bool) -> bool:
    """Return whether an engine is available; if not, `NoTextError` unless other pages have text."""
    try:
        found.engine = scan.engine or engine()
    except NoTextError:
        if not others:
            raise
        return False
    return True


def engine() -> str:
    """Return the engine used here, with its version: the library if it is installed, else the program; `NoTextError` for neither."""
    from anfrage_parser.readers.ocr import in_process, models, tesseract

    return in_process.name() if models.models() is not None else tesseract.engine()


def _take(found: Extract, scan: "Scan", options: Options, sure: bool) -> None:
    """Recognise one page, unless it has been; its own text is kept if OCR finds no more than that."""
    from anfrage_parser.readers.ocr import stamps, tesseract, upright
    from anfrage_parser.readers.ocr.filled_in import with_filled
    from anfrage_parser.readers.ocr.words import fragments

    if scan.table is None:
        scan = upright.read(scan, tesseract.recognise, found.engine, options.timeout)
    assert scan.table is not None
    page = stamps.separate_stamps(fragments(upright.checked(scan.table), scan))
    own = found.pages[scan.page - 1]
    if sure or _letters(page) > _most_kept(printed(own)):
        found.put(scan.page, with_filled(page, [fragment for fragment in own if fragment.filled]))


def _most_kept(page: Sequence[Fragment]) -> float:
    """Return how many letters OCR may find on a page whose own text is kept then: all of its own, or twice an imprint's."""
    own = _letters(page)
    return 0.8 * own if is_lossy(_text(page)) else own if is_bare(page) else 2 * own


def _numbered(found: Extract) -> Iterator[tuple[int, Sequence[Fragment]]]:
    return ((number, printed(page)) for number, page in enumerate(found.pages, 1) if number not in found.broken)


def _text(page: Sequence[Fragment]) -> str:
    return " ".join(fragment.text for fragment in page)


def _letters(page: Sequence[Fragment]) -> int:
    return sum(c.isalnum() for fragment in page for c in fragment.text)
