"""Counts by two dimensions as rows and columns of shaded cells."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from anfrage_parser.messages import later, say
from anfrage_parser.stats.dimensions import Key
from anfrage_parser.stats.tally import Tally

SHADES = 5
"""Shades of a cell; 0 is none."""

WIDEST, FEWER = 24, 16
"""Most columns on paper, one page wide: with headings as short as a month, and with longer ones."""

SHORT = 10
"""Characters of a short heading."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row: a key of the first dimension, or the sum."""

    name: str
    missing: bool
    """Whether it counts records without the value."""
    counts: tuple[int, ...]
    """Number of inquiries for each column."""
    total: int
    """Number of all its inquiries; less than the counts together where one has several columns."""


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows of counts, with sums at both ends."""

    headings: tuple[str, str]
    """Names of both dimensions."""
    columns: tuple[str, ...]
    missing: bool
    """Whether the last column counts records without the value."""
    lines: tuple[Line, ...]
    total: Line
    most: int
    """The largest count of a cell."""
    rest: str
    """Display name of the column for all that has no room."""
    oldest: bool
    """Whether the first columns give way, and not the last."""
    note: str = ""
    """What was added up to save room."""

    def shade(self, count: int) -> int:
        """Return how strongly a cell is shaded, from 0 to `SHADES`."""
        return min(SHADES, -(-SHADES * count // self.most))

    def on_paper(self) -> "Matrix":
        """Return it with as many columns as can be read on a page or sheet."""
        return self.fitting(WIDEST if all(len(heading) <= SHORT for heading in self.columns) else FEWER)

    def fitting(self, room: int) -> "Matrix":
        """Return it with at most `room` columns, two at least: those that have none are added up in one."""
        ends = len(self.columns) - self.missing
        kept = max(room, 2) - 1 - self.missing
        if ends <= kept + 1:
            return self
        first, last = (0, ends - kept) if self.oldest else (kept, ends)

        def folded(line: Line) -> Line:
            return replace(line, counts=(*line.counts[:first], sum(line.counts[first:last]), *line.counts[last:]))

        sentence = later("{count} Spalten, für die kein Platz ist, sind als „{rest}“ zusammengefasst; einzeln enthält sie --format csv.")
        return replace(
            self,
            columns=(*self.columns[:first], self.rest, *self.columns[last:]),
            lines=tuple(map(folded, self.lines)),
            total=folded(self.total),
            note=say(sentence, count=last - first, rest=self.rest),
        )


def matrix(tally: Tally, clean: Callable[[str], str]) -> Matrix | None:
    """Return the counts of two dimensions as rows and columns; None for one dimension, without counts, and with a deadline.

    A pair has several numbers with a deadline, which no cell can hold.
    """
    if len(tally.by) != 2 or tally.deadline or not tally.groups:
        return None
    first, second = tally.by
    names, columns = tally.keys(0), tally.keys(1)

    def line(key: Key) -> Line:
        found = [tally.groups.get((key, column)) for column in columns]
        return Line(clean(first.shown(key)), key is None, tuple(count.inquiries if count else 0 for count in found), tally.sides[0][key])

    sums = tuple(tally.sides[1][column] for column in columns)
    return Matrix(
        headings=(first.heading, second.heading),
        columns=tuple(clean(second.shown(column)) for column in columns),
        missing=None in columns,
        lines=tuple(map(line, names)),
        total=Line(say("Summe"), False, sums, tally.total.inquiries),
        most=max(count.inquiries for count in tally.groups.values()),
        rest=second.rest,
        oldest=second.oldest,
    )
