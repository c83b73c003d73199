"""`anfrage stats`: count records."""

import contextlib
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from anfrage_parser.cli.display import safe
from anfrage_parser.cli.files import refuse_existing, refuse_same
from anfrage_parser.cli.files import writing as writing_file
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.records import Records
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.streams import note, write
from anfrage_parser.errors import UsageError, check_choice
from anfrage_parser.exporters import Preset
from anfrage_parser.fields import ONLY
from anfrage_parser.messages import counted, later, say
from anfrage_parser.record.json_out import to_json
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.stats.data import DUE, CsvWriter, as_object, due_row, write_csv
from anfrage_parser.stats.deadline import Deadline, deadline
from anfrage_parser.stats.dimensions import dimensions
from anfrage_parser.stats.tally import Tally
from anfrage_parser.stats.view import uncounted, view

FORMATS = {"table": "txt", "csv": "csv", "json": "json", "html": "html", "xlsx": "xlsx"}
"""Format → file suffix."""

PRESETS: dict[str, Preset] = {"excel-de": "excel-de", "rfc4180": "rfc4180"}


@dataclass(frozen=True, slots=True)
class StatsArguments:
    """The arguments of the command."""

    by: str
    deadline: str | None
    today: str | None
    due: Path | None
    to: str | None
    output: str
    preset: str
    force: bool
    convention: str | None
    corrections: Path | None
    only: str | None

    def format(self) -> str:
        """Return the format's name: as given, else by the output's suffix, else a table."""
        if self.to is not None or self.output == "-":
            check_choice("--to", self.to or "table", FORMATS)
            return self.to or "table"
        by_ending = {f".{ending}": name for name, ending in FORMATS.items()} | {".htm": "html"}
        target = Path(self.output)
        if target.suffix.casefold() not in by_ending:
            cause = say("die Endung von {name} sagt kein Format, das es hier gibt", name=target.name)
            raise UsageError(cause, say("möglich sind: {names}; oder --to angeben", names=", ".join(by_ending)))
        return by_ending[target.suffix.casefold()]

    def period(self) -> Deadline | None:
        """Return the deadline, or None; `UsageError` if options need one and it is missing."""
        if self.due == Path("-"):
            raise UsageError(say("--due braucht eine Datei und passt nicht in eine Pipe"), say("zum Beispiel --due fristen.csv angeben"))
        if self.only == "answers" and self.deadline is not None:
            raise UsageError(say("Fristen haben nur Anfragen"), say("--deadline oder --only weglassen"))
        if self.deadline is not None:
            return deadline(self.deadline, self.today)
        for option, value in (("--today", self.today), ("--due", self.due)):
            if value is not None:
                raise UsageError(say("{option} braucht eine Frist", option=option), say("zum Beispiel --deadline 6w angeben"))
        return None

    def tally(self) -> Tally:
        """Return the tally of what is to be counted; `UsageError` for an invalid value."""
        if self.only is not None:
            check_choice("--only", self.only, ONLY)
        return Tally(dimensions(self.by), self.period(), self.only == "answers")


def stats(names: Sequence[str], arguments: StatsArguments, intake: Intake) -> int:
    """Count the records of all inputs and return the exit code; outputs are written completely or not at all."""
    interruptible()
    check_choice("--preset", arguments.preset, PRESETS)
    kind, preset = arguments.format(), PRESETS[arguments.preset]
    tally = arguments.tally()
    target = None if arguments.output == "-" else Path(arguments.output)
    if target is not None:
        refuse_existing(target, arguments.force)
        if arguments.due is not None:
            refuse_same(target, arguments.due, "--due")
    found = Records(names, intake, arguments.convention, arguments.corrections)
    with contextlib.suppress(_NothingError), _due_table(arguments, preset) as listed:
        for inquiry in found:
            if tally.add(inquiry):
                listed(inquiry)
        if found.nothing():
            raise _NothingError
        _put(kind, tally, found, preset, target, arguments.force)
    if not found.nothing():
        _report(tally, arguments.due, kind)
    found.account()
    return found.exit_code()


def _report(tally: Tally, due: Path | None, kind: str) -> None:
    """Say how many deadlines were written, and what was not counted where the format itself can't."""
    if due is not None:
        one, many = later("{name}: die Frist einer Anfrage"), later("{name}: die Fristen von {count} Anfragen")
        note(counted(tally.total.inquiries, one, many, name=str(due)))
    if kind in ("csv", "json"):
        for sentence in uncounted(tally):
            note(sentence)


class _NothingError(Exception):
    """No input gave a record, so there is nothing to write."""


@contextlib.contextmanager
def _due_table(arguments: StatsArguments, preset: Preset) -> Iterator[Callable[[Inquiry], None]]:
    """Yield a function that adds an inquiry to the table of deadlines, if requested."""
    period = arguments.period()
    if arguments.due is None or period is None:
        yield lambda inquiry: None
        return
    with writing_file(arguments.due, arguments.force) as file:
        sheet = CsvWriter(file, preset, DUE)
        yield lambda inquiry: sheet.row(due_row(inquiry, period, sheet.excel))


def _put(kind: str, tally: Tally, found: Records, preset: Preset, target: Path | None, force: bool) -> None:
    """Write the counts to a file or to standard output."""
    failed = found.without_record()
    if target is None:
        if kind == "table":
            from anfrage_parser.cli.printing import show, width
            from anfrage_parser.cli.work.stats_table import table

            show(table(view(tally, failed, safe), width()))
        else:
            write(_made(kind, tally, failed, preset))
        return
    with writing_file(target, force) as file:
        file.write(_made(kind, tally, failed, preset))
    one, many = later("{name}: eine Anfrage gezählt"), later("{name}: {count} Anfragen gezählt")
    if tally.answers:
        one, many = later("{name}: eine Antwort gezählt"), later("{name}: {count} Antworten gezählt")
    note(counted(tally.total.inquiries, one, many, name=str(target)))


def _made(kind: str, tally: Tally, failed: int, preset: Preset) -> bytes:
    """Return the output in a format."""
    if kind == "json":
        return to_json(as_object(tally, failed))
    if kind == "csv":
        out = io.BytesIO()
        write_csv(out, tally, preset)
        return out.getvalue()
    if kind == "html":
        from anfrage_parser.stats.page import page

        return page(view(tally, failed, safe))
    if kind == "xlsx":
        from anfrage_parser.stats.workbook import workbook

        return workbook(view(tally, failed, safe))
    from anfrage_parser.cli.printing import WIDTH, plain
    from anfrage_parser.cli.work.stats_table import table

    return plain(table(view(tally, failed, safe), WIDTH))
