"""A desk on an invented archive, asked without a network: what the tests of the server share."""

import contextlib
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient

from anfrage_parser.batch.model import Settings
from anfrage_parser.cli.files import write_file
from anfrage_parser.serve.app import application
from anfrage_parser.serve.desk import Desk
from anfrage_parser.serve.gate import KEY, Keys
from anfrage_parser.serve.place import DATABASE, place_of
from tests.command import SAMPLES, eventually

PORT = 8765
HOME = f"http://127.0.0.1:{PORT}"
LARGEST = 100_000
LETTERS = ("brief.txt", "zwei-anfragen.txt", "brief-zwei-seiten.pdf", "kleine-anfrage.txt")


@dataclass
class Asked:
    """A desk and what asks it."""

    desk: Desk
    keys: Keys
    client: TestClient

    def get(self, path: str, status: int = 200, **options: Any) -> Any:
        """What the server answers to a question, as JSON."""
        answer = self.client.get(path, **options)
        assert answer.status_code == status, answer.text
        return answer.json()

    def post(self, path: str, said: object, status: int = 200) -> Any:
        """What the server answers to an order, as JSON."""
        answer = self.client.post(path, json=said)
        assert answer.status_code == status, answer.text
        return answer.json()

    def drop(self, name: str, data: bytes, status: int = 200) -> Any:
        """What the server answers to a dropped file."""
        answer = self.client.post("/api/files", content=data, headers={"x-name": quote(name)})
        assert answer.status_code == status, answer.text
        return answer.json()

    def read(self) -> None:
        """Wait until everything is read."""
        assert eventually(lambda: not self.desk.reading.busy)

    def rows(self, **wanted: str) -> dict[str, Any]:
        """The list, by name."""
        return {row["key"]: row for row in self.get("/api/list", params=wanted)["rows"]}

    def document(self, name: str) -> Any:
        """A document by its name."""
        return self.get(self.path(name))

    def path(self, name: str) -> str:
        """The address of a document by its name."""
        return f"/api/documents/{self.desk.name_of(name)}"

    def change(self, name: str, *changes: dict[str, Any], status: int = 200, **more: Any) -> Any:
        """Change the first record of a document, in its present version."""
        said = {"part": 1, "version": self.document(name)["version"], "changes": list(changes), **more}
        return self.post(f"{self.path(name)}/changes", said, status)


def value_of(document: Any, path: str, part: int = 0) -> str | None:
    """A value as the page shows it."""
    before = sum(len(record["rows"]) for record in document["entry"]["r"][:part])
    paths = [row[0] for row in document["entry"]["r"][part]["rows"]]
    return document["entry"]["v"][before + paths.index(path)] if path in paths else None


def replace(path: Path, data: bytes) -> None:
    """Write a file, as the command does it."""
    write_file(path, data, force=True)


@contextlib.contextmanager
def asked(folder: Path, *, read: bool = False, reading: bool = True) -> Iterator[Asked]:
    """A desk on a folder; `read` what is in it first. Without `reading`, nothing ever is."""
    desk, keys = Desk(place_of(str(folder)), Settings(evidence=True, indented=False), replace), Keys()
    gate = application(desk, keys, PORT, lambda: None, LARGEST)
    try:
        if reading:
            desk.start(read)
        found = Asked(desk, keys, TestClient(gate, base_url=HOME, headers={KEY: keys.key}, raise_server_exceptions=True))
        if read:
            found.read()
        yield found
    finally:
        desk.close()


@pytest.fixture(scope="session")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of letters with its archive, read once; tests work on copies."""
    folder = tmp_path_factory.mktemp("serve") / "briefe"
    folder.mkdir()
    for name in LETTERS:
        shutil.copy(SAMPLES / name, folder)
    with asked(folder, read=True):
        pass
    return folder


def copied(archive: Path, folder: Path) -> Path:
    """A copy of the archive, as if it had been read there."""
    shutil.copytree(archive, folder)
    with closing(sqlite3.connect(folder / DATABASE)) as base, base:
        base.execute("UPDATE documents SET origin = replace(origin, ?, ?)", (archive.as_posix(), folder.as_posix()))
    return folder


@pytest.fixture
def desk(archive: Path, tmp_path: Path) -> Iterator[Asked]:
    """A desk on a copy of the archive."""
    with asked(copied(archive, tmp_path / "briefe")) as found:
        yield found
