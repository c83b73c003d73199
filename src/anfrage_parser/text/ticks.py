"""Leave out of lines what a form offers and nobody ticked: "☐ CDU ☒ SPD ☐ FDP" says "SPD".

Boxes are signs, brackets ("( )", "[x]"), or glyphs of symbol fonts. Some of them are also used as bullets or numbers; those
only count where empty and ticked ones stand together.
"""

from array import array
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from anfrage_parser.model import Line
from anfrage_parser.text.patterns import compiled

EMPTY, TICKED = "☐▢⬜❏❐❑❒", "☑☒⊠▣🗹🗷"
"""Signs that are nothing but boxes."""

DOTS_EMPTY, DOTS_TICKED = "□○◯◻\uf06f\uf071\uf0a8\uf0a3", "■●◉⦿◼✓✔✗✘✕✖\uf0fe\uf0fd\uf078\uf0fc\uf052\uf053"
"""Signs that are also bullets; the last ones are of symbol fonts."""

_BOX = compiled(
    rf"(?P<empty>[{EMPTY}])|(?P<ticked>[{TICKED}])|(?P<dot>[{DOTS_EMPTY}])|(?P<full>[{DOTS_TICKED}])"
    r"|(?<![^\s:])(?:(?P<open>\([\s_]{0,3}\)|\[[\s_]{0,3}\])|(?P<cross>\(\s?[xX×✓✔✗✘]\s?\)|\[\s?[xX×✓✔✗✘]\s?\]))(?=\s|\w|\Z)"
)

_LETTERS = compiled(r"(?<![^\s:])(?:(?P<letter>_{1,4}\s?[xX×]\s?_{1,4}|[xX×])|(?P<line>_{1,6}))(?=\s{1,4}\w|\s{0,9}\Z)")
"""A letter on a line, or by itself, and a line without one: "_X_ SPD ___ CDU", "X SPD  _ CDU"."""

_HINTS = (
    "_X_",
    "_x_",
    "_ ",
    "_\n",
    "_\t",
    "(_",
    *EMPTY,
    *TICKED,
    *DOTS_EMPTY,
    "( ",
    "()",
    "(\t",
    "(\xa0",
    "[ ",
    "[]",
    "[_",
    "[\t",
    "[\xa0",
)
"""One of these is part of every choice."""

_TAIL = compiled(r"(?:\s{2,60}|\t)(?=[A-ZÄÖÜ][\w./ -]{1,30}:)")
"""Where an option ends, since another caption follows."""

_OTHER = compiled(r"(?:Sonstiges?|Andere[rs]?|Weitere[rs]?|sonstige|andere)\s?:\s{0,9}(?=\w)")
"""What stands before something that was written in: "☒ Sonstige: Bürgerliste"."""

SHORT_OPTION = 40
"""Most characters of an option where nothing is ticked."""

MOST_BOXES = 40
"""Most boxes of a line that is read as options."""

_GOES_ON = ("/", "-", "–", " und", " für", ",")
"""Endings of an option that goes on on the next line."""


_FULL = frozenset(("ticked", "full", "cross", "letter"))


class _Row(NamedTuple):
    """The boxes of a line: (start, end, name of the sign) of each in the raw line."""

    boxes: tuple[tuple[int, int, str], ...]
    leads: bool
    """Whether nothing stands before the first box."""
    letters: bool = False
    """Whether the boxes are letters and lines."""


def may_have_boxes(text: str) -> bool:
    """Return whether a text may hold a choice: most don't, which has to be told fast."""
    return any(sign in text for sign in _HINTS)


