"""`anfrage batch`: an archive in, a folder, JSON Lines or SQLite out, and an account of every file."""

import contextlib
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from anfrage_parser.batch.inputs import names_in
from anfrage_parser.batch.model import Settings
from anfrage_parser.batch.run import RunRequest, Tally, Watcher, run
from anfrage_parser.batch.worker_context import usable_cores
from anfrage_parser.cli.display import safe
from anfrage_parser.cli.files import write_file
from anfrage_parser.cli.given import expand
from anfrage_parser.cli.intake import loaded, passwords_in
from anfrage_parser.cli.signals import interruptible, stopped
from anfrage_parser.cli.streams import complain, note, write
from anfrage_parser.cli.work.account import details, report, summary, totals
from anfrage_parser.cli.work.progress import LogWatcher, watcher_for
from anfrage_parser.errors import UnreadableError, UsageError, check_choice
from anfrage_parser.fields import ONLY
from anfrage_parser.linking.archive import Kept
from anfrage_parser.messages import say, spoken
from anfrage_parser.readers import check_name
from anfrage_parser.readers.options import OCR
from anfrage_parser.record.build import required_fields
from anfrage_parser.record.json_out import to_json

ON_EXISTS = ("skip", "replace", "error")


@dataclass(frozen=True, slots=True)
class BatchArguments:
    """The arguments of the command."""

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
    include: Sequence[str]
    exclude: Sequence[str]
    prune: bool
    apply: bool
    only: str | None = None

    def settings(self) -> Settings:
        """Return the validated settings for the workers."""
        for option, value, known in (("--on-exists", self.on_exists, ON_EXISTS), ("--ocr", self.ocr, OCR)):
            check_choice(option, value, known)
        if self.apply and not self.prune:
            raise UsageError(say("--apply gehört zu --prune"), say("--prune --apply angeben"))
        if self.prune and self.watch:
            raise UsageError(say("--prune und --watch schließen einander aus"), say("--prune in einem eigenen Lauf angeben"))
        if self.only is not None:
            check_choice("--only", self.only, ONLY)
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
            only=self.only,
        )


def batch(paths: Sequence[str], arguments: BatchArguments) -> int:
    """Convert an archive; return the exit code: 0, 3 for incomplete records, 7 if files failed."""
    interruptible()
    settings = arguments.settings()
    listed = names_in(loaded(arguments.listed), arguments.null) if arguments.listed is not None else []
    paths = list(expand(paths))
    if "-" in paths:
        step = say("ein Dokument liest „anfrage parse -“, eine Liste von Dateien „--files-from -“")
        raise UsageError(say("die Standardeingabe hat keinen Namen"), step)
    if not paths and arguments.listed is None:
        raise UsageError(say("es ist nicht angegeben, was gelesen werden soll"), say("Ordner, Dateien oder --files-from angeben"))
    workers, account = arguments.jobs or usable_cores(), arguments.report is not None
    request = RunRequest(
        paths, listed, arguments.output, settings, workers, arguments.on_exists, arguments.scheduler, account=account,
        include=arguments.include, exclude=arguments.exclude, own=[Path(arguments.report)] if arguments.report is not None else [],
        prune=arguments.prune, apply=arguments.apply,
    )  # fmt: skip
    if arguments.watch:
        return _keep_watching(request, arguments)
    return _once(request, arguments).exit_code()


def _once(request: RunRequest, arguments: BatchArguments) -> Tally:
    """Do one run and print its summary, even if it is aborted."""
    watcher: Watcher = watcher_for(arguments.quiet, arguments.verbose, arguments.log_json)
    begin, tally = time.monotonic(), Tally()
    loud = not arguments.quiet and not arguments.log_json
    try:
        run(request, _Listing(watcher) if arguments.prune else watcher, tally)
    except BaseException as error:
        _report_aborted(error, watcher, tally, time.monotonic() - begin, loud)
        raise
    seconds = time.monotonic() - begin
    if isinstance(watcher, LogWatcher):
        watcher.account({**totals(tally, seconds), "exit_code": tally.exit_code()})
    if arguments.report is not None:
        write_file(Path(arguments.report), to_json(report(tally, arguments.output, seconds)), force=True)
    if loud:
        for line in (summary(tally, seconds), *details(tally, arguments.output, arguments.prune)):
            note(line)
    if tally.refusal is not None:
        complain(tally.refusal)
    return tally


def _report_aborted(error: BaseException, watcher: Watcher, tally: Tally, seconds: float, loud: bool) -> None:
    """The account as far as it goes: for machines whatever ended the run, for people where they did; an error says itself what to do."""
    if isinstance(watcher, LogWatcher):
        watcher.broken_off(tally.found, {**totals(tally, seconds), "open": tally.open()})
    elif loud and (stopped() is not None or isinstance(error, KeyboardInterrupt)):
        if tally.found:
            note(summary(tally, seconds))
        note(say("abgebrochen; derselbe Befehl macht weiter"))


class _Listing:
    """A watcher that also prints the names of vanished documents, one per line, for --prune."""

    def __init__(self, watcher: Watcher) -> None:
        self.watcher = watcher
        self.begin, self.step, self.end = watcher.begin, watcher.step, watcher.end

    def vanished(self, key: str) -> None:
        """Print the name to standard output."""
        self.watcher.vanished(key)
        write(f"{safe(key)}\n".encode("utf-8", "replace"))


def _keep_watching(request: RunRequest, arguments: BatchArguments) -> int:
    """Do one run for existing files, then one for each group of new files, until Ctrl-C or an output error."""
    from anfrage_parser.batch.watch import settled

    folders, request = _watched(request.paths), replace(request, kept=Kept())
    changes = settled(folders, Path(request.out))
    with contextlib.suppress(UnreadableError):  # an empty inbox
        _once(request, arguments)
    if not arguments.quiet:
        note(say("wartet auf neue Dateien; Strg+C beendet"))
    for paths in changes:
        with contextlib.suppress(UnreadableError):  # deleted again
            _once(replace(request, only=frozenset(path.resolve() for path in paths), on_exists="skip"), arguments)
    return 0


def _watched(paths: Sequence[str]) -> list[Path]:
    """Return the folders to watch; `UsageError` for anything else."""
    for path in map(Path, paths):
        name, step = safe(str(path)), say("nur Ordner angeben")
        if not os.path.lexists(path):
            raise UnreadableError(say("den Ordner {name} gibt es nicht", name=name), say("den Namen prüfen oder den Ordner anlegen"))
        if not path.is_dir():
            raise UsageError(say("--watch beobachtet Ordner, {name} ist keiner", name=name), step)
    if not paths:
        raise UsageError(say("--watch beobachtet Ordner"), say("nur Ordner angeben"))
    return [Path(path) for path in paths]
