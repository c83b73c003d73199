"""Open zips within limits: `zipfile` alone loads the whole directory into memory, whatever size the end record claims."""

import zipfile
from typing import BinaryIO

from anfrage_parser.errors import LimitError, UnreadableError
from anfrage_parser.messages import say

LARGEST_DIRECTORY = 64 * 1024 * 1024
"""Largest directory of a zip in bytes."""

MOST_MEMBERS = 250_000

_ENTRY = b"PK\x01\x02"
"""Signature of a directory entry."""

_HEADER = 30
"""Bytes of a local file header before its name."""


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """Open a zip and read its directory. It is usable while `file` is open.

    Raises `LimitError` for a too long directory, `UnreadableError` if members overlap (a zip bomb), and `zipfile`'s exceptions for
    damaged archives.
    """
    guarded = _Guarded(file)
    archive = zipfile.ZipFile(guarded)
    guarded.listing = False
    end = 0
    for info in sorted(archive.infolist(), key=lambda info: info.header_offset):
        if info.header_offset < end:
            raise _overlapping()
        end = info.header_offset + _HEADER + info.compress_size
    if end > archive.start_dir:
        raise _overlapping()
    return archive


class _Guarded:
    """A file that limits reads, and the number of entries, while the directory is being read."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.listing = True

    def read(self, size: int = -1, /) -> bytes:
        """Read some bytes, or the rest; `LimitError` beyond the limits."""
        if not self.listing:
            return self.file.read(size)
        if size > LARGEST_DIRECTORY:
            raise _too_long()
        data = self.file.read(size if size >= 0 else LARGEST_DIRECTORY + 1)
        if len(data) > LARGEST_DIRECTORY or data.count(_ENTRY) > MOST_MEMBERS:
            raise _too_long()
        return data

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Set the position."""
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        """Return the position."""
        return self.file.tell()

    def seekable(self) -> bool:
        """Return True."""
        return True


def _too_long() -> LimitError:
    return LimitError(say("das Archiv hat über {count} Dateien, oder zu lange Namen", count=MOST_MEMBERS), say("es aufteilen"))


def _overlapping() -> UnreadableError:
    cause = say("Dateien im Archiv überlappen einander; so packt es kein Programm")
    return UnreadableError(cause, say("prüfen, woher es stammt, und es neu packen"))
