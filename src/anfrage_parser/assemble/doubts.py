"""The findings of one inquiry: what is missing where it is wanted, and what is in doubt."""

from collections.abc import Iterator

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.findings import finding
from anfrage_parser.markers import find_markers
from anfrage_parser.model import Finding


def doubts(draft: Draft) -> list[Finding]:
    """All findings of a draft, in the order of the record's fields."""
    return [*_head(draft), *_session(draft), *_questions(draft)]


def _head(draft: Draft) -> Iterator[Finding]:
    if draft.number is None:
        yield finding("number-missing")
    if draft.date is None:
        yield finding("date-missing")
    elif draft.date_basis == "received":
        yield finding("date-from-receipt", draft.date[1])
    if not draft.parties:
        yield finding("party-missing")
    elif draft.parties_from != "head":
        yield finding(f"party-from-{draft.parties_from}", draft.parties[0][1])
    if draft.title is None:
        yield finding("title-missing")


def _session(draft: Draft) -> Iterator[Finding]:
    if draft.session_date is None and draft.session_announced is not None:
        yield finding("session-date-missing", draft.session_announced)
    if draft.agenda_item is None and draft.agenda_announced is not None:
        yield finding("agenda-item-missing", draft.agenda_announced)


MOST_TAIL = 300
"""Characters of a sentence that goes on after sub-questions; more is likely to hold questions that were not told apart."""


def _left_outside(draft: Draft) -> Iterator[Finding]:
    """Numbered text with a question mark that ended up among the reasons, or in a tail too long for one sentence."""
    outside = [*draft.preamble, *draft.rationale, *(piece for block in draft.blocks for piece in block.intro)]
    for piece in outside:
        markers = find_markers(piece.text[:60])
        if markers and markers[0][0].family != "bullet" and "?" in piece.text:
            yield finding("question-outside", piece)
            return
    for index, question in enumerate(draft.questions):
        if question.tail is not None and len(question.tail.text) > MOST_TAIL and "?" in question.tail.text:
            yield finding("question-outside", question.tail, f"questions[{index}].tail")
            return


def _questions(draft: Draft) -> Iterator[Finding]:
    if not draft.questions:
        yield finding("questions-missing")
        return
    if draft.blocks and draft.blocks[0].lead_in is None and draft.preamble:
        yield finding("no-lead-in")
    if all(q.label is None for q in draft.questions) and len(draft.questions) > 1:
        yield finding("unnumbered-questions")
    yield from _left_outside(draft)
    for index, (before, after) in enumerate(zip(draft.questions, draft.questions[1:], strict=False), 1):
        if before.number is not None and after.number is not None and after.number > before.number + 1:
            yield finding("number-gap", after.label, f"questions[{index}].number", before=before.number, after=after.number)
