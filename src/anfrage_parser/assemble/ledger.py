"""Every character has one place: the ledger takes claims on the text as read and, at the end, lists what nobody claimed."""

import bisect
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from anfrage_parser.clean import flow, join
from anfrage_parser.model import Line, Piece, Span, Unit

Slice = tuple[Unit, int, int]
"""A unit, and positions in its line's folded text."""


class Ledger:
    """Claims by line. The first claim on a character holds; a later one gets only what is left."""

    def __init__(self) -> None:
        self._claims: dict[int, list[Span]] = {}

    def claim(self, line: Line, start: int, end: int, field: str, rule: str) -> list[Span]:
        """Give the characters [start, end) of a line's folded text, blanks at the ends apart, to a field."""
        text = line.text[start:end]
        start += len(text) - len(text.lstrip())
        end = start + len(text.strip())
        if start >= end:
            return []
        free = self._free(line, Span(line.at(start), _end(line, end), field, rule))
        spans = [s for s in free if not line.raw[s.start - line.start : s.end - line.start].isspace()]
        claims = self._claims.setdefault(line.number, [])
        for span in spans:
            bisect.insort(claims, span, key=_start)
        return spans

    def _near(self, line: Line, start: int, end: int) -> list[Span]:
        """The claims on a line that overlap [start, end), in order."""
        claims = self._claims.get(line.number, [])
        first = max(bisect.bisect_right(claims, start, key=_start) - 1, 0)
        last = bisect.bisect_left(claims, end, key=_start)
        return [span for span in claims[first:last] if span.end > start]

    def _free(self, line: Line, wanted: Span) -> list[Span]:
        free: list[Span] = []
        position = wanted.start
        for taken in self._near(line, wanted.start, wanted.end):
            if taken.start > position:
                free.append(Span(position, taken.start, wanted.field, wanted.rule))
            position = taken.end
        if position < wanted.end:
            free.append(Span(position, wanted.end, wanted.field, wanted.rule))
        return free

    def unit(self, unit: Unit, field: str, rule: str) -> list[Span]:
        """Give a whole unit to a field."""
        return self.claim(unit.line, unit.start, unit.end, field, rule)

    def piece(self, slices: Sequence[Slice], field: str, rule: str) -> Piece:
        """Claim slices for a field and join them to its value."""
        for unit, start, end in slices:
            self.claim(unit.line, start, end, field, rule)
        return self.quote(slices, field, rule)

    def quote(self, slices: Sequence[Slice], field: str, rule: str) -> Piece:
        """Slices joined to a value without a claim: words that may have their place in the sentence around them."""
        spans = [_literal(unit.line, start, end, field, rule) for unit, start, end in slices]
        return Piece(join(unit.line.text[start:end] for unit, start, end in slices), tuple(s for s in spans if s.start < s.end))

    def taken(self, unit: Unit) -> bool:
        """Whether any character of a unit has its place already."""
        return bool(self._near(unit.line, unit.line.at(unit.start), _end(unit.line, unit.end)))

    def spans(self, unit: Unit) -> list[Span]:
        """The places that the characters of a unit have so far, in order."""
        return self._near(unit.line, unit.line.at(unit.start), _end(unit.line, unit.end))

    def free_range(self, unit: Unit) -> tuple[int, int]:
        """The first stretch of a unit, as positions in its line's folded text, that nobody claimed."""
        line, start, end = unit.line, unit.start, unit.end
        for span in self._near(line, line.at(start), _end(line, end)):
            first, last = _position(line, span.start), _position(line, span.end)
            if line.text[start:first].strip():
                return start, first
            start = max(start, last)
        return start, end

    def close(self, lines: Iterable[Line]) -> tuple[list[Span], list[tuple[int, Span]]]:
        """All places in document order, and what was left over: (line number, span) with the field "unassigned"."""
        places: list[Span] = []
        left: list[tuple[int, Span]] = []
        for line in lines:
            spans = self._claims.get(line.number, [])
            rest = [(line.number, span) for span in _gaps(line, spans)]
            left += rest
            places += sorted([*spans, *(span for _, span in rest)], key=_start)
        return places, left