def only_chosen(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines, without options that aren't ticked in their folded texts; the same lines if there are none."""
    rows = [_row(line.raw) for line in lines]
    out = list(lines)
    for start, end in _groups(lines, rows):
        kinds = {kind for row in rows[start:end] for _, _, kind in row.boxes}
        if not _is_choice(lines[start:end], rows[start:end], kinds):
            continue
        open_end = False
        for number in range(start, end):
            line = lines[number]
            if rows[number].boxes:
                out[number] = _without(line, rows[number], bool(kinds & _FULL))
            elif open_end and line.raw.strip():
                out[number] = _blank(line)
            open_end = not out[number].text and line.raw.rstrip().endswith(_GOES_ON)
    return out


def _row(raw: str) -> _Row:
    found = tuple((m.start(), m.end(), str(m.lastgroup)) for m in _BOX.finditer(raw)) if len(raw) <= 2000 else ()
    letters = not found and ("_" in raw[:200] or raw[:1] in ("x", "X", "×"))
    if letters:
        found = tuple((m.start(), m.end(), str(m.lastgroup)) for m in _LETTERS.finditer(raw[:200]))
        found = found if _are_options(raw, found) else ()
    if not found or len(found) > MOST_BOXES:
        return _Row((), False)
    return _Row(found, not raw[: found[0][0]].strip(), letters)


def _are_options(raw: str, found: Sequence[tuple[int, int, str]]) -> bool:
    """Return whether letters and lines stand at short options: in a sentence they mean something else."""
    if not found:
        return False
    before = raw[: found[0][0]]
    if before.strip() and not (before.rstrip().endswith(":") or before.endswith("  ")) and (len(found) < 2 or raw[found[-1][1] :].strip()):
        return False
    ends = [*(start for start, _, _ in found[1:]), len(raw)]
    texts = [raw[box[1] : end].strip() for box, end in zip(found, ends, strict=True)]
    return all(len(text) <= SHORT_OPTION and not text.endswith((".", "?", "!")) for text in texts)


def _groups(lines: Sequence[Line], rows: Sequence[_Row]) -> Iterator[tuple[int, int]]:
    """Yield [start, end) of lines whose boxes belong together: a line with several, or lines that begin with one."""
    number = 0
    while number < len(rows):
        if not rows[number].boxes:
            number += 1
            continue
        end = number + 1
        while (more := _next(lines, rows, end)) is not None:
            end = more
        yield number, end
        number = end


def _next(lines: Sequence[Line], rows: Sequence[_Row], end: int) -> int | None:
    """Return where the next line of a group ends: at most one line without a box lies between."""
    if end < len(rows) and rows[end].boxes and rows[end].letters != rows[end - 1].letters and rows[end - 1].boxes:
        return None
    if end < len(rows) and rows[end].leads:
        return end + 1
    between = lines[end].raw.strip() if end < len(rows) else "?"
    near = not between or lines[end - 1].raw.rstrip().endswith(_GOES_ON)
    return end + 2 if near and end + 1 < len(rows) and rows[end + 1].leads else None


def _is_choice(lines: Sequence[Line], rows: Sequence[_Row], kinds: set[str]) -> bool:
    """Return whether boxes stand for a choice, not for bullets or numbers."""
    if "ticked" in kinds or ("open" in kinds and "cross" in kinds) or ("dot" in kinds and "full" in kinds):
        return True
    if ("full" in kinds and "empty" in kinds) or ("letter" in kinds and "line" in kinds):
        return True
    if kinds <= {"letter", "line"}:
        return False
    if any(sum(kind in ("empty", "open") for _, _, kind in row.boxes) > 1 for row in rows):
        return True
    texts = [line.raw.strip() for line, row in zip(lines, rows, strict=True) if row.boxes]
    return "empty" in kinds and all(len(text) <= SHORT_OPTION and text[-1] not in "?.!,;" for text in texts)


def _without(line: Line, row: _Row, any_ticked: bool) -> Line:
    """Return a line without its boxes and what stands at those that aren't ticked, nor their caption if none of its boxes is."""
    pieces = list(_options(line.raw, row.boxes))
    if any(not chosen and line.raw[start:end].rstrip().endswith("?") for start, end, chosen in pieces):
        return line
    caption = _caption(line.raw, row.boxes)
    kept = [(start, end) for start, end, chosen in pieces if chosen and line.raw[start:end].strip()]
    if not any_ticked and _tail(line.raw, row.boxes) == len(line.raw):
        return _blank(line)
    text, offsets = _part(line, 0, caption)
    for number, (start, end) in enumerate(kept):
        if number:
            text, offsets = f"{text}, ", offsets + array("l", [kept[number - 1][1]] * 2)
        more, places = _part(line, start, end)
        text, offsets = text + more, offsets + places
    tail = _tail(line.raw, row.boxes)
    more, places = _part(line, tail, len(line.raw))
    if more.strip():
        more, places = f"   {more}", array("l", [kept[-1][1] if kept else caption] * 3) + places
    last = len(line.raw) if more.strip() else kept[-1][1] if kept else caption
    return line._replace(text=text + more, offsets=offsets + places + array("l", [last]), unticked=_gaps(caption, kept, tail))


def _gaps(caption: int, kept: Sequence[tuple[int, int]], tail: int) -> tuple[tuple[int, int], ...]:
    """Return [start, end) of what lies between the parts of a line that are kept."""
    return tuple((end, start) for (_, end), (start, _) in pairwise([(0, caption), *kept, (tail, tail)]) if end < start)


def _blank(line: Line) -> Line:
    return line._replace(text="", offsets=array("l", [0]), unticked=((0, len(line.raw)),))


def _part(line: Line, start: int, end: int) -> tuple[str, "array[int]"]:
    """Return the folded text of [start, end) of a raw line, with the place of each of its characters."""
    kept = [(char, place) for char, place in zip(line.text, line.offsets or range(len(line.text)), strict=False) if start <= place < end]
    return "".join([char for char, _ in kept]), array("l", [place for _, place in kept])


def _trails(raw: str, boxes: Sequence[tuple[int, int, str]]) -> bool:
    """Return whether the boxes of a line stand behind what they are for: "CDU ☐ SPD ☒"."""
    before = raw[: boxes[0][0]].rpartition(":")[2].strip()
    return bool(before) and not raw[boxes[-1][1] :].strip()


def _caption(raw: str, boxes: Sequence[tuple[int, int, str]]) -> int:
    """Return where the options of a line begin."""
    if not _trails(raw, boxes):
        return boxes[0][0]
    start = raw.rfind(":", 0, boxes[0][0]) + 1
    return start + len(raw[start:]) - len(raw[start:].lstrip())


def _tail(raw: str, boxes: Sequence[tuple[int, int, str]]) -> int:
    """Return where the options of a line end."""
    match = _TAIL.search(raw, boxes[-1][1])
    return match.end() if match else len(raw)


def _options(raw: str, boxes: Sequence[tuple[int, int, str]]) -> Iterator[tuple[int, int, bool]]:
    """Yield [start, end) of each option, without blanks at its ends, and whether it is ticked."""
    if _trails(raw, boxes):
        starts = [_caption(raw, boxes), *(end for _, end, _ in boxes[:-1])]
        places = [(start, box[0]) for start, box in zip(starts, boxes, strict=True)]
    else:
        ends = [*(start for start, _, _ in boxes[1:]), _tail(raw, boxes)]
        places = [(box[1], end) for box, end in zip(boxes, ends, strict=True)]
    for (start, end), (_, _, kind) in zip(places, boxes, strict=True):
        text = raw[start:end].strip(" \t,;|\xa0")
        start = start + raw[start:end].find(text)
        if (other := _OTHER.match(text)) is not None:
            start, text = start + other.end(), text[other.end() :]
        yield start, start + len(text), kind in _FULL
