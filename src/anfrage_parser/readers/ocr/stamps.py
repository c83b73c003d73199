"""Separate receipt stamps from the text of a recognised page.

A stamp beside the letterhead or over the text has a word, and a date below it. Read row by row, its date would be the value of
whatever caption is to its left: "Verfasst am   04. Sep. 2020".
"""

import difflib
from collections.abc import Iterator, Sequence

from anfrage_parser.model import around
from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.readers.ocr.corrections import mended
from anfrage_parser.text.values import find_dates

WORDS = ("EINGEGANGEN", "POSTEINGANG", "EINGANG")
"""Words on receipt stamps."""

ALIKE = 0.8
"""Similarity required of a misread word: "ElNGEGANGEN", "EINGEGANCEN"."""

HIGHEST = 4.0
"""Largest distance from the word to the date below it, in letter heights."""

ASIDE = 4.0
"""Largest horizontal offset of the date from the word, in letter heights."""

LONGEST = 24
"""Most characters of a date, including noise beside it."""


def separate_stamps(page: Sequence[Fragment]) -> list[Fragment]:
    """Move each stamp's word and date, as one fragment, to a row of its own above all others; word boxes are unchanged."""
    rest = list(page)
    stamps: list[Fragment] = []
    for word in _words(page):
        if (day := _day_below(word, rest)) is not None:
            rest = [other for other in rest if other not in word and other is not day]
            stamps.append(_joined(word, day))
    if not stamps or not rest:
        return rest or list(page)
    top = min(fragment.top for fragment in rest)
    size = max(stamp.size for stamp in stamps)
    rows = [(top - 2 * size * number, stamp) for number, stamp in enumerate(reversed(stamps), 1)]
    return [*(stamp._replace(top=above - size, bottom=above) for above, stamp in rows), *rest]


MOST = 400
"""Most short fragments of a page that are examined."""

Word = Sequence[Fragment]
"""The stamp's word: one fragment, or both halves of a tilted one."""


def _words(page: Sequence[Fragment]) -> Iterator[Word]:
    short = [fragment for fragment in page if 2 <= len(fragment.text) <= LONGEST][:MOST]
    taken: set[int] = set()
    for first in short:
        halves = [(first, second) for second in short if second is not first and _follows(first, second)]
        for word in ((first,), *halves):
            if _is_word("".join(part.text for part in word)) and not taken.intersection(map(id, word)):
                taken |= set(map(id, word))
                yield word


def _follows(first: Fragment, second: Fragment) -> bool:
    return -0.5 * first.size < second.x0 - first.x1 < first.size and abs(second.top - first.top) < 1.2 * first.size


def _is_word(text: str) -> bool:
    """Return whether a text is only a stamp's word, possibly misread or with blanks between letters."""
    letters = "".join(text.split()).strip(".:,").translate(str.maketrans("l1|", "III"))
    if not 6 <= len(letters) <= 14 or letters != letters.upper():
        return False
    return any(difflib.SequenceMatcher(None, letters, word, autojunk=False).ratio() >= ALIKE for word in WORDS)


def _day_below(stamp: Word, page: Sequence[Fragment]) -> Fragment | None:
    """Return the nearest date below a word with a similar left edge, or None."""
    word = stamp[0]
    near = [
        (fragment.top, number, fragment)
        for number, fragment in enumerate(page)
        if 0 < fragment.top - word.top < HIGHEST * word.size and abs(fragment.x0 - word.x0) < ASIDE * word.size and _is_day(fragment)
    ]
    return min(near)[2] if near else None


def _is_day(fragment: Fragment) -> bool:
    if len(fragment.text) > LONGEST:
        return False
    dates = find_dates(mended(fragment.text))
    return bool(dates) and dates[0].start <= 2


def _joined(word: Word, day: Fragment) -> Fragment:
    first = word[0]
    text = "".join(part.text for part in word)
    whole = len(word) == 1 and len(text.split()) == 1
    boxes = first.boxes if whole else (around([box for part in word for box in part.boxes]),)
    sure = min((one for part in word for one in part.sure), default=100.0)
    return Fragment(
        f"{''.join(text.split())} {day.text}", first.x0, first.top, max(first.x1, day.x1), day.bottom, first.size, False,
        boxes + day.boxes, sure=(sure, *day.sure),
    )  # fmt: skip
