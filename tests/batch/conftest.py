"""The folder that most tests of a batch read."""

import shutil
from pathlib import Path

import pytest

from tests.batch.runs import LETTER
from tests.command import SAMPLES


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A folder with good letters, a motion, an empty file, a copy, folders."""
    for number in range(12):
        path = tmp_path / "in" / f"{number // 4}" / f"brief-{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(LETTER.format(number=number), encoding="utf-8")
    shutil.copy(tmp_path / "in/0/brief-0.txt", tmp_path / "in/2/kopie.txt")
    shutil.copy(SAMPLES / "zwei-anfragen.txt", tmp_path / "in/zwei.txt")
    shutil.copy(SAMPLES / "mainzer-formular.pdf", tmp_path / "in/formular.pdf")
    (tmp_path / "in/antrag.txt").write_text("Antrag der SPD\n\nDie Stadt soll den Weg sperren.\n", encoding="utf-8")
    (tmp_path / "in/leer.txt").write_bytes(b"")
    (tmp_path / "in/.versteckt.txt").write_text("nein")
    return tmp_path
