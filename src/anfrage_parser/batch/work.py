"""The work of a worker: one job after the other, each to bytes ready to be written; no document stops it."""

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from anfrage_parser import readers
from anfrage_parser.batch.inputs import bytes_of, companion_of
from anfrage_parser.batch.model import Job, Outcome, Settings, State
from anfrage_parser.conventions import canonical
from anfrage_parser.corrections import applied, find
from anfrage_parser.errors import AnfrageError, BugError, ExitCode, NotAnInquiryError, NoTextError, UsageError
from anfrage_parser.findings import CODES, finding
from anfrage_parser.messages import SOURCE, forms_in, speak
from anfrage_parser.model import Source
from anfrage_parser.parse import kept, parse_source
from anfrage_parser.readers.layout import RECOGNISED
from anfrage_parser.readers.ocr.recognition import Postponed, engine, postpone
from anfrage_parser.record.build import as_dict, finding_row, with_required
from anfrage_parser.record.json_out import error_record, to_json, to_line
from anfrage_parser.record.provenance import rules
from anfrage_parser.record.schema import FindingRecord, Inquiry
from anfrage_parser.sandbox.limits import allow_time, leave

SINCE = "anfrage-parser 0.1.0+rules."
"""Prefix of the rules in every fingerprint; constant, so that a new version with the same rules re-reads nothing."""


def work(jobs: Sequence[Job], settings: Settings) -> list[Outcome]:
    """Return the outcomes of some jobs, in their order."""
    speak(settings.languages)
    return [_outcome(job, settings) for job in jobs]


def _outcome(job: Job, settings: Settings) -> Outcome:
    """Run a job. If memory runs out, the process exits, since its state can't be trusted."""
    allow_time(settings.timeout * (1 + job.scans))
    digest = fingerprint = ""
    try:
        data = bytes_of(job.input, settings.limit())
        digest = hashlib.sha256(data).hexdigest()
        companion = find(companion_of(job.input), digest, settings.corrections)
        reader = readers.reader_of(data, settings.reader)
        fingerprint = _fingerprint(digest, settings, companion, reader[1])
        if job.known is not None and _is_known(job.known, fingerprint):
            return Outcome(job.number, State.SKIPPED, 0, digest, job.known)
        scanner = readers.scan if job.scans else postpone
        source = readers.read_bytes(data, job.input.name, settings.options(), scanner=scanner, known=reader)
        fingerprint = _with_engine(fingerprint) if _is_scan(source) else fingerprint
        found = parse_source(source, settings.convention, settings.evidence)
        return _parsed(job, settings, kept(applied(found, source, companion), settings.only), digest, fingerprint)
    except UsageError:
        raise
    except Postponed as error:
        return Outcome(job.number, State.FAILED, 0, scans=error.pages)
    except NotAnInquiryError as error:
        outcome = failure(job, settings, error, digest)
        return outcome if settings.strict else replace(outcome, state=State.NOT_INQUIRY, fingerprint=fingerprint)
    except AnfrageError as error:
        return failure(job, settings, error, digest)
    except MemoryError:
        leave()
    except (Exception, SystemExit, KeyboardInterrupt, GeneratorExit) as error:
        return failure(job, settings, BugError(error), digest)


def outcome_of(job: Job, settings: Settings, data: bytes, source: Source, read: Sequence[Inquiry]) -> Outcome:
    """Return the outcome of a document that is read already, with the corrections that it has by now.

    `read` is what the parser read in it, without corrections. `NotAnInquiryError` as in `parse.kept`.
    """
    companion = find(companion_of(job.input), source.sha256, settings.corrections)
    fingerprint = _fingerprint(source.sha256, settings, companion, readers.reader_of(data, settings.reader)[1])
    fingerprint = _with_engine(fingerprint) if _is_scan(source) else fingerprint
    return _parsed(job, settings, kept(applied(read, source, companion), settings.only), source.sha256, fingerprint)


