"""The sandbox process: answers requests until its pipe is closed."""

import contextlib
import gc
import multiprocessing
import os
import signal
import sys
from itertools import pairwise
from multiprocessing.connection import Connection

from anfrage_parser import readers
from anfrage_parser.errors import AnfrageError, BugError, PluginError
from anfrage_parser.messages import GERMAN, parts_of, speak
from anfrage_parser.readers.ocr.models import models
from anfrage_parser.sandbox.confinement import confine_reader
from anfrage_parser.sandbox.limits import allow_time, leave
from anfrage_parser.sandbox.wire import ErrorParts, InvalidMessage, Reply, Request, Sheet, pack, to_reply, unpack

MOST_DESCRIPTORS = 4096
"""Most file descriptors that may be inherited from the command."""


def run(pipe: "Connection[bytes, bytes]", memory: int) -> None:
    """Drop permissions, then serve."""
    speak(GERMAN)  # the command translates messages
    gc.freeze()  # garbage collection would copy memory shared with the command
    models()  # the environment may name their place
    drop_permissions(pipe.fileno())
    confine_reader(memory)
    serve(pipe)


def serve(pipe: "Connection[bytes, bytes]") -> None:
    """Answer requests until the pipe is closed."""
    with contextlib.suppress(EOFError, OSError, InvalidMessage):
        while True:
            request = unpack(Request, pipe.recv_bytes())
            data = pipe.recv_bytes()
            try:
                if request.draw:
                    _draw(pipe, request, data)
                elif request.scan:
                    _scan(pipe, request, data)
                else:
                    pipe.send_bytes(pack(_read(request, data)))
            except MemoryError:
                leave()


def _read(request: Request, data: bytes) -> Reply:
    allow_time(request.seconds)
    try:
        return to_reply(readers.extract(data, request.kind, request.options))
    except MemoryError:
        raise
    except Exception as error:
        return Reply([], [], in_words(error))


def _draw(pipe: "Connection[bytes, bytes]", request: Request, data: bytes) -> None:
    from anfrage_parser.readers.drawing import draw

    allow_time(request.seconds)
    try:
        for drawn in draw(data, request.draw, request.resolution, request.options.passwords):
            pipe.send_bytes(pack(Sheet(drawn.page, drawn.width, drawn.height, drawn.scale)))
            pipe.send_bytes(drawn.rgb)
            allow_time(request.seconds)
    except AnfrageError as error:
        pipe.send_bytes(pack(Sheet(0, 0, 0, 0.0, in_words(error))))


def _scan(pipe: "Connection[bytes, bytes]", request: Request, data: bytes) -> None:
    """Render pages for OCR, and recognise them if the engine is a library; the next page waits until the last was taken."""
    allow_time(request.seconds * 2)
    try:
        for page in readers.scan(data, request.scan, request.options, request.sure):
            size, read = (page.width, page.height, page.scale), page.table is not None
            pipe.send_bytes(pack(Sheet(page.page, *size, transform=page.transform, read=read, engine=page.engine)))
            pipe.send_bytes(page.grey if page.table is None else page.table)
            allow_time(request.seconds * 2)
        pipe.send_bytes(pack(Sheet(0, 0, 0, 0.0)))
    except AnfrageError as error:
        pipe.send_bytes(pack(Sheet(0, 0, 0, 0.0, in_words(error))))


def in_words(error: Exception) -> ErrorParts:
    """Return (code, cause, next step) of an error; for a bug only its type, never text of the document."""
    if isinstance(error, PluginError):
        return error.code, (error.plugin, {}), (error.kind, {})
    if isinstance(error, AnfrageError):
        return error.code, parts_of(error.cause), parts_of(error.next_step)
    return "bug", (BugError(error).kind, {}), ("", {})


def drop_permissions(pipe: int) -> None:
    """Drop the environment, all files but the pipe, the working directory, and all signals but those that end it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is handled by the command, which ends us
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform == "win32":
        return
    os.environ.clear()
    os.chdir("/")
    parent = multiprocessing.parent_process()
    kept = sorted({2, pipe} | ({parent.sentinel} if parent is not None else set()))
    for before, after in pairwise([*kept, MOST_DESCRIPTORS]):
        os.closerange(before + 1, after)
