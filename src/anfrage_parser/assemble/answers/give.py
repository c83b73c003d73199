"""Give answers to their questions: by printed number, by the question printed above, or to several together."""

from collections.abc import Callable, Sequence

from anfrage_parser.assemble.draft import AnswerDraft, Draft, QuestionDraft
from anfrage_parser.assemble.ledger import Ledger, Slice, cut, joined, part
from anfrage_parser.model import Piece, Unit
from anfrage_parser.text.answer_marks import Number, bare, inline_head, is_head, joint, mark
from anfrage_parser.text.values import roman

JOINT_LINES = 6
"""Most lines of a sentence that says for which questions an answer is."""


class Giver:
    """Keeps which questions the next text answers, and puts it into the draft."""

    def __init__(self, ledger: Ledger, draft: Draft, write: Callable[[Sequence[Unit], str], list[Piece]]) -> None:
        self.ledger, self.draft, self.write = ledger, draft, write
        self.forget()
        self._numbered: dict[str, list[int]] = {}
        """Printed number → indexes of the questions that bear it."""
        self.after = -1
        """Index of the last question that was named."""

    def forget(self) -> None:
        """Know no question that the next text answers."""
        self.targets: list[int] = []
        self.labels: list[Piece] = []
        self.named = self.all = self.given = False

    def waits(self) -> bool:
        """Return whether the next text has a question that it answers."""
        return bool(self.targets) or self.named

    def repeat(self, index: int) -> None:
        """The next text answers a question that is printed above it; several in a row, together."""
        if self.given or self.named or self.all:
            self.forget()
        if index not in self.targets:
            self.targets.append(index)
        self.after = index

    def name_all(self) -> None:
        """The next text answers all questions."""
        self.forget()
        self.targets, self.all = list(range(len(self.draft.questions))), True

    def name(self, unit: Unit, numbers: Sequence[Number]) -> None:
        """The next text answers the questions of these printed numbers."""
        self._name([part(unit, 0)], numbers)

    def _name(self, slices: Sequence[Slice], numbers: Sequence[Number]) -> None:
        self.forget()
        self.named = True
        _, places = joined(slices)
        for number in numbers:
            at = places.slices(number.start, number.end)
            printed = self.ledger.quote(at, "answers", "answer:label")
            self.labels.append(
                Piece(number.names[0], printed.spans)
                if printed.text.islower() and printed.text.isalpha() and number.names[0].isdecimal()
                else printed
            )
        names = [name for number in numbers for name in number.names]
        for index in map(self._question, names):
            if index is not None and index not in self.targets:
                self.targets.append(index)
        if self.after >= 0 and not self.targets and all(map(str.isalpha, names)):
            self.targets = [self.after]  # "Zu a)", of the question above
        self.whole = names[0].isdecimal() or names[0] in self._numbered or self._all_parts(names) or self._in_blocks(names)
        self.after = max(self.targets, default=self.after)

    whole = True
    """Whether the printed numbers begin with that of a whole question: "1", not "1.1", or are those of all of its parts."""

    def _all_parts(self, names: Sequence[str]) -> bool:
        """Return whether these are all parts of one question: "1a und 1b"."""
        labels = [bare(label.text) for at in self.targets for label, _ in self.draft.questions[at].parts]
        parts = [label[-1] if label[-1:].isalpha() else label for label in labels]  # "1.b)" is the part "b"
        return len(self.targets) == 1 and len(parts) > 1 and all(any(name.endswith(part) for name in names) for part in parts)

    def _question(self, name: str) -> int | None:
        """Return the index of the question of a printed number: the next of several that bear it."""
        if not self._numbered:
            for index, question in enumerate(self.draft.questions):
                for known in {bare(question.label.text) if question.label is not None else "", str(question.number)}:
                    self._numbered.setdefault(known, []).append(index)
        found = self._numbered.get(name, [])
        if found:
            return next((i for i in found if i > self.after or self.draft.questions[i].answer is None), found[0])
        if name.isdecimal():
            unnumbered = len(self._numbered.get(str(None), ())) == len(self.draft.questions)
            return int(name) - 1 if unnumbered and 0 < int(name) <= len(self.draft.questions) else None
        if "." in name and name[0].isalpha():
            return self._in_block(*name.split(".", 1))
        stem = name.partition(".")[0] if "." in name else name.rstrip("abcdefghijklmnopqrstuvwxyz")
        return self._question(stem) if stem and stem != name else None

    def _in_blocks(self, names: Sequence[str]) -> bool:
        """Return whether these are numbers of blocks, "II.1", and each is that of a question."""
        return len(self.targets) == len(names) and all("." in name and name[0].isalpha() for name in names)

    def _in_block(self, block: str, number: str) -> int | None:
        """Return the index of the only question of a number in a block: that of "II.1"."""
        place = roman(block.upper()) or ord(block[0]) - ord("a") + 1
        found = [i for i, question in enumerate(self.draft.questions) if (question.block, str(question.number)) == (place, number)]
        return found[0] if len(found) == 1 else None

    def give(self, units: Sequence[Unit]) -> None:
        """Put text into the draft as the answer to the questions known."""
        self._said_together(units)
        one = len(self.targets) == 1 and (not self.named or self.whole)
        path = f"questions[{self.targets[0]}].answer" if one else f"answers[{len(self.draft.answers)}].text"
        pieces = self.write(units, path)
        self.given = True
        if pieces and one:
            question = self.draft.questions[self.targets[0]]
            question.answer = together([*([question.answer] if question.answer is not None else []), *pieces])
        elif pieces:
            self.draft.answers.append(AnswerDraft(list(self.labels), sorted(self.targets), together(pieces)))

    def between(self, index: int, units: Sequence[Unit]) -> None:
        """Give what is printed below a question: to it, or to those that it names."""
        self.forget()
        self.repeat(index)
        self.between_marks(units)

    def between_marks(self, units: Sequence[Unit]) -> None:
        """Give text to the known questions, and from a mark within it on to those that it names."""
        text: list[Unit] = []
        for unit in units:
            found, begin = mark(unit.text), inline_head(unit.text)
            if (found is not None or is_head(unit)) and text:
                self.give(text)
                text = []
            if found is not None:
                self.name(unit, found.numbers)
            end = found.end if found is not None else len(unit.text) if is_head(unit) else begin
            if end:
                self.ledger.piece([part(unit, 0, end)], "label", "answer:mark" if found is not None else "heading:answers")
            text += [unit] if unit.text[end:].strip() else []
        if text:
            self.give(text)

    def to_part(self, index: int, label: Piece, units: Sequence[Unit]) -> None:
        """Give what is printed below a part of a question, to that part alone."""
        self.forget()
        self.targets, self.named, self.whole = [index], True, False
        self.labels.append(_number(label))
        self.between_marks(units)

    def share(self, questions: Sequence[QuestionDraft]) -> None:
        """Give an answer to the questions right above its own, too, where nothing is printed between them."""
        together = {index for answer in self.draft.answers for index in answer.questions}
        above: list[int] = []
        for index, question in enumerate(questions):
            if question.answer is None:
                above = [] if index in together else [*above, index]
                continue
            if above:
                self._share(above, index, question)
            above = []

    def _share(self, above: Sequence[int], index: int, question: QuestionDraft) -> None:
        known = [label for at in (*above, index) if (label := self.draft.questions[at].label) is not None]
        labels = [_number(label) for label in known]
        text, question.answer = question.answer, None
        assert text is not None
        path = f"answers[{len(self.draft.answers)}].text"
        self.ledger.move(text.spans, path, "answer:shared")
        spans = tuple([span._replace(field=path, rule="answer:shared") for span in text.spans])
        self.draft.answers.append(AnswerDraft(labels, [*above, index], Piece(text.text, spans), shared=True))

    def _said_together(self, units: Sequence[Unit]) -> None:
        """Claim the sentence that names several questions at the beginning of an answer; they are the ones it answers."""
        slices = [(unit, *self.ledger.free_range(unit)) for unit in units[:JOINT_LINES]]
        text, places = joined(slices)
        found = joint(text)
        if found is None:
            return
        self._name(slices, found.numbers)
        if text[found.end :].strip() or len(units) > JOINT_LINES:  # something else is said
            said = cut(slices, places[found.end])[0] if found.end < len(text) else slices
            self.ledger.piece(said, "label", "answer:together")


def _number(label: Piece) -> Piece:
    """Return the number of a printed label, and where it stands: "4" of "4.", of "Frage 4:"."""
    bare = label.text.strip(" .:()").rpartition(" ")[2].strip(".:()")
    start = label.spans[0].start + label.text.index(bare) if label.spans else 0
    return Piece(bare, tuple([label.spans[0]._replace(start=start, end=start + len(bare))] if label.spans else ()))


def together(pieces: Sequence[Piece]) -> Piece:
    """Join paragraphs to one value, parted by blank lines."""
    return Piece("\n\n".join(p.text for p in pieces), tuple([s for p in pieces for s in p.spans]))
