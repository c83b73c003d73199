"""Removing a document from the database: its next duplicate takes over."""

import sqlite3
from collections.abc import Iterable

_FIRST = "SELECT min(key) FROM documents WHERE sha256 = ? AND state IN ('done', 'incomplete', 'duplicate')"
_OTHERS = "UPDATE documents SET state = 'duplicate', duplicate_of = :first WHERE sha256 = :sha256 AND state = 'duplicate' AND key <> :first"
_HEIR = """UPDATE documents SET state = CASE exit_code WHEN 0 THEN 'done' ELSE 'incomplete' END, duplicate_of = NULL
           WHERE key = :first AND state = 'duplicate'"""


def remove(base: sqlite3.Connection, key: str) -> str | None:
    """Delete the rows of a document; return its content hash, None if there was no such document."""
    row = base.execute("SELECT sha256 FROM documents WHERE key = ?", (key,)).fetchone()
    if row is None:
        return None
    base.execute("DELETE FROM texts WHERE rowid IN (SELECT text_row FROM inquiries WHERE document = ?)", (key,))
    base.execute("DELETE FROM documents WHERE key = ?", (key,))
    return str(row[0])


def promote_duplicates(base: sqlite3.Connection, digests: Iterable[str]) -> None:
    """If only duplicates of a content are left, make the first of them the original."""
    for sha256 in {digest for digest in digests if digest}:
        (first,) = base.execute(_FIRST, (sha256,)).fetchone()
        if first is not None:
            values = {"first": first, "sha256": sha256}
            base.execute(_HEIR, values)
            base.execute(_OTHERS, values)
