"""One file moved to another name in its folder, never over another one."""

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
    """The hash of a file's bytes; None where there is no file that can be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except (OSError, ValueError):
        return None


def companions(step: Step) -> tuple[Path, Path]:
    """Where the corrections of a document lie beside it, and where they are to lie: with the ending that they have."""
    kept = beside(step.source)
    return kept, step.target.with_name(step.target.name + kept.name[len(step.source.name) :])


def carry_out(step: Step) -> None:
    """Give a document, and the corrections beside it, the new name; `OutputError` where something changed since, or stands in the way."""
    again = say("noch einmal aufrufen")
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
        move(step.target, step.source)  # not one without the other
        raise


def _companion(path: Path) -> str | None:
    return digest(beside(path)) if os.path.lexists(beside(path)) else None


def move(source: Path, target: Path) -> None:
    """Rename a file; `OutputError` where that can't be, or another file has the name."""
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
    """Whether two names, which differ in case or composition only, are one file here."""
    if folded(source.name) != folded(target.name):
        return False
    with contextlib.suppress(OSError):
        return source.samefile(target) and len(_spelled(source)) < 2
    return False


def _spelled(path: Path) -> list[str]:
    """The files of a folder that a careless file system would take for this one."""
    return [name for name in os.listdir(path.parent) if folded(name) == folded(path.name)]  # noqa: PTH208  names, nothing else


def claimed(source: Path, target: Path) -> None:
    """Rename a file: take the name first, by an empty file that nobody else can make at the same time, then replace that.

    `FileExistsError` where there is one of that name.
    """
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_CLOEXEC", 0), 0o600))
    try:
        source.replace(target)
    except BaseException:
        if os.path.lexists(source):  # it did not happen
            target.unlink()
        raise
