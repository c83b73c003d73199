"""The tables that records become: one row for each inquiry, question, or finding; what their columns hold and are called."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from anfrage_parser.exporters import Language
from anfrage_parser.findings import worded
from anfrage_parser.record.schema import Asker, Block, FindingRecord, Inquiry, Question, Signatory

Value = str | int | bool | dt.date | None
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """One column."""

    key: str
    """The record's own name for it; what programs go by."""
    german: str
    english: str
    value: Callable[[Row], Value]
    width: int = 12
    """Characters, on a sheet."""

    def heading(self, language: Language) -> str:
        """What people read above it."""
        return self.english if language == "en" else self.german

    def shown(self, row: Row, language: Language) -> Value:
        """The value; a code word as people read it."""
        value = self.value(row)
        german, english = WORDS.get(self.key, {}).get(str(value), (value, value))
        return english if language == "en" else german


WORDS: dict[str, dict[str, tuple[str, str]]] = {
    "document_type": {
        "inquiry": ("Anfrage", "Inquiry"),
        "inquiry_with_answer": ("Anfrage mit Antwort", "Inquiry with answer"),
        "answer": ("Antwort", "Answer"),
        "motion": ("Antrag", "Motion"),
        "minutes": ("Niederschrift", "Minutes"),
        "invitation": ("Einladung", "Invitation"),
        "other": ("anderes", "other"),
    },
    "date_basis": {"letter": ("das des Briefs", "the letter's"), "received": ("der Eingang", "the receipt")},
    "severity": {"error": ("Fehler", "Error"), "warning": ("Warnung", "Warning"), "info": ("Hinweis", "Note")},
}
"""Key of a column → its code words, in German and English."""


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """One table."""

    german: str
    english: str
    columns: Sequence[Column[Row]]
    rows: Callable[[Inquiry], Iterator[Row]]

    def cells(self, inquiry: Inquiry, language: Language | None = None) -> Iterator[list[Value]]:
        """The rows that a record gives; with code words as people read them, where a language is given."""
        for row in self.rows(inquiry):
            yield [column.shown(row, language) if language is not None else column.value(row) for column in self.columns]


def day(text: str | None) -> dt.date | None:
    """A day of the record as a date."""
    return dt.date.fromisoformat(text) if text is not None else None


def people(persons: Sequence[Asker | Signatory]) -> str | None:
    """ "Ole Steinkamp (Fraktionsvorsitzender); Ayşe Korkmaz"."""
    return "; ".join(f"{p.name} ({p.role})" if p.role else p.name for p in persons) or None


def parts(question: Question) -> str | None:
    """Sub-questions, one a line, with their markers."""
    return "\n".join(f"{part.label} {part.text}" for part in question.parts) or None


def retold(inquiry: Inquiry, language: Language) -> Inquiry:
    """The record with its findings' messages in a language."""
    rows = [found.model_copy(update={"message": worded(found.code, found.message, language)}) for found in inquiry.findings]
    return inquiry.model_copy(update={"findings": rows})


def lead_in(inquiry: Inquiry, question: Question) -> str | None:
    """The sentence that announced a question."""
    return next((block.lead_in for block in inquiry.blocks if block.number == question.block), None)


def in_blocks(record: Inquiry) -> Iterator[tuple[Block, list[tuple[int, Question]]]]:
    """Blocks with their questions, and the place of each in the record; none is lost where a record names a block that it doesn't have."""
    of: dict[int, list[tuple[int, Question]]] = {}
    for at, question in enumerate(record.questions, 1):
        of.setdefault(question.block, []).append((at, question))
    for block in record.blocks:
        yield block, of.pop(block.number, [])
    for number, questions in sorted(of.items()):
        yield Block(number=number, heading=None, intro=None, lead_in=None), questions


_HEAD: tuple[tuple[str, str, str, Callable[[Inquiry], Value], int], ...] = (
    ("source.name", "Datei", "File", lambda i: i.source.name, 28),
    ("source.part", "Teil", "Part", lambda i: i.source.part, 5),
    ("number", "Nummer", "Reference", lambda i: i.number, 14),
    ("date", "Datum", "Date", lambda i: day(i.date), 11),
    ("party", "Fraktion", "Group", lambda i: i.party, 22),
    ("title", "Titel", "Title", lambda i: i.title, 48),
)
"""What every row about an inquiry begins with."""

