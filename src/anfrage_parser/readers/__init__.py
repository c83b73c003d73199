"""Read files to lines. A document's kind is detected from its bytes, never from its name; files are read once and parsed in memory.

A new format is a module here and a row in `READERS`, or a plugin: see `foreign.py`.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, cast

from anfrage_parser.errors import EncryptedError, LimitError, NoTextError, UnreadableError, UsageError
from anfrage_parser.messages import say
from anfrage_parser.model import Source
from anfrage_parser.plugins import Plugin
from anfrage_parser.readers import foreign
from anfrage_parser.readers.fragments import Extract
from anfrage_parser.readers.kinds import CONTAINERS, KINDS, is_plain, kind_of
from anfrage_parser.readers.options import Options, in_words
from anfrage_parser.readers.running import Read, Room, mail_source, text_source, with_enclosed
from anfrage_parser.text.loading import LIMIT_BYTES as LIMIT_BYTES
from anfrage_parser.text.loading import load as load

if TYPE_CHECKING:
    from anfrage_parser.readers.ocr.recognition import Scanner
    from anfrage_parser.readers.page_image import Scan

DEFAULT = Options()


class Reader(NamedTuple):
    """The module of a reader, and its name in records."""

    module: str
    name: str
    plugin: Plugin | None = None


READERS = {
    ("text", "auto"): Reader("anfrage_parser.readers.text", "plain"),
    ("pdf", "auto"): Reader("anfrage_parser.readers.pdf.pdfium", "pdfium"),
    ("pdf", "pdfium"): Reader("anfrage_parser.readers.pdf.pdfium", "pdfium"),
    ("pdf", "pdfplumber"): Reader("anfrage_parser.readers.pdf.filled", "pdfplumber"),
    ("docx", "auto"): Reader("anfrage_parser.readers.office.docx", "docx"),
    ("odt", "auto"): Reader("anfrage_parser.readers.office.odt", "odt"),
    ("rtf", "auto"): Reader("anfrage_parser.readers.office.rtf", "rtf"),
    ("html", "auto"): Reader("anfrage_parser.readers.office.html", "html"),
    ("eml", "auto"): Reader("anfrage_parser.readers.office.mail", "mail"),
    ("msg", "auto"): Reader("anfrage_parser.readers.office.outlook", "mail"),
    ("fodt", "auto"): Reader("anfrage_parser.readers.office.odt_flat", "odt"),
    ("wordxml", "auto"): Reader("anfrage_parser.readers.office.docx_flat", "docx"),
    ("p7m", "auto"): Reader("anfrage_parser.readers.office.signed_mail", "mail"),
    ("tnef", "auto"): Reader("anfrage_parser.readers.office.tnef", "mail"),
    ("zip", "auto"): Reader("anfrage_parser.readers.office.archives", "zip"),
    ("image", "auto"): Reader("anfrage_parser.readers.images", "ocr"),
}
"""(kind, reader) → its reader, imported on use.

