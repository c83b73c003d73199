"""Seeds and tokens for the fuzzer's targets that have no samples: winmail.dat, signed messages, rich text."""

import base64
import struct
from collections.abc import Iterator

import compressed_rtf

from anfrage_parser.readers.office import rtf_acts, rtf_words, signed, tnef
from tests.readers.holders import attribute, properties, winmail

BEGINNINGS = {"tnef": tnef.MAGIC, "p7m": b"", "rtf": b"{\\rtf1"}
"""How a file of a kind begins; a signed message may also be written in letters."""

TEXT = "Anfrage 7/2024 der SPD-Fraktion\n\nWir fragen:\n\n1. Wann wird die Brücke saniert?\n2. Was kostet das?\n"
RICH = b"{\\rtf1\\ansi\\ansicpg1252\\deff0{\\fonttbl{\\f0\\fcharset0 Arial;}{\\f1\\fcharset2 Symbol;}{\\f2\\fcharset204 Arial;}}"
RICH_BODIES = (
    b"\\pard Anfrage 7/2024\\par\\b Wir fragen:\\b0\\par{\\pntext\\f1\\'b7\\tab}Wann?\\par\\u8211?\\uc2\\u228ae Br\\'fccke\\par",
    (
        b"{\\header Kopf\\par}{\\footerf Fu\\'df}Text{\\super\\chftn}{\\footnote {\\super\\chftn} Eine Note.} weiter"
        b"\\strike weg\\strike0\\par\\page"
    ),
    (
        b"\\trowd\\intbl a\\cell b{\\nesttableprops}\\cell\\row\\pard\\qc{\\shp{\\*\\shpinst{\\shptxt Kasten\\par}}}"
        b"{\\v verborgen}\\bin3 abc\\par"
    ),
    b"{\\field{\\*\\fldinst FORMCHECKBOX{\\*\\formfield{\\fftype1\\ffres25\\ffdefres1}}}{\\fldrslt x}}{\\*\\generator x}{\\pict 00}\\line",
    (
        b"{\\field{\\*\\fldinst FORMDROPDOWN{\\*\\formfield{\\fftype2\\ffres1{\\*\\ffl eins}{\\*\\ffl zwei}}}}"
        b"{\\fldrslt}}\\f2\\'c0\\f1\\'b7\\deleted x"
    ),
)


def made(kind: str) -> Iterator[bytes]:
    """Yield seeds of a kind."""
    yield from {"tnef": _tnef, "p7m": _p7m, "rtf": _rtf}[kind]()


def _rtf() -> Iterator[bytes]:
    for body in RICH_BODIES:
        yield RICH + body + b"}"
    yield RICH + b"".join(RICH_BODIES) + b"}"


def _tnef() -> Iterator[bytes]:
    packed = compressed_rtf.compress(RICH + RICH_BODIES[0] + b"}")
    yield winmail(("Anfrage.txt", TEXT.encode()), text=TEXT)
    yield winmail(("Anfrage.txt", TEXT.encode()), ("b.txt", b"x"), old=True)
    yield winmail(mapi=properties((0x102, tnef.RTF, packed)))
    yield winmail(mapi=properties((0x102, tnef.RTF, compressed_rtf.compress(RICH + b"a}", compressed=False))))
    yield winmail(mapi=properties((0x102, tnef.HTML, b"<p>Anfrage</p>"), (0x1F, tnef.TEXT, TEXT.encode("utf-16-le"))))
    named = struct.pack("<HH", 0x1F, 0x8001) + bytes(16) + struct.pack("<II", 1, 4) + b"a\0b\0" + struct.pack("<II", 1, 4) + b"x\0y\0"
    inner = struct.pack("<HHII", 0x0D, tnef.FILE, 1, 40) + bytes(16) + winmail(text="x")[:24]
    yield winmail(mapi=struct.pack("<I", 2) + named + inner) + attribute(2, tnef.OF_ATTACHMENT, properties((0x1E, tnef.NAME, b"a\0")))


def _value(tag: int, content: bytes, known: bool = True) -> bytes:
    if not known:
        return bytes((tag, 0x80)) + content + b"\0\0"
    return bytes((tag, 0x82)) + len(content).to_bytes(2, "big") + content


def _p7m() -> Iterator[bytes]:
    entity = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + TEXT.encode()
    parts = (b"\x24\x80" + _value(4, entity[:40]) + _value(4, entity[40:]) + b"\0\0", _value(4, entity), _value(4, b"%PDF-1.4"))
    for number, octets in enumerate(parts):
        known = bool(number)
        content = _value(0x30, signed.SIGNED[:-1] + b"\x01" + _value(0xA0, octets, known), known)
        yield _value(0x30, signed.SIGNED + _value(0xA0, _value(0x30, b"\x02\x01\x01\x31\x00" + content, known), known), known)
    yield _value(0x30, signed.SIGNED + _value(0xA0, _value(0x30, b"\x02\x01\x01\x31\x00" + _value(0x30, signed.SIGNED))))
    letters = base64.encodebytes(_value(0x30, signed.SIGNED + _value(0xA0, b"")))
    yield b"-----BEGIN PKCS7-----\n" + letters + b"-----END PKCS7-----\n"
    yield _value(0x30, signed.SEALED[0] + _value(0xA0, b"\x02\x01\x00"))


def _controls() -> list[bytes]:
    words = {*rtf_words.SIGNS, *rtf_words.MARGINS, *rtf_words.GONE, *rtf_acts.ACTS, "bin", "u", "f", "fonttbl", "fcharset", "fldrslt"}
    return [b"\\" + word.encode() for word in sorted(words)]


TOKENS: dict[str, list[bytes]] = {
    "rtf": [*_controls(), b"{\\*", b"{", b"}", b"\\'fc", b"\\u-1?", b"\\bin9 ", b"\\uc0", b"\\f-1", b"\\fs-99", b"\\*"],
    "tnef": [
        *(struct.pack("<BI", level, kind) for level in (1, 2) for kind in (tnef.BODY, tnef.RENDERING, tnef.TITLE, tnef.DATA)),
        *(struct.pack("<BI", level, kind) for level, kind in ((1, tnef.PROPERTIES), (2, tnef.OF_ATTACHMENT))),
        *(struct.pack("<HH", kind, name) for kind in (0x1E, 0x0D, 0x102, 0x1102) for name in (tnef.TEXT, tnef.RTF, tnef.HTML, tnef.FILE)),
        b"LZFu", b"MELA", b"\xff\xff\xff\x7f", b"\0\0\0\x80",
    ],
    "p7m": [
        signed.SIGNED, *signed.SEALED, b"\x30\x80", b"\xa0\x80", b"\x24\x80", b"\0\0", b"\x84\xff\xff\xff\xff",
        b"\x88\x80\0\0\0\0\0\0\0", b"\x1f",
        b"-----BEGIN PKCS7-----\n", b"-----END PKCS7-----\n", b"Content-Type: application/pkcs7-mime\r\n",
        b"Content-Type: multipart/mixed; boundary=x\r\n", b"--x",
    ],
}  # fmt: skip
"""What a kind of file is made of, for the fuzzer's dictionary."""
