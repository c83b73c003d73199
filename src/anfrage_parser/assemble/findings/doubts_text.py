"""Findings about the text: merged questions, foreign lines, truncated beginnings."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from anfrage_parser.assemble.draft import Draft, QuestionDraft
from anfrage_parser.assemble.ledger import Ledger
from anfrage_parser.assemble.prose import begins_as_question, ends_sentence, follows_up, is_topic
from anfrage_parser.assemble.sentences import sentences
from anfrage_parser.assemble.text_width import Measure
from anfrage_parser.assemble.wishes import tells_how_to_answer
from anfrage_parser.findings import finding
from anfrage_parser.model import ITEM, Finding, Piece, Role, Span, Unit
from anfrage_parser.text.markers import find_markers
from anfrage_parser.text.patterns import compiled


class Text(NamedTuple):
    """The lines to check, and the fields they went to."""

    units: Sequence[Unit]
    start: int
    """Index of the first unit of the body."""
    end: int
    """Index of the first unit of the signatures."""
    width: Measure
    ledger: Ledger

    def zone(self, span: Span) -> str:
        """Return the zone of a span: "head", "body" or "end"."""
        index = self._last(span)
        return "head" if index < self.start else "body" if index < self.end else "end"

    def source_slice(self, span: Span) -> str:
        """Return the text as read of a span on one line."""
        index = self._last(span)
        if index < 0 or span.start > (line := self.units[index].line).end:
            return ""
        return line.raw[span.start - line.start : span.end - line.start]

    def _last(self, span: Span) -> int:
        """Return the index of the last unit whose line begins no later than a span."""
        return bisect_right(self.units, span.start, key=lambda unit: unit.line.start) - 1

    def field(self, unit: Unit) -> str:
        """Return the field of a unit's last characters."""
        spans = self.ledger.spans(unit)
        return spans[-1].field if spans else ""


def text_doubts(draft: Draft, text: Text) -> Iterator[Finding]:
    """All findings about blocks, questions and running text."""
    if not draft.questions:
        if not draft.answers_inquiry:
            yield finding("questions-missing")
        return
    if draft.blocks and draft.blocks[0].lead_in is None and draft.preamble and not draft.answers_inquiry:
        yield finding("no-lead-in")
    if all(q.label is None for q in draft.questions) and len(draft.questions) > 1:
        yield finding("unnumbered-questions")
    yield from _left_outside(draft)
    yield from _counting(draft)
    yield from _questions(draft)
    yield from _run_together(draft, text)
    yield from _stray_lines(text)
    yield from _cut(draft)


MOST_TAIL = 300
"""Length of a sentence that continues after sub-questions; a longer one probably contains unrecognised questions."""


_ASKED = compiled(r"\?(?!\w)")
"""A question mark; none within an address of the web."""


def _left_outside(draft: Draft) -> Iterator[Finding]:
    """Numbered text with a question mark in the rationale, or in a tail too long for one sentence."""
    outside = [*draft.preamble, *draft.rationale, *(piece for block in draft.blocks for piece in block.intro)]
    for piece in outside:
        markers = find_markers(piece.text[:60])
        if markers and markers[0][0].family != "bullet" and _ASKED.search(piece.text):
            yield finding("question-outside", piece)
            return
    for index, question in enumerate(draft.questions):
        if question.tail is not None and len(question.tail.text) > MOST_TAIL and "?" in question.tail.text:
            yield finding("question-outside", question.tail, f"questions[{index}].tail")
            return


def _counting(draft: Draft) -> Iterator[Finding]:
    """Numbers that skip, go back or repeat, or don't begin with 1."""
    first = draft.questions[0]
    if first.number is not None and first.number > 1:
        yield finding("number-start", first.label, "questions[0].number", number=first.number)
    if all(before.number is not None and after.number == before.number + 1 for before, after in pairwise(draft.questions)):  # most letters
        return
    counted = [_counted(question) for question in draft.questions]
    for index, (before, after) in enumerate(pairwise(draft.questions), 1):
        known = {counted[index][family] - value: family for family, value in counted[index - 1].items() if family in counted[index]}
        if not known or 1 in known:
            continue
        step = min(known, key=abs)
        code = "number-gap" if step > 1 else "number-order" if before.block == after.block else None
        if code:
            path = f"questions[{index}].{'number' if after.number is not None else 'label'}"
            yield finding(code, after.label, path, before=_shown(before), after=_shown(after))


def _counted(question: QuestionDraft) -> dict[str, int]:
    """Return the value of a question's number by its family; letters may be Roman numerals, too."""
    if question.number is not None:
        return {"number": question.number}
    markers = find_markers(f"{question.label.text} ") if question.label is not None else ()
    return {marker.family: marker.value for marker, _ in markers if not marker.path and marker.value}


