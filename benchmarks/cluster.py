"""What a document costs on a Dask cluster of four workers: processor time of each part, bytes over the wire, bytes written.

`python -m benchmarks.cluster [DOCUMENTS]` (Linux). Two runs, the second four times as long: the difference is free of the start. Bare is
the parser in a loop over the same documents; its share of everybody's time says what the cluster costs. `benchmarks.sizing` uses this, too.
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

from benchmarks.batch import archive, bare

WORKERS = 4
IDLE = 5.0
"""Seconds of waiting, in which it is measured what a cluster without work uses: on a busy machine that would count for the documents."""
TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a document: seconds of processor time, bytes, seconds on the clock."""

    bare: float
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


def children() -> float:
    """Seconds of processor time of the processes that were started and have ended."""
    spent = resource.getrusage(resource.RUSAGE_CHILDREN)
    return spent.ru_utime + spent.ru_stime


def wire() -> int:
    """Bytes that went over this machine's loopback."""
    line = next(line for line in Path("/proc/net/dev").read_text().splitlines() if line.strip().startswith("lo:"))
    return int(line.split(":")[1].split()[0])


def run(folder: Path, number: int, address: str, scheduler: subprocess.Popen[bytes], workers: list[subprocess.Popen[bytes]]) -> Cost:
    """One run to JSON Lines, and what it cost."""
    begin = children()
    bare(folder / str(number), number)
    alone = children() - begin
    before = (processor(scheduler), sum(map(processor, workers)), children(), wire(), time.perf_counter())
    command = [sys.executable, "-m", "anfrage_parser", "batch", f"{number}/in", "-q", "-o", f"{number}.jsonl", "--scheduler", address]
    done = subprocess.run([*command, "--report", "lauf.json"], cwd=folder, check=False)
    assert done.returncode == 0, (folder / "lauf.json").read_text()
    clock, client = time.perf_counter() - before[4], children() - before[2]
    written = sum(path.stat().st_size for path in folder.glob(f"{number}.jsonl"))
    return Cost(
        alone, processor(scheduler) - before[0], sum(map(processor, workers)) - before[1], client, wire() - before[3], written, clock
    )


def waiting(scheduler: subprocess.Popen[bytes], workers: list[subprocess.Popen[bytes]]) -> tuple[float, float]:
    """Return the seconds of processor time that scheduler and workers use in a second without work."""
    before = processor(scheduler), sum(map(processor, workers))
    time.sleep(IDLE)
    return (processor(scheduler) - before[0]) / IDLE, (sum(map(processor, workers)) - before[1]) / IDLE


def measured(count: int) -> Cost:
    """What a document costs, out of runs of `count` and four times as many."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number in (1, 4):
            archive(folder / str(number), number * count)
        where = ["--scheduler-file", str(folder / "scheduler.json"), "--no-dashboard"]
        words = [sys.executable, "-m", "distributed.cli.dask_scheduler", *where, "--port", "0", "--host", "127.0.0.1"]
        scheduler = subprocess.Popen(words, stderr=subprocess.DEVNULL)
        words = [sys.executable, "-m", "distributed.cli.dask_worker", *where, "--nthreads", "1", "--local-directory", name]
        workers = [subprocess.Popen(words, stderr=subprocess.DEVNULL) for _ in range(WORKERS)]
        try:
            with Client(scheduler_file=str(folder / "scheduler.json"), timeout=60) as client:
                client.wait_for_workers(WORKERS, timeout=60)
                address = client.scheduler.address
            idle = waiting(scheduler, workers)
            short, long = (run(folder, number, address, scheduler, workers) for number in (1, 4))
        finally:
            for process in [scheduler, *workers]:
                process.terminate()
            for process in [scheduler, *workers]:
                process.wait(20)
    each = {field.name: (getattr(long, field.name) - getattr(short, field.name)) / (3 * count) for field in fields(Cost)}
    each["workers"] -= idle[1] * each["clock"]
    each["scheduler"] -= idle[0] * each["clock"]
    return Cost(**each)


def main(count: int = 10_000) -> None:
    """Measure, and print."""
    each = measured(count)
    for name in ("wire", "written"):
        print(f"{name:10} {getattr(each, name):9.0f} bytes a document")
    for name in ("bare", "workers", "client", "scheduler", "clock"):
        print(f"{name:10} {getattr(each, name) * 1e3:9.3f} ms a document")
    print(f"the bare loop is {each.bare / (each.workers + each.client + each.scheduler):.0%} of all processor time")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
