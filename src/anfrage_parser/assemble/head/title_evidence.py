"""What speaks for a title and against it: its words, what it looks like, and what only menus, pages and sentences say."""

from collections.abc import Sequence
from typing import NamedTuple

from anfrage_parser.assemble.head.headline import read_session
from anfrage_parser.assemble.ledger import Slice
from anfrage_parser.assemble.prose import FOOTNOTE_MARK, ends_open, states
from anfrage_parser.assemble.sentences import sentences
from anfrage_parser.label.text_rules import has_any
from anfrage_parser.model import NAME, Piece, Unit
from anfrage_parser.text.menus import is_menu
from anfrage_parser.text.patterns import compiled

AGAIN = 2.0
"""What it is worth that all of its words come again in the text."""

NO_TITLE = -8.0
"""What it costs to be a number, a menu's word or the rest of one."""

SENTENCE = -5.0
"""What it costs to be a sentence."""

SHORT_SENTENCE, MOTTO = -2.0, 4
"""What it costs to be one of a few words, as "Wasser ist Leben."; blanks of a longer one."""


PEOPLE = -3.0
"""What it costs to be a name and an office, or an office alone: "Eva Muster⏎Gemeinderätin"."""


class Candidate(NamedTuple):
    """What may be the title."""

    text: str
    slices: Sequence[Slice]
    rule: str
    weight: float
    piece: Piece | None = None
    """The value, if it was claimed when the head was read."""


def evidence(row: Candidate, text: str) -> float:
    """What speaks for a title and against it, whatever its place is; `text` is the letter's, case-folded."""
    own = stems(row.text)
    points = AGAIN * sum(_begins_word(stem, text) for stem in own) / len(own) if own else 0.0
    if _says_nothing(row) or row.text[0] in "&+|/" or _is_page_note(row.text) or _REMARK.fullmatch(row.text):
        return NO_TITLE
    if row.rule != "field:title" and (_names_office(row.text) or _is_caption(row)):
        return NO_TITLE
    points += PEOPLE if _is_people(row) else 0.0
    if row.rule != "field:title":
        points += SENTENCE if row.text.endswith(":") else 0.0
        if is_sentence(row.text):
            points += SENTENCE if row.text.count(" ") >= MOTTO else SHORT_SENTENCE
        session = read_session(row.text, search=True)
        if session is not None and session[1] and session[0] == len(row.text):
            points += SENTENCE  # "in die Sitzung des Rates am 17.04.2013"
    return points


def _is_caption(row: Candidate) -> bool:
    """Return whether a text waits for what stands beside it on its line: "Gedruckt am   12.02.2024"."""
    unit, _, end = row.slices[-1] if row.slices else (None, 0, 0)
    return unit is not None and bool(unit.line.text[end:].strip()) and ends_open(row.text)


def _is_people(row: Candidate) -> bool:
    """Return whether every line is a name or an office, and one an office."""
    labels = [unit.label(NAME) for unit, _, _ in row.slices]
    return any(label is not None and label.key == "role" for label in labels) and None not in labels


def _names_office(text: str) -> bool:
    """Return whether a text only names a council, an office, or to whom something is addressed."""
    if _is_body(text) or (text[0] in "faizIA" and _FOR_COUNCIL.match(text)) or _is_in_council(text):
        return True
    return has_any(text, _OF_OFFICES) and (DEPARTMENT.fullmatch(text) or _PARLIAMENT.fullmatch(text) or _SEAT.fullmatch(text)) is not None


_SEAT = compiled(
    r"(?:(?:Stadt|Gemeinde|Kreis|Orts|Ortschafts|(?:Verbands|Samt)gemeinde|Bezirks|Amts|Markt)verwaltung|(?:Ober)?[Bb]ürgermeisteramt|Landratsamt|"
    r"(?:Bezirks|Kreis|Stadt)rathaus)(?:\s(?:der\s(?:Stadt|Gemeinde)\s)?[A-ZÄÖÜ][\w-]{1,30}){0,3}"
)
""" "Ortschaftsverwaltung Auental", "Bürgermeisteramt", on top of a letter or of its address."""


