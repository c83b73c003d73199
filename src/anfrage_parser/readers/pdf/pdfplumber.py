"""PDF through pdfplumber: slower, another opinion, and the one that knows the rules of tables."""

import io
import logging
from collections.abc import Sequence
from functools import cache
from typing import Any

from anfrage_parser.errors import AnfrageError, LimitError
from anfrage_parser.messages import say
from anfrage_parser.model import Box, around
from anfrage_parser.readers.fragments import Extract, Fragment, check_pages
from anfrage_parser.readers.options import Options
from anfrage_parser.readers.pdf.errors import damaged, encrypted
from anfrage_parser.text.patterns import compiled

SAME_PIECE = 1.0
"""Letter heights between two words of one row up to which they are one piece of text."""


def extract(data: bytes, options: Options) -> Extract:
    """What stands on the pages of a PDF; the boxes of words come along in any case."""
    found = Extract()
    try:
        with opened(data, options.passwords) as document:
            check_pages(len(document.pages), options.max_pages)
            for page in document.pages:
                found.add(_page(page, found.broken))
    except AnfrageError:
        raise
    except Exception as error:  # the library lets nearly anything through: TypeError, AttributeError, RecursionError
        raise _refusal(error, options.passwords) from error
    return found


def opened(data: bytes, passwords: Sequence[str] = ()) -> Any:
    """The document of pdfplumber, with the first of the passwords that fits."""
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
    """The classes of an error and of all that it hides."""
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
        return LimitError(say("das PDF braucht zu viel Speicher"), say("das Dokument noch einmal als PDF speichern"))
    return damaged()


def _page(page: Any, broken: list[int]) -> list[Fragment]:
    try:
        return words_of(page, page.cropbox[:2])
    except Exception:  # one page among others; the rest is kept
        broken.append(page.page_number)
        return []
    finally:
        page.close()


WORDS: dict[str, Any] = {"keep_blank_chars": False, "use_text_flow": False, "x_tolerance_ratio": 0.15, "extra_attrs": ["fontname", "size"]}
"""How letters make words."""


def pieces_of(letters: Sequence[dict[str, Any]]) -> list[Fragment]:
    """The text that some letters make, piece by piece."""
    return _fragments(_extractor().extract_words(list(letters))) if letters else []


@cache
def _extractor() -> Any:
    """What makes words of letters; it keeps nothing of them."""
    from pdfplumber.utils.text import WordExtractor

    return WordExtractor(**WORDS)


def words_of(page: Any, corner: tuple[float, float]) -> list[Fragment]:
    """The text of a page, piece by piece; `corner` is where the part that is seen begins."""
    words = page.extract_words(**WORDS)
    left, top = corner
    for word in words:
        word.update(x0=word["x0"] - left, x1=word["x1"] - left, top=word["top"] - top, bottom=word["bottom"] - top)
    return _fragments(words)


def _fragments(words: list[dict[str, Any]]) -> list[Fragment]:
    """Words that follow each other closely on one baseline, as one piece."""
    pieces: list[Fragment] = []
    for word in words:
        own = _word(word)
        last = pieces[-1] if pieces else None
        if (
            last is not None
            and abs(last.bottom - own.bottom) < 0.3 * own.size
            and -0.2 * own.size < own.x0 - last.x1 < SAME_PIECE * own.size
        ):
            gap = " " if own.x0 - last.x1 > 0.1 * own.size else ""
            top, bottom = min(last.top, own.top), max(last.bottom, own.bottom)
            pieces[-1] = Fragment(
                last.text + gap + own.text, last.x0, top, own.x1, bottom, last.size, last.bold and own.bold, _boxes(last, own, gap)
            )
        else:
            pieces.append(own)
    return [_hyphened(piece) for piece in pieces]


def _boxes(last: Fragment, own: Fragment, gap: str) -> tuple[Box, ...]:
    """The boxes of two pieces put together; without a gap the last word of one goes on in the other."""
    return (*last.boxes, *own.boxes) if gap else (*last.boxes[:-1], around([last.boxes[-1], own.boxes[0]]), *own.boxes[1:])


OVER, UNDER = 0.2, 0.05
"""Of the size: how far dots and tails reach out of the box that the library gives a letter."""

_UNUSED = compiled(r"\(cid:(?:127|129|141|143|144|157)\)")
"""Codes that WinAnsi leaves unused stand for the bullet, the PDF standard says; pdfminer.six doesn't know that."""


def _word(word: dict[str, Any]) -> Fragment:
    bold = "bold" in str(word.get("fontname", "")).casefold()
    text = str(word["text"])
    if text.startswith("(cid:"):
        text = _UNUSED.sub("•", text)
    size = float(word["size"])
    box = (float(word["x0"]), float(word["top"]) - OVER * size, float(word["x1"]), float(word["bottom"]) + UNDER * size)
    return Fragment(text, word["x0"], word["top"], word["x1"], word["bottom"], size, bold, (box,))


def _hyphened(piece: Fragment) -> Fragment:
    """A soft hyphen at a line's end is printed as a hyphen, and read as one."""
    if not piece.text.endswith("\u00ad"):
        return piece
    return piece._replace(text=piece.text[:-1] + "-")
