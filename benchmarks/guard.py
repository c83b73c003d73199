"""Whether a change made the program slower: instructions counted, now and at a pinned commit, in the same environment.

`python -m benchmarks.guard`: 1 where either figure grew by more than 15 %, 0 otherwise, also where it can't be counted, and says so.
The pinned commit is the last one that changed `benchmarks/pinned.txt`: a change that is meant to cost more adds its reason there.
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

ROOT = Path(__file__).resolve().parent.parent
PIN = "benchmarks/pinned.txt"
MOST = 1.15
LETTERS = 9


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
    return judge(pinned, *figures)


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
    return {"start with one letter": one, "each letter more": (all_ - one) // (len(samples) - 1)}


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
