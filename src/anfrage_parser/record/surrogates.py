"""Find lone surrogates: JSON can spell one (`\\ud800`), but it can't be encoded in UTF-8, so we never write one."""

from collections.abc import Iterator
from typing import Any

from anfrage_parser.text.patterns import compiled

ESCAPED = compiled(r"\\u[dD][89a-fA-F]")
"""An escaped surrogate in JSON, lone or in a pair."""

_SURROGATE = compiled("[\ud800-\udfff]")


def paths_with_surrogates(value: Any) -> Iterator[tuple[str | int, ...]]:
    """Yield the paths of all strings with a lone surrogate; in a path, a key's surrogates are replaced with U+FFFD."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    while waiting:
        path, found = waiting.pop()
        if isinstance(found, str):
            if _SURROGATE.search(found):
                yield path
        elif isinstance(found, dict):
            for key, inner in reversed(found.items()):
                if _SURROGATE.search(key):
                    yield (*path, _SURROGATE.sub("\ufffd", key))
                waiting.append(((*path, key), inner))
        elif isinstance(found, list):
            waiting.extend(((*path, at), inner) for at, inner in reversed(list(enumerate(found))))
