"""Find the best chain of one family's markers: 1, 2, 3 …, restarts allowed; where items stand alike and ask, the numbers need not go on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from anfrage_parser.assemble.questions.shape import is_aligned, is_deeper
from anfrage_parser.model import Label, Marker, Unit


@dataclass(slots=True, eq=False)
class Candidate:
    """A unit that may be an item, with one reading of its marker."""

    unit: Unit
    label: Label
    marker: Marker
    score: float
    asks: bool
    questions: bool = False
    """Whether it has a question mark."""
    leads: bool = False
    """Whether it asks right below a lead-in."""
    shaped: bool = False
    """Whether it stands like an item and asks, so that its number need not go on."""
    listed: bool = False
    """Whether it is a few words right below another item, or a lead-in."""
    chain: float = 0.0
    before: "Candidate | None" = None
    by_shape: bool = False
    """Whether it belongs to the row before it although its number doesn't go on."""


SKIP = -2.0
RESTART = -0.75
LATE_START = -4.0

SHAPED = 2.5
"""Lowest score of an item that is known by its shape."""

BY_SHAPE = -0.5
"""Penalty of a number that doesn't go on, where both items stand alike and ask."""

RETURN = 0.5
"""For a number that goes on with the count of an upper level, from which the row before is indented."""


def best_chain(rows: Sequence[Candidate]) -> list[Candidate]:
    """Return the chain with the highest sum of scores and steps (dynamic programming)."""
    ending: dict[int, Candidate] = {}
    best: Candidate | None = None
    above: Candidate | None = None
    alike: Candidate | None = None
    for row in rows:
        value = row.marker.value
        gain, row.before = 0.0 if value == 1 else RESTART if row.leads else LATE_START - 0.1 * value, None
        odd = above is not None and value != above.marker.value + 1  # few are
        for before, step in (
            (ending.get(value - 1), 1.0),
            (ending.get(value - 2), SKIP),
            (best if value == 1 else None, RESTART),
            (alike if odd and _is_alike(row, alike) else None, BY_SHAPE),
            (above if odd and _returns(row, above) else None, RETURN),
        ):
            if before is not None and before.chain + step > gain:
                gain, row.before, row.by_shape = before.chain + step, before, step in (BY_SHAPE, RETURN)
        row.chain = gain + row.score
        if value not in ending or row.chain >= ending[value].chain:
            ending[value] = row
        if best is None or row.chain > best.chain:
            best = row
        above, alike = row, row if row.shaped or row.listed else alike
    return list(_trace(best))[::-1] if best is not None and best.chain > 0 else []


def _trace(last: Candidate | None) -> Iterator[Candidate]:
    while last is not None:
        yield last
        last = last.before


def _is_alike(row: Candidate, above: Candidate | None) -> bool:
    """Return whether a number that doesn't go on belongs to the run all the same; a one begins its own."""
    if above is None or row.marker.value == 1 or not is_aligned(row.unit, above.unit):
        return False
    return (row.shaped and above.shaped) or (row.listed and above.unit.index == row.unit.index - 1)


LEVEL_REACH = 50
"""Most rows of a lower level."""


def _returns(row: Candidate, above: Candidate | None) -> bool:
    """Return whether a row goes on with the count of an upper level: "2.", behind "1." and the indented "1.", "2."."""
    if above is None or not is_deeper(above.unit, row.unit):
        return False
    chain = zip(_trace(above), range(LEVEL_REACH), strict=False)
    upper = next((item for item, _ in chain if not is_deeper(item.unit, row.unit)), None)
    return upper is not None and is_aligned(row.unit, upper.unit) and 0 < row.marker.value - upper.marker.value <= 2
