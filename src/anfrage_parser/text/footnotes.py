"""Find footnotes and their marks: the mark is no part of the word it stands at, the note no part of the text around it.

A raised digit ("¹") is a mark wherever it stands behind a word, and a line that begins with one is a note. Where nothing is raised,
"alt.1", "alt [1]" and "alt*" are marks only if a note with the same label follows, and such a line is a note only if its mark
comes before it: each alone is text.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from anfrage_parser.model import Line
from anfrage_parser.text.left_out import left_out
from anfrage_parser.text.markers import find_markers
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.superscripts import SUPERSCRIPTS, lowered

_SIGN = "(?:[¹²³]|[⁰-⁹])"
"""A raised digit; one class of them all would take long to compile."""

_NOTE = compiled(
    rf"\s{{0,40}}+(?:(?P<raised>{_SIGN}{{1,3}}+)[)\]]?\s{{0,9}}+(?=\S)|(?P<bracket>\[[0-9]{{1,3}}\])\s{{1,9}}+(?=\S)|"
    r"(?P<star>\*{1,3}+|†|‡)(?:\)\s{0,9}+|\s{1,9}+|(?=[A-ZÄÖÜ]))(?=[^\s*])|(?P<plain>[0-9]{1,2}+)\s{1,9}+(?=[^\W\d_]|[\"(§]|„|“|‚))"
)
"""The mark at the beginning of a note, up to its first word."""

_MARK = compiled(
    rf"(?P<raised>{_SIGN}{{1,3}}+)(?:[)\]](?!\w))?|(?P<bracket>\[[0-9]{{1,3}}\])|(?P<star>\*{{1,3}}+|†|‡)\)?|"
    r"(?P<plain>[0-9]{1,2}+)(?![\w²³]|[.,:/-][0-9])"
)

_RAISED = compiled("[¹²³](?<!m[²³])|[⁰-⁹]")
_GLUED = compiled(r"[0-9](?:(?<=[a-zß-ü.,;:!?)\"»%][0-9])|(?<=[“-”][0-9]))(?:[0-9](?![0-9]))?")
"""A number directly behind a letter or a sign."""

_NUMBERED = compiled(r"\n[ \t]{0,40}+([0-9]{1,2}+)[ \t]")
_STARRED = compiled(r"[\n\f][ \t]{0,40}+(?:\*|†|‡)")
_BRACKETED = compiled(r"[\n\f][ \t]{0,40}+\[[0-9]")
"""Lines that begin like notes."""

_WORD_BEFORE = compiled(r"[^\W\d_][a-zß-ü]{2}(?:[.,;:!?)\"»]|“|”){0,2}+\Z")

_ABBREVIATIONS = frozenset(
    "ziff abs art anl anlage abb tab tel seite satz kap lit vgl bzw hrsg band blatt buchst gem rdnr rdn aufl jahrg drs drucks top".split()
)
"""Words before a number that belongs to them: "Ziff.1"."""

_UNITS = frozenset("m km cm mm dm qm hm µm μm nm ft in s".split())
"""Units that are squared and cubed: "m²"."""

_RULE = compiled(r"\s{0,40}+(?:[_=-]|—|–){3,200}+\s{0,40}+")
_PAGE_NUMBER = compiled(r"(?:(?:-|–|—)\s?)?(?:Seite\s)?[0-9]{1,3}(?:\s?(?:von|/)\s?[0-9]{1,3})?(?:\s?(?:-|–|—))?")

LARGER = 0.6
"""Points from which a line is set larger than the note above it."""

SHORT, WIDE, NEARLY = 60, 120, 0.8
"""A note doesn't go on behind the end of a sentence on a line of fewer characters; where nothing is known of sizes, on one that is shorter
than a share of the widest line, which counts up to a width."""

MOST_LINES = 30
"""Most lines of a note."""


class _Note(NamedTuple):
    """A line that may begin a note."""

    number: int
    """Index of the line."""
    kind: str
    label: str
    behind: int
    """Index in the line's text where the note's own words begin."""


class _Mark(NamedTuple):
    """What may be the mark of a note: [start, end) in the text of a line."""

    number: int
    kind: str
    label: str
    start: int
    end: int


def may_have_notes(text: str) -> bool:
    """Return whether a text may have footnotes: most don't, which has to be told fast."""
    if not text.isascii() and any(sign in text for sign in SUPERSCRIPTS) and _RAISED.search(text) is not None:
        return True
    if ("*" in text or "†" in text or "‡" in text) and _STARRED.search(text) is not None:
        return True
    if text.count("[") > 1 and _BRACKETED.search(text) is not None:
        return True
    numbered = {*_NUMBERED.findall(text.replace("\f", "\n") if "\f" in text else text)}
    return bool(numbered) and any(match.group()[:2] in numbered for match in _GLUED.finditer(text))


