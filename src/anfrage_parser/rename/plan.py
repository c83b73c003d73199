"""Plan a free name for each file, taking into account which names file systems treat as equal."""

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
    """A file and its new name in the same folder."""

    source: Path
    target: Path
    sha256: str
    companion: str | None
    """The hash of the corrections beside it, if any."""

    @property
    def stays(self) -> bool:
        """Return whether it already has that name."""
        return self.source.name == self.target.name


class Names:
    """The taken names per folder: existing and planned ones. A name is never released."""

    def __init__(self) -> None:
        self.taken: dict[Path, Counter[str]] = {}

    def choose(self, file: Path, stem: Callable[[int], str]) -> Path:
        """Return a free path for a file: `stem` (for a number of bytes), a counter if needed, and the file's suffix."""
        taken, suffix = self._of(file.parent), suffix_of(file.name)
        for own in (folded(file.name), folded(file.name + SUFFIX)):
            taken[own] -= 1  # a file doesn't block itself
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
    """Yield the name, then with (2), (3), and so on."""

    def name(count: int) -> str:
        counter = f" ({count})" if count > 1 else ""
        whole = stem(LONGEST - len(suffix) - len(counter))
        if not counter and suffix and folded(whole).endswith(folded(suffix)):  # the pattern already added it
            whole = cut(whole[: -len(suffix)], LONGEST) or whole
        return f"{whole}{counter}{suffix}"

    return itertools.chain(name(count) for count in itertools.count(1))
