"""Read captions of a form that are no field of the letter's head: the office in charge, the day by which an answer is due."""

from collections.abc import Sequence

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.ledger import Ledger, part
from anfrage_parser.conventions import Convention
from anfrage_parser.conventions.matching import key
from anfrage_parser.model import ADDRESS, FIELD, ITEM, SALUTATION, TABLE, TYPE, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import find_line_dates

LONGEST = 90
"""Most characters of an office's name."""

_PRESS = compiled(r"(?i:presse|v\.?\s?i\.?\s?s\.?\s?d|inhalt|mdstv|impressum)|@|\bTel\b")
""" "Verantwortlich im Sinne des Presserechts: …" is who prints a paper."""

NO_VALUE = frozenset({FIELD, SALUTATION, ITEM, TYPE, TABLE, ADDRESS})


def read_captions(units: Sequence[Unit], ledger: Ledger, draft: Draft, convention: Convention) -> None:
    """Claim the first value of each such caption, on its line or right below it."""
    for at, unit in enumerate(units):
        label = unit.label(FIELD, "none") if FIELD in unit.roles else None
        field = convention.captions.get(key(unit.text[: label.start].rstrip(" :"))) if label is not None else None
        if label is None or field is None or getattr(draft, field) is not None:
            continue
        if unit.text[label.start :].strip(" :_.-"):
            _set(field, unit, label.start, ledger, draft)
        elif at + 1 < len(units) and _has_value(units, at):
            _set(field, units[at + 1], 0, ledger, draft)


def read_apart(units: Sequence[Unit], ledger: Ledger, draft: Draft, convention: Convention) -> None:
    """Name the office whose caption stands apart from it, where it is the only value that the head gave to no field."""
    heads = [unit.text for unit in units if FIELD in unit.roles and unit.label(FIELD, "none")] if draft.responsible is None else []
    if not any(convention.captions.get(key(text.rstrip(" :"))) == "responsible" for text in heads):
        return
    found = [unit for unit in units if FIELD not in unit.roles and [s.rule for s in ledger.spans(unit)] == ["field:none"]]
    if len(found) == 1 and len(found[0].text) <= LONGEST and _PRESS.search(found[0].text) is None:
        spans = ledger.spans(found[0])
        ledger.move(spans, "responsible", "caption:apart")
        draft.responsible = ledger.quote([part(found[0], 0)], "responsible", "caption:apart")


def _has_value(units: Sequence[Unit], at: int) -> bool:
    """Return whether the line below a caption without a value is its value, and not that of another caption beside it."""
    below = units[at + 1]
    alone = not (at and units[at - 1].label(FIELD) is not None and not _follows(units[at - 1]))
    return alone and not below.gap and below.roles.isdisjoint(NO_VALUE) and len(below.text) <= LONGEST


def _follows(unit: Unit) -> bool:
    label = unit.label(FIELD)
    return label is not None and bool(unit.text[label.start :].strip(" :_.-"))


def _set(field: str, unit: Unit, start: int, ledger: Ledger, draft: Draft) -> None:
    text = unit.text[start:]
    if field == "due":
        found = next(iter(find_line_dates(text)), None)
        if found is not None and found.start <= len("spätestens zum Donnerstag, "):
            draft.due = (found.value, ledger.piece([part(unit, start + found.start, start + found.end)], "due", "caption:due"))
    elif len(text) <= LONGEST and not text.rstrip().endswith("?") and _PRESS.search(unit.text) is None:
        draft.responsible = ledger.piece([part(unit, start)], "responsible", "caption:responsible")
