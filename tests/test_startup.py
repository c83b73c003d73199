"""What a command imports before it does its work: each of these would be felt at every start."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SAMPLES = Path(__file__).parent.parent / "samples"

SPY = """
import atexit, sys
atexit.register(lambda: print(*sorted(sys.modules), sep="\\n", file=sys.stderr))
from anfrage_parser.cli import main
sys.argv = ["anfrage", *sys.argv[1:]]
main()
"""

NEVER = {
    "rich",
    "pdfplumber",
    "pdfminer",
    "pypdfium2",
    "PIL",
    "lxml",
    "jinja2",
    "xlsxwriter",
    "sqlite3",
    "asyncio",
    "pebble",
    "http",
    "concurrent",
}
OURS = {
    f"anfrage_parser.{room}"
    for room in ("batch", "exporters", "failures", "rename", "review", "search", "stats", "validation", "declaration")
}


def modules(*arguments: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", SPY, *arguments], capture_output=True, text=True, check=True, env=dict(os.environ))
    return set(done.stderr.split("\n"))


@pytest.mark.parametrize(
    ("arguments", "not_needed"),
    [
        (
            ("--help",),
            {"pydantic.main", "multiprocessing", "ctypes", "anfrage_parser.schema", "anfrage_parser.parse"},
        ),
        (
            ("parse", "--help"),
            {"anfrage_parser.schema", "anfrage_parser.parse", "anfrage_parser.cli.looking", "anfrage_parser.cli.exporting"},
        ),
        (
            ("parse", str(SAMPLES / "brief.txt")),
            {"pypdfium2_raw", "multiprocessing", "ctypes", "anfrage_parser.sandbox", "anfrage_parser.readers.layout"},
        ),
        (
            ("parse", str(SAMPLES / "brief-zwei-seiten.pdf")),
            {"pypdfium2_raw", "anfrage_parser.readers.drawing", "anfrage_parser.readers.scans"},
        ),
        (("parse", "--no-sandbox", str(SAMPLES / "brief-zwei-seiten.pdf")), {"multiprocessing", "anfrage_parser.readers.drawing"}),
    ],
)
def test_nothing_is_imported_that_is_not_used(arguments: tuple[str, ...], not_needed: set[str]) -> None:
    loaded = modules(*arguments)
    assert "anfrage_parser.cli.root" in loaded
    assert not loaded & (NEVER | OURS | not_needed)
