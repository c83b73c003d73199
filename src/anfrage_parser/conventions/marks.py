"""The marks by which a convention is chosen: patterns that people write, and that no odd line may make slow."""

import re
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache

from anfrage_parser.conventions.slow_patterns import slow_on
from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say

MARK_LINES = 40
"""Lines at the head of a document in which a convention's marks must stand."""

MAX_MARK_LINE = 500
"""Characters of a line that a mark is looked for in."""

SECONDS_FOR_ALL = 2.0
"""Of processor time in which all marks of a convention have been tried on lines that make patterns slow; one takes some milliseconds."""


def compile_mark(mark: str, number: int) -> re.Pattern[str]:
    """A mark as a pattern; `UsageError` where it is none."""
    try:
        return re.compile(mark)
    except (re.error, OverflowError, RecursionError) as error:
        cause = say("marks[{number}]: das Muster „{mark}“ ist falsch: {why}", number=number, mark=mark, why=error)
        raise UsageError(cause, say("die Konvention berichtigen")) from error


def all_stand(marks: Sequence[str], head: Sequence[str], folded: str) -> bool:
    """Whether each mark is found in some line of a document's head; what it has to hold is first looked for in the head without case."""
    return all(_may_stand(mark, folded) for mark in marks) and all(any(map(_compiled(mark).search, head)) for mark in marks)


_compiled = lru_cache(maxsize=256)(re.compile)


def _may_stand(mark: str, folded: str) -> bool:
    words = needed(mark)
    return not words or any(word in folded for word in words)


@lru_cache(maxsize=256)
def needed(mark: str) -> tuple[str, ...]:
    """Words of which a text has to hold one, without case, for the mark to be found in it; none where that can't be told.

    >>> needed(r"(?i)\\bKarlsruhe\\b|\\bRecycling(papier)?\\b")
    ('karlsruhe', 'recycling')
    """
    pattern = mark.removeprefix("(?i)")
    if any(sign in pattern for sign in _OTHER_WAYS):
        return ()
    longest = [max(_words(branch), key=len, default="") for branch in _branches(pattern)]
    return tuple(word.casefold() for word in longest) if all(longest) else ()


_OTHER_WAYS = (*(f"(?{flag}" for flag in "aiLmsux#-"), *(f"\\{sign}" for sign in "0123456789NxuU"))
"""Flags, comments, letters by number: patterns in which they stand are looked for as they are."""


def _tokens(pattern: str) -> Iterator[str]:
    """An escape, a class of characters, a number of repetitions, any other sign of a pattern."""
    at = 0
    while at < len(pattern):
        end = at + (2 if pattern[at] == "\\" else 1)
        if pattern[at] == "[":
            end += pattern.startswith("^", end)
            end += pattern.startswith("]", end)
            while end < len(pattern) and not pattern.startswith("]", end):
                end += 1 + pattern.startswith("\\", end)
            end += 1
        elif pattern[at] == "{":
            end = pattern.find("}", at) + 1 or end
        yield pattern[at:end]
        at = end


def _branches(pattern: str) -> list[list[str]]:
    """The tokens outside of brackets, of each alternative; a group stands there as "()"."""
    branches: list[list[str]] = [[]]
    depth = 0
    for token in _tokens(pattern):
        depth += (token == "(") - (token == ")")
        if depth == 0 and token == "|":
            branches.append([])
        elif depth == 0:
            branches[-1].append("()" if token == ")" else token)
    return branches


def _words(tokens: Sequence[str]) -> Iterator[str]:
    """The runs of letters and digits that have to stand; the last of a run that may be missing is not one of them."""
    word = ""
    for token in (*tokens, ""):
        if token.isalnum() or token == " ":
            word += token
            continue
        yield word[:-1] if token in ("?", "*") or token.startswith("{") else word
        word = ""


def refuse_slow(marks: Sequence[re.Pattern[str]]) -> None:
    """`UsageError` for a mark that would take long on some line, or with which all together do."""
    until = time.process_time() + SECONDS_FOR_ALL
    for number, mark in enumerate(marks):
        if (unit := slow_on(mark, MAX_MARK_LINE, until=until)) is not None:
            said = {"number": number, "mark": mark.pattern, "unit": repr(unit * 3)}
            cause = say("marks[{number}]: das Muster „{mark}“ braucht zu lange, etwa für {unit}", **said)
            raise UsageError(cause, say("Wiederholungen begrenzen, etwa {0,40} statt *, und nicht verschachteln"))
