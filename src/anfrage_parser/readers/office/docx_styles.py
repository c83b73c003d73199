"""Resolve a paragraph's spacing, list and page break: from direct formatting, its style and base styles, or the defaults."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from anfrage_parser.readers.office.package import Element, child, get, local, whole

TWIPS = 20
"""Twips per point."""

AUTOMATIC = 14.0
"""Automatic spacing in points."""


@dataclass(frozen=True, slots=True)
class Look:
    """The relevant formatting of a paragraph."""

    before: float = 0.0
    after: float = 0.0
    tight: bool = False
    """Whether there is no space between paragraphs of the same style."""
    new_page: bool = False
    num: str | None = None
    depth: int | None = None
    style: str | None = None
    listed_by_style: str | None = None
    """The style that defines the list."""
    centred: bool = False


class Letters(NamedTuple):
    """How the letters of a run are set."""

    hidden: bool = False
    struck: bool = False
    bold: bool = False
    size: float | None = None
    """In points."""
    colour: str = ""
    """Six hexadecimal digits, or another word."""


TOGGLES = ("vanish", "strike", "dstrike", "b")
"""Properties of a run that are on or off."""

VALUES = ("sz", "color")
"""Properties of a run with a value."""


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        self._styles: dict[str, Element] = {}
        self._default: str | None = None
        self._defaults = child(root, "docDefaults", "pPrDefault", "pPr")
        self._run_defaults = child(root, "docDefaults", "rPrDefault", "rPr")
        for style in root if root is not None else ():
            if local(style) == "style":
                name = get(style, "styleId") or ""
                self._styles[name] = style
                if get(style, "type") == "paragraph" and is_on(style, "default"):
                    self._default = name
        self.of_style = lru_cache(maxsize=4096)(self._of_style)
        self._of_run = lru_cache(maxsize=4096)(self._said_of_run)

    def lists(self) -> dict[str, str]:
        """Return numbering style → its list."""
        rows = ((name, get(child(s, "pPr", "numPr", "numId"), "val")) for name, s in self._styles.items())
        return {name: num for name, num in rows if num}

    def look(self, direct: Element | None) -> Look:
        """Return the formatting of a paragraph with this direct formatting."""
        style = get(child(direct, "pStyle"), "val") or self._default
        below = self.of_style(style if style in self._styles else self._default)
        return _merged(below, direct, None) if direct is not None else below

    def letters(self, direct: Element | None, paragraph_style: str | None) -> Letters:
        """Return how a run with this direct formatting is set, in a paragraph of that style."""
        own = get(child(direct, "rStyle"), "val")
        below = self._of_run(own if own in self._styles else None, paragraph_style)
        said = _noted(direct, {}) if direct is not None else {}
        hidden, struck, twice, bold = (bool(said.get(name, below.get(name, ""))) for name in TOGGLES)
        size, colour = (said.get(name, below.get(name, "")) for name in VALUES)
        return Letters(hidden, struck or twice, bold, whole(size) / 2 if size else None, colour)

    def _said_of_run(self, own: str | None, paragraph_style: str | None) -> Mapping[str, str]:
        """Return the properties that a run gets from its own style, its paragraph's, or the defaults."""
        known = paragraph_style if paragraph_style in self._styles else self._default
        said: dict[str, str] = {}
        for source in (*self._chain(own), *self._chain(known)):
            _noted(child(source, "rPr"), said)
        return _noted(self._run_defaults, said)

    def _of_style(self, name: str | None) -> Look:
        look = _merged(Look(), self._defaults, None)
        for style in reversed(list(self._chain(name))):
            look = _merged(look, child(style, "pPr"), get(style, "styleId"))
        return Look(look.before, look.after, look.tight, look.new_page, look.num, look.depth, name, look.listed_by_style, look.centred)

    def _chain(self, name: str | None) -> Iterator[Element]:
        """Yield the style and its base styles; stops at cycles."""
        seen: set[str] = set()
        while name is not None and name in self._styles and name not in seen:
            seen.add(name)
            yield self._styles[name]
            name = get(child(self._styles[name], "basedOn"), "val")


def _noted(properties: Element | None, said: dict[str, str]) -> dict[str, str]:
    """Note what some properties set that is not set yet; "" is off."""
    for entry in properties if properties is not None else ():
        name = local(entry)
        if name in TOGGLES:
            said.setdefault(name, "on" if is_on(entry) else "")
        elif name in VALUES:
            said.setdefault(name, get(entry, "val") or "")
    return said


WHITE = "FFFFFF"

_UNSHADED = frozenset(("", "AUTO", WHITE))


def is_on_white(run: Element) -> bool:
    """Return whether nothing shades a run, its paragraph, its cells or their tables; a table's style might."""
    if child(run, "rPr", "highlight") is not None or _is_shaded(child(run, "rPr", "shd")):
        return False
    for outer in run.iterancestors():
        name = local(outer)
        if name in ("p", "tc", "tbl") and _is_shaded(child(outer, f"{name}Pr", "shd")):
            return False
        if (name == "p" and child(outer, "pPr", "pStyle") is not None) or (name == "tbl" and child(outer, "tblPr", "tblStyle") is not None):
            return False
        if name == "txbxContent" or child(outer, "background") is not None:
            return False
    return True


def _is_shaded(shading: Element | None) -> bool:
    if shading is None:
        return False
    return (get(shading, "fill") or "").upper() not in _UNSHADED or get(shading, "val") not in ("clear", "nil", None)


def is_on(element: Element | None, attribute: str = "val") -> bool:
    """Return whether a toggle is present and not off."""
    if element is None:
        return False
    value = get(element, attribute)
    return value not in ("0", "false", "off", "none") and (attribute == "val" or value is not None)


def _merged(below: Look, said: Element | None, style: str | None) -> Look:
    """Return formatting applied on top of `below`."""
    if said is None:
        return below
    parts = {local(e): e for e in said}
    before, after = _distances(parts.get("spacing"), below)
    num, depth, by = below.num, below.depth, below.listed_by_style
    if "numPr" in parts:
        entry = parts["numPr"]
        if (given := get(child(entry, "numId"), "val")) is not None:
            num, by = given, style
        if (level := get(child(entry, "ilvl"), "val")) is not None:
            depth = whole(level)
    return Look(
        before, after,
        is_on(parts["contextualSpacing"]) if "contextualSpacing" in parts else below.tight,
        is_on(parts["pageBreakBefore"]) if "pageBreakBefore" in parts else below.new_page,
        num, depth, below.style, by,
        get(parts["jc"], "val") == "center" if "jc" in parts else below.centred,
    )  # fmt: skip


def _distances(spacing: Element | None, below: Look) -> tuple[float, float]:
    found = []
    for side, inherited in (("before", below.before), ("after", below.after)):
        value = get(spacing, side)
        automatic = get(spacing, f"{side}Autospacing")
        if automatic in ("1", "true", "on"):
            found.append(AUTOMATIC)
        else:
            found.append(whole(value) / TWIPS if value is not None else inherited)
    return found[0], found[1]