def _shown(question: QuestionDraft) -> str:
    """Return a question's number, or its letter without punctuation."""
    label = question.label.text if question.label is not None else ""
    return str(question.number) if question.number is not None else label.strip("(.): ")


LONGEST_QUESTION = 1_500
"""Length of a question without its parts, from which it may include other text."""

LONGEST_STATEMENT = 250
"""Length of statements after the last question mark, from which they may be rationale."""


def _questions(draft: Draft) -> Iterator[Finding]:
    asking = sum(["?" in q.text.text for q in draft.questions])
    for index, question in enumerate(draft.questions):
        text = question.text.text
        heading = not text.endswith("?") and not question.parts and asking * 2 >= len(draft.questions) and is_topic(text)
        heading = heading or _trails_off(text)
        if heading or len(text) > LONGEST_QUESTION or _states(text) > LONGEST_STATEMENT or not (text or question.parts):
            yield finding("question-doubtful", question.text if text else question.label, f"questions[{index}].text")


LONGEST_TRAIL = 40


def _trails_off(text: str) -> bool:
    """Return whether the question mark is followed by a few words without punctuation: a remark from the margin."""
    last = text.rfind("?")
    rest = text[last + 1 :].strip("“”\"' )") if last >= 0 else ""
    return 0 < len(rest) <= LONGEST_TRAIL and not ends_sentence(rest)


def _states(text: str) -> int:
    """Return the length of complete sentences after the last question mark that don't say how to answer; 0 if they are short."""
    last = text.rfind("?")
    rest = text[last + 1 :].strip()
    if last < 0 or len(rest) <= LONGEST_STATEMENT:
        return 0
    return sum(end - start for start, end in sentences(rest) if not tells_how_to_answer(rest[start:end]))


SHORTEST_STRAY, LONGEST_STRAY = 4, 30
"""Length of a line that may be foreign; a shorter one may be the "2" of CO₂."""

SHORT_LINE, MUCH_ROOM = 0.1, 0.4
"""Share of the text width left free by a line before a new paragraph, and by a foreign line."""


def _asks_twice(question: QuestionDraft) -> bool:
    """Return whether a question consists of several."""
    text = question.text.text
    return text.count("?") > 1 and sum("?" in text[a:b] and not follows_up(text[a:b]) for a, b in sentences(text)) > 1


_IN_QUESTION = compiled(r"questions\[[0-9]+\]\.(?:text|parts)")


def _run_together(draft: Draft, text: Text) -> Iterator[Finding]:
    """An unnumbered question on its own line below a complete one, if all others ask only once."""
    for before, unit in pairwise(text.units[text.start : text.end]):
        if ITEM in unit.roles or "?" not in before.text or not before.text.rstrip("“\"') ").endswith("?"):
            continue
        field = text.field(unit)
        if not _IN_QUESTION.match(field) or field != text.field(before):
            continue
        new = unit.text[:1].isupper() and begins_as_question(unit.text) and not follows_up(unit.text)
        if new and (unit.gap or text.width.room(before, unit) > SHORT_LINE):
            if sum(_asks_twice(q) for q in draft.questions) > 1:
                return
            yield finding("questions-run-together", _piece(text, unit), field)


BEGINNINGS = frozenset({ITEM, Role.LEAD_IN, Role.HEADING})


def _stray_lines(text: Text) -> Iterator[Finding]:
    """A short line in the middle of a sentence: maybe a stamp or a remark from the margin."""
    rows = text.units[text.start : text.end]
    for before, unit, after in zip(rows, rows[1:], rows[2:], strict=False):
        if unit.gap or after.gap or not SHORTEST_STRAY <= len(unit.text) <= LONGEST_STRAY:
            continue
        if not (unit.roles.isdisjoint(BEGINNINGS) and after.roles.isdisjoint(BEGINNINGS)):
            continue
        if ends_sentence(before.text) or ends_sentence(unit.text) or unit.torn or after.torn:
            continue
        if text.width.room(unit, after) > MUCH_ROOM and text.width.share(before) > 1 - MUCH_ROOM:
            field = text.field(unit)
            yield finding("line-doubtful", _piece(text, unit), None if field in ("furniture", "label") else field)


def _cut(draft: Draft) -> Iterator[Finding]:
    """Running text that begins in the middle of a sentence."""
    greeted = draft.greeted
    for field, pieces in (("preamble", draft.preamble), ("rationale", draft.rationale)):
        first = pieces[0].text if pieces else ""
        if first[:1].islower() and not (field == "preamble" and greeted):
            yield finding("text-cut", pieces[0], field)


def _piece(text: Text, unit: Unit) -> Piece:
    return Piece(unit.text, tuple(text.ledger.spans(unit)))
