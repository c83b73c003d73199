"""The built-in conventions in `conventions/*.toml`: names, data and marks."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
"""Folder of the built-in conventions."""


@cache
def names() -> tuple[str, ...]:
    """Return the names of the built-in conventions, `general` first."""
    found = sorted(p.stem for p in FOLDER.iterdir() if p.suffix == ".toml")
    return ("general", *(n for n in found if n != "general"))


@cache
def data_of(name: str) -> dict[str, Any]:
    """Return the parsed TOML, not validated: a test has done that."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def marks_of(name: str) -> tuple[str, ...]:
    """Return the marks of a built-in convention as uncompiled patterns, since most documents lack the words of the first."""
    return tuple(data_of(name).get("marks", ()))
