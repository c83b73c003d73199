"""Upgrades that end in the middle, each in a process of its own: `python -m tests.batch.killed WAY DATABASE FOLDER`.

Writes a copy of the database into the folder for each moment, as it is left then, until an upgrade comes to its end, with the steps of
`LATER`. Prints a line for each moment: how the process ended.
"""

import os
import shutil
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from anfrage_parser.batch.sinks import database, upgrading
from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.batch.sinks.upgrading import Step
from anfrage_parser.errors import OutputError

LATER = (
    Step(
        """
        CREATE TABLE replies (
          document TEXT NOT NULL, part INTEGER NOT NULL, "index" INTEGER NOT NULL, text TEXT NOT NULL,
          PRIMARY KEY (document, part, "index"),
          FOREIGN KEY (document, part) REFERENCES inquiries ON DELETE CASCADE
        ) WITHOUT ROWID;
        INSERT INTO replies SELECT document, part, "index", upper(text) FROM questions;
        CREATE INDEX replies_text ON replies (text);
        ALTER TABLE questions ADD COLUMN letters INTEGER;
        UPDATE questions SET letters = length(text);
        """,
        {
            "replies": 'SELECT document, part, "index", upper(text) AS text FROM questions',
            "questions": "SELECT *, length(text) AS letters FROM questions",
        },
    ),
    Step(
        """
        ALTER TABLE questions ADD COLUMN twice INTEGER;
        UPDATE questions SET twice = 2 * letters;
        ALTER TABLE inquiries ADD COLUMN paper TEXT;
        UPDATE inquiries SET paper = json_extract(record, '$.source.name');
        DROP VIEW askers;
        CREATE VIEW askers AS SELECT document, part, name FROM people WHERE kind = 'asker';
        """,
        {
            "questions": "SELECT *, 2 * letters AS twice FROM questions",
            "inquiries": "SELECT *, json_extract(record, '$.source.name') AS paper FROM inquiries",
            "askers": "SELECT document, part, name FROM people WHERE kind = 'asker'",
        },
    ),
)
"""Steps as later versions may have them."""

MOST = 400
"""Moments at which nothing has come to an end yet: then something is wrong."""


class Mortal(sqlite3.Connection):
    """Dies at a moment, whoever else wants to look in meanwhile."""

    def set_progress_handler(self, *words: Any, **more: Any) -> None:
        """Ours stays."""


def dying(at: int) -> Callable[..., int]:
    """A function that kills the process when it is called for that time."""
    left = [at]

    def called(*words: Any) -> int:
        left[0] -= 1
        if left[0] < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return 0

    return called


def before_a_statement(at: int) -> None:
    """Killed before the statement of that number."""
    _connected(lambda base: base.set_trace_callback(dying(at)))


def within_a_statement(at: int) -> None:
    """Killed after so many hundreds of steps of SQLite's machine, which has to write what it changes at once."""

    def prepare(base: Mortal) -> None:
        base.execute("PRAGMA cache_size = 1")
        sqlite3.Connection.set_progress_handler(base, dying(at), 200)

    _connected(prepare)


def small_disk(at: int) -> None:
    """No file grows beyond so many bytes."""
    import resource

    resource.setrlimit(resource.RLIMIT_FSIZE, (at * 20_000, at * 20_000))


def _connected(prepare: Callable[[Mortal], None]) -> None:
    real = sqlite3.connect

    def connect(*words: Any, **more: Any) -> sqlite3.Connection:
        base = real(*words, **more, factory=Mortal)
        prepare(base)
        return base

    sqlite3.connect = connect  # type: ignore[assignment]


WAYS = {"statement": before_a_statement, "within": within_a_statement, "disk": small_disk}


def upgraded(path: Path) -> int:
    """The exit code of an upgrade, 10 where it could not be written."""
    try:
        with closing(DatabaseSink(path)) as sink:
            sink.begin("skip")
    except OutputError as error:
        print(error, file=sys.stderr)
        return error.exit_code
    return 0


def started(path: Path, prepare: Callable[[], None]) -> int:
    """A process that upgrades; gives its number."""
    if number := os.fork():
        return number
    code = 99
    try:
        prepare()
        code = upgraded(path)
    finally:
        os._exit(code)


def ended(number: int) -> int:
    """The exit code of a process, negative for a signal."""
    return os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])


def one_after_the_other(way: str, source: Path, folder: Path) -> None:
    """Later and later moments."""
    for at in range(MOST):
        path = folder / f"{at:03}.sqlite"
        shutil.copyfile(source, path)
        code = ended(started(path, lambda at=at: WAYS[way](at)))  # type: ignore[misc]
        print(code, flush=True)
        if code == 0:
            return


def together(source: Path, folder: Path, locks: bool) -> None:
    """Several at the same moment, also where the file system has no locks of its own for runs."""
    if not locks:
        database.locked = lambda path: os.open(os.devnull, os.O_RDONLY)  # type: ignore[attr-defined]
    path = folder / "alle.sqlite"
    shutil.copyfile(source, path)
    wait, go = os.pipe()

    def at_once() -> None:
        os.close(go)
        os.read(wait, 1)

    numbers = [started(path, at_once) for _ in range(4)]
    os.close(go)
    for number in numbers:
        print(ended(number))


def main(way: str, source: str, folder: str) -> None:
    """See above; `together` and `unlocked` are the ways of several processes."""
    upgrading.STEPS += LATER
    if way in WAYS:
        one_after_the_other(way, Path(source), Path(folder))
    else:
        together(Path(source), Path(folder), way == "together")


if __name__ == "__main__":
    main(*sys.argv[1:])
