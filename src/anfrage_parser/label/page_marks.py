"""What a page's edge says about pages: its number in any dress, that a text goes on, a running head with the number at either side."""

import re
from collections.abc import Sequence

from anfrage_parser.text.patterns import compiled

_NUMBER = r"[0-9]{1,4}(?:\s?(?:von|/|of)\s?[0-9]{1,4})?"
_CALLED = rf"(?:Seite|S\.|Blatt|Bl\.|Page)\s?[:–-]?\s?{_NUMBER}"

PAGE_MARK = compiled(
    rf"[-–—(\[|]?\s?{_CALLED}\s?[-–—)\]|]?|[0-9]{{1,3}}\.\s(?:Seite|Blatt)|"
    r"[-–—]{1,2}\s?[0-9]{1,4}(?:\s(?:of|von)\s[0-9]{1,4})?\s?[-–—]{1,2}|"
    r"[0-9]{1,3}\s?(?:von|/|of)\s?[0-9]{1,3}|[_=*.·–—─━═│┃▬-]{3,}(?:\s{1,60}_{3,60}){0,3}|[-–—]\s?[0-9]{1,4}|\W{1,3}|x(?:\s+x)*",
    re.IGNORECASE,
)
""" "Seite 2 von 3", "– Seite 2 –", "2. Seite", "- 2 -", a rule of underscores."""

_PAGE = r"(?:(?:Seite|S\.|Blatt|Bl\.)\s?[0-9]{1,3}|(?:nächste[rn]?|folgende[rn]?|andere[rn]?)\s(?:Seite|Blatt)|Rückseite|umseitig)"

GOES_ON = compiled(
    r"[-–(]?\s?(?:(?:…|\.{2,3}|\.\s\.\s\.)\s?/\s?[-–]?\s?[0-9]{1,3}\s?[-–]?|\.\s?/\s?\.\s?(?:[-–]?\s?[0-9]{1,3}\s?[-–]?)?|"
    r"b(?:itte\s(?:wenden|umblättern)|\.\s?w\.)|"
    rf"(?:Forts(?:etzung|\.)|weiter)[:,]?\s(?:(?:siehe|s\.|folgt|geht|weiter|es|auf|von|zu|der|die)\s){{0,3}}{_PAGE})\s?[-–).!]{{0,2}}",
    re.IGNORECASE,
    needs=("/", "bitte", "b.", "forts", "weiter"),
)
""" "…/2", "./. 2", "bitte wenden", "b. w.", "Fortsetzung siehe Seite 2"."""

_GOES_ON_AT_EDGE = compiled(
    r"(?:…|\.{2,3})\s?[-–]?\s?([0-9]{1,3})\s?[-–]?|[/|]\s?([0-9]{1,3})|([0-9]{1,3})\s?(?:…|\.{2,3}|[/|])|"
    r"[(\[<|]\s?([0-9]{1,3})\s?[)\]>|]|siehe\s(?:auf\s)?Seite\s([0-9]{1,3})\.?|Fortsetzung(?:\sfolgt)?[.!]?()",
    re.IGNORECASE,
    needs=("…", "..", "/", "|", "(", "[", "<", "siehe", "fortsetzung"),
)
"""What only means a page where one ends or begins: "… 2", "/2", "(2)", "siehe Seite 2"."""

_HEAD_WITH_PAGE = compiled(
    r"[A-ZÄÖÜ][^.?!:;]{3,80}(?::?\s[0-9.]{6,10})?(?<=\S)\s{4,200}(?:Seite|Blatt|S\.):?\s([0-9]{1,3})(?:\s?(?:von|/)\s?[0-9]{1,3})?",
    re.IGNORECASE,
    needs=("seite", "blatt", "s."),
)
""" "Ergänzende Erläuterungen      Seite 2", "Ausdruck vom: 05.03.2025      Seite: 1/2"."""

_WITH_PAGE = compiled(r"[A-ZÄÖÜ][^.?!:;]{3,100}\s[–—|·•-]\s(?:Seite|Blatt|S\.)\s([0-9]{1,3})", needs=("Seite", "Blatt", "S."))
""" "Bezirksamt Talmoor – Antwort auf die Anfrage 21-0344 – Seite 2"."""

