"""Findings about an answer paper: questions without an answer, answers that may hold another question."""

from collections.abc import Iterator

from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.prose import begins_as_question
from anfrage_parser.findings import finding
from anfrage_parser.model import Finding, Piece


def answer_head_doubts(draft: Draft) -> Iterator[Finding]:
    """What the head lacks: an answer needs a reference and a day, be they its own or the inquiry's."""
    if draft.number is None and draft.refers_number is None:
        yield finding("number-missing")
    if draft.refers_several:
        yield finding("inquiries-several", draft.refers_date[1] if draft.refers_date else None)
    if draft.date is None and draft.refers_date is None and draft.session_date is None:
        yield finding("date-missing")


def answer_doubts(draft: Draft) -> Iterator[Finding]:
    """What is not answered, or not for certain."""
    answers = [(f"answers[{index}].text", answer.text) for index, answer in enumerate(draft.answers)]
    answers += [(f"questions[{index}].answer", q.answer) for index, q in enumerate(draft.questions) if q.answer is not None]
    if not answers:
        yield finding("answers-missing")
    together = {index for answer in draft.answers for index in answer.questions}
    for index, question in enumerate(draft.questions):
        if question.answer is None and index not in together and answers:
            yield finding("answer-missing", question.label or question.text, f"questions[{index}].answer")
    yield from _given(draft)
    for path, text in answers:
        if _asks(text):
            yield finding("answer-doubtful", text, path)


def _given(draft: Draft) -> Iterator[Finding]:
    """Answers whose questions nothing names, or that name one which is not there."""
    for index, answer in enumerate(draft.answers):
        if answer.shared:
            yield finding("answer-shared", answer.text, f"answers[{index}].text")
        elif draft.questions and answer.labels and not answer.questions:
            yield finding("answer-doubtful", answer.text, f"answers[{index}].text")


def _asks(text: Piece) -> bool:
    """Return whether a paragraph of an answer is a question: it may be one that was not recognised."""
    return any(part.endswith("?") and begins_as_question(part) for part in text.text.split("\n\n")[1:])
