"""JSON Lines sink: one file in the order of the keys; while a run is unfinished, under another name."""

import contextlib
import hashlib
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO

from anfrage_parser.batch.model import State
from anfrage_parser.batch.sinks.base import Known, Pair, known_of, locked, sync_folder, writing_to
from anfrage_parser.batch.sinks.journal import DROPPED, Note, append, dropped, end_line, end_mark, held_by, read_notes
from anfrage_parser.errors import OutputError
from anfrage_parser.linking.archive import Kept
from anfrage_parser.messages import say


class LinesSink:
    """Writes a new file beside the old one, which it replaces at the end; unchanged lines are copied.

    An interrupted run leaves its part with its own journal; the next run copies from that, too.
    """

    indented = False

    def __init__(self, path: Path) -> None:
        self.path = path.resolve() if path.is_symlink() and path.is_file() else path
        self.kept: dict[str, tuple[Note, BinaryIO]] = {}
        self.rest: list[str] = []
        self.part: BinaryIO | None = None
        self.journal: BinaryIO | None = None
        self.lock: int | None = None
        self.files: list[BinaryIO] = []
        self.digest = hashlib.sha256()
        self.dropped: set[str] = set()

    def begin(self, on_exists: str) -> None:
        """Open existing files and a new part."""
        if self.path.exists() and not self.path.is_file():
            raise OutputError(say("{name} ist keine gewöhnliche Datei", name=self.path.name), say("eine Datei als Ziel angeben"))
        if on_exists == "error" and self.path.exists():
            raise OutputError(say("{name} gibt es schon", name=self.path.name), say("einen anderen Namen wählen"))
        with writing_to(self.path):
            self.lock = locked(self._beside("lock"))
            number = self._gather(on_exists)
            self.part = self._beside(f"{number}.part").open("wb")
            self.journal = self._beside(f"{number}.journal").open("wb")
        if on_exists == "replace":
            self.kept = {key: (_forgotten(note), file) for key, (note, file) in self.kept.items()}
        self.rest = sorted(self.kept, reverse=True)

    def _beside(self, ending: str) -> Path:
        return self.path.with_name(f".{self.path.name}.{ending}")

    def _left(self, ending: str) -> list[tuple[int, Path]]:
        """Return (number, path) of files left by interrupted runs, oldest first."""
        prefix, suffix = f".{self.path.name}.", f".{ending}"
        found = ((p.name[len(prefix) : -len(suffix)], p) for p in self.path.parent.glob(f"{_literal(prefix)}*{suffix}"))
        return sorted((int(number), p) for number, p in found if number.isdecimal())

    def _gather(self, on_exists: str) -> int:
        """Fill `kept` from the complete file and the parts, newer ones overriding; return the number of the next part."""
        journals = [self._beside("journal"), *(path for _, path in self._left("journal"))]
        if self.path.exists() and self.path.stat().st_size:
            with self.path.open("rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            own = next((journal for journal in journals if end_mark(journal) == digest), None)
            if own is not None:
                self._hold(self.path, own)
            elif on_exists != "replace":
                raise OutputError(
                    say("{name} gibt es schon und stammt nicht von anfrage, oder wurde seither verändert", name=self.path.name),
                    say("einen anderen Namen wählen oder --on-exists replace"),
                )
        for _, part in self._left("part"):
            self._hold(part, part.with_suffix(".journal"))
        return max((number for ending in ("part", "journal") for number, _ in self._left(ending)), default=0) + 1

    def _hold(self, data: Path, notes: Path) -> None:
        """Add the notes of a journal to `kept`, as far as the file's lines were written."""
        file = data.open("rb")
        self.files.append(file)
        size = data.stat().st_size
        for note in read_notes(notes):
            if note.size == DROPPED:
                self.kept.pop(note.key, None)
            elif note.place + note.size <= size:
                self.kept[note.key] = note, file

    def known(self, key: str) -> Known | None:
        """From the journals."""
        return self.kept[key][0].known if key in self.kept else None

    def documents(self) -> Iterator[tuple[str, Known]]:
        """From the journals."""
        yield from ((key, note.known) for key, (note, _) in self.kept.items())

    def drop(self, keys: Sequence[str], shared: Collection[str] = ()) -> None:
        """Drop lines; those already copied are removed at the end."""
        assert self.journal is not None
        with writing_to(self.path):
            append(self.journal, [dropped(key) for key in keys])
        self.dropped.update(keys)

    def put(self, pairs: Sequence[Pair]) -> None:
        """Write lines, preceded by those of earlier keys that are not part of this run."""
        notes: list[Note] = []
        with writing_to(self.path):
            for job, outcome, _ in pairs:
                notes += self._older(job.key)
                if outcome.state is State.SKIPPED:
                    notes.append(self._copy(job.key))
                else:
                    notes.append(self._add(job.key, known_of(job, outcome), outcome.payload))
            self._settle(notes)

    def _older(self, before: str | None) -> Iterator[Note]:
        """Copy lines of earlier runs, up to a key, that this run doesn't contain."""
        while self.rest and (before is None or self.rest[-1] <= before):
            key = self.rest.pop()
            if key != before and key not in self.dropped:
                yield self._copy(key)

    def _copy(self, key: str) -> Note:
        note, file = self.kept[key]
        file.seek(note.place)
        return self._add(key, note.known, file.read(note.size))

    def _add(self, key: str, known: Known, payload: bytes) -> Note:
        assert self.part is not None
        note = Note(key, known, self.part.tell(), len(payload))
        self.part.write(payload)
        self.digest.update(payload)
        return note

    def _settle(self, notes: Sequence[Note]) -> None:
        """Sync the lines, then append to the journal."""
        assert self.part is not None and self.journal is not None
        self.part.flush()
        os.fsync(self.part.fileno())
        append(self.journal, notes)

    def copies(self) -> Iterator[tuple[str, str]]:
        """Nothing: it can't search."""
        return iter(())

    def finish(self, kept: Kept | None = None) -> None:
        """Rename the part to the output; delete journals and parts of earlier runs."""
        with writing_to(self.path):
            self._settle(list(self._older(None)))
            self._leave_out()
            assert self.part is not None and self.journal is not None
            self.journal.write(end_line(self.digest.hexdigest()))
            self.journal.flush()
            os.fsync(self.journal.fileno())
            part, journal = Path(self.part.name), Path(self.journal.name)
            self.close_files()
            part.replace(self.path)
            journal.replace(self._beside("journal"))  # if killed before this line, the end mark identifies the journal
            for _, left in (*self._left("part"), *self._left("journal")):
                left.unlink()
            sync_folder(self.path.parent)

    def _leave_out(self) -> None:
        """Rewrite the part if it contains lines that were dropped after being copied."""
        assert self.part is not None and self.journal is not None
        own = Path(self.part.name), Path(self.journal.name)
        notes = list(read_notes(own[1])) if self.dropped else []
        if sum(note.size != DROPPED for note in notes) == len(held_by(notes)):
            return
        number = int(own[0].name.split(".")[-2]) + 1
        self.part.close()
        self.journal.close()
        self.digest = hashlib.sha256()
        with own[0].open("rb") as file:
            self.part, self.journal = self._beside(f"{number}.part").open("wb"), self._beside(f"{number}.journal").open("wb")
            self.kept = {key: (note, file) for key, note in held_by(notes).items()}
            self._settle([*(self._copy(key) for key in sorted(self.kept)), *map(dropped, sorted(self.dropped))])

    def close_files(self) -> None:
        """Close all data files."""
        for file in (*self.files, self.part, self.journal):
            if file is not None:
                with contextlib.suppress(OSError):  # the disk is full: already reported, and the journal knows what is complete
                    file.close()
        self.files, self.part, self.journal = [], None, None

    def close(self) -> None:
        """Close everything; an unfinished part stays for the next run."""
        self.close_files()
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None


def _forgotten(note: Note) -> Note:
    return replace(note, known=replace(note.known, fingerprint=""))


def _literal(text: str) -> str:
    """Escape a name for `glob`."""
    return "".join(f"[{sign}]" if sign in "*?[" else sign for sign in text)
