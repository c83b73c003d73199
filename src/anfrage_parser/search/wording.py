"""The wording of an inquiry: which other inquiries are about the same matter, which are near copies."""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from anfrage_parser.search.matches import COLUMNS

LONGEST = 100_000
"""Characters of a title, of all questions together and of the whole text that are looked at; a letter has a few thousand."""

SHINGLE = 3
"""Words in a row that are compared at once, see `Wording.asked`."""

COPIED = 0.5
"""Share of shingles: two inquiries are near copies if each has so many of the other's. One word in twenty changed leaves about 0.85."""

OF_ONE_SIZE = 0.4
"""Characters of the shorter text for each of the longer one's, below which they can't share half of their shingles."""

FEW = 8
"""Shingles; two inquiries with fewer are copies only if all are the same, as short ones are alike by chance."""

ENDINGS = ("ern", "em", "en", "er", "es", "e", "n", "s")
"""Endings of German words, the longer ones first."""

SHORTEST_STEM = 4

Shingles = frozenset[tuple[str, ...]]

_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")


@dataclass(frozen=True)
class Wording:
    """The title and the questions of an inquiry, each question with its parts and tail."""

    title: str
    questions: tuple[str, ...]
    whole: str = ""
    """The whole text: title, preamble, questions with their answers, and reasons."""

    def text(self) -> str:
        """Return title and questions in one string, the title first."""
        return " ".join((self.title, *self.questions))

    @cached_property
    def words(self) -> list[list[str]]:
        """The folded words of the title and of each question."""
        return [words_of(text) for text in folded("\n".join((self.title, *self.questions))).split("\n")]

    @cached_property
    def asked(self) -> Shingles:
        """All runs of `SHINGLE` folded words within the title or a question; a shorter text is one run."""
        found = set[tuple[str, ...]]()
        for words in self.words:
            found.update(_runs(words) if len(words) >= SHINGLE else [tuple(words)])
        return frozenset(found - {()})

    @cached_property
    def said(self) -> Shingles:
        """All runs of `SHINGLE` folded words of the whole text."""
        return frozenset(_runs(words_of(folded(self.whole))))


def _runs(words: Sequence[str]) -> Iterator[tuple[str, ...]]:
    return zip(words, words[1:], words[2:], strict=False)


def words_of(text: str) -> list[str]:
    """Return the runs of letters and digits in a text."""
    return _WORD.findall(text)


def folded(text: str) -> str:
    """Return a text in lower case without accents, as the full-text index has it.

    >>> folded("Öffentliche Straße")
    'offentliche straße'
    """
    text = text.lower()
    return text if text.isascii() else _ACCENTS.sub("", unicodedata.normalize("NFD", text))


def stem(word: str) -> str:
    """Return a folded word without its ending, at least `SHORTEST_STEM` letters.

    >>> stem("radwege"), stem("radwegs"), stem("wege")
    ('radweg', 'radweg', 'wege')
    """
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= SHORTEST_STEM:
            return word[: -len(ending)]
    return word


def near_copies(one: Wording, other: Wording) -> bool:
    """Return whether two inquiries ask the same but for a few words, or say the same.

    What they say decides where one word less, as a question's number, made something else of the questions.
    """
    if alike(one.asked, other.asked):
        return True
    shorter, longer = sorted((len(one.whole), len(other.whole)))
    return shorter >= OF_ONE_SIZE * longer and min(len(one.said), len(other.said)) >= FEW and alike(one.said, other.said)


def alike(one: Shingles, other: Shingles) -> bool:
    """Return whether two texts have the same shingles but for a few: each the share `COPIED` of the other's."""
    more = max(len(one), len(other))
    return bool(one) and len(one & other) >= (COPIED * more if more >= FEW else more)


def of_record(record: dict[str, Any]) -> Wording:
    """Return the wording of a record."""
    questions = ([q["text"], *(part["text"] for part in q["parts"]), q["tail"]] for q in record["questions"])
    columns = (between.join(text for _, text in values(record)) for _, values, between in COLUMNS)
    return _bounded(record["title"], (" ".join(filter(None, texts)) for texts in questions), columns)


def of_stored(base: sqlite3.Connection, document: str, part: int, title: str | None, row: int) -> Wording:
    """Return the wording of an inquiry in a database, `row` that of its text; `ValueError`, `TypeError` or `KeyError` if it is damaged."""
    columns = base.execute(_TEXT, (row,)).fetchone() or ()
    return _bounded(title, (_question(*found) for found in base.execute(_QUESTIONS, (document, part))), columns)


_TEXT = "SELECT title, preamble, questions, rationale FROM texts WHERE rowid = ?"
_QUESTIONS = 'SELECT text, parts, tail FROM questions WHERE document = ? AND part = ? ORDER BY "index"'


def _question(text: str, parts: str, tail: str | None) -> str:
    inner = [piece["text"] for piece in json.loads(parts)] if parts != "[]" else []
    return " ".join(filter(None, (text, *inner, tail)))


def _bounded(title: str | None, questions: Iterable[str], columns: Iterable[str | None]) -> Wording:
    kept, left = [], LONGEST
    for text in questions:
        kept.append(text[:left])
        left -= len(text)
        if left <= 0:
            break
    return Wording((title or "")[:LONGEST], tuple(kept), " ".join(filter(None, columns))[:LONGEST])
