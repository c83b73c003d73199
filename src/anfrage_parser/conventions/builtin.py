"""The built-in conventions as they stand in `conventions/*.toml`: their names, their data, the marks by which one is chosen."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent
"""Of the built-in ones."""


@cache
def names() -> tuple[str, ...]:
    """The built-in conventions, `general` first."""
    found = sorted(p.stem for p in FOLDER.iterdir() if p.suffix == ".toml")
    return ("general", *(n for n in found if n != "general"))


@cache
def data_of(name: str) -> dict[str, Any]:
    """What stands in its TOML; a test has checked it, and no run does again."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def marks_of(name: str) -> tuple[str, ...]:
    """The marks of a built-in convention, as patterns that nobody has compiled: most documents lack the words of the first."""
    return tuple(data_of(name).get("marks", ()))
