"""Landlock: the kernel's own list of files that a process may read, and of what it may do to others (Linux 5.13 and later)."""

import ctypes
import os
import struct
from collections.abc import Sequence
from typing import Any

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1, 1 << 1, 1 << 2, 1 << 3
TRUNCATE = 1 << 14
READING = READ_FILE | READ_DIR

RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""Version → number of rights on files that it knows; later ones know those of the last."""

TRUNCATES, NETWORK, SCOPES = 3, 4, 6
"""Versions from which on it also knows: cutting files, TCP, signals to other processes and abstract sockets."""

CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
"""Numbers of the calls, the same on all machines."""

ASK_VERSION = 1
BELOW_PATH = 1
NOWHERE = os.devnull
"""What libraries may still open for writing."""


def version(libc: Any) -> int:
    """Return the version that the kernel offers, 0 for none."""
    return max(0, int(libc.syscall(CREATE_RULESET, None, ctypes.c_size_t(0), ctypes.c_uint32(ASK_VERSION))))


def restrict(libc: Any, abi: int, readable: Sequence[str] | None, network: bool, programs: bool) -> None:
    """Restrict this process to reading, for good: files below `readable`, or all of them with None. `OSError` if that fails."""
    rights = (1 << RIGHTS[min(abi, max(RIGHTS))]) - 1
    if readable is None:
        rights &= ~READING
    if programs:
        rights &= ~EXECUTE
    rules = _checked(libc.syscall(CREATE_RULESET, *_buffer(_wanted(abi, rights, network)), ctypes.c_uint32(0)))
    try:
        for path in readable or ():
            _allow(libc, rules, path, READING)
        _allow(libc, rules, NOWHERE, (WRITE_FILE | TRUNCATE | READ_FILE) & rights)
        _checked(libc.syscall(RESTRICT_SELF, ctypes.c_int(rules), ctypes.c_uint32(0)))
    finally:
        os.close(rules)


def _wanted(abi: int, rights: int, network: bool) -> bytes:
    """Return what is to be restricted, as long as this version knows it."""
    wanted = struct.pack("<Q", rights)
    if abi >= NETWORK:
        wanted += struct.pack("<Q", 0 if network else 0b11)  # to be reached by TCP, to reach others
    if abi >= SCOPES:
        wanted += struct.pack("<Q", 0b10 if network else 0b11)  # abstract sockets, signals
    return wanted


def _allow(libc: Any, rules: int, path: str, rights: int) -> None:
    """Allow it for a file or all below a folder; a path that isn't there is left out."""
    try:
        opened = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except OSError:
        return
    try:
        if not os.path.isdir(path):  # noqa: PTH112 (no right of folders for a file)
            rights &= ~READ_DIR
        rule = struct.pack("<Qi", rights, opened)
        _checked(libc.syscall(ADD_RULE, ctypes.c_int(rules), ctypes.c_int(BELOW_PATH), _buffer(rule)[0], ctypes.c_uint32(0)))
    finally:
        os.close(opened)


def _buffer(data: bytes) -> tuple[Any, ctypes.c_size_t]:
    return ctypes.create_string_buffer(data, len(data)), ctypes.c_size_t(len(data))


def _checked(result: int) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
