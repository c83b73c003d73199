"""A workbook with sheets of inquiries, questions, answers and findings."""

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.exceptions import FileCreateError, XlsxWriterException

from anfrage_parser.batch.scratch import spooling
from anfrage_parser.errors import LimitError, OutputError
from anfrage_parser.exporters import ExportOptions, Language
from anfrage_parser.exporters.cells import CellCutter, allowed, as_text
from anfrage_parser.exporters.columns import ANSWERS, FINDINGS, INQUIRIES, QUESTIONS, Column, Table, Value, in_language
from anfrage_parser.exporters.paper import HIGHEST, LINE, lines, on_paper
from anfrage_parser.exporters.source_date_epoch import moment
from anfrage_parser.exporters.spool import Outlet
from anfrage_parser.messages import counted, say
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
    sheets = [
        Sheet(book, table.english if options.language == "en" else table.german, table.columns, options.language, cutter)
        for table in tables
    ]
    for record in records:
        translated = in_language(record, options.language)
        for table, sheet in zip(tables, sheets, strict=True):
            for row in table.cells(translated, options.language):
                sheet.add(row, record.source.name)
    cropped = sum(sheet.finish() for sheet in sheets)
    cutter.finish()
    if cropped:
        options.note(
            counted(
                cropped,
                "in einer Zeile steht mehr Text, als auf Papier Platz hat; in der Zelle steht er ganz",
                "in {count} Zeilen steht mehr Text, als auf Papier Platz hat; in den Zellen steht er ganz",
            )
        )


def _give_up(book: xlsxwriter.Workbook) -> None:
    """Close the temporary files of an unfinished workbook, silently."""
    for sheet in book.worksheets():
        if sheet.row_data_fh is not None:
            with contextlib.suppress(OSError):  # buffered data can't be written to a full disk
                sheet.row_data_fh.close()
    book.fileclosed = True


class Sheet:
    """A sheet, written row by row: what is printed first, and columns in which nothing stands hidden."""

    def __init__(
        self, book: xlsxwriter.Workbook, name: str, columns: Sequence[Column[Any]], language: Language, cutter: CellCutter
    ) -> None:
        self.name, self.language, self.cutter = name, language, cutter
        self.order = sorted(range(len(columns)), key=lambda number: not columns[number].paper)
        self.columns = [columns[number] for number in self.order]
        self.sheet = book.add_worksheet(self.name)
        self.text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self.number = book.add_format({"valign": "top", "align": "left"})
        pattern = "dd.mm.yyyy" if self.language == "de" else "yyyy-mm-dd"
        self.day = book.add_format({"valign": "top", "align": "left", "num_format": pattern})
        self.rows = self.cropped = 0
        self.filled: set[int] = set()
        self.sheet.freeze_panes(1, 0)
        on_paper(self.sheet, self.language, 1)
        head = book.add_format({"bold": True, "valign": "top", "bottom": 1, "text_wrap": True})
        headings = [column.heading(self.language) for column in self.columns]
        self.sheet.set_row(0, LINE * max(lines(heading, column.width) for heading, column in zip(headings, self.columns, strict=True)))
        for number, heading in enumerate(headings):
            self.sheet.write_string(0, number, heading, head)

    def add(self, row: Sequence[Value], document: str) -> None:
        """Write a row, its cells in the order of the given columns; `document` is its name, for reports."""
        self.rows += 1
        if self.rows >= MOST_ROWS:
            cause = say("das Blatt „{name}“ fasst nur {count} Zeilen", name=self.name, count=MOST_ROWS)
            raise LimitError(cause, say("mit --format csv schreiben oder die Datensätze verteilen"))
        high = 1
        for column, number in enumerate(self.order):
            if (value := row[number]) is not None:
                high = max(high, self._cell(column, value, document))
        if high > 1:
            self.sheet.set_row(self.rows, LINE * min(high, HIGHEST))
        self.cropped += high > HIGHEST

    def _cell(self, number: int, value: Value, document: str) -> int:
        """Write a cell; return the lines that it takes of its row: columns that are not printed take none."""
        column = self.columns[number]
        self.filled.add(number)
        if isinstance(value, int) and not isinstance(value, bool):
            self.sheet.write_number(self.rows, number, value, self.number)
        elif isinstance(value, dt.date) and value >= FIRST_DAY:
            self.sheet.write_datetime(self.rows, number, dt.datetime.combine(value, dt.time()), self.day)
        else:
            text = allowed(as_text(value, self.language))
            if text:
                text = self.cutter.fitting(text, column.heading(self.language), document)
                self.sheet.write_string(self.rows, number, text, self.text)
                return lines(text, column.width) if column.paper else 1
        return 1

    def finish(self) -> int:
        """Add the filter over all rows, and what is printed; return how many rows are too low for their text."""
        for number, column in enumerate(self.columns):
            self.sheet.set_column(number, number, column.width, None, {"hidden": self.rows > 0 and number not in self.filled})
        self.sheet.autofilter(0, 0, self.rows, len(self.columns) - 1)
        self.sheet.print_area(0, 0, self.rows, sum(column.paper for column in self.columns) - 1)
        return self.cropped
