"""Where items stand on the page: a run is known by its left edge, and a level below it by a deeper one."""

from collections.abc import Iterable

from anfrage_parser.model import Unit

INDENT = 9.0
"""Points by which a lower level stands further to the right at least; a character counts as `CHAR`."""

CHAR = 5.0


def left_edge(unit: Unit) -> float | None:
    """Return where a unit begins, in points, or in characters counted as points; None within a line."""
    line = unit.line
    if unit.start and line.text[: unit.start].strip():
        return None
    if line.bbox is not None:
        return line.bbox[0]
    raw = line.raw
    return CHAR * (len(raw.expandtabs(4)) - len(raw.expandtabs(4).lstrip())) if raw[:1].isspace() else 0.0


def is_deeper(unit: Unit, above: Unit) -> bool:
    """Return whether a unit stands on a lower level than the one above it."""
    edge, other = left_edge(unit), left_edge(above)
    return edge is not None and other is not None and edge - other > INDENT


def is_aligned(unit: Unit, above: Unit) -> bool:
    """Return whether two units may stand on the same level; those within a line may always."""
    edge, other = left_edge(unit), left_edge(above)
    return edge is None or other is None or abs(edge - other) <= INDENT


def nearest(unit: Unit, levels: Iterable[tuple[int, Unit]]) -> int | None:
    """Return the (deepest) of some levels whose unit stands nearest to this one's left edge; None if there are none."""
    edge = left_edge(unit)
    found = [(abs((edge or 0.0) - (left_edge(above) or 0.0)) if edge is not None else 0.0, -depth) for depth, above in levels]
    return -min(found)[1] if found else None
