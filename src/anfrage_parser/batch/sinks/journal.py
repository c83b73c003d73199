"""The journal: one line per document, appended after the document itself is durable."""

import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from anfrage_parser.batch.sinks.base import Known

DROPPED = -1

LONGEST_LINE = 1024 * 1024
"""Bytes; a note holds two names of a document."""


@dataclass(frozen=True, slots=True)
class Note:
    """One line of the journal."""

    key: str
    known: Known
    place: int
    """Offset of its bytes; 0 in a file of its own."""
    size: int
    """Number of its bytes; `DROPPED` for a removed document."""


def read_notes(path: Path) -> Iterator[Note]:
    """Yield the notes of a journal, oldest first; an incomplete last line and invalid lines are skipped."""
    try:
        file = path.open("rb")
    except OSError:
        return
    with file:
        yield from notes_in(_lines(file))


def _lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a journal; one that is too long comes in pieces, which are no notes."""
    return iter(partial(file.readline, LONGEST_LINE), b"")


def notes_in(lines: Iterable[bytes]) -> Iterator[Note]:
    """Yield the notes in some lines; see `read_notes`."""
    for line in lines:
        try:
            row = json.loads(line)
            known = Known(str(row["f"]), str(row["o"]), int(row["c"]), str(row["h"]), str(row.get("t", "")))
            yield Note(str(row["k"]), known, int(row["p"]), int(row["b"]))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            continue


def held_by(notes: Iterable[Note]) -> dict[str, Note]:
    """Return key → latest note of each document that was not removed afterwards."""
    held: dict[str, Note] = {}
    for note in notes:
        if note.size == DROPPED:
            held.pop(note.key, None)
        else:
            held[note.key] = note
    return held


def dropped(key: str) -> Note:
    """Return the note that a document was removed."""
    return Note(key, Known("", "", 0, ""), 0, DROPPED)


def note_line(note: Note) -> bytes:
    """Serialise a note to a line of the journal."""
    known = note.known
    row: dict[str, Any] = {
        "k": note.key, "o": known.origin, "f": known.fingerprint, "c": known.code, "h": known.sha256, "p": note.place, "b": note.size,
        **({"t": known.kind} if known.kind else {}),
    }  # fmt: skip
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace") + b"\n"


def end_mark(path: Path) -> str:
    """Return the hash of the finished file that a journal belongs to; "" if it belongs to an unfinished part."""
    mark = ""
    try:
        with path.open("rb") as file:
            for line in _lines(file):
                if line.startswith(b'{"end":"') and len(line) == len(end_line("0" * 64)):
                    mark = line[8:72].decode("ascii", "replace")
    except OSError:
        return ""
    return mark


def end_line(digest: str) -> bytes:
    """Return the last line of a finished file's journal."""
    return b'{"end":"%s"}\n' % digest.encode()


def append(file: BinaryIO, notes: Iterable[Note]) -> None:
    """Append notes durably."""
    file.write(b"".join(note_line(note) for note in notes))
    file.flush()
    os.fsync(file.fileno())
