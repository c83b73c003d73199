"""Whether a record is one: its shape by the schema, and its meaning, which no schema can say. Each problem has its JSON pointer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from anfrage_parser.corrections.paths import follow, steps, written
from anfrage_parser.messages import say
from anfrage_parser.record import as_dict, known
from anfrage_parser.schema import Inquiry


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong with a record."""

    pointer: str
    """Where, as RFC 6901 says it: "/questions/2/index"."""
    message: str


def problems(row: Any) -> list[Problem]:
    """All that is wrong with a record as it was written; `UnreadableError` for what is none, or of a newer major version.

    Keys that we don't know are no problem: later minor versions add some.
    """
    given = known(row)
    try:
        inquiry = Inquiry.model_validate(given)
    except ValidationError as error:
        return [
            Problem(pointer(*wrong["loc"]), str(wrong["msg"]))
            for wrong in error.errors(include_url=False, include_input=False, include_context=False)
        ]
    return [problem for rule in RULES for problem in rule(inquiry, row)]


def pointer(*path: str | int) -> str:
    """A JSON pointer.

    >>> pointer("questions", 2, "a/b~c")
    '/questions/2/a~1b~0c'
    """
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)


def _counting(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """Questions and blocks count from 1 without a gap, and every question is in a block."""
    for at, question in enumerate(record.questions):
        if question.index != at + 1:
            yield Problem(pointer("questions", at, "index"), say("hier gehört {number} hin", number=at + 1))
        if not 1 <= question.block <= len(record.blocks):
            yield Problem(pointer("questions", at, "block"), say("diesen Block gibt es nicht"))
    for at, block in enumerate(record.blocks):
        if block.number != at + 1:
            yield Problem(pointer("blocks", at, "number"), say("hier gehört {number} hin", number=at + 1))


def _dates(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """The date says what it is; a letter is written before it is received and dealt with, or a finding says that it looks otherwise."""
    if (record.date is None) != (record.date_basis is None):
        yield Problem("/date_basis", say("steht genau dann da, wenn es ein Datum gibt"))
    if record.date_basis == "received" and record.date != record.received:
        yield Problem("/date", say("muss der Eingang sein, wie date_basis sagt"))
    told = {found.field for found in record.findings}
    for name, later in (("received", record.received), ("session_date", record.session_date)):
        if record.date and later and later < record.date and not told & {name, "date"}:
            yield Problem(pointer(name), say("liegt vor dem Datum, und kein Hinweis sagt es"))


def _computed(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """What is computed agrees with what it is computed from."""
    if "party" in row and row["party"] != record.party:
        yield Problem("/party", say("muss aus parties zusammengesetzt sein"))
    if not record.questions and not any(f.severity == "error" and f.field == "questions" for f in record.findings):
        yield Problem("/questions", say("keine Frage, und kein Hinweis sagt es"))


def _places(record: Inquiry, row: dict[str, Any]) -> Iterator[Problem]:
    """Places are not empty, and belong to values that are there."""
    for at, found in enumerate(record.findings):
        if (found.start is None) != (found.end is None) or (found.start is not None and not found.start < (found.end or 0)):
            yield Problem(pointer("findings", at, "start"), say("ist keine Stelle"))
    whole = as_dict(record)
    for key, places in (record.evidence or {}).items():
        if written(steps(key)) != key or follow(whole, steps(key)) is None:
            yield Problem(pointer("evidence", key), say("diesen Wert gibt es nicht"))
        for at, place in enumerate(places):
            if not place.start < place.end:
                yield Problem(pointer("evidence", key, at), say("ist keine Stelle"))


RULES: tuple[Callable[[Inquiry, dict[str, Any]], Iterator[Problem]], ...] = (_counting, _dates, _computed, _places)
"""What a record means, rule by rule."""
