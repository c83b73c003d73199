"""A page as a grey picture whose text is to be recognised."""

from dataclasses import dataclass, field

from anfrage_parser.model import Box, Transform

RESOLUTION = 300
"""Dots an inch: what the recognition was trained with; more costs time and brings nothing."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as a byte of grey for each pixel, row by row, and how its pixels lie on the page."""

    page: int
    width: int
    height: int
    scale: float
    """Pixels a point."""
    transform: Transform
    grey: bytes = field(repr=False)

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """What encloses some pixels on the page, which may lie tilted or on its side."""
        a, b, c, d, e, f = self.transform
        points = [(a * x + b * y + c, d * x + e * y + f) for x in (x0, x1) for y in (top, bottom)]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)

    def upside_down(self) -> "Scan":
        """The same, turned by half."""
        a, b, c, d, e, f = self.transform
        transform = (-a, -b, a * self.width + b * self.height + c, -d, -e, d * self.width + e * self.height + f)
        return Scan(self.page, self.width, self.height, self.scale, transform, self.grey[::-1])
