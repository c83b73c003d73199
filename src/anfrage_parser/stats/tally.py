"""The counts: one per group, and the total."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from anfrage_parser.exporters.identity import Seen, key
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.stats.deadline import Deadline, Standing
from anfrage_parser.stats.dimensions import Dimension, Key

Keys = tuple[Key, ...]


@dataclass(slots=True)
class Count:
    """The counts of a group."""

    inquiries: int = 0
    joint: int = 0
    """Those asked jointly by several parties."""
    questions: int = 0
    standings: Counter[Standing] = field(default_factory=Counter)

    def add(self, inquiry: Inquiry, standing: Standing | None) -> None:
        """Add an inquiry."""
        self.inquiries += 1
        self.joint += len(set(inquiry.parties)) > 1
        self.questions += len(inquiry.questions)
        if standing is not None:
            self.standings[standing] += 1


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

    def add(self, inquiry: Inquiry) -> bool:
        """Add an inquiry; return whether it was counted."""
        if (inquiry.document_type == "answer") != self.answers:
            self.left_out += 1
            return False
        if not self._seen.first(key(inquiry)):
            self.again += 1
            return False
        standing = self.deadline.standing(inquiry) if self.deadline else None
        self.total.add(inquiry, standing)
        self.sizes[len(inquiry.questions)] += 1
        found = [dimension.keys(inquiry) for dimension in self.by]
        for side, names in zip(self.sides, found, strict=True):
            side.update(names)
        for keys in product(*found):
            self.groups.setdefault(keys, Count()).add(inquiry, standing)
        return True

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
