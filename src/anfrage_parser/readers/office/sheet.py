"""Collect paragraphs, table rows and pages as lines; used by every office reader."""

import re
from collections import Counter
from collections.abc import Sequence

from anfrage_parser.errors import LimitError
from anfrage_parser.messages import say
from anfrage_parser.readers.fragments import PLAIN, Extract, Look
from anfrage_parser.text.clean import join
from anfrage_parser.text.values import find_dates

GAP = 4.0
"""Space between two paragraphs, in points, from which they are separated by a blank line."""

MOST_LINES = 1_000_000
MOST_CELL_LINES = 4
"""Most lines of a table cell in a row; a larger cell is a text of its own."""

COLUMN = "   "
"""Separator of cells in a row, like a wide gap on a page."""

_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
_TAB_BEHIND_MARKER = re.compile(r"(?m)^([ \t]*(?:\(?[0-9A-Za-z]{1,4}[.):]{1,2}|[•–-]|[0-9.]{3,12}))\t")


NEARLY_ALL = 0.95
"""Share of a line's letters that are bold in a bold line."""


class Weights:
    """How the letters of a paragraph are set, as they are read."""

    def __init__(self) -> None:
        self._sizes: Counter[float | None] = Counter()
        self._bold = 0

    def add(self, text: str, bold: bool, size: float | None) -> None:
        """Add some letters of one kind."""
        length = len(text) - text.count(" ")
        if length:
            self._sizes[size] += length
            self._bold += length * bold

    def look(self, centred: bool = False) -> Look:
        """Return the look of the paragraph, and forget its letters."""
        total = sum(self._sizes.values())
        size = max(self._sizes, key=self._sizes.__getitem__) if total else None
        look = Look(size, total > 0 and self._bold >= NEARLY_ALL * total, centred)
        self._sizes.clear()
        self._bold = 0
        return look


Cell = Sequence[tuple[str, Look]]
"""The lines of a cell of a table, and how each is set."""


def cell_of(text: str) -> Cell:
    """Return a text as a cell of a table; nothing is known of its looks."""
    return [(line, PLAIN) for line in text.replace("\f", "\n").split("\n")]


class Sheet:
    """A text being built, line by line."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        """The lines; the first line of a new page begins with a form feed."""
        self.looks: list[Look] = []
        """How each line is set."""
        self._owed = 0.0
        self._turn = False

    def paragraph(self, text: str, before: float = 0.0, after: float = 0.0, look: Look = PLAIN) -> None:
        """Add a paragraph, with its spacing in points; it may contain line and page breaks. An empty one is a blank line."""
        if self.lines and self._owed + before > GAP:
            self.blank()
        self._owed = after
        for number, sheet in enumerate(_cleaned(text).split("\f")):
            if number:
                self.page()
            for line in sheet.split("\n") if sheet.strip(" \n") or "\f" not in text else ():
                self._add(line.strip(), look)

    def blank(self) -> None:
        """Add a blank line, unless there already is one."""
        self._owed = 0.0
        if self.lines and self.lines[-1] and not self._turn:
            self._add("")

    def page(self) -> None:
        """Begin a new page with the next line."""
        self._turn = bool(self.lines)
        self._owed = 0.0

    def row(self, cells: Sequence[Cell]) -> None:
        """Add a table row: on one line, with wide gaps between cells, as in a form.

        If a cell is a text of its own, the cells follow each other; short cells of several lines each (an address
        beside an office) are placed side by side.
        """
        filled = [kept for cell in cells if (kept := [(line.strip(), look) for line, look in cell if line.strip()])]
        if not filled:
            return
        self._owed = 0.0
        if len(filled) == 1:
            self._block(next(cell for cell in cells if any(line.strip() for line, _ in cell)))
        elif max(map(len, filled)) > MOST_CELL_LINES:
            for cell in cells:
                self.blank()
                self._block(cell)
        elif sum(len(cell) > 1 for cell in filled) > 1:
            for number in range(max(map(len, filled))):
                self._side_by_side([cell[number] for cell in filled if number < len(cell)])
        elif len(filled) == 2 and len(filled[1]) > 1 and all(find_dates(line) for line, _ in filled[1]):
            self._side_by_side([filled[0][0], filled[1][0]])  # a form's list of sessions: a row each
            self._block(filled[1][1:])
        else:
            self._side_by_side([(join(line for line, _ in cell), cell[0][1]) for cell in filled])

    def _side_by_side(self, pieces: Cell) -> None:
        looks = [look for _, look in pieces]
        alone = len(looks) == 1 and looks[0].centred
        self._add(COLUMN.join(text for text, _ in pieces), Look(looks[0].size, all(look.bold for look in looks), alone))

    def add(self, other: "Sheet") -> None:
        """Add the content of another sheet as a separate block."""
        self.blank()
        self._block([*zip(other.lines, other.looks, strict=True)])
        self.blank()

    def cell(self) -> Cell:
        """Return the content as a cell of a table, without pages."""
        cell = [(line.removeprefix("\f"), look) for line, look in zip(self.lines, self.looks, strict=True)]
        while cell and not cell[-1][0]:
            cell.pop()
        return cell

    def extract(self, unseen: int = 0) -> Extract:
        """Return the text as what a reader extracts, with how its lines are set."""
        text = self.text()
        return Extract(text=text, looks=self.looks[: text.count("\n") + text.count("\f") + 1], unseen=unseen)

    def text(self) -> str:
        """Return the text without blank lines at the ends; pages are separated by form feeds."""
        whole = "\n".join(self.lines).replace("\n\f", "\f")
        return whole.strip("\n\f ")

    def together(self) -> str:
        """Return the text of a note: on one page, without blank lines."""
        return "\n".join(line for line in self.text().replace("\f", "\n").split("\n") if line)

    def _block(self, cell: Cell) -> None:
        for line, look in cell:
            if line.startswith("\f"):
                self.page()
            if line.strip():
                self._add(line.strip(), look)
            else:
                self.blank()

    def _add(self, line: str, look: Look = PLAIN) -> None:
        if self._turn and not line:
            return
        if self._turn:
            while self.lines and not self.lines[-1]:
                self.lines.pop()
                self.looks.pop()
            line, self._turn = f"\f{line}", False
        if not line and (not self.lines or not self.lines[-1]):
            return
        self.lines.append(line)
        self.looks.append(look)
        if len(self.lines) > MOST_LINES:
            raise LimitError(say("der Text hat mehr als {limit} Zeilen", limit=MOST_LINES), say("die Anfrage als eigene Datei speichern"))


def _cleaned(text: str) -> str:
    """Remove control characters; a tab after a number becomes a blank, any other a wide gap."""
    if "\t" in text:
        text = _TAB_BEHIND_MARKER.sub(r"\1 ", text).replace("\t", COLUMN)
    return _CONTROLS.sub("", text.replace("\r", "\n"))
