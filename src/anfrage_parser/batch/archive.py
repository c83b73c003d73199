"""Archives in place of folders: members are listed and read, never unpacked to where their names say."""

import contextlib
import itertools
import stat
import struct
import weakref
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from anfrage_parser.batch.links import led_to, plain
from anfrage_parser.batch.scratch import spooling
from anfrage_parser.batch.tars import BLOCK, Entry, Kind, Tar, damaged, is_tar
from anfrage_parser.batch.unpacking import FAULTS, PIECE, Forwards, Room, at_beginning
from anfrage_parser.errors import AnfrageError, EncryptedError, LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.readers import LIMIT_BYTES, zips

ZIP = ".zip"
TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")

MOST_MEMBERS = zips.MOST_MEMBERS

LONGEST_TARGET = 4096
"""Bytes of what a link leads to."""


@dataclass(frozen=True, slots=True)
class Member:
    """A document in an archive."""

    name: str
    """What the archive calls it; others may be called the same."""
    path: Path
    """The zip, or where it was unpacked to."""
    member: str | None = None
    """In a zip, the name of what is to be read: of a link, what it leads to."""
    number: int = 0
    """In a zip, the how manieth it is of all."""
    fault: AnfrageError | None = None
    """Why it can't be read."""


@dataclass(slots=True)
class Scratch:
    """Where the tars of a run are unpacked to, each into a folder of its own."""

    folder: Path
    limit: int = LIMIT_BYTES
    """Bytes of the largest file that is read; a byte more of larger ones is kept."""
    room: Room = field(default_factory=Room)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def new(self) -> Path:
        """An empty folder."""
        folder = self.folder / f"{next(self.numbers):03}"
        with spooling():
            folder.mkdir()
        return folder


def is_archive(path: Path) -> bool:
    """Whether a path is an archive that we read: told by its name and its bytes."""
    name = path.name.casefold()
    try:
        if not path.is_file():  # to open a pipe is to wait for its other end
            return False
        if name.endswith(ZIP):
            return zipfile.is_zipfile(path)
        return name.endswith(TARS) and is_tar(at_beginning(path, BLOCK))
    except OSError:
        return False


def members(path: Path, scratch: Scratch) -> Iterator[Member]:
    """The documents in an archive, in its order; one that can't be read has a fault.

    `UnreadableError` and `LimitError` where the archive itself can't be read, or not to its end.
    """
    if path.name.casefold().endswith(ZIP):
        yield from _zip_members(path)
    else:
        yield from _tar_members(path, scratch)


def member_of(path: str, number: int, name: str, limit: int = LIMIT_BYTES) -> bytes:
    """The bytes of a member of a zip, a little more than the limit at most."""
    try:
        archive = _opened(path)
        info = archive.infolist()[number]
        if info.filename != name:
            raise LookupError
        with archive.open(info) as file:
            return file.read(limit + 1)
    except (AnfrageError, MemoryError):
        raise
    except LookupError as error:
        raise UnreadableError(say("das Archiv hat sich inzwischen geändert"), say("denselben Befehl noch einmal")) from error
    except RuntimeError as error:  # zipfile's word for a password, and for what it can't unpack
        if isinstance(error, NotImplementedError):
            raise UnreadableError(say("die Datei im Archiv ist auf ungewohnte Art gepackt"), say("das Archiv neu packen")) from error
        raise EncryptedError(say("die Datei im Archiv ist verschlüsselt"), say("das Archiv entschlüsselt ablegen")) from error
    except (OSError, EOFError, zipfile.BadZipFile, ValueError) as error:
        raise UnreadableError(say("die Datei im Archiv ist beschädigt"), say("das Archiv neu herunterladen")) from error
    except Exception as error:  # zlib, lzma and bz2 have errors of their own
        raise UnreadableError(say("die Datei im Archiv lässt sich nicht entpacken"), say("das Archiv neu herunterladen")) from error


@lru_cache(maxsize=2)
def _opened(path: str) -> zipfile.ZipFile:
    """A zip, for the many members that are read one after the other; its file is closed when it is forgotten."""
    file = Path(path).open("rb")  # noqa: SIM115
    try:
        archive = zips.opened(file)
    except BaseException:
        file.close()
        raise
    weakref.finalize(archive, file.close)
    return archive


