"""What holds documents is opened: winmail.dat, signed mails, portfolios, archives, mailboxes; what can't be read is named."""

import shutil
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import compressed_rtf
import pytest

from anfrage_parser.errors import AnfrageError, EncryptedError, UnreadableError
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.kinds import kind_of
from anfrage_parser.readers.office import tnef
from anfrage_parser.readers.options import Options
from anfrage_parser.record.build import as_dict
from anfrage_parser.sandbox.keeper import Sandbox
from tests.pdfs import pdf
from tests.readers.holders import attribute, flat, openssl, outlook_rich, portfolio, properties, winmail, with_chunk
from tests.readers.test_mail_chains import BARE, LETTER, mail
from tools.letters.docx import Parts, package, zipped

QUESTIONS = [
    "Wie viele Leuchten im Schlosspark sind zurzeit außer Betrieb?",
    "Wann werden die defekten Leuchten ersetzt, und was kostet das?",
    "Prüft die Stadt eine Umrüstung auf LED-Technik?",
]
WORD = package(Parts("".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in LETTER.split("\n"))))
RICH = "{\\rtf1\\ansi\\ansicpg1252 " + "".join(
    "".join(c if c.isascii() else f"\\'{c.encode('cp1252').hex()}" for c in line) + "\\par\n" for line in LETTER.split("\n")
) + "}"  # fmt: skip
PAGE = pdf([[(70.0, 60.0 + 16 * n, line) for n, line in enumerate(LETTER.split("\n")) if line]])
COVER = pdf([[(70.0, 60.0, "Diese Mappe enthält mehrere Dokumente."), (70.0, 80.0, "Öffnen Sie sie mit einem neuen Programm.")]])
HTML = f"<html><body>{''.join(f'<p>{line}</p>' for line in LETTER.splitlines())}</body></html>"


def with_part(data: bytes, name: str, kind: str = "application/octet-stream", text: str = "Anbei.\n") -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "Anfrage"
    message["Date"] = "Fri, 15 Mar 2024 08:00:00 +0100"
    message.set_content(text)
    message.add_attachment(data, maintype=kind.partition("/")[0], subtype=kind.partition("/")[2], filename=name)
    return message.as_bytes()


def rows_of(data: bytes) -> list[dict[str, Any]]:
    return [as_dict(inquiry) for inquiry in parse_source(read_bytes(data, "x"))]


RTF = compressed_rtf.compress(RICH.encode("ascii"))
ENTITY = b"MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\n" + LETTER.encode()
SAVED = b"MIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
PLIST = b'<?xml version="1.0"?>\n<plist version="1.0"><dict/></plist>\n'
INNER = "1. {}\n2. {}\n3. {}".format(*QUESTIONS)
ABOVE = LETTER.partition("\n1. ")[0]

