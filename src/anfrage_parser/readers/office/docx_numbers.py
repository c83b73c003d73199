"""The fields by which Word numbers paragraphs without a list; they hold no result, so that it is counted here."""

import re
from collections.abc import Sequence

from anfrage_parser.readers.office.docx_lists import LEVELS, in_format

LONGEST = 200
"""Most characters of a field's code that are looked at."""

_LEVEL = re.compile(r"\\l\s{0,3}\"?([1-9])")
_START = re.compile(r"\\s\s{0,3}\"?([0-9]{1,4})")
_SIGN = re.compile(r"\\s\s{0,3}\"?([^\s\"])")
_FORMAT = re.compile(r"\\\*\s{0,3}([A-Za-z]{3,20})")
_FORMATS = {"alphabetic": "lowerLetter", "ALPHABETIC": "upperLetter", "roman": "lowerRoman", "ROMAN": "upperRoman"}

_SHAPES: Sequence[tuple[str, str]] = [
    *((kind, "{})") for kind in ("decimal", "lowerLetter", "lowerRoman")),
    *((kind, "({})") for kind in ("decimal", "lowerLetter", "lowerRoman")),
    *((kind, "{}.") for kind in ("decimal", "lowerLetter", "lowerRoman")),
]
"""How LISTNUM prints the numbers of each level."""


class FieldNumbers:
    """Counts the numbers of AUTONUM, AUTONUMLGL, AUTONUMOUT and LISTNUM."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int]] = {}

    def of(self, code: str) -> str:
        """Return what a field with this code prints; "" for any other field."""
        name, _, switches = code[:LONGEST].strip().partition(" ")
        name = name.upper()
        if name == "LISTNUM":
            level, start = _LEVEL.search(switches), _START.search(switches)
            depth = int(level[1]) - 1 if level else 0
            form, shape = _SHAPES[depth]
            return shape.format(in_format(self._next(name, depth, int(start[1]) if start else None), form))
        if name not in ("AUTONUM", "AUTONUMLGL", "AUTONUMOUT"):
            return ""
        wanted, sign = _FORMAT.search(switches), _SIGN.search(switches)
        form = _FORMATS.get(wanted[1], "decimal") if wanted else "decimal"
        return in_format(self._next(name, 0, None), form) + ("" if "\\e" in switches else sign[1] if sign else ".")

    def _next(self, name: str, depth: int, start: int | None) -> int:
        counts = self._counts.setdefault(name, [0] * LEVELS)
        counts[depth] = start if start is not None else counts[depth] + 1
        counts[depth + 1 :] = [0] * (LEVELS - depth - 1)
        return counts[depth]
