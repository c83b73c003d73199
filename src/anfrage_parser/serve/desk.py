"""The desk: one archive that is open, and everything the page asks of it. Documents have opaque names there, never paths."""

import hashlib
import hmac
import secrets
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from anfrage_parser.answer_draft.word import check_installed, own_template, word_draft
from anfrage_parser.batch.model import Settings
from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.batch.stored import reading
from anfrage_parser.corrections.checking import digest
from anfrage_parser.errors import LimitError, UnreadableError
from anfrage_parser.fields import spoken_language
from anfrage_parser.messages import say
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.review.entry import LONGEST_TEXT, Entry
from anfrage_parser.serve import listing
from anfrage_parser.serve.changes import Changes, version_of
from anfrage_parser.serve.choices import choices
from anfrage_parser.serve.documents import Documents, Row, page_count, records_of, row_of
from anfrage_parser.serve.links import Links
from anfrage_parser.serve.place import Place
from anfrage_parser.serve.reading import Reading
from anfrage_parser.serve.uploads import keep
from anfrage_parser.stats.deadline import Deadline

MOST_WAITING = 500
"""Dropped files that may wait to be read."""

SECONDS = 60.0
"""What filling in the template of a draft may take."""

READ = ("done", "incomplete")
"""States of a document with records."""


