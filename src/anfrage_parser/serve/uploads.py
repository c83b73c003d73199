"""Files that are dropped on the page: named safely, checked, and copied into the archive's own folder under their own names."""

import os
import re
import unicodedata
from pathlib import Path

from anfrage_parser.batch.naming import portable
from anfrage_parser.corrections.kept import SUFFIX
from anfrage_parser.corrections.passed_over import reason_for
from anfrage_parser.errors import LimitError, OutputError, UnreadableError, is_full
from anfrage_parser.messages import say
from anfrage_parser.record.json_in import HEAD

MOST_COPIES = 1_000
"""Files of one name with different contents."""

LONGEST = 255 - len(SUFFIX) - len(" (1000)")
"""Bytes of a name: room for that of its corrections, and for a number."""

_FORBIDDEN = re.compile('[\x00-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufffd<>:"|?*]')
_RESERVED = re.compile(r"(?i)(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|\Z)")


def name_of(given: str) -> str:
    """Return the name under which a dropped file is kept: its own, without folders and what a file system refuses.

    >>> name_of("../../etc/Brief: neu.pdf")
    'Brief_ neu.pdf'
    """
    last = unicodedata.normalize("NFC", given.encode("utf-8", "replace").decode()).replace("\\", "/").rpartition("/")[2]
    name = portable(_FORBIDDEN.sub("_", last)).lstrip(". ").rstrip(". ")
    stem, dot, ending = name.rpartition(".")
    while len(name.encode()) > LONGEST and len(stem) > 1:
        stem = stem[:-1]
        name = f"{stem.rstrip()}{dot}{ending}"
    name = name if len(name.encode()) <= LONGEST else name.encode()[:LONGEST].decode("utf-8", "ignore")
    return f"_{name}" if not name or _RESERVED.match(name) else name


def keep(folder: Path, given: str, data: bytes) -> tuple[Path, bool]:
    """Copy a dropped file into the folder; return its path, and whether it is new there.

    A file of that name with the same content is the same file; one with another content gets a number behind its name.
    `UnreadableError` for what is no document, `OutputError` if the folder can't be written.
    """
    name = name_of(given)
    if not data:
        raise UnreadableError(say("die Datei ist leer"), say("die Datei prüfen"))
    if reason_for(name, lambda: data[:HEAD]) is not None:
        raise UnreadableError(
            say("das hat dieses Programm oder das System geschrieben, es ist kein Dokument"), say("die Dokumente selbst ablegen")
        )
    path = Path(name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(1, MOST_COPIES):
            target = folder / (name if number == 1 else f"{path.stem} ({number}){path.suffix}")
            if (done := _kept(target, data)) is not None:
                return target, done
    except OSError as error:
        cause = say("der Datenträger ist voll") if is_full(error) else say("{name} ist nicht beschreibbar", name=folder.name)
        raise OutputError(cause, say("Platz und Rechte prüfen")) from error
    raise LimitError(say("zu viele Dateien heißen {name}", name=name), say("die Datei umbenennen"))


def _kept(target: Path, data: bytes) -> bool | None:
    """Write a new file and return True; False if it is there already, None if another one of that name is."""
    if os.path.lexists(target):
        same = target.is_file() and target.stat().st_size == len(data) and target.read_bytes() == data
        return False if same else None
    unfinished = target.with_name(f".{target.name[:60]}.{os.getpid()}.anfrage")
    try:
        with unfinished.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        try:
            os.link(unfinished, target)  # fails if it exists by now, as a rename on Windows does
        except FileExistsError:
            return None
        except OSError:  # a file system without hard links
            if os.path.lexists(target):
                return None
            unfinished.rename(target)
        return True
    finally:
        unfinished.unlink(missing_ok=True)
