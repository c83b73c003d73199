"""A workbook: inquiries, questions and findings, each on a sheet of its own."""

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError, XlsxWriterException

from anfrage_parser.batch.scratch import spooling
from anfrage_parser.errors import LimitError, OutputError
from anfrage_parser.exporters import ExportOptions
from anfrage_parser.exporters.cells import Scissors, allowed, as_text
from anfrage_parser.exporters.columns import FINDINGS, INQUIRIES, QUESTIONS, Table, Value, retold
from anfrage_parser.exporters.source_date_epoch import moment
from anfrage_parser.exporters.spool import Outlet
from anfrage_parser.messages import say
from anfrage_parser.readers.scratch import scratch_folder
from anfrage_parser.record.schema import Inquiry

MOST_ROWS = 1_048_576
"""Limit of the format."""

FIRST_DAY = dt.date(1900, 3, 1)
"""Days before it are texts: spreadsheets count a 29 February 1900."""


def export(records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
    """Write the workbook; `LimitError` for more rows than it can hold, and nothing is written then.

    Texts that are longer than a cell are cut.

    Days are dates, numbers of papers texts, no cell is a formula or a link. The same records give the same bytes.
    """
    outlet = Outlet(out)
    with _told_apart(outlet), scratch_folder() as folder:  # rows wait there
        settings = {"constant_memory": True, "tmpdir": str(folder), "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(outlet, settings)
        try:
            _fill(book, records, options)
            book.close()
        except FileCreateError as error:  # what it makes of an OSError
            raise error.args[0] from None
        except XlsxWriterException as error:
            raise LimitError(say("die Arbeitsmappe wird zu groß"), say("die Datensätze auf mehrere Mappen verteilen")) from error
        finally:
            _give_up(book)


@contextlib.contextmanager
def _told_apart(outlet: Outlet) -> Iterator[None]:
    """A failing write to where the workbook goes stays as it is; any other was one to a temporary file."""
    try:
        with spooling():
            yield
    except OutputError:
        if outlet.failure is not None:
            raise outlet.failure from None
        raise


def _fill(book: xlsxwriter.Workbook, records: Iterable[Inquiry], options: ExportOptions) -> None:
    """Three sheets, all rows of a record at once."""
    book.set_properties({"created": moment().replace(tzinfo=None)})
    tables: list[Table[Any]] = [INQUIRIES, QUESTIONS, FINDINGS]
    scissors = Scissors(options.language, options.note)
    sheets = [_Sheet(book, table, options, scissors) for table in tables]
    for record in records:
        told = retold(record, options.language)
        for sheet in sheets:
            sheet.add(told)
    for sheet in sheets:
        sheet.finish()
    scissors.finish()


def _give_up(book: xlsxwriter.Workbook) -> None:
    """Close what a workbook leaves open; one that was not finished says nothing of it."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            with contextlib.suppress(OSError):  # what it still holds has no room
                sheet.row_data_fh.close()
    book.fileclosed = True


class _Sheet:
    """One table, row by row."""

    def __init__(self, book: xlsxwriter.Workbook, table: Table[Any], options: ExportOptions, scissors: Scissors) -> None:
        self.table, self.language, self.scissors = table, options.language, scissors
        self.name = table.english if self.language == "en" else table.german
        self.sheet = book.add_worksheet(self.name)
        self.text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self.number = book.add_format({"valign": "top"})
        self.day = book.add_format({"valign": "top", "num_format": "dd.mm.yyyy" if self.language == "de" else "yyyy-mm-dd"})
        self.rows = 0
        self.sheet.freeze_panes(1, 0)
        head = book.add_format({"bold": True, "valign": "top", "bottom": 1})
        for number, column in enumerate(table.columns):
            self.sheet.set_column(number, number, column.width)
            self.sheet.write_string(0, number, column.heading(self.language), head)

    def add(self, record: Inquiry) -> None:
        """The rows of a record."""
        for row in self.table.cells(record, self.language):
            self.rows += 1
            if self.rows >= MOST_ROWS:
                cause = say("das Blatt „{name}“ fasst nur {count} Zeilen", name=self.name, count=MOST_ROWS)
                raise LimitError(cause, say("mit --to csv schreiben oder die Datensätze verteilen"))
            for column, value in enumerate(row):
                self._cell(column, value, record)

    def _cell(self, column: int, value: Value, record: Inquiry) -> None:
        if value is None:
            return
        if isinstance(value, int) and not isinstance(value, bool):
            self.sheet.write_number(self.rows, column, value, self.number)
        elif isinstance(value, dt.date) and value >= FIRST_DAY:
            self.sheet.write_datetime(self.rows, column, dt.datetime.combine(value, dt.time()), self.day)
        else:
            text = allowed(as_text(value, self.language))
            if text:
                text = self.scissors.fitting(text, self.table.columns[column].heading(self.language), record.source.name)
                self.sheet.write_string(self.rows, column, text, self.text)

    def finish(self) -> None:
        """The filter over all rows."""
        self.sheet.autofilter(0, 0, self.rows, len(self.table.columns) - 1)
