"""Bytes of a file that may be compressed: read forwards, in pieces, no more of them than there is room for."""

import bz2
import io
import lzma
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Protocol

from anfrage_parser.errors import LimitError
from anfrage_parser.messages import say
from anfrage_parser.readers import LIMIT_BYTES

MOST_RATIO = 200
"""How many times its own size an archive may unpack to, above what all of a run have together."""

FREE = LIMIT_BYTES
"""Bytes that the compressed archives of a run may unpack to, together, whatever their ratio."""

LARGEST_DICTIONARY = 128 * 1024 * 1024
"""Bytes that xz may look back; its highest preset takes half of that."""

PIECE = 1 << 18

FAULTS = (OSError, EOFError, zlib.error, lzma.LZMAError)
"""What unpacking raises on bytes that are damaged."""


class Unpacking(Protocol):
    """What bz2's and lzma's objects can do."""

    @property
    def eof(self) -> bool:
        """Whether the stream has ended."""

    @property
    def needs_input(self) -> bool:
        """Whether more packed bytes are wanted before any others come out."""

    @property
    def unused_data(self) -> bytes:
        """What stands behind the stream."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Some of the unpacked bytes."""


class _Gzip:
    """zlib's object in the shape of the others; it checks the sum at the end, too."""

    def __init__(self) -> None:
        self._object = zlib.decompressobj(31)

    @property
    def eof(self) -> bool:
        return self._object.eof

    @property
    def needs_input(self) -> bool:
        return not self._object.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._object.unused_data

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        return self._object.decompress(self._object.unconsumed_tail + data, max_length)


MAGIC: dict[bytes, Callable[[], Unpacking]] = {
    b"\x1f\x8b": _Gzip,
    b"BZh": bz2.BZ2Decompressor,
    b"\xfd7zXZ\0": lambda: lzma.LZMADecompressor(memlimit=LARGEST_DICTIONARY),
}
"""How compressed files begin. The readers of Python's library have no limit of memory, and know no sum that is wrong behind a tar's end."""


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a compressed file, of several streams one behind the other, too."""

    def __init__(self, file: BinaryIO, new: Callable[[], Unpacking]) -> None:
        self.file, self.new = file, new
        self.stream: Unpacking | None = new()
        self.left = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Some bytes; none at the end. `EOFError` where the file ends before its stream does."""
        while self.stream is not None:
            if self.stream.eof:
                self._next(self.stream)
                continue
            packed = (self.left or self.file.read(PIECE)) if self.stream.needs_input else b""
            self.left = b""
            asked = self.stream.needs_input
            data = self.stream.decompress(packed, len(buffer))
            if data:
                buffer[: len(data)] = data
                return len(data)
            if asked and not packed and not self.stream.eof:
                raise EOFError
        return 0

    def _next(self, before: Unpacking) -> None:
        """The stream behind one that has ended; zeros between them are filling."""
        rest = before.unused_data.lstrip(b"\0")
        while not rest and (piece := self.file.read(PIECE)):
            rest = piece.lstrip(b"\0")
        self.left = rest
        self.stream = self.new() if rest else None


class Room:
    """How much compressed archives may unpack to: each in keeping with its size, and all together a little more."""

    def __init__(self) -> None:
        self.left = FREE

    def grow(self, size: int) -> None:
        """One more archive, of so many bytes."""
        self.left += MOST_RATIO * size

    def take(self, count: int) -> None:
        """So many bytes are unpacked; `LimitError` where there is no room for them."""
        if count > self.left:
            raise too_large()
        self.left -= count


class Forwards:
    """A file read from its beginning to its end, unpacked on the way."""

    def __init__(self, file: BinaryIO, room: Room) -> None:
        head = file.read(6)
        file.seek(0)
        new = next((new for magic, new in MAGIC.items() if head.startswith(magic)), None)
        self.room = room if new is not None else None
        self.bytes: BinaryIO = file if new is None else io.BufferedReader(Unpacked(file, new), PIECE)

    def read(self, size: int) -> bytes:
        """So many bytes, fewer only at the end."""
        if self.room is not None:
            self.room.take(size)
        return self.bytes.read(size)

    def expect(self, size: int) -> None:
        """`LimitError` where there is no room for so many bytes: before the first of them is unpacked."""
        if self.room is not None and size > self.room.left:
            raise too_large()

    def skip(self, size: int) -> None:
        """Pass over so many bytes; `EOFError` where there are fewer."""
        while size > 0:
            piece = self.read(min(size, PIECE))
            if not piece:
                raise EOFError
            size -= len(piece)


def too_large() -> LimitError:
    """It unpacks to more than there is room for."""
    return LimitError(say("das Archiv wird ausgepackt zu groß"), say("es aufteilen"))


def at_beginning(path: Path, size: int) -> bytes:
    """The first bytes of a file, unpacked; none where it can't be."""
    try:
        with path.open("rb") as file:
            return Forwards(file, Room()).read(size)
    except FAULTS:
        return b""
