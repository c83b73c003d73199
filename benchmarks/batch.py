"""The throughput of `anfrage batch` in pairs: two workers against one, against a bare loop in two processes, against Dask on this machine.

`python -m benchmarks.batch [DOCUMENTS] [PAIRS] [short]`; the documents are the samples, or letters of two questions.
Figures are documents a second of whole processes, started anew each time.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

SAMPLES = Path(__file__).parent.parent / "samples"
ANFRAGE = [sys.executable, "-m", "anfrage_parser", "batch", "in", "-q", "-o"]

BARE = """
import sys
from pathlib import Path
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_file
from anfrage_parser.record.json_out import to_line
from anfrage_parser.record.build import as_dict
which, count = int(sys.argv[1]), 0
for path in sorted(Path("in").rglob("*.txt"))[which::2]:
    for inquiry in parse_source(read_file(path)):
        count += len(to_line(as_dict(inquiry)))
"""


SHORT = "Anfrage 12/2024 der SPD-Fraktion\n\nauf dem Weg ist es dunkel.\n\nWir fragen:\n\n1. Warum?\n2. Wie lange noch?\n"


def archive(folder: Path, count: int, short: bool = False) -> None:
    """As many texts, each with its own content."""
    texts = [SHORT] if short else [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]
    for number in range(count):
        path = folder / "in" / f"{number // 500:03}" / f"{number:05}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{texts[number % len(texts)]}{' ' * (number // len(texts))}\n", encoding="utf-8")


def batch(folder: Path, number: int, *words: str) -> None:
    """One run to JSON Lines."""
    done = subprocess.run([*ANFRAGE, f"{number}.jsonl", *words], cwd=folder, check=False)
    assert done.returncode == 0, done.returncode


def bare(folder: Path, number: int) -> None:
    """The parser in a loop, in two processes that share nothing."""
    both = [subprocess.Popen([sys.executable, "-c", BARE, str(half)], cwd=folder) for half in (0, 1)]
    assert [process.wait() for process in both] == [0, 0]


DASK = """
import sys
from pathlib import Path
from distributed import Client, LocalCluster
def one(path):
    from anfrage_parser.parse import parse_source
    from anfrage_parser.readers import read_file
    from anfrage_parser.record.json_out import to_line
    from anfrage_parser.record.build import as_dict
    return b"".join(to_line(as_dict(i)) for i in parse_source(read_file(path)))
if __name__ == "__main__":
    with LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as cluster, Client(cluster) as client:
        with open(sys.argv[1], "wb") as out:
            for data in client.gather(client.map(one, sorted(Path("in").rglob("*.txt")))):
                out.write(data)
"""


def dask(folder: Path, number: int) -> None:
    """What a Dask user would write: one task for each document."""
    script = folder / "mit_dask.py"
    script.write_text(DASK, encoding="utf-8")
    subprocess.run([sys.executable, str(script), f"{number}.jsonl"], cwd=folder, check=True, stderr=subprocess.DEVNULL)


def main(count: int = 10_000, pairs: int = 3, *, short: bool = False) -> None:
    """Print documents a second and the ratios of the pairs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        archive(folder, count, short)
        ways: dict[str, Callable[[Path, int], None]] = {
            "two workers": lambda folder, number: batch(folder, number, "-j", "2"),
            "one worker": lambda folder, number: batch(folder, number, "-j", "1"),
            "bare loop, two processes": bare,
            "dask, two workers": dask,
        }
        times: dict[str, list[float]] = {name: [] for name in ways}
        for pair in range(pairs):
            for number, (name, way) in enumerate(ways.items()):
                begin = time.perf_counter()
                way(folder, 10 * pair + number)
                times[name].append(time.perf_counter() - begin)
    two = times["two workers"]
    for name, spent in times.items():
        ratios = [a / b for a, b in zip(spent, two, strict=True)]
        print(
            f"{name:26} {count / statistics.median(spent):7.0f} documents/s; two workers are {statistics.median(ratios):.2f} × as fast "
            f"({min(ratios):.2f}–{max(ratios):.2f})"
        )


if __name__ == "__main__":
    figures = [int(word) for word in sys.argv[1:] if word.isdecimal()]
    main(*figures[:2], short="short" in sys.argv[1:])
