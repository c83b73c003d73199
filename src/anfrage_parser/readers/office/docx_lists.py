"""Word's automatic numbering as printed: numbering.xml has the formats, paragraphs only refer to a list and level."""

import re
from dataclasses import dataclass, field
from typing import Self

from anfrage_parser.readers.office.numbers import doubled, roman
from anfrage_parser.readers.office.package import Element, child, get, local, whole

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_DRAWN = {"o": "◦", "": "•", "\uf02d": "–"}
"""Bullet character → its printed form, for symbol fonts."""


@dataclass(frozen=True, slots=True)
class Level:
    """Format of one list level."""

    start: int = 1
    format: str = "decimal"
    pattern: str = ""
    restart: int | None = None
    """The level (from 1) after which it restarts; 0 for never."""
    legal: bool = False
    style: str | None = None
    """The paragraph style linked to this level."""

    @classmethod
    def of(cls, lvl: Element) -> Self:
        """Parse a `w:lvl` element."""
        said = {local(e): get(e, "val") for e in lvl}
        restart = whole(said["lvlRestart"], -1) if "lvlRestart" in said else -1
        return cls(
            whole(said.get("start"), 1),
            said.get("numFmt") or "decimal",
            said.get("lvlText") or "",
            restart if restart >= 0 else None,
            "isLgl" in said and said["isLgl"] not in ("0", "false"),
            said.get("pStyle"),
        )


@dataclass(slots=True)
class _Num:
    """A list: its abstract numbering, and its overrides."""

    abstract: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, Level] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)


class Lists:
    """Counts the items of all lists, paragraph by paragraph."""

    def __init__(self, numbering: Element | None, style_lists: dict[str, str]) -> None:
        """`style_lists`: numbering style → its list."""
        self._style_lists = style_lists
        self._abstracts: dict[str, Element] = {}
        self._nums: dict[str, _Num] = {}
        self._levels: dict[str, dict[int, Level]] = {}
        self._counts: dict[str, list[int | None]] = {}
        for entry in numbering if numbering is not None else ():
            if local(entry) == "abstractNum":
                self._abstracts[get(entry, "abstractNumId") or ""] = entry
            elif local(entry) == "num":
                self._nums[get(entry, "numId") or ""] = _num(entry)

    def level_of_style(self, num: str, style: str | None) -> int:
        """Return the level linked to a paragraph style; the first if there is none."""
        if num not in self._nums or style is None:
            return 0
        return next((n for n, level in self._levels_of(self._abstract(num)).items() if level.style == style), 0)

    def next(self, num: str, depth: int) -> str | None:
        """Return the printed marker of the next paragraph in a list; None if the list has none."""
        entry = self._nums.get(num)
        if entry is None or not 0 <= depth < LEVELS:
            return None
        abstract = self._abstract(num)
        levels = {**self._levels_of(abstract), **entry.levels}
        if depth not in levels:
            return None
        counts = self._counts.setdefault(abstract, [None] * LEVELS)
        self._count(entry, counts, levels, depth)
        return _printed(levels, counts, depth)

    def _count(self, entry: _Num, counts: list[int | None], levels: dict[int, Level], depth: int) -> None:
        if depth in entry.starts and depth not in entry.used:
            counts[depth] = None
            entry.used.add(depth)
        begin = entry.starts.get(depth, levels[depth].start)
        now = counts[depth]
        counts[depth] = begin if now is None else now + 1
        for below in range(depth + 1, LEVELS):
            restart = levels[below].restart if below in levels else None
            if depth < (below if restart is None else restart):
                counts[below] = None

    def _abstract(self, num: str) -> str:
        """Return the abstract numbering of a list, following numbering styles; stops at cycles."""
        seen: set[str] = set()
        while num in self._nums and num not in seen:
            seen.add(num)
            abstract = self._nums[num].abstract
            link = child(self._abstracts.get(abstract), "numStyleLink")
            following = self._style_lists.get(get(link, "val") or "")
            if link is None or following is None:
                return abstract
            num = following
        return self._nums[num].abstract if num in self._nums else ""

    def _levels_of(self, abstract: str) -> dict[int, Level]:
        if abstract not in self._levels:
            entry = self._abstracts.get(abstract)
            found = [e for e in entry if local(e) == "lvl"] if entry is not None else []
            self._levels[abstract] = {whole(get(e, "ilvl")): Level.of(e) for e in found}
        return self._levels[abstract]


def _num(entry: Element) -> _Num:
    num = _Num(get(child(entry, "abstractNumId"), "val") or "")
    for override in entry:
        if local(override) != "lvlOverride":
            continue
        depth = whole(get(override, "ilvl"))
        if (start := child(override, "startOverride")) is not None:
            num.starts[depth] = whole(get(start, "val"), 1)
        if (lvl := child(override, "lvl")) is not None:
            num.levels[depth] = Level.of(lvl)
    return num


def _printed(levels: dict[int, Level], counts: list[int | None], depth: int) -> str:
    level = levels[depth]
    if level.format == "bullet":
        return _DRAWN.get(level.pattern, level.pattern)

    def number(match: re.Match[str]) -> str:
        place = int(match.group(1)) - 1
        shown = levels.get(place, Level())
        count = counts[place]
        return in_format(count if count is not None else shown.start, "decimal" if level.legal else shown.format)

    return _PLACE.sub(number, level.pattern)


def in_format(number: int, name: str) -> str:
    """Format a number in one of Word's formats; those of other scripts become digits.

    >>> in_format(3, "lowerLetter"), in_format(4, "upperRoman"), in_format(7, "decimalZero"), in_format(2, "none")
    ('c', 'IV', '07', '')
    """
    if name == "none":
        return ""
    if name in ("lowerLetter", "upperLetter"):
        text = doubled(number)
    elif name in ("lowerRoman", "upperRoman"):
        text = roman(number)
    else:
        text = f"{number:02}" if name == "decimalZero" else f"{number}." if name == "ordinal" else str(number)
    return text.upper() if name.startswith("upper") else text
