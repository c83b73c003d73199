"""Where records go: a folder, JSON Lines, SQLite, here or behind a URL; the output's name tells."""

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
"""Ending of the output → class; any other name is a folder."""


def sink_for(out: str) -> Sink:
    """The sink that an output's name stands for, not yet opened."""
    if is_url(out):
        from anfrage_parser.batch.sinks.remote import RemoteFolderSink, StagedSink

        ending = PurePosixPath(out.rpartition("/")[2]).suffix.casefold()
        return StagedSink(out, _made(ending)) if ending in SINKS and ending else RemoteFolderSink(out)
    path = Path(out)
    made: Sink = _made("" if path.is_dir() else path.suffix.casefold())(path)
    return made


def _made(ending: str) -> Any:
    """The class for an ending."""
    module, _, name = SINKS.get(ending, SINKS[""]).partition(":")
    return getattr(import_module(module), name)
