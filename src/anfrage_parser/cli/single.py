"""What commands on one file share: reading it, and one line with a code when that fails."""

import sys
from collections.abc import Callable
from pathlib import Path

from anfrage_parser.cli.streams import complain
from anfrage_parser.errors import AnfrageError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.model import Source
from anfrage_parser.readers import LIMIT_BYTES, read_bytes, read_file


def read_input(name: str, reader: str, words: bool = False) -> Source:
    """The document of that name, "-" being standard input; with `words`, where each word stands on its page."""
    if name != "-":
        return read_file(Path(name), name=shown_name(name), reader=reader, words=words)
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise UnreadableError(say("die Standardeingabe ist geschlossen"), say("eine Datei angeben"))
    return read_bytes(stream.read(LIMIT_BYTES + 1), "-", reader, words)


def shown_name(name: str) -> str:
    """`source.name` of a file given by itself: its own name, without the folders of this machine; always valid Unicode."""
    return Path(name).name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def on_one_file(name: str, work: Callable[[], int | None]) -> int:
    """Do the work; an error becomes one line with the file's name. Gives the exit code."""
    try:
        return work() or 0
    except AnfrageError as error:
        complain(error, name)
        return error.exit_code
