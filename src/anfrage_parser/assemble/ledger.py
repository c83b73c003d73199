"""The ledger assigns every character to one field: it takes claims on the text as read and finally lists unclaimed text."""

import bisect
from collections.abc import Iterable, Iterator, Sequence

from anfrage_parser.model import Line, Piece, Span, Unit
from anfrage_parser.text.clean import Run, flow, join_folded
from anfrage_parser.text.struck import outside

Slice = tuple[Unit, int, int]
"""(unit, start, end), as indexes into its line's folded text."""


STRUCK = "struck"
"""The rule of what is struck out."""


class Ledger:
    """Claims by line. The first claim on a character wins; later ones only get the rest."""

    def __init__(self) -> None:
        self._claims: dict[int, list[Span]] = {}
        """Line number → its claims, in order."""

    def claim(self, line: Line, start: int, end: int, field: str, rule: str) -> None:
        """Claim the characters [start, end) of a line's folded text, without blanks at the ends, for a field."""
        for wanted in _literal(line, line.text[start:end], start, field, rule):
            self._take(line, wanted)

    def _take(self, line: Line, wanted: Span) -> None:
        claims = self._claims.get(line.number)
        if claims is None:
            self._claims[line.number] = [wanted]
        elif wanted.start >= claims[-1].end:  # usual case: lines are read in order
            claims.append(wanted)
        else:
            for span in _free(claims, wanted):
                if not line.raw[span.start - line.start : span.end - line.start].isspace():
                    bisect.insort(claims, span)

    def move(self, spans: Sequence[Span], field: str, rule: str) -> None:
        """Give claimed spans to another field, after a better value was found for their own."""
        moved = {(span.start, span.end): span._replace(field=field, rule=rule) for span in spans}
        for number, claims in self._claims.items():
            if any((span.start, span.end) in moved for span in claims):
                self._claims[number] = [moved.get((span.start, span.end), span) for span in claims]

    def unit(self, unit: Unit, field: str, rule: str) -> None:
        """Claim a whole unit for a field."""
        self.claim(unit.line, unit.start, unit.end, field, rule)

    def piece(self, slices: Sequence[Slice], field: str, rule: str) -> Piece:
        """Claim slices for a field and join them to a value."""
        spans: list[Span] = []
        rows: list[str] = []
        for unit, start, end in slices:
            line = unit.line
            text = line.text[start:end]
            rows.append(text)
            for span in _literal(line, text, start, field, rule):
                self._take(line, span)
                spans.append(span)
        return Piece(join_folded(rows), tuple(spans))

    def quote(self, slices: Sequence[Slice], field: str, rule: str) -> Piece:
        """Join slices to a value without claiming them, for words that belong to the sentence around them."""
        rows = [unit.line.text[start:end] for unit, start, end in slices]
        found = [_literal(unit.line, text, start, field, rule) for (unit, start, _), text in zip(slices, rows, strict=True)]
        return Piece(join_folded(rows), tuple([span for spans in found for span in spans]))

    def taken(self, unit: Unit) -> bool:
        """Return whether any character of a unit is claimed."""
        return unit.line.number in self._claims and bool(self.spans(unit))

    def spans(self, unit: Unit) -> Sequence[Span]:
        """Return the claims on a unit so far, in order."""
        line = unit.line
        claims = self._claims.get(line.number)
        return _near(claims, line.at(unit.start), _end(line, unit.end)) if claims is not None else ()

    def free_range(self, unit: Unit) -> tuple[int, int]:
        """Return the first unclaimed [start, end) of a unit, as indexes into its line's folded text."""
        line, start, end = unit.line, unit.start, unit.end
        for span in self.spans(unit):
            first, last = _position(line, span.start), _position(line, span.end)
            if line.text[start:first].strip():
                return start, first
            start = max(start, last)
        return start, end

    def close(self, lines: Iterable[Line]) -> tuple[list[Span], list[tuple[int, Span]]]:
        """Return all claims in document order, and leftovers as (line number, span) with the field "unassigned"."""
        places: list[Span] = []
        left: list[tuple[int, Span]] = []
        for line in lines:
            if line.unticked or line.marks or line.aside or line.signs:
                self._take_read(line)
            spans = self._claims.get(line.number)
            if spans is None and (not line.raw or line.raw.isspace()):
                continue
            rest = _gaps(line, spans or ()) if not line.struck else _gaps_struck(line, spans or ())
            if rest:
                left += [(line.number, span) for span in rest]
                places += sorted([*spans, *rest]) if spans else rest
            elif spans:
                places += spans
        return places, left

    def _take_read(self, line: Line) -> None:
        """Claim what reading told of a line: boxes left empty, footnotes' marks, a mail's head."""
        for start, end in line.unticked:
            self._take(line, Span(line.start + start, line.start + end, "furniture", "box"))
        for start, end in line.marks:
            for first, last in outside(line, line.start + start, line.start + end):
                self._take(line, Span(first, last, "label", "footnote-mark"))
        for start, end in line.signs:
            self._take(line, Span(line.start + start, line.start + end, "furniture", "emphasis"))
        for start, end in line.aside:
            self._take(line, Span(line.start + start, line.start + end, "furniture", "mail"))


