"""Pages of a PDF as pictures, with the fields of a record boxed and named."""

import io
import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.review.fields import GROUPS, group_of, name_of
from anfrage_parser.schema import Evidence, Inquiry

RESOLUTION = 144
"""Pixels an inch."""

MOST_PIXELS = 4_000
"""Of a page's longer side; a larger one is drawn coarser."""

POINTS = 72


def pictures(data: bytes, pages: Iterable[int], resolution: int = RESOLUTION) -> Iterator[tuple[int, Image.Image, float]]:
    """(page, picture, pixels a point) for the wanted pages of a PDF; `UnreadableError` for one that can't be drawn."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)
    with pdfplumber.open(io.BytesIO(data)) as document:
        for number in pages:
            page = document.pages[number - 1]
            x0, top, x1, bottom = page.cropbox
            longer = max(x1 - x0, bottom - top, 1.0)
            fitting = min(resolution, MOST_PIXELS * POINTS / longer)
            try:
                picture = page.to_image(resolution=fitting).original.convert("RGB")
            except Exception as error:
                raise UnreadableError(
                    say("Seite {page} lässt sich nicht zeichnen", page=number), say("das PDF noch einmal speichern")
                ) from error
            finally:
                page.close()
            yield number, picture, picture.width / max(x1 - x0, 1.0)


def boxes(inquiries: Sequence[Inquiry], page: int) -> list[tuple[str, Evidence]]:
    """(field path, place) of everything that stands on a page."""
    return [
        (path, place)
        for inquiry in inquiries
        for path, places in (inquiry.evidence or {}).items()
        for place in places
        if place.page == page and place.bbox is not None
    ]


def annotate(picture: Image.Image, scale: float, found: Sequence[tuple[str, Evidence]]) -> Image.Image:
    """A picture with its fields boxed, each named at its first box, and the legend of the colours that occur below it."""
    canvas = picture.copy()
    pen = ImageDraw.Draw(canvas, "RGBA")
    font = _font(max(9.0, 6.5 * scale))
    named: set[str] = set()
    for path, place in found:
        assert place.bbox is not None
        colour = group_of(path).colour
        x0, top, x1, bottom = (value * scale for value in place.bbox)
        pen.rectangle((x0 - 1, top - 1, x1 + 1, bottom + 1), fill=f"{colour}1c", outline=colour, width=max(1, round(scale * 0.7)))
        name = name_of(path)
        if name not in named:
            named.add(name)
            _tag(pen, name, colour, (x0 - 1, top - 1), font)
    return _with_legend(canvas, {group_of(path).key for path, _ in found}, scale)


def _font(size: float) -> Any:
    return ImageFont.load_default(size=size)


def _tag(pen: Any, name: str, colour: str, corner: tuple[float, float], font: Any) -> None:
    """The name of a field on its colour, above the left corner of its box."""
    x, y = corner
    width, height = pen.textlength(name, font=font), font.size * 1.15
    y = max(y - height, 0.0)
    pen.rectangle((x, y, x + width + 6, y + height), fill=f"{colour}e6")
    pen.text((x + 3, y + height / 2), name, fill="white", font=font, anchor="lm")


def _with_legend(canvas: Image.Image, keys: set[str], scale: float) -> Image.Image:
    """A strip below the page that says what the colours mean."""
    font = _font(max(10.0, 8.0 * scale))
    line, side = font.size * 1.8, font.size
    pen = ImageDraw.Draw(canvas)
    places: list[tuple[float, float, Mapping[str, str]]] = []
    x, y = side, side
    for group in (group for group in GROUPS if group.key in keys):
        width = pen.textlength(group.title, font=font) + side * 3
        if x > side and x + width > canvas.width:
            x, y = side, y + line
        places.append((x, y, {"colour": group.colour, "title": group.title}))
        x += width
    whole = Image.new("RGB", (canvas.width, canvas.height + round(y + line)), "white")
    whole.paste(canvas, (0, 0))
    pen = ImageDraw.Draw(whole)
    pen.line((0, canvas.height, canvas.width, canvas.height), fill="#9aa0a6")
    for x, y, row in places:
        down = y + canvas.height
        pen.rectangle((x, down, x + side, down + side), fill=row["colour"])
        pen.text((x + side * 1.5, down + side / 2), row["title"], fill="black", font=font, anchor="lm")
    return whole


def as_png(picture: Image.Image) -> bytes:
    """The bytes of a PNG without any words about where it came from."""
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue()
