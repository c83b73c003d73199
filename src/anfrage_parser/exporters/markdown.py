"""Markdown, to paste into the form fields of a council information system: head, preamble, questions, each with its heading."""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from anfrage_parser.exporters import ExportOptions
from anfrage_parser.exporters.cells import allowed, as_text
from anfrage_parser.exporters.columns import INQUIRIES, in_blocks, people
from anfrage_parser.fields import BY_KEY, FIELDS, ordered
from anfrage_parser.messages import shown_day
from anfrage_parser.record.joint import below_questions
from anfrage_parser.record.schema import Answer, Block, Inquiry, Question

FIRST = (
    "number",
    "date",
    "received",
    "party",
    "askers",
    "title",
    "addressee",
    "committee",
    "session_date",
    "agenda_item",
    "public",
    "body",
)
"""Head fields in the usual order of forms; others follow."""

APART = ("parties", "paper_type")
"""Fields already covered by `party` and by the headline."""

HEAD = [field.key for field in ordered((f for f in FIELDS if f.in_head or f.key in ("party", "askers")), FIRST) if field.key not in APART]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_COUNTED = re.compile(r"[0-9]{1,9}[.)]")
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]{1,40};)")
_INDENT = re.compile(r"^[ \t]+", re.MULTILINE)
_ITEM = re.compile(r"^(?:[-+]|[0-9]{1,9}[.)])(?=\s|\Z)", re.MULTILINE)
_RULE = re.compile(r"^(?=(?:-+|=+)[ \t]*$)", re.MULTILINE)
"""A line that would make the text above it a heading."""


def export(records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
    """Write Markdown with special characters escaped; inquiries are separated by a rule."""
    for number, record in enumerate(records):
        if number:
            out.write(b"\n---\n\n")
        out.write("\n".join(_lines(record, options)).encode("utf-8") + b"\n")


def plain(text: str) -> str:
    """Escape text for Markdown."""
    escaped = _ENTITY.sub(r"\\&", _SPECIAL.sub(r"\\\1", _INDENT.sub("", allowed(text))))
    escaped = _ITEM.sub(lambda m: f"{m.group()[:-1]}\\{m.group()[-1]}", escaped)
    return _RULE.sub(r"\\", escaped)


def _lines(record: Inquiry, options: ExportOptions) -> Iterator[str]:
    english = options.language == "en"
    yield f"# {plain(record.title or record.paper_type or record.source.name)}"
    yield ""
    columns = {column.key: column for column in INQUIRIES.columns}
    for key in HEAD:
        field = BY_KEY[key]
        value = as_text(columns[key].value(record) if key in columns else field.of(record), options.language)
        value = shown_day(value, options.language) if field.shape == "day" else value
        if value:
            yield f"- **{field.heading(options.language)}:** {plain(value)}"
    joint = {index: [answer for _, answer in found] for index, found in below_questions(record).items()}
    yield from _section("Preamble" if english else "Vorbemerkung", record.preamble)
    for block, questions in in_blocks(record):
        yield from _block(block, [question for _, question in questions], joint, english)
    for answer in joint.get(0, ()):
        yield from _joint(answer, english)
    yield from _section("Rationale" if english else "Begründung", record.rationale)
    if record.footnotes:
        yield from ("", f"## {columns['footnotes'].heading(options.language)}")
        for note in record.footnotes:
            yield from ("", f"{plain(note.label + ' ')}{plain(note.text)}")
    yield from _section(columns["signatories"].heading(options.language), people(record.signatories))


def _section(heading: str, text: str | None) -> Iterator[str]:
    if text:
        yield from ("", f"## {heading}", "", plain(text))


def _joint(answer: Answer, english: bool) -> Iterator[str]:
    """Yield an answer with the numbers of its questions."""
    name = "Answer" if english else "Antwort"
    told = f"{name} ({', '.join(answer.labels)})" if answer.labels else name
    yield from ("", f"**{plain(told)}:** {plain(answer.text)}")


def _block(block: Block, questions: Iterable[Question], joint: dict[int, list[Answer]], english: bool) -> Iterator[str]:
    """Yield a block's lead-in and its questions, each with the answers below it."""
    yield from ("", f"## {plain(block.heading or ('Questions' if english else 'Fragen'))}")
    for text in filter(None, (block.intro, block.lead_in)):
        yield from ("", plain(text))
    yield ""
    above: int | None = None
    for question in questions:
        yield from _question(question, above is None or question.number == above + 1, "Answer" if english else "Antwort")
        for answer in joint.get(question.index, ()):
            yield from _joint(answer, english)
            yield ""
        above = question.number


def _question(question: Question, counted: bool, answer: str) -> Iterator[str]:
    """Yield a paragraph for the question, each part and the answer, with the printed numbers.

    Markdown renumbers lists: a number is only left unescaped if it would stay the same.
    """
    text = plain(question.text)
    if question.label and counted and _COUNTED.fullmatch(question.label):
        yield f"{question.label} {text}"
    else:
        yield f"{plain(question.label + ' ')}{text}" if question.label else text
    for part in question.parts:
        yield from ("", f"{plain(part.label + ' ')}{plain(part.text)}")
    if question.tail:
        yield from ("", plain(question.tail))
    if question.answer:
        yield from ("", f"**{answer}:** {plain(question.answer)}")
    yield ""
