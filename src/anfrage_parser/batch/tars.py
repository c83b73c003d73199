"""Tar, header by header. `tarfile` holds whole headers in memory, follows sizes below zero, and searches them without a bound.

Only its reading of one block is used here. Of what may extend a header, GNU's long names count, and pax's path, link and size.
"""

import tarfile
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from anfrage_parser.batch.unpacking import Forwards
from anfrage_parser.errors import LimitError, UnreadableError
from anfrage_parser.messages import say

BLOCK = 512

LARGEST_HEADER = 1 << 20
"""Bytes of one long name, or of the pax records of one member."""

LARGEST_HEADERS = 64 << 20
"""Bytes of all of them in an archive."""

_LONG = {b"L": "path", b"K": "linkpath"}
_PAX = (b"x", b"X")
_NOTES = (b"g", b"V", b"A", b"E", b"I")
"""What is said of all members, labels of tapes, rights of files: none is a document, or names one."""

_WITHOUT_DATA = (b"1", b"2", b"3", b"4", b"5", b"6")
_SPARSE = "GNU.sparse."


class Kind(Enum):
    """What a member is."""

    FILE = "file"
    FOLDER = "folder"
    HARD_LINK = "hard link"
    SOFT_LINK = "soft link"
    SPARSE = "sparse"
    """A file whose holes were left out."""
    SPECIAL = "special"
    """A device, a pipe, the rest of a file on another tape."""


_KINDS = {
    b"0": Kind.FILE, b"\0": Kind.FILE, b"7": Kind.FILE, b"S": Kind.SPARSE, b"1": Kind.HARD_LINK, b"2": Kind.SOFT_LINK,
    b"5": Kind.FOLDER, b"D": Kind.FOLDER,
}  # fmt: skip


class Entry(NamedTuple):
    """A member, before its bytes."""

    name: str
    kind: Kind
    size: int
    """Bytes that follow in the archive."""
    target: str
    """What a link leads to."""


class Tar:
    """A tar, read once from its beginning to its end; tars one behind the other, too.

    Iterated, it gives `Entry`s; until the next one, `read` gives the bytes of the last. For what is damaged, or
    made to do damage, `UnreadableError`, `LimitError`, and `unpacking.FAULTS`.
    """

    def __init__(self, stream: Forwards) -> None:
        self.stream = stream
        self.data = self.filling = 0
        """Bytes ahead of the next header."""
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
                    return  # whatever lies behind an archive
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
        """So many bytes of the member at most; `EOFError` where the archive ends before it does."""
        wanted = min(size, self.data)
        data = self.stream.read(wanted)
        if len(data) < wanted:
            raise EOFError
        self.data -= wanted
        return data

    def _entered(self, info: tarfile.TarInfo, block: bytes, extended: dict[str, str]) -> Entry:
        """The member that a header begins, with what extends it."""
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
        """Pass over the blocks that say where the holes of a sparse file are."""
        more = block[482]
        while more:
            block = self.stream.read(BLOCK)
            if len(block) < BLOCK:
                raise EOFError
            more = block[504]

    def _extension(self, info: tarfile.TarInfo) -> dict[str, str]:
        """What a header says of the next one."""
        self.headers += info.size
        if info.size > LARGEST_HEADER or self.headers > LARGEST_HEADERS:
            raise LimitError(
                say("das Archiv hat zu lange Kopfzeilen, so packt es kein Programm"), say("die Herkunft prüfen, es neu packen")
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
    """Whether a tar begins with this block; zeros are an empty one."""
    try:
        return len(block) == BLOCK and (not any(block) or bool(_header(block)))
    except tarfile.HeaderError:
        return False
    except UnreadableError:
        return True


def damaged() -> UnreadableError:
    """It is no archive, or none any more."""
    return UnreadableError(say("das Archiv ist beschädigt"), say("es neu herunterladen oder packen"))


def _header(block: bytes) -> tarfile.TarInfo:
    """`tarfile.HeaderError` where it is none; `UnreadableError` for a size below zero."""
    info = tarfile.TarInfo.frombuf(block, "utf-8", "surrogateescape")
    if info.size < 0:
        raise damaged()
    return info


def _records(data: bytes) -> Iterator[tuple[str, str]]:
    """The pax records that count here, each of the form "30 path=ordner/brief.txt\\n"."""
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
    """A number of a pax header: digits, and nothing else."""
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 20):
        raise damaged()
    return int(digits)


def _text(name: bytes) -> str:
    return name.decode("utf-8", "surrogateescape")
