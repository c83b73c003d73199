"""What stands before every answer: who may ask, from where, with how much; and what the browser may do with the answer."""

import hmac
import secrets
from collections.abc import Iterable

from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from anfrage_parser.messages import say

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
"""Nothing from elsewhere, no script but our own, no frame around us."""

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "x-frame-options": "DENY",
}

KEY = "x-anfrage-key"
"""The header that carries the key. No cookie: those go to every port of this machine."""

LARGEST_BODY = 1024 * 1024
"""Bytes of a request that is no file."""

OPEN = ("/", "/desk.css", "/desk.js", "/favicon.ico")
"""Paths without a key: the empty page, which knows no document."""


class Keys:
    """The key of the page, and tickets, each good for getting it once: an address that other users may see in the list of processes."""

    def __init__(self) -> None:
        self.key = secrets.token_urlsafe(32)
        self._tickets: set[str] = set()

    def ticket(self) -> str:
        """Return a new ticket."""
        ticket = secrets.token_urlsafe(32)
        self._tickets.add(ticket)
        return ticket

    def opens(self, given: str) -> bool:
        """Return whether this is the key."""
        return hmac.compare_digest(given.encode("utf-8", "replace"), self.key.encode())

    def enter(self, given: str) -> str | None:
        """Return the key for itself or for a ticket, which is used up; None for anything else."""
        if self.opens(given):
            return self.key
        found = next((t for t in self._tickets if hmac.compare_digest(given.encode("utf-8", "replace"), t.encode())), None)
        if found is None:
            return None
        self._tickets.discard(found)
        return self.key


class Gate:
    """Lets through what our own page asks, and nothing else (an ASGI application around another)."""

    def __init__(self, app: ASGIApp, keys: Keys, port: int, largest_file: int) -> None:
        self.app, self.keys, self.largest_file = app, keys, largest_file
        self.hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            return
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in reversed(scope["headers"])}

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = [(name, value) for name, value in message.get("headers", ()) if name.decode("latin-1") not in HEADERS]
                message = {**message, "headers": [*kept, *_encoded(HEADERS.items())]}
            await send(message)

        refusal = self._refusal(scope, headers)
        limit = self.largest_file if scope["path"] == "/api/files" else LARGEST_BODY
        if refusal is None and not _fits(headers.get("content-length", "0"), limit):
            refusal = 413, say("das ist zu groß")
        if refusal is not None:
            await JSONResponse({"error": refusal[1]}, refusal[0])(scope, receive, guarded)
            return
        await self.app(scope, _Bounded(receive, limit), guarded)

    def _refusal(self, scope: Scope, headers: dict[str, str]) -> tuple[int, str] | None:
        """Return status and reason if a request isn't from our page; None if it may pass."""
        host = headers.get("host", "").lower()
        if host not in self.hosts or sum(name == b"host" for name, _ in scope["headers"]) != 1:
            return 403, say("die Anfrage gilt einem anderen Rechner")
        if headers.get("origin", f"http://{host}") != f"http://{host}":
            return 403, say("die Anfrage kommt von einer fremden Seite")
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin") and scope["path"] != "/":
            return 403, say("die Anfrage kommt von einer fremden Seite")
        if scope["path"] in OPEN or scope["path"] == "/api/enter":
            return None
        if not self.keys.opens(headers.get(KEY, "")):
            return 401, say("der Schlüssel fehlt oder gilt nicht mehr; die Adresse öffnen, die „anfrage serve“ nennt")
        return None


class _Bounded:
    """The body of a request, cut off where it is longer than allowed, whatever its head says."""

    def __init__(self, receive: Receive, limit: int) -> None:
        self.receive, self.left = receive, limit

    async def __call__(self) -> Message:
        """Return the next piece."""
        message = await self.receive()
        if message["type"] == "http.request":
            self.left -= len(message.get("body", b""))
            if self.left < 0:
                raise TooLargeError
        return message


class TooLargeError(Exception):
    """A request's body is longer than allowed."""


def _fits(length: str, limit: int) -> bool:
    return length.isascii() and length.isdecimal() and len(length) < 16 and int(length) <= limit


def _encoded(headers: Iterable[tuple[str, str]]) -> list[tuple[bytes, bytes]]:
    return [(name.encode(), value.encode()) for name, value in headers]
