"""Build sdist and wheel, twice, and compare their bytes: python -m tools.build [FOLDER], "dist" unless given.

Once from what is committed (or, outside of a clone, from this folder), once from the sdist of the first time, with other dates and rights
of the files. The archives are dated by SOURCE_DATE_EPOCH, else all alike. Exits 1, with nothing left in FOLDER, where they differ.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

ELSEWHEN = 1_000_000_000
"""The date that files have the second time."""


def committed(folder: Path) -> Path:
    """Put the last commit's files into a folder and return it; this folder itself where it is no clone."""
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        return ROOT
    subprocess.run(["git", "clone", "--quiet", "--local", "--no-hardlinks", str(ROOT), str(folder)], check=True)
    return folder


def build(source: Path, target: Path) -> dict[str, bytes]:
    """Build both from a source and return name → bytes."""
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-d", str(target)], cwd=source, env=environment, check=True, capture_output=True
    )
    return {path.name: path.read_bytes() for path in sorted(target.iterdir())}


def unpacked(sdist: Path, folder: Path) -> Path:
    """Unpack an sdist with other dates and rights than its files had, and return its root."""
    with tarfile.open(sdist) as archive:
        archive.extractall(folder, filter="data")
    (root,) = folder.iterdir()
    for path in root.rglob("*"):
        if path.is_file():
            path.chmod(path.stat().st_mode & 0o700)  # whether it can be started is part of it
            os.utime(path, (ELSEWHEN, ELSEWHEN))
    return root


def compared(folder: Path) -> tuple[dict[str, bytes], list[str]]:
    """Build twice below an empty folder; return the first result, and the names of what differs."""
    first = build(committed(folder / "clone"), folder / "first")
    (sdist,) = (folder / "first").glob("*.tar.gz")
    second = build(unpacked(sdist, folder / "unpacked"), folder / "second")
    return first, sorted(name for name in {*first, *second} if first.get(name) != second.get(name))


def main(arguments: list[str]) -> int:
    """Build into a folder."""
    target = Path(arguments[0] if arguments else "dist")
    with tempfile.TemporaryDirectory() as scratch:
        found, different = compared(Path(scratch))
    for name in different:
        print(f"{name}: differs when it is built from the sdist")
    if different:
        return 1
    target.mkdir(parents=True, exist_ok=True)
    for name, data in found.items():
        (target / name).write_bytes(data)
        print(target / name)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
