"""`make bench`: what everything costs, in pairs against floors and peers, written to docs/performance.md.

`python -m benchmarks.performance [LETTERS] [ROUNDS]`. The package is measured from a wheel with compiled modules, as users have it.
"""

import contextlib
import json
import math
import os
import platform
import shutil
import statistics
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import pypdfium2

from benchmarks.archive import build
from benchmarks.peers import PEERS, PROGRAMS, READERS_OF_SCANS, WARM
from tools.letters import letter
from tools.letters.text import as_text

ROOT = Path(__file__).resolve().parent.parent
DOCUMENT = ROOT / "docs" / "performance.md"
FLOOR = "import typer, pydantic"
SIZES = (64, 256, 1024, 4096, 16384)
"""KiB."""
ARCHIVES = (1_000, 10_000, 50_000)
CHROMIUM = 70
"""Letters that Chromium prints, which starts it for each."""
COPIES = {"text": 3_000, "pdf": 2_000}
"""Files of a run by one worker and by two."""

HEAD = """# Performance

Written by `make bench`. Every ratio is the median of pairs that were measured in turns in one run (in brackets the smallest
and the largest); milliseconds are processor time and say something about this machine and its load only. The letters are
invented (`tools/letters`).


"""


LAUNCHER = """
import os, subprocess, sys, time
begin = time.perf_counter()
process = subprocess.Popen(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
_, status, used = os.wait4(process.pid, 0)
print(used.ru_utime + used.ru_stime, time.perf_counter() - begin, used.ru_maxrss, os.waitstatus_to_exitcode(status))
"""
"""Starts a command from a small process: what the system calls its peak never falls below the size of what it was started from."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Of a process and those that it waited for: seconds of processor time, seconds on the clock, MiB at the peak of the largest."""

    processor: float
    clock: float
    peak: float


class Machine:
    """Runs commands with the package as it is installed from a wheel."""

    def __init__(self, folder: Path) -> None:
        wheel = folder / "wheel"
        command = [
            sys.executable,
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--target",
            str(wheel),
            str(ROOT),
        ]
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        subprocess.run([sys.executable, "-m", "compileall", "-q", str(wheel)], check=True)
        self.environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(wheel), str(ROOT)))}

    def run(self, *words: str | Path) -> Cost:
        """What a command costs; a Python one when it begins with "-"."""
        command = [sys.executable, *map(str, words)] if str(words[0]).startswith("-") else [*map(str, words)]
        launcher = [sys.executable, "-S", "-c", LAUNCHER, *command]
        done = subprocess.run(launcher, env=self.environment, check=True, capture_output=True, text=True)
        processor, clock, peak, code = (float(word) for word in done.stdout.split())
        assert code in (0, 3, 7), (command[:6], code)
        return Cost(processor, clock, peak / 1024)

    def answer(self, *words: str | Path) -> str:
        """What a module prints."""
        command = [sys.executable, "-m", *map(str, words)]
        return subprocess.run(command, env=self.environment, check=True, capture_output=True, text=True).stdout

    def pairs(self, ways: Mapping[str, Sequence[str | Path]], rounds: int) -> dict[str, list[Cost]]:
        """The costs of commands, run in turns."""
        out: dict[str, list[Cost]] = {name: [] for name in ways}
        for _ in range(rounds):
            for name, words in ways.items():
                out[name].append(self.run(*words))
        return out


def middle(values: Sequence[float], digits: int = 2) -> str:
    """ "1.42 (1.38–1.51)"."""
    return f"{statistics.median(values):.{digits}f} ({min(values):.{digits}f}–{max(values):.{digits}f})"


