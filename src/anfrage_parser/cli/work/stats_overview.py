"""`anfrage stats --open`: the list of inquiries, on a terminal or in a file."""

import datetime as dt
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from anfrage_parser.cli.display import safe
from anfrage_parser.cli.files import refuse_existing, writing
from anfrage_parser.cli.streams import note, write
from anfrage_parser.errors import UsageError, check_choice
from anfrage_parser.exporters import Language, Preset
from anfrage_parser.exporters.columns import Column
from anfrage_parser.fields import spoken_language
from anfrage_parser.linking.archive import named
from anfrage_parser.messages import counted, say, shown_day
from anfrage_parser.record.json_out import to_json
from anfrage_parser.stats.overview import COLUMNS, SHOWN, Entry, State, summary

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

FORMATS = {"table": "txt", "csv": "csv", "xlsx": "xlsx", "html": "html", "ics": "ics", "json": "json"}
"""Format of the list → file suffix."""


WIDE = 100
"""Columns of a screen from which the day of the inquiry has room beside its deadline."""

NARROWEST = {"title": 20, "asker": 10, "responsible": 9}
"""Columns that a screen gives a text at least."""


def format_of(to: str | None, output: str, formats: Mapping[str, str] = FORMATS) -> str:
    """Return the format's name: as given, else by the output's suffix, else a table; `UsageError` for another one."""
    if to is not None or output == "-":
        check_choice("--format", to or "table", formats)
        return to or "table"
    by_ending = {f".{ending}": name for name, ending in formats.items()} | {".htm": "html"}
    target = Path(output)
    if target.suffix.casefold() not in by_ending:
        cause = say("für die Endung von {name} gibt es hier kein Format", name=target.name)
        raise UsageError(cause, say("möglich sind: {names}; oder --format angeben", names=", ".join(by_ending)))
    return by_ending[target.suffix.casefold()]


def put(entries: Sequence[Entry], kind: str, output: str, only_open: bool, today: dt.date, preset: Preset, force: bool) -> None:
    """Write the list to a file or to standard output."""
    title = say("Offene Anfragen am {day}", day=shown_day(today)) if only_open else say("Anfragen am {day}", day=shown_day(today))
    if output == "-":
        if kind == "table":
            from anfrage_parser.cli.printing import show, width

            show(table(entries, title, width()), width())
        else:
            write(_made(entries, kind, title, today, preset))
        return
    target = Path(output)
    refuse_existing(target, force)
    made = _made(entries, kind, title, today, preset)
    with writing(target, force) as file:
        file.write(made)
    if kind == "ics":
        days = sum(entry.due is not None and entry.is_open for entry in entries)
        note(counted(days, "{name}: 1 Frist", "{name}: {count} Fristen", name=safe(output)))
        return
    note(counted(len(entries), "{name}: 1 Anfrage", "{name}: {count} Anfragen", name=safe(output)))


def _made(entries: Sequence[Entry], kind: str, title: str, today: dt.date, preset: Preset) -> bytes:
    """Return the list in a format."""
    from anfrage_parser.stats import overview_files

    makers: dict[str, Callable[[io.BytesIO], Any]] = {
        "csv": lambda out: overview_files.write_csv(out, entries, preset),
        "xlsx": lambda out: overview_files.write_workbook(out, entries, title, note),
        "html": lambda out: out.write(overview_files.page(entries, title, safe)),
        "ics": lambda out: out.write(overview_files.calendar(entries, today, safe)),
        "json": lambda out: out.write(to_json([_object(entry) for entry in entries])),
        "table": lambda out: out.write(_plain(entries, title)),
    }
    out = io.BytesIO()
    makers[kind](out)
    return out.getvalue()


def _object(entry: Entry) -> dict[str, Any]:
    """Return an entry as a JSON object."""
    values = ((column.key, column.value(entry)) for column in COLUMNS)
    return {key: value.isoformat() if isinstance(value, dt.date) else value for key, value in values}


def _plain(entries: Sequence[Entry], title: str) -> bytes:
    from anfrage_parser.cli.printing import WIDTH, plain

    return plain(table(entries, title, WIDTH), WIDTH)


def table(entries: Sequence[Entry], title: str, space: int) -> "RenderableType":
    """Return the list for a terminal of so many columns: without what no entry has; a narrow one gets neither first day nor days left."""
    from rich.box import SIMPLE_HEAD
    from rich.console import Group
    from rich.table import Table
    from rich.text import Text

    left_out = {"received" if not any(entry.received for entry in entries) else "date"}
    left_out |= {"answered_on"} if all(entry.is_open for entry in entries) else {"received", "date"}
    left_out |= {"received", "date", "days"} if space < WIDE else set()
    left_out |= {column.key for column in SHOWN if all(column.value(entry) in (None, "") for entry in entries)}
    language, shown = spoken_language(), [column for column in SHOWN if column.key not in left_out]
    rows = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0), header_style="bold")
    for column in shown:
        whole = column.key in ("number", "received", "date", "due", "answered_on", "state")
        side: Literal["left", "right"] = "right" if column.key == "days" else "left"
        heading = column.heading(language).replace(" ", "\n")
        rows.add_column(heading, overflow="fold", no_wrap=whole, min_width=NARROWEST.get(column.key), justify=side)
    for entry in entries:
        style = "red" if entry.state is State.OVERDUE else ""
        rows.add_row(*(_cell(column, entry, language, style) for column in shown))
    sums = ", ".join(f"{count} {state}" for state, count in summary(entries, language)) or say("keine Anfragen")
    return Group(Text(title, style="bold cyan"), *([rows] if entries else []), Text(sums))


def _cell(column: Column[Entry], entry: Entry, language: Language, style: str) -> "Text":
    """Return a cell; below a title stands where the letter lies, and which letters remind of it."""
    from rich.text import Text

    text = Text(_text(column.shown(entry, language)), style=style)
    if column.key == "title":
        text.append(f"\n{safe(named(entry.name, entry.part), 300)}", "dim")
        if entry.reminders:
            text.append("\n" + say("erinnert: {names}", names=safe(", ".join(entry.reminders), 300)), "dim")
    return text


def _text(value: object) -> str:
    if value is None:
        return ""
    return shown_day(value) if isinstance(value, dt.date) else safe(str(value), 300)
