"""The two kinds of process that read strangers' documents: the reader, which gets bytes, and a batch's worker, which gets names of files.

A worker opens the documents itself, and fetches URLs if they are its inputs: so it may do more. It may start programs only where
tesseract is one.
"""

import re
import sys
from pathlib import Path

from anfrage_parser.readers.ocr.models import models
from anfrage_parser.sandbox.kernel import forbid
from anfrage_parser.sandbox.limits import confine, seclude

LIBRARIES = ("/usr", "/lib", "/lib64", "/nix/store", "/gnu/store", "/etc/ld.so.cache")
"""Where systems keep libraries, fonts and time zones."""

MORE = ("/etc/localtime", "/etc/mime.types", "/dev/urandom", "/dev/null")


def confine_reader(memory: int) -> None:
    """Confine this process: `memory` MiB, only files of programs can be read, nothing written, started or reached."""
    readable = readable_folders()
    confine(memory, group=False)
    seclude(memory)
    forbid(readable, network=False, programs=False)


def confine_worker(memory: int, network: bool) -> None:
    """Confine this process: `memory` MiB, nothing can be written, nor, unless inputs are URLs, reached.

    Programs and threads can be started only by what needs them: tesseract as a program, connections.
    """
    confine(memory)
    forbid(None, network=network, programs=network or models() is None)


def readable_folders() -> list[str]:
    """Return where modules, libraries and models come from: Python's own folders, and those of libraries that are loaded already."""
    own = {sys.prefix, sys.base_prefix, sys.exec_prefix, *(path for path in sys.path if Path(path).is_absolute())}
    if (model := models()) is not None:
        own.add(str(model))
    return sorted({*own, *_loaded(), *LIBRARIES, *MORE})


def _loaded() -> set[str]:
    """Return the folders of loaded libraries (Linux)."""
    try:
        maps = Path("/proc/self/maps").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return set()
    return {match.group(1) for match in re.finditer(r" (/[^\n]{1,999})/[^/\n]{1,300}\.so[.0-9]{0,20}$", maps, re.MULTILINE)}
