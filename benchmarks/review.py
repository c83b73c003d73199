"""How long the review page of many documents takes to open, against an empty page of the same size in the same browser.

Needs Chromium and the package playwright: `python -m benchmarks.review [DOCUMENTS] [PAIRS]`.
"""

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from anfrage_parser import parse_file
from anfrage_parser.readers import read_file
from anfrage_parser.review.entry import Entry
from anfrage_parser.review.page import write_page

SAMPLES = Path(__file__).parent.parent / "samples"
BROWSER = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update")


def entries(count: int) -> Iterator[Entry]:
    """As many documents, the samples over and over under other names."""
    made = []
    for path in sorted([*SAMPLES.glob("*.txt"), *SAMPLES.glob("*.pdf")]):
        source = read_file(path)
        made.append(Entry(source.name, source.sha256, source.text, parse_file(path)))
    for number in range(count):
        entry = made[number % len(made)]
        yield replace(entry, name=f"{number // 1000:03}/{number:05}-{entry.name}")


def pages(folder: Path, count: int) -> tuple[Path, Path, int]:
    """The review page, an empty page with as many bytes, and their number."""
    full, empty = folder / "full.html", folder / "empty.html"
    with full.open("wb") as file:
        size = write_page(file, entries(count))
    frame = b'<!doctype html><html lang="de"><head><meta charset="utf-8"><title>leer</title></head><body><!--%s--></body></html>'
    empty.write_bytes(frame % (b"x" * (size - len(frame) + 2)))
    return full, empty, size


def main(count: int = 10_000, pairs: int = 7) -> None:
    """Print medians, spreads and the ratio."""
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as play:
        full, empty, size = pages(Path(name), count)
        browser = play.chromium.launch(executable_path="/usr/bin/chromium", args=list(BROWSER))
        times: dict[Path, list[float]] = {full: [], empty: []}
        for _ in range(pairs):
            for path, spent in times.items():
                page = browser.new_context().new_page()
                begin = time.perf_counter()
                page.goto(path.as_uri(), wait_until="load")
                page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")  # drawn, and ready for keys
                spent.append(time.perf_counter() - begin)
                page.context.close()
        browser.close()
    print(f"{count} documents, {size / 1e6:.1f} MB")
    for path, spent in times.items():
        print(f"{path.stem:6} median {statistics.median(spent):.2f} s ({min(spent):.2f}–{max(spent):.2f})")
    ratios = [a / b for a, b in zip(times[full], times[empty], strict=True)]
    print(f"ratio  median {statistics.median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
