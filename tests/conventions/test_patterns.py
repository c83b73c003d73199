"""No pattern takes long on any text: every one of the package is pumped (RELIABILITY, bar G3)."""

import ast
import functools
import json
import math
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

from anfrage_parser import conventions
from anfrage_parser.conventions.marks import refuse_slow
from anfrage_parser.conventions.slow_patterns import ENDS, UNITS, slow_on, spent
from anfrage_parser.errors import UsageError
from tests.command import SOAK
from tests.source import FILES, SRC, nodes, tree

pytestmark = pytest.mark.no_cover  # other tests run the same lines; watched, these would take twice as long

FUNCTIONS = {"compile", "search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}


@functools.cache
def written() -> dict[str, tuple[str, int]]:
    """The patterns that stand as literals in a call of `re`, in functions, too; where one is put together, None of it is known here."""
    found: dict[str, tuple[str, int]] = {}
    for path in FILES:
        for node in nodes(path):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in FUNCTIONS):
                continue
            if not (isinstance(node.func.value, ast.Name) and node.func.value.id == "re"):
                continue
            where = f"{path.relative_to(SRC)}:{node.lineno}"
            pattern = node.args[0]
            if isinstance(pattern, ast.Constant):
                if isinstance(pattern.value, str):
                    found[where] = pattern.value, re.IGNORECASE if "IGNORECASE" in ast.unparse(node) else 0
            else:
                found[where] = "", 0
    return found


@pytest.fixture(scope="module")
def patterns() -> dict[str, tuple[str, int]]:
    """All patterns; in a process of its own, so that nothing is compiled yet."""
    done = subprocess.run([sys.executable, "-m", "tests.conventions.patterns_in_use"], capture_output=True, text=True, check=True)
    return {where: (pattern, flags) for where, (pattern, flags) in json.loads(done.stdout).items()}


COMPUTED_LATER = {
    "corrections/manual_evidence.py",
    "corrections/rules.py",
    "batch/input_filter.py",
    "conventions/convention.py",
    "readers/mending.py",
    "text/patterns.py",
}
"""Where patterns are put together of words that are escaped, of marks, which are checked when they are loaded, or handed on."""


def test_none_is_skipped(patterns: dict[str, tuple[str, int]]) -> None:
    seen = {pattern for pattern, _ in (*patterns.values(), *written().values())}
    computed = {where for where, (pattern, _) in written().items() if not pattern}
    for where in computed:
        name, _, line = where.rpartition(":")
        near = (key for key in patterns if key.startswith(f"{name}:") and abs(int(key.split(":")[1]) - int(line)) <= 4)
        assert name in COMPUTED_LATER or any(near), f"{where}: this pattern is compiled only in use; compile it once, by name"
    assert len(seen) > 150


def test_what_is_put_off_has_a_name() -> None:
    """`compiled` stands at the top of a module, where the patterns of its names are found."""
    for path in FILES:
        named = {id(node.value) for node in tree(path).body if isinstance(node, ast.Assign)}
        calls = (node for node in nodes(path) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
        assert all(id(call) in named for call in calls if ast.unparse(call.func) == "compiled"), path


def test_every_pattern_is_linear(patterns: dict[str, tuple[str, int]]) -> None:
    """At 8 kB a quadratic one takes seconds; what takes more than a moment is looked at again, for time and growth up to 32 kB."""
    literals = {f"{where}:": row for where, row in written().items() if row[0]}
    made = {re.compile(text, flags): where for where, (text, flags) in {**patterns, **literals}.items()}
    slow = []  # of those that stand twice, one is tried
    for pattern, where in made.items():
        for unit in UNITS:
            for end in ENDS if SOAK else ENDS[1:2]:
                if is_odd(pattern, unit, end) and is_slow(pattern, unit, end):
                    slow.append((where, unit, end))
    assert slow == []


@functools.cache
def pump(unit: str, kilobytes: int, end: str) -> str:
    size = kilobytes * 1024
    return (unit * (size // len(unit) + 1))[:size] + end


SHARE = 0.0015
"""Seconds for each kB."""


def is_odd(pattern: re.Pattern[str], unit: str, end: str) -> bool:
    """Whether it takes more than its share of 50 ms at 1 kB, where the worst ones would hang at 8 kB, or at 8 kB.

    A quadratic one takes 64 times as long there: what would have to take 128 times as long is not tried.
    """
    first = spent(pattern, pump(unit, 1, end))
    return first > SHARE or (128 * first > 8 * SHARE and spent(pattern, pump(unit, 8, end)) > 8 * SHARE)


MOMENT = re.compile("(?:a|x){0,400}!")
"""On 8 kB of "a" it takes some 6 ms; what others may take is told in this, since machines differ, and so do their busy hours."""


def a_moment() -> float:
    return min(spent(MOMENT, pump("a", 8, "")) for _ in range(5))


def is_slow(pattern: re.Pattern[str], unit: str, end: str) -> bool:
    """More than 8 moments at 1 kB, 40 at 32 kB, or more than twofold growth with each doubling: the best of some tries each.

    What takes no more than 12 times as long at 8 kB, and 10 moments there, is linear: most of those that are odd.
    """
    moment = min(spent(MOMENT, pump("a", 8, "")) for _ in range(2))
    first = min(spent(pattern, pump(unit, 1, end)) for _ in range(3))
    if first > 8 * moment:
        return True
    if min(spent(pattern, pump(unit, 8, end)) for _ in range(2)) <= min(12 * first, 10 * moment):
        return False
    times = [math.inf] * 4
    for tries in range(5):
        times = [min(best, spent(pattern, pump(unit, size, end))) for best, size in zip(times, (4, 8, 16, 32), strict=True)]
        ratios = sorted(after / before for before, after in pairwise(times))
        if tries and times[-1] <= 40 * max(moment, a_moment()) and ratios[1] <= 2.8:
            return False
    return True


@pytest.mark.parametrize("mark", [r"(\w+\s?)+:", r"(x|xx)*y", r"(?:a|b|ab)*c", r"(.{1,20}Frage.{1,20}){1,20}\?", r"(.*)(.*)(.*)!!"])
def test_a_slow_mark_is_refused_by_name(mark: str, tmp_path: Path) -> None:
    path = tmp_path / "stadt.toml"
    path.write_text(f'name = "stadt"\ntitle = "Stadt"\nextends = "general"\nmarks = ["Stadt", {json.dumps(mark)}]\n', encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        conventions.load(str(path))
    assert "marks[1]" in caught.value.cause and "zu lange" in caught.value.cause


def test_marks_of_the_built_in_conventions_pass() -> None:
    for name in conventions.names():
        refuse_slow(conventions.load(name).marks)


@pytest.mark.parametrize("pattern", [r"\s+$", r"(?m)^\s*(.*?)\s*:\s*$", r"\w+\s*:\s", r"(\w+)-\n\s*(\w+)", r"[\w.-]+@[\w.-]+\.\w+"])
def test_the_test_finds_slow_ones(pattern: str) -> None:
    made = re.compile(pattern)
    assert any(is_odd(made, unit, "!") for unit in UNITS)
    assert slow_on(made, 8192) is not None
