"""Text to paste into the form fields of a council's information system: head, preamble, questions, each under its name."""

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from anfrage_parser.exporters import ExportOptions
from anfrage_parser.exporters.cells import allowed, as_text
from anfrage_parser.exporters.columns import INQUIRIES
from anfrage_parser.schema import Block, Inquiry, Question

HEAD = ("number", "date", "received", "party", "askers", "title", "addressee", "committee", "session_date", "agenda_item", "public", "body")
"""Fields of the head, in the order in which forms ask for them."""

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_COUNTED = re.compile(r"[0-9]{1,9}[.)]")
_ITEM = re.compile(r"^([ \t]{0,20})([-+]|[0-9]{1,9}[.)])(?=\s)", re.MULTILINE)


def export(records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
    """Markdown; characters that would act in it are escaped. Inquiries are parted by a rule."""
    for number, record in enumerate(records):
        if number:
            out.write(b"\n---\n\n")
        out.write("\n".join(_lines(record, options)).encode("utf-8") + b"\n")


def _plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    escaped = _SPECIAL.sub(r"\\\1", allowed(text))
    return _ITEM.sub(lambda m: f"{m.group(1)}{m.group(2)[:-1]}\\{m.group(2)[-1]}", escaped)


def _lines(record: Inquiry, options: ExportOptions) -> Iterator[str]:
    english = options.language == "en"
    yield f"# {_plain(record.title or record.paper_type or record.source.name)}"
    yield ""
    columns = {column.key: column for column in INQUIRIES.columns}
    for key in HEAD:
        value = as_text(columns[key].value(record), options.language)
        if value:
            yield f"- **{columns[key].heading(options.language)}:** {_plain(value)}"
    yield from _section("Preamble" if english else "Vorbemerkung", record.preamble)
    for block in record.blocks:
        yield from _block(record, block, "Questions" if english else "Fragen")
    yield from _section("Rationale" if english else "Begründung", record.rationale)


def _section(heading: str, text: str | None) -> Iterator[str]:
    if text:
        yield from ("", f"## {heading}", "", _plain(text))


def _block(record: Inquiry, block: Block, heading: str) -> Iterator[str]:
    """What announces the questions, then they."""
    yield from ("", f"## {_plain(block.heading or heading)}")
    for text in filter(None, (block.intro, block.lead_in)):
        yield from ("", _plain(text))
    yield ""
    above: int | None = None
    for question in record.questions:
        if question.block == block.number:
            yield from _question(question, counted=above is None or question.number == above + 1)
            above = question.number


def _question(question: Question, counted: bool) -> Iterator[str]:
    """One paragraph for the question, one for each part, in the letter's own counting.

    Markdown counts lists by itself: a number stays bare only where it would count the same.
    """
    text = _plain(question.text)
    if question.label and counted and _COUNTED.fullmatch(question.label):
        yield f"{question.label} {text}"
    else:
        yield f"{_plain(question.label + ' ')}{text}" if question.label else text
    for part in question.parts:
        yield from ("", f"{_plain(part.label + ' ')}{_plain(part.text)}")
    for more in filter(None, (question.tail, question.answer)):
        yield from ("", _plain(more))
    yield ""
