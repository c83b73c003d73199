"""What parts a letter from top to bottom: headings of the reasons, closing formulas, signatures."""

import re
from collections.abc import Sequence

from anfrage_parser.model import CLOSING, FIELD, HEADING, ITEM, LEAD_IN, SIGNED, TYPE, Unit
from anfrage_parser.text.patterns import compiled


def sections_of(units: Sequence[Unit]) -> dict[int, int]:
    """A count that rises with each heading of the reasons, closing formula and signature; negative once signed."""
    section, signed = 0, False
    out: dict[int, int] = {}
    for unit in units:
        if unit.labels:
            if _signs(unit):
                section, signed = section + 1, True
            elif _heads_reasons(unit):
                section, signed = section + 1, False
            elif signed and _begins_anew(unit):
                signed = False
        out[unit.index] = -section if signed else section
    return out


def _signs(unit: Unit) -> bool:
    return (SIGNED in unit.roles and FIELD not in unit.roles) or (CLOSING in unit.roles and unit.label(CLOSING, "closing") is not None)


def _heads_reasons(unit: Unit) -> bool:
    return HEADING in unit.roles and ITEM not in unit.roles and unit.label(HEADING, "reasons") is not None


_OURS = compiled(r"\b(?:wir|ich|fraktion|gruppe|verwaltung|gebeten)\b", re.IGNORECASE)
"""What a lead-in holds that announces questions of whoever writes; "die Eltern fragen uns:" does not."""


WANTS = compiled(r"frag|auskunft|auskünfte|wissen|erfahren|mitzuteilen|interessier|beantwort|klärung|aufschluss|bitte", re.IGNORECASE)
"""What a lead-in holds behind which even a list without a question mark asks; "In der Antwort heißt es:" does not."""


def reasons_above(units: Sequence[Unit]) -> list[int]:
    """For each unit, where the heading of the reasons stands that it is below; -1 where questions are announced since, or none does."""
    out: list[int] = []
    at = -1
    for unit in units:
        if _heads_reasons(unit):
            at = unit.index
        elif at >= 0 and unit.labels and _turns_to_questions(unit):
            at = -1
        out.append(at)
    return out


def _turns_to_questions(unit: Unit) -> bool:
    if TYPE in unit.roles or unit.label(HEADING, "questions") is not None:
        return True
    return LEAD_IN in unit.roles and _OURS.search(unit.text) is not None


def _begins_anew(unit: Unit) -> bool:
    """Whether questions may stand again behind a signature: below a paper's name or an announcement, but not below an answer's."""
    label = unit.label(TYPE)
    return (label is not None and label.key != "answer") or (LEAD_IN in unit.roles and WANTS.search(unit.text) is not None)
