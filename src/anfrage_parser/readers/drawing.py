"""Render pages of PDFs and images to raw pixels."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from anfrage_parser.errors import AnfrageError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.readers.kinds import kind_of

MOST_PIXELS = 4_000
"""Most pixels of a page's longer side; larger pages are rendered at a lower resolution."""

POINTS = 72


@dataclass(frozen=True, slots=True)
class Drawn:
    """A rendered page; three bytes per pixel (RGB), row by row."""

    page: int
    width: int
    height: int
    scale: float
    """Pixels per point."""
    rgb: bytes = field(repr=False)


def draw(data: bytes, pages: Sequence[int], resolution: int, passwords: Sequence[str] = ()) -> Iterator[Drawn]:
    """Yield the given pages (from 1) at `resolution` pixels per inch; `UnreadableError` if one can't be rendered."""
    if kind_of(data) != "pdf":
        yield from _of_images(data, pages, resolution)
        return
    number = 0
    try:
        from anfrage_parser.readers.pdf.pdfplumber import opened

        with opened(data, passwords) as document:
            for number in pages:
                yield _drawn(document.pages[number - 1], number, resolution)
    except AnfrageError:
        raise
    except Exception as error:
        step = say("das PDF noch einmal speichern")
        raise UnreadableError(say("Seite {page} lässt sich nicht zeichnen", page=number or 1), step) from error


def _of_images(data: bytes, pages: Sequence[int], resolution: int) -> Iterator[Drawn]:
    from anfrage_parser.readers import images

    for number, picture, density in images.pages(data, pages):
        across, down = picture.width / density, picture.height / density
        scale = min(resolution, MOST_PIXELS * POINTS / max(across, down, 1.0)) / POINTS
        size = max(1, round(across * scale)), max(1, round(down * scale))
        small = picture.convert("RGB").resize(size)
        yield Drawn(number, *size, size[0] / across, small.tobytes())


def _drawn(page: Any, number: int, resolution: int) -> Drawn:
    from pdfplumber.display import PageImage

    x0, top, x1, bottom = page.cropbox
    fitting = min(resolution, MOST_PIXELS * POINTS / max(x1 - x0, bottom - top, 1.0))
    try:
        filled = {"original": _with_fields(page, fitting)} if "AcroForm" in page.pdf.doc.catalog else {}
        picture = PageImage(page, resolution=fitting, **filled).original.convert("RGB")
    finally:
        page.close()
    return Drawn(number, picture.width, picture.height, picture.width / max(x1 - x0, 1.0), picture.tobytes())


def _with_fields(page: Any, resolution: float) -> Any:
    """Return the picture of a page with what its form's fields hold, as pdfplumber leaves it out."""
    import pypdfium2

    page.pdf.stream.seek(0)
    document = pypdfium2.PdfDocument(page.pdf.stream, password=page.pdf.password)
    try:
        document.init_forms()
        scale = resolution / POINTS
        return document[page.page_number - 1].render(scale=scale, no_smoothtext=True, no_smoothpath=True, no_smoothimage=True).to_pil()
    finally:
        document.close()
