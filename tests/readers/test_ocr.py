"""Scans: which pages are recognised, what a tesseract costs that misbehaves or isn't there, letters that went through a scanner."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from typer.testing import CliRunner

from anfrage_parser.batch import work
from anfrage_parser.batch.crew import Chunk
from anfrage_parser.batch.model import Input, Job, Settings, State
from anfrage_parser.cli.app import app
from anfrage_parser.errors import LimitError, NoTextError, UnreadableError
from anfrage_parser.model import Source
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import images, read_bytes
from anfrage_parser.readers.fragments import Fragment
from anfrage_parser.readers.kinds import kind_of, media_type
from anfrage_parser.readers.legible import is_garbage
from anfrage_parser.readers.ocr import models, recognition, stamps, tesseract
from anfrage_parser.readers.ocr import words as tsv
from anfrage_parser.readers.ocr.corrections import mended, mended_items
from anfrage_parser.readers.ocr.deskew import orientation_of
from anfrage_parser.readers.options import Options
from anfrage_parser.readers.page_image import Scan
from anfrage_parser.readers.scans import pictured, scan
from anfrage_parser.sandbox.keeper import Sandbox
from benchmarks.ocr import measure
from tests.command import command, linux
from tests.pdfs import letter, pdf
from tests.readers.fake_tesseract import BAD, install, only, reading
from tools.letters.scan import SCANS, ScanStyle, as_images, as_scan, of_seed, scanned

IN_PROCESS = models.models() is not None
PROGRAM = shutil.which("tesseract") is not None and "deu" in subprocess.run(
    ["tesseract", "--list-langs"], capture_output=True, text=True, check=False
).stdout.split()  # fmt: skip
REAL = IN_PROCESS or PROGRAM
needs_tesseract = pytest.mark.skipif(not REAL, reason="tesseract with German (deu) is not installed: no scan was read")

LETTER = pdf([letter()])
SCAN = as_scan(LETTER, ScanStyle(dpi=100))
SMALL = ScanStyle(dpi=100)

WORDS = """SPD-Fraktion im Rat der Stadt Auental
Auental, 18.11.2024
Anfrage 0815/2024: Öffnung des Uferwegs
Wir fragen daher die Verwaltung:
1. Wann öffnet der 41|Wag?
2. Was kostet die Sanierung nach 8 34 Abs. 2?"""


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    remembering = tesseract.program, tesseract.engine, models.models  # a test may put others in their place
    yield
    for known in remembering:
        known.cache_clear()


@pytest.fixture
def reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A tesseract that reads `WORDS` on every page."""
    return only(monkeypatch, reading(tmp_path / "bin", WORDS))


# --- the record


def test_recognised_text_is_text_like_any_other(reads: str) -> None:
    source = read_bytes(SCAN, "scan.pdf", Options(words=True))
    assert (source.reader, source.encoding, source.media_type, source.pages) == ("ocr (tesseract 9.9.9)", None, "application/pdf", 1)
    (inquiry,) = parse_source(source, evidence=True)
    assert (inquiry.number, inquiry.date, inquiry.party) == ("0815/2024", "2024-11-18", "SPD")
    assert [q.text for q in inquiry.questions] == ["Wann öffnet der Wag?", "Was kostet die Sanierung nach § 34 Abs. 2?"]
    doubts = [(f.code, f.severity, f.field, source.text[f.start or 0 : f.end]) for f in inquiry.findings if f.code.startswith("recog")]
    assert doubts == [("recognition-doubtful", "warning", "questions[0].text", "Wag?")]
    assert inquiry.evidence is not None
    (place,) = inquiry.evidence["questions[1].text"]
    assert source.text[place.start : place.end].endswith("nach 8 34 Abs. 2?")  # the evidence is what was read
    assert place.bbox is not None and 0 < place.bbox[0] < place.bbox[2] <= 596 and 0 < place.bbox[1] < place.bbox[3] <= 842


