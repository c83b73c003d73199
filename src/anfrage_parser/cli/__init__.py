"""The command `anfrage`: the only place that prints, the only place that exits."""

import contextlib
import gc
import os
import signal
import sys

from anfrage_parser.cli.signals import leave, stopped
from anfrage_parser.errors import ExitCode

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
    _at_once()
    try:
        from anfrage_parser.cli.languages import settle
        from anfrage_parser.cli.metadata import defer

        defer()
        settle(sys.argv[1:], os.environ)
        from anfrage_parser.cli.root import app, declare

        declare(sys.argv[1:])
        app(prog_name="anfrage", args=sys.argv[1:])
    except KeyboardInterrupt:
        raise SystemExit(stopped() or ExitCode.INTERRUPTED) from None
    except OSError:  # help, or a word on wrong usage, could not be printed
        os._exit(ExitCode.OUTPUT)
    finally:
        _at_once()  # nothing is left to clear up, and what is raised while Python ends would be told as a fault
        gc.freeze()  # the process ends: searching all that it loaded for garbage, once more, would take as long as a tenth of its start


def _at_once() -> None:
    """From here on a signal ends the process without a word."""
    with contextlib.suppress(ValueError, OSError):  # not in the main thread
        signal.signal(signal.SIGTERM, leave)
        signal.signal(signal.SIGINT, leave)


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
