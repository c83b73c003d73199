"""The warm process: has imported and read what every command needs, and forks one off for whoever knocks (`tests.knock`).

`python -m tests.warm LISTENER ALIVE`: the descriptors of a socket that listens, and of a pipe whose other end the tests hold: when it is
closed, they are over. A command gets its own streams, folder and surroundings; what it runs is `python -m MODULE WORDS`, up to the end of
the interpreter. The processes that multiprocessing would start from scratch are forked off the command in turn.
"""

import gc
import json
import os
import runpy
import select
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from multiprocessing import util
from typing import Any

from tests.command import ROOT

LETTER = ROOT / "samples/brief.txt"


def serve(listener: socket.socket, alive: int) -> list[str]:
    """Wait for commands; comes back only in a process that is to run one, with its words. Ends when nobody is left who would ask."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        if alive in select.select([listener.fileno(), alive], [], [])[0]:
            sys.exit()
        door = listener.accept()[0]
        if os.fork() == 0:
            listener.close()
            os.close(alive)
            return answer(door)
        door.close()


def answer(door: socket.socket) -> list[str]:
    """Run one command, tell its number and how it ended; the process that runs it comes back."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    size, given, _, _ = socket.recv_fds(door, 4, 3)
    with door.makefile("rb") as request:
        asked = json.loads(request.read(int.from_bytes(size, "big")))
    if number := os.fork():
        for descriptor in given:
            os.close(descriptor)
        door.sendall(f"{number}\n".encode())
        code = os.waitstatus_to_exitcode(os.waitpid(number, 0)[1])
        door.sendall(f"{code}\n".encode())
        os._exit(0)
    door.close()
    become(asked, given)
    return list(asked["words"])


def become(asked: Mapping[str, Any], given: Sequence[int]) -> None:
    """A process with the streams, the folder and the surroundings of whoever asked."""
    given = [os.dup(number) if number <= 2 else number for number in given]
    for number in (0, 1, 2):
        os.close(number)
    for wanted, number in zip(asked["streams"], given, strict=True):
        os.dup2(number, wanted)
    os.closerange(3, 64)
    os.chdir(asked["folder"])
    os.environ.clear()
    os.environ.update(asked["environment"])
    sys.path[1:1] = filter(None, os.environ.get("PYTHONPATH", "").split(os.pathsep))
    for number, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        old = getattr(sys, name)
        new = open(number, mode, encoding=old.encoding, errors=old.errors, closefd=False) if number in asked["streams"] else None  # noqa: SIM115
        setattr(sys, name, new)
        setattr(sys, f"__{name}__", new)


def forked(path: bytes, words: Sequence[str], passed: Sequence[int]) -> int:
    """In place of `multiprocessing.util.spawnv_passfds`: the process that it would start from scratch is forked off this one."""
    if "-c" not in words:
        return started(path, words, passed)
    program = words[list(words).index("-c") + 1]
    if number := os.fork():
        return number
    try:
        kept = sorted({0, 1, 2, *passed})
        for before, after in zip(kept, [*kept[1:], 1024], strict=True):
            os.closerange(before + 1, after)
        exec(program, {"__name__": "__main__"})
    finally:
        os._exit(0)


started = util.spawnv_passfds


def prepare() -> None:
    """Import and compile what most commands use."""
    import pebble  # noqa: F401
    import pydantic  # noqa: F401
    import typer  # noqa: F401

    from anfrage_parser import parse_file
    from anfrage_parser.batch import preload  # noqa: F401

    parse_file(LETTER)
    gc.collect()
    gc.freeze()  # else the end of every process that is forked off looks through all of this, and copies it


if __name__ == "__main__":
    prepare()
    util.spawnv_passfds = forked  # type: ignore[assignment]
    module, *words = serve(socket.socket(fileno=int(sys.argv[1])), int(sys.argv[2]))
    sys.argv = [module, *words]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
