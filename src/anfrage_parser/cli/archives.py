"""An archive made for one run out of any inputs, for commands that work on the database of a batch."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from anfrage_parser.batch.stored import is_database
from anfrage_parser.cli.given import given

if TYPE_CHECKING:
    from anfrage_parser.cli.intake import Intake


@dataclass(frozen=True, slots=True)
class Archive:
    """The database of the inputs: the given one, or one made of their records that is gone after the block."""

    path: Path
    name: str
    """The first input, for messages."""
    is_given: bool
    code: int
    """The exit code of reading the inputs."""


@contextlib.contextmanager
def archive_of(words: Sequence[str], intake: "Intake", convention: str | None, corrections: Path | None, linked: bool) -> Iterator[Archive]:
    """Yield the database that the words name if it is one, else one made of the records of all inputs, if wanted `linked`."""
    names = given(words, records=True)
    if len(names) == 1 and names[0] != "-" and is_database(Path(names[0])):
        yield Archive(Path(names[0]), names[0], True, 0)
        return
    from anfrage_parser.cli.records import Records
    from anfrage_parser.cli.work.archive import fill
    from anfrage_parser.readers.scratch import scratch_folder

    records = Records(names, intake, convention, corrections)
    with scratch_folder() as folder:
        path = folder / "archiv.sqlite"
        fill(path, records, linked)
        records.account()
        if records.nothing():  # which was told already
            raise typer.Exit(records.exit_code())
        yield Archive(path, names[0], False, records.exit_code())
