"""`anfrage explain`: the label table, used to debug the parser."""

import bisect
import sys
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from anfrage_parser.assemble.draft import Draft, Rival
from anfrage_parser.cli.display import safe
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.streams import note, write, writing
from anfrage_parser.fields import WANTED, name_of, spoken_language
from anfrage_parser.messages import later, say
from anfrage_parser.model import Span, Unit
from anfrage_parser.parse import Examined, examine_all

HEADS = (later("Zeile"), later("vorgeschlagen"), later("verworfen"), later("wurde zu"), later("durch"), later("Text"))
RIVAL_HEADS = (later("Zeile"), later("Feld"), later("Wahl"), later("Punkte"), later("Gründe"), later("Text"))
MOST_TEXT = 100
SOUGHT = (*WANTED, "questions")
"""Fields of which it is said that nothing was found for them."""


def explain(name: str, convention: str | None, intake: Intake) -> None:
    """Print one row per line: proposals, retracted proposals, what the line became, and by which rules; then what fields were chosen from.

    Coloured on a terminal, tab-separated in a pipe.
    """
    seen = examine_all(intake.read(name), convention)
    rows = [row for part in seen for row in table(part)]
    offers = [row for part in seen for row in rivals(part)]
    if sys.stdout is not None and sys.stdout.isatty():
        _print_rich(seen[0], rows)
        _print_rivals(offers)
    else:
        more = (heads(RIVAL_HEADS), *offers) if offers else ()
        write("".join("\t".join(row) + "\n" for row in (heads(), *rows, *more)).encode("utf-8"))
    for number, draft in enumerate((draft for part in seen for draft in part.drafts), 1):
        if missing := [name_of(key, spoken_language()) for key in SOUGHT if not getattr(draft, key)]:
            part = say(" (Anfrage {part})", part=number) if number > 1 else ""
            note(say("gesucht und nicht gefunden: {names}", names=", ".join(missing)) + part)


def heads(words: Sequence[str] = HEADS) -> tuple[str, ...]:
    """Return column headings in the language of the messages."""
    return tuple(say(head) for head in words)


def rivals(seen: Examined) -> list[tuple[str, ...]]:
    """Return a row for each value that was offered for a field of which only one could be taken, the best first.

    Line, field, whether it was chosen ("doubted" if another was close), points, the reasons with their points, and the value.
    """
    starts = [unit.line.start for unit in seen.units]
    rows: list[tuple[str, ...]] = []
    for draft in seen.drafts:
        for row in sorted(draft.rivals, key=lambda row: (row.field, -row.points)):
            spans = row.piece.spans
            line = seen.units[max(bisect.bisect_right(starts, spans[0].start) - 1, 0)].line if spans else None
            reasons = _listed(f"{reason.name}{reason.points:+.1f}" for reason in row.why)
            place, value = f"{line.page}:{line.number}" if line else "-", safe(row.value, MOST_TEXT)
            rows.append((place, row.field, _fate(row, draft), f"{row.points:.1f}", reasons, value))
    return rows


def _fate(row: Rival, draft: Draft) -> str:
    """Return whether a value was chosen, chosen with a doubt, or lost."""
    value = getattr(draft, row.field)
    taken = value[1] if isinstance(value, tuple) and row.field == "date" else value
    if taken is None or (taken is not row.piece and taken.text != row.value):
        return "lost"
    return "doubted" if row.field in draft.doubted else "chosen"


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


def _print_rivals(rows: Sequence[tuple[str, ...]]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    view = Table(*heads(RIVAL_HEADS), box=None, pad_edge=False)
    for row in rows:
        styles = ("", "", {"chosen": "green", "doubted": "yellow"}.get(row[2], "dim"), "", "cyan", "")
        view.add_row(*(Text(cell, style=look) for cell, look in zip(row, styles, strict=True)))
    if rows:
        with writing():
            Console(highlight=False, markup=False, emoji=False).print(view)


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
