"""Making corrections out of what a person types, for `anfrage correct` and the desk: tried on the record before they are kept."""

from collections.abc import Sequence
from typing import NamedTuple

from anfrage_parser.corrections import paths
from anfrage_parser.corrections.applying import Misfit, apply, corrected
from anfrage_parser.corrections.checking import digest
from anfrage_parser.corrections.declaration import Correction, Corrections
from anfrage_parser.corrections.rules import Refused, value_of
from anfrage_parser.messages import say
from anfrage_parser.model import Source
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.schema import Inquiry


class Change(NamedTuple):
    """A change of one field, as typed."""

    field: str
    words: str | None
    """The new value; None takes the value or the entry away."""
    insert: bool = False


class NotTakenError(Exception):
    """A change that the record doesn't take."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(field, reason)
        self.field, self.reason = field, reason


def made(inquiry: Inquiry, source: Source, part: int, changes: Sequence[Change]) -> tuple[Inquiry, list[Correction]]:
    """Return the corrected record, and the corrections that make it so; `NotTakenError` for the first that doesn't fit."""
    found = []
    for change in changes:
        try:
            correction = _correction(inquiry, part, change)
            inquiry = corrected(inquiry, source, correction)
        except (Misfit, ValueError) as error:
            expected = isinstance(error, Misfit | Refused)
            raise NotTakenError(change.field, say(error.args[0]) if expected else say("so heißt kein Feld")) from error
        found.append(correction)
    return inquiry, found


def _correction(inquiry: Inquiry, part: int, change: Change) -> Correction:
    """Make a correction from a change, with the value it replaces."""
    field, words, insert = change
    path = paths.leaf(paths.steps(field))
    was = paths.follow(as_dict(inquiry), path)
    value = value_of(path, words) if words is not None else None
    whole = paths.written(paths.steps(field)) if words is None else paths.written(path)
    if field != "party" and paths.written(paths.steps(field)) != field:
        raise ValueError(field)
    return Correction(part=part, field=whole, value=value, was=was if _plain(was) else None, insert=insert, remove=words is None)


def _plain(value: object) -> bool:
    """Return whether a value can be stored in a file of corrections."""
    if isinstance(value, list):
        return bool(value) and (all(isinstance(item, str) for item in value) or all(isinstance(item, int) for item in value))
    return isinstance(value, str | int | bool)


def merged(before: Sequence[Correction], made: Sequence[Correction]) -> list[Correction]:
    """Merge stored and new corrections; of two for one field, with no entry moved in between, keep the newer with the older's `was`."""
    out = list(before)
    for correction in made:
        moved = max((i for i, c in enumerate(out) if c.insert or c.remove), default=-1)
        same = [i for i in range(moved + 1, len(out)) if (out[i].part, out[i].field) == (correction.part, correction.field)]
        if same and not correction.insert:
            out[same[-1]] = correction.model_copy(update={"was": out[same[-1]].was})
        else:
            out.append(correction)
    return out


def whole(before: Corrections, made: Sequence[Correction], read: Sequence[Inquiry], source: Source, checked: bool | None) -> Corrections:
    """Return a document's corrections with new ones, and with its mark as checked: set, taken away, or for None as it was.

    `read` is what the parser read, without any correction. Who corrects a document that is checked has looked at it: it stays so.
    """
    after = before.model_copy(update={"correction": merged(before.correction, made)})
    if checked is None and before.checked is not None:
        held = digest(apply(read, source, before)) == before.checked
        checked = True if held else None
    if checked is None:
        return after
    return after.model_copy(update={"checked": digest(apply(read, source, after)) if checked else None})
