"""`anfrage verify`: parse the document of every record again, and report differences."""

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from anfrage_parser import conventions
from anfrage_parser.batch.inputs import bytes_of, companion_of
from anfrage_parser.batch.model import Input
from anfrage_parser.cli.given import is_folder
from anfrage_parser.cli.intake import Intake
from anfrage_parser.cli.records import Inputs
from anfrage_parser.cli.signals import interruptible
from anfrage_parser.cli.streams import as_ours, complain, note, write
from anfrage_parser.cli.work.verify_report import Result, as_json, as_words, summary
from anfrage_parser.corrections import with_corrections
from anfrage_parser.errors import AnfrageError, ExitCode, UnreadableError, UsageError
from anfrage_parser.messages import counted, records_in, say, spoken
from anfrage_parser.model import Source
from anfrage_parser.parse import parse_source
from anfrage_parser.readers import NAMES, READERS, foreign
from anfrage_parser.readers.kinds import KINDS, MAILS
from anfrage_parser.readers.layout import RECOGNISED
from anfrage_parser.readers.options import OCR
from anfrage_parser.readers.scratch import scratch_folder
from anfrage_parser.record.schema import Inquiry, SourceRecord
from anfrage_parser.verify.compare import Reason, Recorded, as_then, differences, reasons, recorded
from anfrage_parser.verify.find_documents import DocumentFinder

DIFFERENT, GONE = 3, 4

LETTER_BOXES = tuple(KINDS[kind].media_type for kind in MAILS)
"""Media types of mails, whose attachments may need OCR."""


@dataclass(frozen=True, slots=True)
class VerifyArguments:
    """The arguments of the command."""

    roots: Sequence[Path]
    as_json: bool
    differing: bool
    verbose: bool
    convention: str | None
    corrections: Path | None


@dataclass(frozen=True, slots=True)
class Document:
    """A document read again: its current records, with and without corrections."""

    path: str
    now: Sequence[Inquiry]
    plain: Sequence[Inquiry]


class _Kept(Inputs[Recorded]):
    """Records as written, with their source."""

    def made(self, row: Any) -> Recorded:
        return recorded(row)


def verify(names: Sequence[str], arguments: VerifyArguments, intake: Intake) -> int:
    """Verify all records; return the worst exit code: 3 if one differs, 4 if a document is gone, 7 if inputs failed."""
    interruptible()
    kept, codes, counts = _Kept(names, intake), {0}, Counter[str]()
    with scratch_folder() as scratch:
        arguments = arguments if arguments.roots else replace(arguments, roots=_beside(kept.names))
        verifier = Verifier(arguments, intake, scratch)
        for before in kept:
            result = verifier.look(before)
            codes.add(result.code)
            counts[result.state] += 1
            counts["elsewhere"] += result.state == "identical" and result.parser is not None
            if not arguments.differing or result.code:
                write(as_json(result) if arguments.as_json else as_words(result, arguments.verbose))
        for name, error in verifier.finder.unlisted():
            complain(error, name)
            codes.add(ExitCode.SOME_FAILED)
    kept.account()
    if not kept.nothing():
        note(summary(counts))
    return max(*codes, kept.exit_code())


def _beside(names: Sequence[str]) -> list[Path]:
    """Return the folders in which records lie, where their documents are looked for if no --root says otherwise."""
    return list(dict.fromkeys(Path(name) if is_folder(name) else Path(name).parent for name in names if name != "-")) or [Path()]


def _distance(result: Result) -> tuple[int, int]:
    """Sort key: how different a result is from what was recorded."""
    return ("identical", "changed", "failed").index(result.state), len(result.differences)


