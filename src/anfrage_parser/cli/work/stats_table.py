"""Counts as a table with bars."""

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
"""Columns of the longest bar, where there is room and where there is hardly any."""

NAME = 22
"""Columns that are kept for a group's name."""

EIGHTHS = "▏▎▍▌▋▊▉█"


def table(view: View, width: int) -> RenderableType:
    """The title, the rows with their bars, the sum, and how was counted."""
    rows = Table(box=SIMPLE_HEAD, show_footer=True, pad_edge=False, header_style="bold", footer_style="bold")
    for heading, total in zip(view.headings, view.total.names, strict=True):
        rows.add_column(heading, total, overflow="fold")
    numbers = [(say("Anfragen"), number(view.total.inquiries)), (say("Anteil"), ""), (say("Fragen"), number(view.total.questions))]
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
    """A row; a first name that stands above already is not said again."""
    style = "yellow" if row.missing else ""
    again = len(row.names) > 1 and above is not None and above.names[0] == row.names[0]
    names = [Text("" if again and not place else name, style=style) for place, name in enumerate(row.names)]
    numbers = [number(row.inquiries), row.share, number(row.questions), *map(number, row.standings)]
    return [*names, *(Text(text) for text in numbers)]


def bar(length: float, columns: int) -> str:
    """A bar of up to so many columns, in eighths; in signs of its own where the terminal's encoding knows no blocks.

    >>> len(bar(1.0, 24)), bar(0, 24)
    (24, '')
    """
    if on_terminal() and "utf" not in (sys.stdout.encoding or "").casefold():
        return "#" * round(length * columns)
    eighths = max(round(length * columns * 8), 1 if length else 0)
    return "█" * (eighths // 8) + (EIGHTHS[eighths % 8 - 1] if eighths % 8 else "")
