"""The rule for what stands around a letter: page marks, letterhead, boxes to tick."""

from collections.abc import Iterator

from anfrage_parser.conventions import Convention
from anfrage_parser.conventions.matching import key, opens
from anfrage_parser.label.page_marks import GOES_ON, PAGE_MARK
from anfrage_parser.label.rule_prefilter import LABEL_REACH, SHORT
from anfrage_parser.label.text_rules import has_any
from anfrage_parser.model import Label, Role
from anfrage_parser.text.patterns import compiled

LONGEST_LINE = 80
"""Characters of a line that is furniture as a whole; behind a sign or a number it is shorter."""


def opens_furniture(word: str, convention: Convention) -> bool:
    """Whether a line with this first word may be a page mark, or furniture as a whole; short ones that begin with a sign may be, too."""
    if not any(char.isalnum() for char in word):
        return len(word) > 2
    if not word[0].isalpha():
        return False
    return _begins_mark(word.casefold()) or word in "xX" or key(word) in convention.furniture_beginnings


_NUMERALS = frozenset("ivxlc")


def _begins_mark(word: str) -> bool:
    """Whether a page's mark, or a term's number, may begin with this word, which is case-folded: "seite", "forts.", "xvii."."""
    if word.startswith(("seite", "blatt", "s.", "page", "bl.", "b.", "forts")) or word == "bitte":
        return True
    if word.startswith("weiter"):
        return not word[6:7].isalnum()
    return word[-1] == "." and _NUMERALS.issuperset(word[:-1])


def furniture(text: str, convention: Convention) -> Iterator[Label]:
    """ "Seite 2", "– 2 –", "-- 1 of 4 --", "Gedruckt auf 100 Prozent Recyclingpapier", a rule of underscores."""
    reach = LONGEST_LINE if text[0].isalpha() else LABEL_REACH - 1
    letters = key(text) if len(text) <= reach and opens(text, convention.furniture_beginnings) else ""
    if is_page_mark(text) or letters in convention.inserted_lines:
        yield Label(Role.FURNITURE, "page-mark", "page", 0, len(text))
    elif _BOX.search(text) and len(text) <= SHORT:
        yield Label(Role.FURNITURE, "boxes", "boxes", 0, len(text))
    elif letters in convention.furniture_lines or (text.endswith(_TERM_ENDS) and _TERM.fullmatch(text)):
        yield Label(Role.FURNITURE, "furniture", "line", 0, len(text))


def is_page_mark(text: str) -> bool:
    """Whether a line says nothing but which page it is, or that the text goes on."""
    word = text.lstrip("-–—([|").lstrip()
    if word[:1].isalpha():
        if not word[:2].casefold().startswith(_PAGE_BEGINNINGS):
            return False
    elif text[0].isalnum() and not (text[0].isdigit() and len(text) < 14):
        return False
    return PAGE_MARK.fullmatch(text) is not None or (len(text) <= LABEL_REACH and GOES_ON.fullmatch(text) is not None)


_PAGE_BEGINNINGS = ("se", "s.", "bl", "pa", "x", "bi", "b.", "fo", "we")
"""How words begin that may name a page: "Seite", "Blatt", "b.w.", "Fortsetzung", "weiter"."""


def letterhead(text: str, convention: Convention) -> Iterator[Label]:
    """ "Tel. 06131 12-0 · rat@auental.example"; nothing that is furniture for another reason."""
    if len(text) > 2 * SHORT or not _CONTACT.search(text) or not has_any(text, convention.words("furniture", "contains")):
        return
    if not _reads_on(text) and not any(furniture(text, convention)):
        yield Label(Role.FURNITURE, "letterhead", "letterhead", 0, len(text))


_TERM = compiled(r"[0-9]{1,4}|(?:[0-9]{1,3}|[IVXLC]{1,8})\.\s(?:Wahl|Legislatur|Amts)periode")
"""A number alone, "17. Wahlperiode"."""

_TERM_ENDS = (*"0123456789", "periode")

_BOX = compiled(r"\[\s?[xX]?\s?\]|[☐☑☒]")
""" "Mündlich [ ]  Schriftlich [x]"."""

_CONTACT = compiled(r"[0-9]|[@:]|www\.|papier")


def _reads_on(text: str) -> bool:
    """Whether a line that holds a web address is running text all the same: three in ten of its words begin small."""
    words = [w for w in text.split() if w[0].isalpha()]
    return len(words) >= 6 and sum(w[0].islower() and "." not in w for w in words) * 10 >= len(words) * 3
