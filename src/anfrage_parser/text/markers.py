"""Recognise item markers (numbers, letters, bullets) at the beginning of a line, with all their readings.

A marker is only a candidate: whether "2." is the second question or part of a date is decided with the whole document.
"""

import re
import unicodedata
from functools import lru_cache

from anfrage_parser.model import Marker
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import DATE, MONTH_NAMES, roman

_LEAD = compiled(r"\s*(?:\*\*|__|#{1,6}\s|[„“\"»](?=[0-9]{1,2}[.)]\s))?\s*")
"""What may stand before a marker: signs of a heading or bold text, the quotation mark of a question that is repeated."""

_FRAGE = compiled(
    r"Frage\s{0,2}(?:Nr\.?\s?)?([0-9]{1,3})\s?(?:[.:)]|\)\s?:|[-–](?=\s)|(?=\s*\Z)|(?=\s{1,5}(?-i:[A-ZÄÖÜ\"]|„)(?!\w{1,20}\s[0-9])))",
    re.IGNORECASE,
)
""" "Frage 1:", "Frage 1 Wann kommt der Bus?"; refuses "Frage 1 Absatz 2"."""
_SHORT_FRAGE = compiled(r"F\s?([0-9]{1,2})\s?[.:)](?=\s)")
""" "F1: Wann kommt der Bus?"."""
COUNTS_ON = ("erste", "zweite", "dritte", "vierte", "fünfte", "sechste", "siebte", "achte", "neunte", "zehnte")
"""Numbers in words, from one on."""
_COUNTS_WITH = {letter for word in COUNTS_ON for letter in (word[0], word[0].upper())}
_WORDED = compiled(rf"({'|'.join(COUNTS_ON)})\sFrage\s?:", re.IGNORECASE, needs=("frage",))
_DOTTED = compiled(r"([0-9]{1,3}(?:\.[0-9]{1,2}){1,3})(?:\.\)|[.):])?(?=\s|\Z|[A-ZÄÖÜ\"]|„)")
_LETTERED = compiled(r"([0-9]{1,2})\s?([a-z])(?:\.\)|[.)])(?=\s|\Z)")
"""Number and letter combined: "1 a.", "2b)"."""
_SAME_NUMBER = compiled(r"[0-9]{1,2}\.([b-z])(?:\.\)|[.)])(?=\s|\Z)")
"""A further letter below a repeated number: "1.b)" after "1.a)", which is "1." with "a)" on the same line."""
_ARABIC = compiled(r"([0-9]{1,3})\s?([.)]\s?Frage(?::|(?=\s*\Z))|\.\)|[.):/])(?=\s|\Z|[A-Za-zÄÖÜäöü\"(»]|„)")
ASKING = (
    r"(?:Wie(?:so|viele?)?|Was|Wer|Wem|Wen|Wessen|Wann|Warum|Weshalb|Wo(?:her|hin|mit|durch|für|zu|von|rauf|ran|rin)?|"
    r"Welche[rsnm]?|Inwie(?:fern|weit)|Ist|Sind|Hat|Haben|Kann|Können|Wird|Werden|Wurden?|Soll|Sollen|Gibt|Trifft|Besteht|Plant|"
    r"(?:In|Auf|Mit|Aus|Zu|Bis|Ab|Seit|An|Für|Von|Bei|Nach)\s(?:welche[rsnm]?|wann|wem|wen|wie\s(?:weit|viel(?:e[nrm]?)?)))\b"
)
"""Part of a pattern: how questions begin."""

