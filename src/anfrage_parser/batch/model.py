"""Data types of a run: inputs, jobs for workers, outcomes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from anfrage_parser.messages import GERMAN, Languages
from anfrage_parser.readers import LIMIT_BYTES
from anfrage_parser.readers.options import LIMIT_PAGES, Options


class State(StrEnum):
    """The final state of an input; each has exactly one."""

    DONE = "done"
    INCOMPLETE = "incomplete"
    NOT_INQUIRY = "not_inquiry"
    """Readable, but no inquiry: not a failure, unless the run is strict."""
    FAILED = "failed"
    SKIPPED = "skipped"
    DUPLICATE = "duplicate"
    PASSED_OVER = "passed_over"
    """A file among the inputs that is none; no job has this state."""


NO_INQUIRY = 6
"""The exit code of a document that is no inquiry."""

RECORDLESS = (State.FAILED, State.NOT_INQUIRY)
"""States without a record."""


@dataclass(frozen=True, slots=True)
class Input:
    """A document as found."""

    name: str
    """`source.name` of its record: the path relative to the given input, with "/"; always valid Unicode."""
    raw: bytes
    """The same as bytes of the file system."""
    origin: str
    """The path as given on the command line plus the relative path: distinguishes inputs with the same name."""
    path: str
    """The file, or the archive that contains it."""
    member: str | None = None
    """Its name within the archive."""
    number: int = 0
    """Its index in the archive, as names need not be unique."""
    fault: str = ""
    """Why it can't be read, serialised by `errors.packed`: a folder that can't be listed, a damaged archive."""


@dataclass(frozen=True, slots=True)
class Job:
    """An input with its number and key in the run."""

    number: int
    """0 … n-1, in the order of the output."""
    key: str
    """Its unique name in the sink."""
    input: Input
    known: str | None = None
    """The fingerprint of the record that the sink already holds; None if there is none."""
    scans: int = 0
    """Pages that need OCR, as found by a first attempt; each gets the timeout of a file."""

    @property
    def renamed(self) -> bool:
        """Return whether its key differs from its name."""
        return self.key != self.input.name


@dataclass(frozen=True, slots=True)
class Outcome:
    """The result of a job."""

    number: int
    state: State
    code: int
    """The exit code that `anfrage parse` would give for this document."""
    sha256: str = ""
    fingerprint: str = ""
    payload: bytes = b""
    """JSON for the sink: one indented value, or lines."""
    records: int = 0
    cause: str = ""
    """The error's line for people; "" if there is a record."""
    error: str = ""
    """The error's stable code, or ""."""
    error_args: tuple[str, ...] = ()
    """The error's message parts, to be translated by another process."""
    message: str = ""
    """The error's line in the language of records."""
    scans: int = 0
    """Of a postponed document: pages that need OCR, which takes more time."""

    @property
    def kind(self) -> str:
        """Return the document type of a document that is no inquiry; "" if unknown."""
        return self.error_args[0] if self.code == NO_INQUIRY and self.error_args else ""


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings for all jobs of a run; sent to the workers."""

    convention: str | None = None
    reader: str = "auto"
    corrections: Path | None = None
    evidence: bool = False
    required: Sequence[str] = ()
    strict: bool = False
    indented: bool = True
    """Whether a payload is one indented value, else one line per record."""
    timeout: float = 60.0
    """Seconds per file."""
    memory: int = 2048
    """MiB of address space per worker."""
    max_bytes: int | None = None
    max_pages: int = LIMIT_PAGES
    passwords: tuple[str, ...] = field(default=(), repr=False)
    languages: Languages = GERMAN
    """`languages.people` doesn't affect records."""
    ocr: str = "auto"
    only: str | None = None
    """"inquiries" or "answers"; None for both."""
    remote: bool = False
    """Whether inputs are URLs, which workers fetch: only then may they open connections."""

    def options(self) -> Options:
        """Return the reader options."""
        return Options(self.reader, self.evidence, self.max_bytes, self.max_pages, self.passwords, self.ocr, self.timeout)

    def limit(self) -> int:
        """Return the size limit of a document in bytes."""
        return self.max_bytes or LIMIT_BYTES
