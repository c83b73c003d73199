"""Migrations of the batch database: one step per version, from the first released one to the current `schema.sql`.

To change the tables, change `schema.sql` and add a step here with the same result; `added` makes the step for a new field of the record.
New columns go at the end of their table, where `ALTER TABLE … ADD COLUMN` puts them. `tests/batch/test_upgrading.py` compares both ways,
including rows.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

from anfrage_parser.errors import UnreadableError
from anfrage_parser.fields import BY_KEY, FIELDS, Field, ordered
from anfrage_parser.messages import say
from anfrage_parser.record.json_in import APPLICATION


@dataclass(frozen=True, slots=True)
class Step:
    """Migrates the tables from one version to the next."""

    script: str
    """SQL that changes the tables and fills new columns, from other tables or from the record stored as JSON with each inquiry."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """Name of a table or view → `SELECT` that shows it as migrated, for readers, who must not change the file. It may refer to the old
    table by the same name. Not needed for an index; not possible for a full-text table: whoever queries a new one must check that it
    exists."""


def _column(field: Field) -> str:
    return f"{field.column} {'INTEGER' if field.shape == 'yes-no' else 'TEXT'}"


def added(field: Field) -> Step:
    """Return the step that adds the column of a new field, filled from the stored records."""
    value = f"json_extract(record, '$.{field.key}')"
    value = f"coalesce({value}, '[]')" if field.shape in ("notes", "list") else value  # written before there was such a list
    script = f"ALTER TABLE inquiries ADD COLUMN {_column(field)};\nUPDATE inquiries SET {field.column} = {value};\n"
    return Step(script, {"inquiries": f"SELECT *, {value} AS {field.column} FROM inquiries"})


_ANSWERS = """SELECT document, part, row_number() OVER (PARTITION BY document, part ORDER BY joint, key) - 1 AS position,
    labels, questions, text
  FROM (
    SELECT i.document, i.part, 0 AS joint, q.key,
      CASE WHEN q.value ->> 'label' IS NULL THEN '[]' ELSE json_array(q.value ->> 'label') END AS labels,
      json_array(q.value ->> 'index') AS questions, q.value ->> 'answer' AS text
    FROM inquiries AS i, json_each(i.record, '$.questions') AS q WHERE q.value ->> 'answer' IS NOT NULL
    UNION ALL SELECT i.document, i.part, 1, a.key, a.value -> 'labels', a.value -> 'questions', a.value ->> 'text'
    FROM inquiries AS i, json_each(i.record, '$.answers') AS a
  )"""

_PAIRS = {
    "pairs": ("inquiry", "inquiry_part", "answer", "answer_part", "kind", "found_by", "because"),
    "question_pairs": ("inquiry", "inquiry_part", '"index"', "answer", "answer_part", "position", "found_by"),
    "manual_pairs": ("id", "verb", "inquiry", "inquiry_part", "inquiry_sha256", "answer", "answer_part", "answer_sha256"),
}

_OPEN = """SELECT i.document, i.part, i.number, i.party, i.date, i.received, i.title, i.responsible, i.due
  FROM inquiries AS i JOIN documents AS d ON d.key = i.document
  WHERE i.document_type = 'inquiry' AND d.duplicate_of IS NULL
  AND NOT EXISTS (SELECT 1 FROM pairs AS p WHERE p.inquiry = i.document AND p.inquiry_part = i.part AND p.kind = 'answer')
  AND NOT EXISTS (SELECT 1 FROM pairs AS p WHERE p.answer = i.document AND p.answer_part = i.part)"""

_ANSWERED = """SELECT p.inquiry, p.inquiry_part, i.number, i.party, i.date, i.received, i.title,
  coalesce(i.responsible, a.responsible, a.answered_by) AS responsible,
  p.answer, p.answer_part, coalesce(a.date, a.session_date) AS answered_on,
  p.kind, p.found_by
  FROM pairs AS p JOIN inquiries AS i ON i.document = p.inquiry AND i.part = p.inquiry_part
  JOIN inquiries AS a ON a.document = p.answer AND a.part = p.answer_part"""

_ONCE = "NOT EXISTS (SELECT 1 FROM repeats AS r WHERE r.document = {} AND r.part = {})"
_OPEN_ONCE = f"{_OPEN}\n  AND {_ONCE.format('i.document', 'i.part')}"
_ANSWERED_ONCE = f"{_ANSWERED}\n  WHERE {_ONCE.format('p.inquiry', 'p.inquiry_part')}"

STEPS: tuple[Step, ...] = (
    # 1 → 2: add the index from texts to inquiries, which early databases lack
    Step(
        """
        CREATE INDEX IF NOT EXISTS documents_sha256 ON documents (sha256);
        CREATE INDEX IF NOT EXISTS inquiries_number ON inquiries (number COLLATE NOCASE);
        CREATE INDEX IF NOT EXISTS inquiries_date ON inquiries (date);
        CREATE INDEX IF NOT EXISTS inquiries_text_row ON inquiries (text_row, date);
        CREATE INDEX IF NOT EXISTS parties_party ON parties (party);
        CREATE INDEX IF NOT EXISTS findings_code ON findings (code);
        """
    ),
    # 2 → 3: footnotes, a list as JSON
    added(BY_KEY["footnotes"]),
    # 3 → 8: who is in charge, by when; which inquiry an answer is about, who answers
    added(BY_KEY["responsible"]),
    added(BY_KEY["due"]),
    added(BY_KEY["refers_to.number"]),
    added(BY_KEY["refers_to.date"]),
    added(BY_KEY["answered_by"]),
    # 8 → 9: every answer once, and the way from an inquiry to its answers
    Step(
        f"""
        CREATE TABLE answers (
          document TEXT NOT NULL, part INTEGER NOT NULL, position INTEGER NOT NULL,
          labels TEXT NOT NULL, questions TEXT NOT NULL, text TEXT NOT NULL,
          PRIMARY KEY (document, part, position),
          FOREIGN KEY (document, part) REFERENCES inquiries ON DELETE CASCADE
        ) WITHOUT ROWID;
        INSERT INTO answers {_ANSWERS};
        CREATE INDEX inquiries_refers_to ON inquiries (refers_to_number COLLATE NOCASE);
        """,
        {"answers": _ANSWERS},
    ),
    # 9 → 10: which answer paper belongs to which inquiry; filled at the end of the batch, or by "anfrage link"
    Step(
        f"""
        CREATE TABLE pairs (
          inquiry TEXT NOT NULL, inquiry_part INTEGER NOT NULL, answer TEXT NOT NULL, answer_part INTEGER NOT NULL,
          kind TEXT NOT NULL,
          found_by TEXT NOT NULL,
          because TEXT NOT NULL,
          PRIMARY KEY (inquiry, inquiry_part, answer, answer_part),
          FOREIGN KEY (inquiry, inquiry_part) REFERENCES inquiries ON DELETE CASCADE,
          FOREIGN KEY (answer, answer_part) REFERENCES inquiries ON DELETE CASCADE
        ) WITHOUT ROWID;
        CREATE TABLE question_pairs (
          inquiry TEXT NOT NULL, inquiry_part INTEGER NOT NULL, "index" INTEGER NOT NULL,
          answer TEXT NOT NULL, answer_part INTEGER NOT NULL, position INTEGER NOT NULL,
          found_by TEXT NOT NULL,
          PRIMARY KEY (inquiry, inquiry_part, "index", answer, answer_part, position),
          FOREIGN KEY (inquiry, inquiry_part) REFERENCES inquiries ON DELETE CASCADE,
          FOREIGN KEY (answer, answer_part) REFERENCES inquiries ON DELETE CASCADE
        ) WITHOUT ROWID;
        CREATE TABLE manual_pairs (
          id INTEGER PRIMARY KEY, verb TEXT NOT NULL,
          inquiry TEXT NOT NULL, inquiry_part INTEGER NOT NULL, inquiry_sha256 TEXT NOT NULL,
          answer TEXT NOT NULL, answer_part INTEGER NOT NULL, answer_sha256 TEXT NOT NULL
        );
        CREATE VIEW open AS {_OPEN};
        CREATE VIEW answered AS {_ANSWERED};
        CREATE INDEX pairs_answer ON pairs (answer, answer_part);
        CREATE INDEX question_pairs_answer ON question_pairs (answer, answer_part);
        """,
        {name: f"SELECT {', '.join(f'NULL AS {column}' for column in columns)} WHERE 0" for name, columns in _PAIRS.items()}
        | {"open": _OPEN, "answered": _ANSWERED},
    ),
    # 10 → 11: which letters are there once more; the views have each of them once
    Step(
        f"""
        CREATE TABLE repeats (
          document TEXT NOT NULL, part INTEGER NOT NULL, of_document TEXT NOT NULL, of_part INTEGER NOT NULL,
          kind TEXT NOT NULL,
          PRIMARY KEY (document, part),
          FOREIGN KEY (document, part) REFERENCES inquiries ON DELETE CASCADE,
          FOREIGN KEY (of_document, of_part) REFERENCES inquiries ON DELETE CASCADE
        ) WITHOUT ROWID;
        CREATE INDEX repeats_of ON repeats (of_document, of_part);
        DROP VIEW open;
        DROP VIEW answered;
        CREATE VIEW open AS {_OPEN_ONCE};
        CREATE VIEW answered AS {_ANSWERED_ONCE};
        """,
        {
            "repeats": "SELECT NULL AS document, NULL AS part, NULL AS of_document, NULL AS of_part, NULL AS kind WHERE 0",
            "open": _OPEN_ONCE,
            "answered": _ANSWERED_ONCE,
        },
    ),
)
"""In order; the first leads to version 2. A released step never changes."""


_ORDER = (
    *("number", "date", "date_basis", "received", "place", "body", "party", "title", "addressee", "committee", "session_date"),
    *("agenda_item", "public", "paper_type", "document_type", "preamble", "rationale"),
)
STORED = ordered((field for field in FIELDS if field.stored), _ORDER)
"""Fields with a column in the `inquiries` table. Those not in `_ORDER`, which never changes, were added later, each by a step."""


def schema() -> str:
    """Return the current tables as SQL."""
    first = ", ".join(map(_column, STORED[: len(_ORDER)]))
    added = "".join(f", {_column(field)}" for field in STORED[len(_ORDER) :])
    tables = resources.files("anfrage_parser.batch.sinks").joinpath("schema.sql").read_text("utf-8")
    return tables.replace("{fields}", first).replace("{added}", added)


def current() -> int:
    """Return the current version of the tables, the `user_version` of a new database."""
    return 1 + len(STEPS)


def version_of(base: sqlite3.Connection) -> int:
    """Return the version of the tables, 0 if they aren't ours; `UnreadableError` if it is later than ours or invalid."""
    if base.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        return 0
    version = int(base.execute("PRAGMA user_version").fetchone()[0])
    if version > current():
        cause = say("eine neuere Version von anfrage-parser hat die Datenbank geschrieben")
        raise UnreadableError(cause, say("eine neuere Version von anfrage-parser verwenden"))
    if version < 1:
        cause = say("die Datenbank ist beschädigt oder unvollständig")
        raise UnreadableError(cause, say("die Dokumente mit „anfrage batch“ in eine neue Datei einlesen"))
    return version


