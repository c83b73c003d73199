"""Folders for what is needed for a moment. Whoever makes one holds a lock in it; those of processes that were killed are swept."""

import contextlib
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path

PREFIX = "anfrage-"
"""How the names of these folders begin."""

OWNER = ".owner"
"""The file in each that its process has locked as long as it lives."""

YOUNG = 60.0
"""Seconds in which an owner may not have got its lock yet."""

MOST_SEEN, MOST_SWEPT = 20_000, 50
"""Names that are looked at, and folders that are removed, before the work begins."""


@contextlib.contextmanager
def scratch_folder(place: Path | str | None = None, prefix: str = PREFIX) -> Iterator[Path]:
    """A new folder, gone afterwards; within `place`, or where the system keeps such things. `OSError` where none can be made.

    The first of a process also removes what killed processes left there.
    """
    where = str(place) if place is not None else tempfile.gettempdir()
    _sweep_once(where, prefix)
    with tempfile.TemporaryDirectory(prefix=prefix, dir=where, ignore_cleanup_errors=True) as name:
        folder = Path(name)
        owner = _lock(folder / OWNER, os.O_CREAT)
        try:
            yield folder
        finally:
            if owner is not None:
                os.close(owner)  # before the folder goes: Windows removes no file that is open


@cache
def _sweep_once(place: str, prefix: str) -> None:
    sweep(place, prefix)


def sweep(place: str, prefix: str = PREFIX) -> int:
    """Remove the folders that nobody owns any more; says how many. What is not ours, a link, or young, stays, and so does what can't go."""
    gone = 0
    with contextlib.suppress(OSError), os.scandir(place) as entries:
        for entry in islice(entries, MOST_SEEN):
            if gone < MOST_SWEPT and entry.name.startswith(prefix) and _is_abandoned(entry):
                shutil.rmtree(entry.path, ignore_errors=True)
                gone += 1
    return gone


def _is_abandoned(entry: "os.DirEntry[str]") -> bool:
    """Whether a folder is ours, and the process that made it has ended."""
    path = Path(entry.path, OWNER)
    try:
        told = path.lstat()
        if not entry.is_dir(follow_symlinks=False) or not stat.S_ISREG(told.st_mode) or time.time() - told.st_mtime < YOUNG:
            return False
        if hasattr(os, "getuid") and entry.stat(follow_symlinks=False).st_uid != os.getuid():
            return False
    except OSError:
        return False
    owner = _lock(path, 0)
    if owner is None:
        return False
    os.close(owner)
    return True


def _lock(path: Path, how: int) -> int | None:
    """The file, locked; None where another process has it, or where there are no locks."""
    try:
        return lock(path, how | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except (OSError, ImportError):
        return None


def lock(path: Path, how: int, mode: int) -> int:
    """The descriptor of a file that is ours until it is closed; `OSError` where another process has it, or where there are no locks."""
    descriptor = os.open(path, os.O_RDWR | how | getattr(os, "O_CLOEXEC", 0), mode)
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BaseException:
        os.close(descriptor)
        raise
    return descriptor
