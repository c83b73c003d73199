"""Compare a record with a new one made from its document in the same way: what differs, and why."""

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
"""The finding of a batch about a renamed output file: it depends on the run, not the document."""


FOLLOWING = ("findings", "evidence", "party", "date_basis")
"""Keys that may change when another value is corrected."""


class Absent:
    """Marks a missing value."""

    def __repr__(self) -> str:
        return "–"


ABSENT = Absent()


class Reason(StrEnum):
    """Why a record differs, as far as known."""

    CONTENT = "content"
    """The file's content has changed."""
    PARSER = "parser"
    """The record was made by other rules."""
    CORRECTIONS = "corrections"
    """Manual corrections were added, removed or changed."""
    CONVENTION = "convention"
    """A convention from a file, of which the record only has the name; or as EDITED."""
    EDITED = "edited"
    """Content, rules and corrections are the same: the record itself was edited."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A value that differs."""

    path: tuple[str | int, ...]
    was: Any
    now: Any


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record as written, and its source."""

    row: dict[str, Any]
    source: SourceRecord

    @property
    def later(self) -> bool:
        """Return whether a later minor version wrote it, so that some keys can't be recreated."""
        return int(str(self.row["schema_version"]).partition(".")[2]) > int(SCHEMA_VERSION.partition(".")[2])

    @property
    def with_evidence(self) -> bool:
        """Return whether it has evidence."""
        return self.row.get("evidence") is not None

    def findings(self) -> list[dict[str, Any]]:
        """Return its valid findings."""
        rows = self.row.get("findings")
        return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []

    def languages(self) -> Sequence[str]:
        """Return the languages its findings may be in: those of a run with `--lang en` are English."""
        return languages_of((str(row.get("code")), str(row.get("message"))) for row in self.findings()) if self.findings() else (SOURCE,)

    def required(self) -> list[str]:
        """Return the missing fields that the run required by --require: their findings are errors."""
        fields = (row.get("field") for row in self.findings() if row.get("severity") == "error")
        return [name for name in fields if isinstance(name, str) and name in Inquiry.model_fields]

    def renamed(self) -> bool:
        """Return whether it has the finding that its file is named differently than the document."""
        return any(row.get("code") == RENAMED for row in self.findings())


def recorded(row: Any) -> Recorded:
    """Read a record; `UnreadableError` if it is none or lacks its source."""
    given = known(row)
    version = str(given["schema_version"])
    try:
        source = SourceRecord.model_validate(row.get("source"))
        if re.fullmatch(r"1\.[0-9]{1,4}", version) is None:
            raise ValueError(version)
        json.dumps(row, ensure_ascii=False, allow_nan=False).encode("utf-8")  # differences must be printable
    except (ValidationError, ValueError, RecursionError) as error:
        cause = say("der Datensatz nennt sein Dokument nicht")
        raise UnreadableError(cause, say("ihn mit „anfrage validate“ prüfen")) from error
    return Recorded({**given, **row, "schema_version": version}, source)


def as_then(inquiry: Inquiry, before: Recorded) -> dict[str, Any]:
    """Return the record as the original run would write it, regarding its name, evidence and required fields."""
    again = with_required(inquiry, before.required())
    if before.renamed():
        note = FindingRecord.model_validate(finding_row(finding(RENAMED), None, ()))
        again = again.model_copy(update={"findings": [*again.findings, note]})
    row = as_dict(again, before.with_evidence)
    if before.later:
        row["schema_version"] = before.row["schema_version"]
    return {**row, "source": {**row["source"], "name": before.source.name}}


def differences(before: Recorded, now: dict[str, Any]) -> list[Difference]:
    """Return the differences, except for the parser's name, which `reasons` covers."""
    return [d for d in _differing(before.row, now, (), before.later) if d.path != ("source", "parser")]


def _differing(was: Any, now: Any, path: tuple[str | int, ...], later: bool) -> Iterator[Difference]:
    """Yield differing values, recursing while both have the same shape; lists of different length differ as a whole."""
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
    """Return why a record differs from the current one, `now`; `plain` is that without corrections."""
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
    """Return whether corrections are a reason: other ones were applied than now, or only corrected values differ."""
    then, today = _corrections(before.findings()), _corrections(as_dict(now)["findings"])
    if then != today:
        return True
    touched = {d.path for d in differences(before, as_then(now, before))}
    roots = {steps(str(field))[:1] for code, field, _ in then if code == "corrected"}
    return bool(then) and all(path[:1] in roots or path[0] in FOLLOWING for path in touched)


def _corrections(findings: Sequence[dict[str, Any]]) -> list[tuple[Any, Any, Any]]:
    """Return the findings about corrections, for comparison."""
    return [(row.get("code"), row.get("field"), row.get("message")) for row in findings if str(row.get("code")).startswith("correct")]
