"""Run the jobs on a Dask cluster: chunks as tasks, results streamed back; order, blame and accounting as on one machine.

A task runs its chunk in our own worker process beside the Dask worker, so that a bad file never kills a Dask worker: Dask would
blame, and after a few times give up, every task waiting there. A Dask worker that is lost for other reasons costs nothing:
its tasks are run again elsewhere.
"""

import atexit
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from threading import Lock
from types import TracebackType
from typing import Any

from anfrage_parser.batch.crew import Crew, Work
from anfrage_parser.batch.model import Job, Outcome, Settings
from anfrage_parser.batch.remote import is_url
from anfrage_parser.batch.work import work
from anfrage_parser.errors import OutputError, UsageError
from anfrage_parser.messages import say, speak
from anfrage_parser.plugins import install_command

CHUNK = 64
"""Jobs per task: some tenths of a second of work, while a task costs the scheduler a millisecond."""

AHEAD = 4
"""Tasks in flight per thread of the cluster."""


@dataclass(slots=True)
class Cluster:
    """Workers on other machines, reached through their scheduler's address."""

    address: str
    settings: Settings
    work: Work = work
    client: Any = None
    running: list[Any] = field(default_factory=list)

    def __enter__(self) -> "Cluster":
        try:
            from distributed import Client
        except ImportError as error:
            raise UsageError(say("--scheduler braucht das Paket distributed"), install_command("dask")) from error
        try:
            self.client = Client(self.address, timeout=10, set_as_default=False)
        except (OSError, ValueError) as error:
            step = say("Adresse und Netz prüfen")
            raise UsageError(say("der Scheduler {address} antwortet nicht", address=self.address), step) from error
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self.client is not None:
            self.client.cancel(self.running)
            self.client.close()

    def outcomes(self, jobs: Iterator[Job]) -> Iterator[list[Outcome]]:
        """Yield the outcomes of all jobs in order, one chunk at a time."""
        run, settings = partial(on_worker, work=self.work), _absolute_settings(self.settings)
        while True:
            while len(self.running) < max(AHEAD, AHEAD * sum(self.client.nthreads().values())):
                chunk = [_absolute(job) for job in islice(jobs, CHUNK)]
                if not chunk:
                    break
                self.running.append(self.client.submit(run, chunk, settings, pure=False, retries=3))
            if not self.running:
                return
            first = self.running.pop(0)
            try:
                yield first.result()
            except (UsageError, OutputError):
                raise
            except Exception as error:  # Dask gave up: no suitable worker is left
                cause = say("ein Auftrag ist im Cluster gescheitert ({kind})", kind=type(error).__name__)
                raise OutputError(cause, say("die Rechner des Clusters prüfen, dann denselben Befehl noch einmal ausführen")) from error


def _absolute(job: Job) -> Job:
    """Return the job with absolute paths, for a worker started in another folder."""
    return job if is_url(job.input.path) else replace(job, input=replace(job.input, path=os.path.abspath(job.input.path)))  # noqa: PTH100


def _absolute_settings(settings: Settings) -> Settings:
    """Return the settings with absolute paths."""
    convention = settings.convention
    if convention is not None and convention.endswith(".toml"):
        convention = os.path.abspath(convention)  # noqa: PTH100
    corrections = settings.corrections.absolute() if settings.corrections is not None else None
    return replace(settings, convention=convention, corrections=corrections)


_LOCK = Lock()
_CREWS: list[tuple[Settings, Crew]] = []


def on_worker(jobs: Sequence[Job], settings: Settings, work: Work) -> list[Outcome]:
    """Run a task: the jobs in our own process, kept for the next task. Jobs are temporarily renumbered from 0."""
    numbered = [Job(number, job.key, job.input, job.known) for number, job in enumerate(jobs)]
    with _LOCK:
        speak(settings.languages)
        crew = _crew(settings, work)
        outcomes = [outcome for group in crew.outcomes(iter(numbered)) for outcome in group]
    return [_renumbered(outcome, job) for outcome, job in zip(outcomes, jobs, strict=True)]


def _renumbered(outcome: Outcome, job: Job) -> Outcome:
    return replace(outcome, number=job.number)


def _crew(settings: Settings, work: Work) -> Crew:
    """Return the worker process of this Dask worker; a new one if the settings differ."""
    if _CREWS and (_CREWS[0][0] != settings or _CREWS[0][1].work is not work):
        _end()
    if not _CREWS:
        # Dask's workers are daemonic, which must not have children; ours end with their parent
        multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined]
        _CREWS.append((settings, Crew(1, settings, work).__enter__()))
    return _CREWS[0][1]


@atexit.register
def _end() -> None:
    while _CREWS:
        _CREWS.pop()[1].__exit__(None, None, None)
