"""Manual corrections: stored beside the document, keyed by its content, applied after every parse."""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from anfrage_parser.corrections.kept import SUFFIX, find, place
from anfrage_parser.model import Source
from anfrage_parser.record.schema import Inquiry

if TYPE_CHECKING:
    from anfrage_parser.corrections import paths
    from anfrage_parser.corrections.applying import Misfit, apply, corrected
    from anfrage_parser.corrections.declaration import Correction, Corrections
    from anfrage_parser.corrections.file import read, to_toml

__all__ = [
    "SUFFIX",
    "Correction",
    "Corrections",
    "Misfit",
    "applied",
    "apply",
    "corrected",
    "find",
    "paths",
    "place",
    "read",
    "to_toml",
    "with_corrections",
]

_ROOMS = {
    **dict.fromkeys(("Misfit", "apply", "corrected"), "applying"),
    **dict.fromkeys(("Correction", "Corrections"), "declaration"),
    **dict.fromkeys(("read", "to_toml"), "file"),
}


def __getattr__(name: str) -> object:
    """Import on first access what a file of corrections needs, as most documents have none (PEP 562)."""
    if name in _ROOMS:
        return getattr(import_module(f"anfrage_parser.corrections.{_ROOMS[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def with_corrections(inquiries: Sequence[Inquiry], source: Source, document: Path | None, folder: Path | None = None) -> list[Inquiry]:
    """Apply a document's corrections, from `folder` or from beside it; an unreadable file becomes a finding."""
    return applied(inquiries, source, find(document, source.sha256, folder))


def applied(inquiries: Sequence[Inquiry], source: Source, path: Path | None) -> list[Inquiry]:
    """Apply the corrections in a file, if there is one; an unreadable file becomes a finding."""
    if path is None:
        return list(inquiries)
    from anfrage_parser.corrections.applying import apply_file

    return apply_file(inquiries, source, path)
