"""Answer papers: what makes a document one, and which of its numbers are those of questions."""

from collections.abc import Sequence

from anfrage_parser.assemble.answers.frame import without_notices
from anfrage_parser.assemble.answers.reference import ReferenceReader
from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.ledger import Ledger
from anfrage_parser.assemble.prose import begins_as_question, requests
from anfrage_parser.assemble.questions.outline import Node
from anfrage_parser.assemble.retract import NAME_REACH
from anfrage_parser.conventions import Convention
from anfrage_parser.model import ITEM, LEAD_IN, SALUTATION, TYPE, Unit
from anfrage_parser.text.answer_marks import is_head, mark
from anfrage_parser.text.patterns import compiled

HEAD_LINES = 40
"""Lines in which an answer paper says what it is."""

LONGEST_QUESTION = 12
"""Most lines of a question that is repeated without a number."""

_TO_INQUIRY = compiled(
    r"\b(?:zu[rm]?|auf|de[rs]|Ihrer?|die|betr\S{0,10}|Frage)\s(?:[A-Za-zÄÖÜäöüß-]{1,30}\s){0,3}?\w{0,20}[Aa]nfragen?\b|\A[A-Za-zäöü]{0,20}[Aa]nfrage\b|"
    r"\b[Aa]n\s?t\s?w\s?o\s?r\s?t\b.{0,60}\b[Ff]rage"
)
""" "zur Anfrage", "auf die Kleine Anfrage", "Anfrage: FW", "Antwort zu Frage 1"."""

_OTHER_PAPER = compiled(r"\b(?:zum|zu\sdem|auf\sden|des)\s(?:[A-Za-zÄÖÜäöüß-]{1,30}\s){0,3}?\w{0,20}[Aa]ntrag(?:e?s)?\b")
""" "Stellungnahme zum Antrag": no inquiry is answered."""

_REPLIES = compiled(
    r"\b(?:[Ii]hr|[Ee]ur|[Dd]ein)(?:e[mnrs]?)?\s(?:(?!unser|mein|Antwort)[\w./-]{1,30}\s){0,4}?\w{0,20}(?:[Aa]nfrage|[Ff]ragen?|[Ss]chreiben|Anliegen)\b"
    r"[^?]{0,160}?(?:\b(?:teil|beantwort|antwort|nehm|bericht)en?\s(?:ich|wir)\b|\bwie\sfolgt\b|\bIhnen\s(?:\w{1,20}\s){0,2}mit(?:teilen|zuteilen)\b)"
    r"|\b[Aa]nfrage\b[^?]{0,120}?\b(?:nimmt|beantwortet)\s(?:die|der|das)\s[^?]{3,60}?\s(?:wie\sfolgt|Stellung)\b"
)
""" "Ihre Anfrage vom 3. Mai beantworte ich wie folgt", "zu Ihrer Ratsanfrage teile ich Ihnen … mit"."""

_HINTS = ("wie folgt", "antwort", "Stellung", "mitteilen", "mitzuteilen", "eile ich", "eilen wir", "ehme ich", "ehmen wir", "erichte")
"""One of these stands in every sentence by which a letter replies."""


def replies(units: Sequence[Unit]) -> bool:
    """Return whether lines say that they answer another letter: "Ihre Anfrage beantworte ich wie folgt"."""
    text = " ".join([unit.text for unit in units])
    return any(hint in text for hint in _HINTS) and _REPLIES.search(text) is not None


def answers_inquiry(units: Sequence[Unit]) -> bool:
    """Return whether a paper answers an inquiry: by its own name, "Antwort", "Stellungnahme", or by a sentence of its letter."""
    named = next((unit for unit in units[:NAME_REACH] if TYPE in unit.roles), None)
    if named is not None and named.label(TYPE, "answer") is not None:
        above = units[: units.index(named)]
        return not any("?" in unit.text or LEAD_IN in unit.roles for unit in above) and _is_about_inquiry(units[len(above) :])
    if named is not None and (named.label(TYPE, "inquiry") is None or not any(SALUTATION in unit.roles for unit in units[:NAME_REACH])):
        return False  # "Anfrage der SPD" names what a letter answers, too
    asked = next((at for at, unit in enumerate(units) if "?" in unit.text), len(units))
    return replies(units[: min(asked, HEAD_LINES)])


def _is_about_inquiry(units: Sequence[Unit]) -> bool:
    """Return whether an answer says that it is one to an inquiry, and not to a motion."""
    for unit in units[:HEAD_LINES]:
        if _TO_INQUIRY.search(unit.text) is not None:
            return True
        if _OTHER_PAPER.search(unit.text) is not None:
            return False
    return replies(units[:HEAD_LINES])


def drop_lists(units: Sequence[Unit]) -> None:
    """Retract the numbers of lists in answers: items below the first question that ask nothing, nor stand over items that ask."""
    items = [at for at, unit in enumerate(units) if ITEM in unit.roles]
    asks = {at: _item_asks(units, at) for at in items}
    first = next((at for at in items if asks[at]), len(units))
    for at, below in zip(items, [*items[1:], len(units)], strict=False):
        heads = below < len(units) and asks[below] and below - at <= MOST_HEADING and not units[at].label(ITEM, "bullet")
        if at > first and not asks[at] and not heads:
            units[at].drop(ITEM, "answer-list")


MOST_HEADING = 2
"""Most lines of a heading over questions."""


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
    """Return the units without notices of print and the lines that name the inquiry, and with the numbers of questions only."""
    flow = ReferenceReader(ledger, draft, convention).read(without_notices(units, ledger))
    drop_lists(flow)
    return flow


def last_answer(units: Sequence[Unit]) -> int:
    """Return the index behind the last line that asks or names what is answered."""
    return max((at + 1 for at, unit in enumerate(units) if "?" in unit.text or mark(unit.text) is not None or is_head(unit)), default=0)
