"""Shared by commands on one file: its records, its name, and error handling."""

from collections.abc import Callable
from pathlib import Path

from anfrage_parser.cli.streams import as_ours, complain
from anfrage_parser.corrections import with_corrections
from anfrage_parser.model import Source
from anfrage_parser.parse import parse_source
from anfrage_parser.record.schema import Inquiry


def records(source: Source, name: str, convention: str | None, *, evidence: bool = False, corrections: Path | None = None) -> list[Inquiry]:
    """Parse a document and apply manual corrections from the folder, else from beside the file."""
    inquiries = parse_source(source, convention, evidence)
    return with_corrections(inquiries, source, Path(name) if name != "-" else None, corrections)


def shown_name(name: str) -> str:
    """Return `source.name` of a file given explicitly: its base name as valid Unicode."""
    return Path(name).name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def display_name(name: str) -> str:
    """Return `source.name` of an input given explicitly, "-" for standard input."""
    return shown_name(name) if name != "-" else "-"


def on_one_file(name: str, work: Callable[[], int | None]) -> int:
    """Do the work and return the exit code; an error becomes one line with the file's name."""
    try:
        return work() or 0
    except Exception as error:
        ours = as_ours(error)
        complain(ours, name)
        return ours.exit_code
