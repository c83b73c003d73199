"""`anfrage search`: full-text search in a batch database."""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from anfrage_parser.batch.stored import reading
from anfrage_parser.cli.display import safe
from anfrage_parser.cli.streams import complain, note, write
from anfrage_parser.errors import UnreadableError
from anfrage_parser.field_names import named
from anfrage_parser.messages import counted, say, shown_day
from anfrage_parser.search.filters import day_of, group_names
from anfrage_parser.search.find import Hit, Wanted, find, parties_in
from anfrage_parser.search.matches import Match, MatchedValue
from anfrage_parser.search.query import LONGEST, expression, numbers, widened

if TYPE_CHECKING:
    from rich.console import RenderableType

    from anfrage_parser.cli.archives import Archive
    from anfrage_parser.search.like import Related

SHOWN = 6
"""Matches shown per inquiry; JSON has all of them."""

MOST_NAMES = 20
"""Groups listed if the requested one is unknown."""

WITHIN = {"questions": "question", "answers": "answer"}
"""Field that `--in` names → kind of the values to search in."""


@dataclass(frozen=True, slots=True)
class Filters:
    """The options that narrow a search."""

    party: str | None
    since: str | None
    until: str | None
    within: str | None

    def wanted(self, query: str, limit: int) -> Wanted:
        """Return what to search for, still without the group's names; `UsageError` for an invalid value."""
        within = WITHIN[named("--in", self.within, WITHIN)] if self.within is not None else None
        return replace(self.narrowed(limit), expression=expression(query), numbers=numbers(query), within=within)

    def narrowed(self, limit: int) -> Wanted:
        """Return the days and the limit alone, without a query; `UsageError` for an invalid day."""
        return Wanted("", (), day_of("--since", self.since, False), day_of("--until", self.until, True), limit)


def search(archive: "Archive", query: str, filters: Filters, limit: int, as_json: bool) -> int:
    """Print the hits and return the exit code; finding nothing is no error."""
    wanted = filters.wanted(query, limit)
    try:
        found = _found(archive.path, wanted, query, filters.party)
    except UnreadableError as error:
        complain(error, archive.name)
        return error.exit_code
    hits = found[:limit]
    if as_json:
        from anfrage_parser.record.json_out import to_line

        write(b"".join(to_line(_row(hit)) for hit in hits))
    elif hits:
        _show(hits)
    if len(found) > limit:
        note(say("es gibt mehr als {count} Treffer; --limit zeigt mehr", count=limit))
    elif hits and not as_json:
        _tell_wider(archive.path, query, filters, len(hits))
    return archive.code


def _found(archive: Path, wanted: Wanted, query: str, party: str | None) -> list[Hit]:
    """Return the hits in a database; if there are none, print why. `UnreadableError` if it is no batch database."""
    with reading(archive) as base:
        wanted = in_archive(wanted, party, base)
        found = list(find(base, wanted))
        if not found:
            note(_nothing(query, party, parties_in(base)))
    return found


def _tell_wider(archive: Path, query: str, filters: Filters, count: int) -> None:
    """Say what to search for where longer words would find more inquiries."""
    wide = widened(query)
    if wide is None or len(wide) > LONGEST:
        return
    with reading(archive) as base:
        more = sum(1 for _ in find(base, in_archive(filters.wanted(wide, count + 1), filters.party, base)))
    if more > count:
        note(say("längere Wörter finden mehr: {query}", query=wide))


def in_archive(wanted: Wanted, party: str | None, base: sqlite3.Connection) -> Wanted:
    """Return what to search for with the names that a group, as typed, has in a database."""
    return replace(wanted, parties=group_names(party, parties_in(base))) if party is not None else wanted


def _nothing(query: str, party: str | None, known: Sequence[str]) -> str:
    """Return why nothing was found, if known, or how to find more."""
    if party is not None and not set(group_names(party, known)) & set(known):
        names = ", ".join(known[:MOST_NAMES])
        return say("die Fraktion „{name}“ kommt nicht vor; es gibt: {names}", name=party, names=names or "–")
    wide = widened(query)
    return say("nichts gefunden; längere Wörter findet: {query}", query=wide) if wide else say("nichts gefunden")


