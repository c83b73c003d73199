"""Takes German council inquiries (Anfragen) apart: text or PDF in, one checked record per inquiry out.

>>> from anfrage_parser import parse_text
>>> inquiry, = parse_text("Anfrage 12/2024\\n\\nWir fragen:\\n\\n1. Wann kommt der Radweg?\\n2. Was kostet er?\\n")
>>> inquiry.number, len(inquiry.questions)
('12/2024', 2)
"""

from anfrage_parser._version import __version__
from anfrage_parser.errors import AnfrageError
from anfrage_parser.parse import parse_file, parse_text
from anfrage_parser.schema import Inquiry

__all__ = ["AnfrageError", "Inquiry", "__version__", "parse_file", "parse_text"]
