"""The rows of a document in the database: how they come out of its records."""

import sqlite3
from collections.abc import Sequence

from anfrage_parser.batch.model import RECORDLESS, Job, Outcome, State
from anfrage_parser.batch.sinks import upgrading

_HEAD = [field.column for field in upgrading.STORED]
_PATHS = [field.key for field in upgrading.STORED]
_SOURCE = ("size", "media_type", "encoding", "pages", "reader", "convention", "parser")


def _extracted(names: Sequence[str], path: str = "$") -> str:
    """Return SQL expressions that extract values from a record's JSON."""
    return ", ".join(f"json_extract(:record, '{path}.{name}')" for name in names)


_INQUIRY = (
    f"INSERT INTO inquiries (document, part, {', '.join(_HEAD)}, record, text_row) "
    f"VALUES (:document, :part, {_extracted(_PATHS)}, :record, :row)"
)
_ROWS = (
    """INSERT INTO questions SELECT :document, :part, q.value ->> 'index', q.value ->> 'number', q.value ->> 'label', q.value ->> 'block',
         json_extract(:record, '$.blocks[' || ((q.value ->> 'block') - 1) || '].lead_in'),
         q.value ->> 'text', q.value -> 'parts', q.value ->> 'tail', q.value ->> 'answer'
       FROM json_each(:record, '$.questions') AS q""",
    """INSERT INTO answers SELECT :document, :part, row_number() OVER (ORDER BY joint, key) - 1, labels, questions, text FROM (
         SELECT 0 AS joint, q.key, CASE WHEN q.value ->> 'label' IS NULL THEN '[]' ELSE json_array(q.value ->> 'label') END AS labels,
           json_array(q.value ->> 'index') AS questions, q.value ->> 'answer' AS text
         FROM json_each(:record, '$.questions') AS q WHERE q.value ->> 'answer' IS NOT NULL
         UNION ALL SELECT 1, a.key, a.value -> 'labels', a.value -> 'questions', a.value ->> 'text'
         FROM json_each(:record, '$.answers') AS a)""",
    "INSERT INTO parties SELECT :document, :part, p.key, p.value FROM json_each(:record, '$.parties') AS p",
    """INSERT INTO people SELECT :document, :part, 'asker', p.key, p.value ->> 'name', p.value ->> 'role', p.value ->> 'party'
       FROM json_each(:record, '$.askers') AS p""",
    """INSERT INTO people SELECT :document, :part, 'signatory', p.key, p.value ->> 'name', p.value ->> 'role', p.value ->> 'party'
       FROM json_each(:record, '$.signatories') AS p""",
    """INSERT INTO findings SELECT :document, :part, f.key, f.value ->> 'code', f.value ->> 'severity', f.value ->> 'field',
         f.value ->> 'message', f.value ->> 'line', f.value ->> 'page' FROM json_each(:record, '$.findings') AS f""",
)
_TEXT = """INSERT INTO texts SELECT :document, :part, json_extract(:record, '$.title'),
         (SELECT group_concat(piece, char(10, 10)) FROM (
           SELECT json_extract(:record, '$.preamble') AS piece
           UNION ALL SELECT p.value FROM json_each(:record, '$.blocks') AS b, json_each(b.value) AS p
           WHERE p.key IN ('heading', 'intro') AND p.type = 'text'
           UNION ALL SELECT f.value ->> 'text' FROM json_each(:record, '$.footnotes') AS f)),
         (SELECT group_concat(piece, ' ') FROM (
           SELECT a.atom AS piece FROM json_tree(:record, '$.questions') AS a
           WHERE a.key IN ('text', 'tail', 'answer') AND a.type = 'text'
           UNION ALL SELECT a.value ->> 'text' FROM json_each(:record, '$.answers') AS a)),
         json_extract(:record, '$.rationale')"""
_DOCUMENT = (
    "INSERT INTO documents (key, name, state, exit_code, error, message, document_type, sha256, duplicate_of, origin, fingerprint, "
    f"{', '.join(_SOURCE)}) VALUES (:key, :name, :state, :code, :error, :message, json_extract(:record, '$.error.document_type'), "
    f":sha256, :duplicate, :origin, :fingerprint, {_extracted(_SOURCE, '$.source')})"
)


def insert(base: sqlite3.Connection, job: Job, outcome: Outcome, first: str | None) -> list[int]:
    """Add a document and its records; return the rows of their texts.

    `first` is the key of an earlier document with the same content, if any.
    """
    lines = [line.decode("utf-8") for line in outcome.payload.splitlines()]
    document = {
        "key": job.key, "name": job.input.name, "state": outcome.state.value if first is None else State.DUPLICATE.value,
        "code": outcome.code, "error": outcome.error or None, "message": outcome.message or None, "sha256": outcome.sha256,
        "duplicate": first, "origin": job.input.origin, "fingerprint": outcome.fingerprint, "record": lines[0],
    }  # fmt: skip
    base.execute(_DOCUMENT, document)
    if outcome.state in RECORDLESS:
        return []
    rows = []
    for line in lines:
        (part,) = base.execute("SELECT json_extract(?, '$.source.part')", (line,)).fetchone()
        values = {"document": job.key, "part": part, "record": line}
        rows.append(base.execute(_TEXT, values).lastrowid or 0)
        for statement in (_INQUIRY, *_ROWS):
            base.execute(statement, {**values, "row": rows[-1]})
    return rows
