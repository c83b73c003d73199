"""How a pattern grows with its text: what takes long on a few characters would hang on a document."""

import math
import re
import time
from collections.abc import Iterator

UNITS = (
    "a", "A", "ä", " ", "\t", "\n", "1", "-", "–", ".", ",", "(", ")", "/", ":", ";", "_", "I", "§", "„“", "\u00a0", "=", "@", "x-",
    "1.", "1) ", "a ", "Ab ", "a: ", "a) ", "a-\n", " \n", "12/", "1.1.", "a.b@",
    " 1. a", "Nr. ", "SPD, ", "und ", "der ", "Frage ", "Frage",
)  # fmt: skip
"""What texts consist of that make patterns slow: runs of one kind of character, and of what patterns look for."""

ENDS = ("", "!", "x", "\n1")
"""What stands behind a run: an end that does not fit makes a pattern try all others."""

SECONDS = 0.05
SHORTEST, DENSE = 4, 40


def slow_on(pattern: re.Pattern[str], longest: int, seconds: float = SECONDS, until: float = math.inf) -> str | None:
    """What a pattern is too slow on, repeated up to a length; None where there is nothing. Stops at the first.

    What it is tried on when its time is over is too slow as well; `until` is a moment of `time.process_time`.
    """
    for unit in (*UNITS, *_own(pattern.pattern)):
        for end in ENDS:
            for size in _sizes(longest):
                text = (unit * (size // len(unit) + 1))[:size] + end
                slow = spent(pattern, text) > seconds and spent(pattern, text) > seconds  # once may be the machine
                if slow or time.process_time() > until:
                    return unit
    return None


def spent(pattern: re.Pattern[str], text: str) -> float:
    """Seconds of processor time that a search takes."""
    begin = time.process_time()
    pattern.search(text)
    return time.process_time() - begin


def _sizes(longest: int) -> Iterator[int]:
    """Lengths that grow slowly at first: what doubles with each character has to be noticed before it is too late."""
    size = SHORTEST
    while size < longest:
        yield size
        size = size + 2 if size < DENSE else size + size // 4
    yield longest


def _own(pattern: str) -> Iterator[str]:
    """The words and characters of the pattern itself."""
    words = {word.casefold() for word in re.findall(r"\w{2,12}", pattern)}
    yield from sorted(words | {word + " " for word in words} | set(re.findall(r"[^\w\s]", pattern)))
