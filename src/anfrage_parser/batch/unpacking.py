"""Read a possibly compressed file forwards, in pieces, within a budget of unpacked bytes."""

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
"""Largest ratio of unpacked to packed size per archive, beyond the shared allowance `FREE`."""

FREE = LIMIT_BYTES
"""Shared allowance: bytes that all compressed archives of a run may unpack to, whatever their ratio."""

LARGEST_DICTIONARY = 128 * 1024 * 1024
"""Largest dictionary of xz in bytes; its highest preset uses half of that."""

PIECE = 1 << 18

FAULTS = (OSError, EOFError, zlib.error, lzma.LZMAError)
"""Exceptions raised for damaged compressed data."""


class Unpacking(Protocol):
    """The interface of the decompressors of `bz2` and `lzma`."""

    @property
    def eof(self) -> bool:
        """Return whether the stream has ended."""

    @property
    def needs_input(self) -> bool:
        """Return whether more input is needed."""

    @property
    def unused_data(self) -> bytes:
        """Return the input after the end of the stream."""

    def decompress(self, data: bytes, max_length: int = -1) -> bytes:
        """Return some unpacked bytes, at most `max_length`."""


class _Gzip:
    """zlib's decompressor with the same interface; also verifies the checksum at the end."""

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
"""First bytes → decompressor. The readers of the standard library limit no memory, and miss a wrong checksum after a tar's end."""


class Unpacked(io.RawIOBase):
    """The unpacked bytes of a compressed file; its streams may be concatenated."""

    def __init__(self, file: BinaryIO, new: Callable[[], Unpacking]) -> None:
        self.file, self.new = file, new
        self.stream: Unpacking | None = new()
        self.left = b""

    def readable(self) -> bool:
        """Return True."""
        return True

    def readinto(self, buffer: "memoryview") -> int:  # type: ignore[override]
        """Read some bytes, none at the end; `EOFError` if the stream is truncated."""
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
        """Start the next stream; zeros between streams are padding."""
        rest = before.unused_data.lstrip(b"\0")
        while not rest and (piece := self.file.read(PIECE)):
            rest = piece.lstrip(b"\0")
        self.left = rest
        self.stream = self.new() if rest else None


class UnpackBudget:
    """The budget of unpacked bytes of a run: grows with the size of each archive, plus the shared allowance."""

    def __init__(self) -> None:
        self.left = FREE

    def grow(self, size: int) -> None:
        """Add an archive of so many packed bytes."""
        self.left += MOST_RATIO * size

    def take(self, count: int) -> None:
        """Count unpacked bytes; `LimitError` if they exceed the budget."""
        if count > self.left:
            raise too_large()
        self.left -= count


class ForwardReader:
    """A file read sequentially, decompressed on the way."""

    def __init__(self, file: BinaryIO, budget: UnpackBudget) -> None:
        head = file.read(6)
        file.seek(0)
        new = next((new for magic, new in MAGIC.items() if head.startswith(magic)), None)
        self.budget = budget if new is not None else None
        self.bytes: BinaryIO = file if new is None else io.BufferedReader(Unpacked(file, new), PIECE)

    def read(self, size: int) -> bytes:
        """Read `size` bytes, fewer only at the end."""
        if self.budget is not None:
            self.budget.take(size)
        return self.bytes.read(size)

    def expect(self, size: int) -> None:
        """Raise `LimitError` if so many bytes would exceed the budget, before unpacking any of them."""
        if self.budget is not None and size > self.budget.left:
            raise too_large()

    def skip(self, size: int) -> None:
        """Skip so many bytes; `EOFError` if there are fewer."""
        while size > 0:
            piece = self.read(min(size, PIECE))
            if not piece:
                raise EOFError
            size -= len(piece)


def too_large() -> LimitError:
    """Return the error for an archive that exceeds the budget."""
    return LimitError(say("das Archiv wird ausgepackt zu groß"), say("es aufteilen"))


def at_beginning(path: Path, size: int) -> bytes:
    """Return the first bytes of a file, unpacked; b"" if that fails."""
    try:
        with path.open("rb") as file:
            return ForwardReader(file, UnpackBudget()).read(size)
    except FAULTS:
        return b""
