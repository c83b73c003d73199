"""Translate a query as typed into an expression for SQLite's full-text search.

`Radweg Mombach` (both), `AND`, `OR`, `NOT` or `UND`, `ODER`, `NICHT`, `-Wort`, `"in dieser Folge"`, `Radw*`, `(…)`, `titel:Radweg`,
`NEAR(Radweg Mombach, 5)`. Punctuation within a word makes it a phrase ("1424/2024"), other punctuation is ignored. Any
input becomes a valid expression, or a `UsageError`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product

from anfrage_parser.errors import UsageError
from anfrage_parser.field_names import key_of
from anfrage_parser.messages import say

LONGEST, MOST_TERMS, DEEPEST, MOST_SPELLINGS = 2_000, 100, 20, 8
"""Limits of a query: characters, terms, nested brackets, spellings of a term."""

LONGEST_NUMBER = 60
"""Longest number of an inquiry, in characters."""

COLUMNS = ("title", "preamble", "questions", "rationale")
"""Fields whose names, before a colon, narrow the search to them."""

AND, OR, NOT = ("AND", "UND"), ("OR", "ODER"), ("NOT", "NICHT")

_TOKEN = re.compile(r"""(?P<bracket>[()])|(?P<phrase>"[^"]*"|[„“][^„“”"]*[“”"])(?P<star>\*?)|(?P<word>[^\s()"„“”]+)|(?P<odd>["„“”])""")
_FIELD = re.compile(r"([^\W\d_]{4,12}):")
_UMLAUTS = (("ae", "ä"), ("oe", "ö"), ("ue", "ü"))
_WRITTEN_OUT = re.compile(r"ae|oe|(?<![aeoq])ue")


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query and its position, counted from 1."""

    kind: str
    text: str
    at: int
    prefix: bool = False


def expression(query: str) -> str:
    """Return the query as an expression for `MATCH`; `UsageError` with the position if it is invalid.

    >>> expression("Radweg OR Gehw*")
    '("radweg" OR "gehw" *)'
    """
    if len(query) > LONGEST:
        raise UsageError(say("die Suche ist länger als {count} Zeichen", count=LONGEST), say("nach weniger Wörtern suchen"))
    tokens = list(_tokens(unicodedata.normalize("NFC", query)))
    found = _Reader(tokens).whole()
    if found is None:
        raise UsageError(say("die Suche nennt kein Wort"), say('zum Beispiel: anfrage search ARCHIV.sqlite "Radweg AND Brücke"'))
    return found


def numbers(query: str) -> list[str]:
    """Return the spellings of a query that may be an inquiry's number: as typed, and without blanks. Empty for words.

    >>> numbers("1424 / 2024"), numbers("Radweg")
    (['1424 / 2024', '1424/2024'], [])
    """
    typed = unicodedata.normalize("NFC", query).strip(' "„“”').encode("utf-8", "replace").decode("utf-8")
    if len(typed) > LONGEST_NUMBER or not any(c.isdigit() for c in typed):
        return []
    return list(dict.fromkeys((typed, "".join(typed.split()))))


def widened(query: str) -> str | None:
    """Return the query with "*" after plain words, to match prefixes; None if it has none.

    >>> widened("Radweg NOT Mombach titel:Br*")
    'Radweg* NOT Mombach titel:Br*'
    """
    query = unicodedata.normalize("NFC", query)
    tokens = list(_tokens(query))
    if any(token.kind == "near" for token in tokens):
        return None
    wide, end = "", 0
    for before, token in zip((None, *tokens), tokens, strict=False):
        if token.kind == "word" and token.text.isalpha() and not (before and before.kind == "not"):
            place = token.at - 1 + len(token.text)
            wide, end = f"{wide}{query[end:place]}*", place
    return wide + query[end:] if wide else None


def spellings(word: str) -> list[str]:
    """Return a word and its spellings with or without ß and umlauts.

    >>> spellings("Straße")
    ['straße', 'strasse']
    >>> spellings("Mueller")
    ['mueller', 'müller']
    """
    word = word.lower()
    sharp = {word: None}
    places = [m.start() for m in re.finditer("ss", word)][:3]
    for choice in product((False, True), repeat=len(places)):
        sharp[_sharpened(word, [place for place, wanted in zip(places, choice, strict=True) if wanted])] = None
    sharp[word.replace("ß", "ss")] = None
    plain = {_WRITTEN_OUT.sub(lambda m: dict(_UMLAUTS)[m.group()], variant): None for variant in sharp}
    written = {_written_out(variant): None for variant in sharp}
    return list({**sharp, **plain, **written})[:MOST_SPELLINGS]


def _sharpened(word: str, places: Iterable[int]) -> str:
    for place in sorted(places, reverse=True):
        word = word[:place] + "ß" + word[place + 2 :]
    return word


def _written_out(word: str) -> str:
    for plain, umlaut in _UMLAUTS:
        word = word.replace(umlaut, plain)
    return word


def _tokens(query: str) -> Iterator[Token]:
    for match in _TOKEN.finditer(query):
        at = match.start() + 1
        if match["odd"]:
            raise UsageError(say("an Stelle {at} der Suche fehlt das zweite Anführungszeichen", at=at), say("es ergänzen oder weglassen"))
        if match["bracket"]:
            yield Token(match["bracket"], match["bracket"], at)
        elif match["phrase"]:
            yield Token("phrase", match["phrase"][1:-1], at, bool(match["star"]))
        else:
            yield from _word(match["word"], at)


def _word(word: str, at: int) -> Iterator[Token]:
    """Yield the tokens of a word: an operator, or a word preceded by its field or minus."""
    for kind, names in (("and", AND), ("or", OR), ("not", NOT)):
        if word in names:
            yield Token(kind, word, at)
            return
    if word == "NEAR":
        yield Token("near", word, at)
        return
    if word.startswith("-") and _words(word):
        yield Token("not", "-", at)
        word, at = word[1:], at + 1
    known = _FIELD.match(word)
    column = key_of(known[1], COLUMNS) if known else None
    if known and column:
        yield Token("field", column, at)
        word, at = word[known.end() :], at + known.end()
    if word:
        yield Token("word", word, at, word.endswith("*"))


def _words(text: str) -> list[str]:
    """Return the runs of letters and digits in a text."""
    kept = "".join(c if c.isalnum() or unicodedata.category(c) in ("Mn", "Mc", "Co") else " " for c in text)
    return [word for word in kept.split() if any(c.isalnum() for c in word)]


@dataclass
class _Reader:
    """A recursive descent parser; an ignored part gives None."""

    tokens: list[Token]
    place: int = 0
    depth: int = 0
    terms: int = field(default=0)

    def whole(self) -> str | None:
        """Parse the whole query."""
        found = self._either()
        if self.place < len(self.tokens):
            self._refuse(say("eine Klammer zu viel"))
        return found

    def _next(self, *kinds: str) -> Token | None:
        """Consume and return the next token if it is of one of these kinds."""
        if self.place < len(self.tokens) and self.tokens[self.place].kind in kinds:
            self.place += 1
            return self.tokens[self.place - 1]
        return None

    def _refuse(self, why: str) -> None:
        at = self.tokens[self.place].at if self.place < len(self.tokens) else None
        cause = say("an Stelle {at} der Suche: {why}", at=at, why=why) if at else say("am Ende der Suche: {why}", why=why)
        raise UsageError(cause, say("die Suche korrigieren; wörtlich Gemeintes in Anführungszeichen setzen"))

    def _either(self) -> str | None:
        """`a OR b`."""
        found = [self._all()]
        while self._next("or"):
            found.append(self._all())
        return _joined(found, " OR ")

    def _all(self) -> str | None:
        """`a b`, `a AND b`, `a NOT b`."""
        wanted: list[str | None] = []
        unwanted: list[str | None] = []
        while True:
            minus = self._next("not")
            (unwanted if minus else wanted).append(self._operand())
            joined = self._next("and")
            if not joined and (self.place == len(self.tokens) or self.tokens[self.place].kind in ("or", ")")):
                break
        good, bad = _joined(wanted, " AND "), _joined(unwanted, " OR ")
        if bad and not good:
            self._refuse(say("zu „NOT“ gehört ein Wort, das vorkommen soll"))
        return f"({good} NOT {bad})" if bad else good

    def _operand(self) -> str | None:
        """A word, a phrase or a bracket, optionally preceded by a field."""
        if column := self._next("field"):
            inner = self._operand()
            return f"{{{column.text}}} : ({inner})" if inner else None
        if self._next("near"):
            return self._near()
        if self._next("("):
            return self._bracket()
        term = self._next("word", "phrase")
        if term is None:
            self._refuse(say("hier fehlt ein Suchwort"))
            return None
        return self._term(term)

    def _bracket(self) -> str | None:
        self.depth += 1
        if self.depth > DEEPEST:
            self._refuse(say("zu viele Klammern ineinander"))
        found = self._either()
        if not self._next(")"):
            self._refuse(say("eine Klammer fehlt"))
        self.depth -= 1
        return found

    def _near(self) -> str | None:
        """`NEAR(a b, 5)`; without brackets, NEAR is an ordinary word."""
        if not self._next("("):
            return self._term(Token("word", "NEAR", 0))
        inside = []
        while token := self._next("word", "phrase"):
            inside.append(token)
        if not self._next(")"):
            self._refuse(say("in NEAR(…) stehen nur Wörter, ein Komma und eine Zahl"))
        apart = 10
        if len(inside) > 1 and inside[-2].text.endswith(",") and re.fullmatch("[0-9]{1,4}", inside[-1].text, re.ASCII):
            apart = int(inside.pop().text)
        terms = [f'"{" ".join(words)}"' for token in inside if (words := _words(token.text))]
        self._count(len(terms))
        return f"NEAR({' '.join(terms)}, {apart})" if terms else None

    def _term(self, token: Token) -> str | None:
        """A word or phrase with all its spellings."""
        words = _words(token.text)
        if not words:
            return None
        self._count(len(words))
        each = [" ".join(way) for way in product(*(spellings(word) for word in words[:6]))][:MOST_SPELLINGS]
        rest = "".join(f" {word}" for word in words[6:])
        star = " *" if token.prefix else ""
        return _joined([f'"{way}{rest}"{star}' for way in each], " OR ")

    def _count(self, more: int) -> None:
        self.terms += more
        if self.terms > MOST_TERMS:
            raise UsageError(say("die Suche nennt mehr als {count} Wörter", count=MOST_TERMS), say("nach weniger Wörtern suchen"))


def _joined(found: Iterable[str | None], by: str) -> str | None:
    """Join expressions, in brackets if there are several; None if there are none."""
    there = [part for part in found if part]
    if not there:
        return None
    return f"({by.join(there)})" if len(there) > 1 else there[0]
