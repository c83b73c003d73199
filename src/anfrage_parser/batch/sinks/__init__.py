"""Where records are written: a folder, JSON Lines or SQLite, local or behind a URL; chosen by the output's name."""

from importlib import import_module
from pathlib import Path, PurePosixPath
from typing import Any

from anfrage_parser.batch.remote import is_url
from anfrage_parser.batch.sinks.base import Sink

SINKS: dict[str, str] = {
    ".jsonl": "anfrage_parser.batch.sinks.lines:LinesSink",
    ".ndjson": "anfrage_parser.batch.sinks.lines:LinesSink",
    ".sqlite": "anfrage_parser.batch.sinks.database:DatabaseSink",
    ".sqlite3": "anfrage_parser.batch.sinks.database:DatabaseSink",
    ".db": "anfrage_parser.batch.sinks.database:DatabaseSink",
    "": "anfrage_parser.batch.sinks.folder:FolderSink",
}
"""Suffix of the output → class; any other name is a folder."""


def sink_for(out: str) -> Sink:
    """Return the sink for an output's name, not yet opened."""
    if is_url(out):
        from anfrage_parser.batch.sinks.remote import RemoteFolderSink, StagedSink

        ending = PurePosixPath(out.rpartition("/")[2]).suffix.casefold()
        return StagedSink(out, _made(ending)) if ending in SINKS and ending else RemoteFolderSink(out)
    path = Path(out)
    made: Sink = _made("" if path.is_dir() else path.suffix.casefold())(path)
    return made


def _made(ending: str) -> Any:
    """Import and return the class for a suffix."""
    module, _, name = SINKS.get(ending, SINKS[""]).partition(":")
    return getattr(import_module(module), name)
