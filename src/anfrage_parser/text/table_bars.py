"""Leave the bars and rules of tables that are drawn in text out of lines: those of Markdown, of mails, of box-drawing signs.

The cells stay, apart by blanks as in any text with columns; the lines' raw texts keep the bars.
"""

from array import array
from collections.abc import Iterator, Sequence

from anfrage_parser.model import Line
from anfrage_parser.text.patterns import compiled

BARS = "|│┃║"
RULES = "-=─━═"

_ROW = compiled(rf"\s{{0,60}}[{BARS}]\s?[^{BARS}]{{0,2000}}[{BARS}]")
"""The beginning of a row with an outer bar."""

_RULE = compiled(rf"\s{{0,60}}[\s+:\-=─━═{BARS}┌┬┐├┼┤└┴┘╔╦╗╠╬╣╚╩╝┏┳┓┣╋┫┗┻┛]{{3,}}+")
"""A line of nothing but rules, corners and bars."""

_HINTS = ("|\n", "\n|", "-|-", "-|:", ":|-", "- |", "│", "║", "┃")

APART = 3
"""Blanks that part columns."""


def may_have_bars(text: str) -> bool:
    """Return whether a text may hold such a table: most don't, which has to be told fast."""
    return any(map(text.__contains__, _HINTS))


def without_bars(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines with the bars of tables left out of their folded texts; rules become empty lines."""
    out = list(lines)
    for start, end in _tables(lines):
        for number in range(start, end):
            out[number] = _bare(lines[number])
    return out


def _tables(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of the tables: rows with bars at their beginning, or rows around a rule with bars, two at least."""
    start = 0
    while start < len(lines):
        end, ruled, rows = start, False, 0
        while end < len(lines):
            text = lines[end].text
            rule, barred = _is_rule(text), _has_bar(text)
            if not (rule or (barred and (ruled or _ROW.match(text) is not None))):
                break
            ruled = ruled or (rule and barred)
            rows += not rule
            end += 1
        if ruled and start and _is_rule(lines[start].text) and _has_bar(lines[start - 1].text):
            start, rows = start - 1, rows + 1
        if rows and end - start > 1:
            yield start, end
        start = max(end, start + 1)


def _has_bar(text: str) -> bool:
    return any(map(text.__contains__, BARS))


def _is_rule(text: str) -> bool:
    return any(map(text.__contains__, RULES)) and _RULE.fullmatch(text) is not None


def _bare(line: Line) -> Line:
    """Return a line with blanks for its bars: none at its ends, so many within that they part columns."""
    text = line.text
    offsets = line.offsets if line.offsets is not None else range(len(text))
    if _is_rule(text):
        return line._replace(text="", offsets=array("l", [0]), signs=(*line.signs, (0, len(line.raw))))
    chars: list[str] = []
    places = array("l")
    blanks, parted = 0, False
    for char, place in zip(text, offsets, strict=False):  # offsets may have one more, the end
        if char in BARS or char == " ":
            blanks += 1
            parted = parted or char != " "
        else:
            if chars:
                width = max(blanks, APART) if parted else blanks
                chars.append(" " * width)
                places.extend([places[-1] + 1] * width)
            blanks, parted = 0, False
            chars.append(char)
            places.append(place)
    places.append(places[-1] + 1 if places else 0)
    bars = [(place, place + 1) for char, place in zip(text, offsets, strict=False) if char in BARS]
    return line._replace(text="".join(chars), offsets=places, signs=(*line.signs, *bars))
