"""The words of an inquiry that tell its matter: German nouns, in all their forms, and the parts of compounds."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from anfrage_parser.search.wording import ENDINGS, Wording, folded, stem, words_of

MOST = 24
"""Words of an inquiry: those of the title, then of the questions the abbreviations and the longest."""

SHORTEST, LONGEST = 3, 40
"""Letters of such a word; of a longer one, the first `LONGEST`."""

WHOLE = 5
"""Letters from which on a word stands for all that begin with it ("Stadion" for "Stadionneubau")."""

COMPOUND, PART = 9, 6
"""Letters of a word that is looked up by its first and last `PART` letters, too."""

OF_TITLE, OF_ABBREVIATION, OF_BEGINNING, OF_COMPOUND = 3.0, 2.0, 0.9, 0.5
"""How much a word of the title counts, an abbreviation of a question, and a part of a compound, if another word of a question counts 1."""

SHORT_BEGINNING, SHORT_ENDS = 5, (5, 4)
"""Letters of a short word that the archive may have by itself, and a compound of the title as its beginning or its end ("Turmbergbahn")."""

SHORT_NAME = 2
"""Letters of the shortest abbreviation in a title ("KI")."""

FEW = 3
"""With fewer nouns, all words that are long enough are taken: somebody wrote everything in small letters."""

GENERAL = frozenset(
    """anfrage ansicht antwort anzahl aufwand ausstattung auswirkung beantwortung bedarf bereich bericht einsatz einschätzung entwicklung
    ergebnis erhalt erweiterung folgen frage fragen gemeinde gemeinderat grund höhe information jahr kosten maßnahme möglichkeit nachfrage
    planung problem prüfung rahmen rat sachstand sachstandsbericht situation stadt stadtverwaltung stand status übernahme umgang umsetzung
    unterstützung verbesserung verfügung verwaltung zeitraum zukunft zusammenhang zustand""".split()
)
"""Words in titles of inquiries that tell no matter."""

_ADJECTIVE = re.compile(r"\w{3}(?:lich|isch|ig|bar|sam)e[mnrs]?\Z")
_NOUN = re.compile(r"(?:(?P<begin>^|[.?!:;–•])[\s\"„“»«(']*)?(?P<word>[^\W_]+)")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to find a word: as it is, or as part of a compound."""

    expression: str
    """For `MATCH`."""
    pattern: str
    """What a folded text with a blank before and behind each word has, where it has the word."""
    endings: tuple[str, ...]
    """What must follow, one of these; anything if empty."""
    factor: float
    """How much it counts."""

    def found_in(self, text: str) -> int:
        """Return where it begins in such a text, -1 if it does not occur."""
        at = text.find(self.pattern)
        while at >= 0 and self.endings and not text.startswith(self.endings, at + len(self.pattern)):
            at = text.find(self.pattern, at + 1)
        return at


@dataclass(frozen=True, slots=True)
class Term:
    """A word of an inquiry."""

    of_title: bool
    forms: tuple[Form, ...]


def terms(wording: Wording) -> list[Term]:
    """Return the words to look for, at most `MOST`, each once."""
    in_title = list(_nouns(wording.title, everywhere=True))
    in_questions = [noun for text in wording.questions for noun in _nouns(text)]
    if len(in_title) + len(in_questions) < FEW:
        in_title = words_of(wording.title)
        in_questions = [word for text in wording.questions for word in words_of(text) if len(word) > PART]
    title, asked = _stems(in_title, short_names=True), _stems(in_questions)
    chosen = list(title)[:MOST]
    chosen += sorted(asked.keys() - title.keys(), key=lambda word: (not asked[word].isupper(), -len(word), word))[: MOST - len(chosen)]
    return [_term(word, title.get(word), asked.get(word, "")) for word in chosen]


def _term(word: str, in_title: str | None, asked: str) -> Term:
    """Return a stem as a term, given how title and questions print it."""
    if in_title is None:
        return Term(False, tuple(_forms(word, OF_ABBREVIATION if asked.isupper() else 1.0)))
    return Term(True, (*_forms(word, OF_TITLE), *_short_parts(word, folded(in_title)[:LONGEST])))


def _short_parts(word: str, printed: str) -> Iterator[Form]:
    """Yield the ways to find a short word at either end of a compound; its last letter may look like an ending."""
    if len(word) >= COMPOUND:
        parts = dict.fromkeys((word[:SHORT_BEGINNING], *(text[-size:] for text in (word, printed) for size in SHORT_ENDS)))
        yield from (_whole_word(part, OF_TITLE * OF_COMPOUND) for part in parts if part not in _GENERAL_STEMS)


def _nouns(text: str, everywhere: bool = False) -> Iterator[str]:
    """Yield words with a capital letter; at the beginning of a sentence only long ones, unless `everywhere`."""
    for match in _NOUN.finditer(text):
        word = match["word"]
        if word[0].isupper() and (everywhere or match["begin"] is None or len(word) >= COMPOUND) and not _ADJECTIVE.search(word):
            yield word


def _stems(words: Iterable[str], short_names: bool = False) -> dict[str, str]:
    """Return stem → a word as printed, without general words and numbers."""
    found: dict[str, str] = {}
    for word in words:
        short = stem(folded(word))[:LONGEST]
        least = SHORT_NAME if word.isupper() and short_names else SHORTEST
        if len(short) >= least and not word.isdigit() and short not in _GENERAL_STEMS:
            found.setdefault(short, word)
    return found


_GENERAL_STEMS = frozenset(stem(folded(word)) for word in GENERAL)


def _forms(word: str, factor: float) -> Iterator[Form]:
    """Yield the ways to find a stem, the surest first."""
    yield _whole_word(word, factor)
    if len(word) >= WHOLE:
        yield Form(_any([word], " *"), f" {word}", (), factor * OF_BEGINNING)
    if len(word) >= COMPOUND:
        yield Form(_any([word[:PART]], " *"), f" {word[:PART]}", (), factor * OF_COMPOUND)
        ends = [word[at:] for at in range(SHORTEST, len(word) - PART + 1)]
        yield Form(_any(ends, " *"), word[-PART:], (), factor * OF_COMPOUND)


def _whole_word(word: str, factor: float) -> Form:
    return Form(_any([f"{word}{ending}" for ending in ("", *ENDINGS)]), f" {word}", _WHOLE_WORD, factor)


_WHOLE_WORD = tuple(f"{ending} " for ending in ("", *ENDINGS))


def _any(words: Sequence[str], star: str = "") -> str:
    return " OR ".join(f'"{word}"{star}' for word in words)
