"""How much speaks for an answer belonging to an inquiry, and what."""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from anfrage_parser.linking.papers import Paper, Words

ENOUGH, CLEAR = 9, 3
"""Points that a pair needs, and by how many it must lead the next one."""

SAME = {
    "document": 10,  # the answer stands behind the inquiry in one file
    "number": 8,  # but a bare small one, which recurs with every session, see `_SMALL`
    "title": 6,
    "questions": 6,  # repeated nearly word for word
    "day": 4,  # the answer names the inquiry's day
    "item": 5,  # both on one item of one session's agenda
    "groups": 2,
    "session": 2,
    "body": 1,
    "time": 1,  # the answer follows within a year and a half
}
"""Evidence → points. Number and place, title and groups and time, questions and anything reach `ENOUGH`; none but the file does alone."""

DIFFERENT = {
    "number": -8,  # the answer names another inquiry
    "body": -8,
    "title": -4,
    "questions": -4,
    "day": -8,  # the answer names another day, as of last year's inquiry
    "time": -4,  # the answer lies years behind the inquiry
    "before": -8,  # the answer lies before the inquiry
    "year": -6,  # it lies about a year behind and names no number and no day: it may be next year's
    "groups": -3,
}
"""Evidence against a pair → points."""

_SMALL = 4
"""Points of a number like "3", and of a title that is only similar."""

YEAR, SOON, LATE, SLACK = 270, 550, 1100, 14
"""Days from an inquiry to its answer: those in which it isn't asked again, usual, hardly possible; days by which a day may be read or meant
otherwise."""

WEEKS = 75
"""Days in which hardly an inquiry is asked a second time, word for word."""


@dataclass(frozen=True, slots=True)
class Fit:
    """An answer and an inquiry that may belong together."""

    answer: int
    """Place of the answer among the papers, as that of the inquiry."""
    inquiry: int
    points: int
    because: tuple[str, ...]
    """Keys of `SAME`, the strongest first."""


class Weights:
    """How much a word says: the rarer among the inquiries of the archive, the more."""

    def __init__(self, papers: Iterable[Paper]) -> None:
        count, seen = 1, Counter[int]()
        for paper in papers:
            count += 1
            seen.update({*paper.title, *paper.questions})
        self._new = math.log1p(count)
        self._known = {word: math.log1p(count / (1 + times)) for word, times in seen.items()}
        self._totals: dict[bytes, float] = {}

    def of(self, word: int) -> float:
        """Return the weight of a word, above 0."""
        return self._known.get(word, self._new)

    def total(self, words: Iterable[int]) -> float:
        """Return the weight of some words together."""
        known, new = self._known, self._new
        return sum([known.get(word, new) for word in words])

    def whole(self, words: Words) -> float:
        """Return the weight of all words of a title or of questions, which many comparisons ask for."""
        key = words.tobytes()
        if key not in self._totals:
            self._totals[key] = self.total(words)
        return self._totals[key]

    def alike(self, one: Words, other: Words) -> float:
        """Return the share of words in common, 0 to 1."""
        common = {*one}.intersection(other)
        shared = self.total(common) if common else 0.0
        return shared / (self.whole(one) + self.whole(other) - shared) if shared else 0.0

    def shared(self, words: Words, by: Words) -> float:
        """Return the share of words that stand in others as well, 0 to 1."""
        return self.total({*words}.intersection(by)) / (self.whole(words) or 1)

    def held(self, words: Words, by: Words) -> float:
        """Return the same, but less where the others are far more: in many words a few are found by chance."""
        own, whole = self.whole(words), self.whole(by)
        return self.shared(words, by) * own / max(own, whole / 3, 0.01)


def fit(answer: Paper, inquiry: Paper, weights: Weights) -> tuple[int, tuple[str, ...]]:
    """Return the points of a pair, and the evidence for it."""
    found = [(name, points) for rule in _RULES for name, points in rule(answer, inquiry, weights)]
    for_it = sorted((row for row in found if row[1] > 0), key=lambda row: -row[1])
    return sum(points for _, points in found), tuple(name for name, _ in for_it)


def _document(answer: Paper, inquiry: Paper, weights: Weights) -> Iterator[tuple[str, int]]:
    if answer.document == inquiry.document:
        yield "document", SAME["document"]


def _number(answer: Paper, inquiry: Paper, weights: Weights) -> Iterator[tuple[str, int]]:
    number = inquiry.number
    if not number:
        return
    if number in (answer.refers_to, answer.number):
        yield "number", _SMALL if len(number) == 1 and len(number[0]) <= 3 else SAME["number"]
    elif len(number) > 1 and answer.number[: len(number)] == number:  # "2024/0540-1" answers "2024/0540"
        yield "number", SAME["number"]
    elif answer.refers_to and len(answer.refers_to) == len(number) and _differ(answer.refers_to, number):
        yield "number", DIFFERENT["number"]


