"""Read tar files header by header. `tarfile` keeps whole headers in memory, accepts negative sizes, and searches without a bound.

Only its parser of a single block is used here. Supported extensions: GNU long names, and pax path, link and size.
"""

import tarfile
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from anfrage_parser.batch.unpacking import ForwardReader
from anfrage_parser.errors import LimitError, UnreadableError
from anfrage_parser.messages import say

BLOCK = 512

LARGEST_HEADER = 1 << 20
"""Bytes of one GNU long name, or of the pax records of one member."""

LARGEST_HEADERS = 64 << 20
"""Bytes of all of these in an archive."""

_LONG = {b"L": "path", b"K": "linkpath"}
_PAX = (b"x", b"X")
_NOTES = (b"g", b"V", b"A", b"E", b"I")
"""Global pax headers, volume labels, access control lists: neither documents nor names."""

_WITHOUT_DATA = (b"1", b"2", b"3", b"4", b"5", b"6")
_SPARSE = "GNU.sparse."


class Kind(Enum):
    """The type of a member."""

    FILE = "file"
    FOLDER = "folder"
    HARD_LINK = "hard link"
    SOFT_LINK = "soft link"
    SPARSE = "sparse"
    """A sparse file."""
    SPECIAL = "special"
    """A device, a pipe, or the continuation of a file from another volume."""


_KINDS = {
    b"0": Kind.FILE, b"\0": Kind.FILE, b"7": Kind.FILE, b"S": Kind.SPARSE, b"1": Kind.HARD_LINK, b"2": Kind.SOFT_LINK,
    b"5": Kind.FOLDER, b"D": Kind.FOLDER,
}  # fmt: skip


class Entry(NamedTuple):
    """The header of a member."""

    name: str
    kind: Kind
    size: int
    """Bytes of content in the archive."""
    target: str
    """Target of a link."""


class Tar:
    """A tar, or concatenated tars, read once from beginning to end.

    Iterating yields `Entry`s; `read` returns the content of the latest one. Raises `UnreadableError`, `LimitError` or one of
    `unpacking.FAULTS` for damaged or malicious archives.
    """

    def __init__(self, stream: ForwardReader) -> None:
        self.stream = stream
        self.data = self.filling = 0
        """Bytes of content and padding before the next header."""
        self.headers = 0

    def __iter__(self) -> Iterator[Entry]:
        extended: dict[str, str] = {}
        ended = False
        while block := self.stream.read(BLOCK):
            if not any(block):
                ended = True
                continue
            try:
                info = _header(block)
            except tarfile.HeaderError as error:
                if ended:
                    return  # ignore what follows the archive
                raise damaged() from error
            if info.type in _LONG or info.type in _PAX:
                extended |= self._extension(info)
            elif info.type in _NOTES:
                self._enter(info.size)
            else:
                yield self._entered(info, block, extended)
                extended = {}
            self._leave()
        if extended:
            raise damaged()

    def read(self, size: int) -> bytes:
        """Read at most `size` bytes of the member; `EOFError` if the archive is truncated."""
        wanted = min(size, self.data)
        data = self.stream.read(wanted)
        if len(data) < wanted:
            raise EOFError
        self.data -= wanted
        return data

    def _entered(self, info: tarfile.TarInfo, block: bytes, extended: dict[str, str]) -> Entry:
        """Return the entry for a header and its extensions."""
        if info.type == tarfile.GNUTYPE_SPARSE:
            self._pass_map(block)
        kind = _KINDS.get(info.type, Kind.SPECIAL)
        if any(key.startswith(_SPARSE) for key in extended):
            kind = Kind.SPARSE
        size = 0 if info.type in _WITHOUT_DATA else _whole(extended["size"]) if "size" in extended else info.size
        self._enter(size)
        name = extended.get(f"{_SPARSE}name") or extended.get("path") or info.name
        return Entry(name, kind, size, extended.get("linkpath") or info.linkname)

    def _pass_map(self, block: bytes) -> None:
        """Skip the blocks of a sparse file's map."""
        more = block[482]
        while more:
            block = self.stream.read(BLOCK)
            if len(block) < BLOCK:
                raise EOFError
            more = block[504]

    def _extension(self, info: tarfile.TarInfo) -> dict[str, str]:
        """Return the attributes that an extension header sets for the next entry."""
        self.headers += info.size
        if info.size > LARGEST_HEADER or self.headers > LARGEST_HEADERS:
            raise LimitError(
                say("das Archiv hat übermäßig lange Kopfzeilen; so packt es kein Programm"),
                say("prüfen, woher es stammt, und es neu packen"),
            )
        self._enter(info.size)
        data = self.read(info.size)
        if info.type in _LONG:
            return {_LONG[info.type]: _text(data.partition(b"\0")[0])}
        return dict(_records(data))

    def _enter(self, size: int) -> None:
        self.data, self.filling = size, -size % BLOCK

    def _leave(self) -> None:
        self.stream.skip(self.data)
        self.stream.read(self.filling)
        self.data = self.filling = 0


def is_tar(block: bytes) -> bool:
    """Return whether a tar begins with this block; a block of zeros is an empty tar."""
    try:
        return len(block) == BLOCK and (not any(block) or bool(_header(block)))
    except tarfile.HeaderError:
        return False
    except UnreadableError:
        return True


def damaged() -> UnreadableError:
    """Return the error for a damaged archive."""
    return UnreadableError(say("das Archiv ist beschädigt"), say("es neu herunterladen oder packen"))


def _header(block: bytes) -> tarfile.TarInfo:
    """Parse a header; `tarfile.HeaderError` if it is invalid, `UnreadableError` for a negative size."""
    info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    if info.size < 0:
        raise damaged()
    return info


def _records(data: bytes) -> Iterator[tuple[str, str]]:
    """Yield the supported pax records, each of the form "30 path=ordner/brief.txt\\n"."""
    at, end = 0, len(data.rstrip(b"\0"))
    while at < end:
        digits, blank, _ = data[at : at + 22].partition(b" ")
        length = _whole(digits.decode("latin-1"))
        keyword, sign, value = data[at + len(digits) + 1 : at + length].partition(b"=")
        if not blank or not sign or value[-1:] != b"\n":
            raise damaged()
        at += length
        name = _text(keyword)
        if name in ("path", "linkpath", "size") or name.startswith(_SPARSE):
            yield name, _text(value[:-1])


def _whole(digits: str) -> int:
    """Parse a number of a pax header: decimal digits only."""
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 20):
        raise damaged()
    return int(digits)


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
