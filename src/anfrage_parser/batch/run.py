"""The story of a run: find the documents, name them, share them out, write what comes back, count everything."""

from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from anfrage_parser.batch.archive import Scratch
from anfrage_parser.batch.choice import Choice
from anfrage_parser.batch.crew import Crew
from anfrage_parser.batch.inputs import found
from anfrage_parser.batch.model import NO_INQUIRY, RECORDLESS, Job, Outcome, Settings, State
from anfrage_parser.batch.naming import name_all
from anfrage_parser.batch.remote import is_url
from anfrage_parser.batch.sinks import sink_for
from anfrage_parser.batch.sinks.base import Pair, Sink
from anfrage_parser.batch.vanished import Doubts, Inventory, Standing, drop, refuse_missing
from anfrage_parser.batch.worklist import Worklist
from anfrage_parser.corrections.passed_over import Why
from anfrage_parser.errors import AnfrageError, ExitCode, UnreadableError
from anfrage_parser.messages import counted, later, say
from anfrage_parser.readers.scratch import scratch_folder

if TYPE_CHECKING:
    from anfrage_parser.batch.cluster import Cluster

FEW = 3
"""Vanished documents that are named."""


@dataclass(slots=True)
class Tally:
    """How many files ended in which state; every file that was met in exactly one."""

    states: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))
    found: int = 0
    """All that were met; while a run goes on, more than the states account for."""
    records: int = 0
    incomplete: bool = False
    kinds: Counter[str] = field(default_factory=Counter)
    """What those are that are no inquiries."""
    passed: Counter[Why] = field(default_factory=Counter)
    """Why files were passed over."""
    orphans: list[str] = field(default_factory=list)
    """Some corrections whose document does not lie beside them."""
    renamed: int = 0
    """Documents whose content the sink knew by a name that is gone; they have a state as well."""
    vanished: int = 0
    """Documents that the sink holds and the input has no more."""
    vanished_keys: list[str] = field(default_factory=list)
    """Some of them."""
    pruned: int = 0
    refusal: AnfrageError | None = None
    """Why nothing is taken out of the sink, where that was asked for."""
    failed: list[tuple[Job, Outcome]] | None = None
    """What gave no record, kept where an account of it is wanted."""

    def exit_code(self) -> int:
        """7 where an input failed, 3 where a record is incomplete (also one that was skipped), else 0, or why nothing was pruned."""
        if self.states[State.FAILED]:
            return ExitCode.SOME_FAILED
        if self.refusal is not None:
            return self.refusal.exit_code
        return ExitCode.INCOMPLETE if self.incomplete else 0

    def open(self) -> int:
        """How many have no state yet."""
        return self.found - sum(self.states.values())

    def meet(self, count: int, choice: Choice) -> None:
        """What was met when the inputs were listed: so many, and what was passed over."""
        self.passed, self.orphans = choice.passed, choice.orphans
        self.states[State.PASSED_OVER] = choice.passed.total()
        self.found = count + choice.passed.total()


class Watcher(Protocol):
    """Who is told how a run goes."""

    def begin(self, count: int) -> None:
        """So many documents were found."""

    def step(self, job: Job, outcome: Outcome, state: State) -> None:
        """One is settled, and safe in the sink."""

    def vanished(self, key: str) -> None:
        """The sink holds a document that the input has no more."""

    def end(self) -> None:
        """The jobs are done, or the run is over, one way or another."""


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
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    own: Sequence[Path] = ()
    """What else the run writes: no input."""
    prune: bool = False
    """Whether to ask if what has vanished can be taken out of the sink."""
    apply: bool = False
    """Whether to do that."""


def run(order: Order, watcher: Watcher, tally: Tally) -> None:
    """Convert documents into a sink; run again, it does what is left. Raises `OutputError` when the sink can't be written.

    `tally` counts as it goes: it holds, too, where the run is broken off.
    """
    sink = sink_for(order.out)
    settings = replace(order.settings, indented=sink.indented)
    tally.failed = [] if order.account else None
    with scratch_folder() as scratch, closing(Worklist(scratch)) as work, closing(sink):
        # every document that the paths stand for, before anything is written
        choice = Choice(order.include, order.exclude, [*order.own, *([] if is_url(order.out) else [Path(order.out)])])
        unpacked = Scratch(scratch, settings.limit())
        count = work.add(found(order.paths, order.listed, choice, unpacked, ordered=False, only=order.only))
        if order.only is None:
            tally.meet(count, choice)
        else:
            tally.found = count
        if not count:
            raise _nothing(choice)
        if order.prune:
            refuse_missing(order.paths, work)
        sink.begin(order.on_exists)
        # each with a name of its own in the sink, and what the sink knows of it
        name_all(work, sink.known)
        held = Inventory(work, choice, order.paths, partly=order.only is not None)
        held.take(sink.documents())
        with _workers(order, settings, count) as workers:
            convert(work, workers, sink, watcher, tally, held)
        _settle(order, held, sink, watcher, tally)
        sink.finish()


