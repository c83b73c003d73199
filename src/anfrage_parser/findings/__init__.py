"""Findings: make one, and word its message in another language."""

from collections.abc import Iterable, Sequence

from anfrage_parser.fields import name_of
from anfrage_parser.findings.code import Code
from anfrage_parser.findings.codes import CODES
from anfrage_parser.messages import LANGUAGES, forms_in, say, say_in, values_in, written
from anfrage_parser.model import Finding, Piece

ABOUT_FIELDS = ("corrected", "correction-misfit", "field-missing")
"""Codes whose message names a field: as in the record there, by its display name where people read it."""

__all__ = ["CODES", "Code", "finding", "languages_of", "worded"]


def finding(code: str, at: Piece | None = None, field: str | None = None, severity: str | None = None, **values: object) -> Finding:
    """Make a finding; `values` fill in its message. It points at the spans of `at`, if given. `KeyError` for an unknown code."""
    row = CODES[code]
    spans = at.spans if at is not None else ()
    message = written(say(row.sentence, **values))
    place = (spans[0].start, spans[-1].end) if spans else (None, None)
    return Finding(code, severity or row.severity, field or row.field, message, *place)


def worded(code: str, message: str, language: str) -> str:
    """Translate a finding's message; one that doesn't match the sentence of its code is returned unchanged."""
    row = CODES.get(code)
    if row is None:
        return message
    for origin in LANGUAGES:
        values = _values(row, message, origin)
        if values is not None:
            if code in ABOUT_FIELDS:
                values["name"] = name_of(values["name"], "en" if language == "en" else "de")
            return say_in(language, row.sentence, {name: say_in(language, value, {}) for name, value in values.items()})
    return message


def languages_of(found: Iterable[tuple[str, str]]) -> Sequence[str]:
    """Return the languages that (code, message) pairs may be in: the language of the first unambiguous one, else all."""
    for code, message in found:
        row = CODES.get(code)
        fitting = [name for name in LANGUAGES if row is not None and _values(row, message, name) is not None]
        if len(fitting) == 1:
            return fitting
    return LANGUAGES


def _values(row: Code, message: str, language: str) -> dict[str, str] | None:
    """Return the values of a message in this language; None if it isn't the code's."""
    for form in forms_in(language, row.sentence):
        values = values_in(form, message)
        if values is not None:
            return {"count": "1", **values}  # a singular need not print its count
    return None
