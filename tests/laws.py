"""Laws that hold for every document, checked on samples, on the corpus and on generated texts."""

import re
from collections.abc import Iterator
from typing import Any

from anfrage_parser.assemble.head.askers import groups_in
from anfrage_parser.conventions import Convention
from anfrage_parser.model import Source
from anfrage_parser.parse import Examined
from anfrage_parser.readers.layout import RECOGNISED
from anfrage_parser.record.build import as_dict, to_record
from anfrage_parser.record.evidence import evidence
from anfrage_parser.text.clean import fold, join, squeeze
from anfrage_parser.text.markers import COUNTS_ON
from anfrage_parser.text.superscripts import lowered
from anfrage_parser.text.values import find_line_dates

INVISIBLE = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff")


def solid(source: Source) -> list[int]:
    """Offsets of all characters that are not white space (nor folded to it, nor away)."""
    out: list[int] = []
    for line in source.lines:
        kept = {line.at(i) for i, char in enumerate(line.text) if not char.isspace()}
        out += sorted(kept)
    return out


def check_nothing_lost(seen: Examined) -> None:
    """Every solid character belongs to exactly one place of a record; an answer behind its inquiry has a record of its own, too."""
    owners = [0] * (len(seen.source.text) + 1)
    for draft in seen.drafts:
        own = [0] * (len(seen.source.text) + 1)
        for span in draft.places:
            assert 0 <= span.start < span.end <= len(seen.source.text)
            for offset in range(span.start, span.end):
                own[offset] += 1
        assert max(own) <= 1, "two places overlap"
        again = draft.answers_inquiry and draft is not seen.drafts[0]
        owners = [max(one, other) if again else one + other for one, other in zip(owners, own, strict=True)]
    assert max(owners) <= 1, "two records own a place"
    lost = [o for o in solid(seen.source) if owners[o] != 1]
    assert not lost, f"lost: {[seen.source.text[o : o + 20] for o in lost[:3]]}"


def check_unassigned_listed(seen: Examined) -> None:
    """What no field took is listed, with its line."""
    for draft in seen.drafts:
        listed = {(span.start, span.end) for _, span in draft.unassigned}
        assert listed == {(s.start, s.end) for s in draft.places if s.field == "unassigned"}


def seen_as(source: Source, start: int, end: int) -> Iterator[str]:
    """What rules saw of a stretch of recognised text, line by line: as long as what was read, sign for sign."""
    for line in source.lines:
        if line.start < end and line.end > start:
            assert len(line.text) == len(fold(line.raw)[0])
            yield "".join(char for place, char in enumerate(line.text) if start <= line.at(place) < end)


def without_marks(seen: Examined, start: int, end: int) -> str:
    """A stretch of the text as read, within one line, as it reads without the marks of footnotes in it."""
    line = next((unit.line for unit in seen.units if unit.line.start <= start < unit.line.end and unit.line.marks), None)
    if line is None:
        return fold(seen.source.text[start:end])[0]
    gone = {line.start + place for first, last in line.marks for place in range(first, last)}
    return "".join(line.text[i] for i in range(len(line.text)) if start <= line.at(i) < end and line.at(i) not in gone)


def check_evidence(seen: Examined) -> None:
    """Every value has its places, and the literal slices at them, joined and cleaned, give it."""
    text, recognised = seen.source.text, seen.source.reader.startswith(RECOGNISED)
    for draft in seen.drafts:
        record = as_dict(to_record(draft, seen.source, 1, "general", "test"))
        places = evidence(draft, seen.source)
        for path, value in values(record):
            assert path in places, f"{path} has no evidence"
            spans = places[path]
            if recognised:  # what was put right stands in the copy that rules look at
                literal = join(part for span in spans for part in seen_as(seen.source, span["start"], span["end"]))
            else:
                literal = join(without_marks(seen, span["start"], span["end"]) for span in spans)
            if path.startswith("unassigned"):  # nothing was cleaned there
                literal = text[spans[0]["start"] : spans[0]["end"]]
            assert means(path, literal, value, seen.convention), f"{path}: {literal!r} gives {value!r}"
        for span in (span for spans in places.values() for span in spans):
            assert 0 <= span["start"] < span["end"] <= len(text)
            before = text[: span["start"]]
            assert span["line"] == before.count("\n") + before.count("\f") + 1
            assert span["page"] == before.count("\f") + 1
            assert not text[span["start"] : span["end"]].count("\f")


DAYS, NAMED = (
    ("date", "received", "session_date", "due", "refers_to.date"),
    ("refers_to.parties", "parties", "askers.party", "signatories.party"),
)
OWN = (
    "document_type", "schema_version", "date_basis", "party", "findings", "source", "blocks.number", "unassigned.line",
    "questions.index", "questions.number", "questions.block", "answers.questions",
)  # fmt: skip
"""Keys of a record that are said of the document, not read in it."""


def values(value: Any, path: str = "", kind: str = "") -> Iterator[tuple[str, Any]]:
    """(path, value) of everything in a record that was read in the document."""
    if kind in OWN or value in (None, "", []):
        return
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from values(inner, f"{path}.{name}".lstrip("."), f"{kind}.{name}".lstrip("."))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from values(inner, f"{path}[{index}]", kind)
    else:
        yield (path.removesuffix(".text") if kind == "unassigned.text" else path), value


YEARLESS = re.compile(r"[0-9]{1,2}\.\s?(?:[0-9]{1,2}\.|\w{3,10}\.?)")


def means(path: str, literal: str, value: Any, convention: Convention) -> bool:
    """Whether a literal text gives a value."""
    kind = re.sub(r"\[[0-9]+\]", "", path)
    if kind in DAYS:
        if kind == "session_date" and YEARLESS.fullmatch(literal):  # the year is the letter's, or the next
            return value in [found.value for found in find_line_dates(f"{literal} {value[:4]}")]
        return value in [found.value for found in find_line_dates(literal)]
    if kind == "footnotes.label":  # "¹" is 1
        return str(value) == lowered(literal).rstrip(")")
    if kind == "answers.labels" and literal in COUNTS_ON:  # "Zu Ihrer ersten Frage:"
        return str(value) == str(COUNTS_ON.index(literal) + 1)
    if kind == "public":
        return ("nicht" in literal.casefold() or literal.casefold().startswith("n")) is not value
    if kind in NAMED:
        return value in [found.value for found in groups_in(literal, convention)] or value in literal
    return squeeze("".join(str(value).split())) == squeeze("".join(literal.split()))
