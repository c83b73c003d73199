"""Expand the input names of a command line, and skip what is no document."""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from anfrage_parser.cli.streams import note
from anfrage_parser.corrections.passed_over import PassedOver, reason_for, reason_if_found
from anfrage_parser.errors import AnfrageError, NotAnInquiryError, UnreadableError
from anfrage_parser.messages import plural, say

RECORD = ".json"
"""Suffix of a file with the records of one document, as a batch writes it into a folder."""

REASONS = {
    PassedOver.SYSTEM: plural("1 Datei von System oder Office", "{count} Dateien von System oder Office"),
    PassedOver.HIDDEN: plural("1 versteckte Datei", "{count} versteckte Dateien"),
    PassedOver.CORRECTIONS: plural("1 Datei mit Korrekturen", "{count} Dateien mit Korrekturen"),
    PassedOver.RECORDS: plural("1 Datei mit Datensätzen", "{count} Dateien mit Datensätzen"),
    PassedOver.OURS: plural("1 Datei von anfrage selbst", "{count} Dateien von anfrage selbst"),
    PassedOver.DOCUMENTS: plural("1 Dokument neben Datensätzen", "{count} Dokumente neben Datensätzen"),
    PassedOver.FILTERED: plural("1 Datei wegen --include oder --exclude", "{count} Dateien wegen --include oder --exclude"),
}
"""Reason → phrase for one file and for several."""


class Below(str):
    """The path of a file found below a given folder, which knows its name there."""

    inner: str


class Folder:
    """What is below a folder: its documents, or the files with records; what was passed over, and what can't be listed."""

    def __init__(self) -> None:
        self.names: list[Below] = []
        self.has_records = False
        self.passed = Counter[PassedOver]()
        self.errors: list[tuple[str, AnfrageError]] = []


def below(folder: Path, *, records: bool = False, without: Path | None = None) -> Folder:
    """Return the inputs below a folder, sorted by name; hidden folders hold a batch's own files. The file `without` is no input.

    With `records`, a folder that has files with one document's records (those of a batch) gives these instead of documents: a folder
    with both must not give any inquiry twice.
    """
    from anfrage_parser.batch.folders import files_below  # a single letter needs no part of the batch

    found, kinds = Folder(), dict[str, PassedOver | None]()
    for name, error in files_below(folder, lambda entry: not entry.name.startswith(".")):
        if error is not None:
            found.errors.append((str(folder / name), error))
        elif folder / name != without:
            kinds[name] = reason_if_found(name, str(folder / name))
    found.has_records = any(cause is PassedOver.RECORDS and name.endswith(RECORD) for name, cause in kinds.items())
    for name, cause in sorted(kinds.items()):
        if records and found.has_records:
            taken = name.endswith(RECORD) and cause in (None, PassedOver.RECORDS)
            cause = cause or PassedOver.DOCUMENTS
        else:
            taken = cause is None
        if taken:
            path = Below(folder / name)
            path.inner = name
            found.names.append(path)
        elif cause is not None:
            found.passed[cause] += 1
    return found


def given(words: Sequence[str], *, records: bool = False, quiet: bool = False) -> list[str]:
    """Return the inputs for command line words; files that are no inputs are counted on standard error.

    Patterns are expanded. A folder stands for the documents below it; with `records`, it stays, and record files are inputs, too. If
    there is no other input, a file that is none is kept, so that opening it reports the reason.
    """
    names, passed = list(expand(words)), Counter[PassedOver]()
    kept: list[str] = []
    for name in names:
        if not records and name != "-" and is_folder(name):
            kept += _documents(Path(name), passed)
            continue
        cause = reason_for(name) if name != "-" and len(names) > 1 else None
        if cause is None or (records and cause is PassedOver.RECORDS):
            kept.append(name)
        else:
            passed[cause] += 1
    if passed and kept and not quiet:
        note(passed_over(passed))
    return kept or names


def _documents(folder: Path, passed: Counter[PassedOver]) -> list[str]:
    """Return the documents below a folder, and folders that can't be listed; without any, the folder itself: opening these reports why."""
    found = below(folder)
    if not found.names:
        return [str(folder)]
    passed.update(found.passed)
    return [*found.names, *(name for name, _ in found.errors)]


def without_documents(folder: Path) -> AnfrageError:
    """Return the error for a folder without documents, where documents are needed."""
    found = below(folder, records=True)
    if found.errors:
        return found.errors[0][1]
    if found.has_records:
        cause = say("in dem Ordner stehen Datensätze, hier braucht es die Dokumente selbst")
        return UnreadableError(cause, say("den Ordner der Dokumente angeben; in andere Formate wandelt sie „anfrage export“"))
    return UnreadableError(say("in dem Ordner steht kein Dokument"), say("einen anderen Ordner angeben"))


def is_there(name: str) -> bool:
    """Return whether a word names standard input, a file or a folder."""
    return name == "-" or os.path.exists(name)  # noqa: PTH110


def is_folder(name: str) -> bool:
    """Like `Path.is_dir`, which raises if the parent folder is not accessible, or for names that no file can have."""
    return os.path.isdir(name)  # noqa: PTH112


def passed_over(passed: Mapping[PassedOver, int]) -> str:
    """Return the message "ausgelassen: 1 Datei mit Korrekturen, 2 Dateien von System oder Office"."""
    reasons = ", ".join(say(REASONS[cause], count=passed[cause]) for cause in PassedOver if passed.get(cause))
    return say("ausgelassen: {reasons}", reasons=reasons)


def expand(files: Sequence[str]) -> Iterator[str]:
    """Yield the names; glob patterns that the shell did not expand (Windows) are expanded."""
    for name in files:
        if name != "-" and any(char in name for char in "*?[") and not Path(name).exists():
            import glob

            yield from sorted(glob.glob(name, recursive=True)) or [name]  # noqa: PTH207  the pattern may be absolute
        else:
            yield name


def counts_as_failed(error: AnfrageError, inputs: int, strict: bool = False) -> bool:
    """Return whether an input without a record counts as failed; among several, other documents don't, unless the run is strict."""
    return inputs == 1 or strict or not isinstance(error, NotAnInquiryError)
