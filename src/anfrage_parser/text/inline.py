"""Split a line that holds several items: "1. Wann? 2. Wie?", "• Wann? • Wie?"."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from anfrage_parser.model import Marker
from anfrage_parser.text.drawn import drawn_sign, drawn_starts
from anfrage_parser.text.markers import ASKING, NUMBERED, find_markers
from anfrage_parser.text.patterns import compiled

_INLINE = compiled(
    r"(?:(?<=[?!:;])|(?<=[a-zäöüß)]\.)|(?<=[?.!:;][\")])|(?<=[?.!:;]“)|(?<=[?.!:;]\s)|(?<=\s\s))"
    r"(?=(?:Frage\s)?(?:\(?[0-9]{1,2}[.):]\)?|\(?[a-z]\))(?:\s?[A-ZÄÖÜ\"]|\s?„|\s{0,3}\Z)|Frage\s[0-9]{1,2}\s[A-ZÄÖÜ])"
)

_COUNTS = compiled("[0-9)]")
_COUNTING = compiled(
    r"[?!:;.\s](?:(?<=\s)\s|(?<!\s)[\s\"“)]?)(?<![0-9]\.)(?:(?:Frage\s)?\(?(?:[0-9]{1,2}[.):]|[a-z]\))|Frage\s[0-9])",
)
"""A number after the end of a sentence, which may begin another item on the line; refuses "11.09.2018". Begins with a set, to be fast."""

_ASKING = compiled(rf"\s{{0,3}}{ASKING}")

_BEFORE = 12
"""Most characters before the number within which its marker begins: "? Frage (3)"."""

_NESTING = compiled(r"[aA]\s?[.):]")
_NESTING_REACH = 27
"""A nested list that begins on its item's line, within so many characters: "Frage 1: a) Wann?"."""

NUMBERS_BEGIN = frozenset("0123456789(#*_l")
"""First characters of these families' markers; "l." is a misread one."""


def may_hold_several(text: str) -> bool:
    """Return whether a line may hold several items; a quick check, as most have no number at all."""
    sign = _COUNTS.search(text)
    if sign is not None:
        further = sign if sign.start() > 1 else _COUNTS.search(text, 2)  # behind the line's own number
        if _NESTING.search(text, 1, _NESTING_REACH) or (further and _COUNTING.search(text, max(further.start() - _BEFORE, 0))):
            return True
    return "?" in text and drawn_sign(text) is not None


def split_inline(text: str, above: Mapping[str, int] = MappingProxyType({})) -> list[int]:
    """Return the index of each item on a line: "1. Wann? 2. Wie?"; [0] for a single one.

    A line is only split at the next number of the count, or behind a question at one that asks, so not at a cross reference
    ("siehe 3. Absatz"). `above` maps families to their next number in the same paragraph.
    """
    if not may_hold_several(text):
        return [0]
    if len(starts := drawn_starts(text)) > 1:
        return starts
    starts = [0]
    opening = find_markers(text)
    expected = {**above, **{m.family: m.value + 1 for m, _ in opening}}
    if opening and (below := _nested(text, opening[0][1])):
        starts.append(below)
        expected |= {m.family: m.value + 1 for m, _ in find_markers(text[below:])}
    counting = _COUNTING.search(text, 1)  # skip the line's own marker
    for match in _INLINE.finditer(text, counting.start()) if counting else ():
        if opening and match.end() < opening[0][1]:  # within "Frage Nr. 1:"
            continue
        if marker := _next(text, match.end(), expected):
            expected[marker.family] = marker.value + 1
            starts.append(match.end())
    counted_on = len(starts) == 2 and any(m.value == above.get(m.family) for m, _ in find_markers(text[starts[1] :]))
    return starts if len(starts) > 2 or counted_on or expected_run(text, starts) else [0]


def _next(text: str, position: int, expected: Mapping[str, int]) -> Marker | None:
    """Return the marker of an item that begins at a position within a line."""
    for marker, end in find_markers(text[position : position + 40]):
        known = expected.get(marker.family)
        if marker.value == (known or 1):
            return marker
        if known and text[max(position - 3, 0) : position].rstrip().endswith("?") and _ASKING.match(text, position + end):
            return marker
    return None


def next_numbers(text: str, above: Mapping[str, int]) -> Mapping[str, int]:
    """Return the next number of each family after an item; `above` are those before it."""
    for marker, _ in find_markers(text):
        if marker.family in NUMBERED and marker.value in (1, above.get(marker.family, marker.value)):
            above = {**above, marker.family: marker.value + 1}
    return above


def _nested(text: str, end: int) -> int:
    """Return where a nested list begins on the item's line: "1. a) Wann?"; 0 if there is none."""
    start = end + len(text[end:]) - len(text[end:].lstrip())
    first = find_markers(text[start : start + 40])
    own = find_markers(text)[0][0].family
    return start if first and first[0][0].value == 1 and first[0][0].family in ("a", "A", "(a)") and own not in ("a", "A", "(a)") else 0


def expected_run(text: str, starts: list[int]) -> bool:
    """Return whether a single split is plausible: the line begins with the previous item, or the split with "1." of a list."""
    if len(starts) < 2:
        return False
    return bool(find_markers(text)) or bool(re.search(r"[:?]\s{0,3}\Z", text[max(starts[1] - 5, 0) : starts[1]]))