_REMARK = compiled(r"(?:Allgemeine\s)?Vorbemerkung(?:en)?(?:\s\S.{2,110})?:?")
""" "Vorbemerkung der Landesregierung", over what an office says before it answers."""

_OF_OFFICES = (
    "eferat",
    "Abt",
    "Büro",
    "ezernat",
    "inisterium",
    "kanzlei",
    "Fach",
    "Geschäftsb",
    "Sachg",
    "Stabs",
    "Amt",
    "amt",
    "Senatsv",
    "Behörde",
    "verwaltung",
    "rathaus",
    "andtag",
    "LANDTAG",
    "ürgerschaft",
    "ÜRGERSCHAFT",
)


_PARLIAMENT = compiled(r"[A-ZÄÖÜ]\w{3,20}(?:er|ER|e|E)\s(?:Landtag|LANDTAG|Bürgerschaft|BÜRGERSCHAFT)")
""" "HESSISCHER LANDTAG", on top of a paper."""


def _says_nothing(row: Candidate) -> bool:
    """Whether a title is no word, or a menu's; a labelled one may be about another paper: "Zu 12/2023"."""
    if row.rule == "field:title" and _OTHER_PAPER.fullmatch(row.text):
        return False
    return not WORD.search(row.text) or is_menu(row.text)


_OTHER_PAPER = compiled(r"[Zz]u[mr]?\s(?:\S{1,20}\s){0,2}?\S{0,12}[0-9]{1,6}[/-][0-9]{2,4}")


def is_sentence(text: str) -> bool:
    """Return whether a text is a sentence, or several: "Am Hafen fehlt seit dem Winter der Belag."."""
    if len(sentences(text)) > 1 and text.endswith((".", "?")) and len(text.split()) > 8:
        return True
    bare = FOOTNOTE_MARK.sub("", text)
    return bare.endswith(".") and (states(bare) or len(text.split()) >= 8)


_FOR_COUNCIL = compiled(
    r"(?:für|an|in|im|zum|zur)\s(?:(?:den|die|der|das)\s)?[A-ZÄÖÜ]|(?:In|An)\s(?:den|die)\s(?:\w{0,20}(?:[Rr]at|[Aa]usschuss|[Vv]ertretung|[Vv]ersammlung|[Kk]reistag))\b"
)
""" "für den Rat der Stadt Auental", the rest of a headline; "In den Stadtbezirksrat Nord", to whom an answer goes."""


def _is_body(text: str) -> bool:
    return has_any(text, _OF_BODIES) and _BODY_NAME.fullmatch(text) is not None


_OF_BODIES = ("tadt", "erband", "emeinde", "reis", "ezirk", "egion", "LVR", "LWL")

_BODY_NAME = compiled(
    r"(?:(?:[A-ZÄÖÜ]\w{2,20}-?|und|der)\s){0,3}(?:\w{0,20}(?:[Ss]tadt|[Vv]erband|[Gg]emeinde|[Kk]reis|[Bb]ezirk|[Rr]egion)|LVR|LWL)"
    r"(?:\s(?:am|an|der|in|im|[A-ZÄÖÜ][\w/.-]{1,25})){0,4}",
    needs=("tadt", "erband", "emeinde", "reis", "ezirk", "egion", "LVR", "LWL"),
)
""" "Bezirksverband Pfalz", "Universitäts- und Hansestadt Greifswald Bürgerschaft": whose paper it is."""

DEPARTMENT = compiled(
    r"(?!Ehrenamt)[A-ZÄÖÜ]\w{2,30}(?:referat|dezernat|ministerium|kanzlei|amt)\b"
    r"|(?:Abteilung|Abt\.|Büro|Referat|Dezernat|Fachbereich|Fachdienst|Geschäftsbereich|Sachgebiet|Stabsstelle|Amt|Bezirksamt|Senatsverwaltung|Behörde|(?:Staats)?[Mm]inisterium)"
    r"(?:\s(?:für|und|von|der|des|[A-ZÄÖÜ0-9][\w,./-]{0,30})){1,8}"
)
""" "Mobilitätsreferat", "Fachbereich Tiefbau", "Bezirksamt Neuenaue von Berlin": the office of a letterhead."""


