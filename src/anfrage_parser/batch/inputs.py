"""Find the inputs of a run: files, folders, archives, lists of names; each document gets its own name."""

import os
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from anfrage_parser import readers
from anfrage_parser.batch import remote
from anfrage_parser.batch.archive import Member, Scratch, is_archive, member_of, members
from anfrage_parser.batch.folders import Entry, files_below
from anfrage_parser.batch.input_filter import InputFilter
from anfrage_parser.batch.model import Input
from anfrage_parser.batch.origins import origin_of
from anfrage_parser.batch.remote import below, is_url
from anfrage_parser.errors import AnfrageError, OutputError, UsageError, packed, unpacked
from anfrage_parser.messages import say


def found(
    paths: Iterable[str],
    listed: Iterable[bytes],
    input_filter: InputFilter,
    scratch: Scratch,
    *,
    ordered: bool = True,
    only: frozenset[Path] | None = None,
) -> Iterator[Input]:
    """Yield the inputs of paths and of a list of names; `input_filter` filters and counts, tar members are unpacked to `scratch`.

    What can't be listed becomes an input with a fault. `UnreadableError` or `LimitError` if the only input is an unreadable archive.
    Unless `ordered`, files of a folder come in the order of the file system, with one in memory at a time. If `only` is given, other
    files in folders are skipped.
    """
    paths, listed = list(paths), list(listed)
    alone = len(paths) + len(listed) == 1
    for given in paths:
        path = Path(given)
        if is_url(given):
            yield from _remote(given, input_filter)
        elif _is_folder(path):
            inputs = _folder(path, origin_of(given), input_filter, scratch, only)
            yield from sorted(inputs, key=_walked) if ordered else inputs
        elif is_archive(path):
            yield from _archive(path, "", origin_of(given), input_filter, scratch, alone=alone)
        elif input_filter.accepts_given(path.name, path):
            yield _input(os.fsencode(path.name), origin_of(given), str(path))
    for raw in listed:
        yield from _listed(raw, input_filter, scratch)


def _remote(given: str, input_filter: InputFilter) -> Iterator[Input]:
    """Yield the inputs below a URL."""
    fixed = given.rstrip("/")
    for name, url, error in below(given):
        if error is not None or input_filter.accepts(name, ""):
            yield _input(name.encode("utf-8", "surrogateescape"), f"{fixed}#{name}", url, error=error)


def _listed(raw: bytes, input_filter: InputFilter, scratch: Scratch) -> Iterator[Input]:
    """Yield the inputs for a name from a list."""
    name = os.fsdecode(raw)
    if is_archive(Path(name)):
        yield from _archive(Path(name), f"{os.fsdecode(_relative(raw))}/", name, input_filter, scratch)
    elif input_filter.accepts_given(name, Path(name)):
        yield _input(_relative(raw), name, name)


def bytes_of(item: Input, limit: int = readers.LIMIT_BYTES) -> bytes:
    """Read an input, at most one byte more than the limit; raises its fault, if it has one."""
    if item.fault:
        raise unpacked(item.fault)
    if item.member is not None:
        return member_of(item.path, item.number, item.member, limit)
    return remote.read(item.path, limit) if is_url(item.path) else readers.load(Path(item.path), limit, stored=True)


def companion_of(item: Input) -> Path | None:
    """Return the file that has its corrections beside it; None for an archive member or a URL."""
    return None if item.member is not None or is_url(item.path) else Path(item.path)


def _input(raw: bytes, origin: str, path: str, member: str | None = None, number: int = 0, error: AnfrageError | None = None) -> Input:
    fault = packed(error) if error is not None else ""
    return Input(raw.decode("utf-8", "replace"), raw, os.fsencode(origin).decode("utf-8", "replace"), path, member, number, fault)


def _is_folder(path: Path) -> bool:
    """Like `Path.is_dir`, which raises if the parent folder is not accessible."""
    return os.path.isdir(path)  # noqa: PTH112


def _folder(root: Path, given: str, input_filter: InputFilter, scratch: Scratch, only: frozenset[Path] | None) -> Iterator[Input]:
    """Yield files below a folder and in archives there. Links to folders, hidden folders and the output are skipped."""

    def enter(entry: Entry) -> bool:
        return not (entry.name.startswith(".") or input_filter.is_own(Path(entry.path)))

    for name, error in files_below(root, enter):
        origin = f"{given}/{name}" if name else given
        if error is not None:
            if only is None:
                yield _input(os.fsencode(name) or os.fsencode(root.name) or b"-", origin, str(root / name), error=error)
        elif only is None or (root / name).resolve() in only:
            yield from _found_file(root / name, name, origin, input_filter, scratch)


def _found_file(path: Path, name: str, origin: str, input_filter: InputFilter, scratch: Scratch) -> Iterator[Input]:
    """Yield a file found in a folder; for an archive, its members."""
    if not is_archive(path) or input_filter.is_own(path):
        if input_filter.accepts(name, str(path)):
            yield _input(os.fsencode(name), origin, str(path))
    elif input_filter.accepts_archive(name):
        yield from _archive(path, f"{name}/", origin, input_filter, scratch)


def _walked(item: Input) -> list[tuple[bool, str]]:
    """Sort key: the files of a folder before those of its subfolders."""
    *folders, name = os.fsdecode(item.raw).split("/")
    return [*((True, folder) for folder in folders), (False, name)]


def _archive(path: Path, prefix: str, given: str, input_filter: InputFilter, scratch: Scratch, *, alone: bool = False) -> Iterator[Input]:
    """Yield the members of an archive, their names made relative and prefixed with `prefix`.

    If the archive can't be read completely, a last input has the fault.
    """
    try:
        for member in members(path, scratch):
            if member.fault is not None or input_filter.accepts_member(member.name, partial(_bytes_of_member, member, scratch.limit)):
                raw = os.fsencode(prefix) + _relative(member.name.encode("utf-8", "surrogateescape"))
                yield _input(raw, f"{given}/{member.name}", str(member.path), member.member, member.number, member.fault)
    except OutputError:
        raise
    except AnfrageError as error:
        if alone:
            raise type(error)(say("{name}: {cause}", name=path.name, cause=error.cause), error.next_step) from error
        yield _input(os.fsencode(prefix.rstrip("/") or path.name), given, str(path), error=error)


def _bytes_of_member(member: Member, limit: int) -> bytes:
    """Read a member of an archive, to detect its kind."""
    if member.member is None:
        return readers.load(member.path, limit)
    return member_of(str(member.path), member.number, member.member, limit)


def _relative(raw: bytes) -> bytes:
    """Strip "..", drives and leading "/" from a name: "../../etc/x" → "etc/x"."""
    parts = (
        [part for part in raw.replace(b"\\", b"/").split(b"/") if part not in (b"", b".", b"..")]
        if os.name == "nt"
        else [part for part in raw.split(b"/") if part not in (b"", b".", b"..")]
    )
    return b"/".join(parts) or b"-"


def names_in(data: bytes, null: bool) -> list[bytes]:
    """Parse a list of names: one per line, or NUL-separated."""
    if null:
        return [name for name in data.split(b"\0") if name]
    if b"\0" in data:
        raise UsageError(say("die Liste enthält NUL-Zeichen"), say("--null angeben"))
    return [name for line in data.split(b"\n") if (name := line.rstrip(b"\r"))]
