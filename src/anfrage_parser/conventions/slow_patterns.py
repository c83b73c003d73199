"""Find texts on which a pattern is slow: one slow on few characters would hang on a document."""

import math
import re
import time
from collections.abc import Iterator

UNITS = (
    "a", "A", "ä", " ", "\t", "\n", "1", "-", "–", ".", ",", "(", ")", "/", ":", ";", "_", "I", "§", "„“", "\u00a0", "=", "@", "x-",
    "1.", "1) ", "a ", "Ab ", "a: ", "a) ", "a-\n", " \n", "12/", "1.1.", "a.b@",
    " 1. a", "Nr. ", "SPD, ", "und ", "der ", "Frage ", "Frage",
)  # fmt: skip
"""Units repeated to build texts that make patterns slow."""

ENDS = ("", "!", "x", "\n1")
"""Ends of such texts: a mismatch makes a pattern backtrack."""

SECONDS = 0.05
SHORTEST, DENSE = 4, 40


def slow_on(pattern: re.Pattern[str], longest: int, seconds: float = SECONDS, until: float = math.inf) -> str | None:
    """Return the first unit on which a pattern is too slow when repeated up to `longest` characters; None if there is none.

    `seconds` is the limit per search; the unit being tried at `until` (a value of `time.process_time`) counts as too slow as well.
    """
    for unit in (*UNITS, *_own(pattern.pattern)):
        for end in ENDS:
            for size in _sizes(longest):
                text = (unit * (size // len(unit) + 1))[:size] + end
                slow = spent(pattern, text) > seconds and spent(pattern, text) > seconds  # measured twice, as once may be noise
                if slow or time.process_time() > until:
                    return unit
    return None


def spent(pattern: re.Pattern[str], text: str) -> float:
    """Return the processor time of a search, in seconds."""
    begin = time.process_time()
    pattern.search(text)
    return time.process_time() - begin


def _sizes(longest: int) -> Iterator[int]:
    """Yield lengths that grow slowly at first, to detect exponential time early."""
    size = SHORTEST
    while size < longest:
        yield size
        size = size + 2 if size < DENSE else size + size // 4
    yield longest


def _own(pattern: str) -> Iterator[str]:
    """Yield the words and characters of the pattern itself."""
    words = {word.casefold() for word in re.findall(r"\w{2,12}", pattern)}
    yield from sorted(words | {word + " " for word in words} | set(re.findall(r"[^\w\s]", pattern)))
