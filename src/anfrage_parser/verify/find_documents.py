"""Find the documents of records in folders and archives, by name, else by content."""

import contextlib
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from anfrage_parser.batch.archive import Scratch
from anfrage_parser.batch.folders import files_below
from anfrage_parser.batch.input_filter import InputFilter
from anfrage_parser.batch.inputs import bytes_of, found
from anfrage_parser.batch.model import Input
from anfrage_parser.batch.origins import is_beyond
from anfrage_parser.errors import AnfrageError, UsageError, unpacked
from anfrage_parser.messages import say
from anfrage_parser.record.schema import SourceRecord


class DocumentFinder:
    """The documents below some roots. A document found by its path needs no listing; the roots are only listed if needed."""

    def __init__(self, roots: Sequence[Path], scratch: Path) -> None:
        for root in roots:
            if not os.path.exists(root):  # noqa: PTH110  `Path`'s own raises where the folder around it is locked
                raise UsageError(say("{name} gibt es nicht", name=str(root)), say("--root auf den Ordner der Dokumente setzen"))
        self.roots, self.scratch = roots, Scratch(scratch)
        self.listed = False
        self.by_name: dict[str, list[Input]] = defaultdict(list)
        self.by_size: dict[int | None, list[Input]] = defaultdict(list)
        self.digests: dict[Input, str] = {}
        self.damaged: list[tuple[str, AnfrageError]] = []

    def find(self, source: SourceRecord) -> Input | None:
        """Return the document with that name and content, else one with that content, else one with that name, else None."""
        paths = [path for root in self.roots if (path := _below(root, source.name)) is not None]
        named = [Input(source.name, os.fsencode(source.name), str(path), str(path)) for path in paths]
        alike = next((item for item in named if self._digest(item) == source.sha256), None)
        if alike is not None:
            return alike
        self._list()
        members = self.by_name.get(source.name, [])
        alike = next((item for item in members if self._digest(item) == source.sha256), None)
        return alike or self._of_content(source) or next(iter([*named, *members]), None)

    def of_content(self, name: str, sha256: str) -> Input | None:
        """Return a document with that content, preferably with that name."""
        self._list()
        everything = (item for items in self.by_name.values() for item in items)
        return next((item for item in (*self.by_name.get(name, ()), *everything) if self._digest(item) == sha256), None)

    def _of_content(self, source: SourceRecord) -> Input | None:
        """Return a document with that content, or None; sizes of archive members are not known beforehand."""
        candidates = (*self.by_size.get(source.size, ()), *self.by_size.get(None, ()))
        return next((item for item in candidates if self._digest(item) == source.sha256), None)

    def _digest(self, item: Input) -> str:
        """Return the SHA-256 of a document; "" if it can't be read."""
        if item not in self.digests:
            self.digests[item] = ""
            with contextlib.suppress(AnfrageError, OSError):
                self.digests[item] = hashlib.sha256(bytes_of(item)).hexdigest()
        return self.digests[item]

    def unlisted(self) -> Iterator[tuple[str, AnfrageError]]:
        """Yield (name, error) of folders that can't be listed and, if archives had to be searched, of unreadable archives."""
        for root in self.roots:
            if root.is_dir():
                yield from ((str(root / name), error) for name, error in files_below(root) if error is not None)
        yield from self.damaged

    def _list(self) -> None:
        """List everything below the roots, including archive members, under the names a batch uses."""
        if self.listed:
            return
        self.listed = True
        for root in self.roots:
            for item in found([str(root)], [], InputFilter(), self.scratch):
                self._add(item, root)

    def _add(self, item: Input, root: Path) -> None:
        """Index a document by its name below the root and, for an archive member, by its name in the archive."""
        if item.fault:
            if not os.path.isdir(item.path):  # noqa: PTH112  `Path`'s own raises where the folder is locked
                self.damaged.append((item.origin, unpacked(item.fault)))
            return
        self.by_name[item.name].append(item)
        inner = _within(root, item)
        if inner is not None:
            self.by_name[inner].append(item)
        self.by_size[_size(item)].append(item)


def _within(root: Path, item: Input) -> str | None:
    """Return the name in its archive of a member of an archive in a folder; else None."""
    if not root.is_dir() or Path(item.path) == root / item.name:
        return None
    places = (at for at, sign in enumerate(item.name) if sign == "/")
    return next((item.name[at + 1 :] for at in places if (root / item.name[:at]).is_file()), None)


def _below(root: Path, name: str) -> Path | None:
    """The file of that name below a folder; None where there is none, or where the name leads out of it."""
    if is_beyond(name, str(root)):
        return None
    try:
        path = root / name
        if path.resolve().is_relative_to(root.resolve()) and path.is_file():
            return path
    except (OSError, ValueError):
        pass
    return None


def _size(item: Input) -> int | None:
    if item.member is not None:
        return None
    try:
        return Path(item.path).stat().st_size
    except OSError:
        return None
