"""The command's side of the sandbox: one process for a run, ended when it takes too long, replaced when it dies."""

import contextlib
import multiprocessing
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
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
from anfrage_parser.sandbox.limits import OUT_OF_MEMORY, starting
from anfrage_parser.sandbox.wire import Garbled, Reply, Request, Sheet, pack, prepare, to_error, to_extract, unpack

if TYPE_CHECKING:
    from anfrage_parser.readers.drawing import Drawn
    from anfrage_parser.readers.page_image import Scan

MEMORY = 1536
"""MiB of address space for the process."""

LARGEST_REPLY = 512 * 1024 * 1024
"""Bytes."""

SMALL_REPLY = 4 * 1024 * 1024
"""Bytes; a process that needed more room than that for one document is replaced, so that the room is free again."""

REQUESTS = 500
"""After so many the process is replaced, against slow leaks."""


class Sandbox:
    """Reads documents and draws their pages in another process; start-up happens with the first of them."""

    def __init__(self, timeout: float, memory: int = MEMORY) -> None:
        self.timeout, self.memory = timeout, memory
        self._process: BaseProcess | None = None
        self._pipe: Connection[bytes, bytes] | None = None
        self._asked = 0
        self._late = False

    def __enter__(self) -> "Sandbox":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.stop()

    def extract(self, data: bytes, kind: str, options: Options) -> Extract:
        """As `readers.extract`; `LimitError` where the time or the memory doesn't suffice, or the process dies."""
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
        """As `drawing.draw`, each page within the time."""
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
                    raise Garbled
                yield drawn

    def scan(self, data: bytes, pages: Sequence[int], options: Options, sure: bool = False) -> "Iterator[Scan]":
        """As `scans.scan`, each page within the time; the process draws the next one while we are busy with one."""
        from anfrage_parser.readers.page_image import Scan

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
                    page = Scan(
                        sheet.page, sheet.width, sheet.height, sheet.scale, sheet.transform or IDENTITY, pipe.recv_bytes(LARGEST_REPLY)
                    )
                asked = True
                if page.page not in pages or not _is_grey(page):
                    raise Garbled
                yield page

    def stop(self) -> None:
        """End the process; the next request starts another."""
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
        """A conversation with the process; one that ends badly, or too early, ends the process, too."""
        if self._pipe is None or self._asked >= REQUESTS:
            with starting():
                self._start()
        assert self._pipe is not None
        try:
            yield self._pipe
        except (EOFError, OSError, Garbled) as error:
            raise self._cause() from error
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        self.stop()
        prepare()
        context = multiprocessing.get_context(_birth())
        self._pipe, theirs = context.Pipe()
        self._process = cast(BaseProcess, context.Process(target=run, args=(theirs, self.memory), daemon=True))  # type: ignore[attr-defined]
        self._process.start()
        theirs.close()
        self._asked = 0

    @contextlib.contextmanager
    def _clock(self) -> Iterator[None]:
        """The process is ended when the time is over, which breaks off whatever we wait for."""
        self._late = False
        clock = threading.Timer(self.timeout, self._strike)
        clock.daemon = True
        with starting():
            clock.start()
        try:
            yield
        finally:
            clock.cancel()
            clock.join()

    def _strike(self) -> None:
        self._late = True
        if self._process is not None:
            self._process.kill()

    def _cause(self) -> LimitError:
        """PassedOver the process has died, or had to."""
        status = 0
        if self._process is not None:
            self._process.kill()
            self._process.join()
            status = self._process.exitcode or 0
        self.stop()
        if self._late or status == -SIGXCPU:
            return LimitError(say("die Zeit reichte nicht"), say("--timeout erhöhen"))
        if status in (OUT_OF_MEMORY, -signal.SIGABRT):  # PDFium aborts when it gets no more memory
            return LimitError(say("der Speicher reichte nicht"), say("die Seiten der Anfrage einzeln speichern"))
        return LimitError(say("das Lesewerk ist abgestürzt"), say("das PDF mit einem anderen Programm noch einmal speichern"))


def _birth() -> str:
    """How the process comes into being: in a millisecond by fork, where that is sound."""
    return "fork" if sys.platform == "linux" and "fork" in multiprocessing.get_all_start_methods() else "spawn"


SIGXCPU = int(getattr(signal, "SIGXCPU", 24))


IDENTITY: Transform = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0)


def _is_grey(page: "Scan") -> bool:
    """Whether it has as many pixels as it says."""
    from anfrage_parser.readers.scans import MOST_PIXELS

    fits = 0 < page.width <= MOST_PIXELS + 1 and 0 < page.height <= MOST_PIXELS + 1 and page.scale > 0
    return fits and len(page.grey) == page.width * page.height


def _is_picture(drawn: "Drawn", number: int) -> bool:
    """Whether it is the page that was asked for, with as many pixels as it says."""
    from anfrage_parser.readers.drawing import MOST_PIXELS

    fits = 0 < drawn.width <= MOST_PIXELS + 1 and 0 < drawn.height <= MOST_PIXELS + 1 and drawn.scale > 0
    return drawn.page == number and fits and len(drawn.rgb) == drawn.width * drawn.height * 3
