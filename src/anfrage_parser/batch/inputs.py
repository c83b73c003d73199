"""What a run is about: files, folders, archives, lists of names; each document with its own name."""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from anfrage_parser import readers
from anfrage_parser.batch import remote
from anfrage_parser.batch.archive import Member, Scratch, is_archive, member_of, members
from anfrage_parser.batch.choice import Choice
from anfrage_parser.batch.folders import Entry, files_below
from anfrage_parser.batch.model import Input
from anfrage_parser.batch.places import origin_of
from anfrage_parser.batch.remote import below, is_url
from anfrage_parser.errors import AnfrageError, OutputError, UsageError, packed, unpacked
from anfrage_parser.messages import say


def found(
    paths: Iterable[str],
    listed: Iterable[bytes],
    choice: Choice,
    scratch: Scratch,
    *,
    ordered: bool = True,
    only: frozenset[Path] | None = None,
) -> Iterator[Input]:
    """The inputs that paths and a list of names stand for. `choice` says which, and counts the others; `scratch` takes a tar's members.

    What can't be listed is an input with a fault. An archive that is all there is and can't be read raises `UnreadableError`, `LimitError`.
    Not `ordered`, those of a folder come as the file system has them, and no more than one of them is in memory. Of `only` some files
    in folders the others are left out.
    """
    paths, listed = list(paths), list(listed)
    alone = len(paths) + len(listed) == 1
    for given in paths:
        path = Path(given)
        if is_url(given):
            yield from _remote(given, choice)
        elif _is_folder(path):
            inputs = _folder(path, origin_of(given), choice, scratch, only)
            yield from sorted(inputs, key=_walked) if ordered else inputs
        elif is_archive(path):
            yield from _archive(path, "", origin_of(given), choice, scratch, alone=alone)
        elif choice.takes_named(path.name, path):
            yield _input(os.fsencode(path.name), origin_of(given), str(path))
    for raw in listed:
        yield from _listed(raw, choice, scratch)


def _remote(given: str, choice: Choice) -> Iterator[Input]:
    """What lies below a URL."""
    fixed = given.rstrip("/")
    for name, url, error in below(given):
        if error is not None or choice.takes(name, ""):
            yield _input(name.encode("utf-8", "surrogateescape"), f"{fixed}#{name}", url, error=error)


def _listed(raw: bytes, choice: Choice, scratch: Scratch) -> Iterator[Input]:
    """What a name in a list stands for."""
    name = os.fsdecode(raw)
    if is_archive(Path(name)):
        yield from _archive(Path(name), f"{os.fsdecode(_relative(raw))}/", name, choice, scratch)
    elif choice.takes_named(name, Path(name)):
        yield _input(_relative(raw), name, name)


def bytes_of(item: Input, limit: int = readers.LIMIT_BYTES) -> bytes:
    """What an input holds, read once; a little more than the limit at most. Its fault is raised."""
    if item.fault:
        raise unpacked(item.fault)
    if item.member is not None:
        return member_of(item.path, item.number, item.member, limit)
    return remote.read(item.path, limit) if is_url(item.path) else readers.load(Path(item.path), limit, stored=True)


def companion_of(item: Input) -> Path | None:
    """The file beside which its corrections lie; None for one in an archive, or behind a URL."""
    return None if item.member is not None or is_url(item.path) else Path(item.path)


def _input(raw: bytes, origin: str, path: str, member: str | None = None, number: int = 0, error: AnfrageError | None = None) -> Input:
    fault = packed(error) if error is not None else ""
    return Input(raw.decode("utf-8", "replace"), raw, os.fsencode(origin).decode("utf-8", "replace"), path, member, number, fault)


def _is_folder(path: Path) -> bool:
    """`Path`'s own raises where the folder around it is locked."""
    return os.path.isdir(path)  # noqa: PTH112


def _folder(root: Path, given: str, choice: Choice, scratch: Scratch, only: frozenset[Path] | None) -> Iterator[Input]:
    """Files below a folder, and in archives there, as they come. Links to folders, and what lies in hidden ones or the output, are none."""

    def enter(entry: Entry) -> bool:
        return not (entry.name.startswith(".") or choice.is_own(Path(entry.path)))

    for name, error in files_below(root, enter):
        origin = f"{given}/{name}" if name else given
        if error is not None:
            if only is None:
                yield _input(os.fsencode(name) or os.fsencode(root.name) or b"-", origin, str(root / name), error=error)
        elif only is None or (root / name).resolve() in only:
            yield from _found_file(root / name, name, origin, choice, scratch)


def _found_file(path: Path, name: str, origin: str, choice: Choice, scratch: Scratch) -> Iterator[Input]:
    """A file that was met in a folder: itself, or what an archive holds."""
    if not is_archive(path) or choice.is_own(path):
        if choice.takes(name, str(path)):
            yield _input(os.fsencode(name), origin, str(path))
    elif choice.takes_archive(name):
        yield from _archive(path, f"{name}/", origin, choice, scratch)


def _walked(item: Input) -> list[tuple[bool, str]]:
    """Sorts the files of a folder before those of folders in it."""
    *folders, name = os.fsdecode(item.raw).split("/")
    return [*((True, folder) for folder in folders), (False, name)]


def _archive(path: Path, prefix: str, given: str, choice: Choice, scratch: Scratch, *, alone: bool = False) -> Iterator[Input]:
    """The members of an archive; names that lead out of it are cut down to what stays within. `prefix` goes before them.

    Where the archive can't be read, or not to its end, that is one more input, with a fault.
    """
    try:
        for member in members(path, scratch):
            if member.fault is not None or choice.takes_member(member.name, partial(_bytes_of_member, member, scratch.limit)):
                raw = os.fsencode(prefix) + _relative(member.name.encode("utf-8", "surrogateescape"))
                yield _input(raw, f"{given}/{member.name}", str(member.path), member.member, member.number, member.fault)
    except OutputError:
        raise
    except AnfrageError as error:
        if alone:
            raise type(error)(say("{name}: {cause}", name=path.name, cause=error.cause), error.next_step) from error
        yield _input(os.fsencode(prefix.rstrip("/") or path.name), given, str(path), error=error)


def _bytes_of_member(member: Member, limit: int) -> bytes:
    """What a member of an archive holds, to tell what it is."""
    if member.member is None:
        return readers.load(member.path, limit)
    return member_of(str(member.path), member.number, member.member, limit)


def _relative(raw: bytes) -> bytes:
    """A name without what leads upwards or to the root: "../../etc/x" → "etc/x"."""
    parts = (
        [part for part in raw.replace(b"\\", b"/").split(b"/") if part not in (b"", b".", b"..")]
        if os.name == "nt"
        else [part for part in raw.split(b"/") if part not in (b"", b".", b"..")]
    )
    return b"/".join(parts) or b"-"


def names_in(data: bytes, null: bool) -> list[bytes]:
    """The names of a list: one a line, or parted by NUL bytes."""
    if null:
        return [name for name in data.split(b"\0") if name]
    if b"\0" in data:
        raise UsageError(say("die Liste enthält NUL-Zeichen"), say("--null angeben"))
    return [name for line in data.split(b"\n") if (name := line.rstrip(b"\r"))]
