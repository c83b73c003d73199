"""How the tables of a batch's database have changed: one step for each version, from the first that was released to today's `schema.sql`.

To change the tables: change `schema.sql`, and add a step here that brings an older database to the same. New columns go to the end of their
table, where `ALTER TABLE … ADD COLUMN` puts them. `tests/batch/test_upgrading.py` compares both ways, their rows too.
"""

import contextlib
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import resources

from anfrage_parser.errors import UnreadableError
from anfrage_parser.fields import FIELDS, ordered
from anfrage_parser.messages import say
from anfrage_parser.record.json_in import APPLICATION


@dataclass(frozen=True, slots=True)
class Step:
    """What leads from one version of the tables to the next."""

    script: str
    """SQL that changes the tables and fills what is new: out of the tables, or out of the record that each inquiry keeps as JSON."""
    shown: Mapping[str, str] = field(default_factory=dict)
    """Name of a table or view → `SELECT` that gives it as the step would make it, for those who only read and must not change the file. It
    may ask for that name as it was before. None for an index. A table for searching can't be shown like this: whoever asks a new one looks
    whether it is there."""


STEPS: tuple[Step, ...] = (
    # 1 → 2: every database has all indexes; some were written before there was the one from texts to inquiries
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
)
"""In their order; the first leads to version 2. One that was released never changes again."""


_ORDER = (
    *("number", "date", "date_basis", "received", "place", "body", "party", "title", "addressee", "committee", "session_date"),
    *("agenda_item", "public", "paper_type", "document_type", "preamble", "rationale"),
)
STORED = ordered((field for field in FIELDS if field.stored), _ORDER)
"""Fields for which the table of inquiries has a column, in the order of these; a new one comes behind them."""


def schema() -> str:
    """Today's tables, as SQL."""
    columns = ", ".join(f"{field.key} {'INTEGER' if field.shape == 'yes-no' else 'TEXT'}" for field in STORED)
    return resources.files("anfrage_parser.batch.sinks").joinpath("schema.sql").read_text("utf-8").replace("{fields}", columns)


def current() -> int:
    """Today's version of the tables, `user_version` of a new database."""
    return 1 + len(STEPS)


def version_of(base: sqlite3.Connection) -> int:
    """The version of a database of ours; 0 where it is none of ours. `UnreadableError` for one of a later program, or of no program."""
    if base.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
        return 0
    version = int(base.execute("PRAGMA user_version").fetchone()[0])
    if version > current():
        cause = say("eine neuere Fassung von anfrage-parser hat die Datenbank geschrieben")
        raise UnreadableError(cause, say("eine neuere Fassung von anfrage-parser verwenden"))
    if version < 1:
        cause = say("die Datenbank ist beschädigt oder unvollständig")
        raise UnreadableError(cause, say("die Dokumente mit „anfrage batch“ in eine neue Datei lesen"))
    return version


def upgrade(base: sqlite3.Connection) -> None:
    """Take the steps that are missing, all or none; where two come at once, one of them does. `sqlite3.Error` where it fails."""
    if not _missing(base):
        return
    base.execute("BEGIN IMMEDIATE")
    try:
        for step in _missing(base):  # asked again: somebody else may have taken them meanwhile
            for statement in statements(step.script):
                base.execute(statement)
        base.execute(f"PRAGMA user_version = {current()}")
        base.execute("COMMIT")
    except BaseException:
        with contextlib.suppress(sqlite3.Error):
            base.execute("ROLLBACK")
        raise


def show_as_now(base: sqlite3.Connection) -> None:
    """Let an older database that is only read look like one of today, by views of this connection: nothing is written to the file.

    `UnreadableError` for one of a later program.
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
    """The statements of a script, whole; `executescript` would end a transaction that is open."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
