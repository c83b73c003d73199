"""Read winmail.dat (TNEF), in which Outlook hides a mail's text and attachments from other mail programs.

The one library for it (tnefparse) has had no release since 2021, so the few records that matter are walked here, within bounds.
"""

import contextlib
import struct
from collections.abc import Iterator
from datetime import datetime, timedelta

from anfrage_parser.readers.encodings import decode
from anfrage_parser.readers.fragments import Enclosed, Extract
from anfrage_parser.readers.office import damaged, library, too_much
from anfrage_parser.readers.office.enclosing import BOM, named
from anfrage_parser.readers.office.mail_text import SHOWN, head_lines, may_be_letter, shown
from anfrage_parser.readers.options import Options

MAGIC = b"\x78\x9f\x3e\x22"

MOST_RECORDS = 20_000
"""Most attributes, and most properties of one of them."""

BODY, RENDERING, TITLE, DATA, PROPERTIES, OF_ATTACHMENT = 0x2800C, 0x69002, 0x18010, 0x6800F, 0x69003, 0x69005
"""Attributes: the text, the beginning of an attachment, its name, its bytes, more properties of the mail and of an attachment."""

ABOUT, SENT = 0x18004, 0x38005
"""Attributes: the subject, and the day and time as seven numbers."""

TEXT, RTF, HTML, LONG_NAME, NAME, FILE, SUBJECT, TIME = 0x1000, 0x1009, 0x1013, 0x3707, 0x3704, 0x3701, 0x37, 0x39
"""Properties of the same."""

OLD = {BODY: TEXT, ABOUT: SUBJECT, SENT: TIME}
"""Attribute of the mail → the property that says the same."""

FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x0A: 4, 0x0B: 4, 0x14: 8, 0x40: 8, 0x48: 16}
"""Type of a property → bytes of its value; of all other types, the value tells its length."""

UNICODE, OBJECT, MULTIPLE = 0x1F, 0x0D, 0x1000


def extract(data: bytes, options: Options) -> Extract:
    """Extract the text and the attachments."""
    return Extract(enclosed=named(list(enclosed(data))))


def enclosed(data: bytes) -> Iterator[Enclosed]:
    """Yield the text, with the name None and the head of a mail, and the attachments."""
    try:
        mail, files = _sorted(data)
    except (struct.error, IndexError) as error:
        raise damaged() from error
    if (body := _body(mail)) is not None:
        yield Enclosed(None, body, _head(mail) if may_be_letter(body, bool(files)) else "")
    for file in files:
        if inner := file.get(FILE):
            yield Enclosed(_text(file.get(LONG_NAME) or file.get(NAME) or b""), inner)


def _sorted(data: bytes) -> tuple[dict[int, bytes], list[dict[int, bytes]]]:
    """Return the properties of the mail and of each attachment; what old programs wrote as attributes counts as such."""
    mail: dict[int, bytes] = {}
    files: list[dict[int, bytes]] = []
    for kind, value in _attributes(data):
        if kind == RENDERING:
            files.append({})
        elif kind == PROPERTIES:
            mail |= dict(_properties(value))
        elif kind in OLD:
            mail.setdefault(OLD[kind], value)
        elif files and kind in (TITLE, DATA):
            files[-1].setdefault(NAME if kind == TITLE else FILE, value)
        elif files and kind == OF_ATTACHMENT:
            files[-1] |= dict(_properties(value))
    return mail, files


def _attributes(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (kind, value); what is cut off at the end is left out, as mail programs do."""
    at = 6
    for _ in range(MOST_RECORDS):
        if at + 9 > len(data):
            return
        _, kind, size = struct.unpack_from("<BII", data, at)
        if size > len(data) - at - 9:
            raise IndexError
        yield kind, data[at + 9 : at + 9 + size]
        at += 9 + size + 2
    raise too_much()


def _properties(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield (id, bytes) of the properties, strings as UTF-8; the first of several values."""
    (count,) = struct.unpack_from("<I", data)
    if count > MOST_RECORDS:
        raise too_much()
    at = 4
    for _ in range(count):
        kind, name = struct.unpack_from("<HH", data, at)
        at = _after_name(data, at + 4, name)
        values, at = _values(data, at, kind)
        if values:
            value = values[0]
            if kind & 0xFFF == UNICODE:
                value = value.decode("utf-16-le", "replace").rstrip("\0").encode("utf-8", "replace")
            yield name, value[16:] if kind & 0xFFF == OBJECT else value


def _after_name(data: bytes, at: int, name: int) -> int:
    """Return where the value of a property begins, behind the name that some have."""
    if name < 0x8000:
        return at
    kind, size = struct.unpack_from("<II", data, at + 16)
    return at + 24 + (_padded(size) if kind else 0)


def _values(data: bytes, at: int, kind: int) -> tuple[list[bytes], int]:
    """Return the values of a property, and where the next one begins."""
    size = FIXED.get(kind & 0xFFF)
    count = 1
    if kind & MULTIPLE or size is None:
        (count,) = struct.unpack_from("<I", data, at)
        at += 4
    if count > MOST_RECORDS:
        raise too_much()
    out = []
    for _ in range(count):
        length = size
        if length is None:
            (length,) = struct.unpack_from("<I", data, at)
            at += 4
        if length > len(data) - at:
            raise IndexError
        out.append(data[at : at + length])
        at += _padded(length)
    return out, at


def _padded(size: int) -> int:
    return (size + 3) & ~3


def _head(mail: dict[int, bytes]) -> str:
    """Return the lines that Outlook shows above a mail."""
    return head_lines("", _sent(mail.get(TIME, b"")), "", shown(_text(mail.get(SUBJECT, b""))))


def _sent(value: bytes) -> str:
    """Return a day and time as a mail program shows it; "" for what is none."""
    with contextlib.suppress(ValueError, struct.error, OverflowError):
        if len(value) == 8:  # counted in tenths of microseconds, in universal time
            return (_FIRST + timedelta(microseconds=int.from_bytes(value, "little") // 10)).strftime(SHOWN)
        return datetime(*struct.unpack("<6H", value[:12])).strftime(SHOWN)
    return ""


_FIRST = datetime(1601, 1, 1)


def _text(value: bytes) -> str:
    return decode(value.rstrip(b"\0")).text


def _body(mail: dict[int, bytes]) -> bytes | None:
    """Return the text of a mail in the best form that it has."""
    if mail.get(HTML, b"").strip():
        return mail[HTML]
    if mail.get(TEXT, b"").strip(b"\0 \r\n\t"):
        return BOM + _text(mail[TEXT]).encode()
    return unpacked(mail[RTF]) if RTF in mail else None


def unpacked(packed: bytes) -> bytes:
    """Return the rich text that Outlook keeps compressed."""
    rtf = library("compressed_rtf", "compressed-rtf")
    try:
        return bytes(rtf.decompress(packed))
    except MemoryError:
        raise
    except Exception as error:  # the library's exceptions for damaged data are undocumented
        raise damaged() from error
