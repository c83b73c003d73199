"""Imports what every worker needs, once, in the process that workers are forked from."""

from anfrage_parser import assemble
from anfrage_parser.batch import work
from anfrage_parser.readers import text
from anfrage_parser.readers.pdf import pdfium

__all__ = ["assemble", "pdfium", "text", "work"]
