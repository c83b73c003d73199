"""Which of the files that a run meets are its inputs; all others are counted, by the reason."""

import fnmatch
import os
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from anfrage_parser.corrections.kept import document_of
from anfrage_parser.corrections.passed_over import Why, found_so, hidden, why
from anfrage_parser.errors import AnfrageError

FEW = 3

Pattern = re.Pattern[str]


class Choice:
    """Asked about every file that is met. What the run itself writes is none of them, and not counted."""

    def __init__(self, include: Sequence[str] = (), exclude: Sequence[str] = (), own: Iterable[Path] = ()) -> None:
        self.include, self.exclude = _patterns(include), _patterns(exclude)
        self._own = [identity for path in own if (identity := _identity(path)) is not None]
        self.passed: Counter[Why] = Counter()
        self.orphans: list[str] = []
        """Some corrections that lie beside no document of theirs."""

    def takes(self, name: str, path: str) -> bool:
        """Whether the file that was met in a folder under this name is an input; one behind a URL has no path."""
        if path and self._own and self.is_own(Path(path)):
            return False
        cause = found_so(name, path) if path else _by_name(name)
        if cause is Why.CORRECTIONS and path and len(self.orphans) < FEW and not os.path.lexists(document_of(path)):
            self.orphans.append(name)
        return self._count(cause, name)

    def takes_named(self, name: str, path: Path) -> bool:
        """Whether a file that was named by itself is one."""
        return self._count(why(str(path)), name)

    def takes_archive(self, name: str) -> bool:
        """Whether the archive that was met in a folder is looked into: what `--include` asks for may lie in it."""
        lines = list(_lines(name)) if self.exclude else []
        cause = Why.HIDDEN if hidden(name) else Why.FILTERED if _any(self.exclude, lines) else None
        if cause is not None:
            self.passed[cause] += 1
        return cause is None

    def takes_member(self, name: str, data: Callable[[], bytes]) -> bool:
        """Whether a member of an archive is one."""
        return self._count(_by_name(name, lambda: _read(data)), name)

    def is_own(self, path: Path) -> bool:
        """Whether it is what this run writes to."""
        return bool(self._own) and _identity(path) in self._own

    def leaves_out(self, name: str) -> bool:
        """Whether `--include` and `--exclude` leave out what has this name below an input.

        A pattern without "/" is compared with the last part of a name, any other with all of it; one that fits a folder fits all in it.
        """
        lines = list(_lines(name)) if self.include or self.exclude else []
        return bool(self.include and not _any(self.include, lines)) or _any(self.exclude, lines)

    def _count(self, cause: Why | None, name: str) -> bool:
        cause = cause or (Why.FILTERED if self.leaves_out(name) else None)
        if cause is not None:
            self.passed[cause] += 1
        return cause is None


def _by_name(name: str, head: Callable[[], bytes] = bytes) -> Why | None:
    """Of a file that has no path here."""
    return why(name, head) or (Why.HIDDEN if hidden(name) else None)


def _read(data: Callable[[], bytes]) -> bytes:
    """The bytes of a member; none where it can't be read: whoever reads it as a document will say why."""
    try:
        return data()
    except (AnfrageError, OSError):
        return b""


def _patterns(globs: Sequence[str]) -> list[tuple[bool, Pattern]]:
    """(whether it is compared with whole names, the pattern) of each."""
    plain = [glob.replace("\\", "/").removeprefix("./").rstrip("/").casefold() for glob in globs]
    return [("/" in glob, re.compile(fnmatch.translate(glob.replace("**/", "*")))) for glob in plain if glob]


def _lines(name: str) -> Iterator[str]:
    """A name, and those of the folders around it, folded."""
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