@cache
def _options(settings: Settings) -> bytes:
    """Return the options that affect records, as bytes for the fingerprint."""
    convention = settings.convention
    if convention is not None and convention.endswith(".toml"):
        convention = hashlib.sha256(readers.load(Path(convention))).hexdigest()
    elif convention is not None:
        convention = canonical(convention)
    parts: tuple[object, ...] = (
        f"{SINCE}{rules()}",
        convention,
        settings.reader,
        settings.ocr,
        settings.evidence,
        tuple(settings.required),
        settings.strict,
    )
    parts = (*parts, settings.only) if settings.only is not None else parts
    language = settings.languages.records
    if language == SOURCE:
        return repr(parts).encode()
    said = "\n".join(form for row in CODES.values() for form in forms_in(language, row.sentence))  # only the messages that occur in records
    return repr((*parts, language, hashlib.sha256(said.encode()).hexdigest())).encode()


def _fingerprint(digest: str, settings: Settings, corrections: Path | None, reader: readers.Reader) -> str:
    """Return a fingerprint that changes whenever the record might: content, rules, options, corrections, plugin version."""
    whole = hashlib.sha256(digest.encode() + _options(settings))
    if reader.plugin is not None:
        whole.update(reader.name.encode())
    if corrections is not None:
        whole.update(readers.load(corrections))
    return whole.hexdigest()[:32]


def _with_engine(fingerprint: str) -> str:
    """Return the fingerprint of a document that needs OCR: it changes with the engine, also when one is installed at last."""
    return f"{fingerprint}.{hashlib.sha256(_engine().encode()).hexdigest()[:8]}"


def _is_known(known: str, fingerprint: str) -> bool:
    """Return whether the record that the sink holds is as good as a new one: of a scan, too, if no engine is there now to read it."""
    same = known.partition(".")[0] == fingerprint
    return same and (known == fingerprint or not _engine() or known == _with_engine(fingerprint))


@cache
def _engine() -> str:
    """Return the OCR engine and its version, "" if there is none."""
    try:
        return engine()
    except AnfrageError:
        return ""


def _is_scan(source: Source) -> bool:
    """Return whether text was recognised, or would have been with an engine."""
    parts = (source, *source.enclosed)
    wanted = any(part.unread_pages or part.reader.startswith(RECOGNISED) for part in parts)
    return wanted or any(isinstance(entry.error, NoTextError) for part in parts for entry in part.unread)


def _parsed(job: Job, settings: Settings, found: Sequence[Inquiry], digest: str, fingerprint: str) -> Outcome:
    inquiries = [with_required(inquiry, settings.required) for inquiry in found]
    if job.renamed:
        inquiries[0] = _renamed(inquiries[0])
    bad = ("error", "warning") if settings.strict else ("error",)
    incomplete = any(f.severity in bad for inquiry in inquiries for f in inquiry.findings)
    rows = [as_dict(inquiry, settings.evidence) for inquiry in inquiries]
    payload = to_json(rows[0] if len(rows) == 1 else rows) if settings.indented else b"".join(to_line(row) for row in rows)
    state, code = (State.INCOMPLETE, ExitCode.INCOMPLETE) if incomplete else (State.DONE, 0)
    return Outcome(job.number, state, code, digest, fingerprint, payload, len(rows))


def _renamed(inquiry: Inquiry) -> Inquiry:
    row = FindingRecord.model_validate(finding_row(finding("output-renamed"), None, ()))
    return inquiry.model_copy(update={"findings": [*inquiry.findings, row]})


def failure(job: Job, settings: Settings, error: AnfrageError, digest: str = "") -> Outcome:
    """Return the outcome of a failed job, with its error record."""
    row = error_record(error, job.input.name, **({"sha256": digest} if digest else {}))
    payload = to_json(row) if settings.indented else to_line(row)
    return Outcome(
        job.number, State.FAILED, error.exit_code, digest, "", payload, 0, str(error), error.code,
        error_args=error.__reduce__()[1], message=error.in_record(),
    )  # fmt: skip
