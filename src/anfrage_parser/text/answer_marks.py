"""Recognise what announces an answer: "Zu 1.:", "Antwort zu Frage 2:", "Die Fragen 1 und 2 werden gemeinsam beantwortet."."""

from collections.abc import Sequence
from typing import NamedTuple

from anfrage_parser.model import HEADING, ITEM, TYPE, Marker, Unit
from anfrage_parser.text.markers import COUNTS_ON
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import roman

_ALONE = r"(?!\w)"
_PART = r"(?:\s?[a-z](?![a-zäöüß]))?+"
_SIGN = r"(?:\s?[.)](?!\)|\s?:|[0-9]))?+"
_ARABIC = r"[0-9]{1,2}+(?:\.[0-9]{1,2}+){0,2}+"
_CAPITAL = rf"(?:[IVX]{{1,5}}+|[A-H]){_ALONE}(?:[.\s]\s?[0-9]{{1,2}}+)?+"
""" "III", "I.2", "B", "A.1": Roman numbers and capital letters, and numbers below them."""

_NUMBER, _ROMAN, _ANY = (rf"{what}{_PART}{_SIGN}" for what in (_ARABIC, _CAPITAL, rf"(?:{_ARABIC}|{_CAPITAL})"))
_JOIN = r"\s?(?:,|;|/|&|–|-|und|u\.|bis|sowie)(?:\s(?:und|zu|auf|den|der|Fragen?|Nr\.))?\s?"
_LETTER = r"[a-z]\)"
_LIST = rf"(?:{_ANY}|{_LETTER})(?:{_JOIN}(?:{_ANY}|{_LETTER})){{0,12}}+"
_SEVERAL = rf"{_ANY}(?:{_JOIN}{_ANY}){{1,12}}+"

_ASKED = r"(?:den\s|der\s|dem\s|die\s|Ihre[nr]\s)?(?:(?:Fragen?|Teilfragen?|Ziffern?|Punkt(?:en?)?|Nummern?)\s)?(?:Nrn?\.\s?)?"

_MARK = compiled(
    rf"(?:(?:[Zz]u|[Aa]d|(?:(?:Die|Zusammenfassende|Gemeinsame)\s)?Antwort(?:en)?\s(?:zu|auf)|ANTWORT\sZU|Beantwortung\s(?:zu|von|der))\s?{_ASKED}|Antwort(?:en)?\s(?:Nr\.\s?)?|[Zz]ur\s(?:Frage\s)?|A(?=[0-9]{{1,2}}\s?:))"
    rf"(?P<numbers>{_LIST})(?:\s?[.)]{{0,2}}\s?(?:\([^()]{{2,60}}\)\s?)?:|\s?[.)]{{0,2}}\s{{0,3}}\Z|\.?\)\s|\.?\s?[–-]\s|(?<=[.)])\s(?=[A-ZÄÖÜ\"(]|„))"
)
""" "Zu 1.:", "Zu den Fragen 1 bis 3:", "Antwort zu Frage 2", "Zu 1. und 2.:", "Antwort 4:", "Zu 3. Der Verein …", "Zu 3.) Im Mai"."""

_LETTERS = compiled(r"[Zz]u\s(?:den\s|dem\s)?Buchstaben?\s(?P<letters>[a-z](?:\s?(?:,|und|bis)\s?[a-z]){0,6})\)?\s?(?::|\Z)")
""" "Zu Buchstabe a", "Zu den Buchstaben a und b:"."""

_ONE_LETTER = compiled(r"(?<![a-zäöüß])[a-z](?![a-zäöüß])")

_WORDED = compiled(rf"[Zz]u(?:r|\s(?:Ihrer|der))\s(?P<number>{'|'.join(COUNTS_ON)})n\sFrage\s?(?::|\Z)")
""" "Zu Ihrer ersten Frage:", "Zur zweiten Frage"."""

_POINT = compiled(rf"(?:Punkte?|Ziffern?)\s(?P<numbers>{_LIST})\s?:?")
""" "Punkt 1", alone on its line: a mark only where no question is repeated."""

MARKS_BEGIN = (
    "Zu",
    "zu",
    "Ad",
    "ad",
    "Antwort",
    "ANTWORT",
    "Die Antwort",
    "Gemeinsame Antwort",
    "Beantwortung",
    *(f"A{digit}" for digit in range(10)),
)
"""How every such line begins."""

_EACH = compiled(rf"{_NUMBER}|(?<![A-Za-zÄÖÜäöüß]){_ROMAN}|(?<![a-zäöüß]){_LETTER}")
_RANGE = compiled(rf"({_ANY})\s?(?:bis|–|-)\s?(?:zu\s)?({_ANY})")
_HOLDS_NUMBER = compiled(rf"[0-9]|(?<![A-Za-zÄÖÜäöüß]){_ROMAN}")

