"""Worker processes: chunks for speed; jobs of a failed chunk are retried alone, so that only the culprit fails.

Each worker is a pebble pool of its own, so that what it breaks (its pipe, a lock held when it was killed) affects no other.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as FutureTimeoutError
from dataclasses import dataclass, field, replace
from itertools import islice
from types import TracebackType

import pebble

from anfrage_parser.batch.model import Job, Outcome, Settings
from anfrage_parser.batch.work import failure, work
from anfrage_parser.batch.worker_context import context
from anfrage_parser.errors import AnfrageError, LimitError
from anfrage_parser.messages import say
from anfrage_parser.sandbox.confinement import confine_worker
from anfrage_parser.sandbox.limits import OUT_OF_MEMORY, end_group, starting

Work = Callable[[Sequence[Job], Settings], list[Outcome]]

LARGEST_CHUNK = 64
CHUNK_SECONDS = 0.25
"""Target duration of a chunk, in seconds."""

CHUNKS_A_WORKER = 200
"""Chunks after which a worker is replaced, against slow memory leaks."""

AHEAD = 256
"""Jobs that may be in progress or done beyond the one the sink is waiting for."""

GRACE = 5.0
"""Seconds after a time limit until a worker that its pool couldn't stop is abandoned."""

LOCK_SECONDS = 10.0
"""Seconds that a worker waits for its pipe's lock, which one that was killed may have left locked."""

START_SECONDS = 60.0
"""Seconds that a worker may take to start."""

ATTEMPTS = 2
"""Times a job may crash its worker while alone before it is blamed: the first kill may have come from outside."""


@dataclass(slots=True)
class Chunk:
    """Jobs sent to a worker together."""

    jobs: Sequence[Job]
    attempt: int = 0

    def seconds(self, settings: Settings) -> float:
        """Return the time limit: the timeout of each file, and the same for each page to be recognised (OCR)."""
        return settings.timeout * (1 + max(job.scans for job in self.jobs))


def _begin(memory: int, network: bool) -> None:
    """Prepare a new worker process."""
    pebble.CONSTS.channel_lock_timeout = LOCK_SECONDS
    confine_worker(memory, network)


@dataclass(slots=True)
class Worker:
    """One worker process and its current chunk."""

    settings: Settings
    pool: pebble.ProcessPool | None = None
    started: "Future[int] | None" = None
    """The worker's process id, which is its process group, too."""
    chunk: Chunk | None = None
    future: "Future[list[Outcome]] | None" = None
    since: float = 0.0
    chunks: int = 0

    def start(self, chunk: Chunk, work: Work) -> None:
        """Send a chunk to the worker; `LimitError` if no process can be started."""
        if self.pool is None or not self.pool.active or self.chunks >= CHUNKS_A_WORKER:
            with starting():
                self.restart()
        assert self.pool is not None
        self.chunk, self.since, self.chunks = chunk, time.monotonic(), self.chunks + 1
        self.future = self.pool.schedule(work, args=[chunk.jobs, self.settings], timeout=chunk.seconds(self.settings) + 0.25)

    def restart(self) -> None:
        """Replace pool and process; the old ones are ended."""
        self.stop()
        limits = self.settings.memory, self.settings.remote
        self.pool = pebble.ProcessPool(max_workers=1, initializer=_begin, initargs=limits, context=context())
        self.started, self.chunks = self.pool.schedule(os.getpid, timeout=START_SECONDS), 0

    def pid(self) -> int:
        """Return the process id of the worker, 0 until it has started."""
        known = self.started is not None and self.started.done() and self.started.exception() is None
        return self.started.result() if known and self.started is not None else 0

    def stop(self) -> None:
        """End the process and its children."""
        if self.pool is not None:
            self.pool.stop()
            end_group(self.pid())
            self.pool.join()
        self.pool = self.started = None

    def overdue(self) -> bool:
        """Return whether its pool has failed to enforce the time limit."""
        starting = 0.0 if self.started is None or self.started.done() else START_SECONDS
        return self.chunk is not None and time.monotonic() - self.since > self.chunk.seconds(self.settings) + GRACE + starting


