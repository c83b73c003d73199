"""How large an archive gets, and what it takes: measured costs of a document, and a table for 10^6, 10^7 and 10^8 of them.

`python -m benchmarks.sizing [DOCUMENTS]` (Linux; after `make cluster`, and `make ocr` for scans) writes both between the marks in
docs/archives.md; `DOCUMENTS` are those of the short run on the cluster. Times are of processors: other work on the machine matters little.
"""

import math
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path

from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.options import Options
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.json_out import to_line
from benchmarks.archive import pdfs, texts
from benchmarks.cluster import Cost, children, measured
from benchmarks.search import fill, timed
from tools.letters import letter
from tools.letters.scan import SCANS, as_scan, of_seed

PAGE = Path(__file__).parent.parent / "docs" / "archives.md"
BEGIN, END = "<!-- sizing -->\n", "<!-- end of sizing -->\n"
SIZES, SHARES = (10**6, 10**7, 10**8), (0.0, 0.1, 0.5)
"""Documents, and shares of scans among them."""

LETTERS, SCANNED = 40, 6
"""Letters of a kind, and scans, that are read."""

STORED = 1_000, 5_000
"""Inquiries in a database: the growth between is free of what an empty one takes."""

LARGEST, WIDEST = 64e9, 8e9
"""Bytes of a database, and of memory while it is linked, that one machine has at hand."""


def reading(folder: Path) -> dict[str, float]:
    """Seconds of a document of each kind, and of a scanned page, in one process; the first one is not counted."""
    letters = [letter(seed) for seed in range(LETTERS)]
    kinds = {"text": texts(folder / "text", letters)} | {f"PDF ({name})": files for name, files in pdfs(folder, letters).items()}
    found = {kind: _spent([path.read_bytes() for path in files], files[0].name)[0] for kind, files in kinds.items()}
    sheets = [path.read_bytes() for path in kinds["PDF (reportlab)"][: SCANNED + 1]]
    whole, pages = _spent([as_scan(sheet, of_seed(SCANS["200"], seed), seed) for seed, sheet in enumerate(sheets)], "scan.pdf")
    return found | {"scanned page": whole / pages}


def _spent(documents: list[bytes], name: str) -> tuple[float, float]:
    """Return seconds and pages of a document."""
    _read(documents[0], name)
    begin = time.process_time() + children()
    pages = sum(_read(data, name) for data in documents[1:])
    count = len(documents) - 1
    return (time.process_time() + children() - begin) / count, pages / count


def _read(data: bytes, name: str) -> int:
    """Read a document to its lines of JSON, and return its number of pages."""
    source = read_bytes(data, name, Options(words=True))
    for inquiry in parse_source(source):
        to_line(as_dict(inquiry))
    return source.pages


def storing(folder: Path) -> dict[str, float]:
    """Bytes in the database, seconds of writing and of linking, and bytes of memory while it is linked, for each inquiry."""
    rows = []
    for count in STORED:
        path = folder / f"{count}.sqlite"
        wrote = timed(lambda path=path, count=count: fill(path, count)) / 1000  # type: ignore[misc]
        program = [sys.executable, "-m", "benchmarks.sizing", "link", str(path)]
        linked, memory = map(float, subprocess.run(program, check=True, capture_output=True, text=True).stdout.split())
        rows.append((path.stat().st_size, wrote, linked, memory))
    names = ("stored", "writing", "linking", "memory")
    return {name: (after - before) / (STORED[1] - STORED[0]) for name, before, after in zip(names, *rows, strict=True)}


def link(path: Path) -> None:
    """Link an archive, and print seconds and bytes of memory."""
    with closing(DatabaseSink(path)) as sink:
        sink.begin("skip")
        took = timed(sink.link) / 1000
    print(took, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)


def section(kinds: Mapping[str, float], each: Cost, stored: Mapping[str, float]) -> Iterator[str]:
    """Yield the lines of both tables."""
    everybody = each.workers + each.client + each.scheduler
    yield from ("| of a document | |", "|---|--:|")
    yield from (f"| reading, {kind} | {_milliseconds(seconds)} |" for kind, seconds in kinds.items())
    yield f"| on the cluster, beside reading: workers | {_milliseconds(each.workers - each.bare)} |"
    yield f"| command: naming, accounting, writing `.jsonl` | {_milliseconds(each.client)} |"
    yield f"| scheduler | {_milliseconds(each.scheduler)} |"
    yield f"| share of the bare loop in all of it | {each.bare / everybody:.0%} |"
    yield f"| over the wire, there and back; in `.jsonl` | {each.wire / 1e3:.1f} kB; {each.written / 1e3:.1f} kB |"
    yield f"| in `.sqlite`: size; writing | {stored['stored'] / 1e3:.1f} kB; {_milliseconds(stored['writing'])} |"
    yield f"| linking: time; memory | {_milliseconds(stored['linking'])}; {stored['memory'] / 1e3:.1f} kB |"
    yield ""
    yield "| documents | " + " | ".join(f"core hours, {share:.0%} scans" for share in SHARES) + " | `.jsonl` | `.sqlite` | parts |"
    yield "|--:" * (len(SHARES) + 4) + "|"
    overhead = everybody - each.bare
    text = max(seconds for kind, seconds in kinds.items() if kind.startswith("PDF"))
    for size in SIZES:
        spent = [size * ((1 - share) * text + share * 2 * kinds["scanned page"] + overhead) / 3600 for share in SHARES]
        parts = math.ceil(size * max(stored["stored"] / LARGEST, stored["memory"] / WIDEST))
        sizes = f"{size * each.written / 1e9:,.0f} GB | {size * stored['stored'] / 1e9:,.0f} GB | {parts}"
        yield f"| 10^{round(math.log10(size))} | " + " | ".join(f"{hours:,.0f}" for hours in spent) + f" | {sizes} |"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1e3:.3g} ms"


def main(count: int = 1_000) -> None:
    """Measure, and write the tables into the docs."""
    with tempfile.TemporaryDirectory() as folder:
        lines = "\n".join(section(reading(Path(folder)), measured(count), storing(Path(folder))))
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    PAGE.write_text(f"{before}{BEGIN}{lines}\n{END}{after}", encoding="utf-8")
    print(lines)


if __name__ == "__main__":
    if sys.argv[1:2] == ["link"]:
        link(Path(sys.argv[2]))
    else:
        main(*map(int, sys.argv[1:2]))
