"""Tell which lines of a page stand in the middle, apart from both edges of its text."""

from collections.abc import Sequence

from anfrage_parser.model import Line

NEAR = 0.015
"""Share of the text's width by which the middle of a centred line may differ from the text's."""

APART = 0.06
"""Share of the text's width that is free on each side of a centred line at least."""

LONG = 0.6
"""Share of the longest line's width from which lines are as wide as the text."""


def with_centred(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines of a page; those in the middle are marked."""
    boxes = [line.bbox for line in lines if line.bbox is not None and not line.margin]
    if len(boxes) < 2:
        return lines
    least = LONG * max([box[2] - box[0] for box in boxes])
    full = [box for box in boxes if box[2] - box[0] >= least]
    left, right = min([box[0] for box in full]), max([box[2] for box in full])
    middle, near, apart = left + right, 2 * NEAR * (right - left), APART * (right - left)
    return [
        line._replace(centred=True)
        if (box := line.bbox) is not None and box[0] - left >= apart and right - box[2] >= apart and abs(box[0] + box[2] - middle) <= near
        else line
        for line in lines
    ]