JOINT = compiled(
    rf"\A(?:[^.:?!]{{0,120}}?\b)?(?:Fragen?|Ziffern|Punkte|Nummern)\s(?:Nrn?\.\s)?(?P<numbers>{_SEVERAL})(?![0-9])"
    r"[^?!:]{0,160}?\b(?:gemeinsam|zusammen|zusammenhängend|zusammengefasst|zusammenfassend|[Zz]usammenhang\w{0,3}|insgesamt)\b"
    r"[^?!:]{0,120}?\b(?:be)?antwortet(?:\swerden)?[.:]"
    rf"|\A(?:[^.:?!]{{0,120}}?\b)?(?:gemeinsam|zusammen|zusammenhängend|zusammengefasst|zusammenfassend|[Zz]usammenhangs?)\b[^.?!:]{{0,80}}?"
    rf"\bFragen\s(?P<others>{_SEVERAL})(?![0-9])[^?!:]{{0,120}}?\b(?:be)?antwortet(?:\swerden)?[.:]",
    needs=("antwortet",),
)
""" "Die Fragen 4 und 5 werden wegen des Sachzusammenhangs gemeinsam beantwortet."."""

_HEAD = compiled(
    r"(?:(?:(?:Die|Unsere|Meine|(?:Text|Wortlaut)\sder)\s)?(?:Antwort|Beantwortung|Stellungnahme)(?:en)?|A\sN\sT\sW\sO\sR\sT|A\sn\st\sw\so\sr\st|ANTWORT(?:EN)?)"
    r"(?:\s(?:(?:der|des|von|vom|durch|aus|zur|zum|zu|auf)\s(?:[^.?!:]|(?<=[0-9])\.|(?<=Nr)\.|(?<=Abg)\.){2,110}))?\s?:?",
    needs=("Antwort", "Beantwortung", "Stellungnahme", "ANTWORT", "A"),
)
""" "Antwort", "Antwort des Bezirksamts Neuenaue vom 12.05.2021", "Antwort der Verwaltung zur Anfrage 12/2024:"."""

_INLINE = compiled(r"(?:(?:Unsere|Meine)\s)?(?:Antwort|ANTWORT|Beantwortung)(?:\s(?:der|des)\s[A-ZÄÖÜ][\w-]{2,40})?\s?:\s(?=\S)")
""" "Antwort: Im Herbst."."""

LONGEST_HEAD = 130
"""Characters of the longest heading of answers."""


class Number(NamedTuple):
    """A printed number, or a printed range: where it stands in its text, and all that it names."""

    start: int
    end: int
    names: tuple[str, ...]


class Mark(NamedTuple):
    """What announces an answer at the beginning of a text, and the questions it names."""

    end: int
    numbers: tuple[Number, ...]


def mark(text: str) -> Mark | None:
    """Return the mark at the beginning of a line.

    >>> mark("Zu 1. und 2.: Ja.").end, mark("Zu 1 haben wir nichts."), [n.names for n in mark("Zu 2 bis 4:").numbers]
    (13, None, [('2', '3', '4')])
    """
    if not text.startswith(MARKS_BEGIN):
        return None
    if not (")" in text[:12] or _HOLDS_NUMBER.search(text, 0, 60)):
        return _worded(text) if text[:1] in "Zz" else None
    found = _MARK.match(text)
    return Mark(found.end(), numbers(text, *found.span("numbers"))) if found is not None else None


def _worded(text: str) -> Mark | None:
    """Return a mark without figures: "Zu Buchstabe a", "Zu Ihrer ersten Frage:"."""
    if (letters := _LETTERS.match(text)) is not None:
        places = [found.start() for found in _ONE_LETTER.finditer(text, *letters.span("letters"))]
        return Mark(letters.end(), tuple([Number(at, at + 1, (text[at],)) for at in places]))
    worded = _WORDED.match(text)
    if worded is None:
        return None
    return Mark(worded.end(), (Number(*worded.span("number"), (str(COUNTS_ON.index(worded["number"]) + 1),)),))


def mark_of(unit: Unit, numbered: bool = False) -> Mark | None:
    """Return the mark of a line in a paper that repeats no question, where "Frage 1" alone is one, too, or any number if `numbered`."""
    if numbered and (several := answers_together(unit.text)) is not None:
        return several
    label = unit.label(ITEM) if numbered and counted(unit) is not None else unit.label(ITEM, "frage")
    if label is None:
        return point(unit.text) or mark(unit.text)
    return Mark(label.start, numbers(unit.text, 0, label.start))


def point(text: str) -> Mark | None:
    """Return the mark that "Punkt 1" is, alone on its line, in a paper that repeats no question."""
    found = _POINT.fullmatch(text) if text.startswith(("Punkt", "Ziffer")) else None
    return Mark(len(text), numbers(text, *found.span("numbers"))) if found is not None else None


_TOGETHER = compiled(rf"(?P<numbers>[0-9]{{1,2}}[.)]?(?:{_JOIN}[0-9]{{1,2}}[.)]?){{1,6}}+)(?<=[.)]):?\s(?=[A-ZÄÖÜ])")
""" "2./3. Das Volumen reicht bis 2029.": bare numbers of questions that are answered together."""


