"""`anfrage explain`: the label table, by which the parser is debugged."""

import bisect
import sys

from anfrage_parser.cli.display import safe
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.streams import write, writing
from anfrage_parser.messages import later, say
from anfrage_parser.model import Span, Unit
from anfrage_parser.parse import Examined, examine_all

HEADS = (later("Zeile"), later("vorgeschlagen"), later("geworden"), later("Text"))
MOST_TEXT = 100


def explain(name: str, convention: str | None, intake: Intake) -> None:
    """Print one row for each line: what was proposed, what it became. Coloured on a terminal, tab-separated in a pipe."""
    seen = examine_all(intake.read(name), convention)
    rows = [row for part in seen for row in table(part)]
    if sys.stdout is not None and sys.stdout.isatty():
        _print_rich(seen[0], rows)
    else:
        write("".join("\t".join(row) + "\n" for row in (heads(), *rows)).encode("utf-8"))


def heads() -> tuple[str, ...]:
    """What stands above the columns."""
    return tuple(say(head) for head in HEADS)


def table(seen: Examined) -> list[tuple[str, str, str, str]]:
    """(line, proposals, places, text) for each unit; all of it safe to show."""
    spans = sorted((s for d in seen.drafts for s in d.places), key=lambda s: s.start)
    starts = [s.start for s in spans]
    return [(f"{u.line.page}:{u.line.number}", _proposed(u), _became(u, spans, starts), safe(u.text, MOST_TEXT)) for u in seen.units]


def _proposed(unit: Unit) -> str:
    return " ".join(dict.fromkeys(label.rule for label in unit.labels)) or "-"


def _became(unit: Unit, spans: list[Span], starts: list[int]) -> str:
    first, last = unit.line.at(unit.start), unit.line.end if unit.end >= len(unit.line.text) else unit.line.at(unit.end)
    index = bisect.bisect_left(starts, first)
    fields: dict[str, None] = {}
    while index < len(spans) and spans[index].start < last:
        fields[spans[index].field] = None
        index += 1
    return " ".join(fields) or "-"


def _print_rich(seen: Examined, rows: list[tuple[str, str, str, str]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    view = Table(*heads(), box=None, pad_edge=False, title=Text(f"{seen.convention.title} · {seen.source.reader}"), title_justify="left")
    for number, proposed, became, text in rows:
        style = "red" if "unassigned" in became else "dim" if became in ("furniture", "label") else ""
        view.add_row(
            Text(number),
            Text(proposed, style="cyan"),
            Text(became, style=style or "green"),
            Text(text, style=style),
        )
    with writing():
        Console(highlight=False, markup=False, emoji=False).print(view)
