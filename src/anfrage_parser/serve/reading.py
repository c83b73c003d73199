"""Reading documents in the background: one run after the other, with its progress; between them, links that are out of date."""

import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from anfrage_parser.batch.model import Job, Outcome, Settings, State
from anfrage_parser.batch.run import RunRequest, Tally, run
from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.batch.worker_context import usable_cores
from anfrage_parser.errors import AnfrageError, BugError, UnreadableError
from anfrage_parser.serve.place import Place

LEAVING = 3.0
"""Seconds to wait for the last document when the server ends; what was not read is read the next time."""


class Stopped(Exception):
    """Raised within a run to end it: the server ends."""


@dataclass(slots=True)
class Progress:
    """How far the present run is. A watcher of the run, in its thread."""

    changed: Callable[[], None]
    total: int = 0
    done: int = 0
    name: str = ""
    stopping: bool = False

    def begin(self, count: int) -> None:
        """The run starts with so many documents."""
        self.total = count

    def step(self, job: Job, outcome: Outcome, state: State) -> None:
        """A document is done and in the database."""
        self.done += 1
        self.name = job.key
        if state is not State.SKIPPED:
            self.changed()
        if self.stopping:
            raise Stopped

    def vanished(self, key: str) -> None:
        """Nothing: a document whose file is gone stays in the archive."""

    def end(self) -> None:
        """Nothing: the thread says so."""


@dataclass
class Reading:
    """The thread that reads. Ask it for a folder as a whole, or for some files in it."""

    place: Place
    settings: Settings
    changed: Callable[[], None]
    """Called when the archive has changed."""
    link: Callable[[], None]
    """Links what is out of date."""
    progress: Progress | None = None
    error: str | None = None
    """Why the latest run was broken off."""
    waiting: set[Path] = field(default_factory=set)
    """Files to be read."""
    whole: bool = False
    """Whether the folder is to be read as a whole."""
    stopping: bool = False
    unlinked: bool = False

    def __post_init__(self) -> None:
        self._bell = threading.Condition()
        self._thread = threading.Thread(target=self._work, name="reading", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def ask(self, paths: Iterable[Path] | None = None) -> None:
        """Ask for some files to be read; without any, for the folder as a whole."""
        with self._bell:
            if paths is None:
                self.whole = True
            else:
                self.waiting.update(path.resolve() for path in paths)
            self._bell.notify()

    def ask_for_links(self) -> None:
        """Ask for links to be found anew."""
        with self._bell:
            self.unlinked = True
            self._bell.notify()

    @property
    def busy(self) -> bool:
        """Return whether anything is read, or waits for it."""
        return self.whole or bool(self.waiting) or self.progress is not None

    def stop(self) -> bool:
        """End the thread, after the document that is being read; return whether it has ended in time."""
        with self._bell:
            self.stopping = True
            if self.progress is not None:
                self.progress.stopping = True
            self._bell.notify()
        if self._thread.ident is not None:
            self._thread.join(LEAVING)
        return not self._thread.is_alive()

    def _work(self) -> None:
        while True:
            with self._bell:
                self._bell.wait_for(lambda: self.stopping or self.whole or self.waiting or self.unlinked)
                if self.stopping:
                    return
                whole, some, links = self.whole, frozenset(self.waiting), self.unlinked
                reading = whole or bool(some)
                self.progress = Progress(self.changed) if reading else None  # first: never is neither waiting nor read what is asked for
                self.whole, self.waiting, self.unlinked = False, set(), False
            self.error = None
            if reading:
                self._guarded(partial(self._run, None if whole else some))
                self.progress = None
                self.changed()
            if links:
                self._guarded(self.link)

    def _run(self, only: frozenset[Path] | None) -> None:
        """Read a folder or some of its files into the database."""
        progress, tally = self.progress, Tally()
        assert progress is not None
        request = RunRequest([str(self.place.folder)], [], str(self.place.database), self.settings, usable_cores(), only=only)
        try:
            run(request, progress, tally, DatabaseSink(self.place.database, shared=True))
        except UnreadableError:
            if tally.found:  # a folder without any document is no error
                raise

    def _guarded(self, work: Callable[[], object]) -> None:
        """Do something; an error is kept for the page."""
        try:
            work()
        except Stopped:
            pass
        except Exception as error:
            self.error = str(error if isinstance(error, AnfrageError) else BugError(error))
