"""Resolve spacing, page breaks and lists from the styles of an OpenDocument text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from anfrage_parser.readers.office.odt_lists import Level, get_any, levels_of
from anfrage_parser.readers.office.package import Element, child, local

POINTS = {"pt": 1.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pc": 12.0, "px": 0.75}
_LENGTH = re.compile(r"(-?[0-9]{1,6}(?:\.[0-9]{1,8})?)(pt|cm|mm|in|pc|px)\Z")


@dataclass(frozen=True, slots=True)
class Look:
    """The relevant formatting of a paragraph."""

    before: float = 0.0
    after: float = 0.0
    tight: bool = False
    new_page: bool = False
    style: str = ""
    """The style chosen by the author; direct formatting creates an automatic style based on it."""
    centred: bool = False


class Letters(NamedTuple):
    """How letters are set; None: as those around them."""

    struck: bool | None = None
    bold: bool | None = None
    size: float | None = None
    """In points."""

    def within(self, outer: "Letters") -> "Letters":
        """Return how the letters are set among those around them; what is struck out there stays so."""
        return Letters(
            self.struck or outer.struck, outer.bold if self.bold is None else self.bold, outer.size if self.size is None else self.size
        )


class Styles:
    """The styles of a document: named and automatic ones."""

    def __init__(self, *roots: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._by_hand: set[str] = set()
        self.lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        self._pages: dict[str, Element] = {}
        self._default: Element | None = None
        for root in roots:
            for group in root if root is not None else ():
                for entry in group:
                    self._take(entry, local(group))
        self.look = lru_cache(maxsize=4096)(self._look)
        self.hidden = lru_cache(maxsize=4096)(self._hidden)
        self.raised = lru_cache(maxsize=4096)(self._raised)
        self.letters = lru_cache(maxsize=4096)(self._letters)

    def _take(self, entry: Element, group: str) -> None:
        name, kind = get_any(entry, "name"), local(entry)
        if kind == "style":
            self._styles.setdefault(name, entry)
            if group == "automatic-styles":
                self._by_hand.add(name)
        elif kind == "list-style":
            self.lists.setdefault(name, levels_of(entry))
        elif kind == "outline-style":
            self.outline = levels_of(entry)
        elif kind == "master-page":
            self._pages[name] = entry
        elif kind == "default-style" and get_any(entry, "family") == "paragraph":
            self._default = entry

    def first_page(self, body: Element) -> Element | None:
        """Return the page style of the first paragraph, else the default one."""
        first = next((e for e in body if local(e) in ("p", "h", "table", "list")), None)
        named = (
            get_any(self._styles[n], "master-page-name")
            if first is not None and (n := get_any(first, "style-name")) in self._styles
            else ""
        )
        return self._pages.get(named) if named in self._pages else self._pages.get("Standard", next(iter(self._pages.values()), None))

    def _chain(self, name: str) -> Iterator[tuple[str, Element]]:
        seen: set[str] = set()
        while name in self._styles and name not in seen:
            seen.add(name)
            yield name, self._styles[name]
            name = get_any(self._styles[name], "parent-style-name")

    def _look(self, name: str) -> Look:
        said: dict[str, str] = {}
        chain = [*self._chain(name)]
        for _, style in [*chain, ("", self._default)]:
            properties = child(style, "paragraph-properties")
            for key, value in properties.attrib.items() if properties is not None else ():
                said.setdefault(str(key).rpartition("}")[2], str(value))
        chosen = next((n for n, _ in chain if n not in self._by_hand), "")
        first = child(chain[0][1], "paragraph-properties") if chain else None
        broken = first is not None and get_any(first, "break-before") == "page"
        turned = broken or bool(chain and get_any(chain[0][1], "master-page-name"))
        return Look(
            points(said.get("margin-top")), points(said.get("margin-bottom")), said.get("contextual-spacing") == "true", turned, chosen,
            said.get("text-align") == "center",
        )  # fmt: skip

    def _raised(self, name: str) -> bool:
        """Return whether text of this style is set above the line ("super 58%", "33% 58%")."""
        place = next((place for p in self._text(name) if (place := get_any(p, "text-position"))), "").split(" ")[0]
        return place == "super" or (place.endswith("%") and not place.startswith(("-", "0%")))

    def _hidden(self, name: str) -> bool:
        """Return whether text of this style is hidden."""
        return any(get_any(p, "display") == "none" for p in self._text(name))

    def _text(self, name: str) -> list[Element]:
        """Return what a style and those below it say of text."""
        found = (child(style, "text-properties") for _, style in self._chain(name)) if name else ()
        return [properties for properties in found if properties is not None]

    def _letters(self, name: str) -> Letters:
        found = self._text(name)
        struck = next((line for p in found if (line := get_any(p, "text-line-through-style") or get_any(p, "text-line-through-type"))), "")
        weight = next((weight for p in found if (weight := get_any(p, "font-weight"))), "")
        size = next((size for p in found if (size := points(get_any(p, "font-size")))), None)
        return Letters(struck != "none" if struck else None, weight in HEAVY if weight else None, size)

    def usual(self) -> Letters:
        """Return how letters are set by default."""
        said = child(self._default, "text-properties")
        return Letters(size=points(get_any(said, "font-size")) or None) if said is not None else Letters()


HEAVY = frozenset(("bold", "bolder", "600", "700", "800", "900"))
"""Weights of bold letters."""


def points(length: str | None) -> float:
    """Convert a length to points; 0 if it is invalid.

    >>> points("1in"), points("12pt"), points("5%")
    (72.0, 12.0, 0.0)
    """
    match = _LENGTH.match(length or "")
    return float(match.group(1)) * POINTS[match.group(2)] if match else 0.0
