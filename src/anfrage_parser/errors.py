"""The errors, each with its exit code and a next step for the user.

AnfrageError
├── BugError              1   a bug of this program, triggered by a document in a batch
├── PluginError           1   a plugin failed
├── UsageError            2   wrong usage, wrong configuration
├── UnreadableError       4   missing, no permission, a directory, empty, damaged, not a document
├── NoTextError           5   a scan that needs OCR
│   └── UnreadableTextError   fonts without a character mapping, undecodable bytes
├── NotAnInquiryError     6   readable, but no inquiry
├── LimitError            8   time, memory, size, pages
├── EncryptedError        9   needs a password
└── OutputError          10   the output can't be written

The library raises; one handler in the command line turns an error into one line and an exit code. Code 1 is reserved for bugs.
"""

import errno
import json
from collections.abc import Collection
from enum import IntEnum
from pathlib import Path

from anfrage_parser._version import __version__
from anfrage_parser.messages import later, parts_of, say, written


class ExitCode(IntEnum):
    """Exit codes of the commands; part of the stable interface, described in README.md."""

    DONE = 0
    BUG = 1
    USAGE = 2
    INCOMPLETE = 3
    UNREADABLE = 4
    NO_TEXT = 5
    NOT_AN_INQUIRY = 6
    SOME_FAILED = 7
    LIMIT = 8
    ENCRYPTED = 9
    OUTPUT = 10
    INTERRUPTED = 130
    READER_GONE = 141
    TERMINATED = 143


class AnfrageError(Exception):
    """An error that the user can act on: a cause and a next step, which form one line."""

    exit_code: int = ExitCode.BUG
    code = "error"

    def __init__(self, cause: str, next_step: str = "") -> None:
        super().__init__(cause)
        self.cause = cause
        self.next_step = next_step

    def __str__(self) -> str:
        return f"{self.cause}; {self.next_step}" if self.next_step else self.cause

    def in_record(self) -> str:
        """Return the same line in the language of records, whatever language the user reads."""
        return f"{written(self.cause)}; {written(self.next_step)}" if self.next_step else written(self.cause)

    def __reduce__(self) -> tuple[type["AnfrageError"], tuple[str, ...]]:
        return type(self), (self.cause, self.next_step)


class BugError(AnfrageError):
    """The program itself failed on a document; a batch reports it and goes on."""

    code = "bug"

    def __init__(self, fault: BaseException | str) -> None:
        kind = fault if isinstance(fault, str) else f"{type(fault).__name__}, {_raised_at(fault)}"
        cause = say("Fehler im Programm (anfrage {version}, {kind})", version=__version__, kind=kind)
        super().__init__(cause, _where_to_report())
        self.kind = kind

    def __reduce__(self) -> tuple[type["BugError"], tuple[str, ...]]:
        return type(self), (self.kind,)


def _where_to_report() -> str:
    """Return where to report a bug; the address comes from `[project.urls]` in `pyproject.toml`."""
    from importlib import metadata

    try:
        urls = metadata.metadata("anfrage-parser").get_all("Project-URL") or []
    except metadata.PackageNotFoundError:
        urls = []
    url = next((address for name, _, address in (row.partition(", ") for row in urls) if name == "Issues"), None)
    if url is None:
        return say("bitte mit dieser Zeile im Projekt melden, siehe README")
    return say("bitte mit dieser Zeile melden: {url}", url=url)


def _raised_at(fault: BaseException) -> str:
    """Return where an exception was raised ("label.py:12"); never its message, which may quote a document."""
    where = fault.__traceback__
    while where is not None and where.tb_next is not None:
        where = where.tb_next
    return f"{Path(where.tb_frame.f_code.co_filename).name}:{where.tb_lineno}" if where is not None else "?"


class PluginError(AnfrageError):
    """A plugin raised an unexpected exception; its message is left out, as it may quote a document."""

    code = "plugin"

    def __init__(self, plugin: str, fault: BaseException | str) -> None:
        kind = fault if isinstance(fault, str) else f"{type(fault).__name__}, {_raised_at(fault)}"
        cause = say("Fehler in der Erweiterung {plugin} ({kind})", plugin=plugin, kind=kind)
        super().__init__(cause, say("bitte mit dieser Zeile dort melden, woher die Erweiterung stammt"))
        self.plugin, self.kind = plugin, kind

    def __reduce__(self) -> tuple[type["PluginError"], tuple[str, ...]]:
        return type(self), (self.plugin, self.kind)


