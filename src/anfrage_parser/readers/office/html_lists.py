"""Markers that browsers show before list items."""

import re

from anfrage_parser.readers.office.numbers import letters, roman
from anfrage_parser.readers.office.package import Element, local, whole

_STYLE = re.compile(
    r"list-style(?:-type)?\s{0,9}:\s{0,9}[\w\s]{0,40}?\b(lower-alpha|upper-alpha|lower-latin|upper-latin|lower-roman|upper-roman|decimal|none)\b"
)
_TYPES = {"a": "lower-alpha", "A": "upper-alpha", "i": "lower-roman", "I": "upper-roman", "1": "decimal"}


class Numbers:
    """Counts the items of one list."""

    def __init__(self, element: Element) -> None:
        self.ordered = local(element) == "ol"
        self.step = -1 if element.get("reversed") is not None else 1
        items = sum(local(e) == "li" for e in element) if self.step < 0 else 1
        self.at = whole(element.get("start"), items)
        self.look = _look(element) or ("decimal" if self.ordered else "bullet")

    def next(self, item: Element) -> str:
        """Return the marker of the next item."""
        look = _look(item) or self.look
        if not self.ordered:
            return "" if look == "none" else "•"
        self.at = whole(item.get("value"), self.at)
        number, self.at = self.at, self.at + self.step
        return "" if look == "none" else f"{in_look(number, look)}."


def _look(element: Element) -> str | None:
    styled = _STYLE.search((element.get("style") or "")[:500])
    return styled.group(1) if styled else _TYPES.get(element.get("type") or "")


def in_look(number: int, look: str) -> str:
    """Format a number in a CSS list style.

    >>> in_look(2, "lower-alpha"), in_look(4, "upper-roman"), in_look(7, "decimal")
    ('b', 'IV', '7')
    """
    text = letters(number) if look.endswith(("alpha", "latin")) else roman(number) if look.endswith("roman") else str(number)
    return text.upper() if look.startswith("upper") else text
