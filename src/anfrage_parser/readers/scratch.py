"""Temporary folders. Each has a lock held by its process; folders of killed processes are removed."""

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
"""Prefix of these folders' names."""

OWNER = ".owner"
"""The lock file in each folder."""

YOUNG = 60.0
"""Age in seconds below which the owner may not have acquired its lock yet."""

MOST_SEEN, MOST_SWEPT = 20_000, 50
"""Most names checked, and most folders removed, before the work begins."""


@contextlib.contextmanager
def scratch_folder(place: Path | str | None = None, prefix: str = PREFIX) -> Iterator[Path]:
    """Create a folder and remove it when the block ends; in `place`, by default the system's temporary folder. `OSError` if that fails.

    The first call of a process also removes folders of killed processes.
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
                os.close(owner)  # close it first: Windows can't delete open files


@cache
def _sweep_once(place: str, prefix: str) -> None:
    sweep(place, prefix)


def sweep(place: str, prefix: str = PREFIX) -> int:
    """Remove abandoned folders and return their number. Foreign, linked, young and undeletable folders are kept."""
    gone = 0
    with contextlib.suppress(OSError), os.scandir(place) as entries:
        for entry in islice(entries, MOST_SEEN):
            if gone < MOST_SWEPT and entry.name.startswith(prefix) and _is_abandoned(entry):
                shutil.rmtree(entry.path, ignore_errors=True)
                gone += 1
    return gone


def _is_abandoned(entry: "os.DirEntry[str]") -> bool:
    """Return whether a folder is ours, and its process has ended."""
    path = Path(entry.path, OWNER)
    try:
        status = path.lstat()
        if not entry.is_dir(follow_symlinks=False) or not stat.S_ISREG(status.st_mode) or time.time() - status.st_mtime < YOUNG:
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
    """Lock a file and return its descriptor; None if it is locked, or locks are unsupported."""
    try:
        return lock(path, how | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except (OSError, ImportError):
        return None


def lock(path: Path, how: int, mode: int) -> int:
    """Lock a file until its descriptor is closed and return that; `OSError` if it is locked, or locks are unsupported."""
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
