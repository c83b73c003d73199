"""Records into other tools' formats. A new format is one module here and one row in `EXPORTERS`."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import BinaryIO, Literal, NamedTuple, cast

from anfrage_parser.errors import UsageError
from anfrage_parser.messages import later, say
from anfrage_parser.schema import Inquiry

Rows = Literal["questions", "inquiries"]
Preset = Literal["excel-de", "rfc4180"]
Language = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """What may be asked of exporters; each takes what concerns it."""

    rows: Rows = "questions"
    """What a row of a table is."""
    preset: Preset = "excel-de"
    """How a CSV is written."""
    language: Language = "de"
    """Of headings; texts stay as they are."""
    raw: bool = False
    """Leave cells as they are that a spreadsheet would take for formulas."""


Export = Callable[[Iterable[Inquiry], BinaryIO, ExportOptions], None]
"""(records, where to, options); reads the records one by one and keeps none of them."""


class Exporter(NamedTuple):
    """Where a format is written, and what it is for."""

    module: str
    purpose: str

    def export(self, records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
        """Write the records; `LimitError` for what the format can't hold."""
        cast(Export, import_module(self.module).export)(records, out, options)


EXPORTERS = {
    "csv": Exporter("anfrage_parser.exporters.table_csv", later("Tabelle als Text, für Excel oder andere Programme")),
    "xlsx": Exporter("anfrage_parser.exporters.table_xlsx", later("Arbeitsmappe mit Anfragen, Fragen und Hinweisen")),
    "jsonl": Exporter("anfrage_parser.exporters.lines", later("JSON Lines, ein Datensatz je Zeile")),
    "markdown": Exporter("anfrage_parser.exporters.markdown", later("Text zum Einfügen in die Felder eines Ratsinformationssystems")),
}
"""Name of a format → its exporter, imported when used."""


def exporter_for(name: str) -> Exporter:
    """The exporter of a format; `UsageError` for one that there isn't."""
    if name not in EXPORTERS:
        raise UsageError(
            say("{option} kennt „{value}“ nicht", option="--to", value=name), say("möglich sind: {names}", names=", ".join(EXPORTERS))
        )
    return EXPORTERS[name]
