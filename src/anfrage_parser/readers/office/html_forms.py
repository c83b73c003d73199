"""Read the fields of a web page's form, and tell what its attributes and style sheets hide or strike out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from anfrage_parser.readers.office.html_counters import SELECTOR, Counters
from anfrage_parser.readers.office.package import Element, local
from anfrage_parser.readers.placeholders import EMPTY, TICKED, is_placeholder

FIELDS = frozenset(("input", "select", "textarea"))

_SILENT = frozenset("hidden submit button reset image password file search range color".split())
"""Types of inputs that say nothing."""

STRUCK = frozenset(("s", "strike"))

MOST_STYLE = 200_000
"""Characters of style sheets that are looked at."""

MOST_RULES = 300

LONGEST_SELECTOR, LONGEST_BLOCK = 500, 4_000
"""Most characters of a rule's selectors and of its block; a longer one is no rule that hides."""

_HIDES = re.compile(
    r"(?<![\w-])(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}(?:hidden|collapse)|text-decoration(?:-line)?\s{0,9}:[^;]{0,60}line-through"
    r"|opacity\s{0,9}:\s{0,9}0(?![.\d])|font-size\s{0,9}:\s{0,9}0(?![.\d]))",
    re.IGNORECASE,
)
_SHOWS = re.compile(r"(?<![\w-])(?:display|visibility|text-decoration)\s{0,9}:", re.IGNORECASE)
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


@dataclass(frozen=True, slots=True)
class _Rule:
    """A rule of a style sheet for a kind of element with some classes and ids."""

    tag: str
    marks: frozenset[str]
    hides: bool


@dataclass(slots=True)
class Look:
    """What is seen of a page's elements."""

    rules: list[_Rule] = field(default_factory=list)
    unseen: int = 0
    """Words that are hidden or struck out."""
    counters: Counters | None = None
    """What a style sheet prints before elements, with the numbers that it counts."""
    _known: dict[tuple[str, str, str], bool] = field(default_factory=dict)

    def is_hidden(self, element: Element) -> bool:
        """Return whether nobody sees an element, or sees it struck out."""
        style = (element.get("style") or "")[:500]
        if element.get("hidden") is not None or _HIDES.search(style) or local(element) in STRUCK:
            return True
        if not self.rules or _SHOWS.search(style):
            return False
        names = local(element), (element.get("class") or "")[:500], (element.get("id") or "")[:100]
        if names not in self._known:
            self._known[names] = self._is_hidden_by_rule(*names)
        return self._known[names]

    def _is_hidden_by_rule(self, tag: str, classes: str, identity: str) -> bool:
        """Return what the strongest rule says; of equally strong ones, the last."""
        marks = {f".{name}" for name in classes.split()} | ({f"#{identity}"} if identity else set())
        best, hidden = (0, 0, False), False
        for rule in self.rules:
            if rule.tag in ("", tag) and rule.marks <= marks:
                weight = (sum(mark[0] == "#" for mark in rule.marks), len(rule.marks), bool(rule.tag))
                if weight >= best:
                    best, hidden = weight, rule.hides
        return hidden

    def miss(self, element: Element) -> None:
        """Count the words of an element that isn't read."""
        self.unseen += len(element.text_content().split())


def look_of(root: Element) -> Look:
    """Return what a page's own style sheets say."""
    text = "\n".join(e.text or "" for e in root.iter() if local(e) == "style" and "print" not in (e.get("media") or ""))[:MOST_STYLE]
    hides, counts = _HIDES.search(text) is not None, "counter" in text
    rules = list(_rules(without_conditions(_COMMENT.sub("", text)))) if hides or counts else []
    return Look(list(_hiding(rules))[:MOST_RULES] if hides else [], counters=Counters(rules[:MOST_RULES]) if counts else None)


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
        hides = _HIDES.search(block) is not None
        if hides or _SHOWS.search(block):
            for selector in selectors.split(","):
                found = SELECTOR.fullmatch(selector.strip())
                if found is not None and found[0]:
                    yield _Rule((found[1] or "").casefold(), frozenset(re.findall(r"[.#][\w-]+", found[2])), hides)
