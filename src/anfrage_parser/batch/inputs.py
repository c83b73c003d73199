"""What a run is about: files, folders, archives, lists of names; each document with its own name."""

import contextlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from anfrage_parser import readers
from anfrage_parser.batch import remote
from anfrage_parser.batch.archive import is_archive, member_of, spool, zip_members
from anfrage_parser.batch.model import Input
from anfrage_parser.batch.remote import below, is_url
from anfrage_parser.corrections import SUFFIX
from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say
from anfrage_parser.rename.undo import ENDING

HIDDEN = (".", "~$")
"""How names begin that are no documents: hidden ones, and what Word leaves beside a document while it is open."""


def found(paths: Iterable[str], listed: Iterable[bytes], out: Path | None, scratch: Path, *, ordered: bool = True) -> Iterator[Input]:
    """The inputs that paths and a list of names stand for. `out` is left out where it lies within; `scratch` takes a tar's members.

    Not `ordered`, those of a folder come as the file system has them, and no more than one of them is in memory.
    """
    own = _identity(out) if out is not None else None
    for given in paths:
        if is_url(given):
            fixed = given.rstrip("/")
            yield from (_input(name.encode("utf-8", "surrogateescape"), f"{fixed}#{name}", url) for name, url in below(given))
            continue
        path = Path(given)
        if path.is_dir():
            inputs = _folder(path, given, own)
            yield from sorted(inputs, key=_walked) if ordered else inputs
        elif is_archive(path):
            yield from _archive(path, given, scratch)
        else:
            yield _input(os.fsencode(path.name), given, given)
    for raw in listed:
        name = os.fsdecode(raw)
        yield _input(_relative(raw), name, name)


def bytes_of(item: Input) -> bytes:
    """What an input holds, read once; a little more than the limit at most."""
    if item.member is not None:
        return member_of(item.path, item.member)
    return remote.read(item.path) if is_url(item.path) else readers.load(Path(item.path), stored=True)


def companion_of(item: Input) -> Path | None:
    """The file beside which its corrections lie; None for one in an archive, or behind a URL."""
    return None if item.member is not None or is_url(item.path) else Path(item.path)


def _input(raw: bytes, origin: str, path: str, member: str | None = None) -> Input:
    return Input(raw.decode("utf-8", "replace"), raw, os.fsencode(origin).decode("utf-8", "replace"), path, member)


def _folder(root: Path, given: str, own: tuple[int, int] | None) -> Iterator[Input]:
    """Files below a folder, as they come. Links to folders, and what lies in hidden ones or the output, are none."""
    waiting = [""]
    while waiting:
        inner = waiting.pop()
        here = root / inner
        for entry in _entries(here):
            path = here / entry.name
            if _is_folder(entry):
                if not (entry.name.startswith(".") or path.is_symlink() or (own is not None and _identity(path) == own)):
                    waiting.append(f"{inner}{entry.name}/")
            elif not _passed_over(path):
                below = os.fsencode(f"{inner}{entry.name}")
                yield _input(below, f"{given}/{os.fsdecode(below)}", str(path))


def _entries(folder: Path) -> Iterator["os.DirEntry[str]"]:
    """What lies in a folder, one after the other: it may be a great many. Nothing of one that can't be listed."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        yield from entries


def _is_folder(entry: "os.DirEntry[str]") -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False


def _passed_over(path: Path) -> bool:
    """Whether a file is no document: hidden, corrections, or written by this program beside the document it is of."""
    if path.name.startswith(HIDDEN) or path.name.endswith((SUFFIX, ENDING)):
        return True
    if not path.name.endswith(".json"):
        return False
    document = path.parent / path.name.removesuffix(".json")
    return os.path.lexists(document) and not document.is_dir()


def _walked(item: Input) -> list[tuple[bool, str]]:
    """Sorts the files of a folder before those of folders in it."""
    *folders, name = os.fsdecode(item.raw).split("/")
    return [*((True, folder) for folder in folders), (False, name)]


def _archive(path: Path, given: str, scratch: Path) -> Iterator[Input]:
    """The members of an archive; names that lead out of it are cut down to what stays within."""
    if path.name.casefold().endswith(".zip"):
        for name in sorted(zip_members(path)):
            if _wanted(name):
                yield _input(_relative(name.encode("utf-8", "surrogateescape")), f"{given}/{name}", str(path), name)
        return
    folder = scratch / f"{len(list(scratch.iterdir())):03}"
    folder.mkdir()
    for name, file in spool(path, folder):
        if _wanted(name):
            yield _input(_relative(os.fsencode(name)), f"{given}/{name}", str(file))


def _wanted(name: str) -> bool:
    """Neither hidden, nor what a Mac adds to every archive, nor corrections."""
    parts = name.split("/")
    return (
        not any(part.startswith(HIDDEN) and part not in (".", "..") for part in parts)
        and parts[0] != "__MACOSX"
        and not name.endswith((SUFFIX, ENDING))
    )


def _relative(raw: bytes) -> bytes:
    """A name without what leads upwards or to the root: "../../etc/x" → "etc/x"."""
    parts = (
        [part for part in raw.replace(b"\\", b"/").split(b"/") if part not in (b"", b".", b"..")]
        if os.name == "nt"
        else [part for part in raw.split(b"/") if part not in (b"", b".", b"..")]
    )
    return b"/".join(parts) or b"-"


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


def names_in(data: bytes, null: bool) -> list[bytes]:
    """The names of a list: one a line, or parted by NUL bytes."""
    if null:
        return [name for name in data.split(b"\0") if name]
    if b"\0" in data:
        raise UsageError(say("die Liste enthält NUL-Zeichen"), say("--null angeben"))
    return [name for line in data.split(b"\n") if (name := line.rstrip(b"\r"))]
