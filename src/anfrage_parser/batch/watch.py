"""Watch folders for new files, such as a clerk's inbox; files are reported once they no longer change."""

import contextlib
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from anfrage_parser.batch.folders import files_below
from anfrage_parser.batch.sinks.folder import OWN
from anfrage_parser.corrections.kept import document_of
from anfrage_parser.corrections.passed_over import hidden
from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say
from anfrage_parser.plugins import install_command

SETTLING = 0.5
"""Seconds a file must remain unchanged; it may still be being copied."""

LONGEST = 600.0
"""Seconds after which a file that keeps changing is read anyway."""


def settled(folders: Sequence[Path], out: Path) -> Iterator[set[Path]]:
    """Yield groups of new or changed files below the folders, once they no longer change. Runs until interrupted."""
    try:
        from watchfiles import watch
    except ImportError as error:
        raise UsageError(say("--watch braucht das Paket watchfiles"), install_command("watch")) from error
    watching = watch(*folders, debounce=200, step=50, rust_timeout=1_000, yield_on_timeout=True, ignore_permission_denied=True)
    return _groups(watching, folders, out, time.time())


def _groups(watching: Iterator[set[tuple[Any, str]]], folders: Sequence[Path], out: Path, since: float) -> Iterator[set[Path]]:
    first = True
    for changes in watching:
        if first:  # files that arrived before watching began
            changes |= {(None, str(path)) for path in _since(folders, since - 2.0)}
            first = False
        paths = {Path(name) for _, name in changes if _wanted(Path(name), folders, out)}
        if waited := _at_rest(paths):
            yield waited


def _since(folders: Sequence[Path], moment: float) -> Iterator[Path]:
    """Yield files created or changed after a time (seconds since the epoch)."""
    names = ((folder.resolve(), name) for folder in folders for name, error in files_below(folder.resolve()) if error is None)
    for path in (folder / name for folder, name in names):  # unlistable folders were reported by the first run
        with contextlib.suppress(OSError):  # it was deleted again
            if path.is_file() and path.stat().st_ctime >= moment:
                yield path


def _wanted(path: Path, folders: Sequence[Path], out: Path) -> bool:
    """Return whether a path matters: neither hidden nor written by us; corrections count for their document."""
    if path.resolve().is_relative_to(out.resolve()) or OWN in path.parts:
        return False
    below = next((path.relative_to(folder.resolve()) for folder in folders if path.is_relative_to(folder.resolve())), path)
    return not hidden(below.as_posix())


def _at_rest(paths: set[Path]) -> set[Path]:
    """Wait until no file changes any more; return those that still exist, with corrections replaced by their documents."""
    paths = {path.with_name(document_of(path.name)) for path in paths}
    begin, before = time.monotonic(), _states(paths)
    while time.monotonic() - begin < LONGEST:
        time.sleep(SETTLING)
        now = _states(paths)
        if now == before:
            break
        before = now
    return set(before)


def _states(paths: set[Path]) -> dict[Path, tuple[int, int]]:
    out: dict[Path, tuple[int, int]] = {}
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        if path.is_file():
            out[path] = (status.st_size, status.st_mtime_ns)
    return out
