"""List the names of a zip's members from its directory, without unpacking or trusting anything."""

import struct

MOST_NAMES = 20_000
"""Most members that are listed."""

END, ENTRY = b"PK\x05\x06", b"PK\x01\x02"
"""Signatures of the end record and of a directory entry."""

FARTHEST = 65_557
"""Bytes at the end of a file in which the end record stands."""


def member_names(data: bytes) -> list[str]:
    """Return the names of the members; of a damaged zip those that its local headers, in a row, still show."""
    end = data.rfind(END, max(0, len(data) - FARTHEST))
    if end >= 0 and end + 22 <= len(data):
        size, start = struct.unpack_from("<II", data, end + 12)
        for at in (end - size, start):
            if names := _names(data, at, ENTRY):
                return names
    return _scattered(data)


def _names(data: bytes, at: int, sign: bytes) -> list[str]:
    names: list[str] = []
    while at >= 0 and at + 46 <= len(data) and data.startswith(sign, at) and len(names) < MOST_NAMES:
        name, extra, comment = struct.unpack_from("<HHH", data, at + 28)
        names.append(data[at + 46 : at + 46 + name].decode("utf-8", "replace"))
        at += 46 + name + extra + comment
    return names


def _scattered(data: bytes) -> list[str]:
    """Return the names at all signatures of local headers."""
    names: list[str] = []
    at = data.find(b"PK\x03\x04")
    while 0 <= at <= len(data) - 30 and len(names) < MOST_NAMES:
        (name,) = struct.unpack_from("<H", data, at + 26)
        names.append(data[at + 30 : at + 30 + name].decode("utf-8", "replace"))
        at = data.find(b"PK\x03\x04", at + 4)
    return names
