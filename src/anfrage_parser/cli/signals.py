"""Signals: what Ctrl-C and SIGTERM do before, during and after a command, and the resulting exit codes."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable

from anfrage_parser.errors import ExitCode

_asked: list[int] = []
"""The received signals, in order."""


def interruptible() -> None:
    """Make signals raise `Interrupted`, so that a command cleans up. Not earlier, as an import could swallow the exception."""
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, _interrupt)
        signal.signal(signal.SIGTERM, _interrupt)  # same as Ctrl-C
        sys.unraisablehook = _unraisable


def stopped() -> int | None:
    """Return the exit code for a received signal, even if its exception was swallowed; None if there was none."""
    return code_of(_asked[0]) if _asked else None


def code_of(number: int) -> int:
    """Return the exit code for a signal."""
    return ExitCode.TERMINATED if number == signal.SIGTERM else ExitCode.INTERRUPTED


class Interrupted(KeyboardInterrupt):
    """Raised by a signal. If a plain `KeyboardInterrupt` is raised in `exec`-generated code (such as dataclasses), Python remembers it
    although it is caught, and `python -m` ends as by Ctrl-C, ignoring the exit code."""


def _interrupt(number: int, frame: object) -> None:
    if not _asked:
        _after(PATIENCE, os._exit, code_of(number))
    _asked.append(number)
    raise Interrupted


PATIENCE, AGAIN = 5.0, 0.02
"""Seconds that cleaning up may take (a pool may wait for a process that never started), and seconds until a signal is repeated."""


def _after(seconds: float, what: Callable[[int], object], number: int) -> None:
    import threading

    later = threading.Timer(seconds, what, [number])
    later.daemon = True
    later.start()


def _unraisable(what: "sys.UnraisableHookArgs") -> None:
    """Repeat a signal whose exception was lost in a callback, such as a finalizer (a hook for unraisable exceptions)."""
    if not (_asked and issubclass(what.exc_type, KeyboardInterrupt)):
        sys.__unraisablehook__(what)
        return
    _after(AGAIN, _send, _asked[-1])


def _send(number: int) -> None:
    """Send a signal to this process; on Windows, `os.kill` would end it at once."""
    if sys.platform == "win32":
        signal.raise_signal(number)
    else:
        os.kill(os.getpid(), number)


def leave(number: int, frame: object) -> None:
    """End at once (a handler for the time before the command starts)."""
    os._exit(code_of(number))
