"""Make an archive of records: a database as a batch writes it."""

import itertools
import os
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from anfrage_parser.batch.model import Input, Job, Outcome, State
from anfrage_parser.batch.sinks.base import Pair
from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.json_out import to_line
from anfrage_parser.record.schema import Inquiry

MANY = 200
"""Documents put into the database in one transaction."""


def fill(path: Path, records: Iterable[Inquiry], linked: bool) -> None:
    """Write records to a new database, if wanted `linked` as a batch links them; of documents with the same content, the first."""
    with closing(DatabaseSink(path)) as sink:
        sink.begin("error")
        pairs: list[Pair] = []
        seen, keys = set[str](), set[str]()
        for (name, digest), group in itertools.groupby(records, lambda inquiry: (inquiry.source.name, inquiry.source.sha256)):
            rows = [as_dict(inquiry) for inquiry in group]
            if digest in seen:
                continue
            seen.add(digest)
            key = next(key for key in _keys(name) if key not in keys)
            keys.add(key)
            outcome = Outcome(len(seen), State.DONE, 0, digest, "", b"".join(map(to_line, rows)), len(rows))
            pairs.append((Job(len(seen), key, Input(name, os.fsencode(name), name, name)), outcome, None))
            if len(pairs) == MANY:
                sink.put(pairs)
                pairs = []
        sink.put(pairs)
        sink.changed = sink.changed and linked
        sink.finish()


def _keys(name: str) -> Iterator[str]:
    """Yield names under which a document may be kept: its own, then with numbers."""
    return itertools.chain([name], (f"{name} ({count})" for count in itertools.count(2)))
