"""Bytes to lines: encodings, line ends, kinds of files, and PDF through both readers."""

import codecs
import contextlib
import io
import os
import unicodedata
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from anfrage_parser import readers
from anfrage_parser.errors import AnfrageError, EncryptedError, LimitError, NoTextError, UnreadableError, UnreadableTextError, UsageError
from anfrage_parser.messages import say
from anfrage_parser.model import Source
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import foreign, read_bytes, read_file, read_text, text
from anfrage_parser.readers.fragments import Extract, Fragment
from anfrage_parser.readers.kinds import MAGICS, PACKED
from anfrage_parser.readers.layout import to_source
from anfrage_parser.readers.legible import refuse_illegible
from anfrage_parser.readers.options import Options
from tests.pdfs import Mark, letter, pdf

EXAMPLES = 10_000 if os.environ.get("ANFRAGE_SOAK") else 200
WORDS = "Anfrage: Straßenbäume\nGröße – „Fähre“\n"

ENCODINGS = [
    (WORDS.encode(), "utf-8", False),
    (codecs.BOM_UTF8 + WORDS.encode(), "utf-8", False),
    (codecs.BOM_UTF16_LE + WORDS.encode("utf-16-le"), "utf-16", False),
    (codecs.BOM_UTF16_BE + WORDS.encode("utf-16-be"), "utf-16", False),
    (codecs.BOM_UTF32_LE + WORDS.encode("utf-32-le"), "utf-32", False),
    (WORDS.encode("utf-16-le"), "utf-16-le", True),
    (WORDS.encode("utf-16-be"), "utf-16-be", True),
    (WORDS.encode("cp1252"), "cp1252", True),
]


@pytest.mark.parametrize(("data", "encoding", "guessed"), ENCODINGS)
def test_encodings(data: bytes, encoding: str, guessed: bool) -> None:
    source = read_bytes(data, "brief.txt")
    assert (source.text, source.encoding, source.encoding_guessed) == (WORDS, encoding, guessed)
    assert source.size == len(data)


def test_bytes_that_no_encoding_knows() -> None:
    assert "\ufffd" in read_bytes(b"Gr\xfcn f\xfcr K\xf6ln und \x81\x8d", "x").text


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_line_ends(end: str) -> None:
    source = read_bytes(f"eins{end}zwei{end}{end}drei".encode(), "x")
    assert source.text == "eins\nzwei\n\ndrei"
    assert [line.raw for line in source.lines] == ["eins", "zwei", "", "drei"]


def test_rare_line_ends() -> None:
    source = read_text("a\u2028b\x0bc\x1cd\fe\n")
    rows = [(1, 1, "a"), (1, 2, "b"), (1, 3, "c\x1cd"), (2, 4, "e"), (2, 5, "")]
    assert [(line.page, line.number, line.raw) for line in source.lines] == rows
    assert source.pages == 2


FOLDED = [
    ("Gru\u0308n", "Grün"),
    ("ﬁnden", "finden"),
    ("zehn\u00a0Euro\u202f5", "zehn Euro 5"),
    ("Versamm\u00adlung", "Versammlung"),
    ("\uf0b7 Wann?", "• Wann?"),
    ("\t1.\tWann?", " 1. Wann?"),
    ("a\u200bb\ufeffc", "abc"),
]


@pytest.mark.parametrize(("raw", "folded"), FOLDED)
def test_rules_see_a_folded_copy(raw: str, folded: str) -> None:
    line = read_text(raw).lines[0]
    assert (line.raw, line.text) == (raw, folded)


def check_lines(source: Source) -> None:
    position = 0
    for number, line in enumerate(source.lines, 1):
        assert (line.start, line.number) == (position, number)
        assert source.text[line.start : line.end] == line.raw
        assert source.text[line.end : line.end + 1] in ("\n", "\f", "")
        position = line.end + 1
    assert position == len(source.text) + 1


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.text())
def test_lines_are_slices_of_the_text(content: str) -> None:
    try:
        source = read_text(content)
    except (UnreadableError, UnreadableTextError):
        return
    check_lines(source)
    for line in source.lines:
        places = [line.at(i) for i in range(len(line.text) + 1)]
        assert places == sorted(places) and line.start <= places[0] and places[-1] <= line.end
        assert unicodedata.is_normalized("NFC", line.text)


