"""Rules for the table of sessions through which an inquiry goes: its head, and its rows."""

import re
from collections.abc import Iterator, Sequence

from anfrage_parser.conventions import Convention
from anfrage_parser.conventions.matching import key
from anfrage_parser.model import Label, Role
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import find_dates, find_public

_COLUMNS = compiled(r"\s{2,}|\s(?!/|[nN](?:ö|\b))(?<!/\s)")


def _is_head(words: Sequence[str], convention: Convention) -> bool:
    """Whether columns are called so: three of a table's words, or two; beside them "öffentlich"."""
    known = [key(w) in convention.table_words for w in words]
    if len(words) < 2 or sum(known) < 2:
        return False
    return sum(known) >= 3 or all(is_known or find_public(w) is not None for is_known, w in zip(known, words, strict=True))


def table_head(text: str, convention: Convention) -> Iterator[Label]:
    """ "Gremium Termin TOP ö nö"."""
    beginnings = convention.table_beginnings
    if len([w for w in text.split() if key(w) in beginnings]) >= 2 and _is_head(_COLUMNS.split(text), convention) and not find_dates(text):
        yield Label(Role.TABLE, "table:head", "head", 0, len(text))


def table_row(text: str, convention: Convention) -> Iterator[Label]:
    """ "Gemeinderat 21.06.2016 31 x"."""
    if not text[0].isupper() and not text[0].isdigit():
        return
    dates = find_dates(text)
    before = text[: dates[0].start] if dates else ""
    if "   " in before and key(before.partition("   ")[0]) in convention.fields:
        return  # "Beratungsfolge   Stadtrat 25.04.2024 Ö": a label and its value
    if convention.party.match(text):
        return  # "SPD IM KREISTAG   12.05.2021": who writes, and when
    if (
        2 < len(before) <= 70
        and convention.committee.search(before)
        and text[0].isupper()
        and not re.search(r"\b(?:am|vom|den|zum)\s\Z|[.:]\s", before)
    ) or (dates and not before and len(text) <= 90 and _names_committee(text[dates[0].end :], convention)):
        yield Label(Role.TABLE, "table:row", "row", 0, len(text))


def _names_committee(rest: str, convention: Convention) -> bool:
    """Whether a row of sessions goes on behind its day: "23.05.2024 Bezirksversammlung BV/031", "27.11.2019 Sitzung des Stadtrates"."""
    rest = rest.strip(" ,|–-")
    named = convention.committee.match(re.sub(r"\A(?:[0-9]{1,3}\.\s)?(?:\w{0,20}[Ss]itzung)\s(?:des|der)\s", "", rest))
    return bool(named) and rest[-1] not in ".:?!,;"