The text reader has `read(data, name, sha256, options)` → `Source`; all others have `extract(data, options)` → `Extract`: fragments on
pages, running text, or the documents of a mail.
"""

DEEPEST = 5
"""Deepest nesting of mails, archives and what else holds documents."""

MOST_ENCLOSED = 1_000
"""Most documents in all of them together."""

NAMES = ("auto", "pdfium", "pdfplumber")

Extractor = Callable[[bytes, str, Options], Extract]
"""(data, kind, options) → content of the pages; run in this process or in the sandbox."""


def read_file(path: Path, name: str | None = None, options: Options = DEFAULT) -> Source:
    """Read the document in a file. `name` becomes `source.name`, by default the file's own name.

    Raises `UnreadableError`, `NoTextError`, `EncryptedError`, `LimitError`.
    """
    return read_bytes(load(path), name if name is not None else path.name, options)


def extract(data: bytes, kind: str, options: Options) -> Extract:
    """Extract the content of a document, in this process."""
    if kind.startswith(foreign.PREFIX):
        return foreign.extract(kind, data, options)
    return cast(Extract, import_module(reader_for(kind, options.reader).module).extract(data, options))


def scan(data: bytes, pages: Sequence[int], options: Options, sure: bool) -> "Iterator[Scan]":
    """Render pages for OCR, in this process; see `scans.scan`."""
    from anfrage_parser.readers import scans

    return scans.scan(data, pages, options, sure)


def read_bytes(
    data: bytes,
    name: str,
    options: Options = DEFAULT,
    extract: Extractor = extract,
    scanner: "Scanner" = scan,
    deep: int = 0,
    known: tuple[str, Reader] | None = None,
    room: Room | None = None,
) -> Source:
    """Read the document in bytes; see `read_file`. Documents of a mail are read recursively; `deep` is the nesting depth.

    `known` is the result of `reader_of`, if already known; `room` counts the documents within others.
    """
    _refuse_outsize(data, options)
    kind, chosen = known or reader_of(data, options.reader)
    if kind in CONTAINERS and deep >= DEEPEST:
        raise LimitError(say("die Mails sind zu tief ineinander verschachtelt"), say("die Anlage einzeln speichern"))
    sha256 = hashlib.sha256(data).hexdigest()
    if kind == "text":
        return cast(Source, import_module(chosen.module).read(data, name, sha256, options))
    found = extract(data, kind, options)
    if chosen.plugin is not None:
        return foreign.to_source(found, data, name, sha256, chosen.name)
    counted = room or Room(MOST_ENCLOSED)

    def inner(part: bytes, called: str) -> Source:
        counted.take()
        return read_bytes(part, called, options, extract, scanner, deep + 1, room=counted)

    if kind in CONTAINERS:
        return mail_source(found, data, name, sha256, KINDS[kind].media_type, chosen.name, inner)
    if found.text is not None:
        return text_source(found, data, name, sha256, KINDS[kind].media_type, chosen.name)
    if deep >= DEEPEST:
        found.enclosed = []
    return _paged_with_enclosed(found, data, name, sha256, chosen, options, scanner, inner)


def _paged_with_enclosed(
    found: Extract, data: bytes, name: str, sha256: str, chosen: Reader, options: Options, scanner: "Scanner", inner: Read
) -> Source:
    """Build the document of pages, and of the documents within it."""
    try:
        source = _paged(found, data, name, sha256, chosen, options, scanner)
    except NoTextError:
        if not found.enclosed:
            raise
        return mail_source(found, data, name, sha256, KINDS["pdf"].media_type, chosen.name, inner)  # a portfolio's cover is a picture
    return with_enclosed(source, found, inner) if found.enclosed else source


def _refuse_outsize(data: bytes, options: Options) -> None:
    limit = LIMIT_BYTES if options.max_bytes is None else options.max_bytes
    if len(data) > limit:
        raise LimitError(
            say("die Datei ist größer als {limit}", limit=in_words(limit)), say("die Anfrage als eigene, kleinere Datei speichern")
        )


def _paged(found: Extract, data: bytes, name: str, sha256: str, chosen: Reader, options: Options, scanner: "Scanner") -> Source:
    """Build the document of pages, after recognising those without text."""
    if options.ocr != "off":
        from anfrage_parser.readers.ocr.recognition import recognise

        recognise(found, data, options, scanner)
    from anfrage_parser.readers.layout import to_source

    return to_source(found, data, name, sha256, chosen.name, options.ocr)


def reader_of(data: bytes, name: str = "auto") -> tuple[str, Reader]:
    """Return the kind of a document and its reader; a plugin if it was requested and recognises the bytes, or if no built-in one does."""
    check_name(name)
    kind, refusal = "", None
    try:
        kind = kind_of(data)
    except (EncryptedError, UnreadableError) as error:
        refusal = error
    if plugin := foreign.wanted(data, name, sure=refusal is None and is_plain(data, kind), built_in=NAMES):
        return foreign.PREFIX + plugin.name, Reader(plugin.target, f"{plugin.name} {plugin.version}", plugin)
    if refusal is not None:
        raise foreign.explained(refusal, NAMES) if isinstance(refusal, UnreadableError) else refusal
    return kind, reader_for(kind, name)


def reader_for(kind: str, name: str) -> Reader:
    """Return the requested reader if it reads this kind, else the automatic one."""
    return READERS.get((kind, name)) or READERS[kind, "auto"]


def check_name(name: str) -> None:
    """Raise `UsageError` for an unknown reader, built-in or plugin."""
    if name not in NAMES and name not in foreign.names(NAMES):
        names = ", ".join((*NAMES, *foreign.names(NAMES)))
        raise UsageError(say("es gibt kein Leseprogramm „{reader}“", reader=name), say("möglich sind {names}", names=names))


def read_text(text: str, name: str = "-") -> Source:
    """Read the document in a string; its bytes are the UTF-8 encoding."""
    from anfrage_parser.readers.text import from_string

    return from_string(text, name)
