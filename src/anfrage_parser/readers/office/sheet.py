"""Paragraphs, table rows and pages as lines: the place in which every office reader writes down what it finds."""

import re
from collections.abc import Sequence

from anfrage_parser.errors import LimitError
from anfrage_parser.messages import say
from anfrage_parser.text.clean import join

GAP = 4.0
"""Points between two paragraphs from which on they are parted by a blank line."""

MOST_LINES = 1_000_000
MOST_CELL_LINES = 4
"""A table's cell of more lines holds a text of its own."""

COLUMN = "   "
"""What parts the cells of a row, as wide gaps on a page do."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_TAB_BEHIND_MARKER = re.compile(r"(?m)^([ \t]*(?:\(?[0-9A-Za-z]{1,4}[.):]{1,2}|[•–-]|[0-9.]{3,12}))\t")


class Sheet:
    """Lines in the making."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        """A line that begins a new page begins with a form feed."""
        self._owed = 0.0
        self._turn = False

    def paragraph(self, text: str, before: float = 0.0, after: float = 0.0) -> None:
        """A paragraph with its distances in points; line ends and page ends in it are its own. An empty one is a blank line."""
        if self.lines and self._owed + before > GAP:
            self.blank()
        self._owed = after
        for number, sheet in enumerate(_cleaned(text).split("\f")):
            if number:
                self.page()
            for line in sheet.split("\n") if sheet.strip(" \n") or "\f" not in text else ():
                self._add(line.strip())

    def blank(self) -> None:
        """A blank line, unless there is one already."""
        self._owed = 0.0
        if self.lines and self.lines[-1] and not self._turn:
            self._add("")

    def page(self) -> None:
        """The next line begins a new page."""
        self._turn = bool(self.lines)
        self._owed = 0.0

    def row(self, cells: Sequence[Sequence[str]]) -> None:
        """A row of a table: on one line, its cells parted by wide gaps, as a form is read cell by cell.

        Where one cell holds a text of its own the cells follow each other; short cells of several lines each (an address
        beside an office) stand side by side.
        """
        filled = [kept for cell in cells if (kept := [line.strip() for line in cell if line.strip()])]
        if not filled:
            return
        self._owed = 0.0
        if len(filled) == 1:
            self._block(next(cell for cell in cells if any(line.strip() for line in cell)))
        elif max(map(len, filled)) > MOST_CELL_LINES:
            for cell in cells:
                self.blank()
                self._block(cell)
        elif sum(len(cell) > 1 for cell in filled) > 1:
            for number in range(max(map(len, filled))):
                self._add(COLUMN.join(cell[number] for cell in filled if number < len(cell)))
        else:
            self._add(COLUMN.join(join(cell) for cell in filled))

    def add(self, other: "Sheet") -> None:
        """What stands on another sheet, as a block of its own."""
        self.blank()
        self._block(other.lines)
        self.blank()

    def text(self) -> str:
        """The lines, none of them blank at either end; pages parted by form feeds."""
        whole = "\n".join(self.lines).replace("\n\f", "\f")
        return whole.strip("\n\f ")

    def _block(self, lines: Sequence[str]) -> None:
        for line in lines:
            if line.startswith("\f"):
                self.page()
            if line.strip():
                self._add(line.strip())
            else:
                self.blank()

    def _add(self, line: str) -> None:
        if self._turn and not line:
            return
        if self._turn:
            while self.lines and not self.lines[-1]:
                self.lines.pop()
            line, self._turn = f"\f{line}", False
        if not line and (not self.lines or not self.lines[-1]):
            return
        self.lines.append(line)
        if len(self.lines) > MOST_LINES:
            raise LimitError(say("der Text hat mehr als {limit} Zeilen", limit=MOST_LINES), say("die Anfrage als eigene Datei speichern"))


def _cleaned(text: str) -> str:
    """No controls; a tab behind a number is a blank, any other a wide gap."""
    if "\t" in text:
        text = _TAB_BEHIND_MARKER.sub(r"\1 ", text).replace("\t", COLUMN)
    return _CONTROLS.sub("", text.replace("\r", "\n"))
