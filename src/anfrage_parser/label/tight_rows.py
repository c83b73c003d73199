"""Heads of columns over their values where the gaps between them are lost: in what was copied, and in narrow tables without rules.

"Vorgangs-Nr. Urheber Gestellt am" over "F2157/24 Bunte Liste 19. März 2024" is cut into three labels and three values, if each value
fits its label, or else into nothing.
"""

from collections.abc import Sequence
from functools import lru_cache

from anfrage_parser.conventions import Convention
from anfrage_parser.firstuse import compiled
from anfrage_parser.label.head_rules import DIGIT, bare_label
from anfrage_parser.label.sight import SHORT
from anfrage_parser.values import find_dates, find_reference
from anfrage_parser.wording import key

Cut = tuple[tuple[int, int], ...]
"""Where the pieces of a line begin and end."""

_WORD = compiled(r"\S+")

MOST_WORDS, LONGEST_LABEL = 12, 4
"""Words of a row of heads, and of one head."""

_DATES = frozenset({"date", "received", "session_date"})
_OF_LETTERS = (frozenset({"asker", "received"}), frozenset({"number", "received"}))
"""Heads of which one each stands over a letter's own values; others stand over sessions, and over earlier papers."""

_OPEN = frozenset({"asker", "committee", "body", "place", "addressee"})
"""Fields that any words fit: their value goes on to that of the next field."""


def may_be_heads(text: str, below: str, convention: Convention) -> bool:
    """Whether a line can be a row of heads, and the next one its values: at first sight, since every line is asked."""
    if text[-1] in _ENDS or not 2 < len(text) <= SHORT or not 2 < len(below) <= SHORT:
        return False
    return DIGIT.search(below) is not None and not DIGIT.search(text) and _opens_label(text.split(None, 1)[0], convention)


_ENDS = frozenset("?!:,;-–„“")
"""No label ends so; most lines of running text that do are told at once."""


@lru_cache(maxsize=4096)
def _opens_label(word: str, convention: Convention) -> bool:
    """ "Gestellt", "Vorgangs-Nr."; "Lfd." may go on as a label."""
    return word.endswith(".") or key(word) in convention.field_beginnings or convention.field_of(word) is not None


def tight_rows(heads: str, values: str, after: str, convention: Convention) -> tuple[Cut, Cut] | None:
    """The pieces of both lines; None where the first is no row of heads, or the second doesn't fit it one by one.

    Where the line `after` them fits as well, it is a table of other papers.
    """
    labels = _labels(heads, convention)
    fields = [field for _, _, field in labels]
    if any(each.isdisjoint(fields) for each in _OF_LETTERS) or len(fields) < 2:
        return None
    found = _values(values, fields)
    if not found or (after.strip() and _values(after, fields)):
        return None
    return tuple((start, end) for start, end, _ in labels), found


def _labels(text: str, convention: Convention) -> list[tuple[int, int, str]]:
    """The labels that a line is made of, the longest first, each with its field; none where anything else stands there."""
    words = [match.span() for match in _WORD.finditer(text)]
    out: list[tuple[int, int, str]] = []
    done = 0
    while done < len(words) <= MOST_WORDS:
        for last in range(min(done + LONGEST_LABEL, len(words)), done, -1):
            start, end = words[done][0], words[last - 1][1]
            if field := bare_label(text[start:end], convention):
                out.append((start, end, field))
                done = last
                break
        else:
            return []
    return out


def _values(text: str, fields: Sequence[str]) -> Cut:
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
    if field in _DATES:
        dates = find_dates(text[at:])
        return at + dates[0].end if dates and not dates[0].start else at
    found = find_reference(text[at:], labelled=True) if field == "number" else None
    return at + found.end if found and not text[at + found.end :][:1].strip() else at
