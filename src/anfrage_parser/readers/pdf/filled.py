"""Read PDF through pdfplumber, and what was filled in and typed onto its pages through PDFium."""

from anfrage_parser.readers.fragments import Extract
from anfrage_parser.readers.options import Options
from anfrage_parser.readers.pdf import pdfium, pdfplumber


def extract(data: bytes, options: Options) -> Extract:
    """Extract the pages of a PDF, always with boxes of words."""
    found = pdfplumber.extract(data, options)
    pdfium.add_fields(found, data, options)
    return found
