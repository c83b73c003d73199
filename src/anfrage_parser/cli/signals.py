"""Signals: what Ctrl-C and SIGTERM do before, while and after a command works, and the codes that it ends with."""

import contextlib
import os
import signal
import sys
from collections.abc import Callable

from anfrage_parser.errors import ExitCode

_asked: list[int] = []
"""The signals that asked for an end, in their order."""


def interruptible() -> None:
    """From here on a signal lets a command clear up. Before, there is nothing to clear up, and an import may swallow what it raises."""
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, _interrupt)
        signal.signal(signal.SIGTERM, _interrupt)  # ends the program like Ctrl-C does
        sys.unraisablehook = _unraisable


def stopped() -> int | None:
    """The code to exit with where a signal asked for an end, whatever became of what was raised for it; None where none did."""
    return code_of(_asked[0]) if _asked else None


def code_of(number: int) -> int:
    """The code to exit with after a signal."""
    return ExitCode.TERMINATED if number == signal.SIGTERM else ExitCode.INTERRUPTED


class Interrupted(KeyboardInterrupt):
    """What a signal raises. A plain `KeyboardInterrupt` that falls into code made of text, as dataclasses are, is remembered by Python
    though it is caught, and `python -m` ends as by Ctrl-C, whatever its code."""


def _interrupt(number: int, frame: object) -> None:
    if not _asked:
        _after(PATIENCE, os._exit, code_of(number))
    _asked.append(number)
    raise Interrupted


PATIENCE, AGAIN = 5.0, 0.02
"""Seconds that clearing up may take, as a pool may wait for a process that never began; and those before a signal comes again."""


def _after(seconds: float, what: Callable[[int], object], number: int) -> None:
    import threading

    later = threading.Timer(seconds, what, [number])
    later.daemon = True
    later.start()


def _unraisable(what: "sys.UnraisableHookArgs") -> None:
    """Where Python calls back, as it sweeps, nothing can be raised: the signal comes once more, a moment later."""
    if not (_asked and issubclass(what.exc_type, KeyboardInterrupt)):
        sys.__unraisablehook__(what)
        return
    _after(AGAIN, _send, _asked[-1])


def _send(number: int) -> None:
    """A signal to ourselves; on Windows `os.kill` would end the process at once."""
    if sys.platform == "win32":
        signal.raise_signal(number)
    else:
        os.kill(os.getpid(), number)


def leave(number: int, frame: object) -> None:
    """End at once, as long as nothing has begun."""
    os._exit(code_of(number))
