"""How a run works: find documents, name them, distribute them to workers, write the outcomes, count everything."""

import os
from collections import Counter, deque
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from anfrage_parser.batch.archive import Scratch
from anfrage_parser.batch.crew import Crew
from anfrage_parser.batch.input_filter import InputFilter
from anfrage_parser.batch.inputs import found
from anfrage_parser.batch.model import NO_INQUIRY, RECORDLESS, Job, Outcome, Settings, State
from anfrage_parser.batch.naming import name_all
from anfrage_parser.batch.remote import is_url
from anfrage_parser.batch.sinks import sink_for
from anfrage_parser.batch.sinks.base import Pair, Sink
from anfrage_parser.batch.vanished import Absence, Inventory, PruneObjections, drop, refuse_missing
from anfrage_parser.batch.worklist import Worklist
from anfrage_parser.corrections.passed_over import PassedOver
from anfrage_parser.errors import AnfrageError, ExitCode, UnreadableError
from anfrage_parser.linking.archive import Kept, Linked
from anfrage_parser.messages import counted, say
from anfrage_parser.readers.scratch import scratch_folder

if TYPE_CHECKING:
    from anfrage_parser.batch.cluster import Cluster

FEW = 3
"""Vanished documents, and near copies, listed by name in the summary."""


@dataclass(slots=True)
class Tally:
    """Number of files per state; every file found has exactly one."""

    states: dict[State, int] = field(default_factory=lambda: dict.fromkeys(State, 0))
    found: int = 0
    """All files found; during a run, some have no state yet."""
    records: int = 0
    incomplete: bool = False
    kinds: Counter[str] = field(default_factory=Counter)
    """Document types of those that are no inquiries."""
    passed: Counter[PassedOver] = field(default_factory=Counter)
    """Reasons why files were passed over."""
    orphans: list[str] = field(default_factory=list)
    """A few correction files without a document beside them."""
    renamed: int = 0
    """Documents whose content the sink knew under a name that no longer exists; they also have a state."""
    vanished: int = 0
    """Documents in the sink that are no longer in the input."""
    vanished_keys: list[str] = field(default_factory=list)
    """Keys of a few of them."""
    pruned: int = 0
    copies: int = 0
    """New documents with an inquiry that is nearly one of another document."""
    copy_keys: list[tuple[str, str]] = field(default_factory=list)
    """Keys of them and of the other document: of a few, or of all if a report was requested."""
    refusal: AnfrageError | None = None
    """Why pruning was refused, if it was requested."""
    linked: Linked | None = None
    """How many inquiries of the archive have an answer, if this run linked them."""
    failed: list[tuple[Job, Outcome]] | None = None
    """Jobs without a record, collected if a report was requested."""

    def exit_code(self) -> int:
        """7 if an input failed, 3 if a record (even a skipped one) is incomplete, else that of a refused pruning, else 0."""
        if self.states[State.FAILED]:
            return ExitCode.SOME_FAILED
        if self.refusal is not None:
            return self.refusal.exit_code
        return ExitCode.INCOMPLETE if self.incomplete else 0

    def open(self) -> int:
        """The number of files without a state yet."""
        return self.found - sum(self.states.values())

    def meet(self, count: int, input_filter: InputFilter) -> None:
        """Add the result of listing the inputs: their count, and what was passed over."""
        self.passed, self.orphans = input_filter.passed, input_filter.orphans
        self.states[State.PASSED_OVER] = input_filter.passed.total()
        self.found = count + input_filter.passed.total()


class Watcher(Protocol):
    """Is notified of the progress of a run."""

    def begin(self, count: int) -> None:
        """The run starts with so many documents."""

    def step(self, job: Job, outcome: Outcome, state: State) -> None:
        """A document is done and safely in the sink."""

    def vanished(self, key: str) -> None:
        """A document of the sink is no longer in the input."""

    def end(self) -> None:
        """The jobs are done, or the run was aborted."""


class Workers(Protocol):
    """Runs the jobs: local processes or a cluster."""

    def outcomes(self, jobs: Iterator[Job]) -> Iterator[list[Outcome]]:
        """Yield the outcome of every job in the order of their numbers, in groups."""


@dataclass(frozen=True, slots=True)
class RunRequest:
    """What a run is to do: inputs, output, workers."""

    paths: Sequence[str]
    listed: Sequence[bytes]
    out: str
    """The output: a path or a URL."""
    settings: Settings
    workers: int = 1
    on_exists: str = "skip"
    scheduler: str | None = None
    """Address of a Dask scheduler, to use instead of local processes."""
    only: frozenset[Path] | None = None
    """Restricts the run to these files; None for all."""
    account: bool = False
    """Whether to collect every failure for a report."""
    include: Sequence[str] = ()
    exclude: Sequence[str] = ()
    own: Sequence[Path] = ()
    """Other files written by the run, which are no inputs."""
    prune: bool = False
    """Whether to check if vanished documents can be removed from the sink."""
    apply: bool = False
    """Whether to remove them."""
    kept: Kept | None = None
    """What linking keeps from one run to the next."""


