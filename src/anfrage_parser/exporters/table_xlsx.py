"""A workbook with sheets of inquiries, questions, answers and findings."""

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError, XlsxWriterException

from anfrage_parser.batch.scratch import spooling
from anfrage_parser.errors import LimitError, OutputError
from anfrage_parser.exporters import ExportOptions
from anfrage_parser.exporters.cells import CellCutter, allowed, as_text
from anfrage_parser.exporters.columns import ANSWERS, FINDINGS, INQUIRIES, QUESTIONS, Table, Value, in_language
from anfrage_parser.exporters.source_date_epoch import moment
from anfrage_parser.exporters.spool import Outlet
from anfrage_parser.messages import say
from anfrage_parser.readers.scratch import scratch_folder
from anfrage_parser.record.schema import Inquiry

MOST_ROWS = 1_048_576
"""Most rows of a sheet, by the format."""

FIRST_DAY = dt.date(1900, 3, 1)
"""Earlier days are written as text, as spreadsheets have a 29 February 1900."""


def export(records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
    """Write the workbook; `LimitError`, with nothing written, if there are too many rows.

    Texts that are too long for a cell are cut.

    Days are dates, reference numbers are texts, and no cell is a formula or a link. The same records give the same bytes.
    """
    outlet = Outlet(out)
    with _told_apart(outlet), scratch_folder() as folder:  # for buffered rows
        settings = {"constant_memory": True, "tmpdir": str(folder), "strings_to_formulas": False, "strings_to_urls": False}
        book = xlsxwriter.Workbook(outlet, settings)
        try:
            _fill(book, records, options)
            book.close()
        except FileCreateError as error:  # xlsxwriter's wrapper of an OSError
            raise error.args[0] from None
        except XlsxWriterException as error:
            raise LimitError(say("die Arbeitsmappe wird zu groß"), say("die Datensätze auf mehrere Mappen verteilen")) from error
        finally:
            _give_up(book)


@contextlib.contextmanager
def _told_apart(outlet: Outlet) -> Iterator[None]:
    """Tell errors of writing the output, raised unchanged, from those of temporary files, which are converted."""
    try:
        with spooling():
            yield
    except OutputError:
        if outlet.failure is not None:
            raise outlet.failure from None
        raise


def _fill(book: xlsxwriter.Workbook, records: Iterable[Inquiry], options: ExportOptions) -> None:
    """Fill the sheets, record by record."""
    book.set_properties({"created": moment().replace(tzinfo=None)})
    tables: list[Table[Any]] = [INQUIRIES, QUESTIONS, ANSWERS, FINDINGS]
    cutter = CellCutter(options.language, options.note)
    sheets = [_Sheet(book, table, options, cutter) for table in tables]
    for record in records:
        translated = in_language(record, options.language)
        for sheet in sheets:
            sheet.add(translated)
    for sheet in sheets:
        sheet.finish()
    cutter.finish()


def _give_up(book: xlsxwriter.Workbook) -> None:
    """Close the temporary files of an unfinished workbook, silently."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            with contextlib.suppress(OSError):  # buffered data can't be written to a full disk
                sheet.row_data_fh.close()
    book.fileclosed = True


class _Sheet:
    """A sheet, written row by row."""

    def __init__(self, book: xlsxwriter.Workbook, table: Table[Any], options: ExportOptions, cutter: CellCutter) -> None:
        self.table, self.language, self.cutter = table, options.language, cutter
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
        """Write the rows of a record."""
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
                text = self.cutter.fitting(text, self.table.columns[column].heading(self.language), record.source.name)
                self.sheet.write_string(self.rows, column, text, self.text)

    def finish(self) -> None:
        """Add the filter over all rows."""
        self.sheet.autofilter(0, 0, self.rows, len(self.table.columns) - 1)