def _literal(line: Line, start: int, end: int, field: str, rule: str) -> Span:
    """The characters [start, end) of a line's folded text, blanks at the ends apart."""
    text = line.text[start:end]
    start += len(text) - len(text.lstrip())
    return Span(line.at(start), _end(line, start + len(text.strip())), field, rule)


def _end(line: Line, end: int) -> int:
    """The offset behind a folded position: behind all characters that fold into the last one."""
    return line.at(end) if end < len(line.text) else line.end


def _position(line: Line, offset: int) -> int:
    """The folded position of an offset of the text as read."""
    if line.offsets is None:
        return offset - line.start
    return bisect.bisect_left(line.offsets, offset - line.start)


def _start(span: Span) -> int:
    return span.start


def _gaps(line: Line, spans: Sequence[Span]) -> list[Span]:
    """The stretches of a line between its claims that hold more than white space."""
    out: list[Span] = []
    position = line.start
    for start, end in [*((s.start, s.end) for s in spans), (line.end, line.end)]:
        text = line.raw[position - line.start : start - line.start]
        if text and not text.isspace():
            lead = len(text) - len(text.lstrip())
            out.append(Span(position + lead, position + len(text.rstrip()), "unassigned", "left-over"))
        position = max(position, end)
    return out


def whole(unit: Unit) -> Slice:
    """A unit as a slice."""
    return unit, unit.start, unit.end


def unit_at(unit: Unit, position: int) -> int:
    """The position in the line's folded text of a position in the unit's own (stripped) text."""
    piece = unit.line.text[unit.start : unit.end]
    return unit.start + len(piece) - len(piece.lstrip()) + position


def part(unit: Unit, start: int, end: int | None = None) -> Slice:
    """A stretch of a unit's own text as a slice."""
    return unit, unit_at(unit, start), unit.end if end is None else unit_at(unit, end)


class Places:
    """For each character of slices that were joined: (number of its slice, position in its line); 8 bytes each."""

    def __init__(self, keys: "array[int]") -> None:
        self._keys = keys

    def __getitem__(self, index: int) -> tuple[int, int]:
        return divmod(self._keys[index], _STRIDE)

    def among(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Those of the characters [start, end)."""
        return (divmod(key, _STRIDE) for key in self._keys[start:end])


def joined(slices: Sequence[Slice]) -> tuple[str, Places]:
    """Slices as running text, and the places of its characters."""
    rows = []
    for number, (unit, start, end) in enumerate(slices):
        rows.append((unit.line.text[start:end], _locator(number, start)))
    text, keys = flow(rows)
    return text, Places(keys)


_STRIDE = 1 << 32


def _locator(number: int, start: int) -> Callable[[int], int]:
    return lambda position: number * _STRIDE + start + position


def cut(slices: Sequence[Slice], place: tuple[int, int]) -> tuple[list[Slice], list[Slice]]:
    """Slices parted before a place that `joined` gave."""
    number, position = place
    unit, start, end = slices[number]
    before = [*slices[:number], (unit, start, position)] if position > start else list(slices[:number])
    return before, [(unit, position, end), *slices[number + 1 :]]


def between(slices: Sequence[Slice], places: Places, start: int, end: int) -> list[Slice]:
    """The slices of the characters [start, end) of a text that `joined` gave."""
    out: list[Slice] = []
    last = -1
    for number, position in places.among(start, end):
        unit = slices[number][0]
        if number == last:
            out[-1] = (unit, out[-1][1], position + 1)
            continue
        if out:  # up to the end of its line, with the hyphen that joining took away
            out[-1] = (out[-1][0], out[-1][1], slices[last][2])
        out.append((unit, position, position + 1))
        last = number
    return out
