"""Files made of the whole archive, for other programs. A new one is a row in `DOWNLOADS`."""

import tempfile
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO, NamedTuple, cast

from anfrage_parser.batch.stored import reading, take_links
from anfrage_parser.errors import UnreadableError
from anfrage_parser.exporters import ExportOptions, exporter_for
from anfrage_parser.fields import spoken_language
from anfrage_parser.linking.replies import Replies, key_of
from anfrage_parser.messages import say
from anfrage_parser.record.build import from_dict
from anfrage_parser.record.json_in import Broken, stored
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.serve.lists import entries, title
from anfrage_parser.stats.overview_files import write_workbook

if TYPE_CHECKING:
    from anfrage_parser.serve.desk import Desk

IN_MEMORY = 16 * 1024 * 1024
"""Bytes of a file that are buffered in memory, more on disk."""


class Download(NamedTuple):
    """A file that the page offers."""

    name: str
    media_type: str
    write: "Callable[[Desk, BinaryIO], None]"


def _exported(kind: str) -> "Callable[[Desk, BinaryIO], None]":
    """Return what writes all records in a format of `anfrage export`."""

    def write(desk: "Desk", out: BinaryIO) -> None:
        replies = Replies()
        take_links(replies, [str(desk.place.database)])
        options = ExportOptions(language=spoken_language(), related=lambda record: replies.related.get(key_of(record), ()))
        exporter_for(kind).export(_records(desk), out, options)

    return write


def _records(desk: "Desk") -> Iterator[Inquiry]:
    """Yield the records of the archive, by name; `UnreadableError` for a damaged one."""
    with reading(desk.place.database) as base:
        for (record,) in base.execute("SELECT CAST(record AS BLOB) FROM inquiries ORDER BY document, part"):
            row = stored(bytes(record or b""))
            if row is None or isinstance(row, Broken):
                raise UnreadableError(say("der Datensatz ist beschädigt"), say("„Neu lesen“ schreibt ihn neu"))
            yield from_dict(row)


def _list(desk: "Desk", out: BinaryIO) -> None:
    write_workbook(out, entries(desk, only_open=True), title(only_open=True), lambda _: None)


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

DOWNLOADS = {
    "xlsx": Download("anfragen.xlsx", XLSX, _exported("xlsx")),
    "csv": Download("anfragen.csv", "text/csv; charset=utf-8", _exported("csv")),
    "jsonl": Download("anfragen.jsonl", "application/x-ndjson", _exported("jsonl")),
    "list": Download("offene-anfragen.xlsx", XLSX, _list),
}
"""Name in the address → the file."""


def made(desk: "Desk", kind: str) -> Iterator[bytes]:
    """Make a file completely, then return it in pieces; links are found anew first where they are out of date."""
    with desk.lock:
        desk.links.renew()
    out = cast(BinaryIO, tempfile.SpooledTemporaryFile(IN_MEMORY))  # noqa: SIM115  closed with its last piece
    try:
        DOWNLOADS[kind].write(desk, out)
    except BaseException:
        out.close()
        raise
    out.seek(0)
    return _pieces(out)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(65536):
            yield piece
