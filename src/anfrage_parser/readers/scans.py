"""Pages as grey pictures whose text is to be recognised: drawn with 300 dots an inch, their lines running across and level."""

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from anfrage_parser.errors import AnfrageError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.model import Box, Place
from anfrage_parser.readers.kinds import kind_of
from anfrage_parser.readers.options import Options

if TYPE_CHECKING:
    from PIL import Image

RESOLUTION = 300
"""Dots an inch: what the recognition was trained with; more costs time and brings nothing."""

MOST_PIXELS = 5_000
"""Of a page's longer side; a larger one is drawn coarser."""

LEVEL = 0.25
"""Degrees of tilt that do no harm."""

PICTURED = 0.2
"""Share of a page that pictures on it cover at least, for the page to be one."""

OUTLINED = 200
"""Shapes on a page from which on its letters may be drawn as such."""


@dataclass(frozen=True, slots=True)
class Scan:
    """A page as a byte of grey for each pixel, row by row, and how its pixels lie on the page."""

    page: int
    width: int
    height: int
    scale: float
    """Pixels a point."""
    place: Place
    grey: bytes = field(repr=False)

    def box(self, x0: float, top: float, x1: float, bottom: float) -> Box:
        """What encloses some pixels on the page, which may lie tilted or on its side."""
        a, b, c, d, e, f = self.place
        points = [(a * x + b * y + c, d * x + e * y + f) for x in (x0, x1) for y in (top, bottom)]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)

    def upside_down(self) -> "Scan":
        """The same, turned by half."""
        a, b, c, d, e, f = self.place
        place = (-a, -b, a * self.width + b * self.height + c, -d, -e, d * self.width + e * self.height + f)
        return Scan(self.page, self.width, self.height, self.scale, place, self.grey[::-1])


def scan(data: bytes, pages: Sequence[int], options: Options, sure: bool = False) -> Iterator[Scan]:
    """The wanted pages (counted from 1); unless `sure`, only those on which there is more to see than text."""
    number = 0
    try:
        for number, picture, scale in _drawn(data, pages, options, sure):
            yield _level(number, picture, scale)
    except (AnfrageError, MemoryError):
        raise
    except Exception as error:
        step = say("das PDF noch einmal speichern")
        raise UnreadableError(say("Seite {page} lässt sich nicht zeichnen", page=number or 1), step) from error


def _drawn(data: bytes, pages: Sequence[int], options: Options, sure: bool) -> "Iterator[tuple[int, Image.Image, float]]":
    """(page, grey picture, pixels a point)."""
    if kind_of(data) != "pdf":
        from anfrage_parser.readers import images

        yield from (_sampled(*page) for page in images.pages(data, pages))
        return
    for number, page in _pages(data, pages, options):
        if sure or is_pictured(page):
            yield number, *_rendered(page)


def pictured(data: bytes, pages: Sequence[int], options: Options) -> list[int]:
    """Those of the pages on which there is more to see than text."""
    if kind_of(data) != "pdf":
        return list(pages)
    return [number for number, page in _pages(data, pages, options) if is_pictured(page)]


def _pages(data: bytes, numbers: Sequence[int], options: Options) -> Iterator[tuple[int, Any]]:
    """(number, PDFium's handle) of the pages that can be opened."""
    import pypdfium2_raw as pdfium

    from anfrage_parser.readers.pdfium import opened

    document = opened(data, options.passwords)
    try:
        for number in numbers:
            if page := pdfium.FPDF_LoadPage(document, number - 1):
                try:
                    yield number, page
                finally:
                    pdfium.FPDF_ClosePage(page)
    finally:
        pdfium.FPDF_CloseDocument(document)


def _fitting(width: float, height: float) -> float:
    """Pixels a point for a page of so many points."""
    return min(RESOLUTION / 72, MOST_PIXELS / max(width, height, 1.0))


def _sampled(number: int, picture: "Image.Image", density: float) -> "tuple[int, Image.Image, float]":
    """A picture as if its paper were drawn anew."""
    from PIL import Image

    scale = _fitting(picture.width / density, picture.height / density)
    width, height = (max(1, round(side / density * scale)) for side in picture.size)
    grey = picture.convert("I").point(lambda value: value / 257).convert("L") if picture.mode.startswith("I;16") else picture.convert("L")
    return number, grey.resize((width, height), Image.Resampling.BICUBIC), scale


def _rendered(page: Any) -> "tuple[Image.Image, float]":
    import pypdfium2_raw as pdfium
    from PIL import Image

    across, down = pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    scale = _fitting(across, down)
    width, height = max(1, round(across * scale)), max(1, round(down * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, width, height, 0, pdfium.FPDF_ANNOT | pdfium.FPDF_GRAYSCALE)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = ctypes.string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * height)
        return Image.frombytes("L", (width, height), pixels, "raw", "L", stride), scale
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)


def is_pictured(page: Any) -> bool:
    """Whether pictures cover much of a page of PDFium's, be it in strips, or so many shapes stand on it that they may be letters."""
    import pypdfium2_raw as pdfium

    area = pdfium.FPDF_GetPageWidthF(page) * pdfium.FPDF_GetPageHeightF(page)
    shapes, covered = 0, 0.0
    for index in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, index)
        kind = pdfium.FPDFPageObj_GetType(item)
        shapes += kind == pdfium.FPDF_PAGEOBJ_PATH
        covered += _area(item) if kind in (pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_FORM) else 0.0
        if shapes >= OUTLINED or covered >= PICTURED * area:
            return True
    return False


def _area(item: Any) -> float:
    import pypdfium2_raw as pdfium

    box = [ctypes.c_float() for _ in range(4)]
    if not pdfium.FPDFPageObj_GetBounds(item, *box):
        return 0.0
    left, bottom, right, top = (side.value for side in box)
    return (right - left) * (top - bottom)


def _level(number: int, picture: "Image.Image", scale: float) -> Scan:
    """The picture with white paper, turned and tilted back."""
    from PIL import Image

    from anfrage_parser.readers.upright import lie_of, whitened

    picture = whitened(picture)
    turn, tilt = lie_of(picture)
    if turn:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    angle = math.radians(tilt) if abs(tilt) > LEVEL else 0.0
    if angle:
        picture = picture.rotate(-tilt, Image.Resampling.BILINEAR, fillcolor=255)
    place = _place(picture.width, picture.height, bool(turn), angle, scale)
    return Scan(number, picture.width, picture.height, scale, place, picture.tobytes())


def _place(width: int, height: int, turned: bool, angle: float, scale: float) -> Place:
    """How the pixels of a picture that was turned, then tilted about its middle, lie on the page."""
    cos, sin, x, y = math.cos(angle), math.sin(angle), width / 2, height / 2
    a, b, c = cos, sin, x - cos * x - sin * y
    d, e, f = -sin, cos, y + sin * x - cos * y
    if turned:  # to the left: what was the right edge is on top now
        a, b, c, d, e, f = -d, -e, height - f, a, b, c
    return a / scale, b / scale, c / scale, d / scale, e / scale, f / scale
