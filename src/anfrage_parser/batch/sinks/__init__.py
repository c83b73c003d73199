"""Where records go: a folder, JSON Lines, SQLite; the output's name tells."""

from collections.abc import Callable
from pathlib import Path

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


def sink_for(out: Path) -> Sink:
    """The sink that an output's name stands for, not yet opened."""
    from importlib import import_module

    ending = "" if out.is_dir() else out.suffix.casefold()
    module, _, name = SINKS.get(ending, SINKS[""]).partition(":")
    make: Callable[[Path], Sink] = getattr(import_module(module), name)
    return make(out)
