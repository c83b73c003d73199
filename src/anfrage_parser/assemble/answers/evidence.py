"""Weigh whether a paper answers an inquiry: whose inquiry it speaks of, who speaks to whom, what stands below the questions."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from anfrage_parser.assemble.answers.asked import regions
from anfrage_parser.assemble.answers.between import answer_begin
from anfrage_parser.assemble.answers.frame import signs_for_office
from anfrage_parser.assemble.answers.office import is_office
from anfrage_parser.assemble.answers.reply_sentence import is_reply, says_answer
from anfrage_parser.assemble.evidence import weigh_signs
from anfrage_parser.assemble.prose import ends_sentence
from anfrage_parser.assemble.sentences import sentences
from anfrage_parser.label.text_rules import has_any
from anfrage_parser.model import BODY, CLOSING, FIELD, GROUP, HEADING, LEAD_IN, NAME, SALUTATION, SIGNED, TYPE, Role, Unit
from anfrage_parser.text.answer_marks import inline_head, is_head, mark
from anfrage_parser.text.clean import join
from anfrage_parser.text.patterns import compiled

ENOUGH = 6
"""Weight from which a paper answers an inquiry."""

HEAD_LINES, LETTERHEAD, END_LINES = 40, 20, 10
"""Lines of a head, of a letterhead, and of an end that are looked at."""

SHORT = 60
"""Characters of a line of a letterhead or a signature."""

LONG = 40
"""Characters of a line that says something, even where its sentence goes on below it."""


class Sign(NamedTuple):
    """Words that speak for an answer, or against it. They count once, however often they stand there."""

    weight: int
    reason: str
    """What a paper with such words does."""
    words: re.Pattern[str]


_ASKS = compiled(
    r"\b(?:[Ww]ir|[Ii]ch)\s(?:[\wäöüß,()-]{1,30}\s){0,6}?frag(?:en|e)\b|\b[Ff]rag(?:en\swir|e\sich)\b"
    r"|\b[Bb]itte[nt]?\s(?:ich|wir|die)\b[^.?]{0,120}\b(?:Beantwortung|Antwort|Auskunft|Mitteilung|beantworten|Stellungnahme)\b"
    r"|\b(?:[Ii]ch|[Ww]ir)\sbitten?\b[^.?]{0,120}\b(?:Beantwortung|Antwort|Auskunft|beantworten)\b"
    r"|\b[Ff]raktion(?:en)?\s(?:[\wäöü/-]{1,20}\s){0,3}?fragt?\b[^.?]{0,40}:"
    r"|\bum\s(?:[\wäöü]{3,20}\s){0,2}(?:Beantwortung|Auskunft)\s[^.?]{0,60}(?:gebeten|bitten)"
    r"|\bfolgende[nr]?\s(?:An)?[Ff]ragen?\b[^.?]{0,60}(?:zu\sbeantworten|gebeten|stellen)|\b(?:richte|stelle)n?\s(?:ich|wir)\b"
)
"""What somebody says who asks."""

_ASKER = compiled(r"\b(?:[Ww]ir|[Ii]ch|[Uu]nsere|[Mm]eine|gebeten|wissen|fragt|[Bb]itte[nt]?)\b")
"""What stands where somebody announces questions of his own."""

NAMES_INQUIRY = compiled(
    r"\b(?:[Zz]u[rm]?|[Aa]uf|de[rs]|einer|Ihrer?|die|betr\S{0,10}|Frage)\s(?:[A-Za-zÄÖÜäöüß-]{1,30}\s){0,3}?\w{0,20}[Aa]nfragen?\b|"
    r"(?:\A|\()[A-Za-zäöü]{0,20}[Aa]nfrage\b|\b(?:[Zz]u|[Aa]uf|der)\s(?:den\s|die\s)?Fragen\s(?:der|des|von|aus)\b|"
    r"(?:[0-9]|\bBezug\s?:|\baus|[:,])\s{1,40}[Aa]nfrage\b|\b[Aa]n\s?t\s?w\s?o\s?r\s?t\b.{0,60}\b[Ff]rage|\bFragenkatalog\b",
    needs=("nfrage", "Frage", "frage"),
)
""" "zur Anfrage", "auf die Kleine Anfrage", "Anfrage: FW", "Antwort zu Frage 1"."""

OTHER_PAPER = compiled(
    r"\b(?:[Zz]um|[Zz]u\s(?:dem|Ihrem)|[Aa]uf\s(?:den|Ihren)|des|Ihr)\s(?:[A-Za-zÄÖÜäöüß-]{1,30}\s){0,3}?\w{0,20}[Aa]ntrag(?:e?s)?\b",
    needs=("ntrag",),
)
""" "Stellungnahme zum Antrag": no inquiry is answered."""

TELLS_WHO_ASKED = compiled(
    r"\b(?:fragte[n]?|bat(?:en)?\s(?:um|darum)|erkundigte[n]?|hinterfragte|(?:möchte|wollte)\swissen)\b"
    r"|\bha(?:t|ben)\b[^.?]{0,120}\b(?:gefragt|nachgefragt|angefragt|(?:[Ff]ragen?|\w{0,20}[Aa]nfragen?)\b[^.?]{0,60}\b(?:gestellt|gerichtet|eingereicht))\b"
)
""" "Ratsherr Tönnies fragte, …", "Die SPD-Fraktion hat drei Fragen gestellt."."""

_READERS_INQUIRY = compiled(
    r"\b(?:Ihre|Eure)[rn]?\s(?:[\w./-]{2,24}\s){0,3}?(?:\w{0,20}[Aa]nfragen?|Fragen?|Fragestellungen)\b"
    r"|\bvon\sIhnen\s(?:\w{3,20}\s){0,2}(?:gestellten|aufgeworfenen|übersandten)|\bIhnen\sgestellten\b"
    r"|\bSie\shaben\s[^.?]{0,80}\b(?:Fragen?\s(?:gestellt|gerichtet|übersandt)|gefragt|angefragt)",
    needs=("Ihre", "Eure", "Ihnen", "Sie"),
)

_READERS_LETTER = compiled(r"\bIhr\s(?:Schreiben|Brief)\b|\bIhre\s(?:E-?Mail|Nachricht)\b", needs=("Ihr",))

_PUTS_OFF = compiled(
    r"\bZwischen(?:bescheid|nachricht|antwort)\b|\babschließende[nr]?\s(?:Antwort|Beantwortung|Stellungnahme)\b"
    r"|\b[Nn]och\snicht\s(?:\w{2,20}\s)?(?:beantworte[nt]|möglich)\b|\b[Uu]naufgefordert\b|\bFristverlängerung\b"
    r"|\b(?:[Ee]rst|[Ff]rühestens)\s(?:im|in|nach|am|ab|bis)\b[^.]{0,60}\b(?:antworten|beantworte[nt]|möglich)\b"
    r"|\b[Ww]erden?\s(?:ich|wir)\b[^.]{0,80}\b(?:antworten|beantworten|nachreichen|zukommen)\b",
    needs=("Zwischen", "abschließende", "och", "naufgefordert", "Fristverlängerung", "rst", "rühestens", "erde"),
)

_OWN_INQUIRY = compiled(r"\b(?:[Uu]nsere|[Mm]eine)[rn]?\s(?:\w{3,20}\s){0,2}?(?:\w{0,20}[Aa]nfragen?|Fragen?)\b", needs=("nsere", "eine"))

_IN_TEXT = (
    Sign(3, "speaks of its reader's inquiry", _READERS_INQUIRY),
    Sign(1, "speaks of its reader's letter", _READERS_LETTER),
    Sign(1, "tells who asked", TELLS_WHO_ASKED),
    Sign(2, "puts its answer off", _PUTS_OFF),
    Sign(-4, "speaks of its author's inquiry", _OWN_INQUIRY),
)
"""Words anywhere in a paper."""

_NAMES_ANSWER = compiled(
    r"(?:\A(?:Betreff:\s|Betr\.:?\s)?|\bhier:\s?)(?:(?:Schriftliche|Mündliche|Gemeinsame|Ergänzende|Vorläufige|Erste)\s)?"
    r"(?:Antwort|Beantwortung|Stellungnahme|Erwiderung|Rückmeldung|Zwischen(?:bescheid|nachricht|antwort|bericht|stand)|Auskunft|Antwortschreiben|"
    r"Sachstands?(?:bericht|mitteilung))\b(?![^.]{0,60}\b(?:erbeten|erwünscht|bis|gewünscht))(?!.{0,140}\.\Z)|\s[-–]\s(?:Antwort|Stellungnahme)\Z",
)

_NAMES_INFORMATION = compiled(
    r"\A(?:[A-ZÄÖÜ][\wäöü]{2,20}\s)?(?:Mitteilung|Mitteilungsvorlage|Informationsvorlage|Information|Bericht|Berichtsvorlage|Vermerk|"
    r"Protokollnotiz|Kenntnisgabe|Prüfergebnis|Unterrichtung|Bekanntgabe)\b"
)

_IN_HEAD = (
    Sign(3, "names itself an answer", _NAMES_ANSWER),
    Sign(1, "names itself a piece of information", _NAMES_INFORMATION),
    Sign(1, "names an inquiry", NAMES_INQUIRY),
    Sign(-8, "names a motion", OTHER_PAPER),
)
"""Words of a line of the head."""

_SAYS = compiled(
    r"\b(?:[Aa]ntworten?|beantworten?|beantwortet|antwortet|Auskunft|Stellung|eingehe|Folgendes)\b|\bteil(?:e|en|t)\b[^.?]{0,100}\bmit\b|\bwie\sfolgt\b",
    needs=("ntwort", "Auskunft", "Stellung", "eingehe", "Folgendes", "teil", "folgt"),
)
""" "gebe ich folgende Auskunft", "teilt … mit": what somebody says who answers."""

_SPEAKER = compiled(
    r"\b(?:[Ii]ch|[Ww]ir|Ihnen|[Dd]ie\s(?:\w{0,20}[Vv]erwaltung)|[Dd]er\s(?:Magistrat|Senat|Fachbereich|\w{0,20}[Bb]ürgermeister|Landrat|Kreisausschuss)|"
    r"[Dd]as\s(?:\w{0,20}[Aa]mt|Dezernat|Referat|Ministerium)|[Ff]achbereich|erhalten\sSie|wird|werden)\b"
)
""" "ich", "die Verwaltung": who says so."""

_NOT_SAID = compiled(
    r"\?|\b(?:[Uu]ns|[Mm]ir|[Uu]nsere[rn]?|[Mm]eine[rn]?|möge|bitte[nt]?|gebeten|sollen?|zu\sbeantworten|fragen?\s(?:ich|wir))\b|\bnoch\skeine\b|\bum\b[^.]{0,40}\bAntwort"
)
""" "uns", "zu beantworten": what is said of an answer by those who wait for it."""

_GREETS_OFFICE = compiled(r"bürgermeister|landr[aä]t|dezernent|minister|präsident|vorsteher|verwaltung|damen\sund\sherren", re.IGNORECASE)
_GREETS_ASKER = compiled(
    r"\b(?:stadtr[aä]t|rats|kreisr[aä]t|abgeordnet|fraktion|gemeinder[aä]t|mitglied|stadtverordnet|bezirksverordnet|kolleg)", re.IGNORECASE
)
_OF_ASKERS = compiled(r"fraktion|stadtverordnete|ratsmitglied", re.IGNORECASE)


def answers_by_evidence(units: Sequence[Unit]) -> bool:
    """Return whether more speaks for an answer to an inquiry than for any other kind of paper."""
    for unit in units:
        if LEAD_IN in unit.roles and _ASKER.search(unit.text) is not None and not says_answer(unit.text):
            return False
    if _is_headed_by_askers(units):
        return False
    text = join(unit.text for unit in units)
    if not has_any(text, ("frage", "Frage", "Antwort", "Beantwortung")):
        return False
    found = weigh(units, text)
    if found < ENOUGH:
        return False
    others = weigh_signs(units, text)
    return found - max((weight for kind, weight in others.items() if kind != "inquiry"), default=0) >= ENOUGH


def _is_headed_by_askers(units: Sequence[Unit]) -> bool:
    """Return whether a paper begins as an inquiry of members: "Schriftliche Anfrage", "des Abgeordneten Emil Brandtner (SPD)"."""
    named = next((at for at, unit in enumerate(units[:HEAD_LINES]) if TYPE in unit.roles), len(units))
    return named + 1 < len(units) and units[named].label(TYPE, "inquiry") is not None and Role.MEMBER in units[named + 1].roles


def weigh(units: Sequence[Unit], text: str) -> int:
    """Return what the words and the form of a paper say for an answer to an inquiry."""
    greeted = next((at for at, unit in enumerate(units[:HEAD_LINES]) if SALUTATION in unit.roles), None)
    asked = next((at for at, unit in enumerate(units) if "?" in unit.text), len(units))
    head = units[: max(min(asked, HEAD_LINES if greeted is None else greeted), 1)]
    found = sum(sign.weight for sign in _IN_TEXT if sign.words.search(text) is not None)
    found += sum(sign.weight for sign in _IN_HEAD if any(sign.words.search(unit.text) is not None for unit in head))
    found += _sentences(text) + _people(units, units[greeted].text if greeted is not None else "")
    return found + _form(units, text)


def _sentences(text: str) -> int:
    """What sentences say: who answers, who asks."""
    said = [text[start:end] for start, end in sentences(text)]
    answers = any(_SAYS.search(one) is not None and _SPEAKER.search(one) is not None and _NOT_SAID.search(one) is None for one in said)
    replies = any(map(is_reply, said))
    return (4 if replies else 3 * answers) - 5 * any(_ASKS.search(one) is not None for one in said)


def _form(units: Sequence[Unit], text: str) -> int:
    """What the form of a paper says: marks and headings of answers, text below each question."""
    marks = sum(mark(unit.text) is not None and "?" not in unit.text for unit in units)
    heads = sum((is_head(unit) and unit is not units[-1]) or inline_head(unit.text) > 0 for unit in units)
    found = min(marks + 1, 3) * (marks > 0) + min(heads + 1, 3) * (heads > 0)
    if "?" not in text:
        return found + 2
    asked = regions(units)
    stated = [_is_stated(region) for region in asked]
    if len(stated) > 1 and all(stated):
        return found + 3
    return found - 4 if stated and not stated[-1] else found


def answered_by_office(units: Sequence[Unit]) -> bool:
    """Return whether an office signs an inquiry in which text stands below each question: its answers were printed into it."""
    if not any(_SIGNS_ANSWER.match(unit.text) is not None for unit in units[-END_LINES:]) or _signed_by_askers(units):
        return False
    if _is_headed_by_group(units):
        return False
    stated = [_is_stated(region) for region in regions(units)]
    return len(stated) > 1 and all(stated)


_SIGNS_ANSWER = compiled(
    r"(?:\w{0,20}[Bb]ürgermeister(?:in)?|Landr[aä]t(?:in)?|Bezirksstadtr[aä]t(?:in)?|Dezernent(?:in)?|Beigeordnete[r]?|"
    r"Stadtbaur[aä]t(?:in)?|Amtsleit(?:er|erin|ung)|Fachbereichsleit(?:er|erin|ung))\Z"
)
""" "Bezirksstadtrat", alone on its line: who answers, and no councillor."""


def _is_stated(region: Sequence[Unit]) -> bool:
    """Return whether something is said below a question, that is no signature."""
    begin = answer_begin(region)
    if begin == len(region) or region[begin].is_a(SIGNED, NAME, GROUP, SALUTATION, HEADING, CLOSING, FIELD):
        return False
    return ends_sentence(region[begin].text) or len(region[begin].text) > LONG


def _people(units: Sequence[Unit], greeting: str) -> int:
    """What the people say: whose letter it is, whom it greets, who signs."""
    found = -2 if _is_headed_by_group(units) else int(any(map(_is_office, units[:LETTERHEAD])))
    if greeting:
        found += -1 if _GREETS_OFFICE.search(greeting) is not None else 2 if _GREETS_ASKER.search(greeting) is not None else 1
    if _signed_by_askers(units):
        return found - 2
    return found + any(map(signs_for_office, _end(units)))


def _is_headed_by_group(units: Sequence[Unit]) -> bool:
    """Return whether a letterhead begins with a group, above any office."""
    office = next((at for at, unit in enumerate(units[:LETTERHEAD]) if _is_office(unit)), LETTERHEAD)
    return any(map(_is_group, units[:office]))


def _is_office(unit: Unit) -> bool:
    return BODY in unit.roles or is_office(unit) or signs_for_office(unit)


def _is_group(unit: Unit) -> bool:
    return GROUP in unit.roles and TYPE not in unit.roles and len(unit.text) <= SHORT


def _end(units: Sequence[Unit]) -> list[Unit]:
    """Return the short lines at the end, below all that asks or names an answer."""
    last = max(
        (at + 1 for at, unit in enumerate(units) if "?" in unit.text or TYPE in unit.roles or mark(unit.text) is not None), default=0
    )
    return [unit for unit in units[max(last, len(units) - END_LINES, len(units) // 2) :] if len(unit.text) <= SHORT]


def _signed_by_askers(units: Sequence[Unit]) -> bool:
    return any(unit.is_a(GROUP, Role.MEMBER) or _OF_ASKERS.search(unit.text) is not None for unit in _end(units))
