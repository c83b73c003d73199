"""Read what a signed message of S/MIME holds (.p7m, CMS). The signature is not checked: we read letters, and decide nothing by them.

Only the way to the content is walked, tag by tag: no certificate is parsed. The libraries at hand either don't give the content
(cryptography) or parse all of it (asn1crypto, no release since 2022).
"""

import base64
import binascii
import zlib
from collections.abc import Iterator
from typing import NamedTuple

from anfrage_parser.errors import EncryptedError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.readers.mail_kinds import is_mail
from anfrage_parser.readers.office import damaged, too_deep, too_much
from anfrage_parser.text.patterns import compiled_bytes

SIGNED = bytes.fromhex("06092a864886f70d010702")
COMPRESSED = bytes.fromhex("060b2a864886f70d0109100109")
OPEN = (SIGNED, bytes.fromhex("06092a864886f70d010705"), COMPRESSED)
SEALED = (bytes.fromhex("06092a864886f70d010703"), bytes.fromhex("06092a864886f70d010706"), bytes.fromhex("060b2a864886f70d0109100117"))
"""Object identifiers, as encoded: data that is signed, has a digest, or is compressed; data that is encrypted, in one of three ways."""

BEGINNING = 40
"""Bytes in which the identifier stands."""

LARGEST = 64 * 1024 * 1024
"""Most bytes of what was compressed."""

DEEPEST = 40
"""Deepest nesting of values of unknown length."""

MOST_CHUNKS = 1_000_000
"""Most pieces that a content is stored in."""

_PEM = compiled_bytes(rb"\s{0,99}-----BEGIN (?:PKCS7|PKCS #7 SIGNED DATA|CMS)-----\s([A-Za-z0-9+/=\s]{1,200000000})-----END ")

_SEQUENCE, _OID, _OCTETS, _EXPLICIT = 0x30, 0x06, 0x04, 0xA0


def cms_kind(data: bytes) -> str | None:
    """Return "signed" or "sealed" for such a message of S/MIME, else None."""
    head = data[:BEGINNING]
    if data.lstrip()[:30].startswith((b"-----BEGIN PKCS7-----", b"-----BEGIN CMS-----", b"-----BEGIN PKCS #7")):
        head = (_unarmoured(data[:400] + b"-----END ") or b"")[:BEGINNING]
    if not head.startswith(b"\x30"):
        return None
    if any(name in head for name in OPEN):
        return "signed"
    return "sealed" if any(name in head for name in SEALED) else None


def sealed() -> EncryptedError:
    """Return the error for an encrypted mail, whose key only its reader has."""
    step = say("sie im Mailprogramm öffnen und unverschlüsselt speichern oder als PDF drucken")
    return EncryptedError(say("die Mail ist verschlüsselt"), step)


_ENTITY = compiled_bytes(rb"\s{0,9}(?i:content-|mime-version:)")


def is_entity(data: bytes) -> bool:
    """Return whether bytes are a mail or a part of one, with its head."""
    return _ENTITY.match(data) is not None or is_mail(data)


def content(data: bytes) -> bytes:
    """Return what is signed; `UnreadableError` if that is kept apart or the bytes are damaged."""
    data = _unarmoured(data) or data
    try:
        parts = _within(data, _at(data, 0))
        kind = _bytes(data, next(parts))
        if kind not in [name[2:] for name in OPEN]:
            raise damaged()
        signed_data = next(_within(data, next(parts)))
        fields = _within(data, signed_data)
        next(fields), next(fields)  # version, algorithms
        held = _within(data, next(fields))
        next(held)  # what kind of content
        wrapped = next(held, None)
        if wrapped is None:
            step = say("das signierte Dokument einzeln speichern")
            raise UnreadableError(say("das ist nur eine elektronische Signatur, ohne das Dokument"), step)
        held_bytes = _octets(data, next(_within(data, wrapped)))
        return _unpacked(held_bytes) if kind == COMPRESSED[2:] else held_bytes
    except (IndexError, StopIteration) as error:
        raise damaged() from error


def _unpacked(data: bytes) -> bytes:
    """Return what was compressed; `LimitError` where it is more than a letter holds."""
    unpacker = zlib.decompressobj()
    try:
        out = unpacker.decompress(data, LARGEST)
    except zlib.error as error:
        raise damaged() from error
    if unpacker.unconsumed_tail:
        raise too_much()
    return out


def _unarmoured(data: bytes) -> bytes | None:
    """Return the bytes that are written as letters between dashes; None if there are none."""
    match = _PEM.match(data)
    if match is None:
        return None
    letters = b"".join(match.group(1).split())
    try:
        return base64.b64decode(letters[: len(letters) // 4 * 4])
    except binascii.Error:
        return None


class _Value(NamedTuple):
    """An encoded value: its tag, [start, end) of its content, and where the next one begins."""

    tag: int
    start: int
    end: int
    after: int


def _at(data: bytes, at: int, deep: int = 0) -> _Value:
    """Return the value at an offset; of unknown length, it ends with two zero bytes. `IndexError` where the bytes end."""
    if deep > DEEPEST:
        raise too_deep()
    tag, size = data[at], data[at + 1]
    start = at + 2
    if tag & 0x1F == 0x1F:
        raise IndexError
    if size == 0x80:
        end = start
        while data[end : end + 2] != b"\0\0":
            end = _at(data, end, deep + 1).after
        return _Value(tag, start, end, end + 2)
    if size & 0x80:
        count = size & 0x7F
        size = int.from_bytes(data[start : start + count], "big") if count <= 8 else len(data)
        start += count
    if start + size > len(data):
        raise IndexError
    return _Value(tag, start, start + size, start + size)


def _within(data: bytes, value: _Value) -> Iterator[_Value]:
    """Yield the values within one."""
    at = value.start
    while at < value.end:
        inner = _at(data, at)
        yield inner
        at = inner.after


def _bytes(data: bytes, value: _Value) -> bytes:
    return data[value.start : value.end]


def _octets(data: bytes, value: _Value, deep: int = 0) -> bytes:
    """Return a string of bytes, which may be stored in pieces."""
    if deep > 4:
        raise too_deep()
    if not value.tag & 0x20:
        return _bytes(data, value)
    out: list[bytes] = []
    for piece in _within(data, value):
        out.append(_octets(data, piece, deep + 1))
        if len(out) > MOST_CHUNKS:
            raise too_much()
    return b"".join(out)
