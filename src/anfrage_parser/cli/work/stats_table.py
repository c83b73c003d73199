"""Counts as a terminal table with bars."""

import sys
from itertools import pairwise

from rich.box import SIMPLE_HEAD
from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from anfrage_parser.cli.printing import on_terminal
from anfrage_parser.messages import say
from anfrage_parser.stats.view import Row, View, number

LONGEST, SHORTEST = 24, 6
"""Width of the longest bar in columns, on a wide and on a narrow terminal."""

NAME = 22
"""Columns reserved for a group's name."""

EIGHTHS = "▏▎▍▌▋▊▉█"


def table(view: View, width: int) -> RenderableType:
    """Return the table: title, rows with bars, sum, and notes on the counting."""
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
    facts = " · ".join(f"{name}: {value}" for name, value in view.facts)
    legend = [Text(f"{name}: {number(count)} – {meaning}", style="dim") for _, name, count, meaning in view.legend]
    return Group(Text(view.title, style="bold cyan"), rows, Text(facts), *legend, *(Text(line, style="dim") for line in view.notes))


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
