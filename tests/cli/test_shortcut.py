"""Files to double-click: what each system makes of them, and that nobody's file is lost."""

import configparser
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from anfrage_parser.cli.shortcut import batch_file, desktop, desktop_entry, shell_script, write_shortcut
from anfrage_parser.errors import OutputError, UsageError
from tests.command import GUARD

ODD = ["/opt/Jörg & Söhne/python", "-P", "-m", "anfrage_parser", "serve", "Briefe 100% $HOME `id` \"neu\" 'alt' \\x"]


def test_a_script_of_macos_keeps_each_word() -> None:
    first, second = shell_script(ODD).splitlines()
    assert first == "#!/bin/sh" and shlex.split(second) == ["exec", *ODD]


def test_an_entry_of_linux_keeps_each_word() -> None:
    parser = configparser.RawConfigParser()
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(desktop_entry(ODD, "Anfragen"))
    entry = parser["Desktop Entry"]
    line = entry["Exec"].replace("\\\\", "\\")  # the standard's escapes of values, then those of words
    words = [re.sub(r"\\(.)", r"\1", word) for word in re.findall(r'"((?:[^"\\]|\\.)*)"', line)]
    assert [word.replace("%%", "%") for word in words] == ODD
    assert (entry["Type"], entry["Terminal"], entry["Name"]) == ("Application", "true", "Anfragen")


def test_a_batch_file_of_windows() -> None:
    lines = batch_file(["C:\\Users\\Jörg Ö\\python.exe", "-m", "anfrage_parser", "serve", "D:\\100% & mehr"], "Anfragen").split("\r\n")
    assert lines[:2] == ["@echo off", "chcp 65001 >nul"] and lines[-2:] == ["if errorlevel 1 pause", ""]
    assert lines[3] == '"C:\\Users\\Jörg Ö\\python.exe" "-m" "anfrage_parser" "serve" "D:\\100%% & mehr"'


SYSTEMS = {"win32": ".cmd", "darwin": ".command", "linux": ".desktop"}


@pytest.mark.parametrize("system", SYSTEMS)
def test_it_is_written_and_renewed(system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    path = write_shortcut(["serve", "Briefe"], folder=tmp_path)
    assert path == tmp_path / f"Anfragen{SYSTEMS[system]}" and "Briefe" in path.read_text(encoding="utf-8")
    assert (system == "win32") or path.stat().st_mode & stat.S_IXUSR
    assert write_shortcut(["serve", "Anderswo"], folder=tmp_path) == path and "Anderswo" in path.read_text(encoding="utf-8")
    assert [*tmp_path.iterdir()] == [path]


@pytest.mark.parametrize("system", SYSTEMS)
def test_files_of_others_stay(system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    path = tmp_path / f"Anfragen{SYSTEMS[system]}"
    path.write_text("etwas anderes")
    with pytest.raises(OutputError, match="nicht von anfrage"):
        write_shortcut(["serve"], folder=tmp_path)
    assert path.read_text() == "etwas anderes"


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs rights there")
def test_a_link_to_elsewhere_stays(tmp_path: Path) -> None:
    target = tmp_path / "fremd"
    target.write_text("fremd")
    ending = ".command" if sys.platform == "darwin" else ".desktop"
    (tmp_path / f"Anfragen{ending}").symlink_to(target)
    with pytest.raises(OutputError):
        write_shortcut(["serve"], folder=tmp_path)
    assert target.read_text() == "fremd"


@pytest.mark.parametrize(("system", "word"), [("linux", "a\nExec=rm"), ("darwin", "a\rb"), ("win32", 'a" & del'), ("linux", "a\0")])
def test_words_that_would_end_the_line(system: str, word: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", system)
    with pytest.raises(UsageError):
        write_shortcut(["serve", word], folder=tmp_path)
    assert not [*tmp_path.iterdir()]


def test_the_desktop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    with pytest.raises(OutputError, match="kein Schreibtisch"):
        desktop()
    (tmp_path / "Desktop").mkdir()
    assert desktop() == tmp_path / "Desktop"
    (tmp_path / ".config").mkdir()
    (tmp_path / "Mein Tisch").mkdir()
    (tmp_path / ".config/user-dirs.dirs").write_text('# von Hand\nXDG_DESKTOP_DIR="$HOME/Mein Tisch"\n', encoding="utf-8")
    assert desktop() == tmp_path / "Mein Tisch"
    assert write_shortcut(["serve"]).parent == tmp_path / "Mein Tisch"


@pytest.mark.skipif(sys.platform == "win32", reason="runs a script of the shell")
def test_a_script_starts_the_program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "typing.py").write_text("raise SystemExit('a module of the folder was imported')")
    monkeypatch.setattr(sys, "platform", "darwin")
    path = write_shortcut(["schema", "--format", "markdown"], folder=tmp_path)
    done = subprocess.run([path], cwd=tmp_path, capture_output=True, check=True, timeout=GUARD)
    assert done.stdout.startswith(b"### Inquiry")
