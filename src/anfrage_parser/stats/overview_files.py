"""The list of inquiries as a file: CSV, a workbook, a page to print, a calendar of what is due."""

import base64
import datetime as dt
import hashlib
from collections.abc import Callable, Sequence
from typing import BinaryIO

from markupsafe import Markup

from anfrage_parser.errors import UsageError
from anfrage_parser.exporters import Preset
from anfrage_parser.exporters.cells import allowed
from anfrage_parser.exporters.paper import HIGHEST, LINE, lines, on_paper
from anfrage_parser.exporters.source_date_epoch import moment
from anfrage_parser.exporters.table_xlsx import FIRST_DAY
from anfrage_parser.messages import say, spoken
from anfrage_parser.plugins import install_command
from anfrage_parser.stats.data import CsvWriter
from anfrage_parser.stats.overview import COLUMNS, SHOWN, STATES, Column, Entry, cells, summary
from anfrage_parser.stats.page import environment
from anfrage_parser.stats.view import shown_day

LONGEST_CELL = 2_000
"""Characters of a cell in the workbook."""


def write_csv(out: BinaryIO, entries: Sequence[Entry], preset: Preset) -> None:
    """Write all columns, for German Excel or by RFC 4180."""
    sheet = CsvWriter(out, preset, [(column.key, say(column.heading)) for column in COLUMNS])
    for entry in entries:
        sheet.row(cells(entry, COLUMNS, sheet.excel))


def write_workbook(out: BinaryIO, entries: Sequence[Entry], title: str) -> None:
    """Write a workbook of one sheet; the columns that fit on paper come first and print, the others are there on the screen."""
    import xlsxwriter

    columns = ordered(COLUMNS)
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": moment().replace(tzinfo=None), "title": title})
    sheet = book.add_worksheet(say("Anfragen"))
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    number = book.add_format({"valign": "top"})
    day = book.add_format({"valign": "top", "num_format": "dd.mm.yyyy" if spoken().people == "de" else "yyyy-mm-dd"})
    head = book.add_format({"bold": True, "valign": "top", "text_wrap": True, "bottom": 1})
    for place, column in enumerate(columns):
        sheet.set_column(place, place, column.width)
        sheet.write_string(0, place, say(column.heading), head)
    sheet.set_row(0, 2 * LINE)
    for row, entry in enumerate(entries, 1):
        values = list(cells(entry, columns, in_words=True))
        high = max(lines(str(value or ""), column.width) for column, value in zip(columns, values, strict=True))
        sheet.set_row(row, min(high, HIGHEST) * LINE)
        for place, value in enumerate(values):
            if isinstance(value, int):
                sheet.write_number(row, place, value, number)
            elif isinstance(value, dt.date) and value >= FIRST_DAY:
                sheet.write_datetime(row, place, dt.datetime.combine(value, dt.time()), day)
            elif value:
                sheet.write_string(row, place, allowed(str(value))[:LONGEST_CELL], text)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(len(entries), 1), len(columns) - 1)
    sheet.print_area(0, 0, max(len(entries), 1), len(SHOWN) - 1)
    on_paper(sheet, "de" if spoken().people == "de" else "en", 1)
    book.close()


def ordered(columns: Sequence[Column]) -> list[Column]:
    """Return the columns with those first that fit on paper."""
    return sorted(columns, key=lambda column: column.key not in SHOWN)


def page(entries: Sequence[Entry], title: str, clean: Callable[[str], str]) -> bytes:
    """Return a self-contained page, UTF-8 encoded, that prints on A4 landscape; text from documents goes through `clean`."""
    style = Markup(
        environment().get_template("page.css").render(columns=1, shades=()) + environment().get_template("overview.css").render()
    )
    shown = [column for column in COLUMNS if column.key in SHOWN]
    rows = [(entry.state.value, [_shown(value, clean) for value in cells(entry, shown, in_words=True)]) for entry in entries]
    text = (
        environment()
        .get_template("overview.html")
        .render(
            title=title,
            language=spoken().people,
            states=[(say(STATES[state]), count) for state, count in summary(entries)],
            headings=[(column.key, say(column.heading)) for column in shown],
            rows=rows,
            none=say("Es gibt keine Anfragen, die so stehen."),
            made=say("Geschrieben von anfrage stats; die Seite braucht kein Netz."),
            style=style,
            policy=f"default-src 'none'; style-src 'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'; "
            "base-uri 'none'; form-action 'none'",
        )
    )
    return text.encode("utf-8", "replace")


def _shown(value: object, clean: Callable[[str], str]) -> str:
    if value is None:
        return ""
    return shown_day(value) if isinstance(value, dt.date) else clean(str(value))


def calendar(entries: Sequence[Entry], today: dt.date, clean: Callable[[str], str]) -> bytes:
    """Return a calendar (RFC 5545) with a day for each open inquiry that is due; `UsageError` if the library for it is missing.

    Text from documents goes through `clean`.
    """
    try:
        from icalendar import Calendar, Event
    except ImportError as error:
        raise UsageError(say("für Kalender fehlt {package}", package="icalendar"), install_command("calendar")) from error
    book = Calendar()
    book.add("prodid", "-//anfrage-parser//stats//DE")
    book.add("version", "2.0")
    for entry in entries:
        if entry.due is None or not entry.is_open:
            continue
        event = Event()
        event.add("uid", f"{entry.uid}@anfrage-parser")
        event.add("dtstamp", dt.datetime.combine(today, dt.time(), dt.UTC))
        event.add("dtstart", entry.due)
        event.add("dtend", entry.due + dt.timedelta(days=1))
        what = " · ".join(clean(" ".join(word.split())) for word in (entry.title or entry.name, entry.asker) if word)
        event.add("summary", say("Frist: {what}", what=what))
        lines = [(say(column.heading), _shown(value, clean)) for column, value in zip(COLUMNS, cells(entry, COLUMNS, True), strict=True)]
        event.add("description", "\n".join(f"{name}: {value}" for name, value in lines if value))
        event.add("transp", "TRANSPARENT")
        book.add_component(event)
    return bytes(book.to_ical())
