"""The list of documents: filtered, searched, a page at a time; and what counts at its head."""

import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say, shown_day
from anfrage_parser.search.find import Hit, Wanted, find
from anfrage_parser.search.query import expression, numbers, widened
from anfrage_parser.search.wording import folded

STEP = 100
"""Documents in a page of the list."""

MOST_HITS = 300
"""Documents that a search gives."""

LONGEST_QUERY = 500

HEAD = ("number", "party", "title", "committee", "place", "addressee", "responsible")
"""Columns that a search looks at beside the full text."""

_CHECKED = "EXISTS (SELECT 1 FROM findings AS f WHERE f.document = d.key AND f.code = 'checked')"
_DOUBT = "EXISTS (SELECT 1 FROM findings AS f WHERE f.document = d.key AND f.severity IN ('error', 'warning'))"
_READ = "d.state IN ('done', 'incomplete')"

FILTERS = {
    "": "1",
    "unchecked": f"{_READ} AND NOT {_CHECKED}",
    "checked": f"{_READ} AND {_CHECKED}",
    "doubtful": f"({_READ} AND {_DOUBT})",
    "failed": "d.state = 'failed'",
    "others": "d.state IN ('not_inquiry', 'duplicate')",
}
"""Filter → its condition on a document `d`."""

_ROWS = f"""SELECT d.key, d.state, d.message, d.document_type, d.duplicate_of, {_CHECKED},
  (SELECT count(*) FROM findings AS f WHERE f.document = d.key AND f.severity = 'error'),
  (SELECT count(*) FROM findings AS f WHERE f.document = d.key AND f.severity = 'warning'),
  (SELECT json_group_array(json_array(i.title, i.number, i.party, i.date, i.document_type))
   FROM (SELECT * FROM inquiries WHERE document = d.key ORDER BY part) AS i)
FROM documents AS d"""


@dataclass(frozen=True, slots=True)
class Listed:
    """A page of the list."""

    total: int
    rows: Sequence[dict[str, Any]]


def counts(base: sqlite3.Connection) -> dict[str, int]:
    """Return how many documents each filter has."""
    sums = ", ".join(f"coalesce(sum({condition}), 0)" for condition in FILTERS.values())
    row = base.execute(f"SELECT {sums} FROM documents AS d").fetchone()
    return dict(zip(FILTERS, row, strict=True))


def listed(base: sqlite3.Connection, wanted: str, query: str, start: int) -> Listed:
    """Return a page of the list: by name, or for a query the best hits first; `UsageError` for one that can't be understood."""
    condition = FILTERS.get(wanted, FILTERS[""])
    if not query.strip():
        (total,) = base.execute(f"SELECT count(*) FROM documents AS d WHERE {condition}").fetchone()
        found = base.execute(f"{_ROWS} WHERE {condition} ORDER BY d.key LIMIT ? OFFSET ?", (STEP, start)).fetchall()
        return Listed(total, [_row(values) for values in found])
    hits, keys = matching(base, query)
    marks = ", ".join("?" * len(keys))
    kept = {str(key) for (key,) in base.execute(f"SELECT d.key FROM documents AS d WHERE d.key IN ({marks}) AND {condition}", keys)}
    shown = [key for key in keys if key in kept]
    rows = [_row(base.execute(f"{_ROWS} WHERE d.key = ?", (key,)).fetchone()) for key in shown[start : start + STEP]]
    return Listed(len(shown), [{**row, "hit": snippet(hits[row["key"]]) if row["key"] in hits else None} for row in rows])


def matching(base: sqlite3.Connection, query: str) -> tuple[dict[str, Hit], list[str]]:
    """Return the hits in texts, with longer words if there is none, and the keys of all documents that match, hits first."""
    hits = found_by(base, query)
    if not hits and (wide := widened(query)) is not None:
        hits = found_by(base, wide)
    return hits, list(dict.fromkeys((*hits, *bearing(base, query))))


def found_by(base: sqlite3.Connection, query: str) -> dict[str, Hit]:
    """Return the documents that match a query, the best first, each with its first hit."""
    if len(query) > LONGEST_QUERY:
        raise UsageError(say("die Suche ist zu lang"), say("weniger Wörter angeben"))
    found: dict[str, Hit] = {}
    for hit in find(base, Wanted(expression(query), limit=MOST_HITS, numbers=numbers(query))):
        found.setdefault(hit.document, hit)
    return found


def snippet(hit: Hit) -> list[list[Any]]:
    """Return the first match that is more than the title as [text, whether it matches] pieces."""
    shown = next((match for match in hit.matches if match.place.kind not in ("title", "number")), None)
    return [[text, marked] for text, marked in shown.snippet] if shown is not None else []


def bearing(base: sqlite3.Connection, query: str) -> list[str]:
    """Return the documents whose names, or short values in the head, hold every word: "0512", "Grüne", "Schulausschuss", "02.02.2026"."""
    words = folded(query).split()
    if not words:
        return []
    values = ", ".join(f"i.{name}" for name in HEAD)
    rows = base.execute(f"SELECT d.key, i.date, {values} FROM documents AS d LEFT JOIN inquiries AS i ON i.document = d.key ORDER BY d.key")
    found: dict[str, None] = {}
    for key, date, *shown in rows:
        if len(found) == MOST_HITS:
            break
        text = folded(" ".join(str(value) for value in (key, date, date and shown_day(date, "de"), *shown) if value))
        if all(word in text for word in words):
            found[str(key)] = None
    return list(found)


def _row(values: Sequence[Any]) -> dict[str, Any]:
    key, state, told, kind, copy_of, checked, errors, warnings, inquiries = values
    found = json.loads(inquiries)
    message = told.partition("; ")[0] if told and state == "not_inquiry" else told  # the next step is a command
    title, number, _, date, own_kind = found[0] if found else (None, None, None, None, kind)
    return {
        "key": key, "state": state, "message": message, "type": own_kind, "copy_of": copy_of, "checked": bool(checked), "errors": errors,
        "warnings": warnings, "title": title, "number": number, "date": date, "count": len(found),
        "parties": list(dict.fromkeys(row[2] for row in found if row[2])),
    }  # fmt: skip
