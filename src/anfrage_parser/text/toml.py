"""TOML read within bounds, and written: strings, numbers, yes or no, lists of strings.

`tomllib` takes as long as the square of a key's parts, calls itself for every list in a list, and has no bound of its own. What it would
take long for is refused before it sees it, by looking at the signs that stand outside of strings and comments.
"""

import json
import re
import tomllib
from typing import Any

from anfrage_parser.messages import say

MOST_BYTES = 4 * 1024 * 1024
WORDING_BYTES = 1024 * 1024
"""Of a convention; the largest that comes with the program has 19,000."""

MOST_SIGNS = 200_000
"""Brackets, commas, dots and equals signs outside of strings: as many as 10,000 corrections and a little more have."""

MOST_PARTS = 8
"""Of a key, or of the head of a table: "a.b.c" has three."""

DEEPEST = 16
"""Lists and inline tables within one another."""

_QUOTED = re.compile(
    r"""
      \#[^\n]*+
    | \"{3}(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?    # a string that has no end reaches to that of the text: tomllib refuses it there
    | '{3}(?:[^']++|'(?!''))*+(?:'{3,5})?
    | "(?:[^"\\\n]++|\\.)*+"?
    | '[^'\n]*+'?
    """,
    re.VERBOSE | re.DOTALL,
)
_LONG_KEY = re.compile(rf"(?<![^=,\[\]{{}}\n])(?:[^=,\[\]{{}}\n.]*+\.){{{MOST_PARTS}}}")
_BRACKETS = re.compile(r"[\[\]{}]")


class TooMuchError(ValueError):
    """TOML beyond the bounds above, whether it is valid or not."""


def decoded(data: bytes, most: int = MOST_BYTES) -> str:
    """The text of a file of so many bytes at most; errors as of `loads`."""
    if len(data) > most:
        raise TooMuchError(say("über {count} Bytes", count=most))
    return data.decode("utf-8-sig")


def loads(data: bytes) -> dict[str, Any]:
    """The values of a file, a mark before its first byte or none, in a time that grows as its size.

    `ValueError` for what is no TOML in UTF-8, its subclass `TooMuchError` for what is too much of it; both are one sentence for people.
    """
    text = decoded(data)
    _refuse_too_much(_QUOTED.sub("", text))
    return tomllib.loads(text)


def _refuse_too_much(bare: str) -> None:
    """`TooMuchError` for text that has lost its strings and comments: too many signs, a key too long, lists too deep."""
    if sum(map(bare.count, "[]{},.=")) > MOST_SIGNS:
        raise TooMuchError(say("über {count} Werte und Zeichen, die sie trennen", count=MOST_SIGNS))
    if _LONG_KEY.search(bare):
        raise TooMuchError(say("ein Schlüssel mit über {count} Teilen", count=MOST_PARTS))
    depth = 0
    for bracket in _BRACKETS.findall(bare):
        depth += 1 if bracket in "[{" else -1
        if depth > DEEPEST:
            raise TooMuchError(say("über {count} Listen ineinander", count=DEEPEST))


def quoted(text: str) -> str:
    """A basic string of TOML; what is no character (a lone surrogate) becomes U+FFFD."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def value(thing: bool | int | str | list[str]) -> str:
    """Any value that a file of corrections holds.

    >>> value(["SPD", "CDU"])
    '["SPD", "CDU"]'
    """
    if isinstance(thing, list):
        return f"[{', '.join(quoted(item) for item in thing)}]"
    if isinstance(thing, bool):
        return "true" if thing else "false"
    return str(thing) if isinstance(thing, int) else quoted(thing)
