"""A file read once, as far as its limit, without waiting for what is none."""

import os
import stat
from pathlib import Path

from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say

LIMIT_BYTES = 256 * 1024 * 1024
"""Bytes of the largest file that is read at all, unless `max_bytes` says more."""


def load(path: Path, limit: int = LIMIT_BYTES, stored: bool = False) -> bytes:
    """The whole file, read once, or a byte more than the limit; special files and directories are refused without waiting for them.

    A `stored` file has its bytes on a disk: what the kernel makes up when it is read (/proc) has a size of 0, and is refused.
    """
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    try:
        descriptor = os.open(path, flags)
    except (OSError, ValueError) as error:
        raise _cannot_open(path, error) from error
    state = os.fstat(descriptor)
    if not stat.S_ISREG(state.st_mode):
        os.close(descriptor)
        raise _not_a_file(path)
    with os.fdopen(descriptor, "rb") as file:
        try:
            data: bytes | None = file.read(min(state.st_size, limit) + 1)  # room for all that may come would take a while
            if data is not None and state.st_size < len(data) <= limit:  # it grew, or its size is not told
                data += file.read(limit + 1 - len(data)) or b""
        except OSError as error:
            raise UnreadableError(say("die Datei lässt sich nicht lesen"), say("Datenträger und Rechte prüfen")) from error
    if data is None or (stored and data and not state.st_size):  # None: it would have to be waited for
        raise _not_a_file(path)
    return data


def _cannot_open(path: Path, error: Exception) -> UnreadableError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UnreadableError(say("Datei nicht gefunden"), say("Schreibweise und Ordner prüfen"))
    if isinstance(error, PermissionError):
        if os.path.isdir(path):  # noqa: PTH112  Path's own raises where the folder is locked  # Windows refuses to open a directory
            return _not_a_file(path)
        return UnreadableError(say("keine Leserechte"), say("die Rechte der Datei ändern oder sie kopieren"))
    return UnreadableError(say("die Datei lässt sich nicht öffnen"), say("Namen und Ort der Datei prüfen"))


def _not_a_file(path: Path) -> UnreadableError:
    if os.path.isdir(path):  # noqa: PTH112  Path's own raises where the folder is locked
        return UnreadableError(say("das ist ein Ordner"), say("seine Dateien angeben, etwa ORDNER/*.pdf"))
    return UnreadableError(say("das ist keine gewöhnliche Datei"), say("den Inhalt in eine Datei kopieren oder über „-“ eingeben"))
