"""Where the documents of records lie: folders and archives, looked through by name, else by content."""

import contextlib
import hashlib
import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from anfrage_parser.batch.archive import Scratch
from anfrage_parser.batch.choice import Choice
from anfrage_parser.batch.folders import files_below
from anfrage_parser.batch.inputs import bytes_of, found
from anfrage_parser.batch.model import Input
from anfrage_parser.batch.places import is_beyond
from anfrage_parser.errors import AnfrageError, UsageError, unpacked
from anfrage_parser.messages import say
from anfrage_parser.record.schema import SourceRecord


class Shelves:
    """The documents below some roots. What is asked for by its own path is opened at once; the rest is listed when it is needed."""

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
        """The document of that name and content, else another one of that content, else one of that name; None where there is none."""
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
        """The document of these bytes: that of the name, if it has them, else any other."""
        self._list()
        everything = (item for items in self.by_name.values() for item in items)
        return next((item for item in (*self.by_name.get(name, ()), *everything) if self._digest(item) == sha256), None)

    def _of_content(self, source: SourceRecord) -> Input | None:
        """A document of these bytes; of members of archives the size is not known beforehand."""
        candidates = (*self.by_size.get(source.size, ()), *self.by_size.get(None, ()))
        return next((item for item in candidates if self._digest(item) == source.sha256), None)

    def _digest(self, item: Input) -> str:
        """The hash of its bytes; empty where they can't be read."""
        if item not in self.digests:
            self.digests[item] = ""
            with contextlib.suppress(AnfrageError, OSError):
                self.digests[item] = hashlib.sha256(bytes_of(item)).hexdigest()
        return self.digests[item]

    def unlisted(self) -> Iterator[tuple[str, AnfrageError]]:
        """(name, why) of each folder that can't be listed, and of each archive that can't be read, where archives had to be looked into."""
        for root in self.roots:
            if root.is_dir():
                yield from ((str(root / name), error) for name, error in files_below(root) if error is not None)
        yield from self.damaged

    def _list(self) -> None:
        """Everything below the roots, members of archives, too, under the names that a batch gives them."""
        if self.listed:
            return
        self.listed = True
        for root in self.roots:
            for item in found([str(root)], [], Choice(), self.scratch):
                self._add(item, root)

    def _add(self, item: Input, root: Path) -> None:
        """Known by its name below the root, and by that in its archive alone, if it lies in one: that may have been read by itself."""
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
    """The name in its archive of what lies in an archive in a folder."""
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
