"""Tesseract as a library: who uses it, what one costs that misbehaves, and that it reads what the program reads."""

import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw

from anfrage_parser import parse_file
from anfrage_parser.cli.work.formats import formats
from anfrage_parser.errors import LimitError, NoTextError
from anfrage_parser.model import Source
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import read_bytes
from anfrage_parser.readers.ocr import in_process, models, tesseract
from anfrage_parser.readers.options import Options
from anfrage_parser.sandbox.keeper import Sandbox
from benchmarks.ocr import fields_of, program_alone
from tests.batch.runs import content
from tests.command import command, linux
from tests.pdfs import letter, pdf
from tests.readers.fake_tesserocr import COSTLY, install, use
from tests.readers.test_ocr import IN_PROCESS, LETTER, PROGRAM, SCAN, WORDS, inked, over_picture, with_scan
from tests.sandbox.test_sandbox import inherited
from tools.letters import letter as drawn_letter
from tools.letters.page import as_pdf
from tools.letters.scan import SCANS, ScanStyle, as_scan, of_seed

needs_library = pytest.mark.skipif(not IN_PROCESS, reason="tesserocr and its German model are not installed (make ocr)")
needs_both = pytest.mark.skipif(not (IN_PROCESS and PROGRAM), reason="not both engines are installed: they were not compared")
ENGINE = "ocr (tesserocr 9.9.9, tesseract 9.9.9)"


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    """Engines that a test has put in place of others."""
    yield
    for known in (tesseract.program, tesseract.engine, models.models):
        known.cache_clear()
    in_process._own.__dict__.clear()
    if "tesserocr" in sys.modules and not hasattr(sys.modules["tesserocr"], "get_languages"):
        del sys.modules["tesserocr"]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a library lies that reads `WORDS` on every page."""
    made = install(tmp_path / "lib", WORDS)
    use(monkeypatch, made)
    return made


def sandboxed(data: bytes, timeout: float = 60.0) -> Source:
    with Sandbox(timeout=timeout, memory=inherited() + 1024) as sandbox:
        return read_bytes(data, "x.pdf", Options(words=True, timeout=timeout), sandbox.extract, sandbox.scan)


# --- who uses it


@linux
def test_it_is_the_first_choice_and_named(folder: Path, tmp_path: Path) -> None:
    source = sandboxed(SCAN)
    assert source.reader == ENGINE and source == read_bytes(SCAN, "x.pdf", Options(words=True))
    (inquiry,) = parse_source(source, evidence=True)
    assert (inquiry.number, inquiry.date, inquiry.party) == ("0815/2024", "2024-11-18", "SPD")
    (tmp_path / "scan.pdf").write_bytes(SCAN)
    assert json.loads(command("parse", str(tmp_path / "scan.pdf")).stdout)["source"]["reader"] == ENGINE
    assert parse_file(tmp_path / "scan.pdf")[0].source.reader == ENGINE
    assert formats().splitlines()[-1].endswith("lesbar  tesserocr 9.9.9, tesseract 9.9.9")
    both = sandboxed(over_picture(pdf([letter(), [(280.0, 800.0, "Seite 2 von 2")]])))
    assert both.reader == "pdfium"  # its first page has text, its second no picture


def test_the_model_is_loaded_once(folder: Path) -> None:
    import tesserocr

    before = tesserocr.loads
    for _ in range(3):
        read_bytes(SCAN, "x")
    assert tesserocr.loads - before == 1


def test_without_its_model_it_is_not_there(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "deu.traineddata").unlink()
    models.models.cache_clear()
    with pytest.raises(NoTextError, match=r"\[ocr\]"):
        read_bytes(SCAN, "x")


@pytest.mark.parametrize("load", ["raise RuntimeError('no model')", "raise ImportError('no library')"])
def test_one_that_can_not_be_loaded_is_told(load: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, install(tmp_path / "lib", load=load))
    with pytest.raises(NoTextError, match="lässt sich aber nicht laden"):
        read_bytes(SCAN, "x")
    assert "lässt sich aber nicht laden" in formats().splitlines()[-1]


def test_a_page_upside_down_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine is unsure of its words where the ink is in the lower half."""
    doubt = "sum(self.pixels[: len(self.pixels) // 2]) > sum(self.pixels[len(self.pixels) // 2 :])"
    use(monkeypatch, install(tmp_path / "lib", WORDS, doubt=doubt))
    page = Image.new("L", (600, 800), 255)
    page.paste(0, (100, 600, 500, 700))
    out = io.BytesIO()
    page.save(out, format="PNG", dpi=(72, 72))
    source = read_bytes(out.getvalue(), "x", Options(words=True))
    first = next(line for line in source.lines if line.words)
    assert first.words[0][2][1] > 700  # the head of what was read is at the foot of the sheet as it lies


