"""SQLite sink: tables of documents, inquiries, questions, answers, parties, people and findings, and a full-text index."""

import contextlib
import os
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from anfrage_parser.batch.model import State
from anfrage_parser.batch.sinks import upgrading
from anfrage_parser.batch.sinks.base import Known, Pair, locked, writing_to
from anfrage_parser.batch.sinks.duplicates import promote_duplicates, remove
from anfrage_parser.batch.sinks.rows import insert
from anfrage_parser.batch.sinks.sharing import fold, share
from anfrage_parser.errors import OutputError, UnreadableError
from anfrage_parser.linking.archive import Archive, Kept, Linked, link_archive
from anfrage_parser.messages import say
from anfrage_parser.record.databases import Guard, guarded, refuse_foreign, triggers
from anfrage_parser.record.json_in import APPLICATION
from anfrage_parser.search.copies import copied_by

_OPTIMIZE = "INSERT INTO texts (texts) VALUES ('optimize')"
_KNOWN = "fingerprint, origin, exit_code, sha256, coalesce(document_type, '')"


class DatabaseSink:
    """One database file; each `put` is one transaction."""

    indented = False

    def __init__(self, path: Path, shared: bool = False) -> None:
        self.path = path
        self.shared = shared
        """Whether another sink of this process has the lock: they take turns by transactions."""
        self.base: sqlite3.Connection | None = None
        self.guard: Guard | None = None
        self.lock: int | None = None
        self.forget = False
        self.changed = False
        """Whether links may be out of date."""
        self.new: dict[str, list[int]] = {}

    def begin(self, on_exists: str) -> None:
        """Open or create the database; `OutputError` if it belongs to another program."""
        if self.path.is_dir():
            raise OutputError(say("{name} ist ein Ordner", name=self.path.name), say("einen anderen Namen wählen"))
        filled = self.path.exists() and self.path.stat().st_size > 0
        if on_exists == "error" and filled:
            raise OutputError(say("{name} gibt es schon", name=self.path.name), say("einen anderen Namen wählen"))
        self.forget = on_exists == "replace"
        if not self.shared:
            with writing_to(self.path):
                self.lock = locked(_lock_of(self.path))
        with self._writing():
            self.base = _reserved(self.path)
            self.guard = guarded(self.base, self.path)
            version = _version(self.base, self.path.name)
            if not version and self.base.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
                raise OutputError(say("{name} ist keine Datenbank von anfrage", name=self.path.name), say("einen anderen Namen wählen"))
            _refuse_foreign(self.base, self.path)
            self._prepare(fresh=not version)

    def _prepare(self, fresh: bool) -> None:
        """Create or upgrade the tables, within the transaction begun by `_reserved`."""
        assert self.base is not None
        if fresh:
            for statement in upgrading.statements(upgrading.schema()):
                self.base.execute(statement)
            self.base.execute(f"PRAGMA application_id = {APPLICATION}")
            self.base.execute(f"PRAGMA user_version = {upgrading.current()}")
        self.base.execute("COMMIT")
        share(self.base)
        self.changed = not fresh and upgrading.is_behind(self.base)
        upgrading.upgrade(self.base)  # in WAL mode: if we are killed, readers still see the old tables
        self.base.execute("PRAGMA synchronous = NORMAL")
        self.base.execute("PRAGMA foreign_keys = ON")

    def known(self, key: str) -> Known | None:
        """From the table of documents."""
        assert self.base is not None
        with self._writing():
            row = self.base.execute(f"SELECT {_KNOWN} FROM documents WHERE key = ?", (key,)).fetchone()
        return None if row is None else Known("" if self.forget else row[0], *row[1:])

    def holder(self, sha256: str) -> str | None:
        """Return the key of the first document with that content and records, or None."""
        assert self.base is not None
        with self._writing():
            found = "SELECT key FROM documents WHERE sha256 = ? AND state IN ('done', 'incomplete')"
            row = self.base.execute(found, (sha256,)).fetchone()
        return None if row is None else str(row[0])

    def documents(self) -> Iterator[tuple[str, Known]]:
        """From the table of documents."""
        assert self.base is not None
        with self._writing():
            for key, *row in self.base.execute(f"SELECT key, {_KNOWN} FROM documents"):
                yield key, Known(*row)

    def put(self, pairs: Sequence[Pair]) -> None:
        """Replace the rows of these documents in one transaction."""
        new = [pair for pair in pairs if pair[1].state is not State.SKIPPED]
        if not new:
            return
        with self.transaction() as base:
            left = {job.key: before for job, _, _ in new if (before := remove(base, job.key)) is not None}
            for job, outcome, first in new:
                fresh = outcome.sha256 != left.get(job.key) and first is None and self.holder(outcome.sha256) is None
                rows = insert(base, job, outcome, first)
                if fresh and rows:
                    self.new[job.key] = rows
            promote_duplicates(base, [before for job, outcome, _ in new if (before := left.get(job.key)) not in (None, outcome.sha256)])

    def drop(self, keys: Sequence[str], shared: Collection[str] = ()) -> None:
        """Delete the rows of these documents; a duplicate of one of them takes over its inquiries."""
        with self.transaction() as base:
            promote_duplicates(base, [before for key in keys if (before := remove(base, key)) is not None])

    @contextlib.contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Run the block in one transaction."""
        assert self.base is not None
        self.changed = True
        with self._writing():
            self.base.execute("BEGIN IMMEDIATE")
            try:
                yield self.base
                self.base.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self.base.execute("ROLLBACK")
                raise

    def copies(self) -> Iterator[tuple[str, str]]:
        """Compare what is new in this run with all inquiries; what meets a damaged row is passed over."""
        assert self.base is not None
        if self.new:
            with self._writing():
                self.base.execute(_OPTIMIZE)  # which is to be done anyway: now it saves a third of the time
        later = {row for rows in self.new.values() for row in rows}
        for key in self.new:
            found: list[str] = []
            with self._writing(), contextlib.suppress(UnreadableError):
                found = list(copied_by(self.base, key, later))
            yield from ((key, other) for other in found[:1])

    @contextlib.contextmanager
    def _writing(self) -> Iterator[None]:
        try:
            if self.guard is not None:
                self.guard.refill()
            yield
        except sqlite3.OperationalError as error:
            if self.guard is not None:
                self.guard.explain(error)
            cause, step = _explained(error, self.path.name)
            raise OutputError(cause, step) from error
        except (sqlite3.DatabaseError, OSError) as error:
            raise OutputError(say("{name} ist keine lesbare Datenbank", name=self.path.name), say("einen anderen Namen wählen")) from error

    def link(self, kept: Kept | None = None) -> Archive:
        """Link its inquiries and answers anew, in one transaction; see `link_archive` for what is kept."""
        with self.transaction() as base:
            archive = link_archive(base, kept)
        self.changed = False
        return archive

    def finish(self, kept: Kept | None = None) -> Linked | None:
        """Link what is new, and merge the write-ahead log into the database file."""
        assert self.base is not None
        linked = self.link(kept).counted() if self.changed else None
        with self._writing():
            self.base.execute(_OPTIMIZE)
            self.base.execute("PRAGMA busy_timeout = 500")  # the rest is optional while somebody reads
            self.base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self.base.execute("PRAGMA locking_mode = NORMAL")
            fold(self.base)
        return linked

    def close(self) -> None:
        """Close the database; everything committed stays."""
        if self.base is not None:
            with contextlib.suppress(sqlite3.Error):
                self.base.close()
        self.base = None
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None


def _lock_of(path: Path) -> Path:
    """Return the hidden lock file of a run; locking the database itself would also lock out readers."""
    path = path.resolve() if path.is_symlink() and path.is_file() else path
    return path.with_name(f".{path.name}.lock")


def _refuse_foreign(base: sqlite3.Connection, path: Path) -> None:
    """Raise `OutputError` for a database with triggers or views in place of our tables."""
    try:
        refuse_foreign(base)
    except UnreadableError as error:
        raise OutputError(say("{name} ist keine Datenbank von anfrage", name=path.name), say("einen anderen Namen wählen")) from error
    if (name := next(triggers(base), None)) is not None:
        cause = say("{name} ändert sich beim Schreiben von selbst (Trigger „{trigger}“)", name=path.name, trigger=name)
        raise OutputError(cause, say("den Trigger mit DROP TRIGGER entfernen oder einen anderen Namen wählen"))


def _reserved(path: Path) -> sqlite3.Connection:
    """Open the database and begin a write transaction at once: a read first would keep other writers from committing."""
    base = sqlite3.connect(path, isolation_level=None, timeout=10)
    try:
        base.execute("BEGIN IMMEDIATE")
    except BaseException:
        base.close()
        raise
    return base


def _version(base: sqlite3.Connection, name: str) -> int:
    """Return the version of our tables, 0 if there are none; `OutputError` if they can't be used."""
    try:
        return upgrading.version_of(base)
    except UnreadableError as error:
        raise OutputError(f"{name}: {error.cause}", error.next_step) from error


def _explained(error: sqlite3.OperationalError, name: str) -> tuple[str, str]:
    """Return cause and next step for an error of SQLite."""
    words = str(error)
    if "full" in words:
        return say("der Datenträger von {name} ist voll", name=name), say("Platz schaffen, dann denselben Befehl noch einmal ausführen")
    if "locked" in words or "busy" in words:
        return say("ein anderer Lauf schreibt gerade dorthin"), say("warten oder ein anderes Ziel wählen")
    if "fts5" in words or "no such function" in words:
        return say("dieses Python enthält ein zu altes SQLite"), say("Python von python.org verwenden oder nach .jsonl schreiben")
    if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_ERROR:  # the tables are not as expected
        return say("{name} ist keine lesbare Datenbank", name=name), say("einen anderen Namen wählen")
    return say("{name} ist nicht beschreibbar", name=name), say("Rechte prüfen oder ein anderes Ziel wählen")
