"""Read a table of questions and answers: two cells stand beside each other, on one line or over several."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from anfrage_parser.assemble.ledger import Ledger
from anfrage_parser.assemble.prose import ends_as_question
from anfrage_parser.model import CLOSING, ITEM, SALUTATION, SIGNED, Label, Line, Marker, Unit
from anfrage_parser.text.patterns import compiled

_HEADS = compiled(
    r"(?P<counted>(?:Nr\.?|Lfd\.\s?Nr\.?|Nummer|#)\s{2,40})?(?:Fragen?|Fragestellung|Anfrage)(?:\s(?:der|des)\s[\w-]{2,40})?\s{2,80}"
    r"(?P<answer>(?:Antwort(?:en)?|Beantwortung|Stellungnahme)(?:\s(?:der|des)\s[\w -]{2,40})?)"
)
""" "Nr.   Frage   Antwort der Verwaltung": the heads of the columns."""

_WIDE = compiled(r"\s{3,200}")

NEAR = 6
"""Columns by which a cell may begin beside its head."""


def in_rows(units: Sequence[Unit], ledger: Ledger) -> list[Unit]:
    """Return the units with the cells of such a table apart: of each row first the question, then the answer; others as they are."""
    head = next((at for at, unit in enumerate(units) if _HEADS.fullmatch(unit.line.text.strip()) is not None), None)
    if head is None:
        return list(units)
    line = units[head].line
    found = _HEADS.search(line.text)
    column = found.start("answer") if found is not None else 0
    first = next((at for at in range(head, len(units)) if units[at].line is not line), len(units))
    for unit in units[head:first]:
        ledger.unit(unit, "label", "answer:columns")
    end = next((at for at in range(first, len(units)) if units[at].is_a(SALUTATION, SIGNED, CLOSING)), len(units))
    if found is not None and found["counted"]:
        _count(units[first:end])
    if first < end:
        units[first].gap = max(units[first].gap, 1)  # the heads of the columns parted it from the text above
    out = [*units[:head], *_rows(units[first:end], column), *units[end:]]
    for index, unit in enumerate(out):
        unit.index = index
    return out


_COUNT = compiled(r"(?P<number>[0-9]{1,2})[.)]?(?:\s{1,40}|\Z)")
"""The cell of a row's number, in a column of numbers."""


def _count(units: Sequence[Unit]) -> None:
    """Propose the numbers in the first cells as those of items, whatever stands beside them: the column's head says that they count."""
    last = 0
    for unit in units:
        found = _COUNT.match(unit.text) if unit.start == 0 else None
        if found is None or int(found["number"]) != last + 1:
            continue
        last += 1
        if ITEM not in unit.roles:
            marker = Marker("1 ", last, found["number"], (last,))
            unit.relabel([*unit.labels, Label(ITEM, "item:table", "1 ", found.end(), len(unit.text), marker)], "item:table")


def _rows(units: Sequence[Unit], column: int) -> Iterator[Unit]:
    """Yield the left cells of each row, then its right ones."""
    left: list[Unit] = []
    right: list[Unit] = []
    for line, own in _lines(units):
        one, other = _cells(line, own, column)
        begins = one and (one[0].label(ITEM) is not None or (bool(right) and left and ends_as_question(left[-1].text)))
        if begins and left:
            yield from (*left, *_apart(right))
            left, right = [], []
        left += one
        right += other
    yield from (*left, *_apart(right))


def _apart(units: Sequence[Unit]) -> Sequence[Unit]:
    for unit in units[:1]:
        unit.gap = max(unit.gap, 1)
    return units


def _lines(units: Sequence[Unit]) -> Iterator[tuple[Line, list[Unit]]]:
    """Yield each line with its units."""
    own: list[Unit] = []
    for unit in units:
        if own and unit.line is not own[0].line:
            yield own[0].line, own
            own = []
        own.append(unit)
    if own:
        yield own[0].line, own


def _cells(line: Line, own: Sequence[Unit], column: int) -> tuple[list[Unit], list[Unit]]:
    """Return the units of the left cell of a line, and those of the right one."""
    label = own[0].label(ITEM)
    begin = own[0].start + (label.start if label is not None else 0)
    begin += len(line.text[begin:]) - len(line.text[begin:].lstrip())  # the gap behind a number is none between cells
    gaps = [match.span() for match in _WIDE.finditer(line.text, begin) if match.end() < len(line.text)]
    if not gaps:
        indent = len(line.raw) - len(line.raw.lstrip())
        return ([], list(own)) if indent >= column - NEAR and indent > NEAR else (list(own), [])
    start, end = min(gaps, key=lambda gap: abs(gap[1] - column)) if column else gaps[0]
    if abs(end - column) > NEAR:
        start, end = gaps[0]
    cell = replace(own[0], end=start, text=line.text[own[0].start : start].strip(), labels=_within(own[0].labels, start - own[0].start))
    beside = replace(own[0], start=end, end=len(line.text), text=line.text[end:].strip(), gap=0, labels=())
    return [cell] if cell.text else [], [beside]


def _within(labels: Sequence[Label], end: int) -> tuple[Label, ...]:
    return tuple([label._replace(end=min(label.end, end)) for label in labels if label.start <= end])
