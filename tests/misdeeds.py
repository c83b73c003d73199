"""A reader that misbehaves as its document says: "Untat: segv". Everything else goes to the real one."""

import ctypes
import gc
import os
import signal
import time
from collections.abc import Callable, Sequence

from anfrage_parser import readers
from anfrage_parser.batch import work as real
from anfrage_parser.batch.model import Job, Outcome, Settings
from anfrage_parser.model import Source
from anfrage_parser.readers import text
from anfrage_parser.readers.options import Options

PREFIX = b"Untat: "


def work(jobs: Sequence[Job], settings: Settings) -> list[Outcome]:
    """What workers do in these tests."""
    readers.READERS[("text", "auto")] = readers.Reader("tests.misdeeds", "plain")
    if settings.convention == "slow":  # so that there is time to interrupt it
        time.sleep(0.05 * len(jobs))
    return real.work(jobs, settings)


def read(data: bytes, name: str, sha256: str, options: Options) -> Source:
    """The text reader, but for documents that ask for a misdeed."""
    if data.startswith(PREFIX):
        done = MISDEEDS[data.removeprefix(PREFIX).split()[0].decode()]()
        if done is not None:
            return text.read(done, name, sha256, options)
        data = GOOD
    return text.read(data, name, sha256, options)


GOOD = b"Anfrage 7/2024 der SPD-Fraktion\n\nWir fragen:\n\n1. Warum ist das so?\n"


def hang_in_c() -> None:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    while True:
        ctypes.PyDLL(None).sleep(1000)  # keeps the interpreter's lock


def hang() -> None:
    while True:
        time.sleep(0.01)


def recursion() -> None:
    recursion()


def grab() -> None:
    held = []
    while True:
        held.append(bytearray(64 * 1024 * 1024))


def memory() -> None:
    raise MemoryError


def leave() -> None:
    raise SystemExit(0)


def interrupt() -> None:
    raise KeyboardInterrupt


def fault() -> None:
    raise ZeroDivisionError("Geheimer Text des Dokuments")


def large() -> bytes:
    return GOOD + b"\n" + (b"So steht es hier seit vielen Jahren. " * 100 + b"\n\n") * 50


def chatter() -> None:
    os.write(1, b"\x1b[2Jhallo\n" * 1000)
    os.write(2, b"\x1b[2Jhallo\n" * 1000)


def close_all() -> None:
    os.closerange(3, 200)


def kill_locked() -> None:
    """As if killed while it sends or receives: the lock of its pipe is never released."""
    for found in gc.get_objects():
        if type(found).__name__ == "WorkerChannel":
            found.mutex.acquire()
    os.kill(os.getpid(), signal.SIGKILL)


def stay() -> None:
    if os.fork() == 0:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        time.sleep(600)
        os._exit(0)


MISDEEDS: dict[str, Callable[[], bytes | None]] = {
    "segv": lambda: os.kill(os.getpid(), signal.SIGSEGV),
    "abort": os.abort,
    "exit": lambda: os._exit(0),
    "kill": lambda: os.kill(os.getpid(), signal.SIGKILL),
    "kill-locked": kill_locked,
    "hang-in-c": hang_in_c,
    "hang": hang,
    "memory-error": memory,
    "grab": grab,
    "recursion": recursion,
    "system-exit": leave,
    "interrupt": interrupt,
    "fault": fault,
    "large": large,
    "chatter": chatter,
    "close-all": close_all,
    "stay": stay,
}

HARMLESS = ("chatter", "stay", "large")
"""Misdeeds that hurt nobody: their document has its record."""

CODES = {"recursion": 1, "system-exit": 1, "interrupt": 1, "fault": 1}
"""The exit code of a document's own fault in Python; all else is 8."""
