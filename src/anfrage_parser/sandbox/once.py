"""Run one function on untrusted bytes in a process of its own, confined like the reader, that ends with the answer."""

import contextlib
import json
import multiprocessing
import threading
from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import NamedTuple

from anfrage_parser.errors import AnfrageError, LimitError
from anfrage_parser.messages import GERMAN, say, speak
from anfrage_parser.sandbox.child import drop_permissions, in_words
from anfrage_parser.sandbox.confinement import confine_reader
from anfrage_parser.sandbox.keeper import start_method
from anfrage_parser.sandbox.limits import allow_time, is_late, is_out_of_memory, leave, starting
from anfrage_parser.sandbox.wire import to_error

Work = Callable[[bytes], bytes]
"""A function of a module, found by its name in the other process. It may raise an `AnfrageError`."""

DONE, FAILED = b"+", b"-"
"""First byte of an answer: a result follows, or an error."""


class Bounds(NamedTuple):
    """What a call may take."""

    seconds: float
    memory: int
    """MiB of address space."""
    largest: int
    """Bytes of a result."""
    next_step: str
    """What people can do where the bounds are reached."""
    beside_threads: bool = False
    """Whether the caller has other threads, which may hold any lock, so that it must not be forked."""


def confined(work: Work, data: bytes, bounds: Bounds) -> bytes:
    """Return `work(data)`, computed in a confined process; `LimitError` beyond the bounds, or if the process dies."""
    context = multiprocessing.get_context(start_method(bounds.beside_threads))
    late = threading.Event()
    with starting():
        ours, theirs = context.Pipe()
        process = context.Process(target=_run, args=(theirs, work, bounds), daemon=True)  # type: ignore[attr-defined]
        process.start()
    theirs.close()

    def end() -> None:
        late.set()
        process.kill()

    clock = threading.Timer(bounds.seconds, end)
    clock.daemon = True
    clock.start()
    try:
        ours.send_bytes(data)
        answer = ours.recv_bytes(bounds.largest + 1)
    except (EOFError, OSError) as error:
        process.kill()
        process.join()
        raise LimitError(_cause(late.is_set(), process.exitcode), bounds.next_step) from error
    finally:
        clock.cancel()
        clock.join()
        ours.close()
        process.kill()
        process.join()
        process.close()
    if answer[:1] != DONE:
        raise _error(answer[1:]) or LimitError(_cause(False, None), bounds.next_step)
    return answer[1:]


def _run(pipe: "Connection[bytes, bytes]", work: Work, bounds: Bounds) -> None:
    """Drop permissions, then work: the other side."""
    speak(GERMAN)  # the command translates messages
    drop_permissions(pipe.fileno())
    confine_reader(bounds.memory)
    with contextlib.suppress(EOFError, OSError):
        data = pipe.recv_bytes()
        allow_time(bounds.seconds)
        try:
            answer = DONE + work(data)
            if len(answer) > bounds.largest:
                raise LimitError(say("das Ergebnis wird zu groß"), bounds.next_step)
        except MemoryError:
            leave()
        except Exception as error:
            answer = FAILED + json.dumps(in_words(error)).encode("utf-8")
        pipe.send_bytes(answer)


def _error(words: bytes) -> AnfrageError | None:
    """Return the error of the other side, which is not trusted: None if it is none."""
    try:
        code, (cause, values), (step, more) = json.loads(words)
        return to_error((str(code), (str(cause), dict(values)), (str(step), dict(more))))
    except (ValueError, TypeError):
        return None


def _cause(late: bool, status: int | None) -> str:
    if is_late(late, status):
        return say("die Zeit hat nicht gereicht")
    return say("der Arbeitsspeicher hat nicht gereicht") if is_out_of_memory(status) else say("der beschränkte Prozess ist abgestürzt")
