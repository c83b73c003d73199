"""Usual words with umlauts: they tell what an exchanged letter stood for, and that letters are missing."""

import re
from collections.abc import Mapping
from functools import cache

from anfrage_parser.text.patterns import compiled

WORDS = (
    "für über März können müssen Grünen Grüne Bündnis Straße Straßen Größe größer außer außerdem gemäß während würde würden wäre Bürger "
    "Bürgerinnen Prüfung prüft prüfen Maßnahmen Maßnahme zuständig möglich Möglichkeit nächsten jährlich städtischen städtische Städte "
    "Verfügung führen geführt Übersicht Öffnung Lösung Schüler Schülerinnen Gebäude Flächen Fläche Beschäftigten Behörde gegenüber "
    "darüber erhält gehört persönlich öffentlich öffentlichen Oberbürgermeister Oberbürgermeisterin Bürgermeister Bürgermeisterin"
).split()
UMLAUTS = "äöüßÄÖÜ"
LOST = "\ufffd"

FEWEST = 2
"""Fewest different words from which letters are sure to be missing, or to be question marks now."""


_ANY = compiled("[äöüßÄÖÜ]+")


@cache
def _forms() -> frozenset[str]:
    """Return the usual words, also with a capital, and in capitals."""
    return frozenset(form for word in WORDS for form in (word, word[0].upper() + word[1:], word if "ß" in word else word.upper()))


@cache
def _replaced(sign: str) -> Mapping[str, str]:
    """Return each usual word by its form with a sign (or nothing) in the place of umlauts; forms of several words are left out."""
    forms: dict[str, set[str]] = {}
    for word in _forms():
        forms.setdefault(_ANY.sub(sign, word), set()).add(word)
    return {form: words.pop() for form, words in forms.items() if len(words) == 1}


def has_umlauts(text: str) -> bool:
    """Return whether a text has umlauts, as nearly all German ones do."""
    return any(map(text.__contains__, UMLAUTS))


def are_right(text: str) -> bool:
    """Return whether one of the usual words is in a text."""
    return not _forms().isdisjoint(_WORD.findall(text))


def missing(text: str) -> int:
    """Return how many usual words lack their umlauts ("fr Brger"), if a text has no umlaut and several such words; else 0."""
    if has_umlauts(text):
        return 0
    hits = [word for word in _WORD.findall(text) if word in _replaced("")]
    return len(hits) if len(set(hits)) >= FEWEST else 0


def lost(text: str) -> int:
    """Return how many characters of a text are U+FFFD, or missing from usual words."""
    return text.count(LOST) + missing(text)


def restored(text: str) -> tuple[str, int]:
    """Return a text with the umlauts of usual words that are U+FFFD, or question marks in several words; and how many."""
    text, count = _restored(text, LOST) if LOST in text else (text, 0)
    if _ASKED.search(text) is not None:
        other, more = _restored(text, "?")
        if more >= FEWEST:
            return other, count + more
    return text, count


_WORD = compiled(r"\w+")
_ASKED = compiled(r"\?[a-z]")
_GAP = compiled(r"\w{0,20}\ufffd[\w\ufffd]{0,20}")
_ASKING = compiled(r"\w{0,20}\?[\w?]{0,20}\w")


def _restored(text: str, sign: str) -> tuple[str, int]:
    count = 0
    words = _replaced(sign)

    def right(match: "re.Match[str]") -> str:
        nonlocal count
        broken = form = match.group()
        while sign * 2 in form:  # one for each byte
            form = form.replace(sign * 2, sign)
        count += form in words
        return words.get(form, broken)

    return (_GAP if sign == LOST else _ASKING).sub(right, text), count
