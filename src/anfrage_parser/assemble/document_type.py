"""Determine what a document is: an inquiry, or another paper that looks like one."""

import re
from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.evidence import kind_of
from anfrage_parser.assemble.questions.outline import Node
from anfrage_parser.assemble.retract import NAME_REACH
from anfrage_parser.model import FIELD, ITEM, LEAD_IN, TYPE, Unit
from anfrage_parser.text.answer_marks import inline_head, is_head, joint, mark
from anfrage_parser.text.patterns import compiled


def document_type(units: Sequence[Unit], draft: Draft) -> str:
    """Return the document type by the document's own name; without one, by what it says."""
    named = _own_name(units)
    if named and named != "inquiry":
        return named
    kind = named or kind_of(units, draft)
    answered = bool(draft.answers) or any(q.answer for q in draft.questions)
    return "inquiry_with_answer" if kind == "inquiry" and answered else kind


def is_answered(body: Sequence[Unit], tops: Sequence[Node]) -> bool:
    """Return whether answers are printed between the questions: most questions are followed by "Antwort:"."""
    answers = [unit.index for unit in body if is_head(unit) or inline_head(unit.text) or mark(unit.text) is not None]
    several = sum(len(found.numbers) for unit in body if (found := joint(unit.text)) is not None)
    starts = [node.unit.index for node in tops]
    ends = [*starts[1:], body[-1].index + 1]
    single = sum(any(a < t < b for t in answers) for a, b in zip(starts, ends, strict=True))
    return len(starts) > 1 and (single + several) * 2 > len(starts)


def _own_name(units: Sequence[Unit]) -> str | None:
    for unit in units[:NAME_REACH]:
        label = unit.label(TYPE) if TYPE in unit.roles else None
        if LEAD_IN in unit.roles and FIELD not in unit.roles:  # "Anfrage der SPD vom 3. Mai: Bauakten:", but "Bericht zu folgenden Fragen:"
            return "inquiry" if unit.label(TYPE, "inquiry") is not None else None
        if (label is None and len(unit.text) > 200) or (ITEM in unit.roles and "?" in unit.text):
            return None  # below the first question, another paper is meant
        if label is not None and not (label.rule == "type:weak" and _ASKS_FOR.match(unit.text)):
            return label.key
    return None


_ASKS_FOR = compiled(
    r"Antrag\s(?:auf|zur?)\s(?:(?:Erteilung|schriftliche[rn]?|mündliche[rn]?|einer?|von)\s){0,3}(?:Auskunft|Auskünfte|Beantwortung|Information)\b"
    r"|Antrag\s(?:auf|zur)\s(?:Aufnahme|Behandlung)\s(?:einer|der|folgender)\s(?:[A-Za-zäöü]{3,12}\s)?Anfrage\b"
    r"|Antrag\s(?:auf|zur)\s(?:Aufnahme|Behandlung)\s(?:eine[rs]|des|folgenden)\s(?:[A-Za-zäöü]{3,12}\s)?Tagesordnungspunkte?s\b",
    re.IGNORECASE,
)
""" "Antrag auf Auskunft: Kitas" is a motion only by name; what one on the agenda is, the text below it says."""
