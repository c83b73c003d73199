"""`anfrage` and `python -m anfrage_parser`: what is run first, before anything is imported that takes a while.

From the first line on Ctrl-C and SIGTERM end the process with their code and without a word: nothing is begun yet that would have to be
cleared up. `_signal` is built into Python; `signal` would import the module of enumerations first.
"""

import _signal  # type: ignore[import-not-found]
import os
import sys

_CODES = {_signal.SIGINT: 130, _signal.SIGTERM: 143}


def _leave(number: int, frame: object) -> None:
    os._exit(_CODES[number])


def _see_to_signals() -> None:
    """Not where somebody ignores them, as a shell does for what runs in the background; nor in a worker, which imports this once more."""
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


_see_to_signals()
if __name__ == "__main__":
    main()
