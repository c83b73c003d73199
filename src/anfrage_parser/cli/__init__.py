"""The command line `anfrage`: the only package that prints or exits."""

import contextlib
import gc
import os
import signal
import sys

from anfrage_parser.cli.signals import leave, stopped
from anfrage_parser.errors import AnfrageError, ExitCode

FIRST_SWEEP, SWEEP = 100_000, 10_000
"""Allocations before the first garbage collection, and between later ones, so that one letter is done before the first.
With Python's default of 700, loading modules alone triggers forty useless collections."""

NO_PLUGINS = ("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""Disables pydantic's third-party plugins; looking for them reads the metadata of every installed package."""


def main() -> None:
    """Run the command line and exit with one of the documented codes."""
    _reserve_descriptors()
    gc.set_threshold(FIRST_SWEEP)
    gc.callbacks.append(_after_collection)
    os.environ.setdefault(*NO_PLUGINS)
    _end_on_signal()
    try:
        _run()
    except KeyboardInterrupt:  # also one between the end of a command and its last handler
        raise SystemExit(stopped() or ExitCode.INTERRUPTED) from None
    finally:
        _end_on_signal()
        gc.freeze()  # skip the final garbage collection, which would take a tenth of the start-up time


def _run() -> None:
    try:
        from anfrage_parser.cli.metadata import defer

        defer()
        _take_settings()
        from anfrage_parser.cli.root import app, declare

        declare(sys.argv[1:])
        app(prog_name="anfrage", args=sys.argv[1:])
    except OSError:  # help or a usage message could not be printed
        os._exit(ExitCode.OUTPUT)
    finally:
        _end_on_signal()  # nothing left to clean up; an exception during shutdown would be reported as a bug


def _take_settings() -> None:
    """Take the settings of the environment and of anfrage.toml, before help is worded; wrong ones are one line and exit code 2."""
    from anfrage_parser.cli import settings
    from anfrage_parser.cli.languages import settle

    try:
        settle(sys.argv[1:], os.environ)
        path = settings.nearest(os.environ)
        if path is not None:
            from anfrage_parser.cli.settings_file import checked, loaded

            table = loaded(path, os.environ)
            settle(sys.argv[1:], os.environ, table.get("lang"))
            settings.use(checked(path, table))
    except AnfrageError as error:
        from anfrage_parser.cli.streams import complain

        complain(error)
        raise SystemExit(error.exit_code) from None


def _end_on_signal() -> None:
    """Let a signal end the process silently from here on."""
    with contextlib.suppress(ValueError, OSError):  # not in the main thread
        signal.signal(signal.SIGTERM, leave)
        signal.signal(signal.SIGINT, leave)


def _after_collection(phase: str, about: object) -> None:
    """After the first collection, freeze what is loaded and lower the threshold (a callback of `gc`)."""
    if phase == "stop" and gc.get_threshold()[0] == FIRST_SWEEP:
        gc.freeze()
        gc.set_threshold(SWEEP)


def _reserve_descriptors() -> None:
    """Reserve the descriptors of closed standard streams, so that nothing printed ends up in a file we open."""
    for descriptor in (0, 1, 2):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest number that is free
