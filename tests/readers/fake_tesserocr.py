"""Libraries named tesserocr that misbehave, for a folder of sys.path; the model that they ask for is a file beside them."""

import sys
from pathlib import Path

import pytest

from anfrage_parser.readers.ocr import models

LIBRARY = """
loads = 0
__version__ = "9.9.9"

class PSM:
    SINGLE_COLUMN = 4

def tesseract_version():
    return "tesseract {version}\\n leptonica-1.0"

class PyTessBaseAPI:
    def __init__(self, path, lang, psm):
        global loads
        loads += 1
        {load}
    def SetImageBytes(self, pixels, width, height, bytes_per_pixel, bytes_per_line):
        assert len(pixels) == width * height == width * height * bytes_per_pixel and bytes_per_line == width
        self.pixels = pixels
    def SetSourceResolution(self, dots):
        assert 70 <= dots <= 400
    def Recognize(self, milliseconds):
        assert milliseconds > 0
        {deed}
        return True
    def GetTSVText(self, page):
        table = {table}
        return table.replace("96.5", "31.5") if {doubt} else table
    def Clear(self):
        self.pixels = None
"""

DEEDS = {
    "hang": "while True: pass",
    "crash": "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    "abort": "import os; os.abort()",
    "fail": "raise RuntimeError('nothing to say')",
    "late": "return False",
    "eat": "self.held = [bytes(1 << 24) for _ in range(1 << 10)]",
    "start": "import os; os.posix_spawn('/bin/true', ['true'], {})",
    "write": "open(__file__, 'a').close()",
    "garbage": "",
    "wrong-table": "",
    "flood": "",
}
"""What each does with a page."""

TABLES = {"garbage": "'\\x00\\xff' * 1000", "wrong-table": "'5\\t1\\t1'", "flood": "'5\\t' * (1 << 25)"}

COSTLY = {
    "hang": "die Zeit hat (?:für .{1,60})?nicht gereicht",
    "crash": "abgestürzt",
    "abort": "der Arbeitsspeicher hat nicht gereicht",
    "fail": "abgestürzt",
    "late": "die Zeit hat (?:für .{1,60})?nicht gereicht",
    "eat": "der Arbeitsspeicher hat nicht gereicht",
    "wrong-table": "abgestürzt",
    "flood": "abgestürzt",
}
"""Those that cost the document, with exit code 8, and a word of what is said."""


def install(folder: Path, rows: str = "", deed: str = "", load: str = "pass", version: str = "9.9.9", doubt: str = "False") -> Path:
    """Put one into a folder that reads some lines on every page, or does a deed.

    `load` is what it does when it is loaded, `doubt` says when it is unsure of its words.
    """
    folder.mkdir(exist_ok=True)
    lines, words = [], 0
    for number, row in enumerate(rows.splitlines(), 1):
        left = 200
        for text in row.split():
            words += 1
            lines.append(f"5\t1\t1\t{number}\t1\t{words}\t{left}\t{200 + 80 * number}\t{22 * len(text)}\t35\t96.5\t{text}")
            left += 22 * len(text) + 15
    table = TABLES.get(deed, repr("\n".join(lines)))
    source = LIBRARY.format(version=version, load=load, deed=DEEDS.get(deed, deed) or "pass", table=table, doubt=doubt)
    (folder / "tesserocr.py").write_text(source, encoding="utf-8")
    (folder / f"{models.LANGUAGE}.traineddata").touch()
    return folder


def use(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    """Let this process, and the commands that it starts, recognise text with the library in a folder, and with no program."""
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("TESSDATA_PREFIX", str(folder))
    monkeypatch.setenv("PYTHONPATH", str(folder))
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    monkeypatch.syspath_prepend(folder)
    monkeypatch.delitem(sys.modules, "tesserocr", raising=False)
    models.models.cache_clear()
