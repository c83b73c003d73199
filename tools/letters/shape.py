"""The pieces of a page, between the facts and their look: what text and PDF are set from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

Kind = Literal["line", "para", "item", "part", "pair", "table", "gap"]


@dataclass
class Piece:
    """One thing to be set."""

    kind: Kind
    text: str = ""
    marker: str = ""
    other: str = ""
    """The right half of a pair."""
    bold: bool = False
    rows: list[list[str]] = field(default_factory=list)


@dataclass
class Letter:
    """A letter ready to be set, and what a record of it has to hold."""

    seed: int
    head: str
    """The name of the head's form."""
    numbering: str
    pieces: list[Piece]
    truth: dict[str, Any]
    styles: dict[str, str]


def line(text: str, *, bold: bool = False) -> Piece:
    """A line that is not wrapped unless it is too long."""
    return Piece("line", text, bold=bold)


def gap() -> Piece:
    """A blank line."""
    return Piece("gap")
