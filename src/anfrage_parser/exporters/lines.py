"""JSON Lines: one record per line."""

from collections.abc import Iterable
from typing import BinaryIO

from anfrage_parser.exporters import ExportOptions
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.json_out import to_line
from anfrage_parser.record.schema import Inquiry


def export(records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
    """Write the records in order; those with evidence keep it."""
    for record in records:
        out.write(to_line(as_dict(record, evidence=record.evidence is not None)))