def with_notes(lines: Sequence[Line]) -> Sequence[Line]:
    """Return the lines with notes told (`Line.note`) and marks left out of their folded texts; the same lines if there are none."""
    begun = [note for number, line in enumerate(lines) if (note := _note_of(number, line.text)) is not None]
    raised = {note.number for note in begun if note.kind == "raised"}
    marks = [mark for number, line in enumerate(lines) if number not in raised for mark in _marks_of(number, line.text)]
    if not marks and not raised:
        return lines
    notes = _told(lines, begun, marks)
    out = list(lines)
    within = set(notes)
    labels = {note.label for note in begun if notes.get(note.number)}
    for number, places in _by_line(mark for mark in marks if mark.number not in within and _is_mark(lines[mark.number].text, mark, labels)):
        out[number] = _without(lines[number], places)
    for number, behind in notes.items():
        out[number] = lines[number]._replace(note=behind)
    return out


def _note_of(number: int, text: str) -> _Note | None:
    match = _NOTE.match(text)
    return _Note(number, str(match.lastgroup), lowered(match[str(match.lastgroup)]), match.end()) if match is not None else None


def _marks_of(number: int, text: str) -> Iterator[_Mark]:
    """Yield what stands in a line like the mark of a note."""
    for match in _MARK.finditer(text):
        kind = str(match.lastgroup)
        if _FITS[kind](text, match.start(), match.end()):
            start, end = match.span()
            if text[end - 1] in ")]" and kind != "bracket" and text.count("(", 0, start) > text.count(")", 0, start):
                end -= 1  # it closes a bracket before the mark
            yield _Mark(number, kind, lowered(match[kind]), start, end)


def _fits_raised(text: str, start: int, end: int) -> bool:
    return bool(text[max(start - 2, 0) : start].strip())


def _fits_bracket(text: str, start: int, end: int) -> bool:
    return bool(text[:start].strip())


def _fits_star(text: str, start: int, end: int) -> bool:
    before, after = text[max(start - 1, 0) : start], text[end : end + 1]
    return bool(before) and (before.isalnum() or before in '.,;:!?)“”"»') and not after.isalnum() and after != "*"


def _fits_plain(text: str, start: int, end: int) -> bool:
    before = text[max(start - 24, 0) : start]
    if _WORD_BEFORE.search(before[-5:]) is None:
        return False
    return before.rstrip(".").rpartition(" ")[2].lstrip("(").casefold() not in _ABBREVIATIONS


_FITS = {"raised": _fits_raised, "bracket": _fits_bracket, "star": _fits_star, "plain": _fits_plain}


def _is_mark(text: str, mark: _Mark, labels: set[str]) -> bool:
    """Return whether a mark is one of a note, not a square ("m²"), a power, or a number of another kind."""
    if mark.kind != "raised":
        return mark.label in labels
    before = text[max(mark.start - 12, 0) : mark.start].rstrip()
    word = before[len(before.rstrip("abcdefghijklmnopqrstuvwxyzµμABCDEFGHIJKLMNOPQRSTUVWXYZ")) :]
    if before[-1:].isdecimal():
        return mark.label in labels and not before.endswith("10")
    if mark.label in ("2", "3") and (word in _UNITS or (len(word) < 3 and mark.label not in labels)):
        return False
    return mark.label in labels or not text[mark.end : mark.end + 1].isalpha()


def _told(lines: Sequence[Line], begun: Sequence[_Note], marks: Sequence[_Mark]) -> dict[int, int]:
    """Return line index → where the note's own words begin in it: behind the mark, 0 on its later lines."""
    places: dict[str, list[_Mark]] = {}
    for mark in marks:
        places.setdefault(mark.label, []).append(mark)
    starts = {note.number for note in begun}
    raised = {note.label for note in begun if note.kind == "raised"}
    notes: dict[int, int] = {}
    last: dict[str, int] = {}
    ends = _Ends(lines, starts)
    for note in begun:
        if note.number in notes:
            continue
        if note.kind == "raised" or (note.label not in raised and _is_told(lines, note, places.get(note.label, ()), last, notes, starts)):
            notes[note.number], last[note.label] = note.behind, note.number
            notes.update(dict.fromkeys(ends.later_lines(note.number), 0))
    for note, after in reversed([*pairwise(begun)]):  # "1 …" above a note, below the same rule: its mark was not found
        if after.number in notes and note.number not in notes and note.number + 1 == after.number and _counts(note, after):
            notes.update({note.number: note.behind} if _is_below_rule(lines, note.number, starts) else {})
    return notes


