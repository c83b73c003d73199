"""Mails as programs save them: Outlook, Thunderbird's and other mailboxes, Apple Mail, archives in mails. Each holds one letter."""

import mailbox
import plistlib
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pytest

from anfrage_parser.errors import AnfrageError
from tests.readers.ole import BINARY
from tests.readers.outlooks import NUMBER, attached, file, msg, old, text, within
from tests.readers.test_holders import HTML, PAGE, QUESTIONS, RTF, WORD, rows_of, with_part
from tests.readers.test_mail_chains import LETTER, mail

CRLF = LETTER.replace("\n", "\r\n")
NOTE = "Siehe Anlage.\r\n"
HEADERS = (
    "From: Petra Sommer <ps@fraktion.example>\r\nTo: rat@stadt.example\r\nDate: Fri, 15 Mar 2024 08:00:00 +0100\r\nMessage-ID: <1@x>\r\n"
)
FORWARDED = "z.K.\r\n\r\nVon: Fraktion\r\nGesendet: Dienstag, 12. März 2024 10:00\r\nAn: Amt\r\nBetreff: Anfrage\r\n\r\n"


def is_the_letter(data: bytes) -> None:
    (row,) = rows_of(data)
    got = (row["number"], row["date"], row["party"], row["title"], [q["text"] for q in row["questions"]])
    assert got == ("2024/0153", "2024-03-12", "BÜNDNIS 90/DIE GRÜNEN", "Beleuchtung im Schlosspark", QUESTIONS)


OUTLOOK: dict[str, Callable[[], bytes]] = {
    "plain text": lambda: msg({0x1000: text(CRLF), 0x37: text("Anfrage")}),
    "old strings": lambda: msg({0x1000: old(CRLF), 0x37: old("Anfrage"), 0x3FFD: (NUMBER, 1252)}),
    "a page in Windows' letters": lambda: msg({0x1013: (BINARY, HTML.encode("cp1252")), 0x3FDE: (NUMBER, 1252)}),
    "a page in UTF-8": lambda: msg({0x1013: (BINARY, HTML.encode()), 0x3FDE: (NUMBER, 65001)}),
    "rich text alone": lambda: msg({0x1009: (BINARY, RTF), 0x37: text("Anfrage")}),
    "headers of the internet": lambda: msg({0x1000: text(CRLF), 0x7D: text(HEADERS), 0x37: text("Post")}),
    "a PDF": lambda: msg({0x1000: text(NOTE)}, file(0, "Anfrage.pdf", PAGE)),
    "a text and a picture": lambda: msg(
        {0x1000: text(NOTE)}, attached(0, {0x3701: (BINARY, b"\x89PNG"), 0x370E: text("image/png")}), file(1, "a.txt", LETTER.encode())
    ),
    "a mail attached": lambda: msg({0x1000: text(NOTE)}, attached(0, {0x3001: text("A")}, within({0x1000: text(CRLF), 0x37: text("A")}))),
    "a mail with a PDF attached": lambda: msg(
        {0x1000: text(NOTE)}, attached(0, {}, within({0x37: text("Bügel\r\nBcc: x")}, file(0, "../Anfrage\r\n.pdf", PAGE)))
    ),
    "a mail in a mail in a mail": lambda: msg({}, attached(0, {}, within({}, attached(0, {}, within({0x1009: (BINARY, RTF)}))))),
    "a forwarded mail": lambda: msg({0x1000: text(FORWARDED + CRLF)}),
}  # fmt: skip


def box(*messages: bytes, folder: Path, line: str | None = None) -> bytes:
    """A mailbox as Python writes it; with a `line`, each mail begins with that, as other programs write it."""
    path = folder / "Inbox"
    made = mailbox.mbox(path)
    for data in messages:
        message = mailbox.mboxMessage(data)
        if line is not None:
            message.set_from(line)
        made.add(message)
    made.close()
    return path.read_bytes()


def thunderbird(data: bytes, status: str = "0001") -> bytes:
    """A mail as Thunderbird keeps it, with its marks."""
    keys = b"X-Mozilla-Status: " + status.encode() + b"\nX-Mozilla-Status2: 00000000\nX-Mozilla-Keys:" + b" " * 80 + b"\n"
    return b"From - Tue Mar 12 10:00:00 2024\n" + keys + data.replace(b"\r\n", b"\n") + b"\n"


def encoded(transfer: str) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"], message["Date"] = (
        "a@b.example",
        "c@d.example",
        "Anfrage",
        "Fri, 15 Mar 2024 08:00:00 +0100",
    )
    message.set_content(LETTER, cte=transfer)
    return message.as_bytes()


