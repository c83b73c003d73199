"""What linking knows of a paper: its number, days, groups and words."""

import datetime as dt
import re
import zlib
from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TypeAlias

from anfrage_parser.conventions.matching import WRITTEN_OUT
from anfrage_parser.text.patterns import compiled

SHORTEST_WORD = 3
"""Letters of a word that counts; shorter ones say little."""

OPEN = "Hier antworten"
"""What stands in a draft, in brackets, where an answer is still to be written."""

MOST_WORDS = 2_000
"""Words of a paper's questions that count."""

_WORD = compiled(r"[^\W_]{1,60}")
_PIECE = compiled(r"[a-zäöüß]{1,30}|[0-9]{1,12}")
_CAPTION = {"nr", "nummer", "no", "drucksache", "drs", "ds", "vorlage", "anfrage", "aktenzeichen", "az", "zu"}

Words: TypeAlias = "array[int]"
"""Hashes of words, sorted, each once."""


@dataclass(frozen=True, slots=True)
class Paper:
    """An inquiry or an answer, as far as linking looks at it."""

    document: str
    """Key of its document in the archive."""
    part: int
    is_answer: bool
    """Whether it answers; an inquiry printed with its answer does, too."""
    number: tuple[str, ...] = ()
    """Its own reference in pieces, see `number_key`."""
    refers_to: tuple[str, ...] = ()
    """The reference of the inquiry that it names as the one it answers."""
    asked: dt.date | None = None
    """Day of the inquiry: its own, or as the answer names it."""
    received: dt.date | None = None
    answered: dt.date | None = None
    """An answer's own day."""
    session: dt.date | None = None
    agenda_item: str = ""
    committee: frozenset[str] = frozenset()
    body: frozenset[str] = frozenset()
    """Words of the name of its council or town."""
    parties: frozenset[str] = frozenset()
    title: Words = field(default_factory=lambda: array("I"))
    questions: Words = field(default_factory=lambda: array("I"))
    is_both: bool = False
    """Whether it is an inquiry printed with its answer; another paper of its file may be that answer."""
    interim: bool = False
    """Whether it only says that the answer comes later."""
    also: tuple[tuple[str, ...], ...] = ()
    """The references of further inquiries that it answers, as a joint answer names them."""
    reminder: bool = False
    """Whether it only reminds of an inquiry that has no answer yet."""

    @property
    def key(self) -> tuple[str, int]:
        """Return what identifies it."""
        return self.document, self.part

    @property
    def asks(self) -> bool:
        """Return whether it is an inquiry, also one printed with its answer."""
        return self.is_both or not self.is_answer

    @property
    def fingerprint(self) -> tuple[object, ...]:
        """Return what is the same for two copies of one paper, as a letter filed as Word and PDF, and for two versions of one answer."""
        day = self.asked or (
            None if len(self.refers_to) > 1 else self.answered or self.received or self.session
        )  # else it comes every year
        return self.is_answer, self.interim, self.number, self.refers_to, day, self.parties, bytes(self.title), bytes(self.questions)

    @property
    def occasion(self) -> tuple[object, ...] | None:
        """Return what two copies of one letter have in common if they were read differently; None if it names neither number nor day."""
        day = self.asked or self.answered
        if day is None and len(self.number) < 2 and len(self.refers_to) < 2:
            return None
        return self.is_answer, self.interim, self.number, self.refers_to, day, self.parties


def number_key(number: str | None) -> tuple[str, ...]:
    """Return a reference as its words and numbers, so that spellings of one reference are equal.

    >>> number_key("AF-0123/2024"), number_key("Drucksache Nr. AF 123/2024")
    (('af', '123', '2024'), ('af', '123', '2024'))
    """
    pieces = _PIECE.findall((number or "").casefold()[:100])
    return tuple(piece.lstrip("0") or "0" for piece in pieces if piece not in _CAPTION)


_BETWEEN = compiled(r"\s{0,3}(?:,|;|\bund\b|\bsowie\b)\s{0,3}(?:\bund\b\s{0,3})?")


