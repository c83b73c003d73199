"""The story of one document: read it, choose its wording, propose, decide, check. Start reading here."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from anfrage_parser import conventions
from anfrage_parser.assemble import assemble
from anfrage_parser.assemble.draft import Draft
from anfrage_parser.conventions import Convention
from anfrage_parser.corrections import with_corrections
from anfrage_parser.errors import AnfrageError, LimitError, NotAnInquiryError
from anfrage_parser.label import label
from anfrage_parser.label.running_heads import running_heads
from anfrage_parser.messages import say
from anfrage_parser.model import Source, Unit
from anfrage_parser.readers import read_file, read_text
from anfrage_parser.readers.options import Options
from anfrage_parser.record.build import to_record
from anfrage_parser.record.provenance import parser_name
from anfrage_parser.record.schema import Inquiry

INQUIRIES = ("inquiry", "inquiry_with_answer")

LIMIT_QUESTIONS = 20_000
"""Questions of the largest document; question marks are what is counted."""

BOOK = 250_000
"""Characters, about 100 pages, beyond which a text has to speak of asking somewhere before its lines are looked at."""


class Examined(NamedTuple):
    """A document with every decision about it, refused or not."""

    source: Source
    convention: Convention
    units: list[Unit]
    drafts: list[Draft]


def parse_source(source: Source, convention: str | None = None, evidence: bool = False) -> list[Inquiry]:
    """The inquiries of a document that was read, in printed order.

    `NotAnInquiryError` for something else, `NoTextError` for a scan, `LimitError` for more questions than a paper has.
    """
    _refuse_outsize(source.text, conventions.load(convention or "general"))
    seen = examine_all(source, convention)
    found = [(part, draft) for part in seen for draft in part.drafts if draft.document_type in INQUIRIES]
    if len(seen) > 1 and any(draft.questions for _, draft in found):  # a covering mail speaks of an inquiry, and asks nothing
        found = [(part, draft) for part, draft in found if draft.questions]
    if not found:
        raise _refusal(source, seen)
    return [_record(found, at, evidence) for at in range(len(found))]


def _refuse_outsize(text: str, convention: Convention) -> None:
    """`LimitError` for more questions than any paper has; `NotAnInquiryError` for a book in which nobody asks anything."""
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
    """One of the inquiries; `part` counts on over the documents of a mail."""
    part, draft = found[at]
    first = not at or found[at - 1][0] is not part
    return to_record(draft, part.source, at + 1, part.convention.name, parser_name(), evidence, first)


def _refusal(source: Source, seen: Sequence[Examined]) -> AnfrageError:
    """Why a document without an inquiry is none."""
    from anfrage_parser.readers.layout import textless

    pictures = next((error for part in seen if (error := textless(part.source)) is not None), None)
    unread = next((entry.error for entry in source.unread if entry.document), None)
    kinds = [draft.document_type for part in seen for draft in part.drafts]
    return pictures or unread or NotAnInquiryError(next((kind for kind in kinds if kind != "other"), "other"))


def examine_all(source: Source, convention: str | None = None) -> list[Examined]:
    """A document, or each document of a mail, with every decision about it."""
    return [examine(part, convention) for part in source.enclosed or (source,)]


def examine(source: Source, convention: str | None = None) -> Examined:
    """Everything that is decided about a document; it never refuses one."""
    # whose wording is it? a city's, where its marks stand in the head
    chosen = conventions.load(convention) if convention else conventions.choose(source.lines)
    # what may each line be? proposals only; what repeats over the pages is furniture
    units = running_heads(label(source.lines, chosen))
    # what do the lines mean together? one decision, one place for every character
    return Examined(source, chosen, units, assemble(units, source.lines, chosen) if units else [])


def parse_file(
    path: str | Path,
    *,
    convention: str | None = None,
    reader: str = "auto",
    ocr: str = "auto",
    corrections: str | Path | None = None,
) -> list[Inquiry]:
    """The inquiries of a file: text, PDF, a picture of a page, an office document, a web page, a mail with its attachments.

    `convention` names one of the built-in wordings (else the document's marks decide); `reader` is "auto", "pdfium" or
    "pdfplumber"; `ocr` is "auto" (text is recognised on pages that have none), "off" or "force". The records hold their
    evidence: where in the document each value stands. Corrections by hand are applied, those in the folder `corrections` or
    else those beside the file. Raises the errors of `AnfrageError`: unreadable, without text, encrypted, not an inquiry.
    """
    source = read_file(Path(path), options=Options(reader, words=True, ocr=ocr))
    inquiries = parse_source(source, convention, evidence=True)
    return with_corrections(inquiries, source, Path(path), Path(corrections) if corrections is not None else None)


def parse_text(text: str, *, convention: str | None = None, name: str = "-") -> list[Inquiry]:
    """The inquiries of a text; see `parse_file`."""
    return parse_source(read_text(text, name), convention, evidence=True)
