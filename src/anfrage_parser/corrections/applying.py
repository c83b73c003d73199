"""Apply corrections to a record: validated, marked as manual, and reported by a finding if they no longer fit."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from anfrage_parser.corrections import paths
from anfrage_parser.corrections.checking import digest
from anfrage_parser.corrections.declaration import Correction, Corrections
from anfrage_parser.corrections.file import read
from anfrage_parser.corrections.manual_evidence import mark, settle
from anfrage_parser.corrections.paths import Steps
from anfrage_parser.corrections.rules import Refused, kind_of, value_of
from anfrage_parser.errors import UnreadableError
from anfrage_parser.fields import FIELDS
from anfrage_parser.findings import finding
from anfrage_parser.messages import say
from anfrage_parser.model import Source
from anfrage_parser.record.build import as_dict, finding_row
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.text.patterns import compiled

_ARABIC = compiled(r"[^0-9]{0,20}([0-9]{1,5})[^0-9]{0,5}")

CORRECTABLE = tuple(field.key.partition(".")[0] for field in FIELDS if field.correctable)
COUNTED = (("questions", "index"), ("blocks", "number"))
"""(list, key that numbers its entries)."""


class Misfit(Exception):
    """A correction that can't be applied to this record."""


def apply_file(inquiries: Sequence[Inquiry], source: Source, path: Path) -> list[Inquiry]:
    """Apply the corrections in a file; an unreadable file becomes a finding."""
    try:
        return apply(inquiries, source, read(path))
    except UnreadableError as error:
        return [_noted(inquiries[0], "corrections-unreadable", reason=error.cause), *inquiries[1:]]


def apply(inquiries: Sequence[Inquiry], source: Source, corrections: Corrections) -> list[Inquiry]:
    """Apply corrections to records; one that doesn't fit is skipped and becomes a finding."""
    if corrections.sha256 != source.sha256:
        return [_noted(inquiries[0], "corrections-elsewhere"), *inquiries[1:]]
    out = list(inquiries)
    for correction in corrections.correction:
        try:
            put(out, source, correction)
        except Misfit as reason:
            at = min(correction.part, len(out)) - 1
            out[at] = _noted(out[at], "correction-misfit", name=correction.field, reason=reason.args[0])
    if corrections.checked is not None:
        code = "checked" if digest(out) == corrections.checked else "checked-changed"
        out = [_noted(inquiry, code) for inquiry in out]
    return out


def put(inquiries: list[Inquiry], source: Source, correction: Correction) -> None:
    """Replace the record that a correction is for; `Misfit` if there is none, or if it doesn't fit."""
    if correction.part > len(inquiries):
        raise Misfit(say("eine Anfrage {part} gibt es nicht", part=correction.part))
    inquiries[correction.part - 1] = corrected(inquiries[correction.part - 1], source, correction)


def corrected(inquiry: Inquiry, source: Source, correction: Correction) -> Inquiry:
    """Return the record with one correction applied; `Misfit` with the reason if it doesn't fit."""
    row = as_dict(inquiry, evidence=True)
    del row["party"]
    path = paths.steps(correction.field)
    if path[0] not in CORRECTABLE:
        raise Misfit(say("das Feld lässt sich nicht korrigieren"))
    correction = _understood(correction, paths.leaf(path))
    path = _followed(row, path, correction)
    if correction.remove:
        path = _remove(row, path, correction)
    else:
        path = paths.leaf(path)
        if correction.insert:
            _insert(row, path, correction)
        _put(row, path, correction)
    _recount(row)
    settle(row, path)
    if row["evidence"] is not None and not correction.remove:
        mark(row, path, source)
    about = path[:-1] if correction.remove and isinstance(path[-1], int) else path  # a removed entry has no field any more
    row["findings"].append(finding_row(finding("corrected", None, paths.written(about), name=correction.field), source, ()))
    return _checked(row)


def _understood(correction: Correction, path: Steps) -> Correction:
    """Normalise a correction's value to the record's form: in a date, "7. November 2024" becomes an ISO day."""
    try:
        read = {
            name: value_of(path, words)
            for name, words in (("value", correction.value), ("was", correction.was))
            if isinstance(words, str) and kind_of(path) != "text"
        }
    except Refused as error:
        raise Misfit(say(error.args[0])) from error
    return correction.model_copy(update=read)


