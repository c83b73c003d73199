"""Archives used like folders: members are listed and read, never unpacked to the paths they name."""

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

from anfrage_parser.batch.links import plain, resolved
from anfrage_parser.batch.scratch import spooling
from anfrage_parser.batch.tars import BLOCK, Entry, Kind, Tar, damaged, is_tar
from anfrage_parser.batch.unpacking import FAULTS, PIECE, ForwardReader, UnpackBudget, at_beginning
from anfrage_parser.errors import AnfrageError, EncryptedError, LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.readers import LIMIT_BYTES, zips

ZIP = ".zip"
TARS = (".tar", ".tar.gz", ".tgz", ".tar.bz2", ".tbz2", ".tar.xz", ".txz")

MOST_MEMBERS = zips.MOST_MEMBERS

LONGEST_TARGET = 4096
"""Bytes of a link's target path."""


@dataclass(frozen=True, slots=True)
class Member:
    """A document in an archive."""

    name: str
    """Its name in the archive; not necessarily unique."""
    path: Path
    """The zip, or the unpacked file of a tar member."""
    member: str | None = None
    """In a zip, the name of the member to read; for a link, its target."""
    number: int = 0
    """In a zip, its index among all members."""
    fault: AnfrageError | None = None
    """Why it can't be read."""


@dataclass(slots=True)
class Scratch:
    """The temporary folder of a run; each tar is unpacked into a subfolder of it."""

    folder: Path
    limit: int = LIMIT_BYTES
    """Bytes of the largest file that is read; larger ones are unpacked to one byte more, so that they are refused later."""
    budget: UnpackBudget = field(default_factory=UnpackBudget)
    numbers: Iterator[int] = field(default_factory=itertools.count)

    def new(self) -> Path:
        """Create and return an empty folder."""
        folder = self.folder / f"{next(self.numbers):03}"
        with spooling():
            folder.mkdir()
        return folder


def is_archive(path: Path) -> bool:
    """Return whether a path is a supported archive, by its name and its first bytes."""
    name = path.name.casefold()
    try:
        if not path.is_file():  # opening a pipe would block
            return False
        if name.endswith(ZIP):
            return zipfile.is_zipfile(path)
        return name.endswith(TARS) and is_tar(at_beginning(path, BLOCK))
    except OSError:
        return False


def members(path: Path, scratch: Scratch) -> Iterator[Member]:
    """Yield the members of an archive in its order; one that can't be read has a `fault`.

    Raises `UnreadableError` or `LimitError` if the archive itself can't be read completely.
    """
    if path.name.casefold().endswith(ZIP):
        yield from _zip_members(path)
    else:
        yield from _tar_members(path, scratch)


def member_of(path: str, number: int, name: str, limit: int = LIMIT_BYTES) -> bytes:
    """Read a member of a zip, at most one byte more than the limit."""
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
        raise UnreadableError(say("das Archiv hat sich inzwischen geändert"), say("denselben Befehl noch einmal ausführen")) from error
    except RuntimeError as error:  # raised by zipfile for encrypted and unsupported members
        if isinstance(error, NotImplementedError):
            raise UnreadableError(
                say("die Datei im Archiv ist mit einem unbekannten Verfahren gepackt"), say("das Archiv neu packen")
            ) from error
        raise EncryptedError(say("die Datei im Archiv ist verschlüsselt"), say("das Archiv ohne Verschlüsselung ablegen")) from error
    except (OSError, EOFError, zipfile.BadZipFile, ValueError) as error:
        raise UnreadableError(say("die Datei im Archiv ist beschädigt"), say("das Archiv neu herunterladen")) from error
    except Exception as error:  # zlib, lzma and bz2 have errors of their own
        raise UnreadableError(say("die Datei im Archiv lässt sich nicht entpacken"), say("das Archiv neu herunterladen")) from error


@lru_cache(maxsize=2)
def _opened(path: str) -> zipfile.ZipFile:
    """Open a zip and cache it, since many members are read in turn; it is closed when it leaves the cache."""
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
            for name, found in resolved(leading, named):
                yield Member(name, path, infos[found].filename, found) if found is not None else Member(name, path, fault=_broken_link())


