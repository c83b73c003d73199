"""Counts prepared for display: rows with names, shares and bar lengths, and notes on the counting."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from anfrage_parser.messages import counted, decimal, say, shown_day
from anfrage_parser.stats.deadline import MEANINGS, Standing, period
from anfrage_parser.stats.matrix import Matrix, matrix
from anfrage_parser.stats.tally import Count, Keys, Tally

ANSWERS = (Standing.ANSWERED_WITHIN, Standing.ANSWERED_AFTER, Standing.ANSWERED)

COLUMNS: tuple[tuple[str, str, tuple[Standing, ...]], ...] = (
    ("running", say("läuft"), (Standing.RUNNING,)),
    ("overdue", say("vorbei"), (Standing.OVERDUE,)),
    ("answered", say("Antwort"), ANSWERS),
    ("later", say("später"), (Standing.LATER,)),
    ("undated", say("ohne Datum"), (Standing.UNDATED,)),
)
"""Columns about deadlines: CSS class, heading, the standings it sums."""


@dataclass(frozen=True, slots=True)
class Row:
    """A group's row."""

    names: tuple[str, ...]
    missing: bool
    """Whether it counts records without the value."""
    inquiries: int
    share: str
    questions: int
    length: float
    """Length of its bar; the longest is 1."""
    standings: tuple[int, ...]
    """Counts for each of the view's columns."""


@dataclass(frozen=True, slots=True)
class View:
    """Everything that is displayed."""

    title: str
    counted: str
    """What is counted, in the plural."""
    headings: tuple[str, ...]
    scale: tuple[tuple[str, int], ...]
    """(key, count) for all years, months or numbers from first to last, including empty ones; empty for other keys."""
    rows: tuple[Row, ...]
    total: Row
    matrix: Matrix | None
    """Two dimensions as rows and columns; displayed in place of `rows`."""
    columns: tuple[tuple[str, str], ...]
    """Class and heading of each column about deadlines."""
    facts: tuple[tuple[str, str], ...]
    """Key figures: (name, number)."""
    legend: tuple[tuple[str, str, int, str], ...]
    """(CSS class, name, count, meaning) of each standing that occurs."""
    notes: tuple[str, ...]


def view(tally: Tally, without_record: int, clean: Callable[[str], str]) -> View:
    """Prepare counts for display; text from documents goes through `clean`."""
    shown = [column for column in COLUMNS if tally.deadline and any(tally.total.standings[s] for s in column[2])]
    most = max((count.inquiries for count in tally.groups.values()), default=0)
    headings = tuple(dimension.heading for dimension in tally.by)

    def row(names: Sequence[str], missing: bool, count: Count) -> Row:
        parts = tuple(sum(count.standings[s] for s in column[2]) for column in shown)
        share = percent(count.inquiries, tally.total.inquiries)
        return Row(tuple(names), missing, count.inquiries, share, count.questions, count.inquiries / most if most else 0.0, parts)

    return View(
        title=say("{counted} nach {what}", counted=counted_kind(tally), what=say(" und ").join(headings)),
        counted=counted_kind(tally),
        headings=headings,
        scale=tuple(_scale(tally)) if tally.by[0].ordered and len(tally.by) == 1 else (),
        rows=tuple(row([clean(name) for name in _names(tally, keys)], None in keys, count) for keys, count in tally.rows()),
        total=row([say("Summe"), *[""] * (len(headings) - 1)], False, tally.total),
        matrix=matrix(tally, clean),
        columns=tuple((name, heading) for name, heading, _ in shown),
        facts=tuple(_facts(tally)),
        legend=tuple(_legend(tally)),
        notes=tuple(_notes(tally, without_record)),
    )


def percent(part: int, whole: int) -> str:
    """Format a percentage: "12,5 %", or "12.5%"."""
    return say("{number} %", number=decimal(100 * part / whole)) if whole else "–"


MOST_STEPS = 600
"""Most steps of a scale: a date misread by centuries must not produce a huge chart."""


def _scale(tally: Tally) -> Iterator[tuple[str, int]]:
    """Yield (step, number of inquiries); nothing if there are too many steps."""
    counts = {str(keys[0]): count.inquiries for keys, count in tally.groups.items() if keys[0] is not None}
    if not counts:
        return
    places = [_place(name) for name in counts]
    if 0 < max(places) - min(places) < MOST_STEPS:
        months = any("-" in name for name in counts)
        for place in range(min(places), max(places) + 1):
            name = f"{place // 12:04}-{place % 12 + 1:02}" if months else str(place)
            yield shown_day(name) if months else name, counts.get(name, counts.get(f"{place:04}", 0))


