"""Worker processes: chunks for speed, the members of a failed chunk once more alone, a failure blamed on one file only.

Each worker is a pebble pool of its own. What it breaks (its pipe, a lock that it held when it was killed) is then nobody else's.
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
from anfrage_parser.sandbox.limits import OUT_OF_MEMORY, confine, end_group, starting

Work = Callable[[Sequence[Job], Settings], list[Outcome]]

LARGEST_CHUNK = 64
CHUNK_SECONDS = 0.25
"""How long a chunk should take."""

CHUNKS_A_WORKER = 200
"""After so many chunks a worker is replaced, against slow leaks."""

AHEAD = 256
"""Jobs that may be under way or done beyond the one that the sink waits for."""

GRACE = 5.0
"""Seconds after a time limit until a worker that its pool couldn't stop is given up."""

HELLO = 60.0
"""Seconds that a worker may take to start."""

ATTEMPTS = 2
"""Times that a job may take its worker down alone before it is to blame: the first may have been somebody else's kill."""


@dataclass(slots=True)
class Unit:
    """Jobs that travel together."""

    jobs: Sequence[Job]
    attempt: int = 0

    def seconds(self, settings: Settings) -> float:
        """How long it may take: the time of a file, and as much for each page whose text is recognised."""
        return settings.timeout * (1 + max(job.scans for job in self.jobs))


@dataclass(slots=True)
class Lane:
    """One worker process, and what it is at."""

    settings: Settings
    pool: pebble.ProcessPool | None = None
    hello: "Future[int] | None" = None
    """The worker's number, which is its process group's, too."""
    unit: Unit | None = None
    future: "Future[list[Outcome]] | None" = None
    since: float = 0.0
    chunks: int = 0

    def start(self, unit: Unit, work: Work) -> None:
        """Hand over a unit. `LimitError` where no process can be started."""
        if self.pool is None or not self.pool.active or self.chunks >= CHUNKS_A_WORKER:
            with starting():
                self.renew()
        assert self.pool is not None
        self.unit, self.since, self.chunks = unit, time.monotonic(), self.chunks + 1
        self.future = self.pool.schedule(work, args=[unit.jobs, self.settings], timeout=unit.seconds(self.settings) + 0.25)

    def renew(self) -> None:
        """Another pool, another process; the old ones are ended."""
        self.stop()
        self.pool = pebble.ProcessPool(max_workers=1, initializer=confine, initargs=(self.settings.memory,), context=context())
        self.hello, self.chunks = self.pool.schedule(os.getpid, timeout=HELLO), 0

    def worker(self) -> int:
        """The number of the worker process; 0 before it said hello."""
        known = self.hello is not None and self.hello.done() and self.hello.exception() is None
        return self.hello.result() if known and self.hello is not None else 0

    def stop(self) -> None:
        """End the process and what it may have started."""
        if self.pool is not None:
            self.pool.stop()
            end_group(self.worker())
            self.pool.join()
        self.pool = self.hello = None

    def overdue(self) -> bool:
        """Whether its pool should have given up long ago."""
        starting = 0.0 if self.hello is None or self.hello.done() else HELLO
        return self.unit is not None and time.monotonic() - self.since > self.unit.seconds(self.settings) + GRACE + starting


@dataclass(slots=True)
class Flow:
    """Jobs on their way: to be tried again, done and waiting for their turn."""

    jobs: Iterator[Job]
    again: deque[Unit] = field(default_factory=deque)
    done: dict[int, Outcome] = field(default_factory=dict)
    given: int = 0
    taken: int = 0

    def next(self, size: int) -> Unit | None:
        """What to do next: what failed in company, alone; else new jobs, as long as not too many wait for a slow one."""
        if self.again:
            return self.again.popleft()
        if self.given - self.taken >= AHEAD:
            return None
        jobs = list(islice(self.jobs, max(1, size)))
        self.given += len(jobs)
        return Unit(jobs) if jobs else None

    def take(self, unit: Unit, outcomes: Sequence[Outcome]) -> None:
        """What a unit came to; documents that were only looked at come again, each alone."""
        for job, outcome in zip(unit.jobs, outcomes, strict=True):
            if outcome.scans:
                self.again.append(Unit([replace(job, scans=outcome.scans)]))
            else:
                self.done[outcome.number] = outcome

    def ready(self) -> list[Outcome]:
        """What can go to the sink: the next in order, and those right behind it."""
        out: list[Outcome] = []
        while self.taken in self.done:
            out.append(self.done.pop(self.taken))
            self.taken += 1
        return out


