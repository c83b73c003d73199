"""Find the few inquiries that an answer may belong to, without comparing it with every one."""

import datetime as dt
from array import array
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterator, Sequence

from anfrage_parser.linking.evidence import Weights
from anfrage_parser.linking.papers import Paper

RAREST = 8
"""Words of an answer that are looked up, the rarest first."""

MOST = 200
"""Inquiries that a word, a number or a day may lead to; one that leads to more says nothing."""

COMPARED = 24
"""Inquiries that an answer is compared with: those that share most."""


class Index:
    """Inquiries by number, by item of an agenda, by group and day, and by word."""

    def __init__(self, papers: Sequence[Paper], weights: Weights) -> None:
        self.papers, self.weights = papers, weights
        self._by: dict[Hashable, array[int]] = defaultdict(lambda: array("L"))
        for place, paper in enumerate(papers):
            if not paper.is_answer:
                for key in {*_keys(paper), *paper.title, *paper.questions}:
                    self._by[key].append(place)

    def candidates(self, answer: Paper) -> list[int]:
        """Return the places of the inquiries that share most with an answer of what few share, in their order."""
        words = sorted({*answer.title, *answer.questions}, key=lambda word: (-self.weights.of(word), word))
        keys: list[Hashable] = [*_keys(answer), *[word for word in words if word in self._by][:RAREST]]
        shared = Counter[int]()
        for key in keys:
            found = self._by.get(key, ())
            if 0 < len(found) <= MOST:
                shared.update(dict.fromkeys(found, MOST // len(found)))  # the fewer share it, the more it says
        return sorted(place for place, _ in sorted(shared.items(), key=lambda row: (-row[1], row[0]))[:COMPARED])


def _keys(paper: Paper) -> Iterator[Hashable]:
    yield paper.document
    for number in (paper.number, paper.refers_to):
        if number:
            yield number
    if paper.is_answer and len(paper.number) > 2:
        yield paper.number[:-1]
    if paper.session is not None and paper.agenda_item:
        yield paper.session, paper.agenda_item
    for day in {paper.asked, paper.received}:
        if isinstance(day, dt.date):
            yield from ((day, party) for party in paper.parties)