_HALVES = compiled(r"\s{2,200}|\s[–—|·•-]{1,2}\s|[|·•]")
_FIRST = compiled(r"(?:Seite\s|S\.\s?|Blatt\s)?[-–—(\[]?\s?([0-9]{1,3})\s?[-–—)\]]?\.?(?=\s)", re.IGNORECASE)
_LAST = compiled(r"(?<=\s)(?:Seite\s|S\.\s?|Blatt\s)?[-–—(\[]?\s?([0-9]{1,3})(?:\s(?:von|of)\s[0-9]{1,3})?\s?[-–—)\]]?\Z", re.IGNORECASE)
_BARE = compiled(r"[-–—(\[]?\s?([0-9]{1,3})\s?[-–—)\]]?")

FIGURES, FIRST_REACH = frozenset("0123456789"), 10
"""Figures, and the characters within which the number stands that a running head begins with: "Seite - 2"."""

LONGEST = 200
"""Characters of a line that can be a running head."""


def page_at_edge(text: str) -> int | None:
    """Return the page that a line at a page's edge names, 0 if it says "to be continued" only; None if it is neither."""
    match = _GOES_ON_AT_EDGE.fullmatch(text) or head_with_page(text)
    return int(next((group for group in match.groups() if group), "0")) if match else None


def head_with_page(text: str) -> re.Match[str] | None:
    """Return the match of a line that holds a page's number apart from its words, at the right: its first group is the number."""
    if not text[-1].isdecimal():
        return None
    return _HEAD_WITH_PAGE.fullmatch(text) if "    " in text else _WITH_PAGE.fullmatch(text)


def halves_of(text: str) -> tuple[list[str], int | None]:
    """Return the parts of a running head without the page's number, and that number, which may stand at either side.

    >>> halves_of("2   Stadt Auental – Anfrage Busse"), halves_of("Anfrage Busse | Stadt Auental   3")
    ((['Stadt Auental', 'Anfrage Busse'], 2), (['Anfrage Busse', 'Stadt Auental'], 3))
    """
    number, text = _cut_number(text[:LONGEST].strip())
    parts = [part.strip(" .,;:–—-") for part in _HALVES.split(text)]
    return [part for part in parts if part], number


def _cut_number(text: str) -> tuple[int | None, str]:
    """Return the page's number at the beginning or end of a line, and the rest."""
    last = _LAST.search(text, max(0, len(text) - 20)) if not FIGURES.isdisjoint(text[-20:]) else None
    if last is not None:
        return int(last[1]), text[: last.start()]
    first = _FIRST.match(text) if not FIGURES.isdisjoint(text[:FIRST_REACH]) else None
    return (int(first[1]), text[first.end() :]) if first is not None else (None, text)


def shape_of(text: str, page: int) -> str:
    """Return what is the same in the running heads of all pages: no digits, no side; "Seite 1 von 2" equals "Seite 2 von 2".

    A number at a side is left out where it is the page's, not in a table of contents.
    """
    halves, number = halves_of(text)
    numbered = number is None or -1 <= number - page <= 1
    said = " | ".join(sorted(halves)) if numbered and any(char.isalpha() for half in halves for char in half) else text[:LONGEST]
    return re.sub(r"[0-9]+", "#", said)


def is_bare_number(text: str) -> bool:
    """Return whether a text is nothing but a page's number."""
    return _BARE.fullmatch(text) is not None


def is_catchword(text: str, gap: bool, below: str) -> bool:
    """Return whether a page's last line only repeats, or dashes and dots around, the first words of the next page: "- kostet -"."""
    words = text.strip(" .…-–—/")
    if not words or len(words) > 40 or len(words.split()) > 3 or not _begins_with(below, words):
        return False
    return text[-1] in ".…-–—/" or (gap and words[0].islower())


def _begins_with(text: str, words: str) -> bool:
    return text.startswith(words) and not text[len(words) : len(words) + 1].isalnum()


def all_known(halves: Sequence[str], known: Sequence[str], least: int) -> bool:
    """Return whether each part of a running head stands in one of some texts, and they have `least` characters together."""
    return sum(map(len, halves)) >= least and all(len(half) > 3 and any(half.rstrip(". …") in text for text in known) for half in halves)
