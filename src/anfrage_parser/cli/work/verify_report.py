"""The report of `anfrage verify` about a record: a line for people, or a JSON object."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from anfrage_parser.cli.display import safe
from anfrage_parser.errors import AnfrageError
from anfrage_parser.messages import counted, say
from anfrage_parser.record.json_out import to_line
from anfrage_parser.record.schema import SourceRecord
from anfrage_parser.verify.compare import ABSENT, Difference, Reason
from anfrage_parser.verify.validate import pointer

FEW = 5
"""Most JSON pointers listed in a line."""

WORDS = {
    Reason.CONTENT: say("der Inhalt der Datei ist ein anderer"),
    Reason.PARSER: say("eine andere Version des Programms"),
    Reason.CORRECTIONS: say("die Korrekturen haben sich geändert"),
    Reason.CONVENTION: say("die Konvention hat sich geändert, oder der Datensatz wurde von Hand geändert"),
    Reason.EDITED: say("der Datensatz wurde von Hand geändert"),
}


@dataclass(frozen=True, slots=True)
class Result:
    """The result for a record: identical, changed, gone, or failed (its document gives no such record any more)."""

    source: SourceRecord
    state: str
    code: int
    path: str | None = None
    reasons: Sequence[Reason] = ()
    differences: Sequence[Difference] = ()
    parser: tuple[str, str] | None = None
    """(recorded, current) parser, if they differ."""
    error: AnfrageError | None = None


def as_json(result: Result) -> bytes:
    """Return one line of JSON."""
    path = result.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace") if result.path is not None else None
    row: dict[str, object] = {"name": result.source.name, "part": result.source.part, "state": result.state, "file": path}
    if result.parser is not None:
        row["parser"] = {"was": result.parser[0], "now": result.parser[1]}
    if result.state == "changed":
        row["reasons"] = [reason.value for reason in result.reasons]
        row["differences"] = [_as_row(difference) for difference in result.differences]
    if result.error is not None:
        row["error"] = {"exit_code": result.code, "code": result.error.code, "message": str(result.error)}
    return to_line(row)


def _as_row(difference: Difference) -> dict[str, object]:
    values = {"was": difference.was, "now": difference.now}
    return {"pointer": pointer(*difference.path), **{name: value for name, value in values.items() if value is not ABSENT}}


def as_words(result: Result, verbose: bool) -> bytes:
    """Return one line for people; with `verbose`, another for every differing value."""
    name = f"{safe(result.source.name)}{f' ({result.source.part})' if result.source.part > 1 else ''}"
    lines = [f"{name}: {_sentence(result)}"]
    if verbose:
        lines += [f"    {_pointer(d)}: {_value(d.was)} → {_value(d.now)}" for d in result.differences]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _sentence(result: Result) -> str:
    if result.state == "identical":
        return say("gleich") if result.parser is None else say("gleich, auch mit {parser}", parser=safe(result.parser[1]))
    if result.state == "gone":
        return say("fehlt: {error}", error=safe(str(result.error)))
    if result.state == "failed":
        return say("nicht mehr lesbar: {error}", error=safe(str(result.error)))
    fields = ", ".join(_pointer(d) for d in result.differences[:FEW])
    more = say(" und {count} weitere", count=len(result.differences) - FEW) if len(result.differences) > FEW else ""
    return say("verändert: {fields}; {why}", fields=f"{fields}{more}", why=", ".join(WORDS[reason] for reason in result.reasons))


def _pointer(difference: Difference) -> str:
    return safe(pointer(*difference.path), limit=100)


def _value(value: object) -> str:
    return "–" if value is ABSENT else safe(json.dumps(value, ensure_ascii=False), limit=160)


def summary(counts: Mapping[str, int]) -> str:
    """Return "12 Datensätze: 10 gleich, 1 verändert, 1 ohne Datei, 0 nicht mehr lesbar"."""
    states = [counts.get(state, 0) for state in ("identical", "changed", "gone", "failed")]
    line = counted(
        sum(states),
        "1 Datensatz: {same} gleich, {changed} verändert, {gone} ohne Datei, {failed} nicht mehr lesbar",
        "{count} Datensätze: {same} gleich, {changed} verändert, {gone} ohne Datei, {failed} nicht mehr lesbar",
        same=states[0],
        changed=states[1],
        gone=states[2],
        failed=states[3],
    )
    elsewhere = counts.get("elsewhere")
    if not elsewhere:
        return line
    return line + counted(
        elsewhere,
        "; einer der gleichen stammt von einer anderen Version des Programms",
        "; {count} der gleichen stammen von einer anderen Version des Programms",
    )
