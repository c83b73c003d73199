"""SQLite: the same database as that of `anfrage batch`, written by the same code."""

import hashlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path

from anfrage_parser.batch.model import Input, Job, Outcome, State
from anfrage_parser.batch.naming import portable
from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.errors import ExitCode
from anfrage_parser.exporters import ExportOptions
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.json_out import to_line
from anfrage_parser.record.schema import Inquiry

TOGETHER = 64
"""Documents per transaction: one for each would take twice the time."""


def export_to(records: Iterable[Inquiry], path: Path, options: ExportOptions) -> None:
    """Write a new database. Documents without a record are missing, as exporters don't get them.

    It has no fingerprints: a batch that continues it reads every document again.
    """
    with closing(DatabaseSink(path)) as sink:
        sink.begin("error")
        names = _Names(sink)
        numbered = enumerate(documents(records))
        while chunk := [_row(number, group, names) for number, group in islice(numbered, TOGETHER)]:
            sink.put(chunk)
            names.settle()
        sink.finish()


def documents(records: Iterable[Inquiry]) -> Iterator[list[Inquiry]]:
    """Group consecutive records of the same document."""
    group: list[Inquiry] = []
    for record in records:
        if group and not _goes_on(group[-1], record):
            yield group
            group = []
        group.append(record)
    if group:
        yield group


def _goes_on(before: Inquiry, record: Inquiry) -> bool:
    """Return whether a record continues the same document."""
    one, other = before.source, record.source
    return (one.name, one.sha256) == (other.name, other.sha256) and other.part > one.part


class _Names:
    """Assigns unique names to documents in the database; it remembers those not yet written."""

    def __init__(self, sink: DatabaseSink) -> None:
        self.sink = sink
        self.keys: set[str] = set()
        self.firsts: dict[str, str] = {}

    def settle(self) -> None:
        """Forget the names, as they are all in the database now."""
        self.keys.clear()
        self.firsts.clear()

    def key(self, number: int, name: str, sha256: str) -> str:
        """Return the name if it is free; else with a hash of its content or, for the same content, of its number."""
        plain = portable(name)
        salts = (sha256, f"{sha256} {number}")
        hashes = [hashlib.sha256(f"{name}\0{salt}".encode()).hexdigest() for salt in salts]
        tries = [plain] if plain == name else []
        tries += [f"{plain}~{hashes[0][:8]}", f"{plain}~{hashes[0]}", f"{plain}~{hashes[1][:16]}"]
        key = next((key for key in tries if key not in self.keys and self.sink.known(key) is None), f"{plain}~{hashes[1]}")
        self.keys.add(key)
        return key

    def first(self, sha256: str, key: str) -> str | None:
        """Return the key of the first document with that content; None if it is this one."""
        found = self.firsts.get(sha256) or self.sink.holder(sha256)
        self.firsts.setdefault(sha256, found or key)
        return found


def _row(number: int, group: list[Inquiry], names: _Names) -> tuple[Job, Outcome, str | None]:
    """Return a document in the form that a batch passes to its sink."""
    source = group[0].source
    key = names.key(number, source.name, source.sha256)
    incomplete = any(f.severity == "error" for record in group for f in record.findings)
    state, code = (State.INCOMPLETE, ExitCode.INCOMPLETE) if incomplete else (State.DONE, 0)
    lines = b"".join(to_line(as_dict(record, evidence=record.evidence is not None)) for record in group)
    document = Input(source.name, source.name.encode(), "", "")
    return Job(number, key, document), Outcome(number, state, code, source.sha256, "", lines, len(group)), names.first(source.sha256, key)
