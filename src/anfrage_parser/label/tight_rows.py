"""Heads of columns over their values where the gaps between them are lost: in what was copied, and in narrow tables without rules.

"Vorgangs-Nr. Urheber Gestellt am" over "F2157/24 Bunte Liste 19. März 2024" is cut into three labels and three values, if each value
fits its label, or else into nothing.
"""

from collections.abc import Sequence
from functools import lru_cache

from anfrage_parser.conventions import Convention
from anfrage_parser.conventions.matching import key, longest_first
from anfrage_parser.label.head_rules import DIGIT, bare_label
from anfrage_parser.label.rule_prefilter import SHORT
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import DAYS, find_dates, find_reference

Pieces = tuple[tuple[int, int], ...]
"""Where the pieces of a line begin and end in its folded text."""

_WORD = compiled(r"\S+")

MOST_WORDS, LONGEST_LABEL = 12, 4
"""Words of a row of heads, and of one head."""

_OF_LETTERS = (frozenset({"asker", "received"}), frozenset({"number", "received"}))
"""Heads of which one each stands over a letter's own values; others stand over sessions, and over earlier papers."""

_OPEN = frozenset({"asker", "committee", "body", "place", "addressee"})
"""Fields of a row whose values are any words, up to the next field's; a subject has a line of its own."""


def may_be_heads(text: str, below: str, convention: Convention) -> bool:
    """Whether a line can be a row of heads, and the next one its values: at first sight, since every line is asked."""
    if text[-1] in _ENDS or not 2 < len(text) <= SHORT or not 2 < len(below) <= SHORT:
        return False
    return DIGIT.search(below) is not None and not DIGIT.search(text) and _opens_label(text.split(None, 1)[0], convention)


_ENDS = frozenset("?!:,;-–„“")
"""Ends of lines that are looked at no further: labels with colons have their values behind them."""


@lru_cache(maxsize=4096)
def _opens_label(word: str, convention: Convention) -> bool:
    """ "Gestellt", "Vorgangs-Nr."; "Lfd." may go on as a label."""
    return word.endswith(".") or key(word) in convention.field_beginnings or convention.field_of(word) is not None


def tight_rows(heads: str, values: str, after: str, convention: Convention) -> tuple[Pieces, Pieces] | None:
    """The pieces of both lines; None where the first is no row of heads, or the second doesn't fit it one by one.

    Where the line `after` them fits as well, it is a table of other papers.
    """
    for most in (LONGEST_LABEL, 1):  # "Urheber Nr." may be one label, and two
        labels = _labels(heads, convention, most)
        fields = [field for _, _, field in labels]
        if any(each.isdisjoint(fields) for each in _OF_LETTERS) or len(fields) < 2:
            continue
        found = _values(values, fields)
        if found and not (after.strip() and _values(after, fields)):
            return tuple((start, end) for start, end, _ in labels), found
    return None


def _labels(text: str, convention: Convention, most: int) -> list[tuple[int, int, str]]:
    """The labels that a line is made of, of so many words at most, each with its field; none where anything else stands there."""
    places = [match.span() for match in _WORD.finditer(text)]
    if len(places) > MOST_WORDS:
        return []
    words = [text[start:end] for start, end in places]
    found = longest_first(words, most, lambda some: bare_label(" ".join(some), convention))
    return [(places[first][0], places[last - 1][1], field) for first, last, field in found]


def _values(text: str, fields: Sequence[str]) -> Pieces:
    """A value for each field, in their order; nothing where one doesn't fit, or two in a row could be parted anywhere."""
    starts = [match.start() for match in _WORD.finditer(text)]
    out: list[tuple[int, int]] = []
    at = starts[0]
    for field, after in zip(fields, [*fields[1:], None], strict=True):
        end = _open_end(text, at, after, starts) if field in _OPEN else _end_of(text, at, field)
        if end <= at:
            return ()
        out.append((at, end))
        at = next((start for start in starts if start >= end), len(text))
    return tuple(out) if at == len(text) else ()


def _open_end(text: str, at: int, after: str | None, starts: Sequence[int]) -> int:
    """Where a value of any words ends: where the next field's can begin."""
    if after is None:
        return len(text.rstrip())
    for start in starts:
        if start > at and (text[start - 3 : start].isspace() if after in _OPEN else _end_of(text, start, after) > start):
            return len(text[:start].rstrip())
    return at


def _end_of(text: str, at: int, field: str) -> int:
    """Where the value ends that begins at a position; there, where none does."""
    if field in DAYS:
        found = next(iter(find_dates(text[at:])), None)
    else:
        found = find_reference(text[at:], labelled=True) if field == "number" else None
    ends = found is not None and not found.start and not text[at + found.end :][:1].strip()
    return at + found.end if found is not None and ends else at


def slices(text: str, starts: Sequence[int]) -> Pieces:
    """Return the pieces of a text that begin at some places."""
    return tuple(zip(starts, [*starts[1:], len(text)], strict=True))


_WIDE_GAP = compiled(r"(?<=\S)\s{3,200}(?=\S)")


def cells_of(text: str) -> Pieces:
    """The pieces of a short line that wide gaps part: the heads of columns, or the values below them."""
    if len(text) > 2 * SHORT or "   " not in text.strip():
        return ()
    starts = [0, *(m.end() for m in _WIDE_GAP.finditer(text))]
    return slices(text, starts)
