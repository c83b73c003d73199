"""Take the footnotes out of the text, so that sentences go on over them."""

from collections.abc import Iterator, Sequence

from anfrage_parser.assemble.ledger import Ledger, Slice
from anfrage_parser.model import Piece, Unit
from anfrage_parser.text.superscripts import lowered

Note = tuple[Piece, Piece]
"""(label, text)"""


def take_footnotes(units: Sequence[Unit], ledger: Ledger) -> list[Note]:
    """Claim the notes; return them in printed order."""
    own = [unit for unit in units if unit.line.note is not None]
    return [_note(number, lines, ledger) for number, lines in enumerate(_together(own))] if own else []


def _together(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    """Yield the lines of each note: only its first one has a mark."""
    lines: list[Unit] = []
    for unit in units:
        if unit.line.note and lines:
            yield lines
            lines = []
        lines.append(unit)
    yield lines


def _note(number: int, units: Sequence[Unit], ledger: Ledger) -> Note:
    path, behind = f"footnotes[{number}]", units[0].line.note or 0
    printed = ledger.piece([(units[0], 0, behind)], f"{path}.label", "footnote")
    slices: list[Slice] = [(units[0], behind, units[0].end), *((unit, 0, unit.end) for unit in units[1:])]
    bare = printed.text.rstrip(")") if printed.text[:1] not in "([" else printed.text
    return Piece(lowered(bare), printed.spans), ledger.piece(slices, f"{path}.text", "footnote")
