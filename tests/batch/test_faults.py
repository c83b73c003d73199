"""Faults from outside: failing system calls, a full disk, files that change, hanging and greedy documents beside good ones.

Every document is accounted for, nothing is torn, and running again gives what an undisturbed run gives.
"""

import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import threading
import time
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from anfrage_parser import AnfrageError, parse_file, readers
from anfrage_parser.parse import parse_source
from anfrage_parser.readers.options import Options
from tests.batch.runs import LETTER, SINKS, batch, content, report
from tests.command import GUARD, QUIET, SOAK, command, linux, start
from tests.pdfs import letter, pdf

pytestmark = linux


@pytest.fixture
def letters(tmp_path: Path) -> Path:
    for number in range(8):
        path = tmp_path / "in" / str(number // 4) / f"brief-{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LETTER.format(number=number), encoding="utf-8")
    (tmp_path / "in/brief.pdf").write_bytes(pdf([letter()]))
    return tmp_path


JOURNALS = ("-wal", "-shm", "-journal", "/.anfrage/journal.jsonl", "/.anfrage/lock", "/.anfrage/tmp/journal")
OWN_PLACES = ("", *JOURNALS, "/.anfrage/tmp/0", "/.anfrage/tmp/3", "/0", "/0/brief-0.txt.json", "/brief.pdf.json")
HIDDEN_PLACES = ("lock", "1.part", "1.journal", "journal")
STARTING = ("clone", "clone3", "pipe2", "socketpair")
"""Calls that concern the workers, not a file."""


def hurt(folder: Path, sink: str, call: str, error: str, number: int) -> tuple[subprocess.CompletedProcess[bytes], bool]:
    """A run whose N-th call of a kind fails, if it concerns the input, the output, or the workers; and whether there was an N-th."""
    trace = folder / "trace"
    places = ["in/brief.pdf", "in/0/brief-0.txt", *(sink + end for end in OWN_PLACES), *(f".{sink}.{end}" for end in HIDDEN_PLACES)]
    paths = [word for place in places for word in ("-P", str(folder / place), "-P", place)] if call not in STARTING else []
    injected = ["-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={number}"]
    words = ["strace", "-f", "--seccomp-bpf", "-qqq", "-o", str(trace), *paths, *injected]
    command = [*words, sys.executable, "-m", "anfrage_parser", "batch", "in", "-o", sink, "-j", "1", "--timeout", "20"]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False, env=QUIET, timeout=GUARD)
    return done, b"(INJECTED)" in trace.read_bytes()


CALLS = [
    ("openat", "EACCES"),
    ("openat", "EMFILE"),
    ("read", "EIO"),
    ("read", "EINTR"),
    ("write", "ENOSPC"),
    ("write", "EIO"),
    ("pwrite64", "ENOSPC"),
    ("fsync", "EIO"),
    ("fdatasync", "EIO"),
    ("rename", "EACCES"),
    ("mkdir", "ENOSPC"),
    ("flock", "ENOLCK"),
    ("ftruncate", "EIO"),
    ("clone", "EAGAIN"),
    ("clone3", "EAGAIN"),
    ("pipe2", "EMFILE"),
]


@pytest.mark.parametrize("sink", SINKS)
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_the_nth_system_call_fails(sink: str, letters: Path) -> None:
    batch(letters, "in", "-o", f"wanted{Path(sink).suffix}")
    wanted = content(letters / f"wanted{Path(sink).suffix}")
    hits = 0
    for place, (call, error) in enumerate(CALLS):
        for number in range(1, 200 if SOAK else 3):
            if not SOAK and (place + number) % 8 != SINKS.index(sink):
                continue
            clear(letters, sink)
            done, hit = hurt(letters, sink, call, error, number)
            said = done.stderr.decode()
            what = (call, error, number, done.returncode, said)
            assert "Traceback" not in said, what
            assert done.returncode in (0, 4, 7, 8, 10), what
            assert done.returncode == 0 or said.count("\n") >= 1, what
            whole(letters / sink)
            batch(letters, "in", "-o", sink)
            assert content(letters / sink) == wanted, what
            hits += hit
            if not hit:
                break
    assert hits >= (20 if SOAK else 1)


def clear(folder: Path, sink: str) -> None:
    for path in folder.glob(f"*{sink}*"):
        if not path.name.startswith("wanted"):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    for path in folder.glob(f".{sink}*"):
        path.unlink()


