"""What recognition misreads where grammar leaves no doubt, put right in the copy that rules look at; the text as read keeps it.

Each repair takes a sign for another, so that every character stays where it was.
"""

import re

_DAY = re.compile(r"(?<![0-9.,])(?:0?[1-9]|[12][0-9]|3[01])[.,:;]\s?(?:0?[1-9]|1[0-2])[.,:;]\s?(?:19|20)[0-9]{2}(?![0-9])")
"""A day whose dots may be something else: "23. 9, 2008", "28,2:2023"; refuses "3,4,2008", which may be a list, and "3:4:2008"."""

_MONTH = re.compile(
    r"(?<![0-9.,])((?:0?[1-9]|[12][0-9]|3[01])[.,:;]\s?)"
    r"((?:jan(?:uar)?|feb(?:ruar)?|m[äa]rz|apr(?:[i1l|]l)?|ma[i1l|]|jun[i1l|]?|jul[i1l|]?|aug(?:ust)?|sept?(?:ember)?|okt(?:ober)?|nov(?:ember)?|"
    r"dez(?:ember)?)[.,:;]?)(?=\s{0,2}(?:19|20)[0-9]{2}(?![0-9]))",
    re.IGNORECASE,
)
"""A day with its month's name: "23, JAN, 2012", "13. Ma1 2023"."""

_PARAGRAPH = re.compile(
    r"(?<![\w.,§$&])(?:[8$&S]|\$\$|88)(?=\s?[1-9][0-9]{0,3}[a-z]?\s(?:(?:Abs|Nr|Ziff|ff|f)\.|(?:Absatz|Satz|Nummer|Ziffer|Buchstabe|Buchst\.)\s|"
    r"(?:der|des)\s[A-ZÄÖÜ][\wäöüß-]{0,40}(?:ordnung|satzung|gesetz(?:es)?|buch(?:es|s)?|statuts?)\b|[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,6}[A-ZÄÖÜ]\b))"
)
"""A sign of paragraph: "8 34 Abs. 2", "8 12 BauGB", "$ 3 der Hauptsatzung"; refuses "8 bis 12", "8 Nr. 3", "$ 12 Millionen"."""


def mended(text: str) -> str:
    """A folded line with what was certainly misread put right.

    >>> mended("Köln, 23. 9, 2008, nach 8 34 Abs. 2")
    'Köln, 23. 9. 2008, nach § 34 Abs. 2'
    """
    text = _MONTH.sub(_named, _DAY.sub(_dotted, text))
    return _PARAGRAPH.sub(_signed, text)


def _dotted(match: re.Match[str]) -> str:
    day = match.group()
    return re.sub("[,:;]", ".", day) if len(set(re.findall("[.,:;]", day))) > 1 else day


def _named(match: re.Match[str]) -> str:
    day, month = match.groups()
    return re.sub("[,:;]", ".", day) + re.sub("[,:;]", ".", re.sub(r"(?<=\w)[1|](?=\w|\b|\Z|[.,:;])", "i", month))


def _signed(match: re.Match[str]) -> str:
    return "§" * len(match.group())