def ratios(ours: Sequence[float], theirs: Sequence[float]) -> str:
    """The median of pairs."""
    return middle([a / b for a, b in zip(ours, theirs, strict=True)])


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """In Markdown."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n\n"


def start(machine: Machine, kinds: Mapping[str, Sequence[Path]], rounds: int) -> str:
    """What a command on one file costs."""
    anfrage = ("-m", "anfrage_parser")
    ways: dict[str, Sequence[str | Path]] = {
        FLOOR: ("-c", FLOOR),
        "python -c pass": ("-c", "pass"),
        "anfrage --help": (*anfrage, "--help"),
        "anfrage parse letter.txt": (*anfrage, "parse", kinds["text"][0]),
        "anfrage parse letter.pdf": (*anfrage, "parse", kinds["reportlab"][0]),
    }
    costs = machine.pairs(ways, rounds)
    spent = {name: [cost.processor for cost in row] for name, row in costs.items()}
    rows = [[f"`{name}`", middle([1e3 * s for s in row], 0), ratios(row, spent[FLOOR])] for name, row in spent.items()]
    return "## Start-up: one file a command\n\n" + table(["command", "ms", f"× `{FLOOR}`"], rows)


def councils() -> list[Path]:
    """The PDFs with text among the real documents, where those are at hand; no benchmark, but what the invented ones stand for."""
    corpus = os.environ.get("ANFRAGE_CORPUS", "")
    return [path for path in sorted(Path(corpus).rglob("*.pdf")) if _has_text(path)] if corpus else []


def _has_text(path: Path) -> bool:
    with contextlib.suppress(pypdfium2.PdfiumError), pypdfium2.PdfDocument(path) as document:
        return any(page.get_textpage().count_chars() for page in document)
    return False


def paths(machine: Machine, kinds: Mapping[str, Sequence[Path]]) -> str:
    """Text and PDF path, warm."""
    rows = []
    real = councils()
    for kind, files in {**kinds, **({"councils' own PDFs": real} if real else {})}.items():
        if kind != "scan":
            spent = json.loads(machine.answer("benchmarks.inside", "text" if kind == "text" else "pdf", *files))
            more = [ratios(spent[name], spent["floor"]) for name in ("lines", "whole")]
            rows.append([kind, middle(spent["floor"], 3), middle(spent["whole"]), *more])
    head = ["documents", "floor, ms", "file to JSON, ms", "lines × floor", "JSON × floor"]
    note = "The floor of a text is reading it, that of a PDF is PDFium's plain text. One process, warm.\n\n"
    if real:
        note += (
            f"The councils' own PDFs are {len(real)}, with fonts and arms, some of several pages; the invented ones are lighter,\n"
            "which makes all that is ours weigh more.\n\n"
        )
    return "## A document in a running process\n\n" + note + table(head, rows)


def budget(machine: Machine, files: Sequence[Path]) -> str:
    """Where the time of a letter goes."""
    spent = json.loads(machine.answer("benchmarks.inside", "budget", *files))
    total = sum(statistics.median(row) for row in spent.values())
    rows = [[name, middle([1e3 * ms for ms in row], 0), f"{100 * statistics.median(row) / total:.0f} %"] for name, row in spent.items()]
    return "## Where the microseconds of a letter go\n\n" + table(["step", "µs", "share"], rows)


def peers(machine: Machine, pdfs: Sequence[Path], rounds: int) -> str:
    """The same PDFs by what users would otherwise take."""
    note = f"{len(pdfs):,} PDFs of all producers in one process each; all but invoice2data with one set of patterns for their text.\n\n"
    return "## Against what one would use otherwise\n\n" + note + _against(machine, PEERS, pdfs, rounds)


def scans(machine: Machine, files: Sequence[Path], rounds: int) -> str:
    """The same scans by anfrage, by the bare program and by OCRmyPDF."""
    pages = 0
    for path in files:
        with pypdfium2.PdfDocument(path) as document:
            pages += len(document)
    engine = "the library (extra `[ocr]`)" if find_spec("tesserocr") else "the program"
    note = f"{len(files)} scans with {pages} pages, 150 dpi; anfrage recognises with {engine}, every one on one processor.\n\n"
    return "## Scans\n\n" + note + _against(machine, READERS_OF_SCANS, files, rounds)


def _against(machine: Machine, ways: Mapping[str, object], files: Sequence[Path], rounds: int) -> str:
    """Each way as a process over all files, in turns: a table."""
    names = [name for name in ways if (shutil.which(name) if name in PROGRAMS else name == "anfrage" or find_spec(name))]
    costs = machine.pairs({name: ("-m", "benchmarks.peers", name, *files) for name in names}, rounds)
    answers = {name: [machine.answer("benchmarks.peers", name, *files).split()] for name in names}
    for _ in range(rounds - 1):
        for name in names:
            answers[name].append(machine.answer("benchmarks.peers", name, *files).split())
    started = {name: [1e3 * cost.processor / len(files) for cost in row] for name, row in costs.items()}
    warm = {name: [1e3 * float(answer[2]) / (len(files) - WARM) for answer in row] for name, row in answers.items()}
    rows = [
        [
            name,
            middle(started[name], 1),
            ratios(started[name], started["anfrage"]),
            middle(warm[name], 1),
            ratios(warm[name], warm["anfrage"]),
            f"{max(cost.peak for cost in costs[name]):.0f}",
            "{} of {}".format(*answers[name][0]),
        ]
        for name in names
    ]
    head = ["what", "ms a file, start included", "× anfrage", "ms a file, warm", "× anfrage", "peak MiB", "number and every question right"]
    return table(head, rows)


def growth(machine: Machine, folder: Path) -> str:
    """How time grows with a document, and with an archive."""
    rows = []
    points: list[tuple[float, float]] = []
    for size in SIZES:
        path = folder / f"{size}.txt"
        path.write_text(long_letter(size << 10), encoding="utf-8")
        cost = machine.run("-m", "anfrage_parser", "parse", "-q", path)
        points.append((math.log(size), math.log(cost.processor)))
        rows.append([f"{size} KiB", f"{cost.processor:.2f}", f"{cost.peak:.0f}"])
    slope = (points[-1][1] - points[1][1]) / (points[-1][0] - points[1][0])
    power = f"From 256 KiB on time grows with the size to the power of {slope:.2f}.\n\n"
    text = "## Growth\n\n" + table(["one letter of", "s", "peak MiB"], rows) + power
    head = ["archive", "ms on the clock a text", "ms of processor time a text", "peak MiB of the command itself"]
    note = "What the command takes for one file is taken off.\n\n"
    return text + table(head, list(archives(machine, folder))) + note


def long_letter(size: int) -> str:
    """A letter whose reasons go on and on."""
    one = as_text(letter(3))
    lines = "\n\n".join(
        f"Im Jahr {1900 + n % 100} wurde darüber beraten, wie es mit dem Weg am Ufer weitergehen soll." for n in range(size // 90)
    )
    return f"{one}\nBegründung:\n\n{lines}\n"


def archives(machine: Machine, folder: Path) -> Iterator[list[str]]:
    """Texts in one run, by one worker."""
    alone: Cost | None = None
    for count in (1, *ARCHIVES):
        place = _copies(folder / f"archive{count}", [as_text(letter(seed)).encode() for seed in range(min(count, 200))], ".txt", count)
        cost = machine.run("-m", "anfrage_parser", "batch", "-q", "-j", "1", place, "-o", folder / f"{count}.jsonl")
        if alone is not None:
            clock, processor = ((1e3 * (a - b) / count) for a, b in ((cost.clock, alone.clock), (cost.processor, alone.processor)))
            yield [f"{count:,} texts", f"{clock:.2f}", f"{processor:.2f}", f"{cost.peak:.1f}"]
        alone = alone or cost


def workers(machine: Machine, kinds: Mapping[str, Sequence[Path]], folder: Path, rounds: int) -> str:
    """How much sooner two workers are done than one, in pairs."""
    rows = []
    pdfs = [path for kind, files in kinds.items() if kind not in ("text", "scan") for path in files]
    for kind, files in (("text", kinds["text"]), ("pdf", pdfs)):
        place = _copies(folder / f"workers-{kind}", [path.read_bytes() for path in files], f".{kind}", COPIES[kind])
        clocks: dict[int, list[float]] = {1: [], 2: []}
        for turn in range(rounds):
            for count, row in clocks.items():
                words = ("batch", "-q", "-j", str(count), place, "-o", folder / f"{kind}-{turn}-{count}.jsonl")
                row.append(machine.run("-m", "anfrage_parser", *words).clock)
        each = [middle([1e3 * second / COPIES[kind] for second in row]) for row in clocks.values()]
        rows.append([f"{COPIES[kind]:,} files, {kind}", *each, ratios(clocks[1], clocks[2])])
    head = ["archive", "ms on the clock a file, one worker", "two workers", "one ÷ two"]
    return "## Two workers\n\n" + table(head, rows)


def _copies(place: Path, documents: Sequence[bytes], suffix: str, count: int) -> Path:
    """A folder of so many files; each has content of its own, as far as a blank line behind a text makes one."""
    place.mkdir()
    for number in range(count):
        turn, at = divmod(number, len(documents))
        (place / f"{number:06}{suffix}").write_bytes(documents[at] + (b"\n" + b" " * turn + b"\n" if suffix == ".txt" else b""))
    return place


def build_of_python() -> str:
    """Which Python this is, by whom it was built, and whether with profiles (PGO), which makes it up to a third faster."""
    system = Path(sys.base_prefix) == Path("/usr")  # Debian's rules ask for profiles in a way of their own
    profiled = system or "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
    how = f"{platform.python_compiler()}, {'the system’s own, ' if system else ''}{'with' if profiled else 'without'} profiles (PGO)"
    return f"{platform.python_implementation()} {platform.python_version()} ({how})"


def main(count: int = 465, rounds: int = 7) -> None:
    """Measure all of it and write the document."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        machine = Machine(folder)
        kinds = build(folder / "archive", count, min(count, CHROMIUM))
        pdfs = [path for kind, files in kinds.items() if kind not in ("text", "scan") for path in files]
        parts = [
            start(machine, kinds, 2 * rounds + 1),
            paths(machine, kinds),
            budget(machine, kinds["text"]),
            peers(machine, pdfs, max(rounds // 3, 1)),
            scans(machine, kinds["scan"], max(rounds // 3, 1)),
            workers(machine, kinds, folder, max(rounds // 2, 1)),
            growth(machine, folder),
        ]
    load = f"load at the end {os.getloadavg()[0]:.1f}"
    where = f"{build_of_python()}, {platform.system()}, {os.cpu_count()} processors; {load}.\n\n"
    left = (ROOT / "benchmarks" / "notes.md").read_text(encoding="utf-8")
    DOCUMENT.write_text((HEAD + where + "".join(parts) + left).rstrip() + "\n", encoding="utf-8")
    print(f"written to {DOCUMENT.relative_to(ROOT)}")


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:3]))
