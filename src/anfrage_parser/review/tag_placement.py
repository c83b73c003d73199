"""Place name tags beside their boxes, where they hide the least."""

from collections.abc import Iterator, Sequence

from PIL import Image

from anfrage_parser.model import Box

INK = 200
"""Grey value (0 to 255) below which a pixel counts as printed."""


class TagPlacer:
    """Places tags on a page image, avoiding print, boxes and previous tags; all in pixels."""

    def __init__(self, picture: Image.Image, frames: Sequence[Box]) -> None:
        self.ink = picture.convert("L").point(lambda grey: 255 if grey < INK else 0)
        self.frames = frames
        self.tags: list[Box] = []

    def place_tag(self, frame: Box, size: tuple[int, int]) -> tuple[int, int]:
        """Return the upper left corner of the best position for a tag of a frame, and mark it as taken."""
        x, y = min(self._places(frame, size), key=lambda place: self._hidden(place, size) + _gap(place[0], place[0] + size[0], frame))
        self.tags.append((x, y, x + size[0], y + size[1]))
        return x, y

    def _places(self, frame: Box, size: tuple[int, int]) -> Iterator[tuple[int, int]]:
        """Yield candidate positions: above, left and right of the frame, in both margins, below; the first of equally good ones wins."""
        width, height = size
        x0, top, x1, bottom = frame
        middle = (top + bottom - height) / 2
        right = self.ink.width - width
        wanted = (
            (x0, top - height), (x0 - width - 2, middle), (x1 + 2, middle), (x1 - width, top - height), (0, middle), (right, middle),
            (x0, bottom), (0, top - height), (right, bottom),
        )  # fmt: skip
        for x, y in wanted:
            yield round(min(max(x, 0), max(right, 0))), round(min(max(y, 0), max(self.ink.height - height, 0)))

    def _hidden(self, place: tuple[int, int], size: tuple[int, int]) -> float:
        """Return how much a tag would hide there: pixels of print, other tags and, weighted less, frames."""
        tag = (place[0], place[1], place[0] + size[0], place[1] + size[1])
        ink = self.ink.crop(tag).histogram()[255]
        return 4 * ink + 4 * sum(_shared(tag, other) for other in self.tags) + sum(_shared(tag, other) for other in self.frames)


def _shared(one: Box, other: Box) -> float:
    """Return the overlapping area of two boxes."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0


def _gap(left: float, right: float, frame: Box) -> float:
    """Return the horizontal distance from a frame; tiny ones count as 0."""
    return max(frame[0] - right - 2, left - frame[2] - 2, 0)
