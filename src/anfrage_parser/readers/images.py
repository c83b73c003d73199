"""Pictures of pages: PNG, JPEG and TIFF, the last with several of them. They hold no text; it has to be recognised."""

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
"""Of a page; A3 at 600 dpi has 70 million."""

WIDTH, HEIGHT = 595.3, 841.9
"""Points of A4, for a picture that doesn't say how large its paper was."""

BELIEVED = (50, 2400)
"""Dots an inch that a scanner may have; anything else was set by a program that didn't know."""


def extract(data: bytes, options: Options) -> Extract:
    """As many pages without text as the file has pictures."""
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
    """Pillow's picture of some bytes, nothing decoded yet."""
    from PIL import Image

    Image.MAX_IMAGE_PIXELS = None  # `check_pixels` says it in our words
    try:
        return Image.open(io.BytesIO(data), formats=FORMATS)
    except Exception as error:  # each format has errors of its own
        raise damaged() from error


def check_pixels(picture: Any) -> None:
    """`LimitError` for a picture that would fill the memory."""
    if picture.width * picture.height > MOST_PIXELS:
        cause = say("das Bild hat mehr als {limit} Millionen Bildpunkte", limit=MOST_PIXELS // 1_000_000)
        raise LimitError(cause, say("mit 300 dpi neu einscannen"))


def damaged() -> UnreadableError:
    """It is no picture any more."""
    return UnreadableError(say("das Bild ist beschädigt"), say("das Dokument noch einmal einscannen"))


def pages(data: bytes, numbers: Sequence[int]) -> Iterator[tuple[int, "Image.Image", float]]:
    """(page, picture, dots a point) of the wanted pages, upright as the camera says, transparency on white."""
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
    """Dots a point: as the file says, else so that the paper was A4."""
    said = picture.info.get("dpi", (0, 0))
    across = float(said[0]) if isinstance(said, tuple) and said else 0.0
    if BELIEVED[0] <= across <= BELIEVED[1]:
        return across / 72
    shorter, longer = sorted(picture.size)
    return max(shorter / WIDTH, longer / HEIGHT)
