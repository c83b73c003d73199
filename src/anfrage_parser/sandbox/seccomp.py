"""Seccomp: a small filter of system calls, for what Landlock doesn't know: sockets, processes, attributes of files, doors."""

import ctypes
import errno
import os
import sys

SOCKETS = {"socket": (41, 198), "socketpair": (53, 199)}
"""Calls → their numbers on (x86-64, arm64); None where there is none."""

CLONE, CLONE3 = (56, 220), (435, 435)
PROGRAMS: dict[str, tuple[int, int | None]] = {
    "clone": CLONE, "fork": (57, None), "vfork": (58, None), "clone3": CLONE3, "execve": (59, 221), "execveat": (322, 281),
}  # fmt: skip

ATTRIBUTES: dict[str, tuple[int, int | None]] = {
    "chmod": (90, None), "fchmod": (91, 52), "fchmodat": (268, 53), "fchmodat2": (452, 452),
    "chown": (92, None), "fchown": (93, 55), "lchown": (94, None), "fchownat": (260, 54),
    "utime": (132, None), "utimes": (235, None), "futimesat": (261, None), "utimensat": (280, 88),
    "setxattr": (188, 5), "lsetxattr": (189, 6), "fsetxattr": (190, 7), "setxattrat": (463, 463),
    "removexattr": (197, 14), "lremovexattr": (198, 15), "fremovexattr": (199, 16), "removexattrat": (466, 466),
}  # fmt: skip

DOORS: dict[str, tuple[int, int | None]] = {
    "ptrace": (101, 117), "process_vm_readv": (310, 270), "process_vm_writev": (311, 271), "io_uring_setup": (425, 425),
    "unshare": (272, 97), "setns": (308, 268), "mount": (165, 40), "umount2": (166, 39), "pivot_root": (155, 41), "chroot": (161, 51),
    "bpf": (321, 280), "perf_event_open": (298, 241), "userfaultfd": (323, 282), "add_key": (248, 217), "request_key": (249, 218),
    "keyctl": (250, 219), "kexec_load": (246, 104), "init_module": (175, 105), "finit_module": (313, 273),
}  # fmt: skip
"""Into other processes and into the kernel. Calls through an io_uring would pass this filter."""

LIMITS = (302, 261)
"""`prlimit64`: refused for other processes, which a limit of no time would end."""

MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}
"""Machine → (column of the tables, how the kernel names it)."""

X32 = 0x40000000
"""From this number on, calls of another binary interface of x86-64."""

LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""Instructions: load a word, jump if it is equal, as large, or has a bit, return."""

NUMBER, MACHINE, FIRST = 0, 4, 16
"""Offsets of the call's number, of the machine, and of the lower half of the first argument."""

ALLOW, REFUSE, UNKNOWN, KILL = 0x7FFF0000, 0x00050000 | errno.EPERM, 0x00050000 | errno.ENOSYS, 0x80000000

NEW_USERS = 0x10000000
"""The flag of `clone` for a user namespace, which begins with all privileges. Flags of `clone3` can't be seen: programs do without it."""

ENDS = [
    (RETURN, 0, 0, ALLOW),
    (RETURN, 0, 0, REFUSE),
    (RETURN, 0, 0, UNKNOWN),
    (LOAD, 0, 0, FIRST), (EQUAL, 0, 1, 0), (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE),
    (LOAD, 0, 0, FIRST), (ANY_BIT, 1, 0, NEW_USERS), (RETURN, 0, 0, ALLOW), (RETURN, 0, 0, REFUSE),
]  # fmt: skip
"""How the filter ends."""

REFUSED, IS_UNKNOWN, OF_ITSELF, NO_NEW_USERS = 1, 2, 3, 7
"""Where its ends begin: refused, unknown to this kernel, only for the process itself, only without a user namespace."""


class Instruction(ctypes.Structure):
    """An instruction of the filter: two ways on, counted in instructions, and a value."""

    _fields_ = (("code", ctypes.c_uint16), ("yes", ctypes.c_uint8), ("no", ctypes.c_uint8), ("value", ctypes.c_uint32))


class Program(ctypes.Structure):
    """A filter as the kernel takes it."""

    _fields_ = (("count", ctypes.c_uint16), ("first", ctypes.POINTER(Instruction)))


def machine() -> str | None:
    """Return the name of this machine; None for one whose calls aren't known here."""
    name = os.uname().machine if hasattr(os, "uname") else ""
    return name if name in MACHINES and sys.maxsize > 2**32 and sys.byteorder == "little" else None


def checked(machine: str, network: bool, programs: bool) -> dict[int, int]:
    """Return the number of each call that is not simply allowed → the end of the filter that decides on it."""
    column = MACHINES[machine][0]
    calls = {**({} if network else SOCKETS), **({} if programs else PROGRAMS), **ATTRIBUTES, **DOORS}
    out = {number: REFUSED for numbers in calls.values() if (number := numbers[column]) is not None}
    out[LIMITS[column]] = OF_ITSELF
    if programs:
        out |= {CLONE[column]: NO_NEW_USERS, CLONE3[column]: IS_UNKNOWN}
    return out


def program(machine: str, calls: dict[int, int]) -> Program:
    """Return the filter that checks these calls, and ends the process for those of another kind of machine."""
    count = len(calls)
    rows = [
        (LOAD, 0, 0, MACHINE),
        (EQUAL, 1, 0, MACHINES[machine][1]),
        (RETURN, 0, 0, KILL),
        (LOAD, 0, 0, NUMBER),
        (AT_LEAST, count + REFUSED, 0, X32),
        *((EQUAL, count - place + end, 0, number) for place, (number, end) in enumerate(calls.items(), 1)),
        *ENDS,
    ]
    instructions = (Instruction * len(rows))(*(Instruction(*row) for row in rows))
    return Program(len(rows), ctypes.cast(instructions, ctypes.POINTER(Instruction)))
