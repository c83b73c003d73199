"""The summary of a batch run: what became of every file, as lines for people and as JSON."""

from collections.abc import Iterator
from typing import Any

from anfrage_parser._version import __version__
from anfrage_parser.batch.model import State
from anfrage_parser.batch.run import FEW, Tally
from anfrage_parser.cli.display import safe
from anfrage_parser.cli.given import passed_over
from anfrage_parser.cli.work.progress import STATES
from anfrage_parser.messages import counted, decimal, plural, say

KINDS = {
    "motion": plural("1 Antrag", "{count} Anträge"),
    "minutes": plural("1 Niederschrift", "{count} Niederschriften"),
    "invitation": plural("1 Einladung", "{count} Einladungen"),
    "other": plural("1 anderes Dokument", "{count} andere Dokumente"),
}
"""Document type → phrase for one and several documents that are no inquiries."""


def summary(tally: Tally, seconds: float) -> str:
    """Return the line "12 gefunden = 10 fertig + 1 unvollständig + 1 fehlgeschlagen; 14 Datensätze in 0,8 s geschrieben"."""
    parts = [f"{count} {say(STATES[state])}" for state, count in tally.states.items() if count]
    if tally.open() > 0:
        parts.append(say("{count} noch offen", count=tally.open()))
    return say(
        "{found} gefunden = {parts}; {records} in {seconds} s geschrieben",
        found=tally.found,
        parts=" + ".join(parts) or "0",
        records=counted(tally.records, "1 Datensatz", "{count} Datensätze"),
        seconds=decimal(seconds),
    )


def details(tally: Tally, output: str, prune: bool) -> Iterator[str]:
    """Yield the lines below the sum: other documents, passed over, renamed, copied and vanished ones."""
    kinds = ", ".join(say(KINDS[kind], count=tally.kinds[kind]) for kind in KINDS if tally.kinds[kind])
    if kinds:
        yield say("keine Anfrage: {kinds}", kinds=kinds)
    if tally.passed:
        yield passed_over(tally.passed)
    for name in tally.orphans:
        step = say("sie wie das Dokument nennen und .anfrage.toml anhängen")
        yield say("Korrekturen ohne ihr Dokument: {name}; {step}", name=safe(name), step=step)
    if tally.renamed:
        yield counted(
            tally.renamed,
            "umbenannt: 1 Datei, ihr Datensatz heißt jetzt wie sie",
            "umbenannt: {count} Dateien, ihre Datensätze heißen jetzt wie sie",
        )
    if tally.linked is not None and tally.linked.answered:
        total = counted(
            tally.linked.inquiries,
            "1 Anfrage im Archiv, {answered} mit Antwort",
            "{count} Anfragen im Archiv, {answered} mit Antwort",
            answered=tally.linked.answered,
        )
        step = say("welche keine hat, zeigt „anfrage link {output}“", output=safe(output))
        yield f"{total}; {step}"
    if tally.copies:
        yield _copies(tally)
    if tally.vanished:
        yield from _vanished(tally, output, prune)


def _copies(tally: Tally) -> str:
    pairs = (say("{name} wie {other}", name=safe(key, 100), other=safe(other, 100)) for key, other in tally.copy_keys[:FEW])
    more = tally.copies - FEW
    names = ", ".join(pairs) + (say(" und {count} weitere", count=more) if more > 0 else "")
    return counted(
        tally.copies,
        "1 Anfrage fragt fast dasselbe wie eine andere: {names}",
        "{count} Anfragen fragen fast dasselbe wie eine andere: {names}",
        names=names,
    )


def _vanished(tally: Tally, output: str, prune: bool) -> Iterator[str]:
    more = tally.vanished - len(tally.vanished_keys)
    names = ", ".join(safe(key, 100) for key in tally.vanished_keys) + (say(" und {count} weitere", count=more) if more else "")
    yield say("nicht mehr da: {count} ({names})", count=tally.vanished, names=names)
    if tally.pruned:
        yield say("aus {output} entfernt: {count}", output=safe(output), count=tally.pruned)
    elif prune and tally.refusal is None:
        yield say("nichts wurde entfernt; --prune --apply entfernt sie aus {output}", output=safe(output))
    elif not prune:
        yield say("sie stehen noch in {output}; --prune zeigt, was sich entfernen lässt", output=safe(output))


def totals(tally: Tally, seconds: float) -> dict[str, Any]:
    """The numbers of a run, as far as it came."""
    return {
        "seconds": round(seconds, 3),
        "found": tally.found,
        "states": {state.value: count for state, count in tally.states.items()},
        "records": tally.records,
        "passed_over": {cause.value: count for cause, count in sorted(tally.passed.items())},
        "renamed": tally.renamed,
        "vanished": tally.vanished,
        "pruned": tally.pruned,
        "linked": tally.linked._asdict() if tally.linked is not None else None,
        "near_copies": tally.copies,
    }


def report(tally: Tally, output: str, seconds: float) -> dict[str, Any]:
    """Return the summary of a run as a JSON object."""
    return {
        "parser": f"anfrage-parser {__version__}",
        "output": safe(output),
        **totals(tally, seconds),
        "exit_code": tally.exit_code(),
        "failed": [
            {"name": job.input.name, "exit_code": outcome.code, "code": outcome.error, "message": outcome.message}
            for job, outcome in tally.failed or ()
            if outcome.state is State.FAILED
        ],
        "copies": [{"name": key, "of": other} for key, other in tally.copy_keys],
        "not_inquiry": [
            {"name": job.input.name, "document_type": outcome.kind or None}
            for job, outcome in tally.failed or ()
            if outcome.state is State.NOT_INQUIRY
        ],
    }
