"""Tables of inquiries, questions, answers and findings: their columns with keys, headings and values."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar, cast

from anfrage_parser.exporters import Language, Rows
from anfrage_parser.fields import BY_KEY, FIELDS, Field, ordered
from anfrage_parser.findings import worded
from anfrage_parser.record.schema import Asker, Block, FindingRecord, Footnote, Inquiry, Question, Signatory

Value = str | int | bool | dt.date | None
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column of a table."""

    key: str
    """The field path in the record, for programs."""
    german: str
    english: str
    value: Callable[[Row], Value]
    width: int = 12
    """Width in a workbook, in characters."""
    paper: bool = True
    """Whether it is printed; a workbook has those that are not behind the others."""

    def heading(self, language: Language) -> str:
        """Return its heading for people."""
        return self.english if language == "en" else self.german

    def shown(self, row: Row, language: Language) -> Value:
        """Return the value for people, with code words translated."""
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
    "date_basis": {"letter": ("Brief", "letter"), "received": ("Eingang", "receipt")},
    "state": {
        "open": ("offen", "open"),
        "overdue": ("überfällig", "overdue"),
        "interim_reply": ("Zwischenbescheid", "interim reply"),
        "answered": ("beantwortet", "answered"),
    },
    "due_by": {"printed": ("Dokument", "document"), "rule": ("Regel", "rule")},
    "severity": {"error": ("Fehler", "Error"), "warning": ("Warnung", "Warning"), "info": ("Hinweis", "Note")},
}
"""Column key → code word → (German, English)."""


@dataclass(frozen=True, slots=True)
class Table(Generic[Row]):
    """A table and its columns."""

    german: str
    english: str
    columns: Sequence[Column[Row]]
    rows: Callable[[Inquiry], Iterator[Row]]

    def cells(self, inquiry: Inquiry, language: Language | None = None) -> Iterator[list[Value]]:
        """Yield the rows of a record; code words are translated if a language is given."""
        for row in self.rows(inquiry):
            yield [column.shown(row, language) if language is not None else column.value(row) for column in self.columns]


def day(text: str | None) -> dt.date | None:
    """Convert an ISO day to a date."""
    return dt.date.fromisoformat(text) if text is not None else None


def people(persons: Sequence[Asker | Signatory]) -> str | None:
    """Format people: "Ole Steinkamp (Fraktionsvorsitzender); Ayşe Korkmaz"."""
    return "; ".join(f"{p.name} ({p.role})" if p.role else p.name for p in persons) or None


def notes(footnotes: Sequence[Footnote]) -> str | None:
    """Format footnotes with their marks, one per line."""
    return "\n".join(f"{note.label} {note.text}" for note in footnotes) or None


def parts(question: Question) -> str | None:
    """Format sub-questions with their markers, one per line."""
    return "\n".join(f"{part.label} {part.text}" for part in question.parts) or None


def in_language(inquiry: Inquiry, language: Language) -> Inquiry:
    """Return the record with its findings' messages in a language."""
    rows = [found.model_copy(update={"message": worded(found.code, found.message, language)}) for found in inquiry.findings]
    return inquiry.model_copy(update={"findings": rows})


def lead_in(inquiry: Inquiry, question: Question) -> str | None:
    """Return the lead-in of a question's block."""
    return next((block.lead_in for block in inquiry.blocks if block.number == question.block), None)


def in_blocks(record: Inquiry) -> Iterator[tuple[Block, list[tuple[int, Question]]]]:
    """Yield blocks with their (index, question) pairs; questions of missing blocks are included, too."""
    of: dict[int, list[tuple[int, Question]]] = {}
    for at, question in enumerate(record.questions, 1):
        of.setdefault(question.block, []).append((at, question))
    for block in record.blocks:
        yield block, of.pop(block.number, [])
    for number, questions in sorted(of.items()):
        yield Block(number=number, heading=None, intro=None, lead_in=None), questions


FIRST = ("number", "date", "party", "title")
"""The first fields of every row about an inquiry, after its file."""

THEN = (
    *("paper_type", "document_type", "date_basis", "received", "askers", "addressee", "committee", "session_date", "agenda_item", "public"),
    *("place", "body", "signatories", "preamble", "rationale", "questions"),
)
"""The order of the other fields; those not listed follow."""

PRINTED = ("committee", "session_date", "questions", "responsible", "due", "refers_to.number", "answered_by")
"""The fields besides the first that a printed list of inquiries has; all of them would be a yard wide."""


def _of_field(field: Field) -> Column[Inquiry]:
    """Return the column of a field: days as dates, people with roles, the length of other lists."""

    def value(inquiry: Inquiry) -> Value:
        found: Any = field.of(inquiry)
        if field.shape == "people":
            return people(found)
        if field.shape == "notes":
            return notes(found)
        return len(found) if field.shape == "list" else day(found) if field.shape == "day" else cast(Value, found)

    return Column(field.key, field.heading("de"), field.heading("en"), value, field.width, field.key in (*FIRST, *PRINTED))


