"""The multiprocessing context of workers: they are forked from a server process with all imports done, in milliseconds."""

import ast
import atexit
import contextlib
import multiprocessing
import os
import sys
import tempfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import FrameType

from anfrage_parser.errors import UsageError
from anfrage_parser.messages import say
from anfrage_parser.readers.scratch import scratch_folder
from anfrage_parser.sandbox.limits import starting


def context() -> "multiprocessing.context.BaseContext":
    """Return a context whose workers share no threads or open files with us. Call it early to let the server import in the background."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["anfrage_parser.batch.preload"])
    with starting(), _silence():  # it would print the trouble of workers that are born while we are leaving
        _own_address()
        forkserver.ensure_running()
    return made


LONGEST_FOLDER = 60
"""Bytes of a folder name that still allows a socket in it; the system limits the socket's path to 104 to 108."""


@cache
def _own_address() -> None:
    """The socket to that process is made in a folder of ours, gone when we end; what killed runs left is swept there.

    Where TMPDIR is a long name, as in deep project folders, it is made in /tmp.
    """
    place = tempfile.gettempdir()
    if len(os.fsencode(place)) > LONGEST_FOLDER and os.access("/tmp", os.W_OK | os.X_OK):
        place = "/tmp"
    config = getattr(multiprocessing.current_process(), "_config", {})  # multiprocessing has no other way to say so
    if "tempdir" not in config:
        held = contextlib.ExitStack()
        config["tempdir"] = str(held.enter_context(scratch_folder(place)))
        atexit.register(held.close)


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Silence standard error inside the block, also for processes started in it."""
    try:
        kept = os.dup(2)
    except OSError:  # standard error is closed
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)
    try:
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def usable_cores() -> int:
    """Return the number of cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def refuse_unguarded() -> None:
    """Raise `UsageError` for a script that calls us outside `if __name__ == "__main__":`.

    A new worker imports the script that started it; without that line, it would start workers itself, endlessly.
    """
    main = sys.modules.get("__main__")
    path = getattr(main, "__file__", None)
    line = _line_in(vars(main)) if main is not None else None
    if path is None or line is None:
        return
    try:
        tree = ast.parse(Path(path).read_bytes())
    except (OSError, SyntaxError, ValueError):
        return
    around = [node for node in ast.walk(tree) if isinstance(node, ast.If) and node.lineno <= line <= (node.end_lineno or 0)]
    if not any(isinstance(name, ast.Name) and name.id == "__name__" for node in around for name in ast.walk(node.test)):
        cause = say("aus diesem Skript lassen sich keine Prozesse starten: jeder würde das Skript von vorn beginnen")
        raise UsageError(cause, say("den Aufruf unter „if __name__ == '__main__':“ setzen"))


def _line_in(main: dict[str, object]) -> int | None:
    """Return the current line of the main script's top level; None if it has finished, as in an interactive session."""
    frame: FrameType | None = sys._getframe()
    while frame is not None:
        if frame.f_globals is main and frame.f_code.co_name == "<module>":
            return frame.f_lineno
        frame = frame.f_back
    return None
