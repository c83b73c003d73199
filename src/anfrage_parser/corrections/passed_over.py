"""Recognise files among documents that are none: those of systems and Office, corrections, and what this program wrote."""

import struct
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from anfrage_parser.corrections.kept import is_corrections
from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import later, say
from anfrage_parser.record.json_in import APPLICATION, HEAD, holds_records

ENDING = ".anfrage-undo.json"
"""Suffix of undo files."""


class PassedOver(StrEnum):
    """The reason why a file is passed over."""

    SYSTEM = "system"
    """Thumbs.db and the like, and Office's lock files."""
    HIDDEN = "hidden"
    """Its name, or that of a parent folder, begins with a dot. Such a file is read if given explicitly."""
    CORRECTIONS = "corrections"
    RECORDS = "records"
    """Records written by this program; commands on records accept them."""
    DOCUMENTS = "documents"
    """A document in a folder of which records were wanted, and which has them."""
    OURS = "ours"
    """Anything else written by this program: tables, pages, reports, undo files."""
    FILTERED = "filtered"
    """Excluded by `--include` or `--exclude`."""


SYSTEM = ("thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", "icon\r", ".directory")
"""File names used by operating systems, case-folded."""

_BEGINNINGS = ("._", "~$", ".~lock.")
_MACS = "__MACOSX"

RECORDS, DATABASES = (".json", ".jsonl", ".ndjson"), (".sqlite", ".sqlite3", ".db")
LOGS = ("-wal", "-shm", "-journal")

MARKS = {
    **dict.fromkeys(RECORDS, (b'{\n  "parser": "anfrage-parser ', b'"type":"https://schema.oparl.org/1.')),
    **dict.fromkeys((".html", ".htm"), (b'<meta name="generator" content="anfrage-parser">',)),
    **dict.fromkeys((".xml", ".akn"), (b'<identification source="#anfrage-parser">',)),
    ".csv": (
        b'\xef\xbb\xbf"Datei";"Teil";"Nummer";', b'\xef\xbb\xbf"File";"Part";"Reference";',
        b"source.name,source.part,number,date,party,",
    ),
}  # fmt: skip
"""Suffix → possible first bytes of such a file written by this program."""

SHEETS = (("Anfragen", "Fragen", "Hinweise"), ("Inquiries", "Questions", "Findings"))
"""Sheet names of our workbooks, of every version."""

_END = struct.Struct("<4s4H2LH")
_MOST_MEMBERS, _LARGEST = 64, 64 * 1024


def reason_for(name: str, head: Callable[[], bytes] | None = None) -> PassedOver | None:
    """Return why a file is passed over even if given explicitly; None if it may be a document.

    `name` is its path, or its name in an archive; `head` returns its first bytes (default: read from that path). Only files with the
    suffix of one of our outputs are opened.
    """
    last = name.replace("\\", "/").rpartition("/")[2]
    folded = last.casefold()
    if folded in SYSTEM or folded.startswith(_BEGINNINGS) or name.startswith(f"{_MACS}/"):
        return PassedOver.SYSTEM
    if folded.endswith(ENDING):
        return PassedOver.OURS
    if is_corrections(last):
        return PassedOver.CORRECTIONS
    ending = _ending(folded)
    look = head if head is not None else lambda: _head(name)
    if ending in RECORDS and holds_records(look()):
        return PassedOver.RECORDS
    if ending in DATABASES or ending.endswith(LOGS):
        base = name[: -len(ending)] + ending.partition("-")[0]
        return PassedOver.RECORDS if _is_ours(look() if base == name or head is not None else _head(base)) else None
    if any(mark in look() for mark in MARKS.get(ending, ())):
        return PassedOver.OURS
    return PassedOver.OURS if ending == ".xlsx" and head is None and _is_workbook(name) else None


def reason_if_found(name: str, path: str | None = None) -> PassedOver | None:
    """Like `reason_for`, for a file found in a folder or archive: hidden files are passed over, too.

    A record is also recognised by lying beside its document ("brief.pdf.json"); golden records have no other mark.
    """
    cause = reason_for(path if path is not None else name)
    if cause is not None:
        return cause
    if hidden(name):
        return PassedOver.HIDDEN
    document = Path(path).with_suffix("") if path is not None and path.endswith(".json") else None
    return PassedOver.RECORDS if document is not None and document.is_file() else None


def hidden(name: str) -> bool:
    """Return whether any component of a path begins with a dot."""
    return any(part.startswith(".") and part not in (".", "..") for part in name.split("/"))


def refuse(name: str) -> None:
    """Raise `UnreadableError` for a file given as a document that is none."""
    cause = reason_for(name)
    if cause in _REFUSED:
        raise UnreadableError(say(_REFUSED[cause][0]), say(_REFUSED[cause][1]))


_REFUSED = {
    PassedOver.RECORDS: (
        later("das sind Datensätze, hier braucht es das Dokument selbst"),
        later("das Dokument angeben, aus dem sie gelesen wurden; in andere Formate wandelt sie „anfrage export“"),
    ),
    PassedOver.SYSTEM: (
        later("die Datei gehört zum Betriebssystem oder zu Office und ist kein Dokument"),
        later("das Dokument selbst angeben"),
    ),
    PassedOver.CORRECTIONS: (later("das sind Korrekturen, kein Dokument"), later("das Dokument selbst angeben: es wird mit ihnen gelesen")),
    PassedOver.OURS: (later("das hat dieses Programm geschrieben, es ist kein Dokument"), later("die Dokumente selbst angeben")),
}


def _ending(folded: str) -> str:
    """Return the suffix of a name, with its dot."""
    dot = folded.rfind(".")
    return folded[dot:] if dot > 0 else ""


def _head(path: str) -> bytes:
    """Return the first bytes of a file; b"" if it can't be read or is no regular file."""
    try:
        if not Path(path).is_file():
            return b""
        with Path(path).open("rb") as file:
            return file.read(HEAD)
    except (OSError, ValueError):
        return b""


def _is_ours(head: bytes) -> bool:
    """Return whether a database was written by a batch."""
    return head.startswith(b"SQLite format 3\0") and head[68:72] == APPLICATION.to_bytes(4, "big")


def _is_workbook(path: str) -> bool:
    """Return whether a workbook has our sheets. Its zip directory is checked first: ours have few members and no comment."""
    import zipfile
    import zlib

    try:
        with Path(path).open("rb") as file:
            file.seek(-_END.size, 2)
            mark, *_, members, size, _at, _comment = _END.unpack(file.read(_END.size))
            if mark != b"PK\5\6" or members > _MOST_MEMBERS or size > _LARGEST:
                return False
            with zipfile.ZipFile(file) as book, book.open("xl/workbook.xml") as sheets:
                text = sheets.read(_LARGEST)
    except (OSError, ValueError, KeyError, RuntimeError, NotImplementedError, EOFError, zipfile.BadZipFile, zlib.error):
        return False
    return any(all(f'<sheet name="{name}"'.encode() in text for name in names) for names in SHEETS)