_BARE = compiled(rf"([0-9]{{1,2}})(?:\s?[–-](?=\s{{1,3}}[A-ZÄÖÜ\"]|\s{{1,3}}„)|(?=\s{{1,5}}{ASKING}))")
"""A number without punctuation before a question: "01 Wann kommt der Bus?", "1 – Wann"; refuses "3 Plätze"."""
_IN_TABLE = compiled(
    r"([0-9]{1,2})(?=\s{1,9}[A-ZÄÖÜ][a-zäöüß]{1,20}t\s(?:die|der|das|dies\w{1,2}|dem|den|es|sie|er|man|sich|ein|eine|einen|hier|dort|auch|bei)\b)"
)
"""A number without punctuation before another verb: "3   Prüft die Stadt"; refuses "3 Prozent der Kinder"."""
_NO_VERB = compiled(
    r"\s{1,9}(?:Mit|Damit|Somit|Seit|Laut|Nicht|Jetzt|Erst|Fast|Stadt|Amt|Prozent|Schritt|Punkt|Monat|Blatt|Gebiet|Projekt)\s"
)
_COMMA = compiled(r"([0-9]{1,2}),(?=\s+[A-ZÄÖÜ\"]|\s+„)")
"""A misread full stop: "2, Wie hoch …"; refuses "2, 3 und 4"."""
_SMALL_L = compiled(r"l\s?([.)])(?=\s|\Z)")
"""A misread one: "l. Wie hoch …"."""
_BRACKETED = compiled(r"\(([0-9]{1,3}|[a-z]|[A-Z]|[ivx]{1,4})\)(?=\s|\Z|[A-ZÄÖÜ])")
_LETTER = compiled(r"([A-Za-z])\s?(?:\.\)|[.):])(?=\s|\Z|[A-ZÄÖÜ\"]|„)")
_SHORT_FORM = compiled(r"[a-zA-Z]\.\s?[a-zA-Z]\.")
"""Abbreviations at the beginning of a line: "z. B.", "d. h.", "i. d. R."."""
_ROMAN = compiled(r"([IVXL]{1,6})\s?(?:\.\)|[.):])(?=\s|\Z|[A-ZÄÖÜ\"]|„)")
_SMALL_ROMAN = compiled(r"([ivx]{1,5})\s?(?:\.\)|[.)])(?=\s)")
_BULLET = compiled(
    r"(?:-{1,3}>|→|[•○▪■□◦*·►▸➢➔❖✓]|[-–—](?=\s)|\+(?=\s[A-ZÄÖÜ][a-zäöü])|>(?=\s[A-ZÄÖÜ][a-zäöü].{2,300}\?\s{0,3}\Z))\s*(?=\S)"
)
"""A bullet. "+" only before a word, ">" only before a question, as in "+ 3 %" and "> Z 2" (quotes in mails) they are none."""

_NO_ITEM = compiled(rf"(?:[0-9]{{1,3}}\.\s?){{1,2}}(?:{MONTH_NAMES})\b", re.IGNORECASE)


_SIGN = compiled("[.):]")
"""Punctuation after every letter or Roman numeral that is a marker, within `LONGEST` characters."""

LONGEST = 8


def may_open(word: str) -> bool:
    """Return whether a line with this first word may begin with a marker; few alphabetic words can.

    >>> may_open("Wie"), may_open("a)"), may_open("Frage"), may_open("IV")
    (False, True, True, True)
    """
    if not word[0].isalpha() or len(word) == 1 or _SIGN.search(word, 0, LONGEST):
        return True
    folded = word.casefold()
    return folded.startswith("frage") or folded in COUNTS_ON or _NUMERAL.fullmatch(word) is not None


_NUMERAL = compiled("[IVXL]{1,6}|[ivx]{2,5}|F[0-9].*+")


@lru_cache(maxsize=64)
def find_markers(text: str) -> tuple[tuple[Marker, int], ...]:
    """Return all readings of a line's marker, each with the index after it; none for "30. Juni 2025".

    >>> [(m.family, m.value, m.label) for m, end in find_markers("I. Wie hoch")]
    [('A', 9, 'I.'), ('I', 1, 'I.')]
    """
    head = None if text[:1].isalnum() else _LEAD.match(text)
    start = head.end() if head else 0
    first = text[start : start + 1]
    if first > "\u20e2" or text[start + 1 : start + 2] in _KEYCAP:
        return _drawn(text, start)
    if first.isdigit():
        return _digits(text, start)
    if first.isalpha():
        return _letters(text, start)
    if first == "(":
        return _brackets(text, start)
    return _drawn(text, start) if first else ()


_KEYCAP = ("\u20e3", "\ufe0f")
"""Behind a digit, the key of a keyboard, or what makes it a picture of one."""


def _drawn(text: str, start: int) -> tuple[tuple[Marker, int], ...]:
    """Numbers in circles or on keys, and bullets."""
    sign = text[start]
    if "\u2460" <= sign <= "\u249b" or "\u2776" <= sign <= "\u2793" or sign.isdigit():
        end = start + 1
        while text[end : end + 1] in _KEYCAP:
            end += 1
        value = int(unicodedata.numeric(sign, 0))
        return ((Marker("①", value, text[start:end], (value,)), end),) if value else ()
    match = _BULLET.match(text, start)
    return ((Marker("bullet", 0, match.group().strip()), match.end()),) if match else ()


