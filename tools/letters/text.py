"""A letter set as text: wrapped, hyphenated, indented, with page heads, as extraction and mail programs leave it."""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import dataclass

from tools.letters.shape import Letter, Piece


@dataclass(frozen=True)
class TextStyle:
    """How a text is set."""

    width: int = 80
    gap_between_items: bool = False
    hang: bool = False
    indent: int = 0
    hyphenate: bool = False
    glued: bool = False
    alone: bool = False
    no_gaps: bool = False


def any_style(rng: random.Random) -> TextStyle:
    """Any of the usual ways."""
    return TextStyle(
        width=rng.choice((60, 72, 80, 95, 110, 10_000)),
        gap_between_items=rng.random() < 0.4,
        hang=rng.random() < 0.3,
        indent=rng.choice((0, 0, 0, 4)),
        hyphenate=rng.random() < 0.3,
        glued=rng.random() < 0.05,
        alone=rng.random() < 0.05,
        no_gaps=rng.random() < 0.08,
    )


_BREAKABLE = re.compile(
    r"\b([A-ZÄÖÜ]?[a-zäöüß]{3,}(?:ung|keit|heit|schaft|lich|isch|tion))s?(?=[a-zäöüß]{4,})|\b([A-ZÄÖÜa-zäöüß][a-zäöüß]*(?:er|en|el|al))(?=[bdfgklmnprstvwz][aeiouäöü][a-zäöüß]{2,})"
)


def wrap(text: str, style: TextStyle, first: str = "", rest: str = "") -> list[str]:
    """Lines of at most the style's width."""
    if style.hyphenate and style.width < 1000:
        return _hyphenated(text, style.width, first, rest)
    return textwrap.wrap(
        text, style.width, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    ) or [first]


def _hyphenated(text: str, width: int, first: str, rest: str) -> list[str]:
    """Lines filled by breaking words where a syllable may end."""
    lines, now = list[str](), first
    for word in text.split(" "):
        joiner = "" if now in (first, rest) and not now.strip() else " "
        if now == first and not lines and first.strip():
            joiner = "" if first.endswith(" ") else " "
        if len(now) + len(joiner) + len(word) <= width:
            now += joiner + word
            continue
        cut = next((m.end() for m in _BREAKABLE.finditer(word) if len(now) + len(joiner) + m.end() + 1 <= width), None)
        if cut and cut >= 3 and "-" not in word:
            lines.append(now + joiner + word[:cut] + "-")
            now = rest + word[cut:]
        else:
            lines.append(now)
            now = rest + word
    return [*lines, now]


def as_text(letter: Letter, style: TextStyle | None = None) -> str:
    """The letter as a text file."""
    style = style or any_style(random.Random(letter.seed + 5))
    out: list[str] = []
    for piece in letter.pieces:
        out += _set(piece, style, letter)
    parted = letter.styles.get("twist") != "displaced" and len(letter.truth["lead_ins"]) < 2
    if style.no_gaps and parted:  # else nothing would tell the text from the question above it
        out = [o for o in out if o.strip()]
    return "\n".join(" " * style.indent + o if o.strip() else o for o in out) + "\n"


def _set(piece: Piece, style: TextStyle, letter: Letter) -> list[str]:
    if piece.kind == "gap":
        return [""]
    if piece.kind == "pair":
        return [f"{piece.text:<40}{piece.other}".rstrip()]
    if piece.kind == "table":
        if piece.marker == "matrix":
            widths = [max(len(row[i]) for row in piece.rows) + 3 for i in range(len(piece.rows[0]))]
            return ["".join(cell.ljust(w) for cell, w in zip(row, widths, strict=True)).rstrip() for row in piece.rows]
        return ["  ".join(c for c in row if c) if piece.marker == "columns" else " ".join(row) for row in piece.rows]
    if piece.kind in ("item", "part"):
        return _item(piece, style, letter)
    return wrap(piece.text, style)


def _item(piece: Piece, style: TextStyle, letter: Letter) -> list[str]:
    lead = "" if piece.kind == "item" else ("   " if style.hang else "")
    marker = (
        piece.marker
        + (
            ""
            if style.glued and letter.styles["twist"] != "list before" and letter.numbering in ("1.", "1)", "A.") and piece.kind == "item"
            else " "
        )
        if piece.marker
        else ""
    )
    hang = " " * len(lead + marker) if style.hang else ""
    if style.alone and piece.kind == "item" and piece.marker and letter.numbering in ("1.", "1)"):
        lines = [lead + piece.marker, *wrap(piece.text, style)]
    else:
        lines = wrap(piece.text, style, lead + marker, hang)
    bare = not piece.marker and piece.kind == "item"
    return [*lines, ""] if (style.gap_between_items or bare) and piece.kind == "item" else lines