def number_keys(numbers: str | None) -> list[tuple[str, ...]]:
    """Return the references that a joint answer names one after the other; at least one, which is empty if there is none.

    >>> number_keys("12/2024, AF 13/2024 und 14/2024"), number_keys("12/2024, neu"), number_keys(None)
    ([('12', '2024'), ('af', '13', '2024'), ('14', '2024')], [('12', '2024', 'neu')], [()])
    """
    keys = [number_key(piece) for piece in _BETWEEN.split((numbers or "")[:200])]
    each = all(len(key) > 1 and any(map(str.isdigit, key)) for key in keys)
    return list(dict.fromkeys(keys)) if each else [number_key(numbers)]


_HEAD = compiled(
    r"(?i)(?:(?:(?:be)?antwort(?:ung)?|stellungnahme|mitteilung|kleine[nr]?|schriftliche[nr]?|anfrage|ihrer?|auf|die|der|zur|nr\.?)\s{1,3}){0,6}"
    r"([a-zäöü]{2,4}[ -]?[0-9]{1,5}/(?:19|20)[0-9]{2})(?![\w/])[\s:–-]{0,5}"
)


_VERSION = compiled(
    r"(?i)[\s(,–-]{0,3}\b(?:[0-9]\.\s?(?:neu)?fassung|neufassung|(?:korrigierte|berichtigte|geänderte)\s(?:fassung|antwort)|korrigiert|berichtigt)\b"
    r"[\s),:]{0,3}"
)


def without_version(title: str | None) -> str:
    """Return a title without what tells a later version from the first.

    >>> without_version("Bänke am Ufer (2. Fassung, korrigiert)")
    'Bänke am Ufer  '
    """
    return _VERSION.sub(" ", (title or "")[:1000])


_REMINDER = compiled(r"(?i)\s{0,3}(?:[0-9]\.\s?)?(?:erinnerung|mahnung)\b.{0,40}\banfragen?\b")


def is_reminder(title: str | None) -> bool:
    """Return whether a title says that the letter reminds of an inquiry."""
    return _REMINDER.match(title or "") is not None


def split_title(title: str | None) -> tuple[str | None, str]:
    """Return the reference that a title begins with, and the rest.

    >>> split_title("AF 17/2022 – Wartezeiten im Bürgerbüro"), split_title("Antwort auf AF 17/2022"), split_title("Haushalt 2023/2024")
    (('AF 17/2022', 'Wartezeiten im Bürgerbüro'), ('AF 17/2022', ''), (None, 'Haushalt 2023/2024'))
    """
    found = _HEAD.match((title or "")[:200])
    if title is None or found is None:
        return None, title or ""
    return title[slice(*found.span(1))], title[found.end() :]


def words_of(texts: Iterable[str | None]) -> Words:
    """Return the words of texts: case-folded, umlauts written out, short ones left out."""
    found: set[int] = set()
    for text in texts:
        for word in _WORD.finditer((text or "").casefold()):
            if len(word[0]) >= SHORTEST_WORD:
                found.add(_hash(word[0]))
                if len(found) >= MOST_WORDS:
                    break
    return array("I", sorted(found))


@lru_cache(maxsize=50_000)
def _hash(word: str) -> int:
    return zlib.crc32(word.translate(WRITTEN_OUT).encode())


def body_words(name: str | None) -> frozenset[str]:
    """Return the words that distinguish a council or town: "Stadt Auental" and "Gemeinderat der Stadt Auental" share "auental"."""
    words = (word.casefold().translate(WRITTEN_OUT) for word in re.findall(r"[^\W\d_]{2,60}", (name or "")[:200]))
    return frozenset(word for word in words if word not in _COMMON)


_COMMON = frozenset(
    "ausschuss stadt gemeinde markt kreis landkreis bezirk landeshauptstadt kreisstadt hansestadt freie grosse der die das "
    "des den dem im in am an und von fuer rat stadtrat gemeinderat kreistag stadtverordnetenversammlung gemeindevertretung ratsversammlung "
    "buergerschaft".split()
)


def day_of(text: str | None) -> dt.date | None:
    """Return an ISO day of a record; None if there is none."""
    try:
        return dt.date.fromisoformat(text) if text else None
    except ValueError:
        return None


def parties_of(names: Sequence[str]) -> frozenset[str]:
    """Return the groups that ask; members of no party are no group."""
    return frozenset(name.casefold() for name in names if name and name != "parteilos")
