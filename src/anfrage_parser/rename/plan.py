"""Who is to be called what: a free name for each file, none taken from another, whatever the file system takes for the same."""

import itertools
import os
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from anfrage_parser.corrections import SUFFIX
from anfrage_parser.rename.names import LONGEST, cut, folded, suffix_of


@dataclass(frozen=True, slots=True)
class Step:
    """A file and its new name, in the same folder."""

    source: Path
    target: Path
    sha256: str
    companion: str | None
    """The hash of the corrections beside it, if there are some."""

    @property
    def stays(self) -> bool:
        """Whether it has that name already."""
        return self.source.name == self.target.name


class Names:
    """The names of the folders of one run: those that are there, and those that were given out. None becomes free."""

    def __init__(self) -> None:
        self.taken: dict[Path, Counter[str]] = {}

    def choose(self, file: Path, stem: Callable[[int], str]) -> Path:
        """A free name for a file: `stem` within a number of bytes, a counter where others have it already, its own suffix."""
        taken, suffix = self._of(file.parent), suffix_of(file.name)
        for own in (folded(file.name), folded(file.name + SUFFIX)):
            taken[own] -= 1  # in its own way is nobody
        name = next(name for name in _candidates(stem, suffix) if taken[folded(name)] <= 0 and taken[folded(name + SUFFIX)] <= 0)
        for kept in (file.name, file.name + SUFFIX, name, name + SUFFIX):
            taken[folded(kept)] += 1
        return file.with_name(name)

    def _of(self, folder: Path) -> Counter[str]:
        place = folder.resolve()
        if place not in self.taken:
            self.taken[place] = Counter(folded(name) for name in os.listdir(place))  # noqa: PTH208  names, nothing else
        return self.taken[place]


def _candidates(stem: Callable[[int], str], suffix: str) -> "itertools.chain[str]":
    """The name, then with (2), (3), …"""

    def name(count: int) -> str:
        counter = f" ({count})" if count > 1 else ""
        whole = stem(LONGEST - len(suffix) - len(counter))
        if not counter and suffix and folded(whole).endswith(folded(suffix)):  # the pattern brought it
            whole = cut(whole[: -len(suffix)], LONGEST) or whole
        return f"{whole}{counter}{suffix}"

    return itertools.chain(name(count) for count in itertools.count(1))
