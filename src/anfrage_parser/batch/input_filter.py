"""Decides which files found by a run are its inputs; the others are counted by reason."""

import fnmatch
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from anfrage_parser.corrections.kept import document_of
from anfrage_parser.corrections.passed_over import PassedOver, hidden, reason_for, reason_if_found
from anfrage_parser.errors import AnfrageError

FEW = 3

Pattern = re.Pattern[str]


class InputFilter:
    """The filter for every file found. Files that the run itself writes are skipped without being counted."""

    def __init__(self, include: Sequence[str] = (), exclude: Sequence[str] = (), own: Iterable[Path] = ()) -> None:
        self.include, self.exclude = _patterns(include), _patterns(exclude)
        self._own = [identity for path in own if (identity := _identity(path)) is not None]
        self.passed: Counter[PassedOver] = Counter()
        self.orphans: list[str] = []
        """A few correction files without a document beside them, for the message."""

    def accepts(self, name: str, path: str) -> bool:
        """Return whether a file found in a folder is an input; `path` is "" for files behind a URL."""
        if path and self._own and self.is_own(Path(path)):
            return False
        cause = reason_if_found(name, path) if path else _by_name(name)
        if cause is PassedOver.CORRECTIONS and path and len(self.orphans) < FEW and not os.path.lexists(document_of(path)):
            self.orphans.append(name)
        return self._count(cause, name)

    def accepts_given(self, name: str, path: Path) -> bool:
        """Return whether a file given explicitly is an input."""
        return self._count(reason_for(str(path)), name)

    def accepts_archive(self, name: str) -> bool:
        """Return whether to open an archive found in a folder: a member may match `--include`."""
        lines = list(_lines(name)) if self.exclude else []
        cause = PassedOver.HIDDEN if hidden(name) else PassedOver.FILTERED if _any(self.exclude, lines) else None
        if cause is not None:
            self.passed[cause] += 1
        return cause is None

    def accepts_member(self, name: str, data: Callable[[], bytes]) -> bool:
        """Return whether a member of an archive is an input; `data` reads its bytes, if needed."""
        return self._count(_by_name(name, lambda: _read(data)), name)

    def is_own(self, path: Path) -> bool:
        """Return whether a path is written by this run."""
        return bool(self._own) and _identity(path) in self._own

    def excludes(self, name: str) -> bool:
        """Return whether `--include` and `--exclude` skip the file of this name (relative to an input).

        Patterns without "/" are matched against the last component, others against the whole name; matching a folder matches its content.
        """
        lines = list(_lines(name)) if self.include or self.exclude else []
        return bool(self.include and not _any(self.include, lines)) or _any(self.exclude, lines)

    def _count(self, cause: PassedOver | None, name: str) -> bool:
        cause = cause or (PassedOver.FILTERED if self.excludes(name) else None)
        if cause is not None:
            self.passed[cause] += 1
        return cause is None


def _by_name(name: str, head: Callable[[], bytes] = bytes) -> PassedOver | None:
    """Return why a file without a local path is passed over, or None."""
    return reason_for(name, head) or (PassedOver.HIDDEN if hidden(name) else None)


def _read(data: Callable[[], bytes]) -> bytes:
    """Read a member; b"" if that fails, since reading it as a document will report why."""
    try:
        return data()
    except (AnfrageError, OSError):
        return b""


def _patterns(globs: Sequence[str]) -> list[tuple[bool, Pattern]]:
    """Compile globs; each with whether it is matched against whole names."""
    plain = [glob.replace("\\", "/").removeprefix("./").rstrip("/").casefold() for glob in globs]
    return [("/" in glob, re.compile(fnmatch.translate(glob.replace("**/", "*")))) for glob in plain if glob]


def _lines(name: str) -> Iterator[str]:
    """Yield a name and those of the folders that contain it, case-folded."""
    name = name.casefold()
    while name:
        yield name
        name = name.rpartition("/")[0]


def _any(patterns: Iterable[tuple[bool, Pattern]], lines: Sequence[str]) -> bool:
    return any(pattern.match(line if whole else line.rpartition("/")[2]) for whole, pattern in patterns for line in lines)


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino
