"""The table of fields: the one source for tables, databases, pages, file names, corrections and messages.

`record/schema.py` describes what each field holds. Wherever people type a field, `field_names.py` understands its names.
"""

import re
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from anfrage_parser.messages import spoken

Language = Literal["de", "en"]
LANGUAGES: tuple[Language, ...] = ("de", "en")


def spoken_language() -> Language:
    """Return the language that people read, as names of fields have it."""
    return "en" if spoken().people == "en" else "de"


Shape = Literal["text", "day", "yes-no", "code", "groups", "people", "paragraphs", "notes", "list"]
"""The type of a value: one line of text, a day, a boolean, one of a few code words, group names, people, running text, labelled notes,
a list of parts."""


class Field(NamedTuple):
    """One field of the record."""

    key: str
    """Its path in the record: "title", "refers_to.number"."""
    german: str
    english: str
    shape: Shape
    group: str
    """Its colour in the review page: a key of `review.fields.GROUPS`."""
    width: int = 0
    """Width of its workbook column in characters; 0 if it has none."""
    plural: tuple[str, str] | None = None
    """German and English plural, for lists."""
    stored: bool = True
    """Whether the database's `inquiries` table has a column for it."""
    correctable: bool = True
    names_files: bool = False
    """Whether patterns of `anfrage rename` may use it."""
    in_head: bool = True
    """Whether it belongs to the head of the inquiry: a short value shown beside its name."""
    also: tuple[str, ...] = ()
    """Other names under which people may type it."""

    @property
    def column(self) -> str:
        """Its name in the database: "refers_to_number"."""
        return self.key.replace(".", "_")

    def of(self, record: Any) -> Any:
        """Return its value in a record; None if there is none."""
        for name in self.key.split("."):
            record = getattr(record, name, None)
        return record

    def name(self, language: Language) -> str:
        """Return its display name."""
        return self.english if language == "en" else self.german

    def heading(self, language: Language) -> str:
        """Return its display name for a whole list ("Unterschriften"), else its name."""
        return self.plural[LANGUAGES.index(language)] if self.plural else self.name(language)


FIELDS = (
    Field("document_type", "Dokumentart", "Document type", "code", "number", 20, in_head=False),
    Field("paper_type", "Art", "Kind of paper", "text", "number", 18, names_files=True, also=("Kind",)),
    Field(
        "number",
        "Nummer",
        "Reference",
        "text",
        "number",
        12,
        names_files=True,
        also=("Aktenzeichen", "Drucksache", "Drucksachennummer", "Vorlagennummer", "Number"),
    ),
    Field("date", "Datum", "Date", "day", "date", 11, names_files=True, also=("Tag", "Day")),
    Field("date_basis", "Datum laut", "Date from", "code", "date", 14, correctable=False, in_head=False),
    Field("received", "Eingang", "Received", "day", "date", 11, names_files=True, also=("Eingangsdatum", "Receipt")),
    Field("place", "Ort", "Place", "text", "place", 16, names_files=True, also=("Stadt", "Town")),
    Field("body", "Körperschaft", "Body", "text", "place", 24, names_files=True),
    Field("party", "Fraktion", "Group", "text", "asker", 16, correctable=False, names_files=True, in_head=False, also=("Partei",)),
    Field(
        "parties",
        "Fraktion",
        "Group",
        "groups",
        "asker",
        plural=("Fraktionen", "Groups"),
        stored=False,
        also=("Party", "Partei", "Parteien"),
    ),
    Field("askers", "Fragesteller", "Asker", "people", "asker", 28, ("Fragesteller", "Askers"), stored=False, in_head=False),
    Field("title", "Titel", "Title", "text", "title", 44, names_files=True, also=("Betreff", "Subject")),
    Field("addressee", "Empfänger", "Addressee", "text", "place", 28, names_files=True),
    Field("committee", "Gremium", "Committee", "text", "place", 24, names_files=True, also=("Ausschuss",)),
    Field("session_date", "Sitzung", "Session", "day", "date", 11, names_files=True, also=("Sitzungsdatum", "Sitzungstag")),
    Field("agenda_item", "TOP", "Agenda item", "text", "date", 7, names_files=True, also=("Tagesordnungspunkt",)),
    Field("public", "Öffentlich", "Public", "yes-no", "place", 10),
    Field("preamble", "Vorbemerkung", "Preamble", "paragraphs", "text", 60, in_head=False),
    Field("blocks", "Fragenblock", "Block", "list", "lead_in", stored=False, in_head=False),
    Field("questions", "Frage", "Question", "list", "question", 9, ("Fragen", "Questions"), stored=False, in_head=False),
    Field("footnotes", "Fußnote", "Footnote", "notes", "footnote", 40, ("Fußnoten", "Footnotes"), in_head=False),
    Field("rationale", "Begründung", "Rationale", "paragraphs", "text", 40, in_head=False),
    Field(
        "signatories",
        "Unterschrift",
        "Signatory",
        "people",
        "asker",
        28,
        ("Unterschriften", "Signatories"),
        stored=False,
        in_head=False,
        also=("Unterzeichner",),
    ),
    Field("responsible", "Zuständig", "Responsible", "text", "place", 20, also=("Amt", "Office")),
    Field("due", "Frist", "Due", "day", "date", 11, also=("Deadline",)),
    Field("refers_to.number", "Zu Anfrage", "Inquiry answered", "text", "number", 14),
    Field("refers_to.date", "Anfrage vom", "Inquiry of", "day", "date", 11),
    Field("answered_by", "Antwort von", "Answered by", "text", "place", 20),
    Field("answers", "Antwort", "Answer", "list", "answer", plural=("Antworten", "Answers"), stored=False, in_head=False),
)
"""In the order of the record."""