def upgrade(base: sqlite3.Connection) -> None:
    """Apply missing steps in one transaction; safe with concurrent upgrades. Raises `sqlite3.Error` on failure."""
    if not _missing(base):
        return
    base.execute("BEGIN IMMEDIATE")
    try:
        for step in _missing(base):  # checked again: another process may have upgraded meanwhile
            for statement in statements(step.script):
                base.execute(statement)
        base.execute(f"PRAGMA user_version = {current()}")
        base.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            base.execute("ROLLBACK")
        raise


def is_behind(base: sqlite3.Connection) -> bool:
    """Return whether steps are missing."""
    return bool(_missing(base))


def show_as_now(base: sqlite3.Connection) -> None:
    """Show an older database in its current shape through temporary views of this connection; the file is not written to.

    Raises `UnreadableError` if its version is later than ours.
    """
    shown: dict[str, str] = {}
    for step in _missing(base):
        for name, select in step.shown.items():
            before = shown.get(name) or (f"SELECT * FROM main.{name}" if _is_there(base, name) else "")
            shown[name] = f"WITH {name} AS ({before}) {select}" if before else select
    if not shown:
        return
    guarded = base.execute("PRAGMA query_only").fetchone()[0]
    base.execute("PRAGMA temp_store = MEMORY")
    base.execute("PRAGMA query_only = OFF")
    for name, select in shown.items():
        base.execute(f"CREATE TEMP VIEW {name} AS {select}")
    base.execute(f"PRAGMA query_only = {guarded}")


def _missing(base: sqlite3.Connection) -> Sequence[Step]:
    return STEPS[version_of(base) - 1 :]


def _is_there(base: sqlite3.Connection, name: str) -> bool:
    return base.execute("SELECT 1 FROM main.sqlite_master WHERE type IN ('table', 'view') AND name = ?", (name,)).fetchone() is not None


def statements(script: str) -> Iterator[str]:
    """Split a script into statements; `executescript` would commit an open transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
