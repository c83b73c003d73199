"""Numbered lists of OpenDocument: each level of a list style has its format."""

from dataclasses import dataclass, field
from typing import Self

from anfrage_parser.readers.office.numbers import doubled, letters, roman
from anfrage_parser.readers.office.package import Element, get, local, whole

LEVELS = 10


@dataclass(frozen=True, slots=True)
class Level:
    """Format of one list level."""

    format: str = ""
    prefix: str = ""
    suffix: str = ""
    bullet: str = ""
    start: int = 1
    shown: int = 1
    """Number of levels shown: 2 for "1.1"."""
    doubled: bool = False

    @classmethod
    def of(cls, entry: Element) -> Self:
        """Parse a `text:list-level-style-number` or `-bullet`."""
        return cls(
            get_any(entry, "num-format"),
            get_any(entry, "num-prefix"),
            get_any(entry, "num-suffix"),
            get_any(entry, "bullet-char") or ("•" if local(entry) != "list-level-style-number" and "outline" not in local(entry) else ""),
            whole(get_any(entry, "start-value"), 1),
            max(1, min(whole(get_any(entry, "display-levels"), 1), LEVELS)),
            get_any(entry, "num-letter-sync") == "true",
        )

    def number(self, count: int) -> str:
        """Format a number."""
        if self.format in ("a", "A"):
            text = doubled(count) if self.doubled else letters(count)
        elif self.format in ("i", "I"):
            text = roman(count)
        else:
            text = str(count) if self.format else ""
        return text.upper() if self.format.isupper() else text


def get_any(element: Element, name: str) -> str:
    """Return an attribute by its local name, "" if it is missing."""
    return next((str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), "")


@dataclass(slots=True)
class Counter:
    """The counts of one list, by level."""

    levels: dict[int, Level]
    counts: list[int | None] = field(default_factory=lambda: [None] * LEVELS)

    def next(self, depth: int, start: int | None = None) -> str:
        """Return the printed marker of the next item at a depth (from 0)."""
        level = self.levels.get(depth)
        if level is None or depth >= LEVELS:
            return ""
        before = self.counts[depth]
        self.counts[depth] = start if start is not None else level.start if before is None else before + 1
        self.counts[depth + 1 :] = [None] * (LEVELS - depth - 1)
        if level.bullet:
            return level.bullet
        if not level.format:
            return f"{level.prefix}{level.suffix}".strip()
        shown = [self._at(n) for n in range(max(0, depth - level.shown + 1), depth + 1)]
        return f"{level.prefix}{'.'.join(number for number in shown if number)}{level.suffix}"

    def _at(self, depth: int) -> str:
        level, count = self.levels.get(depth, Level()), self.counts[depth]
        return level.number(count if count is not None else level.start)


def levels_of(style: Element) -> dict[int, Level]:
    """Return depth → level of a `text:list-style` or the outline style."""
    return {whole(get(e, "level"), 1) - 1: Level.of(e) for e in style if "level-style" in local(e)}
