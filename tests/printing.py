"""What comes out of a printer: sheets as LibreOffice prints them, pages as Chromium does."""

import shutil
import subprocess
from pathlib import Path

import pypdfium2
import pytest

from tests.command import GUARD

Printed = list[tuple[float, float, str]]
"""Width, height in points, and text of each page."""

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-pdf-header-footer", "--virtual-time-budget=4000",
)  # fmt: skip

with_office = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
with_browser = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")


def printed_sheets(book: Path) -> Printed:
    """Print all sheets of a workbook."""
    profile = f"-env:UserInstallation={(book.parent / 'profil').as_uri()}"
    words = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(book.parent), str(book)]
    subprocess.run(words, check=True, capture_output=True, timeout=GUARD)
    return _pages(book.with_suffix(".pdf"))


def printed_page(page: Path) -> Printed:
    """Print an HTML page."""
    target = page.with_suffix(".pdf")
    words = [str(CHROMIUM), *QUIET, f"--user-data-dir={page.parent / 'profil'}", f"--print-to-pdf={target}", page.as_uri()]
    subprocess.run(words, check=True, capture_output=True, timeout=GUARD)
    return _pages(target)


def _pages(path: Path) -> Printed:
    with pypdfium2.PdfDocument(path) as pdf:
        return [(*page.get_size(), page.get_textpage().get_text_range()) for page in pdf]
