"""The command `anfrage`: the only place that prints, the only place that exits."""

import contextlib
import signal
import sys

INTERRUPTED, TERMINATED = 130, 143


def main() -> None:
    """Run the command line; the process ends with one of the documented codes."""
    with contextlib.suppress(ValueError, OSError):  # not in the main thread
        signal.signal(signal.SIGTERM, _terminated)  # ends the program like Ctrl-C does
    try:
        from anfrage_parser.cli.app import app

        app(prog_name="anfrage", args=sys.argv[1:])
    except KeyboardInterrupt:
        raise SystemExit(INTERRUPTED) from None


def _terminated(number: int, frame: object) -> None:
    raise SystemExit(TERMINATED)
