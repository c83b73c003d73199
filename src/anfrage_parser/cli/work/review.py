"""`anfrage review`: documents or records in, one HTML page out."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from anfrage_parser.batch.origins import is_beyond
from anfrage_parser.batch.stored import is_database
from anfrage_parser.cli.files import refuse_existing, writing
from anfrage_parser.cli.given import below, counts_as_failed, given, is_folder, passed_over
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.records import of_database
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.single import display_name, records
from anfrage_parser.cli.streams import complain, note
from anfrage_parser.corrections import find, read, to_toml
from anfrage_parser.corrections.passed_over import PassedOver
from anfrage_parser.errors import AnfrageError, ExitCode, LimitError, UnreadableError, UsageError, check_choice
from anfrage_parser.fields import Language
from anfrage_parser.messages import counted, decimal, say
from anfrage_parser.model import Source
from anfrage_parser.record.build import from_dict
from anfrage_parser.record.json_in import Broken, document_of, opened, rows_of
from anfrage_parser.record.json_out import error_record
from anfrage_parser.record.schema import Inquiry, SourceRecord
from anfrage_parser.review.entry import Entry, Picture

IMAGES = ("none", "doubtful", "all")
FEW = 50
"""Most documents for which all pages are rendered by default."""

RESOLUTION = 110
"""Pixels per inch of page images."""

MOST_PAGES = 40
"""Most pages rendered per document."""


@dataclass(frozen=True, slots=True)
class ReviewArguments:
    """The arguments of the command."""

    output: str
    images: str | None
    language: str
    roots: Sequence[Path]
    force: bool
    convention: str | None
    corrections: Path | None

    def check(self) -> None:
        """Raise `UsageError` for an invalid option value."""
        if self.images is not None:
            check_choice("--images", self.images, IMAGES)


def review(names: Sequence[str], arguments: ReviewArguments, intake: Intake) -> int:
    """Write the page; return the exit code: 0, or 7 (the code of a single input) if an input gave no record."""
    from anfrage_parser.review.page import write_page

    interruptible()
    arguments.check()
    target = Path(arguments.output)
    refuse_existing(target, arguments.force)
    listed = _Listed()
    for word in given(names, records=True):
        listed.add(word, target)
    if listed.passed:
        note(passed_over(listed.passed))
    gathered = _Gathered(listed.names, arguments, intake)
    language: Language = "en" if arguments.language == "en" else "de"
    with writing(target, arguments.force) as file:
        size = write_page(file, gathered, language)
    megabytes = decimal(size / 1e6)
    note(counted(gathered.count, "{name}: 1 Dokument, {size} MB", "{name}: {count} Dokumente, {size} MB", name=str(target), size=megabytes))
    codes = [*listed.codes, *gathered.codes]
    if codes:
        return codes[0] if len(listed.names) == 1 and len(codes) == 1 else ExitCode.SOME_FAILED
    return 0


@dataclass(slots=True)
class _Listed:
    """The expanded inputs: documents and record files, and what was passed over or can't be listed."""

    names: list[str] = field(default_factory=list)
    codes: list[int] = field(default_factory=list)
    passed: Counter[PassedOver] = field(default_factory=Counter)

    def add(self, word: str, page: Path) -> None:
        """Add an input; for a folder, its documents and records. The page itself is skipped."""
        if word == "-" or not is_folder(word):
            self.names.append(word)
            return
        found = below(Path(word), records=True, without=page)
        for name, error in found.errors:
            complain(error, name)
            self.codes.append(error.exit_code)
        self.names += found.names
        self.passed.update(found.passed)
        if not found.names:
            raise UsageError(say("in dem Ordner {name} ist kein Dokument", name=word), say("einen anderen Ordner angeben"))


