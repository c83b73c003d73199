"""Read the fields of a web page's form, and tell what its attributes and style sheets hide or strike out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from anfrage_parser.readers.office.html_counters import SELECTOR, Counters
from anfrage_parser.readers.office.package import Element, local
from anfrage_parser.readers.placeholders import EMPTY, TICKED, is_placeholder

FIELDS = frozenset(("input", "select", "textarea"))

_SILENT = frozenset("hidden submit button reset image password file search range color".split())
"""Types of inputs that say nothing."""

STRUCK = frozenset(("s", "strike", "del"))

HEADINGS = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 12.0, "h5": 10.0, "h6": 8.0}
"""Headings and their usual size in points."""

BOLD = frozenset(("b", "strong", "th", *HEADINGS))

USUAL = 12.0
"""Usual size of letters in points."""

MOST_STYLE = 200_000
"""Characters of style sheets that are looked at."""

MOST_RULES = 300

LONGEST_SELECTOR, LONGEST_BLOCK = 500, 4_000
"""Most characters of a rule's selectors and of its block; a longer one is no rule that hides."""

_HIDES = re.compile(
    r"(?<![\w-])(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}(?:hidden|collapse)"
    r"|opacity\s{0,9}:\s{0,9}0(?![.\d])|font-size\s{0,9}:\s{0,9}0(?![.\d]))",
    re.IGNORECASE,
)
_SHOWS = re.compile(r"(?<![\w-])(?:display|visibility|text-decoration)\s{0,9}:", re.IGNORECASE)
_STRIKES = re.compile(r"(?<![\w-])text-decoration(?:-line)?\s{0,9}:[^;]{0,60}line-through", re.IGNORECASE)
_WEIGHT = re.compile(r"(?<![\w-])font-weight\s{0,9}:\s{0,9}(bold|bolder|normal|lighter|[1-9]00)", re.IGNORECASE)
_SIZE = re.compile(r"(?<![\w-])font-size\s{0,9}:\s{0,9}([0-9]{1,3}(?:\.[0-9]{1,3})?)\s?(pt|px|em|rem|%)", re.IGNORECASE)
_ALIGN = re.compile(r"(?<![\w-])text-align\s{0,9}:\s{0,9}([a-z]{1,12})", re.IGNORECASE)
_COMMENT = re.compile(r"/\*[^*]{0,2000}(?:\*(?!/)[^*]{0,2000}){0,100}\*/")


def filled(entry: Element) -> str:
    """Return what a field of a form shows: its text, the chosen entries, or a box."""
    name = local(entry)
    if name == "textarea":
        return entry.text or ""
    if name == "select":
        return ", ".join(text for text in _chosen(entry) if not is_placeholder(text))
    kind = (entry.get("type") or "text").casefold()
    if kind in ("checkbox", "radio"):
        return f"{TICKED if entry.get('checked') is not None else EMPTY} "
    return "" if kind in _SILENT else entry.get("value") or ""


def _chosen(entry: Element) -> Iterator[str]:
    options = [option for option in entry.iter() if local(option) == "option"]
    chosen = [option for option in options if option.get("selected") is not None]
    if not chosen and entry.get("multiple") is None and not (entry.get("size") or "1").strip("1"):
        chosen = options[:1]
    return (" ".join(option.text_content().split()) for option in chosen)


