"""An archive as councils have it: invented letters as text, as PDF by three producers, as scans; beside each what it says.

`python -m benchmarks.archive FOLDER [LETTERS]`. A producer that isn't installed is left out, and said so.
"""

import io
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from tools.letters import letter
from tools.letters.odt import as_odt
from tools.letters.office import as_html
from tools.letters.page import as_pdf
from tools.letters.shape import Letter
from tools.letters.text import as_text

TEXTS, SCANS = 400, 10
DOTS = 150
"""An inch, of a scan."""


def build(folder: Path, count: int, printed: int | None = None) -> dict[str, list[Path]]:
    """As many letters in each kind that can be made here, and `TEXTS` texts: kind → its files.

    Chromium, which takes a second a letter, prints the first `printed` of them.
    """
    letters = [letter(seed) for seed in range(max(count, TEXTS))]
    kinds = {"text": texts(folder / "text", letters[:TEXTS])}
    kinds |= pdfs(folder, letters[:count], printed)
    kinds["scan"] = _scans(folder / "scan", kinds["reportlab"][:SCANS])
    for files in kinds.values():
        for seed, path in enumerate(files):
            path.with_name(path.name + ".answer").write_text(json.dumps(letter(seed).truth, ensure_ascii=False), encoding="utf-8")
    return kinds


def pdfs(folder: Path, letters: Sequence[Letter], printed: int | None = None) -> dict[str, list[Path]]:
    """The letters as PDF by each producer that is installed: its name → its files."""
    kinds = {"reportlab": _reportlab(folder / "reportlab", letters)}
    if shutil.which("soffice"):
        kinds["LibreOffice"] = _libreoffice(folder / "libreoffice", letters)
    if shutil.which("chromium"):
        kinds["Chromium"] = _chromium(folder / "chromium", letters[:printed])
    return kinds


def _named(folder: Path, letters: Sequence[object], suffix: str) -> list[Path]:
    folder.mkdir(parents=True)
    return [folder / f"{number:05}{suffix}" for number in range(len(letters))]


def texts(folder: Path, letters: Sequence[Letter]) -> list[Path]:
    """The letters as text."""
    paths = _named(folder, letters, ".txt")
    for path, drawn in zip(paths, letters, strict=True):
        path.write_text(as_text(drawn), encoding="utf-8")
    return paths


def _reportlab(folder: Path, letters: Sequence[Letter]) -> list[Path]:
    paths = _named(folder, letters, ".pdf")
    for path, drawn in zip(paths, letters, strict=True):
        path.write_bytes(as_pdf(drawn))
    return paths


def _scans(folder: Path, pdfs: Sequence[Path]) -> list[Path]:
    """The pages of PDFs as pictures, without any text."""
    paths = _named(folder, pdfs, ".pdf")
    for path, source in zip(paths, pdfs, strict=True):
        document = pypdfium2.PdfDocument(source)
        canvas = Canvas(str(path), pagesize=A4)
        for page in document:
            picture = io.BytesIO()
            page.render(scale=DOTS / 72, grayscale=True).to_pil().save(picture, "JPEG", quality=70)
            canvas.drawImage(ImageReader(picture), 0, 0, *A4)
            canvas.showPage()
        canvas.save()
        document.close()
    return paths


def _libreoffice(folder: Path, letters: Sequence[Letter]) -> list[Path]:
    folder.mkdir()
    with tempfile.TemporaryDirectory() as name:
        (Path(name) / "in").mkdir()
        office = [Path(name) / "in" / f"{number:05}.odt" for number in range(len(letters))]
        for path, drawn in zip(office, letters, strict=True):
            path.write_bytes(as_odt(drawn))
        profile = f"-env:UserInstallation={(Path(name) / 'profile').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), *map(str, office)]
        subprocess.run(command, check=True, capture_output=True)
    return sorted(folder.glob("*.pdf"))


def _chromium(folder: Path, letters: Sequence[Letter]) -> list[Path]:
    folder.mkdir()
    with tempfile.TemporaryDirectory() as name:
        for number, drawn in enumerate(letters):
            page = Path(name) / f"{number:05}.html"
            page.write_bytes(as_html(drawn))
            command = [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-pdf-header-footer",
            ]
            command += [f"--user-data-dir={name}/profile", f"--print-to-pdf={folder / page.stem}.pdf", page.as_uri()]
            subprocess.run(command, check=True, capture_output=True)
    return sorted(folder.glob("*.pdf"))


if __name__ == "__main__":
    for kind, files in build(Path(sys.argv[1]), int(sys.argv[2]) if len(sys.argv) > 2 else 40).items():
        print(f"{kind}: {len(files)}")
