"""`anfrage --version`: this program, its rules, and the libraries it uses."""

import platform
from importlib import metadata

from anfrage_parser.messages import say
from anfrage_parser.record.provenance import parser_name
from anfrage_parser.sandbox.limits import missing_limits

ENGINES = ("pydantic", "typer", "pypdfium2", "pdfplumber", "pdfminer.six", "rich")


def versions() -> str:
    """Return one line for each."""
    lines = [parser_name(), f"Python {platform.python_version()} ({platform.system()})"]
    lines += [f"{name} {_version(name)}" for name in ENGINES]
    lines += [f"PDFium {_pdfium()}", _sandbox()]
    return "\n".join(lines) + "\n"


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return "-"


def _pdfium() -> str:
    """Return PDFium's own build number, which security notices refer to, unlike the version of its binding."""
    try:
        from pypdfium2 import PDFIUM_INFO
    except ImportError:
        return "-"
    return str(PDFIUM_INFO)


def _sandbox() -> str:
    """Return how PDF reading is sandboxed here, and which limits this system lacks."""
    missing = missing_limits()
    kept = say("PDFs werden in einem eigenen Prozess mit begrenzter Zeit gelesen")
    if not missing:
        return kept + say(", mit begrenztem Arbeitsspeicher, ohne Schreibrecht und ohne Netz")
    return kept + say("; dieses System bietet nicht: {missing}", missing=", ".join(missing))