class Setting(NamedTuple):
    """How the text of an element is set."""

    size: float = USUAL
    """In points."""
    bold: bool = False
    centred: bool = False
    struck: bool = False


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule of a style sheet for a kind of element with some classes and ids."""

    tag: str
    marks: frozenset[str]
    hides: bool
    strikes: bool


@dataclass(slots=True)
class Look:
    """What is seen of a page's elements."""

    rules: list[_Rule] = field(default_factory=list)
    unseen: int = 0
    """Words that are hidden."""
    counters: Counters | None = None
    """What a style sheet prints before elements, with the numbers that it counts."""
    _known: dict[tuple[str, str, str], tuple[bool, bool]] = field(default_factory=dict)

    def is_hidden(self, element: Element) -> bool:
        """Return whether nobody sees an element."""
        style = (element.get("style") or "")[:500]
        if element.get("hidden") is not None or _HIDES.search(style):
            return True
        return bool(self.rules) and not _SHOWS.search(style) and self._by_rule(element)[0]

    def setting(self, element: Element, outer: Setting) -> Setting:
        """Return how an element's text is set, within an element that is set as `outer`."""
        name, style = local(element), (element.get("style") or "")[:500]
        struck = name in STRUCK or (bool(self.rules) and not _SHOWS.search(style) and self._by_rule(element)[1])
        align = (element.get("align") or "").casefold()
        if not (style or align or struck or name in BOLD or name == "center"):  # most elements
            return outer
        weight, aligned = _WEIGHT.search(style), _ALIGN.search(style)
        heavy = weight[1].casefold() in ("bold", "bolder", "600", "700", "800", "900") if weight else name in BOLD or outer.bold
        centred = (aligned[1].casefold() if aligned else align or ("center" if name == "center" or outer.centred else "")) == "center"
        return Setting(
            _size(style, HEADINGS.get(name, outer.size)), heavy, centred, struck or outer.struck or _STRIKES.search(style) is not None
        )

    def _by_rule(self, element: Element) -> tuple[bool, bool]:
        """Return whether the strongest rule hides an element, or strikes it out; of equally strong ones, the last."""
        names = local(element), (element.get("class") or "")[:500], (element.get("id") or "")[:100]
        if names not in self._known:
            self._known[names] = self._strongest(*names)
        return self._known[names]

    def _strongest(self, tag: str, classes: str, identity: str) -> tuple[bool, bool]:
        marks = {f".{name}" for name in classes.split()} | ({f"#{identity}"} if identity else set())
        best, found = (0, 0, False), (False, False)
        for rule in self.rules:
            if rule.tag in ("", tag) and rule.marks <= marks:
                weight = (sum(mark[0] == "#" for mark in rule.marks), len(rule.marks), bool(rule.tag))
                if weight >= best:
                    best, found = weight, (rule.hides, rule.strikes)
        return found

    def miss(self, element: Element) -> None:
        """Count the words of an element that isn't read."""
        self.unseen += len(element.text_content().split())


def _size(style: str, usual: float) -> float:
    """Return the size of letters in points that a style says, if it does."""
    match = _SIZE.search(style)
    if match is None:
        return usual
    number, unit = float(match[1]), match[2].casefold()
    return number * {"pt": 1.0, "px": 0.75, "em": usual, "rem": USUAL, "%": usual / 100}[unit]


def look_of(root: Element) -> Look:
    """Return what a page's own style sheets say."""
    text = "\n".join(e.text or "" for e in root.iter() if local(e) == "style" and "print" not in (e.get("media") or ""))[:MOST_STYLE]
    shows, counts = _HIDES.search(text) is not None or _STRIKES.search(text) is not None, "counter" in text
    rules = list(_rules(without_conditions(_COMMENT.sub("", text)))) if shows or counts else []
    return Look(list(_hiding(rules))[:MOST_RULES] if shows else [], counters=Counters(rules[:MOST_RULES]) if counts else None)


def without_conditions(text: str) -> str:
    """Return a style sheet without what it says for printers and narrow screens."""
    kept, start = [], 0
    while (begin := text.find("@", start)) >= 0:
        kept.append(text[start:begin])
        deep, start = 0, begin
        while start < len(text):
            sign = text[start]
            start += 1
            deep += (sign == "{") - (sign == "}")
            if (sign == "}" and deep <= 0) or (sign == ";" and not deep):
                break
    return "".join((*kept, text[start:]))


def _rules(text: str) -> Iterator[tuple[str, str]]:
    """Yield (selectors, block) of each rule of a style sheet."""
    for rule in text.split("}")[:-1]:
        before, brace, block = rule.rpartition("{")
        selectors = before.rpartition("{")[2]
        if brace and len(selectors) <= LONGEST_SELECTOR and len(block) <= LONGEST_BLOCK:
            yield selectors, block


def _hiding(rules: Iterable[tuple[str, str]]) -> Iterator[_Rule]:
    for selectors, block in rules:
        hides, strikes = _HIDES.search(block) is not None, _STRIKES.search(block) is not None
        if hides or strikes or _SHOWS.search(block):
            for selector in selectors.split(","):
                found = SELECTOR.fullmatch(selector.strip())
                if found is not None and found[0]:
                    yield _Rule((found[1] or "").casefold(), frozenset(re.findall(r"[.#][\w-]+", found[2])), hides, strikes)