def _zip_members(path: Path) -> Iterator[Member]:
    with _explained(), path.open("rb") as file:
        archive = zips.opened(file)
        infos = archive.infolist()
        _refuse_lost(file, archive)
        links = [number for number, info in enumerate(infos) if _is_link(info)]
        for number, info in enumerate(infos):
            if not (_is_link(info) or (info.is_dir() and not info.file_size)):
                yield Member(info.filename, path, info.filename, number)
        if links:
            named = {_key(info): number for number, info in enumerate(infos) if not _is_link(info)}
            leading = [(infos[number].filename, _target(archive, infos[number])) for number in links]
            for name, found in led_to(leading, named):
                yield Member(name, path, infos[found].filename, found) if found is not None else Member(name, path, fault=_nowhere())


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _key(info: zipfile.ZipInfo) -> str:
    """What links lead to; nothing has the name of a folder itself."""
    return plain(info.filename) + ("/." if info.is_dir() else "")


def _target(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    """What a link leads to; nothing where that can't be read."""
    with contextlib.suppress(Exception), archive.open(info) as file:  # whatever it is: the link then leads nowhere, and that is told
        return file.read(LONGEST_TARGET).decode("utf-8", "surrogateescape")
    return ""


def _refuse_lost(file: BinaryIO, archive: zipfile.ZipFile) -> None:
    """`UnreadableError` for a zip in front of the zip: of two in one file, the last directory tells of its own members only."""
    first = min((info.header_offset for info in archive.infolist()), default=archive.start_dir)
    file.seek(0)
    if first > 0 and (file.read(4) == b"PK\x03\x04" or not archive.infolist()):
        cause = say("vor dem Archiv liegt noch eines, oder ein Teil davon")
        raise UnreadableError(cause, say("die Archive einzeln ablegen oder neu packen"))


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """What goes wrong while an archive is listed, as an error of ours."""
    try:
        yield
    except (*FAULTS, zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, struct.error) as error:
        raise damaged() from error


def _tar_members(path: Path, scratch: Scratch) -> Iterator[Member]:
    """The members of a tar, unpacked under numbers."""
    scratch.room.grow(path.stat().st_size)
    with _explained(), path.open("rb") as file:
        held = _Held(Tar(Forwards(file, scratch.room)), scratch.new(), scratch.limit)
        for number, entry in enumerate(held.tar):
            if number >= MOST_MEMBERS:
                raise LimitError(say("das Archiv hat über {count} Dateien", count=MOST_MEMBERS), say("es aufteilen"))
            if (member := held.take(number, entry)) is not None:
                yield member
    for name, target in led_to(held.links, held.files):
        yield _member(name, held.folder, target)


@dataclass(slots=True)
class _Held:
    """What was read of a tar so far."""

    tar: Tar
    folder: Path
    limit: int
    files: dict[str, int] = field(default_factory=dict)
    """Name → number under which it was unpacked: of twins, the latest."""
    links: list[tuple[str, str]] = field(default_factory=list)

    def take(self, number: int, entry: Entry) -> Member | None:
        """The document that an entry is; none for a folder, and for a link, which may lead to what comes later."""
        if entry.kind is Kind.FILE:
            self.tar.stream.expect(entry.size)
            _unpack(self.tar, self.folder / f"{number:07}", min(entry.size, self.limit + 1))
            self.files[plain(entry.name)] = number
            return _member(entry.name, self.folder, number)
        if entry.kind is Kind.HARD_LINK:  # a file that came before, under one more name
            found = self.files.get(plain(entry.target))
            if found is not None:
                self.files[plain(entry.name)] = found
            return _member(entry.name, self.folder, found)
        if entry.kind is Kind.SOFT_LINK:
            self.links.append((entry.name, entry.target))
        elif entry.kind is Kind.FOLDER:
            self.files[f"{plain(entry.name)}/."] = number
        else:
            return Member(entry.name, self.folder, fault=_unfit(entry.kind))
        return None


def _member(name: str, folder: Path, number: int | None) -> Member:
    """A file that was unpacked; what leads to one that is not there."""
    return Member(name, folder / f"{number:07}") if number is not None else Member(name, folder, fault=_nowhere())


def _unfit(kind: Kind) -> UnreadableError:
    if kind is Kind.SPARSE:
        return UnreadableError(say("die Datei ist ohne ihre Lücken gepackt (sparse)"), say("das Archiv ohne --sparse packen"))
    return UnreadableError(say("das ist keine gewöhnliche Datei"), say("sie aus dem Archiv lassen"))


def _unpack(tar: Tar, target: Path, size: int) -> None:
    with spooling():
        file = target.open("wb")
    with file:
        while size > 0:
            piece = tar.read(min(size, PIECE))
            size -= len(piece)
            with spooling():
                file.write(piece)


def _nowhere() -> UnreadableError:
    return UnreadableError(say("das ist ein Verweis auf etwas, was nicht im Archiv liegt"), say("das Archiv ohne Verweise packen"))
