"""Parse German council inquiries (Anfragen): documents in, one validated record per inquiry out.

>>> from anfrage_parser import parse_text
>>> inquiry, = parse_text("Anfrage 12/2024\\n\\nWir fragen:\\n\\n1. Wann kommt der Radweg?\\n2. Was kostet er?\\n")
>>> inquiry.number, len(inquiry.questions)
('12/2024', 2)
"""

from anfrage_parser._version import __version__

TYPE_CHECKING = False  # not imported from `typing`: that takes longer than starting the command line
if TYPE_CHECKING:
    from anfrage_parser.batch.many import Parsed, parse_many
    from anfrage_parser.errors import AnfrageError
    from anfrage_parser.parse import parse_file, parse_text
    from anfrage_parser.record.schema import Inquiry

__all__ = ["AnfrageError", "Inquiry", "Parsed", "__version__", "parse_file", "parse_many", "parse_text"]

_MODULES = {
    "AnfrageError": "errors",
    "Inquiry": "record.schema",
    "Parsed": "batch.many",
    "parse_file": "parse",
    "parse_many": "batch.many",
    "parse_text": "parse",
}


def __getattr__(name: str) -> object:
    """Import a public name on first access (PEP 562), so that the command line starts without loading the library."""
    if name in _MODULES:
        from importlib import import_module

        return getattr(import_module(f"anfrage_parser.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
