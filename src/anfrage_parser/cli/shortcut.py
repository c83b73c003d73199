"""A file on the desktop that starts a command by a double click: .cmd on Windows, .command on macOS, .desktop on Linux.

Text that everybody can read, for the program as it is installed for this user: no rights, no registry, no binary link.
"""

import contextlib
import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from anfrage_parser.cli.files import write_file
from anfrage_parser.errors import OutputError, UsageError
from anfrage_parser.messages import say

OURS = "anfrage_parser"
"""What stands in every such file of ours: one without it is somebody else's, and stays."""

LARGEST = 64 * 1024
"""Bytes of a file that may be one of ours."""

_DESKTOP_FOLDER = "{B4BFCC3A-DB2C-424C-B029-7FE99A87C641}"
"""Windows's name of the folder, wherever it lies, in OneDrive, too."""


def write_shortcut(arguments: Sequence[str], name: str = "Anfragen", folder: Path | None = None) -> Path:
    """Write the file into a folder, else onto the desktop, and return its path. `arguments` are those of `anfrage`: "serve", a folder.

    One that this program wrote before is replaced. `OutputError` for another file of that name, or if it can't be written;
    `UsageError` for arguments that can't stand in such a file.
    """
    if any(char in word for word in arguments for char in "\r\n\0") or (sys.platform == "win32" and any('"' in word for word in arguments)):
        raise UsageError(say("dieser Name passt in keine Datei zum Starten"), say("den Ordner umbenennen"))
    words = [sys.executable, "-P", "-m", OURS, *arguments]  # -P: no module of the folder that it is started in
    ending, text = _made(words, name)
    path = (folder if folder is not None else desktop()) / f"{name}{ending}"
    if os.path.lexists(path) and not _is_ours(path):
        raise OutputError(say("{name} ist schon da, und nicht von anfrage", name=path.name), say("sie umbenennen oder löschen"))
    write_file(path, text.encode("utf-8"), force=True)
    if sys.platform != "win32":
        path.chmod(0o755)
    return path


def _is_ours(path: Path) -> bool:
    with contextlib.suppress(OSError):
        if path.is_file() and path.stat().st_size <= LARGEST:
            return OURS.encode() in path.read_bytes()
    return False


def _made(words: Sequence[str], name: str) -> tuple[str, str]:
    """Return the file's suffix and its text for this system."""
    if sys.platform == "win32":
        return ".cmd", batch_file(words, name)
    return (".command", shell_script(words)) if sys.platform == "darwin" else (".desktop", desktop_entry(words, name))


def batch_file(words: Sequence[str], name: str) -> str:
    """Return a batch file of Windows; its window stays open if the command fails, so that the reason can be read.

    Its second line makes cmd.exe read the following ones as UTF-8.
    """
    line = " ".join(f'"{word.replace("%", "%%")}"' for word in words)
    return "\r\n".join(("@echo off", "chcp 65001 >nul", f"title {name}", line, "if errorlevel 1 pause", ""))


def shell_script(words: Sequence[str]) -> str:
    """Return a script that macOS opens in its Terminal."""
    return f"#!/bin/sh\nexec {shlex.join(words)}\n"


def desktop_entry(words: Sequence[str], name: str) -> str:
    """Return an entry by the freedesktop.org standard, which quotes twice: words, then the whole value."""
    line = " ".join(map(_quoted, words)).replace("\\", "\\\\")
    return f"[Desktop Entry]\nType=Application\nVersion=1.0\nName={name}\nExec={line}\nTerminal=true\nCategories=Office;\n"


def _quoted(word: str) -> str:
    return '"' + "".join(f"\\{char}" if char in '"`$\\' else char for char in word).replace("%", "%%") + '"'


def desktop() -> Path:
    """Return the folder of this user's desktop; `OutputError` if there is none."""
    home = Path.home()
    found = _desktop_of_windows() if sys.platform == "win32" else _desktop_by_xdg(home) if sys.platform != "darwin" else None
    for path in (found, home / "Desktop", home / "Schreibtisch"):
        if path is not None and path.is_dir():
            return path
    raise OutputError(say("es ist kein Schreibtisch zu finden"), say("den Ordner dafür angeben"))


def _desktop_by_xdg(home: Path) -> Path | None:
    """Return the desktop by the list of the user's folders, whose names are in the user's language."""
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "user-dirs.dirs"
    with contextlib.suppress(OSError):
        for line in settings.read_text(encoding="utf-8", errors="replace")[:LARGEST].splitlines():
            key, sign, value = line.strip().partition("=")
            if sign and key == "XDG_DESKTOP_DIR":
                return Path(value.strip('"').replace("$HOME", str(home)))
    return None


def _desktop_of_windows() -> Path | None:
    """Return the desktop as Windows knows it, None if it doesn't say."""
    if sys.platform != "win32":
        return None
    import ctypes
    import uuid

    with contextlib.suppress(OSError, AttributeError):
        number = (ctypes.c_ubyte * 16).from_buffer_copy(uuid.UUID(_DESKTOP_FOLDER).bytes_le)
        found = ctypes.c_wchar_p()
        if ctypes.windll.shell32.SHGetKnownFolderPath(ctypes.byref(number), 0, None, ctypes.byref(found)) == 0:
            path = Path(found.value or "")
            ctypes.windll.ole32.CoTaskMemFree(found)
            return path
    return None
