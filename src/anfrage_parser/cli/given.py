"""Expand the input names of a command line, and skip what is no document."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from anfrage_parser.cli.streams import note
from anfrage_parser.corrections.passed_over import PassedOver, reason_for
from anfrage_parser.errors import AnfrageError, NotAnInquiryError
from anfrage_parser.messages import counted, later

REASONS = {
    PassedOver.SYSTEM: (later("eine von System oder Office"), later("{count} von System oder Office")),
    PassedOver.HIDDEN: (later("eine verborgene"), later("{count} verborgene")),
    PassedOver.CORRECTIONS: (later("eine mit Korrekturen"), later("{count} mit Korrekturen")),
    PassedOver.RECORDS: (later("eine mit Datensätzen"), later("{count} mit Datensätzen")),
    PassedOver.OURS: (later("eine, die anfrage schrieb"), later("{count}, die anfrage schrieb")),
    PassedOver.FILTERED: (later("eine wegen --include oder --exclude"), later("{count} wegen --include oder --exclude")),
}
"""Reason → phrases for one file and for several."""


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
    """Return the message "übergangen: 2 Dateien (eine mit Korrekturen, eine von System oder Office)"."""
    reasons = ", ".join(counted(passed[cause], *REASONS[cause]) for cause in PassedOver if passed.get(cause))
    count = sum(passed.values())
    return counted(count, later("übergangen: eine Datei ({reasons})"), later("übergangen: {count} Dateien ({reasons})"), reasons=reasons)


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
