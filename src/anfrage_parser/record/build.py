"""Build the validated record from a draft."""

import bisect
import copy
from collections.abc import Iterable, Sequence
from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from anfrage_parser.assemble.draft import Draft, Person, QuestionDraft
from anfrage_parser.errors import UnreadableError
from anfrage_parser.field_names import named
from anfrage_parser.fields import HEAD, Shape
from anfrage_parser.findings import CODES, finding
from anfrage_parser.messages import say, written
from anfrage_parser.model import Finding, Piece, Source, Unread
from anfrage_parser.record.evidence import doubts, evidence
from anfrage_parser.record.schema import SAME_SHAPE, SCHEMA_VERSION, FindingRecord, Inquiry, in_order
from anfrage_parser.text.clean import squeeze


def to_record(
    draft: Draft, source: Source, part: int, convention: str, parser: str, with_evidence: bool = False, first: bool = True
) -> Inquiry:
    """Build the validated record; findings about reading the document go into the `first` record of a document only."""
    return Inquiry.model_validate(
        {
            "document_type": draft.document_type,
            **_head(draft),
            "refers_to": _refers_to(draft),
            "preamble": paragraphs(draft.preamble),
            "blocks": [
                {"number": b.number, "heading": text(b.heading), "intro": paragraphs(b.intro), "lead_in": text(b.lead_in)}
                for b in draft.blocks
            ],
            "questions": [_question(index, q) for index, q in enumerate(draft.questions, 1)],
            "answers": [
                {"labels": [label.text for label in a.labels], "questions": [index + 1 for index in a.questions], "text": a.text.text}
                for a in draft.answers
            ],
            "footnotes": [{"label": label.text, "text": words.text} for label, words in draft.footnotes],
            "rationale": paragraphs(draft.rationale),
            "signatories": [_person(p) for p in draft.signatories],
            "unassigned": [{"line": line, "text": squeeze(source.text[span.start : span.end])} for line, span in draft.unassigned],
            "findings": _findings([*draft.findings, *doubts(draft, source)], source, first, part == 1),
            "source": _source(source, part, convention, parser),
            "evidence": evidence(draft, source) if with_evidence else None,
        }
    )


def as_dict(inquiry: Inquiry, evidence: bool = False, exclude: Iterable[str] = ()) -> dict[str, Any]:
    """Return the record as plain JSON values with its keys in the documented order; `evidence` only if wanted."""
    return in_order(inquiry.model_dump(mode="json", exclude={*exclude} if evidence else {*exclude, "evidence"}))


def known(row: Any) -> dict[str, Any]:
    """Return a record's JSON object in the shape of the current schema; `UnreadableError` if it is no record or has an unsupported version.

    Keys of later minor versions are kept. Records of earlier versions lack what was added since; they are treated as of the current one.
    """
    if not isinstance(row, dict) or "schema_version" not in row:
        raise UnreadableError(say("das ist kein Datensatz"), say("Datensätze schreibt „anfrage parse“"))
    version = row.get("schema_version")
    if version in SAME_SHAPE or (isinstance(version, str) and _is_earlier(version)):
        row, version = {**_added_since(), **row}, SCHEMA_VERSION
    elif not isinstance(version, str) or version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
        newer = isinstance(version, str) and version[:1].isdecimal() and not version.startswith("0")
        raise UnreadableError(
            say("Datensätze der Version {version} kennt dieses Programm nicht", version=str(version)[:20]),
            say("eine neuere Version von anfrage-parser verwenden") if newer else say("den Datensatz mit „anfrage parse“ neu schreiben"),
        )
    return {**{name: value for name, value in row.items() if name != "party"}, "schema_version": version}


def _added_since() -> dict[str, Any]:
    """Return the keys that minor versions added, as they are in a record that has nothing to say there."""
    fields = Inquiry.model_fields.items()
    return {
        name: field.get_default(call_default_factory=True)
        for name, field in fields
        if not field.is_required() and name not in ("schema_version", "evidence")
    }


def _is_earlier(version: str) -> bool:
    """Return whether a version is an earlier minor version of the current major one."""
    (major, _, minor), (own, _, latest) = version.partition("."), SCHEMA_VERSION.partition(".")
    return major == own and len(minor) <= len(latest) and minor.isdecimal() and minor.isascii() and int(minor) < int(latest)


def from_dict(row: Any) -> Inquiry:
    """Read a record from its JSON object, keeping unknown keys; `UnreadableError` if it is none or has an unsupported version."""
    given = known(row)
    try:
        return checked(given)
    except ValidationError as error:
        at = ".".join(str(step) for step in error.errors()[0]["loc"][:4])
        raise UnreadableError(say("der Datensatz ist ungültig ({at})", at=at), say("ihn mit „anfrage parse“ neu schreiben")) from error


def checked(given: dict[str, Any]) -> Inquiry:
    """Validate a JSON object strictly ("1" is no number, 1 is not true); `ValidationError` says what is wrong."""
    try:
        return _strictly(given)
    except ValidationError as error:
        found = [wrong["loc"] for wrong in error.errors(include_url=False, include_context=False) if _is_whole(wrong)]
        if not found:
            raise
    mended = copy.deepcopy(given)
    for *steps, last in found:
        at: Any = mended
        for step in steps:
            at = at[step]
        at[last] = int(at[last])
    return _strictly(mended)


def _is_whole(wrong: ErrorDetails) -> bool:
    """Return whether the rejected value is an integral float: JSON's 2.0 is an integer."""
    return wrong["type"] == "int_type" and isinstance(wrong["input"], float) and wrong["input"].is_integer()


