"""Make text fit for spreadsheet cells."""

import datetime as dt
import re
from collections.abc import Callable, Iterable

from anfrage_parser.exporters import Language
from anfrage_parser.exporters.columns import Value
from anfrage_parser.messages import counted, later, say

_FORMULA = re.compile(r"\A(?:[\t\r\n\0]|[\s\0\ufeff]*+[=+\-@＝＋－＠])")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_QUOTED = re.compile('[",;\r\n]')

LONGEST_CELL = 32_767
"""Longest text of an Excel cell in UTF-16 code units."""

MOST_TOLD = 5
"""Cut cells reported individually."""

YES_NO = {"de": ("ja", "nein"), "en": ("yes", "no")}


def allowed(text: str) -> str:
    """Replace characters not allowed in XML or spreadsheets with U+FFFD; line ends become "\\n"."""
    return _FORBIDDEN.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))


def harmless(text: str) -> str:
    """Prefix a text that a spreadsheet would interpret as a formula with an apostrophe, as when typing it.

    >>> harmless("=1+1")
    "'=1+1"
    """
    return "'" + text if _FORMULA.match(text) else text


def plain_line(cells: Iterable[str | int]) -> str:
    """Return a line of CSV by RFC 4180. Semicolons are quoted, too, as some spreadsheets split at both.

    >>> plain_line(["a;=1+1", "b", 3])
    '"a;=1+1",b,3\\r\\n'
    """
    texts = (str(cell) for cell in cells)
    return ",".join(f'"{text.replace(chr(34), chr(34) * 2)}"' if _QUOTED.search(text) else text for text in texts) + "\r\n"


class CellCutter:
    """Cuts texts that are too long for a cell and reports them; the cell itself has a note in the sheet's language."""

    def __init__(self, language: Language, note: Callable[[str], None]) -> None:
        self.language, self.note, self.count = language, note, 0
        self.mark = " […cut]" if language == "en" else " […gekürzt]"

    def fitting(self, text: str, column: str, name: str) -> str:
        """Return the text, cut with a note if it is too long. `name` (of the document) and `column` (heading) are for the report."""
        if not longer_than(text, LONGEST_CELL):
            return text
        self.count += 1
        if self.count <= MOST_TOLD:
            sentence = later(
                "{name}: „{column}“ ist länger als {limit} Zeichen und in der Zelle gekürzt; --format jsonl enthält den ganzen Text"
            )
            self.note(say(sentence, name=name, column=column, limit=LONGEST_CELL))
        return cut(text, LONGEST_CELL - len(self.mark)) + self.mark

    def finish(self) -> None:
        """Report how many more cells were cut."""
        if self.count > MOST_TOLD:
            more = self.count - MOST_TOLD
            self.note(counted(more, "noch eine Zelle ist gekürzt", "noch {count} Zellen sind gekürzt"))


def longer_than(text: str, units: int) -> bool:
    """Return whether a text has more than `units` UTF-16 code units."""
    return len(text) > units // 2 and len(text.encode("utf-16-le", "surrogatepass")) // 2 > units


def cut(text: str, units: int) -> str:
    """Cut a text to at most `units` UTF-16 code units.

    >>> cut("a😀b", 2), cut("a😀b", 3)
    ('a', 'a😀')
    """
    return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")


def as_text(value: Value, language: Language | None) -> str:
    """Format a value as people type it: ISO 8601 days, "ja" and "nein", "" if missing; with `language` None, "true" and "false"."""
    if value is None:
        return ""
    if isinstance(value, bool):
        yes, no = YES_NO[language] if language is not None else ("true", "false")
        return yes if value else no
    return value.isoformat() if isinstance(value, dt.date) else str(value)
