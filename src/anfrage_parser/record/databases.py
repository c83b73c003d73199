"""Files of SQLite that may be anybody's: nothing in them acts, what they hold is bounded, and a question to them can be ended.

SQLite looks for no signal while it works. A function of ours that it calls every few thousand steps lets Python do so, and counts.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from anfrage_parser.errors import LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.record.json_in import APPLICATION

LONGEST_VALUE = 128 * 1024 * 1024
"""Bytes of a text, or of a statement; a letter of 1,000 pages gives a record of a few million."""

LOOK = 20_000
"""Steps of SQLite's machine between two looks at signals: less than a millisecond."""

FREE, FOR_A_BYTE = 50_000_000, 50
"""Steps that reading or writing may take, whatever the file's size, and for each of its bytes. Reading all of an archive takes about one
for a byte; a question without an end is over after a second or two."""

PATIENCE = 5.0
"""Seconds to wait where a writer has the file for a moment."""

_SHADOWS = tuple(f"texts_{part}" for part in ("data", "idx", "content", "docsize", "config"))
PLAIN = ("documents", "inquiries", "questions", "parties", "people", "findings", *_SHADOWS)
"""What has to be a table, where it is there at all; a view of that name could be made of anything, and have no end."""

SEARCHED = "texts"
_ELSEWHERE = re.compile(r"\bcontent\s*=", re.IGNORECASE)
"""A table for searching whose texts lie in another table, or in a view."""


class Guard:
    """Counts the steps of a connection, and lets signals through."""

    def __init__(self, base: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self.left = 0
        self.refill()
        base.set_progress_handler(self, LOOK)

    def refill(self) -> None:
        """From here on as many steps as the file is large, its log of changes as well."""
        self.left = FREE + FOR_A_BYTE * sum(map(_size, (self.path, self.path.with_name(f"{self.path.name}-wal"))))

    def __call__(self) -> bool:
        """Whether SQLite has to stop."""
        self.left -= LOOK
        return self.left < 0

    def explain(self, error: sqlite3.Error) -> None:
        """What stopped a question is raised again: the signal, or that there were too many steps. Nothing where it was something else."""
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_INTERRUPT:
            return
        if self.left >= 0:  # what the signal raised was lost within SQLite
            raise KeyboardInterrupt from error
        cause = say("die Datenbank wird mit der Abfrage nicht fertig")
        raise LimitError(cause, say("die Dokumente mit „anfrage batch“ in eine neue Datei lesen")) from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def open_readonly(path: Path) -> tuple[sqlite3.Connection, Guard]:
    """A connection that can't write, with locks, as a batch may be writing; without, where the disk takes none and nobody writes.

    `sqlite3.Error` for what can't be opened, `UnreadableError` for what no batch wrote; see `Guard.explain` for the rest.
    """
    address = f"{path.resolve().as_uri()}?mode=ro"
    base = sqlite3.connect(address, uri=True, timeout=PATIENCE)
    try:
        return base, _guarded(base, path)
    except sqlite3.OperationalError:
        base.close()
        if any(path.with_name(f"{path.name}-{log}").exists() for log in ("wal", "journal")):
            raise
        base = sqlite3.connect(f"{address}&immutable=1", uri=True)
        return base, _guarded(base, path)
    except BaseException:
        base.close()
        raise


def _guarded(base: sqlite3.Connection, path: Path) -> Guard:
    guard = guarded(base, path)
    base.execute("PRAGMA query_only = ON")
    try:
        base.execute("SELECT count(*) FROM sqlite_master").fetchone()  # a file that is cut off, or held by somebody, shows by it
        if base.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise UnreadableError(say("das ist keine Datenbank von anfrage"), say("eine angeben, die „anfrage batch“ schrieb"))
        refuse_foreign(base)
    except sqlite3.OperationalError as error:
        guard.explain(error)
        raise
    return guard


def guarded(base: sqlite3.Connection, path: Path) -> Guard:
    """Make a connection safe to be used on a file that somebody else may have made."""
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    base.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    guard = Guard(base, path)
    base.execute("PRAGMA trusted_schema = OFF")
    base.execute("PRAGMA cell_size_check = ON")
    return guard


def refuse_foreign(base: sqlite3.Connection) -> None:
    """`UnreadableError` where what has the name of one of our tables is none as we make them: a view, or columns that are computed."""
    for kind, name, statement in base.execute("SELECT type, lower(name), sql FROM sqlite_master WHERE type IN ('table', 'view')"):
        virtual = str(statement).upper().startswith("CREATE VIRTUAL")
        foreign = name in PLAIN and (kind != "table" or virtual or _computes(base, name))
        if foreign or (name == SEARCHED and (kind != "table" or not virtual or _ELSEWHERE.search(str(statement)))):
            cause = say("in der Datenbank ist „{name}“ keine Tabelle, wie „anfrage batch“ sie anlegt", name=name)
            raise UnreadableError(cause, say("die Dokumente mit „anfrage batch“ in eine neue Datei lesen"))


def _computes(base: sqlite3.Connection, name: str) -> bool:
    return any(row[6] in (2, 3) for row in base.execute(f"PRAGMA table_xinfo({name})"))


def triggers(base: sqlite3.Connection) -> Iterator[str]:
    """The names of what the database does by itself when it is written to; ours does nothing."""
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        yield str(name)
