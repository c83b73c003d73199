"""`anfrage validate`: print the problems of records, one per line."""

from collections.abc import Iterable, Sequence
from typing import Any

from anfrage_parser.cli.display import safe
from anfrage_parser.cli.given import given
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.records import Rows
from anfrage_parser.cli.streams import note, write
from anfrage_parser.messages import counted, say
from anfrage_parser.readers.options import Options
from anfrage_parser.verify.validate import problems

WRONG = 3


class _All(Rows):
    """Rows including error records."""

    def failure(self, row: dict[str, Any]) -> Iterable[dict[str, Any]]:
        return [self.made(row)]


def validate(names: Sequence[str]) -> int:
    """Validate all records of all inputs; return the worst exit code."""
    with Intake(Options(), None) as intake:
        return max([_input(_All([name], intake), name) for name in given(names, records=True)], default=0)


def _input(rows: Rows, name: str) -> int:
    """Print the problems of an input to standard output, the sum to standard error."""
    found = 0
    for row in rows:
        file, number = rows.place
        for problem in problems(row):
            found += 1
            write(f"{safe(file)}:{number}: {safe(problem.pointer or '/')}: {safe(problem.message)}\n".encode())
    if rows.count or not rows.codes:
        wrong = counted(found, "1 Fehler", "{count} Fehler")
        line = counted(rows.count, "{name}: 1 Datensatz, {found}", "{name}: {count} Datensätze, {found}", name=safe(name), found=wrong)
        note(line + say("; {count} nicht lesbar", count=len(rows.codes)) if rows.codes else line)
    return max(WRONG if found else 0, rows.exit_code())
