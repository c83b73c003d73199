"""`anfrage correct`: set values manually, checked against the record and stored for every later parse."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from anfrage_parser.batch.inputs import bytes_of, companion_of
from anfrage_parser.batch.model import Input
from anfrage_parser.cli.files import write_file
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.single import display_name
from anfrage_parser.cli.streams import as_ours, complain, note, write
from anfrage_parser.corrections import Correction, Corrections, Misfit, corrected, find, paths, place, read, to_toml, with_corrections
from anfrage_parser.corrections.applying import put
from anfrage_parser.corrections.declaration import ImportedDocument
from anfrage_parser.corrections.file import read_import
from anfrage_parser.corrections.rules import Refused, value_of
from anfrage_parser.errors import ExitCode, OutputError, UnreadableError, UsageError
from anfrage_parser.field_names import meant
from anfrage_parser.messages import counted, say
from anfrage_parser.model import Source
from anfrage_parser.parse import parse_source
from anfrage_parser.readers.scratch import scratch_folder
from anfrage_parser.record.build import as_dict
from anfrage_parser.record.schema import Inquiry
from anfrage_parser.verify.find_documents import DocumentFinder


@dataclass(frozen=True, slots=True)
class Changes:
    """The requested changes."""

    part: int
    values: Sequence[str]
    inserted: Sequence[str]
    removed: Sequence[str]

    def in_order(self) -> Iterator[tuple[str, str | None, bool]]:
        """Yield (field, value or None to remove, whether to insert): first set, then insert, then remove from the end."""
        yield from ((*_parted(word), False) for word in self.values)
        yield from ((*_parted(word), True) for word in self.inserted)
        yield from ((name, None, False) for name in sorted(map(_field, self.removed), key=paths.steps_backwards))


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
    changes = list(wanted.in_order())
    if not changes:
        kept = find(document, source.sha256, folder)
        write(to_toml(read(kept) if kept is not None else Corrections(sha256=source.sha256)).encode("utf-8"))
        return
    corrected = _CorrectedDocument(source, document, folder, convention, force)
    made = _checked(corrected.inquiries(), source, wanted.part, changes)
    target = str(corrected.keep(made))
    note(counted(len(made), "1 Korrektur in {name}", "{count} Korrekturen in {name}", name=target))


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

    def inquiries(self) -> list[Inquiry]:
        """Parse the document and apply the stored corrections."""
        inquiries = parse_source(self.source, self.convention)
        return with_corrections(inquiries, self.source, self.document, self.folder) if self.before.correction else inquiries

    def keep(self, made: Sequence[Correction]) -> Path:
        """Store more corrections; return the path of their file."""
        self.target.parent.mkdir(parents=True, exist_ok=True)
        whole = Corrections(sha256=self.source.sha256, correction=_merged(self.before.correction, made))
        write_file(self.target, to_toml(whole).encode("utf-8"), force=True)
        return self.target


def take_over(
    file: Path, root: Path, wanted: Changes, force: bool, convention: str | None, intake: Intake, folder: Path | None
) -> ExitCode:
    """Import corrections from the review page, all or none per document; 7 if those of a document were refused."""
    interruptible()
    if any(wanted.in_order()):
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


def _checked(inquiries: list[Inquiry], source: Source, part: int, changes: Sequence[tuple[str, str | None, bool]]) -> list[Correction]:
    """Return the corrections after trying each on the record; `UsageError` for one that doesn't fit."""
    if part > len(inquiries):
        cause = counted(len(inquiries), "das Dokument hat nur eine Anfrage", "das Dokument hat nur {count} Anfragen")
        raise UsageError(cause, say("--part anpassen"))
    inquiry, made = inquiries[part - 1], []
    for field, words, insert in changes:
        try:
            correction = _correction(inquiry, part, field, words, insert)
            inquiry = corrected(inquiry, source, correction)
        except (Misfit, Refused) as error:
            cause = say("„{field}“: {reason}", field=field, reason=say(error.args[0]))
            raise UsageError(cause, say("die Felder zeigt „anfrage schema --format markdown“")) from error
        made.append(correction)
    return made


def _correction(inquiry: Inquiry, part: int, field: str, words: str | None, insert: bool) -> Correction:
    """Make a correction from a change, with the value it replaces."""
    path = paths.leaf(paths.steps(field))
    was = paths.follow(as_dict(inquiry), path)
    value = value_of(path, words) if words is not None else None
    whole = paths.written(paths.steps(field)) if words is None else paths.written(path)
    return Correction(part=part, field=whole, value=value, was=was if _plain(was) else None, insert=insert, remove=words is None)


def _plain(value: object) -> bool:
    """Return whether a value can be stored in a file of corrections."""
    return isinstance(value, str | int | bool) or (isinstance(value, list) and bool(value) and all(isinstance(item, str) for item in value))


def _merged(before: Sequence[Correction], made: Sequence[Correction]) -> list[Correction]:
    """Merge stored and new corrections; of two for one field, with no entry moved in between, keep the newer with the older's `was`."""
    out = list(before)
    for correction in made:
        moved = max((i for i, c in enumerate(out) if c.insert or c.remove), default=-1)
        same = [i for i in range(moved + 1, len(out)) if (out[i].part, out[i].field) == (correction.part, correction.field)]
        if same and not correction.insert:
            out[same[-1]] = correction.model_copy(update={"was": out[same[-1]].was})
        else:
            out.append(correction)
    return out
