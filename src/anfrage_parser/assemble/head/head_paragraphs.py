"""Paragraphs of a head: where they end, which are running text, and how many lines at the beginning are a title."""

from collections.abc import Sequence
from itertools import pairwise

from anfrage_parser.assemble.prose import (
    SENTENCE_STARTS,
    asks,
    begins_as_question,
    breaks_before,
    ends_open,
    ends_sentence,
    requests,
)
from anfrage_parser.assemble.text_width import Measure
from anfrage_parser.model import Role, Unit
from anfrage_parser.text.clean import join

LONG_TITLE, LONGEST_TITLE = 240, 330
"""Characters from which a paragraph of the head is text: behind a title, and where none was seen yet."""


def paragraph_end(units: Sequence[Unit], index: int, limit: int, width: Measure) -> int:
    """Return where the paragraph ends that begins at a unit."""
    end = index + 1
    while end < limit and not breaks_before(units[end - 1], units[end], width):
        if units[end].is_a(Role.FIELD, Role.TABLE, Role.TYPE, Role.SALUTATION, Role.LEAD_IN, Role.GROUP, Role.MEMBER):
            break
        if units[end].is_a(Role.ITEM) and (ends_sentence(units[end - 1].text) or not units[end].text.startswith(("–", "-"))):
            break
        if units[end].label(Role.HEADING, "reasons"):
            break
        end += 1
    return end


def is_prose(group: Sequence[Unit], titled: bool) -> bool:
    """Return whether a paragraph is running text; `titled`: whether a title was seen above it."""
    text = join(u.text for u in group)
    words = text.split()
    if len(text) > (LONG_TITLE if titled else LONGEST_TITLE) or (len(words) >= 8 and text.endswith((".", ":", "!"))):
        return True
    if titled and (len(words) >= 16 or (len(words) >= 4 and text.endswith(".") and words[0].casefold() in SENTENCE_STARTS)):
        return True
    if titled and text.endswith("?") and begins_as_question(text):
        return True
    if titled and len(words) >= 6 and (ends_sentence(text) or asks(text)):
        return True
    return len(words) >= 6 and requests(text) and ends_sentence(text)


def title_lines(group: Sequence[Unit], width: Measure) -> int:
    """How many lines at the beginning of a paragraph are its title: up to one that ended although the next word would have fitted."""
    found = 0
    for count, (line, after) in enumerate(pairwise(group[:4]), 1):
        if line.text.endswith((".", "?", "!")):
            break
        if width.room(line, after) > 0.05 and after.text[:1].isupper():
            found = count
    if not found and len(group) > 1 and not ends_open(group[0].text) and not ends_sentence(group[0].text):
        return int(group[1].text.split()[0].casefold() in SENTENCE_STARTS and group[1].text[0].isupper())
    return found