_BY_FIELD = [_of_field(field) for field in ordered((field for field in FIELDS if field.width), (*FIRST, *THEN))]
_HEAD: list[Column[Inquiry]] = [
    Column("source.name", "Datei", "File", lambda i: i.source.name, 20),
    Column("source.part", "Teil", "Part", lambda i: i.source.part, 5, False),
    *_BY_FIELD[: len(FIRST)],
]
"""The first columns of every row about an inquiry."""

_MORE: list[Column[Inquiry]] = [
    *_BY_FIELD[len(FIRST) :],
    Column("findings", "Hinweise", "Findings", lambda i: sum(f.severity != "info" for f in i.findings), 9),
    Column("source.sha256", "SHA-256", "SHA-256", lambda i: i.source.sha256, 20, False),
]

Asked = tuple[Inquiry, Question]
Found = tuple[Inquiry, FindingRecord]


def _of_inquiry(columns: Sequence[Column[Inquiry]]) -> list[Column[Any]]:
    """Adapt columns of the inquiry to a table whose rows are (inquiry, part), and make room for the part."""

    def of(value: Callable[[Inquiry], Value]) -> Callable[[tuple[Inquiry, object]], Value]:
        return lambda row: value(row[0])

    return [Column(column.key, column.german, column.english, of(column.value), min(column.width, 36), column.paper) for column in columns]


def answer(record: Inquiry, question: Question) -> str | None:
    """Return a question's answer, and those that it shares with others or that are for a part of it; None if there is none."""
    shared = [given.text for given in record.answers if question.index in given.questions]
    return "\n\n".join([*([question.answer] if question.answer else []), *shared]) or None


class Given(NamedTuple):
    """An answer and the questions that it answers."""

    labels: str | None
    """The numbers of the questions, as printed."""
    questions: Sequence[Question]
    """Those that the document repeats."""
    text: str


def given(record: Inquiry) -> list[Given]:
    """Return every answer once, in the order of its first question; those to questions that are not repeated come last."""
    own = [Given(question.label, [question], question.answer) for question in record.questions if question.answer is not None]
    joint = [
        Given(", ".join(answer.labels) or None, [q for q in record.questions if q.index in answer.questions], answer.text)
        for answer in record.answers
    ]
    return sorted([*own, *joint], key=lambda one: one.questions[0].index if one.questions else len(record.questions) + 1)


def wording(questions: Sequence[Question]) -> str | None:
    """Return questions as text, each with its parts and tail."""
    pieces = (piece for question in questions for piece in (question.text, parts(question), question.tail))
    return "\n".join(filter(None, pieces)) or None


INQUIRIES: Table[Inquiry] = Table("Anfragen", "Inquiries", [*_HEAD, *_MORE], lambda inquiry: iter((inquiry,)))

QUESTIONS: Table[Asked] = Table(
    "Fragen",
    "Questions",
    [
        *_of_inquiry(_HEAD),
        Column("index", "Frage", "Question", lambda row: row[1].index, 8),
        Column("label", "Nummerierung", "Marker", lambda row: row[1].label, 13),
        Column("text", "Wortlaut", "Text", lambda row: row[1].text, 56),
        Column("parts", "Unterfragen", "Parts", lambda row: parts(row[1]), 36),
        Column("tail", "Schluss", "Tail", lambda row: row[1].tail, 20),
        Column("answer", "Antwort", "Answer", lambda row: answer(*row), 60),
        Column("block", "Block", "Block", lambda row: row[1].block, 7, False),
        Column("lead_in", "Einleitung", "Lead-in", lambda row: lead_in(*row), 40, False),
    ],
    lambda inquiry: ((inquiry, question) for question in inquiry.questions),
)

ANSWERS: Table[tuple[Inquiry, Given]] = Table(
    "Antworten",
    "Answers",
    [
        *_of_inquiry([*_HEAD, *map(_of_field, (BY_KEY["refers_to.number"], BY_KEY["refers_to.date"], BY_KEY["answered_by"]))]),
        Column("labels", "Zu Frage", "To question", lambda row: row[1].labels, 9),
        Column("question", "Wortlaut der Frage", "Question", lambda row: wording(row[1].questions), 50),
        Column("answer", "Antwort", "Answer", lambda row: row[1].text, 70),
    ],
    lambda inquiry: ((inquiry, answer) for answer in given(inquiry)),
)

TABLES: dict[Rows, Table[Any]] = {"questions": QUESTIONS, "inquiries": INQUIRIES, "answers": ANSWERS}
"""What a table has one row for → the table."""

FINDINGS: Table[Found] = Table(
    "Hinweise",
    "Findings",
    [
        *_of_inquiry(_HEAD[:3]),
        Column("severity", "Schweregrad", "Severity", lambda row: row[1].severity, 12),
        Column("code", "Kennung", "Code", lambda row: row[1].code, 22),
        Column("field", "Feld", "Field", lambda row: row[1].field, 18),
        Column("message", "Hinweis", "Message", lambda row: row[1].message, 70),
        Column("line", "Zeile", "Line", lambda row: row[1].line, 7),
        Column("page", "Seite", "Page", lambda row: row[1].page, 7),
    ],
    lambda inquiry: ((inquiry, found) for found in inquiry.findings),
)
