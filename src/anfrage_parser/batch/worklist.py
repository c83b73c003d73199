"""The inputs and jobs of a run, in a temporary database, so that memory doesn't grow with their number."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from anfrage_parser.batch.model import Input, Job
from anfrage_parser.batch.scratch import spooling
from anfrage_parser.batch.sinks.base import Known

_TABLES = (
    # the file is discarded afterwards: no journal, no syncing, one transaction that is never committed
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA locking_mode = EXCLUSIVE",
    "PRAGMA cache_size = -256",
    "BEGIN",
    "CREATE TABLE inputs (id INTEGER PRIMARY KEY, name TEXT, raw BLOB, origin TEXT, path BLOB, member BLOB, number INTEGER, fault TEXT)",
    "CREATE INDEX sorted ON inputs (name, origin, raw)",  # both are read in index order, without sorting in memory
    "CREATE TABLE jobs (key TEXT, input INTEGER, known TEXT, PRIMARY KEY (key, input)) WITHOUT ROWID",
    "CREATE TABLE names (kind INTEGER, name TEXT, PRIMARY KEY (kind, name)) WITHOUT ROWID",
    "CREATE TABLE held (key TEXT PRIMARY KEY, sha256 TEXT, origin TEXT, code INTEGER, gone INTEGER) WITHOUT ROWID",
    "CREATE INDEX held_sha256 ON held (sha256)",
    "CREATE TABLE contents (sha256 BLOB PRIMARY KEY, key TEXT) WITHOUT ROWID",
)
_INPUT = "name, raw, origin, path, member, number, fault"


class Worklist:
    """Inputs as found, jobs in the order of their keys, and the names and contents seen so far."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / ".worklist"  # hidden, so that it is no input even if the temporary folder is one
        with spooling():
            self.base = sqlite3.connect(self.path, isolation_level=None)
            for statement in _TABLES:
                self.base.execute(statement)

    def add(self, inputs: Iterable[Input]) -> int:
        """Store inputs, in any order; return their count."""
        count = 0
        for item in inputs:
            count += 1
            member = None if item.member is None else _packed(item.member)
            row = (item.name, item.raw, item.origin, _packed(item.path), member, item.number, item.fault)
            self.write(f"INSERT INTO inputs ({_INPUT}) VALUES (?, ?, ?, ?, ?, ?, ?)", row)
        return count

    def write(self, statement: str, row: Sequence[object]) -> sqlite3.Cursor:
        """Execute a statement; only errors of this file become an `OutputError`, not those of finding inputs or asking the sink."""
        with spooling():
            return self.base.execute(statement, row)

    def names(self) -> Iterator[str]:
        """Yield the names of all inputs."""
        with spooling():
            for (name,) in self.base.execute("SELECT name FROM inputs"):
                yield name

    def inputs(self) -> Iterator[tuple[int, Input]]:
        """Yield (number, input) of all inputs, in an order independent of how they were found."""
        with spooling():
            for number, *row in self.base.execute(f"SELECT id, {_INPUT} FROM inputs ORDER BY name, origin, raw, id"):
                yield number, _input(*row)

    def plan(self, jobs: Iterable[tuple[str, int, str | None]]) -> None:
        """Store jobs: key, number of the input, fingerprint known to the sink."""
        for job in jobs:
            self.write("INSERT INTO jobs VALUES (?, ?, ?)", job)

    def jobs(self) -> Iterator[Job]:
        """Yield the jobs in the order of their keys."""
        planned = f"SELECT key, known, {_INPUT} FROM jobs JOIN inputs ON id = input ORDER BY key"
        with spooling():
            for number, (key, known, *row) in enumerate(self.base.execute(planned)):
                yield Job(number, key, _input(*row), known)

    def first(self, sha256: str, key: str) -> str:
        """Return the key under which a content was first seen; `key` itself if it is new."""
        digest = bytes.fromhex(sha256)
        if self.write("INSERT OR IGNORE INTO contents VALUES (?, ?)", (digest, key)).rowcount:
            return key
        with spooling():
            return str(self.base.execute("SELECT key FROM contents WHERE sha256 = ?", (digest,)).fetchone()[0])

    def hold(self, key: str, known: Known) -> None:
        """Store a document of the sink, unless a job has its key."""
        if self.base.execute("SELECT 1 FROM jobs WHERE key = ? LIMIT 1", (key,)).fetchone() is None:
            self.write("INSERT OR IGNORE INTO held VALUES (?, ?, ?, ?, 0)", (key, known.sha256, known.origin, known.code))

    def held(self, sha256: str | None = None) -> Iterator[tuple[str, Known]]:
        """Yield the stored documents of the sink in the order of their keys; only those with `sha256`, if given."""
        which, values = ("WHERE sha256 = ?", [sha256]) if sha256 is not None else ("", [])
        last = ""
        while True:  # in groups, since the caller may delete what was yielded
            more = f"{which} {'AND' if which else 'WHERE'} key > ? ORDER BY key LIMIT 500"
            rows = self.base.execute(f"SELECT key, origin, code, sha256 FROM held {more}", (*values, last)).fetchall()
            yield from ((key, Known("", *row)) for key, *row in rows)
            if len(rows) < 500:
                return
            last = rows[-1][0]

    def let_go(self, key: str) -> None:
        """Forget a stored document of the sink."""
        self.write("DELETE FROM held WHERE key = ?", (key,))

    def mark_gone(self, key: str) -> None:
        """Mark a stored document of the sink as vanished."""
        self.write("UPDATE held SET gone = 1 WHERE key = ?", (key,))

    def gone(self) -> Iterator[str]:
        """Yield the keys of vanished documents."""
        last = ""
        while rows := self.base.execute("SELECT key FROM held WHERE gone AND key > ? ORDER BY key LIMIT 500", (last,)).fetchall():
            yield from (key for (key,) in rows)
            last = rows[-1][0]

    def listed(self, prefix: str) -> bool:
        """Return whether any input's origin begins with `prefix`."""
        found = self.base.execute("SELECT 1 FROM inputs WHERE substr(origin, 1, ?) = ? LIMIT 1", (len(prefix), prefix))
        return found.fetchone() is not None

    def close(self) -> None:
        """Close the file; whoever made its folder deletes it."""
        self.base.close()


class Names:
    """A set of names stored in a worklist, used to plan jobs; sets of different kinds are independent."""

    def __init__(self, work: Worklist, kind: int) -> None:
        self.work, self.kind, self.empty = work, kind, True

    def __contains__(self, name: str) -> bool:
        if self.empty:
            return False
        found = self.work.base.execute("SELECT 1 FROM names WHERE kind = ? AND name = ?", (self.kind, name))
        return found.fetchone() is not None

    def add(self, name: str) -> None:
        """Add a name, if it is missing."""
        self.empty = False
        self.work.write("INSERT OR IGNORE INTO names VALUES (?, ?)", (self.kind, name))


def _packed(text: str) -> bytes:
    """Encode a file name, which may not be valid Unicode, to bytes."""
    return text.encode("utf-8", "surrogatepass")


def _input(name: str, raw: bytes, origin: str, path: bytes, member: bytes | None, number: int, fault: str) -> Input:
    inner = None if member is None else member.decode("utf-8", "surrogatepass")
    return Input(name, raw, origin, path.decode("utf-8", "surrogatepass"), inner, number, fault)
