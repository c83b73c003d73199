"""Leave out of lines what is struck out: it stands in the text as read, and in no value.

Readers of running text mark it with two characters that no text has, `BEGIN` and `END`, which never part across lines.
"""

from array import array
from collections.abc import Sequence

from anfrage_parser.model import Line
from anfrage_parser.text.patterns import compiled

BEGIN, END = "\ufdd0", "\ufdd1"
"""Noncharacters of Unicode, meant for such a use."""

_MARKS = compiled(f"({BEGIN}|{END})")

Ranges = tuple[tuple[int, int], ...]
"""(start, end) of stretches of a raw line."""

_NOTHING_LEFT = compiled(r"\W{0,30}(?:(?:Frage\s?)?[0-9A-Za-z]{1,4}\s?[.):]{1,2})?\W{0,30}")
"""A line of which only the number of an item, or punctuation, is not struck out."""


def struck(text: str) -> str:
    """Mark a text as struck out, line by line.

    >>> struck("alt ") == BEGIN + "alt " + END
    True
    """
    if not text or text.isspace():
        return text
    lines = text.replace(BEGIN, "").replace(END, "").split("\n")
    return "\n".join(f"{BEGIN}{line}{END}" if line.strip() else line for line in lines)


def unmarked(text: str) -> tuple[str, dict[int, Ranges]]:
    """Return a text without the marks, and what they mark by the number of the line, from 0; "\\f" ends a line, too."""
    if BEGIN not in text and END not in text:
        return text, {}
    found: dict[int, Ranges] = {}
    sheets = []
    number = 0
    for sheet in text.split("\f"):
        lines = []
        for line in sheet.split("\n"):
            plain, ranges = _unmarked_line(line)
            if ranges:
                found[number] = ranges
            lines.append(plain)
            number += 1
        sheets.append("\n".join(lines))
    return "\f".join(sheets), found


def _unmarked_line(line: str) -> tuple[str, Ranges]:
    """Return a line without the marks and blanks at its ends, and the (start, end) of what they mark."""
    if BEGIN not in line and END not in line:
        return line, ()
    text, ranges, begun = "", [], -1
    for piece in _MARKS.split(line):
        if piece == BEGIN:
            begun = len(text)
        elif piece == END:
            ranges.append((max(begun, 0), len(text)))
            begun = -1
        else:
            text += piece
    ranges += [(begun, len(text))] if begun >= 0 else []
    lead = len(text) - len(text.lstrip())
    bare = text.strip()
    cut = [(max(0, start - lead), min(len(bare), end - lead)) for start, end in ranges]
    return bare, tuple((start, end) for start, end in cut if start < end)


def without_struck(line: Line, ranges: Ranges) -> Line:
    """Return a line with some stretches of its raw text struck out: they are left out of its folded text.

    If no more than an item's number is left, all of the line is struck out.
    """
    chars, places = _left(line, ranges)
    if _NOTHING_LEFT.fullmatch("".join(chars)):
        return line._replace(text="", offsets=array("l", [0]), struck=((0, len(line.raw)),))
    last = places[-1] + 1 if ranges[-1][1] >= len(line.raw.rstrip()) else len(line.raw)
    return line._replace(text="".join(chars), offsets=array("l", [*places, last]), struck=tuple(sorted(ranges)))


def _left(line: Line, ranges: Ranges) -> tuple[list[str], list[int]]:
    """Return the characters of a line that are not struck out, one blank for two where something was, and their places in the raw line."""
    chars: list[str] = []
    places: list[int] = []
    gone = True
    for char, place in zip(line.text, line.offsets or range(len(line.text)), strict=False):
        if any(start <= place < end for start, end in ranges):
            gone = True
            continue
        if not (gone and char == " " and (not chars or chars[-1] == " ")):
            chars.append(char)
            places.append(place)
        gone = False if char != " " else gone
    return chars, places


def outside(line: Line, start: int, end: int) -> Sequence[tuple[int, int]]:
    """Return the parts of [start, end) of the text as read that are not struck out and not blank."""
    out: list[tuple[int, int]] = []
    for first, last in (*line.struck, (len(line.raw), len(line.raw))):
        behind = min(end, line.start + first)
        piece = line.raw[start - line.start : behind - line.start]
        if piece.strip():
            out.append((start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip())))
        start = max(start, line.start + last)
    return out
