"""Page images with the fields of a record boxed and named."""

import io
from collections.abc import Iterable, Iterator, Sequence

from PIL import Image, ImageDraw

from anfrage_parser.fields import name_of
from anfrage_parser.model import Box
from anfrage_parser.readers.drawing import Drawn
from anfrage_parser.record.schema import Evidence, Inquiry
from anfrage_parser.review.fields import GROUPS, group_of
from anfrage_parser.review.lettering import Colour, lettering
from anfrage_parser.review.tag_placement import TagPlacer

RESOLUTION = 144
"""Pixels per inch."""


def pictures(drawn: Iterable[Drawn]) -> Iterator[tuple[int, Image.Image, float]]:
    """Yield (page number, image, pixels per point) of rendered pages."""
    for sheet in drawn:
        yield sheet.page, Image.frombytes("RGB", (sheet.width, sheet.height), sheet.rgb), sheet.scale


def boxes(inquiries: Sequence[Inquiry], page: int) -> list[tuple[str, Evidence]]:
    """Return (field path, evidence) of all values on a page."""
    return [
        (path, place)
        for inquiry in inquiries
        for path, places in (inquiry.evidence or {}).items()
        for place in places
        if place.page == page and place.bbox is not None
    ]


def annotate(picture: Image.Image, scale: float, found: Sequence[tuple[str, Evidence]]) -> Image.Image:
    """Return the image with its fields boxed, each named at its first box, and a legend of the used colours below."""
    canvas = picture.copy()
    pen = ImageDraw.Draw(canvas, "RGBA")
    frames: list[tuple[str, str, Box]] = []
    for path, place in found:
        assert place.bbox is not None
        colour = group_of(path).colour
        x0, top, x1, bottom = (value * scale for value in place.bbox)
        frame = (x0 - 1, top - 1, x1 + 1, bottom + 1)
        pen.rectangle(frame, fill=f"{colour}1c", outline=colour, width=max(1, round(scale * 0.7)))
        frames.append((name_of(path), colour, frame))
    placer = TagPlacer(picture, [frame for _, _, frame in frames])
    for name, colour, frame in {name: (name, colour, frame) for name, colour, frame in reversed(frames)}.values():
        tag = lettering(name, max(9.0, 5.5 * scale), WHITE, _rgb(colour))
        canvas.paste(tag, placer.place_tag(frame, tag.size))
    return _with_legend(canvas, {group_of(path).key for path, _ in found}, scale)


WHITE, BLACK = (255, 255, 255), (0, 0, 0)


def _rgb(colour: str) -> Colour:
    red, green, blue = bytes.fromhex(colour.removeprefix("#"))
    return red, green, blue


def _with_legend(canvas: Image.Image, keys: set[str], scale: float) -> Image.Image:
    """Add a strip with the legend below the page."""
    size = max(10.0, 8.0 * scale)
    side = round(size)
    rows: list[tuple[int, int, Image.Image, str]] = []
    x = y = side
    for group in (group for group in GROUPS if group.key in keys):
        words = lettering(group.title, size, BLACK, WHITE)
        if x > side and x + side * 3 + words.width > canvas.width:
            x, y = side, y + side * 2
        rows.append((x, y, words, group.colour))
        x += words.width + side * 2
    whole = Image.new("RGB", (canvas.width, canvas.height + y + side * 2), "white")
    whole.paste(canvas, (0, 0))
    pen = ImageDraw.Draw(whole)
    pen.line((0, canvas.height, canvas.width, canvas.height), fill="#9aa0a6")
    for x, y, words, colour in rows:
        down = y + canvas.height
        pen.rectangle((x, down, x + side, down + side), fill=colour)
        whole.paste(words, (x + side, down - (words.height - side) // 2))
    return whole


def as_webp(picture: Image.Image) -> bytes:
    """Encode as lossless WebP, a third of the size of a PNG."""
    out = io.BytesIO()
    picture.save(out, format="WEBP", lossless=True, method=2)
    return out.getvalue()


def as_png(picture: Image.Image) -> bytes:
    """Encode as PNG without metadata."""
    out = io.BytesIO()
    picture.save(out, format="PNG", optimize=True)
    return out.getvalue()
