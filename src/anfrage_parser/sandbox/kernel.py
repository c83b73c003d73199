"""What Linux itself forbids a process that reads strangers' documents, for good: files (Landlock), calls (seccomp), privileges.

Elsewhere, and where a kernel has neither, nothing of this applies; `missing` names it.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Sequence
from functools import cache
from typing import Any

from anfrage_parser.messages import say
from anfrage_parser.sandbox import landlock, seccomp

NO_NEW_PRIVILEGES, HAS_NO_NEW_PRIVILEGES, SECCOMP, BY_FILTER = 38, 39, 22, 2
"""Names of `prctl`."""

MAY_READ_ALL = 1 << 2
"""The one privilege of root that is kept: to read files of others, as root may (CAP_DAC_READ_SEARCH)."""

CAPABILITIES = 0x20080522
"""The version of the structure that `capset` takes."""


def forbid(readable: Sequence[str] | None, network: bool, programs: bool) -> None:
    """Confine this process and all it starts, irrevocably. `OSError` if the kernel offers that and then refuses.

    No file can be changed, created or removed. With `readable`, only files there can be read, else all.
    """
    libc = _libc()
    if libc is None:
        return
    _done(_prctl(libc, NO_NEW_PRIVILEGES, 1))
    abi = landlock.version(libc)
    if abi:
        landlock.restrict(libc, abi, readable, network, programs)
    machine = seccomp.machine()
    if machine is not None and _has_seccomp(libc):
        program = seccomp.program(machine, seccomp.checked(machine, network, programs))
        _done(_prctl(libc, SECCOMP, BY_FILTER, ctypes.byref(program)))
    _drop_privileges(libc)


def missing() -> list[str]:
    """Return what this system can't forbid, in words."""
    libc = _libc()
    abi = landlock.version(libc) if libc is not None else 0
    out = []
    if libc is None or seccomp.machine() is None or not _has_seccomp(libc):
        out.append(say("ein Verbot von Verbindungen (seccomp)"))
    if not abi:
        out.append(say("ein Verbot, fremde Dateien zu lesen und Dateien zu löschen (Landlock)"))
    elif abi < landlock.TRUNCATES:
        out.append(say("ein Verbot, Dateien zu kürzen (Landlock 3)"))
    if abi < landlock.SCOPES:
        out.append(say("ein Verbot, andere Prozesse zu beenden (Landlock 6)"))
    return out


def _prctl(libc: Any, name: int, value: int, pointer: Any = None) -> int:
    return int(libc.prctl(name, ctypes.c_ulong(value), pointer, ctypes.c_ulong(0), ctypes.c_ulong(0)))


def _has_seccomp(libc: Any) -> bool:
    """Return whether filters are supported: then the missing one is a bad address, else an unknown request."""
    return _prctl(libc, SECCOMP, BY_FILTER) < 0 and ctypes.get_errno() == errno.EFAULT


class _Who(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("process", ctypes.c_int))


class _Half(ctypes.Structure):
    _fields_ = (("effective", ctypes.c_uint32), ("permitted", ctypes.c_uint32), ("inheritable", ctypes.c_uint32))


def _drop_privileges(libc: Any) -> None:
    """Drop what root may do beyond others; only reading stays, since documents are read by workers."""
    who, halves = _Who(CAPABILITIES, 0), (_Half * 2)()
    _done(libc.capget(ctypes.byref(who), halves))
    kept = halves[0].permitted & MAY_READ_ALL
    _done(libc.capset(ctypes.byref(who), (_Half * 2)(_Half(kept, kept, 0), _Half(0, 0, 0))))


@cache
def _libc() -> Any:
    """Return the C library of Linux; None elsewhere, and on what only imitates it and knows no process without new privileges."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None, use_errno=True)
    return libc if _prctl(libc, HAS_NO_NEW_PRIVILEGES, 0) >= 0 else None


def _done(result: int) -> None:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