def _is_in_council(text: str) -> bool:
    return ("im " in text or "in der " in text) and _IN_COUNCIL.search(text) is not None


_IN_COUNCIL = compiled(
    r"\b(?:im\s(?:Rat|Stadtrat|Gemeinderat|Kreistag|Ortsrat|Beirat)|in\sder\s\w{4,20}(?:vertretung|versammlung))\b(?:\s\S{1,20}){0,4}\Z",
    needs=("Rat", "rat", "Kreistag", "vertretung", "versammlung"),
)
""" "im Rat der Stadt Auental", what is left of a group's letterhead."""

_PAGE_NOTE = compiled(
    r"[0-9]{1,2}\.[0-9]{1,2}\.[0-9]{2,4}(?:,?\s[0-9]{1,2}[:.][0-9]{2}\b|\s?[|·•]\s)|"
    r"(?:[xX]\s)?(?:(?:nicht\s?)?öffentlich\b[\s|/xX]{0,40}){1,2}\Z|"
    r"(?:Bild|Foto|Grafik|Quelle|Autor(?:in)?|Stand)\s?:|"
    r"(?:Veröffentlicht|Geschrieben|Erstellt|Gepostet)\s(?:am|von|um)\b",
    needs=(".", ":", "öffentlich", "Geschrieben", "Erstellt", "Gepostet"),
)
_ADDRESS = compiled(r"\b(?:www\.|https?:|@)")
""" "Foto: Eva Muster", "Veröffentlicht am 3. Mai", "03.05.2024 | Soziales", "X öffentlich   nichtöffentlich": what pages
and forms say around a text."""


def _is_page_note(text: str) -> bool:
    return _PAGE_NOTE.match(text) is not None or (has_any(text, _OF_ADDRESSES) and _ADDRESS.search(text) is not None)


_OF_ADDRESSES = ("www.", "http", "@")

_LETTERS = compiled(r"[^\W\d_]{1,40}")

_STOP = frozenset(
    """eine einer eines einem einen oder sowie nach über unter gegen ohne beim vom zur zum für durch aktueller stand sachstand thema anfrage
    fragen stadt gemeinde kreis verwaltung""".split()
)

LEAST_STEM, STEM = 4, 6
"""Fewest letters of a word that is compared, and letters in which it is compared."""


def stems(text: str) -> frozenset[str]:
    """Return the beginnings of the words of a text that say what it is about."""
    return frozenset(w[:STEM] for w in _LETTERS.findall(text.casefold()) if len(w) >= LEAST_STEM and w not in _STOP)


def _begins_word(stem: str, text: str) -> bool:
    """Whether a word of a case-folded text has this stem; the words are not taken apart, which would take longer than all else."""
    at = text.find(stem)
    while at >= 0:
        end = at + len(stem)
        if not text[at - 1 : at].isalpha():
            while text[end : end + 1].isalpha():
                end += 1
            if (end == at + len(stem) or len(stem) == STEM) and text[at:end] not in _STOP:
                return True
        at = text.find(stem, end)
    return False


WORD = compiled(r"[^\W\d_]{3}")
"""What a title has; "13...Ma1" has none."""


def is_note(group: Sequence[Unit]) -> bool:
    """A remark in the head that is no title: "- Bitte austauschen -", "(Kopie)"."""
    text = group[0].text
    if text[0].islower():
        return True
    return len(group) == 1 and ((text[0] in "-–(*" and not (text[0] == text[-1] == "*")) or (len(text) < 12 and text.endswith(":")))


def looks(group: Sequence[Unit]) -> tuple[float, bool]:
    """How much a paragraph looks like a title: the size of its letters in points, whether it is bold; what a pen wrote has no size."""
    sizes = [0.0 if _is_doubtful(u) else u.line.size or 0.0 for u in group]
    return round(max(sizes)), all(u.line.bold for u in group)


def _is_doubtful(unit: Unit) -> bool:
    """Whether the recognition is unsure of half of a unit's words."""
    line = unit.line
    if not line.doubts:
        return False
    first, last = line.at(unit.start) - line.start, line.at(unit.end) - line.start
    return 2 * sum(first <= start < last for start, _ in line.doubts) >= len(unit.text.split())
