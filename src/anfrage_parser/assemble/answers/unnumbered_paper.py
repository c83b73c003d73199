"""Read an answer paper whose questions have no numbers of their own, or that repeats none."""

from collections.abc import Sequence

from anfrage_parser.assemble.answers.asked import LONGEST_QUESTION
from anfrage_parser.assemble.answers.reply import Reply
from anfrage_parser.assemble.draft import BlockDraft, QuestionDraft
from anfrage_parser.assemble.ledger import Slice, part, unit_at, whole
from anfrage_parser.assemble.prose import ends_as_question, ends_sentence, paragraphs
from anfrage_parser.assemble.questions.main_text import MainText
from anfrage_parser.conventions import Convention
from anfrage_parser.model import HEADING, Unit
from anfrage_parser.text.answer_marks import Mark, caption_end, inline_head, is_head, mark, mark_of, numbers_answers


def read_paper(body: Sequence[Unit], builder: MainText, convention: Convention) -> None:
    """Read an answer paper without numbered questions: what stands above its first mark, then the answers."""
    Repeated(builder).find(body)
    asked = {question.text.spans[0].start for question in builder.draft.questions}
    named = mark_of if not asked else lambda unit: mark(unit.text)
    begins = [
        at
        for at, unit in enumerate(body)
        if named(unit) is not None or is_head(unit) or unit.line.at(unit_at(unit, caption_end(unit.text))) in asked
    ]
    first = begins[0] if begins else 0
    builder.draft.preamble = builder.prose(body[:first], "preamble")
    Reply(builder, convention, numbered=not begins and numbers_answers(body)).read(body[first:])


class Repeated:
    """Finds the questions that a paper repeats without numbers: around their marks ("Zu Frage 1:"), or over their answers."""

    def __init__(self, builder: MainText) -> None:
        self.ledger, self.draft, self.width = builder.ledger, builder.draft, builder.width

    def find(self, units: Sequence[Unit]) -> None:
        """Put the questions that stand at the marks into the draft; the reader of the answers finds their wording again."""
        marks = [(at, named) for at, unit in enumerate(units) if (named := mark(unit.text)) is not None and named.numbers]
        places = [[place(units, at, named) for at, named in marks] for place in (_questions_above, _question_below, _question_beside)]
        found = max(places, key=lambda groups: sum(map(bool, groups)), default=[])
        rows = zip(marks, found, strict=True) if sum(map(bool, found)) * 2 > len(marks) else ()
        for (at, named), groups in rows:
            self._questions(units[at], named, groups)
        heads = [at for at, unit in enumerate(units) if is_head(unit) or inline_head(unit.text)] if not marks else []
        above = [group for at in heads if (group := _question_above(units, at))]
        for group in (above if len(above) > 1 else _asking(_parted(paragraphs(units, self.width)))) if not marks else []:
            start = caption_end(group[0].text)
            self.ledger.piece([part(group[0], 0, start)], "label", "answer:caption")
            self._question([part(group[0], start), *(whole(unit) for unit in group[1:])])

    def _questions(self, at: Unit, named: Mark, groups: Sequence[Sequence[Slice]]) -> None:
        """Add the questions of a mark, with the numbers that it names."""
        names = [(number, name) for number in named.numbers for name in number.names]
        for group, (number, name) in zip(groups, names, strict=False):
            question = self._question(group)
            question.number = int(name) if name.isdecimal() else None
            if len(number.names) == 1:  # a range prints no number of its own for each
                path = f"questions[{len(self.draft.questions) - 1}].label"
                question.label = self.ledger.quote([part(at, number.start, number.end)], path, "answer:question")

    def _question(self, group: Sequence[Slice]) -> QuestionDraft:
        self.draft.blocks = self.draft.blocks or [BlockDraft(1)]
        text = self.ledger.piece(group, f"questions[{len(self.draft.questions)}].text", "answer:question")
        self.draft.questions.append(QuestionDraft(1, text))
        return self.draft.questions[-1]


def _parted(groups: Sequence[Sequence[Unit]]) -> list[Sequence[Unit]]:
    """Return the paragraphs with questions apart that stand on lines of their own, between sentences."""
    out: list[Sequence[Unit]] = []
    for group in groups:
        asks = [unit.text.endswith("?") and unit.text[:1].isupper() for unit in group]
        cuts = [
            at
            for at in range(1, len(group))
            if (asks[at] and ends_sentence(group[at - 1].text)) or (asks[at - 1] and group[at].text[:1].isupper())
        ]
        out += [group[start:end] for start, end in zip([0, *cuts], [*cuts, len(group)], strict=True)]
    return out


def _asking(groups: Sequence[Sequence[Unit]]) -> list[Sequence[Unit]]:
    """Return the paragraphs that only ask, where something else is said below each."""
    asks = [ends_as_question(group[-1].text) and len(group) <= LONGEST_QUESTION for group in groups]
    found = [group for group, asked in zip(groups, asks, strict=True) if asked]
    return found if found and not asks[-1] else []


def _questions_above(units: Sequence[Unit], at: int, named: Mark) -> list[Sequence[Slice]]:
    """Return the paragraphs above a mark that ask: one, or as many as it names questions."""
    out: list[Sequence[Slice]] = []
    while len(out) < sum(len(number.names) for number in named.numbers) and (group := _question_above(units, at)):
        out.insert(0, [whole(unit) for unit in group])
        at -= len(group)
    return out


def _question_above(units: Sequence[Unit], at: int) -> Sequence[Unit]:
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


def _question_below(units: Sequence[Unit], at: int, named: Mark) -> list[Sequence[Slice]]:
    """Return the paragraph below a mark that asks."""
    for end in range(at + 1, min(at + 1 + LONGEST_QUESTION, len(units))):
        if end > at + 1 and units[end].gap and not ends_as_question(units[end - 1].text):
            return []
        if ends_as_question(units[end].text) and (end + 1 == len(units) or units[end + 1].gap or not ends_as_question(units[end + 1].text)):
            return [[whole(unit) for unit in units[at + 1 : end + 1]]]
    return []


def _question_beside(units: Sequence[Unit], at: int, named: Mark) -> list[Sequence[Slice]]:
    """Return the question that begins behind a mark, on its line: "Zu 1) Wie alt sind die Stege?"."""
    for end in range(at, min(at + LONGEST_QUESTION, len(units))):
        if (end > at and units[end].gap) or not units[at].text[named.end :].strip():
            return []
        if ends_as_question(units[end].text):
            return [[part(units[at], named.end), *(whole(unit) for unit in units[at + 1 : end + 1])]]
    return []
