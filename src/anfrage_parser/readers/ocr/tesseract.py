"""Run tesseract: find it, get its version, recognise a page.

It gets grey pixels through a pipe and returns a table of words. Its time, memory and output are limited; if it fails, only the
document being read is affected.
"""

import contextlib
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from anfrage_parser.errors import LimitError, NoTextError
from anfrage_parser.messages import say
from anfrage_parser.plugins import install_command
from anfrage_parser.readers.ocr.models import LANGUAGE
from anfrage_parser.readers.page_image import RESOLUTION, Scan
from anfrage_parser.readers.scratch import scratch_folder

LAYOUT = "4"
"""Page segmentation mode: one column of variable sizes. Mode 3 (blocks) loses numbers in the margin."""

MEMORY = 1024
"""MiB of address space."""

LARGEST_TABLE = 32 * 1024 * 1024
"""Largest output in bytes; a full page has less than 1 MiB."""

LARGEST_COMPLAINT = 64 * 1024

USUAL_FOLDERS = (r"C:\Program Files\Tesseract-OCR", r"C:\Program Files (x86)\Tesseract-OCR") if sys.platform == "win32" else ()
"""Default folders of its installers, which don't change PATH."""


@cache
def program() -> Path | None:
    """Return the path of tesseract: in PATH or a default folder, never in the current folder; None if it isn't installed."""
    name = "tesseract.exe" if sys.platform == "win32" else "tesseract"
    folders = [*os.environ.get("PATH", "").split(os.pathsep), *USUAL_FOLDERS]
    places = (Path(folder) / name for folder in folders if Path(folder).is_absolute())
    return next((place for place in places if place.is_file() and os.access(place, os.X_OK)), None)


@cache
def engine() -> str:
    """Return name and version: "tesseract 5.3.0"; `NoTextError` if it isn't installed."""
    path = program()
    if path is None:
        raise missing()
    said = _run(path, ["--version"], b"", 20.0)
    match = re.match(rb"tesseract v?([0-9][0-9A-Za-z.-]{0,30})", said.strip())
    if match is None:
        raise broken()
    return f"tesseract {match.group(1).decode()}"


def recognise(scan: Scan, seconds: float) -> bytes:
    """Recognise a page and return tesseract's TSV table. `LimitError` on timeout or crash; `NoTextError` if German is missing."""
    path = program()
    if path is None:
        raise missing()
    picture = b"P5\n%d %d\n255\n" % (scan.width, scan.height) + scan.grey
    command = ["stdin", "stdout", "-l", LANGUAGE, "--psm", LAYOUT, "--dpi", str(dots(scan)), "-c", "tessedit_create_tsv=1"]
    return _run(path, command, picture, seconds)


def dots(scan: Scan) -> int:
    """Return the resolution to tell the engine, in dots per inch."""
    return round(scan.scale * 72) if scan.scale > 1 else RESOLUTION


def missing() -> NoTextError:
    """Return the error for a missing tesseract, with the command that installs it."""
    return NoTextError(say("die Seiten sind Bilder, und das Programm zur Texterkennung (tesseract) fehlt"), _install())


def without_german() -> NoTextError:
    """Return the error for missing German language data."""
    return NoTextError(say("die Seiten sind Bilder, und der Texterkennung (tesseract) fehlt Deutsch (deu)"), _install())


def _install() -> str:
    if sys.platform == "darwin":  # there are no current packages of the library
        return say("installieren mit: brew install tesseract tesseract-lang")
    command = install_command("ocr")
    if sys.platform == "win32":
        return say("{command}, oder den Installer tesseract-ocr-w64-setup.exe (UB Mannheim) mit „German“ ausführen", command=command)
    return say("{command}, oder: sudo apt install tesseract-ocr tesseract-ocr-deu", command=command)


def late() -> LimitError:
    """Return the error for a page that took too long."""
    return LimitError(say("die Zeit hat für die Texterkennung einer Seite nicht gereicht"), say("--timeout erhöhen"))


def broken() -> LimitError:
    """Return the error for a crash or invalid output."""
    return LimitError(say("die Texterkennung (tesseract) ist abgestürzt"), say("die Datei einzeln prüfen, oder mit --ocr off lesen"))


