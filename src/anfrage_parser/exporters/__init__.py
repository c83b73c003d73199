"""Export records to other tools' formats. A new format is a module and a row in `EXPORTERS`, or a plugin's entry point."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Literal, NamedTuple

from anfrage_parser.errors import UsageError, check_choice
from anfrage_parser.linking.replies import Related
from anfrage_parser.messages import later, say
from anfrage_parser.plugins import Plugin, doubt, plugins, usable
from anfrage_parser.record.schema import Inquiry

Rows = Literal["questions", "inquiries", "answers"]
Preset = Literal["excel-de", "rfc4180"]
Language = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class Document:
    """The document of a record."""

    data: bytes
    text: str
    """The text as read."""


def _out_of_reach(record: Inquiry) -> Document | None:
    return None


def _alone(record: Inquiry) -> Sequence[Related]:
    return ()


def _silent(sentence: str) -> None:
    return None


@dataclass(frozen=True, slots=True)
class ExportOptions:
    """Options of all exporters; each uses those that apply to it."""

    rows: Rows = "questions"
    """What a table has one row for."""
    preset: Preset = "excel-de"
    """The CSV dialect."""
    language: Language = "de"
    """Language of headings; texts are not translated."""
    raw: bool = False
    """Don't escape cells that a spreadsheet would interpret as formulas."""
    base_url: str | None = None
    """URL under which the exported objects will be published; prefix of their ids."""
    body_url: str | None = None
    """URL of the OParl body that all papers belong to."""
    document: Callable[[Inquiry], Document | None] = _out_of_reach
    """Returns the document of a record, or None if it isn't available."""
    related: Callable[[Inquiry], Sequence[Related]] = _alone
    """Returns the papers linked with a record: its answers, or the inquiries that it answers."""
    note: Callable[[str], None] = _silent
    """Called with messages for the user."""


Export = Callable[[Iterable[Inquiry], BinaryIO, ExportOptions], None]
"""(records, output file, options): a module's `export`. It consumes the records one by one."""

ExportTo = Callable[[Iterable[Inquiry], Path, ExportOptions], None]
"""(records, path of a new file, options): a module's `export_to`, instead of `export`, for formats that can't be streamed."""


class Exporter(NamedTuple):
    """The exporter of a format."""

    module: str
    purpose: str
    plugin: Plugin | None = None

    def load(self) -> ModuleType:
        """Import and return its module; `UsageError` for a plugin that can't be loaded or lacks the interface."""
        if self.plugin is None:
            return import_module(self.module)
        module = self.plugin.load()
        if not (hasattr(module, "export") or hasattr(module, "export_to")):
            cause = say("die Erweiterung {origin} hat weder export noch export_to", origin=self.plugin.origin)
            raise UsageError(cause, say("das Paket neu installieren oder entfernen"))
        return module

    def wants_file(self) -> bool:
        """Return whether it needs a path (`export_to`), so that it can't write to a pipe."""
        return hasattr(self.load(), "export_to")

    def each_once(self) -> bool:
        """Return whether it skips duplicate inquiries and reports that itself."""
        return bool(getattr(self.load(), "EACH_ONCE", False))

    def export(self, records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
        """Write the records; `LimitError` if they exceed the format's limits."""
        module = self.load()
        with self.plugin.running() if self.plugin is not None else nullcontext():
            module.export(records, out, options)

    def export_to(self, records: Iterable[Inquiry], path: Path, options: ExportOptions) -> None:
        """Write the records to a new file."""
        module = self.load()
        with self.plugin.running() if self.plugin is not None else nullcontext():
            module.export_to(records, path, options)


EXPORTERS = {
    "csv": Exporter("anfrage_parser.exporters.table_csv", later("Tabelle als Text, für Excel oder andere Programme")),
    "parquet": Exporter("anfrage_parser.exporters.parquet", later("Tabelle mit Typen, für DuckDB, pandas und große Archive")),
    "xlsx": Exporter("anfrage_parser.exporters.table_xlsx", later("Arbeitsmappe mit Anfragen, Fragen, Antworten und Hinweisen")),
    "sqlite": Exporter(
        "anfrage_parser.exporters.database", later("Datenbank mit Tabellen und Volltextsuche, wie „anfrage batch“ sie schreibt")
    ),
    "jsonl": Exporter("anfrage_parser.exporters.lines", later("JSON Lines, ein Datensatz je Zeile")),
    "oparl": Exporter("anfrage_parser.exporters.oparl", later("OParl 1.1, ein Objekt je Zeile, für andere Ratsinformationssysteme")),
    "akn": Exporter("anfrage_parser.exporters.akn", later("Akoma Ntoso 3.0, XML für Archive und Rechtsinformatik")),
    "markdown": Exporter("anfrage_parser.exporters.markdown", later("Text zum Einfügen in die Felder eines Ratsinformationssystems")),
}
"""Format name → its exporter, imported on use."""


def names() -> list[str]:
    """Return the names of all formats, those of plugins last."""
    return [*EXPORTERS, *(plugin.name for plugin in usable("exporters", frozenset(EXPORTERS)))]


def exporter_for(name: str) -> Exporter:
    """Return the exporter of a format; `UsageError` if it is unknown or provided by two plugins."""
    if name in EXPORTERS:
        return EXPORTERS[name]
    found = [plugin for plugin in plugins("exporters") if plugin.name == name]
    if not found:
        check_choice("--format", name, names())
    if reason := doubt(found[0], frozenset(EXPORTERS)):
        raise UsageError(
            say("die Erweiterung {origin}: {reason}", origin=found[0].origin, reason=reason), say("eines der Pakete entfernen")
        )
    return Exporter(found[0].target, "", found[0])
