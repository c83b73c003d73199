"""Sinks behind a URL: a folder of objects, each uploaded whole; JSON Lines or SQLite, made locally and uploaded when complete."""

import contextlib
import hashlib
import os
from collections.abc import Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from anfrage_parser.batch import remote
from anfrage_parser.batch.model import State
from anfrage_parser.batch.sinks.base import Known, Pair, Sink, known_of, writing_to
from anfrage_parser.batch.sinks.folder import OWN
from anfrage_parser.batch.sinks.journal import Note, dropped, held_by, note_line, notes_in
from anfrage_parser.errors import OutputError
from anfrage_parser.linking.archive import Kept, Linked
from anfrage_parser.messages import say

PUTTING = 16
"""Objects that are uploaded in parallel."""


class RemoteFolderSink:
    """`a/b.pdf` → URL/a/b.pdf.json. The journal consists of one object per group of outcomes, merged at the end."""

    indented = True

    def __init__(self, url: str) -> None:
        self.url = url.rstrip("/")
        self.notes: dict[str, Note] = {}
        self.count = 0
        self.pieces: list[str] = []
        self.threads = ThreadPoolExecutor(PUTTING)

    def begin(self, on_exists: str) -> None:
        """Read the journal."""
        if on_exists == "error" and remote.stored_names(self.url):
            raise OutputError(say("{name} ist nicht leer", name=self.url), say("ein anderes Ziel angeben"))
        names = remote.stored_names(f"{self.url}/{OWN}")
        self.pieces = sorted((name for name in names if name.endswith(".jsonl")), key=_number)
        self.notes = held_by(note for piece in self.pieces for note in notes_in((remote.stored(piece) or b"").splitlines()))
        self.count = 1 + max((_number(piece) for piece in self.pieces), default=-1)  # never an existing number
        if on_exists == "replace":
            self.notes = {}

    def known(self, key: str) -> Known | None:
        """From the journal."""
        return self.notes[key].known if key in self.notes else None

    def documents(self) -> Iterator[tuple[str, Known]]:
        """From the journal."""
        yield from ((key, note.known) for key, note in self.notes.items())

    def drop(self, keys: Sequence[str], shared: Collection[str] = ()) -> None:
        """Delete the objects; the journal is updated first."""
        self._note([dropped(key) for key in keys])
        for key in keys:
            self.notes.pop(key, None)
            with contextlib.suppress(FileNotFoundError):
                remote.remove(f"{self.url}/{key}.json")

    def put(self, pairs: Sequence[Pair]) -> None:
        """Upload the objects, then a piece of the journal."""
        new = [(job, outcome) for job, outcome, _ in pairs if outcome.state is not State.SKIPPED]
        if not new:
            return
        list(self.threads.map(lambda pair: remote.write(f"{self.url}/{pair[0].key}.json", pair[1].payload), new))
        notes = [Note(job.key, known_of(job, outcome), 0, len(outcome.payload)) for job, outcome in new]
        self._note(notes)

    def _note(self, notes: Sequence[Note]) -> None:
        piece = f"{self.url}/{OWN}/{self.count:08}.jsonl"
        remote.write(piece, b"".join(note_line(note) for note in notes))
        self.notes.update((note.key, note) for note in notes)
        self.pieces.append(piece)
        self.count += 1

    def copies(self) -> Iterator[tuple[str, str]]:
        """Nothing: it can't search."""
        return iter(())

    def finish(self, kept: Kept | None = None) -> None:
        """Merge the pieces of the journal."""
        if len(self.pieces) > 1:
            old = list(self.pieces)
            self._note(list(self.notes.values()))
            for piece in old:
                remote.remove(piece)

    def close(self) -> None:
        """Nothing is open."""
        self.threads.shutdown()


def _number(piece: str) -> int:
    """Return the number in a piece's name; -1 for a foreign object."""
    stem = piece.rpartition("/")[2].removesuffix(".jsonl")
    return int(stem) if stem.isascii() and stem.isdigit() and len(stem) < 18 else -1


def _cache() -> Path:
    """Return the user's cache folder."""
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return (Path(base) if base else Path.home() / ".cache") / "anfrage"


class StagedSink:
    """A file sink in a local folder that survives an interrupted run; its result is uploaded to the URL."""

    def __init__(self, url: str, inner: type) -> None:
        self.url = url
        digest = hashlib.sha256(url.encode()).hexdigest()[:16]
        self.folder = _cache() / digest
        with writing_to(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self.local = self.folder / url.rpartition("/")[2]
        self.inner: Sink = inner(self.local)
        self.indented = self.inner.indented

    def begin(self, on_exists: str) -> None:
        """Download the existing output, unless an interrupted run left something newer locally."""
        there = remote.stored(self.url)
        if on_exists == "error" and there is not None:
            raise OutputError(say("{name} gibt es schon", name=self.url), say("einen anderen Namen wählen"))
        if there is not None and not self.local.exists():
            self.local.write_bytes(there)
            journal = remote.stored(self._journal_url())
            if journal is not None:
                self._journal().write_bytes(journal)
        self.inner.begin(on_exists)

    def _journal(self) -> Path:
        return self.local.with_name(f".{self.local.name}.journal")

    def _journal_url(self) -> str:
        return f"{self.url.rpartition('/')[0]}/{self._journal().name}"

    def known(self, key: str) -> Known | None:
        """Look it up in the local file."""
        return self.inner.known(key)

    def documents(self) -> Iterator[tuple[str, Known]]:
        """Look it up in the local file."""
        return self.inner.documents()

    def drop(self, keys: Sequence[str], shared: Collection[str] = ()) -> None:
        """Remove from the local file."""
        self.inner.drop(keys, shared)

    def put(self, pairs: Sequence[Pair]) -> None:
        """Write to the local file."""
        self.inner.put(pairs)

    def copies(self) -> Iterator[tuple[str, str]]:
        """Look for them in the local file."""
        return self.inner.copies()

    def finish(self, kept: Kept | None = None) -> Linked | None:
        """Complete the file, upload it, delete the local one."""
        linked = self.inner.finish(kept)
        self.inner.close()
        remote.write_from(self.url, self.local)
        if self._journal().exists():
            remote.write_from(self._journal_url(), self._journal())
        for file in self.folder.iterdir():
            file.unlink()
        self.folder.rmdir()
        return linked

    def close(self) -> None:
        """Close the local file; an unfinished one stays for the next run."""
        self.inner.close()
