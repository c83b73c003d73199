"""Regular expressions compiled on first use: the parser has some 180, a letter needs half of them. Compiling is a quarter of a start.

Character classes with more than two ranges and characters beyond Latin-1 are very slow to compile: put such a character beside the
class ("[A-Z]|„"), not into it.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any, cast

LOOKING = ("match", "search", "fullmatch")
METHODS = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


class LazyPattern:
    """A lazily compiled pattern; after the first use, the methods of `re.Pattern` are instance attributes."""

    def __init__(self, text: str | bytes, flags: int, needs: Sequence[str] = ()) -> None:
        self.pattern, self._wanted, self._needs = text, (text, flags), needs

    def __getattr__(self, name: str) -> object:
        if name not in METHODS:
            raise AttributeError(name)
        if self._needs and name in LOOKING:
            vars(self)[name] = self._looking(name)
            return vars(self)[name]
        return getattr(self._made(), name)

    @property
    def folds(self) -> bool:
        """Whether it ignores case, if only in a part: its needed words are then looked for in case-folded texts."""
        text, flags = self._wanted
        return bool(flags & re.IGNORECASE) or (isinstance(text, str) and "(?i:" in text)

    def _looking(self, name: str) -> Callable[..., object]:
        """Return a method that searches only texts that may match; nothing is compiled for others."""
        needs, folds = tuple(self._needs), self.folds

        def looked(text: str, *places: int) -> object:
            folded = text.casefold() if folds else text
            for word in needs:
                if word in folded:
                    return getattr(self._made(), name)(text, *places)
            return None

        return looked

    def _made(self) -> re.Pattern[Any]:
        made: re.Pattern[Any] = re.compile(*self._wanted)
        vars(self).update({method: getattr(made, method) for method in METHODS})
        return made


def compiled(text: str, flags: int = 0, needs: Sequence[str] = ()) -> re.Pattern[str]:
    """Like `re.compile`, but compiles on first use: on a text that holds one of the words in `needs`, as every text that matches does.

    Where the pattern ignores case, if only in a part, the words are case-folded.
    """
    return cast("re.Pattern[str]", LazyPattern(text, flags, needs))


def compiled_bytes(text: bytes) -> re.Pattern[bytes]:
    """Like `compiled`, for bytes."""
    return cast("re.Pattern[bytes]", LazyPattern(text, 0))
