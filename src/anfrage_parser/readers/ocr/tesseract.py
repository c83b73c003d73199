"""The program that recognises text: where it is, which it is, and one page through it.

It is a program of its own, so nothing of ours runs in it: it gets grey pixels through a pipe and gives back a table of words.
Its time, its memory and what it may write are limited; whatever it does costs the document that was being read.
"""

import contextlib
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from anfrage_parser.errors import LimitError, NoTextError
from anfrage_parser.messages import say
from anfrage_parser.readers.page_image import RESOLUTION, Scan
from anfrage_parser.readers.scratch import scratch_folder

LANGUAGE = "deu"

LAYOUT = "4"
"""Tesseract's way of finding lines ("page segmentation mode"): a column in any sizes. With blocks (3) numbers that stand out get lost."""

MEMORY = 1024
"""MiB of address space."""

LARGEST_TABLE = 32 * 1024 * 1024
"""Bytes; a page full of words has less than one."""

LARGEST_COMPLAINT = 64 * 1024

USUAL_FOLDERS = (r"C:\Program Files\Tesseract-OCR", r"C:\Program Files (x86)\Tesseract-OCR") if sys.platform == "win32" else ()
"""Where its installer puts it without telling PATH."""


@cache
def program() -> Path | None:
    """Where it is installed: in a folder of PATH, never in the folder that the command happens to be started in."""
    name = "tesseract.exe" if sys.platform == "win32" else "tesseract"
    folders = [*os.environ.get("PATH", "").split(os.pathsep), *USUAL_FOLDERS]
    places = (Path(folder) / name for folder in folders if Path(folder).is_absolute())
    return next((place for place in places if place.is_file() and os.access(place, os.X_OK)), None)


@cache
def engine() -> str:
    """ "tesseract 5.3.0"; `NoTextError` where it isn't installed."""
    path = program()
    if path is None:
        raise missing()
    said = _run(path, ["--version"], b"", 20.0)
    match = re.match(rb"tesseract v?([0-9][0-9A-Za-z.-]{0,30})", said.strip())
    if match is None:
        raise broken()
    return f"tesseract {match.group(1).decode()}"


def recognise(scan: Scan, seconds: float) -> bytes:
    """The words of a page as tesseract's table. `LimitError` where it doesn't come to an end; `NoTextError` without German."""
    path = program()
    if path is None:
        raise missing()
    picture = b"P5\n%d %d\n255\n" % (scan.width, scan.height) + scan.grey
    dots = str(round(scan.scale * 72)) if scan.scale > 1 else str(RESOLUTION)
    command = ["stdin", "stdout", "-l", LANGUAGE, "--psm", LAYOUT, "--dpi", dots, "-c", "tessedit_create_tsv=1"]
    return _run(path, command, picture, seconds)


def missing() -> NoTextError:
    """The error where there is no tesseract, with the command that brings it."""
    return NoTextError(say("die Seiten sind Bilder, und das Programm zur Texterkennung (tesseract) fehlt"), _install())


def without_german() -> NoTextError:
    """The error where tesseract knows no German."""
    return NoTextError(say("die Seiten sind Bilder, und der Texterkennung (tesseract) fehlt Deutsch (deu)"), _install())


def _install() -> str:
    commands = {
        "darwin": say("installieren mit: brew install tesseract tesseract-lang"),
        "win32": say("den Installer tesseract-ocr-w64-setup.exe (UB Mannheim) ausführen und dabei „German“ wählen"),
    }
    return commands.get(sys.platform, say("installieren mit: sudo apt install tesseract-ocr tesseract-ocr-deu"))


def broken() -> LimitError:
    """The error for a tesseract that crashes, or says what is no table."""
    return LimitError(say("die Texterkennung (tesseract) ist abgestürzt"), say("die Datei einzeln ansehen, oder mit --ocr off lesen"))