READ: dict[str, Callable[[], bytes]] = {
    "winmail.dat": lambda: with_part(winmail(("Anfrage.docx", WORD)), "winmail.dat", "application/ms-tnef"),
    "winmail.dat of old": lambda: with_part(winmail(("Anfrage.docx", WORD), old=True), "winmail.dat", "application/ms-tnef"),
    "winmail.dat by another name": lambda: with_part(winmail(("Anfrage.pdf", PAGE)), "ATT00001.bin"),
    "winmail.dat alone": lambda: winmail(("Anfrage.docx", WORD)),
    "winmail.dat with the text": lambda: with_part(winmail(text=LETTER), "winmail.dat", "application/ms-tnef", text="\n"),
    "winmail.dat with rich text": lambda: winmail(mapi=properties((0x102, 0x1009, RTF))),
    "winmail.dat with a page": lambda: winmail(mapi=properties((0x102, 0x1013, HTML.encode()))),
    "winmail.dat in winmail.dat": lambda: winmail(("nachricht.dat", winmail(("Anfrage.docx", WORD)))),
    "a zip in a mail": lambda: with_part(zipped({"Anfrage.docx": WORD}), "Anfrage.zip", "application/zip"),
    "a zip with folders": lambda: zipped({"Akte/A.txt": LETTER.encode(), "__MACOSX/Akte/._A.txt": b"\0\1", "Akte/.DS_Store": b"\0"}),
    "a zip in a zip": lambda: zipped({"innen.zip": zipped({"a.pdf": PAGE})}),
    "a zip with a mail": lambda: zipped({"a.eml": mail(LETTER)}),
    "a portfolio": lambda: portfolio(COVER, ("Anfrage.pdf", PAGE)),
    "a portfolio of Word files": lambda: portfolio(COVER, ("Anfrage.docx", WORD)),
    "a portfolio whose cover asks": lambda: portfolio(pdf([[(70.0, 60.0, "Haben Sie Reader?")]]), ("A.pdf", PAGE), collection=True),
    "a portfolio in a mail": lambda: with_part(portfolio(COVER, ("Anfrage.pdf", PAGE)), "mappe.pdf", "application/pdf"),
    "a portfolio with an empty cover": lambda: portfolio(pdf([[]]), ("Anfrage.pdf", PAGE)),
    "a letter with its source": lambda: portfolio(PAGE, ("Anfrage.docx", WORD)),
    "a page in a Word file": lambda: with_chunk(ABOVE, "q.html", f"<html><body>{INNER.replace(chr(10), '<br>')}</body></html>".encode()),
    "rich text in a Word file": lambda: with_chunk("", "q.rtf", RICH.encode()),
    "text in a Word file": lambda: with_chunk(ABOVE, "q.txt", INNER.encode("cp1252")),
    "Word in a Word file": lambda: with_chunk("", "q.docx", WORD),
    "a saved page in a Word file": lambda: with_chunk("", "q.mht", SAVED + HTML.encode()),
    "flat ODT": lambda: flat("".join(f"<text:p>{line}</text:p>" for line in LETTER.split("\n"))),
    "a mailbox of one": lambda: b"From a@b.example Tue Mar 12 10:00:00 2024\n" + mail(LETTER),
    "a mailbox's line and few headers": lambda: b"From a@b Tue Mar 12 10:00:00 2024\nFrom: a@b\nSubject: Post\n\n" + LETTER.encode(),
    "a byte order mark": lambda: b"\xef\xbb\xbf" + mail(LETTER),
    "blank lines in front": lambda: b"\r\n\r\n" + mail(LETTER),
    "emlx": lambda: str(len(mail(LETTER))).encode() + b"\n" + mail(LETTER) + PLIST,
    "Outlook's rich text": lambda: outlook_rich(RTF),
    "a stub": lambda: stubbed("Ihr E-Mail-Programm kann leider kein HTML anzeigen. Bitte aktivieren Sie die HTML-Ansicht.\n"),
    "an English stub": lambda: stubbed("Your mail client does not support HTML messages.\n"),
    "a short stub": lambda: stubbed("Diese Nachricht ist nur in der HTML-Ansicht lesbar: Anfrage der Fraktion.\n"),
    "a text too short": lambda: stubbed("Siehe unten.\n"),
    "flowed": lambda: flowed("format=flowed", " "),
    "flowed, without blanks": lambda: flowed("format=flowed; delsp=yes", "  "),
    "flowed and quoted": lambda: flowed("format=flowed", " ", quoted=True),
    "ASCII that is UTF-8": lambda: mail("X").replace(b'charset="utf-8"', b'charset="us-ascii"').replace(b"X\n", LETTER.encode()),
    "Latin-1 that is Windows": lambda: plainly("iso-8859-1", LETTER.encode("cp1252")),
    "an unknown charset": lambda: plainly("x-unbekannt", LETTER.encode()),
    "signed in clear": lambda: mail(f"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\n{LETTER}-----BEGIN PGP SIGNATURE-----\n\niQ==\n"),
}  # fmt: skip


def plainly(charset: str, data: bytes) -> bytes:
    return f"From: a@b.example\nMIME-Version: 1.0\nSubject: Post\nContent-Type: text/plain; charset={charset}\n\n".encode() + data


