"""Linking and `search --like` on an archive of invented inquiries, four fifths of them with an answer paper.

`python -m benchmarks.links [INQUIRIES] [ARCHIVE.sqlite]`; an archive that is there already is taken as it is. Of the
answers a third names the inquiry's number, a third its day, the rest repeat only title and questions. Figures are of processor time.
"""

import datetime as dt
import resource
import statistics
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.batch.stored import reading
from benchmarks.search import LETTERS, drawn, like_times, mixed, store, timed

ANSWERED = 0.8
"""Share of the inquiries with an answer paper."""


def papers(count: int) -> Iterator[dict[str, Any]]:
    """Records of inquiries, and of answers to most of them some weeks later."""
    for number, asked in enumerate(mixed(drawn(min(LETTERS, count)), count)):
        yield asked
        if number % 10 < ANSWERED * 10:
            yield answered(asked, number)


def answered(asked: dict[str, Any], number: int) -> dict[str, Any]:
    """The record of a paper that answers an inquiry."""
    day = (dt.date.fromisoformat(asked["date"]) + dt.timedelta(days=14 + number % 60)).isoformat()
    named = {"number": asked["number"] if number % 3 == 0 else None, "date": asked["date"] if number % 3 == 1 else None}
    answers = [
        {"labels": [], "questions": [question["index"]], "text": f"Dazu teilt das Amt {question['index']} mit, dass daran gearbeitet wird."}
        for question in asked["questions"]
    ]
    return {
        **asked, "document_type": "answer", "number": None, "date": day, "preamble": None, "rationale": None, "answers": answers,
        "refers_to": {**named, "parties": asked["parties"], "title": None},
    }  # fmt: skip


def main(count: int = 10_000, archive: str | None = None) -> None:
    """Print times and memory."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(archive or f"{folder}/archiv.sqlite")
        if not path.exists():
            store(path, papers(count))
        with closing(DatabaseSink(path)) as sink:
            sink.begin("skip")
            before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            took = timed(lambda: print(*sink.link().counted(), "inquiries, answered"))
            after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        print(f"link {took / 1000:.1f} s, {after / 1024:.0f} MB at most ({before / 1024:.0f} before)")
        with reading(path) as base:
            times = like_times(base, 200)
        print(f"like: median {statistics.median(times):.1f}, p95 {times[len(times) * 95 // 100]:.1f}, highest {times[-1]:.1f} ms")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000, sys.argv[2] if len(sys.argv) > 2 else None)
