"""Counts as a terminal table: with bars, or with shaded cells."""

import sys
from itertools import pairwise

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from anfrage_parser.cli.printing import on_terminal
from anfrage_parser.messages import say
from anfrage_parser.stats.matrix import Line, Matrix
from anfrage_parser.stats.view import Row, View, number

LONGEST, SHORTEST = 24, 6
"""Width of the longest bar in columns, on a wide and on a narrow terminal."""

NAME = 22
"""Columns reserved for a group's name."""

EIGHTHS = "▏▎▍▌▋▊▉█"


HEADING = 11
"""Longest word of a column's heading that is not broken."""

SHADES = ("", "#000000 on #d7ffff", "#000000 on #afd7ff", "#000000 on #87afff", "#000000 on #5f87d7", "#ffffff on #005faf")
"""Style of a cell for each shade, in colours that terminals with 256 have, too; the numbers are readable without."""


def table(view: View, width: int) -> RenderableType:
    """Return the table: title, rows, sum, and notes on the counting."""
    shown = fitting(view.matrix, width) if view.matrix else None
    facts = " · ".join(f"{name}: {value}" for name, value in view.facts)
    legend = [Text(f"{name}: {number(count)} – {meaning}", style="dim") for _, name, count, meaning in view.legend]
    notes = [*([shown.note] if shown else []), *view.notes]
    if view.matrix and not shown:
        notes.insert(0, say("Für Zeilen und Spalten ist das Fenster zu schmal; daher steht hier jedes Paar in einer Zeile."))
    rows = shaded(shown, width) if shown else _list(view, width)
    return Group(Text(view.title, style="bold cyan"), rows, Text(facts), *legend, *(Text(line, style="dim") for line in notes if line))


def _list(view: View, width: int) -> Table:
    """Return the groups as rows with bars."""
    rows = Table(box=SIMPLE_HEAD, show_footer=True, pad_edge=False, header_style="bold", footer_style="bold")
    for heading, total in zip(view.headings, view.total.names, strict=True):
        rows.add_column(heading, total, overflow="fold")
    numbers = [(view.counted, number(view.total.inquiries)), (say("Anteil"), ""), (say("Fragen"), number(view.total.questions))]
    numbers += [(heading, number(count)) for (_, heading), count in zip(view.columns, view.total.standings, strict=True)]
    for heading, total in numbers:
        rows.add_column(heading, total, justify="right", no_wrap=True)
    room = min(width - NAME * len(view.headings) - sum(len(heading) + 3 for heading, _ in numbers), LONGEST)
    if room >= SHORTEST:
        rows.add_column("", no_wrap=True)
    for above, row in pairwise([None, *view.rows]):
        assert row is not None
        rows.add_row(*_cells(above, row), *([Text(bar(row.length, room), style="blue")] if room >= SHORTEST else []))
    return rows


def fitting(matrix: Matrix, width: int) -> Matrix | None:
    """Return it with as many columns as there is width for; None if not even two have room."""
    name = min(max(len(line.name) for line in matrix.lines), NAME)
    narrower = (matrix.fitting(room) for room in range(min(len(matrix.columns), width // SHORTEST), 0, -1))
    return next((found for found in narrower if name + sum(wide + 1 for wide in _widths(found)) <= width), None)


def _widths(matrix: Matrix) -> list[int]:
    """Return the widths of all columns of numbers, that of the sums last."""
    headings = [*matrix.columns, matrix.total.name]
    words = [max(min(max(map(len, heading.split()), default=0), HEADING), SHORTEST - 2) for heading in headings]
    return [max(word, len(number(count))) for word, count in zip(words, (*matrix.total.counts, matrix.total.total), strict=True)]


def shaded(matrix: Matrix, width: int) -> Table:
    """Return the rows and columns, each cell shaded by its count."""
    widths = _widths(matrix)
    rows = Table(box=SIMPLE_HEAD, show_footer=True, pad_edge=False, padding=0, header_style="bold", footer_style="bold")
    name = width - sum(widths) - len(widths)
    rows.add_column(matrix.headings[0], matrix.total.name, overflow="fold", max_width=name)
    sums = (*matrix.total.counts, matrix.total.total)
    for heading, wide, total in zip((*matrix.columns, matrix.total.name), widths, sums, strict=True):
        rows.add_column(heading, number(total), width=wide, justify="right", overflow="fold")
    for line in matrix.lines:
        name_cell = Text(line.name, style="yellow" if line.missing else "")
        rows.add_row(name_cell, *_tiles(matrix, line, widths), Text(number(line.total), "bold"))
    return rows


def _tiles(matrix: Matrix, line: Line, widths: list[int]) -> list[Text]:
    """Return the cells of a row, each shaded over its whole width."""
    shades = [SHADES[matrix.shade(count)] for count in line.counts]
    return [
        Text(number(count).rjust(wide), shade) if count else Text("–", "dim")
        for count, shade, wide in zip(line.counts, shades, widths, strict=False)
    ]


def _cells(above: Row | None, row: Row) -> list[Text]:
    """Return a row's cells; the first name is left out if it repeats the row above."""
    style = "yellow" if row.missing else ""
    again = len(row.names) > 1 and above is not None and above.names[0] == row.names[0]
    names = [Text("" if again and not place else name, style=style) for place, name in enumerate(row.names)]
    numbers = [number(row.inquiries), row.share, number(row.questions), *map(number, row.standings)]
    return [*names, *(Text(text) for text in numbers)]


def bar(length: float, columns: int) -> str:
    """Return a bar of up to `columns` columns, in eighths; in ASCII if the terminal's encoding has no block characters.

    >>> len(bar(1.0, 24)), bar(0, 24)
    (24, '')
    """
    if on_terminal() and "utf" not in (sys.stdout.encoding or "").casefold():
        return "#" * round(length * columns)
    eighths = max(round(length * columns * 8), 1 if length else 0)
    return "█" * (eighths // 8) + (EIGHTHS[eighths % 8 - 1] if eighths % 8 else "")
