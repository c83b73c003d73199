"""Render pages for OCR: in greyscale at 300 dpi, upright and deskewed; and recognise them if the engine is a library."""

import ctypes
import math
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from anfrage_parser.errors import AnfrageError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.model import Transform
from anfrage_parser.readers.kinds import kind_of
from anfrage_parser.readers.ocr.models import models
from anfrage_parser.readers.options import Options
from anfrage_parser.readers.page_image import RESOLUTION, Scan

if TYPE_CHECKING:
    from PIL import Image

MOST_PIXELS = 5_000
"""Most pixels of a page's longer side; larger pages are rendered at a lower resolution."""

LEVEL = 0.25
"""Tilt in degrees that needs no correction."""


def scan(data: bytes, pages: Sequence[int], options: Options, sure: bool = False) -> Iterator[Scan]:
    """Yield scans of the given pages (from 1); unless `sure`, only of those with images.

    They have been read if the engine is a library, with `options.timeout` seconds for each.
    """
    read = models() is not None
    number = 0
    try:
        for number, picture, scale in _drawn(data, pages, options, sure):
            page = _level(number, picture, scale)
            yield _read(page, options.timeout) if read and page.table is None else page
    except (AnfrageError, MemoryError):
        raise
    except Exception as error:
        step = say("das PDF noch einmal speichern")
        raise UnreadableError(say("Seite {page} lässt sich nicht zeichnen", page=number or 1), step) from error


def _read(page: Scan, seconds: float) -> Scan:
    from anfrage_parser.readers.ocr import in_process, upright

    return upright.read(page, in_process.recognise, in_process.name(), seconds)


def _drawn(data: bytes, pages: Sequence[int], options: Options, sure: bool) -> "Iterator[tuple[int, Image.Image, float]]":
    """Yield (page, grey image, pixels per point)."""
    if kind_of(data) != "pdf":
        from anfrage_parser.readers import images

        yield from (_sampled(*page) for page in images.pages(data, pages))
        return
    from anfrage_parser.readers.pdf.pages import is_pictured, pages_of

    for number, page in pages_of(data, pages, options):
        if sure or is_pictured(page):
            yield number, *_rendered(page)


def pictured(data: bytes, pages: Sequence[int], options: Options) -> list[int]:
    """Return the pages with images."""
    if kind_of(data) != "pdf":
        return list(pages)
    from anfrage_parser.readers.pdf.pages import is_pictured, pages_of

    return [number for number, page in pages_of(data, pages, options) if is_pictured(page)]


def _fitting(width: float, height: float) -> float:
    """Return the pixels per point for a page of this size in points."""
    return min(RESOLUTION / 72, MOST_PIXELS / max(width, height, 1.0))


def _sampled(number: int, picture: "Image.Image", density: float) -> "tuple[int, Image.Image, float]":
    """Resample an image to the resolution for OCR."""
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


def _level(number: int, picture: "Image.Image", scale: float) -> Scan:
    """Whiten the paper, then rotate and deskew the image; an empty page is known to have no words."""
    from PIL import Image

    from anfrage_parser.readers.ocr.deskew import is_empty, orientation_of, whitened
    from anfrage_parser.readers.ocr.words import HEAD

    picture = whitened(picture)
    if is_empty(picture):
        return Scan(number, picture.width, picture.height, scale, _transform(picture.width, picture.height, False, 0.0, scale), b"", HEAD)
    turn, tilt = orientation_of(picture)
    if turn:
        picture = picture.transpose(Image.Transpose.ROTATE_90)
    angle = math.radians(tilt) if abs(tilt) > LEVEL else 0.0
    if angle:
        picture = picture.rotate(-tilt, Image.Resampling.BILINEAR, fillcolor=255)
    transform = _transform(picture.width, picture.height, bool(turn), angle, scale)
    return Scan(number, picture.width, picture.height, scale, transform, picture.tobytes())


def _transform(width: int, height: int, turned: bool, angle: float, scale: float) -> Transform:
    """Return the transform to the page for an image that was rotated, then deskewed about its centre."""
    cos, sin, x, y = math.cos(angle), math.sin(angle), width / 2, height / 2
    a, b, c = cos, sin, x - cos * x - sin * y
    d, e, f = -sin, cos, y + sin * x - cos * y
    if turned:  # counter-clockwise: the former right edge is now at the top
        a, b, c, d, e, f = -d, -e, height - f, a, b, c
    return a / scale, b / scale, c / scale, d / scale, e / scale, f / scale
