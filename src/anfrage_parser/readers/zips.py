"""`zipfile` within limits: by itself it takes the whole directory of an archive into memory, however long its end record says it is."""

import zipfile
from typing import BinaryIO

from anfrage_parser.errors import LimitError, UnreadableError
from anfrage_parser.messages import say

LARGEST_DIRECTORY = 64 * 1024 * 1024
"""Bytes of the directory at the end of a zip."""

MOST_MEMBERS = 250_000

_ENTRY = b"PK\x01\x02"
"""How each entry of the directory begins."""

_HEADER = 30
"""Bytes before the name that stands in front of each member's own bytes."""


def opened(file: BinaryIO) -> zipfile.ZipFile:
    """A zip whose directory was read. It lives as long as the file is open.

    Raises `LimitError` for one that is too long, `UnreadableError` where members share bytes, as no program packs them; and
    what `zipfile` raises for one that is damaged.
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
    """A file. While the directory is read, nothing longer than that is, and no more entries than there may be."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.listing = True

    def read(self, size: int = -1, /) -> bytes:
        """Some bytes, or the rest; `LimitError` beyond the limits."""
        if not self.listing:
            return self.file.read(size)
        if size > LARGEST_DIRECTORY:
            raise _too_long()
        data = self.file.read(size if size >= 0 else LARGEST_DIRECTORY + 1)
        if len(data) > LARGEST_DIRECTORY or data.count(_ENTRY) > MOST_MEMBERS:
            raise _too_long()
        return data

    def seek(self, offset: int, whence: int = 0, /) -> int:
        """Go to a place."""
        return self.file.seek(offset, whence)

    def tell(self) -> int:
        """The place."""
        return self.file.tell()

    def seekable(self) -> bool:
        """Always."""
        return True


def _too_long() -> LimitError:
    return LimitError(say("das Archiv hat über {count} Dateien, oder zu lange Namen", count=MOST_MEMBERS), say("es aufteilen"))


def _overlapping() -> UnreadableError:
    cause = say("im Archiv liegen Dateien übereinander, so packt es kein Programm")
    return UnreadableError(cause, say("die Herkunft prüfen, es neu packen"))
