"""Schema of a convention's TOML, declared in pydantic."""

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say

MOST_MARKS, LONGEST_MARK = 50, 500
"""Most marks of a convention, and characters of one."""

MOST_WORDS, LONGEST_WORD = 5_000, 120
"""Most words of a convention, in all lists and names of parties, and characters of one."""

Word = Annotated[str, Field(max_length=LONGEST_WORD)]
Words = list[Word]


class ConventionFile(BaseModel):
    """One TOML file of wording."""

    model_config = ConfigDict(extra="forbid", strict=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9-]{0,40}$")
    title: Word
    extends: Literal["general"] | None = None
    marks: list[Annotated[str, Field(max_length=LONGEST_MARK)]] = Field(default=[], max_length=MOST_MARKS)
    fields_: dict[str, Words] = Field(default={}, alias="fields")
    captions: dict[str, Words] = {}
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
    parties: dict[Word, Words] = {}


def check_convention(data: Mapping[str, Any], sections: Mapping[str, set[str]]) -> None:
    """Raise `UsageError` naming the first problem: an unknown key, a value of the wrong type, an empty word."""
    _refuse_too_many(data)
    try:
        ConventionFile.model_validate(data)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        raise _wrong(".".join(str(p)[:LONGEST_WORD] for p in first["loc"])) from error
    for section, parts in sections.items():
        for part, words in data.get(section, {}).items():
            if part not in parts or not all(w.strip() for w in words):
                raise _wrong(f"{section}.{part}")


def _refuse_too_many(data: Mapping[str, Any]) -> None:
    """Raise `UsageError` for too many marks or words, as each is searched for in every document."""
    sections = [section for section in data.values() if isinstance(section, Mapping)]
    words = sum(1 + (len(words) if isinstance(words, list) else 0) for section in sections for words in section.values())
    marks = len(data["marks"]) if isinstance(data.get("marks"), list) else 0
    if marks > MOST_MARKS:
        cause = say("die Konvention hat {count} Merkmale (marks), höchstens {most} sind möglich", count=marks, most=MOST_MARKS)
        raise UsageError(cause, say("die wenigen nennen, an denen ein Brief dieser Stadt zu erkennen ist"))
    if words > MOST_WORDS:
        cause = say("die Konvention hat {count} Wörter, höchstens {most} sind möglich", count=words, most=MOST_WORDS)
        raise UsageError(cause, say("sie kürzen"))


def _wrong(where: str) -> UsageError:
    return UsageError(say("die Konvention ist falsch bei „{where}“", where=where), say("mit conventions/general.toml vergleichen"))