def _digits(text: str, start: int) -> tuple[tuple[Marker, int], ...]:
    number = text[start : start + 4].isdigit()  # "55116 Mainz", "2024"
    if number or DATE.match(text, start) or _NO_ITEM.match(text, start):
        return ()
    if match := _DOTTED.match(text, start):
        path = tuple(int(n) for n in match.group(1).split("."))
        return ((Marker("1.1", path[-1], match.group(), path), match.end()),)
    if match := _LETTERED.match(text, start):
        path = (int(match.group(1)), ord(match.group(2)) - ord("a") + 1)
        return ((Marker("1.1", path[-1], match.group(), path), match.end()),)
    if match := _SAME_NUMBER.match(text, start):
        return ((Marker("a", ord(match.group(1)) - ord("a") + 1, match.group()), match.end()),)
    if match := _ARABIC.match(text, start):
        sign = match.group(2)
        family = f"1{sign[0]}"
        return ((Marker(family, int(match.group(1)), match.group().strip(), (int(match.group(1)),)), match.end()),)
    if match := _BARE.match(text, start) or _in_table(text, start):
        return ((Marker("1 ", int(match.group(1)), match.group(), (int(match.group(1)),)), match.end()),)
    if match := _COMMA.match(text, start):
        return ((Marker("1.", int(match.group(1)), match.group(), (int(match.group(1)),)), match.end()),)
    return ()


def _in_table(text: str, start: int) -> re.Match[str] | None:
    match = _IN_TABLE.match(text, start)
    return match if match and not _NO_VERB.match(text, match.end()) else None


def _letters(text: str, start: int) -> tuple[tuple[Marker, int], ...]:
    if counted := _counted(text, start):
        return counted
    if not _SIGN.search(text, start, start + LONGEST):
        return ()
    found: list[tuple[Marker, int]] = []
    if (match := _LETTER.match(text, start)) and not _SHORT_FORM.match(text, start):
        letter = match.group(1)
        family = "a" if letter.islower() else "A"
        found.append((Marker(family, ord(letter.casefold()) - ord("a") + 1, match.group().strip()), match.end()))
    if match := _SMALL_L.match(text, start):
        found.append((Marker("1." if match.group(1) == "." else "1)", 1, match.group(), (1,)), match.end()))
    if (match := _ROMAN.match(text, start)) and (number := roman(match.group(1))):
        found.append((Marker("I", number, match.group().strip()), match.end()))
    if (match := _SMALL_ROMAN.match(text, start)) and not _SHORT_FORM.match(text, start) and (number := roman(match.group(1).upper())):
        found.append((Marker("i", number, match.group().strip()), match.end()))
    return tuple(found)


def _counted(text: str, start: int) -> tuple[tuple[Marker, int], ...]:
    """ "Frage 1:", "F1:", "Erste Frage:"."""
    if text[start] in "Ff" and (match := _FRAGE.match(text, start) or _SHORT_FRAGE.match(text, start)):
        return ((Marker("frage", int(match.group(1)), match.group().strip()), match.end()),)
    if text[start] in _COUNTS_WITH and (match := _WORDED.match(text, start)):
        return ((Marker("frage", COUNTS_ON.index(match.group(1).casefold()) + 1, match.group()), match.end()),)
    return ()


def _brackets(text: str, start: int) -> tuple[tuple[Marker, int], ...]:
    match = _BRACKETED.match(text, start)
    if not match:
        return ()
    inner = match.group(1)
    if inner.isdigit():
        return ((Marker("(1)", int(inner), match.group(), (int(inner),)), match.end()),)
    figure = ((Marker("i", roman(inner.upper()), match.group()), match.end()),) if inner.strip("ivx") == "" else ()
    if len(inner) > 1:
        return figure
    family = "(a)" if inner.islower() else "(A)"
    return ((Marker(family, ord(inner.casefold()) - ord("a") + 1, match.group()), match.end()), *figure)


NUMBERED = ("1.", "1)", "(1)")
"""Families whose next item may begin in the middle of a line."""
