"""Read PDF through pdfplumber: slower, an alternative to PDFium, and able to detect table cells."""

import io
import logging
from collections.abc import Sequence
from functools import cache
from typing import Any

from anfrage_parser.errors import AnfrageError, LimitError
from anfrage_parser.messages import say
from anfrage_parser.model import Box, around
from anfrage_parser.readers.encodings import REPLACEMENT
from anfrage_parser.readers.fragments import Extract, Fragment, check_pages, is_raised_number, with_raised
from anfrage_parser.readers.options import Options
from anfrage_parser.readers.pdf.errors import damaged, encrypted
from anfrage_parser.readers.pdf.strikes import through, with_struck
from anfrage_parser.text.patterns import compiled

SAME_PIECE = 1.0
"""Largest gap between two words of one fragment, in letter heights."""


def extract(data: bytes, options: Options) -> Extract:
    """Extract the pages of a PDF, always with boxes of words."""
    found = Extract()
    try:
        with opened(data, options.passwords) as document:
            check_pages(len(document.pages), options.max_pages)
            for page in document.pages:
                found.add(_page(page, found.broken))
    except AnfrageError:
        raise
    except Exception as error:  # it may raise nearly anything: TypeError, AttributeError, RecursionError
        raise _refusal(error, options.passwords) from error
    return found


def opened(data: bytes, passwords: Sequence[str] = ()) -> Any:
    """Open a document with pdfplumber, using the first password that fits."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    for password in (None, *passwords):
        try:
            return pdfplumber.open(io.BytesIO(data), password=password)
        except Exception as error:
            if password == (passwords[-1] if passwords else None) or not _wants_password(error):
                raise
    raise AssertionError


def _wants_password(error: BaseException) -> bool:
    return "PDFPasswordIncorrect" in _names(error)


def _names(error: BaseException) -> set[str]:
    """Return the class names of an exception and of its causes and contexts."""
    causes: list[BaseException] = []
    cause: BaseException | None = error
    while cause is not None and cause not in causes:
        causes.append(cause)
        cause = cause.__cause__ or cause.__context__
    return {type(c).__name__ for c in causes} | {type(a).__name__ for c in causes for a in c.args}


def _refusal(error: BaseException, passwords: Sequence[str]) -> AnfrageError:
    if _wants_password(error):
        return encrypted(passwords)
    if _names(error) & {"MemoryError", "RecursionError"}:
        return LimitError(say("das PDF braucht zu viel Arbeitsspeicher"), say("das Dokument noch einmal als PDF speichern"))
    return damaged()


def _page(page: Any, broken: list[int]) -> list[Fragment]:
    try:
        return _with_struck(words_of(page.dedupe_chars(tolerance=DOUBLED), page.cropbox[:2]), page)
    except Exception:  # keep the other pages
        broken.append(page.page_number)
        return []
    finally:
        page.close()


def _with_struck(fragments: list[Fragment], page: Any) -> list[Fragment]:
    """Return the fragments with the words marked that a line is drawn through."""
    left, top = page.cropbox[:2]
    drawn = [(own["x0"] - left, own["top"] - top, own["x1"] - left, own["bottom"] - top) for own in (*page.rects, *page.lines)]
    crossed = through(drawn, fragments) if drawn else []
    return with_struck(fragments, crossed, words=True) if crossed else fragments


DOUBLED = 1.0
"""Points within which a character drawn twice makes bold."""

WORDS: dict[str, Any] = {"keep_blank_chars": False, "use_text_flow": False, "x_tolerance_ratio": 0.15, "extra_attrs": ["fontname", "size"]}
"""Options of pdfplumber's word extraction."""


def pieces_of(letters: Sequence[dict[str, Any]]) -> list[Fragment]:
    """Combine characters to fragments."""
    return _fragments(_extractor().extract_words(list(letters))) if letters else []


@cache
def _extractor() -> Any:
    """Return the cached, stateless word extractor."""
    from pdfplumber.utils.text import WordExtractor

    return WordExtractor(**WORDS)


def words_of(page: Any, corner: tuple[float, float]) -> list[Fragment]:
    """Return the fragments of a page; `corner` is the top left of its visible part."""
    words = page.extract_words(**WORDS)
    left, top = corner
    for word in words:
        word.update(x0=word["x0"] - left, x1=word["x1"] - left, top=word["top"] - top, bottom=word["bottom"] - top)
    return _fragments(words)


def _fragments(words: list[dict[str, Any]]) -> list[Fragment]:
    """Join words with small gaps on one baseline to fragments."""
    pieces: list[Fragment] = []
    for own in with_raised([_word(word) for word in words]):
        last = pieces[-1] if pieces else None
        if (
            last is not None
            and abs(last.bottom - own.bottom) < 0.3 * own.size
            and -0.2 * own.size < own.x0 - last.x1 < SAME_PIECE * own.size
        ):
            gap = " " if own.x0 - last.x1 > 0.1 * own.size else ""
            top, bottom = min(last.top, own.top), max(last.bottom, own.bottom)
            size = own.size if is_raised_number(last.text) else last.size
            pieces[-1] = Fragment(
                last.text + gap + own.text, last.x0, top, own.x1, bottom, size, last.bold and own.bold, _boxes(last, own, gap)
            )
        else:
            pieces.append(own)
    return [_hyphened(piece) for piece in pieces]


def _boxes(last: Fragment, own: Fragment, gap: str) -> tuple[Box, ...]:
    """Join the word boxes of two fragments; without a gap, the last word of one continues in the other."""
    return (*last.boxes, *own.boxes) if gap else (*last.boxes[:-1], around([last.boxes[-1], own.boxes[0]]), *own.boxes[1:])


OVER, UNDER = 0.2, 0.05
"""How far dots and descenders extend beyond pdfplumber's character box, as fractions of the size."""

_UNUSED = compiled(r"\(cid:(?:127|129|141|143|144|157)\)")
"""Unused codes of WinAnsiEncoding, which mean a bullet by the PDF standard; pdfminer.six doesn't map them."""


_UNNAMED = compiled(r"(?<=[^\W\d_])\(cid:[0-9]{1,6}\)")
"""Letters that their font doesn't name, within words or at their ends."""


def _word(word: dict[str, Any]) -> Fragment:
    bold = "bold" in str(word.get("fontname", "")).casefold()
    text = str(word["text"])
    if text.startswith("(cid:"):
        text = _UNUSED.sub("•", text)
    elif "(cid:" in text:
        text = _UNNAMED.sub(REPLACEMENT, text)
    size = float(word["size"])
    box = (float(word["x0"]), float(word["top"]) - OVER * size, float(word["x1"]), float(word["bottom"]) + UNDER * size)
    return Fragment(text, word["x0"], word["top"], word["x1"], word["bottom"], size, bold, (box,))


def _hyphened(piece: Fragment) -> Fragment:
    """Replace a soft hyphen at the end of a line, which is printed, with a hyphen."""
    if not piece.text.endswith("\u00ad"):
        return piece
    return piece._replace(text=piece.text[:-1] + "-")
