"""`anfrage rename`: name files after their records; a plan first, an undo file before the first change."""

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from anfrage_parser.cli.display import safe
from anfrage_parser.cli.files import write_file
from anfrage_parser.cli.given import given
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.single import records
from anfrage_parser.cli.streams import as_ours, complain, note, write
from anfrage_parser.corrections.kept import beside
from anfrage_parser.errors import ExitCode, OutputError, UsageError
from anfrage_parser.messages import counted, later, say
from anfrage_parser.rename.moves import carry_out, digest
from anfrage_parser.rename.names import Pattern, example, pattern_of, stem_of
from anfrage_parser.rename.plan import Names, Step
from anfrage_parser.rename.undo import ENDING, UndoResult, pairs_in, take_back, to_bytes


@dataclass(frozen=True, slots=True)
class RenameArguments:
    """The arguments of the command."""

    apply: bool
    undo: bool
    undo_file: Path | None
    convention: str | None
    corrections: Path | None


def rename(words: Sequence[str], arguments: RenameArguments, intake: Intake) -> int:
    """Show the plan, carry it out, or undo one; return the exit code."""
    interruptible()
    if arguments.undo:
        if len(words) != 1:
            cause = say("--undo macht eine ganze Umbenennung rückgängig")
            raise UsageError(cause, say("die Datei angeben, die sie geschrieben hat, und sonst nichts"))
        return _undo(Path(words[0]))
    if len(words) < 2:
        raise UsageError(say("Muster oder Dateien fehlen"), say("etwa: {example}", example=f'anfrage rename "{example()}" *.pdf'))
    work = _Work(pattern_of(words[0]), arguments, intake)
    files = list(_files(words[1:]))
    steps = [step for file in files if (step := work.planned(file)) is not None]
    staying = sum(step.stays for step in steps)
    done = _apply(steps, arguments, work) if arguments.apply else _show(steps)
    failed = len(work.codes)
    if steps or not failed:
        values = {"count": done, "staying": staying, "failed": _errors(failed)}
        did = later("{count} umbenannt, {staying} hießen schon so, {failed}")
        would = later("{count} umzubenennen, {staying} heißen schon so, {failed}; noch ist nichts geschehen, --apply führt es aus")
        sentence = did if arguments.apply else would
        note(say(sentence, **values))
    return (work.codes[0] if len(files) == 1 else ExitCode.SOME_FAILED) if work.codes else 0


def _files(words: Sequence[str]) -> Iterator[Path]:
    """Yield each file once, without files written by this program."""
    seen = set()
    for word in given(words):
        if word == "-":
            raise UsageError(say("die Standardeingabe hat keinen Namen"), say("Dateien angeben"))
        path = Path(word)
        place = path.parent.resolve() / path.name
        if place not in seen:
            seen.add(place)
            yield path


class _Work:
    """Plans new names; failed files keep theirs, and their exit codes are collected."""

    def __init__(self, pattern: Pattern, arguments: RenameArguments, intake: Intake) -> None:
        self.pattern, self.arguments, self.intake = pattern, arguments, intake
        self.names = Names()
        self.codes: list[int] = []

    def planned(self, file: Path) -> Step | None:
        """Return the new name of a file from its first inquiry; None if it gives no record."""
        try:
            source = self.intake.read(str(file))
            first = records(source, str(file), self.arguments.convention, corrections=self.arguments.corrections)[0]
            target = self.names.choose(file, lambda room: stem_of(self.pattern, first, room))
            companion = digest(beside(file)) if beside(file).exists() else None
            return Step(file, target, source.sha256, companion)
        except UsageError:
            raise
        except Exception as error:
            self.failed(file, error)
            return None

    def failed(self, file: Path, error: Exception) -> None:
        """Report why a file keeps its name."""
        ours = as_ours(error)
        complain(ours, str(file))
        self.codes.append(ours.exit_code)


def _show(steps: Sequence[Step]) -> int:
    """Print the plan; return how many files would change."""
    for step in steps:
        _tell(step)
    return sum(not step.stays for step in steps)


def _apply(steps: Sequence[Step], arguments: RenameArguments, work: _Work) -> int:
    """Write the undo file, then rename file by file; return how many changed."""
    changes = [step for step in steps if not step.stays]
    if changes:
        place = arguments.undo_file or _free_path()
        write_file(place, to_bytes(changes, place))
        note(say("rückgängig machen: anfrage rename --undo {name}", name=safe(str(place))))
    done = 0
    for step in steps:
        try:
            if not step.stays:
                carry_out(step)
                done += 1
            _tell(step)
        except OutputError as error:
            work.failed(step.source, error)
    return done


def _errors(count: int) -> str:
    return counted(count, "1 Fehler", "{count} Fehler")


def _free_path() -> Path:
    """Return an unused path in the current folder, named by the time."""
    begin = time.strftime("umbenennung-%Y%m%d-%H%M%S")
    names = (f"{begin}{f'-{count}' if count > 1 else ''}{ENDING}" for count in range(1, 1000))
    return next(path for name in names if not (path := Path(name)).exists())


def _tell(step: Step) -> None:
    after = say("bleibt") if step.stays else f"→ {safe(step.target.name)}"
    write(f"{safe(str(step.source))} {after}\n".encode("utf-8", "replace"))


def _undo(path: Path) -> int:
    """Undo a renaming; return the exit code."""
    counts, codes = {UndoResult.DONE: 0, UndoResult.NEVER: 0}, []
    pairs = pairs_in(path)
    for pair in pairs:
        try:
            back = take_back(pair)
        except OutputError as error:
            complain(error, str(pair.new))
            codes.append(error.exit_code)
            continue
        counts[back] += 1
        if back is UndoResult.DONE:
            write(f"{safe(str(pair.new))} → {safe(pair.old.name)}\n".encode("utf-8", "replace"))
    note(
        say(
            "{done} zurückbenannt, {never} hatten noch den alten Namen, {failed}",
            done=counts[UndoResult.DONE],
            never=counts[UndoResult.NEVER],
            failed=_errors(len(codes)),
        )
    )
    return (codes[0] if len(pairs) == 1 else ExitCode.SOME_FAILED) if codes else 0
