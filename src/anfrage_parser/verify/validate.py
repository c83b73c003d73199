"""Validate records: the shape by the schema, and consistency, which a schema can't express. Each problem has a JSON pointer."""

import itertools
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from anfrage_parser.assemble.findings.doubts import is_too_early
from anfrage_parser.corrections.manual_evidence import MANUAL
from anfrage_parser.corrections.paths import follow, steps, written
from anfrage_parser.messages import say
from anfrage_parser.record import surrogates
from anfrage_parser.record.build import as_dict, checked, known
from anfrage_parser.record.failures import ErrorRecord
from anfrage_parser.record.schema import Evidence, Inquiry
from anfrage_parser.text.markers import NUMBERED, find_markers
from anfrage_parser.verify.messages import SENTENCES, at_least, wording

_DIGITS = re.compile("[0-9]{1,9}")


@dataclass(frozen=True, slots=True)
class Problem:
    """A problem of a record."""

    pointer: str
    """JSON pointer (RFC 6901): "/questions/2/index"."""
    message: str


def problems(row: Any) -> list[Problem]:
    """Return all problems of a record as written; `UnreadableError` if it is no record or has an unsupported version.

    Unknown keys are no problem, as later minor versions add some. For an error record, only its shape is checked.
    """
    given = known(row)
    try:
        if "error" in row:
            ErrorRecord.model_validate(given, strict=True)
            return []
        inquiry = checked(given)
    except ValidationError as error:
        return [Problem(_place_of(wrong, row), wording(wrong)) for wrong in error.errors(include_url=False, include_input=False)]
    return [problem for rule in RULES for problem in rule(inquiry, row)]


def _place_of(wrong: ErrorDetails, row: Any) -> str:
    """Return the JSON pointer of an error; for unknown keys, pydantic's path also contains the types it tried."""
    path: list[str | int] = []
    step: Any
    for step in wrong["loc"]:
        if (isinstance(row, dict) and step in row) or (isinstance(row, list) and isinstance(step, int) and step < len(row)):
            path.append(step)
            row = row[step]
    return pointer(*path, *wrong["loc"][-1:]) if wrong["type"] == "missing" else pointer(*path)


