"""What holds documents, as programs write it: signed messages, winmail.dat, portfolios, Word files with parts, flat OpenDocument."""

import functools
import shutil
import struct
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from anfrage_parser.errors import EncryptedError, UnreadableError
from tests.pdfs import pdf
from tests.readers.holders import attribute, flat, key_in, portfolio, properties, winmail, with_chunk
from tests.readers.test_holders import ABOVE, COVER, ENTITY, HTML, INNER, PAGE, RICH, RTF, WORD, rows_of, with_part
from tests.readers.test_made_mails import emlx, is_the_letter, packed
from tests.readers.test_mail_chains import LETTER, mail
from tests.readers.test_word_xml import in_one_file

SIGN = ("-sign", "-signer", "{cert}", "-inkey", "{key}")
NODETACH = (*SIGN, "-nodetach", "-binary")
HEADS = ("-subject", "Anfrage", "-from", "a@b.example", "-to", "c@d.example")
SIGNED: dict[str, tuple[bytes, tuple[str, ...]]] = {
    "no attributes": (ENTITY, ("cms", *NODETACH, "-noattr", "-outform", "DER")),
    "no certificates": (ENTITY, ("cms", *NODETACH, "-nocerts", "-outform", "DER")),
    "by the key's name": (ENTITY, ("cms", *NODETACH, "-keyid", "-outform", "DER")),
    "two signers": (ENTITY, ("cms", *NODETACH, "-signer", "{cert}", "-inkey", "{key}", "-outform", "DER")),
    "SHA-512": (ENTITY, ("cms", *NODETACH, "-md", "sha512", "-outform", "DER")),
    "with the text's head": (LETTER.encode(), ("smime", *SIGN, "-nodetach", "-text", "-outform", "DER")),
    "a text without a head": (LETTER.encode(), ("cms", *NODETACH, "-outform", "DER")),
    "a PDF, streamed": (PAGE, ("cms", *NODETACH, "-stream", "-outform", "DER")),
    "a Word file as letters": (WORD, ("cms", *NODETACH, "-outform", "PEM")),
    "a whole mail": (mail(LETTER), ("smime", *NODETACH, "-outform", "DER")),
    "a mail, streamed": (ENTITY, ("cms", *SIGN, "-nodetach", "-stream", *HEADS)),
    "a mail beside its signature": (ENTITY, ("cms", *SIGN, *HEADS)),
    "a mail with a PDF": (with_part(PAGE, "A.pdf", "application/pdf"), ("smime", *SIGN, "-nodetach", *HEADS)),
    "a digest alone": (ENTITY, ("cms", "-digest_create", "-binary", "-outform", "DER")),
    "a zip": (packed(Anfrage_pdf=PAGE), ("cms", *NODETACH, "-outform", "DER")),
}  # fmt: skip
SEALED: dict[str, tuple[str, ...]] = {
    "sealed with a key": ("cms", "-EncryptedData_encrypt", "-secretkey", "00" * 16, "-aes128", "-outform", "DER"),
    "sealed for a receiver": ("cms", "-encrypt", "-aes256", "-outform", "DER", "{cert}"),
    "sealed as letters": ("cms", "-encrypt", "-aes256", "-outform", "PEM", "{cert}"),
    "sealed and checked": ("cms", "-encrypt", "-aes-256-gcm", "-outform", "DER", "{cert}"),
}
openssl_only = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    return key_in(tmp_path_factory.mktemp("key"))


def ssl(key: tuple[str, str], data: bytes, words: tuple[str, ...]) -> bytes:
    filled = [word.format(key=key[0], cert=key[1]) for word in words]
    done = subprocess.run(["openssl", *filled], input=data, capture_output=True, check=False)
    if done.returncode:
        pytest.skip(f"this openssl has no {words[1]}")
    return done.stdout


@openssl_only
@pytest.mark.parametrize("name", SIGNED)
def test_signed(name: str, key: tuple[str, str]) -> None:
    data, words = SIGNED[name]
    is_the_letter(ssl(key, data, words))


@openssl_only
@pytest.mark.parametrize("name", SEALED)
def test_what_is_sealed_is_named(name: str, key: tuple[str, str]) -> None:
    with pytest.raises(EncryptedError, match="verschlüsselt") as caught:
        rows_of(ssl(key, ENTITY, SEALED[name]))
    assert caught.value.next_step