@dataclass(slots=True)
class JobQueues:
    """The queues of jobs: to be retried, and done but waiting for earlier ones."""

    jobs: Iterator[Job]
    retry: deque[Chunk] = field(default_factory=deque)
    done: dict[int, Outcome] = field(default_factory=dict)
    given: int = 0
    taken: int = 0

    def next(self, size: int) -> Chunk | None:
        """Return the next chunk: a job to retry alone, else new jobs, unless too many are waiting for a slow one (then None)."""
        if self.retry:
            return self.retry.popleft()
        if self.given - self.taken >= AHEAD:
            return None
        jobs = list(islice(self.jobs, max(1, size)))
        self.given += len(jobs)
        return Chunk(jobs) if jobs else None

    def take(self, chunk: Chunk, outcomes: Sequence[Outcome]) -> None:
        """Take the outcomes of a chunk; postponed documents are queued again, each alone."""
        for job, outcome in zip(chunk.jobs, outcomes, strict=True):
            if outcome.scans:
                self.retry.append(Chunk([replace(job, scans=outcome.scans)]))
            else:
                self.done[outcome.number] = outcome

    def ready(self) -> list[Outcome]:
        """Return the outcomes that can go to the sink: the next in order and all consecutive ones."""
        out: list[Outcome] = []
        while self.taken in self.done:
            out.append(self.done.pop(self.taken))
            self.taken += 1
        return out


@dataclass(slots=True)
class Crew:
    """The worker processes of a run."""

    size: int
    settings: Settings
    work: Work = work
    workers: list[Worker] = field(default_factory=list)
    chunk_size: float = 1.0

    def __enter__(self) -> "Crew":
        pebble.CONSTS.sleep_unit, pebble.CONSTS.term_timeout, pebble.CONSTS.channel_lock_timeout = 0.05, 0.2, LOCK_SECONDS
        self.workers = [Worker(self.settings) for _ in range(self.size)]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for worker in self.workers:
            worker.stop()

    def outcomes(self, jobs: Iterator[Job]) -> Iterator[list[Outcome]]:
        """Yield the outcome of every job in the order of their numbers, in groups, for any number of workers."""
        queues = JobQueues(jobs)
        while self._distribute(queues):
            wait([worker.future for worker in self.workers if worker.future is not None], timeout=1.0, return_when=FIRST_COMPLETED)
            for worker in self.workers:
                if worker.future is not None:
                    self._collect(worker, queues)
            if ready := queues.ready():
                yield ready

    def _distribute(self, queues: "JobQueues") -> bool:
        """Give every idle worker a chunk; return whether any worker is busy."""
        for worker in self.workers:
            if worker.future is None and (chunk := queues.next(int(self.chunk_size))) is not None:
                worker.start(chunk, self.work)
        return any(worker.future is not None for worker in self.workers)

    def _collect(self, worker: Worker, queues: "JobQueues") -> None:
        """Take what a worker has finished; queue what must be retried."""
        chunk, future = worker.chunk, worker.future
        assert chunk is not None and future is not None
        if not future.done() and not worker.overdue():
            return
        worker.chunk = worker.future = None
        outcomes, fault = _result(future, chunk)
        if fault is not None:
            worker.stop()
        if fault is None:
            if not any(job.scans for job in chunk.jobs):
                self._adjust_chunk_size(len(chunk.jobs), time.monotonic() - worker.since)
            queues.take(chunk, outcomes)
        elif len(chunk.jobs) > 1:
            queues.retry.extend(Chunk([job]) for job in chunk.jobs)
            self.chunk_size = max(1.0, self.chunk_size / 2)
        elif fault.retry and chunk.attempt + 1 < ATTEMPTS:
            queues.retry.appendleft(Chunk(chunk.jobs, chunk.attempt + 1))
        else:
            queues.done[chunk.jobs[0].number] = failure(chunk.jobs[0], self.settings, fault.error)

    def _adjust_chunk_size(self, count: int, seconds: float) -> None:
        """Adapt the chunk size to the speed of the last chunk."""
        wanted = min(CHUNK_SECONDS, self.settings.timeout / 8) * count / max(seconds, 1e-6)
        self.chunk_size = min(LARGEST_CHUNK, max(1.0, wanted), self.chunk_size * 2)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a chunk failed, and whether its jobs are to be retried alone."""

    error: AnfrageError
    retry: bool = True


def _result(future: "Future[list[Outcome]]", chunk: Chunk) -> tuple[list[Outcome], Fault | None]:
    step = say("die Datei einzeln prüfen")
    try:
        if not future.done():
            raise FutureTimeoutError
        outcomes = future.result()
        if [outcome.number for outcome in outcomes] != [job.number for job in chunk.jobs]:
            raise ValueError
        return outcomes, None
    except FutureTimeoutError:
        return [], Fault(LimitError(say("die Zeit hat nicht gereicht"), say("--timeout erhöhen")), retry=False)
    except pebble.ProcessExpired as error:
        if error.exitcode == OUT_OF_MEMORY:
            return [], Fault(LimitError(say("der Arbeitsspeicher hat nicht gereicht"), say("--memory erhöhen")))
        return [], Fault(LimitError(say("das Leseprogramm ist abgestürzt"), step))
    except AnfrageError:
        raise
    except Exception:  # the pipe is broken, or the reply can't be unpickled
        return [], Fault(LimitError(say("das Leseprogramm ist abgestürzt"), step))
