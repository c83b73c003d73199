"""Read questions that are answered in turn: each with what stands below it, sub-questions with answers of their own too."""

from collections.abc import Sequence
from functools import cached_property

from anfrage_parser.assemble.answers.between import answer_begin
from anfrage_parser.assemble.answers.give import Giver
from anfrage_parser.assemble.draft import Draft
from anfrage_parser.assemble.ledger import Ledger
from anfrage_parser.assemble.prose import MOST_HEADING, SHORT_HEADING, ends_as_question, ends_sentence, is_heading
from anfrage_parser.assemble.questions.main_text import MainText
from anfrage_parser.assemble.questions.outline import Node
from anfrage_parser.assemble.text_width import Measure
from anfrage_parser.model import ITEM, TYPE, Piece, Unit

Part = tuple[Node, Sequence[Unit]]
"""A sub-item, and its lines."""


class InTurn(MainText):
    """Builds the text of a paper that prints the answers between its numbered questions."""

    def __init__(self, units: Sequence[Unit], tops: Sequence[Node], width: Measure, ledger: Ledger, draft: Draft) -> None:
        super().__init__(units, tops, width, ledger, draft)
        self.giver = Giver(ledger, draft, self.prose)
        self._answers: list[tuple[int, Piece | None, Sequence[Unit]]] = []
        """(index of a question, label of its part, what is printed below it), given when all questions are known."""

    def build(self) -> None:
        """Fill the draft's preamble, blocks and questions, then give the answers."""
        super().build()
        for index, part, units in self._answers:
            if part is not None:
                self.giver.to_part(index, part, units)
            else:
                self.giver.between(index, units)
        self.giver.share(self.draft.questions)

    def _extent(self, region: Sequence[Unit], node: Node, last: bool) -> int:
        """Return how many units of a region belong to its question and the answer: all but a heading of the next questions."""
        if last or len(region) <= 2:
            return len(region)
        return len(region) - (_names_inquiry(region[-1], region[-2]) or (self.headed and self._is_topic(region[-1], region[-2])))

    @cached_property
    def headed(self) -> bool:
        """Whether a heading stands above the first question, or several do above others."""
        above = [(self.units[at - 1], self.units[at - 2]) for node in self.tops if (at := self.position[node.unit.index]) > 1]
        found = [self._is_topic(unit, before) for unit, before in above]
        return sum(found) > 1 or (bool(found) and self._is_topic(*above[0], first=True) and sum(found[1:]) > 0)

    def _is_topic(self, unit: Unit, before: Unit, first: bool = False) -> bool:
        """Return whether a line over a question is a heading, and nothing of the answer above it: "Personal"."""
        if unit.is_a(ITEM) or len(unit.text) > SHORT_HEADING or any(char.isdigit() for char in unit.text) or not is_heading(unit.text):
            return False
        return first or (ends_sentence(before.text) and not before.text.endswith(":"))

    def _question(self, node: Node, units: Sequence[Unit]) -> None:
        """Add a question, up to where its answer begins; each part up to where its own does."""
        first = self.position[node.unit.index]
        inside = [(child, start) for child in node.flat() if (start := self.position[child.unit.index] - first) < len(units)]
        number = len(self.draft.questions)
        begin = answer_begin(units)
        own, parts = self._parts(units, inside, begin)
        if parts:
            units, begin = own, answer_begin(own)
        self._answers += [(number, None, units[begin:])] if units[begin:] else []
        self._add_question(node, units[:begin], [(child, start) for child, start in inside if start < begin])
        for child, lines in parts:
            stop = answer_begin(lines)
            label = self._add_part(number, child, lines[:stop])
            self._answers += [(number, label, lines[stop:])] if lines[stop:] else []

    def _parts(self, units: Sequence[Unit], nodes: Sequence[tuple[Node, int]], begin: int) -> tuple[Sequence[Unit], list[Part]]:
        """Return what belongs to the question alone, and its parts, where they are answered one by one."""
        starts = [start for _, start in nodes]
        rows = [(node, units[start:end]) for (node, start), end in zip(nodes, [*starts, len(units)][1:], strict=True)]
        if not rows or not (
            _has_headed_answers(units[: starts[0]], rows) or any(s >= begin and _asks(r[1]) for s, r in zip(starts, rows, strict=True))
        ):
            return units, []
        out: list[tuple[Node, list[Unit]]] = []
        for node, lines in rows:
            if out and not (_asks(lines) or _is_headed(lines)):
                out[-1][1].extend(lines)  # a list in an answer
            else:
                out.append((node, list(lines)))
        return units[: starts[0]], list(out)


def _names_inquiry(unit: Unit, before: Unit) -> bool:
    """Return whether a line over a question names the inquiry that it is from, in a joint answer: "Anfrage der CDU-Fraktion vom 2. Mai"."""
    label = unit.label(TYPE, "inquiry")
    return label is not None and len(unit.text) <= 2 * SHORT_HEADING and not ends_sentence(unit.text) and ends_sentence(before.text)


def _has_headed_answers(own: Sequence[Unit], rows: Sequence[Part]) -> bool:
    """Return whether answers stand below the headings of a complete question's parts: "a. bei den städtischen Kitas"."""
    return ends_as_question(own[-1].text) and all(_is_headed(lines) for _, lines in rows)


def _is_headed(units: Sequence[Unit]) -> bool:
    stop = answer_begin(units)
    return units[0].label(ITEM, "bullet") is None and stop < len(units) and stop <= MOST_HEADING and not ends_sentence(units[stop - 1].text)


def _asks(units: Sequence[Unit]) -> bool:
    stop = answer_begin(units)
    return any(ends_as_question(unit.text) for unit in units[: min(stop, MOST_LINES)])


MOST_LINES = 12
"""Lines of a sub-question in which it asks."""
