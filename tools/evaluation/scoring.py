"""One record against what a person read in the document (or what a letter was drawn from), field by field.

A label lists only what was checked; a key that is absent is not scored, and null means that the document has none. Where a
text is not ours to keep, the label holds {"chars", "sha256"} of it or of its beginning, or {"count", "sha256"} of a list of names.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from anfrage_parser.conventions import load, party_key
from anfrage_parser.record.schema import Inquiry

Label = dict[str, Any]

PLAIN = ("number", "date", "received", "place", "session_date", "committee")
TEXTS = ("title", "preamble", "rationale")
_OF_QUESTIONS = frozenset({"questions", "blocks"})
FOUND_UNDER = {
    "question_count": _OF_QUESTIONS,
    "question_texts": _OF_QUESTIONS,
    "question_numbers": _OF_QUESTIONS,
    "question_blocks": _OF_QUESTIONS,
    "first_question_text_start": _OF_QUESTIONS,
    "last_question_text_start": _OF_QUESTIONS,
    "preamble_start": frozenset({"preamble"}),
    "rationale_start": frozenset({"rationale"}),
    "lead_ins": frozenset({"blocks", "lead_in", "questions"}),
    "parties": frozenset({"parties", "party"}),
}
"""Fields of findings that tell of a scored field, where they are not named alike."""

NOT_FIELDS = ("file", "set", "notes", "truncated", "numbering", "sub_item_count")


@dataclass(frozen=True)
class Row:
    """One field of one document."""

    field: str
    right: bool
    wanted: object
    got: object
    doubted: bool = False

    @property
    def expected(self) -> bool:
        """Whether the document has a value."""
        return self.wanted not in (None, "", [])

    @property
    def given(self) -> bool:
        """Whether the record has one."""
        return self.got not in (None, "", [])


def squeeze(value: object) -> Any:
    """Strings in one Unicode form with single blanks; lists likewise."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", " ".join(value.split()))
    return [squeeze(v) for v in value] if isinstance(value, list) else value


def canonical(names: list[str] | None) -> list[str]:
    """Party names by their canonical form, in alphabetical order."""
    known = load("general").party_keys
    return sorted(known.get(party_key(n), n) for n in names or [])


def digest(text: str) -> str:
    """The SHA-256 of a text's UTF-8, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def same(wanted: object, got: object) -> bool:
    """Whether a value is the label's, by its words or by its digest."""
    text = squeeze(got)
    if isinstance(wanted, dict) and "count" in wanted:
        names = got if isinstance(got, list) else []
        return bool(len(names) == wanted["count"] and digest("|".join(squeeze(names))) == wanted["sha256"])
    if isinstance(wanted, dict):
        return bool(isinstance(text, str) and len(text) == wanted["chars"] and digest(text) == wanted["sha256"])
    return bool(squeeze(wanted) == text)


def begins(wanted: object, got: str | None) -> bool:
    """Whether a text begins as the label says."""
    text = str(squeeze(got or ""))
    if wanted is None:
        return not text
    if isinstance(wanted, dict):
        return bool(digest(text[: wanted["chars"]]) == wanted["sha256"])
    return text.startswith(str(squeeze(wanted)))


def ends(wanted: object, got: str) -> bool:
    """Whether a lead-in ends as the label says: a label may hold only the end of the announcing sentence."""
    text = str(squeeze(got))
    if isinstance(wanted, dict):
        return bool(digest(text[-wanted["chars"] :]) == wanted["sha256"])
    return text.endswith(str(squeeze(wanted)))


def whole_texts(inquiry: Inquiry) -> list[str]:
    """Each question with its parts and tail, as one text."""
    return [" ".join(filter(None, [q.text, *(f"{p.label} {p.text}" for p in q.parts), q.tail])) for q in inquiry.questions]


def rows_of(label: Label, inquiry: Inquiry) -> Iterator[Row]:
    """Every field that the label lists."""
    for field, right, wanted, got in _rows(label, inquiry):
        yield Row(field, right, wanted, got, _doubted(field, inquiry))


def _rows(label: Label, inquiry: Inquiry) -> Iterator[tuple[str, bool, object, object]]:
    for field in (*PLAIN, *TEXTS):
        if field in label:
            got = getattr(inquiry, field)
            yield field, same(label[field], got), label[field], got
    if "signatories" in label:
        names = [s.name for s in inquiry.signatories]
        yield "signatories", same(label["signatories"], names), label["signatories"], names
    if "parties" in label:
        yield "parties", canonical(label["parties"]) == canonical(inquiry.parties), label["parties"], inquiry.parties
    if "lead_ins" in label:
        leads = [b.lead_in for b in inquiry.blocks if b.lead_in]
        right = len(leads) == len(label["lead_ins"]) and all(ends(w, g) for w, g in zip(label["lead_ins"], leads, strict=True))
        yield "lead_ins", right, label["lead_ins"], leads
    yield from _question_rows(label, inquiry)
    yield from _beginnings(label, inquiry)


def _question_rows(label: Label, inquiry: Inquiry) -> Iterator[tuple[str, bool, object, object]]:
    if "question_count" in label:
        yield "question_count", label["question_count"] == len(inquiry.questions), label["question_count"], len(inquiry.questions)
    if "questions" not in label:
        return
    wanted = label["questions"]
    texts = whole_texts(inquiry)
    yield "question_texts", squeeze([q["text"] for q in wanted]) == squeeze(texts), [q["text"] for q in wanted], texts
    for field, key in (("question_numbers", "number"), ("question_blocks", "block")):
        want, got = [q[key] for q in wanted], [getattr(q, key) for q in inquiry.questions]
        yield field, want == got, want, got


def _beginnings(label: Label, inquiry: Inquiry) -> Iterator[tuple[str, bool, object, object]]:
    texts = whole_texts(inquiry) or [""]
    values = {"rationale_start": inquiry.rationale, "first_question_text_start": texts[0], "last_question_text_start": texts[-1]}
    if label.get("last_question_text_start") is None:
        values.pop("last_question_text_start")
    for field, got in values.items():
        if field in label:
            yield field, begins(label[field], got), label[field], (got or "")[:80]
    if "preamble_start" in label:
        wanted, got = label["preamble_start"], inquiry.preamble
        right = begins(wanted, got)
        if not got and wanted and inquiry.blocks:  # one sentence is preamble and lead-in at once
            right = begins(wanted, inquiry.blocks[0].lead_in)
        yield "preamble_start", right, wanted, (got or "")[:80]


def _doubted(field: str, inquiry: Inquiry) -> bool:
    """Whether a finding that is more than an information points to the field."""
    wanted = FOUND_UNDER.get(field, {field})
    return any(f.severity != "info" and (f.field or "").split(".")[0].split("[")[0] in wanted for f in inquiry.findings)


def refused(label: Label) -> list[Row]:
    """All fields of a document that gave no record."""
    return [Row(field, False, value, None) for field, value in label.items() if field not in NOT_FIELDS]
