"""The interface of sinks, and what they share."""

import contextlib
import errno
import os
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from anfrage_parser.batch.model import Job, Outcome
from anfrage_parser.errors import OutputError, is_full
from anfrage_parser.linking.archive import Kept, Linked
from anfrage_parser.messages import say
from anfrage_parser.readers.scratch import lock

Pair = tuple[Job, Outcome, str | None]
"""A job, its outcome, and the key of an earlier document with the same content, if any."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a sink knows about a document."""

    fingerprint: str
    """Empty for a failed document, so that it is tried again."""
    origin: str
    code: int
    sha256: str
    kind: str = ""
    """The document type of one that is no inquiry."""


def known_of(job: Job, outcome: Outcome) -> Known:
    """Return what a sink will know about a document."""
    return Known(outcome.fingerprint, job.input.origin, outcome.code, outcome.sha256, outcome.kind)


class Sink(Protocol):
    """A destination for records. Call `begin` first, `put` in the order of the keys, `finish` after the last one, `close` in any case."""

    indented: bool
    """Whether payloads are one indented value, else one line per record."""

    def begin(self, on_exists: str) -> None:
        """Open it; `OutputError` if it can't be written, or exists although `on_exists` is "error"."""

    def known(self, key: str) -> Known | None:
        """Return what it knows about a document from an earlier run, or None."""

    def documents(self) -> Iterator[tuple[str, Known]]:
        """Yield (key, what is known) for all of its documents; the sink must not change during iteration."""

    def put(self, pairs: Sequence[Pair]) -> None:
        """Write some outcomes durably; for a skipped one, keep what is there."""

    def drop(self, keys: Sequence[str], shared: Collection[str] = ()) -> None:
        """Remove documents durably. `shared` are keys that differ from other documents' only in case or Unicode normalisation."""

    def copies(self) -> Iterator[tuple[str, str]]:
        """Yield (key, key of the earlier one) for new documents, with an inquiry that is nearly one of another document; before `finish`.

        New is what an earlier run did not have under any name. A sink that can't search yields nothing.
        """

    def finish(self, kept: Kept | None = None) -> Linked | None:
        """Complete the output, after the last `put`; return how many inquiries have an answer, if the sink links them."""

    def close(self) -> None:
        """Close all files; everything written by `put` stays."""


@contextlib.contextmanager
def writing_to(path: Path) -> Iterator[None]:
    """Turn failing writes into an `OutputError` that names the output and the next step."""
    try:
        yield
    except OSError as error:
        full = is_full(error)
        cause = say("der Datenträger von {name} ist voll", name=path.name) if full else say("{name} ist nicht beschreibbar", name=path.name)
        step = (
            say("Platz schaffen, dann denselben Befehl noch einmal ausführen")
            if full
            else say("Rechte prüfen oder ein anderes Ziel wählen")
        )
        raise OutputError(cause, step) from error


def sync_folder(path: Path) -> None:
    """Sync a folder to make new names durable, if the platform supports it."""
    if os.name == "nt":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def locked(path: Path) -> int:
    """Lock a file until its descriptor is closed; return the descriptor. `OutputError` if another run holds it."""
    try:
        return lock(path, os.O_CREAT, 0o666)
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EAGAIN, errno.EDEADLK):
            raise OutputError(say("ein anderer Lauf schreibt gerade dorthin"), say("warten oder ein anderes Ziel wählen")) from error
        return os.open(path, os.O_RDWR)  # no locks on this file system
