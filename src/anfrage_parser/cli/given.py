"""Which files the names of a command line stand for, and what of them is no document."""

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
"""What people read of a reason: of one file, of several."""


def given(words: Sequence[str], *, records: bool = False, quiet: bool = False) -> list[str]:
    """The inputs that words stand for; what lies among them and is none is counted on standard error.

    Where there is nothing else it stays, and whoever opens it says what it is. Commands on `records` take those for inputs.
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
    """ "übergangen: 2 Dateien (eine mit Korrekturen, eine von System oder Office)"."""
    reasons = ", ".join(counted(passed[cause], *REASONS[cause]) for cause in PassedOver if passed.get(cause))
    count = sum(passed.values())
    return counted(count, later("übergangen: eine Datei ({reasons})"), later("übergangen: {count} Dateien ({reasons})"), reasons=reasons)


def expand(files: Sequence[str]) -> Iterator[str]:
    """The names as given; a pattern that the shell left alone (Windows) becomes the files that it stands for."""
    for name in files:
        if name != "-" and any(char in name for char in "*?[") and not Path(name).exists():
            import glob

            yield from sorted(glob.glob(name)) or [name]  # noqa: PTH207  the pattern may be absolute
        else:
            yield name


def counts_as_failed(error: AnfrageError, inputs: int, strict: bool = False) -> bool:
    """Whether an input that gave no record has failed: among several, one that is no inquiry has not, unless the run is strict."""
    return inputs == 1 or strict or not isinstance(error, NotAnInquiryError)