def _run(path: Path, words: list[str], picture: bytes, seconds: float) -> bytes:
    """What it writes, given a picture; it is ended when its time is over, or when it writes more than any page holds."""
    with _starting(), scratch_folder(_room()) as outer:
        folder = outer / "empty"
        folder.mkdir()
        process = subprocess.Popen(
            [str(path), *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=folder, env=_environment(),
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )  # fmt: skip
        talk = _Talk(process, picture)
        try:
            _limit(process.pid, seconds)
            talk.wait(seconds)
        finally:
            process.kill()
            process.wait()
            talk.close()
    return talk.answer(process.returncode)


def _room() -> str:
    """Where temporary folders are made; Python's own way to find that writes a file, which workers of a batch may not."""
    wanted = [os.environ.get(name, "") for name in ("TMPDIR", "TEMP", "TMP")] + ["/tmp"]
    return next((folder for folder in wanted if folder and Path(folder).is_dir()), "") or tempfile.gettempdir()


@contextlib.contextmanager
def _starting() -> Iterator[None]:
    """Where it can't be started, or has no folder to be started in, that costs the document."""
    try:
        yield
    except OSError as error:
        raise broken() from error


def _environment() -> dict[str, str]:
    """One thread, which is faster than several; besides that only where its languages are, and what Windows needs to start anything."""
    kept = {name: os.environ[name] for name in ("TESSDATA_PREFIX", "SYSTEMROOT", "LD_LIBRARY_PATH") if name in os.environ}
    return {**kept, "OMP_THREAD_LIMIT": "1", "PATH": os.defpath, "LC_ALL": "C"}


def _limit(number: int, seconds: float) -> None:
    """Limits of another process, where the system lets us set them."""
    try:
        import resource

        change = resource.prlimit
    except (ImportError, AttributeError):  # Windows, macOS: the clock alone
        return
    limits = {
        resource.RLIMIT_AS: MEMORY * 1024 * 1024,
        resource.RLIMIT_CPU: int(seconds) + 5,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for name, value in limits.items():
        with contextlib.suppress(OSError, ValueError):  # it has ended already
            change(number, name, (value, value))


class _Talk:
    """A picture going in, a table and complaints coming out, all at once; nobody waits for a process that doesn't read or write."""

    def __init__(self, process: "subprocess.Popen[bytes]", picture: bytes) -> None:
        self.process, self.picture = process, picture
        self.table, self.complaints = bytearray(), bytearray()
        self.late = self.long = False
        self.threads = [threading.Thread(target=work, daemon=True) for work in (self._feed, self._listen, self._note)]

    def wait(self, seconds: float) -> None:
        """Until it has ended and said all, or its time is over."""
        clock = threading.Timer(seconds, self._strike)
        clock.daemon = True
        for thread in (clock, *self.threads):
            thread.start()
        self.process.wait()
        clock.cancel()
        for thread in self.threads:
            thread.join(timeout=1.0)  # something that it started may hold the pipes open

    def close(self) -> None:
        """Close the pipes, but not those at which something keeps a thread of ours waiting."""
        streams = (self.process.stdin, self.process.stdout, self.process.stderr)
        for stream, thread in zip(streams, self.threads, strict=True):
            if stream is not None and not thread.is_alive():
                with contextlib.suppress(OSError):
                    stream.close()

    def answer(self, status: int) -> bytes:
        """The table; or the error that the end of the process, its complaints or its length stand for."""
        if self.late:
            raise LimitError(say("die Zeit reichte nicht für die Texterkennung einer Seite"), say("--timeout erhöhen"))
        if self.long:
            raise LimitError(say("die Texterkennung gab zu viel aus"), say("die Datei einzeln ansehen, oder mit --ocr off lesen"))
        if status and (b"language" in self.complaints or b"traineddata" in self.complaints):
            raise without_german()
        if status:
            raise broken()
        return bytes(self.table)

    def _strike(self) -> None:
        self.late = True
        self.process.kill()

    def _feed(self) -> None:
        assert self.process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # it went away without reading
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
