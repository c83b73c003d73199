"""Half of a surrogate pair: JSON can spell one (`\\ud800`), no text can hold it, and no file of ours is written with it."""

import re
from collections.abc import Iterator
from typing import Any

SPELLED = re.compile(r"\\u[dD][89a-fA-F]")
"""How one looks in JSON, and a whole pair too; text that was decoded holds no other."""

_HALF = re.compile("[\ud800-\udfff]")


def places(value: Any) -> Iterator[tuple[str | int, ...]]:
    """The paths of all texts that hold one; that of a key is its own without it."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), value)]
    while waiting:
        path, found = waiting.pop()
        if isinstance(found, str):
            if _HALF.search(found):
                yield path
        elif isinstance(found, dict):
            for key, inner in reversed(found.items()):
                if _HALF.search(key):
                    yield (*path, _HALF.sub("\ufffd", key))
                waiting.append(((*path, key), inner))
        elif isinstance(found, list):
            waiting.extend(((*path, at), inner) for at, inner in reversed(list(enumerate(found))))
