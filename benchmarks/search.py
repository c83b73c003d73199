"""`anfrage search` on an archive of 100,000 invented inquiries, in pairs with the bare query of SQLite that it rests on.

`python -m benchmarks.search [RECORDS] [PAIRS] [ARCHIVE.sqlite]`; an archive that is there already is taken as it is. Letters are drawn by
`tools.letters` and parsed; the archive mixes their heads, preambles and questions, no two inquiries alike, and goes through the sink.
Bare is the same expression, the same connection: `SELECT rowid … MATCH … ORDER BY rank LIMIT 20`. Told is what somebody would ask
for the same answer: the bare query with the inquiries' heads, records, texts and marks.
Figures are milliseconds of processor time: those of the clock depend on what else the machine does.
"""

import json
import os
import random
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from anfrage_parser import AnfrageError, parse_text
from anfrage_parser.batch.model import Input, Job, Outcome, State
from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.batch.stored import reading
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.json_out import to_line
from anfrage_parser.search.find import Wanted, find
from anfrage_parser.search.like import Given, related
from anfrage_parser.search.query import expression
from anfrage_parser.search.wording import of_record
from tools.letters import letter
from tools.letters.text import as_text

LETTERS = 400
CHUNK = 500
BARE = "SELECT rowid FROM texts WHERE texts MATCH ? ORDER BY rank LIMIT 20"
TOLD = f"""SELECT i.document, i.part, i.number, i.date, i.party, i.title, i.record, texts.title, texts.preamble, texts.questions,
  texts.rationale, {", ".join(f"highlight(texts, {number}, '[', ']')" for number in range(2, 6))}
FROM texts CROSS JOIN inquiries AS i ON i.text_row = texts.rowid WHERE texts MATCH ? ORDER BY rank LIMIT 20"""

QUERIES = {
    "one rare word": "Hainbuchenweg7",
    "two words": "Radweg AND Lindenau",
    "a phrase": '"Radweg am Mühlgraben" Rosental',
    "another spelling": "Muehlgraben Lindenau",
    "a prefix": "Kindertages* Auental",
    "a word of one in sixteen": "Radweg",
    "one of two": "Wochenmarkt OR Bolzplatz",
    "a word that nearly all have": "Verwaltung",
}
PLACES = ("Lindenau", "Rosental", "Auental", "Steinfeld", "Mombach", "Neustadt", "Oberdorf", "Unterdorf", "Westend", "Nordhafen")


def drawn(count: int) -> list[dict[str, Any]]:
    """Records of invented letters."""
    found: list[dict[str, Any]] = []
    seed = 0
    while len(found) < count:
        seed += 1
        try:
            found += [as_dict(inquiry) for inquiry in parse_text(as_text(letter(seed)))]
        except AnfrageError:
            continue
    return found


def mixed(records: list[dict[str, Any]], count: int) -> Iterator[dict[str, Any]]:
    """As many records: a head of one, the preamble of another, the questions of a third, with a place and a street of its own."""
    rng = random.Random(1)
    for number in range(count):
        head, prose, body = (rng.choice(records) for _ in range(3))
        where = PLACES[min(int(rng.expovariate(0.5)), len(PLACES) - 1)]
        row = {**head, **{key: body[key] for key in ("questions", "blocks", "rationale")}, "number": f"{number:06}/2024"}
        row["date"] = f"{2010 + number % 15}-{1 + number % 12:02}-{1 + number % 28:02}"
        row["title"] = f"{head['title'] or 'Anfrage'} in {where}"
        row["preamble"] = f"{prose['preamble'] or ''} Betroffen ist der Hainbuchenweg{number % 5000} in {rng.choice(PLACES)}.".strip()
        yield row


def fill(path: Path, count: int) -> None:
    """The archive."""
    store(path, mixed(drawn(min(LETTERS, count)), count))


def store(path: Path, records: Iterable[dict[str, Any]]) -> None:
    """Write records by the sink that `anfrage batch` writes with."""
    sink = DatabaseSink(path)
    sink.begin("resume")
    rows = enumerate(records)
    while chunk := list(islice(rows, CHUNK)):
        pairs = []
        for number, row in chunk:
            name = f"{number // 1000:03}/{number:06}.txt"
            job = Job(number, name, Input(name, name.encode(), "in", f"in/{name}"))
            row["source"] = {**row["source"], "name": name}
            pairs.append((job, Outcome(number, State.DONE, 0, f"{number:064}", "f", to_line(row), 1), None))
        sink.put(pairs)
    sink.finish()
    sink.close()


