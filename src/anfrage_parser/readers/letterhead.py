"""Separate the right-hand column of a head (office, telephone, members, hours; number, day, "öffentlich") from what stands beside it."""

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
"""Fewest fragments of the column, of them typical of letterheads, and of them with a fragment to their left (or beside an address)."""

FEWEST_LINES = 2
"""Fewest lines of an address, and of the column beside it that are level with one."""

NEXT = 1.0
"""Gap between two lines of a block at most, in letter heights."""

EVEN = 1.25
"""Distance of two lines at most, in that of an address's first two, where text follows it closely."""

_CONTACT = compiled(
    r"(?:tel|fax|mobil|e-?mail|mail|internet|www\.|sprechzeit|bürozeit|öffnungszeit|geschäftsstelle|bankverbindung|iban)|.{0,80}@|.{0,60}:\Z",
    needs=("tel", "fax", "mobil", "mail", "internet", "www.", "zeit", "geschäftsstelle", "bankverbindung", "iban", "@", ":"),
)

_TO_WHOM = compiled(
    r"(?:An(?:\s(?:den|die|das|Herrn|Frau)(?:\s.{0,60})?|:)?|Herrn?(?:\s.{2,60})?|Frau(?:\s.{2,60})?|(?:Stadt|Gemeinde|Kreis)verwaltung(?:\s.{2,40})?)"
)
"""How an address begins."""


_GREETS = compiled(r"\s{0,9}(?:Sehr\sgeehrte|Liebe[rs]?\s|Guten\sTag)")
"""How a letter's text begins, which a column beside it must not interrupt."""


def apart(rows: Sequence[Row]) -> list[list[Row]]:
    """Split the rows of a first page into groups, so that a head's right-hand column follows the rows beside it."""
    upper = [row for row in rows if row[0].top < UPPER_HALF]
    address: Sequence[Fragment] = ()
    column = _of_letterhead(upper)
    if not column:
        address = _address(upper)
        column = _beside(address, upper) if address else []
    if not column:
        return [list(rows)]
    mine = {id(piece) for row in column for piece in row}
    both = mine | {*map(id, address)}
    last = max(number for number, row in enumerate(rows) if any(id(piece) in both for piece in row))
    beside_it = [kept for row in rows[: last + 1] if (kept := [piece for piece in row if id(piece) not in mine])]
    greets = next((number for number, row in enumerate(beside_it) if _GREETS.match(row[0].text)), len(beside_it))
    rest = [*beside_it[greets:], *rows[last + 1 :]]
    begins = min(greets, _begins(beside_it, address)) if address and column[0][0].bottom < address[0].top else greets
    groups = (beside_it[:begins], column, beside_it[begins:greets], rest)
    return [group for group in groups if group]


def _begins(rows: Sequence[Row], address: Sequence[Fragment]) -> int:
    """Return the row in which an address begins; what begins above it is a sender's own, and read before it."""
    return next(number for number, row in enumerate(rows) if row[0] is address[0])


def contacts(column: Sequence[Fragment]) -> int:
    """Return how many fragments are typical of letterheads: telephone, address, hours, bank."""
    return sum(_CONTACT.match(piece.text.casefold()) is not None for piece in column)


def _of_letterhead(upper: Sequence[Row]) -> list[Row]:
    """Return the column of a letterhead: telephone, members, hours."""
    beside = [row[-1] for row in upper if len(row) == 2 and row[1].x0 - row[0].x1 > GAP * row[0].size]
    if len(beside) < FEWEST_BESIDE:
        return []
    left, count = Counter(round(piece.x0 / ALIGNED) for piece in beside).most_common(1)[0]
    column = [row[-1] for row in upper if len(row) <= 2 and abs(row[-1].x0 - left * ALIGNED) <= ALIGNED]
    return [[piece] for piece in column] if count >= FEWEST_BESIDE and _is_letterhead(column, upper) else []


def _is_letterhead(column: Sequence[Fragment], rows: Sequence[Row]) -> bool:
    """Return whether the fragments are those of a letterhead, and not values of captions beside them."""
    typical = contacts(column)
    mine = set(map(id, column))
    labels = sum(row[0].text.rstrip().endswith(":") for row in rows if len(row) == 2 and id(row[1]) in mine)
    return len(column) >= FEWEST and typical >= FEWEST_TYPICAL and not labels


def _address(upper: Sequence[Row]) -> list[Fragment]:
    """Return the lines of the address, from what it begins with down to the next blank line; none of them ends as a caption does."""
    first = next((row[0] for row in upper if row[0].text[:1] in "AHFSGK" and _TO_WHOM.fullmatch(row[0].text.strip())), None)
    out = [first] if first is not None else []
    for row in upper:
        piece = row[0]
        if out and piece.top > out[-1].top and abs(piece.x0 - out[0].x0) <= ALIGNED:
            if not _follows(out[-1], piece):
                break
            out.append(piece)
    if _has_caption(out):
        out = _even(out)  # where paragraphs stand close, the letter itself goes on below the address
    return out if len(out) >= FEWEST_LINES and not _has_caption(out) else []


def _has_caption(address: Sequence[Fragment]) -> bool:
    return any(piece.text.rstrip().endswith(":") for piece in address[1:])


def _even(lines: Sequence[Fragment]) -> list[Fragment]:
    """Return the first lines of a block down to where two are further apart than those above."""
    pitch = EVEN * (lines[1].top - lines[0].top)
    end = next((at for at in range(2, len(lines)) if lines[at].top - lines[at - 1].top > pitch), len(lines))
    return list(lines[:end])


def _beside(address: Sequence[Fragment], upper: Sequence[Row]) -> list[Row]:
    """Return the column right of an address: lines level with its own or between them, all of one edge, and those that go on from them."""
    top, bottom, edge = address[0].top, address[-1].bottom, max(piece.x1 for piece in address)
    own = set(map(id, address))
    rights = [[piece for piece in row if id(piece) not in own] for row in upper]
    level = [n for n, right in enumerate(rights) if right and right[0].bottom > top and right[0].top < bottom]
    if len(level) < FEWEST_LINES or any(rights[n][0].x0 - edge <= GAP * address[0].size for n in level):
        return []
    if not _is_aligned([rights[n] for n in level]):
        return []
    first, last = level[0], level[-1]
    while first and _goes_on(upper[first - 1], rights[first - 1], rights[first]):
        first -= 1
    while last + 1 < len(upper) and _goes_on(upper[last + 1], rights[last], rights[last + 1]):
        last += 1
    column = [right for right in rights[first : last + 1] if right]
    return column if len(column) >= FEWEST_BESIDE else []


def _goes_on(row: Row, above: Row, below: Row) -> bool:
    """Return whether a row is the next line of a column, with nothing at its left."""
    return bool(above and below) and row in (above, below) and _is_aligned([above, below]) and _follows(above[0], below[0])


def _is_aligned(column: Sequence[Row]) -> bool:
    """Return whether rows begin at one edge, or end at one."""
    starts, ends = [row[0].x0 for row in column], [row[-1].x1 for row in column]
    return min(max(starts) - min(starts), max(ends) - min(ends)) <= ALIGNED


def _follows(above: Fragment, below: Fragment) -> bool:
    """Return whether there is no blank line between two lines."""
    return below.top - above.bottom <= NEXT * (above.bottom - above.top)
