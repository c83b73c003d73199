"""Inputs of commands on records: JSON Lines, JSON, the folder or database of a batch, or documents, which are parsed."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from anfrage_parser.batch.folders import files_below
from anfrage_parser.batch.stored import is_database, reading
from anfrage_parser.cli.given import counts_as_failed, given
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.single import records
from anfrage_parser.cli.streams import as_ours, complain, note
from anfrage_parser.errors import AnfrageError, ExitCode, LimitError, NotAnInquiryError, UnreadableError, UsageError
from anfrage_parser.exporters import Document
from anfrage_parser.messages import counted, later, say
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
        self.place = ("", 0)
        """Where the latest record was found: (file, its position in the file, from 1)."""

    def made(self, row: Any) -> T:
        """Convert a JSON value to a record; `UnreadableError` if it is none."""
        raise NotImplementedError

    def of_document(self, name: str, data: bytes) -> Iterable[T]:
        """Return the records of an input that holds none itself, such as a document; commands on records alone refuse it."""
        raise UnreadableError(say("das ist kein Datensatz"), say("Datensätze schreibt „anfrage parse“"))

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
            return self.codes[0] if len(self.names) == 1 else ExitCode.SOME_FAILED
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
            one = later("ein Dokument ohne Datensatz ist ausgelassen, weil schon das Lesen scheiterte")
            many = later("{count} Dokumente ohne Datensatz sind ausgelassen, weil schon das Lesen scheiterte")
            note(counted(self.failed_before, one, many))
        if self.others_before:
            note(counted(self.others_before, later("ein Dokument ist keine Anfrage"), later("{count} Dokumente sind keine Anfragen")))

    def _fail(self, name: str, error: AnfrageError) -> None:
        complain(error, name)
        if counts_as_failed(error, len(self.names)):
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
        """Yield all records below a folder, sorted by name; hidden folders hold a batch's own files."""
        found = []
        for name, error in files_below(folder, lambda entry: not entry.name.startswith(".")):
            if error is not None:
                self._fail(str(folder / name), error)
            elif name.endswith(".json") and not name.rpartition("/")[2].startswith("."):
                found.append(folder / name)
        if not found and not self.codes:
            raise UnreadableError(
                say("in dem Ordner stehen keine Datensätze"),
                say("Briefe erst lesen: {command}", command=f"anfrage batch {folder} -o archiv.sqlite"),
            )
        for path in sorted(found):
            try:
                with path.open("rb") as file:
                    yield from self._of_rows(str(path), rows_of(file))
            except OSError:
                self._fail(str(path), UnreadableError(say("die Datei lässt sich nicht lesen"), say("Datenträger und Rechte prüfen")))
            except AnfrageError as error:
                self._fail(str(path), error)

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

    def document(self, inquiry: Inquiry) -> Document | None:
        """Return the document of the latest inquiry, if it was parsed by this run, else None."""
        if self._read is None or self._read[1].sha256 != inquiry.source.sha256:
            return None
        return Document(self._read[0], self._read[1].text)

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
