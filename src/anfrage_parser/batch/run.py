"""The story of a run: find the documents, name them, share them out, write what comes back, count everything."""

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from anfrage_parser.batch.archive import Scratch
from anfrage_parser.batch.crew import Crew
from anfrage_parser.batch.inputs import found
from anfrage_parser.batch.model import Job, Outcome, Settings, State
from anfrage_parser.batch.naming import name_all
from anfrage_parser.batch.remote import is_url
from anfrage_parser.batch.sinks import sink_for
from anfrage_parser.batch.sinks.base import Pair, Sink
from anfrage_parser.batch.worklist import Worklist
from anfrage_parser.errors import ExitCode, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.readers.scratch import scratch_folder

if TYPE_CHECKING:
    from anfrage_parser.batch.cluster import Cluster


@dataclass(slots=True)
class Tally:
    """How many inputs ended in which state; every input in exactly one."""

    found: int = 0
    states: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))
    records: int = 0
    incomplete: bool = False
    failed: list[tuple[Job, Outcome]] | None = None
    """Kept where an account of them is wanted."""

    def exit_code(self) -> int:
        """7 where an input failed, 3 where a record is incomplete (also one that was skipped), else 0."""
        return ExitCode.SOME_FAILED if self.states[State.FAILED] else ExitCode.INCOMPLETE if self.incomplete else 0


class Watcher(Protocol):
    """Who is told how a run goes."""

    def begin(self, count: int) -> None:
        """So many documents were found."""

    def step(self, job: Job, outcome: Outcome, state: State) -> None:
        """One is settled, and safe in the sink."""

    def end(self) -> None:
        """The run is over, one way or another."""


class Workers(Protocol):
    """Who does the jobs: processes of this machine, or a cluster."""

    def outcomes(self, jobs: Iterator[Job]) -> Iterator[list[Outcome]]:
        """The outcome of every job, in the order of their numbers, in groups that came together."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be done: from where, to where, by how many."""

    paths: Sequence[str]
    listed: Sequence[bytes]
    out: str
    """A path or a URL."""
    settings: Settings
    workers: int = 1
    on_exists: str = "skip"
    scheduler: str | None = None
    """Address of a Dask cluster that does the work instead."""
    only: frozenset[Path] | None = None
    """Files that alone are wanted of what the paths stand for; all of them for None."""
    account: bool = False
    """Whether every failure is to be kept for the end."""


def run(order: Order, watcher: Watcher) -> Tally:
    """Convert documents into a sink; run again, it does what is left. Raises `OutputError` when the sink can't be written."""
    sink = sink_for(order.out)
    settings = replace(order.settings, indented=sink.indented)
    with scratch_folder() as scratch, closing(Worklist(scratch)) as work, closing(sink):
        # every document that the paths stand for, before anything is written
        here = None if is_url(order.out) else Path(order.out)
        unpacked = Scratch(scratch, settings.limit())
        count = work.add(found(order.paths, order.listed, here, unpacked, ordered=False, only=order.only))
        if not count:
            raise UnreadableError(say("keine Dateien gefunden"), say("einen Ordner oder Dateien angeben"))
        sink.begin(order.on_exists)
        # each with a name of its own in the sink, and what the sink knows of it
        name_all(work, sink.known)
        tally = Tally(count, failed=[] if order.account else None)
        with _workers(order, settings, count) as workers:
            convert(work, workers, sink, watcher, tally)
        sink.finish()
    return tally


def _workers(order: Order, settings: Settings, count: int) -> "Crew | Cluster":
    """Processes of this machine, or a cluster."""
    if order.scheduler is None:
        return Crew(min(order.workers, count), settings)
    from anfrage_parser.batch.cluster import Cluster

    return Cluster(order.scheduler, settings)


def convert(work: Worklist, workers: Workers, sink: Sink, watcher: Watcher, tally: Tally) -> None:
    """Do the jobs and put what comes back, in order."""
    given: deque[Job] = deque()  # those on their way
    watcher.begin(tally.found)
    try:
        for outcomes in workers.outcomes(_given(work.jobs(), given)):
            pairs = [_pair(given.popleft(), outcome, work) for outcome in outcomes]
            sink.put(pairs)
            for job, outcome, first in pairs:
                watcher.step(job, outcome, _count(tally, job, outcome, first, sink))
    finally:
        watcher.end()


def _given(jobs: Iterator[Job], given: deque[Job]) -> Iterator[Job]:
    for job in jobs:
        given.append(job)
        yield job


def _pair(job: Job, outcome: Outcome, work: Worklist) -> Pair:
    """With the key of the first document of the same content, if it is not this one."""
    if outcome.state is State.FAILED or not outcome.sha256:
        return job, outcome, None
    first = work.first(outcome.sha256, job.key)
    return job, outcome, first if first != job.key else None


def _count(tally: Tally, job: Job, outcome: Outcome, first: str | None, sink: Sink) -> State:
    """The one state of an input."""
    state = State.DUPLICATE if first is not None and outcome.state is not State.SKIPPED else outcome.state
    tally.states[state] += 1
    tally.records += outcome.records
    if state is State.FAILED and tally.failed is not None:
        tally.failed.append((job, replace(outcome, payload=b"")))  # the sink has it
    code = outcome.code
    if state is State.SKIPPED:
        known = sink.known(job.key)
        code = known.code if known is not None else 0
    tally.incomplete = tally.incomplete or code == ExitCode.INCOMPLETE
    return state
