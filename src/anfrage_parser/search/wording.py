"""The wording of an inquiry, its title and questions: which other inquiries are about the same matter, which are near copies."""

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

LONGEST = 100_000
"""Characters of a title, and of all questions together, that are looked at; a letter has a few thousand."""

SHINGLE = 3
"""Words in a row that are compared at once, see `Wording.shingles`."""

COPIED = 0.5
"""Share of shingles: two inquiries are near copies if each has so many of the other's. One word in twenty changed leaves about 0.85."""

FEW = 8
"""Shingles; two inquiries with fewer are copies only if all are the same, as short ones are alike by chance."""

ENDINGS = ("ern", "em", "en", "er", "es", "e", "n", "s")
"""Endings of German words, the longer ones first."""

SHORTEST_STEM = 4

Shingles = frozenset[tuple[str, ...]]

_WORD = re.compile(r"[^\W_]+")
_ACCENTS = re.compile("[\u0300-\u036f]+")


@dataclass(frozen=True, slots=True)
class Wording:
    """The title and the questions of an inquiry, each question with its parts and tail."""

    title: str
    questions: tuple[str, ...]

    def text(self) -> str:
        """Return everything in one string, the title first."""
        return " ".join((self.title, *self.questions))

    def shingles(self) -> Shingles:
        """Return all runs of `SHINGLE` folded words within the title or a question; a shorter text is one run."""
        found: set[tuple[str, ...]] = set()
        for text in folded("\n".join((self.title, *self.questions))).split("\n"):
            words = words_of(text)
            found.update(zip(words, words[1:], words[2:], strict=False) if len(words) >= SHINGLE else [tuple(words)])
        return frozenset(found - {()})


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


def near_copies(one: Shingles, other: Shingles) -> bool:
    """Return whether two inquiries have the same shingles but for a few: each the share `COPIED` of the other's."""
    more = max(len(one), len(other))
    return bool(one) and len(one & other) >= (COPIED * more if more >= FEW else more)


def of_record(record: dict[str, Any]) -> Wording:
    """Return the wording of a record."""
    questions = ([q["text"], *(part["text"] for part in q["parts"]), q["tail"]] for q in record["questions"])
    return _bounded(record["title"], (" ".join(filter(None, texts)) for texts in questions))


def of_stored(base: sqlite3.Connection, document: str, part: int, title: str | None) -> Wording:
    """Return the wording of an inquiry in a database; `ValueError`, `TypeError` or `KeyError` if its rows are damaged."""
    return _bounded(title, (_question(*row) for row in base.execute(_QUESTIONS, (document, part))))


_QUESTIONS = 'SELECT text, parts, tail FROM questions WHERE document = ? AND part = ? ORDER BY "index"'


def _question(text: str, parts: str, tail: str | None) -> str:
    inner = [piece["text"] for piece in json.loads(parts)] if parts != "[]" else []
    return " ".join(filter(None, (text, *inner, tail)))


def _bounded(title: str | None, questions: Iterable[str]) -> Wording:
    kept, left = [], LONGEST
    for text in questions:
        kept.append(text[:left])
        left -= len(text)
        if left <= 0:
            break
    return Wording((title or "")[:LONGEST], tuple(kept))
