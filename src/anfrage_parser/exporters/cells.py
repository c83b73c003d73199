"""Text made fit for a cell of a spreadsheet."""

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
"""UTF-16 code units that a cell of Excel holds: a letter beyond the first 65,536 counts as two."""

MOST_TOLD = 5
"""Cut cells that are named one by one."""

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


class Scissors:
    """Cuts texts that are too long for a cell, and tells which; in the language of the sheet the cell says so itself."""

    def __init__(self, language: Language, note: Callable[[str], None]) -> None:
        self.language, self.note, self.count = language, note, 0
        self.mark = " […cut]" if language == "en" else " […gekürzt]"

    def fitting(self, text: str, column: str, name: str) -> str:
        """The text, or as much of it as fits, with a mark: `name` is the document's, `column` the heading."""
        if not longer_than(text, LONGEST_CELL):
            return text
        self.count += 1
        if self.count <= MOST_TOLD:
            told = later("{name}: „{column}“ ist länger als {limit} Zeichen und in der Zelle gekürzt; ganz steht es in --to jsonl")
            self.note(say(told, name=name, column=column, limit=LONGEST_CELL))
        return cut(text, LONGEST_CELL - len(self.mark)) + self.mark

    def finish(self) -> None:
        """Tells how many more there were."""
        if self.count > MOST_TOLD:
            more = self.count - MOST_TOLD
            self.note(counted(more, later("noch eine Zelle ist gekürzt"), later("noch {count} Zellen sind gekürzt")))


def longer_than(text: str, units: int) -> bool:
    """Whether a text takes more UTF-16 code units than that."""
    return len(text) > units // 2 and len(text.encode("utf-16-le", "surrogatepass")) // 2 > units


def cut(text: str, units: int) -> str:
    """As much of the beginning as takes no more UTF-16 code units than that.

    >>> cut("a😀b", 2), cut("a😀b", 3)
    ('a', 'a😀')
    """
    return text.encode("utf-16-le", "surrogatepass")[: 2 * units].decode("utf-16-le", "ignore")


def as_text(value: Value, language: Language | None) -> str:
    """A value as people type it: days as in ISO 8601, "ja" and "nein", nothing for what is missing. For programs: true and false."""
    if value is None:
        return ""
    if isinstance(value, bool):
        yes, no = YES_NO[language] if language is not None else ("true", "false")
        return yes if value else no
    return value.isoformat() if isinstance(value, dt.date) else str(value)
