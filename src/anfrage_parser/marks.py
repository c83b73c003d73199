"""The marks by which a convention is chosen: patterns that people write, and that no odd line may make slow."""

import re
from collections.abc import Sequence

from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say
from anfrage_parser.patterns import slow_on

MARK_LINES = 40
"""Lines at the head of a document in which a convention's marks must stand."""

MAX_MARK_LINE = 500
"""Characters of a line that a mark is looked for in."""


def compile_mark(mark: str, number: int) -> re.Pattern[str]:
    """A mark as a pattern; `UsageError` where it is none."""
    try:
        return re.compile(mark)
    except (re.error, OverflowError, RecursionError) as error:
        cause = say("marks[{number}]: das Muster „{mark}“ ist falsch: {why}", number=number, mark=mark, why=error)
        raise UsageError(cause, say("die Konvention berichtigen")) from error


def refuse_slow(marks: Sequence[re.Pattern[str]]) -> None:
    """`UsageError` for a mark that would take long on some line."""
    for number, mark in enumerate(marks):
        if (unit := slow_on(mark, MAX_MARK_LINE)) is not None:
            said = {"number": number, "mark": mark.pattern, "unit": repr(unit * 3)}
            cause = say("marks[{number}]: das Muster „{mark}“ braucht zu lange, etwa für {unit}", **said)
            raise UsageError(cause, say("Wiederholungen begrenzen, etwa {0,40} statt *, und nicht verschachteln"))
