"""Locate matches in an inquiry: title, preamble, rationale, and each question."""

import bisect
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

WINDOW = 170
"""Approximate length of a snippet in characters."""

LEAD = 50
"""Characters before the first matching word."""

Piece = tuple[str, bool]
"""(text, whether it matches)."""


@dataclass(frozen=True, slots=True)
class MatchedValue:
    """A value of a record that a query can match."""

    field: str
    """Its field path in the record."""
    kind: str
    """number, title, preamble, block, question, answer, footnote, rationale."""
    label: str | None = None
    """The printed number of a question, or mark of a footnote."""
    index: int | None = None
    """The index of a question or footnote (1 … n over the inquiry), or the number of a block."""


@dataclass(frozen=True, slots=True)
class Match:
    """A matched value with a snippet around the matching words."""

    place: MatchedValue
    snippet: tuple[Piece, ...]
    count: int
    """Number of matching words or phrases in the whole value."""


def of_number(number: str) -> Match:
    """Return the match of an inquiry's whole number."""
    return Match(MatchedValue("number", "number"), snippet(number, [(0, len(number))]), 1)


def title_of(record: dict[str, Any]) -> list[tuple[MatchedValue, str]]:
    """Return the values that column `title` consists of."""
    return [(MatchedValue("title", "title"), record["title"] or "")]


def preamble_of(record: dict[str, Any]) -> list[tuple[MatchedValue, str]]:
    """Return the values that column `preamble` consists of: the preamble, then the headings and texts of blocks, then the footnotes."""
    found = [(MatchedValue("preamble", "preamble"), record["preamble"])] if record["preamble"] is not None else []
    for number, block in enumerate(record["blocks"]):
        for key in ("heading", "intro"):
            if block[key] is not None:
                found.append((MatchedValue(f"blocks[{number}].{key}", "block", index=number + 1), block[key]))
    for number, note in enumerate(record.get("footnotes") or ()):
        found.append((MatchedValue(f"footnotes[{number}].text", "footnote", note["label"], number + 1), note["text"]))
    return found


def questions_of(record: dict[str, Any]) -> list[tuple[MatchedValue, str]]:
    """Return the values that column `questions` consists of; a question with its parts and tail is one, its answer another."""
    found = []
    for number, question in enumerate(record["questions"]):
        place = MatchedValue(f"questions[{number}]", "question", question["label"], number + 1)
        texts = [question["text"], *(part["text"] for part in question["parts"]), question["tail"]]
        found += [(place, text) for text in texts if text is not None]
        if question["answer"] is not None:
            found.append((MatchedValue(f"questions[{number}].answer", "answer", question["label"], number + 1), question["answer"]))
    for number, answer in enumerate(record.get("answers") or ()):
        first = answer["questions"][0] if answer["questions"] else None
        found.append((MatchedValue(f"answers[{number}].text", "answer", ", ".join(answer["labels"]) or None, first), answer["text"]))
    return found


def rationale_of(record: dict[str, Any]) -> list[tuple[MatchedValue, str]]:
    """Return the values that column `rationale` consists of."""
    return [(MatchedValue("rationale", "rationale"), record["rationale"] or "")]


Column = tuple[str, Callable[[dict[str, Any]], list[tuple[MatchedValue, str]]], str]
Columns = tuple[Column, ...]

COLUMNS: Columns = (
    ("title", title_of, ""),
    ("preamble", preamble_of, "\n\n"),
    ("questions", questions_of, " "),
    ("rationale", rationale_of, ""),
)
"""(column of `texts`, function that returns its values, separator between them)."""


def columns_of(within: str | None) -> Columns:
    """Return the columns; within "question" or "answer", that of questions has only values of this kind."""
    if within is None:
        return COLUMNS

    def narrowed(record: dict[str, Any]) -> list[tuple[MatchedValue, str]]:
        return [(place, text) for place, text in questions_of(record) if place.kind == within]

    return tuple((name, narrowed if name == "questions" else pieces, between) for name, pieces, between in COLUMNS)


def matches(text: str, marks: Sequence[tuple[int, int]], pieces: Sequence[tuple[MatchedValue, str]], between: str) -> Iterator[Match]:
    """Yield the matches of a column from its marks; a mark across two values is split between them."""
    starts = [mark[0] for mark in marks]
    for place, begin, end in _ranges(text, pieces, between):
        first = max(bisect.bisect_left(starts, begin) - 1, 0)
        inside = []
        for left, right in marks[first : bisect.bisect_left(starts, end)]:
            if right > begin:
                inside.append((max(left, begin) - begin, min(right, end) - begin))
        if inside:
            yield Match(place, snippet(text[begin:end], inside), len(inside))


def _ranges(text: str, pieces: Sequence[tuple[MatchedValue, str]], between: str) -> Iterator[tuple[MatchedValue, int, int]]:
    """Yield each value with its [start, end) in the column; older databases lack some values."""
    at = 0
    open_place: tuple[MatchedValue, int, int] | None = None
    for place, piece in pieces:
        if not text.startswith(piece, at):
            break
        end = at + len(piece)
        if open_place and open_place[0] == place:
            open_place = (place, open_place[1], end)
        else:
            if open_place:
                yield open_place
            open_place = (place, at, end)
        at = end + len(between)
    if open_place:
        yield open_place


def snippet(text: str, marks: Sequence[tuple[int, int]]) -> tuple[Piece, ...]:
    """Return the first window with the most matches, cut between words, white space folded, "…" at the cuts."""
    marks = [mark for mark in marks if not text[mark[0] : mark[1]].isspace()] or marks
    begin, end = _window(text, marks)
    pieces: list[Piece] = [("…", False)] if begin else []
    at = begin
    for left, right in marks:
        if left < begin or at >= end:
            continue
        if left >= end:
            break
        pieces += [(text[at:left], False), (text[left : min(right, end)], True)]
        at = min(right, end)
    pieces.append((text[at:end], False))
    if end < len(text):
        pieces.append(("…", False))
    return _folded(pieces)


def _window(text: str, marks: Sequence[tuple[int, int]]) -> tuple[int, int]:
    starts = [left for left, _ in marks]
    best = max(range(len(marks)), key=lambda n: (bisect.bisect_right(starts, starts[n] + WINDOW - LEAD) - n, -n))
    if len(text) <= WINDOW:
        return 0, len(text)
    begin = max(starts[best] - LEAD, 0)
    end = min(begin + WINDOW, len(text))
    begin = max(min(begin, end - WINDOW), 0)
    if begin and (blank := re.search(r"\s", text[begin : begin + 20])) and begin + blank.end() <= starts[best]:
        begin += blank.end()
    if end < len(text) and (tail := text[end - 20 : end].rfind(" ")) > 0 and end - 20 + tail > starts[best]:
        end += tail - 20
    return begin, end


def _folded(pieces: Sequence[Piece]) -> tuple[Piece, ...]:
    """Collapse white space to single blanks, none at the ends."""
    out: list[Piece] = []
    blank = True  # whether the output so far ends in a blank
    for text, marked in pieces:
        words = re.sub(r"\s+", " ", text)
        if blank and words.startswith(" "):
            words = words[1:]
        if words:
            out.append((words, marked))
            blank = words.endswith(" ")
    if out and out[-1][0].endswith(" "):
        out[-1] = (out[-1][0][:-1], out[-1][1])
    return tuple(piece for piece in out if piece[0])