@dataclass(slots=True)
class Crew:
    """The workers of a run."""

    size: int
    settings: Settings
    work: Work = work
    lanes: list[Lane] = field(default_factory=list)
    chunk: float = 1.0

    def __enter__(self) -> "Crew":
        pebble.CONSTS.sleep_unit, pebble.CONSTS.term_timeout = 0.05, 0.2
        self.lanes = [Lane(self.settings) for _ in range(self.size)]
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        for lane in self.lanes:
            lane.stop()

    def outcomes(self, jobs: Iterator[Job]) -> Iterator[list[Outcome]]:
        """The outcome of every job, in the order of their numbers, however many workers there are; in groups that came together."""
        flow = Flow(jobs)
        while self._hand_out(flow):
            wait([lane.future for lane in self.lanes if lane.future is not None], timeout=1.0, return_when=FIRST_COMPLETED)
            for lane in self.lanes:
                if lane.future is not None:
                    self._collect(lane, flow)
            if ready := flow.ready():
                yield ready

    def _hand_out(self, flow: "Flow") -> bool:
        """Give every idle worker a unit; says whether any is at work."""
        for lane in self.lanes:
            if lane.future is None and (unit := flow.next(int(self.chunk))) is not None:
                lane.start(unit, self.work)
        return any(lane.future is not None for lane in self.lanes)

    def _collect(self, lane: Lane, flow: "Flow") -> None:
        """Take what a lane has finished; give back what must be tried again."""
        unit, future = lane.unit, lane.future
        assert unit is not None and future is not None
        if not future.done() and not lane.overdue():
            return
        lane.unit = lane.future = None
        outcomes, fault = _result(future, unit)
        if fault is not None:
            lane.stop()
        if fault is None:
            if not any(job.scans for job in unit.jobs):
                self._pace(len(unit.jobs), time.monotonic() - lane.since)
            flow.take(unit, outcomes)
        elif len(unit.jobs) > 1:
            flow.again.extend(Unit([job]) for job in unit.jobs)
            self.chunk = max(1.0, self.chunk / 2)
        elif fault.again and unit.attempt + 1 < ATTEMPTS:
            flow.again.appendleft(Unit(unit.jobs, unit.attempt + 1))
        else:
            flow.done[unit.jobs[0].number] = failure(unit.jobs[0], self.settings, fault.error)

    def _pace(self, count: int, seconds: float) -> None:
        """Let the chunks become as large as the documents allow."""
        wanted = min(CHUNK_SECONDS, self.settings.timeout / 8) * count / max(seconds, 1e-6)
        self.chunk = min(LARGEST_CHUNK, max(1.0, wanted), self.chunk * 2)


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a unit came to nothing, and whether its jobs deserve another try alone."""

    error: AnfrageError
    again: bool = True


def _result(future: "Future[list[Outcome]]", unit: Unit) -> tuple[list[Outcome], Fault | None]:
    step = say("die Datei einzeln ansehen")
    try:
        if not future.done():
            raise FutureTimeoutError
        outcomes = future.result()
        if [outcome.number for outcome in outcomes] != [job.number for job in unit.jobs]:
            raise ValueError
        return outcomes, None
    except FutureTimeoutError:
        return [], Fault(LimitError(say("die Zeit reichte nicht"), say("--timeout erhöhen")), again=False)
    except pebble.ProcessExpired as error:
        if error.exitcode == OUT_OF_MEMORY:
            return [], Fault(LimitError(say("der Speicher reichte nicht"), say("--memory erhöhen")))
        return [], Fault(LimitError(say("das Lesewerk ist abgestürzt"), step))
    except AnfrageError:
        raise
    except Exception:  # its pipe is broken, or what came through it is nothing of ours
        return [], Fault(LimitError(say("das Lesewerk ist abgestürzt"), step))