def test_the_command_says_the_same_with_and_without_a_process_of_its_own(reads: str, tmp_path: Path) -> None:
    (tmp_path / "scan.pdf").write_bytes(SCAN)
    name = str(tmp_path / "scan.pdf")
    said = command("parse", "--evidence", name).stdout
    assert command("parse", "--evidence", "--no-sandbox", name).stdout == said
    assert json.loads(said)["source"]["reader"] == "ocr (tesseract 9.9.9)"
    assert command("text", name).stdout.decode().startswith("SPD-Fraktion im Rat")


def test_auto_off_force(reads: str) -> None:
    assert read_bytes(LETTER, "x").reader == "pdfium"
    assert read_bytes(LETTER, "x", Options(ocr="force")).reader == "ocr (tesseract 9.9.9)"
    with pytest.raises(NoTextError, match="--ocr force"):
        read_bytes(SCAN, "x", Options(ocr="off"))


PAGES = {
    "a letter": ([letter()], "pdfium"),
    "a page number": ([[(280.0, 800.0, "Seite 1 von 1")]], "ocr"),
    "an imprint": ([[(70.0, 830.0, "Gescannt am 12.03.2024, Gerät 4")]], "ocr"),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_text_layer_is_usable_or_not(name: str, reads: str) -> None:
    """The words of the page stand over a picture, as scanners print their imprints."""
    pages, reader = PAGES[name]
    data = over_picture(pdf(pages))
    assert read_bytes(data, "x").reader.startswith(reader)


def inked(size: tuple[int, int], paper: int) -> Image.Image:
    """A grey sheet with something on it, so that it is looked at at all."""
    sheet = Image.new("L", size, paper)
    ImageDraw.Draw(sheet).rectangle((size[0] // 3, size[1] // 3, size[0] // 2, size[1] // 2), fill=40)
    return sheet


def over_picture(data: bytes) -> bytes:
    """A PDF with a grey picture over all of its first page."""
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    image = pypdfium2.PdfImage.new(document)
    image.set_bitmap(pypdfium2.PdfBitmap.from_pil(inked((60, 80), 230)))
    image.set_matrix(pypdfium2.PdfMatrix().scale(595, 842))
    page = document[0]
    page.insert_obj(image)
    page.gen_content()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_few_words_without_a_picture_need_no_recognition(reads: str) -> None:
    two = pdf([letter(), [(70.0, 100.0, "Mit freundlichen Grüßen")]])
    assert read_bytes(two, "x").reader == "pdfium"
    assert pictured(two, [1, 2], Options()) == [] and pictured(SCAN, [1], Options()) == [1]


def with_scan() -> bytes:
    """A page of text and one that is a picture."""
    import pypdfium2

    both = pypdfium2.PdfDocument(LETTER)
    both.import_pages(pypdfium2.PdfDocument(SCAN))
    out = io.BytesIO()
    both.save(out)
    return out.getvalue()


def test_pages_of_both_kinds(reads: str) -> None:
    source = read_bytes(with_scan(), "x")
    assert source.reader == "ocr (tesseract 9.9.9), pdfium" and source.pages == 2
    assert [line.page for line in source.lines if "Uferwegs" in line.raw] == [1, 2]


@pytest.mark.parametrize("ocr", ["auto", "off", "force"])
@pytest.mark.parametrize("kind", ["a letter", "a scan", "both", "a mail"])
def test_records_verify_whatever_ocr_they_were_made_with(kind: str, ocr: str, reads: str, tmp_path: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"], mail["Message-ID"] = "a@example.org", "b@example.org", "Anfrage", "<1@example.org>"
    mail.set_content("Guten Tag, anbei die Anfrage.\n")
    mail.add_attachment(with_scan(), maintype="application", subtype="pdf", filename="brief.pdf")
    data = {"a letter": LETTER, "a scan": SCAN, "both": with_scan(), "a mail": mail.as_bytes()}[kind]
    (tmp_path / "brief").write_bytes(data)
    made = CliRunner().invoke(app, ["parse", str(tmp_path / "brief"), "--ocr", ocr, "--no-sandbox", "--format", "jsonl"])
    if (kind, ocr) == ("a scan", "off"):
        assert made.exit_code == 5
        return
    assert made.exit_code in (0, 3), made.output
    (tmp_path / "a.jsonl").write_bytes(made.stdout_bytes)
    words = ["verify", str(tmp_path / "a.jsonl"), "--root", str(tmp_path), "--no-sandbox", "--json"]
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 0 and '"identical"' in done.stdout, done.output
    row = json.loads(made.stdout.splitlines()[0])
    (tmp_path / "a.jsonl").write_text(json.dumps({**row, "place": "Anderswo"}) + "\n", encoding="utf-8")
    done = CliRunner().invoke(app, words)
    assert [d["pointer"] for d in json.loads(done.stdout)["differences"]] == ["/place"] and json.loads(done.stdout)["reasons"] == ["edited"]


GARBAGE = " ".join(["$QIUDJH", "GHU", "63'", "QGHUXQJ", "GHV", "YHUNHKUV", "LP", "%HUHLFK", "VWUDVVH", "WRWDO"] * 8)


@pytest.mark.parametrize(
    ("text", "garbage"),
    [
        (GARBAGE, True),
        ("\ue001\ue002\ue003 " * 20, True),
        ("(cid:12)(cid:3)(cid:44) " * 20, True),
        ("", False),
        ("Wir fragen die Verwaltung: Wann wird der Weg geöffnet?", False),
        ("0815 1234 5678 9012 " * 30, False),
        ("Straße Hausnummer Anzahl Schule Turnhalle Baujahr Zustand gut " * 10, False),
    ],
)
def test_garbage(text: str, garbage: bool) -> None:
    assert is_garbage(text) == garbage


# --- a tesseract that misbehaves, or isn't there


@linux
@pytest.mark.parametrize("deed", BAD)
def test_a_misbehaving_tesseract_costs_the_document(deed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, install(tmp_path / "bin", deed))
    with pytest.raises(LimitError, match=BAD[deed]):
        read_bytes(SCAN, "x", Options(timeout=1.0 if deed == "hang" else 30.0))


@linux
@pytest.mark.parametrize("deed", ["deaf", "empty"])
def test_nothing_to_recognise(deed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, install(tmp_path / "bin", deed))
    with pytest.raises(NoTextError, match="findet auch die Texterkennung"):
        read_bytes(SCAN, "x")


@pytest.mark.parametrize(
    ("platform", "step"), [("linux", "apt install tesseract-ocr tesseract-ocr-deu"), ("darwin", "brew"), ("win32", "UB Mannheim")]
)
def test_without_tesseract(platform: str, step: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, tmp_path)
    monkeypatch.setattr(tesseract, "program", lambda: None)
    monkeypatch.setattr(sys, "platform", platform)
    with pytest.raises(NoTextError, match=step) as caught:
        read_bytes(SCAN, "x")
    assert caught.value.exit_code == 5


@linux
def test_without_german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "scan.pdf").write_bytes(SCAN)
    only(monkeypatch, install(tmp_path / "bin", "no-german"))
    done = command("parse", str(tmp_path / "scan.pdf"), code=5)
    assert "Deutsch (deu)" in done.stderr.decode() and done.stderr.count(b"\n") == 1


def test_one_picture_among_pages_of_text_needs_no_tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import pypdfium2

    both = pypdfium2.PdfDocument(LETTER)
    both.import_pages(pypdfium2.PdfDocument(SCAN))
    out = io.BytesIO()
    both.save(out)
    only(monkeypatch, tmp_path)
    (inquiry,) = parse_source(read_bytes(out.getvalue(), "x"))
    assert [(f.code, f.severity) for f in inquiry.findings if f.field == "source"] == [("page-not-recognised", "warning")]


def test_a_program_in_the_folder_at_hand_is_not_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    install(tmp_path, "empty")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", os.pathsep.join((".", "", "bin")))
    assert tesseract.program() is None


def test_books_are_not_recognised_unasked(reads: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recognition, "MOST_SCANS", 0)
    with pytest.raises(LimitError, match="--ocr force"):
        read_bytes(SCAN, "x")


# --- batch


@linux
def test_a_hanging_tesseract_costs_one_file_of_a_batch(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It hangs on one page, known by its size; the others are read, and a second run tries the one again."""
    folder = Path(only(monkeypatch, reading(tmp_path / "bin", WORDS)))
    program = folder / "tesseract"
    text = program.read_text(encoding="utf-8")
    hang = "picture = sys.stdin.buffer.read()\nimport time\nif len(picture) < 8_000_000: time.sleep(600)"
    program.write_text(text.replace("sys.stdin.buffer.read()", hang), encoding="utf-8")
    letters = tmp_path / "briefe"
    letters.mkdir()
    for number in range(4):
        (letters / f"{number}.pdf").write_bytes(as_scan(LETTER, ScanStyle(dpi=100, noise=4), number))
    (letters / "text.pdf").write_bytes(LETTER)
    small = io.BytesIO()
    inked((400, 400), 200).save(small, format="PDF", dpi=(100, 100))
    (letters / "haengt.pdf").write_bytes(small.getvalue())
    words = ["batch", str(letters), "-o", str(tmp_path / "aus.jsonl"), "-j", "2", "--timeout", "3"]
    done = command(*words, code=7)
    assert "haengt.pdf: die Zeit hat für die Texterkennung einer Seite nicht gereicht" in done.stderr.decode()
    assert "5 fertig" in done.stderr.decode() and "1 fehlgeschlagen" in done.stderr.decode()
    program.write_text(text, encoding="utf-8")
    again = command(*words)
    assert "1 fertig + 5 unverändert" in again.stderr.decode()


def test_a_document_gets_time_for_each_page(reads: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A scan is put off until its pages are counted; then it gets the time of a file for each of them, and is read."""
    path = tmp_path / "lang.pdf"
    path.write_bytes(as_scan(pdf([letter()] * 4), SMALL))
    job, settings, given = Job(0, path.name, Input(path.name, path.name.encode(), "", str(path))), Settings(timeout=600.0), list[float]()
    monkeypatch.setattr(work, "allow_time", given.append)
    (first,) = work.work([job], settings)
    assert (first.state, first.scans) == (State.FAILED, 4)
    again = replace(job, scans=first.scans)
    (done,) = work.work([again], settings)
    assert json.loads(done.payload)["source"]["pages"] == 4
    assert given == [600.0, 3000.0] and Chunk([again]).seconds(settings) == 3000.0


# --- pictures of pages


@pytest.mark.parametrize(("kind", "media"), [("PNG", "image/png"), ("JPEG", "image/jpeg"), ("TIFF", "image/tiff")])
def test_pictures(kind: str, media: str, reads: str, tmp_path: Path) -> None:
    data = as_images(pdf([letter(), letter()]), SMALL, kind)
    assert (kind_of(data), media_type(data)) == ("image", media)
    source = read_bytes(data, "x")
    assert (source.media_type, source.pages, source.reader) == (media, 2 if kind == "TIFF" else 1, "ocr (tesseract 9.9.9)")
    with Sandbox(timeout=30.0) as sandbox:
        assert read_bytes(data, "x", Options(), sandbox.extract, sandbox.scan) == source
        (sheet,) = sandbox.draw(data, [1], 72)
        assert (sheet.width, sheet.height) == pytest.approx((595, 842), abs=2)
    (tmp_path / "brief.bin").write_bytes(data)
    command("inspect", str(tmp_path / "brief.bin"), "--pages", "1", "-o", str(tmp_path / "seite.png"))
    command("review", str(tmp_path / "brief.bin"), "-o", str(tmp_path / "seite.html"))
    with pytest.raises(NoTextError):
        read_bytes(data, "x", Options(ocr="off"))


def test_pictures_of_odd_kinds(reads: str) -> None:
    for mode in ("1", "P", "RGBA", "LA", "I;16", "CMYK"):
        out = io.BytesIO()
        inked((200, 300), 240).convert(mode).save(out, format="TIFF")
        assert read_bytes(out.getvalue(), "x").pages == 1
    turned = Image.Exif()
    turned[274] = 6  # the camera was held upright
    out = io.BytesIO()
    Image.new("L", (300, 200), 255).save(out, format="JPEG", exif=turned)
    (_, picture, density), *_ = images.pages(out.getvalue(), [1])
    assert picture.size == (200, 300) and density > 0


@pytest.mark.parametrize("cut", [40, 200, -2000])
def test_damaged_pictures(cut: int, reads: str) -> None:
    data = as_images(LETTER, SMALL, "PNG")
    with pytest.raises(UnreadableError):
        read_bytes(data[:cut], "x")


def test_bombs(reads: str, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(out, format="PNG")
    with pytest.raises(LimitError, match="Bildpunkte"):
        read_bytes(out.getvalue(), "x")
    with pytest.raises(LimitError, match="Seiten"):
        read_bytes(as_images(pdf([letter()] * 3), SMALL, "TIFF"), "x", Options(max_pages=2))


# --- how pages lie


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("tilt", [0.0, 2.0, -1.2])
def test_how_a_page_lies(turn: int, tilt: float) -> None:
    (page,) = scanned(LETTER, ScanStyle(dpi=150, tilt=tilt, turn=turn, noise=5))
    across, found = orientation_of(page)
    assert across == turn % 180 and found == pytest.approx(tilt, abs=0.35)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_boxes_lie_where_the_page_has_its_ink(turn: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A mark drawn on a page is found again, through turning and levelling, at its place on the page as it is seen."""
    only(monkeypatch, tmp_path)
    (page,) = scanned(LETTER, ScanStyle(dpi=150, tilt=1.5))
    ImageDraw.Draw(page).rectangle((300, 1300, 360, 1330), fill=0)  # nothing else is printed there
    out = io.BytesIO()
    page.rotate(turn, expand=True).save(out, format="PNG", dpi=(150, 150))
    (drawn,) = scan(out.getvalue(), [1], Options())
    for one in (drawn, drawn.upside_down()):
        picture = Image.frombytes("L", (one.width, one.height), one.grey)
        seen = Image.open(out)
        black = [grey < 60 for grey in picture.reduce(8).tobytes()]
        wide = picture.width // 8 + bool(picture.width % 8)
        places = [(i % wide * 8 + 4, i // wide * 8 + 4) for i, dark in enumerate(black) if dark]
        hits = [seen.getpixel((round(x / 72 * 150), round(y / 72 * 150))) for px, py in places for x, y, *_ in [one.box(px, py, px, py)]]
        assert len(hits) > 20 and sum(isinstance(grey, int) and grey < 128 for grey in hits) > 0.9 * len(hits)


# --- repairs

MENDED = [
    ("Köln, 23. 9, 2008", "Köln, 23. 9. 2008"),
    ("vom 19,01:2022", "vom 19.01.2022"),
    ("23, JAN. 2012", "23. JAN. 2012"),
    ("13. Ma1 2023", "13. Mai 2023"),
    ("gemäß 8 34 Abs. 2 Satz 1", "gemäß § 34 Abs. 2 Satz 1"),
    ("nach $ 12 BauGB", "nach § 12 BauGB"),
    ("des & 4 der Hauptsatzung", "des § 4 der Hauptsatzung"),
    ("ODP-Fraktion, BUNDNIS 90/DIE GRUNEN", "ÖDP-Fraktion, BÜNDNIS 90/DIE GRÜNEN"),
    ("KA 506/XXl", "KA 506/XXI"),
    ("Drs. 12/Vl", "Drs. 12/VI"),
    ("ElNGEGANGEN 3.4.2020", "EINGEGANGEN 3.4.2020"),
]
LEFT = [
    "3,4,2008", "um 10:12:2008", "8 bis 12", "§ 8 Abs. 2", "in den Jahren 2017, 2018 und 2019", "$ 12 Millionen", "Haus 8 12 Wohnungen",
    "1, 2, 3", "8 Kinder", "12.3.2008", "GODPA", "und/oder", "A/XLarge",
]  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), MENDED)
def test_mended(text: str, wanted: str) -> None:
    assert mended(text) == wanted


@pytest.mark.parametrize("text", LEFT)
def test_left_as_it_is(text: str) -> None:
    assert mended(text) == text


@given(st.text(alphabet="0123456789.,:;8$&§S AbsMai12ma|lJunNr", max_size=60))
def test_every_character_stays_in_its_place(text: str) -> None:
    assert len(mended(text)) == len(text)
    assert mended(mended(text)) == mended(text)


ITEMS = [
    ("a)|b)|c)|d)|e)|f)|9)|h)", "a)|b)|c)|d)|e)|f)|g)|h)"),
    ("I.|Il.|III.|lV.|V.", "I.|II.|III.|IV.|V."),
    ("1.|2.|3.|4.|S.|6.|7.|B.", "1.|2.|3.|4.|5.|6.|7.|8."),
    ("A.|8.|C.|D.|E.|F.|6.", "A.|B.|C.|D.|E.|F.|G."),
    ("1.|a)|b)|2.|a)|b)|c)|3.", "1.|a)|b)|2.|a)|b)|c)|3."),
    ("8)|9)|10)", "8)|9)|10)"),
    ("1.|2.|3.|4.|5.|6.|7.|8.|9.", "1.|2.|3.|4.|5.|6.|7.|8.|9."),
    ("(1)|(2)|(S)", "(1)|(2)|(S)"),
    ("e)|f)}|9)", "e)|f)}|9)"),
    ("a)|b)}|c)", "a)|b) |c)"),
]


@pytest.mark.parametrize(("read", "wanted"), ITEMS)
def test_markers_that_the_others_prove(read: str, wanted: str) -> None:
    assert mended_items([f"{marker} Warum?" for marker in read.split("|")]) == [f"{marker} Warum?" for marker in wanted.split("|")]


@pytest.mark.parametrize("sign", "eo«°*")
def test_bullets_that_were_read_as_something_else(sign: str) -> None:
    assert mended_items([f"{sign} Warum?", f"{sign} „Warum“?"]) == ["• Warum?", "• „Warum“?"]
    assert mended_items(["_ Warum?", "°e Warum?", "—- Warum?", "- Warum?"]) == ["- Warum?", "•  Warum?", "—  Warum?", "- Warum?"]
    assert mended_items([f"{sign} warum", "e.V. Auental", "oben Links"]) == [f"{sign} warum", "e.V. Auental", "oben Links"]


@given(st.lists(st.text(alphabet="0123456789abcghlIVXSBO|.):( eo•A", max_size=12), max_size=8))
def test_every_marker_stays_in_its_place(texts: list[str]) -> None:
    assert [len(text) for text in mended_items(texts)] == [len(text) for text in texts]


def table(*rows: str) -> bytes:
    """A page of tesseract's: "text@x:sure" for each word, 40 pixels a line."""
    out = []
    for number, row in enumerate(rows):
        for word in row.split():
            text, _, place = word.partition("@")
            x, _, sure = place.partition(":")
            cells = ["5", "1", "1", "1", str(number + 1), "1", x, str(100 + 40 * number), str(12 * len(text)), "28", sure or "95", text]
            out.append("\t".join(cells))
    return tsv.HEAD + b"\n" + "\n".join(out).encode()


PRINT = "Diese@100 Zeile@180 ist@260 nur@320 Text@380"


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (["-@100:93 Wie@190 viele@250", "-@100:41 Wer@190 zahlt@250"], ["-|Wie viele", "-|Wer zahlt"]),
        (["°@101:0 Wie@190 viele@250", "e@100:80 Wer@190 zahlt@250"], ["°|Wie viele", "e|Wer zahlt"]),
        (["°e@101:48 Wie@190 viele@250", "—-@100:35 Wer@190 zahlt@250"], ["°e|Wie viele", "—-|Wer zahlt"]),
        (["°@101:0 Wie@190 viele@250", "Wer@190 zahlt@250"], ["Wie viele", "Wer zahlt"]),
        (["Eingang@100 am@200", "13...Ma122023@100:21"], ["Eingang am", "13...Ma122023"]),
        (["Eingang@100 am@200", "Hxllo@300:21"], ["Eingang am"]),
        (["Nr.@100 Urheber@300 Eingang@500 Datum@700", "A1/24@100 BSW@300 3.@500 Mai@540 2024@590 19.@700 Mai@750"],
         ["Nr.|Urheber|Eingang|Datum", "A1/24|BSW|3. Mai 2024|19. Mai"]),
        (["Nr.@100 Urheber@300 Eingang@500 Datum@700", "A1/24@100 Freie@300 Wähler-@370 3.5.2024@500 4.5.2024@700", "gemeinschaft@300"],
         ["Nr.|Urheber|Eingang|Datum", "A1/24|Freie Wählergemeinschaft|3.5.2024|4.5.2024"]),
        (["Nr.@100 Urheber@300 Eingang@500", "A1/24@100 BSW@300 3.5.2024@500", "Zweite@100 Zeile@180"],
         ["Nr.|Urheber|Eingang", "A1/24|BSW|3.5.2024", "Zweite Zeile"]),
    ],
)  # fmt: skip
def test_what_stands_below_each_other(rows: list[str], wanted: list[str]) -> None:
    page = Scan(1, 1200, 800, 300 / 72, (0.24, 0, 0, 0, 0.24, 0), b"")
    lines: dict[float, list[str]] = {}
    for fragment in tsv.fragments(tsv.words_in(table(*rows, PRINT, PRINT, PRINT)), page):
        lines.setdefault(fragment.bottom, []).append(fragment.text)
    assert ["|".join(pieces) for pieces in lines.values()][:-3] == wanted


def piece(text: str, x0: float, top: float) -> Fragment:
    """A fragment of the recognition's, letters 10 points high and 6 wide."""
    box = (x0, top, x0 + 6 * len(text), top + 10)
    return Fragment(text, *box, 10, False, tuple(box for _ in text.split()), sure=tuple(95.0 for _ in text.split()))


LABEL, DAY = piece("Verfasst am", 50, 40), piece("18. Januar 2018", 50, 52)


@pytest.mark.parametrize(
    ("stamp", "wanted"),
    [
        ([piece("EINGEGANGEN", 350, 20), piece("04. Sep. 2020", 352, 40)], "EINGEGANGEN 04. Sep. 2020"),
        ([piece("El NGEGANG EN", 350, 20), piece("04. Sep. 2020", 370, 41)], "ElNGEGANGEN 04. Sep. 2020"),
        ([piece("EINGEG", 350, 20), piece("ANGEN", 388, 25), piece("4,9:2020", 350, 41)], "EINGEGANGEN 4,9:2020"),
        ([piece("EINGANG", 350, 20), piece("04. Sep. 2020", 350, 90)], None),
        ([piece("EINGANG", 350, 20), piece("04. Sep. 2020", 150, 40)], None),
        ([piece("EINGABEN", 350, 20), piece("ANTRAG", 350, 40)], None),
        ([piece("Eingang", 350, 20), piece("Der 4. Sep. 2020", 352, 40)], None),
    ],
)
def test_stamps_are_set_apart(stamp: list[Fragment], wanted: str | None) -> None:
    page = [LABEL, *stamp, DAY]
    found = stamps.separate_stamps(page)
    if wanted is None:
        assert found == page
        return
    first, *rest = found
    assert first.text == wanted and first.bottom < min(fragment.top for fragment in rest) and rest == [LABEL, DAY]
    assert len(first.boxes) == len(first.sure) == len(first.text.split()) and first.boxes[-1] == stamp[-1].boxes[-1]


@given(st.binary(max_size=300))
def test_any_table(data: bytes) -> None:
    try:
        words = tsv.words_in(tsv.HEAD + data)
    except tsv.NoTable:
        return
    assert all(word.text and word.x1 > word.x0 for word in words)


# --- an inquiry and its answer in one document

INQUIRY = """SPD-Fraktion in der Stadtvertretung

Brückstadt, 7. Dezember 2011

Anfrage: Beleuchtung am Uferweg

Wir fragen daher:

1. Wann wird die Beleuchtung erneuert?
2. Was kostet sie?

Mit freundlichen Grüßen

Jonas Kurz
"""
ANSWERS = {
    "letter": "Die Bürgermeisterin\n\nBrückstadt, 20. Dezember 2011\n\nIhre Anfrage vom 7. Dezember 2011\n\nSehr geehrter Herr Kurz,\n\n",
    "statement": "Stellungnahme der Verwaltung\n\nBrückstadt, 20. Dezember 2011\n\n",
    "phrase": "Stadt Brückstadt\nBrückstadt, 20.12.2011\n\nSehr geehrter Herr Kurz,\n\nzu Ihren Fragen nehme ich wie folgt Stellung:\n\n",
}
BODY = "1. Wann wird die Beleuchtung erneuert?\nIm März.\n\n2. Was kostet sie?\n20.000 Euro.\n\nMit freundlichen Grüßen\n\nRita Beispiel\n"


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_behind_the_inquiry(answer: str) -> None:
    from anfrage_parser import parse_text

    inquiry, behind = parse_text(f"{INQUIRY}\f{ANSWERS[answer]}{BODY}")
    assert behind.document_type == "answer"
    assert (inquiry.document_type, inquiry.date, inquiry.party) == ("inquiry_with_answer", "2011-12-07", "SPD")
    assert [q.text for q in inquiry.questions] == ["Wann wird die Beleuchtung erneuert?", "Was kostet sie?"]
    assert [q.answer for q in inquiry.questions] == ["Im März.", "20.000 Euro."]
    assert [s.name for s in inquiry.signatories] == ["Jonas Kurz"]
    assert [(f.code, f.page) for f in inquiry.findings if f.code == "answer-follows"] == [("answer-follows", 2)]


def test_a_second_page_of_questions_is_no_answer() -> None:
    from anfrage_parser import parse_text

    text = INQUIRY.replace("2. Was", "\f2. Was").replace(
        "Mit freund", "Ihre Antwort auf unsere Anfrage vom Mai war unvollständig.\n\nMit freund"
    )
    (inquiry,) = parse_text(text)
    assert len(inquiry.questions) == 2 and "answer-follows" not in {f.code for f in inquiry.findings}


# --- letters that went through a scanner


@needs_tesseract
@pytest.mark.parametrize("name", ["300 tilted", "300 turned", "fax"])
def test_a_letter_through_the_scanner(name: str) -> None:
    """One each; `python -m benchmarks.ocr` measures sixty."""
    score = measure(name, 4)
    assert score.misses == [] and score.text() >= 0.99


@needs_tesseract
def test_the_real_one_reads_what_stands_there() -> None:
    data = as_scan(LETTER, of_seed(SCANS["200"], 1), 1)
    source: Source = read_bytes(data, "x", Options(words=True))
    assert source.reader.startswith(("ocr (tesseract ", "ocr (tesserocr "))
    (inquiry,) = parse_source(source)
    assert (inquiry.number, inquiry.date, [q.number for q in inquiry.questions]) == ("0815/2024", "2024-11-18", [1, 2])
