"""The database of a batch, opened to be read and never written, also while a batch writes to it."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from anfrage_parser.batch.sinks.upgrading import show_as_now
from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.record.databases import open_readonly

SQLITE = b"SQLite format 3\0"
DAMAGED = (
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_ERROR,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_MISMATCH,
    sqlite3.SQLITE_TOOBIG,
)
"""Errors of the file's content: pages that are none, tables that are missing."""


def is_database(path: Path) -> bool:
    """Whether a file is one of SQLite's, by its first bytes."""
    try:
        if not path.is_file():  # a pipe would let us wait
            return False
        with path.open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except (OSError, ValueError):
        return False


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that can't write; `UnreadableError` for what is no database of a batch, or fails while it is read."""
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


def _explained(error: sqlite3.Error) -> UnreadableError:
    """PassedOver a database is not read: somebody writes to it, it is damaged, or something about the file."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # what it has in higher bits says more than we can use
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UnreadableError(say("ein anderer Lauf schreibt gerade in die Datenbank"), say("warten, bis „anfrage batch“ fertig ist"))
    if code == sqlite3.SQLITE_READONLY:  # a change was interrupted, and its journal lies beside the file
        cause = say("ein Lauf wurde unterbrochen, während er in die Datenbank schrieb")
        return UnreadableError(cause, say("ihn zu Ende führen: derselbe „anfrage batch“ noch einmal"))
    if code in DAMAGED:
        step = say("sie aus einer Sicherung holen, oder die Dokumente mit „anfrage batch“ in eine neue Datei lesen")
        return UnreadableError(say("die Datenbank ist beschädigt oder unvollständig"), step)
    return UnreadableError(say("die Datenbank lässt sich nicht lesen"), say("Datenträger und Rechte prüfen"))
