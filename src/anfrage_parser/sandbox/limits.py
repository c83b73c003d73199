"""Resource limits that a process sets for itself before reading anything; on platforms without them, only the time limit applies."""

import contextlib
import faulthandler
import multiprocessing
import multiprocessing.process
import os
import signal
import sys
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NoReturn, TextIO

from anfrage_parser.errors import LimitError
from anfrage_parser.messages import say
from anfrage_parser.sandbox import kernel

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

OUT_OF_MEMORY = 77
"""Exit status of a worker that ran out of memory."""

MIB = 1024 * 1024

SPARE = 5
"""Seconds added to the time limit of a file."""


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Turn the lack of processes, threads or descriptors inside the block into a `LimitError`."""
    try:
        yield
    except (OSError, EOFError, RuntimeError) as error:
        step = say("andere Programme schließen, dann denselben Befehl noch einmal ausführen")
        raise LimitError(say("es lässt sich kein Leseprogramm starten"), step) from error


def confine(memory: int, group: bool = True) -> None:
    """Confine this process: `memory` MiB of address space, no file writes, no core dumps, silent streams, and death with its parent.

    With `group`, it leads its own process group, so that its children can be ended with it.
    """
    _die_with_parent()
    if group and hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    _silence()
    os.environ["CMAP_PATH"] = os.devnull  # pdfminer.six would load character maps from folders writable by others
    os.environ["OMP_THREAD_LIMIT"] = "1"  # a tesseract with threads spends more on them than they bring
    if resource is None:
        return
    _limit("RLIMIT_AS", memory * MIB)  # tesseract, which it starts, has a limit of its own
    _limit("RLIMIT_CORE", 0, final=True)
    _limit("RLIMIT_FSIZE", 0, final=True)


def seclude(memory: int) -> None:
    """Confine a process that only reads from its pipe: it can't raise its memory or start processes, and can open few files."""
    if resource is not None:
        _limit("RLIMIT_AS", memory * MIB, final=True)
        _limit("RLIMIT_NPROC", 0, final=True)
        _limit("RLIMIT_NOFILE", 64, final=True)


def missing_limits() -> list[str]:
    """Return what a process that reads documents can't be denied on this system, in words."""
    missing = []
    if resource is None or sys.platform == "darwin":  # macOS accepts the limit but doesn't enforce it
        missing.append(say("eine Grenze für den Arbeitsspeicher"))
    if resource is None:
        missing.append(say("ein Verbot zu schreiben"))
    return missing + kernel.missing()


def end_group(group: int) -> None:
    """Kill a worker and its children."""
    if group > 1 and hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(group, signal.SIGKILL)


def allow_time(seconds: float) -> None:
    """Limit the time from now on to `seconds` plus `SPARE`; then this process ends, even if it hangs and its parent is gone.

    Uses the kernel's processor time limit, or else a C timer that works without the interpreter.
    """
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit("RLIMIT_CPU", int(used.ru_utime + used.ru_stime + seconds) + SPARE)
    if sys.platform != "linux":  # nothing else ends it there if its parent was killed
        faulthandler.dump_traceback_later(seconds + SPARE, exit=True, file=_nowhere())


@cache
def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _limit(name: str, value: int, final: bool = False) -> None:
    """Set the soft limit; the hard one stays, so that the next file can have another, unless this is `final`."""
    number = getattr(resource, name, None)
    if number is None:
        return
    _, hard = resource.getrlimit(number)
    top = value if hard == resource.RLIM_INFINITY else min(value, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS has no usable RLIMIT_AS
        resource.setrlimit(number, (top, top if final else hard))


def leave() -> NoReturn:
    """End this process at once with the status `OUT_OF_MEMORY`."""
    os._exit(OUT_OF_MEMORY)


SIGXCPU = int(getattr(signal, "SIGXCPU", 24))


def is_late(told: bool, status: int | None) -> bool:
    """Return whether a process ended for want of time: by our clock, or by the kernel's limit of processor time."""
    return told or status == -SIGXCPU


def is_out_of_memory(status: int | None) -> bool:
    """Return whether a process ended for want of memory; PDFium aborts then."""
    return status in (OUT_OF_MEMORY, -signal.SIGABRT)


def _silence() -> None:
    """Discard whatever libraries print."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        with contextlib.suppress(OSError):
            os.dup2(nowhere, descriptor)
    if nowhere > 2:
        os.close(nowhere)


def _die_with_parent() -> None:
    """Get SIGKILL when the parent dies (Linux); elsewhere, a thread waits for that."""
    parent = multiprocessing.parent_process()
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
        if parent is not None and not parent.is_alive():  # it died before we requested the signal
            os._exit(1)
    elif parent is not None:
        threading.Thread(target=_go_with, args=(parent,), daemon=True).start()


def _go_with(parent: "multiprocessing.process.BaseProcess") -> None:
    parent.join()
    os._exit(1)
