"""Rename a file within its folder, never overwriting another one."""

import contextlib
import hashlib
import os
from pathlib import Path

from anfrage_parser.corrections.kept import beside
from anfrage_parser.errors import OutputError
from anfrage_parser.messages import say
from anfrage_parser.rename.names import folded
from anfrage_parser.rename.plan import Step

CHUNK = 1 << 20


def digest(path: Path) -> str | None:
    """Return the SHA-256 of a file in hexadecimal; None if it can't be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def companions(step: Step) -> tuple[Path, Path]:
    """Return the old and new path of the corrections beside a document; their suffix is kept."""
    kept = beside(step.source)
    return kept, step.target.with_name(step.target.name + kept.name[len(step.source.name) :])


def carry_out(step: Step) -> None:
    """Rename a document and the corrections beside it; `OutputError` if a file has changed since, or the new name is taken."""
    again = say("den Befehl noch einmal ausführen")
    if digest(step.source) != step.sha256:
        raise OutputError(say("die Datei ist inzwischen eine andere"), again)
    if _companion(step.source) != step.companion:
        raise OutputError(say("die Korrekturen daneben sind inzwischen andere"), again)
    kept, then = companions(step)
    move(step.source, step.target)
    if step.companion is None:
        return
    try:
        move(kept, then)
    except BaseException:
        move(step.target, step.source)  # rename both or neither
        raise


def _companion(path: Path) -> str | None:
    return digest(beside(path)) if os.path.lexists(beside(path)) else None


def move(source: Path, target: Path) -> None:
    """Rename a file; `OutputError` if that fails or the name is taken."""
    try:
        if os.name == "nt" or _same(source, target):
            os.rename(source, target)  # noqa: PTH104  Windows refuses what exists; the same file only changes its case
            return
        claimed(source, target)
    except FileExistsError as error:
        raise OutputError(say("{name} gibt es schon", name=target.name), say("die Datei prüfen und umbenennen")) from error
    except OSError as error:
        cause = say("die Datei lässt sich nicht umbenennen")
        raise OutputError(cause, say("Programme schließen, die sie geöffnet haben, und Rechte prüfen")) from error


def _same(source: Path, target: Path) -> bool:
    """Return whether two names that differ only in case or normalisation are the same file on this file system."""
    if folded(source.name) != folded(target.name):
        return False
    with contextlib.suppress(OSError):
        return source.samefile(target) and len(_spelled(source)) < 2
    return False


def _spelled(path: Path) -> list[str]:
    """Return the names in a folder that a case-insensitive file system would treat as this one."""
    return [name for name in os.listdir(path.parent) if folded(name) == folded(path.name)]  # noqa: PTH208  names, nothing else


def claimed(source: Path, target: Path) -> None:
    """Rename a file by first creating an empty file exclusively, then replacing it.

    Raises `FileExistsError` if the name is taken.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_CLOEXEC", 0), 0o600))
    try:
        source.replace(target)
    except BaseException:
        if os.path.lexists(source):  # the rename failed
            target.unlink()
        raise
