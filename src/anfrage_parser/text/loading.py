"""Read a file once, up to a limit, without blocking on special files."""

import os
import stat
from pathlib import Path

from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say

LIMIT_BYTES = 256 * 1024 * 1024
"""Default size limit of files, in bytes."""


def load(path: Path, limit: int = LIMIT_BYTES, stored: bool = False) -> bytes:
    """Read a file, at most one byte more than the limit; `UnreadableError` if that fails, or for special files and directories.

    With `stored`, virtual files of the kernel (/proc), which have a size of 0, are refused, too.
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
            data: bytes | None = file.read(min(state.st_size, limit) + 1)  # allocating `limit` bytes would be slow
            if data is not None and state.st_size < len(data) <= limit:  # it has grown, or its size is unknown
                data += file.read(limit + 1 - len(data)) or b""
        except OSError as error:
            raise UnreadableError(say("die Datei lässt sich nicht lesen"), say("Datenträger und Rechte prüfen")) from error
    if data is None or (stored and data and not state.st_size):  # None: reading would block
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
