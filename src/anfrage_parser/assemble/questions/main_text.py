"""Build the main text: preamble, blocks, questions, rationale."""

from collections.abc import Sequence

from anfrage_parser.assemble.draft import BlockDraft, Draft, QuestionDraft
from anfrage_parser.assemble.ledger import Ledger, part, whole
from anfrage_parser.assemble.prose import (
    SHORT_HEADING,
    breaks_before,
    ends_as_question,
    ends_open,
    ends_sentence,
    follows_up,
    is_heading,
    paragraphs,
)
from anfrage_parser.assemble.questions.announce import announcement
from anfrage_parser.assemble.questions.outline import Node
from anfrage_parser.assemble.text_width import Measure
from anfrage_parser.assemble.wishes import tells_how_to_answer, wishes
from anfrage_parser.model import CLOSING, FURNITURE, HEADING, Piece, Role, Unit
from anfrage_parser.text.clean import join

ARABIC = frozenset({"1.", "1)", "(1)", "1/", "1:", "frage"})
"""Marker families whose value is the question's number."""

EARLY_END = 0.25
"""Share of the text width left free by a part's last line, from which the next line isn't part of it."""

LONG_INTRO = 250
"""Length from which a statement between two complete questions introduces the next one."""


FORMULAS = ((Role.SALUTATION, "salutation"), (CLOSING, "closing"), (Role.AGENDA, "agenda-formula"))
"""(role, rule if the label has none) of units that are no text."""


