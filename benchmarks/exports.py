"""Time, peak memory and size of `anfrage export` for many records, each format in a process of its own.

`python -m benchmarks.exports [RECORDS] [FORMAT…]`. The records are those of 200 invented letters (`tools/letters`), over and over, each
time with a file name, content hash, number, title and question texts of its own. They are read from a JSON Lines file, as a user has them.
"""

import hashlib
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from anfrage_parser import AnfrageError, Inquiry, parse_text
from anfrage_parser.exporters import EXPORTERS
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.json_out import to_line
from tools.letters import letter
from tools.letters.text import as_text

LETTERS = 200
MIB = 1 << 20


def patterns() -> list[Inquiry]:
    """Records of invented letters."""
    found: list[Inquiry] = []
    for seed in range(LETTERS):
        try:
            found += parse_text(as_text(letter(seed)), name=f"{seed}.txt")
        except AnfrageError as error:
            assert error.exit_code == 6, error
    return [record.model_copy(update={"evidence": None}) for record in found]


def records(count: int) -> Iterator[Inquiry]:
    """As many records, no two alike."""
    made = patterns()
    for number in range(count):
        record = made[number % len(made)]
        name = f"{number // 1000:03}/{number:06}.txt"
        source = record.source.model_copy(update={"name": name, "part": 1, "sha256": hashlib.sha256(name.encode()).hexdigest()})
        questions = [q.model_copy(update={"text": f"{q.text} ({number})"}) for q in record.questions]
        title = f"{record.title or 'Anfrage'} {number}"
        yield record.model_copy(update={"source": source, "number": f"{number}/2024", "title": title, "questions": questions})


def measured(source: Path, target: Path) -> tuple[float, float, int]:
    """Seconds, MiB at the peak, and bytes written, of one export (Linux)."""
    begin, peak = time.perf_counter(), 0.0
    words = [sys.executable, "-m", "anfrage_parser", "export", str(source), "-o", str(target)]
    with subprocess.Popen(words, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None:
            peak = max(peak, peak_of(running.pid))
            time.sleep(0.01)
    assert running.returncode == 0, running.returncode
    return time.perf_counter() - begin, peak, target.stat().st_size


def peak_of(process: int) -> float:
    """MiB of memory that a process has had at most so far; what `wait` says counts the process that started it, too."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    found = re.search(r"VmHWM:\s+([0-9]+) kB", status)
    return int(found.group(1)) / 1024 if found else 0.0


def main(count: int = 100_000, formats: tuple[str, ...] = tuple(EXPORTERS)) -> None:
    """Print a line for each format, for a hundredth of the records and for all of them: what is flat doesn't grow."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in (max(1, count // 100), count):
            source = folder / f"{number}.jsonl"
            with source.open("wb") as file:
                file.writelines(to_line(as_dict(record)) for record in records(number))
            print(f"{number} records, {source.stat().st_size / MIB:.0f} MiB of JSON Lines")
            for wanted in formats:
                target = folder / f"{number}-aus.{wanted if wanted != 'markdown' else 'md'}"
                seconds, peak, size = measured(source, target)
                target.unlink()
                print(f"  {wanted:9} {seconds:7.1f} s  peak {peak:5.0f} MiB  {size / MIB:6.0f} MiB written", flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000, tuple(sys.argv[2:]) or tuple(EXPORTERS))
