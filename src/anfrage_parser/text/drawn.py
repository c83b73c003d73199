"""Split a line at the bullets, or at the numbers in circles, of the items that it holds: "• Wann? • Wie?", "① Wann? ② Wie?"."""

from collections.abc import Iterator
from itertools import count

BULLETS = ("•", "◦", "? -", "? –", ": -", ": –")
"""Bullets within a line; a dash is one only behind a question or what announces it."""

SECONDS = ("②", "❷", "⑵", "⒉")
"""The second numbers of each kind that is drawn in a circle."""


def drawn_sign(text: str) -> str | None:
    """Return the first of these signs that a line which asks holds; a quick check."""
    if "?" not in text:
        return None
    for sign in SIGNS:
        if sign in text:
            return sign
    return None


SIGNS = (*BULLETS, *SECONDS)

ENDS = tuple("?!.:;,")


def drawn_starts(text: str) -> list[int]:
    """Return where the items of a line begin that such signs part, with the text before them; [] if they part none.

    >>> drawn_starts("Wir fragen: • Wann? • Wie?"), drawn_starts("Haus • Hof • Garten")
    ([0, 12, 20], [])
    """
    sign = drawn_sign(text)
    if sign is None:
        return []
    found = list(_numbers(text, sign) if sign in SECONDS else _bullets(text, sign[-1]))
    first = not text[: found[0]].strip() if found else False
    if len(found) < 2 or not (first or text[: found[0]].rstrip().endswith((":", "?"))):
        return []
    return [0, *found[1:]] if first else [0, *found]


def _bullets(text: str, sign: str) -> Iterator[int]:
    dash, first = sign in "-–", len(text) - len(text.lstrip())
    at = text.find(sign)
    while at >= 0:
        before = text[max(at - 6, 0) : at]
        apart = before.rstrip().endswith(("?", ":") if dash else ENDS) or (not dash and before.endswith("  "))
        if (apart or at == first) and (not dash or text[at + 1 : at + 2] == " "):
            yield at
        at = text.find(sign, at + 1)


def _numbers(text: str, second: str) -> Iterator[int]:
    at = -1
    for code in count(ord(second) - 1):
        at = text.find(chr(code), at + 1)
        if at < 0:
            return
        yield at