def _counts(note: _Note, after: _Note) -> bool:
    return note.kind == after.kind == "plain" and int(note.label) + 1 == int(after.label)


def _is_below_rule(lines: Sequence[Line], number: int, starts: set[int]) -> bool:
    """Return whether only lines that begin like notes stand between a line and the rule above it."""
    for _ in range(MOST_LINES):
        number -= number - 1 in starts
    return number > 0 and lines[number].page == lines[number - 1].page and _RULE.fullmatch(lines[number - 1].text) is not None


_MATCHING = {"plain": ("raised", "plain"), "bracket": ("bracket", "raised"), "star": ("star",)}
"""Kind of a note that isn't raised → kinds of its mark."""


def _is_told(
    lines: Sequence[Line], note: _Note, marks: Sequence[_Mark], last: dict[str, int], notes: dict[int, int], starts: set[int]
) -> bool:
    """Return whether a line with nothing raised in it is a note: its mark comes before it, and it is set apart."""
    line, since = lines[note.number], last.get(note.label, -1)
    own = next((mark for mark in marks if since < mark.number < note.number and mark.kind in _MATCHING[note.kind]), None)
    if own is None or _is_larger(line, lines[own.number]) or line.text.rstrip().endswith("?"):
        return False
    above = lines[note.number - 1]
    smaller = own.kind == "raised" and _is_larger(lines[own.number], line)
    apart = smaller or above.page != line.page or not above.text.strip() or note.number - 1 in notes
    apart = apart or (note.kind == "star" and above.text.rstrip().endswith("Hinweis:"))
    if not (apart or _is_below_rule(lines, note.number, starts)):
        return False
    return note.kind != "plain" or _follows(note, last, lines)


def _follows(note: _Note, last: dict[str, int], lines: Sequence[Line]) -> bool:
    """Return whether a note's number is that behind the note before it; each page may begin with 1 again."""
    numbers = [(at, int(label)) for label, at in last.items() if label.isdecimal()]
    if not numbers:
        return True
    at, before = max(numbers)
    return int(note.label) > before or (note.label == "1" and lines[at].page != lines[note.number].page)


class _Ends:
    """Tells where notes end."""

    def __init__(self, lines: Sequence[Line], starts: set[int]) -> None:
        self.lines, self.starts = lines, starts
        self.repeated = {text for text, count in Counter(line.text.strip() for line in lines).items() if count > 1}
        self.short = max(SHORT, NEARLY * min(WIDE, max(len(line.text) for line in lines)))

    def later_lines(self, first: int) -> Iterator[int]:
        """Yield the lines on which a note goes on: up to a blank one, another note, the page's end or its number, or larger letters."""
        for number in range(first + 1, min(first + MOST_LINES, len(self.lines))):
            if number in self.starts or self._is_behind(number, self.lines[first]):
                return
            yield number

    def _is_behind(self, number: int, first: Line) -> bool:
        line, above = self.lines[number], self.lines[number - 1]
        text = line.text.strip()
        if not text or line.page != above.page or text in self.repeated or _PAGE_NUMBER.fullmatch(text) or _RULE.fullmatch(text):
            return True
        if _is_larger(line, first):
            return True
        short = len(above.text) < (self.short if line.size is None else SHORT)
        return _ends(above.text) and (bool(find_markers(text)) or (short and not text[0].islower()))


def _ends(text: str) -> bool:
    return text.rstrip().endswith((".", "!", "?"))


def _is_larger(line: Line, other: Line) -> bool:
    return line.size is not None and other.size is not None and line.size > other.size + LARGER


def _by_line(marks: Iterator[_Mark]) -> Iterator[tuple[int, list[tuple[int, int]]]]:
    """Yield the lines with marks, and [start, end) of each in the line's text."""
    found: dict[int, list[tuple[int, int]]] = {}
    for mark in marks:
        found.setdefault(mark.number, []).append((mark.start, mark.end))
    yield from found.items()


def _without(line: Line, places: Sequence[tuple[int, int]]) -> Line:
    """Return a line without its marks, nor the blank before one behind which another follows."""
    wide = [(_with_blank(line.text, start, end), end) for start, end in places]
    without, marks = left_out(line, wide, places)
    return without._replace(marks=marks)


def _with_blank(text: str, start: int, end: int) -> int:
    """Return where a mark begins with the blank before it, if it has one that parts it from its word alone."""
    after = text[end : end + 1]
    return start - 1 if text[start - 1 : start] == " " and (not after or not after.isalnum()) else start
