"""The progress of a run: a bar on a terminal, occasional lines elsewhere, every failed file by name."""

import json
import sys
import time

from anfrage_parser.batch.model import Job, Outcome, State
from anfrage_parser.batch.run import Watcher
from anfrage_parser.cli.display import safe
from anfrage_parser.cli.streams import note
from anfrage_parser.messages import later, say

STATES = {
    State.DONE: later("fertig"),
    State.INCOMPLETE: later("unvollständig"),
    State.NOT_INQUIRY: later("keine Anfrage"),
    State.FAILED: later("fehlgeschlagen"),
    State.SKIPPED: later("unverändert"),
    State.DUPLICATE: later("doppelt"),
    State.PASSED_OVER: later("ausgelassen"),
}
"""State → its display name."""

EVERY = 1_000
"""Files between two progress lines without a terminal."""


def watcher_for(quiet: bool, verbose: bool, log_json: bool) -> Watcher:
    """Return the watcher: the bar if standard error is a terminal, unless options say otherwise."""
    if log_json:
        return LogWatcher()
    if not quiet and not verbose and sys.stderr is not None and sys.stderr.isatty():
        return BarWatcher()
    return LineWatcher(quiet, verbose)


class LineWatcher:
    """A line for each failed file and every thousand files; with -v for each file."""

    def __init__(self, quiet: bool, verbose: bool) -> None:
        self.quiet, self.verbose = quiet, verbose
        self.count = self.failed = self.done = 0
        self.since = time.monotonic()

    def begin(self, count: int) -> None:
        """The run starts with so many documents."""
        self.count, self.since = count, time.monotonic()

    def step(self, job: Job, outcome: Outcome, state: State) -> None:
        """Count the document; report a failure."""
        self.done += 1
        self.failed += state is State.FAILED
        if self.quiet:
            return
        if state is State.FAILED:
            note(failed_line(job, outcome))
        elif self.verbose:
            note(failed_line(job, outcome) if outcome.cause else f"anfrage: {safe(job.input.name)}: {say(STATES[state])}")
        if self.done % EVERY == 0:
            rate = self.done / max(time.monotonic() - self.since, 1e-6)
            left = int((self.count - self.done) / rate)
            note(
                say(
                    "{done} von {count}, {rate} je s, {failed} fehlgeschlagen, noch etwa {left} s",
                    done=self.done,
                    count=self.count,
                    rate=int(rate),
                    failed=self.failed,
                    left=left,
                )
            )

    def vanished(self, key: str) -> None:
        """Report it with -v."""
        if self.verbose and not self.quiet:
            note(f"anfrage: {safe(key)}: {say('nicht mehr da')}")

    def end(self) -> None:
        """Nothing more to say."""


def failed_line(job: Job, outcome: Outcome) -> str:
    """Return the line `anfrage: FILE: cause; next step`."""
    return f"anfrage: {safe(job.input.name)}: {outcome.cause}"


class LogWatcher:
    """One JSON object per line on standard error, for machines."""

    def begin(self, count: int) -> None:
        """The run starts with so many documents."""
        self._say({"event": "begin", "found": count})

    def step(self, job: Job, outcome: Outcome, state: State) -> None:
        """Log a document with its state."""
        row: dict[str, object] = {
            "event": "document",
            "name": job.input.name,
            "state": state.value,
            "exit_code": outcome.code,
            "records": outcome.records,
        }
        if job.renamed:
            row["key"] = job.key
        if outcome.error:
            row.update(code=outcome.error, message=outcome.message)
        self._say(row)

    def vanished(self, key: str) -> None:
        """Log it by its key, which is all that is known."""
        self._say({"event": "vanished", "key": key})

    def end(self) -> None:
        """The jobs are done."""
        self._say({"event": "end"})

    def account(self, account: dict[str, object]) -> None:
        """What became of every file."""
        self._say({"event": "account", "complete": True, **account})

    def broken_off(self, found: int, account: dict[str, object]) -> None:
        """The same of a run that did not come to its end, if it had found anything yet."""
        if found:
            self._say({"event": "account", "complete": False, **account})

    def _say(self, row: dict[str, object]) -> None:
        note(json.dumps({"time": round(time.time(), 3), **row}), whole=True)  # ASCII only, so it is safe for terminals


class BarWatcher:
    """A bar with count, rate, remaining time and number of failures; failures scroll above it."""

    def __init__(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        self.console = Console(stderr=True, highlight=False, markup=False, emoji=False)
        self.bar = Progress(
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}", markup=False),
            TimeRemainingColumn(),
            TextColumn("{task.fields[failed]}", markup=False),
            console=self.console,
            transient=True,
        )
        self.task = self.bar.add_task("", total=None, rate="", failed="")
        self.failed = self.done = 0
        self.since = time.monotonic()

    def begin(self, count: int) -> None:
        """Show the bar."""
        self.since = time.monotonic()
        self.bar.update(self.task, total=count)
        self.bar.start()

    def step(self, job: Job, outcome: Outcome, state: State) -> None:
        """Advance; report a failure above the bar."""
        self.done += 1
        if state is State.FAILED:
            self.failed += 1
            self.console.print(safe(failed_line(job, outcome)), soft_wrap=True, style="red")
        rate = self.done / max(time.monotonic() - self.since, 1e-6)
        self.bar.update(
            self.task,
            completed=self.done,
            rate=say("{rate} je s", rate=f"{rate:.0f}"),
            failed=say("{count} fehlgeschlagen", count=self.failed) if self.failed else "",
        )

    def vanished(self, key: str) -> None:
        """Nothing: the summary reports it."""

    def end(self) -> None:
        """Remove the bar."""
        self.bar.stop()
