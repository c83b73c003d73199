"""`anfrage export`: records in, another tool's format out."""

import contextlib
import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from anfrage_parser.cli import interruptible
from anfrage_parser.cli.files import writing
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.records import Records
from anfrage_parser.cli.streams import note
from anfrage_parser.cli.streams import writing as printing
from anfrage_parser.errors import OutputError, UsageError
from anfrage_parser.exporters import EXPORTERS, Exporter, ExportOptions, exporter_for
from anfrage_parser.messages import say

CHOICES = {"--rows": ("questions", "inquiries"), "--preset": ("excel-de", "rfc4180")}

IN_MEMORY = 16 * 1024 * 1024
"""Bytes of an export for standard output that are kept in memory until it is whole."""


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options of one run."""

    to: str | None
    output: str
    rows: str
    preset: str
    language: str
    raw: bool
    force: bool
    convention: str | None
    corrections: Path | None

    def options(self) -> ExportOptions:
        """What exporters are asked; `UsageError` for a value that an option doesn't take."""
        for option, value in (("--rows", self.rows), ("--preset", self.preset)):
            if value not in CHOICES[option]:
                cause = say("{option} kennt „{value}“ nicht", option=option, value=value)
                raise UsageError(cause, say("möglich sind: {names}", names=", ".join(CHOICES[option])))
        return ExportOptions(
            rows="inquiries" if self.rows == "inquiries" else "questions",
            preset="rfc4180" if self.preset == "rfc4180" else "excel-de",
            language="en" if self.language == "en" else "de",
            raw=self.raw,
        )

    def format(self) -> str:
        """The format's name: the one that was said, else by the ending of the output."""
        if self.to is not None:
            return self.to
        ending = Path(self.output).suffix.casefold().lstrip(".")
        by_ending = {"md": "markdown", "ndjson": "jsonl", **{name: name for name in EXPORTERS}}
        if ending not in by_ending:
            raise UsageError(say("das Format ist nicht gesagt"), say("--to {names} angeben", names="|".join(EXPORTERS)))
        return by_ending[ending]


def export(names: Sequence[str], wishes: Wishes, intake: Intake) -> int:
    """Write the records of all inputs; gives the exit code. The output appears when it is whole, or not at all."""
    interruptible()
    options = wishes.options()
    exporter = exporter_for(wishes.format())
    found = Records(names, intake, wishes.convention, wishes.corrections)
    if wishes.output == "-":
        _print(found, exporter, options)
    else:
        _write(found, exporter, options, Path(wishes.output), wishes.force)
    found.account()
    return found.exit_code()


class _NothingError(Exception):
    """No input gave a record: there is nothing to write."""


def _write(found: Records, exporter: Exporter, options: ExportOptions, target: Path, force: bool) -> None:
    """Write to a file, which appears when it is whole."""
    with contextlib.suppress(_NothingError), writing(target, force) as file:
        exporter.export(found, file, options)
        if found.codes and not found.count:
            raise _NothingError
        note(say("{name}: {count} Datensätze", name=str(target), count=found.count))


def _print(found: Records, exporter: Exporter, options: ExportOptions) -> None:
    """Write to standard output what is whole; nothing where no input gave a record."""
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        raise OutputError(say("die Standardausgabe ist geschlossen"), say("die Ausgabe in eine Datei oder Pipe leiten"))
    with tempfile.SpooledTemporaryFile(IN_MEMORY) as whole:
        exporter.export(found, cast(BinaryIO, whole), options)
        if found.codes and not found.count:
            return
        whole.seek(0)
        with printing():
            shutil.copyfileobj(whole, stream)
            stream.flush()
