"""Read an answer paper whose questions have no numbers of their own, or that repeats none."""

from collections.abc import Sequence

from anfrage_parser.assemble.answers.paper import LONGEST_QUESTION
from anfrage_parser.assemble.answers.reply import Reply
from anfrage_parser.assemble.draft import BlockDraft, QuestionDraft
from anfrage_parser.assemble.ledger import part, whole
from anfrage_parser.assemble.prose import ends_as_question, ends_sentence, paragraphs
from anfrage_parser.assemble.questions.main_text import MainText
from anfrage_parser.conventions import Convention
from anfrage_parser.model import HEADING, Unit
from anfrage_parser.text.answer_marks import counted, is_head, mark, mark_of


def read_paper(body: Sequence[Unit], builder: MainText, convention: Convention) -> None:
    """Read an answer paper without numbered questions: what stands above its first mark, then the answers."""
    Repeated(builder).find(body)
    asked = {question.text.spans[0].start for question in builder.draft.questions}
    named = mark_of if not asked else lambda unit: mark(unit.text)
    begins = [at for at, unit in enumerate(body) if named(unit) is not None or is_head(unit) or unit.line.at(unit.start) in asked]
    first = begins[0] if begins else 0
    builder.draft.preamble = builder.prose(body[:first], "preamble")
    Reply(builder, convention, numbered=not begins and _numbers_answers(body)).read(body[first:])


def _numbers_answers(units: Sequence[Unit]) -> bool:
    """Return whether bare numbers count the answers, from 1 on: "1. Im Mai.", "2. Rund 30 Euro."."""
    values = [marker.value for unit in units if (marker := counted(unit)) is not None]
    return len(values) > 1 and values == list(range(1, len(values) + 1))


class Repeated:
    """Finds the questions that a paper repeats without numbers: above or below their marks ("Zu Frage 1:"), or over their answers."""

    def __init__(self, builder: MainText) -> None:
        self.ledger, self.draft, self.width = builder.ledger, builder.draft, builder.width

    def find(self, units: Sequence[Unit]) -> None:
        """Put the questions that stand at the marks into the draft; the reader of the answers finds their wording again."""
        marks = [at for at, unit in enumerate(units) if (named := mark(unit.text)) is not None and named.numbers]
        above = [_question_above(units, at) for at in marks]
        below = [_question_below(units, at) for at in marks]
        found = above if sum(map(bool, above)) >= sum(map(bool, below)) else below
        rows = list(zip(marks, found, strict=True)) if sum(map(bool, found)) * 2 > len(marks) else []
        for at, group in rows:
            if group:
                self._question(units[at], group)
        for group in _asking(paragraphs(units, self.width)) if not marks else []:
            self._question(None, group)

    def _question(self, at: Unit | None, group: Sequence[Unit]) -> None:
        self.draft.blocks = self.draft.blocks or [BlockDraft(1)]
        numbers = mark(at.text) if at is not None else None
        path = f"questions[{len(self.draft.questions)}]"
        text = self.ledger.piece([whole(unit) for unit in group], f"{path}.text", "answer:question")
        question = QuestionDraft(1, text)
        if at is not None and numbers is not None:
            name = numbers.numbers[0]
            question.label = self.ledger.quote([part(at, name.start, name.end)], f"{path}.label", "answer:question")
            question.number = int(name.names[0]) if name.names[0].isdecimal() else None
        self.draft.questions.append(question)


def _asking(groups: Sequence[Sequence[Unit]]) -> list[Sequence[Unit]]:
    """Return the paragraphs that only ask, where something else is said below each."""
    asks = [ends_as_question(group[-1].text) and len(group) <= LONGEST_QUESTION for group in groups]
    found = [group for group, asked in zip(groups, asks, strict=True) if asked]
    return found if found and not asks[-1] else []


def _question_above(units: Sequence[Unit], at: int) -> Sequence[Unit]:
    """Return the paragraph above a mark that asks."""
    start = at
    while (
        start > 0
        and at - start < LONGEST_QUESTION
        and not (start < at and (units[start].gap or _ends_answer(units[start - 1], start < at)))
    ):
        start -= 1
    group = units[start:at]
    return group if group and ends_as_question(group[-1].text) else ()


def _ends_answer(unit: Unit, inside: bool) -> bool:
    return mark(unit.text) is not None or is_head(unit) or HEADING in unit.roles or (inside and ends_sentence(unit.text))


def _question_below(units: Sequence[Unit], at: int) -> Sequence[Unit]:
    """Return the paragraph below a mark that asks."""
    for end in range(at + 1, min(at + 1 + LONGEST_QUESTION, len(units))):
        if end > at + 1 and units[end].gap and not ends_as_question(units[end - 1].text):
            return ()
        if ends_as_question(units[end].text) and (end + 1 == len(units) or units[end + 1].gap or not ends_as_question(units[end + 1].text)):
            return units[at + 1 : end + 1]
    return ()