def pointer(*path: str | int) -> str:
    """Return a JSON pointer (RFC 6901).

    >>> pointer("questions", 2, "a/b~c")
    '/questions/2/a~1b~0c'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _counting(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """Questions and blocks are numbered from 1 without a gap, and every question is in a block."""
    for at, question in enumerate(record.questions):
        if question.index != at + 1:
            yield Problem(pointer("questions", at, "index"), say("hier gehört {number} hin", number=at + 1))
        if not 1 <= question.block <= len(record.blocks):
            yield Problem(pointer("questions", at, "block"), say("diesen Block gibt es nicht"))
        if question.label is not None and question.number is not None and question.number not in _printed(question.label):
            yield Problem(pointer("questions", at, "number"), say("ist nicht die Zahl, die in label steht"))
    for at, block in enumerate(record.blocks):
        if block.number != at + 1:
            yield Problem(pointer("blocks", at, "number"), say("hier gehört {number} hin", number=at + 1))


def _printed(label: str) -> set[int]:
    """Return the numbers that a printed label may mean: "01." is 1, and so is a misread "l."; "Erste Frage:" is 1."""
    digits = {int(number) for number in _DIGITS.findall(label)}
    misread = {marker.value for marker, _ in find_markers(label) if marker.family in (*NUMBERED, "frage")}
    return digits if len(digits) == 1 else misread


def _dates(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """The date has a basis; a letter is written before it is received and discussed, unless a finding says otherwise."""
    if (record.date is None) != (record.date_basis is None):
        yield Problem("/date_basis", say("steht genau dann da, wenn es ein Datum gibt"))
    if record.date_basis == "received" and record.date != record.received:
        yield Problem("/date", say("muss der Eingang sein, wie date_basis sagt"))
    doubted = {found.field for found in record.findings}
    early = {
        "received": record.date and record.received and record.received < record.date,
        "session_date": record.date and record.session_date and is_too_early(record.session_date, record.date),
    }
    for name in (name for name, is_early in early.items() if is_early and not doubted & {name, "date"}):
        yield Problem(pointer(name), say("liegt vor dem Datum, und kein Hinweis sagt es"))


def _computed(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """Computed values exist and agree with their sources."""
    if "party" not in row:
        yield Problem("/party", say("fehlt"))
    elif row["party"] != record.party:
        yield Problem("/party", say("muss aus parties zusammengesetzt sein"))
    if (
        not record.questions
        and not record.answers
        and not any(f.severity == "error" and f.field in ("questions", "answers") for f in record.findings)
    ):
        yield Problem("/questions", say("keine Frage, und kein Hinweis sagt es"))


_SHA256 = re.compile("[0-9a-f]{64}")

RECORDED = ("inquiry", "inquiry_with_answer", "answer")
"""Document types of records."""


def _source(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """The document is an inquiry or an answer, unless corrected manually; it has a size, pages and a hash."""
    if record.document_type not in RECORDED and not any(found.field == "document_type" for found in record.findings):
        yield Problem("/document_type", say("Datensätze gibt es nur von: {names}", names=", ".join(RECORDED)))
    if not _SHA256.fullmatch(record.source.sha256):
        yield Problem("/source/sha256", say("ist kein SHA-256: 64 hexadezimale Ziffern in Kleinschreibung"))
    for name, value in (("size", record.source.size), ("pages", record.source.pages)):
        if value < 1:
            yield Problem(pointer("source", name), at_least(1))


def _answers(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """Answers have words; a joint one is to questions that exist, each named once; a reference says something."""
    texts = [(("questions", at, "answer"), question.answer) for at, question in enumerate(record.questions)]
    texts += [(("answers", at, "text"), answer.text) for at, answer in enumerate(record.answers)]
    for path, text in texts:
        if text is not None and not text.strip():
            yield Problem(pointer(*path), say("ist leer"))
    for at, answer in enumerate(record.answers):
        for number, index in enumerate(answer.questions):
            if not 1 <= index <= len(record.questions):
                yield Problem(pointer("answers", at, "questions", number), say("diese Frage gibt es nicht"))
            elif index in answer.questions[:number]:
                yield Problem(pointer("answers", at, "questions", number), say("kommt schon davor vor"))
    if record.refers_to is not None and not any(record.refers_to.model_dump().values()):
        yield Problem("/refers_to", say("ist leer"))


def _counted(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """Lines and pages are numbered from 1, characters from 0."""
    for at, left in enumerate(record.unassigned):
        if left.line < 1:
            yield Problem(pointer("unassigned", at, "line"), at_least(1))
    for at, found in enumerate(record.findings):
        for name, value, least in (("line", found.line, 1), ("page", found.page, 1), ("start", found.start, 0)):
            if value is not None and value < least:
                yield Problem(pointer("findings", at, name), at_least(least))


def _findings(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """Findings refer to existing fields and to spans within the document."""
    last, pages = _extent(record), _last_page(record)
    for at, found in enumerate(record.findings):
        if (found.start is None) != (found.end is None) or (found.start is not None and not found.start < (found.end or 0)):
            yield Problem(pointer("findings", at, "start"), say("ist keine Stelle"))
        elif (found.end or 0) > last or (found.page or 0) > pages:
            yield Problem(pointer("findings", at), say("liegt hinter dem Ende des Dokuments"))
        if found.field and steps(found.field)[:1] not in {(name,) for name in Inquiry.model_fields}:
            yield Problem(pointer("findings", at, "field"), say("dieses Feld gibt es nicht"))


def _places(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """Evidence spans are not empty, lie within the document, and belong to existing values."""
    last, pages, whole = _extent(record), _last_page(record), as_dict(record)
    for key, places in (record.evidence or {}).items():
        if written(steps(key)) != key or follow(whole, steps(key)) is None:
            yield Problem(pointer("evidence", key), say("diesen Wert gibt es nicht"))
        for at, place in enumerate(places):
            if not _is_place(place):
                yield Problem(pointer("evidence", key, at), say("ist keine Stelle"))
            elif place.end > last or place.page > pages:
                yield Problem(pointer("evidence", key, at), say("liegt hinter dem Ende des Dokuments"))


def _is_place(place: Evidence) -> bool:
    """Return whether evidence has characters and a valid box; a manual value may have an empty span."""
    nowhere = place.rule == MANUAL and place.start == place.end == 0
    box = place.bbox or (0, 0, 0, 0)
    return (place.start < place.end or nowhere) and box[0] <= box[2] and box[1] <= box[3]


def _extent(record: Inquiry) -> float:
    """Return an upper limit of the document's characters: its bytes for a text; for a PDF, the size implies no limit."""
    return record.source.size if record.source.media_type.startswith("text/") and record.source.size > 0 else math.inf


def _last_page(record: Inquiry) -> int:
    """Return the last possible page. Attachments of a mail continue its page numbers, and each page has at least one byte."""
    enclosed = record.source.size if "/" in record.source.name else 0
    return record.source.pages + enclosed


def _order(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """The evidence of a value is in order, and later characters are on no earlier line or page."""
    found = [(place, pointer("evidence", key, at)) for key, places in (record.evidence or {}).items() for at, place in enumerate(places)]
    for key, places in (record.evidence or {}).items():
        for at, (before, after) in enumerate(itertools.pairwise(places), 1):
            if after.start < before.end:
                yield Problem(pointer("evidence", key, at), say("beginnt vor dem Ende der Stelle davor"))
    found.sort(key=lambda pair: pair[0].start)
    for (above, _), (below, where) in itertools.pairwise(found):
        if below.line < above.line or below.page < above.page:
            yield Problem(where, say("steht weiter hinten als die Stelle davor, aber auf einer früheren Zeile oder Seite"))


def _encodable(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """Every text can be encoded; unknown keys are checked by the schema."""
    for found in surrogates.paths_with_surrogates(row):
        yield Problem(pointer(*found), say(SENTENCES["string_unicode"]))


RULES: tuple[Callable[[Inquiry, dict[str, Any]], Iterator[Problem]], ...] = (
    _counting, _dates, _computed, _source, _answers, _counted, _findings, _places, _order, _encodable,
)  # fmt: skip
"""The consistency rules."""
