"""CSV: for German Excel, which needs semicolons and a byte order mark, or by RFC 4180 for programs."""

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any, BinaryIO

from anfrage_parser.exporters import ExportOptions, Language
from anfrage_parser.exporters.cells import CellCutter, allowed, as_text, harmless, plain_line
from anfrage_parser.exporters.columns import TABLES, Table, Value
from anfrage_parser.record.schema import Inquiry


def export(records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
    """Write a table with a row for each question, each inquiry or each answer.

    "excel-de": ";", byte order mark, every text quoted, headings for people. "rfc4180": ",", no mark, quoted where needed, the record's own
    keys and code words, true and false, the same in every language. Lines end in CRLF in both; a line end within a cell is LF. Texts that
    a spreadsheet would interpret as a formula are prefixed with an apostrophe, unless `raw`. Excel spreads a text that is too long for a
    cell over the rows below, so "excel-de" cuts it; "rfc4180" doesn't.
    """
    table = TABLES[options.rows]
    excel = options.preset == "excel-de"
    text = io.TextIOWrapper(out, encoding="utf-8-sig" if excel else "utf-8", newline="", write_through=True)
    try:
        excels = csv.writer(text, delimiter=";", quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
        write = excels.writerow if excel else lambda cells: text.write(plain_line(cells))
        write([column.heading(options.language) if excel else column.key for column in table.columns])
        language = options.language if excel else None
        cutter = CellCutter(options.language, options.note)
        for record in records:
            for row in table.cells(record, language):
                cells = _cells(row, options.raw, language)
                write(_fitting(cells, table, record, cutter) if excel else cells)
        text.flush()
        cutter.finish()
    finally:
        text.detach()


def _fitting(cells: Sequence[str | int], table: Table[Any], record: Inquiry, cutter: CellCutter) -> list[str | int]:
    """Return the cells, with texts cut to the limit of Excel."""
    headings = (column.heading(cutter.language) for column in table.columns)
    return [
        cutter.fitting(cell, heading, record.source.name) if isinstance(cell, str) else cell
        for cell, heading in zip(cells, headings, strict=True)
    ]


def _cells(row: Sequence[Value], raw: bool, language: Language | None) -> list[str | int]:
    cells: list[str | int] = []
    for value in row:
        if isinstance(value, int) and not isinstance(value, bool):
            cells.append(value)
            continue
        text = allowed(as_text(value, language))
        cells.append(text if raw else harmless(text))
    return cells
