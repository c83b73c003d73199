"""How a page lies: along which side its lines run, and by how much they are tilted. Told by the stripes that lines of text make.

Which end is up is not seen here: a page on its head is told by what the recognition makes of it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

SMALL = 800
"""Pixels of the longer side of what is looked at."""

COARSE, FINE = 1.0, 0.2
"""Degrees between two tries."""

MOST_TILT = 4.0

STRIPS = 6
"""Parts of a page's width whose stripes are measured apart, so that columns needn't be in line."""

CLEARLY, TILTED = 1.3, 1.15
"""How much stronger stripes along the other side must be for the page to lie on it, and tilted ones for it to be tilted."""


def lie_of(page: "Image.Image") -> tuple[int, float]:
    """(0 or 90: how far to turn it counter-clockwise for its lines to run across, degrees of tilt that are left then)."""
    from PIL import Image

    ink = _ink(page)
    upright, tilt = _best(ink)
    turned = ink.transpose(Image.Transpose.ROTATE_90)
    beside, other = _best(turned)
    return (90, _finer(turned, other)) if beside > CLEARLY * upright else (0, _finer(ink, tilt))


SPECKLED = 4
"""Grey by which the paper varies, from which on it is made white: on an almost empty page, speckles would be taken for letters."""

NOISE = 3
"""Standard deviations of the paper's grey that are no ink."""


GRAINY, SMOOTH = 10, 1.0
"""Grey by which the paper varies, from which on the page is smoothed, by so many pixels: grain costs the recognition whole lines."""


def whitened(page: "Image.Image") -> "Image.Image":
    """The page with its paper white, where that is grey or speckled; clean ones as they are."""
    paper, spread = _paper_of(page)
    if spread >= GRAINY:
        from PIL import ImageFilter

        page = page.filter(ImageFilter.GaussianBlur(SMOOTH))
        paper, spread = _paper_of(page)
    if paper > 240 and spread < SPECKLED:
        return page
    white = max(paper - NOISE * max(spread, SPECKLED), paper // 2)
    return page.point([min(255, grey * 255 // white) for grey in range(256)])


def _paper_of(page: "Image.Image") -> tuple[int, int]:
    """The paper's grey, and by how much it varies: a sixth of what is light is darker than that."""
    histogram = page.histogram()
    paper = _paper(histogram)
    light = range(paper * 6 // 10, 256)
    rest = sum(histogram[grey] for grey in light) * 0.16
    for lower in light:
        rest -= histogram[lower]
        if rest < 0:
            break
    return paper, paper - lower


def _paper(histogram: list[int]) -> int:
    """The grey that most of a page has."""
    return max(range(96, 256), key=histogram.__getitem__)


def _ink(page: "Image.Image") -> "Image.Image":
    """A small copy, ink white on black; what is ink depends on the grey of the paper."""
    factor = max(1, max(page.size) // SMALL)
    small = page.reduce(factor) if factor > 1 else page
    paper = _paper(small.histogram())
    return small.point([255 if grey < paper * 0.75 else 0 for grey in range(256)])


def _best(ink: "Image.Image") -> tuple[float, float]:
    """The strongest stripes, and at which tilt they are seen; a stamp on an empty page doesn't make it tilted."""
    level = _stripes(ink, 0.0)
    strongest, tilt = max((_stripes(ink, tilt), tilt) for tilt in _steps(0.0, MOST_TILT, COARSE))
    return (strongest, tilt) if strongest > TILTED * level else (level, 0.0)


def _finer(ink: "Image.Image", tilt: float) -> float:
    return max((_stripes(ink, near), -abs(near), near) for near in _steps(tilt, COARSE - FINE, FINE))[2]


def _steps(middle: float, reach: float, step: float) -> list[float]:
    count = round(reach / step)
    return [middle + number * step for number in range(-count, count + 1)]


def _stripes(ink: "Image.Image", tilt: float) -> float:
    """How sharply light and dark rows follow each other when the page is turned back by a tilt."""
    from PIL import Image

    level = ink.rotate(-tilt, Image.Resampling.NEAREST) if tilt else ink
    rows = level.resize((STRIPS, level.height), Image.Resampling.BOX).tobytes()
    return float(sum((a - b) ** 2 for a, b in zip(rows, rows[STRIPS:], strict=False)))
