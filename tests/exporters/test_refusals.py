"""What an export refuses, and what it says of cells that it cut."""

import sys
from pathlib import Path

import pytest
import xlsxwriter
from typer.testing import CliRunner
from xlsxwriter.exceptions import FileSizeError

from anfrage_parser.cli.app import app
from anfrage_parser.exporters.cells import LONGEST_CELL, MOST_TOLD, CellCutter
from anfrage_parser.plugins import install_command
from tests.command import SAMPLES

RUN = CliRunner()


def test_parquet_without_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("arro3", "arro3.core", "arro3.io"):
        monkeypatch.setitem(sys.modules, name, None)
    done = RUN.invoke(app, ["export", str(SAMPLES / "brief.txt"), "-o", str(tmp_path / "a.parquet")])
    assert done.exit_code == 2 and f"für Parquet fehlt arro3; {install_command('parquet')}" in done.stderr, done.output
    assert not list(tmp_path.iterdir())


def test_a_workbook_beyond_its_format(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def close(book: xlsxwriter.Workbook) -> None:
        raise FileSizeError("Filesize would require ZIP64 extensions.")

    monkeypatch.setattr(xlsxwriter.Workbook, "close", close)
    done = RUN.invoke(app, ["export", str(SAMPLES / "brief.txt"), "-o", str(tmp_path / "a.xlsx")])
    assert "die Arbeitsmappe wird zu groß; die Datensätze auf mehrere Mappen verteilen" in done.stderr and done.exit_code == 8, done.output
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(("more", "said"), [(0, None), (1, "noch eine Zelle ist gekürzt"), (3, "noch 3 Zellen sind gekürzt")])
def test_many_cells_that_are_cut_are_counted(more: int, said: str | None) -> None:
    told: list[str] = []
    cutter = CellCutter("de", told.append)
    for number in range(MOST_TOLD + more):
        cutter.fitting("x" * (LONGEST_CELL + 1), "Wortlaut", f"{number}.txt")
    cutter.finish()
    assert told[MOST_TOLD:] == ([said] if said else [])
