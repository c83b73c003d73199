"""JSON Lines: one record per line."""

from collections.abc import Iterable
from typing import BinaryIO

from anfrage_parser.exporters import ExportOptions
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.json_out import to_line
from anfrage_parser.record.schema import Inquiry


def export(records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
    """Write the records in order; those with evidence keep it. An inquiry that an archive has linked names its answers."""
    for record in records:
        row = as_dict(record, evidence=record.evidence is not None)
        answers = [paper for paper in options.related(record) if paper.kind != "inquiry"]
        if answers:
            row["answered_in"] = [{"name": a.name, "part": a.part, "sha256": a.sha256, "interim": a.kind == "interim"} for a in answers]
        out.write(to_line(row))
