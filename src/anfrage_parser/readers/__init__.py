"""Files to lines. The kind of a document is told by its bytes, never by its name; it is read once, and parsed from memory.

A new format is one module here and one row in `READERS`.
"""

import hashlib
import os
import stat
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from anfrage_parser.errors import LimitError, UnreadableError, UsageError
from anfrage_parser.messages import say
from anfrage_parser.model import Source
from anfrage_parser.readers.kinds import kind_of

LIMIT_BYTES = 256 * 1024 * 1024
"""Bytes of the largest file that is read at all."""

READERS = {
    ("text", "auto"): "anfrage_parser.readers.text",
    ("pdf", "auto"): "anfrage_parser.readers.pdfium",
    ("pdf", "pdfium"): "anfrage_parser.readers.pdfium",
    ("pdf", "pdfplumber"): "anfrage_parser.readers.plumber",
}
"""(kind, reader) → the module whose `read(data, name, sha256, words)` gives the `Source`; imported when used."""


def read_file(path: Path, name: str | None = None, reader: str = "auto", words: bool = False) -> Source:
    """The document in a file. `name` is what the record calls it, else the file's own name; `words` asks for the boxes of words, too.

    Raises `UnreadableError`, `NoTextError`, `EncryptedError`, `LimitError`.
    """
    return read_bytes(load(path), name if name is not None else path.name, reader, words)


def read_bytes(data: bytes, name: str, reader: str = "auto", words: bool = False) -> Source:
    """The document in bytes; see `read_file`."""
    if len(data) > LIMIT_BYTES:
        raise LimitError(
            say("die Datei ist größer als {limit} MiB", limit=LIMIT_BYTES >> 20), say("die Anfrage als eigene, kleinere Datei speichern")
        )
    kind = kind_of(data)
    module = READERS.get((kind, reader)) or READERS.get((kind, "auto"))
    if module is None or reader not in ("auto", "pdfium", "pdfplumber"):
        raise UsageError(say("es gibt kein Lesewerk „{reader}“", reader=reader), say("möglich sind auto, pdfium, pdfplumber"))
    read: Callable[[bytes, str, str, bool], Source] = import_module(module).read
    return read(data, name, hashlib.sha256(data).hexdigest(), words)


def read_text(text: str, name: str = "-") -> Source:
    """The document in a string; its bytes are its UTF-8."""
    from anfrage_parser.readers.text import from_string

    return from_string(text, name)


def load(path: Path) -> bytes:
    """The whole file, read once; special files and directories are refused without waiting for them."""
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOCTTY", 0)
    try:
        descriptor = os.open(path, flags)
    except (OSError, ValueError) as error:
        raise _cannot_open(path, error) from error
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise _not_a_file(path)
    with os.fdopen(descriptor, "rb") as file:
        try:
            return file.read(LIMIT_BYTES + 1)
        except OSError as error:
            raise UnreadableError(say("die Datei lässt sich nicht lesen"), say("Datenträger und Rechte prüfen")) from error


def _cannot_open(path: Path, error: Exception) -> UnreadableError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return UnreadableError(say("Datei nicht gefunden"), say("Schreibweise und Ordner prüfen"))
    if isinstance(error, PermissionError):
        if path.is_dir():  # Windows refuses to open a directory
            return _not_a_file(path)
        return UnreadableError(say("keine Leserechte"), say("die Rechte der Datei ändern oder sie kopieren"))
    return UnreadableError(say("die Datei lässt sich nicht öffnen"), say("Namen und Ort der Datei prüfen"))


def _not_a_file(path: Path) -> UnreadableError:
    if path.is_dir():
        return UnreadableError(say("das ist ein Ordner"), say("seine Dateien angeben, etwa ORDNER/*.pdf"))
    return UnreadableError(say("das ist keine gewöhnliche Datei"), say("den Inhalt in eine Datei kopieren oder über „-“ eingeben"))