HEAD = tuple(field for field in FIELDS if field.in_head and "." not in field.key)
"""The head of the document itself, without what it says of another."""

ONLY = ("inquiries", "answers")
"""Kinds of records that can be asked for alone."""

PLACEHOLDERS = tuple(
    dict.fromkeys(("date", "year", "number", "party", "title", *(field.key for field in FIELDS if field.names_files), "sha256"))
)
"""What a pattern of `anfrage rename` may ask for, the most useful first."""

BY_KEY = {field.key: field for field in FIELDS}


def ordered(fields: Iterable[Field], first: Iterable[str]) -> list[Field]:
    """Return the fields with these keys first, in the given order, then all others, so that a new field is never left out."""
    rest = {field.key: field for field in fields}
    return [rest.pop(key) for key in first if key in rest] + list(rest.values())


FORM = (
    "title",
    "number",
    "parties",
    "date",
    "received",
    "place",
    "body",
    "addressee",
    "committee",
    "session_date",
    "agenda_item",
    "public",
)
"""Keys of the head as displayed, in the order of a form."""

WANTED = ("title", "number", "parties", "date")
"""Keys of fields that are displayed even if they are missing."""

INNER: dict[str, tuple[str, str]] = {
    "text": ("Wortlaut", "Text"),
    "label": ("Nummerierung", "Marker"),
    "parts": ("Unterfrage", "Part"),
    "tail": ("Schluss", "Tail"),
    "answer": ("Antwort", "Answer"),
    "heading": ("Überschrift", "Heading"),
    "intro": ("Zwischentext", "Intro"),
    "lead_in": ("Einleitung", "Lead-in"),
    "name": ("Name", "Name"),
    "role": ("Rolle", "Role"),
    "unassigned": ("nicht zugeordnet", "Not assigned"),
    "source": ("Dokument", "Document"),
}
"""Key of a part of a field → German and English name."""

_STEP = re.compile(r"([a-z_]+)(?:\[([0-9]+)\])?")


def steps_of(path: str) -> list[tuple[str, str]]:
    """Split a field path into (key, index) pairs; the index is "" where there is none."""
    return _STEP.findall(path)


def name_of(path: str, language: Language = "de") -> str:
    """Return the display name of a field path: "Frage 3", "Unterschrift 2", "Titel"; any other text is unchanged."""
    if path in BY_KEY:
        return BY_KEY[path].name(language)
    steps = steps_of(path)
    first, index = steps[0] if steps else ("", "")
    if first not in BY_KEY and first not in INNER:
        return path
    inner = steps[1][0] if len(steps) > 1 else ""
    if first == "questions" and index:
        part = f".{int(steps[1][1]) + 1}" if inner == "parts" and steps[1][1] else ""
        return f"{_named(inner if inner in ('answer', 'parts') else first, language)} {int(index) + 1}{part}"
    if first == "answers" and index:
        return f"{_named('answer', language)} {int(index) + 1}"
    if first == "blocks" and index:
        return _named(inner or first, language)
    return f"{_named(first, language)} {int(index) + 1}" if index and int(index) else _named(first, language)


def _named(name: str, language: Language) -> str:
    if name in BY_KEY:
        return BY_KEY[name].name(language)
    return INNER[name][LANGUAGES.index(language)] if name in INNER else name
