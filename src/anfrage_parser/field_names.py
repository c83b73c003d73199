"""Names of fields as people type them: German or English, in any case, with or without umlauts and blanks."""

import unicodedata
from collections.abc import Collection, Mapping
from functools import cache

from anfrage_parser.errors import UsageError
from anfrage_parser.fields import BY_KEY, INNER, LANGUAGES, spoken_language
from anfrage_parser.messages import say

DERIVED: Mapping[str, tuple[str, str]] = {
    "year": ("Jahr", "Year"),
    "month": ("Monat", "Month"),
    "office": ("Amt", "Office"),
    "sha256": ("Prüfsumme", "Checksum"),
}
"""Key of what is made from fields → German and English name."""

_SPELLED_OUT = (("ae", "a"), ("oe", "o"), ("ue", "u"))


def folded(name: str) -> str:
    """Return what names that count as equal have in common.

    >>> folded("Empfänger") == folded("empfaenger") == folded("EMPFANGER"), folded("Session date") == folded("session_date")
    (True, True)
    """
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if c.isalnum())
    for spelled, letter in _SPELLED_OUT:
        plain = plain.replace(spelled, letter)
    return plain


@cache
def names_of(key: str) -> tuple[str, ...]:
    """Return all names of a field, of a part of one or of what is made from fields: its key, then German and English ones."""
    found = [key, *DERIVED.get(key, ()), *INNER.get(key, ())]
    if (field := BY_KEY.get(key)) is not None:
        found += [field.german, field.english, *(field.plural or ()), *field.also]
    return tuple(found)


def key_of(word: str, keys: Collection[str]) -> str | None:
    """Return which of these keys a word names; None if it names none.

    >>> key_of("fraktionen", ["number", "parties"]), key_of("Betreff", ["title"]), key_of("betref", ["title"])
    ('parties', 'title', None)
    """
    if word in keys:
        return word
    typed = folded(word)
    return next((key for key in keys if typed in map(folded, names_of(key))), None)


def word_of(key: str) -> str:
    """Return the name of a key in the users' language, as it is typed: "agenda-item"."""
    if key not in BY_KEY and key not in DERIVED and key not in INNER:
        return key
    field, language = BY_KEY.get(key), spoken_language()
    if field is not None:
        name = field.heading(language) if field.shape == "list" else field.name(language)
    else:
        name = names_of(key)[1 + LANGUAGES.index(language)]
    return name.lower().replace(" ", "-")


def nearest(word: str, keys: Collection[str]) -> list[str]:
    """Return the names, in the users' language, of the keys whose names look most like a word; at most three."""
    from difflib import get_close_matches

    by_name = {folded(name): key for key in reversed(list(keys)) for name in names_of(key)}
    close = get_close_matches(folded(word[:100]), by_name, n=6, cutoff=0.6)
    return list(dict.fromkeys(word_of(by_name[name]) for name in close))[:3]


def meant(word: str, keys: Collection[str]) -> str:
    """Return the next step after a word that names none of these keys: the nearest ones, else all."""
    close = nearest(word, keys)
    if close:
        return say("gemeint ist vielleicht {names}", names=", ".join(close))
    return say("möglich sind: {names}", names=", ".join(map(word_of, keys)))


def named(option: str, word: str, keys: Collection[str]) -> str:
    """Return which of these keys a word names; `UsageError` with the nearest ones if it names none."""
    key = key_of(word, keys)
    if key is None:
        raise UsageError(say("{option} kennt kein Feld „{name}“", option=option, name=word), meant(word, keys))
    return key
