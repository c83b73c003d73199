"""Schema of a file of corrections, declared in pydantic."""

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from anfrage_parser.corrections.paths import UnknownFieldError, canonical

MOST = 10_000
"""Most corrections in one file."""

LONGEST_FIELD = 200
"""Longest name of a field, in characters."""


def _printed(value: object) -> object:
    """Convert TOML dates to ISO strings."""
    if isinstance(value, dt.date) and not isinstance(value, dt.datetime):
        return value.isoformat()
    return value


def _canonical(value: object) -> object:
    """Convert a field's name, as people type it, to that of the record; what names no field stays as it is."""
    try:
        return canonical(value) if isinstance(value, str) and len(value) <= LONGEST_FIELD else value
    except UnknownFieldError:
        return value


Value = Annotated[bool | int | str | list[str] | list[int] | None, BeforeValidator(_printed)]
"""The value of a field of the record."""


class Correction(BaseModel):
    """A correction of one field of one inquiry."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    part: int = Field(default=1, ge=1, description="Which inquiry of the document.")
    field: Annotated[str, BeforeValidator(_canonical)] = Field(
        pattern=r"^[a-z_]{1,30}(\[[0-9]{1,5}\])?(\.[a-z_]{1,30}(\[[0-9]{1,5}\])?){0,3}$"
    )
    value: Value = None
    was: Value = Field(default=None, description="What the parser read there when the correction was made.")
    insert: bool = Field(default=False, description="Put a new entry there; those behind it move up.")
    remove: bool = Field(default=False, description="Take the value, or the entry, away.")

    @model_validator(mode="after")
    def _one_change(self) -> "Correction":
        if self.remove == (self.value is not None) or (self.insert and self.remove):
            raise ValueError("either a value or remove = true")
        return self


class ImportedDocument(BaseModel):
    """The corrections of one document in a file saved by the review page."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    name: str = Field(max_length=10_000, description="What the page called the document.")
    sha256: str = Field(pattern=r"^[0-9a-f]{64}$")
    corrections: list[Correction] = Field(max_length=MOST)


class Import(BaseModel):
    """A file saved by the review page: the corrections of all its documents."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    anfrage_corrections: Literal[1]
    documents: list[ImportedDocument] = Field(max_length=MOST)


class Corrections(BaseModel):
    """The corrections of one document."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    sha256: str = Field(pattern=r"^[0-9a-f]{64}$", description="Of the document's bytes.")
    checked: str | None = Field(
        default=None, pattern=r"^[0-9a-f]{16}$", description="Digest of the values that a person has checked, see `checking.digest`."
    )
    correction: list[Correction] = Field(default=[], max_length=MOST)
