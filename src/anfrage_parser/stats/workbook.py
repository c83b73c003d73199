"""Counts as a workbook: a sheet with bars, or with shaded cells."""

import io
import textwrap
from collections.abc import Iterable, Sequence
from itertools import chain

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from anfrage_parser.exporters.cells import allowed
from anfrage_parser.exporters.paper import LINE, lines, on_paper
from anfrage_parser.exporters.source_date_epoch import moment
from anfrage_parser.fields import spoken_language
from anfrage_parser.messages import say
from anfrage_parser.stats.matrix import Matrix
from anfrage_parser.stats.view import View

BAR, LIGHTEST, STRONGEST = "#A3C8ED", "#FFFFFF", "#5C9DDC"
"""Colours below black numbers, told apart in shades of grey, too."""

NAME, NUMBER, BARS = 34, 11, 26
"""Widths of columns in characters: of names, of numbers, and of numbers with bars."""

NARROW, WIDE = 6, 12
"""Widths of a column of shaded cells, by the longest word of the headings."""

HEAD = 2
"""Rows above the counts: the title, the headings."""

Cell = str | int | float


def workbook(view: View) -> bytes:
    """Return the workbook. Sums are numbers, no cell is a formula; the same counts give the same bytes."""
    out = io.BytesIO()
    settings = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, settings) as book:
        book.set_properties({"created": moment().replace(tzinfo=None)})
        sheet = _Sheet(book, view)
        if view.matrix:
            _fill_matrix(sheet, view.matrix.on_paper())
        else:
            _fill_list(sheet, view)
    return out.getvalue()


class _Sheet:
    """The sheet, written row by row."""

    def __init__(self, book: xlsxwriter.Workbook, view: View) -> None:
        self.view, self.row = view, 0
        self.widths: Sequence[int] = ()
        self.sheet: Worksheet = book.add_worksheet(view.counted)
        on_paper(self.sheet, spoken_language(), HEAD)
        self.sheet.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})  # years are names here
        self.sheet.hide_gridlines(1)  # borders part what is counted, and not the notes
        cell = {"valign": "top", "border": 1, "border_color": "#BBBBBB", "num_format": "#,##0"}
        head = {**cell, "bold": True, "valign": "bottom", "text_wrap": True}
        self.formats: dict[str, Format] = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "heading": book.add_format({**head, "align": "right"}),
            "middle": book.add_format({**head, "align": "center"}),
            "first": book.add_format(head),
            "name": book.add_format({**cell, "text_wrap": True, "num_format": "@"}),
            "missing": book.add_format({**cell, "text_wrap": True, "italic": True}),
            "number": book.add_format(cell),
            "share": book.add_format({**cell, "num_format": "0.0%"}),
            "shaded": book.add_format({**cell, "num_format": '#,##0;-#,##0;"–"', "align": "center"}),
            "sum": book.add_format({**cell, "bold": True}),
            "side": book.add_format({**cell, "bold": True, "align": "center"}),
            "note": book.add_format({"text_wrap": True, "valign": "top", "font_color": "#444444"}),
        }

    def begin(self, headings: Sequence[str], formats: Sequence[str], widths: Sequence[int]) -> None:
        """Write the title and the headings of columns with these widths."""
        self.widths = widths
        for column, width in enumerate(widths):
            self.sheet.set_column(column, column, width)
        self.sheet.write_string(0, 0, self.view.title, self.formats["title"])
        self.sheet.set_row(0, 2 * LINE)
        self.row = 1
        self.add(headings, formats)
        high = max(len(textwrap.wrap(heading, width)) for heading, width in zip(headings, widths, strict=True))
        self.sheet.set_row(1, LINE * max(high, 1))
        self.sheet.freeze_panes(HEAD, 1)

    def add(self, cells: Iterable[Cell], formats: Sequence[str]) -> None:
        """Write a row, as high as its texts are."""
        high = 1
        for column, (cell, name, width) in enumerate(zip(cells, formats, self.widths, strict=True)):
            if cell == "":
                self.sheet.write_blank(self.row, column, None, self.formats[name])
            elif isinstance(cell, str):
                text = allowed(cell)
                self.sheet.write_string(self.row, column, text, self.formats[name])
                high = max(high, lines(text, width))
            else:
                self.sheet.write_number(self.row, column, cell, self.formats[name])
        self.sheet.set_row(self.row, LINE * high)
        self.row += 1

    def end(self, more: str = "") -> None:
        """Write the key figures and the notes below, each over all columns."""
        facts = " · ".join(f"{name}: {value}" for name, value in self.view.facts)
        meanings = (f"{name}: {count} – {meaning}" for _, name, count, meaning in self.view.legend)
        self.row += 1
        for text in filter(None, chain([facts], meanings, [more], self.view.notes)):
            self.sheet.merge_range(self.row, 0, self.row, len(self.widths) - 1, "", self.formats["note"])
            self.sheet.write_string(self.row, 0, allowed(text), self.formats["note"])
            self.sheet.set_row(self.row, LINE * lines(text, sum(self.widths)))
            self.row += 1


def _fill_list(sheet: _Sheet, view: View) -> None:
    """A row for each group, its number with a bar."""
    names = len(view.headings)
    headings = [*view.headings, view.counted, say("Anteil"), say("Fragen"), *(heading for _, heading in view.columns)]
    widths = [NAME] * names + [BARS] + [NUMBER] * (len(headings) - names - 1)
    formats = ["number", "share", *["number"] * (1 + len(view.columns))]
    sheet.begin(headings, [*["first"] * names, *["heading"] * (len(headings) - names)], widths)
    for row in view.rows:
        counts = (row.inquiries, row.inquiries / view.total.inquiries, row.questions, *row.standings)
        sheet.add(chain(row.names, counts), [*["missing" if row.missing else "name"] * names, *formats])
    if view.rows:
        bars = {"type": "data_bar", "bar_solid": True, "bar_color": BAR, "min_type": "num", "min_value": 0}
        sheet.sheet.conditional_format(HEAD, names, sheet.row - 1, names, bars)
    total = view.total
    sheet.add(chain(total.names, (total.inquiries, "", total.questions, *total.standings)), ["sum"] * len(headings))
    sheet.end()


def _fill_matrix(sheet: _Sheet, matrix: Matrix) -> None:
    """Rows and columns, each cell shaded by its count."""
    columns = len(matrix.columns)
    longest = max(len(word) for heading in matrix.columns for word in heading.split() or [""])
    widths = [NAME, *[min(max(longest + 1, NARROW), WIDE)] * columns, NUMBER]
    sheet.begin([" · ".join(matrix.headings), *matrix.columns, matrix.total.name], ["first", *["middle"] * (columns + 1)], widths)
    for line in matrix.lines:
        formats = ["missing" if line.missing else "name", *["shaded"] * columns, "side"]
        sheet.add([line.name, *line.counts, line.total], formats)
    shades = {"type": "2_color_scale", "min_type": "num", "min_value": 0, "min_color": LIGHTEST}
    shades |= {"max_type": "num", "max_value": matrix.most, "max_color": STRONGEST}
    sheet.sheet.conditional_format(HEAD, 1, sheet.row - 1, columns, shades)
    total = matrix.total
    sheet.add([total.name, *total.counts, total.total], ["sum", *["side"] * (columns + 1)])
    sheet.end(matrix.note)
