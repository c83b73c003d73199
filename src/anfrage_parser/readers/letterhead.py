"""Separate the right-hand column of a letterhead (office, telephone, members, hours) from the address and title beside it."""

from collections import Counter
from collections.abc import Sequence

from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.text.patterns import compiled

Row = list[Fragment]

UPPER_HALF = 421.0
"""Points from the top of a page within which a letterhead is searched."""

GAP = 2.5
"""Smallest gap between two columns, in letter heights."""

ALIGNED = 3.0
"""Tolerance of the left edge of a column, in points."""

FEWEST, FEWEST_TYPICAL, FEWEST_BESIDE = 4, 2, 3
"""Fewest fragments of the column, of them typical of letterheads, and of them with a fragment to their left."""

_CONTACT = compiled(
    r"(?:tel|fax|mobil|e-?mail|mail|internet|www\.|sprechzeit|bürozeit|öffnungszeit|geschäftsstelle|bankverbindung|iban)|.{0,80}@|.{0,60}:\Z"
)


def apart(rows: Sequence[Row]) -> list[list[Row]]:
    """Split the rows of a first page into groups, so that a letterhead's right-hand column follows the rows beside it."""
    upper = [row for row in rows if row[0].top < UPPER_HALF]
    beside = [row[-1] for row in upper if len(row) == 2 and row[1].x0 - row[0].x1 > GAP * row[0].size]
    if len(beside) < FEWEST_BESIDE:
        return [list(rows)]
    left, count = Counter(round(piece.x0 / ALIGNED) for piece in beside).most_common(1)[0]
    column = [row[-1] for row in upper if len(row) <= 2 and abs(row[-1].x0 - left * ALIGNED) <= ALIGNED]
    if count < FEWEST_BESIDE or not _is_letterhead(column, upper):
        return [list(rows)]
    mine = set(map(id, column))
    last = max(number for number, row in enumerate(rows) if id(row[-1]) in mine)
    beside_it = [kept for row in rows[: last + 1] if (kept := [piece for piece in row if id(piece) not in mine])]
    return [group for group in (beside_it, [[piece] for piece in column], list(rows[last + 1 :])) if group]


def contacts(column: Sequence[Fragment]) -> int:
    """Return how many fragments are typical of letterheads: telephone, address, hours, bank."""
    return sum(_CONTACT.match(piece.text.casefold()) is not None for piece in column)


def _is_letterhead(column: Sequence[Fragment], rows: Sequence[Row]) -> bool:
    """Return whether the fragments are those of a letterhead, and not values of captions beside them."""
    typical = contacts(column)
    mine = set(map(id, column))
    labels = sum(row[0].text.rstrip().endswith(":") for row in rows if len(row) == 2 and id(row[1]) in mine)
    return len(column) >= FEWEST and typical >= FEWEST_TYPICAL and not labels
