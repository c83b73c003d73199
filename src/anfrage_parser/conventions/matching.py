"""Compare and match words: by their letters, as alternatives of a pattern, as names of parties."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import TypeVar

from anfrage_parser.text.patterns import compiled

_NO_LETTERS = compiled(r"[\W\d_]++")


def key(text: str) -> str:
    """Return the key for comparing captions and headings: their letters, case-folded.

    >>> key("Vorlage-Nr.:") == key("Vorlage Nr.")
    True
    """
    return _short_key(text) if len(text) <= SHORT_TEXT else _letters(text)


SHORT_TEXT = 60
"""Longest text whose key is cached: words and captions, which recur."""


def _letters(text: str) -> str:
    folded = text.casefold()
    return folded if folded.isalpha() else _NO_LETTERS.sub("", folded)


_short_key = lru_cache(maxsize=4096)(_letters)


def opens(text: str, beginnings: frozenset[str]) -> bool:
    """Return whether a text's key may be one with these `beginnings`, judging by its first word, which is faster than the whole key."""
    return not text or key(text.split(None, 1)[0]) in beginnings


def beginnings(keys: Iterable[str]) -> frozenset[str]:
    """Return all prefixes of the keys, including "", for `opens`."""
    return frozenset(key[:end] for key in keys for end in range(len(key) + 1))


FOLDED = frozenset({"lead_in", "agenda", "salutation", "closing", "signed"})
"""Sections whose words are compared with case-folded text: "äußern" is "äussern" there."""


def folded(section: str, lists: Mapping[str, Iterable[str]]) -> Mapping[str, Iterable[str]]:
    """Return the lists of a section as the rules compare them."""
    return {part: [word.casefold() for word in words] for part, words in lists.items()} if section in FOLDED else lists


T = TypeVar("T")


def longest_first(words: Sequence[str], most: int, lookup: Callable[[Sequence[str]], T | None]) -> list[tuple[int, int, T]]:
    """Combine consecutive words greedily into known phrases of at most `most` words; [] if a word is left over.

    Returns (start, end, value) of each phrase, where `lookup` returns the value of its words, or None if unknown.
    """
    out: list[tuple[int, int, T]] = []
    done = 0
    while done < len(words):
        for last in range(min(done + most, len(words)), done, -1):
            if (value := lookup(words[done:last])) is not None:
                out.append((done, last, value))
                done = last
                break
        else:
            return []
    return out


def alternatives(words: Iterable[str]) -> str:
    """Return a pattern of alternatives, longest first, with flexible blanks."""
    return "|".join(re.escape(w).replace(r"\ ", r"\s{1,3}") for w in sorted(words, key=len, reverse=True))


def first_words(words: Iterable[str]) -> tuple[str, ...]:
    """Return the case-folded first word of each, without those that contain another one."""
    firsts = sorted({word.casefold().split()[0] for word in words}, key=len)
    return tuple(word for number, word in enumerate(firsts) if not any(shorter in word for shorter in firsts[:number]))


def party_key(name: str) -> str:
    """Return the key for comparing party names: letters and digits, case-folded."""
    return "".join(c for c in name.casefold() if c.isalnum())


BEFORE_MEMBER = ("Die", "die", "Der", "der", "des", "den", "dem", "von", "vom", "durch", "Herr", "Herrn", "Frau")
"""Words that may precede the word for a council member."""

WRITTEN_OUT = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"})
"""Umlauts and ß as people without these keys write them, for `str.translate`."""


def spellings(canonical: str, aliases: Iterable[str]) -> Iterator[str]:
    """Yield the printed names of a party, each with umlauts and as "Buendnis 90/Die Gruenen" has them."""
    for name in (canonical, *aliases):
        yield name
        if not name.isascii():
            yield name.translate(WRITTEN_OUT)


SHORT_PARTY = 4
"""Names up to this length are case-sensitive: "FÜR" is a group, "für" isn't."""


def party_pattern(parties: Mapping[str, tuple[str, ...]]) -> re.Pattern[str]:
    """Return a pattern for all printed names of parties; apostrophes, blanks and hyphens within a name may vary."""
    names = sorted({n for known in parties.items() for n in spellings(*known)}, key=len, reverse=True)
    long, short = ([_party(name) for name in names if (len(name) <= SHORT_PARTY) is small] for small in (False, True))
    shapes = [*([f"(?i:{'|'.join(long)})"] if long else []), *short]
    return re.compile(rf"(?<![\w.])(?:{'|'.join(shapes)})(?!\w)" if shapes else r"(?!)")


_APOSTROPHE = r"(?:[\s'´`]|(?-i:[’‘\u0301])){0,3}"


def _party(name: str) -> str:
    return re.escape(name).replace(r"\ ", r"[\s-]{0,2}").replace("/", r"\s?/\s?").replace("'", _APOSTROPHE)
