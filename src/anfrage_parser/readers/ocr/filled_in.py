"""Keep what was filled into a scanned form when the page is recognised: its fields say it better than their picture."""

from collections.abc import Iterator, Sequence

from anfrage_parser.model import Box, around
from anfrage_parser.readers.fragments import Fragment

BESIDE = 3.0
"""Points by which the picture of a field's text may differ from where the field says that it is."""


def with_filled(page: Sequence[Fragment], filled: Sequence[Fragment]) -> list[Fragment]:
    """Return the recognised fragments of a page and what was filled in; recognised words at the places of fields are left out."""
    boxes = [(f.x0 - BESIDE, f.top - BESIDE, f.x1 + BESIDE, f.bottom + BESIDE) for f in filled]
    return [*(piece for fragment in page for piece in (_outside(fragment, boxes) if boxes else (fragment,))), *filled]


def _outside(fragment: Fragment, boxes: Sequence[Box]) -> Iterator[Fragment]:
    """Yield what of a recognised fragment isn't in some boxes, in pieces."""
    words = fragment.text.split()
    if len(words) != len(fragment.boxes):
        yield fragment
        return
    start = 0
    for number, box in enumerate((*fragment.boxes, None)):
        if box is None or any(_is_in(box, place) for place in boxes):
            if number > start:
                yield _piece(fragment, words, start, number)
            start = number + 1


def _is_in(box: Box, place: Box) -> bool:
    """Return whether the middle of a word is within a place."""
    across, down = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
    return place[0] <= across <= place[2] and place[1] <= down <= place[3]


def _piece(fragment: Fragment, words: Sequence[str], start: int, end: int) -> Fragment:
    if end - start == len(words):
        return fragment
    x0, _, x1, _ = around(fragment.boxes[start:end])
    return fragment._replace(text=" ".join(words[start:end]), x0=x0, x1=x1, boxes=fragment.boxes[start:end], sure=fragment.sure[start:end])
