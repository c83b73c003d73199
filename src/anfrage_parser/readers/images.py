"""Images of pages: PNG, JPEG and multi-page TIFF. They hold no text, so they need OCR."""

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from anfrage_parser.errors import AnfrageError, LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.readers.fragments import Extract, check_pages
from anfrage_parser.readers.options import Options

if TYPE_CHECKING:
    from PIL import Image

FORMATS = ("PNG", "JPEG", "TIFF")

MOST_PIXELS = 120_000_000
"""Most pixels of a page; A3 at 600 dpi has 70 million."""

WIDTH, HEIGHT = 595.3, 841.9
"""A4 in points, for images without a resolution."""

BELIEVED = (50, 2400)
"""Plausible resolutions of scanners in dots per inch; other values are ignored."""


def extract(data: bytes, options: Options) -> Extract:
    """Return a page without text for each image of the file."""
    with opened(data) as picture:
        count = getattr(picture, "n_frames", 1)
        check_pages(count, options.max_pages)
        for number in range(count):
            picture.seek(number)
            check_pixels(picture)
        found = Extract()
        for _ in range(count):
            found.add([])
        return found


def opened(data: bytes) -> Any:
    """Open an image with Pillow, without decoding it."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # `check_pixels` does this with our own error
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except Exception as error:  # each format raises its own exception types
        raise damaged() from error


def check_pixels(picture: Any) -> None:
    """Raise `LimitError` for an image with too many pixels."""
    if picture.width * picture.height > MOST_PIXELS:
        cause = say("das Bild hat mehr als {limit} Millionen Bildpunkte", limit=MOST_PIXELS // 1_000_000)
        raise LimitError(cause, say("mit 300 dpi neu einscannen"))


def damaged() -> UnreadableError:
    """Return the error for a damaged image."""
    return UnreadableError(say("das Bild ist beschädigt"), say("das Dokument noch einmal einscannen"))


def pages(data: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, "Image.Image", float]]:
    """Yield (page, image, dots per point) of the given pages, rotated as EXIF says, transparency on white."""
    from PIL import ImageOps

    try:
        with opened(data) as picture:
            for number in numbers:
                picture.seek(number - 1)
                check_pixels(picture)
                picture.load()
                yield number, ImageOps.exif_transpose(_on_white(picture)), _density(picture)
    except AnfrageError:
        raise
    except MemoryError:
        raise
    except Exception as error:
        raise damaged() from error


def _on_white(picture: "Image.Image") -> "Image.Image":
    from PIL import Image

    if picture.mode == "P" and "transparency" in picture.info:
        picture = picture.convert("RGBA")
    if picture.mode not in ("LA", "RGBA", "PA"):
        return picture
    layer = picture.convert("RGBA")
    return Image.alpha_composite(Image.new("RGBA", layer.size, "white"), layer)


def _density(picture: "Image.Image") -> float:
    """Return dots per point, from the file if plausible, else assuming A4."""
    said = picture.info.get("dpi", (0, 0))
    across = float(said[0]) if isinstance(said, tuple) and said else 0.0
    if BELIEVED[0] <= across <= BELIEVED[1]:
        return across / 72
    shorter, longer = sorted(picture.size)
    return max(shorter / WIDTH, longer / HEIGHT)