def run(request: RunRequest, watcher: Watcher, tally: Tally, sink: Sink | None = None) -> None:
    """Convert documents into a sink; a later run does what is left. Raises `OutputError` if the sink can't be written.

    `tally` is updated continuously, so that it is valid even if the run is aborted. Without a `sink`, the output's name chooses one.
    """
    sink = sink or sink_for(request.out)
    remote = any(map(is_url, request.paths)) or any(is_url(os.fsdecode(name)) for name in request.listed)
    settings = replace(request.settings, indented=sink.indented, remote=remote)
    tally.failed = [] if request.account else None
    with scratch_folder() as scratch, closing(Worklist(scratch)) as work, closing(sink):
        # find every document before anything is written
        input_filter = InputFilter(request.include, request.exclude, [*request.own, *([] if is_url(request.out) else [Path(request.out)])])
        unpacked = Scratch(scratch, settings.limit())
        count = work.add(found(request.paths, request.listed, input_filter, unpacked, ordered=False, only=request.only))
        if request.only is None:
            tally.meet(count, input_filter)
        else:
            tally.found = count
        if not count:
            raise _nothing(input_filter)
        if request.prune:
            refuse_missing(request.paths, work)
        sink.begin(request.on_exists)
        # give each a unique key, and look up what the sink knows about it
        name_all(work, sink.known)
        held = Inventory(work, input_filter, request.paths, partly=request.only is not None)
        held.take(sink.documents())
        with _workers(request, settings, count) as workers:
            convert(work, workers, sink, watcher, tally, held)
        _settle(request, held, sink, watcher, tally)
        for pair in sink.copies():
            tally.copies += 1
            if request.account or tally.copies <= FEW:
                tally.copy_keys.append(pair)
        tally.linked = sink.finish(request.kept)


def _nothing(input_filter: InputFilter) -> AnfrageError:
    """Return the error for a run without any input."""
    if input_filter.passed[PassedOver.FILTERED]:
        return UnreadableError(say("--include und --exclude lassen alle Dateien aus"), say("die Muster prüfen"))
    if input_filter.passed:
        count = input_filter.passed.total()
        cause = counted(
            count,
            "keine Dokumente gefunden, nur 1 Datei, die keines ist",
            "keine Dokumente gefunden, nur {count} Dateien, die keine sind",
        )
        return UnreadableError(cause, say("einen Ordner oder Dateien angeben"))
    return UnreadableError(say("keine Dateien gefunden"), say("einen Ordner oder Dateien angeben"))


def _settle(request: RunRequest, held: Inventory, sink: Sink, watcher: Watcher, tally: Tally) -> None:
    """Report documents that have vanished; remove them from the sink if that is requested and safe."""
    objections = PruneObjections(held)
    settled = [key for key, absence in held.compare(objections) if absence is Absence.SETTLED]
    drop(sink, held.work, iter(settled))
    if request.only is not None:
        return
    for key in held.work.gone():
        tally.vanished += 1
        if len(tally.vanished_keys) < FEW:
            tally.vanished_keys.append(key)
        watcher.vanished(key)
    if request.prune:
        tally.refusal = objections.refusal()
        if request.apply and tally.refusal is None:
            tally.pruned = drop(sink, held.work, held.work.gone())


def _workers(request: RunRequest, settings: Settings, count: int) -> "Crew | Cluster":
    """Return local worker processes, or a cluster."""
    if request.scheduler is None:
        return Crew(min(request.workers, count), settings)
    from anfrage_parser.batch.cluster import Cluster

    return Cluster(request.scheduler, settings)


def convert(work: Worklist, workers: Workers, sink: Sink, watcher: Watcher, tally: Tally, held: Inventory) -> None:
    """Run the jobs and write the outcomes in order; a renamed document loses its old key."""
    given: deque[Job] = deque()  # jobs in progress
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
    """Add the key of the first document with the same content, unless it is this one."""
    if outcome.state in RECORDLESS or not outcome.sha256:
        return job, outcome, None
    first = work.first(outcome.sha256, job.key)
    return job, outcome, first if first != job.key else None


def _count(tally: Tally, job: Job, outcome: Outcome, first: str | None, sink: Sink) -> State:
    """Count an input and return its state; a skipped one that was not simply done keeps its former state."""
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
        tally.failed.append((job, replace(outcome, state=state, payload=b"")))  # the sink holds the payload
    tally.incomplete = tally.incomplete or code == ExitCode.INCOMPLETE
    return state
