"""Where workers come from: a process of its own that has everything imported already, so that a worker is there in milliseconds."""

import contextlib
import multiprocessing
import os
import tempfile
from collections.abc import Iterator

from anfrage_parser.sandbox.limits import starting


def context() -> "multiprocessing.context.BaseContext":
    """Workers that share no thread and no open file with us. Calling it early lets that process import while we do something else."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    from multiprocessing import forkserver

    made = multiprocessing.get_context("forkserver")
    made.set_forkserver_preload(["anfrage_parser.batch.preload"])
    with starting(), _short_address(), _silence():  # it would print the trouble of workers that are born while we are leaving
        forkserver.ensure_running()
    return made


LONGEST_FOLDER = 60
"""Bytes of the name of a folder in which a socket can be made; the system takes 104 to 108 for the socket's own."""


@contextlib.contextmanager
def _short_address() -> Iterator[None]:
    """Where TMPDIR is a long name, as in deep project folders, the socket to that process is made in /tmp."""
    folder = tempfile.gettempdir()
    if len(os.fsencode(folder)) > LONGEST_FOLDER and os.access("/tmp", os.W_OK | os.X_OK):
        tempfile.tempdir = "/tmp"
    try:
        yield
    finally:
        tempfile.tempdir = folder


@contextlib.contextmanager
def _silence() -> Iterator[None]:
    """Standard error goes nowhere for a moment, also that of a process which is started in it."""
    try:
        kept = os.dup(2)
    except OSError:  # it is closed
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
