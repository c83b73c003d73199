"""The same work on a Dask cluster: a real scheduler and real worker processes on this machine; skipped where there is no Dask."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from anfrage_parser.batch.model import State
from tests import misdeeds
from tests.batch.runs import SINKS, batch, content, report
from tests.batch.test_crew import SETTINGS, done, judge
from tests.batch.test_crew import archive as guilty_archive
from tests.command import GUARD, ROOT, eventually

distributed = pytest.importorskip("distributed", reason="distributed is not installed: make cluster")


@pytest.fixture(scope="module")
def scheduler(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler with two workers, each a process."""
    folder = tmp_path_factory.mktemp("cluster")
    where = folder / "scheduler.json"
    module = [sys.executable, "-m", "distributed.cli.dask_scheduler"]
    common = ["--scheduler-file", str(where), "--no-dashboard"]
    options = {"cwd": ROOT, "stderr": subprocess.DEVNULL, "stdout": subprocess.DEVNULL}
    processes = [subprocess.Popen([*module, *common, "--port", "0", "--host", "127.0.0.1"], **options)]  # type: ignore[call-overload]
    worker = [sys.executable, "-m", "distributed.cli.dask_worker", *common, "--nthreads", "1", "--local-directory", str(folder)]
    processes += [subprocess.Popen(worker, **options) for _ in range(2)]  # type: ignore[call-overload]
    with distributed.Client(scheduler_file=str(where), timeout=GUARD) as client:
        client.wait_for_workers(2, timeout=GUARD)
        yield client.scheduler.address
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait(20)


@pytest.mark.parametrize("sink", SINKS)
def test_a_cluster_gives_the_same_sink(sink: str, archive: Path, scheduler: str) -> None:
    """The workers were started in another folder than the command, whose paths are relative to its own."""
    batch(archive, "in", "-o", sink, code=7)
    end = Path(sink).suffix
    batch(archive, "in", "-o", f"fern{end}", "--scheduler", scheduler, "--report", "lauf.json", code=7)
    assert content(archive / f"fern{end}") == content(archive / sink)
    assert report(archive)["states"]["duplicate"] == 1
    batch(archive, "in", "-o", f"fern{end}", "--scheduler", scheduler, "--report", "lauf.json", code=7)
    assert report(archive)["states"]["skipped"] == 14


def test_a_poisonous_file_is_blamed_alone(tmp_path: Path, scheduler: str) -> None:
    from anfrage_parser.batch.cluster import Cluster

    guilty = {4: "segv", 70: "hang", 71: "grab", 130: "exit"}
    clean = done(guilty_archive(tmp_path, {}, 140), 2)
    jobs = guilty_archive(tmp_path, guilty, 140)
    with Cluster(scheduler, SETTINGS, misdeeds.work) as cluster:
        outcomes = [outcome for group in cluster.outcomes(iter(jobs)) for outcome in group]
    judge(jobs, outcomes, guilty, clean)


def test_a_lost_worker_costs_nothing(tmp_path: Path, scheduler: str) -> None:
    from anfrage_parser.batch.cluster import Cluster

    jobs = guilty_archive(tmp_path, {}, 600)
    clean = done(jobs, 2)
    outcomes = []
    with distributed.Client(scheduler) as client, Cluster(scheduler, SETTINGS, misdeeds.work) as cluster:
        before = set(client.run(os.getpid).values())
        for number, group in enumerate(cluster.outcomes(iter(jobs))):
            outcomes += group
            if number == 1:
                os.kill(min(before), signal.SIGKILL)  # its nanny makes another
        assert outcomes == clean and {outcome.state for outcome in outcomes} == {State.DONE}
        assert eventually(lambda: len(client.scheduler_info()["workers"]) == 2)


def test_an_address_where_nobody_is(archive: Path) -> None:
    done = batch(archive, "in", "-o", "out", "--scheduler", "tcp://127.0.0.1:9", code=2)
    assert done.stderr.count(b"\n") == 1