FEW = 8
"""Most claims on a line that are searched linearly; there are rarely more."""


def _near(claims: Sequence[Span], start: int, end: int) -> list[Span]:
    """Return the claims that overlap [start, end), in order."""
    if len(claims) <= FEW:
        return [span for span in claims if span.end > start and span.start < end]
    first = max(bisect.bisect_left(claims, (start + 1,)) - 1, 0)
    last = bisect.bisect_left(claims, (end,))
    return [span for span in claims[first:last] if span.end > start]


def _free(claims: Sequence[Span], wanted: Span) -> list[Span]:
    """Return the unclaimed parts of a wanted span."""
    free: list[Span] = []
    position, end, field, rule = wanted
    for taken in _near(claims, position, end):
        if taken.start > position:
            free.append(Span(position, taken.start, field, rule))
        position = taken.end
    if position < end:
        free.append(Span(position, end, field, rule))
    return free


def _literal(line: Line, text: str, start: int, field: str, rule: str) -> tuple[Span, ...]:
    """Return the span of a folded text that begins at `start`, without blanks at its ends, or its spans around what is struck out."""
    bare = text.strip()
    if not bare:
        return ()
    size = len(bare)
    if size < len(text):
        start += text.index(bare)
    if line.offsets is None:
        start += line.start
        return (Span(start, start + size, field, rule),)
    first, last = line.at(start), _end(line, start + size)
    if line.struck:
        return tuple([Span(begin, end, field, rule) for begin, end in outside(line, first, last)])
    return (Span(first, last, field, rule),) if first < last else ()


def _end(line: Line, end: int) -> int:
    """Return the offset after a folded index, behind all characters that were folded into the last one."""
    told = line.offsets is not None and len(line.offsets) > len(line.text)
    return line.at(end) if told or end < len(line.text) else line.end


def _position(line: Line, offset: int) -> int:
    """Map an offset into the text as read to an index into the folded text."""
    if line.offsets is None:
        return offset - line.start
    return bisect.bisect_left(line.offsets, offset - line.start)


def _gaps(line: Line, spans: Sequence[Span]) -> list[Span]:
    """Return the unclaimed parts of a line that aren't white space."""
    out: list[Span] = []
    position = line.start
    for start, end, _, _ in spans:
        if start > position:
            out += _left_over(line, position, start)
        position = end
    if position < line.end:
        out += _left_over(line, position, line.end)
    return out


