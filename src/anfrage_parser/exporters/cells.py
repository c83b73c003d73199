"""Text made fit for a cell of a spreadsheet."""

import datetime as dt
import re
from collections.abc import Iterable

from anfrage_parser.exporters import Language
from anfrage_parser.exporters.columns import Value

_FORMULA = re.compile(r"\A(?:[\t\r\n\0]|[\s\0\ufeff]*+[=+\-@＝＋－＠])")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_QUOTED = re.compile('[",;\r\n]')

YES_NO = {"de": ("ja", "nein"), "en": ("yes", "no")}


def allowed(text: str) -> str:
    """The text with what neither XML nor a spreadsheet can hold as U+FFFD; line ends are "\\n"."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def harmless(text: str) -> str:
    """A text that a spreadsheet would take for a formula, with an apostrophe before it, as people write it to enter such a text.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return "'" + text if _FORMULA.match(text) else text


def plain_line(cells: Iterable[str | int]) -> str:
    """A line of CSV by RFC 4180. Semicolons are quoted, too: some spreadsheets part cells by both.

    >>> plain_line(["a;=1+1", "b", 3])
    '"a;=1+1",b,3\\r\\n'
    """
    texts = (str(cell) for cell in cells)
    return ",".join(f'"{text.replace(chr(34), chr(34) * 2)}"' if _QUOTED.search(text) else text for text in texts) + "\r\n"


def as_text(value: Value, language: Language | None) -> str:
    """A value as people type it: days as in ISO 8601, "ja" and "nein", nothing for what is missing. For programs: true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        yes, no = YES_NO[language] if language is not None else ("true", "false")
        return yes if value else no
    return value.isoformat() if isinstance(value, dt.date) else str(value)
