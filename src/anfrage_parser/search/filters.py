"""What narrows a search or a selection, as people type it: groups and days."""

import contextlib
import datetime as dt
import re
from collections.abc import Iterable, Sequence

from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say
from anfrage_parser.text.values import find_dates

LONGEST_DAY = 30
"""Longest input for a day, in characters."""

_DAY = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?", re.ASCII)

_MONTH = re.compile(r"\A\s{0,9}([01][0-9])\.([0-9]{4})\s{0,9}\Z", re.ASCII)


def group_names(party: str, known: Iterable[str]) -> Sequence[str]:
    """Return the name as typed, its canonical form, and the archive's spelling."""
    from anfrage_parser.conventions import load

    party = party.encode("utf-8", "replace").decode("utf-8")
    canonical = {key(alias): name for alias, name in load("general").party_keys.items()}
    wanted = {key(name): name for name in (party, canonical.get(key(party))) if name}
    return list(dict.fromkeys((*wanted.values(), *(name for name in known if key(name) in wanted))))


def key(name: str) -> str:
    """Return the key for comparing names: "Grüne" and "GRUENE" are equal."""
    from anfrage_parser.conventions.matching import WRITTEN_OUT, party_key

    return party_key(name).translate(WRITTEN_OUT)


def day_of(option: str, text: str | None, last: bool) -> str | None:
    """Return the first or last day of a typed day, month or year."""
    if text is None:
        return None
    match = _DAY.fullmatch(day_typed(text) or _MONTH.sub(r"\2-\1", text))
    try:
        if match is None:
            raise ValueError
        year, month, day = (int(part) if part else None for part in match.groups())
        first = dt.date(year or 0, month or 1, day or 1)
        if not last or day:
            return first.isoformat()
        return f"{match[0]}-31" if month else f"{match[0]}-12-31"  # compared as text, so the 31st works for every month
    except ValueError as error:
        cause = say("{option} versteht „{value}“ nicht", option=option, value=text)
        raise UsageError(cause, say("ein Tag, ein Monat oder ein Jahr: 03.05.2024 oder 2024-05-03, 05.2024, 2024")) from error


def day_typed(text: str) -> str | None:
    """Convert a day as typed into an option to ISO 8601; None if it isn't one.

    >>> day_typed("2024-05-03"), day_typed("3.5.2024"), day_typed("3. Mai 2024"), day_typed("am 3.5.2024")
    ('2024-05-03', '2024-05-03', '2024-05-03', None)
    """
    typed = text.strip()
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", typed, re.ASCII):
        with contextlib.suppress(ValueError):
            return dt.date.fromisoformat(typed).isoformat()
        return None
    found = find_dates(typed) if len(typed) <= LONGEST_DAY else []
    return found[0].value if len(found) == 1 and (found[0].start, found[0].end) == (0, len(typed)) else None