BACKS = {"white": (255, 0.0), "grey": (210, 0.0), "grainy": (200, 9.0)}


@linux
@pytest.mark.parametrize("name", BACKS)
def test_the_empty_back_of_a_sheet_is_not_read(name: str, folder: Path) -> None:
    """Paper of any grey; a full stop is ink."""
    paper, noise = BACKS[name]
    sheet = Image.new("L", (1240, 1754), paper)
    if noise:
        sheet = ImageChops.add(sheet, Image.effect_noise(sheet.size, noise), 1, -128)
    read = []
    for dot in (0, 8):
        ImageDraw.Draw(sheet).rectangle((600, 600, 600 + dot, 600 + dot), fill=0 if dot else paper)
        out = io.BytesIO()
        sheet.save(out, format="PNG", dpi=(150, 150))
        with Sandbox(timeout=60.0, memory=inherited() + 1024) as sandbox:
            (page,) = sandbox.scan(out.getvalue(), [1], Options())
        read.append(page.engine)
    assert read == ["", "tesserocr 9.9.9, tesseract 9.9.9"]


# --- what one costs that misbehaves


@linux
@pytest.mark.parametrize("deed", COSTLY)
def test_a_misbehaving_one_costs_the_document_alone(deed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    use(monkeypatch, install(tmp_path / "lib", WORDS, deed))
    timeout = 1.0 if deed == "hang" else 60.0
    with Sandbox(timeout=timeout, memory=inherited() + 1024) as sandbox:
        with pytest.raises(LimitError, match=COSTLY[deed]):
            read_bytes(SCAN, "x", Options(timeout=timeout), sandbox.extract, sandbox.scan)
        assert read_bytes(LETTER, "x", Options(), sandbox.extract, sandbox.scan).reader == "pdfium"


@linux
@pytest.mark.parametrize("deed", ["start", "write"])
def test_it_may_no_more_than_the_reader(deed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One that starts a program or writes a file is refused by the kernel, which ends the document as a fault of ours."""
    use(monkeypatch, install(tmp_path / "lib", WORDS, deed))
    before = (tmp_path / "lib" / "tesserocr.py").read_bytes()
    with pytest.raises(Exception) as caught:
        sandboxed(SCAN)
    assert "Permission" not in str(caught.value)
    assert (tmp_path / "lib" / "tesserocr.py").read_bytes() == before


@linux
def test_a_crash_costs_one_file_of_a_batch_and_the_next_run_reads_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    crash = "import os, signal; len(self.pixels) < 4_000_000 and os.kill(os.getpid(), signal.SIGSEGV)"
    made = install(tmp_path / "lib", WORDS, crash)
    use(monkeypatch, made)
    letters = tmp_path / "briefe"
    letters.mkdir()
    for number in range(4):
        (letters / f"{number}.pdf").write_bytes(as_scan(LETTER, ScanStyle(dpi=100, noise=4), number))
    small = io.BytesIO()
    inked((400, 400), 200).save(small, format="PDF", dpi=(100, 100))
    (letters / "stürzt.pdf").write_bytes(small.getvalue())
    (letters / "text.pdf").write_bytes(LETTER)
    words = ["batch", str(letters), "-o", str(tmp_path / "aus.jsonl"), "-j", "2"]
    said = command(*words, code=7).stderr.decode()
    assert "stürzt.pdf: das Leseprogramm ist abgestürzt" in said and "5 fertig" in said and "1 fehlgeschlagen" in said
    install(tmp_path / "lib", WORDS)
    assert "1 fertig + 5 unverändert" in command(*words).stderr.decode()


@linux
def test_another_engine_reads_scans_again_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = install(tmp_path / "lib", WORDS)
    use(monkeypatch, made)
    letters = tmp_path / "briefe"
    letters.mkdir()
    (letters / "scan.pdf").write_bytes(SCAN)
    (letters / "text.pdf").write_bytes(LETTER)
    words = ["batch", str(letters), "-o", str(tmp_path / "aus.sqlite"), "-j", "1"]
    assert "2 fertig" in command(*words).stderr.decode()
    assert "2 unverändert" in command(*words).stderr.decode()
    install(tmp_path / "lib", WORDS, version="9.9.10")
    assert "1 fertig + 1 unverändert" in command(*words).stderr.decode()
    (made / "deu.traineddata").unlink()  # none at all: what was read before stays
    assert "2 unverändert" in command(*words).stderr.decode()


@linux
def test_a_page_that_nothing_could_read_is_read_once_an_engine_is_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = install(tmp_path / "lib", WORDS)
    use(monkeypatch, made)
    (made / "deu.traineddata").unlink()
    (tmp_path / "briefe").mkdir()
    (tmp_path / "briefe/beides.pdf").write_bytes(with_scan())
    words = ["batch", str(tmp_path / "briefe"), "-o", str(tmp_path / "aus.jsonl"), "-j", "1"]
    assert "1 fertig" in command(*words).stderr.decode()
    assert "1 unverändert" in command(*words).stderr.decode()
    (made / "deu.traineddata").touch()
    command(*words, code=None)
    assert ENGINE in (tmp_path / "aus.jsonl").read_text(encoding="utf-8")


PAGES = 2
"""Scanned pages of each document of a folder."""


def scans(folder: Path, small: int) -> None:
    """Three documents of scanned pages, one of which, counted over all, is smaller than the others."""
    folder.mkdir()
    for number in range(3):
        both = pypdfium2.PdfDocument.new()
        for page in range(number * PAGES, (number + 1) * PAGES):
            data = as_scan(LETTER, ScanStyle(dpi=100, noise=4), page)
            if page == small:
                out = io.BytesIO()
                inked((400, 400), 200).save(out, format="PDF", dpi=(100, 100))
                data = out.getvalue()
            both.import_pages(pypdfium2.PdfDocument(data))
        both.save(folder / f"{number}.pdf")


@linux
@pytest.mark.parametrize(("sink", "pages"), [("aus.jsonl", 1), ("aus.sqlite", 2), ("aus.sqlite", 5)])
def test_a_run_that_ends_among_scanned_pages_goes_on(sink: str, pages: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed with all its processes while the library is at a page: what was done stays, the rest comes with the next run."""
    scans(tmp_path / "in", small=pages)
    use(monkeypatch, install(tmp_path / "lib", WORDS))
    command("batch", "in", "-o", f"wanted-{sink}", "-j", "1", cwd=tmp_path)
    install(tmp_path / "lib", WORDS, "if len(self.pixels) < 4_000_000:\n            while True: pass")
    program = [sys.executable, "-m", "anfrage_parser", "batch", "in", "-o", sink, "-j", "1", "--log-json"]
    with subprocess.Popen(program, cwd=tmp_path, stdin=subprocess.DEVNULL, stderr=subprocess.PIPE, start_new_session=True) as running:
        assert running.stderr is not None
        events = list[str]()
        while events.count("document") < pages // PAGES:
            events.append(json.loads(running.stderr.readline())["event"])
        assert running.poll() is None
        os.killpg(running.pid, signal.SIGKILL)
    install(tmp_path / "lib", WORDS)
    said = command("batch", "in", "-o", sink, "-j", "1", cwd=tmp_path).stderr.decode()
    assert f"{3 - pages // PAGES} fertig" in said and ("unverändert" in said) == (pages >= PAGES)
    assert content(tmp_path / sink) == content(tmp_path / f"wanted-{sink}")
    again = command("batch", "in", "-o", sink, "-j", "1", cwd=tmp_path).stderr.decode()
    assert "3 unverändert" in again


# --- the real one


@needs_library
@linux
def test_the_real_one_in_the_sandbox() -> None:
    data = as_scan(LETTER, of_seed(SCANS["200"], 1), 1)
    source = sandboxed(data)
    assert source.reader.startswith("ocr (tesserocr ")
    assert source == sandboxed(data) == read_bytes(data, "x.pdf", Options(words=True))
    (inquiry,) = parse_source(source)
    assert (inquiry.number, inquiry.date, [q.number for q in inquiry.questions]) == ("0815/2024", "2024-11-18", [1, 2])


@needs_library
def test_the_real_one_keeps_to_its_time() -> None:
    with pytest.raises(LimitError, match="nicht gereicht"):
        read_bytes(SCAN, "x", Options(timeout=0.001))


@needs_library
def test_the_real_one_reads_a_page_alike_whatever_it_read_before() -> None:
    first, second = (as_scan(as_pdf(drawn_letter(seed)), of_seed(SCANS["300 tilted"], seed), seed) for seed in (1, 2))
    alone = read_bytes(first, "x")
    read_bytes(second, "x")
    assert read_bytes(first, "x") == alone


@needs_both
@pytest.mark.parametrize("name", ["300 tilted", "200"])
def test_both_engines_give_the_same_fields(name: str) -> None:
    """Two each; `python -m benchmarks.ocr --engines` compares sixty."""
    letters = [as_scan(as_pdf(drawn_letter(seed)), of_seed(SCANS[name], seed), seed) for seed in (3, 4)]
    inside = [fields_of(read_bytes(data, "x.pdf")) for data in letters]
    with program_alone():
        sources = [read_bytes(data, "x.pdf") for data in letters]
    assert all(source.reader.startswith("ocr (tesseract ") for source in sources)
    assert [fields_of(source) for source in sources] == inside
