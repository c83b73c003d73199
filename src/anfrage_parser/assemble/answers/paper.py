"""Answer papers: what makes a document one, and which of its numbers are those of questions."""

from collections.abc import Sequence
from itertools import pairwise

from anfrage_parser.assemble.answers.between import answer_begin
from anfrage_parser.assemble.answers.frame import signs_for_office
from anfrage_parser.assemble.answers.reference import ReferenceReader
from anfrage_parser.assemble.answers.reply_sentence import is_reply, reply_at
from anfrage_parser.assemble.answers.table import in_rows
from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.ledger import Ledger
from anfrage_parser.assemble.prose import MOST_HEADING, SHORT_HEADING, begins_as_question, ends_as_question, ends_sentence, requests
from anfrage_parser.assemble.questions.outline import Node
from anfrage_parser.assemble.retract import NAME_REACH
from anfrage_parser.conventions import Convention
from anfrage_parser.model import CLOSING, FIELD, GROUP, HEADING, ITEM, LEAD_IN, NAME, SALUTATION, SIGNED, TYPE, Unit
from anfrage_parser.text.answer_marks import bare, is_head, mark
from anfrage_parser.text.clean import join
from anfrage_parser.text.patterns import compiled

HEAD_LINES = 40
"""Lines in which an answer paper says what it is."""

LONGEST_QUESTION = 12
"""Most lines of a question that is repeated without a number."""

_TO_INQUIRY = compiled(
    r"\b(?:zu[rm]?|auf|de[rs]|einer|Ihrer?|die|betr\S{0,10}|Frage)\s(?:[A-Za-zÄÖÜäöüß-]{1,30}\s){0,3}?\w{0,20}[Aa]nfragen?\b|\A[A-Za-zäöü]{0,20}[Aa]nfrage\b|"
    r"\b(?:zu|auf|der)\s(?:den\s|die\s)?Fragen\s(?:der|des|von|aus)\b|(?:[0-9]|\bBezug\s?:|\baus)\s{1,40}[Aa]nfrage\b|\b[Aa]n\s?t\s?w\s?o\s?r\s?t\b.{0,60}\b[Ff]rage"
)
""" "zur Anfrage", "auf die Kleine Anfrage", "Anfrage: FW", "Antwort zu Frage 1"."""

_OTHER_PAPER = compiled(r"\b(?:zum|zu\sdem|auf\sden|des)\s(?:[A-Za-zÄÖÜäöüß-]{1,30}\s){0,3}?\w{0,20}[Aa]ntrag(?:e?s)?\b")
""" "Stellungnahme zum Antrag": no inquiry is answered."""


def answers_inquiry(units: Sequence[Unit]) -> bool:
    """Return whether a paper answers an inquiry: by its name, "Antwort", "Stellungnahme", by what its letter says, or by who signs it."""
    named = next((at for at, unit in enumerate(units[:NAME_REACH]) if TYPE in unit.roles), None)
    if named is not None and units[named].label(TYPE, "answer") is not None:
        above = units[:named]
        if not any("?" in unit.text or LEAD_IN in unit.roles for unit in above):
            return _is_about_inquiry(units[named:]) or _gives_answers(units[named:])
    elif named is not None and units[named].label(TYPE, "inquiry") is None:
        return units[named].label(TYPE, "other") is not None and _informs(units[named:])
    if any(_is_kind(unit) for unit in units[:NAME_REACH] if FIELD in unit.roles):
        return True
    return _replies(units) or _is_of_office(units) or _states(units) or _speaks_as_answer(units)


def _gives_answers(units: Sequence[Unit]) -> bool:
    """Return whether a paper that names itself "Antwort", and no motion, answers several questions: "Zu 1.:", "Zu 2.:"."""
    if "ntwort" not in units[0].text or any(_OTHER_PAPER.search(unit.text) is not None for unit in units[:HEAD_LINES]):
        return False
    return sum(mark(unit.text) is not None for unit in units) > 1


def _is_kind(unit: Unit) -> bool:
    """Return whether a caption of a form says that it is an answer: "Vorlage-Art: Schriftliche Antwort zur Anfrage"."""
    label = unit.label(FIELD)
    value = unit.text[label.start :].strip() if label is not None else ""
    return _KIND.fullmatch(value) is not None


_KIND = compiled(
    r"(?:(?:[Ss]chriftliche|[Mm]ündliche)\s)?(?:Antwort|Beantwortung|Stellungnahme)(?:\s(?:der|des)\s\w{3,30})?\s(?:auf|zu|zur|einer|der)\s(?:\w{2,20}\s){0,2}?\w{0,20}[Aa]nfrage\w{0,2}"
)


