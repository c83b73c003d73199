"""What lies among documents and is none: what systems and Office leave, corrections, what this program wrote. The one place that knows."""

import struct
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from anfrage_parser.corrections.kept import is_corrections
from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import later, say
from anfrage_parser.record.json_in import APPLICATION, HEAD, holds_records

ENDING = ".anfrage-undo.json"
"""How the files end that take a renaming back."""


class PassedOver(StrEnum):
    """PassedOver a file is passed over."""

    SYSTEM = "system"
    """Thumbs.db and the like, and what Office leaves beside a document while it is open."""
    HIDDEN = "hidden"
    """Its name, or that of a folder around it, begins with a dot. One that is named by itself is read."""
    CORRECTIONS = "corrections"
    RECORDS = "records"
    """Records that this program wrote: commands on records take them."""
    OURS = "ours"
    """Anything else that this program wrote: tables, pages, reports, what takes a renaming back."""
    FILTERED = "filtered"
    """`--include` and `--exclude` leave it out."""


SYSTEM = ("thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store", "icon\r", ".directory")
"""Names that systems give, folded."""

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
"""Ending of a file → what stands at its beginning if it is one that this program wrote."""

SHEETS = (("Anfragen", "Fragen", "Hinweise"), ("Inquiries", "Questions", "Findings"))
"""Those of our workbooks."""

_END = struct.Struct("<4s4H2LH")
_MOST_MEMBERS, _LARGEST = 64, 64 * 1024


def reason_for(name: str, head: Callable[[], bytes] | None = None) -> PassedOver | None:
    """PassedOver a file is passed over, even if it is named by itself; None for what may be a document.

    `name` is its path, or its name in an archive; `head` gives its first bytes, from the file of that path if it is left out. Few files
    are opened: those whose ending says that they may be ours.
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
    """The same for a file that was met in a folder or archive under a name: hidden ones are passed over then, too.

    A record beside its document ("brief.pdf.json") is known by that; a golden one has no other mark.
    """
    cause = reason_for(path if path is not None else name)
    if cause is not None:
        return cause
    if hidden(name):
        return PassedOver.HIDDEN
    document = Path(path).with_suffix("") if path is not None and path.endswith(".json") else None
    return PassedOver.RECORDS if document is not None and document.is_file() else None


def hidden(name: str) -> bool:
    """Whether a name, or that of a folder in it, begins with a dot."""
    return any(part.startswith(".") and part not in (".", "..") for part in name.split("/"))


def refuse(name: str) -> None:
    """`UnreadableError` for a file that a person names as a document, and that is none; records say so themselves."""
    cause = reason_for(name)
    if cause in _REFUSED:
        raise UnreadableError(say(_REFUSED[cause][0]), say(_REFUSED[cause][1]))


_REFUSED = {
    PassedOver.SYSTEM: (
        later("die Datei gehört dem Betriebssystem oder Office und ist kein Dokument"),
        later("das Dokument selbst angeben"),
    ),
    PassedOver.CORRECTIONS: (later("das sind Korrekturen, kein Dokument"), later("das Dokument selbst angeben: es wird mit ihnen gelesen")),
    PassedOver.OURS: (later("das hat dieses Programm geschrieben, es ist kein Dokument"), later("die Dokumente selbst angeben")),
}


def _ending(folded: str) -> str:
    """The ending of a name, with its dot."""
    dot = folded.rfind(".")
    return folded[dot:] if dot > 0 else ""


def _head(path: str) -> bytes:
    """The first bytes of a file; none of what can't be read, or is no file."""
    try:
        if not Path(path).is_file():
            return b""
        with Path(path).open("rb") as file:
            return file.read(HEAD)
    except (OSError, ValueError):
        return b""


def _is_ours(head: bytes) -> bool:
    """Whether a database is one of a batch."""
    return head.startswith(b"SQLite format 3\0") and head[68:72] == APPLICATION.to_bytes(4, "big")


def _is_workbook(path: str) -> bool:
    """Whether a workbook has our sheets. Its table of contents is looked at before it is read: ours have few members and no comment."""
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