def stubbed(text: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "Post"
    message.set_content(text)
    message.add_alternative(HTML, subtype="html")
    return message.as_bytes()


def flowed(kind: str, end: str, quoted: bool = False) -> bytes:
    """A mail whose sentences are broken in the middle."""
    lines = [line.replace(" zurzeit ", f" zurzeit{end}\n").replace(" Umrüstung ", f" Umrüstung{end}\n") for line in LETTER.split("\n")]
    text = "\n".join(lines)
    if quoted:
        text = "s.u.\n\nAm 12.03.2024 um 10:00 schrieb Fraktion:\n" + "\n".join(f"> {line}" for line in text.split("\n"))
    head = f"From: a@b.example\nMIME-Version: 1.0\nSubject: Post\nContent-Type: text/plain; charset=utf-8; {kind}\n\n"
    return (head + text).encode()


@pytest.mark.parametrize("name", READ)
def test_the_letter_within_is_read(name: str) -> None:
    (row,) = rows_of(READ[name]())
    got = (row["number"], row["date"], row["party"], row["title"], [q["text"] for q in row["questions"]])
    assert got == ("2024/0153", "2024-03-12", "BÜNDNIS 90/DIE GRÜNEN", "Beleuchtung im Schlosspark", QUESTIONS)
    assert [person["name"] for person in row["signatories"]] in ([], ["Petra Sommer"])


def test_a_mailbox_is_read_mail_by_mail() -> None:
    mails = [mail(LETTER.replace("0153", f"015{n}")).replace(b"\r\n", b"\n") for n in range(3)]
    box = b"\n".join(b"From a@b.example Tue Mar 12 10:00:00 2024\n" + data for data in mails)
    rows = rows_of(box)
    assert [row["number"] for row in rows] == ["2024/0150", "2024/0151", "2024/0152"]
    assert [row["source"]["part"] for row in rows] == [1, 2, 3]


def test_a_line_that_begins_with_from_is_no_other_mail() -> None:
    text = LETTER.replace("Auf den Wegen", "From Lindenau 10:00 Uhr\nAuf den Wegen")
    assert len(rows_of(b"From a@b.example Tue Mar 12 10:00:00 2024\n" + mail(text))) == 1


SIGNED = {
    "a signed mail": ("smime", "-sign", "-signer", "{cert}", "-inkey", "{key}", "-nodetach", "-subject", "Anfrage", "-from", "a@b.example"),
    "a signed mail in clear": ("smime", "-sign", "-signer", "{cert}", "-inkey", "{key}", "-subject", "Anfrage", "-from", "a@b.example"),
    "signed, alone": ("smime", "-sign", "-signer", "{cert}", "-inkey", "{key}", "-nodetach", "-outform", "DER", "-binary"),
    "signed as a stream": ("cms", "-sign", "-signer", "{cert}", "-inkey", "{key}", "-nodetach", "-outform", "DER", "-stream", "-binary"),
    "signed, as letters": ("smime", "-sign", "-signer", "{cert}", "-inkey", "{key}", "-nodetach", "-outform", "PEM", "-binary"),
}


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
@pytest.mark.parametrize("name", SIGNED)
def test_signed_mails_are_read(name: str, tmp_path: Path) -> None:
    (row,) = rows_of(openssl(tmp_path, ENTITY, *SIGNED[name]))
    assert (row["number"], [q["text"] for q in row["questions"]]) == ("2024/0153", QUESTIONS)


@pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl is not installed")
def test_signed_files_and_encrypted_mails(tmp_path: Path) -> None:
    alone = openssl(tmp_path, PAGE, *SIGNED["signed, alone"])
    assert kind_of(alone) == "p7m" and [row["number"] for row in rows_of(alone)] == ["2024/0153"]
    assert [row["number"] for row in rows_of(with_part(alone, "Anfrage.pdf.p7m", "application/pkcs7-mime"))] == ["2024/0153"]
    twice = openssl(tmp_path, openssl(tmp_path, ENTITY, *SIGNED["a signed mail"]), *SIGNED["a signed mail"])
    assert [row["number"] for row in rows_of(twice)] == ["2024/0153"]
    detached = openssl(tmp_path, ENTITY, "smime", "-sign", "-signer", "{cert}", "-inkey", "{key}", "-outform", "DER")
    with pytest.raises(UnreadableError, match="nur eine elektronische Signatur"):
        rows_of(detached)
    for words in (("-outform", "DER"), ("-subject", "Anfrage", "-from", "a@b.example")):
        with pytest.raises(EncryptedError, match="Mail ist verschlüsselt"):
            rows_of(openssl(tmp_path, ENTITY, "smime", "-encrypt", "-aes256", *words, "{cert}"))
    for cut in range(0, len(alone) - len(PAGE), 97):
        with pytest.raises(AnfrageError):
            rows_of(alone[: len(alone) - len(PAGE) - cut])


PGP = "From: a@b.example\nMIME-Version: 1.0\nSubject: Anfrage\n"
SEALED = (
    'Content-Type: multipart/encrypted; boundary="x"\n\n--x\nContent-Type: application/pgp-encrypted\n\nVersion: 1\n\n'
    "--x\nContent-Type: application/octet-stream\n\n-----BEGIN PGP MESSAGE-----\n--x--\n"
)
NAMED: dict[str, tuple[bytes, int, str]] = {
    "Word's XML without a text": (b'<w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"/>', 4, "beschädigt"),
    "Word's XML of today without one": (b'<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>', 4, "beschädigt"),
    "Excel's XML": (b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?><Workbook/>', 4, "Tabelle"),
    "an encrypted text": (b"-----BEGIN PGP MESSAGE-----\n\nhQEMA1\n-----END PGP MESSAGE-----\n", 9, "verschlüsselt"),
    "an encrypted mail": ((PGP + SEALED).encode(), 9, "verschlüsselt"),
    "encrypted text in a mail": ((PGP + "Content-Type: text/plain\n\n-----BEGIN PGP MESSAGE-----\n\nhQEM\n").encode(), 9, "verschlüsselt"),
    "Outlook's mailbox": (b"!BDN" + bytes(600), 4, "Outlook-Postfach"),
    "an empty archive": (zipped({"leer/": b""}), 4, "im Archiv ist keine Datei"),
    "an archive of pictures": (zipped({"a.gif": b"GIF89a", "b.exe": b"MZ\x90"}), 4, "kein Text und kein Dokument"),
    "a table in an archive": (zipped({"a.xlsx": zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""})}), 4, "Excel"),
}  # fmt: skip


