"""Where an export lies until it is whole."""

from typing import Any, BinaryIO


class Outlet:
    """A new file as a zip archive sees it, from its beginning.

    Once it failed it takes everything, keeps nothing, and only goes on counting: archives finish themselves when they are let go.
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
        """As of files, like all below."""
        self._do("write", data)
        self.at += len(data)
        return len(data)

    def seek(self, place: int) -> int:
        """Go to a place, counted from the beginning."""
        self._do("seek", place)
        self.at = place
        return place

    def tell(self) -> int:
        """Where we are."""
        return self.at

    def flush(self) -> None:
        """Hand on what was written."""
        self._do("flush")

    def seekable(self) -> bool:
        """Whether `seek` works."""
        return True
