"""Render short texts as images, with PDFium's built-in Helvetica: Pillow's built-in font has no umlauts."""

import ctypes
from functools import lru_cache

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

Colour = tuple[int, int, int]


@lru_cache(maxsize=512)
def lettering(text: str, size: float, ink: Colour, ground: Colour) -> Image.Image:
    """Return an image of the text, as wide as needed and 1.3 times as high as `size`, both in pixels."""
    document = pypdfium2.PdfDocument.new()
    font = pdfium.FPDFText_LoadStandardFont(document.raw, b"Helvetica")
    words = pdfium.FPDFPageObj_CreateTextObj(document.raw, font, size)
    buffer = ctypes.create_string_buffer(text.encode("utf-16-le") + b"\0\0")
    pdfium.FPDFText_SetText(words, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)))
    pdfium.FPDFPageObj_SetFillColor(words, *ink, 255)
    sides = [ctypes.c_float() for _ in range(4)]
    pdfium.FPDFPageObj_GetBounds(words, *sides)
    pdfium.FPDFPageObj_Transform(words, 1, 0, 0, 1, 0.3 * size, 0.35 * size)
    page = document.new_page(sides[2].value + 0.6 * size, 1.3 * size)
    pdfium.FPDFPage_InsertObject(page.raw, words)
    pdfium.FPDFPage_GenerateContent(page.raw)
    picture: Image.Image = page.render(scale=1, fill_color=(*ground, 255)).to_pil().convert("RGB")
    document.close()
    return picture