def _followed(row: dict[str, Any], path: Steps, correction: Correction) -> Steps:
    """Return the current path of the corrected value, as a later version of the program may number entries differently.

    An entry is recognised by its old value: if exactly one other entry has it now, the correction follows.
    """
    was, leaf = correction.was, paths.leaf(path)
    if not isinstance(was, str) or not any(isinstance(step, int) for step in path):
        return path
    if paths.follow(row, leaf) in (was, correction.value):
        return path
    places = [place for place, value in paths.alike(row, leaf) if isinstance(value, str) and value.split() == was.split()]
    return places[0][: len(path)] if len(places) == 1 else path


def _checked(row: dict[str, Any]) -> Inquiry:
    """Validate a corrected record by the schema, and for values nobody would enter."""
    numbers = [block["number"] for block in row["blocks"]]
    if any(question["block"] not in numbers for question in row["questions"]):
        raise Misfit(say("zu einem Fragenblock gehören noch Fragen"))
    if not all(person["name"] for name in ("askers", "signatories") for person in row[name]):
        raise Misfit(say("ein Name fehlt"))
    try:
        return Inquiry.model_validate(row)
    except ValidationError as error:
        raise Misfit(say("der Wert passt nicht zu diesem Feld")) from error


def _noted(inquiry: Inquiry, code: str, **values: str) -> Inquiry:
    row = as_dict(inquiry, evidence=True)
    del row["party"]
    row["findings"].append(finding_row(finding(code, None, None, None, **values), None, ()))
    return Inquiry.model_validate(row)


def _remove(row: dict[str, Any], path: Steps, correction: Correction) -> Steps:
    """Remove a value, or an entry from its list."""
    holder, last = _holder(row, path), path[-1]
    _still_fits(holder, path, correction)
    if isinstance(last, int):
        del holder[last]
        _move(row, path, -1)
    else:
        holder[last] = [] if isinstance(holder[last], list) else None
        _follow_up(row, path, holder)
        if path[0] == "refers_to" and not any(row["refers_to"].values()):
            row["refers_to"] = None
        _move_away(row, path)
    return path


def _insert(row: dict[str, Any], path: Steps, correction: Correction) -> None:
    """Insert a new entry before the one that was at that position when the correction was made."""
    depth = max((i for i, step in enumerate(path) if isinstance(step, int)), default=None)
    if depth is None:
        raise Misfit(say("einfügen lässt sich nur in eine Liste"))
    entry = path[: depth + 1]
    entries, index = paths.follow(row, entry[:-1]), entry[-1]
    if not isinstance(entries, list) or not isinstance(index, int) or index > len(entries):
        raise Misfit(say("so viele Einträge hat die Liste nicht"))
    if correction.was is not None and index < len(entries):
        _still_fits(entries, entry, correction)
    if index < len(entries):
        _move(row, entry, 1)
        entries.insert(index, _fresh(row, entry, entries))


def _put(row: dict[str, Any], path: Steps, correction: Correction) -> None:
    """Set a value; an entry is appended to a list if the index is one past its end."""
    for depth, step in enumerate(path):
        if isinstance(step, int):
            entries = paths.follow(row, path[:depth])
            if isinstance(entries, list) and step == len(entries):
                entries.append(_fresh(row, path[: depth + 1], entries))
    if path[0] == "refers_to" and row["refers_to"] is None:
        row["refers_to"] = BLANK["refers_to"]()
    holder, last = _holder(row, path), path[-1]
    if (path[0], last) in COUNTED:
        raise Misfit(say("das Feld lässt sich nicht korrigieren"))
    if not correction.insert:
        _still_fits(holder, path, correction)
    holder[last] = correction.value
    _follow_up(row, path, holder)


def _follow_up(row: dict[str, Any], path: Steps, holder: Any) -> None:
    """Set what depends on a value that was set or removed: what a date is, a question's number by its marker. `Misfit` if it can't be."""
    if path == ("date",):
        row["date_basis"] = "letter" if row["date"] is not None else None
    if path[0] == "questions" and len(path) == 3 and path[-1] == "label":
        holder["number"] = _number_of(holder["label"])
    if path[0] == "answers" and path[-1] == "questions" and not _are_indexes(holder["questions"], row["questions"]):
        raise Misfit(say("so viele Fragen hat das Dokument nicht"))