def paragraphs(text: str) -> str:
    return "".join(f"<text:p>{line}</text:p>" for line in text.strip("\n").split("\n"))


@functools.cache
def flat_letter() -> bytes:
    return flat(paragraphs(LETTER))


def named(kind: int, name: int, value: bytes) -> bytes:
    """A property with a name of its own, and one of fixed size, in front of another."""
    own = struct.pack("<HH", 0x1F, 0x8005) + bytes(16) + struct.pack("<II", 1, 6) + b"a\0b\0\0\0" + bytes(2)
    own += struct.pack("<II", 1, 4) + b"x\0\0\0" + struct.pack("<HHQ", 0x40, 0x39, 5) + struct.pack("<HHI", 0x0B, 0x0E1F, 1)
    rest = properties((kind, name, value))[4:]
    return struct.pack("<I", 4) + own + rest


def embedded(data: bytes) -> bytes:
    """An attachment that is a mail: an object, which begins with 16 bytes of its kind's name."""
    return attribute(2, 0x69002, bytes(14)) + attribute(2, 0x69005, properties((0x0D, 0x3701, bytes(16) + data)))


TNEF: dict[str, Callable[[], bytes]] = {
    "two files": lambda: winmail(("Bild.png", b"\x89PNG\r\n\x1a\n"), ("Anfrage.pdf", PAGE)),
    "a text and a picture": lambda: winmail(("Bild.png", b"\x89PNG\r\n\x1a\n"), text=LETTER),
    "a short note and a file": lambda: with_part(winmail(("Anfrage.docx", WORD), text="Anbei."), "winmail.dat", "application/ms-tnef"),
    "the text as Unicode": lambda: winmail(mapi=properties((0x1F, 0x1000, LETTER.encode("utf-16-le")))),
    "the text as 8 bits": lambda: winmail(mapi=properties((0x1E, 0x1000, LETTER.encode("cp1252") + b"\0"))),
    "properties with names": lambda: winmail(mapi=named(0x102, 0x1009, RTF)),
    "a page in Windows' letters": lambda: winmail(mapi=properties((0x102, 0x1013, HTML.encode("cp1252")))),
    "a mail within": lambda: winmail() + embedded(winmail(text=LETTER)),
    "a zip": lambda: winmail(("Anfrage.zip", packed(a_txt=LETTER.encode()))),
    "a saved mail": lambda: winmail(("Anfrage.eml", mail(LETTER))),
    "an old mail program's names": lambda: winmail(("Bügel.pdf", PAGE), old=True),
    "a list of values": lambda: winmail(mapi=struct.pack("<IHHIII", 2, 0x1003, 0x8, 2, 1, 2) + properties((0x102, 0x1009, RTF))[4:]),
}  # fmt: skip
PORTFOLIOS: dict[str, Callable[[], bytes]] = {
    "a text": lambda: portfolio(COVER, ("Anfrage.txt", LETTER.encode())),
    "a name with umlauts": lambda: portfolio(COVER, ("Anfrage Bügel – März.pdf", PAGE)),
    "a mail": lambda: portfolio(COVER, ("Anfrage.eml", mail(LETTER))),
    "Apple's mail": lambda: portfolio(COVER, ("Anfrage.emlx", emlx(mail(LETTER)))),
    "rich text": lambda: portfolio(COVER, ("Anfrage.rtf", RICH.encode())),
    "a saved page": lambda: portfolio(COVER, ("Anfrage.html", HTML.encode())),
    "flat OpenDocument": lambda: portfolio(COVER, ("Anfrage.fodt", flat_letter())),
    "a zip": lambda: portfolio(COVER, ("Anfrage.zip", packed(a_pdf=PAGE))),
    "a portfolio": lambda: portfolio(COVER, ("Mappe.pdf", portfolio(COVER, ("Anfrage.pdf", PAGE)))),
    "a letter and a picture": lambda: portfolio(COVER, ("Bild.png", b"\x89PNG\r\n\x1a\n"), ("Anfrage.docx", WORD)),
    "winmail.dat": lambda: portfolio(COVER, ("winmail.dat", winmail(("Anfrage.pdf", PAGE)))),
    "a cover of several pages": lambda: portfolio(pdf([[(70.0, 60.0, "Mappe")], [(70.0, 60.0, "Inhalt")]]), ("Anfrage.pdf", PAGE)),
}  # fmt: skip
SAVED = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
PICTURE = "\r\n--x\r\nContent-Type: image/png\r\n\r\nx--x--"
LINES = f"<html><body>{INNER.replace(chr(10), '<br>')}</body></html>"
CHUNKS: dict[str, Callable[[], bytes]] = {
    "a page in Windows' letters": lambda: with_chunk(ABOVE, "q.html", LINES.encode("cp1252")),
    "a page with a mark in front": lambda: with_chunk(ABOVE, "q.html", LINES.encode("utf-8-sig")),
    "a list of a page": lambda: with_chunk(
        ABOVE, "q.htm", f"<ol>{''.join(f'<li>{line.partition(chr(32))[2]}</li>' for line in INNER.split(chr(10)))}</ol>".encode()
    ),
    "XHTML": lambda: with_chunk(ABOVE, "q.xhtml", f'<?xml version="1.0"?><!DOCTYPE html>{LINES}'.encode()),
    "UTF-16": lambda: with_chunk(ABOVE, "q.txt", INNER.encode("utf-16")),
    "UTF-8": lambda: with_chunk(ABOVE, "q.txt", INNER.encode()),
    "a saved page with its pictures": lambda: with_chunk(ABOVE, "q.mht", f"{SAVED}{LINES}{PICTURE}".encode()),
    "rich text that begins with blanks": lambda: with_chunk("", "q.rtf", RICH.encode() + b"\n"),
    "Word in Word in Word": lambda: with_chunk(LETTER, "q.docx", with_chunk("", "r.docx", WORD)),
    "what can't be read": lambda: with_chunk(LETTER, "q.bin", b"\0\1\2" * 100),
    "OpenDocument": lambda: with_chunk("", "q.fodt", flat_letter()),
    "Word in one file": lambda: with_chunk("", "q.xml", in_one_file(WORD)),
}  # fmt: skip


