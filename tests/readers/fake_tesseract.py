"""Programs named tesseract that misbehave, for a folder of PATH; the real library is hidden from whoever looks for them there."""

import sys
from pathlib import Path

import pytest

from anfrage_parser.readers.ocr import models, tesseract

HEAD = "level\\tpage_num\\tblock_num\\tpar_num\\tline_num\\tword_num\\tleft\\ttop\\twidth\\theight\\tconf\\ttext\\n"

DEEDS = {
    "hang": "import time\ntime.sleep(600)",
    "crash": "import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)",
    "fail": "sys.exit(1)",
    "garbage": "sys.stdin.buffer.read()\nsys.stdout.buffer.write(bytes(range(256)) * 100)",
    "flood": "sys.stdin.buffer.read()\nwhile True: sys.stdout.buffer.write(b'x' * 65536)",
    "wrong-table": f"sys.stdin.buffer.read()\nprint('{HEAD}' + '5\\t1\\t1')",
    "nan-table": f"sys.stdin.buffer.read()\nprint('{HEAD}' + '5\\t1\\t1\\t1\\t1\\t1\\tx\\t0\\t0\\t0\\t0\\tWort')",
    "deaf": f"print('{HEAD}')",
    "empty": f"sys.stdin.buffer.read()\nprint('{HEAD}')",
    "no-german": "sys.stdin.buffer.read()\nsys.stderr.write(\"Failed loading language 'deu'\")\nsys.exit(1)",
    "no-version": "",
}
"""What each does with a page; asked for its version, all but the last say one."""

BAD = {
    "hang": "die Zeit hat (?:für .{1,60})?nicht gereicht",
    "crash": "abgestürzt",
    "fail": "abgestürzt",
    "garbage": "abgestürzt",
    "flood": "zu viel",
    "wrong-table": "abgestürzt",
    "nan-table": "abgestürzt",
    "no-version": "abgestürzt",
}
"""Those that cost the document, with exit code 8, and a word of what is said."""


def only(monkeypatch: pytest.MonkeyPatch, folder: str | Path) -> str:
    """Let all recognition be done by what is in a folder: no other program is found, nor a model for the library."""
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setenv("TESSDATA_PREFIX", str(folder))
    for known in (tesseract.program, tesseract.engine, models.models):
        known.cache_clear()
    return str(folder)


def install(folder: Path, deed: str) -> str:
    """Put it into a folder; gives the folder's name, for PATH."""
    folder.mkdir(exist_ok=True)
    version = "" if deed == "no-version" else "if '--version' in sys.argv:\n    print('tesseract 9.9.9')\n    sys.exit(0)\n"
    program = folder / "tesseract"
    program.write_text(f"#!{sys.executable} -S\nimport sys\n{version}{DEEDS[deed]}\n", encoding="utf-8")
    program.chmod(0o755)
    return str(folder)


def reading(folder: Path, rows: str) -> str:
    """One that reads on every page what stands in some lines: a word for each, with its confidence before it ("96 Anfrage")."""
    install(folder, "empty")
    table, words = HEAD, 0
    for number, row in enumerate(rows.splitlines(), 1):
        left = 200
        for word in row.split():
            sure, _, text = word.rpartition("|")
            words += 1
            width = 22 * len(text)
            table += f"5\\t1\\t1\\t{number}\\t1\\t{words}\\t{left}\\t{200 + 80 * number}\\t{width}\\t35\\t{sure or 96}\\t{text}\\n"
            left += width + 15
    program = folder / "tesseract"
    text = program.read_text(encoding="utf-8").replace(f"print('{HEAD}')", f"sys.stdout.buffer.write('{table}'.encode())")
    program.write_text(text, encoding="utf-8")
    return str(folder)
