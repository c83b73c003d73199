"""The command `anfrage`: the only place that prints, the only place that exits."""

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Callable

INTERRUPTED, TERMINATED, UNWRITABLE = 130, 143, 10

FIRST_SWEEP, SWEEP = 100_000, 10_000
"""Objects made before the first search for garbage, and between two later ones: one letter is done before there is any.
Python's 700 let it search all that is being loaded, forty times, in vain."""

NO_PLUGINS = ("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""For pydantic: no code of others is asked about our records; looking for some opens the papers of every package that is installed."""


def main() -> None:
    """Run the command line; the process ends with one of the documented codes."""
    _occupy()
    gc.set_threshold(FIRST_SWEEP)
    gc.callbacks.append(_swept)
    os.environ.setdefault(*NO_PLUGINS)
    with contextlib.suppress(ValueError, OSError):  # not in the main thread
        signal.signal(signal.SIGTERM, _leave)
        signal.signal(signal.SIGINT, _leave)
    try:
        from anfrage_parser.cli.languages import settle
        from anfrage_parser.cli.metadata import defer

        defer()
        settle(sys.argv[1:], os.environ)
        from anfrage_parser.cli.root import app, declare

        declare(sys.argv[1:])
        app(prog_name="anfrage", args=sys.argv[1:])
    except KeyboardInterrupt:
        raise SystemExit(stopped() or INTERRUPTED) from None
    except OSError:  # help, or a word on wrong usage, could not be printed
        os._exit(UNWRITABLE)
    finally:
        gc.freeze()  # the process ends: searching all that it loaded for garbage, once more, would take as long as a tenth of its start


def _swept(phase: str, about: object) -> None:
    """After the first search, what is loaded is not searched again, and garbage doesn't pile up as high."""
    if phase == "stop" and gc.get_threshold()[0] == FIRST_SWEEP:
        gc.freeze()
        gc.set_threshold(SWEEP)


def _occupy() -> None:
    """Where a standard stream is closed, nothing else may get its number: what is printed there must not end up in a file of ours."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


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
    return _code(_asked[0]) if _asked else None


def _code(number: int) -> int:
    return TERMINATED if number == signal.SIGTERM else INTERRUPTED


def _leave(number: int, frame: object) -> None:
    os._exit(_code(number))


class Interrupted(KeyboardInterrupt):
    """What a signal raises. A plain `KeyboardInterrupt` that falls into code made of text, as dataclasses are, is remembered by Python
    though it is caught, and `python -m` ends as by Ctrl-C, whatever its code."""


def _interrupt(number: int, frame: object) -> None:
    if not _asked:
        _after(PATIENCE, os._exit, _code(number))
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