def _nothing(choice: Choice) -> AnfrageError:
    """What to say where there is no input."""
    if choice.passed[Why.FILTERED]:
        return UnreadableError(say("--include und --exclude lassen alle Dateien aus"), say("die Muster prüfen"))
    if choice.passed:
        count = choice.passed.total()
        one, many = (
            later("keine Dokumente gefunden, nur eine Datei, die keines ist"),
            later("keine Dokumente gefunden, nur {count} Dateien, die keine sind"),
        )
        return UnreadableError(counted(count, one, many), say("einen Ordner oder Dateien angeben"))
    return UnreadableError(say("keine Dateien gefunden"), say("einen Ordner oder Dateien angeben"))


def _settle(order: Order, held: Inventory, sink: Sink, watcher: Watcher, tally: Tally) -> None:
    """What the input has no more: told, and taken out of the sink where that is wanted and nothing speaks against it."""
    doubts = Doubts(held)
    settled = [key for key, standing in held.compare(doubts) if standing is Standing.SETTLED]
    drop(sink, held.work, iter(settled))
    if order.only is not None:
        return
    for key in held.work.gone():
        tally.vanished += 1
        if len(tally.vanished_keys) < FEW:
            tally.vanished_keys.append(key)
        watcher.vanished(key)
    if order.prune:
        tally.refusal = doubts.refusal()
        if order.apply and tally.refusal is None:
            tally.pruned = drop(sink, held.work, held.work.gone())


def _workers(order: Order, settings: Settings, count: int) -> "Crew | Cluster":
    """Processes of this machine, or a cluster."""
    if order.scheduler is None:
        return Crew(min(order.workers, count), settings)
    from anfrage_parser.batch.cluster import Cluster

    return Cluster(order.scheduler, settings)


def convert(work: Worklist, workers: Workers, sink: Sink, watcher: Watcher, tally: Tally, held: Inventory) -> None:
    """Do the jobs and put what comes back, in order; what has a new name gives up the old one."""
    given: deque[Job] = deque()  # those on their way
    watcher.begin(tally.open())
    try:
        for outcomes in workers.outcomes(_given(work.jobs(), given)):
            pairs = [_pair(given.popleft(), outcome, work) for outcome in outcomes]
            old = [key for job, outcome, _ in pairs if (key := held.renamed_from(job, outcome, sink)) is not None]
            sink.put(pairs)
            tally.renamed += drop(sink, work, iter(old))
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
    if outcome.state in RECORDLESS or not outcome.sha256:
        return job, outcome, None
    first = work.first(outcome.sha256, job.key)
    return job, outcome, first if first != job.key else None


def _count(tally: Tally, job: Job, outcome: Outcome, first: str | None, sink: Sink) -> State:
    """The one state of an input: of one that was skipped, what it is; only what is done and has nothing more to say is unchanged."""
    known = sink.known(job.key) if outcome.state is State.SKIPPED else None
    code, kind = (known.code, known.kind) if known is not None else (outcome.code, outcome.kind)
    state = outcome.state
    if state not in RECORDLESS:
        state = State.NOT_INQUIRY if code == NO_INQUIRY else State.DUPLICATE if first is not None else state
    if state is State.SKIPPED and code == ExitCode.INCOMPLETE:
        state = State.INCOMPLETE
    tally.states[state] += 1
    tally.records += outcome.records
    tally.kinds[kind or "other"] += state is State.NOT_INQUIRY
    if state in RECORDLESS and tally.failed is not None:
        tally.failed.append((job, replace(outcome, state=state, payload=b"")))  # the sink has it
    tally.incomplete = tally.incomplete or code == ExitCode.INCOMPLETE
    return state
