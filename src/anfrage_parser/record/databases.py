"""SQLite files from untrusted sources: nothing in them is executed, values are bounded, and queries can be interrupted.

SQLite ignores signals while it works. A progress handler, called every few thousand steps, lets Python see them, and counts the steps.
"""

import re
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from anfrage_parser.errors import LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.record.json_in import APPLICATION

LONGEST_VALUE = 128 * 1024 * 1024
"""Bytes of a value or a statement; the record of a letter of 1,000 pages has a few million."""

LOOK = 20_000
"""Steps of SQLite's virtual machine between two checks for signals: less than a millisecond."""

FREE, FOR_A_BYTE = 50_000_000, 50
"""Step budget: a fixed part, and steps per byte of the file. Reading a whole archive takes about one step per byte; an endless query
is stopped after a second or two."""

PATIENCE = 5.0
"""Seconds to wait while a writer holds the file."""

_SHADOWS = tuple(f"texts_{part}" for part in ("data", "idx", "content", "docsize", "config"))
PLAIN = (
    *("documents", "inquiries", "questions", "answers", "parties", "people", "findings", "pairs", "question_pairs", "manual_pairs"),
    *_SHADOWS,
)
"""Names that must be tables if they exist; a view of that name could run any query, even an endless one."""

SEARCHED = "texts"
_ELSEWHERE = re.compile(r"\bcontent\s*=", re.IGNORECASE)
"""A full-text table whose content is in another table or view."""


class Guard:
    """Counts the steps of a connection against its budget, and lets signals through."""

    def __init__(self, base: sqlite3.Connection, path: Path) -> None:
        self.path = path
        self.left = 0
        self.refill()
        base.set_progress_handler(self, LOOK)

    def refill(self) -> None:
        """Reset the budget to the current size of the file and its write-ahead log."""
        self.left = FREE + FOR_A_BYTE * sum(map(_size, (self.path, self.path.with_name(f"{self.path.name}-wal"))))

    def __call__(self) -> bool:
        """Return whether SQLite must abort (the progress handler)."""
        self.left -= LOOK
        return self.left < 0

    def explain(self, error: sqlite3.Error) -> None:
        """Re-raise what aborted a query: the signal, or `UnreadableError` for too many steps. Returns if it was anything else."""
        if getattr(error, "sqlite_errorcode", 0) & 0xFF != sqlite3.SQLITE_INTERRUPT:
            return
        if self.left >= 0:  # SQLite swallowed the signal's exception
            raise KeyboardInterrupt from error
        cause = say("die Abfrage der Datenbank dauert zu lange")
        raise LimitError(cause, say("die Dokumente mit „anfrage batch“ in eine neue Datei einlesen")) from error


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def open_readonly(path: Path) -> tuple[sqlite3.Connection, Guard]:
    """Open a read-only connection; without locks if the file system has none and nobody is writing.

    Raises `sqlite3.Error` if it can't be opened, `UnreadableError` if no batch wrote it; see `Guard.explain` for errors afterwards.
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
        base.execute("SELECT count(*) FROM sqlite_master").fetchone()  # fails for a truncated or locked file
        if base.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise UnreadableError(say("das ist keine Datenbank von anfrage"), say("eine angeben, die „anfrage batch“ geschrieben hat"))
        refuse_foreign(base)
    except sqlite3.OperationalError as error:
        guard.explain(error)
        raise
    return guard


def guarded(base: sqlite3.Connection, path: Path) -> Guard:
    """Make a connection safe for a file from an untrusted source; return its guard."""
    base.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST_VALUE)
    base.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    guard = Guard(base, path)
    base.execute("PRAGMA trusted_schema = OFF")
    base.execute("PRAGMA cell_size_check = ON")
    return guard


def refuse_foreign(base: sqlite3.Connection) -> None:
    """Raise `UnreadableError` if one of our table names is a view or has generated columns."""
    for kind, name, statement in base.execute("SELECT type, lower(name), sql FROM sqlite_master WHERE type IN ('table', 'view')"):
        virtual = str(statement).upper().startswith("CREATE VIRTUAL")
        foreign = name in PLAIN and (kind != "table" or virtual or _computes(base, name))
        if foreign or (name == SEARCHED and (kind != "table" or not virtual or _ELSEWHERE.search(str(statement)))):
            cause = say("die Tabelle „{name}“ der Datenbank stammt nicht von „anfrage batch“", name=name)
            raise UnreadableError(cause, say("die Dokumente mit „anfrage batch“ in eine neue Datei einlesen"))


def _computes(base: sqlite3.Connection, name: str) -> bool:
    return any(row[6] in (2, 3) for row in base.execute(f"PRAGMA table_xinfo({name})"))


def triggers(base: sqlite3.Connection) -> Iterator[str]:
    """Return the names of the database's triggers; ours has none."""
    for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'"):
        yield str(name)
