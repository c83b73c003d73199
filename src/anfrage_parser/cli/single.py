"""Shared by commands that go through documents one by one: their records, their names, and error handling."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from anfrage_parser.cli.display import safe
from anfrage_parser.cli.given import Below, given
from anfrage_parser.cli.streams import as_ours, complain, write
from anfrage_parser.corrections import with_corrections
from anfrage_parser.errors import ExitCode, UsageError
from anfrage_parser.messages import say
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
    return name.inner.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if isinstance(name, Below) else shown_name(name)


def on_one_file(name: str, work: Callable[[], int | None]) -> int:
    """Do the work and return the exit code; an error becomes one line with the file's name."""
    try:
        return work() or 0
    except Exception as error:
        ours = as_ours(error)
        complain(ours, name)
        return ours.exit_code


def on_each_document(words: Sequence[str], work: Callable[[str], int | None], *, titled: bool = False) -> int:
    """Do the work for each document that the words stand for, and return the exit code: of a single one its own, of several 7 if some
    failed, and 3 if some records are incomplete. If `titled`, a line with its name precedes what each of several prints.
    """
    names = given(words)
    codes = []
    for name in names:
        if titled and len(names) > 1:
            write(f"==> {safe(name)} <==\n".encode("utf-8", "replace"))
        codes.append(on_one_file(name, partial(work, name)))
    if len(codes) == 1:
        return codes[0]
    if set(codes) - {0, ExitCode.INCOMPLETE, ExitCode.NOT_AN_INQUIRY}:
        return ExitCode.SOME_FAILED
    return ExitCode.INCOMPLETE if ExitCode.INCOMPLETE in codes else 0


def only_document(words: Sequence[str]) -> str:
    """Return the name of the one document that the words stand for; `UsageError` for several."""
    names = given(words)
    if len(names) > 1:
        raise UsageError(say("hier geht nur ein Dokument auf einmal, es sind {count}", count=len(names)), say("eines davon angeben"))
    return names[0]
