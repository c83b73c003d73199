"""Listening on this computer: a socket of the loopback address, and the server on it."""

import socket
from collections.abc import Callable

import uvicorn

from anfrage_parser.errors import OutputError
from anfrage_parser.messages import say
from anfrage_parser.serve.gate import Gate

LOOPBACK = "127.0.0.1"
MOST_CONNECTIONS = 100


def listening(port: int) -> socket.socket:
    """Return a socket that only programs of this computer reach; port 0 takes a free one. `OutputError` if it is taken."""
    taker = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # on Windows, another program could take the port as well
            taker.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        taker.bind((LOOPBACK, port))
    except OSError as error:
        taker.close()
        raise OutputError(say("der Port {port} ist nicht frei", port=port), say("einen anderen angeben, oder keinen")) from error
    return taker


def port_of(taker: socket.socket) -> int:
    """Return the port of a socket."""
    return int(taker.getsockname()[1])


class Server(uvicorn.Server):
    """A server that says when it listens."""

    def __init__(self, app: Gate, ready: Callable[[], None]) -> None:
        super().__init__(
            uvicorn.Config(
                app, log_config=None, access_log=False, lifespan="off", ws="none", http="h11", loop="asyncio", server_header=False,
                date_header=False, limit_concurrency=MOST_CONNECTIONS, timeout_keep_alive=30, timeout_graceful_shutdown=2,
            )
        )  # fmt: skip
        self.ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then say so."""
        await super().startup(sockets)
        self.ready()

    def leave(self) -> None:
        """End the server after the present request."""
        self.should_exit = True
