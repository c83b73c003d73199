"""`anfrage show`: print a record for people."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from rich.cells import cell_len
from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from anfrage_parser.cli.display import safe
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.printing import show as print_view
from anfrage_parser.cli.records import Records
from anfrage_parser.cli.selection import Selection
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.errors import ExitCode
from anfrage_parser.fields import BY_KEY, FIELDS, FORM, WANTED, Field, ordered, spoken_language
from anfrage_parser.findings import worded
from anfrage_parser.messages import later, say, shown_day, spoken
from anfrage_parser.model import Source
from anfrage_parser.record.joint import below_questions
from anfrage_parser.record.schema import Answer, Block, FindingRecord, Inquiry, Question

WIDTH = 80
"""Width in columns if the terminal's is unknown."""

SHORT = 300
"""Characters shown of a long text without `--full`."""


@dataclass(frozen=True, slots=True)
class ShowArguments:
    """The arguments of the command."""

    full: bool
    convention: str | None
    corrections: Path | None
    selection: Selection


COLOURS = {"error": "bold red", "warning": "yellow", "info": "dim"}
SEVERITIES = {"error": later("Fehler"), "warning": later("Warnung"), "info": later("Hinweis")}


def show(names: Sequence[str], intake: Intake, arguments: ShowArguments) -> int:
    """Print the records of all inputs; return the exit code: 3 if one has an error."""
    interruptible()
    found = Records(names, intake, arguments.convention, arguments.corrections)
    incomplete, wanted = False, arguments.selection.check()
    for inquiry in wanted.among(found):
        print_view(Group(*_record(inquiry, found.source(inquiry), arguments.full)), WIDTH)
        incomplete = incomplete or any(f.severity == "error" for f in inquiry.findings)
    found.account()
    return found.exit_code() or (ExitCode.INCOMPLETE if incomplete else 0)


def _record(inquiry: Inquiry, source: Source | None, full: bool) -> Iterator[RenderableType]:
    kind = BY_KEY["answers"].name(spoken_language()) if inquiry.document_type == "answer" else inquiry.paper_type or say("Anfrage")
    part = f" ({inquiry.source.part})" if inquiry.source.part > 1 else ""
    yield Text(f"{_text(kind, full)}{part} · {safe(inquiry.source.name, 60)}", style="bold")
    yield Padding(_head(inquiry), (0, 0, 1, 2))
    yield from _prose(say("Vorbemerkung"), inquiry.preamble, full)
    joint = below_questions(inquiry)
    for block in inquiry.blocks:
        yield from _block(block, [(q, joint.get(q.index, ())) for q in inquiry.questions if q.block == block.number], full)
    if alone := joint.get(0):
        yield from _titled(
            say("Antworten"), [Text.assemble((safe(", ".join(a.labels), 40), "green"), " ", _text(a.text, full)) for _, a in alone]
        )
    yield from _prose(say("Begründung"), inquiry.rationale, full)
    if inquiry.footnotes:
        yield from _titled(
            say("Fußnoten"), [Text.assemble((safe(n.label, 20), "green"), " ", _text(n.text, full)) for n in inquiry.footnotes]
        )
    if inquiry.signatories:
        people = (", ".join(p for p in (s.name, s.role, s.party) if p) for s in inquiry.signatories)
        yield from _titled(say("Unterschriften"), [Text(safe(person)) for person in people])
    if inquiry.unassigned:
        rows = [Text.assemble((f"{u.line:>5}  ", "dim"), safe(u.text, SHORT)) for u in inquiry.unassigned]
        yield from _titled(say("Nicht zugeordnet"), rows)
    if inquiry.findings:
        yield from _titled(say("Hinweise"), [row for f in inquiry.findings for row in _finding(f, source)])


def _head(inquiry: Inquiry) -> Table:
    table = Table.grid(padding=(0, 2))
    table.add_column(style="cyan", no_wrap=True)
    table.add_column(overflow="fold")
    language = spoken_language()
    for field in ordered((f for f in FIELDS if f.in_head), FORM):
        value = inquiry.party if field.shape == "groups" else field.of(inquiry)
        if field.key != "paper_type" and (value is not None or field.key in WANTED):
            table.add_row(field.name(language), _value(inquiry, field, value))
    for asker in inquiry.askers:
        table.add_row(say("Fragesteller"), Text(safe(", ".join(p for p in (asker.name, asker.role, asker.party) if p))))
    return table