def _informs(units: Sequence[Unit]) -> bool:
    """Return whether a paper of another name answers an inquiry: "Mitteilung", over "zur Anfrage Nr. 15/2025", "Bericht", over "Zu 1.:"."""
    if not (_is_about_inquiry(units) or any(map(_names_inquiry, units))):
        return False
    marks = sum(mark(unit.text) is not None for unit in units)
    return marks > 1 or any(map(is_head, units)) or reply_at(units) is not None


def _names_inquiry(unit: Unit) -> bool:
    """Return whether a line is only the name of an inquiry, at the foot of a form: "Anfrage vom 03.03.2025, A 412"."""
    label = unit.label(TYPE, "inquiry")
    return label is not None and label.end < len(unit.text) <= SHORT_HEADING


def _replies(units: Sequence[Unit]) -> bool:
    """Return whether a letter says that it answers another, above all questions, or below those it quotes."""
    said = reply_at(units)
    if said is None:
        return False
    asked = next((at for at, unit in enumerate(units) if "?" in unit.text), len(units))
    if said < asked:
        return True
    between = units[asked + 1 : said]
    greeted = any(SALUTATION in unit.roles for unit in between[-GREETING_REACH:])
    return greeted and not any(unit.is_a(SIGNED, NAME, GROUP, TYPE) for unit in between)


_SPEAKS = compiled(
    r"\b(?:Beantwortung\s(?:durch|der|von)|Antwort(?:en)?\s(?:de[rs]|durch|auf\sIhre)|Stellungnahme\s(?:de[rs]|durch|zu))\s|"
    r"\bAntwortschreiben\b|\s[-–]\s(?:Antwort|Stellungnahme)\Z|\bIhre[rn]?\s(?:Anfrage|Fragen)\b.{0,60}\bdank(?:e|en)\b"
)
""" "Beantwortung durch die Verwaltung", "Vorlage 12/25 - Antwort", "für Ihre Anfrage danke ich": what only says who speaks."""


def _speaks_as_answer(units: Sequence[Unit]) -> bool:
    """Return whether a paper speaks as an answer above its first question, and text stands below each one, the last too."""
    asked = next((at for at, unit in enumerate(units) if "?" in unit.text), 0)
    above = [unit.text for unit in units[:asked] if "Ihre" in unit.text or not ends_sentence(unit.text.rstrip(":"))]
    said = any(_SPEAKS.search(text) is not None and _ASKS.search(text) is None for text in above)
    regions = _regions(units) if said else []
    begins = [answer_begin(region) for region in regions]
    if len(regions) < LEAST_HEADS or not all(begin < len(region) for begin, region in zip(begins, regions, strict=True)):
        return False
    return not regions[-1][begins[-1]].is_a(SIGNED, NAME, GROUP, SALUTATION, HEADING, CLOSING)


def _regions(units: Sequence[Unit]) -> list[Sequence[Unit]]:
    """Return the lines of each numbered question, with those below it."""
    items = [at for at, unit in enumerate(units) if ITEM in unit.roles and not unit.label(ITEM, "bullet") and _item_asks(units, at)]
    return [units[start:end] for start, end in pairwise([*items, len(units)])]


def _states(units: Sequence[Unit]) -> bool:
    """Return whether an answer is named, and announced on a line of its own, above all questions: "Stellungnahme des Magistrats"."""
    above = units[: next((at for at, unit in enumerate(units) if "?" in unit.text), 0)]
    named = next((at for at, unit in enumerate(above) if unit.label(TYPE, "answer") is not None), len(above))
    return any(is_reply(unit.text) for unit in above[named:])


GREETING_REACH = 6
"""Lines above the sentence by which a letter replies in which it greets."""


def _is_of_office(units: Sequence[Unit]) -> bool:
    """Return whether an office signs a paper in which several questions are answered, and nobody asks in it."""
    heads = [unit for unit in units if TYPE in unit.roles and unit.label(TYPE, "answer") is not None]
    if len(heads) < LEAST_HEADS or any(LEAD_IN in unit.roles and _ASKS.search(unit.text) for unit in units):
        return False
    end = units[-END_REACH:]
    return any(signs_for_office(unit) for unit in end) and not any(GROUP in unit.roles for unit in end)


LEAST_HEADS, END_REACH = 2, 8
"""Fewest headings of answers, and last lines in which somebody signs."""

_ASKS = compiled(r"\b(?:frag(?:e|en|t)|bitte[nt]?|gebeten|ersuch\w{2,4})\b")


