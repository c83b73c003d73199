"""What a worker may use, set by itself before it reads anything; where the platform has no such limits, the clock alone holds."""

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

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

OUT_OF_MEMORY = 77
"""The exit status of a worker that left because its memory was full."""

SPARE = 5
"""Seconds beyond the time of a file."""


@contextlib.contextmanager
def starting() -> Iterator[None]:
    """Where the system has no process, thread or descriptor left, that is a limit, and nobody's fault."""
    try:
        yield
    except (OSError, EOFError, RuntimeError) as error:
        step = say("andere Programme schließen, dann denselben Befehl noch einmal")
        raise LimitError(say("es lässt sich kein Lesewerk starten"), step) from error


def confine(memory: int, group: bool = True) -> None:
    """Limits of this process: MiB of address space, no files written, no core; death with the parent; silence on its streams.

    With `group` it leads a process group of its own: what it starts can be ended with it.
    """
    _die_with_parent()
    if group and hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    _silence()
    os.environ["CMAP_PATH"] = os.devnull  # pdfminer.six would look for character maps where others may have put some
    if resource is None:
        return
    _limit("RLIMIT_AS", memory * 1024 * 1024)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_FSIZE", 0)


def seclude() -> None:
    """For a process that only reads what comes through its pipe: it starts nothing and opens little more than Python's own modules."""
    if resource is not None:
        _limit("RLIMIT_NPROC", 0)
        _limit("RLIMIT_NOFILE", 64)


def missing_limits() -> list[str]:
    """What `confine` can't do on this system, in words."""
    missing = []
    if resource is None or sys.platform == "darwin":  # macOS takes the limit and doesn't hold it
        missing.append(say("eine Grenze für Speicher"))
    if resource is None:
        missing.append(say("ein Verbot zu schreiben"))
    return missing


def end_group(group: int) -> None:
    """End a worker and all that it started."""
    if group > 1 and hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(group, signal.SIGKILL)


def allow_time(seconds: float) -> None:
    """Time from here on: the file's own, and a little more; then the process ends, whatever it hangs in and whoever is still there.

    The kernel counts processor time; where it doesn't, a clock of C that needs nothing of Python's.
    """
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        _limit("RLIMIT_CPU", int(used.ru_utime + used.ru_stime + seconds) + SPARE)
    if sys.platform != "linux":  # nobody else ends it there when its parent was killed
        faulthandler.dump_traceback_later(seconds + SPARE, exit=True, file=_nowhere())


@cache
def _nowhere() -> TextIO:
    return Path(os.devnull).open("w", encoding="utf-8")


def _limit(name: str, value: int) -> None:
    """The soft limit; the hard one stays, so that the next file may have its own."""
    number = getattr(resource, name, None)
    if number is None:
        return
    _, hard = resource.getrlimit(number)
    top = value if hard == resource.RLIM_INFINITY else min(value, hard)
    with contextlib.suppress(ValueError, OSError):  # macOS has no RLIMIT_AS to speak of
        resource.setrlimit(number, (top, hard))


def leave() -> NoReturn:
    """End this process at once, telling why by its status."""
    os._exit(OUT_OF_MEMORY)


def _silence() -> None:
    """Whatever a library prints goes nowhere."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        with contextlib.suppress(OSError):
            os.dup2(nowhere, descriptor)
    if nowhere > 2:
        os.close(nowhere)


def _die_with_parent() -> None:
    """SIGKILL when the parent goes (Linux); elsewhere a thread waits for that."""
    parent = multiprocessing.parent_process()
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
        if parent is not None and not parent.is_alive():  # it went before we asked for the signal
            os._exit(1)
    elif parent is not None:
        threading.Thread(target=_go_with, args=(parent,), daemon=True).start()


def _go_with(parent: "multiprocessing.process.BaseProcess") -> None:
    parent.join()
    os._exit(1)