def _gaps_struck(line: Line, spans: Sequence[Span]) -> list[Span]:
    """Return the unclaimed parts of a line, what is struck out apart from the rest."""
    crossed = [
        span._replace(rule=STRUCK)
        for start, end in line.struck
        for free in _free(spans, Span(line.start + start, line.start + end, "unassigned"))
        for span in _left_over(line, free.start, free.end)
    ]
    return sorted([*crossed, *_gaps(line, sorted([*spans, *crossed]))])


def _left_over(line: Line, start: int, end: int) -> list[Span]:
    """Return the span between two offsets of a line, unless it is white space."""
    text = line.raw[start - line.start : end - line.start]
    if text.isspace():
        return []
    lead = len(text) - len(text.lstrip())
    return [Span(start + lead, start + len(text.rstrip()), "unassigned", "left-over")]


def whole(unit: Unit) -> Slice:
    """Return a whole unit as a slice."""
    return unit, unit.start, unit.end


def unit_at(unit: Unit, position: int) -> int:
    """Map an index into a unit's (stripped) text to an index into its line's folded text."""
    if not unit.line.text[unit.start].isspace():
        return unit.start + position
    piece = unit.line.text[unit.start : unit.end]
    return unit.start + len(piece) - len(piece.lstrip()) + position


def part(unit: Unit, start: int, end: int | None = None) -> Slice:
    """Return part of a unit's text as a slice."""
    origin = unit_at(unit, 0)
    return unit, origin + start, unit.end if end is None else origin + end


def shorten(unit: Unit, end: int, ledger: "Ledger", field: str, rule: str) -> None:
    """Claim the end of a unit, and cut it off."""
    ledger.piece([part(unit, end)], field, rule)
    unit.end, unit.text = part(unit, 0)[1] + end, unit.text[:end]
    unit.relabel([label._replace(end=min(label.end, end)) for label in unit.labels], rule)


class Places:
    """Maps the characters of joined text to its slices."""

    def __init__(self, slices: Sequence[Slice], runs: Sequence[Run], length: int) -> None:
        self.joined, self._runs, self._length = slices, runs, length

    def __getitem__(self, index: int) -> tuple[int, int]:
        """Return (index of the slice that a character comes from, index into its line's folded text)."""
        begin, number, position = self._runs[bisect.bisect_left(self._runs, (index + 1,)) - 1]
        return number, position + index - begin

    def slices(self, start: int, end: int) -> list[Slice]:
        """Return the slices of the characters [start, end) of the joined text."""
        out: list[Slice] = []
        last = -1
        for number, first, behind in self._among(start, min(end, self._length)):
            unit = self.joined[number][0]
            if number == last:
                out[-1] = (unit, out[-1][1], behind)
                continue
            if out:  # to the end of its line, including the hyphen that joining removed
                out[-1] = (out[-1][0], out[-1][1], self.joined[last][2])
            out.append((unit, first, behind))
            last = number
        return out

    def _among(self, start: int, end: int) -> Iterator[tuple[int, int, int]]:
        """Yield the runs of the characters [start, end): (index of the slice, start, end in its line)."""
        at = bisect.bisect_left(self._runs, (start + 1,)) - 1
        while start < end:
            begin, number, position = self._runs[at]
            at += 1
            last = min(self._runs[at][0], end) if at < len(self._runs) else end
            if start < last:
                yield number, position + start - begin, position + last - begin
                start = last


def joined(slices: Sequence[Slice]) -> tuple[str, Places]:
    """Join slices to running text; return it with the map of its characters."""
    text, runs = flow([(unit.line.text[start:end], start) for unit, start, end in slices])
    return text, Places(slices, runs, len(text))


def cut(slices: Sequence[Slice], place: tuple[int, int]) -> tuple[list[Slice], list[Slice]]:
    """Split slices at a position given by `Places`."""
    number, position = place
    unit, start, end = slices[number]
    before = [*slices[:number], (unit, start, position)] if position > start else list(slices[:number])
    return before, [(unit, position, end), *slices[number + 1 :]]