def timed(work: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    begin = clock()
    work()
    return (clock() - begin) * 1000


def children() -> float:
    """Processor time of the processes that were started and have ended."""
    spent = os.times()
    return spent.children_user + spent.children_system


def times_of(base: sqlite3.Connection, query: str, pairs: int, **filters: Any) -> tuple[list[float], ...]:
    """Times of our search, the bare query and the told one, one after the other."""
    said = expression(query)
    ours, bare, told = [], [], []
    for _ in range(pairs):
        ours.append(timed(lambda: list(find(base, Wanted(expression(query), **filters)))))
        bare.append(timed(lambda: base.execute(BARE, (said,)).fetchall()))
        told.append(timed(lambda: base.execute(TOLD, (said,)).fetchall()))
    return ours, bare, told


def shown(name: str, ours: list[float], bare: list[float], told: list[float]) -> None:
    print(f"{name:34} ours {statistics.median(ours):7.1f} ms", end="")
    for other, theirs in (("bare", bare), ("told", told)):
        ratios = [a / b for a, b in zip(ours, theirs, strict=True)]
        spread = f"{min(ratios):.2f}–{max(ratios):.2f}"
        print(f", {other} {statistics.median(theirs):7.1f} ms, ratio {statistics.median(ratios):.2f} ({spread})", end="")
    print()


def like_times(base: sqlite3.Connection, letters: int = 100) -> list[float]:
    """Times of `--like` for as many inquiries of the archive."""
    rows = base.execute("SELECT document, part FROM inquiries WHERE document_type <> 'answer' ORDER BY text_row").fetchall()
    found = []
    for place in rows[:: max(len(rows) // letters, 1)]:
        record = json.loads(base.execute("SELECT record FROM inquiries WHERE document = ? AND part = ?", place).fetchone()[0])
        given = Given(record["source"]["name"], 1, record["source"]["sha256"], of_record(record))
        found.append(timed(lambda given=given: related(base, given, Wanted("", limit=20))))  # type: ignore[misc]
    return sorted(found)


def processes(path: Path, pairs: int) -> None:
    """The command as a whole against the command that only says its version."""
    command = [sys.executable, "-m", "anfrage_parser"]

    def run(*words: str) -> float:
        return timed(lambda: subprocess.run([*command, *words], check=True, capture_output=True), children)

    for name in ("two words", "a word of one in sixteen"):
        whole, start = [], []
        for _ in range(pairs):
            whole.append(run("search", str(path), QUERIES[name], "--json"))
            start.append(run("search", "--help"))
        more = [a - b for a, b in zip(whole, start, strict=True)]
        print(f"process, {name:25} whole {statistics.median(whole):6.0f} ms, less start-up {statistics.median(more):6.0f} ms")


def main(count: int = 100_000, pairs: int = 9, archive: str | None = None) -> None:
    """Print medians, ratios, spreads."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(archive or f"{folder}/archiv.sqlite")
        if not path.exists():
            took = timed(lambda: fill(path, count), time.perf_counter)
            print(f"{count} records written in {took / 1000:.0f} s, {os.stat(path).st_size / 1e6:.0f} MB")  # noqa: PTH116
        with reading(path) as base:
            for name, query in QUERIES.items():
                found = base.execute("SELECT count(*) FROM texts WHERE texts MATCH ?", (expression(query),)).fetchone()[0]
                shown(f"{name} ({found})", *times_of(base, query, pairs))
            shown("the same, of one group", *times_of(base, QUERIES["a word of one in sixteen"], pairs, parties=("SPD",)))
            shown(
                "the same, of two years",
                *times_of(base, QUERIES["a word of one in sixteen"], pairs, since="2020-01-01", until="2021-12-31"),
            )
            times = like_times(base)
            print(f"like {len(times)} inquiries: median {statistics.median(times):.1f} ms, slowest {times[-1]:.1f} ms")
        processes(path, pairs)


if __name__ == "__main__":
    numbers = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    count, pairs = (*numbers, *(100_000, 9)[len(numbers) :])
    main(count, pairs, next((word for word in sys.argv[1:] if not word.isdecimal()), None))
