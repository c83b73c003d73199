"""How one document is parsed: read it, choose its convention, label its lines, assemble, validate. Start reading here."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from anfrage_parser import conventions
from anfrage_parser.assemble import assemble
from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.mail_letter import chosen, is_covering, is_mail, letters, without_head
from anfrage_parser.conventions import Convention
from anfrage_parser.corrections import with_corrections
from anfrage_parser.errors import AnfrageError, LimitError, NotAnInquiryError, check_choice
from anfrage_parser.fields import ONLY
from anfrage_parser.label import label
from anfrage_parser.label.running_heads import running_heads
from anfrage_parser.messages import say
from anfrage_parser.model import Line, Source, Unit
from anfrage_parser.readers import read_file, read_text
from anfrage_parser.readers.options import Options
from anfrage_parser.record.build import to_record
from anfrage_parser.record.provenance import parser_name
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.text.emphasis import may_have_emphasis, without_emphasis
from anfrage_parser.text.footnotes import may_have_notes, with_notes
from anfrage_parser.text.table_bars import may_have_bars, without_bars
from anfrage_parser.text.ticks import may_have_boxes, only_chosen

INQUIRIES = ("inquiry", "inquiry_with_answer")

LIMIT_QUESTIONS = 20_000
"""Most questions of one document, counted by their question marks."""

BOOK = 250_000
"""Characters (about 100 pages); a longer text is labelled only if it mentions an inquiry or a question somewhere."""


class Examined(NamedTuple):
    """A document with every decision made about it, whether it is an inquiry or not."""

    source: Source
    convention: Convention
    units: list[Unit]
    drafts: list[Draft]


def parse_source(source: Source, convention: str | None = None, evidence: bool = False) -> list[Inquiry]:
    """Parse a document that has been read; return its inquiries and answers in printed order, at least one.

    `convention` names the convention to use (None: chosen by the document's marks); with `evidence`, records say where each value
    was printed. Raises `NotAnInquiryError` for other documents, `NoTextError` for scans without text and `LimitError` for more
    than `LIMIT_QUESTIONS` question marks.
    """
    _refuse_outsize(source.text, conventions.load(convention or "general"))
    seen = examine_all(source, convention)
    found = [(part, draft) for part in seen for draft in part.drafts if draft.document_type in INQUIRIES or draft.answers_inquiry]
    if len(seen) > 1 and any(draft.questions or draft.answers for _, draft in found):
        # a covering mail mentions the inquiry but asks nothing
        found = _without_notes([(part, draft) for part, draft in found if draft.questions or _answers(draft)])
    if not found:
        raise _refusal(source, seen)
    return [_record(found, at, evidence) for at in range(len(found))]


def kept(records: list[Inquiry], only: str | None) -> list[Inquiry]:
    """Return the records of a kind of `ONLY`, or all for None; `NotAnInquiryError` if a document has none of that kind."""
    found = [record for record in records if only is None or (record.document_type == "answer") == (only == "answers")]
    if not found:
        raise NotAnInquiryError(records[0].document_type)
    return found


def _answers(draft: Draft) -> bool:
    """Return whether an answer paper names the questions it answers; a mail that only says something is none."""
    return draft.answers_inquiry and any(answer.labels for answer in draft.answers)


def _without_notes(found: list[tuple[Examined, Draft]]) -> list[tuple[Examined, Draft]]:
    """Return the inquiries without those that are a covering note: "Wer übernimmt das?" above a letter."""
    letters = [(part, draft) for part, draft in found if not (is_mail(part.source) and is_covering([draft]))]
    return letters or found


def _refuse_outsize(text: str, convention: Convention) -> None:
    """Raise `LimitError` for a text with too many questions, `NotAnInquiryError` for a book that asks nothing."""
    if len(text) <= BOOK:
        return
    if text.count("?") > LIMIT_QUESTIONS:
        raise LimitError(
            say("der Text hat mehr als {limit} Fragen", limit=LIMIT_QUESTIONS), say("die Anfrage als eigene, kleinere Datei speichern")
        )
    if "?" in text:
        return
    folded = text.casefold()
    names = [name.casefold() for name in convention.words("types", "inquiry")]
    if not any(word in folded for word in (*names, *convention.words("lead_in", "words"))):
        raise NotAnInquiryError("other")


def _record(found: Sequence[tuple[Examined, Draft]], at: int, evidence: bool) -> Inquiry:
    """Build the record of the inquiry at index `at`; its `part` is counted across all documents of a mail."""
    part, draft = found[at]
    first = not at or found[at - 1][0] is not part
    return to_record(draft, part.source, at + 1, part.convention.name, parser_name(), evidence, first)


def _refusal(source: Source, seen: Sequence[Examined]) -> AnfrageError:
    """Return the error that says why a document gives no inquiry."""
    from anfrage_parser.readers.layout import textless
    from anfrage_parser.readers.omissions import omissions

    pictures = next((error for part in seen if (error := textless(part.source)) is not None), None)
    unread = next((entry.error for entry in source.unread if entry.document), None)
    kinds = [draft.document_type for part in seen for draft in part.drafts]
    return pictures or unread or NotAnInquiryError(next((kind for kind in kinds if kind != "other"), "other"), omissions(source))


def examine_all(source: Source, convention: str | None = None) -> list[Examined]:
    """Examine a document, or each document of a mail."""
    return [examine(part, convention) for part in source.enclosed or (source,)]


def examine(source: Source, convention: str | None = None) -> Examined:
    """Label and assemble a document; never raises for a document that is no inquiry."""
    # of a mail: the innermost letter that asks
    found = letters(source)
    inner = chosen(source.lines, found, lambda lines: _examine(source, lines, convention))
    return inner or _examine(source, without_head(source), convention)


def _examine(source: Source, lines: Sequence[Line], convention: str | None) -> Examined:
    # the signs of bold words and headings are no part of them
    lines = without_emphasis(lines) if may_have_emphasis(source.text) else lines
    # nor are the bars of a table that is drawn in text
    lines = without_bars(lines) if may_have_bars(source.text) else lines
    # whose wording is it? a city's, if its marks are found in the head
    wording = conventions.load(convention) if convention else conventions.choose(lines)
    # what may each line be? proposals only; lines repeated on every page are furniture
    # what a form offers and nobody ticked is no value
    lines = only_chosen(lines) if may_have_boxes(source.text) else lines
    # nor is a footnote's mark part of a word
    lines = with_notes(lines) if may_have_notes(source.text) else lines
    units = running_heads(label(lines, wording))
    # what do the lines mean together? one decision, one field for every character
    return Examined(source, wording, units, assemble(units, lines, wording))


def parse_file(
    path: str | Path,
    *,
    convention: str | None = None,
    reader: str = "auto",
    ocr: str = "auto",
    corrections: str | Path | None = None,
    only: str | None = None,
) -> list[Inquiry]:
    """Parse a file and return its inquiries and answers in printed order: text, PDF, image, office document, web page, or mail.

    `convention` is the name of a built-in convention or the path of a TOML file (None: chosen by the document's marks); `reader` is
    "auto", "pdfium" or "pdfplumber"; `ocr` is "auto" (recognise text on pages that have none), "off" or "force". Records carry
    their evidence: where each value is printed. Manual corrections are applied, from the folder `corrections` or else from beside
    the file. `only` is "inquiries" or "answers". Raises a subclass of `AnfrageError` if the file is unreadable, encrypted, without
    text or neither inquiry nor answer.
    """
    source = read_file(Path(path), options=Options(reader, words=True, ocr=ocr))
    inquiries = parse_source(source, convention, evidence=True)
    return kept(with_corrections(inquiries, source, Path(path), Path(corrections) if corrections is not None else None), _checked(only))


def parse_text(text: str, *, convention: str | None = None, name: str = "-", only: str | None = None) -> list[Inquiry]:
    """Parse a text and return its inquiries and answers; `name` becomes `source.name`. All else as in `parse_file`."""
    return kept(parse_source(read_text(text, name), convention, evidence=True), _checked(only))


def _checked(only: str | None) -> str | None:
    """Return what alone is asked for; `UsageError` if there is no such kind."""
    if only is not None:
        check_choice("only", only, ONLY)
    return only
