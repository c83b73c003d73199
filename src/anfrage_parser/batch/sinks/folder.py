"""A folder that mirrors the inputs: `a/b.pdf` → `OUT/a/b.pdf.json`."""

import contextlib
import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from anfrage_parser.batch.model import State
from anfrage_parser.batch.sinks.base import Known, Pair, known_of, locked, writing_to
from anfrage_parser.batch.sinks.journal import Note, append, dropped, held_by, note_line, read_notes
from anfrage_parser.errors import OutputError
from anfrage_parser.linking.archive import Kept
from anfrage_parser.messages import say
from anfrage_parser.record.json_in import HEAD, holds_records

OWN = ".anfrage"
"""Subfolder of the output for the journal, the lock, and unfinished files."""

SYNCING = 8
"""Files that are synced in parallel."""


class FolderSink:
    """One file for each input, complete or absent."""

    indented = True

    def __init__(self, root: Path) -> None:
        self.root, self.own = root, root / OWN
        self.notes: dict[str, Note] = {}
        self.journal: BinaryIO | None = None
        self.lock: int | None = None
        self.folders: set[Path] = set()
        self.threads = ThreadPoolExecutor(SYNCING)

    def begin(self, on_exists: str) -> None:
        """Read the journal, and delete unfinished files of an interrupted run."""
        if self.root.exists() and not self.root.is_dir():
            raise OutputError(say("{name} ist eine Datei", name=self.root.name), say("einen Ordner angeben"))
        if on_exists == "error" and self.root.is_dir() and any(self.root.iterdir()):
            raise OutputError(say("{name} ist nicht leer", name=self.root.name), say("einen neuen Ordner angeben"))
        with writing_to(self.root):
            (self.own / "tmp").mkdir(parents=True, exist_ok=True)
            self.lock = locked(self.own / "lock")
            for left in (self.own / "tmp").iterdir():
                left.unlink()
            path = self.own / "journal.jsonl"
            self.notes = held_by(read_notes(path))
            self._rewrite(path)
            self.journal = path.open("ab")
        if on_exists == "replace":
            self.notes = {key: replace(note, known=replace(note.known, fingerprint="")) for key, note in self.notes.items()}

    def _rewrite(self, path: Path) -> None:
        """Rewrite the journal with one line per document."""
        fresh = self.own / "tmp" / "journal"
        with fresh.open("wb") as file:
            file.writelines(note_line(note) for note in self.notes.values())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)

    def known(self, key: str) -> Known | None:
        """Look it up in the journal; None if the file's size has changed."""
        note = self.notes.get(key)
        if note is None:
            return None
        try:
            whole = self._target(key).stat().st_size == note.size
        except OSError:
            whole = False
        return note.known if whole else Known("", note.known.origin, note.known.code, "")

    def documents(self) -> Iterator[tuple[str, Known]]:
        """From the journal."""
        yield from ((key, note.known) for key, note in self.notes.items())

    def put(self, pairs: Sequence[Pair]) -> None:
        """Write files: into our own folder, sync, rename; then append to the journal."""
        new = [(job, outcome) for job, outcome, _ in pairs if outcome.state is not State.SKIPPED]
        with writing_to(self.root):
            list(self.threads.map(lambda pair: self._write(pair[0].key, pair[0].number, pair[1].payload), new))
            assert self.journal is not None
            notes = [Note(job.key, known_of(job, outcome), 0, len(outcome.payload)) for job, outcome in new]
            append(self.journal, notes)

    def drop(self, keys: Sequence[str], shared: Collection[str] = ()) -> None:
        """Delete files that are still as written, and folders that become empty; the journal is updated first."""
        assert self.journal is not None
        with writing_to(self.root):
            append(self.journal, [dropped(key) for key in keys])
            careless = bool(shared) and (self.own / "JOURNAL.jsonl").exists()  # a case-insensitive file system
            for key in keys:
                note = self.notes.pop(key, None)
                if note is not None and not (careless and key in shared):
                    self._remove(self._target(key), note.size)

    def _remove(self, target: Path, size: int) -> None:
        with contextlib.suppress(FileNotFoundError):
            if target.stat().st_size != size:  # changed or replaced by somebody
                return
            target.unlink()
        with contextlib.suppress(OSError):  # not empty
            while target.parent != self.root:
                target = target.parent
                target.rmdir()
                self.folders.discard(target)

    def _write(self, key: str, number: int, payload: bytes) -> None:
        target, temporary = self._target(key), self.own / "tmp" / str(number)
        if target.parent not in self.folders:
            target.parent.mkdir(parents=True, exist_ok=True)
            self.folders.add(target.parent)
        if key not in self.notes:
            _refuse_foreign(target)
        with temporary.open("wb") as file:
            file.write(payload)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)

    def _target(self, key: str) -> Path:
        return self.root / f"{key}.json"

    def copies(self) -> Iterator[tuple[str, str]]:
        """Nothing: it can't search."""
        return iter(())

    def finish(self, kept: Kept | None = None) -> None:
        """Nothing is left to do: every file is in place."""

    def close(self) -> None:
        """Close the journal and release the lock."""
        self.threads.shutdown()
        if self.journal is not None:
            with contextlib.suppress(OSError):  # the disk is full: already reported
                self.journal.close()
        if self.lock is not None:
            os.close(self.lock)
        self.journal = self.lock = None


def _refuse_foreign(target: Path) -> None:
    """Raise `OutputError` if a file of that name was not written by us."""
    try:
        with target.open("rb") as file:
            ours = holds_records(file.read(HEAD))
    except FileNotFoundError:
        return
    if not ours:
        raise OutputError(say("{name} gibt es schon, und es ist kein Datensatz", name=target.name), say("die Datei umbenennen"))