REMARK = "<office:annotation><text:p>1. Wann?</text:p></office:annotation>"
FLAT: dict[str, Callable[[], bytes]] = {
    "paragraphs": flat_letter,
    "a mark in front": lambda: b"\xef\xbb\xbf" + flat_letter(),
    "UTF-16": lambda: flat_letter().decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode("utf-16"),
    "no declaration": lambda: flat_letter().partition(b"?>")[2],
    "a comment": lambda: flat_letter().replace(b"?>", b"?>\n<!-- Writer -->\n", 1),
    "a frame of sections": lambda: flat(f'<text:section text:name="a">{paragraphs(LETTER)}</text:section>'),
    "blanks and spans": lambda: flat(paragraphs(LETTER.replace(" außer Betrieb", " <text:s/><text:span>außer</text:span> Betrieb"))),
    "what was taken out": lambda: flat(
        '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>nie</text:p></text:deletion></text:changed-region>'
        f"</text:tracked-changes>{paragraphs(LETTER)}"
    ),
    "a comment of a reader": lambda: flat(paragraphs(LETTER.replace("Auf den", f"{REMARK}Auf den"))),
    "a page break": lambda: flat(paragraphs(LETTER.replace("3. Prüft", "<text:soft-page-break/>3. Prüft"))),
    "a heading": lambda: flat(paragraphs(LETTER).replace("<text:p>ANFRAGE</text:p>", '<text:h text:outline-level="1">ANFRAGE</text:h>')),
}  # fmt: skip


@pytest.mark.parametrize("name", TNEF)
def test_winmail(name: str) -> None:
    is_the_letter(TNEF[name]())


@pytest.mark.parametrize("name", PORTFOLIOS)
def test_portfolios(name: str) -> None:
    is_the_letter(PORTFOLIOS[name]())


@pytest.mark.parametrize("name", CHUNKS)
def test_word_files_with_parts(name: str) -> None:
    is_the_letter(CHUNKS[name]())


@pytest.mark.parametrize("name", FLAT)
def test_flat_opendocument(name: str) -> None:
    is_the_letter(FLAT[name]())


def test_an_entity_in_flat_opendocument_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableError, match="Entitäten"):
        rows_of(flat_letter().replace(b"?>", b'?><!DOCTYPE x [<!ENTITY a "b">]>', 1))
