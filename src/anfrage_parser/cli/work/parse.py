"""`anfrage parse`: files in, records out, every failure reported."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from anfrage_parser.cli.given import counts_as_failed, given
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.single import display_name, records
from anfrage_parser.cli.streams import as_ours, complain, note, write
from anfrage_parser.errors import ExitCode, UsageError, check_choice
from anfrage_parser.fields import ONLY
from anfrage_parser.findings import worded
from anfrage_parser.messages import say, spoken
from anfrage_parser.parse import kept
from anfrage_parser.record.build import as_dict, required_fields, with_required
from anfrage_parser.record.json_out import error_record, to_json, to_line
from anfrage_parser.record.schema import Inquiry

FORMATS = ("json", "jsonl")


class ParseArguments(NamedTuple):
    """The arguments of the command."""

    output: str | None
    strict: bool
    require: str
    convention: str | None
    corrections: Path | None
    evidence: bool
    quiet: bool
    verbose: bool
    only: str | None = None

    def check(self) -> None:
        """Raise `UsageError` for an invalid option value."""
        if self.output is not None:
            check_choice("--format", self.output, FORMATS)
        if self.only is not None:
            check_choice("--only", self.only, ONLY)


@dataclass(slots=True, eq=False)
class Tally:
    """The results of the inputs so far."""

    inputs: int = 0
    codes: list[int] = field(default_factory=list)
    """Exit codes of failed inputs."""
    incomplete: bool = False

    def exit_code(self) -> int:
        """The code of a single input; of several, 7 if some failed, 3 if some are incomplete."""
        if self.codes:
            return self.codes[0] if self.inputs == 1 else ExitCode.SOME_FAILED
        return ExitCode.INCOMPLETE if self.incomplete else 0


def run(files: Sequence[str], arguments: ParseArguments, intake: Intake) -> int:
    """Parse the files in order and write their records; return the exit code."""
    arguments.check()
    required = required_fields(arguments.require)
    names = given(files, quiet=arguments.quiet)
    output = arguments.output or ("json" if len(names) == 1 else "jsonl")
    tally = Tally(len(names))
    whole: list[dict[str, Any]] = []
    for name in names:
        rows = _records(name, arguments, intake, required, tally)
        if output == "jsonl":
            write(b"".join(to_line(row) for row in rows))
        else:
            whole += [row for row in rows if "error" not in row]
    if output == "json" and whole:
        write(to_json(whole[0] if len(whole) == 1 and len(names) == 1 else whole))
    return tally.exit_code()


def _records(name: str, arguments: ParseArguments, intake: Intake, required: Sequence[str], tally: Tally) -> list[dict[str, Any]]:
    """Return the records of one input, or its error record."""
    try:
        source = intake.read(name, words=arguments.evidence)
        found = records(source, name, arguments.convention, evidence=arguments.evidence, corrections=arguments.corrections)
        inquiries = [with_required(inquiry, required) for inquiry in kept(found, arguments.only)]
    except UsageError:
        raise
    except Exception as error:
        ours = as_ours(error)
        if counts_as_failed(ours, tally.inputs, arguments.strict):
            tally.codes.append(ours.exit_code)
        if not arguments.quiet:
            complain(ours, name)
        return [error_record(ours, display_name(name))]
    _judge(name, inquiries, arguments, tally)
    return [as_dict(i, arguments.evidence) for i in inquiries]


def _judge(name: str, inquiries: Sequence[Inquiry], arguments: ParseArguments, tally: Tally) -> None:
    """Report the findings of an input: a summary line, or with -v each one."""
    bad = ("error", "warning") if arguments.strict else ("error",)
    rows = [f for i in inquiries for f in i.findings]
    serious = [f for f in rows if f.severity in bad]
    tally.incomplete = tally.incomplete or bool(serious)
    if arguments.quiet:
        return
    if arguments.verbose:
        for f in rows:
            place = f":{f.line}" if f.line else ""
            note(f"anfrage: {name}{place}: {f.severity} {f.code} ({f.field}): {worded(f.code, f.message, spoken().people)}")
    elif serious:
        more = say(" und {count} weitere", count=len(serious) - 1) if len(serious) > 1 else ""
        message = worded(serious[0].code, serious[0].message, spoken().people)
        note(f"anfrage: {name}: {message}{more}; " + say("alle Hinweise zeigt „anfrage parse -v“"))
