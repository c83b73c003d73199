"""Error records: written in place of a record if an input gave none. Kept apart from the record's schema, which every run needs."""

from pydantic import Field

from anfrage_parser.record.schema import Record, Version


class Failure(Record):
    """The error of an input without a record."""

    exit_code: int = Field(ge=1, description="What `anfrage parse` ends with for this input alone.")
    code: str = Field(description="Stable, in English.")
    message: str = Field(description="The cause and the next step, for people.")
    document_type: str | None = Field(description="What the document is, where it could be read.")


class FailedSource(Record):
    """What is known about an input that gave no record; fields of `source`."""

    name: str = Field(description="As in a record.")


class ErrorRecord(Record):
    """The object written to JSON Lines and batch output for an input that gave no record."""

    schema_version: Version = Field(description="As in a record.")
    error: Failure = Field(description="What went wrong.")
    source: FailedSource = Field(description="Which input it was.")
