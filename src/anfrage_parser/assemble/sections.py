"""Sections of a letter: reasons headings, closing formulas, signatures."""

import re
from collections.abc import Sequence

from anfrage_parser.model import CLOSING, FIELD, HEADING, ITEM, LEAD_IN, SIGNED, TYPE, Unit
from anfrage_parser.text.patterns import compiled


def sections_of(units: Sequence[Unit]) -> dict[int, int]:
    """Return unit index → section number, which rises with each reasons heading, closing formula and signature; negative once signed."""
    section, signed = 0, False
    out: dict[int, int] = {}
    for unit in units:
        if unit.labels:
            if _signs(unit):
                section, signed = section + 1, True
            elif _heads_reasons(unit):
                section, signed = section + 1, False
            elif HEADING in unit.roles and unit.label(HEADING, "sources") is not None:
                section += 1
            elif signed and _begins_anew(unit):
                signed = False
        out[unit.index] = -section if signed else section
    return out


def _signs(unit: Unit) -> bool:
    if CLOSING in unit.roles and (unit.label(CLOSING, "closing") is not None or unit.text.startswith(("Quellen:", "Quelle:"))):
        return True
    return SIGNED in unit.roles and FIELD not in unit.roles


def _heads_reasons(unit: Unit) -> bool:
    return HEADING in unit.roles and ITEM not in unit.roles and unit.label(HEADING, "reasons") is not None


OURS = compiled(r"\b(?:wir|ich|fraktion|gruppe|verwaltung|gebeten)\b", re.IGNORECASE)
"""Words of a lead-in to the author's own questions; "die Eltern fragen uns:" has none."""


WANTS = compiled(r"frag|auskunft|auskünfte|wissen|erfahren|mitzuteilen|interessier|beantwort|klärung|aufschluss|bitte", re.IGNORECASE)
"""Words of a lead-in after which even a list without question marks asks; "In der Antwort heißt es:" has none."""


def reasons_above(units: Sequence[Unit]) -> list[int]:
    """Return for each unit the index of the reasons heading above it; -1 if there is none, or questions were announced since."""
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
    return LEAD_IN in unit.roles and OURS.search(unit.text) is not None


def _begins_anew(unit: Unit) -> bool:
    """Return whether questions may follow again after a signature: below a paper's name or an announcement, but not an answer's."""
    label = unit.label(TYPE)
    return (label is not None and label.key != "answer") or (LEAD_IN in unit.roles and WANTS.search(unit.text) is not None)