NEXT = "From der Stadt kam nichts."
OTHER = mail("Die Sitzung ist verlegt.\n", "Einladung")
BOXES: dict[str, Callable[[Path], bytes]] = {
    "one mail": lambda folder: box(mail(LETTER), folder=folder),
    "a sender's line": lambda folder: box(mail(LETTER), folder=folder, line="ps@fraktion.example Tue Mar 12 10:00:00 2024"),
    "a line that begins with From": lambda folder: box(mail(LETTER.replace("Auf den Wegen", f"{NEXT}\nAuf den Wegen")), folder=folder),
    "base64": lambda folder: box(encoded("base64"), folder=folder),
    "quoted-printable": lambda folder: box(encoded("quoted-printable"), folder=folder),
    "eight bits": lambda folder: box(encoded("8bit"), folder=folder),
    "a PDF": lambda folder: box(with_part(PAGE, "Anfrage.pdf", "application/pdf"), folder=folder),
    "a letter behind a message": lambda folder: box(OTHER, mail(LETTER), folder=folder),
    "a letter in front of a message": lambda folder: box(with_part(WORD, "Anfrage.docx"), OTHER, folder=folder),
    "Thunderbird": lambda folder: thunderbird(mail(LETTER)),
    "Thunderbird, several": lambda folder: thunderbird(OTHER) + thunderbird(mail(LETTER)) + thunderbird(OTHER),
    "Thunderbird on Windows": lambda folder: (thunderbird(OTHER) + thunderbird(mail(LETTER))).replace(b"\n", b"\r\n"),
    "Thunderbird, deleted ones in it": lambda folder: thunderbird(mail(LETTER.replace("0153", "9999")), "0009") + thunderbird(mail(LETTER)),
}  # fmt: skip


def emlx(data: bytes, *, plist: bool = True, count: bytes = b"%d\n", end: bytes = b"\n", binary: bool = False) -> bytes:
    """A mail as Apple Mail keeps it: its size, the mail, what the program knows of it."""
    data = data.replace(b"\r\n", b"\n").replace(b"\n", end)
    known = plistlib.dumps(
        {"flags": 8590195713, "date-sent": 1710234000, "subject": "1. Wann?"}, fmt=plistlib.FMT_BINARY if binary else plistlib.FMT_XML
    )
    return count % len(data) + data + (known if plist else b"")


APPLE: dict[str, Callable[[], bytes]] = {
    "a text": lambda: emlx(mail(LETTER)),
    "Windows' ends of lines": lambda: emlx(mail(LETTER), end=b"\r\n"),
    "blanks behind the count": lambda: emlx(mail(LETTER), count=b"%-10d\n"),
    "nothing behind it": lambda: emlx(mail(LETTER), plist=False),
    "binary properties": lambda: emlx(mail(LETTER), binary=True),
    "base64": lambda: emlx(encoded("base64")),
    "quoted-printable": lambda: emlx(encoded("quoted-printable")),
    "a PDF": lambda: emlx(with_part(PAGE, "Anfrage.pdf", "application/pdf")),
    "a Word file": lambda: emlx(with_part(WORD, "Anfrage.docx", text="Anbei.")),
    "a mail within": lambda: emlx(with_part(mail(LETTER), "Anfrage.eml", "application/octet-stream")),
    "in a mail": lambda: with_part(emlx(mail(LETTER)), "Anfrage.emlx"),
}


def packed(method: int = zipfile.ZIP_DEFLATED, **files: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files.items():
            archive.writestr(name.replace("_", "."), data)
    return out.getvalue()


class _Unseekable(BytesIO):
    """As a program packs that writes to a pipe: sizes stand behind each member."""

    def seekable(self) -> bool:
        return False

    def tell(self) -> int:
        raise OSError


def streamed(name: str, data: bytes) -> bytes:
    out = _Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, data)
    return out.getvalue()


def old_name(data: bytes) -> bytes:
    """An umlaut in the letters of DOS, as Windows packs it."""
    return packed(A_txt=data).replace(b"A.txt", "Ä.txt".encode("cp850"))


def far(data: bytes) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as member:
        member.write(data)
    return out.getvalue()


ZIPS: dict[str, Callable[[], bytes]] = {
    "stored": lambda: packed(zipfile.ZIP_STORED, a_txt=LETTER.encode()),
    "bzip2": lambda: packed(zipfile.ZIP_BZIP2, a_txt=LETTER.encode()),
    "lzma": lambda: packed(zipfile.ZIP_LZMA, a_txt=LETTER.encode()),
    "a PDF": lambda: packed(Anfrage_pdf=PAGE),
    "a Word file": lambda: packed(Anfrage_docx=WORD),
    "a mail": lambda: packed(Anfrage_eml=mail(LETTER)),
    "Outlook's mail": lambda: packed(Anfrage_msg=OUTLOOK["plain text"]()),
    "a letter and a picture": lambda: packed(Anfrage_txt=LETTER.encode("cp1252"), Bild_png=b"\x89PNG\r\n\x1a\n" + bytes(99)),
    "streamed": lambda: streamed("Anfrage.txt", LETTER.encode()),
    "an old name": lambda: old_name(LETTER.encode()),
    "large sizes": lambda: far(LETTER.encode()),
    "in each other": lambda: packed(innen_zip=packed(a_txt=LETTER.encode())),
}


@pytest.mark.parametrize("name", OUTLOOK)
def test_outlook(name: str) -> None:
    is_the_letter(OUTLOOK[name]())


@pytest.mark.parametrize("name", BOXES)
def test_mailboxes(name: str, tmp_path: Path) -> None:
    is_the_letter(BOXES[name](tmp_path))


@pytest.mark.parametrize("name", APPLE)
def test_apple_mail(name: str) -> None:
    is_the_letter(APPLE[name]())


@pytest.mark.parametrize("name", ZIPS)
def test_archives_in_mails(name: str) -> None:
    is_the_letter(with_part(ZIPS[name](), "Anfrage.zip", "application/zip"))


def test_mails_in_each_other_end() -> None:
    inner = within({0x1000: text(CRLF)})
    for _ in range(30):
        inner = within({}, attached(0, {}, inner))
    with pytest.raises(AnfrageError) as caught:
        rows_of(msg({}, attached(0, {}, inner)))
    assert caught.value.exit_code in (4, 8)
