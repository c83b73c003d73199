"""The command without root's rights beyond those of the files: `python -m tests.batch.unprivileged WORDS`; for others, the command."""

import ctypes
import os
import sys

from anfrage_parser.cli import main

VERSION = 0x20080522
"""Of the kernel's interface that takes two words of rights."""

RIGHTS = ~0b110
"""All but CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH."""


class Header(ctypes.Structure):
    _fields_ = (("version", ctypes.c_uint32), ("pid", ctypes.c_int))


def give_up() -> None:
    """From now on this process, and those that are forked off it, read no file that its mode forbids."""
    libc = ctypes.CDLL(None, use_errno=True)
    header, held = Header(VERSION, 0), (ctypes.c_uint32 * 6)()  # effective, permitted, inheritable; and the same for higher numbers
    if libc.capget(ctypes.byref(header), held) != 0:
        raise OSError(ctypes.get_errno(), "capget")
    for place in range(3):
        held[place] &= RIGHTS
    if libc.capset(ctypes.byref(header), held) != 0:
        raise OSError(ctypes.get_errno(), "capset")


if __name__ == "__main__":
    if sys.platform == "linux" and os.geteuid() == 0:
        give_up()
    main()
