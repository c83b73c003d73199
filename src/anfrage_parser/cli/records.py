"""Inputs of commands on records: JSON Lines, JSON, the folder or database of a batch, or documents, which are parsed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from anfrage_parser.batch.stored import is_database, reading
from anfrage_parser.cli.given import below, counts_as_failed, given, passed_over
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.single import records
from anfrage_parser.cli.streams import as_ours, complain, note
from anfrage_parser.corrections.passed_over import PassedOver
from anfrage_parser.errors import AnfrageError, ExitCode, LimitError, NotAnInquiryError, UnreadableError, UsageError
from anfrage_parser.exporters import Document
from anfrage_parser.messages import counted, say
from anfrage_parser.model import Source
from anfrage_parser.record.build import from_dict, known
from anfrage_parser.record.json_in import Broken, document_of, opened, rows_of, stored
from anfrage_parser.record.schema import Inquiry

T = TypeVar("T")


class Inputs(Generic[T]):
    """Iterates over the records of all inputs, one at a time; failures are reported on standard error and set `exit_code`."""

    def __init__(self, names: Sequence[str], intake: Intake) -> None:
        self.names = given(names, records=True)
        self.intake = intake
        self.count = self.failed_before = self.others = self.others_before = 0
        self.codes: list[int] = []
        self.entered = False
        """Whether a folder of several documents was among the inputs."""
        self.place = ("", 0)
        """Where the latest record was found: (file, its position in the file, from 1)."""

    def made(self, row: Any) -> T:
        """Convert a JSON value to a record; `UnreadableError` if it is none."""
        raise NotImplementedError

    def of_document(self, name: str, data: bytes) -> Iterable[T]:
        """Return the records of an input that holds none itself, such as a document; commands on records alone refuse it."""
        cause = say("das ist kein Datensatz")
        raise UnreadableError(cause, say("ein Dokument erst lesen: {command}", command=f"anfrage parse {name} > anfragen.jsonl"))

    def __iter__(self) -> Iterator[T]:
        for name in self.names:
            try:
                for made in self._of(name):
                    self.count += 1
                    yield made
            except (UsageError, GeneratorExit):
                raise
            except AnfrageError as error:
                self._fail(name, error)

    def exit_code(self) -> int:
        """0, the code of a single failed input, or 7 if some of several failed."""
        if self.codes:
            return self.codes[0] if len(self.names) == 1 and not self.entered else ExitCode.SOME_FAILED
        return 0

    def without_record(self) -> int:
        """Return how many documents gave no record, now or when the records were made."""
        return len(self.codes) + self.others + self.failed_before + self.others_before

    def nothing(self) -> bool:
        """Return whether no input gave a record, with the failures already reported."""
        return not self.count and bool(self.codes or self.others)

    def account(self) -> None:
        """Report documents missing because they failed when the records were made."""
        if self.failed_before:
            note(
                counted(
                    self.failed_before,
                    "ein Dokument fehlt hier: es ließ sich schon nicht lesen",
                    "{count} Dokumente fehlen hier: sie ließen sich schon nicht lesen",
                )
            )
        if self.others_before:
            note(counted(self.others_before, "ein Dokument ist keine Anfrage", "{count} Dokumente sind keine Anfragen"))

    def _passed_over(self, passed: Counter[PassedOver]) -> None:
        """Say what was passed over in a folder."""
        note(passed_over(passed))

    def _fail(self, name: str, error: AnfrageError) -> None:
        complain(error, name)
        if counts_as_failed(error, len(self.names) + self.entered):
            self.codes.append(error.exit_code)
        else:
            self.others += 1

    def _of(self, name: str) -> Iterator[T]:
        path = Path(name)
        if name != "-" and path.is_dir():
            yield from self._of_folder(path)
        elif name != "-" and is_database(path):
            yield from self._of_rows(name, of_database(path))
        elif (file := opened(name)) is not None:
            with file:
                yield from self._of_rows(name, rows_of(file))
        else:
            piped, data = self.intake.taken(name)
            if piped is not None:
                yield from self._of_rows(name, rows_of(piped))
            else:
                yield from self.of_document(name, data)

    def _of_folder(self, folder: Path) -> Iterator[T]:
        """Yield all records below a folder, sorted by name, or those of its documents if it has none."""
        found = below(folder, records=True)
        for name, error in found.errors:
            self._fail(name, error)
        if not found.names and not found.errors:
            raise self.nothing_in(folder)
        if not found.has_records:
            self.check_documents(folder)
        if found.passed:
            self._passed_over(found.passed)
        self.entered = self.entered or (not found.has_records and len(found.names) > 1)
        for name in found.names:
            try:
                yield from self._of_record_file(name) if found.has_records else self.of_document(name, self.intake.load(name))
            except UsageError:
                raise
            except AnfrageError as error:
                self._fail(name, error)

    def _of_record_file(self, name: str) -> Iterator[T]:
        try:
            with Path(name).open("rb") as file:
                yield from self._of_rows(name, rows_of(file))
        except OSError as error:
            raise UnreadableError(say("die Datei lässt sich nicht lesen"), say("Datenträger und Rechte prüfen")) from error

    def check_documents(self, folder: Path) -> None:
        """Raise `UnreadableError` for a folder of documents; commands that parse documents take it."""
        raise self.nothing_in(folder)

    def nothing_in(self, folder: Path) -> UnreadableError:
        """Return the error for a folder without records."""
        return UnreadableError(
            say("in dem Ordner stehen keine Datensätze"),
            say("Briefe zuerst einlesen: {command}", command=f"anfrage batch {folder} -o archiv.sqlite"),
        )

    def _of_rows(self, name: str, rows: Iterable[Any]) -> Iterator[T]:
        """Convert values to records; an invalid one is reported and doesn't affect the next ones."""
        for number, row in enumerate(rows, 1):
            self.place = (name, number)
            try:
                if isinstance(row, Broken):
                    raise row.error
                found: Iterable[T] = self.failure(row) if isinstance(row, dict) and "error" in row else (self.made(row),)
            except (UnreadableError, LimitError) as error:
                document = row.name if isinstance(row, Broken) else document_of(row)
                self._fail(f"{name}:{number}" + (f" ({document})" if document else ""), error)
            else:
                yield from found

    def failure(self, row: dict[str, Any]) -> Iterable[T]:
        """Handle an error record."""
        error = row["error"]
        if isinstance(error, dict) and error.get("code") == NotAnInquiryError.code:
            self.others_before += 1
        else:
            self.failed_before += 1
        return ()