_MORE: tuple[tuple[str, str, str, Callable[[Inquiry], Value], int], ...] = (
    ("paper_type", "Art", "Kind", lambda i: i.paper_type, 18),
    ("document_type", "Dokumentart", "Document type", lambda i: i.document_type, 20),
    ("date_basis", "Datum ist", "Date is", lambda i: i.date_basis, 14),
    ("received", "Eingang", "Received", lambda i: day(i.received), 11),
    ("askers", "Fragesteller", "Askers", lambda i: people(i.askers), 28),
    ("addressee", "Empfänger", "Addressee", lambda i: i.addressee, 28),
    ("committee", "Gremium", "Committee", lambda i: i.committee, 24),
    ("session_date", "Sitzung", "Session", lambda i: day(i.session_date), 11),
    ("agenda_item", "TOP", "Agenda item", lambda i: i.agenda_item, 7),
    ("public", "Öffentlich", "Public", lambda i: i.public, 10),
    ("place", "Ort", "Place", lambda i: i.place, 16),
    ("body", "Körperschaft", "Body", lambda i: i.body, 24),
    ("signatories", "Unterschriften", "Signatories", lambda i: people(i.signatories), 28),
    ("preamble", "Vorbemerkung", "Preamble", lambda i: i.preamble, 60),
    ("rationale", "Begründung", "Rationale", lambda i: i.rationale, 40),
    ("questions", "Fragen", "Questions", lambda i: len(i.questions), 8),
    ("findings", "Hinweise", "Findings", lambda i: sum(f.severity != "info" for f in i.findings), 9),
    ("source.sha256", "SHA-256", "SHA-256", lambda i: i.source.sha256, 20),
)

Asked = tuple[Inquiry, Question]
Found = tuple[Inquiry, FindingRecord]


def _of_inquiry(columns: Sequence[tuple[str, str, str, Callable[[Inquiry], Value], int]]) -> list[Column[Any]]:
    """Columns about the inquiry in a table of what is within it."""

    def of(value: Callable[[Inquiry], Value]) -> Callable[[tuple[Inquiry, object]], Value]:
        return lambda row: value(row[0])

    return [Column(key, german, english, of(value), width) for key, german, english, value, width in columns]


INQUIRIES: Table[Inquiry] = Table(
    "Anfragen", "Inquiries", [Column(*column) for column in (*_HEAD, *_MORE)], lambda inquiry: iter((inquiry,))
)

QUESTIONS: Table[Asked] = Table(
    "Fragen",
    "Questions",
    [
        *_of_inquiry(_HEAD),
        Column("index", "Frage", "Question", lambda row: row[1].index, 7),
        Column("label", "Zählung", "Marker", lambda row: row[1].label, 9),
        Column("text", "Wortlaut", "Text", lambda row: row[1].text, 70),
        Column("parts", "Unterfragen", "Parts", lambda row: parts(row[1]), 50),
        Column("tail", "Schluss", "Tail", lambda row: row[1].tail, 20),
        Column("answer", "Antwort", "Answer", lambda row: row[1].answer, 50),
        Column("block", "Block", "Block", lambda row: row[1].block, 7),
        Column("lead_in", "Einleitung", "Lead-in", lambda row: lead_in(*row), 40),
    ],
    lambda inquiry: ((inquiry, question) for question in inquiry.questions),
)

FINDINGS: Table[Found] = Table(
    "Hinweise",
    "Findings",
    [
        *_of_inquiry(_HEAD[:3]),
        Column("severity", "Schwere", "Severity", lambda row: row[1].severity, 10),
        Column("code", "Kennung", "Code", lambda row: row[1].code, 22),
        Column("field", "Feld", "Field", lambda row: row[1].field, 18),
        Column("message", "Hinweis", "Message", lambda row: row[1].message, 70),
        Column("line", "Zeile", "Line", lambda row: row[1].line, 7),
        Column("page", "Seite", "Page", lambda row: row[1].page, 7),
    ],
    lambda inquiry: ((inquiry, found) for found in inquiry.findings),
)
