"""A prefilter for the rules: quick properties of a line select the rules that could match; nine in ten can't match running text.

`Asked` says when a rule must be tried: by a line's first word, its beginning, words it contains, properties (`SIGNS`), or its
end. The prefilter may select too many rules, never too few: `tests/label/test_sight.py` tries the others, too.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from anfrage_parser.conventions import Convention
from anfrage_parser.label.text_rules import has_any
from anfrage_parser.model import Label
from anfrage_parser.text.patterns import compiled

Rule = Callable[[str, Convention], Iterable[Label]]
"""(folded, stripped line, convention) → proposals."""

FirstWord = Callable[[str, Convention], bool]
"""(first word, convention) → whether the rule could match."""

Words = Callable[[Convention], Iterable[str]]


def no_word(word: str, convention: Convention) -> bool:
    """For rules not selected by a first word."""
    return False


def no_words(convention: Convention) -> Iterable[str]:
    """For rules not selected by words."""
    return ()


class Asked(NamedTuple):
    """A rule, and when to try it: any one condition is enough."""

    rule: Rule
    first: FirstWord = no_word
    starts: Words = no_words
    """Beginnings of a line, case-insensitive, with or without an opening bracket."""
    holds: Words = no_words
    """Phrases, case-insensitive; a line is selected if it contains the longest word of any."""
    shows: frozenset[str] = frozenset()
    """Properties, among `SIGNS`."""
    needs: Words = no_words
    """Like `holds`, but required: without any of them, the other conditions don't count."""
    ends: str = ""
    """Last characters of a line."""
    short: bool = False
    """Not tried on long lines."""
    long: bool = False
    """Not tried on short lines."""


SIGNS = ("alone", "marked", "contact", "box", "colon", "digit", "reference", "last")
"""No more than two words; a sign or a number at its head, and no more than a label behind it; what letterheads are known by; a box to
tick; a colon where a label ends; a digit behind the number of an item; with it a sign that parts references, or "Nr." behind the first
word; a number at the end, or that of a town."""

_NOTED = compiled(r"[0-9@:\[]")
_BOXES = ("[", "☐", "☑", "☒")
_NOTED_WORDS = ("www.", "papier", *_BOXES[1:])
_DIGIT = compiled("[0-9]")
_SHORTENED = compiled(r"\S{1,40}\s(?:Nr|Nummer)")
_LAST = compiled(r"[0-9]{5}\s[A-ZÄÖÜ]|[0-9]\s?[a-z]?[ .,)·|•–]{0,200}+\Z")
_NUMBER = compiled(r"\(?[0-9]{1,3}[.):]{0,2}")

LABEL_REACH = 46
"""Characters within which a caption's colon must be."""

WIDE = "      "
"""A gap between two things that stand side by side."""

MAX_LINE = 20_000
"""Characters of a line that rules see; the rest is ignored."""

SHORT = 120
"""Longest line, in characters, with a caption, a heading or a name."""


