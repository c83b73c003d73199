"""Items with their markers as automatic lists: which pattern, which level, which number; as writing programs keep them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from tools.letters.body import ROMAN
from tools.letters.shape import Letter, Piece


@dataclass(frozen=True)
class Entry:
    """How an item is numbered."""

    level: int
    kind: str
    """decimal, lowerLetter, upperLetter, upperRoman, bullet."""
    before: str
    """What stands before the number."""
    after: str
    value: int
    wide: bool = False
    """Whether the number above is printed, too: "1.2"."""
    fresh: bool = False
    """Whether the count doesn't simply go on: a list of its own begins."""

    @property
    def pattern(self) -> str:
        """As Word writes it: "(%1)"."""
        number = "%1.%2" if self.wide else f"%{self.level + 1}"
        return self.before if self.kind == "bullet" else f"{self.before}{number}{self.after}"


def _entry(piece: Piece, letter: Letter) -> Entry | None:
    level = 0 if piece.kind == "item" else 1
    marker = piece.marker
    if not marker:
        return None
    if marker in ("–", "•", "-"):
        return Entry(level, "bullet", marker, "", 0)
    if wide := re.fullmatch(r"[0-9]+\.([0-9]+)", marker):
        return Entry(1, "decimal", "", "", int(wide.group(1)), wide=True)
    match = re.fullmatch(r"(\D*?)([0-9]+|[IVX]+|[A-Za-z])([.):]?)", marker)
    assert match is not None, marker
    before, number, after = match.groups()
    if number.isdigit():
        return Entry(level, "decimal", before, after, int(number))
    if letter.numbering == "I." and level == 0:
        return Entry(level, "upperRoman", before, after, ROMAN.index(number))
    return Entry(level, "lowerLetter" if number.islower() else "upperLetter", before, after, ord(number.lower()) - ord("a") + 1)


def listed(letter: Letter) -> Iterator[tuple[Piece, Entry | None]]:
    """Every piece, with its place in a list where it has one."""
    counts: dict[tuple[int, str], int] = {}
    for piece in letter.pieces:
        entry = _entry(piece, letter) if piece.kind in ("item", "part") else None
        if entry is None:
            yield piece, None
            continue
        key = (entry.level, entry.pattern)
        fresh = entry.kind != "bullet" and counts.get(key, 0) + 1 != entry.value
        counts[key] = entry.value
        if entry.level == 0:
            counts = {k: v for k, v in counts.items() if k[0] == 0}
        yield piece, Entry(entry.level, entry.kind, entry.before, entry.after, entry.value, entry.wide, fresh)
