"""Read the legacy form fields of rich text: boxes and lists, whose state stands in their data."""

import re

from anfrage_parser.readers.placeholders import EMPTY, TICKED, is_placeholder

MOST_BYTES = 20_000
"""Bytes of a field's data that are looked at."""

BOX, LIST = 1, 2
"""Types of fields; the type 0 holds text, which is printed as its result."""

UNSET = 25
"""The result of a field that was never touched."""

_NUMBER = re.compile(rb"\\(fftype|ffres|ffdefres)([0-9]{1,4})(?![0-9])")
_ENTRY = re.compile(rb"\{\\\*?\\?ffl ([^{}]{0,400})\}")
_SIGN = re.compile(rb"\\'([0-9a-fA-F]{2})")


def shown(data: bytes, at: int, codec: str) -> str | None:
    """Return what the field shows whose data begin at a position; None for one that holds text."""
    group = _group(data[at : at + MOST_BYTES])
    numbers = {name: int(number) for name, number in _NUMBER.findall(group)}
    kind, result = numbers.get(b"fftype", 0), numbers.get(b"ffres", UNSET)
    result = numbers.get(b"ffdefres", 0) if result == UNSET else result
    if kind == BOX:
        return TICKED if result else EMPTY
    if kind != LIST:
        return None
    entries = [_SIGN.sub(lambda m: bytes([int(m[1], 16)]), entry).decode(codec, "replace") for entry in _ENTRY.findall(group)]
    return entries[result] if result < len(entries) and not is_placeholder(entries[result]) else ""


def _group(data: bytes) -> bytes:
    """Return the bytes up to the brace that closes the group."""
    deep = 0
    for index, sign in enumerate(data):
        deep += (sign == 0x7B) - (sign == 0x7D)
        if deep < 0:
            return data[:index]
    return data
