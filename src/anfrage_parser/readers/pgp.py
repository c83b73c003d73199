"""Tell what PGP wraps: encrypted and packed messages, keys, signatures; take a text out of the frame of its signature.

Only the first bytes are looked at: nothing is unpacked, no signature checked.
"""

import base64
import binascii

from anfrage_parser.errors import EncryptedError, UnreadableError
from anfrage_parser.messages import later, say
from anfrage_parser.readers.office.signed import sealed
from anfrage_parser.text.patterns import compiled, compiled_bytes

SIGNED, MESSAGE = "-----BEGIN PGP SIGNED MESSAGE-----", b"-----BEGIN PGP MESSAGE-----"
BLANK = b"\xef\xbb\xbf\r\n\t "
BEGINNING = 4096
"""Bytes that are looked at."""

_ARMOUR = compiled_bytes(
    rb"-----BEGIN PGP ([A-Z ]{3,20})-----[ \t]{0,9}\r?\n(?:[A-Za-z]{1,20}: [^\n]{0,200}\n){0,9}\s{0,9}([A-Za-z0-9+/]{8})?"
)
_SEALED = compiled_bytes(rb"(?s)(?:\x84.|\x85..|\xc1(?:[\x00-\xbf]|[\xc0-\xdf].))[\x03\x06]|(?:\x8c[\x04-\x60]|\xc3[\x04-\x60])[\x04-\x06]")
"""First packets of an encrypted message: a key for a reader, or one made of a password."""

_PACKED = compiled_bytes(rb"\xa3[\x01-\x03]|\x90\x0d\x03|\xc4\x0d\x03|\xc8.[\x01-\x03]")
"""First packets of a message that is signed or packed, and not encrypted."""

KINDS = {
    "PUBLIC KEY BLOCK": later("ein Schlüssel (PGP)"),
    "PRIVATE KEY BLOCK": later("ein Schlüssel (PGP)"),
    "SIGNATURE": later("nur eine elektronische Signatur (PGP)"),
}


def refuse(data: bytes) -> None:
    """Raise `EncryptedError` or `UnreadableError` for what PGP wraps, unless it is a text with a signature."""
    data = data.lstrip(BLANK)
    if data[:1] < b"\x80" and not data.startswith(b"-----BEGIN PGP "):
        return
    armour = _ARMOUR.match(data)
    kind = armour.group(1).decode() if armour is not None else ""
    if kind in KINDS:
        raise UnreadableError(say("das ist {kind}, kein Text und kein PDF", kind=say(KINDS[kind])), say("das Dokument selbst speichern"))
    if is_packed(data):
        raise UnreadableError(say("das ist ein von PGP gepacktes Dokument"), say("es mit PGP entpacken und einzeln speichern"))
    if kind == "MESSAGE":
        raise sealed()
    if _SEALED.match(data):
        raise EncryptedError(say("die Datei ist mit PGP verschlüsselt"), say("sie entschlüsseln und das Dokument einzeln speichern"))


def is_packed(data: bytes) -> bool:
    """Return whether bytes are a message of PGP that is signed or packed, and not encrypted."""
    armour = _ARMOUR.match(data[:BEGINNING].lstrip(BLANK)) if MESSAGE in data[:BEGINNING] else None
    if armour is None:
        return _PACKED.match(data) is not None
    try:
        return _PACKED.match(base64.b64decode(armour.group(2) or b"")) is not None
    except binascii.Error:
        return False


_HEAD = compiled(r"-----BEGIN PGP SIGNED MESSAGE-----[ \t]{0,9}\n(?:[A-Za-z]{1,20}: [^\n]{0,200}\n){0,9}\n?")
_ESCAPED = compiled(r"(?m)^- (?=-|From )")
BEGIN, END = "-----BEGIN PGP SIGNATURE-----", "-----END PGP SIGNATURE-----"
MOST_SIGNED = 20


def unsigned(text: str) -> str:
    """Return a text without the frames of PGP signatures; what stands around them stays.

    >>> unsigned("-----BEGIN PGP SIGNED MESSAGE-----\\nHash: SHA512\\n\\n- - Wann?\\n-----BEGIN PGP SIGNATURE-----\\n\\niQ==\\n")
    '- Wann?\\n'
    """
    if SIGNED not in text:
        return text
    out: list[str] = []
    while len(out) < 2 * MOST_SIGNED and (head := _HEAD.search(text)) is not None:
        signed, _, rest = text[head.end() :].partition(BEGIN)
        out += [text[: head.start()], _ESCAPED.sub("", signed)]
        text = rest.partition(END)[2].removeprefix("\n")
    return "".join([*out, text])
