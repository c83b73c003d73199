"""What a worker may use, set by itself before it reads anything; where the platform has no such limits, the clock alone holds."""

import contextlib
import os
import signal
import sys
import threading
from typing import NoReturn

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

OUT_OF_MEMORY = 77
"""The exit status of a worker that left because its memory was full."""

SPARE_CPU = 5


def confine(memory: int) -> None:
    """Limits of this process: MiB of address space, no files written, no core; death with the parent; silence on its streams.

    It leads a process group of its own: what it starts can be ended with it.
    """
    _die_with_parent()
    if hasattr(os, "setpgid"):
        os.setpgid(0, 0)
    _silence()
    if resource is None:
        return
    _limit("RLIMIT_AS", memory * 1024 * 1024)
    _limit("RLIMIT_CORE", 0)
    _limit("RLIMIT_FSIZE", 0)


def end_group(group: int) -> None:
    """End a worker and all that it started."""
    if group > 1 and hasattr(os, "killpg"):
        with contextlib.suppress(OSError):
            os.killpg(group, signal.SIGKILL)


def allow_time(seconds: float) -> None:
    """Processor time from here on: the file's own, and a little more; the kernel ends what no clock of ours can."""
    if resource is None:
        return
    used = resource.getrusage(resource.RUSAGE_SELF)
    _limit("RLIMIT_CPU", int(used.ru_utime + used.ru_stime + seconds) + SPARE_CPU)


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


def _die_with_parent() -> None:
    """SIGKILL when the parent goes (Linux); elsewhere a thread looks whether it is still there."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)  # PR_SET_PDEATHSIG
        return
    parent = os.getppid()
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    waiting = threading.Event()
    while not waiting.wait(1.0):
        if os.getppid() != parent:
            os._exit(1)
