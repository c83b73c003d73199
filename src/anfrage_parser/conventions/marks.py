"""Marks, by which a convention is chosen: user-written patterns, which must not be slow on any line."""

import re
import time
from collections.abc import Iterator, Sequence
from functools import lru_cache

from anfrage_parser.conventions.slow_patterns import slow_on
from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say

MARK_LINES = 40
"""Non-blank lines at the beginning of a document in which marks are searched."""

MAX_MARK_LINE = 500
"""Characters of a line in which marks are searched."""

SECONDS_FOR_ALL = 2.0
"""Processor time for testing all marks of a convention on difficult lines; one usually takes some milliseconds."""


def compile_mark(mark: str, number: int) -> re.Pattern[str]:
    """Compile a mark; `UsageError` if it is no valid pattern."""
    try:
        return re.compile(mark)
    except (re.error, OverflowError, RecursionError) as error:
        cause = say("marks[{number}]: das Muster „{mark}“ ist falsch: {why}", number=number, mark=mark, why=error)
        raise UsageError(cause, say("die Konvention korrigieren")) from error


def all_stand(marks: Sequence[str], head: Sequence[str], folded: str) -> bool:
    """Return whether each mark matches some line of `head`; its required words are first searched in `folded`, the case-folded head."""
    for mark in marks:
        words = needed(mark)
        if words and not [word for word in words if word in folded]:  # most letters are no other city's
            return False
    return all(any(map(_compiled(mark).search, head)) for mark in marks)


_compiled = lru_cache(maxsize=256)(re.compile)


@lru_cache(maxsize=256)
def needed(mark: str) -> tuple[str, ...]:
    """Return case-folded words, one of which must occur in any text that the mark matches; empty if unknown.

    >>> needed(r"(?i)\\bKarlsruhe\\b|\\bRecycling(papier)?\\b")
    ('karlsruhe', 'recycling')
    """
    pattern = mark.removeprefix("(?i)")
    if any(sign in pattern for sign in _OTHER_WAYS):
        return ()
    longest = [max(_words(branch), key=len, default="") for branch in _branches(pattern)]
    return tuple(word.casefold() for word in longest) if all(longest) else ()


_OTHER_WAYS = (*(f"(?{flag}" for flag in "aiLmsux#-"), *(f"\\{sign}" for sign in "0123456789NxuU"))
"""Flags, comments and numeric escapes: patterns with them are not analysed."""


def _tokens(pattern: str) -> Iterator[str]:
    """Split a pattern into tokens: escapes, character classes, quantifiers, single characters."""
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
    """Return the top-level tokens of each alternative, with groups replaced by "()"."""
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
    """Yield the required runs of letters and digits, without a last character that is optional."""
    word = ""
    for token in (*tokens, ""):
        if token.isalnum() or token == " ":
            word += token
            continue
        yield word[:-1] if token in ("?", "*") or token.startswith("{") else word
        word = ""


def refuse_slow(marks: Sequence[re.Pattern[str]]) -> None:
    """Raise `UsageError` for a mark that is slow on some line, or if all together are."""
    until = time.process_time() + SECONDS_FOR_ALL
    for number, mark in enumerate(marks):
        if (unit := slow_on(mark, MAX_MARK_LINE, until=until)) is not None:
            said = {"number": number, "mark": mark.pattern, "unit": repr(unit * 3)}
            cause = say("marks[{number}]: das Muster „{mark}“ braucht zu lange, etwa für {unit}", **said)
            raise UsageError(cause, say("Wiederholungen begrenzen, etwa {0,40} statt *, und nicht verschachteln"))