class UsageError(AnfrageError):
    """A command or a convention was used in an unsupported way."""

    exit_code = ExitCode.USAGE
    code = "usage"


class UnreadableError(AnfrageError):
    """The input is no readable document: missing, forbidden, a directory, empty, damaged or of an unsupported kind."""

    exit_code = ExitCode.UNREADABLE
    code = "unreadable"
    holds_none = False
    """Whether it is an archive or a mail that was opened and holds no document."""


class NoTextError(AnfrageError):
    """The document has pages but no usable text."""

    exit_code = ExitCode.NO_TEXT
    code = "no-text"


class UnreadableTextError(NoTextError):
    """There is text, but it can't be decoded: fonts without a character mapping, or bytes that are no text."""

    code = "unreadable-text"


_OTHER = {
    "motion": later("das ist keine Anfrage, sondern ein Antrag"),
    "minutes": later("das ist keine Anfrage, sondern eine Niederschrift"),
    "invitation": later("das ist keine Anfrage, sondern eine Einladung"),
    "inquiry": later("das ist eine Anfrage, keine Antwort"),
    "inquiry_with_answer": later("das ist eine Anfrage, keine Antwort"),
    "answer": later("das ist keine Anfrage, sondern eine Antwort oder Stellungnahme"),
    "other": later("das ist keine Anfrage"),
}
"""Document type → message."""


class NotAnInquiryError(AnfrageError):
    """A readable document of another kind; `document_type` names it, and `omitted` says what of it could not be read."""

    exit_code = ExitCode.NOT_AN_INQUIRY
    code = "not-an-inquiry"

    def __init__(self, document_type: str, omitted: str = "") -> None:
        cause = say(_OTHER.get(document_type, _OTHER["other"]))
        step = say("warum, zeigt „anfrage explain DATEI“ (document type: {kind})", kind=document_type)
        super().__init__(say("{cause}, aber: {omitted}", cause=cause, omitted=omitted) if omitted else cause, step)
        self.document_type, self.omitted = document_type, omitted

    def __reduce__(self) -> tuple[type["NotAnInquiryError"], tuple[str, ...]]:
        return type(self), (self.document_type, self.omitted)


class LimitError(AnfrageError):
    """A documented limit was reached."""

    exit_code = ExitCode.LIMIT
    code = "limit"


class EncryptedError(AnfrageError):
    """The document needs a password."""

    exit_code = ExitCode.ENCRYPTED
    code = "encrypted"


class OutputError(AnfrageError):
    """The output can't be written."""

    exit_code = ExitCode.OUTPUT
    code = "output"


def check_choice(option: str, value: str | None, known: Collection[str]) -> None:
    """Raise `UsageError` if an option's value is not one of the known ones; None is allowed."""
    if value not in known:
        cause = say("{option} kennt „{value}“ nicht", option=option, value=str(value))
        raise UsageError(cause, say("möglich sind: {names}", names=", ".join(known)))


def is_full(error: OSError) -> bool:
    """Return whether a write failed because the disk is full, or a quota or file size limit is exceeded."""
    return error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG)


def kinds(base: type[AnfrageError] = AnfrageError) -> dict[str, type[AnfrageError]]:
    """Return all error classes by their code, subclasses included."""
    found = {base.code: base}
    for kind in base.__subclasses__():
        found |= kinds(kind)
    return found


def packed(error: AnfrageError) -> str:
    """Serialise an error to text that can be stored in a file; see `unpacked`."""
    return json.dumps([error.code, parts_of(error.cause), parts_of(error.next_step)])


def unpacked(text: str) -> AnfrageError:
    """Restore an error from `packed`, worded in the current language."""
    code, (cause, values), (step, more) = json.loads(text)
    return kinds()[code](say(cause, **values), say(step, **more))
