"""Entry point of `anfrage` and `python -m anfrage_parser`; runs before any slow import.

From the first line on, Ctrl-C and SIGTERM end the process silently with their exit code, as there is nothing to clean up yet.
`_signal` is built into Python; `signal` would import `enum` first.
"""

import _signal  # type: ignore[import-not-found]
import os
import sys

_CODES = {_signal.SIGINT: 130, _signal.SIGTERM: 143}


def _leave(number: int, frame: object) -> None:
    os._exit(_CODES[number])


def _handle_signals() -> None:
    """Install the handlers, unless the signals are ignored (a shell does so for background jobs) or a worker re-imports this module."""
    born = sys.modules.get("multiprocessing.process")
    if born is not None and born.parent_process() is not None:
        return
    for number in _CODES:
        if _signal.getsignal(number) in (_signal.SIG_DFL, _signal.default_int_handler):
            try:
                _signal.signal(number, _leave)
            except ValueError:  # not in the main thread
                return


def main() -> None:
    """Run the command line; see `cli.main`."""
    from anfrage_parser.cli import main as run

    run()


_handle_signals()
if __name__ == "__main__":
    main()
