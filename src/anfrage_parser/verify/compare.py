"""Whether a record is still what its document gives: the record made again as it was made then, what differs, and why."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from anfrage_parser.corrections.paths import steps
from anfrage_parser.errors import UnreadableError
from anfrage_parser.findings import finding, languages_of
from anfrage_parser.messages import SOURCE, say
from anfrage_parser.record.build import as_dict, finding_row, known, with_required
from anfrage_parser.record.schema import SCHEMA_VERSION, FindingRecord, Inquiry, SourceRecord

RENAMED = "output-renamed"
"""The finding of a batch on a record whose file is called otherwise than its document: it tells of the run."""


FOLLOWING = ("findings", "evidence", "party", "date_basis")
"""Keys that change when another value is corrected."""


class Absent:
    """What stands where nothing does."""

    def __repr__(self) -> str:
        return "–"


ABSENT = Absent()


class Reason(StrEnum):
    """PassedOver a record differs, as far as can be told."""

    CONTENT = "content"
    """The file has other bytes."""
    PARSER = "parser"
    """Other rules made the record."""
    CORRECTIONS = "corrections"
    """Corrections by hand came, went or changed."""
    CONVENTION = "convention"
    """A convention from a file, of which the record has only the name; or as EDITED."""
    EDITED = "edited"
    """Bytes, rules and corrections are the same: somebody changed the record."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that is another one now."""

    path: tuple[str | int, ...]
    was: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record as it was written, and its source."""

    row: dict[str, Any]
    source: SourceRecord

    @property
    def later(self) -> bool:
        """Whether a later minor version wrote it, whose keys we can't derive."""
        return int(str(self.row["schema_version"]).partition(".")[2]) > int(SCHEMA_VERSION.partition(".")[2])

    @property
    def with_evidence(self) -> bool:
        """Whether it says where its values stand."""
        return self.row.get("evidence") is not None

    def findings(self) -> list[dict[str, Any]]:
        """Its findings, as far as they are some."""
        rows = self.row.get("findings")
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    def languages(self) -> Sequence[str]:
        """The languages that its findings may be in: a run with `--lang en` wrote English ones."""
        return languages_of((str(row.get("code")), str(row.get("message"))) for row in self.findings()) if self.findings() else (SOURCE,)

    def required(self) -> list[str]:
        """The fields that the run called for by --require, if they were missing: their findings are errors."""
        fields = (row.get("field") for row in self.findings() if row.get("severity") == "error")
        return [name for name in fields if isinstance(name, str) and name in Inquiry.model_fields]

    def renamed(self) -> bool:
        """Whether a batch noted that its file has another name than the document."""
        return any(row.get("code") == RENAMED for row in self.findings())


def recorded(row: Any) -> Recorded:
    """A record, read; `UnreadableError` where it is none, or doesn't say where it came from."""
    version = str(known(row)["schema_version"])
    try:
        source = SourceRecord.model_validate(row.get("source"))
        if re.fullmatch(r"1\.[0-9]{1,4}", version) is None:
            raise ValueError(version)
        json.dumps(row, ensure_ascii=False, allow_nan=False).encode("utf-8")  # what differs is to be shown
    except (ValidationError, ValueError, RecursionError) as error:
        cause = say("der Datensatz sagt nicht, woraus er entstand")
        raise UnreadableError(cause, say("ihn mit „anfrage validate“ prüfen")) from error
    return Recorded({**row, "schema_version": version}, source)


def as_then(inquiry: Inquiry, before: Recorded) -> dict[str, Any]:
    """The record as a run would write it that is like the one then: by name, evidence, and fields that were called for."""
    again = with_required(inquiry, before.required())
    if before.renamed():
        note = FindingRecord.model_validate(finding_row(finding(RENAMED), None, ()))
        again = again.model_copy(update={"findings": [*again.findings, note]})
    row = as_dict(again, before.with_evidence)
    if before.later:
        row["schema_version"] = before.row["schema_version"]
    return {**row, "source": {**row["source"], "name": before.source.name}}


def differences(before: Recorded, now: dict[str, Any]) -> list[Difference]:
    """What differs; the parser's name is no value of the record, and stands in `reasons`."""
    return [d for d in _differing(before.row, now, (), before.later) if d.path != ("source", "parser")]


def _differing(was: Any, now: Any, path: tuple[str | int, ...], later: bool) -> Iterator[Difference]:
    """Values that are not the same, as deep as both have the same shape; of two lists of different length, the lists."""
    if isinstance(was, dict) and isinstance(now, dict):
        for name in dict.fromkeys([*was, *now]):
            if later and name not in now and path != ("evidence",):
                continue
            yield from _differing(was.get(name, ABSENT), now.get(name, ABSENT), (*path, name), later)
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for at, (one, other) in enumerate(zip(was, now, strict=True)):
            yield from _differing(one, other, (*path, at), later)
    elif was != now or isinstance(was, bool) != isinstance(now, bool):
        yield Difference(path, was, now)


def reasons(before: Recorded, now: Inquiry, plain: Inquiry, own_convention: bool) -> list[Reason]:
    """PassedOver a record differs from what its document gives `now`; `plain` is that without corrections."""
    found = []
    if before.source.sha256 != now.source.sha256:
        found.append(Reason.CONTENT)
    if before.source.parser != now.source.parser:
        found.append(Reason.PARSER)
    explained = bool(found)
    if _by_corrections(before, now, plain):
        found.append(Reason.CORRECTIONS)
        came = not _corrections(before.findings())
        explained = explained or not came or not differences(before, as_then(plain, before))
    return found if explained else [*found, Reason.CONVENTION if own_convention else Reason.EDITED]


def _by_corrections(before: Recorded, now: Inquiry, plain: Inquiry) -> bool:
    """Whether corrections explain something: others were applied than are now, or nothing but corrected values differs."""
    then, today = _corrections(before.findings()), _corrections(as_dict(now)["findings"])
    if then != today:
        return True
    touched = {d.path for d in differences(before, as_then(now, before))}
    roots = {steps(str(field))[:1] for code, field, _ in then if code == "corrected"}
    return bool(then) and all(path[:1] in roots or path[0] in FOLLOWING for path in touched)


def _corrections(findings: Sequence[dict[str, Any]]) -> list[tuple[Any, Any, Any]]:
    """What findings say of corrections."""
    return [(row.get("code"), row.get("field"), row.get("message")) for row in findings if str(row.get("code")).startswith("correct")]