@pytest.mark.parametrize("name", NAMED)
def test_what_is_not_read_is_named(name: str) -> None:
    data, code, words = NAMED[name]
    with pytest.raises(AnfrageError, match=words) as caught:
        rows_of(data)
    assert caught.value.exit_code == code and caught.value.next_step


def signed_deep(depth: int) -> bytes:
    """Signatures around each other, as short as they can be."""
    data = ENTITY
    for _ in range(depth):
        octets = b"\x24\x80\x04" + _length(data) + data + b"\0\0"
        inner = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80" + octets + b"\0\0\0\0"
        body = b"\x30\x80\x02\x01\x01\x31\x00" + inner + b"\0\0"
        der = b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80" + body + b"\0\0\0\0"
        data = b"MIME-Version: 1.0\r\nContent-Type: application/pkcs7-mime\r\nContent-Transfer-Encoding: binary\r\n\r\n" + der
    return b"From: a@b.example\r\nSubject: x\r\n" + data


def _length(data: bytes) -> bytes:
    return b"\x84" + len(data).to_bytes(4, "big")


def zips(depth: int, wide: int) -> bytes:
    data = LETTER.encode()
    for level in range(depth):
        data = zipped({f"{n}.{'zip' if level else 'txt'}": data for n in range(wide)})
    return data


SUBJECT = b"From: a\r\nTo: b\r\nMIME-Version: 1.0\r\nSubject: x"


def numbered(count: int) -> bytes:
    return b"".join(b"X-%d: b\r\n" % number for number in range(count))


def in_parts(deep: int, wide: int = 1) -> bytes:
    """Parts that hold parts, each with a boundary of its own."""
    data = b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + LETTER.encode()
    for number in range(deep):
        mark = b"b%d" % number
        more = b"".join(b"--%s\r\n\r\nx\r\n" % mark for _ in range(wide - 1))
        data = b"Content-Type: multipart/mixed; boundary=%s\r\n\r\n--%s\r\n%s\r\n%s--%s--\r\n" % (mark, mark, data, more, mark)
    return b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\n" + data


