"""Evidence: where each value of a record is printed, as spans of the text as read and boxes on the page."""

import bisect
import math
from collections.abc import Iterator, Sequence
from typing import Any

from anfrage_parser import fields
from anfrage_parser.assemble.draft import BlockDraft, Draft, Person, QuestionDraft
from anfrage_parser.findings import finding
from anfrage_parser.model import Box, Finding, Line, Piece, Source, Span

HEAD = tuple(field.key for field in fields.HEAD if field.shape != "groups")
"""Head fields with one value, in the order of the record."""


def evidence(draft: Draft, source: Source) -> dict[str, list[dict[str, Any]]]:
    """Return field path → evidence rows of every value of a draft; one row per line of the value."""
    places = SpanLocator(source)
    rows = {path: places.rows(spans) for path, spans in _spans(draft)}
    return {path: found for path, found in rows.items() if found}


def doubts(draft: Draft, source: Source) -> Iterator[Finding]:
    """Yield a finding for each value with a word that OCR was not sure about, at the first such word."""
    words = [(line.start + start, line.start + end) for line in source.lines for start, end in line.doubts]
    if not words:
        return
    ends = [end for _, end in words]
    for path, spans in _spans(draft):
        if path.startswith("unassigned"):
            continue
        for span in spans:
            index = bisect.bisect_right(ends, span.start)
            if index < len(words) and words[index][0] < span.end:
                yield finding("recognition-doubtful", Piece("", (Span(*words[index], path),)), path)
                break


def _spans(draft: Draft) -> Iterator[tuple[str, Sequence[Span]]]:
    """Yield (field path, spans) of each value."""
    for name in HEAD:
        value = getattr(draft, name)  # a piece, or a pair (meaning, piece)
        yield name, _of(value if value is None or isinstance(value, Piece) else value[1])
    yield from ((f"parties[{index}]", piece.spans) for index, (_, piece) in enumerate(draft.parties))
    for index, person in enumerate(draft.askers):
        yield from _person(f"askers[{index}]", person)
    if draft.document_type == "answer":
        yield from _reference(draft)
    yield from _body(draft)
    for index, person in enumerate(draft.signatories):
        yield from _person(f"signatories[{index}]", person)
    yield from ((f"unassigned[{index}]", (span,)) for index, (_, span) in enumerate(draft.unassigned))


def _reference(draft: Draft) -> Iterator[tuple[str, Sequence[Span]]]:
    """What the inquiry is called that an answer is about; its groups and subject are the answer's, printed once."""
    yield "refers_to.number", _of(draft.refers_number)
    yield "refers_to.date", _of(draft.refers_date[1] if draft.refers_date else None)
    yield from ((f"refers_to.parties[{index}]", piece.spans) for index, (_, piece) in enumerate(draft.parties))
    yield "refers_to.title", _of(draft.title)


def _body(draft: Draft) -> Iterator[tuple[str, Sequence[Span]]]:
    yield "preamble", _all(draft.preamble)
    for index, block in enumerate(draft.blocks):
        yield from _block(f"blocks[{index}]", block)
    for index, question in enumerate(draft.questions):
        yield from _question(f"questions[{index}]", question)
    for index, answer in enumerate(draft.answers):
        yield from ((f"answers[{index}].labels[{at}]", label.spans) for at, label in enumerate(answer.labels))
        yield f"answers[{index}].text", answer.text.spans
    for index, (label, words) in enumerate(draft.footnotes):
        yield f"footnotes[{index}].label", label.spans
        yield f"footnotes[{index}].text", words.spans
    yield "rationale", _all(draft.rationale)


def _of(piece: Piece | None) -> Sequence[Span]:
    return piece.spans if piece is not None else ()


def _all(pieces: Sequence[Piece]) -> Sequence[Span]:
    return [span for piece in pieces for span in piece.spans]


def _person(path: str, person: Person) -> Iterator[tuple[str, Sequence[Span]]]:
    yield f"{path}.name", person.name.spans
    yield f"{path}.role", _of(person.role)
    yield f"{path}.party", _of(person.party_at)


def _block(path: str, block: BlockDraft) -> Iterator[tuple[str, Sequence[Span]]]:
    yield f"{path}.heading", _of(block.heading)
    yield f"{path}.intro", _all(block.intro)
    yield f"{path}.lead_in", _of(block.lead_in)


def _question(path: str, question: QuestionDraft) -> Iterator[tuple[str, Sequence[Span]]]:
    yield f"{path}.label", _of(question.label)
    yield f"{path}.text", question.text.spans
    for index, (label, words) in enumerate(question.parts):
        yield f"{path}.parts[{index}].label", label.spans
        yield f"{path}.parts[{index}].text", words.spans
    yield f"{path}.tail", _of(question.tail)
    yield f"{path}.answer", _of(question.answer)


class SpanLocator:
    """Finds the lines that spans lie on."""

    def __init__(self, source: Source) -> None:
        self.lines = source.lines
        self.starts = [line.start for line in source.lines]

    def rows(self, spans: Sequence[Span]) -> list[dict[str, Any]]:
        """Return one evidence row (JSON object) for each span."""
        return [self._row(span) for span in spans]

    def _row(self, span: Span) -> dict[str, Any]:
        line = self.line(span.start)
        return {
            "start": span.start,
            "end": span.end,
            "line": line.number,
            "page": line.page,
            "bbox": _outward(line.box(span.start, span.end)),
            "rule": span.rule,
        }

    def line(self, offset: int) -> Line:
        """Return the line that contains an offset into the text as read."""
        return self.lines[bisect.bisect_right(self.starts, offset) - 1]


def _outward(box: Box | None) -> tuple[float, ...] | None:
    """Round a box outwards to hundredths of a point."""
    if box is None:
        return None
    x0, top, x1, bottom = box
    return (math.floor(x0 * 100) / 100, math.floor(top * 100) / 100, math.ceil(x1 * 100) / 100, math.ceil(bottom * 100) / 100)
