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

OF_TITLE, OF_BEGINNING, OF_COMPOUND = 3.0, 0.9, 0.5
"""How much a word of the title counts, and a part of a compound, if a word of a question counts 1."""

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
    title, asked = _stems(in_title), _stems(in_questions)
    chosen = list(title)[:MOST]
    chosen += sorted(asked.keys() - title.keys(), key=lambda word: (not asked[word].isupper(), -len(word), word))[: MOST - len(chosen)]
    return [Term(word in title, tuple(_forms(word, OF_TITLE if word in title else 1.0))) for word in chosen]


def _nouns(text: str, everywhere: bool = False) -> Iterator[str]:
    """Yield words with a capital letter; at the beginning of a sentence only long ones, unless `everywhere`."""
    for match in _NOUN.finditer(text):
        word = match["word"]
        if word[0].isupper() and (everywhere or match["begin"] is None or len(word) >= COMPOUND) and not _ADJECTIVE.search(word):
            yield word


def _stems(words: Iterable[str]) -> dict[str, str]:
    """Return stem → a word as printed, without general words and numbers."""
    found: dict[str, str] = {}
    for word in words:
        short = stem(folded(word))[:LONGEST]
        if len(short) >= SHORTEST and not word.isdigit() and short not in _GENERAL_STEMS:
            found.setdefault(short, word)
    return found


_GENERAL_STEMS = frozenset(stem(folded(word)) for word in GENERAL)


def _forms(word: str, factor: float) -> Iterator[Form]:
    """Yield the ways to find a stem, the surest first."""
    yield Form(_any([f"{word}{ending}" for ending in ("", *ENDINGS)]), f" {word}", _WHOLE_WORD, factor)
    if len(word) >= WHOLE:
        yield Form(_any([word], " *"), f" {word}", (), factor * OF_BEGINNING)
    if len(word) >= COMPOUND:
        yield Form(_any([word[:PART]], " *"), f" {word[:PART]}", (), factor * OF_COMPOUND)
        ends = [word[at:] for at in range(SHORTEST, len(word) - PART + 1)]
        yield Form(_any(ends, " *"), word[-PART:], (), factor * OF_COMPOUND)


_WHOLE_WORD = tuple(f"{ending} " for ending in ("", *ENDINGS))


def _any(words: Sequence[str], star: str = "") -> str:
    return " OR ".join(f'"{word}"{star}' for word in words)