class _Gathered:
    """Iterates over the documents of all inputs, one at a time, and counts failures."""

    def __init__(self, names: Sequence[str], arguments: ReviewArguments, intake: Intake) -> None:
        self.names, self.arguments, self.intake = names, arguments, intake
        self.images = arguments.images or ("all" if len(names) <= FEW else "doubtful")
        self.count = 0
        self.codes: list[int] = []

    def __iter__(self) -> Iterator[Entry]:
        for name in self.names:
            for entry in self._entries(name):
                self.count += 1
                yield entry

    def _entries(self, name: str) -> Iterator[Entry]:
        """Yield the entries of an input: the document itself, or those of its records."""
        try:
            if name != "-" and is_database(Path(name)):
                yield from self._of_records(name, of_database(Path(name)))
                return
            file = opened(name)
            if file is not None:
                with file:
                    yield from self._of_records(name, rows_of(file))
                return
            piped, data = self.intake.taken(name)
            if piped is not None:
                yield from self._of_records(name, rows_of(piped))
            else:
                yield self._of_document(name, data)
        except UsageError:
            raise
        except AnfrageError as error:
            yield self._failed(name, error)

    def _failed(self, name: str, error: AnfrageError, source: Source | None = None, document: str | None = None) -> Entry:
        complain(error, f"{name} ({document})" if document else name)
        if counts_as_failed(error, len(self.names)):
            self.codes.append(error.exit_code)
        text = source.text if source is not None else None
        return Entry(document or display_name(name), text=text, failure={**error_record(error, name)["error"], "message": str(error)})

    def _of_document(self, name: str, data: bytes) -> Entry:
        source = None
        try:
            source = self.intake.read_loaded(data, name, words=True)
            inquiries = records(source, name, self.arguments.convention, evidence=True, corrections=self.arguments.corrections)
        except UsageError:
            raise
        except AnfrageError as error:
            return self._failed(name, error, source)
        return self._entry(source, data, inquiries, Path(name) if name != "-" else None)

    def _of_records(self, name: str, rows: Iterable[Any]) -> Iterator[Entry]:
        """Yield one entry per document of the records; the document is read again if found."""
        kept: list[Inquiry] = []
        for number, row in enumerate(rows, 1):
            inquiry = self._record(row, f"{name}:{number}")
            if isinstance(inquiry, Entry):
                yield from self._document_of(kept, name)
                kept = []
                yield inquiry
                continue
            if kept and not _goes_on(kept[-1], inquiry):
                yield from self._document_of(kept, name)
                kept = []
            kept.append(inquiry)
        yield from self._document_of(kept, name)

    def _record(self, row: Any, place: str) -> Inquiry | Entry:
        """Return a record, or the entry to show for an error record or invalid value."""
        if isinstance(row, dict) and "error" in row:
            return _failed_before(row)
        try:
            if isinstance(row, Broken):
                raise row.error
            return from_dict(row)
        except (UnreadableError, LimitError) as error:
            return self._failed(place, error, document=row.name if isinstance(row, Broken) else document_of(row))

    def _document_of(self, inquiries: Sequence[Inquiry], records_name: str) -> Iterator[Entry]:
        if not inquiries:
            return
        said = inquiries[0].source
        roots = self.arguments.roots or [Path(records_name).parent if records_name != "-" else Path()]
        read = next((found for root in roots if (found := self._read_again(root, said)) is not None), None)
        entry = Entry(said.name, said.sha256, inquiries=inquiries)
        yield self._entry(*read[:2], inquiries, read[2], said.name) if read is not None else entry

    def _read_again(self, root: Path, said: SourceRecord) -> tuple[Source, bytes, Path] | None:
        """Return the document of a record below a folder, with its bytes and path; None if it isn't there or has changed."""
        try:
            path = _file_of(root, said.name)
            data = self.intake.load(str(path)) if path.resolve().is_relative_to(root.resolve()) else b""
            source = self.intake.read_loaded(data, str(path))
        except (AnfrageError, OSError, ValueError):
            return None
        return (source, data, path) if source.sha256 == said.sha256 else None

    def _entry(self, source: Source, data: bytes, inquiries: Sequence[Inquiry], path: Path | None, name: str | None = None) -> Entry:
        """Return an entry with the document's text, stored corrections, and page images if requested."""
        entry = Entry(
            name or source.name, source.sha256, source.text, inquiries, kept=kept_for(path, source.sha256, self.arguments.corrections)
        )
        if source.media_type != "text/plain" and (self.images == "all" or (self.images == "doubtful" and entry.doubtful())):
            return replace(entry, pictures=drawn(self.intake, data, source.pages))
        return entry


def kept_for(path: Path | None, sha256: str, folder: Path | None) -> str:
    """Return the TOML of a document's corrections; "" if there are none, or if they don't apply."""
    found = find(path, sha256, folder)
    try:
        corrections = read(found) if found is not None else None
    except UnreadableError:
        return ""
    return to_toml(corrections) if corrections is not None and corrections.sha256 == sha256 else ""


def drawn(intake: Intake, data: bytes, pages: int) -> list[Picture]:
    """Render the pages of a PDF; empty if that fails, so that the text is shown."""
    from anfrage_parser.review.picture import as_webp, pictures

    try:
        return [
            Picture(page, picture.width / scale, picture.height / scale, as_webp(picture))
            for page, picture, scale in pictures(intake.draw(data, range(1, min(pages, MOST_PAGES) + 1), RESOLUTION))
        ]
    except AnfrageError:
        return []


def _goes_on(before: Inquiry, inquiry: Inquiry) -> bool:
    """Return whether a record continues the same document; attachments have a name of their own."""
    return inquiry.source.sha256 == before.source.sha256 and inquiry.source.part > before.source.part


def _file_of(root: Path, name: str) -> Path:
    """The file of a record: what it names, or the mail that holds it ("mail.eml/brief.pdf"). `ValueError` for one that isn't looked for."""
    if is_beyond(name, str(root)):
        raise ValueError(name)
    path = root / name
    while not path.is_file() and path.parent != root and path.parent != path:
        path = path.parent
    return path if path.is_file() else root / name


def _failed_before(row: dict[str, Any]) -> Entry:
    """Return an entry for an error record, with its validated message."""
    error = row["error"] if isinstance(row["error"], dict) else {}
    source = row.get("source")
    code = error.get("exit_code")
    failure = {
        "exit_code": code if isinstance(code, int) else UnreadableError.exit_code,
        "code": str(error.get("code", "error")),
        "message": str(error.get("message", "")),
        "document_type": str(error["document_type"]) if error.get("document_type") else None,
    }
    return Entry(str(source.get("name", "")) if isinstance(source, dict) else "", failure=failure)
