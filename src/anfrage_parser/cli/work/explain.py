"""`anfrage explain`: the label table, used to debug the parser."""

import bisect
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from anfrage_parser.cli.display import safe
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.streams import write, writing
from anfrage_parser.messages import later, say
from anfrage_parser.model import Span, Unit
from anfrage_parser.parse import Examined, examine_all

HEADS = (later("Zeile"), later("vorgeschlagen"), later("verworfen"), later("wurde zu"), later("durch"), later("Text"))
MOST_TEXT = 100


def explain(name: str, convention: str | None, intake: Intake) -> None:
    """Print one row per line: proposals, retracted proposals, what the line became, and by which rules.

    Coloured on a terminal, tab-separated in a pipe.
    """
    seen = examine_all(intake.read(name), convention)
    rows = [row for part in seen for row in table(part)]
    if sys.stdout is not None and sys.stdout.isatty():
        _print_rich(seen[0], rows)
    else:
        write("".join("\t".join(row) + "\n" for row in (heads(), *rows)).encode("utf-8"))


def heads() -> tuple[str, ...]:
    """Return the column headings."""
    return tuple(say(head) for head in HEADS)


class Row(NamedTuple):
    """A table row about one unit, safe to show."""

    line: str
    proposed: str
    """Rules of the labeller in order, including retracted ones."""
    retracted: str
    """Retracted proposals, each with the rule that retracted it: "signed:im Auftrag<inside-sentence"."""
    became: str
    """Fields of the record."""
    deciding: str
    """The rule that decided each of these fields, in order; given once if it decided all."""
    text: str


def table(seen: Examined) -> list[Row]:
    """Return a row for each unit of the document."""
    spans = sorted((s for d in seen.drafts for s in d.places), key=lambda s: s.start)
    starts = [s.start for s in spans]
    return [_row(unit, _spans_of(unit, spans, starts)) for unit in seen.units]


def _row(unit: Unit, spans: Sequence[Span]) -> Row:
    proposed = [*(label.rule for label in unit.labels), *(label.rule for label, _ in unit.retracted)]
    retracted = [f"{label.rule}<{by}" for label, by in unit.retracted]
    places = {span.field: span.rule or "-" for span in spans}
    deciding = places.values() if len(set(places.values())) > 1 else set(places.values())
    return Row(
        f"{unit.line.page}:{unit.line.number}",
        _listed(dict.fromkeys(proposed)),
        _listed(dict.fromkeys(retracted)),
        _listed(places),
        _listed(deciding),
        safe(unit.text, MOST_TEXT),
    )


def _listed(words: Iterable[str]) -> str:
    return safe(" ".join(words)) or "-"


def _spans_of(unit: Unit, spans: Sequence[Span], starts: Sequence[int]) -> Sequence[Span]:
    """Return the spans within a unit."""
    first, last = unit.line.at(unit.start), unit.line.end if unit.end >= len(unit.line.text) else unit.line.at(unit.end)
    return spans[bisect.bisect_left(starts, first) : bisect.bisect_left(starts, last)]


def _print_rich(seen: Examined, rows: Sequence[Row]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    view = Table(*heads(), box=None, pad_edge=False, title=Text(f"{seen.convention.title} · {seen.source.reader}"), title_justify="left")
    for row in rows:
        style = "red" if "unassigned" in row.became else "dim" if row.became in ("furniture", "label") else ""
        styles = ("", "cyan", "yellow", style or "green", "cyan", style)
        view.add_row(*(Text(cell, style=look) for cell, look in zip(row, styles, strict=True)))
    with writing():
        Console(highlight=False, markup=False, emoji=False).print(view)
