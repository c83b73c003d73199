"""Errors of the system's folder for temporary files."""

import contextlib
import sqlite3
from collections.abc import Iterator

from anfrage_parser.errors import OutputError, is_full
from anfrage_parser.messages import say


@contextlib.contextmanager
def spooling() -> Iterator[None]:
    """Turn failing writes to the system's temporary folder into an error that says how to choose another folder."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        cause = (
            say("der Ordner für temporäre Dateien ist voll") if _disk_full(error) else say("temporäre Dateien lassen sich nicht schreiben")
        )
        raise OutputError(cause, say("dort Platz schaffen oder mit TMPDIR (Windows: TEMP) einen anderen Ordner angeben")) from error


def _disk_full(error: OSError | sqlite3.OperationalError) -> bool:
    return is_full(error) if isinstance(error, OSError) else "full" in str(error)
