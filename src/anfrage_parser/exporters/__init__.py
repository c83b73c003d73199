"""Records into other tools' formats. A new format is one module and one row: here in `EXPORTERS`, or of a plugin's entry points."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import BinaryIO, Literal, NamedTuple

from anfrage_parser.errors import UsageError, check_choice
from anfrage_parser.messages import later, say
from anfrage_parser.plugins import Plugin, doubt, plugins, usable
from anfrage_parser.record.schema import Inquiry

Rows = Literal["questions", "inquiries"]
Preset = Literal["excel-de", "rfc4180"]
Language = Literal["de", "en"]


@dataclass(frozen=True, slots=True)
class Document:
    """What a record was made of."""

    data: bytes
    text: str
    """As read."""


def _out_of_reach(record: Inquiry) -> Document | None:
    return None


def _silent(sentence: str) -> None:
    return None


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
    base_url: str | None = None
    """Where the objects of an export will be found: what their addresses begin with."""
    body_url: str | None = None
    """The address of the one council or city that all papers belong to."""
    document: Callable[[Inquiry], Document | None] = _out_of_reach
    """The document of a record, where it is at hand."""
    note: Callable[[str], None] = _silent
    """Takes a sentence for people."""


Export = Callable[[Iterable[Inquiry], BinaryIO, ExportOptions], None]
"""(records, where to, options); reads the records one by one and keeps none of them. A module's `export`."""

ExportTo = Callable[[Iterable[Inquiry], Path, ExportOptions], None]
"""The same for a format that needs a file of its own name, which isn't there yet. A module's `export_to`, in place of `export`."""


class Exporter(NamedTuple):
    """Where a format is written, and what it is for."""

    module: str
    purpose: str
    plugin: Plugin | None = None

    def load(self) -> ModuleType:
        """Its module; `UsageError` for a plugin's that doesn't load, or is none."""
        if self.plugin is None:
            return import_module(self.module)
        module = self.plugin.load()
        if not (hasattr(module, "export") or hasattr(module, "export_to")):
            cause = say("die Erweiterung {origin} hat weder export noch export_to", origin=self.plugin.origin)
            raise UsageError(cause, say("das Paket neu installieren oder entfernen"))
        return module

    def wants_file(self) -> bool:
        """Whether it writes to a path, and never to a pipe."""
        return hasattr(self.load(), "export_to")

    def each_once(self) -> bool:
        """Whether it leaves out inquiries that come again, and says so itself."""
        return bool(getattr(self.load(), "EACH_ONCE", False))

    def export(self, records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
        """Write the records; `LimitError` for what the format can't hold."""
        module = self.load()
        with self.plugin.running() if self.plugin is not None else nullcontext():
            module.export(records, out, options)

    def export_to(self, records: Iterable[Inquiry], path: Path, options: ExportOptions) -> None:
        """Write the records to a new file of that name."""
        module = self.load()
        with self.plugin.running() if self.plugin is not None else nullcontext():
            module.export_to(records, path, options)


EXPORTERS = {
    "csv": Exporter("anfrage_parser.exporters.table_csv", later("Tabelle als Text, für Excel oder andere Programme")),
    "xlsx": Exporter("anfrage_parser.exporters.table_xlsx", later("Arbeitsmappe mit Anfragen, Fragen und Hinweisen")),
    "sqlite": Exporter(
        "anfrage_parser.exporters.database", later("Datenbank mit Tabellen und Volltextsuche, wie „anfrage batch“ sie schreibt")
    ),
    "jsonl": Exporter("anfrage_parser.exporters.lines", later("JSON Lines, ein Datensatz je Zeile")),
    "oparl": Exporter("anfrage_parser.exporters.oparl", later("OParl 1.1, ein Objekt je Zeile, für andere Ratsinformationssysteme")),
    "akn": Exporter("anfrage_parser.exporters.akn", later("Akoma Ntoso 3.0, XML für Archive und Rechtsinformatik")),
    "markdown": Exporter("anfrage_parser.exporters.markdown", later("Text zum Einfügen in die Felder eines Ratsinformationssystems")),
}
"""Name of a format → its exporter, imported when used."""


def names() -> list[str]:
    """All formats that may be asked for, those of plugins at the end."""
    return [*EXPORTERS, *(plugin.name for plugin in usable("exporters", frozenset(EXPORTERS)))]


def exporter_for(name: str) -> Exporter:
    """The exporter of a format; `UsageError` for one that there isn't, or that two plugins bring."""
    if name in EXPORTERS:
        return EXPORTERS[name]
    found = [plugin for plugin in plugins("exporters") if plugin.name == name]
    if not found:
        check_choice("--to", name, names())
    if reason := doubt(found[0], frozenset(EXPORTERS)):
        raise UsageError(say("die Erweiterung {origin}: {reason}", origin=found[0].origin, reason=reason), say("ein Paket entfernen"))
    return Exporter(found[0].target, "", found[0])
