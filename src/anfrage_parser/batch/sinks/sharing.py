"""A database that others read while we write: SQLite's write-ahead log, begun and folded away."""

import contextlib
import sqlite3
import time


def share(base: sqlite3.Connection) -> None:
    """Use WAL mode, so that others may read while we write; without shared memory (network drives), lock the file exclusively."""
    try:
        shared = base.execute("PRAGMA journal_mode = WAL").fetchone()[0] == "wal"
        base.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError:
        shared = False
    if not shared:
        base.execute("PRAGMA locking_mode = EXCLUSIVE")
        base.execute("PRAGMA journal_mode = WAL")


def fold(base: sqlite3.Connection) -> None:
    """Leave WAL mode, so that there is one file again; skipped while somebody reads, since both files together are complete, too."""
    base.execute("PRAGMA busy_timeout = 0")
    for _ in range(10):
        with contextlib.suppress(sqlite3.OperationalError):
            if base.execute("PRAGMA journal_mode = DELETE").fetchone()[0] == "delete":
                return
        time.sleep(0.05)