class RulePrefilter:
    """Selects the rules that could match a line, in order; one for each convention."""

    def __init__(self, asked: Sequence[Asked], convention: Convention) -> None:
        self._asked, self._convention = asked, convention
        self._signs = {sign: self._bits(lambda one, sign=sign: sign in one.shows) for sign in SIGNS}
        self._short, self._long = self._bits(lambda one: not one.long), self._bits(lambda one: not one.short)
        ends = {char for one in asked for char in one.ends}
        self._ends: Mapping[str, int] = {char: self._bits(lambda one, char=char: char in one.ends) for char in ends}
        held = _merged((core, 1 << n) for n, one in enumerate(asked) for core in longest_words(one.holds(convention)))
        self._held = [(bits, tuple(core for core, own in held.items() if own == bits)) for bits in dict.fromkeys(held.values())]
        starts = [(start.casefold().split(None, 1), 1 << n) for n, one in enumerate(asked) for start in one.starts(convention)]
        self._words = _merged((words[0], bit) for words, bit in starts if len(words) > 1)
        self._heads = _merged((words[0], bit) for words, bit in starts if len(words) == 1)
        self._any_head = tuple(self._heads)
        self._firsts = [(one.first, 1 << n) for n, one in enumerate(asked) if one.first is not no_word]
        self._all = self._bits(lambda one: True)
        self._needy = [(1 << n, tuple(longest_words(one.needs(convention)))) for n, one in enumerate(asked) if one.needs is not no_words]
        self._first = lru_cache(maxsize=4096)(self._told)
        self._rules = lru_cache(maxsize=1024)(self._chosen)
        self._remembered = lru_cache(maxsize=2048)(self._proposed)
        """A cache, as short lines recur: running heads, offices, greetings, names."""

    def labels(self, text: str) -> tuple[Label, ...]:
        """Return the proposals for a line."""
        return self._remembered(text) if len(text) <= SHORT else self._proposed(text[:MAX_LINE])

    def _proposed(self, text: str) -> tuple[Label, ...]:
        return tuple([found for rule in self.rules(text) for found in rule(text, self._convention)])

    def rules(self, text: str) -> tuple[Rule, ...]:
        """Return the rules that could match a line."""
        told, behind = self._first(text.split(None, 1)[0][:SHORT])
        found = told | self._ends.get(text[-1], 0)
        if (len(text) < LABEL_REACH or WIDE in text) and not text[0].isalpha():
            found |= self._signs["marked"]
        if text.count(" ") < 2:
            found |= self._signs["alone"]
        found |= self._noted(text, behind)
        folded = text.casefold()
        for bits, cores in self._held:
            if found & bits != bits and has_any(folded, cores):
                found |= bits
        found &= self._short if len(text) <= SHORT else self._long
        for bit, words in self._needy:
            if found & bit and not has_any(folded, words):
                found ^= bit
        return self._rules(found)

    def _noted(self, text: str, behind: int) -> int:
        """Return the properties given by digits and punctuation; an item's number ends at `behind`."""
        noted = _NOTED.search(text)
        if not noted and not has_any(text, _NOTED_WORDS):  # most lines
            return 0
        first = noted.start() if noted else len(text)
        signs = self._signs
        found = signs["contact"]
        if has_any(text, _BOXES):
            found |= signs["box"]
        if ":" in text[:LABEL_REACH]:
            found |= signs["colon"]
        if _DIGIT.search(text, max(first, behind)):
            found |= signs["digit"]
            if "/" in text or "-" in text or _SHORTENED.match(text):
                found |= signs["reference"]
            if _LAST.search(text, first):
                found |= signs["last"]
        return found

    def _bits(self, has: Callable[..., bool]) -> int:
        return sum(1 << number for number, one in enumerate(self._asked) if has(one))

    def _told(self, word: str) -> tuple[int, int]:
        """Return the properties given by the first word, and where it ends if it is an item's number."""
        bare = word.casefold().lstrip("(")
        found = self._words.get(bare, 0) if bare else self._all
        for first, bit in self._firsts:
            found |= bit if first(word, self._convention) else 0
        for head, bits in self._heads.items() if bare.startswith(self._any_head) else ():
            found |= bits if bare.startswith(head) else 0
        return found, len(word) if _NUMBER.fullmatch(word) else 0

    def _chosen(self, bits: int) -> tuple[Rule, ...]:
        return tuple(one.rule for number, one in enumerate(self._asked) if bits >> number & 1)


def longest_words(phrases: Iterable[str]) -> Iterator[str]:
    """Yield the longest word of each phrase, case-folded, without those that contain another one."""
    longest = sorted({max(phrase.casefold().split(), key=len) for phrase in phrases}, key=len)
    return (word for number, word in enumerate(longest) if not any(shorter in word for shorter in longest[:number]))


def _merged(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    """Combine the bits of equal words."""
    found: dict[str, int] = {}
    for word, bits in pairs:
        found[word] = found.get(word, 0) | bits
    return found
