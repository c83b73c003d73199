"""What stands in place of a record for an input that gave none, declared in pydantic; apart from the record, which every run needs."""

from pydantic import Field

from anfrage_parser.record.schema import Record, Version


class Failure(Record):
    """Why an input gave no record."""

    exit_code: int = Field(ge=1, description="What `anfrage parse` ends with for this input alone.")
    code: str = Field(description="Stable, in English.")
    message: str = Field(description="The cause and the next step, for people.")
    document_type: str | None = Field(description="What the document is, where it could be read.")


class FailedSource(Record):
    """What is known of an input that gave no record."""

    name: str = Field(description="As in a record.")


class ErrorRecord(Record):
    """What stands in JSON Lines and in the output of a batch for an input that gave no record."""

    schema_version: Version = Field(description="As in a record.")
    error: Failure = Field(description="What went wrong.")
    source: FailedSource = Field(description="Which input it was.")
