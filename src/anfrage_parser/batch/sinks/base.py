"""What every sink does."""

import contextlib
import errno
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from anfrage_parser.batch.model import Job, Outcome
from anfrage_parser.errors import OutputError, is_full
from anfrage_parser.messages import say
from anfrage_parser.readers.scratch import lock

Pair = tuple[Job, Outcome, str | None]
"""A job, what came of it, and the key of an earlier document with the same content."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a sink holds of a document."""

    fingerprint: str
    """Empty for one that failed: it is tried again."""
    origin: str
    code: int
    sha256: str
    kind: str = ""
    """Of one that is no inquiry: what it is."""


def known_of(job: Job, outcome: Outcome) -> Known:
    """What a sink will hold of a document."""
    return Known(outcome.fingerprint, job.input.origin, outcome.code, outcome.sha256, outcome.kind)


class Sink(Protocol):
    """A place for records. `begin` first; `put` in the order of the keys; `finish` when all was put; `close` in any case."""

    indented: bool
    """Whether it wants a value to read, or a line for each record."""

    def begin(self, on_exists: str) -> None:
        """Open it; `OutputError` where it can't be written, or exists and may not."""

    def known(self, key: str) -> Known | None:
        """What it holds of a document from an earlier run."""

    def documents(self) -> Iterator[tuple[str, Known]]:
        """The keys of all documents that it holds, with what it holds of them; it may not change meanwhile."""

    def put(self, pairs: Sequence[Pair]) -> None:
        """Take some outcomes, durably; of a skipped one, keep what is there."""

    def drop(self, keys: Sequence[str], shared: Collection[str] = ()) -> None:
        """Let go of documents that it holds, durably. `shared` are those whose names other documents have but for case or composition."""

    def finish(self) -> None:
        """All inputs were put."""

    def close(self) -> None:
        """Let go of files; what was put stays."""


@contextlib.contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Any failing write becomes one error that names the output and the next step."""
    try:
        yield
    except OSError as error:
        full = is_full(error)
        cause = say("der Datenträger von {name} ist voll", name=path.name) if full else say("{name} ist nicht beschreibbar", name=path.name)
        step = say("Platz schaffen, dann denselben Befehl noch einmal") if full else say("Rechte prüfen oder ein anderes Ziel wählen")
        raise OutputError(cause, step) from error


def sync_folder(path: Path) -> None:
    """Make a folder's new names durable, where folders can be synced."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def locked(path: Path) -> int:
    """A file that is ours until it is closed; `OutputError` where another run has it."""
    try:
        return lock(path, os.O_CREAT, 0o666)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            raise OutputError(say("ein anderer Lauf schreibt gerade dorthin"), say("warten oder ein anderes Ziel wählen")) from error
        return os.open(path, os.O_RDWR)  # a file system without locks
