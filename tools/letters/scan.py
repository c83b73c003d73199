"""A letter on its way through printer, post and scanner: pages as pixels, tilted, greyed, stamped, speckled, turned, faxed."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2
from PIL import Image, ImageChops, ImageDraw, ImageFilter, ImageFont

FAX = (204, 196)
"""Dots an inch across and down of a fax in fine mode."""


@dataclass(frozen=True)
class ScanStyle:
    """What happens to the pages."""

    dpi: int = 300
    tilt: float = 0.0
    """Degrees."""
    noise: float = 0.0
    """Standard deviation of the grey of each pixel."""
    blur: float = 0.0
    paper: int = 255
    """The grey of the paper."""
    stamp: bool = False
    turn: int = 0
    """Degrees by which the sheet lay wrong, a multiple of 90."""
    fax: bool = False
    quality: int = 75
    """Of the JPEG in the PDF."""


SCANS: dict[str, ScanStyle] = {
    "300": ScanStyle(blur=0.5, noise=6),
    "300 tilted": ScanStyle(blur=0.6, noise=8, tilt=2.0),
    "300 grey noise": ScanStyle(blur=0.7, noise=22, paper=205, tilt=0.7),
    "300 stamp": ScanStyle(blur=0.6, noise=8, stamp=True, tilt=0.5),
    "300 turned": ScanStyle(blur=0.6, noise=8, turn=90, tilt=0.4),
    "200": ScanStyle(dpi=200, blur=0.5, noise=8, tilt=1.0),
    "fax": ScanStyle(fax=True, noise=30, blur=0.4, tilt=0.6),
}
"""The scans that are measured, by name."""


def of_seed(style: ScanStyle, seed: int) -> ScanStyle:
    """The style with a tilt of its own, to either side, at most the given; turned pages lie to the left, to the right or on their head."""
    rng = random.Random(seed + 17)
    turn = rng.choice((90, 180, 270)) if style.turn else 0
    return replace(style, tilt=rng.uniform(-style.tilt, style.tilt), turn=turn)


def scanned(pdf: bytes, style: ScanStyle, seed: int = 0) -> list[Image.Image]:
    """The pages of a PDF, as the scanner saw them; the same seed gives the same pixels."""
    return [_worn(page, style, random.Random(f"{seed}/{number}")) for number, page in enumerate(_printed(pdf, style))]


def as_scan(pdf: bytes, style: ScanStyle, seed: int = 0) -> bytes:
    """A PDF of pictures."""
    first, *rest = scanned(pdf, style, seed)
    out = io.BytesIO()
    dpi = FAX if style.fax else (style.dpi, style.dpi)
    if style.turn in (90, 270):
        dpi = dpi[::-1]
    how = {} if style.fax else {"quality": style.quality}  # black and white goes in as fax machines send it
    first.save(out, format="PDF", save_all=True, append_images=rest, dpi=dpi, **how)
    return out.getvalue()


def as_images(pdf: bytes, style: ScanStyle, kind: str, seed: int = 0) -> bytes:
    """An image file; TIFF holds all pages, other formats the first."""
    first, *rest = scanned(pdf, style, seed)
    out = io.BytesIO()
    more = {"save_all": True, "append_images": rest, "compression": "tiff_lzw"} if kind == "TIFF" else {}
    first.save(out, format=kind, dpi=FAX if style.fax else (style.dpi, style.dpi), **more)
    return out.getvalue()


def _printed(pdf: bytes, style: ScanStyle) -> Iterator[Image.Image]:
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        picture = page.render(scale=(300 if style.fax else style.dpi) / 72, grayscale=True).to_pil()
        yield picture.convert("L")
    document.close()


def _worn(page: Image.Image, style: ScanStyle, rng: random.Random) -> Image.Image:
    if style.stamp:
        page = _stamped(page, rng)
    if style.tilt:
        page = page.rotate(style.tilt, Image.Resampling.BICUBIC, fillcolor=255)
    if style.blur:
        page = page.filter(ImageFilter.GaussianBlur(style.blur * style.dpi / 300))
    if style.paper < 255:
        page = page.point([30 + grey * (style.paper - 30) // 255 for grey in range(256)])
    if style.noise:
        page = _speckled(page, style.noise, rng)
    if style.fax:
        width, height = (round(side * dots / 300) for side, dots in zip(page.size, FAX, strict=True))
        page = page.resize((width, height), Image.Resampling.BOX).point([255 * (grey > 150) for grey in range(256)]).convert("1")
    return page.rotate(style.turn, expand=True) if style.turn else page


def _speckled(page: Image.Image, sigma: float, rng: random.Random) -> Image.Image:
    """Noise out of one tile, laid at a different place for every page."""
    tile = Image.frombytes("L", (512, 512), bytes(min(255, max(0, round(rng.gauss(128, sigma)))) for _ in range(512 * 512)))
    noise = Image.new("L", page.size)
    for x in range(-rng.randrange(512), page.width, 512):
        for y in range(-rng.randrange(512), page.height, 512):
            noise.paste(tile, (x, y))
    return ImageChops.add(page, noise, scale=1, offset=-128)


def _stamped(page: Image.Image, rng: random.Random) -> Image.Image:
    """A day of receipt, in a frame, lightly tilted, in the upper right or over the text."""
    unit = page.width / 210  # a millimetre
    stamp = Image.new("L", (round(62 * unit), round(20 * unit)), 255)
    pen = ImageDraw.Draw(stamp)
    font = ImageFont.load_default(size=4.2 * unit)
    day = f"{rng.randint(1, 28):02}. {rng.choice(('Jan.', 'Feb.', 'März', 'Mai', 'Sep.', 'Okt.'))} {rng.randint(2015, 2024)}"
    pen.rectangle((2, 2, stamp.width - 3, stamp.height - 3), outline=90, width=max(2, round(0.5 * unit)))
    pen.text((4 * unit, 3 * unit), "EINGEGANGEN", fill=90, font=font)
    pen.text((4 * unit, 11 * unit), day, fill=90, font=font)
    stamp = stamp.rotate(rng.uniform(-4, 4), expand=True, fillcolor=255)
    place = (round(rng.uniform(115, 140) * unit), round(rng.choice((rng.uniform(8, 25), rng.uniform(100, 180))) * unit))
    layer = Image.new("L", page.size, 255)
    layer.paste(stamp, place)
    return ImageChops.darker(page, layer)
