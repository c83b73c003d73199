"""What is handed out: the same bytes wherever it is built, with all that the program needs and nothing that was not committed."""

import io
import re
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.command import ROOT
from tools.build import compared

pytest.importorskip("hatchling", reason="builds wheel and sdist")


def test_builds_are_the_same_bytes_from_a_clone_and_from_the_sdist(tmp_path: Path) -> None:
    found, different = compared(tmp_path)
    assert different == [] and sorted(name.rpartition(".")[2] for name in found) == ["gz", "whl"]
    (wheel,) = (data for name, data in found.items() if name.endswith(".whl"))
    names = zipfile.ZipFile(io.BytesIO(wheel)).namelist()
    needed = ("locale/en/LC_MESSAGES/anfrage.mo", "conventions/general.toml", "py.typed", "answer_draft/own_template.py")
    assert all(f"anfrage_parser/{name}" in names for name in needed)
    assert not [name for name in names if name.startswith("tests") or "__pycache__" in name]
    (sdist,) = (data for name, data in found.items() if name.endswith(".tar.gz"))
    with tarfile.open(fileobj=io.BytesIO(sdist)) as archive:
        inside = {Path(*Path(name).parts[1:]).as_posix() for name in archive.getnames()}
    assert {"README.de.md", "tests/test_build.py", "samples/brief.txt", "requirements-dev.txt"} <= inside
    assert not [name for name in inside if name.startswith((".venv", "build/", "dist/"))]


def test_the_workflow_names_what_there_is() -> None:
    """A host's own words are tried by no test here; that its files and commands exist is."""
    text = (ROOT / ".github/workflows/ci.yml").read_text(encoding="utf-8")
    for system in ("ubuntu-latest", "windows-latest", "macos-latest"):
        assert system in text
    for requirements in re.findall(r"requirements-\w+\.txt", text):
        assert (ROOT / requirements).exists()
    for module in re.findall(r"python -m (tools\.\w+)", text):
        assert (ROOT / f"{module.replace('.', '/')}.py").exists()
    targets = {*re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)}
    assert {word for line in re.findall(r"run: make (.*)", text) for word in line.split()} <= targets
    assert "UNTRIED" in text
