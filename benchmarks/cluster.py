"""What a document costs on a Dask cluster, and what 10^8 would: processor time of each part, bytes over the wire, bytes written.

`python -m benchmarks.cluster [DOCUMENTS]` (Linux). Two runs, the second four times as long: the difference is free of the start.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, fields
from pathlib import Path

from distributed import Client

from benchmarks.batch import archive

ALL = 10**8
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of processor time, bytes, seconds on the clock."""

    scheduler: float
    workers: float
    client: float
    wire: float
    written: float
    clock: float


def processor(process: subprocess.Popen[bytes]) -> float:
    """Seconds that a process and those below it, living or waited for, have used."""
    parents: dict[int, list[int]] = {}
    used: dict[int, int] = {}
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            rest = (entry / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        parents.setdefault(int(rest[1]), []).append(int(entry.name))
        used[int(entry.name)] = sum(int(word) for word in rest[11:15])
    todo, ticks = [process.pid], 0
    while todo:
        number = todo.pop()
        ticks += used.get(number, 0)
        todo += parents.get(number, [])
    return ticks / TICKS


def wire() -> int:
    """Bytes that went over this machine's loopback."""
    line = next(line for line in Path("/proc/net/dev").read_text().splitlines() if line.strip().startswith("lo:"))
    return int(line.split(":")[1].split()[0])


def run(folder: Path, number: int, address: str, scheduler: subprocess.Popen[bytes], workers: list[subprocess.Popen[bytes]]) -> Cost:
    """One run to JSON Lines, and what it cost."""
    before = (processor(scheduler), sum(map(processor, workers)), resource.getrusage(resource.RUSAGE_CHILDREN), wire(), time.perf_counter())
    command = [sys.executable, "-m", "anfrage_parser", "batch", f"{number}/in", "-q", "-o", f"{number}.jsonl", "--scheduler", address]
    done = subprocess.run([*command, "--report", "lauf.json"], cwd=folder, check=False)
    assert done.returncode == 0, (folder / "lauf.json").read_text()
    clock, spent = time.perf_counter() - before[4], resource.getrusage(resource.RUSAGE_CHILDREN)
    client = spent.ru_utime + spent.ru_stime - before[2].ru_utime - before[2].ru_stime
    written = sum(path.stat().st_size for path in folder.glob(f"{number}.jsonl"))
    return Cost(processor(scheduler) - before[0], sum(map(processor, workers)) - before[1], client, wire() - before[3], written, clock)


def main(count: int = 10_000) -> None:
    """Measure, and print per document and for 10^8."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in (1, 4):
            archive(folder / str(number), number * count)
        where = ["--scheduler-file", str(folder / "scheduler.json"), "--no-dashboard"]
        words = [sys.executable, "-m", "distributed.cli.dask_scheduler", *where, "--port", "0", "--host", "127.0.0.1"]
        scheduler = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        words = [sys.executable, "-m", "distributed.cli.dask_worker", *where, "--nthreads", "1", "--local-directory", name]
        workers = [subprocess.Popen(words, stderr=subprocess.DEVNULL) for _ in range(2)]
        try:
            with Client(scheduler_file=str(folder / "scheduler.json"), timeout=60) as client:
                client.wait_for_workers(2, timeout=60)
                address = client.scheduler.address
            short, long = (run(folder, number, address, scheduler, workers) for number in (1, 4))
        finally:
            for process in [scheduler, *workers]:
                process.terminate()
            for process in [scheduler, *workers]:
                process.wait(20)
    for field in fields(Cost):
        each = (getattr(long, field.name) - getattr(short, field.name)) / (3 * count)
        if field.name in ("wire", "written"):
            print(f"{field.name:10} {each:9.0f} bytes a document; {each * ALL / 1e12:6.2f} TB for 10^8")
        else:
            print(f"{field.name:10} {each * 1e3:9.3f} ms a document; {each * ALL / 3600:6.1f} hours for 10^8")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