def _value(inquiry: Inquiry, field: Field, value: object) -> Text:
    if value is None:
        return Text(say("fehlt"), style="yellow")
    if isinstance(value, bool):
        return Text(say("ja") if value else say("nein"))
    more = say(" (Tag des Eingangs)") if field.key == "date" and inquiry.date_basis == "received" else ""
    text = shown_day(str(value)) if field.shape == "day" else str(value)
    return Text(safe(text) + more, style="bold" if field.key == "title" else "")


def _text(text: str, full: bool) -> str:
    """Return text safe to show, as one paragraph, cut unless `full`."""
    return safe(" ".join(text.split()), sys.maxsize if full else SHORT)


def _prose(title: str, text: str | None, full: bool) -> Iterator[RenderableType]:
    if text:
        parts = text.split("\n\n") if full else [text]
        yield from _titled(title, [Text(_text(part, full)) for part in parts])


def _titled(title: str, rows: Sequence[RenderableType]) -> Iterator[RenderableType]:
    yield Text(title, style="bold cyan")
    yield Padding(Group(*rows), (0, 0, 1, 2))


def _block(block: Block, questions: Sequence[tuple[Question, Sequence[tuple[int, Answer]]]], full: bool) -> Iterator[RenderableType]:
    rows: list[RenderableType] = []
    if block.intro:
        rows.append(Text(_text(block.intro, full), style="dim"))
    if block.lead_in:
        rows.append(Text(_text(block.lead_in, full), style="italic"))
    table = Table.grid(padding=(0, 1))
    table.add_column(justify="right", style="green", no_wrap=True)
    table.add_column(overflow="fold")
    for question, joint in questions:
        table.add_row(Text(safe(question.label or "–", 20)), _question(question, full))
        for _, answer in joint:
            labels = safe(", ".join(answer.labels), 40)
            name = say("Antwort ({labels}): ", labels=labels) if labels else say("Antwort: ")
            table.add_row(Text(), Text.assemble((name, "bold"), _text(answer.text, full), style="dim"))
    rows.append(table)
    heading = safe(block.heading, SHORT) if block.heading else ""
    yield from _titled(heading or say("Fragen"), rows)


def _question(question: Question, full: bool) -> RenderableType:
    rows: list[RenderableType] = [Text(safe(question.text, sys.maxsize))] if question.text else []
    if question.parts:
        table = Table.grid(padding=(0, 1))
        table.add_column(justify="right", style="green", no_wrap=True)
        table.add_column(overflow="fold")
        for part in question.parts:
            table.add_row(Text(safe(part.label, 20)), Text(safe(part.text, sys.maxsize)))
        rows.append(table)
    if question.tail:
        rows.append(Text(safe(question.tail, sys.maxsize)))
    if question.answer:
        rows.append(Text.assemble((say("Antwort: "), "bold"), _text(question.answer, full), style="dim"))
    return Group(*rows)


def _finding(finding: FindingRecord, source: Source | None) -> Iterator[Text]:
    """Yield a finding; if the document was read, too, the line it points to, and a marker under it."""
    place = say(", Zeile {line}", line=finding.line) if finding.line else ""
    colour = COLOURS[finding.severity]
    message = worded(finding.code, finding.message, spoken().people)
    yield Text.assemble((say(SEVERITIES[finding.severity]), colour), f" {safe(message)} ", (f"({finding.code}{place})", "dim"))
    if source is None or finding.line is None or finding.start is None or finding.end is None:
        return
    line = source.lines[finding.line - 1]
    first, last = finding.start - line.start, min(finding.end - line.start, len(line.raw))
    begin = max(0, first - 24)
    before, marked, after = (safe(part, sys.maxsize) for part in (line.raw[begin:first], line.raw[first:last], line.raw[last : last + 200]))
    room = WIDTH - 6 - cell_len(before)
    marked = marked[:room]
    yield Text(f"  {before}{marked}{after[: max(room - cell_len(marked), 0)]}", style="dim", no_wrap=True, overflow="crop")
    yield Text("  " + " " * cell_len(before) + "^" * max(cell_len(marked), 1), style=colour, no_wrap=True, overflow="crop")