def answers_together(text: str) -> Mark | None:
    """Return bare numbers at the beginning of a line, more than one, in a paper whose answers are only numbered."""
    found = _TOGETHER.match(text) if text[:1].isdecimal() else None
    return Mark(found.end(), numbers(text, *found.span("numbers"))) if found is not None else None


def numbers_answers(units: Sequence[Unit], questions: int = 0) -> bool:
    """Return whether bare numbers count the answers, from 1 on: "1. Im Mai.", "2. Rund 30 Euro.", one for each question that is known."""
    values: list[int] = []
    for unit in units:
        several, marker = answers_together(unit.text), counted(unit)
        if several is not None:
            values += [int(name) for number in several.numbers for name in number.names]
        elif marker is not None:
            values.append(marker.value)
    return len(values) > 1 and values == [*range(1, (questions or len(values)) + 1)]


def counted(unit: Unit) -> Marker | None:
    """Return the bare number at the beginning of a line."""
    label = unit.label(ITEM)
    marker = label.marker if label is not None else None
    return marker if marker is not None and marker.family in ("1.", "1)", "(1)") else None


def joint(text: str) -> Mark | None:
    """Return the sentence at the beginning of an answer by which it answers several questions."""
    found = JOINT.match(text[:500]) if "antwortet" in text[:500] else None
    if found is None:
        return None
    return Mark(found.end(), numbers(text, *found.span("numbers" if found["numbers"] else "others")))


def numbers(text: str, start: int, end: int) -> tuple[Number, ...]:
    """Return the numbers printed between two places; a range names all that it spans."""
    out: list[Number] = []
    while (found := _EACH.search(text, start, end)) is not None:
        span = _RANGE.match(text, found.start(), end)
        names = _between(*[_figures(bare(end), end) for end in span.groups()]) if span is not None else ()
        last = span if span is not None and names else found
        shown = last.group().rstrip(" .)")
        own = _figures(bare(found.group()), found.group())
        stem = out[0].names[0].rstrip("abcdefghijklmnopqrstuvwxyz") if found.group()[0].islower() and out else ""
        out.append(Number(last.start(), last.start() + len(shown), names or (stem + own,)))
        start = last.end()
    return tuple(out)


def bare(number: str) -> str:
    """ "1.)" as "1", "2 a" as "2a"."""
    return "".join(number.split()).strip(".()").casefold()


def _figures(name: str, printed: str) -> str:
    """ "iii", printed "III.", as "3"; any other number as it is, "I 2" as "i.2"."""
    if printed[:1] not in "IVXABCDEFGH":
        return name
    below = name.lstrip("ivxabcdefgh.")
    block = name[: len(name) - len(below)].rstrip(".")
    return f"{block}.{below}" if below else str(roman(block.upper()) or name)


def _between(first: str, last: str) -> tuple[str, ...]:
    """Return all numbers of a range; none if it is no range.

    >>> _between("2", "4"), _between("1a", "1c"), _between("1.1", "1.3"), _between("1.2", "2.1")
    (('2', '3', '4'), ('1a', '1b', '1c'), ('1.1', '1.2', '1.3'), ())
    """
    if first[-1].isalpha():
        names = tuple([first[:-1] + chr(code) for code in range(ord(first[-1]), ord(last[-1]) + 1)])
        return names if first[:-1] == last[:-1] and len(names) > 1 else ()
    (stem, _, start), (other, _, end) = first.rpartition("."), last.rpartition(".")
    if stem != other or not end.isdecimal() or int(start) >= int(end):
        return ()
    return tuple([f"{stem}.{number}" if stem else str(number) for number in range(int(start), int(end) + 1)])


def is_head(unit: Unit) -> bool:
    """Return whether a line only says that an answer follows: "Antwort", "Antwort des Bezirksamts vom 12.05.2021"."""
    if unit.label(HEADING, "answers") is not None:
        return True
    text = unit.text.strip("*# _")
    if len(text) > LONGEST_HEAD or (unit.label(TYPE, "answer") is None and text[:1] not in "ABSDUMTW"):
        return False
    return _HEAD.fullmatch(text) is not None


def inline_head(text: str) -> int:
    """Return where the answer begins behind "Antwort:" on its line; 0 if none does."""
    found = _INLINE.match(text) if text[:1] in "ABUM" else None
    return found.end() if found is not None else 0


_CAPTION = compiled(r"(?:(?:Ihre|Die)\s)?(?:\w{2,20}\s)?Frage(?:stellung)?\s?:\s(?=\S)")


def caption_end(text: str) -> int:
    """Return where a question begins behind its caption: "Ihre Frage: Wie alt sind die Stege?"; 0 if it has none."""
    found = _CAPTION.match(text)
    return found.end() if found is not None else 0
