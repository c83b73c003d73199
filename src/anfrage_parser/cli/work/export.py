"""`anfrage export`: convert records to another tool's format."""

import contextlib
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, BinaryIO, cast, get_args

from anfrage_parser.batch.scratch import spooling
from anfrage_parser.batch.stored import is_database, take_links
from anfrage_parser.cli.files import making, refuse_existing, write_file, writing
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.records import Inputs, Records
from anfrage_parser.cli.selection import Selection, Wanted
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.streams import note
from anfrage_parser.cli.streams import writing as printing
from anfrage_parser.corrections.passed_over import PassedOver
from anfrage_parser.errors import AnfrageError, OutputError, UnreadableError, UsageError, check_choice
from anfrage_parser.exporters import EXPORTERS, Exporter, ExportOptions, Rows, datapackage, exporter_for, names
from anfrage_parser.exporters.identity import Seen, key
from anfrage_parser.linking.replies import Related, Replies, key_of
from anfrage_parser.messages import counted, say
from anfrage_parser.record.build import from_dict
from anfrage_parser.record.schema import Inquiry

CHOICES = {"--rows": get_args(Rows), "--preset": ("excel-de", "rfc4180")}

ENDINGS = {"md": "markdown", "ndjson": "jsonl", "xml": "akn", "sqlite3": "sqlite", "db": "sqlite"}
"""Output suffixes that differ from the format's name."""

IN_MEMORY = 16 * 1024 * 1024
"""Bytes of an export to standard output that are buffered in memory (more on disk) until it is complete."""


@dataclass(frozen=True, slots=True)
class ExportArguments:
    """The arguments of the command."""

    to: str | None
    output: str
    rows: str
    preset: str
    language: str
    raw: bool
    force: bool
    convention: str | None
    corrections: Path | None
    base_url: str | None
    body_url: str | None
    selection: Selection
    datapackage: bool = False

    def options(self) -> ExportOptions:
        """Return the exporter options; `UsageError` for an invalid value."""
        for option, value in (("--rows", self.rows), ("--preset", self.preset)):
            check_choice(option, value, CHOICES[option])
        return ExportOptions(
            rows=cast(Rows, self.rows),
            preset="rfc4180" if self.preset == "rfc4180" else "excel-de",
            language="en" if self.language == "en" else "de",
            raw=self.raw,
            base_url=self.base_url,
            body_url=self.body_url,
        )

    def format(self) -> str:
        """Return the format's name: as given, else by the output's suffix."""
        if self.to is not None:
            return self.to
        ending = Path(self.output).suffix.casefold().lstrip(".")
        if ending in ENDINGS or ending in EXPORTERS:
            return ENDINGS.get(ending, ending)
        if ending not in names():
            raise UsageError(say("das Format fehlt"), say("--format {names} angeben", names="|".join(names())))
        return ending


def export(inputs: Sequence[str], arguments: ExportArguments, intake: Intake) -> int:
    """Write the records of all inputs and return the exit code; the output is written completely or not at all."""
    interruptible()
    options = arguments.options()
    exporter = exporter_for(arguments.format())
    to_file = exporter.wants_file()
    if to_file and arguments.output == "-":
        cause = say("das Format braucht eine Datei und passt nicht in eine Pipe")
        raise UsageError(cause, say("mit -o eine Datei angeben"))
    if arguments.datapackage:
        _check_describable(arguments)
    wanted = arguments.selection.check()
    found = Records(inputs, intake, arguments.convention, arguments.corrections)
    options = replace(options, document=found.document, related=_linked(found.names, intake), note=note)
    passing = _Passing(found, wanted)
    if arguments.output == "-":
        _print(passing, exporter, options)
    else:
        (_make if to_file else _write)(passing, exporter, options, Path(arguments.output), arguments.force)
        if arguments.datapackage and not passing.none_of_some():
            _describe(arguments, options)
    if passing.again and not exporter.each_once():
        note(
            counted(
                passing.again,
                "ein Datensatz kommt noch einmal vor: dasselbe Dokument ist mehrmals abgelegt",
                "{count} Datensätze kommen noch einmal vor: dieselben Dokumente sind mehrmals abgelegt",
            )
        )
    found.account()
    return found.exit_code()


def _check_describable(arguments: ExportArguments) -> None:
    """Raise an error where no `datapackage.json` can stand beside the output."""
    if arguments.format() not in datapackage.FORMATS or arguments.output == "-":
        cause = say("--datapackage beschreibt nur Tabellen in Dateien")
        raise UsageError(
            cause, say("mit -o eine Datei angeben, die auf {names} endet", names=", ".join(f".{name}" for name in datapackage.FORMATS))
        )
    datapackage.described_before(Path(arguments.output))


