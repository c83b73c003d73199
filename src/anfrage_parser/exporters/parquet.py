"""Parquet: the same tables as CSV, typed, for DuckDB, pandas, Spark and object storage."""

import contextlib
import datetime as dt
from collections.abc import Iterable, Iterator
from importlib import import_module
from typing import Any, BinaryIO

from anfrage_parser.errors import UsageError
from anfrage_parser.exporters import ExportOptions
from anfrage_parser.exporters.columns import TABLES, Table, Value
from anfrage_parser.exporters.kinds import Kind, kind_of
from anfrage_parser.exporters.spool import Outlet
from anfrage_parser.messages import say
from anfrage_parser.plugins import install_command
from anfrage_parser.record.schema import Inquiry

ROW_GROUP = 16_384
"""Rows of a row group, which is in memory, compressed, until it is complete."""

ROWS, CHARACTERS = 1_024, 4 * 1024 * 1024
"""Rows, and characters of text, after which rows are handed on."""

EPOCH = dt.date(1970, 1, 1)


def export(records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
    """Write a table with a row for each question, each inquiry or each answer; `UsageError` without the extra [parquet].

    Columns are named by the record's keys and hold the record's own values: days as dates, counts as integers, code words as they are. Rows
    are written by groups, so memory doesn't grow with the archive. The same records give the same bytes.
    """
    core, io = _library("arro3.core"), _library("arro3.io")
    table = TABLES[options.rows]
    batches = _Batches(core, table, records)
    reader = core.RecordBatchReader.from_batches(batches.schema, iter(batches))
    try:
        io.write_parquet(
            reader,
            batches.taking(out),
            compression="zstd(3)",
            max_row_group_size=ROW_GROUP,
            created_by="anfrage-parser",
            skip_arrow_metadata=True,
        )
    except Exception:
        batches.check()  # the library has wrapped it
        raise
    batches.check()


def _library(module: str) -> Any:
    try:
        return import_module(module)
    except ImportError as error:
        raise UsageError(say("für Parquet fehlt {package}", package="arro3"), install_command("parquet")) from error


class _Batches:
    """The rows of all records in batches of Arrow, made one by one."""

    def __init__(self, core: Any, table: Table[Any], records: Iterable[Inquiry]) -> None:
        self.core, self.table, self.records = core, table, records
        self.kinds = [kind_of(column) for column in table.columns]
        types = {Kind.TEXT: "string", Kind.DAY: "date32", Kind.NUMBER: "int32", Kind.YES_NO: "bool"}
        self.types = [getattr(core.DataType, types[kind])() for kind in self.kinds]
        fields = [core.Field(column.key, kind, nullable=True) for column, kind in zip(table.columns, self.types, strict=True)]
        self.schema = core.Schema(fields)
        self.failure: BaseException | None = None
        """What went wrong while records were read, which the library doesn't pass on as it is."""
        self.taker: _Taker | None = None

    def taking(self, out: BinaryIO) -> "_Taker":
        """Return a file for the library to write to."""
        self.taker = _Taker(out)
        return self.taker

    def check(self) -> None:
        """Raise what went wrong."""
        failure = self.failure or (self.taker.failure if self.taker is not None else None)
        if failure is not None:
            raise failure

    def __iter__(self) -> Iterator[Any]:
        try:
            for batch in self._batches():
                yield batch
                if self.taker is not None and self.taker.failure is not None:
                    return
        except BaseException as failure:
            self.failure = failure
            raise

    def _batches(self) -> Iterator[Any]:
        rows: list[list[Value]] = []
        size = 0
        for record in self.records:
            for row in self.table.cells(record):
                rows.append(row)
                size += sum(len(cell) for cell in row if isinstance(cell, str))
                if len(rows) == ROWS or size > CHARACTERS:
                    yield self._batch(rows)
                    rows, size = [], 0
        if rows:
            yield self._batch(rows)

    def _batch(self, rows: list[list[Value]]) -> Any:
        columns = zip(*rows, strict=True)
        return self.core.RecordBatch.from_arrays([self._array(at, list(values)) for at, values in enumerate(columns)], schema=self.schema)

    def _array(self, at: int, values: list[Value]) -> Any:
        if self.kinds[at] is Kind.DAY:
            days = [(value - EPOCH).days if isinstance(value, dt.date) else None for value in values]
            return self.core.Array(days, type=self.core.DataType.int32()).cast(self.types[at])
        return self.core.Array(values, type=self.types[at])


class _Taker(Outlet):
    """A file that keeps the error of a write, which would end the program as the library's own: nothing more is written then."""

    def write(self, data: bytes) -> int:
        """Write bytes, or none after an error."""
        with contextlib.suppress(OSError):
            super().write(data)
        return len(data)