def _is_link(info: zipfile.ZipInfo) -> bool:
    return stat.S_ISLNK(info.external_attr >> 16)


def _key(info: zipfile.ZipInfo) -> str:
    """Return the name by which links refer to a member; "" for folders."""
    return plain(info.filename) + ("/." if info.is_dir() else "")


def _target(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    """Return a link's target; "" if it can't be read."""
    with contextlib.suppress(Exception), archive.open(info) as file:  # the link is then reported as broken
        return file.read(LONGEST_TARGET).decode("utf-8", "surrogateescape")
    return ""


def _refuse_lost(file: BinaryIO, archive: zipfile.ZipFile) -> None:
    """Raise `UnreadableError` if another zip precedes this one: of two in one file, the last directory lists its own members only."""
    first = min((info.header_offset for info in archive.infolist()), default=archive.start_dir)
    file.seek(0)
    if first > 0 and (file.read(4) == b"PK\x03\x04" or not archive.infolist()):
        cause = say("vor dem Archiv steht in derselben Datei noch eines, oder ein Teil davon")
        raise UnreadableError(cause, say("die Archive einzeln ablegen oder neu packen"))


@contextlib.contextmanager
def _explained() -> Iterator[None]:
    """Turn exceptions raised while listing an archive into an `AnfrageError`."""
    try:
        yield
    except (*FAULTS, zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, struct.error) as error:
        raise damaged() from error


def _tar_members(path: Path, scratch: Scratch) -> Iterator[Member]:
    """Yield the members of a tar, unpacked to files named by number."""
    scratch.budget.grow(path.stat().st_size)
    with _explained(), path.open("rb") as file:
        held = _TarEntries(Tar(ForwardReader(file, scratch.budget)), scratch.new(), scratch.limit)
        for number, entry in enumerate(held.tar):
            if number >= MOST_MEMBERS:
                raise LimitError(say("das Archiv hat über {count} Dateien", count=MOST_MEMBERS), say("es aufteilen"))
            if (member := held.take(number, entry)) is not None:
                yield member
    for name, target in resolved(held.links, held.files):
        yield _member(name, held.folder, target)


@dataclass(slots=True)
class _TarEntries:
    """The entries of a tar read so far."""

    tar: Tar
    folder: Path
    limit: int
    files: dict[str, int] = field(default_factory=dict)
    """Name → number of its unpacked file; the latest of members with the same name."""
    links: list[tuple[str, str]] = field(default_factory=list)

    def take(self, number: int, entry: Entry) -> Member | None:
        """Add an entry and return its member; None for folders, and for links, whose target may come later."""
        if entry.kind is Kind.FILE:
            self.tar.stream.expect(entry.size)
            _unpack(self.tar, self.folder / f"{number:07}", min(entry.size, self.limit + 1))
            self.files[plain(entry.name)] = number
            return _member(entry.name, self.folder, number)
        if entry.kind is Kind.HARD_LINK:  # another name for an earlier file
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
    """Return the member for an unpacked file; with a fault if a link's target is missing (`number` is None)."""
    return Member(name, folder / f"{number:07}") if number is not None else Member(name, folder, fault=_broken_link())


def _unfit(kind: Kind) -> UnreadableError:
    if kind is Kind.SPARSE:
        return UnreadableError(say("die Datei ist lückenhaft gepackt (sparse)"), say("das Archiv ohne --sparse packen"))
    return UnreadableError(say("das ist keine gewöhnliche Datei"), say("die Datei aus dem Archiv entfernen"))


def _unpack(tar: Tar, target: Path, size: int) -> None:
    with spooling():
        file = target.open("wb")
    with file:
        while size > 0:
            piece = tar.read(min(size, PIECE))
            size -= len(piece)
            with spooling():
                file.write(piece)


def _broken_link() -> UnreadableError:
    return UnreadableError(say("das ist ein Verweis auf etwas außerhalb des Archivs"), say("das Archiv ohne Verweise packen"))