class MainText:
    """Builds the text of an inquiry with numbered questions."""

    def __init__(self, units: Sequence[Unit], tops: Sequence[Node], width: Measure, ledger: Ledger, draft: Draft) -> None:
        self.units, self.tops, self.width, self.ledger, self.draft = units, tops, width, ledger, draft
        self.position = {unit.index: i for i, unit in enumerate(units)}

    def build(self) -> None:
        """Fill the draft's preamble, blocks, questions and rationale."""
        first = self.position[self.tops[0].unit.index]
        self.draft.preamble = self._open_block(self.units[:first])
        starts = [self.position[node.unit.index] for node in self.tops]
        for number, (node, start) in enumerate(zip(self.tops, starts, strict=True)):
            last = number + 1 == len(starts)
            region = self.units[start : len(self.units) if last else starts[number + 1]]
            end = self._extent(region, node, last)
            self._item(node, region[:end])
            if last:
                self.draft.rationale = self.prose(region[end:], "rationale")
            elif region[end:]:
                intro = self._open_block(region[end:])
                self.draft.blocks[-1].intro = intro

    def _open_block(self, units: Sequence[Unit]) -> list[Piece]:
        """Start a block with its heading and lead-in; return the text before them as paragraphs."""
        number = len(self.draft.blocks) + 1
        found = announcement(units, self.width)
        block = BlockDraft(number)
        path = f"blocks[{number - 1}]"
        if found.heading:
            block.heading = self.ledger.piece(found.heading, f"{path}.heading", "block-heading")
        if found.lead_in:
            block.lead_in = self.ledger.piece(found.lead_in, f"{path}.lead_in", found.rule)
        self.draft.blocks.append(block)
        return self.prose(units, "preamble" if number == 1 else f"{path}.intro")

    def prose(self, units: Sequence[Unit], field: str) -> list[Piece]:
        """Return paragraphs of running text, without claimed text, reasons headings and formulas."""
        text: list[Unit] = []
        wish = False
        for unit in units:
            if self.ledger.taken(unit) and not self._rest(unit):
                continue
            if wish and not unit.gap:
                self.ledger.unit(unit, "furniture", "closing:wish")
            elif not unit.labels or not self._formula(unit, field):
                text.append(unit)
            wish = (CLOSING in unit.roles or (wish and not unit.gap)) and not ends_sentence(unit.text)
        pieces: list[Piece] = []
        for group in paragraphs(text, self.width):
            mine, rule = (field, "prose")
            if field == "rationale" and not pieces and wishes(" ".join(u.text for u in group)):
                mine, rule = ("furniture", "closing:wish")  # below the questions, above the reasons
            piece = self.ledger.piece([self._open_slice(u) for u in group], mine, rule)
            pieces += [piece] if piece.text and mine == field else []
        return pieces

    def _rest(self, unit: Unit) -> bool:
        start, end = self.ledger.free_range(unit)
        return bool(unit.line.text[start:end].strip())

    def _open_slice(self, unit: Unit) -> tuple[Unit, int, int]:
        return unit, *self.ledger.free_range(unit)

    def _formula(self, unit: Unit, field: str) -> bool:
        """Claim salutations, headings and closing formulas; return False if the unit is text, as "Quelle: Statistikamt" is in an answer."""
        if "answer" in field and CLOSING in unit.roles and unit.label(CLOSING, "copies") is not None:
            return False
        furniture = unit.label(FURNITURE, "line")
        if furniture is not None and not unit.text.isdigit():  # a lone digit may be the "2" of CO₂
            self.ledger.unit(unit, "furniture", furniture.rule)
            return True
        heading = unit.label(HEADING)
        if heading is not None and heading.key != "answers":
            rest = unit.text[heading.end :].strip()
            self.ledger.piece([part(unit, 0, heading.end)], "label", heading.rule)
            return not rest
        for role, rule in FORMULAS:
            label = unit.label(role) if role in unit.roles else None
            if label is not None and (role is not CLOSING or len(unit.text) <= 160):
                self.ledger.unit(unit, "furniture", label.rule or rule)
                return True
        return False

    def _extent(self, region: Sequence[Unit], node: Node, last: bool) -> int:
        """Return how many units of a region belong to its item; the rest announces the next block or is rationale."""
        final = self.position[node.last().unit.index] - self.position[node.unit.index]
        if final + 1 == len(region):
            return len(region)
        groups = paragraphs(region[final:], self.width)
        if not last and len(groups[-1]) > 1 and self._is_subheading(groups[-1]):
            groups[-1:] = [groups[-1][:-1], groups[-1][-1:]]
        end = final + len(groups[0])
        complete = ends_sentence(groups[0][-1].text)
        for number, group in enumerate(groups[1:], 1):
            stops = self._stops_last(group, complete) if last else self._stops(groups, number, complete)
            if stops:
                return end
            end += len(group)
        return end

    def _is_subheading(self, group: Sequence[Unit]) -> bool:
        """Return whether a paragraph's last line is a heading of the next items, right below a complete question."""
        text, above = group[-1].text, group[-2].text
        complete = ends_as_question(above) or (group[-1].torn and ends_sentence(above))  # blank lines are invisible at a page break
        return len(text) <= SHORT_HEADING and is_heading(text) and complete and not group[-1].is_a(Role.ITEM)

    def _stops_last(self, group: Sequence[Unit], complete: bool) -> bool:
        """Return whether a paragraph after the last item isn't part of it."""
        if group[0].is_a(Role.HEADING, Role.CLOSING, Role.SIGNED, Role.LEAD_IN):
            return True
        text = join(u.text for u in group)
        if not complete and text[:1].islower():
            return False
        return not (tells_how_to_answer(text) or follows_up(text) or (ends_as_question(text) and len(text) <= 300 and text.count(".") <= 1))

    def _stops(self, groups: Sequence[Sequence[Unit]], number: int, complete: bool) -> bool:
        """Return whether a paragraph between two items begins the next block."""
        group, rest = groups[number], groups[number:]
        if group[0].is_a(Role.HEADING, Role.LEAD_IN, Role.CLOSING):
            return True
        text = join(u.text for u in group)
        if any(u.is_a(Role.LEAD_IN) for g in rest for u in g):
            return not (ends_as_question(text) or tells_how_to_answer(text) or text[:1].islower())
        if len(rest) <= 2 and len(group) <= 2 and complete and is_heading(text) and len(rest[-1]) <= 2:
            return True
        return complete and len(text) > LONG_INTRO and "?" not in text and not tells_how_to_answer(text)

    def _item(self, node: Node, units: Sequence[Unit]) -> None:
        if not node.topic:
            self._question(node, units)
            return
        own = units[: self.position[node.children[0].unit.index] - self.position[node.unit.index]]
        if not self.draft.blocks or (self.draft.questions and self.draft.questions[-1].block == len(self.draft.blocks)):
            self.draft.blocks.append(BlockDraft(len(self.draft.blocks) + 1))
        path = f"blocks[{len(self.draft.blocks) - 1}]"
        self.ledger.piece([part(node.unit, 0, node.label.start)], "label", node.label.rule)
        slices = [part(node.unit, node.label.start), *(whole(u) for u in own[1:])]
        self.draft.blocks[-1].heading = self.ledger.piece(slices, f"{path}.heading", "topic")
        offsets = [self.position[c.unit.index] - self.position[node.unit.index] for c in node.children]
        for child, start, end in zip(node.children, offsets, [*offsets[1:], len(units)], strict=True):
            self._question(child, units[start:end])

    def _question(self, node: Node, units: Sequence[Unit]) -> None:
        first = self.position[node.unit.index]
        self._add_question(
            node, units, [(child, self.position[child.unit.index] - first) for child in node.flat()] if node.children else []
        )

    def _add_question(self, node: Node, units: Sequence[Unit], parts: Sequence[tuple[Node, int]]) -> None:
        """Add a question with its parts, which begin at these lines of it, and the rest of the sentence after them."""
        number = len(self.draft.questions)
        path = f"questions[{number}]"
        starts = [start for _, start in parts]
        label = self.ledger.piece([part(node.unit, 0, node.label.start)], f"{path}.label", node.label.rule)
        own = self._open(units[1 : starts[0] if starts else len(units)])
        text = self.ledger.piece([part(node.unit, node.label.start), *(whole(u) for u in own)], f"{path}.text", node.label.rule)
        value = node.marker.value if node.marker.family in ARABIC or len(node.marker.path) == 1 else None
        question = QuestionDraft(len(self.draft.blocks), text, value, label)
        self.draft.questions.append(question)
        for i, ((child, start), end) in enumerate(zip(parts, [*starts, len(units)][1:], strict=True)):
            lines = self._open(units[start + 1 : end])
            split = len(lines)
            if i + 1 == len(parts):
                below = i > 0 and self._ends_stem(own[-1] if own else node.unit, units[starts[0] : end])
                split = 0 if below else self._tail_start(child.unit, lines)
            self._add_part(number, child, [child.unit, *lines[:split]])
            if lines[split:]:
                question.tail = self.ledger.piece([whole(u) for u in lines[split:]], f"{path}.tail", "tail")

    def _add_part(self, number: int, node: Node, units: Sequence[Unit]) -> Piece:
        """Add a part to a question; return its label."""
        question = self.draft.questions[number]
        where = f"questions[{number}].parts[{len(question.parts)}]"
        mark = self.ledger.piece([part(node.unit, 0, node.label.start)], f"{where}.label", node.label.rule)
        words = [part(node.unit, node.label.start), *(whole(u) for u in units[1:])]
        question.parts.append((mark, self.ledger.piece(words, f"{where}.text", node.label.rule)))
        return mark

    def _open(self, units: Sequence[Unit]) -> list[Unit]:
        """Return the unclaimed units, as captions after the questions were read with the head."""
        return [unit for unit in units if not self.ledger.taken(unit)]

    def _ends_stem(self, stem: Unit, lines: Sequence[Unit]) -> bool:
        """Return whether, in a text of unknown width, the last line below one-line parts ends the sentence around the parts."""
        if self.width.chars or ends_sentence(stem.text) or not all(unit.is_a(Role.ITEM) for unit in lines[:-1]):
            return False
        before, last = lines[-2:]
        if last.is_a(Role.ITEM):
            return False
        widest = max(len(unit.text) for unit in self.units)
        short = len(before.text) < widest * (1 - EARLY_END) and not ends_open(before.text)
        return short and not ends_sentence(before.text) and ends_sentence(last.text) and last.text[0].islower()

    def _tail_start(self, child: Unit, lines: Sequence[Unit]) -> int:
        """Return where the item's own sentence continues after the last part."""
        before = child
        for i, unit in enumerate(lines):
            if self.width.room(before, unit) > EARLY_END or unit.gap or breaks_before(before, unit, self.width):
                return i
            before = unit
        return len(lines)
