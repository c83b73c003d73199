"""Takes German council inquiries (Anfragen) apart: text or PDF in, one checked record per inquiry out.

>>> from anfrage_parser import parse_text
>>> inquiry, = parse_text("Anfrage 12/2024\\n\\nWir fragen:\\n\\n1. Wann kommt der Radweg?\\n2. Was kostet er?\\n")
>>> inquiry.number, len(inquiry.questions)
('12/2024', 2)
"""

from anfrage_parser._version import __version__

TYPE_CHECKING = False  # as of `typing`, which takes longer to import than the command line to begin
if TYPE_CHECKING:
    from anfrage_parser.batch.many import Parsed, parse_many
    from anfrage_parser.errors import AnfrageError
    from anfrage_parser.parse import parse_file, parse_text
    from anfrage_parser.record.schema import Inquiry

__all__ = ["AnfrageError", "Inquiry", "Parsed", "__version__", "parse_file", "parse_many", "parse_text"]

_ROOMS = {
    "AnfrageError": "errors",
    "Inquiry": "record.schema",
    "Parsed": "batch.many",
    "parse_file": "parse",
    "parse_many": "batch.many",
    "parse_text": "parse",
}


def __getattr__(name: str) -> object:
    """The names of the front door, imported when they are asked for: the command line starts without the library."""
    if name in _ROOMS:
        from importlib import import_module

        return getattr(import_module(f"anfrage_parser.{_ROOMS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