def _is_about_inquiry(units: Sequence[Unit]) -> bool:
    """Return whether an answer says that it is one to an inquiry, and not to a motion."""
    for unit, below in zip(units[:HEAD_LINES], [*units[1:HEAD_LINES], units[0]], strict=False):
        hyphened = unit.text.endswith("-")  # "zur gemeinsa-⏎men Anfrage"
        if _TO_INQUIRY.search(join((unit.text, below.text)) if hyphened else unit.text) is not None:
            return True
        if _OTHER_PAPER.search(unit.text) is not None:
            return False
    return reply_at(units[:HEAD_LINES]) is not None


def drop_lists(units: Sequence[Unit]) -> None:
    """Retract the numbers of lists in answers: items below the first question that ask nothing, nor stand over items that ask."""
    items = [at for at, unit in enumerate(units) if ITEM in unit.roles]
    asks = {at: _item_asks(units, at) for at in items}
    first = next((at for at in items if asks[at]), len(units))
    announced = _above_marks(units, items)
    heading = False
    for at, below in zip(items, [*items[1:], len(units)], strict=False):
        heads = below < len(units) and asks[below] and below - at <= MOST_HEADING and not units[at].label(ITEM, "bullet")
        heading = not asks[at] and _is_part_heading(units, at) and (heading or ends_as_question(units[at - 1].text))
        if at > first and not asks[at] and not heads and not heading and at not in announced:
            units[at].drop(ITEM, "answer-list")


def _above_marks(units: Sequence[Unit], items: Sequence[int]) -> set[int]:
    """Return the items that stand between a question's number and what announces its answer, "Zu Frage 2:": they are parts of it."""
    found: set[int] = set()
    for at, unit in enumerate(units):
        announces = mark(unit.text)
        if announces is None:
            continue
        above = [item for item in items if at - LONGEST_QUESTION <= item < at]
        named = {name for number in announces.numbers for name in number.names}
        start = next((item for item in reversed(above) if bare(_number(units[item])) in named), at)
        if not any(mark(between.text) for between in units[start + 1 : at]):
            found.update(item for item in above if item > start)
    return found


def _number(unit: Unit) -> str:
    label = unit.label(ITEM)
    return label.marker.label if label is not None and label.marker is not None else ""


def _is_part_heading(units: Sequence[Unit], at: int) -> bool:
    """Return whether an item only names a part of the question above, over what answers it: "a. bei den städtischen Kitas"."""
    unit = units[at]
    apart = at + 1 < len(units) and units[at + 1].gap > 0 and ITEM not in units[at + 1].roles
    return apart and unit.label(ITEM, "bullet") is None and len(unit.text) <= SHORT_HEADING and not ends_sentence(unit.text)


def _item_asks(units: Sequence[Unit], at: int) -> bool:
    """Return whether an item asks before its paragraph ends, or, where no question mark does, by its first words."""
    label = units[at].label(ITEM)
    own = units[at].text[label.start :].strip() if label is not None else ""
    for line, unit in enumerate(units[at : at + LONGEST_QUESTION]):
        if line and (unit.gap or ITEM in unit.roles):
            break
        if "?" in unit.text:
            return True
    return begins_as_question(own) or requests(own[:MOST_REQUEST])


MOST_REQUEST = 80
"""Characters at the beginning of an item that requests something: "Bitte listen Sie die Kosten auf."."""


def repeated(tops: Sequence[Node], units: Sequence[Unit]) -> list[Node]:
    """Return the numbered items if they are questions that the paper repeats; none if they are a list in an answer."""
    starts = [node.unit.index for node in tops]
    ends = [min(end, start + LONGEST_QUESTION) for start, end in zip(starts, [*starts[1:], len(units)], strict=False)]
    asked = sum(any("?" in unit.text for unit in units[start:end]) for start, end in zip(starts, ends, strict=True))
    return list(tops) if asked * 2 >= len(tops) else []


def prepared(units: Sequence[Unit], ledger: Ledger, draft: Draft, convention: Convention) -> list[Unit]:
    """Return the units without the lines that name the inquiry, and with the numbers of questions only."""
    flow = in_rows(ReferenceReader(ledger, draft, convention).read(units), ledger)
    drop_lists(flow)
    return flow


def answered_in_turn(units: Sequence[Unit]) -> bool:
    """Return whether most questions have text of an answer right below them; else the answers stand behind all questions."""
    regions = _regions(units)[:-1]
    return len(regions) > 1 and sum(answer_begin(region) < len(region) for region in regions) * 2 > len(regions)


def first_answer(units: Sequence[Unit]) -> int:
    """Return the index of the first line that names what is answered: no head goes on behind it."""
    return next((at for at, unit in enumerate(units) if mark(unit.text) is not None), len(units))


def last_answer(units: Sequence[Unit]) -> int:
    """Return the index behind the last line that asks or names what is answered."""
    return max((at + 1 for at, unit in enumerate(units) if "?" in unit.text or mark(unit.text) is not None or is_head(unit)), default=0)