def whole(out: Path) -> None:
    """Whatever stands under its final name is complete."""
    if out.is_dir():
        for data in content(out).values():
            assert "source" in json.loads(data)
    elif out.exists() and out.suffix == ".jsonl":
        for line in out.read_bytes().splitlines():
            json.loads(line)


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of its own, very small."""
    place = tmp_path / "platte"
    place.mkdir()
    if shutil.which("mount") is None or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", place], check=False).returncode:
        pytest.skip("file systems can't be mounted here (needs root)")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", place], check=True)


@pytest.mark.parametrize("sink", SINKS)
def test_a_disk_that_is_full(sink: str, tmp_path: Path, disk: Path) -> None:
    (tmp_path / "in").mkdir()
    for number in range(150):
        (tmp_path / f"in/{number}.txt").write_text(LETTER.format(number=number), encoding="utf-8")
    batch(tmp_path, "in", "-o", f"wanted{Path(sink).suffix}")
    done = batch(tmp_path, "in", "-o", f"platte/{sink}", code=10)
    assert done.stderr.count(b"\n") == 1 and "voll" in done.stderr.decode() and sink in done.stderr.decode()
    whole(disk / sink)
    assert sink != "out" or len(content(disk / sink)) >= 10
    batch(tmp_path, "in", "-o", f"platte/{sink}", code=10)
    subprocess.run(["mount", "-o", "remount,size=64m", disk], check=True)
    batch(tmp_path, "in", "-o", f"platte/{sink}", "--report", "lauf.json")
    assert sum(report(tmp_path)["states"].values()) == 150
    assert content(disk / sink) == content(tmp_path / f"wanted{Path(sink).suffix}")


class Rewriter(threading.Thread):
    """Truncates a file and writes it in two goes, one version after the other, whenever it is told to begin."""

    def __init__(self, path: Path, versions: list[bytes]) -> None:
        super().__init__()
        self.path, self.versions = path, versions
        self.go, self.written, self.over = threading.Event(), threading.Event(), False
        self.written.set()

    def run(self) -> None:
        for number in itertools.count():
            self.go.wait()
            self.go.clear()
            if self.over:
                return
            with self.path.open("wb", buffering=0) as file:
                data = self.versions[number % 2]
                file.write(data[: len(data) // 2])
                file.write(data[len(data) // 2 :])
            self.written.set()

    def begin(self, wait: bool) -> None:
        self.written.wait()  # the time before: what it says now is about this one
        self.written.clear()
        self.go.set()
        if wait:
            self.written.wait()

    def end(self) -> None:
        self.over = True
        self.go.set()
        self.join()


@pytest.mark.parametrize("kind", ["txt", "pdf"])
def test_a_file_that_changes_while_it_is_read(kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / f"brief.{kind}"
    texts = [LETTER.format(number=number).encode() * (1 + 40 * number) for number in range(2)]
    versions = texts if kind == "txt" else [pdf([letter()] * (1 + number)) for number in range(2)]
    path.write_bytes(versions[0])
    writer = Rewriter(path, versions)
    seen: list[bytes] = []
    load = readers.load

    def loading(place: Path) -> bytes:
        data = load(place)
        if place == path:
            seen.append(data)
        return data

    monkeypatch.setattr(readers, "load", loading)
    writer.start()
    good = 0
    try:
        for number in range(1000 if SOAK else 60):
            seen.clear()
            writer.begin(wait=number % 4 == 3)  # at least these see a whole file
            try:
                found = parse_file(path)
            except AnfrageError as error:
                assert error.exit_code in (4, 5, 6)
                continue
            assert {inquiry.source.sha256 for inquiry in found} == {hashlib.sha256(seen[-1]).hexdigest()}
            assert list(found) == list(parse_source(readers.read_bytes(seen[-1], path.name, Options(words=True)), None, evidence=True))
            good += 1
    finally:
        writer.end()
    assert good >= (250 if SOAK else 15)


def test_hanging_documents_are_stopped(tmp_path: Path) -> None:
    count = 100 if SOAK else 6
    (tmp_path / "in").mkdir()
    for number in range(count):
        (tmp_path / f"in/h{number:03}.txt").write_text(f"Untat: {('hang', 'hang-in-c')[number % 2]} {number}\n")
        (tmp_path / f"in/g{number:03}.txt").write_text(LETTER.format(number=number), encoding="utf-8")
    words = ["batch", "in", "-o", "out", "-j", "2", "--timeout", "2", "--report", "lauf.json"]
    done = command(*words, cwd=tmp_path, module="tests.batch.misreading", code=7)
    account = report(tmp_path)
    assert account["states"]["done"] == account["states"]["failed"] == count
    named = [line for line in done.stderr.decode().splitlines() if line.startswith("anfrage: h") and "die Zeit hat nicht gereicht" in line]
    assert len(named) == count


def bombs() -> dict[str, bytes]:
    """Documents that unpack to far more than they are."""
    head = b"%%PDF-1.7\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n"
    head += b"3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>\nendobj\n4 0 obj\n<</Length %d/Filter%s>>\nstream\n"
    tail = b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R>>\n%%EOF"
    once = zlib.compress(b"0 0 m " * 50_000_000, 9)
    twice = zlib.compress(zlib.compress(b" " * 3_000_000_000 if SOAK else b" " * 400_000_000, 9), 9)
    return {
        "einmal.pdf": head % (len(once), b"/FlateDecode") + once + tail,
        "zweimal.pdf": head % (len(twice), b"[/FlateDecode/FlateDecode]") + twice + tail,
        "lang.txt": b"Anfrage 1/2024 der SPD-Fraktion\n" + b"1. Wie " * 20_000_000,
    }


def test_bombs_beside_good_documents(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    hostile = bombs()
    for name, data in hostile.items():
        (tmp_path / "in" / name).write_bytes(data)
    count = 200 if SOAK else 12
    for number in range(count):
        (tmp_path / f"in/gut-{number}.pdf").write_bytes(pdf([letter(), [(72, 720, f"Anlage {number}")]]))
    command = [sys.executable, "-m", "anfrage_parser", "batch", "in", "-o", "out", "-j", "2", "--timeout", "20", "--memory", "1024"]
    running = subprocess.Popen([*command, "--report", "lauf.json"], cwd=tmp_path, stderr=subprocess.PIPE, env=QUIET)
    most = 0
    while running.poll() is None:
        most = max(most, resident(tmp_path))
        time.sleep(0.05)
    assert running.communicate()[1].count(b"Traceback") == 0 and running.returncode == 7
    account = report(tmp_path)
    assert account["found"] == count + 3 == sum(account["states"].values())
    assert {failed["name"] for failed in account["failed"]} <= set(hostile)
    assert most < 4 * 2**30


def resident(folder: Path) -> int:
    """Bytes of all processes that work in this folder."""
    out = 0
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            if (entry / "cwd").readlink() == folder:
                out += int((entry / "statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
        except OSError:
            continue
    return out


def test_a_long_run_stays_small(tmp_path: Path) -> None:
    count, first, growth = (50_000, 1_000, 20) if SOAK else (1_500, 500, 4)
    for number in range(count):
        path = tmp_path / f"in/{number // 1000}/{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LETTER.format(number=number), encoding="utf-8")
    command = [sys.executable, "-m", "anfrage_parser", "batch", "in", "-o", "a.sqlite", "-j", "2", "--log-json"]
    sizes: list[tuple[int, int]] = []
    done = 0
    with subprocess.Popen(command, cwd=tmp_path, stderr=subprocess.PIPE, env=QUIET) as running:
        assert running.stderr is not None
        for line in running.stderr:
            if json.loads(line)["event"] != "document":
                continue
            done += 1
            if (done % first == 0 and done < count) or done == count - 400:  # while it is under way: a pipe holds 64 KiB
                process = Path(f"/proc/{running.pid}")
                pages = int((process / "statm").read_text().split()[1])
                sizes.append((pages * os.sysconf("SC_PAGE_SIZE"), len(list((process / "fd").iterdir()))))
    assert running.returncode == 0 and done == count
    if SOAK:
        print([(size // 2**20, descriptors) for size, descriptors in sizes])
    assert sizes[-1][0] - sizes[0][0] <= growth * 2**20, sizes
    assert max(d for _, d in sizes) - min(d for _, d in sizes) <= 6, sizes


def test_shuffled_writers_do_not_meet(letters: Path) -> None:
    """Two runs at once into one sink: one of them says so and leaves it alone."""
    for sink in SINKS:
        runs = [start("batch", "in", "-o", sink, cwd=letters) for _ in range(2)]
        codes = sorted(run.wait() for run in runs)
        words = b"".join(run.communicate()[1] for run in runs)
        assert b"Traceback" not in words and codes in ([0, 0], [0, 10]), words
        batch(letters, "in", "-o", sink, "--report", "lauf.json")
        assert report(letters)["states"]["skipped"] == 9