def in_mails(deep: int) -> bytes:
    head = b"From: a@b.example\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: "
    return (head + b"message/rfc822\r\n\r\n") * deep + head + b"text/plain; charset=utf-8\r\n\r\n" + LETTER.encode()


def attached_mails(deep: int) -> bytes:
    data = mail(LETTER)
    for _ in range(deep):
        data = with_part(data, "Anfrage.eml")
    return data


def pieces(count: int) -> bytes:
    """A name in thousands of pieces, in the wrong order (RFC 2231)."""
    name = b"".join(b";\r\n filename*%d*=x" % n for n in reversed(range(count)))
    return BOUNDARY + b"--x\r\nContent-Disposition: attachment" + name + b"\r\n\r\n" + LETTER.encode() + b"\r\n--x--"


BOUNDARY = b"From: a@b\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=x\r\n\r\n"
HOSTILE: dict[str, tuple[Callable[[], bytes], tuple[int, ...]]] = {
    "many parts": (lambda: BOUNDARY + b"--x\r\n\r\nWann?\r\n" * 10_000 + b"--x--", (8,)),
    "parts in parts": (lambda: in_parts(2_000), (4, 8)),
    "parts in parts, up to the limit": (lambda: in_parts(38), (0,)),
    "a boundary that never ends": (lambda: BOUNDARY + b"--x\r\n" * 200_000, (4, 8)),
    "a boundary of its own for each part": (lambda: in_parts(100, wide=20), (4, 8)),
    "mails in mails": (lambda: in_mails(2_000), (4, 8)),
    "mails in mails, a few": (lambda: in_mails(4), (0,)),
    "mails attached to mails": (lambda: attached_mails(12), (4, 8)),
    "names that are all different": (lambda: b"From: a\r\n" + numbered(3_000) + b"\r\nWann?", (0, 4, 8)),
    "names behind those of a mail": (lambda: SUBJECT + b"\r\n" + numbered(150) + b"\r\nWann?", (0, 8)),
    "a header of many lines": (lambda: SUBJECT + b"\r\n y" * 20_000 + b"\r\n\r\nWann?", (0, 4, 8)),
    "a header of a few hundred long lines": (lambda: SUBJECT + (b"\r\n " + b"y" * 1_900) * 390 + b"\r\n\r\nWann?", (0, 4, 8)),
    "a parameter in pieces": (lambda: pieces(5_000), (0, 4, 8)),
    "base64 that is none": (lambda: plainly("x\nContent-Transfer-Encoding: base64", b"=" * 3_000_000), (0, 4)),
    "charsets that aren't text": (lambda: plainly("zlib_codec", bytes(100)) + plainly("idna", b"x" * 99_999), (0, 4)),
    "files in a text that never end": (lambda: plainly("utf-8", b"begin 644 a\n" * 200_000), (0,)),
    "many files in a text": (lambda: plainly("utf-8", b"begin 644 a.txt\n#86)C\n`\nend\n" * 20_000), (8,)),
    "quotations in quotations": (lambda: plainly("x\nContent-Type: text/html", b"a:<blockquote type=cite>" * 2_000), (0, 4, 8)),
    "many headers": (lambda: b"MIME-Version: 1.0\r\nFrom: a\r\nTo: b\r\n" + b"X-A: b\r\n" * 200_000 + b"\r\nAnfrage", (0, 8)),
    "a long header": (lambda: b"MIME-Version: 1.0\r\nFrom: a\r\nSubject: " + b"=?utf-8?q?a?= " * 200_000 + b"\r\n\r\nAnfrage", (0, 4, 8)),
    "signed five times": (lambda: signed_deep(4), (0,)),
    "signed a hundred times": (lambda: signed_deep(100), (4, 8)),
    "zips in zips": (lambda: zips(8, 1), (8,)),
    "a zip in which too much is": (lambda: zips(1, 300), (8,)),
    "a bomb in a zip": (lambda: zipped({"a.txt": bytes(100_000_000)}), (8,)),
    "TNEF with a wrong length": (lambda: winmail(("a.docx", WORD)).replace(len(WORD).to_bytes(4, "little"), b"\xff\xff\xff\x7f"), (4,)),
    "TNEF that is cut off": (lambda: winmail(("a.docx", WORD))[:-2000], (4,)),
    "TNEF of nothing": (lambda: b"\x78\x9f\x3e\x22\x01\x00", (4,)),
    "TNEF with many attributes": (lambda: b"\x78\x9f\x3e\x22\x01\x00" + attribute(1, 1, b"") * 30_000, (8,)),
    "TNEF with many properties": (lambda: winmail(mapi=b"\xff\xff\xff\xff"), (8,)),
    "TNEF with bad rich text": (lambda: winmail(mapi=properties((0x102, 0x1009, b"x" * 99))), (4,)),
    "values in values": (lambda: b"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02\xa0\x80" + b"\x30\x80" * 100_000, (4, 8)),
    "a chain of a thousand mails": (lambda: mail(("Von: a <a@b>\nGesendet: 1.2.2024\nAn: b\nBetreff: x\n\nWann?\n\n") * 1000), (0,)),
    "many quotes": (lambda: mail("Am 1.2.2024 schrieb a:\n" + "".join(">" * (n % 30) + " x\n" for n in range(99_999))), (0, 8)),
    "a mailbox of thousands": (lambda: b"\n\n".join([b"From a@b Tue Mar 12 10:00:00 2024\nFrom: a\nSubject: b\n\nx"] * 5_000), (8,)),
}  # fmt: skip


