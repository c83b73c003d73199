"""Read the documents of one run within the requested limits; PDFs in a sandbox process."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from anfrage_parser import readers
from anfrage_parser.cli.display import safe
from anfrage_parser.cli.given import is_folder, without_documents
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.single import display_name
from anfrage_parser.cli.streams import ask_password
from anfrage_parser.corrections.passed_over import refuse
from anfrage_parser.errors import EncryptedError, UnreadableError, UsageError, check_choice
from anfrage_parser.messages import say
from anfrage_parser.model import Source
from anfrage_parser.readers.fragments import Extract
from anfrage_parser.readers.options import OCR, Options
from anfrage_parser.record.json_in import HEAD, LONGEST_LIST, Lines, Piped, is_data, is_listed

if TYPE_CHECKING:
    from anfrage_parser.readers.drawing import Drawn
    from anfrage_parser.readers.page_image import Scan
    from anfrage_parser.sandbox.keeper import Sandbox

ATTEMPTS = 3
"""Number of passwords a person may try."""

LARGEST_PASSWORD_FILE = 64 * 1024
MOST_PASSWORDS = 100


class Intake:
    """Reads documents and renders their pages."""

    def __init__(self, options: Options, timeout: float | None) -> None:
        self.options, self.timeout = options, timeout
        readers.check_name(options.reader)
        check_ocr(options.ocr)

    def __enter__(self) -> "Intake":
        interruptible()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if "sandbox" in vars(self) and self.sandbox is not None:
            self.sandbox.stop()

    @cached_property
    def sandbox(self) -> "Sandbox | None":
        """Return the sandbox process, or None if it is switched off; its code is only imported on first use."""
        if self.timeout is None:
            return None
        from anfrage_parser.sandbox.keeper import Sandbox

        return Sandbox(self.timeout)

    def load(self, name: str) -> bytes:
        """Read a document ("-" is standard input), at most one byte more than the limit; files known to be no documents are refused."""
        if name != "-":
            refuse(name)
            if is_folder(name):
                raise without_documents(Path(name))
        return loaded(name, self.options.max_bytes or readers.LIMIT_BYTES)

    def taken(self, name: str) -> tuple[Lines | None, bytes]:
        """What a name stands for: records on standard input, which are read as they come; otherwise the bytes of a document."""
        if name != "-":
            return None, self.load(name)
        head = loaded(name, HEAD - 1)
        if is_data(head):
            return Piped(head, sys.stdin.buffer), b""
        if is_listed(head):
            head += loaded(name, LONGEST_LIST)
            if is_data(head):
                return Piped(head, sys.stdin.buffer), b""
        limit = self.options.max_bytes or readers.LIMIT_BYTES
        return None, head + loaded(name, limit - len(head)) if len(head) <= limit else head

    def read_loaded(self, data: bytes, name: str, words: bool = False) -> Source:
        """Parse loaded bytes into a `Source`; with `words`, including the box of each word.

        On a terminal, the user is asked for a missing password, which is kept for the rest of the run.
        """
        for _ in range(ATTEMPTS):
            try:
                return self._read(data, name, words)
            except EncryptedError:
                password = ask_password(name)
                if password is None:
                    raise
                self.options = replace(self.options, passwords=(*self.options.passwords, password))
        return self._read(data, name, words)

    def read(self, name: str, words: bool = False) -> Source:
        """Load and read a document; see `load` and `read_loaded`."""
        return self.read_loaded(self.load(name), name, words)

    def draw(self, data: bytes, pages: Sequence[int], resolution: int) -> "Iterator[Drawn]":
        """Render pages of a PDF; see `drawing.draw`."""
        from anfrage_parser.readers.drawing import draw

        drawing = self.sandbox.draw if self.sandbox is not None else draw
        return drawing(data, pages, resolution, self.options.passwords)

    def _read(self, data: bytes, name: str, words: bool) -> Source:
        return readers.read_bytes(data, display_name(name), replace(self.options, words=words), self._extract, self._scan)

    def _extract(self, data: bytes, kind: str, options: Options) -> Extract:
        return (self.sandbox.extract if self.sandbox is not None else readers.extract)(data, kind, options)

    def _scan(self, data: bytes, pages: Sequence[int], options: Options, sure: bool) -> "Iterator[Scan]":
        return (self.sandbox.scan if self.sandbox is not None else readers.scan)(data, pages, options, sure)


def loaded(name: str, limit: int = readers.LIMIT_BYTES) -> bytes:
    """Read a file ("-" is standard input), at most one byte more than the limit."""
    if name != "-":
        return readers.load(Path(name), limit)
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise UnreadableError(say("die Standardeingabe ist geschlossen"), say("eine Datei angeben"))
    return bytes(stream.read(limit + 1))


def check_ocr(wish: str) -> None:
    """Raise `UsageError` for an unknown OCR mode."""
    check_choice("--ocr", wish, OCR)


def passwords_in(name: str) -> tuple[str, ...]:
    """Return the lines of a password file; `UsageError` if it can't be read, never quoting its content."""
    step = say("eine Textdatei in UTF-8 mit einem Kennwort je Zeile angeben")
    try:
        data = readers.load(Path(name), LARGEST_PASSWORD_FILE)
        lines = data.decode("utf-8-sig").splitlines() if len(data) <= LARGEST_PASSWORD_FILE else []
    except (UnreadableError, UnicodeDecodeError):
        lines = []
    found = tuple(line for line in lines if line)
    if not 0 < len(found) <= MOST_PASSWORDS:
        raise UsageError(say("in der Kennwortdatei {name} steht kein Kennwort", name=safe(name)), step)
    return found