class Verifier:
    """Compares records with their documents. A document is read once for consecutive records."""

    def __init__(self, arguments: VerifyArguments, intake: Intake, scratch: Path) -> None:
        self.arguments, self.intake = arguments, intake
        self.finder = DocumentFinder(arguments.roots, scratch)
        self.reader, self.ocr = intake.options.reader, intake.options.ocr
        self.own = conventions.load(arguments.convention).name if arguments.convention is not None else None
        self.last: Input | None = None
        self.read: dict[Any, Document | AnfrageError] = {}
        """The last document read, keyed by everything its records depend on."""

    def look(self, before: Recorded) -> Result:
        """Verify a record."""
        item = self.finder.find(before.source)
        if item is None:
            return Result(before.source, "gone", GONE, error=UnreadableError(say("keine Datei mit diesem Namen oder Inhalt gefunden")))
        return self._likest(item, before)

    def _likest(self, item: Input, before: Recorded) -> Result:
        """Recreate the record in every way it may have been made; return the identical result, else the closest."""
        best: Result | None = None
        for language, ocr in itertools.product(before.languages(), self._ways(before.source)):
            with records_in(language):
                result = self._result(item, before, ocr)
            if best is None or _distance(result) < _distance(best):
                best = result
            if not result.code or Reason.CONTENT in result.reasons:
                break
        assert best is not None
        return best

    def _ways(self, source: SourceRecord) -> Sequence[str]:
        """Return the OCR modes that may have been used: a record shows whether text was recognised, not the option; for a mail, neither."""
        if self.ocr != "auto":
            return (self.ocr,)
        if source.media_type in LETTER_BOXES:
            return OCR
        if source.media_type != "application/pdf" and not source.media_type.startswith("image/"):
            return ("auto",)
        return ("auto", "force") if source.reader.startswith(RECOGNISED) else ("off", "auto")

    def _result(self, item: Input, before: Recorded, ocr: str) -> Result:
        source = before.source
        document = self._document(item, before, ocr)
        if isinstance(document, AnfrageError):
            return Result(source, "failed", GONE if isinstance(document, UnreadableError) else DIFFERENT, item.path, error=document)
        if source.part > len(document.now):
            cause = counted(len(document.now), "das Dokument hat nur eine Anfrage", "das Dokument hat nur {count} Anfragen")
            error = UnreadableError(cause)
            return Result(source, "failed", DIFFERENT, item.path, error=error)
        return self._compared(before, document)

    def _compared(self, before: Recorded, document: Document) -> Result:
        source = before.source
        now, plain = (rows[source.part - 1] for rows in (document.now, document.plain))
        parser = (source.parser, now.source.parser) if source.parser != now.source.parser else None
        changed = differences(before, as_then(now, before))
        if not changed:
            return Result(source, "identical", 0, document.path, parser=parser)
        why = reasons(before, now, plain, self.own is not None and source.convention == self.own)
        return Result(source, "changed", DIFFERENT, document.path, why, changed, parser)

    def _document(self, item: Input, before: Recorded, ocr: str) -> Document | AnfrageError:
        source = before.source
        if self.last != item:
            self.last, self.read = item, {}
        key = (source.reader, source.convention, before.with_evidence, spoken().records, ocr)
        if key not in self.read:
            try:
                self.read[key] = self._read(item, source, before.with_evidence, ocr)
            except Exception as error:
                self.read[key] = as_ours(error)
        return self.read[key]

    def _read(self, item: Input, source: SourceRecord, evidence: bool, ocr: str) -> Document:
        self.intake.options = replace(self.intake.options, reader=self._reader_of(source), ocr=ocr)
        read = self.intake.read_loaded(bytes_of(item), item.path, words=evidence)
        plain = self._parsed(read, source.convention, evidence)
        return Document(item.path, with_corrections(plain, read, companion_of(item), self.arguments.corrections), plain)

    def _reader_of(self, source: SourceRecord) -> str:
        """Return the `--reader` value that gave the recorded reader, unless one is given now."""
        if self.reader != "auto":
            return self.reader
        name = source.reader.rpartition("), ")[2]  # "ocr (tesseract 5.3.0), pdfium": some pages were scans
        if name.startswith(RECOGNISED):
            return "auto"
        plugin = name.rpartition(" ")[0]  # "karte 0.1.0"
        fitting = [option for (_, option), reader in READERS.items() if reader.name == name]
        fitting += [plugin] if plugin in foreign.names(NAMES) else []
        if not fitting:
            raise UsageError(say("dieses Programm kennt das Leseprogramm „{reader}“ nicht", reader=source.reader), say("--reader angeben"))
        return fitting[0]

    def _parsed(self, read: Source, convention: str, evidence: bool) -> list[Inquiry]:
        """Parse with the record's convention: chosen by the document's marks if that gives it, else explicitly."""
        if convention == self.own:
            return parse_source(read, self.arguments.convention, evidence)
        try:
            found = parse_source(read, None, evidence)
        except AnfrageError:
            if convention not in conventions.names():
                raise
            return parse_source(read, convention, evidence)
        if found[0].source.convention == convention:
            return found
        if convention not in conventions.names():
            cause = say("dieses Programm kennt die Konvention „{name}“ nicht", name=convention)
            raise UsageError(cause, say("ihre TOML-Datei mit --convention angeben"))
        return parse_source(read, convention, evidence)
