"""Patterns that are compiled when they are first used: the parser knows some 180, a letter needs half of them.

A class of characters that reaches beyond Latin-1, and has more than two runs of them, takes as long to compile as a page of words:
such a sign stands beside the class then ("[A-Z]|„"), not in it.
"""

import re
from typing import Any, cast

METHODS = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


class Later:
    """Stands for a pattern; what was asked for once is an attribute like any other from then on."""

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
    """As `re.compile`, at the first use."""
    return cast("re.Pattern[str]", Later(text, flags))


def compiled_bytes(text: bytes) -> re.Pattern[bytes]:
    """As `compiled`, for patterns of bytes."""
    return cast("re.Pattern[bytes]", Later(text, 0))