def _are_indexes(value: Any, questions: list[dict[str, Any]]) -> bool:
    return isinstance(value, list) and set(value) <= {question["index"] for question in questions}


def _number_of(label: object) -> int | None:
    """Return the number of a question whose printed marker is one arabic number: "3.", "Frage 3:"."""
    found = _ARABIC.fullmatch(label) if isinstance(label, str) else None
    return int(found[1]) if found is not None else None


def _holder(row: dict[str, Any], path: Steps) -> Any:
    """Return the object or list that the path's last step refers to."""
    holder, last = paths.follow(row, path[:-1]), path[-1]
    if isinstance(last, int):
        if not isinstance(holder, list) or last >= len(holder):
            raise Misfit(say("so viele Einträge hat die Liste nicht"))
    elif not isinstance(holder, dict) or last not in holder:
        raise Misfit(say("ein solches Feld gibt es dort nicht"))
    return holder


def _still_fits(holder: Any, path: Steps, correction: Correction) -> None:
    """Raise `Misfit` if the entry at this number is not the one the correction was made for."""
    now = holder[path[-1]]
    if isinstance(now, dict):
        now = now.get(paths.LEAF.get(str(path[-2]), ""))
    counted = any(isinstance(step, int) for step in path)
    if counted and correction.was is not None and now not in (correction.was, correction.value):
        raise Misfit(say("dort steht jetzt etwas anderes"))


def _fresh(row: dict[str, Any], entry: Steps, entries: Sequence[Any]) -> Any:
    """Return a new entry for a list."""
    index = entry[-1]
    assert isinstance(index, int)
    if entry[0] == "questions" and len(entry) == 2 and not row["blocks"]:
        row["blocks"].append(BLANK["blocks"]())
    block = entries[max(index - 1, 0)]["block"] if entry[0] == "questions" and len(entry) == 2 and entries else 1
    made = BLANK[str(entry[-2])]()
    return {**made, "block": block} if "block" in made else made


def _person() -> dict[str, Any]:
    return {"name": "", "role": None, "party": None}


BLANK: dict[str, Callable[[], Any]] = {
    "parties": str,
    "askers": _person,
    "signatories": _person,
    "blocks": lambda: {"number": 1, "heading": None, "intro": None, "lead_in": None},
    "questions": lambda: {
        "index": 0, "number": None, "label": None, "block": 1, "text": "", "parts": [], "tail": None, "answer": None,
    },
    "parts": lambda: {"label": "", "text": ""},
    "footnotes": lambda: {"label": "", "text": ""},
    "answers": lambda: {"labels": [], "questions": [], "text": ""},
    "refers_to": lambda: {"number": None, "date": None, "parties": [], "title": None},
}  # fmt: skip
"""List or object → factory of a blank entry."""


def _recount(row: dict[str, Any]) -> None:
    """Renumber questions and blocks from 1 without gaps; questions follow their block, joint answers their questions."""
    renumbered = {block["number"]: number for number, block in enumerate(row["blocks"], 1)}
    unique = len(renumbered) == len(row["blocks"])
    now = {question["index"]: index for index, question in enumerate(row["questions"], 1)}
    for answer in row["answers"]:
        answer["questions"] = [now[index] for index in answer["questions"] if index in now]
    for index, question in enumerate(row["questions"], 1):
        question["index"] = index
        question["block"] = renumbered.get(question["block"], 0 if unique else question["block"])
    for number, block in enumerate(row["blocks"], 1):
        block["number"] = number


def _move(row: dict[str, Any], entry: Steps, by: int) -> None:
    """Adjust the paths in findings and evidence after entries moved."""
    row["findings"] = [{**f, "field": to} for f in row["findings"] if (to := paths.moved(f["field"], entry, by)) is not None]
    if row["evidence"] is not None:
        row["evidence"] = {to: rows for name, rows in row["evidence"].items() if (to := paths.moved(name, entry, by)) is not None}


def _move_away(row: dict[str, Any], path: Steps) -> None:
    """Drop the evidence of a removed value."""
    if row["evidence"] is not None:
        row["evidence"] = {name: rows for name, rows in row["evidence"].items() if paths.steps(name)[: len(path)] != path}