def _place(name: str) -> int:
    """Return the position of a month, year or number on its scale."""
    first, _, month = name.partition("-")
    return int(first) * 12 + int(month) - 1 if month else int(first)


def _names(tally: Tally, keys: Keys) -> Iterator[str]:
    for dimension, key in zip(tally.by, keys, strict=True):
        yield dimension.shown(key)


def counted_kind(tally: Tally) -> str:
    """Return what is counted, in the plural."""
    return say("Antworten") if tally.answers else say("Anfragen")


def _facts(tally: Tally) -> Iterator[tuple[str, str]]:
    yield counted_kind(tally), number(tally.total.inquiries)
    yield say("Fragen"), number(tally.total.questions)
    if tally.answers:
        return
    median = tally.median()
    if median is not None:
        yield say("Fragen je Anfrage (Median)"), decimal(median) if median % 1 else number(int(median))
        yield say("meiste Fragen"), number(max(tally.sizes))
    yield say("gemeinsame Anfragen"), number(tally.total.joint)


def number(count: int) -> str:
    """Format a number with narrow blanks between thousands.

    >>> number(12345)
    '12\\u202f345'
    """
    return f"{count:,}".replace(",", "\u202f")


def _legend(tally: Tally) -> Iterator[tuple[str, str, int, str]]:
    classes = {standing: name for name, _, standings in COLUMNS for standing in standings}
    for standing, (name, meaning) in MEANINGS.items():
        if tally.total.standings[standing]:
            yield classes[standing], name, tally.total.standings[standing], meaning


def uncounted(tally: Tally) -> Iterator[str]:
    """Yield notes on records that were not counted: those of the other kind, and duplicates."""
    if tally.left_out and tally.answers:
        yield counted(
            tally.left_out,
            "Eine Anfrage ist nicht gezählt, nur Antworten sind es.",
            "{count} Anfragen sind nicht gezählt, nur Antworten sind es.",
        )
    elif tally.left_out:
        yield counted(
            tally.left_out,
            "Eine Antwort ist nicht gezählt; --only answers zählt nur Antworten.",
            "{count} Antworten sind nicht gezählt; --only answers zählt nur Antworten.",
        )
    if tally.again:
        yield counted(
            tally.again,
            "Ein Datensatz ist nicht noch einmal gezählt: dasselbe Dokument ist mehrmals abgelegt.",
            "{count} Datensätze sind nicht noch einmal gezählt: dieselben Dokumente sind mehrmals abgelegt.",
        )


def _notes(tally: Tally, without_record: int) -> Iterator[str]:
    """Yield notes on the counting."""
    if any(dimension.name == "party" for dimension in tally.by) and tally.total.joint and not tally.answers:
        yield say(
            "Gemeinsame Anfragen ({count}) zählen bei jeder ihrer Fraktionen einmal, in der Summe aber nur "
            "einmal; die Fraktionen zusammen ergeben deshalb mehr als die Summe.",
            count=tally.total.joint,
        )
    if tally.deadline:
        deadline = tally.deadline
        yield say(
            "Frist: {period} ab dem Eingang, sonst ab dem Datum der Anfrage; Stichtag {today}. Beantwortet "
            "ist eine Anfrage, die ihre Antwort selbst enthält oder zu der eine Antwort unter den Eingaben "
            "ist.",
            period=period(deadline), today=shown_day(deadline.today),
        )  # fmt: skip
        if deadline.days is None:
            yield say(
                "Feiertage und Wochenenden sind nicht berücksichtigt; mit einem Bundesland schon: {example}", example="--deadline 6w@NW"
            )
    if tally.deadline and len(tally.by) == 2:
        yield say("Mit einer Frist hat jedes Paar eine Zeile; ohne --deadline werden es Zeilen und Spalten.")
    yield from uncounted(tally)
    if without_record:
        yield counted(
            without_record,
            "Ein Dokument ohne Datensatz ist nicht gezählt.",
            "{count} Dokumente ohne Datensatz sind nicht gezählt.",
        )
