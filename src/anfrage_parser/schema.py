"""The record that leaves the house, declared in pydantic: the one source of its shape, its checks and its JSON Schema."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, computed_field

SCHEMA_VERSION = "0.9"


def _of_the_calendar(day: str) -> str:
    dt.date.fromisoformat(day)
    return day


Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_of_the_calendar)]
"""A day of the calendar, ISO 8601."""


class Record(BaseModel):
    """What all parts of the record share: no other keys, no change after the check."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Asker(Record):
    """A member named in the head as asking."""

    name: str
    role: str | None
    party: str | None


class Signatory(Record):
    """One who signed."""

    name: str
    role: str | None
    party: str | None


class Block(Record):
    """Questions that were announced together."""

    number: int = Field(ge=1)
    heading: str | None
    intro: str | None = Field(description="The text since the block before.")
    lead_in: str | None = Field(description="The whole announcing sentence.")


class Part(Record):
    """A sub-question, as printed."""

    label: str
    text: str


class Question(Record):
    """One question of the top printed level."""

    index: int = Field(ge=1, description="1 … n over the document.")
    number: int | None = Field(description="The integer where the marker is one arabic number.")
    label: str | None = Field(description="The marker as printed.")
    block: int = Field(ge=1)
    text: str
    parts: list[Part]
    tail: str | None = Field(description="The sentence that goes on after the parts.")
    answer: str | None


class Leftover(Record):
    """What found no home."""

    line: int
    text: str


class FindingRecord(Record):
    """Something that a person should look at."""

    code: str
    severity: Literal["info", "warning", "error"]
    field: str
    message: str
    line: int | None
    page: int | None
    start: int | None
    end: int | None


class SourceRecord(Record):
    """Where the record came from, and by what it was made."""

    name: str
    part: int = Field(ge=1)
    sha256: str
    size: int
    media_type: str
    encoding: str | None
    encoding_guessed: bool
    pages: int
    reader: str
    convention: str
    parser: str


class Evidence(Record):
    """One place of a value in the document."""

    start: int = Field(ge=0, description="Code points into the text as read.")
    end: int = Field(ge=0, description="Behind the last one.")
    line: int = Field(ge=1, description="Over the whole document.")
    page: int = Field(ge=1)
    bbox: tuple[float, float, float, float] | None = Field(description="x0, top, x1, bottom in PDF points, origin top left.")
    rule: str = Field(description="What decided.")


class Inquiry(Record):
    """One inquiry. Missing values are null; values are the document's own German."""

    schema_version: Literal["0.9"] = "0.9"
    document_type: Literal["inquiry", "inquiry_with_answer", "answer", "motion", "minutes", "invitation", "other"]
    paper_type: str | None = Field(description="The document's own name for itself.")
    number: str | None = Field(description="The document's own reference, as printed.")
    date: Day | None = Field(description="The letter's own date, else the printed day of receipt.")
    date_basis: Literal["letter", "received"] | None
    received: Day | None
    place: str | None
    body: str | None = Field(description="The council or city, as printed.")

    @computed_field(description="The parties joined with ', '.")  # type: ignore[prop-decorator]
    @property
    def party(self) -> str | None:
        """The parties joined with ", "; None where there is none."""
        return ", ".join(self.parties) or None

    parties: list[str]
    askers: list[Asker]
    title: str | None
    addressee: str | None
    committee: str | None
    session_date: Day | None
    agenda_item: str | None
    public: bool | None
    preamble: str | None
    blocks: list[Block]
    questions: list[Question]
    rationale: str | None
    signatories: list[Signatory]
    unassigned: list[Leftover]
    findings: list[FindingRecord]
    source: SourceRecord
    evidence: dict[str, list[Evidence]] | None = Field(
        default=None, description="Field path → the places of its value, one for each line; left out unless asked for."
    )


def json_schema() -> dict[str, object]:
    """The record as JSON Schema 2020-12."""
    schema = Inquiry.model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