def _row(hit: Hit) -> dict[str, Any]:
    """Return a hit as a JSON object."""
    return {
        "document": hit.document,
        "part": hit.part,
        "number": hit.number,
        "date": hit.date,
        "party": hit.party,
        "title": hit.title,
        "matches": [_match(match) for match in hit.matches],
    }


def _match(match: Match) -> dict[str, Any]:
    marks, at = [], 0
    for text, marked in match.snippet:
        if marked:
            marks.append([at, at + len(text)])
        at += len(text)
    place = match.place
    return {
        "field": place.field,
        "index": place.index if place.kind in ("question", "answer") else None,
        "label": place.label,
        "count": match.count,
        "snippet": "".join(text for text, _ in match.snippet),
        "marks": marks,
    }


def _show(hits: Iterable[Hit]) -> None:
    """Print hits for people."""
    from rich.console import Group

    from anfrage_parser.cli.printing import on_terminal, show

    colour = on_terminal()
    show(Group(*(part for number, hit in enumerate(hits, 1) for part in _hit(number, hit, colour))))


def _hit(number: int, hit: Hit, colour: bool) -> Iterator["RenderableType"]:
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    yield from heading(number, hit)
    table = Table.grid(padding=(0, 2))
    table.add_column(style="green", no_wrap=True)
    table.add_column(overflow="fold")
    for match in islice(hit.matches, SHOWN):
        table.add_row(place_name(match.place), _snippet(match, colour))
    if len(hit.matches) > SHOWN:
        more = counted(len(hit.matches) - SHOWN, "… und 1 weitere Stelle", "… und {count} weitere Stellen")
        table.add_row("", Text(more, style="dim"))
    yield Padding(table, (0, 0, 1, 5))


def heading(number: int, hit: "Hit | Related") -> Iterator["RenderableType"]:
    """Yield a numbered title, and number, date, group and document below it."""
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    part = say(" (Anfrage {part})", part=hit.part) if hit.part > 1 else ""
    head = [safe(word, 80) for word in (hit.number, shown_day(hit.date or ""), hit.party, hit.document) if word]
    title = Table.grid()
    title.add_column(width=5, no_wrap=True)
    title.add_column(overflow="fold")
    title.add_row(Text(f"{number:>3}", style="dim"), Text(safe(hit.title or say("ohne Titel"), 300), style="bold"))
    yield title
    yield Padding(Text(" · ".join(head) + part, style="cyan"), (0, 0, 0, 5))


def _snippet(match: Match, colour: bool) -> Any:
    from rich.text import Text

    around = ("", "") if colour else ("[", "]")
    pieces = ((f"{around[0]}{safe(t)}{around[1]}", "bold yellow") if marked else (safe(t), "") for t, marked in match.snippet)
    return Text.assemble(*pieces)


def place_name(place: MatchedValue) -> str:
    """Return the display name of a matched value.

    >>> place_name(MatchedValue("questions[1]", "question", "2.", 2))
    'Frage 2.'
    """
    if place.kind in ("question", "answer"):
        counts = place.label is not None and any(c.isalnum() for c in place.label)  # bullets don't identify questions
        label = safe(place.label, 20) if place.label and counts else f"({place.index})"
        if place.kind == "answer":
            return say("Antwort zu {label}", label=label)
        return label if label.casefold().startswith("frage") else say("Frage {label}", label=label)
    if place.kind == "block":
        return say("Block {number}", number=place.index)
    if place.kind == "footnote":
        return say("Fußnote {label}", label=safe(place.label or "", 20))
    return {"number": say("Nummer"), "title": say("Titel"), "preamble": say("Vorbemerkung"), "rationale": say("Begründung")}[place.kind]
