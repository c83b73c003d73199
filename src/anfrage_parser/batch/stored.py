"""Open the database of a batch read-only, even while a batch is writing to it."""

import contextlib
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from anfrage_parser.batch.sinks.upgrading import show_as_now
from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.record.databases import open_readonly

if TYPE_CHECKING:
    from anfrage_parser.linking.replies import Replies

SQLITE = b"SQLite format 3\0"
DAMAGED = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_TOOBIG,
)
"""SQLite error codes for damaged content or missing tables."""


def is_database(path: Path) -> bool:
    """Return whether a file is an SQLite database, by its first bytes."""
    try:
        if not path.is_file():  # opening a pipe would block
            return False
        with path.open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except (OSError, ValueError):
        return False


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Yield a read-only connection; `UnreadableError` if it is no batch database, or if reading fails."""
    guard = None
    try:
        base, guard = open_readonly(path)
        try:
            show_as_now(base)
            yield base
        finally:
            base.close()
    except sqlite3.Error as error:
        if guard is not None:
            guard.explain(error)
        raise _explained(error) from error


def take_links(replies: "Replies", names: Sequence[str]) -> bool:
    """Take the links of the databases among some inputs; return whether every input is a database that has them."""
    complete = True
    for name in names:
        if name != "-" and is_database(Path(name)):
            with contextlib.suppress(UnreadableError), reading(Path(name)) as base:  # reading its records will say what is wrong
                complete = replies.of_archive(base) and complete
        else:
            complete = False
    return complete


def _explained(error: sqlite3.Error) -> UnreadableError:
    """Return the error for an unreadable database: locked, damaged, or an error of the file."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # drop the extended bits
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UnreadableError(say("ein anderer Lauf schreibt gerade in die Datenbank"), say("warten, bis „anfrage batch“ fertig ist"))
    if code == sqlite3.SQLITE_READONLY:  # an interrupted transaction left its journal beside the file
        cause = say("ein Lauf wurde unterbrochen, während er in die Datenbank schrieb")
        return UnreadableError(cause, say("ihn zu Ende führen: denselben „anfrage batch“ noch einmal ausführen"))
    if code in DAMAGED:
        step = say("sie aus einer Sicherung holen, oder die Dokumente mit „anfrage batch“ in eine neue Datei einlesen")
        return UnreadableError(say("die Datenbank ist beschädigt oder unvollständig"), step)
    return UnreadableError(say("die Datenbank lässt sich nicht lesen"), say("Datenträger und Rechte prüfen"))