def _describe(arguments: ExportArguments, options: ExportOptions) -> None:
    """Write `datapackage.json` beside the table."""
    table = Path(arguments.output)
    description = datapackage.descriptor(table, arguments.format(), options)
    write_file(table.parent / datapackage.NAME, datapackage.written(description), force=True)


def _linked(names: Sequence[str], intake: Intake) -> Callable[[Inquiry], Sequence[Related]]:
    """Return what gives the papers linked with a record: databases have their links, files of records are linked when they are needed."""
    replies = Replies()
    take_links(replies, names)
    files = [name for name in names if name != "-" and not is_database(Path(name))]

    def related(record: Inquiry) -> Sequence[Related]:
        if files:
            for other in _Silent(files, intake):
                replies.add(other)
            replies.found()
            files.clear()
        return replies.related.get(key_of(record), ())

    return related


class _Silent(Inputs[Inquiry]):
    """The records in files, read once more before they are written; what is no record is passed over, since it will be told then."""

    def made(self, row: Any) -> Inquiry:
        return from_dict(row)

    def of_document(self, name: str, data: bytes) -> Sequence[Inquiry]:
        return ()

    def _fail(self, name: str, error: AnfrageError) -> None:
        pass

    def _passed_over(self, passed: Counter[PassedOver]) -> None:
        pass


class _Passing:
    """Passes records to an exporter and counts those of duplicate documents."""

    def __init__(self, found: Records, wanted: Wanted) -> None:
        self.found, self.wanted = found, wanted
        self.again = self.count = 0

    def __iter__(self) -> Iterator[Inquiry]:
        seen = Seen()
        for record in self.wanted.among(self.found):
            self.again += not seen.first(key(record))
            self.count += 1
            yield record

    def none_of_some(self) -> bool:
        """Return whether some inputs failed and the others had no records."""
        return self.found.nothing()


class _NothingError(Exception):
    """No input gave a record, so there is nothing to write."""


def _fill(passing: _Passing, exporter: Exporter, options: ExportOptions, file: BinaryIO) -> None:
    """Write the records; `_NothingError` if there are none because inputs failed, which was already reported."""
    try:
        exporter.export(passing, file, options)
    except UnreadableError:  # the format can't be empty
        if not passing.none_of_some():
            raise
    if passing.none_of_some():
        raise _NothingError


def _write(passing: _Passing, exporter: Exporter, options: ExportOptions, target: Path, force: bool) -> None:
    """Write to a file atomically."""
    with contextlib.suppress(_NothingError):
        with writing(target, force) as file:
            _fill(passing, exporter, options, file)
        _report_count(passing, exporter, target)


def _make(passing: _Passing, exporter: Exporter, options: ExportOptions, target: Path, force: bool) -> None:
    """Like `_write`, for exporters that create their file themselves."""
    refuse_existing(target, force)
    for log in (f"{target.resolve()}-wal", f"{target.resolve()}-journal"):
        if Path(log).exists():  # SQLite would apply it to the new database
            step = say("warten, oder nach einem Abbruch {log} löschen", log=Path(log).name)
            raise OutputError(say("ein anderer Lauf schreibt gerade dorthin"), step)
    with contextlib.suppress(_NothingError):
        with making(target, force) as path:
            exporter.export_to(passing, path, options)
            if passing.none_of_some():
                raise _NothingError
        _report_count(passing, exporter, target)


def _report_count(passing: _Passing, exporter: Exporter, target: Path) -> None:
    """Report how many records the file has."""
    count = passing.count - (passing.again if exporter.each_once() else 0)
    note(counted(count, "{name}: 1 Datensatz", "{name}: {count} Datensätze", name=str(target)))


def _print(passing: _Passing, exporter: Exporter, options: ExportOptions) -> None:
    """Write the complete export to standard output; nothing if no input gave a record."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        raise OutputError(say("die Standardausgabe ist geschlossen"), say("die Ausgabe in eine Datei oder Pipe leiten"))
    with contextlib.suppress(_NothingError), spooling(), tempfile.SpooledTemporaryFile(IN_MEMORY) as whole:
        _fill(passing, exporter, options, cast(BinaryIO, whole))
        whole.seek(0)
        with printing():
            shutil.copyfileobj(whole, stream)
            stream.flush()
