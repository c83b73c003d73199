"""Read TOML within bounds, and write its values: strings, integers, booleans, lists of strings.

`tomllib` takes quadratic time in the parts of a key, recurses into nested lists, and has no limits. Input that would take long is
refused beforehand, by counting punctuation outside of strings and comments.
"""

import json
import re
from typing import Any

from anfrage_parser.messages import say
from anfrage_parser.text.patterns import compiled

MOST_BYTES = 4 * 1024 * 1024
WORDING_BYTES = 1024 * 1024
"""Bytes of a convention; the largest built-in one has 19,000."""

MOST_SIGNS = 200_000
"""Brackets, commas, dots and equals signs outside of strings; enough for 10,000 corrections."""

MOST_PARTS = 8
"""Parts of a key or table header: "a.b.c" has three."""

DEEPEST = 16
"""Nesting depth of lists and inline tables."""

_QUOTED = compiled(
    r"""
      \#[^\n]*+
    | \"{3}(?:[^"\\]++|\\.|"(?!""))*+(?:"{3,5})?    # an unterminated string extends to the end of the text: tomllib refuses it
    | '{3}(?:[^']++|'(?!''))*+(?:'{3,5})?
    | "(?:[^"\\\n]++|\\.)*+"?
    | '[^'\n]*+'?
    """,
    re.VERBOSE | re.DOTALL,
)
_LONG_KEY = compiled(rf"(?<![^=,\[\]{{}}\n])(?:[^=,\[\]{{}}\n.]*+\.){{{MOST_PARTS}}}")
_BRACKETS = compiled(r"[\[\]{}]")


class TooMuchError(ValueError):
    """TOML that exceeds the limits above, valid or not."""


def decoded(data: bytes, most: int = MOST_BYTES) -> str:
    """Decode a file of at most `most` bytes; errors as in `loads`."""
    if len(data) > most:
        raise TooMuchError(say("über {count} Bytes", count=most))
    return data.decode("utf-8-sig")


def loads(data: bytes) -> dict[str, Any]:
    """Parse TOML, with or without a byte order mark, in linear time.

    Raises `ValueError` if it is no TOML in UTF-8, or its subclass `TooMuchError` if it exceeds the limits, with a message for people.
    """
    text = decoded(data)
    _refuse_too_much(_QUOTED.sub("", text))
    import tomllib  # takes a while to import, and few runs read any

    return tomllib.loads(text)


def _refuse_too_much(bare: str) -> None:
    """Raise `TooMuchError` for too much punctuation, too long keys or too deep nesting; `bare` is TOML without strings and comments."""
    if sum(map(bare.count, "[]{},.=")) > MOST_SIGNS:
        raise TooMuchError(say("über {count} Werte und Trennzeichen", count=MOST_SIGNS))
    if _LONG_KEY.search(bare):
        raise TooMuchError(say("ein Schlüssel mit über {count} Teilen", count=MOST_PARTS))
    depth = 0
    for bracket in _BRACKETS.findall(bare):
        depth += 1 if bracket in "[{" else -1
        if depth > DEEPEST:
            raise TooMuchError(say("über {count} Listen ineinander", count=DEEPEST))


def quoted(text: str) -> str:
    """Return a TOML basic string; lone surrogates become U+FFFD."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return json.dumps(whole, ensure_ascii=False).replace("\x7f", "\\u007f")


def value(thing: bool | int | str | list[str] | list[int]) -> str:
    """Serialise a value of a file of corrections.

    >>> value(["SPD", "CDU"])
    '["SPD", "CDU"]'
    """
    if isinstance(thing, list):
        return f"[{', '.join(map(value, thing))}]"
    if isinstance(thing, bool):
        return "true" if thing else "false"
    return str(thing) if isinstance(thing, int) else quoted(thing)
