"""What bytes are: text, PDF, or something that is not read, named so that a person knows what to do."""

import re

from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say

PDF_HEAD = 1024
"""Bytes in which "%PDF-" has to stand."""

SAMPLE = 65536
"""Bytes that are looked at to tell text from other things."""

MAGICS = (
    (b"PK\x03\x04", "ein ZIP-Archiv oder Office-Dokument"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ein älteres Office-Dokument"),
    (b"{\\rtf", "ein RTF-Dokument"),
    (b"GIF8", "ein Bild (GIF)"),
    (b"\x1f\x8b", "ein gepacktes Archiv (gzip)"),
    (b"7z\xbc\xaf", "ein gepacktes Archiv (7z)"),
    (b"Rar!", "ein gepacktes Archiv (rar)"),
    (b"\x7fELF", "ein Programm"),
    (b"MZ\x90", "ein Programm"),
    (b"%!PS", "ein PostScript-Dokument"),
    (b"SQLite format 3", "eine Datenbank (SQLite)"),
)

IMAGES = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
"""Pictures of pages that are read, and their media types."""

_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")

MOST_CONTROLS = 0.1
"""Share of control bytes above which a file without NUL pattern is no text."""


def kind_of(data: bytes) -> str:
    """ "text", "pdf" or "image"; `UnreadableError` says what other bytes look like."""
    if not data:
        raise UnreadableError(say("die Datei ist leer"), say("das Dokument noch einmal speichern"))
    if data.startswith(tuple(magic for magic, _ in IMAGES)):
        return "image"
    if b"%PDF-" in data[:PDF_HEAD]:
        return "pdf"
    for magic, looks_like in MAGICS:
        if data.startswith(magic):
            raise UnreadableError(say("das ist {kind}, kein Text und kein PDF", kind=say(looks_like)), say("als PDF oder Text speichern"))
    sample = data[:SAMPLE]
    if not _is_wide(data) and len(_CONTROLS.findall(sample)) > MOST_CONTROLS * len(sample):
        raise UnreadableError(say("das ist kein Text und kein PDF"), say("das Dokument als PDF oder Text speichern"))
    return "text"


def media_type(data: bytes) -> str:
    """What a document in pages is called elsewhere: a picture by its format, else PDF."""
    return next((name for magic, name in IMAGES if data.startswith(magic)), "application/pdf")


BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte order marks and the codecs that take them away; UTF-32's come before UTF-16's, which begin alike."""


def wide_pattern(data: bytes) -> str | None:
    """The codec of UTF-16 without a mark, told by the NULs of its Latin letters; None for anything else."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 2 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return None


def _is_wide(data: bytes) -> bool:
    return data.startswith(tuple(bom for bom, _ in BOMS)) or wide_pattern(data) is not None
