"""The command `anfrage`: the only place that prints, the only place that exits."""

import contextlib
import gc
import os
import signal
import sys

INTERRUPTED, TERMINATED, UNWRITABLE = 130, 143, 10

SWEEP = 10_000
"""Objects made between two searches for garbage. Python's 700 let it search all that is being loaded, forty times, in vain."""


def main() -> None:
    """Run the command line; the process ends with one of the documented codes."""
    _occupy()
    gc.set_threshold(SWEEP)
    with contextlib.suppress(ValueError, OSError):  # not in the main thread
        signal.signal(signal.SIGTERM, _terminated)  # ends the program like Ctrl-C does
        signal.signal(signal.SIGINT, _leave)
    try:
        from anfrage_parser.cli.languages import settle

        settle(sys.argv[1:], os.environ)
        from anfrage_parser.cli.app import app
        from anfrage_parser.cli.root import narrow

        narrow(sys.argv[1:])
        app(prog_name="anfrage", args=sys.argv[1:])
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None
    except OSError:  # help, or a word on wrong usage, could not be printed
        os._exit(UNWRITABLE)


def _occupy() -> None:
    """Where a standard stream is closed, nothing else may get its number: what is printed there must not end up in a file of ours."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free


def interruptible() -> None:
    """From here on Ctrl-C lets a command clear up. Before, there is nothing to clear up, and an import may swallow what is raised in it."""
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.default_int_handler)


def _leave(number: int, frame: object) -> None:
    os._exit(INTERRUPTED)


def _terminated(number: int, frame: object) -> None:
    raise SystemExit(TERMINATED)
