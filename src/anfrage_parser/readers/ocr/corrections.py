"""Correct unambiguous OCR errors in the folded copy of a line; the text as read is unchanged.

Each correction replaces one character with another, so that indexes don't change.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import roman

_DAY = compiled(r"(?<![0-9.,])(?:0?[1-9]|[12][0-9]|3[01])[.,:;]\s?(?:0?[1-9]|1[0-2])[.,:;]\s?(?:19|20)[0-9]{2}(?![0-9])")
"""A date with misread dots: "23. 9, 2008", "28,2:2023"; refuses "3,4,2008", which may be a list, and "3:4:2008"."""

_MONTH = compiled(
    r"(?<![0-9.,])((?:0?[1-9]|[12][0-9]|3[01])[.,:;]\s?)"
    r"((?:jan(?:uar)?|feb(?:ruar)?|m[äa]rz|apr(?:[i1l|]l)?|ma[i1l|]|jun[i1l|]?|jul[i1l|]?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|"
    r"dez(?:ember)?)[.,:;]?)(?=\s{0,2}(?:19|20)[0-9]{2}(?![0-9]))",
    re.IGNORECASE,
)
"""A date with a month's name: "23, JAN, 2012", "13. Ma1 2023"."""

_PARAGRAPH = compiled(
    r"(?<![\w.,§$&])(?:[8$&S]|\$\$|88)(?=\s?[1-9][0-9]{0,3}[a-z]?\s(?:(?:Abs|Nr|Ziff|ff|f)\.|(?:Absatz|Satz|Nummer|Ziffer|Buchstabe|Buchst\.)\s|"
    r"(?:der|des)\s[A-ZÄÖÜ][\wäöüß-]{0,40}(?:ordnung|satzung|gesetz(?:es)?|buch(?:es|s)?|statuts?)\b|[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,6}[A-ZÄÖÜ]\b))"
)
"""A misread section sign: "8 34 Abs. 2", "8 12 BauGB", "$ 3 der Hauptsatzung"; refuses "8 bis 12", "8 Nr. 3", "$ 12 Millionen"."""


_AS_FIGURE = str.maketrans("lI|OoSBZ", "11100582")
_AS_SMALL = str.maketrans("9061", "gobl")
_AS_CAPITAL = str.maketrans("80651", "BOGSI")
_AS_ROMAN = str.maketrans("l|1", "III")
"""Characters confused with digits, letters or Roman numerals."""

_STAMP = compiled(r"(?<!\w)(?:POST)?E[Il1|]NG(?:EGANGEN|ANG)(?!\w)")
"""The word of a receipt stamp."""

_UMLAUTS = {
    "ODP": "ÖDP", "BUNDNIS": "BÜNDNIS", "Bundnis": "Bündnis", "GRUNE": "GRÜNE", "GRUNEN": "GRÜNEN", "Grunen": "Grünen",
    "WAHLER": "WÄHLER", "WAHLERGRUPPE": "WÄHLERGRUPPE", "WAHLERGEMEINSCHAFT": "WÄHLERGEMEINSCHAFT", "FUR": "FÜR",
}  # fmt: skip
"""Names of groups without their umlauts → with them."""

_PARTY = compiled(rf"(?<!\w)(?:{'|'.join(_UMLAUTS)})(?!\w)")

_ROMAN = compiled(r"(?<=/[XVI])[l|]{1,3}(?!\w)|(?<=/[XVI]{2})[l|]{1,3}(?!\w)|(?<=/[XVI]{3})[l|]{1,3}(?!\w)")
"""The end of an electoral term in a number: "KA 506/XXl"."""


def mended(text: str) -> str:
    """Return a folded line with unambiguous OCR errors corrected.

    >>> mended("Köln, 23. 9, 2008, nach 8 34 Abs. 2")
    'Köln, 23. 9. 2008, nach § 34 Abs. 2'
    """
    text = _MONTH.sub(_named, _DAY.sub(_dotted, text))
    text = _PARTY.sub(lambda match: _UMLAUTS[match.group()], text)
    text = _ROMAN.sub(lambda match: "I" * len(match.group()), text)
    text = _STAMP.sub(lambda match: match.group().translate(_AS_ROMAN), text)
    return _PARAGRAPH.sub(_signed, text)


