"""The counts: one per group, and the total."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import NamedTuple

from anfrage_parser.exporters.identity import Seen, key
from anfrage_parser.linking.replies import Key as Paper
from anfrage_parser.linking.replies import Reply, key_of
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.stats.deadline import Dates, Deadline, Standing
from anfrage_parser.stats.dimensions import Dimension, Key, office

Keys = tuple[Key, ...]


@dataclass(slots=True)
class Count:
    """The counts of a group."""

    inquiries: int = 0
    joint: int = 0
    """Those asked jointly by several parties."""
    questions: int = 0
    standings: Counter[Standing] = field(default_factory=Counter)

    def add(self, counted: "_Counted", standing: Standing | None) -> None:
        """Add an inquiry."""
        self.inquiries += 1
        self.joint += counted.is_joint
        self.questions += counted.questions
        if standing is not None:
            self.standings[standing] += 1


class _Counted(NamedTuple):
    """What counting needs of an inquiry."""

    paper: Paper
    keys: Sequence[Sequence[Key]]
    """Its keys in each dimension."""
    is_joint: bool
    questions: int
    dates: Dates | None


class Tally:
    """Counts of all groups; an inquiry counts once in each of its groups and once in the total, even if filed repeatedly.

    With `answers`, answer papers are counted in place of inquiries.
    """

    def __init__(self, by: Sequence[Dimension], deadline: Deadline | None = None, answers: bool = False) -> None:
        self.by, self.deadline, self.answers = by, deadline, answers
        self.left_out = 0
        """Number of records not counted, because they are of the other kind."""
        self.total = Count()
        self.groups: dict[Keys, Count] = {}
        self.sides: list[Counter[Key]] = [Counter() for _ in by]
        """For each dimension: key → number of inquiries that have it, by however many keys of the other."""
        self.sizes: Counter[int] = Counter()
        """Number of questions → number of such inquiries."""
        self.again = 0
        """Number of records not counted, because their document was filed more than once."""
        self._seen = Seen()
        self._added: list[_Counted] = []

    @property
    def needs_replies(self) -> bool:
        """Return whether answers in other documents change the counts."""
        return self.deadline is not None or any(dimension.name == "office" for dimension in self.by)

    def add(self, inquiry: Inquiry) -> bool:
        """Add an inquiry; return whether it counts. Where replies are needed, it is counted by `settle`."""
        if (inquiry.document_type == "answer") != self.answers:
            self.left_out += 1
            return False
        if not self._seen.first(key(inquiry)):
            self.again += 1
            return False
        keys = [dimension.keys(inquiry) for dimension in self.by]
        dates = self.deadline.dates(inquiry) if self.deadline else None
        added = _Counted(key_of(inquiry), keys, len(set(inquiry.parties)) > 1, len(inquiry.questions), dates)
        if self.needs_replies:
            self._added.append(added)
        else:
            self._count(added, None)
        return True

    def settle(self, replies: Mapping[Paper, Reply]) -> None:
        """Count what was added, once all replies are known: they tell how a deadline stands, and the office if the inquiry does not."""
        for added in self._added:
            self._count(added, replies.get(added.paper))
        self._added.clear()

    def _count(self, added: _Counted, reply: Reply | None) -> None:
        standing = self.deadline.standing(added.dates, reply) if self.deadline and added.dates else None
        self.total.add(added, standing)
        self.sizes[added.questions] += 1
        found = [self._keys(place, keys, reply) for place, keys in enumerate(added.keys)]
        for side, names in zip(self.sides, found, strict=True):
            side.update(names)
        for keys in product(*found):
            self.groups.setdefault(keys, Count()).add(added, standing)

    def _keys(self, place: int, keys: Sequence[Key], reply: Reply | None) -> Sequence[Key]:
        return (office(reply.office),) if self.by[place].name == "office" and keys == (None,) and reply is not None else keys

    def keys(self, place: int) -> list[Key]:
        """Return the keys of a dimension, sorted by size or key; None comes last."""
        side, ordered = self.sides[place], self.by[place].ordered

        def order(key: Key) -> tuple[bool, int, str]:
            return (key is None, 0 if ordered else -side[key], f"{key:09}" if isinstance(key, int) else key or "")

        return sorted(side, key=order)

    def rows(self) -> Iterator[tuple[Keys, Count]]:
        """Yield the groups in the order of their keys."""
        places = [{key: at for at, key in enumerate(self.keys(place))} for place in range(len(self.by))]
        yield from sorted(self.groups.items(), key=lambda row: [at[key] for at, key in zip(places, row[0], strict=True)])

    def median(self) -> float | None:
        """Return the median number of questions; None without inquiries."""
        if not self.total.inquiries:
            return None
        middle = [(self.total.inquiries - 1) // 2, self.total.inquiries // 2]
        return sum(self._at(place) for place in middle) / 2

    def _at(self, place: int) -> int:
        for size in sorted(self.sizes):
            place -= self.sizes[size]
            if place < 0:
                return size
        raise IndexError(place)
