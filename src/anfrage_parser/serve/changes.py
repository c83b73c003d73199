"""Corrections made on the page: checked by the rules of `anfrage correct`, kept beside the document, and put into the database at once."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from anfrage_parser.batch.model import Settings
from anfrage_parser.batch.sinks.database import DatabaseSink
from anfrage_parser.batch.work import outcome_of
from anfrage_parser.corrections import Corrections, apply, find, place, read, to_toml
from anfrage_parser.corrections.making import Change, made, whole
from anfrage_parser.errors import UnreadableError, UsageError
from anfrage_parser.messages import say
from anfrage_parser.model import Source
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.serve.documents import Documents, Opened, Row
from anfrage_parser.serve.place import Place

MOST_STEPS = 200
"""Changes of a document that can be undone."""


class ConflictError(UsageError):
    """The document was changed elsewhere since the page was drawn: in another window, or by a command."""

    code = "conflict"


class Step(NamedTuple):
    """A change of a document's corrections."""

    before: Corrections | None
    """What was there; None if there was no file."""
    version: str
    """That of what it led to: what was changed elsewhere since is not taken back with it."""


def version_of(document: Path) -> str:
    """Return what tells one state of a document's corrections from another."""
    path = find(document, "")
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest()[:16] if path is not None else ""
    except OSError:
        return ""


class Changes:
    """Makes and takes back corrections. Calls are made one after the other."""

    def __init__(
        self,
        place: Place,
        settings: Settings,
        documents: Documents,
        write: Callable[[Path, bytes], None],
        saved: Callable[[Path], None],
    ) -> None:
        self.place, self.settings, self.documents, self.write, self.saved = place, settings, documents, write, saved
        self._steps: dict[str, list[Step]] = defaultdict(list)

    def undoable(self, key: str, version: str) -> bool:
        """Return whether the change that led to a document's present version was made here, and can be taken back."""
        steps = self._steps.get(key, [])
        return bool(steps) and steps[-1].version == version

    def current(self, opened: Opened, source: Source) -> list[Inquiry]:
        """Return a document's records as they are now, with their places."""
        return apply(opened.read, source, _kept(opened) or Corrections(sha256=source.sha256))

    def check(self, row: Row, part: int, changes: Sequence[Change]) -> None:
        """Try changes on a record; `NotTakenError` says why one is not taken."""
        opened, source = self.documents.source(row)
        made(_part(self.current(opened, source), part), source, part, changes)

    def change(self, row: Row, version: str, part: int, changes: Sequence[Change]) -> None:
        """Make changes; `NotTakenError` for one that is not taken, `ConflictError` if the document is another by now."""
        opened, source = self._same(row, version)
        before = _kept(opened)
        _, new = made(_part(self.current(opened, source), part), source, part, changes)
        self._keep(opened, source, before, whole(before or Corrections(sha256=source.sha256), new, opened.read, source, None))

    def mark(self, row: Row, version: str, checked: bool) -> None:
        """Mark a document as checked, or take the mark away."""
        opened, source = self._same(row, version)
        before = _kept(opened)
        self._keep(opened, source, before, whole(before or Corrections(sha256=source.sha256), (), opened.read, source, checked))

    def undo(self, row: Row, version: str) -> None:
        """Take back the latest change of a document."""
        opened, source = self._same(row, version)
        if not self.undoable(row.key, version):
            raise UsageError(say("es gibt nichts zurückzunehmen"))
        steps = self._steps[row.key]
        self._store(opened, source, steps[-1].before)
        steps.pop()

    def _same(self, row: Row, version: str) -> tuple[Opened, Source]:
        """Open a document; `ConflictError` if its corrections are not those of that version."""
        opened, source = self.documents.source(row)
        if version_of(opened.path) != version:
            cause = say("das Dokument wurde inzwischen an anderer Stelle geändert; nichts ist gespeichert")
            raise ConflictError(cause, say("den neuen Stand ansehen, dann noch einmal"))
        return opened, source

    def _keep(self, opened: Opened, source: Source, before: Corrections | None, after: Corrections) -> None:
        if after == before:
            return
        self._store(opened, source, after)
        steps = self._steps[opened.job.key]
        steps.append(Step(before, version_of(opened.path)))
        del steps[:-MOST_STEPS]

    def _store(self, opened: Opened, source: Source, corrections: Corrections | None) -> None:
        """Write the file of corrections, or remove it where there was none, then the rows of the database."""
        target = place(opened.path, source.sha256, None)
        assert target is not None
        if corrections is None:
            target.unlink(missing_ok=True)
        else:
            self.write(target, to_toml(corrections).encode("utf-8"))
        outcome = outcome_of(opened.job, self.settings, opened.data, source, opened.read)
        with closing(DatabaseSink(self.place.database, shared=True)) as sink:
            sink.begin("skip")
            sink.put([(opened.job, outcome, None)])
        self.saved(opened.path)


def _kept(opened: Opened) -> Corrections | None:
    """Return a document's corrections; None if there is no file of them. Those of an earlier content are refused, never overwritten."""
    path = find(opened.path, "")
    if path is None:
        return None
    corrections = read(path)
    if opened.source is not None and corrections.sha256 != opened.source.sha256:
        cause = say("die Korrekturen in {name} gehören zu einem anderen Inhalt", name=path.name)
        raise UnreadableError(cause, say("die Datei sichern und entfernen"))
    return corrections


def _part(inquiries: Sequence[Inquiry], part: int) -> Inquiry:
    if not 1 <= part <= len(inquiries):
        raise UsageError(say("eine Anfrage {part} gibt es nicht", part=part))
    return inquiries[part - 1]
