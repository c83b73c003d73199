"""Detect a page's rotation and tilt from the stripes formed by lines of text.

Upside-down pages can't be detected here, only by the confidence of OCR.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL import Image

SMALL = 800
"""Longer side of the examined image, in pixels."""

COARSE, FINE = 1.0, 0.2
"""Steps between two tried tilts, in degrees."""

MOST_TILT = 4.0

STRIPS = 6
"""Vertical strips measured separately, as lines of different columns need not align."""

CLEARLY, TILTED = 1.3, 1.15
"""Factors by which the stripes must be stronger to count as rotated, and as tilted."""


def orientation_of(page: "Image.Image") -> tuple[int, float]:
    """Return (0 or 90: counter-clockwise rotation in degrees that makes lines horizontal, remaining tilt in degrees)."""
    from PIL import Image

    ink = _ink(page)
    upright, tilt = _best(ink)
    turned = ink.transpose(Image.Transpose.ROTATE_90)
    beside, other = _best(turned)
    return (90, _finer(turned, other)) if beside > CLEARLY * upright else (0, _finer(ink, tilt))


SPECKLED = 4
"""Variation of the paper's grey from which it is whitened: on an almost empty page, speckles would be read as letters."""

NOISE = 3
"""Standard deviations from the paper's grey that are not ink."""


GRAINY, SMOOTH = 10, 1.0
"""Variation of the paper's grey from which the page is blurred, and the radius in pixels: OCR loses whole lines on grainy pages."""


def whitened(page: "Image.Image") -> "Image.Image":
    """Whiten grey or speckled paper; clean pages are unchanged."""
    paper, spread = _paper_of(page)
    if spread >= GRAINY:
        from PIL import ImageFilter

        page = page.filter(ImageFilter.GaussianBlur(SMOOTH))
        paper, spread = _paper_of(page)
    if paper > 240 and spread < SPECKLED:
        return page
    white = max(paper - NOISE * max(spread, SPECKLED), paper // 2)
    return page.point([min(255, grey * 255 // white) for grey in range(256)])


DARKER, SPECK = 30, 20
"""How much darker than white a pixel has to be to count as ink, and how many of them are less than a full stop."""


def is_empty(page: "Image.Image") -> bool:
    """Return whether a whitened page has no ink at all, as the back of a sheet that was scanned, too."""
    return sum(page.histogram()[: 255 - DARKER]) < SPECK


def _paper_of(page: "Image.Image") -> tuple[int, int]:
    """Return the paper's grey and its variation: a sixth of the light pixels are darker than that."""
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
    """Return the most frequent grey."""
    return max(range(96, 256), key=histogram.__getitem__)


def _ink(page: "Image.Image") -> "Image.Image":
    """Return a small copy with ink in white on black, relative to the paper's grey."""
    factor = max(1, max(page.size) // SMALL)
    small = page.reduce(factor) if factor > 1 else page
    paper = _paper(small.histogram())
    return small.point([255 if grey < paper * 0.75 else 0 for grey in range(256)])


def _best(ink: "Image.Image") -> tuple[float, float]:
    """Return the strength of the strongest stripes and their tilt; a stamp on an empty page is ignored."""
    level = _stripes(ink, 0.0)
    strongest, tilt = max((_stripes(ink, tilt), tilt) for tilt in _steps(0.0, MOST_TILT, COARSE))
    return (strongest, tilt) if strongest > TILTED * level else (level, 0.0)


def _finer(ink: "Image.Image", tilt: float) -> float:
    return max((_stripes(ink, near), -abs(near), near) for near in _steps(tilt, COARSE - FINE, FINE))[2]


def _steps(middle: float, reach: float, step: float) -> list[float]:
    count = round(reach / step)
    return [middle + number * step for number in range(-count, count + 1)]


def _stripes(ink: "Image.Image", tilt: float) -> float:
    """Return the contrast between rows after rotating back by a tilt."""
    from PIL import Image

    level = ink.rotate(-tilt, Image.Resampling.NEAREST) if tilt else ink
    rows = level.resize((STRIPS, level.height), Image.Resampling.BOX).tobytes()
    return float(sum((a - b) ** 2 for a, b in zip(rows, rows[STRIPS:], strict=False)))
