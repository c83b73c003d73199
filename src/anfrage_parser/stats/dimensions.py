"""By what inquiries can be counted. A new way is one row in `DIMENSIONS`."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from anfrage_parser.errors import UsageError, check_choice
from anfrage_parser.messages import say
from anfrage_parser.record.schema import Inquiry

Key = str | int | None
"""What a group is called; None for inquiries that don't say."""

LONGEST = 200
"""Characters of a name by which groups are told apart."""


class Dimension(NamedTuple):
    """One way to count."""

    name: str
    heading: str
    missing: str
    """What people read for None."""
    keys: Callable[[Inquiry], Sequence[Key]]
    """The groups that an inquiry belongs to, at least one."""
    ordered: bool
    """Whether groups follow their keys, and not their sizes."""


def _one(value: str | None) -> Sequence[Key]:
    return (" ".join(value.split())[:LONGEST] or None,) if value is not None else (None,)


def _parties(inquiry: Inquiry) -> Sequence[Key]:
    """Each group that asks, once."""
    return list(dict.fromkeys(key for party in inquiry.parties for key in _one(party))) or (None,)


_ALL = (
    Dimension("party", say("Fraktion"), say("ohne Fraktion"), _parties, False),
    Dimension("year", say("Jahr"), say("ohne Datum"), lambda i: (i.date[:4] if i.date else None,), True),
    Dimension("month", say("Monat"), say("ohne Datum"), lambda i: (i.date[:7] if i.date else None,), True),
    Dimension("committee", say("Gremium"), say("ohne Gremium"), lambda i: _one(i.committee), False),
    Dimension("place", say("Ort"), say("ohne Ort"), lambda i: _one(i.place), False),
    Dimension("body", say("Körperschaft"), say("ohne Körperschaft"), lambda i: _one(i.body), False),
    Dimension("questions", say("Zahl der Fragen"), say("ohne Fragen"), lambda i: (len(i.questions) or None,), True),
)
DIMENSIONS = {dimension.name: dimension for dimension in _ALL}


def dimensions(words: str) -> list[Dimension]:
    """Those of "party,year", one or two; `UsageError` for one that there isn't."""
    names = [name.strip() for name in words.split(",")]
    for name in names:
        check_choice("--by", name, DIMENSIONS)
    if len(names) > 2 or len(set(names)) < len(names):
        raise UsageError(say("--by nimmt ein oder zwei verschiedene Felder"), say("zum Beispiel --by party,year"))
    return [DIMENSIONS[name] for name in names]
