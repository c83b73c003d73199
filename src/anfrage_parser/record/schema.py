"""The record, declared in pydantic: the one source of its shape, validation and JSON Schema."""

import datetime as dt
import json
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, JsonValue, PlainValidator, TypeAdapter, computed_field

from anfrage_parser.model import no_entries

SCHEMA_VERSION = "1.1"

DIALECT = "https://json-schema.org/draft/2020-12/schema"

SAME_SHAPE = ("0.9",)
"""Versions before 1.0 whose records have the shape of 1.0: read like those, with what was added since left empty."""


def _of_the_calendar(day: str) -> str:
    dt.date.fromisoformat(day)
    return day


_JSON: TypeAdapter[JsonValue] = TypeAdapter(JsonValue, config=ConfigDict(allow_inf_nan=False, defer_build=True))


def _writable(value: object) -> JsonValue:
    """Return a JSON value if it can be encoded as UTF-8, else raise `ValueError`."""
    found = _JSON.validate_python(value)
    json.dumps(found, ensure_ascii=False).encode("utf-8")  # a lone surrogate can be read but not written
    return found


Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_of_the_calendar)]
"""A day of the calendar, ISO 8601."""

Version = Annotated[str, Field(pattern=r"^1\.[0-9]{1,4}$")]
"""Of the record. Later minor versions only add keys."""


Unknown = Annotated[Any, PlainValidator(_writable)]
"""The value of a key that we don't know. Each model takes such keys: the check is made once, not built into each of them."""


class Record(BaseModel):
    """What all parts of the record share: no change after the check; keys that a later minor version adds are kept as they are.

    A part is checked by the record that holds it; what checks a part alone is built where somebody asks for it.
    """

    model_config = ConfigDict(extra="allow", frozen=True, allow_inf_nan=False, defer_build=True)
    __pydantic_extra__: dict[str, Unknown] = Field(init=False)


class Person(Record):
    """A person as the document names one."""

    name: str = Field(description="As printed, without the role.")
    role: str | None = Field(description='What stands beside the name: "Fraktionsvorsitzende", "Mitglied des Rates".')
    party: str | None = Field(description="The group of this person, where it stands beside the name.")


class Asker(Person):
    """A member named in the head as asking."""


class Signatory(Person):
    """One who signed."""


class Block(Record):
    """Questions that were announced together."""

    number: int = Field(ge=1, description="1 … n over the document.")
    heading: str | None = Field(description="A short heading above the questions.")
    intro: str | None = Field(description="The text since the block before.")
    lead_in: str | None = Field(description="The whole announcing sentence.")


class Part(Record):
    """A sub-question, as printed."""

    label: str = Field(description="The marker as printed.")
    text: str = Field(description="The wording.")


class Question(Record):
    """One question of the top printed level."""

    index: int = Field(ge=1, description="1 … n over the document.")
    number: int | None = Field(description="The integer where the marker is one arabic number.")
    label: str | None = Field(description="The marker as printed.")
    block: int = Field(ge=1, description="The number of its block.")
    text: str = Field(description="The wording, its lines joined.")
    parts: list[Part] = Field(description="Sub-questions, flat, in printed order.")
    tail: str | None = Field(description="The sentence that goes on after the parts.")
    answer: str | None = Field(description="The answer, where the document prints one below the question.")


class Reference(Record):
    """The inquiry that an answer is about, as the answer names it."""

    number: str | None = Field(description="Its reference, as printed.")
    date: Day | None = Field(description="Its date.")
    parties: list[str] = Field(description="The groups that asked, as canonical names.")
    title: str | None = Field(description="Its subject.")


class Answer(Record):
    """An answer to several questions together, or to one that the document doesn't repeat."""

    labels: list[str] = Field(description="The numbers of the questions it answers, as printed; those in words as figures.")
    questions: list[int] = Field(description="The `index` of each question it answers; none where the document repeats no question.")
    text: str = Field(description="The wording; paragraphs parted by a blank line.")


class Footnote(Record):
    """A note at a page's end or at the document's; its mark is no part of the word it stands at."""

    label: str = Field(description="Its mark: 1 for a raised 1, else as printed.")
    text: str = Field(description="The wording, its lines joined.")


class Leftover(Record):
    """What found no home."""

    line: int = Field(description="Over the whole document, from 1.")
    text: str = Field(description="The characters of that line which belong to nothing.")


class FindingRecord(Record):
    """Something that a person should look at."""

    code: str = Field(description="Stable; docs/findings.md lists all.")
    severity: Literal["info", "warning", "error"] = Field(description="An error makes the record incomplete (exit code 3).")
    field: str = Field(description="The path of the value it is about: names, dots, [0-based index]; empty where it is about the whole.")
    message: str = Field(description="For people.")
    line: int | None = Field(description="Where it shows, over the whole document, from 1.")
    page: int | None = Field(description="Where it shows, from 1.")
    start: int | None = Field(description="Code points into the text as read.")
    end: int | None = Field(description="Behind the last one.")


