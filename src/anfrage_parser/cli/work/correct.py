"""`anfrage correct`: set values manually, checked against the record and stored for every later parse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from anfrage_parser.batch.inputs import bytes_of, companion_of
from anfrage_parser.batch.model import Input
from anfrage_parser.cli.files import write_file
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.single import display_name
from anfrage_parser.cli.streams import as_ours, complain, note, write
from anfrage_parser.corrections import Correction, Corrections, Misfit, apply, find, paths, place, read, to_toml
from anfrage_parser.corrections.applying import put
from anfrage_parser.corrections.declaration import ImportedDocument
from anfrage_parser.corrections.file import read_import
from anfrage_parser.corrections.making import Change, NotTakenError, made, whole
from anfrage_parser.errors import ExitCode, OutputError, UnreadableError, UsageError
from anfrage_parser.field_names import meant
from anfrage_parser.messages import counted, later, say
from anfrage_parser.model import Source
from anfrage_parser.parse import parse_source
from anfrage_parser.readers.scratch import scratch_folder
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.verify.find_documents import DocumentFinder


@dataclass(frozen=True, slots=True)
class Changes:
    """The requested changes."""

    part: int
    values: Sequence[str]
    inserted: Sequence[str]
    removed: Sequence[str]
    checked: bool | None = None
    """Whether to mark the document as checked, or to take the mark away; None leaves it."""

    def is_empty(self) -> bool:
        """Return whether nothing was requested."""
        return self.checked is None and not any(self.in_order())

    def in_order(self) -> Iterator[Change]:
        """Yield the changes: first set, then insert, then remove from the end."""
        yield from (Change(*_parted(word)) for word in self.values)
        yield from (Change(*_parted(word), insert=True) for word in self.inserted)
        yield from (Change(name, None) for name in sorted(map(_field, self.removed), key=paths.steps_backwards))


def _parted(word: str) -> tuple[str, str | None]:
    """Split "Datum=29.09.2024" into ("date", "29.09.2024"); an empty value becomes None (remove)."""
    field, sign, value = word.partition("=")
    if not sign:
        raise UsageError(say("„{word}“ ist nicht FELD=WERT", word=word), say("etwa --set datum=29.09.2024"))
    return _field(field), value.strip() or None


def _field(typed: str) -> str:
    """Return the path of a field as typed; `UsageError` with the nearest names if there is none."""
    try:
        return paths.canonical(typed.strip())
    except paths.UnknownFieldError as error:
        cause = say("„{field}“: {reason}", field=typed.strip(), reason=say("ein solches Feld gibt es nicht"))
        raise UsageError(cause, meant(error.word, error.keys)) from error


def correct(name: str, wanted: Changes, force: bool, convention: str | None, intake: Intake, folder: Path | None) -> None:
    """Check the changes against the record and store them; without any, print what is stored."""
    interruptible()
    source = intake.read(name)
    document = Path(name) if name != "-" else None
    if wanted.is_empty():
        kept = find(document, source.sha256, folder)
        write(to_toml(read(kept) if kept is not None else Corrections(sha256=source.sha256)).encode("utf-8"))
        return
    corrected = _CorrectedDocument(source, document, folder, convention, force)
    found = _made(corrected.inquiries(), source, wanted.part, list(wanted.in_order()))
    target = str(corrected.keep(found, wanted.checked))
    if found:
        note(counted(len(found), "1 Korrektur in {name}", "{count} Korrekturen in {name}", name=target))
    if wanted.checked is not None:
        marked = later("als geprüft vermerkt in {name}") if wanted.checked else later("nicht mehr als geprüft vermerkt in {name}")
        note(say(marked, name=target))


class _CorrectedDocument:
    """A document and its stored corrections."""

    def __init__(self, source: Source, document: Path | None, folder: Path | None, convention: str | None, force: bool) -> None:
        self.source, self.document, self.folder, self.convention = source, document, folder, convention
        target = place(document, source.sha256, folder)
        if target is None:
            raise UsageError(say("Korrekturen zur Standardeingabe brauchen --corrections"), say("einen Ordner angeben"))
        self.target = target
        kept = find(document, source.sha256, folder)
        self.before = read(kept) if kept is not None else Corrections(sha256=source.sha256)
        if self.before.sha256 != source.sha256:
            if not force:
                cause = say("die Korrekturen in {name} gehören zu einem anderen Inhalt", name=target.name)
                raise OutputError(cause, say("sie sichern, dann --force angeben"))
            self.before = Corrections(sha256=source.sha256)

    @cached_property
    def read(self) -> list[Inquiry]:
        """Return the records as the parser reads them."""
        return parse_source(self.source, self.convention)

    def inquiries(self) -> list[Inquiry]:
        """Return the records with the stored corrections."""
        return apply(self.read, self.source, self.before)

    def keep(self, found: Sequence[Correction], checked: bool | None = None) -> Path:
        """Store more corrections, and whether the document is checked; return the path of their file."""
        self.target.parent.mkdir(parents=True, exist_ok=True)
        after = whole(self.before, found, self.read, self.source, checked)
        write_file(self.target, to_toml(after).encode("utf-8"), force=True)
        return self.target


def take_over(
    file: Path, root: Path, wanted: Changes, force: bool, convention: str | None, intake: Intake, folder: Path | None
) -> ExitCode:
    """Import corrections from the review page, all or none per document; 7 if those of a document were refused."""
    interruptible()
    if not wanted.is_empty():
        raise UsageError(say("--import geht nur allein"), say("ohne --set, --insert und --remove aufrufen"))
    taken = read_import(file)
    done = refused = 0
    with scratch_folder() as scratch:
        finder = DocumentFinder([root], scratch)
        for document in taken:
            try:
                done += _taken(document, finder, force, convention, intake, folder)
            except Exception as error:
                refused += 1
                complain(as_ours(error), display_name(document.name))
    note(counted(done, "1 Korrektur übernommen", "{count} Korrekturen übernommen"))
    return ExitCode.SOME_FAILED if refused else ExitCode.DONE


def _taken(
    document: ImportedDocument, finder: DocumentFinder, force: bool, convention: str | None, intake: Intake, folder: Path | None
) -> int:
    """Store the corrections of a document, all or none; return how many are new (stored ones are not applied again)."""
    found = _found(finder, document)
    corrected = _CorrectedDocument(intake.read_loaded(bytes_of(found), found.path), Path(found.path), folder, convention, force)
    new = [correction for correction in document.corrections if correction not in corrected.before.correction]
    inquiries = corrected.inquiries()
    for correction in new:
        try:
            put(inquiries, corrected.source, correction)
        except Misfit as error:
            cause = say("„{field}“: {reason}", field=correction.field, reason=error.args[0])
            raise UsageError(cause, say("nichts davon ist übernommen; die Seite neu erzeugen")) from error
    if new:
        corrected.keep(new)
    return len(new)


def _found(finder: DocumentFinder, document: ImportedDocument) -> Input:
    """Find the document with that content; `UnreadableError` if it isn't below the folder or is in an archive."""
    found = finder.of_content(document.name, document.sha256)
    if found is None:
        raise UnreadableError(say("das Dokument liegt nicht in dem Ordner"), say("den Ordner der Dokumente angeben"))
    if companion_of(found) is None:
        raise UnreadableError(say("das Dokument liegt in einem Archiv"), say("das Archiv auspacken, dann noch einmal versuchen"))
    return found


def _made(inquiries: Sequence[Inquiry], source: Source, part: int, changes: Sequence[Change]) -> list[Correction]:
    """Return the corrections after trying each on the record; `UsageError` for one that doesn't fit."""
    if part > len(inquiries):
        cause = counted(len(inquiries), "das Dokument hat nur eine Anfrage", "das Dokument hat nur {count} Anfragen")
        raise UsageError(cause, say("--part anpassen"))
    try:
        return made(inquiries[part - 1], source, part, changes)[1]
    except NotTakenError as error:
        cause = say("„{field}“: {reason}", field=error.field, reason=error.reason)
        raise UsageError(cause, say("die Felder zeigt „anfrage schema --format markdown“")) from error
