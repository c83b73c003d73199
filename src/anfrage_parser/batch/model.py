"""The nouns of a run: inputs, tasks for workers, what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from anfrage_parser.messages import GERMAN, Languages
from anfrage_parser.readers import LIMIT_BYTES
from anfrage_parser.readers.options import LIMIT_PAGES, Options


class State(StrEnum):
    """What became of an input; each ends in exactly one."""

    DONE = "done"
    INCOMPLETE = "incomplete"
    NOT_INQUIRY = "not_inquiry"
    """Readable, but of another kind: no failure, unless the run is strict."""
    FAILED = "failed"
    SKIPPED = "skipped"
    DUPLICATE = "duplicate"
    PASSED_OVER = "passed_over"
    """No input at all: it lies among them. No job ends so."""


NO_INQUIRY = 6
"""The exit code of what is none."""

RECORDLESS = (State.FAILED, State.NOT_INQUIRY)
"""What gives no record."""


@dataclass(frozen=True, slots=True)
class Input:
    """A document as it was found."""

    name: str
    """What its record calls it: the path below the given input, with "/"; always valid Unicode."""
    raw: bytes
    """The same as the file system has it."""
    origin: str
    """As given on the command line and found below: tells two inputs of one name apart."""
    path: str
    """The file, or the archive that holds it."""
    member: str | None = None
    """Its name within the archive."""
    number: int = 0
    """The how manieth it is there: two may have one name."""
    fault: str = ""
    """Why there is nothing to read, by `errors.packed`: a folder that can't be listed, an archive that is damaged."""


@dataclass(frozen=True, slots=True)
class Job:
    """An input with its place in the run."""

    number: int
    """0 … n-1, in the order of the output."""
    key: str
    """Its name in the sink; no two inputs share one."""
    input: Input
    known: str | None = None
    """The fingerprint of the record that the sink holds already."""
    scans: int = 0
    """Pages whose text is to be recognised, as a first look at the document has shown; each has the time of a file."""

    @property
    def renamed(self) -> bool:
        """Whether the sink calls it differently."""
        return self.key != self.input.name


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker made of a job."""

    number: int
    state: State
    code: int
    """The exit code that the document alone would have given."""
    sha256: str = ""
    fingerprint: str = ""
    payload: bytes = b""
    """What the sink writes: an indented value, or lines."""
    records: int = 0
    cause: str = ""
    """Of what gave no record: the line for people."""
    error: str = ""
    """Likewise its stable code."""
    told: tuple[str, ...] = ()
    """Of a failure: what the error was made of."""
    message: str = ""
    """Of a failure: the same line as records have it."""
    scans: int = 0
    """Of a document that was only looked at: pages whose text is to be recognised, which needs more time."""

    @property
    def kind(self) -> str:
        """What it is instead of an inquiry; nothing where that is not known."""
        return self.told[0] if self.code == NO_INQUIRY and self.told else ""


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds for all jobs of a run; it travels to the workers."""

    convention: str | None = None
    reader: str = "auto"
    corrections: Path | None = None
    evidence: bool = False
    required: Sequence[str] = ()
    strict: bool = False
    indented: bool = True
    """Whether a payload is one value to read, or a line for each record."""
    timeout: float = 60.0
    """Seconds for a file."""
    memory: int = 2048
    """MiB of address space for a worker."""
    max_bytes: int | None = None
    max_pages: int = LIMIT_PAGES
    passwords: tuple[str, ...] = field(default=(), repr=False)
    languages: Languages = GERMAN
    """That of people doesn't touch records."""
    ocr: str = "auto"

    def options(self) -> Options:
        """How a document is to be read."""
        return Options(self.reader, self.evidence, self.max_bytes, self.max_pages, self.passwords, self.ocr, self.timeout)

    def limit(self) -> int:
        """Bytes of the largest document that is read."""
        return self.max_bytes or LIMIT_BYTES
