"""Expand the input names of a command line, and skip what is no document."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from anfrage_parser.cli.streams import note
from anfrage_parser.corrections.passed_over import PassedOver, reason_for
from anfrage_parser.errors import AnfrageError, NotAnInquiryError
from anfrage_parser.messages import counted, plural, say

REASONS = {
    PassedOver.SYSTEM: plural("1 von System oder Office", "{count} von System oder Office"),
    PassedOver.HIDDEN: plural("1 versteckte", "{count} versteckte"),
    PassedOver.CORRECTIONS: plural("1 mit Korrekturen", "{count} mit Korrekturen"),
    PassedOver.RECORDS: plural("1 mit Datensätzen", "{count} mit Datensätzen"),
    PassedOver.OURS: plural("1 von anfrage selbst geschrieben", "{count} von anfrage selbst geschrieben"),
    PassedOver.FILTERED: plural("1 wegen --include oder --exclude", "{count} wegen --include oder --exclude"),
}
"""Reason → phrase for one file and for several."""


def given(words: Sequence[str], *, records: bool = False, quiet: bool = False) -> list[str]:
    """Return the inputs for command line words; files that are no inputs are counted on standard error.

    If there is no other input, such a file is kept, so that opening it reports the reason. With `records`, record files are inputs.
    """
    names, passed = list(expand(words)), Counter[PassedOver]()
    kept = []
    for name in names:
        cause = reason_for(name) if name != "-" and len(names) > 1 else None
        if cause is None or (records and cause is PassedOver.RECORDS):
            kept.append(name)
        else:
            passed[cause] += 1
    if not kept:
        return names
    if passed and not quiet:
        note(passed_over(passed))
    return kept


def passed_over(passed: Mapping[PassedOver, int]) -> str:
    """Return the message "ausgelassen: 2 Dateien (1 mit Korrekturen, 1 von System oder Office)"."""
    reasons = ", ".join(say(REASONS[cause], count=passed[cause]) for cause in PassedOver if passed.get(cause))
    count = sum(passed.values())
    return counted(count, "ausgelassen: 1 Datei ({reasons})", "ausgelassen: {count} Dateien ({reasons})", reasons=reasons)


def expand(files: Sequence[str]) -> Iterator[str]:
    """Yield the names; glob patterns that the shell did not expand (Windows) are expanded."""
    for name in files:
        if name != "-" and any(char in name for char in "*?[") and not Path(name).exists():
            import glob

            yield from sorted(glob.glob(name)) or [name]  # noqa: PTH207  the pattern may be absolute
        else:
            yield name


def counts_as_failed(error: AnfrageError, inputs: int, strict: bool = False) -> bool:
    """Return whether an input without a record counts as failed; among several, other documents don't, unless the run is strict."""
    return inputs == 1 or strict or not isinstance(error, NotAnInquiryError)
