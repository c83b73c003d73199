"""Undo files: written before the first file is renamed. What was actually renamed is determined from the disk."""

import json
import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from anfrage_parser.corrections import passed_over
from anfrage_parser.corrections.kept import is_corrections
from anfrage_parser.errors import LimitError, OutputError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.rename.moves import companions, digest, move
from anfrage_parser.rename.plan import Step
from anfrage_parser.text import bounded_json

ENDING = passed_over.ENDING
MOST_SIGNS = 2_000_000
"""Brackets, commas and colons of its JSON; a renaming has nine."""
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"""The hash of an empty file: a name claimed by a run that was killed before using it."""

_NAME = re.compile(r"(?!\.{1,2}\Z)[^/\\\x00]{1,1024}")
_HASH = re.compile("[0-9a-f]{64}")


class UndoResult(StrEnum):
    """The result of undoing a renaming."""

    DONE = "done"
    NEVER = "never"
    """The file has its old name: it was never renamed, or has already been undone."""


@dataclass(frozen=True, slots=True)
class Pair:
    """The old and new path of a file."""

    old: Path
    new: Path
    sha256: str


def to_bytes(steps: Sequence[Step], place: Path) -> bytes:
    """The file for a plan, which will lie at `place`; escaped, so that any name of a file can stand in it.

    `LimitError` where it would be larger than what is read again.
    """
    rows = [
        {"folder": _relative(s.source.parent, place), "old": old.name, "new": new.name, "sha256": sha256}
        for s in steps
        for old, new, sha256 in _files(s)
    ]
    data = json.dumps({"anfrage_undo": 1, "renamings": rows}, indent=1).encode("ascii") + b"\n"
    try:
        bounded_json.refuse_too_much(data, MOST_SIGNS)
    except bounded_json.TooMuchError as error:
        cause = say("das sind zu viele Dateien, um sie auf einmal zurückzubenennen")
        raise LimitError(cause, say("sie ordnerweise umbenennen")) from error
    return data


def _files(step: Step) -> Iterator[tuple[Path, Path, str]]:
    yield step.source, step.target, step.sha256
    if step.companion is not None:
        yield *companions(step), step.companion


def _relative(folder: Path, place: Path) -> str:
    """Return a folder relative to another, so that both can be moved together; absolute on another drive."""
    try:
        return os.path.relpath(folder.resolve(), place.resolve().parent)
    except ValueError:
        return str(folder.resolve())


def pairs_in(path: Path) -> list[Pair]:
    """Read the renamings of an undo file, last first; `UnreadableError` if it is none."""
    step = say("die Datei angeben, die „anfrage rename --apply“ geschrieben hat")
    try:
        with path.open("rb") as file:
            value = bounded_json.loads(file.read(bounded_json.MOST_BYTES + 1), MOST_SIGNS)
        if value["anfrage_undo"] != 1:
            raise ValueError(value["anfrage_undo"])
        return [_pair(path.resolve().parent, row) for row in reversed(value["renamings"])]
    except OSError as error:
        raise UnreadableError(say("die Datei lässt sich nicht lesen"), step) from error
    except bounded_json.TooMuchError as error:
        raise LimitError(say("die Datei ist zu groß: {why}", why=error.args[0]), step) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise UnreadableError(say("das ist keine Datei für --undo"), step) from error


def _pair(here: Path, row: dict[str, Any]) -> Pair:
    """Validate a renaming without pydantic, whose strings must be Unicode, unlike file names. Both names must be in one folder."""
    old, new, sha256 = row["old"], row["new"], row["sha256"]
    if not (_NAME.fullmatch(old) and _NAME.fullmatch(new) and _HASH.fullmatch(sha256)) or "\0" in row["folder"]:
        raise ValueError(old)
    folder = here / row["folder"]
    return Pair(folder / old, folder / new, sha256)


def take_back(pair: Pair) -> UndoResult:
    """Give a file its old name; `OutputError` if that is taken, or if the file with the new name is a different one."""
    if not os.path.lexists(pair.new):
        if os.path.lexists(pair.old):
            return UndoResult.NEVER
        raise OutputError(say("unter keinem der beiden Namen gibt es die Datei"), say("sie suchen, oder aus einer Sicherung holen"))
    now = digest(pair.new)
    if now == EMPTY and digest(pair.old) == pair.sha256 != EMPTY:
        pair.new.unlink()
        return UndoResult.NEVER
    if now != pair.sha256 and not is_corrections(pair.new.name):  # corrections may have changed since
        raise OutputError(say("die Datei hat inzwischen einen anderen Inhalt"), say("sie prüfen und von Hand umbenennen"))
    if now == pair.sha256 != EMPTY and digest(pair.old) == EMPTY:
        pair.old.unlink()  # a name claimed by an interrupted undo
    move(pair.new, pair.old)
    return UndoResult.DONE