class Desk:
    """An open archive. Its methods are called by several threads."""

    def __init__(self, place: Place, settings: Settings, write: Callable[[Path, bytes], None], rule: Deadline | None = None) -> None:
        self.place, self.rule = place, rule
        self._secret = secrets.token_bytes(32)
        self._keys: dict[str, str] = {}
        self.revision = 0
        self._counted: tuple[int, dict[str, int]] | None = None
        self._holder = DatabaseSink(place.database)
        self._holder.begin("skip")  # its lock is held until the end: no other run writes meanwhile
        self.lock = threading.RLock()
        self._drafting = threading.Lock()
        self.documents = Documents(place, settings)
        self.links = Links(place.database, self.changed)
        self.reading = Reading(place, settings, self.changed, self.links.renew)
        self.changes = Changes(place, settings, self.documents, write, self._saved)

    def start(self, read: bool) -> None:
        """Begin to read in the background, if asked for what is in the folder already."""
        self.reading.start()
        if read:
            self.reading.ask()

    def close(self) -> None:
        """End what runs, and leave one whole file; where a document is still being read, what is done so far."""
        ended = self.reading.stop()
        self.documents.close()
        with closing(self._holder):
            if ended:
                self._holder.finish()

    def changed(self) -> None:
        """Tell the pages that something is different."""
        self.revision += 1

    def _saved(self, path: Path) -> None:
        """A document was corrected: its links may be others, and a run that was reading it may have missed that."""
        self.changed()
        self.links.stale = True
        if self.reading.busy:
            self.reading.ask([path])
        self.reading.ask_for_links()

    def name_of(self, key: str) -> str:
        """Return the opaque name of a document."""
        name = hmac.new(self._secret, key.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()[:24]
        self._keys[name] = key
        return name

    def key_of(self, name: str) -> str:
        """Return the key of a document by its opaque name; `UnreadableError` if none has it."""
        key = self._keys.get(name)
        if key is None:
            raise UnreadableError(say("das Dokument ist nicht mehr im Archiv"), say("die Liste neu laden"))
        return key

    def state(self) -> dict[str, Any]:
        """Return how things stand: what is read, how much there is, and a number that changes whenever anything does."""
        progress, revision = self.reading.progress, self.revision
        if self._counted is None or self._counted[0] != revision:
            with reading(self.place.database) as base:
                self._counted = revision, listing.counts(base)
        return {
            "revision": revision,
            "counts": self._counted[1],
            "busy": self.reading.busy,
            "reading": {"done": progress.done, "total": progress.total, "name": progress.name} if progress is not None else None,
            "error": self.reading.error,
        }

    def listed(self, wanted: str, query: str, start: int) -> dict[str, Any]:
        """Return a page of the list."""
        with reading(self.place.database) as base:
            found = listing.listed(base, wanted, query, start)
        rows = [{**row, "id": self.name_of(row["key"])} for row in found.rows]
        for row in rows:
            row["copy"] = self.name_of(row["copy_of"]) if row["copy_of"] else None
        return {"total": found.total, "rows": rows, "revision": self.revision}

    def document(self, name: str) -> dict[str, Any]:
        """Return a document with its records, what can be done with them, and its version."""
        row, inquiries = self._found(name)
        why = self._fixed(row)
        return {
            "id": name,
            "name": row.name,
            "state": row.state,
            "editable": why is None,
            "why": why,
            "pages": page_count(row),
            **self._view(row, inquiries),
        }

    def text(self, name: str) -> dict[str, Any]:
        """Return the text of a document as read, and whether it was cut; with its records, if those stored are not as they are now.

        An archive may have been written without places, and a document may have been corrected by a command meanwhile.
        """
        row, inquiries = self._found(name)
        if row.state == "failed":
            return {"text": "", "cut": False}  # why is in its place in the record
        opened, source = self.documents.source(row)
        found: dict[str, Any] = {"text": source.text[:LONGEST_TEXT], "cut": len(source.text) > LONGEST_TEXT}
        if inquiries:
            now = self.changes.current(opened, source)
            if any(inquiry.evidence is None for inquiry in inquiries) or digest(now) != digest(inquiries):
                found |= self._view(row, now)
        return found

    def draft(self, name: str, part: int) -> bytes:
        """Return the draft of the answer to an inquiry of a document, as .docx by the built-in template; one at a time."""
        check_installed()
        _, inquiries = self._found(name)
        inquiry = next((inquiry for inquiry in inquiries if inquiry.source.part == part), None)
        if inquiry is None:
            raise UnreadableError(say("dieses Dokument hat keinen Datensatz"))
        with self._drafting:
            return word_draft(inquiry, own_template(), SECONDS, beside_threads=True)

    def picture(self, name: str, page: int) -> tuple[bytes, float, float]:
        """Return a page of a document as a picture (WebP), and its width and height in points."""
        with reading(self.place.database) as base:
            row = row_of(base, self.key_of(name))
        if not 1 <= page <= page_count(row):
            raise UnreadableError(say("Seite {page} lässt sich nicht zeichnen", page=page), "")
        return self.documents.picture(row, page)

    def _found(self, name: str) -> tuple[Row, list[Inquiry]]:
        with reading(self.place.database) as base:
            row = row_of(base, self.key_of(name))
            return row, records_of(base, row.key)

    def _row(self, name: str) -> Row:
        with reading(self.place.database) as base:
            return row_of(base, self.key_of(name))

    def editable(self, name: str) -> Row:
        """Return a document that can be corrected; `UnreadableError` says why another can't."""
        row = self._row(name)
        why = self._fixed(row)
        if why is not None:
            raise UnreadableError(why, "")
        return row

    def _fixed(self, row: Row) -> str | None:
        """Return why a document can't be corrected, or None."""
        if row.state not in READ:
            return say("dieses Dokument hat keinen Datensatz")
        if self.place.file_of(row.name, row.origin) is None:
            return say("die Datei liegt nicht vor oder steckt in einem Archiv; ausgepackt lässt sie sich korrigieren")
        return None

    def _view(self, row: Row, inquiries: list[Inquiry]) -> dict[str, Any]:
        """Return the records as the page shows them."""
        language = spoken_language()
        failure = None
        if not inquiries:
            failure = {"exit_code": row.exit_code, "code": row.error, "message": row.message or "", "document_type": row.document_type}
        entry = Entry(row.name, row.sha256, None, inquiries, failure)
        codes = {finding.code for inquiry in inquiries for finding in inquiry.findings}
        path = self.place.file_of(row.name, row.origin)
        version = version_of(path) if path is not None else ""
        return {
            "entry": entry.record(language),
            "brief": entry.brief(language)[:5],
            "choices": [choices(inquiry, language) for inquiry in inquiries],
            "kinds": [inquiry.document_type for inquiry in inquiries],
            "checked": "changed" if "checked-changed" in codes else "yes" if "checked" in codes else None,
            "version": version,
            "undo": self.changes.undoable(row.key, version),
            "links": self.links.of(row.key, self.name_of),
        }

    def take(self, given: str, data: bytes) -> dict[str, Any]:
        """Copy a dropped file into the archive's folder, to be read; return its name there and whether it is new."""
        if len(self.reading.waiting) >= MOST_WAITING:
            raise LimitError(say("höchstens {count} Dateien können warten", count=MOST_WAITING), say("warten, bis sie gelesen sind"))
        path, new = keep(self.place.folder, given, data)
        self.reading.ask([path])
        return {"name": path.name, "new": new}

    def saved(self, name: str, work: Callable[[Row], None]) -> dict[str, Any]:
        """Do something with a document that can be corrected, one after the other; return the document afterwards."""
        with self.lock:
            work(self.editable(name))
        return self.document(name)