def _dotted(match: re.Match[str]) -> str:
    day = match.group()
    return re.sub("[,:;]", ".", day) if len(set(re.findall("[.,:;]", day))) > 1 else day


def _named(match: re.Match[str]) -> str:
    day, month = match.groups()
    return re.sub("[,:;]", ".", day) + re.sub("[,:;]", ".", re.sub(r"(?<=\w)[1|](?=\w|\b|\Z|[.,:;])", "i", month))


def _signed(match: re.Match[str]) -> str:
    return "§" * len(match.group())


_BULLET = compiled(r"([eo«»°*¢©®+_~=—–•-])([eo°—–~_-]?)(?=\s{1,3}[A-ZÄÖÜ„\"])")
"""A misread bullet at the beginning of a line, as one or two characters; no German sentence begins like this."""

_SMALL_BULLET = compiled(r"([eo«»°*¢©®+_~=])(?=\s{1,3}[a-zäöüß0-9])")
"""The same before a small letter or a figure, where another bullet stands right above or below."""

_SIGNS = frozenset("—–•-")
"""Bullets as they are printed."""

_MARKER = compiled(r"\(?([0-9A-Za-z|]{1,5})([.):])([}\]|]?)(?=\s|\Z)")


class _Reading(NamedTuple):
    """A reading of a marker: numbering style, number, and corrected spelling."""

    kind: str
    value: int
    text: str


def mended_items(texts: Sequence[str]) -> list[str]:
    """Correct markers in the folded lines of a document that follow from those around them: "f)", "9)", "h)".

    >>> mended_items(["I. Wann?", "Il. Wie?", "e Warum?"])
    ['I. Wann?', 'II. Wie?', '• Warum?']
    """
    out = list(texts)
    last: dict[str, int] = {}
    for number, text in enumerate(texts):
        if bullet := _BULLET.match(text):
            sign = bullet[1] if bullet[1] in _SIGNS else "-" if bullet[1] in "_~=" else "•"
            out[number] = sign + " " * len(bullet[2]) + text[bullet.end() :]
            continue
        match = _MARKER.match(text)
        if match is None:
            continue
        found = _counting(match.group(1), match.group(2), last)
        if found is not None:
            last[found.kind] = found.value
            out[number] = text[: match.start(1)] + found.text + match.group(2) + " " * len(match.group(3)) + text[match.end() :]
    _mend_beside(out)
    return out


def _mend_beside(texts: list[str]) -> None:
    """Correct misread bullets before small letters, downwards and upwards from one that is right: "• Wege,", "« öffentliche Plätze"."""
    filled = [number for number, text in enumerate(texts) if text]
    for order in (filled, filled[::-1]):
        for before, number in pairwise(order):
            if _SMALL_BULLET.match(texts[number]) and texts[before][0] in _SIGNS and texts[before][1:2] == " ":
                texts[number] = ("-" if texts[number][0] in "_~=" else "•") + texts[number][1:]


def _counting(token: str, sign: str, last: dict[str, int]) -> _Reading | None:
    """Return the reading that continues a count, corrected or not; a count only begins with an uncorrected one."""
    plain = list(_readings(token, sign, token))
    for reading in plain:
        if reading.value == last.get(reading.kind, 0) + 1:
            return reading
    for table in (_AS_FIGURE, _AS_SMALL, _AS_CAPITAL, _AS_ROMAN):
        other = token.translate(table)
        for reading in _readings(other, sign, other) if other != token else ():
            if reading.value > 1 and reading.value == last.get(reading.kind, 0) + 1:
                return reading
    return next((reading for reading in plain if reading.value == 1), None)


def _readings(token: str, sign: str, text: str) -> Iterator[_Reading]:
    if token.isdigit():
        yield _Reading(f"1{sign}", int(token), text)
    if len(token) == 1 and token.isalpha():
        yield _Reading(f"{'a' if token.islower() else 'A'}{sign}", ord(token.lower()) - ord("a") + 1, text)
    if token.isupper() and not set(token) - set("IVXL") and (value := roman(token)):
        yield _Reading(f"I{sign}", value, text)
