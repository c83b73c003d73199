"""`anfrage formats`: every kind of document, what reads it, or the command that installs what is missing."""

from importlib import metadata
from importlib.util import find_spec

from anfrage_parser.errors import AnfrageError
from anfrage_parser.messages import say
from anfrage_parser.plugins import install_command
from anfrage_parser.readers.kinds import KINDS, Kind
from anfrage_parser.readers.ocr import tesseract
from anfrage_parser.readers.ocr.models import models
from anfrage_parser.readers.ocr.recognition import engine

ENGINES = {"pdf": ("pypdfium2", "pdfplumber")}
"""Kind → libraries that read it in every installation."""


def formats() -> str:
    """Return one line per kind: name, suffix, whether it can be read, by what, or how to install that."""
    rows = [(say(kind.title), kind.ending, *_state(name, kind)) for name, kind in KINDS.items()]
    rows.append((say("Scans und Bilder"), ".png .jpg .tif", *_recognition()))
    widths = [max(len(row[at]) for row in rows) for at in range(3)]
    return "".join(
        "  ".join((*(cell.ljust(width) for cell, width in zip(row, widths, strict=False)), row[3])).rstrip() + "\n" for row in rows
    )


def _recognition() -> tuple[str, str]:
    """Return whether OCR is available, and by what."""
    if models() is None and tesseract.program() is None:
        return say("fehlt"), tesseract.missing().next_step
    try:
        return say("lesbar"), engine()
    except AnfrageError as error:
        return say("fehlt"), str(error)


def _state(name: str, kind: Kind) -> tuple[str, str]:
    missing = [package for module, package in kind.needs if find_spec(module) is None]
    if missing:
        return say("fehlt"), say("{packages}: {command}", packages=", ".join(missing), command=install_command("office"))
    engines = (*ENGINES.get(name, ()), *(package for _, package in kind.needs))
    return say("lesbar"), ", ".join(f"{engine} {metadata.version(engine)}" for engine in engines)
