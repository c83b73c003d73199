"""Mails as Outlook keeps them: a container of Microsoft's, just as much of it as a test needs. Every stream takes whole sectors."""

import struct

SECTOR = 512
LEAST = 4096
"""Bytes of the smallest stream; smaller ones would lie elsewhere."""

FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
TEXT, BINARY = 0x1F, 0x102


class _Entry:
    def __init__(self, name: str, data: bytes | None = None) -> None:
        self.name, self.data = name, data
        self.children: list[_Entry] = []
        self.start = END


def _properties(head: int, values: dict[int, tuple[int, bytes]]) -> list[_Entry]:
    """Streams of values, and the stream that lists them."""
    rows = b"".join(struct.pack("<HHIII", kind, name, 6, len(data), 0) for name, (kind, data) in values.items())
    listed = bytes(head) + rows
    streams = [_Entry(f"__substg1.0_{name:04X}{kind:04X}", data) for name, (kind, data) in values.items()]
    return [_Entry("__properties_version1.0", listed), *streams]


def _text(text: str) -> tuple[int, bytes]:
    return TEXT, text.ljust(LEAST // 2).encode("utf-16-le")


def outlook(body: str, *attached: tuple[str, str]) -> bytes:
    """The bytes of a .msg; attachments are texts."""
    root = _Entry("Root Entry")
    root.children = _properties(32, {0x1000: _text(body)})
    for number, (name, text) in enumerate(attached):
        folder = _Entry(f"__attach_version1.0_#{number:08X}")
        folder.children = _properties(8, {0x3701: (BINARY, text.encode().ljust(LEAST)), 0x3707: _text(name)})
        root.children.append(folder)
    return _written(root)


def _written(root: _Entry) -> bytes:
    entries = [root]
    for entry in entries:
        entries += entry.children
    sectors: list[bytes] = []
    chain: list[int] = []
    for entry in entries:
        if entry.data is not None:
            entry.start = _put(entry.data.ljust(LEAST, b"\0"), sectors, chain)
    folder = _put(b"".join(_row(entry, entries) for entry in entries), sectors, chain)
    table = len(sectors)
    count = -(-(len(chain) + 8) // (SECTOR // 4))
    chain += [FAT] * count
    data = struct.pack(f"<{len(chain)}I", *chain).ljust(count * SECTOR, b"\xff")
    sectors += [data[at : at + SECTOR] for at in range(0, len(data), SECTOR)]
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + bytes(6)
    head += struct.pack("<IIIIIIIII", 0, count, folder, 0, LEAST, END, 0, END, 0)
    head += struct.pack("<109I", *range(table, table + count), *[FREE] * (109 - count))
    return head + b"".join(sectors)


def _put(data: bytes, sectors: list[bytes], chain: list[int]) -> int:
    first = len(sectors)
    pieces = [data[at : at + SECTOR].ljust(SECTOR, b"\0") for at in range(0, len(data), SECTOR)]
    sectors += pieces
    chain += [*range(first + 1, first + len(pieces)), END]
    return first


def _row(entry: _Entry, entries: list[_Entry]) -> bytes:
    """A folder's children hang on each other's right hand."""
    parent = next((e for e in entries if entry in e.children), None)
    beside = FREE
    if parent is not None and entry is not parent.children[-1]:
        beside = entries.index(parent.children[parent.children.index(entry) + 1])
    name = entry.name.encode("utf-16-le")
    kind = 5 if parent is None else 2 if entry.data is not None else 1
    below = entries.index(entry.children[0]) if entry.children else FREE
    size = max(len(entry.data), LEAST) if entry.data is not None else 0
    head = name.ljust(64, b"\0") + struct.pack("<HBBIII", len(name) + 2, kind, 1, FREE, beside, below)
    return head + bytes(36) + struct.pack("<IQ", entry.start if entry.data is not None else (END if parent is None else 0), size)
