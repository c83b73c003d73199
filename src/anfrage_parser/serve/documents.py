"""The documents of the archive, read again for the page: their text, their pages, and what the parser reads in them."""

import hashlib
import os
import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from anfrage_parser import readers
from anfrage_parser.batch.model import Input, Job, Settings
from anfrage_parser.batch.origins import origin_of
from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.model import Source
from anfrage_parser.parse import parse_source
from anfrage_parser.readers.fragments import Extract
from anfrage_parser.readers.options import Options
from anfrage_parser.readers.page_image import Scan
from anfrage_parser.record.build import from_dict
from anfrage_parser.record.json_in import Broken, stored
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.sandbox.keeper import Sandbox
from anfrage_parser.serve.place import Place

KEPT, MOST_BYTES = 6, 256 * 1024 * 1024
"""Documents that are kept in memory, and bytes of all but the latest."""

RESOLUTION = 110
"""Pixels per inch of page pictures."""

MOST_PAGES = 40
"""Most pages that are drawn of a document."""

COLUMNS = "key, name, state, exit_code, error, message, document_type, sha256, media_type, pages, duplicate_of, origin, fingerprint"


class Row(NamedTuple):
    """A document as the database has it."""

    key: str
    name: str
    state: str
    exit_code: int
    error: str | None
    message: str | None
    document_type: str | None
    sha256: str
    media_type: str | None
    pages: int | None
    duplicate_of: str | None
    origin: str
    fingerprint: str


def row_of(base: sqlite3.Connection, key: str) -> Row:
    """Return a document of the database; `UnreadableError` if it is gone."""
    found = base.execute(f"SELECT {COLUMNS} FROM documents WHERE key = ?", (key,)).fetchone()
    if found is None:
        raise UnreadableError(say("das Dokument ist nicht mehr im Archiv"), say("die Liste neu laden"))
    return Row(*found)


def records_of(base: sqlite3.Connection, key: str) -> list[Inquiry]:
    """Return the records of a document, in printed order; `UnreadableError` for a damaged one."""
    found = []
    for (record,) in base.execute("SELECT CAST(record AS BLOB) FROM inquiries WHERE document = ? ORDER BY part", (key,)):
        row = stored(bytes(record or b""))
        if row is None or isinstance(row, Broken):
            raise UnreadableError(say("der Datensatz ist beschädigt"), say("„Neu lesen“ schreibt ihn neu"))
        found.append(from_dict(row))
    return found


@dataclass
class Opened:
    """A document that is open on the desk."""

    job: Job
    path: Path
    sha256: str
    data: bytes = field(repr=False)
    source: Source | None = field(default=None, repr=False)
    lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    @cached_property
    def read(self) -> list[Inquiry]:
        """What the parser reads in it, without corrections; `NotAnInquiryError` if it is none."""
        assert self.source is not None
        return parse_source(self.source, evidence=True)


class Documents:
    """Opens documents, a few of which stay in memory. PDFs, office files and mails are read in a process of their own.

    Pages are drawn in another one, so that nobody waits for them while the text of a scan is recognised.
    """

    def __init__(self, place: Place, settings: Settings) -> None:
        self.place, self.settings = place, settings
        self._reader, self._reading = Sandbox(settings.timeout, beside_threads=True), threading.Lock()
        self._drawer, self._drawing = Sandbox(settings.timeout, beside_threads=True), threading.Lock()
        self._opened: OrderedDict[str, Opened] = OrderedDict()
        self._keeping = threading.Lock()

    def close(self) -> None:
        """End the processes, also while they work."""
        self._reader.stop()
        self._drawer.stop()

    def source(self, row: Row) -> tuple[Opened, Source]:
        """Open a document and read its text; `UnreadableError` if its file is gone or has other content by now."""
        opened = self._open(row)
        with opened.lock:
            if opened.source is None:
                options = self.settings.options()
                opened.source = readers.read_bytes(opened.data, opened.job.input.name, options, self._extract, self._scan)
            return opened, opened.source

    def picture(self, row: Row, page: int) -> tuple[bytes, float, float]:
        """Draw a page; return a WebP picture, and the page's width and height in points."""
        from anfrage_parser.review.picture import as_webp, pictures

        opened = self._open(row)
        with self._drawing:
            for _, picture, scale in pictures(self._drawer.draw(opened.data, [page], RESOLUTION)):
                return as_webp(picture), picture.width / scale, picture.height / scale
        raise UnreadableError(say("Seite {page} lässt sich nicht zeichnen", page=page))

    def _extract(self, data: bytes, kind: str, options: Options) -> Extract:
        with self._reading:
            return self._reader.extract(data, kind, options)

    def _scan(self, data: bytes, pages: Sequence[int], options: Options, sure: bool = False) -> Iterator[Scan]:
        with self._reading:
            yield from self._reader.scan(data, pages, options, sure)

    def _open(self, row: Row) -> Opened:
        """Return the opened document; read its file unless it is in memory with the same content."""
        with self._keeping:
            opened = self._opened.pop(row.key, None)
            if opened is None or opened.path != self.place.file_of(row.name, row.origin) or opened.sha256 != row.sha256:
                opened = self._loaded(row)
            self._opened[row.key] = opened
            while len(self._opened) > 1 and (len(self._opened) > KEPT or sum(len(one.data) for one in self._opened.values()) > MOST_BYTES):
                self._opened.popitem(last=False)
            return opened

    def _loaded(self, row: Row) -> Opened:
        path = self.place.file_of(row.name, row.origin)
        if path is None:
            raise UnreadableError(say("das Dokument liegt nicht vor"), say("prüfen, ob der Ordner verbunden ist"))
        data = readers.load(path, self.settings.limit())
        digest = hashlib.sha256(data).hexdigest()
        if digest != row.sha256:
            raise UnreadableError(say("die Datei hat inzwischen einen anderen Inhalt"), say("„Neu lesen“ liest sie noch einmal"))
        return Opened(Job(0, row.key, Input(row.name, os.fsencode(row.name), origin_of(str(path)), str(path))), path, digest, data)


def page_count(row: Row) -> int:
    """Return how many pages of a document can be drawn; 0 for a text."""
    return 0 if row.media_type in (None, "text/plain") else min(row.pages or 1, MOST_PAGES)