class SourceRecord(Record):
    """Where the record came from, and by what it was made."""

    name: str = Field(description='The path below the given input, with "/"; "-" for standard input.')
    part: int = Field(ge=1, description="Which inquiry of the document, from 1.")
    sha256: str = Field(description="Of the document's bytes.")
    size: int = Field(description="Bytes of the document.")
    media_type: str = Field(description="Told by the bytes.")
    encoding: str | None = Field(description="Of a text.")
    encoding_guessed: bool = Field(description="Whether nothing but the words spoke for this encoding.")
    pages: int = Field(description="Of the document.")
    reader: str = Field(description='What read the document: "plain", "pdfium", "pdfplumber".')
    convention: str = Field(description="Whose wording was used.")
    parser: str = Field(description="Version of the program, and a digest of the rules that decide a record.")


class Evidence(Record):
    """One place of a value in the document."""

    start: int = Field(ge=0, description="Code points into the text as read.")
    end: int = Field(ge=0, description="Behind the last one.")
    line: int = Field(ge=1, description="Over the whole document.")
    page: int = Field(ge=1, description="Of the document.")
    bbox: tuple[float, float, float, float] | None = Field(description="x0, top, x1, bottom in PDF points, origin top left.")
    rule: str = Field(description='What decided; "manual" for a value set by hand.')


class Inquiry(Record):
    """One inquiry. Missing values are null; values are the document's own German."""

    model_config = ConfigDict(defer_build=False)

    schema_version: Version = Field(default=SCHEMA_VERSION, description="Of the record; minor versions only add keys.")
    document_type: Literal["inquiry", "inquiry_with_answer", "answer", "motion", "minutes", "invitation", "other"] = Field(
        description="What the document is; records are made of the first three."
    )
    paper_type: str | None = Field(description="The document's own name for itself.")
    number: str | None = Field(description="The document's own reference, as printed.")
    date: Day | None = Field(description="The letter's own date, else the printed day of receipt.")
    date_basis: Literal["letter", "received"] | None = Field(description="Which of the two `date` is.")
    received: Day | None = Field(description="The printed day of receipt, a stamp included.")
    place: str | None = Field(description="Of the date line.")
    body: str | None = Field(description="The council or city, as printed.")

    @computed_field(description="The parties joined with ', '.")  # type: ignore[prop-decorator]
    @property
    def party(self) -> str | None:
        """The parties joined with ", "; None where there is none."""
        return ", ".join(self.parties) or None

    parties: list[str] = Field(description="Canonical names of the groups that ask, in printed order.")
    askers: list[Asker] = Field(description="Members named in the head as asking.")
    title: str | None = Field(description='The subject, without "Betreff:" and without the party.')
    addressee: str | None = Field(description="To whom it is addressed.")
    committee: str | None = Field(description="The council or committee that is to deal with it.")
    session_date: Day | None = Field(description="The day of the session, never the letter's.")
    agenda_item: str | None = Field(description="The number on the agenda, as printed.")
    public: bool | None = Field(description="Whether the session is public, where that is printed.")
    preamble: str | None = Field(description="The text before the first block; paragraphs parted by a blank line.")
    blocks: list[Block] = Field(description="Questions that were announced together.")
    questions: list[Question] = Field(description="The questions of all blocks, in printed order.")
    responsible: str | None = Field(default=None, description="The office in charge, as printed.")
    due: Day | None = Field(default=None, description="The day by which an answer is due.")
    refers_to: Reference | None = Field(default=None, description="The inquiry that an answer is about.")
    answered_by: str | None = Field(default=None, description="The office that answers, as printed.")
    answers: list[Answer] = Field(
        default_factory=no_entries,
        description="Answers to several questions, or to questions the document doesn't repeat; others stand there.",
    )
    footnotes: list[Footnote] = Field(default_factory=no_entries, description="Notes at the ends of pages or of the document.")
    rationale: str | None = Field(description="Reasons printed after the questions.")
    signatories: list[Signatory] = Field(description="Those who signed.")
    unassigned: list[Leftover] = Field(description="What found no home: nothing is dropped.")
    findings: list[FindingRecord] = Field(description="What a person should look at.")
    source: SourceRecord = Field(description="The document, and what the record was made by.")
    evidence: dict[str, list[Evidence]] | None = Field(
        default=None, description="Field path → the places of its value, one for each line; left out unless asked for."
    )


def json_schema() -> dict[str, Any]:
    """The record as JSON Schema 2020-12, its keys in the documented order. It lets unknown keys pass, as every reader should.

    Its `$id` is that of the minor version.
    """
    schema = Inquiry.model_json_schema(mode="serialization")
    definitions = schema.pop("$defs")
    for part in (schema, *definitions.values()):
        del part["additionalProperties"]
    schema["properties"] = in_order(schema["properties"])
    optional = {name for name, field in Inquiry.model_fields.items() if not field.is_required()} - {"schema_version"}
    schema["required"] = [name for name in schema["properties"] if name not in optional]  # older records lack what was added later
    return {"$schema": DIALECT, "$id": f"urn:anfrage-parser:schema:{SCHEMA_VERSION}", "$defs": definitions, **schema}


def in_order(keys: dict[str, Any]) -> dict[str, Any]:
    """The keys of a record in the documented order: `party`, which is computed, before `parties`."""
    ordered: dict[str, Any] = {}
    for name, value in keys.items():
        if name == "parties":
            ordered["party"] = keys["party"]
        if name != "party":
            ordered[name] = value
    return ordered
