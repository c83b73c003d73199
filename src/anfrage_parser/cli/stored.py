"""The database of a batch, opened to be read and never written, also while a batch writes to it."""

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.record.json_in import APPLICATION

SQLITE = b"SQLite format 3\0"
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_FORMAT, sqlite3.SQLITE_MISMATCH)
"""Errors of the file's content: pages that are none, tables that are missing."""

PATIENCE = 5.0
"""Seconds to wait where a writer has the file for a moment."""


def is_database(path: Path) -> bool:
    """Whether a file is one of SQLite's, by its first bytes."""
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE)) == SQLITE
    except (OSError, ValueError):
        return False


@contextlib.contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that can't write; `UnreadableError` for what is no database of a batch, or fails while it is read."""
    try:
        base = _opened(path)
        try:
            if base.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
                raise UnreadableError(say("das ist keine Datenbank von anfrage"), say("eine angeben, die „anfrage batch“ schrieb"))
            yield base
        finally:
            base.close()
    except sqlite3.Error as error:
        raise _explained(error) from error


def _explained(error: sqlite3.Error) -> UnreadableError:
    """Why a database is not read: somebody writes to it, it is damaged, or something about the file."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF  # what it has in higher bits says more than we can use
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return UnreadableError(say("ein anderer Lauf schreibt gerade in die Datenbank"), say("warten, bis „anfrage batch“ fertig ist"))
    if code in DAMAGED:
        step = say("sie aus einer Sicherung holen, oder die Dokumente mit „anfrage batch“ in eine neue Datei lesen")
        return UnreadableError(say("die Datenbank ist beschädigt oder unvollständig"), step)
    return UnreadableError(say("die Datenbank lässt sich nicht lesen"), say("Datenträger und Rechte prüfen"))


def _opened(path: Path) -> sqlite3.Connection:
    """With locks, as a batch may be writing; without, where the disk takes none and nobody writes."""
    address = f"{path.resolve().as_uri()}?mode=ro"
    base = sqlite3.connect(address, uri=True, timeout=PATIENCE)
    try:
        base.execute("PRAGMA trusted_schema = OFF")
        base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        base.close()
        if path.with_name(path.name + "-wal").exists():
            raise
        base = sqlite3.connect(f"{address}&immutable=1", uri=True)
        base.execute("PRAGMA trusted_schema = OFF")
    return base
