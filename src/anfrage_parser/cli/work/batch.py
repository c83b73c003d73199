"""`anfrage batch`: an archive in, a folder, JSON Lines or SQLite out, and an account of every file."""

import contextlib
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from anfrage_parser._version import __version__
from anfrage_parser.batch.inputs import names_in
from anfrage_parser.batch.model import Settings
from anfrage_parser.batch.run import Order, Tally, Watcher, run
from anfrage_parser.batch.worker_context import usable_cores
from anfrage_parser.cli.display import safe
from anfrage_parser.cli.files import write_file
from anfrage_parser.cli.intake import loaded, passwords_in
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.streams import note
from anfrage_parser.cli.work.progress import STATES, watcher_for
from anfrage_parser.errors import UnreadableError, UsageError, check_choice
from anfrage_parser.messages import decimal, say, spoken
from anfrage_parser.readers import check_name
from anfrage_parser.readers.options import OCR
from anfrage_parser.record.build import required_fields
from anfrage_parser.record.json_out import to_json

ON_EXISTS = ("skip", "replace", "error")


@dataclass(frozen=True, slots=True)
class Wishes:
    """The options of one run."""

    output: str
    listed: str | None
    null: bool
    on_exists: str
    jobs: int | None
    timeout: float
    memory: int
    report: str | None
    strict: bool
    require: str
    evidence: bool
    convention: str | None
    reader: str
    ocr: str
    corrections: Path | None
    quiet: bool
    verbose: bool
    log_json: bool
    watch: bool
    scheduler: str | None
    max_bytes: int | None
    max_pages: int
    password_file: str | None

    def settings(self) -> Settings:
        """What the workers need of it, checked."""
        for option, value, known in (("--on-exists", self.on_exists, ON_EXISTS), ("--ocr", self.ocr, OCR)):
            check_choice(option, value, known)
        check_name(self.reader)
        if self.convention is not None:
            from anfrage_parser import conventions

            conventions.load(self.convention)
        return Settings(
            self.convention,
            self.reader,
            self.corrections,
            self.evidence,
            required_fields(self.require),
            self.strict,
            timeout=self.timeout,
            memory=self.memory,
            max_bytes=self.max_bytes,
            max_pages=self.max_pages,
            passwords=passwords_in(self.password_file) if self.password_file is not None else (),
            languages=spoken(),
            ocr=self.ocr,
        )


def batch(paths: Sequence[str], wishes: Wishes) -> int:
    """Convert an archive; gives the exit code: 0, 3 with incomplete records, 7 where files failed."""
    interruptible()
    settings = wishes.settings()
    listed = names_in(loaded(wishes.listed), wishes.null) if wishes.listed is not None else []
    if not paths and wishes.listed is None:
        raise UsageError(say("es fehlt, was gelesen werden soll"), say("Ordner, Dateien oder --files-from angeben"))
    workers, account = wishes.jobs or usable_cores(), wishes.report is not None
    order = Order(paths, listed, wishes.output, settings, workers, wishes.on_exists, wishes.scheduler, account=account)
    if wishes.watch:
        return _keep_watching(order, wishes)
    return _once(order, wishes).exit_code()


def _once(order: Order, wishes: Wishes) -> Tally:
    """One run, with its account."""
    watcher: Watcher = watcher_for(wishes.quiet, wishes.verbose, wishes.log_json)
    begin = time.monotonic()
    tally = run(order, watcher)
    seconds = time.monotonic() - begin
    if wishes.report is not None:
        write_file(Path(wishes.report), to_json(_report(tally, wishes, seconds)), force=True)
    if not wishes.quiet and not wishes.log_json:
        note(_summary(tally, seconds))
    return tally


def _keep_watching(order: Order, wishes: Wishes) -> int:
    """One run for what is there, then one for each group of files that came; only Ctrl-C or a fault of the output ends it."""
    from anfrage_parser.batch.watch import settled

    folders = [Path(path) for path in order.paths]
    if not folders or not all(folder.is_dir() for folder in folders):
        raise UsageError(say("--watch beobachtet Ordner"), say("nur Ordner angeben"))
    changes = settled(folders, Path(order.out))
    with contextlib.suppress(UnreadableError):  # an empty inbox
        _once(order, wishes)
    if not wishes.quiet:
        note(say("wartet auf neue Dateien; Strg-C beendet"))
    for paths in changes:
        with contextlib.suppress(UnreadableError):  # they went again
            _once(replace(order, only=frozenset(path.resolve() for path in paths), on_exists="skip"), wishes)
    return 0


def _summary(tally: Tally, seconds: float) -> str:
    """ "12 gefunden = 10 fertig + 1 unvollständig + 1 fehlgeschlagen; 14 Datensätze in 0,8 s"."""
    parts = " + ".join(f"{count} {say(STATES[state])}" for state, count in tally.states.items() if count)
    return say(
        "{found} gefunden = {parts}; {records} Datensätze geschrieben in {seconds} s",
        found=tally.found,
        parts=parts or "0",
        records=tally.records,
        seconds=decimal(seconds),
    )


def _report(tally: Tally, wishes: Wishes, seconds: float) -> dict[str, Any]:
    """The account of a run, for machines."""
    return {
        "parser": f"anfrage-parser {__version__}",
        "output": safe(wishes.output),
        "seconds": round(seconds, 3),
        "found": tally.found,
        "states": {state.value: count for state, count in tally.states.items()},
        "records": tally.records,
        "exit_code": tally.exit_code(),
        "failed": [
            {"name": job.input.name, "exit_code": outcome.code, "code": outcome.error, "message": outcome.message}
            for job, outcome in tally.failed or ()
        ],
    }
