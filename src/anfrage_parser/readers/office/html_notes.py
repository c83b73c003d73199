"""Find the footnotes of a web page: links at raised numbers, and what they lead to."""

import re

from anfrage_parser.readers.office.package import Element, local
from anfrage_parser.text.superscripts import as_mark

_LABEL = re.compile(r"\s{0,9}+[\[(]?([0-9]{1,3}|\*{1,3}|†|‡)[\])]?\s{0,9}+")
_NAMED = re.compile(r"(?:\A|[\s_-])(?:footnote|fussnote|fn|note|noteref|ref)", re.IGNORECASE)

BACK = frozenset("↩ ↩︎ ↩️ ↑ ^ ⤴ ↵ ⏎ ▲ zurück hoch back".split())
"""Texts of links that lead back from a note to its mark."""

LONGEST = 12
"""Most characters of a mark with what is around it."""


class Notes:
    """The notes of a page, found by the links to them."""

    def __init__(self, root: Element) -> None:
        self._marks: dict[str, str] = {}
        """Id of a note's element → its mark."""
        for link in root.iter("a"):
            target = str(link.get("href") or "")
            if len(target) > 1 and target[0] == "#" and (mark := _mark_of(link)):
                self._marks.setdefault(target[1:], mark)

    def mark(self, element: Element) -> str:
        """Return the mark of the note that an element is; "" if it is none."""
        if not self._marks:
            return ""
        return self._marks.get(element.get("id") or "", "") or self._marks.get(element.get("name") or "", "")

    def is_back(self, element: Element) -> bool:
        """Return whether an element is a link from a note back to its mark."""
        if local(element) != "a" or not str(element.get("href") or "").startswith("#"):
            return False
        return element.get("role") == "doc-backlink" or (bool(self._marks) and _text(element) in BACK)


def raised_text(element: Element) -> str | None:
    """Return the mark that a raised element is; None if it holds anything but a number."""
    text = _text(element)
    mark = as_mark(text)
    return mark if mark != text else None


def begins_with(element: Element, mark: str) -> bool:
    """Return whether a note's own text begins with its mark, raised or not."""
    found = _LABEL.match("".join(element.itertext())[: 4 * LONGEST].lstrip())
    return found is not None and as_mark(found[1]) == mark


def _mark_of(link: Element) -> str:
    """Return the mark that a link is; "" if it is another link."""
    text = _text(link)
    found = _LABEL.fullmatch(text)
    if found is None:
        return ""
    parent = link.getparent()
    raised = (parent is not None and local(parent) == "sup") or any(local(e) == "sup" for e in link)
    told = link.get("role") == "doc-noteref" or _NAMED.search(str(link.get("class") or "")) is not None
    return as_mark(found[1]) if raised or told or text[:1] == "[" else ""


def _text(element: Element) -> str:
    parts: list[str] = []
    for part in element.itertext():
        parts.append(part)
        if sum(map(len, parts)) > 4 * LONGEST:
            break
    text = "".join(parts).strip()
    return text if len(text) <= LONGEST else ""


def is_cited(element: Element) -> bool:
    """Return whether mail programs mark a quotation as the mail that is answered."""
    return element.get("type") == "cite" or "quote" in (element.get("class") or "")