def _run(path: Path, words: list[str], picture: bytes, seconds: float) -> bytes:
    """Run it on an image and return its output; it is killed on timeout, or if it writes too much."""
    with _starting(), _bare_folder() as folder:
        process = subprocess.Popen(
            [str(path), *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        talk = _Conversation(process, picture)
        try:
            _limit(process.pid, seconds)
            talk.wait(seconds)
        finally:
            process.kill()
            process.wait()
            talk.close()
    return talk.answer(process.returncode)


@contextlib.contextmanager
def _bare_folder() -> Iterator[Path]:
    """Yield a folder to be in, without files of strangers: "/", since workers can't make one; on Windows an empty one."""
    if os.name == "posix":
        yield Path("/")
        return
    with scratch_folder() as outer:
        folder = outer / "empty"
        folder.mkdir()
        yield folder


@contextlib.contextmanager
def _starting() -> Iterator[None]:
    """Turn errors of starting it into an error of the document."""
    try:
        yield
    except OSError as error:
        raise broken() from error


def _environment() -> dict[str, str]:
    """Return its environment: a single thread (faster than several), the path of its languages, and what Windows requires."""
    kept = {name: os.environ[name] for name in ("TESSDATA_PREFIX", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "OMP_THREAD_LIMIT": "1", "PATH": os.defpath, "LC_ALL": "C"}


def _limit(number: int, seconds: float) -> None:
    """Set the limits of another process, where supported."""
    try:
        import resource

        change = resource.prlimit
    except (ImportError, AttributeError):  # Windows, macOS: only the timeout applies
        return
    limits = {
        resource.RLIMIT_AS: MEMORY * 1024 * 1024,
        resource.RLIMIT_CPU: int(seconds) + 5,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for name, value in limits.items():
        with contextlib.suppress(OSError, ValueError):  # it has already ended
            change(number, name, (value, value))


class _Conversation:
    """Threads that write the image and read output and errors in parallel, so that nothing blocks."""

    def __init__(self, process: "subprocess.Popen[bytes]", picture: bytes) -> None:
        self.process, self.picture = process, picture
        self.table, self.complaints = bytearray(), bytearray()
        self.late = self.long = False
        self.threads = [threading.Thread(target=work, daemon=True) for work in (self._feed, self._listen, self._note)]

    def wait(self, seconds: float) -> None:
        """Wait until it has ended and its output is read, or until the timeout."""
        clock = threading.Timer(seconds, self._kill)
        clock.daemon = True
        for thread in (clock, *self.threads):
            thread.start()
        self.process.wait()
        clock.cancel()
        for thread in self.threads:
            thread.join(timeout=1.0)  # a child of it may keep the pipes open

    def close(self) -> None:
        """Close the pipes, except those on which a thread is still blocked."""
        streams = (self.process.stdin, self.process.stdout, self.process.stderr)
        for stream, thread in zip(streams, self.threads, strict=True):
            if stream is not None and not thread.is_alive():
                with contextlib.suppress(OSError):
                    stream.close()

    def answer(self, status: int) -> bytes:
        """Return the table, or raise the error for its exit status, error output or size."""
        if self.late:
            raise late()
        if self.long:
            raise LimitError(say("die Texterkennung lieferte zu viel Text"), say("die Datei einzeln prüfen, oder mit --ocr off lesen"))
        if status and (b"language" in self.complaints or b"traineddata" in self.complaints):
            raise without_german()
        if status:
            raise broken()
        return bytes(self.table)

    def _kill(self) -> None:
        self.late = True
        self.process.kill()

    def _feed(self) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # it ended without reading
            self.process.stdin.write(self.picture)
        with contextlib.suppress(OSError, ValueError):
            self.process.stdin.close()

    def _listen(self) -> None:
        assert self.process.stdout is not None
        with contextlib.suppress(OSError, ValueError):
            while piece := os.read(self.process.stdout.fileno(), 1 << 16):
                self.table += piece
                if len(self.table) > LARGEST_TABLE:
                    self.long = True
                    self.process.kill()
                    return

    def _note(self) -> None:
        assert self.process.stderr is not None
        with contextlib.suppress(OSError, ValueError):
            while piece := os.read(self.process.stderr.fileno(), 1 << 12):
                self.complaints += piece[: LARGEST_COMPLAINT - len(self.complaints)]
