"""The command's side of the sandbox: one process per run, killed on timeout, replaced when it dies."""

import contextlib
import multiprocessing
import sys
import threading
from collections.abc import Iterator, Sequence
from functools import cache
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from types import TracebackType
from typing import TYPE_CHECKING, cast

from anfrage_parser.errors import LimitError
from anfrage_parser.messages import say
from anfrage_parser.model import Transform
from anfrage_parser.readers.fragments import Extract
from anfrage_parser.readers.options import Options
from anfrage_parser.sandbox.child import run
from anfrage_parser.sandbox.limits import is_late, is_out_of_memory, starting
from anfrage_parser.sandbox.wire import InvalidMessage, Reply, Request, Sheet, pack, prepare, to_error, to_extract, unpack
from anfrage_parser.text.patterns import compiled

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from anfrage_parser.readers.drawing import Drawn
    from anfrage_parser.readers.page_image import Scan

MEMORY = 1536
"""MiB of address space for the process."""

LARGEST_REPLY = 512 * 1024 * 1024
"""Bytes of a reply."""

SMALL_REPLY = 4 * 1024 * 1024
"""Bytes; after a larger reply, the process is replaced to free its memory."""

LARGEST_TABLE = 32 * 1024 * 1024
"""Bytes of the table of a recognised page; a full one has less than 1 MiB."""

REQUESTS = 500
"""Requests after which the process is replaced, against slow memory leaks."""


class Sandbox:
    """Reads documents and renders pages in another process, which is started by the first request."""

    def __init__(self, timeout: float, memory: int = MEMORY, beside_threads: bool = False) -> None:
        """`beside_threads`: this process has other threads, which may hold any lock, so that it must not be forked."""
        self.timeout, self.memory, self.beside_threads = timeout, memory, beside_threads
        self._process: BaseProcess | None = None
        self._pipe: Connection[bytes, bytes] | None = None
        self._asked = 0
        self._late = False

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def extract(self, data: bytes, kind: str, options: Options) -> Extract:
        """Like `readers.extract`; `LimitError` if time or memory runs out, or the process dies."""
        with self._talk() as pipe, self._clock():
            self._ask(pipe, Request(kind, options, self.timeout), data)
            answer = pipe.recv_bytes(LARGEST_REPLY)
            reply = unpack(Reply, answer)
        if len(answer) > SMALL_REPLY:
            self.stop()
        if reply.error is not None:
            raise to_error(reply.error)
        return to_extract(reply)

    def draw(self, data: bytes, pages: Sequence[int], resolution: int, passwords: Sequence[str] = ()) -> "Iterator[Drawn]":
        """Like `drawing.draw`, with the time limit applied to each page."""
        from anfrage_parser.readers.drawing import Drawn

        request = Request("pdf", Options(passwords=tuple(passwords)), self.timeout, tuple(pages), resolution)
        with self._talk() as pipe:
            for index, number in enumerate(pages):
                with self._clock():
                    if not index:
                        self._ask(pipe, request, data)
                    sheet = unpack(Sheet, pipe.recv_bytes(LARGEST_REPLY))
                    if sheet.error is not None:
                        raise to_error(sheet.error)
                    drawn = Drawn(sheet.page, sheet.width, sheet.height, sheet.scale, pipe.recv_bytes(LARGEST_REPLY))
                if not _is_picture(drawn, number):
                    raise InvalidMessage
                yield drawn

    def scan(self, data: bytes, pages: Sequence[int], options: Options, sure: bool = False) -> "Iterator[Scan]":
        """Like `scans.scan`, with the time limit applied to each page; the next page is rendered in parallel with our work."""
        request = Request("", options, self.timeout, scan=tuple(pages), sure=sure)
        with self._talk() as pipe:
            asked = False
            while True:
                with self._clock():
                    if not asked:
                        self._ask(pipe, request, data)
                    sheet = unpack(Sheet, pipe.recv_bytes(LARGEST_REPLY))
                    if sheet.error is not None:
                        raise to_error(sheet.error)
                    if not sheet.page:
                        return
                    body = pipe.recv_bytes(LARGEST_TABLE if sheet.read else LARGEST_REPLY)
                asked = True
                page = _scan_of(sheet, body)
                if page.page not in pages or not _is_scan(page):
                    raise InvalidMessage
                yield page

    def stop(self) -> None:
        """End the process; the next request starts a new one."""
        process, pipe, self._process, self._pipe = self._process, self._pipe, None, None
        if pipe is not None:
            pipe.close()
        if process is not None:
            process.kill()
            process.join()
            process.close()

    def _ask(self, pipe: "Connection[bytes, bytes]", request: Request, data: bytes) -> None:
        self._asked += 1
        pipe.send_bytes(pack(request))
        pipe.send_bytes(data)

    @contextlib.contextmanager
    def _talk(self) -> "Iterator[Connection[bytes, bytes]]":
        """Yield the pipe for one request; the process is ended if the block fails or leaves early."""
        if self._pipe is None or self._asked >= REQUESTS:
            with starting():
                self._start()
        assert self._pipe is not None
        try:
            yield self._pipe
        except (EOFError, OSError, InvalidMessage) as error:
            raise self._cause() from error
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        self.stop()
        prepare()
        context = multiprocessing.get_context(start_method(self.beside_threads))
        self._pipe, theirs = context.Pipe()
        self._process = cast(BaseProcess, context.Process(target=run, args=(theirs, self.memory), daemon=True))  # type: ignore[attr-defined]
        if self.beside_threads:  # Linux ends a child with the thread that started it: by one that stays
            _starter().submit(self._process.start).result()
        else:
            self._process.start()
        theirs.close()
        self._asked = 0

    @contextlib.contextmanager
    def _clock(self) -> Iterator[None]:
        """Kill the process when the time limit is reached, which also ends our waiting."""
        self._late = False
        clock = threading.Timer(self.timeout, self._kill)
        clock.daemon = True
        with starting():
            clock.start()
        try:
            yield
        finally:
            clock.cancel()
            clock.join()

    def _kill(self) -> None:
        self._late = True
        if self._process is not None:
            self._process.kill()

    def _cause(self) -> LimitError:
        """Return the error for a process that died or was killed."""
        status = 0
        if self._process is not None:
            self._process.kill()
            self._process.join()
            status = self._process.exitcode or 0
        self.stop()
        if is_late(self._late, status):
            return LimitError(say("die Zeit hat nicht gereicht"), say("--timeout erhöhen"))
        if is_out_of_memory(status):
            return LimitError(say("der Arbeitsspeicher hat nicht gereicht"), say("die Seiten der Anfrage einzeln speichern"))
        return LimitError(say("das Leseprogramm ist abgestürzt"), say("das PDF mit einem anderen Programm noch einmal speichern"))


