"""The temporary output of an export."""

from typing import Any, BinaryIO


class Outlet:
    """A file object for writing a zip, with offsets relative to the start of the output.

    After an error, it discards data but keeps counting, since `ZipFile` writes its directory even when it is garbage-collected.
    """

    def __init__(self, out: BinaryIO) -> None:
        self.out = out
        self.at = 0
        self.failure: OSError | None = None

    def _do(self, name: str, *values: Any) -> None:
        if self.failure is not None:
            return
        try:
            getattr(self.out, name)(*values)
        except OSError as error:
            self.failure = error
            raise

    def write(self, data: bytes) -> int:
        """Write bytes; like all methods, as of file objects."""
        self._do("write", data)
        self.at += len(data)
        return len(data)

    def seek(self, place: int) -> int:
        """Set the position, relative to the beginning."""
        self._do("seek", place)
        self.at = place
        return place

    def tell(self) -> int:
        """Return the position."""
        return self.at

    def flush(self) -> None:
        """Flush the underlying file."""
        self._do("flush")

    def seekable(self) -> bool:
        """Return True."""
        return True
