"""The list of inquiries as a file: CSV, a workbook, a page to print, a calendar of what is due."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import BinaryIO

from markupsafe import Markup

from anfrage_parser.errors import UsageError
from anfrage_parser.exporters import Preset
from anfrage_parser.exporters.cells import CellCutter
from anfrage_parser.exporters.source_date_epoch import moment
from anfrage_parser.fields import spoken_language
from anfrage_parser.messages import say, shown_day
from anfrage_parser.plugins import install_command
from anfrage_parser.stats.data import CsvWriter
from anfrage_parser.stats.overview import COLUMNS, SHOWN, Entry, summary
from anfrage_parser.stats.page import WORDS, environment, rendered


def write_csv(out: BinaryIO, entries: Sequence[Entry], preset: Preset) -> None:
    """Write all columns, for German Excel or by RFC 4180."""
    language = spoken_language()
    sheet = CsvWriter(out, preset, [(column.key, column.heading(language)) for column in COLUMNS])
    for entry in entries:
        sheet.row(column.shown(entry, language) if sheet.excel else column.value(entry) for column in COLUMNS)


def write_workbook(out: BinaryIO, entries: Sequence[Entry], title: str, note: Callable[[str], None]) -> None:
    """Write a workbook of one sheet; the columns that fit on paper come first and print, the others are there on the screen.

    `LimitError` if there are too many rows; `note` is told what had to be cut.
    """
    import xlsxwriter

    from anfrage_parser.exporters.table_xlsx import Sheet

    language = spoken_language()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": moment().replace(tzinfo=None), "title": title})
    cutter = CellCutter(language, note)
    sheet = Sheet(book, say("Anfragen"), COLUMNS, language, cutter)
    for entry in entries:
        sheet.add([column.shown(entry, language) for column in COLUMNS], entry.name)
    sheet.finish()
    cutter.finish()
    book.close()


def page(entries: Sequence[Entry], title: str, clean: Callable[[str], str]) -> bytes:
    """Return a self-contained page, UTF-8 encoded, that prints on A4 landscape; text from documents goes through `clean`."""
    style = Markup(
        environment().get_template("page.css").render(columns=1, shades=()) + environment().get_template("overview.css").render()
    )
    language = spoken_language()
    rows = [(entry.state.value, [_shown(column.shown(entry, language), clean) for column in SHOWN]) for entry in entries]
    return rendered(
        "overview.html",
        style,
        title,
        states=summary(entries, language),
        headings=[(column.key, column.heading(language)) for column in SHOWN],
        rows=rows,
        none=say("Keine Anfragen gefunden."),
        made=WORDS["made"],
    )


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
    book, language = Calendar(), spoken_language()
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
        lines = [(column.heading(language), _shown(column.shown(entry, language), clean)) for column in COLUMNS]
        event.add("description", "\n".join(f"{name}: {value}" for name, value in lines if value))
        event.add("transp", "TRANSPARENT")
        book.add_component(event)
    return bytes(book.to_ical())