def start_method(beside_threads: bool = False) -> str:
    """Return the start method: fork, which takes a millisecond, where it is safe."""
    safe = sys.platform == "linux" and not beside_threads and "fork" in multiprocessing.get_all_start_methods()
    return "fork" if safe else "spawn"


@cache
def _starter() -> "Executor":
    """Return what starts processes in a thread of its own, which lives as long as this process."""
    from concurrent.futures import ThreadPoolExecutor

    return ThreadPoolExecutor(1, "starter")


_ENGINE = compiled(r"(?:tesserocr [\w.+-]{1,30}, tesseract [\w.+-]{1,30})?")

IDENTITY: Transform = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def _scan_of(sheet: Sheet, body: bytes) -> "Scan":
    """Return the page of a message, with the pixels or the table of words that followed it."""
    from anfrage_parser.readers.page_image import Scan

    grey, table = (b"", body) if sheet.read else (body, None)
    return Scan(sheet.page, sheet.width, sheet.height, sheet.scale, sheet.transform or IDENTITY, grey, table, sheet.engine)


def _is_scan(page: "Scan") -> bool:
    """Return whether a scan has as many pixels as it claims, or names its engine; whether its table is one is seen when it is read."""
    from anfrage_parser.readers.scans import MOST_PIXELS

    fits = 0 < page.width <= MOST_PIXELS + 1 and 0 < page.height <= MOST_PIXELS + 1 and page.scale > 0
    whole = len(page.grey) == page.width * page.height if page.table is None else _ENGINE.fullmatch(page.engine) is not None
    return fits and whole


def _is_picture(drawn: "Drawn", number: int) -> bool:
    """Return whether it is the requested page, with as many pixels as it claims."""
    from anfrage_parser.readers.drawing import MOST_PIXELS

    fits = 0 < drawn.width <= MOST_PIXELS + 1 and 0 < drawn.height <= MOST_PIXELS + 1 and drawn.scale > 0
    return drawn.page == number and fits and len(drawn.rgb) == drawn.width * drawn.height * 3
