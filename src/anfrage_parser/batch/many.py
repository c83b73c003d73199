"""`parse_many`: the batch's workers for programs, with results as values."""

import json
from collections import deque
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from anfrage_parser import conventions
from anfrage_parser.batch.crew import Crew
from anfrage_parser.batch.model import RECORDLESS, Input, Job, Outcome, Settings
from anfrage_parser.batch.worker_context import refuse_unguarded, usable_cores
from anfrage_parser.errors import AnfrageError, UsageError, check_choice, kinds
from anfrage_parser.fields import ONLY
from anfrage_parser.messages import say
from anfrage_parser.readers import check_name
from anfrage_parser.record.build import from_dict
from anfrage_parser.record.schema import Inquiry


@dataclass(frozen=True, slots=True)
class Parsed:
    """The result for one file: its inquiries, or the error."""

    path: Path
    """As given."""
    inquiries: list[Inquiry]
    """In printed order; empty if there is an error."""
    error: AnfrageError | None = None


def parse_many(
    paths: Iterable[str | Path],
    *,
    jobs: int | None = None,
    convention: str | None = None,
    reader: str = "auto",
    corrections: str | Path | None = None,
    evidence: bool = True,
    timeout: float = 60.0,
    memory: int = 2048,
    only: str | None = None,
) -> Generator[Parsed, None, None]:
    """Parse many files in worker processes; yield a `Parsed` for each, in the order of the paths.

    `jobs` worker processes (default: one per core) read them, each file within `timeout` seconds and `memory` MiB: one that crashes or
    hangs gets an error, and no other file is affected. Paths are consumed lazily, up to a few hundred ahead of the next result. The
    workers end when all is done, or when the iterator is closed or garbage-collected.

    Call it under `if __name__ == "__main__":`, since a worker imports the script that started it. `UsageError` is raised at once for
    an invalid option or a script without that line; all other errors are in the results.
    """
    if jobs is not None and jobs < 1:
        raise UsageError(say("jobs muss mindestens 1 sein"), say("jobs weglassen: dann je Prozessorkern ein Prozess"))
    check_name(reader)
    if only is not None:
        check_choice("only", only, ONLY)
    if convention is not None:
        conventions.load(convention)
    refuse_unguarded()
    folder = Path(corrections) if corrections is not None else None
    settings = Settings(convention, reader, folder, evidence, indented=False, timeout=timeout, memory=memory, only=only)
    return _results(paths, jobs or usable_cores(), settings)


def _results(paths: Iterable[str | Path], size: int, settings: Settings) -> Generator[Parsed, None, None]:
    given: deque[Path] = deque()  # paths in progress
    with Crew(size, settings) as crew:
        for group in crew.outcomes(_jobs(paths, given)):
            for outcome in group:
                yield _parsed(given.popleft(), outcome)


def _jobs(paths: Iterable[str | Path], given: deque[Path]) -> Iterator[Job]:
    for number, path in enumerate(map(Path, paths)):
        given.append(path)
        name = path.name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
        yield Job(number, name, Input(name, name.encode(), str(path), str(path)))


def _parsed(path: Path, outcome: Outcome) -> Parsed:
    if outcome.state in RECORDLESS:
        return Parsed(path, [], kinds()[outcome.error](*outcome.error_args))
    return Parsed(path, [from_dict(json.loads(line)) for line in outcome.payload.splitlines()])