def _differ(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Return whether two numbers are different ones, and not one of them misprinted or cut: "015/0593", "2015/0593"."""
    return sum(not (a.endswith(b) or b.endswith(a)) for a, b in zip(one, other, strict=True)) > 0


def _title(answer: Paper, inquiry: Paper, weights: Weights) -> Iterator[tuple[str, int]]:
    if not answer.title or not inquiry.title:
        return
    alike = weights.alike(answer.title, inquiry.title)
    if alike >= 0.9:
        yield "title", SAME["title"]
    elif alike >= 0.45 or weights.held(*sorted((answer.title, inquiry.title), key=len)) >= 0.9:
        yield "title", _SMALL
    elif alike < 0.1 and _repeated(answer, inquiry, weights) < REPEATED:  # else one of the two was misread
        yield "title", DIFFERENT["title"]


REPEATED = 0.75
"""Share of the words of an answer's questions in the inquiry from which they are the same questions."""


def _repeated(answer: Paper, inquiry: Paper, weights: Weights) -> float:
    return weights.held(answer.questions, inquiry.questions) if len(answer.questions) >= 4 else 0.0


def _questions(answer: Paper, inquiry: Paper, weights: Weights) -> Iterator[tuple[str, int]]:
    if len(answer.questions) < 4 or not inquiry.questions:
        return
    share = _repeated(answer, inquiry, weights)
    if share >= REPEATED:
        yield "questions", SAME["questions"]
    elif share >= 0.5:
        yield "questions", SAME["questions"] // 2
    elif share < 0.25:
        yield "questions", DIFFERENT["questions"]


def _day(answer: Paper, inquiry: Paper, weights: Weights) -> Iterator[tuple[str, int]]:
    days = [day for day in (inquiry.asked, inquiry.received) if day is not None]
    if answer.asked is None or not days:
        return
    if answer.asked in days:
        yield "day", SAME["day"]
        return
    far = min(abs((answer.asked - day).days) for day in days) > SLACK
    if far and not _misprinted(answer) and not (answer.is_both and _prints_again(answer, inquiry, weights)):
        yield "day", DIFFERENT["day"]


def _misprinted(answer: Paper) -> bool:
    """Return whether the day that an answer names can't be that of its inquiry: after the answer, or years before it."""
    if answer.asked is None or answer.answered is None:
        return False
    return not -SLACK <= (answer.answered - answer.asked).days <= LATE


def _prints_again(answer: Paper, inquiry: Paper, weights: Weights) -> bool:
    """Return whether a paper of questions with answers may be the reply to an inquiry of some weeks before, and its day its own."""
    asked = inquiry.asked or inquiry.received
    if asked is None or answer.asked is None or (answer.number and inquiry.number):
        return False
    return 0 <= (answer.asked - asked).days <= WEEKS and _repeated(answer, inquiry, weights) >= REPEATED


def _groups(answer: Paper, inquiry: Paper, weights: Weights) -> Iterator[tuple[str, int]]:
    one, other = answer.parties, inquiry.parties
    if one and other:
        yield "groups", SAME["groups"] if one == other else SAME["groups"] // 2 if one & other else DIFFERENT["groups"]


def _session(answer: Paper, inquiry: Paper, weights: Weights) -> Iterator[tuple[str, int]]:
    if answer.session is None or answer.session != inquiry.session:
        return
    if answer.committee and inquiry.committee and not answer.committee & inquiry.committee:
        return
    if answer.agenda_item and answer.agenda_item == inquiry.agenda_item:
        yield "item", SAME["item"]
    else:
        yield "session", SAME["session"]


def _body(answer: Paper, inquiry: Paper, weights: Weights) -> Iterator[tuple[str, int]]:
    if answer.body and inquiry.body:
        yield "body", SAME["body"] if answer.body & inquiry.body else DIFFERENT["body"]


def _time(answer: Paper, inquiry: Paper, weights: Weights) -> Iterator[tuple[str, int]]:
    asked, answered = inquiry.asked or inquiry.received or inquiry.session, answer.answered or answer.session
    if asked is None or answered is None or (answer.asked is not None and answered < answer.asked):  # misprinted, as in January
        return
    days = (answered - asked).days
    if days < -SLACK:
        yield "time", DIFFERENT["before"]
    elif YEAR < days <= LATE and answer.answered is not None and answer.asked is None and not answer.refers_to and not answer.number:
        yield "time", DIFFERENT["year"]
    elif 0 <= days <= SOON:
        yield "time", SAME["time"]
    elif days > LATE:
        yield "time", DIFFERENT["time"]


Rule = Callable[[Paper, Paper, Weights], Iterator[tuple[str, int]]]
_RULES: tuple[Rule, ...] = (_document, _number, _title, _questions, _day, _groups, _session, _body, _time)