@pytest.fixture(scope="module")
def box() -> Any:
    with Sandbox(timeout=40.0) as sandbox:
        yield sandbox


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_holders(name: str, box: Sandbox) -> None:
    make, codes = HOSTILE[name]
    code, line = 0, ""
    try:
        source = read_bytes(make(), "x", Options(), box.extract)
        parse_source(source)
    except AnfrageError as error:
        code, line = error.exit_code, str(error)
        assert error.next_step
    assert code in (*codes, 6) if 0 in codes else code in codes, (code, line[:200])


def test_documents_are_counted_at_every_depth(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("anfrage_parser.readers.MOST_ENCLOSED", 20)
    source = read_bytes(zips(3, 6), "x")
    assert 0 < len(source.enclosed) <= 20 and any("zu viele Dokumente" in entry.error.cause for entry in source.unread)


def test_a_locked_archive_is_named() -> None:
    locked = bytearray(zipped({"a.txt": LETTER.encode()}))
    for sign, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        locked[locked.index(sign) + place] |= 1
    with pytest.raises(EncryptedError):
        rows_of(bytes(locked))
    with pytest.raises(EncryptedError):
        rows_of(with_part(bytes(locked), "a.zip", "application/zip", text="\n"))


def test_a_bare_mail_in_a_mailbox_has_its_own_day() -> None:
    box = b"\n".join(b"From a@b Tue Mar 12 10:00:00 2024\n" + mail(BARE, "Anfrage: Bügel", day).replace(b"\r\n", b"\n")
                     for day in ("Mon, 3 Mar 2025 21:40:00 +0100", "Tue, 4 Mar 2025 21:40:00 +0100"))  # fmt: skip
    assert [row["date"] for row in rows_of(box)] == ["2025-03-03", "2025-03-04"]


def test_wrong_lengths_in_winmail_dat() -> None:
    """Each of its numbers as large or as small as it can be: an error of ours, or what is left of it."""
    whole = winmail(("a.docx", WORD), text="Anbei.", mapi=properties((0x102, 0x1009, RTF), (0x1F, 0x37, b"a\0")))
    at = whole.index(WORD)
    for place in [*range(6, at), *range(at + len(WORD), len(whole) - 4)]:
        for value in (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\xff\xff\xff\x7f"):
            data = whole[:place] + value + whole[place + 4 :]
            try:
                assert list(tnef.enclosed(data)) is not None
            except AnfrageError as error:
                assert error.exit_code in (4, 8) and error.next_step
