"""Patterns that are compiled when they are first used: the parser knows some 180, a letter needs half of them.

A class of characters that reaches beyond Latin-1, and has more than two runs of them, takes as long to compile as a page of words:
such a sign stands beside the class then ("[A-Z]|„"), not in it.
"""

import re
from collections.abc import Iterable, Iterator
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


class Rare(Later):
    """Stands for a pattern whose matches show by a word in them, or by how they begin: most letters have none, and never need it.

    Once it is compiled, nothing stands before it any more.
    """

    def __init__(self, text: str, flags: int, words: Iterable[str], starts: Iterable[str]) -> None:
        super().__init__(text, flags)
        self._words = tuple(word.casefold() if flags & re.IGNORECASE else word for word in words)
        self._starts = tuple(starts)

    def match(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As a pattern's."""
        return self._made().match(text, start) if self.possible(text, start) else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As a pattern's."""
        return self._made().fullmatch(text) if self.possible(text, 0) else None

    def search(self, text: str, start: int = 0) -> re.Match[str] | None:
        """As a pattern's."""
        return self._made().search(text, start) if self.possible(text) else None

    def finditer(self, text: str) -> Iterator[re.Match[str]]:
        """As a pattern's."""
        return self._made().finditer(text) if self.possible(text) else iter(())

    def possible(self, text: str, start: int | None = None) -> bool:
        """Whether a text can hold a match, or one that begins at a position."""
        if start is not None and self._starts and not text.startswith(self._starts, start):
            return False
        if not self._words:
            return True
        words = f"{' '.join(text.split())} "
        if self._wanted[1] & re.IGNORECASE:
            words = words.casefold()
        return any(word in words for word in self._words)


def compiled(text: str, flags: int = 0, *, words: Iterable[str] = (), starts: Iterable[str] = ()) -> re.Pattern[str]:
    """As `re.compile`, at the first use.

    Where `words` are given, each match holds one of them, a blank standing for any white space or the end of the text; where `starts`
    are, each begins with one of them.
    """
    return rare(text, flags, words, starts) if words or starts else cast("re.Pattern[str]", Later(text, flags))


def compiled_bytes(text: bytes) -> re.Pattern[bytes]:
    """As `compiled`, for patterns of bytes."""
    return cast("re.Pattern[bytes]", Later(text, 0))


def rare(text: str, flags: int, words: Iterable[str], starts: Iterable[str] = ()) -> re.Pattern[str]:
    """As `compiled`, for patterns that belong to a convention."""
    return cast("re.Pattern[str]", Rare(text, flags, words, starts))
