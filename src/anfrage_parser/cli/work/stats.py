"""`anfrage stats`: count records."""

import datetime as dt
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from anfrage_parser.batch.stored import take_links
from anfrage_parser.cli.display import safe
from anfrage_parser.cli.files import refuse_existing, refuse_same
from anfrage_parser.cli.files import writing as writing_file
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.records import Records
from anfrage_parser.cli.selection import Selection
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.streams import note, write
from anfrage_parser.cli.work.stats_overview import format_of, put
from anfrage_parser.errors import UsageError, check_choice
from anfrage_parser.exporters import Preset
from anfrage_parser.fields import ONLY
from anfrage_parser.linking.replies import Replies
from anfrage_parser.messages import counted, plural, say
from anfrage_parser.record.json_out import to_json
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.stats.data import as_object, write_csv
from anfrage_parser.stats.deadline import Deadline, day, deadline
from anfrage_parser.stats.dimensions import dimensions
from anfrage_parser.stats.overview import Overview
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
    listed: bool
    only_open: bool
    to: str | None
    output: str
    preset: str
    force: bool
    convention: str | None
    corrections: Path | None
    selection: Selection

    @property
    def only(self) -> str | None:
        """Return the kind of papers that are counted, or None."""
        return self.selection.only

    @property
    def has_list(self) -> bool:
        """Return whether the list of inquiries is wanted instead of counts."""
        return self.listed or self.only_open

    @property
    def wants_list(self) -> bool:
        """Return whether the list is wanted, instead of counts or beside them."""
        return self.has_list or self.due is not None

    def format(self) -> str:
        """Return the format's name: as given, else by the output's suffix, else a table."""
        return format_of(self.to, self.output) if self.has_list else format_of(self.to, self.output, FORMATS)

    def period(self) -> Deadline | None:
        """Return the deadline, or None; `UsageError` if options do not go together."""
        if self.due == Path("-"):
            raise UsageError(say("--due braucht eine Datei und passt nicht in eine Pipe"), say("zum Beispiel --due fristen.csv angeben"))
        if self.only == "answers" and (self.deadline is not None or self.wants_list):
            raise UsageError(say("Fristen gibt es nur für Anfragen"), say("--only weglassen"))
        if self.deadline is not None:
            return deadline(self.deadline, self.today)
        if self.today is not None and not self.wants_list:
            raise UsageError(say("{option} braucht eine Frist", option="--today"), say("zum Beispiel --deadline 6w angeben"))
        return None

    def tally(self) -> Tally:
        """Return the tally of what is to be counted; `UsageError` for an invalid value."""
        if self.only is not None:
            check_choice("--only", self.only, ONLY)
        return Tally(dimensions(self.by), self.period(), self.only == "answers")


def stats(names: Sequence[str], arguments: StatsArguments, intake: Intake) -> int:
    """Count or list the records of all inputs and return the exit code; outputs are written completely or not at all."""
    interruptible()
    check_choice("--preset", arguments.preset, PRESETS)
    kind, preset = arguments.format(), PRESETS[arguments.preset]
    tally, today = arguments.tally(), day(arguments.today)
    target = None if arguments.output == "-" else Path(arguments.output)
    listing = format_of(None, str(arguments.due)) if arguments.due is not None else None
    _refuse(target, arguments)
    wanted = replace(arguments.selection, only=None).check()  # the tally keeps count of what is not counted
    found = Records(names, intake, arguments.convention, arguments.corrections)
    overview, replies = Overview(tally.deadline, today), KnownReplies(found.names, tally.needs_replies or arguments.wants_list)
    for inquiry in found:
        replies.add(inquiry)
        if wanted.takes(inquiry) and tally.add(inquiry) and arguments.wants_list:
            overview.add(inquiry)
    wanted.tell()
    if not found.nothing():
        lists = Lists(overview, replies, today, preset, arguments.force)
        tally.settle(lists.known)
        if arguments.due is not None and listing is not None:
            lists.put(listing, str(arguments.due), only_open=False)
        if arguments.has_list:
            lists.put(kind, arguments.output, arguments.only_open)
        else:
            _put(kind, tally, found, preset, target, arguments.force)
    found.account()
    return found.exit_code()


def _refuse(target: Path | None, arguments: StatsArguments) -> None:
    """Raise before anything is read if an output exists, or both are one file."""
    if target is not None and arguments.due is not None:
        refuse_same(target, arguments.due, "--due")
    for path in (target, arguments.due):
        if path is not None:
            refuse_existing(path, arguments.force)


class Lists:
    """The list of inquiries, with what is known of their answers."""

    def __init__(self, overview: Overview, replies: "KnownReplies", today: dt.date, preset: Preset, force: bool) -> None:
        self.overview, self.today, self.preset, self.force = overview, today, preset, force
        self.replies = replies.replies
        self.known = self.replies.found()

    def put(self, kind: str, output: str, only_open: bool) -> None:
        """Write the list."""
        entries = self.overview.entries(self.known, self.replies, only_open)
        put(entries, kind, output, only_open, self.today, self.preset, self.force)
        if self.overview.copies:
            note(
                counted(
                    self.overview.copies,
                    "eine Kopie steht nicht noch einmal in der Liste",
                    "{count} Kopien stehen nicht noch einmal in der Liste",
                )
            )


class KnownReplies:
    """Replies of all inputs: a database has its links; what else is given is linked here."""

    def __init__(self, names: Sequence[str], needed: bool) -> None:
        self.replies = Replies()
        self.complete = take_links(self.replies, names) if needed else True

    def add(self, record: Inquiry) -> None:
        """Take a record, if the links are not known yet."""
        if not self.complete:
            self.replies.add(record)


def _put(kind: str, tally: Tally, found: Records, preset: Preset, target: Path | None, force: bool) -> None:
    """Write the counts to a file or to standard output."""
    failed = found.without_record()
    if kind in ("csv", "json"):
        for sentence in uncounted(tally):
            note(sentence)
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
    inquiries = plural("{name}: 1 Anfrage gezählt", "{name}: {count} Anfragen gezählt")
    answers = plural("{name}: 1 Antwort gezählt", "{name}: {count} Antworten gezählt")
    sentence = answers if tally.answers else inquiries
    note(say(sentence, count=tally.total.inquiries, name=str(target)))


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
