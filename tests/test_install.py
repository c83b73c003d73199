"""The hint that installs what is missing: the right command for whoever installed this program, with quotes that every shell takes."""

import json
import pickle
import sys
from importlib import metadata
from pathlib import Path

import pytest

from anfrage_parser import plugins
from anfrage_parser.errors import BugError, UnreadableError
from anfrage_parser.messages import say


@pytest.fixture
def prefix(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An environment made by nobody in particular, with the program out of an index."""
    monkeypatch.setattr(sys, "prefix", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setattr(sys, "executable", "/usr/bin/python3")
    installed(monkeypatch, None)
    return tmp_path


def installed(monkeypatch: pytest.MonkeyPatch, direct: object) -> None:
    class Found:
        def read_text(self, name: str) -> str | None:
            return json.dumps(direct) if direct is not None else None

    monkeypatch.setattr(metadata, "distribution", lambda name: Found())


MADE_BY = {
    "pipx_metadata.json": ("{}", 'pipx install --force "anfrage-parser[office]"'),
    "uv-receipt.toml": ("", 'uv tool install --force "anfrage-parser[office]"'),
    "pyvenv.cfg": ("home = /usr\nuv = 0.9.1\n", 'uv pip install "anfrage-parser[office]"'),
    "other.cfg": ("", 'python3 -m pip install "anfrage-parser[office]"'),
}


@pytest.mark.parametrize("name", MADE_BY)
def test_the_command_of_whoever_installed_it(name: str, prefix: Path) -> None:
    text, command = MADE_BY[name]
    (prefix / name).write_text(text, encoding="utf-8")
    assert plugins.install_command("office") == command


def test_a_python_without_an_environment(prefix: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "base_prefix", str(prefix))
    assert plugins.install_command("watch") == 'python3 -m pip install --user "anfrage-parser[watch]"'
    monkeypatch.setattr(sys, "platform", "win32")
    assert plugins.install_command("watch") == 'py -m pip install --user "anfrage-parser[watch]"'


FOLDERS = {
    "file:///C:/Users/Erika%20Muster/anfrage-parser": "C:/Users/Erika Muster/anfrage-parser",
    "file:///home/erika/anfrage-parser": "/home/erika/anfrage-parser",
}


@pytest.mark.parametrize("url", FOLDERS)
@pytest.mark.usefixtures("prefix")
def test_out_of_a_folder(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, {"url": url, "dir_info": {"editable": True}})
    assert plugins.install_command("office") == f'python3 -m pip install "{FOLDERS[url]}[office]"'


@pytest.mark.parametrize("direct", [{"url": "https://example.org/x.whl"}, {"dir_info": {}, "url": 3}, {"dir_info": {}}])
@pytest.mark.usefixtures("prefix")
def test_out_of_anything_else(direct: object, monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, direct)
    assert plugins.install_command("office") == 'python3 -m pip install "anfrage-parser[office]"'


def test_where_a_fault_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    class Told:
        def __init__(self, *rows: str) -> None:
            self.rows = list(rows)

        def get_all(self, name: str) -> list[str] | None:
            return self.rows or None

    monkeypatch.setattr(metadata, "metadata", lambda name: Told())
    assert "README" in BugError("x").next_step
    monkeypatch.setattr(metadata, "metadata", lambda name: Told("Source, https://example.org/a", "Issues, https://example.org/a/issues"))
    assert BugError("x").next_step.endswith("https://example.org/a/issues")


@pytest.mark.usefixtures("prefix")
def test_a_record_is_the_same_on_every_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    installed(monkeypatch, {"url": "file:///home/erika/anfrage-parser", "dir_info": {}})
    error = UnreadableError(say("zum Lesen solcher Dokumente fehlt {package}", package="lxml"), plugins.install_command("office"))
    assert "/home/erika" in str(error)
    assert error.in_record().endswith('; pip install "anfrage-parser[office]"')
    assert "/home" not in pickle.loads(pickle.dumps(error)).in_record()