@settings(max_examples=EXAMPLES, deadline=None)
@given(st.one_of(st.binary(max_size=300), st.binary(max_size=200).map(lambda b: b"%PDF-1.4\n" + b)))
def test_any_bytes_give_lines_or_an_error_of_ours(data: bytes) -> None:
    try:
        check_lines(read_bytes(data, "x"))
    except AnfrageError as error:
        assert error.exit_code in (4, 5, 8, 9) and error.next_step


def zipped(*names: str) -> bytes:
    """A package of empty files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, b"")
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "leer"),
        (codecs.BOM_UTF8, "keinen Text"),
        (b" \n\f \n", "keinen Text"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"\x89PNG\r\n", "Bild ist beschädigt"),
        (b"\xff\xd8\xff\xe0", "Bild ist beschädigt"),
        (b"GIF89a", "GIF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Office"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"BZh91AY", "gepacktes Archiv (bzip2)"),
        (b"\xfd7zXZ\0", "gepacktes Archiv (xz)"),
        (b"PK\x05\x06" + bytes(18), "leeres ZIP-Archiv"),
        (zipped("[Content_Types].xml", "ppt/presentation.xml"), "eine Präsentation (PowerPoint)"),
        (b"-----BEGIN PGP SIGNATURE-----\n\niQEzBAEB\n", "nur eine elektronische Signatur (PGP)"),
        (b"\x7fELF\x02", "Programm"),
        (b"\x00\x01\x02\x03" * 50, "kein Text"),
        (b"%PDF-1.7 nothing behind it", "PDF ist beschädigt"),
    ],
)
def test_what_is_no_document(data: bytes, word: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(data, "x")
    assert word in caught.value.cause
    assert caught.value.next_step


def test_the_kind_is_told_by_the_bytes(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_text("1. Wann?", encoding="utf-8")
    (tmp_path / "b.txt").write_bytes(pdf([letter()]))
    assert read_file(tmp_path / "a.pdf").reader == "plain"
    assert read_file(tmp_path / "b.txt").reader == "pdfium"


def test_paths_that_hold_no_document(tmp_path: Path) -> None:
    for path, word in ((tmp_path / "fehlt", "nicht gefunden"), (tmp_path, "Ordner"), (tmp_path / "a\0b", "nicht öffnen")):
        with pytest.raises(UnreadableError) as caught:
            read_file(path)
        assert word in caught.value.cause


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes on this platform")
def test_a_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "rohr")
    with pytest.raises(UnreadableError):
        read_file(tmp_path / "rohr")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_no_permission(tmp_path: Path) -> None:
    (tmp_path / "zu").write_text("1. Wann?", encoding="utf-8")
    (tmp_path / "zu").chmod(0)
    with pytest.raises(UnreadableError) as caught:
        read_file(tmp_path / "zu")
    assert "Leserechte" in caught.value.cause


def test_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "LIMIT_LINES", 3)
    with pytest.raises(LimitError):
        read_text("1\n2\n3\n4")
    monkeypatch.setattr(text, "LIMIT_TEXT", 5)
    with pytest.raises(LimitError):
        read_bytes(b"zu lang fuer fuenf", "x")
    with pytest.raises(LimitError):
        read_text("zu lang")
    for reader in ("pdfium", "pdfplumber"):
        assert read_bytes(pdf([letter(), letter()]), "x", Options(reader, max_pages=2)).pages == 2
        with pytest.raises(LimitError):
            read_bytes(pdf([letter(), letter()]), "x", Options(reader, max_pages=1))
    monkeypatch.setattr(readers, "LIMIT_BYTES", 4)
    with pytest.raises(LimitError):
        read_bytes(b"12345", "x")


def test_an_unknown_reader() -> None:
    with pytest.raises(UsageError):
        read_bytes(b"1. Wann?", "x", Options("tesseract"))


def both(data: bytes) -> tuple[Source, Source]:
    return read_bytes(data, "x", Options("pdfium")), read_bytes(data, "x", Options("pdfplumber"))


LAYOUTS: dict[str, list[list[Mark]]] = {
    "letter": [letter()],
    "two pages": [letter(), letter()],
    "drawn backwards": [letter()[::-1]],
    "header drawn last": [[*letter()[3:], *letter()[:3]]],
    "bullets": [[(70, 100, "• Wann öffnet der Weg am Ufer wieder?"), (70, 130, "• Was kostet es, und wer zahlt die Rechnung?")]],
}


@pytest.mark.parametrize("font", ["Helvetica", "Times", "Courier"])
@pytest.mark.parametrize("name", LAYOUTS)
def test_both_readers_give_the_same_text(name: str, font: str) -> None:
    base = {"Times": "Times-Roman"}.get(font, font)
    pages = [[(x, y, t.removeprefix("*")) for x, y, t in page] for page in LAYOUTS[name]]
    first, second = both(pdf(pages, base, size=10))
    assert first.text == second.text
    check_lines(first)
    check_lines(second)


def test_a_page_as_lines() -> None:
    first, second = both(pdf([letter()]))
    assert first.text == second.text
    rows = first.text.split("\n")
    assert "Datum:   18.11.2024" in rows
    assert "36999 Auental   spd@auental.example" in rows
    start = rows.index("Der Weg am Ufer ist seit dem Hochwasser gesperrt, und niemand weiß, wann er wie-")
    assert rows[start - 1] == "" and rows[start + 3] == "" and rows[start + 4] != ""
    title = next(line for line in first.lines if "Uferwegs" in line.raw)
    assert title.bold and title.size == 11.0
    assert title.bbox is not None
    x0, top, x1, bottom = title.bbox
    assert 69 <= x0 < x1 < 500 and 175 < top < bottom < 200


def test_a_page_that_is_turned_or_cropped() -> None:
    upright = read_bytes(pdf([letter()]), "x").text
    assert read_bytes(pdf([letter()], crop=(20, 20, 580, 830)), "x").text == upright
    turned = read_bytes(pdf([letter()], rotate=180), "x")
    assert sorted(turned.text.split()) == sorted(upright.split())


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_encrypted(reader: str) -> None:
    with pytest.raises(EncryptedError) as caught:
        read_bytes(pdf([letter()], password="geheim"), "x", Options(reader))
    assert caught.value.exit_code == 9
    assert "Uferwegs" in read_bytes(pdf([letter()], password=""), "x", Options(reader)).text


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_damaged(reader: str) -> None:
    whole = pdf([letter()])
    with pytest.raises(UnreadableError):
        read_bytes(b"%PDF-1.7\n" + b"\x93" * 300, "x", Options(reader))
    with contextlib.suppress(UnreadableError, NoTextError):  # some of it may be saved
        assert "Uferwegs" in read_bytes(whole[: len(whole) * 3 // 4], "x", Options(reader)).text


@pytest.mark.parametrize("reader", ["pdfium", "pdfplumber"])
def test_pages_without_text(reader: str) -> None:
    blank: list[list[Mark]] = [[]]
    for pages in (blank, [[(290.0, 800.0, "1")], [(290.0, 800.0, "2")]]):
        with pytest.raises(NoTextError) as caught:
            read_bytes(pdf(pages), "x", Options(reader))
        assert caught.value.exit_code == 5 and "OCR" in caught.value.cause
        with pytest.raises(NoTextError) as caught:
            read_bytes(pdf(pages), "x", Options(reader, ocr="off"))
        assert "--ocr force" in caught.value.next_step


def test_a_broken_page_among_good_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2_raw

    load = pypdfium2_raw.FPDF_LoadPage
    monkeypatch.setattr(pypdfium2_raw, "FPDF_LoadPage", lambda document, index: load(document, index) if index else None)
    source = read_bytes(pdf([letter(), letter()]), "x")
    assert source.broken_pages == (1,)
    assert "Uferwegs" in source.text
    assert "Seite 1 war nicht lesbar" in [finding.message for record in parse_source(source) for finding in record.findings]
    with pytest.raises(UnreadableError):
        read_bytes(pdf([letter()]), "x")


def test_a_pdf_without_pages() -> None:
    import pypdfium2

    out = io.BytesIO()
    pypdfium2.PdfDocument.new().save(out)
    with pytest.raises(UnreadableError, match=r"^das PDF hat keine Seiten; das Dokument noch einmal als PDF speichern$"):
        read_bytes(out.getvalue(), "x")


OUTSIZE = [
    ("running", b"<html><body>Anfrage</body></html>", "das Dokument enthält zu viel Text; die Anfrage als eigene Datei speichern"),
    ("fragments", pdf([letter()]), "das PDF enthält zu viel Text; die Seiten der Anfrage einzeln speichern"),
]  # fmt: skip


@pytest.mark.parametrize(("module", "data", "said"), OUTSIZE, ids=["text", "pdf"])
def test_too_much_text(module: str, data: bytes, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    read_bytes(data, "x")
    monkeypatch.setattr(f"anfrage_parser.readers.{module}.LIMIT_CHARACTERS", 6)
    with pytest.raises(LimitError) as caught:
        read_bytes(data, "x")
    assert str(caught.value) == said


def test_a_reader_that_went_away() -> None:
    with pytest.raises(UsageError, match=r"^es gibt kein Leseprogramm „weg“; „anfrage plugins“ zeigt, welche$"):
        foreign.extract(f"{foreign.PREFIX}weg", b"", Options())


def test_letters_without_meaning() -> None:
    fragments = [Fragment("\ue000\ue001\ue002" * 20 + " und", 70, 100 + 14 * i, 400, 112 + 14 * i, 11, False) for i in range(9)]
    with pytest.raises(UnreadableTextError) as caught:
        to_source(Extract([fragments]), b"", "x", "0", "pdfium")
    assert "nicht lesbar" in caught.value.cause


@pytest.mark.parametrize(("meaningless", "words", "refused"), [(2, 8, False), (3, 8, True), (0, 9, False), (9, 0, True)])
def test_a_share_of_letters_without_meaning(meaningless: int, words: int, refused: bool) -> None:
    for glyph in ("\ue000", "\ufffd", "(cid:17)", "\U000f0001"):
        text = f"{glyph * meaningless} {'w' * words}\n" * 20
        for read in (lambda: refuse_illegible(text, True), lambda: refuse_illegible(text, False), lambda: read_text(text)):  # noqa: B023
            if refused:
                with pytest.raises(UnreadableTextError):
                    read()
            else:
                read()


def test_a_file_that_grows_while_it_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The size that the system told is no more than a hint."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x" * 1000)
    told = os.stat_result((0o100644, 0, 0, 1, 0, 0, 10, 0, 0, 0))
    monkeypatch.setattr(os, "fstat", lambda _: told)
    assert [len(readers.load(path, limit)) for limit in (5, 9, 10, 11, 12, 999, 1000, 2000)] == [6, 10, 11, 12, 13, 1000, 1000, 1000]


@pytest.mark.parametrize(("magic", "what"), [row for row in (*MAGICS, *PACKED) if not row[0].startswith((b"PK", b"\xd0"))])
def test_what_is_no_document_is_named(magic: bytes, what: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_bytes(magic + bytes(range(256)) * 8, "x")
    assert say(what) in caught.value.cause and caught.value.next_step


def test_a_page_without_text_says_so() -> None:
    pytest.importorskip("lxml")
    with pytest.raises(NoTextError, match="die Seite enthält keinen Text"):
        read_bytes(b"<html><body><p> </p></body></html>", "x")


def test_a_pdf_that_takes_too_much_memory_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("pdfplumber.open", greedy)
    with pytest.raises(LimitError, match="zu viel Arbeitsspeicher"):
        read_bytes(pdf([letter()]), "x", Options("pdfplumber"))
