"""Whoever hears that a document is no inquiry hears what of it could not be read."""

import pickle
from email.message import EmailMessage
from pathlib import Path

import pytest

from anfrage_parser.errors import NotAnInquiryError
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes, read_text
from anfrage_parser.readers.omissions import omissions
from anfrage_parser.readers.options import Options
from tests.command import command
from tests.pdfs import Mark, pdf
from tests.readers.fake_tesseract import only, reading
from tests.readers.test_imprints import IMPRINTS, sheet
from tests.readers.test_ocr import forget

__all__ = ["forget"]

NOTE = "Sehr geehrte Damen und Herren,\n\nanbei das Schreiben vom Montag zur Kenntnis.\n\nMit freundlichen Grüßen\nPetra Sommer\n"
PAGE: list[Mark] = [(70.0, 60.0 + 16 * number, line) for number, line in enumerate((NOTE * 2).splitlines()) if line]


def refusal(data: bytes, options: Options | None = None) -> NotAnInquiryError:
    with pytest.raises(NotAnInquiryError) as caught:
        parse_source(read_bytes(data, "x", options or Options()))
    return caught.value


def mail(name: str, kind: str, data: bytes) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@b.example", "c@d.example", "Post"
    message.set_content(NOTE)
    message.add_attachment(data, maintype=kind.partition("/")[0], subtype=kind.partition("/")[2], filename=name)
    return message.as_bytes()


def test_pages_without_text() -> None:
    error = refusal(pdf([PAGE, [], PAGE, []]), Options(ocr="off"))
    assert error.cause == "das ist keine Anfrage, aber: ohne Text: Seite 2, 4"


def test_pages_that_are_pictures_without_a_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, tmp_path)
    assert "nur ein Bild, und das Programm zur Texterkennung fehlt: Seite 1" in refusal(sheet(IMPRINTS["a portal's foot"])).cause


@pytest.mark.parametrize(
    ("name", "kind", "data"), [("Bild.gif", "image/gif", b"GIF89a"), ("start.exe", "application/octet-stream", b"MZ\x90\0")]
)
def test_attachments(name: str, kind: str, data: bytes) -> None:
    assert f"nicht gelesen: Anlage „{name}“" in refusal(mail(name, kind, data)).cause


def test_lost_and_undecodable_letters() -> None:
    assert "an einer Stelle fehlen im Dokument Buchstaben" in refusal(NOTE.replace("Sommer", "S\ufffdmmer").encode()).cause
    assert "waren Bytes kein" in refusal(NOTE.encode().replace(b"Sommer", b"S\xff\xffmmer")).cause


def test_doubtful_recognition(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    words = "\n".join(" ".join(f"41|{word}" for word in line.split()) for line in (NOTE * 2).splitlines() if line)
    only(monkeypatch, reading(tmp_path / "bin", words))
    error = refusal(sheet([]))
    assert "die Texterkennung war sich bei" in error.cause


def test_nothing_is_said_where_all_was_read() -> None:
    assert omissions(read_text(NOTE)) == omissions(read_bytes(pdf([PAGE]), "x")) == ""
    error = refusal(NOTE.encode())
    assert error.cause == "das ist keine Anfrage"


def test_three_reasons_at_most_and_few_names() -> None:
    source = read_text(NOTE)._replace(unread_pages=(1, 2, 3, 4, 5, 6), broken_pages=(7,), unseen=3, lost=2, askew=1)
    assert omissions(source) == (
        "nur ein Bild, und das Programm zur Texterkennung fehlt: Seite 1, 2, 3, 4, 5 …; nicht lesbar: Seite 7; "
        "3 Wörter der Datei sind nicht zu sehen und wurden nicht gelesen"
    )


def test_the_error_travels_between_processes_and_to_the_command(tmp_path: Path) -> None:
    error = refusal(pdf([PAGE, []]), Options(ocr="off"))
    again = pickle.loads(pickle.dumps(error))
    assert (str(again), again.document_type) == (str(error), "other")
    (tmp_path / "x.pdf").write_bytes(pdf([PAGE, []]))
    assert "ohne Text: Seite 2" in command("parse", tmp_path / "x.pdf", code=6).stderr.decode()
