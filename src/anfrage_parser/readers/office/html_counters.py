"""Numbers that a page's style sheet counts and prints before its elements: `.q:before {content: "Frage " counter(f) ": "}`."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from anfrage_parser.readers.office.html_lists import in_look
from anfrage_parser.readers.office.package import Element, local

SELECTOR = re.compile(r"([a-zA-Z][a-zA-Z0-9]{0,20})?((?:[.#][\w-]{1,80}){0,6})")
_MARKS = re.compile(r"[.#][\w-]+")
_BEFORE = re.compile(r"::?(before|marker)\Z", re.IGNORECASE)
_COUNTED = re.compile(r"(?<![\w-])counter-(reset|set|increment)\s{0,9}:\s{0,9}([^;]{1,200})", re.IGNORECASE)
_CONTENT = re.compile(r"(?<![\w-])content\s{0,9}:\s{0,9}([^;]{1,300})", re.IGNORECASE)
_PIECE = re.compile(r"\"([^\"]{0,80})\"|'([^']{0,80})'|(counters?)\(\s{0,9}([\w-]{1,60})\s{0,9}(?:,\s{0,9}([^)]{1,60}))?\)", re.IGNORECASE)
_STEP = re.compile(r"([a-zA-Z_-][\w-]{0,60})(?:\s{1,9}(-?[0-9]{1,4})(?![\w-]))?")
_ESCAPED = re.compile(r"\\([0-9a-fA-F]{1,5})\s?")

LISTS = frozenset(("ol", "ul", "dl"))
MOST_ANCESTORS = 30


class _Part(NamedTuple):
    """One element of a selector: "ol.fragen"."""

    tag: str
    marks: frozenset[str]

    def matches(self, element: Element) -> bool:
        if self.tag not in ("", local(element)):
            return False
        marks = {f".{name}" for name in (element.get("class") or "")[:500].split()} | {f"#{element.get('id')}"}
        return self.marks <= marks


class _Rule(NamedTuple):
    path: tuple[_Part, ...]
    """The element that it is for, last, and those around it."""
    steps: tuple[tuple[str, str, int], ...]
    """(what is done, counter, number)."""
    content: str | None


class Counters:
    """The counters of a page, as its elements are read one after the other."""

    def __init__(self, rules: Iterable[tuple[str, str]]) -> None:
        self._rules = [rule for selectors, block in rules for rule in _parsed(selectors, block)]
        self._counts: dict[str, list[int]] = {}

    def enter(self, element: Element) -> str:
        """Count an element, and return what is printed before it."""
        found = [rule for rule in self._rules if _is_for(rule, element)]
        for rule in found:
            for act, name, number in rule.steps:
                self._step(act, name, number, local(element) in LISTS)
        contents = [rule.content for rule in found if rule.content is not None]
        return self._printed(contents[-1]) if contents else ""

    def leave(self, element: Element) -> None:
        """End the counters of a list."""
        if local(element) in LISTS:
            for rule in self._rules:
                if _is_for(rule, element):
                    for act, name, _ in rule.steps:
                        if act == "reset" and len(self._counts.get(name, ())) > 1:
                            self._counts[name].pop()

    def prints(self, element: Element) -> bool:
        """Return whether something is printed before an element, in place of its own number."""
        return any(rule.content is not None and _is_for(rule, element) for rule in self._rules)

    def _step(self, act: str, name: str, number: int, nested: bool) -> None:
        counts = self._counts.setdefault(name, [0])
        if act == "reset" and nested:
            counts.append(number)
        else:
            counts[-1] = counts[-1] + number if act == "increment" else number

    def _printed(self, content: str) -> str:
        out = []
        for double, single, kind, name, more in _PIECE.findall(content):
            if not kind:
                out.append(_ESCAPED.sub(lambda match: chr(int(match[1], 16) or 32), double or single))
                continue
            counts = self._counts.get(name, [0])
            own = more.split(",")
            look = own[-1].strip() if len(own) > (kind.casefold() == "counters") and own[-1].strip() else "decimal"
            shown = counts[1:] or counts if kind.casefold() == "counters" else counts[-1:]
            out.append(own[0].strip(" '\"").join(in_look(count, look) for count in shown))
        return "".join(out)


def _is_for(rule: _Rule, element: Element) -> bool:
    if not rule.path[-1].matches(element):
        return False
    around = [parent for parent, _ in zip(element.iterancestors(), range(MOST_ANCESTORS), strict=False)] if len(rule.path) > 1 else []
    return all(any(part.matches(parent) for parent in around) for part in rule.path[:-1])


def _parsed(selectors: str, block: str) -> Iterator[_Rule]:
    content = _CONTENT.search(block)
    acts = [(act.casefold(), said) for act, said in _COUNTED.findall(block)]
    acts.sort(key=lambda act: act[0] == "increment")
    steps = tuple(
        (act, name, int(number) if number else int(act == "increment")) for act, said in acts for name, number in _STEP.findall(said)
    )
    printed = content[1] if content is not None and "counter" in content[1] else None
    for selector in selectors.split(",") if steps or printed else ():
        bare = _BEFORE.sub("", selector.strip())
        path = [SELECTOR.fullmatch(part) for part in bare.replace(">", " ").split()]
        parts = tuple(_Part((m[1] or "").casefold(), frozenset(_MARKS.findall(m[2]))) for m in path if m is not None)
        if parts and len(parts) == len(path):
            yield _Rule(parts, steps, printed if bare != selector.strip() else None)
