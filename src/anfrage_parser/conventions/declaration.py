"""What a convention's TOML may hold, declared in pydantic: the door through which wording comes in."""

from collections.abc import Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say

Words = list[str]


class ConventionFile(BaseModel):
    """One TOML file of wording."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{0,40}$")
    title: str
    extends: Literal["general"] | None = None
    marks: list[str] = []
    fields_: dict[str, Words] = Field(default={}, alias="fields")
    endings: dict[str, Words] = {}
    types: dict[str, Words] = {}
    headings: dict[str, Words] = {}
    lead_in: dict[str, Words] = {}
    agenda: dict[str, Words] = {}
    salutation: dict[str, Words] = {}
    closing: dict[str, Words] = {}
    signed: dict[str, Words] = {}
    people: dict[str, Words] = {}
    groups: dict[str, Words] = {}
    bodies: dict[str, Words] = {}
    committees: dict[str, Words] = {}
    office: dict[str, Words] = {}
    furniture: dict[str, Words] = {}
    subjects: dict[str, Words] = {}
    parties: dict[str, Words] = {}


def check_convention(data: Mapping[str, Any], sections: Mapping[str, set[str]]) -> None:
    """`UsageError` that names the first thing wrong: a key that isn't there, a value of the wrong kind, an empty word."""
    try:
        ConventionFile.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise _wrong(".".join(str(p) for p in first["loc"])) from error
    for section, parts in sections.items():
        for part, words in data.get(section, {}).items():
            if part not in parts or not all(w.strip() for w in words):
                raise _wrong(f"{section}.{part}")


def _wrong(where: str) -> UsageError:
    return UsageError(say("die Konvention ist falsch bei „{where}“", where=where), say("mit conventions/general.toml vergleichen"))
