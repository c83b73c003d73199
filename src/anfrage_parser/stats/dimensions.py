"""What inquiries can be counted by. A new dimension is a row in `DIMENSIONS`."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from anfrage_parser.errors import UsageError
from anfrage_parser.field_names import named
from anfrage_parser.messages import say, shown_day
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.text.patterns import compiled

Key = str | int | None
"""The key of a group; None for inquiries without the value."""

LONGEST = 200
"""Characters of a name that distinguish groups; longer names are cut."""


class Dimension(NamedTuple):
    """One dimension to count by."""

    name: str
    heading: str
    missing: str
    """Display name of the key None."""
    keys: Callable[[Inquiry], Sequence[Key]]
    """Returns the keys of an inquiry, at least one."""
    ordered: bool
    """Whether groups are sorted by key instead of by size."""
    rest: str = say("weitere")
    """Display name of the column for all keys that have no room of their own."""
    oldest: bool = False
    """Whether these are the first keys, the oldest, instead of the last."""

    def shown(self, key: Key) -> str:
        """Return a key's display name."""
        if key is None:
            return self.missing
        return shown_day(str(key)) if self.name == "month" else str(key)


def _one(value: str | None) -> Sequence[Key]:
    return (" ".join(value.split())[:LONGEST] or None,) if value is not None else (None,)


def office(name: str | None) -> str | None:
    """Return an office under one spelling, as its documents spell it in several.

    >>> office("Dez.3"), office("Dez. 3"), office("dezernat  3"), office("FB 61 / Stadtplanung"), office("Amt für Dezentrales")
    ('Dezernat 3', 'Dezernat 3', 'Dezernat 3', 'Fachbereich 61/Stadtplanung', 'Amt für Dezentrales')
    """
    words = " ".join((name or "").split())[:LONGEST]
    words = _OFFICE.sub(lambda found: f"{_OFFICES[found[1].casefold()]} {found[2]}", words)
    words = _SLASH.sub("/", words)
    return words[:1].upper() + words[1:] or None


_SHORT = {
    "dez": "Dezernat",
    "abt": "Abteilung",
    "fb": "Fachbereich",
    "fd": "Fachdienst",
    "ref": "Referat",
    "sg": "Sachgebiet",
    "amt": "Amt",
}
_OFFICES = _SHORT | {name.casefold(): name for name in _SHORT.values()}
"""How offices with a number are written, in small letters → their name."""

_OFFICE = compiled(rf"(?i)\b({'|'.join(_OFFICES)})(?:\.\s?|\s?-\s?|\s)?([0-9]{{1,4}}|[ivx]{{1,5}}\b)")
_SLASH = compiled(r"\s{0,2}/\s{0,2}")


def _parties(inquiry: Inquiry) -> Sequence[Key]:
    """Return the asking groups without duplicates."""
    return list(dict.fromkeys(key for party in inquiry.parties for key in _one(party))) or (None,)


_ALL = (
    Dimension("party", say("Fraktion"), say("ohne Fraktion"), _parties, False),
    Dimension("year", say("Jahr"), say("ohne Datum"), lambda i: (i.date[:4] if i.date else None,), True, say("davor"), True),
    Dimension("month", say("Monat"), say("ohne Datum"), lambda i: (i.date[:7] if i.date else None,), True, say("davor"), True),
    Dimension("committee", say("Gremium"), say("ohne Gremium"), lambda i: _one(i.committee), False),
    Dimension("place", say("Ort"), say("ohne Ort"), lambda i: _one(i.place), False),
    Dimension("body", say("Körperschaft"), say("ohne Körperschaft"), lambda i: _one(i.body), False),
    Dimension("office", say("Amt"), say("ohne Amt"), lambda i: (office(i.responsible or i.answered_by),), False),
    Dimension("questions", say("Zahl der Fragen"), say("ohne Fragen"), lambda i: (len(i.questions) or None,), True, say("mehr")),
)
DIMENSIONS = {dimension.name: dimension for dimension in _ALL}


def dimensions(words: str) -> list[Dimension]:
    """Parse "party,year" or "fraktion,jahr", one or two dimensions; `UsageError` for an unknown one."""
    names = [named("--by", name.strip(), DIMENSIONS) for name in words.split(",")]
    if len(names) > 2 or len(set(names)) < len(names):
        raise UsageError(say("--by nimmt ein oder zwei verschiedene Felder"), say("zum Beispiel --by fraktion,jahr"))
    return [DIMENSIONS[name] for name in names]
