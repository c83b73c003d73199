"""Patterns that are compiled when they are first used: the parser knows some 150, a letter needs half of them."""

import re
from typing import cast

METHODS = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


class Later:
    """Stands for a pattern; what was asked for once is an attribute like any other from then on."""

    def __init__(self, text: str, flags: int) -> None:
        self._wanted = text, flags

    def __getattr__(self, name: str) -> object:
        if name not in METHODS:
            raise AttributeError(name)
        made = re.compile(*self._wanted)
        vars(self).update({method: getattr(made, method) for method in METHODS})
        return getattr(made, name)


def compiled(text: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, at the first use."""
    return cast("re.Pattern[str]", Later(text, flags))
