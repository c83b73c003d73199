"""Asks the warm process (`tests.warm`) to run a command: with these streams, in this folder, with these surroundings.

As a program, `python tests/knock.py ADDRESS MODULE WORDS...` is what a shell can start: it passes its own streams on and ends as the
command does.
"""

import json
import os
import signal
import socket
import sys
from collections.abc import Mapping, Sequence


def ask(address: str, words: Sequence[str], folder: str, surroundings: Mapping[str, str], streams: Mapping[int, int]) -> socket.socket:
    """What tells, a line each, the number of the process that runs it, and how it ended; `streams` maps 0, 1 and 2, if open, to ours."""
    request = {"words": words, "folder": folder, "environment": dict(surroundings), "streams": list(streams)}
    door = socket.socket(socket.AF_UNIX)
    door.connect(address)
    message = json.dumps(request).encode()
    socket.send_fds(door, [len(message).to_bytes(4, "big")], list(streams.values()))
    door.sendall(message)
    return door


def knock(address: str, words: Sequence[str], folder: str, surroundings: Mapping[str, str], streams: Mapping[int, int]) -> int:
    """The exit code, negative for a signal."""
    with ask(address, words, folder, surroundings, streams) as door, door.makefile("rb") as answer:
        _, code = answer
    return int(code)


def _open_streams() -> dict[int, int]:
    """Those of ours that are open; the numbers of the others are taken, lest the socket gets one of them."""
    found = {}
    for number in (0, 1, 2):
        try:
            os.fstat(number)
            found[number] = number
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    return found


def main(address: str, *words: str) -> None:
    """Run it and end as it does."""
    code = knock(address, words, os.getcwd(), os.environ, _open_streams())  # noqa: PTH109
    if code < 0:
        signal.signal(-code, signal.SIG_DFL)
        os.kill(os.getpid(), -code)
    os._exit(code)


if __name__ == "__main__":
    main(*sys.argv[1:])
