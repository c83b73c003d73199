"""Lists beside that of the documents: what is open and due, what is like a letter, which papers could be linked with it."""

import datetime as dt
from typing import TYPE_CHECKING, Any

from anfrage_parser.batch.stored import reading
from anfrage_parser.fields import spoken_language
from anfrage_parser.linking.replies import Replies
from anfrage_parser.messages import say, shown_day
from anfrage_parser.record.build import from_dict
from anfrage_parser.record.json_in import Broken, stored
from anfrage_parser.search.find import Wanted
from anfrage_parser.search.like import given_of, related
from anfrage_parser.serve.listing import matching
from anfrage_parser.stats.overview import SHOWN, Entry, Overview, summary

if TYPE_CHECKING:
    from anfrage_parser.serve.desk import Desk

MOST_LIKE = 20
"""Inquiries that are like a letter."""

MOST_PAPERS = 20
"""Papers that are offered for a link."""


def entries(desk: "Desk", only_open: bool) -> list[Entry]:
    """Return the list of inquiries, what is due first comes first; damaged records are left out."""
    replies = Replies()
    overview = Overview(desk.rule, dt.date.today())
    with reading(desk.place.database) as base:
        replies.of_archive(base)
        for (record,) in base.execute("SELECT CAST(record AS BLOB) FROM inquiries ORDER BY document, part"):
            row = stored(bytes(record or b""))
            if row is not None and not isinstance(row, Broken):
                overview.add(from_dict(row))
    return overview.entries(replies.found(), replies, only_open)


def title(only_open: bool) -> str:
    """Return the heading of the list, with today's date."""
    day = shown_day(dt.date.today())
    return say("Offene Anfragen am {day}", day=day) if only_open else say("Anfragen am {day}", day=day)


def open_inquiries(desk: "Desk", only_open: bool) -> dict[str, Any]:
    """Return the list of inquiries as a table: heading, columns that any of them fills, rows with the document of each."""
    with desk.lock:
        desk.links.renew()
    found, language = entries(desk, only_open), spoken_language()
    with reading(desk.place.database) as base:
        keys = {name: key for key, name in base.execute("SELECT key, name FROM documents WHERE duplicate_of IS NULL ORDER BY key DESC")}
    filled = [column for column in SHOWN if column.key == "title" or any(column.value(entry) is not None for entry in found)]
    return {
        "title": title(only_open),
        "title_at": [column.key for column in filled].index("title"),
        "columns": [column.heading(language) for column in filled],
        "rows": [
            {
                "id": desk.name_of(keys.get(entry.name, entry.name)),
                "state": entry.state.value,
                "cells": [_shown(column.shown(entry, language)) for column in filled],
            }
            for entry in found
        ],
        "sums": ", ".join(f"{count} {state}" for state, count in summary(found, language)),
    }


def _shown(value: object) -> str:
    return "" if value is None else shown_day(value) if isinstance(value, dt.date) else str(value)


def like(desk: "Desk", name: str) -> dict[str, Any]:
    """Return the inquiries about the same matter as the first one of a document."""
    with reading(desk.place.database) as base:
        given = given_of(base, desk.key_of(name))
        found = related(base, given[0], Wanted("", limit=MOST_LIKE))[:MOST_LIKE] if given else []
    return {
        "rows": [
            {
                "id": desk.name_of(one.document), "name": one.document, "title": one.title, "number": one.number, "date": one.date,
                "party": one.party, "common": list(one.common[:8]), "copy": one.copy, "answer": one.answer is not None,
            }
            for one in found
        ]
    }  # fmt: skip


_PAPERS = "SELECT part, document_type, title, number, date FROM inquiries WHERE document = ? ORDER BY part"


def papers(desk: "Desk", name: str, query: str) -> dict[str, Any]:
    """Return papers that could be linked with those of a document: found by words, or else the latest."""
    own = desk.key_of(name)
    with reading(desk.place.database) as base:
        if query.strip():
            keys = matching(base, query)[1][: MOST_PAPERS + 1]
        else:
            latest = "SELECT DISTINCT document FROM (SELECT document FROM inquiries ORDER BY date DESC, document) LIMIT ?"
            keys = [str(key) for (key,) in base.execute(latest, (MOST_PAPERS + 1,))]
        rows = [
            (key, part, kind, title, number, shown_day(date) if date else None)
            for key in keys
            if key != own
            for part, kind, title, number, date in base.execute(_PAPERS, (key,))
        ]
    columns = ("name", "part", "type", "title", "number", "date")
    return {"rows": [{**dict(zip(columns, row, strict=True)), "id": desk.name_of(row[0])} for row in rows[:MOST_PAPERS]]}
