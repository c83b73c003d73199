"""Whether a change made the program slower: instructions counted, now and at a pinned commit, in the same environment; and ceilings.

`python -m benchmarks.guard`: 1 where a figure grew by more than 15 % or is above its ceiling, 0 otherwise, also where it can't be counted,
and says so. The pinned commit is the last one that changed `benchmarks/pinned.txt`: a change that is meant to cost more adds its reason
there.
Counts don't depend on what else the machine does; they repeat to within a percent.
"""

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from benchmarks import archive
from tools.letters import letter

ROOT = Path(__file__).resolve().parent.parent
PIN = "benchmarks/pinned.txt"
MOST = 1.15
LETTERS = 9

START, LETTER = "start with one letter", "each letter more"
CEILINGS = {START: 1165, LETTER: 71, "text": 19.2, "reportlab": 79, "LibreOffice": 37.5, "Chromium": 46}
"""Most million instructions, some 7 % above what was counted, since processors and producers differ a little: of a start, of each sample
more with what it is the first to need, of an invented letter in a warm process as text and as PDF by three producers."""

BEFORE, COUNTED = 40, 8
"""Letters, as text, that are read before those that are counted, so that few patterns are left to compile; and these."""

PYTHON = (3, 11)
"""The Python whose instructions these are; on another, only the comparison holds."""


def main() -> int:
    """Count, compare, tell."""
    pinned = _pinned()
    if not shutil.which("valgrind") or pinned is None:
        print("speed was not compared:", "the pinned commit is not in this clone" if shutil.which("valgrind") else "valgrind is missing")
        return 0
    with tempfile.TemporaryDirectory() as name:
        now, before = Path(name) / "now", Path(name) / "before"
        shutil.copytree(ROOT / "src", now / "src", ignore=shutil.ignore_patterns("__pycache__"))
        _unpack(pinned, before)
        figures = [count(folder) for folder in (before, now)]
        every = figures[1] | count_warm(now, Path(name) / "letters")
    slower, above = judge(pinned, *figures), 0
    if sys.version_info[:2] == PYTHON:
        above = hold(every, CEILINGS)
    else:
        print("the ceilings are those of Python", ".".join(map(str, PYTHON)))
    return int(slower or above)


def hold(figures: Mapping[str, int], ceilings: Mapping[str, float]) -> int:
    """Print how far below its ceiling each figure is; 1 where one is above."""
    for what, figure in figures.items():
        print(f"{what}: {figure / 1e6:.1f} million instructions, at most {ceilings[what]}")
    for what in ceilings.keys() - figures.keys():
        print(f"{what}: not installed, not counted")
    return int(any(figure > ceilings[what] * 1e6 for what, figure in figures.items()))


def judge(pinned: str, before: Mapping[str, int], now: Mapping[str, int]) -> int:
    """Print what was counted; 1 where something costs too much more."""
    for what, figure in now.items():
        print(f"{what}: {figure / 1e6:.1f} million instructions, {figure / before[what]:.2f} × {pinned[:9]} (at most {MOST})")
    return int(any(figure > MOST * before[what] for what, figure in now.items()))


def count(folder: Path) -> dict[str, int]:
    """Instructions of the start with one short letter, and of each letter more."""
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(folder)], check=True)
    samples = sorted(str(path) for path in (ROOT / "samples").glob("*.txt"))[:LETTERS]
    with ThreadPoolExecutor(2) as both:
        one, all_ = both.map(lambda files: _instructions(folder, files), [samples[:1], samples])
    return {START: one, LETTER: (all_ - one) // (len(samples) - 1)}


def count_warm(folder: Path, made: Path) -> dict[str, int]:
    """Instructions of a letter in a process that has read others: as text, and as PDF by each producer that is installed."""
    before = archive.texts(made / "before", [letter(seed) for seed in range(COUNTED, COUNTED + BEFORE)])
    letters = [letter(seed) for seed in range(COUNTED + 1)]
    kinds = {"text": archive.texts(made / "text", letters)} | archive.pdfs(made, letters)
    jobs = [before + files for paths in kinds.values() for files in (paths[:1], paths)]
    with ThreadPoolExecutor(2) as both:
        counts = list(both.map(lambda files: _instructions(folder, ["--no-sandbox", *map(str, files)]), jobs))
    return {kind: (all_ - one) // COUNTED for kind, one, all_ in zip(kinds, counts[::2], counts[1::2], strict=True)}


def _instructions(folder: Path, files: list[str]) -> int:
    command = ["valgrind", "--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null", sys.executable, "-m", "anfrage_parser"]
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONHASHSEED": "0"}
    done = subprocess.run([*command, "parse", "-q", *files], env=environment, capture_output=True, text=True, check=False)
    found = re.search(r"I\s+refs:\s+([\d,]+)", done.stderr)
    assert found is not None and done.returncode in (0, 3, 7), done.stderr[-2000:]
    return int(found.group(1).replace(",", ""))


def _pinned() -> str | None:
    """The last commit that changed the pin; None where git or the history is missing: a shallow clone takes its only commit for it."""
    try:
        shallow, commit = (_git("rev-parse", "--is-shallow-repository"), _git("log", "-1", "--format=%H", "--", PIN))
    except (OSError, subprocess.CalledProcessError):
        return None
    return commit if commit and shallow == "false" else None


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=True).stdout.strip()


def _unpack(commit: str, folder: Path) -> None:
    archive = subprocess.run(["git", "archive", commit, "src"], cwd=ROOT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        tar.extractall(folder, filter="data")


if __name__ == "__main__":
    sys.exit(main())
