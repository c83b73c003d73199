"""Words as they are compared and looked for: by their letters alone, as alternatives of a pattern, as names of parties."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from anfrage_parser.text.patterns import compiled

_NO_LETTERS = compiled(r"[\W\d_]++")


def key(text: str) -> str:
    """What labels and headings are compared by: their letters alone, without case.

    >>> key("Vorlage-Nr.:") == key("Vorlage Nr.")
    True
    """
    return _short_key(text) if len(text) <= SHORT_TEXT else _letters(text)


SHORT_TEXT = 60
"""Characters of a text whose key is remembered: words and labels, which come back."""


def _letters(text: str) -> str:
    folded = text.casefold()
    return folded if folded.isalpha() else _NO_LETTERS.sub("", folded)


_short_key = lru_cache(maxsize=4096)(_letters)


def opens(text: str, beginnings: frozenset[str]) -> bool:
    """Whether a text's key may be one of those that begin so: by its first word, which is cheaper than the key of a line."""
    return not text or key(text.split(None, 1)[0]) in beginnings


def beginnings(keys: Iterable[str]) -> frozenset[str]:
    """Everything that a key may begin with, nothing at all too: what a line's first word tells of whether the line can be one."""
    return frozenset(key[:end] for key in keys for end in range(len(key) + 1))


Told = TypeVar("Told")


def longest_first(words: Sequence[str], most: int, tells: Callable[[Sequence[str]], Told | None]) -> list[tuple[int, int, Told]]:
    """Words put together to what is known, so many at most and as many as can be; nothing where one is left over.

    Each is the number of its first word, that behind its last, and what `tells` says of them.
    """
    out: list[tuple[int, int, Told]] = []
    done = 0
    while done < len(words):
        for last in range(min(done + most, len(words)), done, -1):
            if (told := tells(words[done:last])) is not None:
                out.append((done, last, told))
                done = last
                break
        else:
            return []
    return out


def alternatives(words: Iterable[str]) -> str:
    """Words as alternatives of a pattern, the longest first, blanks flexible."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in sorted(words, key=len, reverse=True))


def first_words(words: Iterable[str]) -> tuple[str, ...]:
    """The first word of each, without case; none that holds another one."""
    firsts = sorted({word.casefold().split()[0] for word in words}, key=len)
    return tuple(word for number, word in enumerate(firsts) if not any(shorter in word for shorter in firsts[:number]))


def party_key(name: str) -> str:
    """What party names are compared by: letters and digits without case."""
    return "".join(c for c in name.casefold() if c.isalnum())


SHORT_PARTY = 4
"""Names up to this length are taken only as written: "FÜR" is a group, "für" is none."""


def party_pattern(parties: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """A pattern for all printed names of parties; apostrophes, blanks and hyphens inside a name may differ."""
    names = sorted({n for canonical, aliases in parties.items() for n in (canonical, *aliases)}, key=len, reverse=True)
    long, short = ([_party(name) for name in names if (len(name) <= SHORT_PARTY) is small] for small in (False, True))
    shapes = [*([f"(?i:{'|'.join(long)})"] if long else []), *short]
    return re.compile(rf"(?<![\w.])(?:{'|'.join(shapes)})(?!\w)" if shapes else r"(?!)")


_APOSTROPHE = r"(?:[\s'´`]|(?-i:[’‘\u0301])){0,3}"


def _party(name: str) -> str:
    return re.escape(name).replace(r"\ ", r"[\s-]{0,2}").replace("/", r"\s?/\s?").replace("'", _APOSTROPHE)
