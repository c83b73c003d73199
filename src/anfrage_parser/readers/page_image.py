"""A greyscale page image for OCR."""

from dataclasses import dataclass, field

from anfrage_parser.model import Box, Transform

RESOLUTION = 300
"""Dots per inch that tesseract was trained with; more is slower and no better."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page with one grey byte per pixel, row by row, and the transform from pixels to the page."""

    page: int
    width: int
    height: int
    scale: float
    """Pixels per point."""
    transform: Transform
    grey: bytes = field(repr=False)
    """Empty once the page has been read."""
    table: bytes | None = field(default=None, repr=False)
    """Tesseract's table of its words, once it has been read."""
    engine: str = ""
    """What has read it, and its version; "" also for an empty page, which nothing needs to read."""

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """Return the box on the page, in points, around a pixel rectangle; the page may be tilted or rotated."""
        a, b, c, d, e, f = self.transform
        points = [(a * x + b * y + c, d * x + e * y + f) for x in (x0, x1) for y in (top, bottom)]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)

    def upside_down(self) -> "Scan":
        """Return the scan rotated by 180 degrees."""
        a, b, c, d, e, f = self.transform
        transform = (-a, -b, a * self.width + b * self.height + c, -d, -e, d * self.width + e * self.height + f)
        return Scan(self.page, self.width, self.height, self.scale, transform, self.grey[::-1])
