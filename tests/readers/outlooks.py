"""Outlook's mails with what its versions write: old strings, pages, rich text, mails within."""

import struct

from tests.readers.ole import BINARY, LEAST, TEXT, _Entry, _written

Values = dict[int, tuple[int, bytes | int]]
"""Property → (type, value); numbers stand in the list itself."""

OLD_TEXT, NUMBER = 0x1E, 0x03


def text(value: str) -> tuple[int, bytes]:
    return TEXT, value.encode("utf-16-le")


def old(value: str, charset: str = "cp1252") -> tuple[int, bytes]:
    return OLD_TEXT, value.encode(charset)


def entries(head: int, values: Values) -> list[_Entry]:
    """Streams of values, filled up to the least size with what their kind takes for nothing, and the stream that lists them."""
    listed, streams = bytes(head), []
    for name, (kind, data) in values.items():
        if isinstance(data, int):
            listed += struct.pack("<HHIQ", kind, name, 6, data)
            continue
        blank = {TEXT: b"\n\0", OLD_TEXT: b"\n"}.get(kind, b" ")
        filled = data + blank * (max(0, LEAST - len(data)) // len(blank))
        listed += struct.pack("<HHIII", kind, name, 6, len(filled), 0)
        streams.append(_Entry(f"__substg1.0_{name:04X}{kind:04X}", filled))
    return [_Entry("__properties_version1.0", listed), *streams]


def attached(number: int, values: Values, mail: list[_Entry] | None = None) -> _Entry:
    folder = _Entry(f"__attach_version1.0_#{number:08X}")
    folder.children = entries(8, values)
    if mail is not None:
        inner = _Entry("__substg1.0_3701000D")
        inner.children = mail
        folder.children.append(inner)
    return folder


def file(number: int, name: str, data: bytes) -> _Entry:
    """An attachment that is a file, of a kind that may end with blanks (text, PDF)."""
    return attached(number, {0x3701: (BINARY, data), 0x3707: (TEXT, (name + "\0").encode("utf-16-le"))})


def msg(values: Values, *attachments: _Entry) -> bytes:
    root = _Entry("Root Entry")
    root.children = [*entries(32, values), *attachments]
    return _written(root)


def within(values: Values, *attachments: _Entry) -> list[_Entry]:
    """What stands in the folder of a mail that is attached to another."""
    return [*entries(24, values), *attachments]