def _strictly(given: dict[str, Any]) -> Inquiry:
    return Inquiry.model_validate({**given, "evidence": _boxed(given["evidence"])} if "evidence" in given else given, strict=True)


def _boxed(evidence: Any) -> Any:
    """Return evidence with its boxes as tuples, as the schema wants them; JSON only has lists."""
    if not isinstance(evidence, dict):
        return evidence
    return {key: [_place(place) for place in places] if isinstance(places, list) else places for key, places in evidence.items()}


def _place(place: Any) -> Any:
    box = place.get("bbox") if isinstance(place, dict) else None
    return {**place, "bbox": tuple(box)} if isinstance(box, list) else place


def text(piece: Piece | None) -> str | None:
    """Return a piece's text; None if it is missing or blank."""
    return piece.text or None if piece is not None else None


def paragraphs(pieces: Sequence[Piece]) -> str | None:
    """Join paragraphs with a blank line between them; None if there are none."""
    return "\n\n".join(p.text for p in pieces if p.text) or None


def _head(draft: Draft) -> dict[str, Any]:
    """The fields of the head; `party` is computed."""
    head = {field.key: _value(field.shape, getattr(draft, field.key)) for field in HEAD}
    return {**head, "date_basis": draft.date_basis, "askers": [_person(p) for p in draft.askers]}


def _refers_to(draft: Draft) -> dict[str, Any] | None:
    """The inquiry that an answer is about, as far as the answer names it."""
    if draft.document_type != "answer":
        return None
    row = {
        "number": text(draft.refers_number),
        "date": draft.refers_date[0] if draft.refers_date else None,
        "parties": [name for name, _ in draft.parties],
        "title": text(draft.title),
    }
    return row if any(row.values()) else None


def _value(shape: Shape, value: Any) -> Any:
    """Convert a draft value, which carries spans, to the record's value."""
    if shape == "groups":
        return [name for name, _ in value]
    if shape in ("day", "yes-no"):
        return value[0] if value else None
    return text(value)


def _person(person: Person) -> dict[str, str | None]:
    return {"name": person.name.text, "role": text(person.role), "party": person.party}


def _question(index: int, question: QuestionDraft) -> dict[str, Any]:
    return {
        "index": index,
        "number": question.number,
        "label": text(question.label),
        "block": question.block,
        "text": question.text.text,
        "parts": [{"label": label.text, "text": words.text} for label, words in question.parts],
        "tail": text(question.tail),
        "answer": text(question.answer),
    }


def _findings(found: Iterable[Finding], source: Source, first: bool, of_mail: bool) -> list[dict[str, Any]]:
    """Return the draft's findings, plus those about reading once per document, and those about attachments once per mail."""
    rows = list(found)
    if first:
        if source.encoding_guessed:
            rows.append(finding("encoding-guessed", encoding=source.encoding))
        if source.undecodable:
            rows.append(finding("undecodable", count=source.undecodable))
        rows += [finding("letters-mended", count=source.mended)] if source.mended else []
        rows += [finding("letters-lost", count=source.lost)] if source.lost else []
        rows += [finding("page-unreadable", page=page) for page in source.broken_pages]
        rows += [finding("page-not-recognised", page=page) for page in source.unread_pages]
        rows += [finding("text-unseen", count=source.unseen)] if source.unseen else []
        rows += [finding("text-askew", count=source.askew)] if source.askew else []
    rows += [_unread(entry) for entry in source.unread] if of_mail else []
    starts = [line.start for line in source.lines] if rows else []
    return [finding_row(row, source, starts) for row in rows]


def _unread(entry: Unread) -> Finding:
    if entry.document:
        return finding("attachment-unread", name=entry.name, cause=entry.error.cause)
    return finding("attachment-other", name=entry.name)


def finding_row(row: Finding, source: Source | None, starts: Sequence[int]) -> dict[str, Any]:
    """Return a finding as a JSON object, with the page and line it points to."""
    line = source.lines[bisect.bisect_right(starts, row.start) - 1] if source is not None and row.start is not None and starts else None
    return {
        "code": row.code,
        "severity": row.severity,
        "field": row.field,
        "message": row.message,
        "line": line.number if line else None,
        "page": line.page if line else None,
        "start": row.start,
        "end": row.end,
    }


def _source(source: Source, part: int, convention: str, parser: str) -> dict[str, Any]:
    return {
        "name": source.name,
        "part": part,
        "sha256": source.sha256,
        "size": source.size,
        "media_type": source.media_type,
        "encoding": source.encoding,
        "encoding_guessed": source.encoding_guessed,
        "pages": source.pages,
        "reader": source.reader,
        "convention": convention,
        "parser": parser,
    }


def required_fields(words: str) -> tuple[str, ...]:
    """Parse "number,date,party" or "nummer,datum,fraktion" into keys; `UsageError` for an unknown field."""
    typed = (word.strip() for word in words.split(","))
    return tuple(named("--require", word, Inquiry.model_fields) for word in typed if word)


def with_required(inquiry: Inquiry, fields: Sequence[str]) -> Inquiry:
    """Return the record with an error finding for each missing required field; an existing warning about it becomes that error."""
    missing = [name for name in fields if not getattr(inquiry, name) and getattr(inquiry, name) is not False]
    if not missing:
        return inquiry
    rows = [f.model_copy(update={"severity": "error"}) if f.field in missing else f for f in inquiry.findings]
    for name in missing:
        if not any(f.field == name for f in rows):
            message = written(say(CODES["field-missing"].sentence, name=name))
            rows.append(
                FindingRecord(
                    code="field-missing",
                    severity="error",
                    field=name,
                    message=message,
                    line=None,
                    page=None,
                    start=None,
                    end=None,
                )
            )
    return inquiry.model_copy(update={"findings": rows})
