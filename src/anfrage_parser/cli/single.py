"""What commands on one file share: reading it, and one line with a code when that fails."""

import sys
from collections.abc import Callable
from pathlib import Path

from anfrage_parser import readers
from anfrage_parser.cli.streams import complain
from anfrage_parser.corrections import with_corrections
from anfrage_parser.errors import AnfrageError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.model import Source
from anfrage_parser.parse import parse_source
from anfrage_parser.schema import Inquiry


def load(name: str) -> bytes:
    """The bytes of a file, "-" being standard input; a little more than the limit at most."""
    if name != "-":
        return readers.load(Path(name))
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise UnreadableError(say("die Standardeingabe ist geschlossen"), say("eine Datei angeben"))
    return bytes(stream.read(readers.LIMIT_BYTES + 1))


def read_loaded(data: bytes, name: str, reader: str, words: bool = False) -> Source:
    """The document in bytes that were loaded; with `words`, where each word stands on its page."""
    return readers.read_bytes(data, display_name(name), reader, words)


def read_input(name: str, reader: str, words: bool = False) -> Source:
    """The document of that name; see `load` and `read_loaded`."""
    return read_loaded(load(name), name, reader, words)


def records(source: Source, name: str, convention: str | None, *, evidence: bool = False, corrections: Path | None = None) -> list[Inquiry]:
    """The records of a document that was read, corrections by hand applied: from the folder, else those beside the file."""
    inquiries = parse_source(source, convention, evidence)
    return with_corrections(inquiries, source, Path(name) if name != "-" else None, corrections)


def shown_name(name: str) -> str:
    """`source.name` of a file given by itself: its own name, without the folders of this machine; always valid Unicode."""
    return Path(name).name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def display_name(name: str) -> str:
    """`source.name` of an input given by itself, "-" for standard input."""
    return shown_name(name) if name != "-" else "-"


def on_one_file(name: str, work: Callable[[], int | None]) -> int:
    """Do the work; an error becomes one line with the file's name. Gives the exit code."""
    try:
        return work() or 0
    except AnfrageError as error:
        complain(error, name)
        return error.exit_code