class Records(Inputs[Inquiry]):
    """Validated records; documents are parsed."""

    def __init__(self, names: Sequence[str], intake: Intake, convention: str | None = None, corrections: Path | None = None) -> None:
        super().__init__(names, intake)
        self.convention, self.corrections = convention, corrections
        self._read: tuple[bytes, Source] | None = None

    def made(self, row: Any) -> Inquiry:
        """Return the validated record."""
        return from_dict(row)

    def check_documents(self, folder: Path) -> None:
        """Documents are parsed."""

    def nothing_in(self, folder: Path) -> UnreadableError:
        """Return the error for a folder with neither."""
        return UnreadableError(say("in dem Ordner stehen weder Dokumente noch Datensätze"), say("einen anderen Ordner angeben"))

    def source(self, inquiry: Inquiry) -> Source | None:
        """Return the text of the latest inquiry, if its document was parsed by this run, else None."""
        return self._read[1] if self._read is not None and self._read[1].sha256 == inquiry.source.sha256 else None

    def document(self, inquiry: Inquiry) -> Document | None:
        """Return the document of the latest inquiry, if it was parsed by this run, else None."""
        return Document(self._read[0], self._read[1].text) if self._read is not None and self.source(inquiry) is not None else None

    def of_document(self, name: str, data: bytes) -> Sequence[Inquiry]:
        """Parse a document."""
        try:
            source = self.intake.read_loaded(data, name)
            self._read = data, source
            return records(source, name, self.convention, corrections=self.corrections)
        except UsageError:
            raise
        except Exception as error:
            raise as_ours(error) from error


class Rows(Inputs[dict[str, Any]]):
    """Records as JSON objects, not validated."""

    def made(self, row: Any) -> dict[str, Any]:
        """Return the object if its version is supported."""
        known(row)
        return dict(row)


def of_database(path: Path) -> Iterator[Any]:
    """Yield the records of a batch's database, sorted by document name; `Broken` for a damaged one."""
    with reading(path) as base:
        for document, record in base.execute("SELECT CAST(document AS BLOB), CAST(record AS BLOB) FROM inquiries ORDER BY document, part"):
            row = stored(bytes(record or b""))
            yield row if row is not None else Broken(_damaged(), bytes(document).decode("utf-8", "replace"))


def _damaged() -> UnreadableError:
    return UnreadableError(say("der Datensatz ist beschädigt"), say("die Dokumente mit „anfrage batch --on-exists replace“ neu lesen"))
