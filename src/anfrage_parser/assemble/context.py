"""Proposals that the line before takes back: the middle of a sentence is no signature, no heading, no name of a paper."""

from collections.abc import Sequence
from itertools import pairwise

from anfrage_parser.assemble.prose import ends_open, ends_sentence
from anfrage_parser.model import Label, Role, Unit

RUNNING_TEXT = 55
"""Characters from which a line that does not end a sentence is running text."""

TAKEN_BACK = frozenset({Role.TYPE, Role.SIGNED, Role.BODY, Role.GROUP, Role.OFFICE, Role.ADDRESS, Role.CLOSING, Role.SALUTATION})


def take_back(units: Sequence[Unit]) -> None:
    """Drop such proposals from lines that go on from the line before ("… (vgl. Vorbemerkung der⏎Fragesteller)?")."""
    for before, unit in pairwise(units):
        if unit.gap or len(before.text) < RUNNING_TEXT or ends_sentence(before.text) or before.line is unit.line:
            continue
        unit.labels = tuple(label for label in unit.labels if not _goes(label, before, unit))


def _goes(label: Label, before: Unit, unit: Unit) -> bool:
    if label.role is Role.FIELD:
        return ":" not in unit.text and ends_open(before.text)
    if label.role not in TAKEN_BACK:
        return False
    if label.role is Role.SIGNED:
        return not unit.text.endswith(":") and not label.key.startswith("gez")
    return ends_open(before.text) or len(unit.text) > RUNNING_TEXT
