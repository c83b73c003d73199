"""Answer papers: what makes a document one, and where its answers begin and end."""

from collections.abc import Sequence
from itertools import pairwise

from anfrage_parser.assemble.answers.asked import drop_lists
from anfrage_parser.assemble.answers.evidence import NAMES_INQUIRY, OTHER_PAPER, TELLS_WHO_ASKED, answers_by_evidence
from anfrage_parser.assemble.answers.frame import is_caption_below
from anfrage_parser.assemble.answers.reference import ReferenceReader
from anfrage_parser.assemble.answers.reply_sentence import reply_at
from anfrage_parser.assemble.answers.table import in_rows
from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.ledger import Ledger, shorten
from anfrage_parser.assemble.prose import SHORT_HEADING
from anfrage_parser.assemble.retract import NAME_REACH
from anfrage_parser.conventions import Convention
from anfrage_parser.model import CLOSING, FIELD, GROUP, ITEM, LEAD_IN, NAME, SALUTATION, SIGNED, TYPE, Unit
from anfrage_parser.text.answer_marks import is_head, mark, point
from anfrage_parser.text.clean import join
from anfrage_parser.text.patterns import compiled

HEAD_LINES = 40
"""Lines in which an answer paper says what it is."""


def answers_inquiry(units: Sequence[Unit]) -> bool:
    """Return whether a paper answers an inquiry: by its name, "Antwort", "Stellungnahme", by what its letter says, or by who signs it."""
    named = next((at for at, unit in enumerate(units[:NAME_REACH]) if TYPE in unit.roles), None)
    if named is not None and units[named].label(TYPE, "answer") is not None:
        above = units[:named]
        if not any("?" in unit.text or LEAD_IN in unit.roles for unit in above):
            return _is_about_inquiry(units[named:]) or answers_by_evidence(units)
    elif named is not None and units[named].label(TYPE, "inquiry") is None:
        return units[named].label(TYPE, "other") is not None and (_informs(units[named:]) or answers_by_evidence(units))
    if any(_is_kind(unit) for unit in units[:NAME_REACH] if FIELD in unit.roles):
        return True
    return _replies(units) or answers_by_evidence(units)


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


GREETING_REACH = 6
"""Lines above the sentence by which a letter replies in which it greets."""


def _is_about_inquiry(units: Sequence[Unit]) -> bool:
    """Return whether an answer says that it is one to an inquiry, and not to a motion."""
    for unit, below in zip(units[:HEAD_LINES], [*units[1:HEAD_LINES], units[0]], strict=False):
        hyphened = unit.text.endswith("-")  # "zur gemeinsa-⏎men Anfrage"
        if NAMES_INQUIRY.search(join((unit.text, below.text)) if hyphened else unit.text) is not None:
            return True
        if OTHER_PAPER.search(unit.text) is not None:
            return False
    return reply_at(units[:HEAD_LINES]) is not None


def prepared(units: Sequence[Unit], ledger: Ledger, draft: Draft, convention: Convention) -> list[Unit]:
    """Return the units without the lines that name the inquiry, and with the numbers of questions only.

    "Vielen Dank für Ihre Anfrage." below the greeting closes no letter.
    """
    for before, unit in pairwise(units):
        if SALUTATION in before.roles and CLOSING in unit.roles:
            unit.drop(CLOSING, "below-salutation")
        if NAME in unit.roles and is_caption_below(unit):
            unit.drop(NAME, "caption-below")
    _close_quotation(units, ledger)
    flow = in_rows(ReferenceReader(ledger, draft, convention).read(units), ledger)
    drop_lists(flow)
    return flow


_OPENS = compiled(r"[„\"»“](?=\S)", needs=("„", '"', "»", "“"))
_CLOSES = compiled(r"[?.!]\s?(?P<sign>[“”\"«])\Z", needs=("“", "”", '"', "«"))

LONGEST_QUOTATION = 60
"""Lines of an inquiry that is quoted whole."""


def _close_quotation(units: Sequence[Unit], ledger: Ledger) -> None:
    """Take the sign off the last question that closes the quotation of a whole inquiry: it was opened above the questions."""
    opened, counted = -LONGEST_QUOTATION, False
    for at, unit in enumerate(units):
        closes = _CLOSES.search(unit.text)
        if closes is None and _OPENS.match(unit.text) is not None:
            opened, counted = at, False
        counted = at - opened < LONGEST_QUOTATION and (counted or ITEM in unit.roles)
        if closes is not None and not any(sign in unit.text[: closes.start()] for sign in '„“"»'):
            if counted:
                shorten(unit, closes.start() + 1, ledger, "furniture", "answer:quotation")
            opened, counted = -LONGEST_QUOTATION, False


def first_answer(units: Sequence[Unit]) -> int:
    """Return the index of the first line that names what is answered, or tells who asked: no head goes on behind it."""
    rows = zip(units, [*units[1:], None], strict=True)
    found = (
        at for at, (unit, below) in enumerate(rows) if (mark(unit.text) or point(unit.text)) is not None or _tells_who_asked(unit, below)
    )
    return next(found, len(units))


def _tells_who_asked(unit: Unit, below: Unit | None) -> bool:
    """Return whether a line tells who asked, or does so with the line on which its sentence goes on."""
    if unit.is_a(TYPE, FIELD):
        return False
    goes_on = below is not None and not below.gap and len(unit.text) > RUNNING and "?" not in unit.text
    return TELLS_WHO_ASKED.search(join((unit.text, below.text)) if goes_on and below is not None else unit.text) is not None


RUNNING = 60
"""Characters from which a line's sentence may go on below it."""


def last_answer(units: Sequence[Unit]) -> int:
    """Return the index behind the last line that asks or names what is answered."""
    return max((at + 1 for at, unit in enumerate(units) if "?" in unit.text or mark(unit.text) is not None or is_head(unit)), default=0)
