"""The built-in conventions: names, data and marks. They are written in `conventions/*.toml`; `wording.py` is made from these."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from anfrage_parser.conventions.wording import WORDING

FOLDER = Path(__file__).parent
"""Folder of the built-in conventions."""

_DATA: Mapping[str, Mapping[str, Any]] = WORDING


def names() -> tuple[str, ...]:
    """Return the names of the built-in conventions, `general` first."""
    return tuple(_DATA)


def data_of(name: str) -> Mapping[str, Any]:
    """Return what the TOML says, not validated: a test has done that, and that the two agree."""
    return _DATA[name]


def marks_of(name: str) -> tuple[str, ...]:
    """Return the marks of a built-in convention as uncompiled patterns, since most documents lack the words of the first."""
    return tuple(_DATA[name].get("marks", ()))
