"""Corrections by hand that survive: kept beside the document, keyed by its content, applied after every parsing."""

from anfrage_parser.corrections import paths
from anfrage_parser.corrections.apply import Misfit, apply, corrected, with_corrections
from anfrage_parser.corrections.declaration import Correction, Corrections
from anfrage_parser.corrections.file import SUFFIX, find, place, read, to_toml

__all__ = [
    "SUFFIX",
    "Correction",
    "Corrections",
    "Misfit",
    "apply",
    "corrected",
    "find",
    "paths",
    "place",
    "read",
    "to_toml",
    "with_corrections",
]
