"""Regular expressions compiled on first use: the parser has some 180, a letter needs half of them.

Character classes with more than two ranges and characters beyond Latin-1 are very slow to compile: put such a character beside the
class ("[A-Z]|„"), not into it.
"""

import re
from typing import Any, cast

METHODS = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


class LazyPattern:
    """A lazily compiled pattern; after the first use, the methods of `re.Pattern` are instance attributes."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._wanted = text, flags

    def __getattr__(self, name: str) -> object:
        if name not in METHODS:
            raise AttributeError(name)
        return getattr(self._made(), name)

    def _made(self) -> re.Pattern[Any]:
        made: re.Pattern[Any] = re.compile(*self._wanted)
        vars(self).update({method: getattr(made, method) for method in METHODS})
        return made


def compiled(text: str, flags: int = 0) -> re.Pattern[str]:
    """Like `re.compile`, but compiles on first use."""
    return cast("re.Pattern[str]", LazyPattern(text, flags))


def compiled_bytes(text: bytes) -> re.Pattern[bytes]:
    """Like `compiled`, for bytes."""
    return cast("re.Pattern[bytes]", LazyPattern(text, 0))
