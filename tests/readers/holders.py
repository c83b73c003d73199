"""What holds documents, made for the tests: winmail.dat, signed messages, portfolios, flat ODT, Word files with parts in other formats."""

import ctypes
import re
import struct
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2

from tests.readers.ole import BINARY, LEAST, _Entry, _properties, _text, _written
from tools.letters.docx import OFFICE, Parts, package, zipped
from tools.letters.odt import package as odt


def attribute(level: int, kind: int, value: bytes) -> bytes:
    return struct.pack("<BII", level, kind, len(value)) + value + struct.pack("<H", sum(value) & 0xFFFF)


def properties(*rows: tuple[int, int, bytes]) -> bytes:
    """(type, id, value) as MAPI writes them, of types whose value has a length."""
    out = struct.pack("<I", len(rows))
    for kind, name, value in rows:
        out += struct.pack("<HHII", kind, name, 1, len(value)) + value + bytes(-len(value) % 4)
    return out


def winmail(*files: tuple[str, bytes], text: str = "", mapi: bytes = b"", old: bool = False) -> bytes:
    """A winmail.dat; `old` ones name their attachments in the attributes alone."""
    out = b"\x78\x9f\x3e\x22\x01\x00" + attribute(1, 0x89006, b"\0\0\1\0")
    out += attribute(1, 0x2800C, text.encode("cp1252") + b"\0") if text else b""
    out += attribute(1, 0x69003, mapi) if mapi else b""
    for name, data in files:
        out += attribute(2, 0x69002, bytes(14)) + attribute(2, 0x18010, b"ANLAGE~1.DOC\0" if not old else name.encode("cp1252") + b"\0")
        out += attribute(2, 0x6800F, data)
        out += attribute(2, 0x69005, properties((0x1F, 0x3707, f"{name}\0".encode("utf-16-le")))) if not old else b""
    return out


def key_in(folder: Path) -> tuple[str, str]:
    """A key and a certificate for tests."""
    names = str(folder / "key.pem"), str(folder / "cert.pem")
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", names[0], "-out", names[1], "-subj", "/CN=Probe"]
    subprocess.run(command, check=True, capture_output=True)
    return names


def openssl(folder: Path, data: bytes, *words: str) -> bytes:
    """What `openssl` makes of bytes."""
    key, cert = key_in(folder)
    filled = [word.format(key=key, cert=cert) for word in words]
    return subprocess.run(["openssl", *filled], input=data, check=True, capture_output=True).stdout


def portfolio(cover: bytes, *files: tuple[str, bytes], collection: bool = False) -> bytes:
    """A PDF with files in it."""
    document = pypdfium2.PdfDocument(cover)
    for name, data in files:
        document.new_attachment(name).set_data((ctypes.c_char * len(data)).from_buffer_copy(data))
    out = BytesIO()
    document.save(out)
    data = out.getvalue()
    return data + b"\n% /Collection" if collection else data


def flat(body: str) -> bytes:
    """A flat ODT."""
    with zipfile.ZipFile(BytesIO(odt(body))) as archive:
        content = archive.read("content.xml").decode()
    space = 'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    mime = 'office:mimetype="application/vnd.oasis.opendocument.text"'
    inner = re.sub(
        r"^.*?<office:document-content([^>]*)>", rf'<?xml version="1.0" encoding="UTF-8"?><office:document {mime}\1>', content, flags=re.S
    )
    inner = inner.replace("</office:document-content>", "</office:document>")
    assert space in inner
    return inner.encode()


def with_chunk(before: str, name: str, data: bytes) -> bytes:
    """A .docx whose questions stand in a part of another format."""
    body = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in before.split("\n")) + '<w:altChunk r:id="rX0"/>'
    word = package(Parts(body, more=(("aFChunk", name, "<?xml?>"),)))
    with zipfile.ZipFile(BytesIO(word)) as archive:
        members = {entry: archive.read(entry) for entry in archive.namelist()}
    if b"xmlns:r=" not in members["word/document.xml"][:2000]:
        members["word/document.xml"] = members["word/document.xml"].replace(b"<w:document ", f'<w:document xmlns:r="{OFFICE}" '.encode(), 1)
    return zipped({**members, f"word/{name}": data})


def outlook_rich(packed: bytes) -> bytes:
    """A .msg that only has compressed rich text."""
    root = _Entry("Root Entry")
    root.children = _properties(32, {0x1009: (BINARY, packed.ljust(LEAST)), 0x37: _text("Anfrage: Bügel")})
    return _written(root)
