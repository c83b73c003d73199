"""`anfrage validate`: records in, what is wrong with them out, a line each."""

import io
from collections.abc import Sequence

from anfrage_parser.cli.display import safe
from anfrage_parser.cli.intake import loaded
from anfrage_parser.cli.parse import expand
from anfrage_parser.cli.streams import complain, note, write
from anfrage_parser.errors import AnfrageError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.recordfile import holds_records, opened, rows_of
from anfrage_parser.validation import problems

WRONG = 3


def validate(names: Sequence[str]) -> int:
    """Check all records of all files; gives the exit code."""
    codes = set()
    for name in expand(names):
        try:
            codes.add(_file(name))
        except AnfrageError as error:
            complain(error, name)
            codes.add(error.exit_code)
    return max(codes, default=0)


def _file(name: str) -> int:
    """The problems of a file on standard output, the sum on standard error."""
    count = found = 0
    with opened(name) or _memory(name) as file:
        for count, row in enumerate(rows_of(file), 1):
            if isinstance(row, dict) and "error" in row:
                continue
            for problem in problems(row):
                found += 1
                write(f"{safe(name)}:{count}: {safe(problem.pointer or '/')}: {safe(problem.message)}\n".encode())
    note(say("{name}: {count} Datensätze, {found} Fehler", name=safe(name), count=count, found=found))
    return WRONG if found else 0


def _memory(name: str) -> io.BytesIO:
    """Standard input, or a file that begins like no record, as its own error."""
    data = loaded(name)
    if not holds_records(data):
        raise UnreadableError(say("das ist kein Datensatz"), say("Datensätze schreibt „anfrage parse“"))
    return io.BytesIO(data)
