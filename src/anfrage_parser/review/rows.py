"""A record as a list of display rows: one for each value, in reading order."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from anfrage_parser.fields import FIELDS, FORM, WANTED, Field, Language, name_of, ordered
from anfrage_parser.messages import shown_day
from anfrage_parser.record.joint import below_questions
from anfrage_parser.record.schema import Answer, Asker, Block, Inquiry, Question, Signatory
from anfrage_parser.review.fields import group_of

Kind = Literal["head", "text", "item", "part", "note"]
"""head: a short value beside its name; text: paragraphs below its name; item, part: a question or sub-question; note: not editable."""

HEAD = ordered((field for field in FIELDS if field.in_head), FORM)


@dataclass(frozen=True, slots=True)
class Row:
    """One value: its path, display name, group, kind and text; None if it is missing."""

    path: str
    name: str
    group: str
    kind: Kind
    value: str | None
    marker: str = ""
    """A question's number, as printed."""


def rows(inquiry: Inquiry, language: Language) -> list[Row]:
    """Return the rows of a record."""
    doubted = {finding.field for finding in inquiry.findings}

    def row(path: str, kind: Kind, value: str | None, marker: str | None = None) -> Row:
        return Row(path, name_of(path, language), group_of(path).key, kind, value, marker or "")

    return [row(*found) for found in _all(inquiry, doubted, language)]


Found = tuple[str, Kind, str | None] | tuple[str, Kind, str | None, str | None]


def _all(inquiry: Inquiry, doubted: set[str], language: Language) -> Iterator[Found]:
    yield from _head(inquiry, doubted, language)
    yield from _prose("preamble", inquiry.preamble)
    yield from _body(inquiry)
    for index, note in enumerate(inquiry.footnotes):
        yield f"footnotes[{index}].text", "item", note.text, note.label
    yield from _prose("rationale", inquiry.rationale)
    for index, signatory in enumerate(inquiry.signatories):
        yield from _person(f"signatories[{index}]", signatory)
    for index, leftover in enumerate(inquiry.unassigned):
        yield f"unassigned[{index}]", "note", leftover.text


def _head(inquiry: Inquiry, doubted: set[str], language: Language) -> Iterator[Found]:
    for field in HEAD:
        value = _shown(field, inquiry, language)
        if value is not None or field.key in WANTED or field.key in doubted:
            yield field.key, "head", value
    for index, asker in enumerate(inquiry.askers):
        yield from _person(f"askers[{index}]", asker)


def _body(inquiry: Inquiry) -> Iterator[Found]:
    """The blocks with their questions; an answer to several questions stands below the last of them."""
    joint = below_questions(inquiry)
    for number, block in enumerate(inquiry.blocks):
        yield from _block(f"blocks[{number}]", block)
        for index, question in enumerate(inquiry.questions):
            if question.block == block.number:
                yield from _question(f"questions[{index}]", question)
                yield from _answers(joint.get(question.index, ()))
    yield from _answers(joint.get(0, ()))
    if not inquiry.questions and not inquiry.answers:
        yield "questions", "note", None


def _answers(answers: Sequence[tuple[int, Answer]]) -> Iterator[Found]:
    for index, answer in answers:
        yield f"answers[{index}].text", "text", answer.text, ", ".join(answer.labels)


def _shown(field: Field, inquiry: Inquiry, language: Language) -> str | None:
    """Return a head value as text."""
    value = field.of(inquiry)
    if isinstance(value, bool):
        return {"de": ("nein", "ja"), "en": ("no", "yes")}[language][value]
    if isinstance(value, list):
        return ", ".join(value) or None
    if not isinstance(value, str):
        return None
    return shown_day(value, language) if field.shape == "day" else value


def _prose(path: str, value: str | None) -> Iterator[Found]:
    if value is not None:
        yield path, "text", value


def _person(path: str, person: Asker | Signatory) -> Iterator[Found]:
    yield f"{path}.name", "head", person.name
    for name in ("role", "party"):
        value = getattr(person, name)
        if value is not None:
            yield f"{path}.{name}", "head", value


def _block(path: str, block: Block) -> Iterator[Found]:
    for name in ("heading", "intro", "lead_in"):
        value = getattr(block, name)
        if value is not None:
            yield f"{path}.{name}", "text", value


def _question(path: str, question: Question) -> Iterator[Found]:
    yield f"{path}.text", "item", question.text, question.label
    for index, part in enumerate(question.parts):
        yield f"{path}.parts[{index}].text", "part", part.text, part.label
    if question.tail is not None:
        yield f"{path}.tail", "part", question.tail
    if question.answer is not None:
        yield f"{path}.answer", "text", question.answer


def row_of(path: str, index: dict[str, int]) -> int:
    """Return the index of a path's row: its own, that of its entry's main value ("questions[0].label"), or its list's; -1 if none."""
    path = path if path in index else path.removeprefix("refers_to.")  # the subject and the groups are the answer's own
    whole = path.rpartition(".")[0]
    first = (f"{path}[0]{leaf}" for leaf in ("", ".text", ".name", ".lead_in"))
    for candidate in (path, f"{whole}.text", path.partition("[")[0], *first):
        if candidate in index:
            return index[candidate]
    return -1
