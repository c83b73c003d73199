"""Find questions without numbers: sentences, paragraphs, requests."""

import re
from collections.abc import Sequence
from itertools import pairwise

from anfrage_parser.assemble.draft import BlockDraft, Draft, QuestionDraft
from anfrage_parser.assemble.ledger import Ledger, Slice, cut, joined, part, whole
from anfrage_parser.assemble.prose import begins_as_question, ends_as_question, follows_up, paragraphs, requests
from anfrage_parser.assemble.questions.announce import announcement
from anfrage_parser.assemble.questions.main_text import MainText
from anfrage_parser.assemble.sections import OURS, WANTS
from anfrage_parser.assemble.sentences import sentences
from anfrage_parser.assemble.text_width import Measure
from anfrage_parser.assemble.wishes import tells_how_to_answer, tells_where_to_answer
from anfrage_parser.model import Role, Unit
from anfrage_parser.text.clean import join
from anfrage_parser.text.patterns import compiled

REACH = 40
"""Most lines of an announcing paragraph."""

RULE = "question:unnumbered"


_ANNOUNCES = compiled(
    r"\b(?:folgend|nachfolgend|nachstehend|diese)\w{0,2}\s(?:\w{1,30}\s){0,4}(?:Fragen|Punkte\w?|Auskünfte)\b[^.?!]{0,80}:\Z"
)
""" "Die SPD-Fraktion bittet daher um Antwort auf folgende Fragen:"."""


_ASKS_BY_ITSELF = compiled(
    r"\b(?:gebeten|beantrag(?:t|en))\b|\b(?:wir|ich)\b.{0,60}\bbitten?\b|\bbitten?\s(?:wir|ich)\b|"
    r"\bbitte\b.{0,60}\b(?:außerdem|ferner|zudem|weiterhin|darüber\shinaus)\b[^,.]{0,60},\s(?:ob|wie|wann|welche[nrs]?|was|wer|warum|wo)\b",
    re.IGNORECASE,
)


def asks_by_itself(text: str) -> bool:
    """Whether a sentence without a question mark is a request of its own: "Es wird um eine Aufstellung der Kosten gebeten."."""
    return "?" not in text and requests(text) and _ASKS_BY_ITSELF.search(text) is not None


class Unnumbered(MainText):
    """Builds the text of an inquiry with unnumbered questions."""

    def __init__(self, units: Sequence[Unit], width: Measure, ledger: Ledger, draft: Draft) -> None:
        super().__init__(units, (), width, ledger, draft)

    def build(self) -> None:
        """Fill the draft: announced questions, else the asking paragraphs; if there are none, only preamble and rationale."""
        start, announced = self._announced()
        groups = paragraphs(self.units[start:], self.width)
        asking = self._asking(groups, announced)
        if not asking:
            reasons = next((i for i, unit in enumerate(self.units) if unit.label(Role.HEADING, "reasons")), len(self.units))
            self.draft.preamble = self.prose(self.units[:reasons], "preamble")
            self.draft.rationale = self.prose(self.units[reasons:], "rationale")
            return
        first, last = asking
        before = [u for g in groups[:first] for u in g]
        if announced and not before:
            self.draft.preamble = self._open_block(self.units[:start])
        else:
            self.draft.blocks.append(BlockDraft(1))
            self.draft.preamble = self.prose([*self.units[:start], *before], "preamble")
        for group in groups[first:last]:
            self._questions(group)
        self._go_on([u for g in groups[last:] for u in g])

    def _go_on(self, units: Sequence[Unit]) -> None:
        """Read the text after the questions: rationale, or text that announces the next block."""
        for i, unit in enumerate(units[:-1]):
            if not unit.label(Role.LEAD_IN, "colon") or unit.is_a(Role.AGENDA) or not announcement(units[: i + 1], self.width).lead_in:
                continue
            groups = paragraphs(units[i + 1 :], self.width)
            if not self._asks(join(u.text for u in groups[0])):
                continue
            _, last = self._asking(groups, True) or (0, len(groups))
            intro = self._open_block(units[: i + 1])
            self.draft.blocks[-1].intro = intro
            for group in groups[:last]:
                self._questions(group)
            self._go_on([u for g in groups[last:] for u in g])
            return
        self.draft.rationale = self.prose(units, "rationale")

    def _announced(self) -> tuple[int, bool]:
        """Return where the first announcement ends, and whether there is one with text after it."""
        for i, unit in enumerate(self.units[:-1]):
            colon = unit.label(Role.LEAD_IN, "colon") or unit.label(Role.HEADING, "questions") or self._ends_announcement(i)
            if colon and not unit.is_a(Role.AGENDA) and announcement(self.units[max(i - REACH, 0) : i + 1], self.width).lead_in:
                last = i + 2 < len(self.units) and unit.label(Role.HEADING, "questions") and self.units[i + 1].label(Role.LEAD_IN, "colon")
                return (i + 2 if last else i + 1), True  # "Fragen" over "Unsere Fragen an die Stadt:"
        return 0, False

    def _ends_announcement(self, index: int) -> bool:
        """Return whether a line ends, with a colon, the announcement begun by the previous line: "… die nachstehenden Fragen⏎bitten:"."""
        unit, before = self.units[index], self.units[index - 1] if index else None
        return before is not None and not unit.gap and unit.text.endswith(":") and before.is_a(Role.LEAD_IN)

    def _asking(self, groups: Sequence[Sequence[Unit]], announced: bool) -> tuple[int, int] | None:
        """Return [first, last) of the asking paragraphs, or None."""
        first: int | None = None
        for i, group in enumerate(groups):
            text = join(u.text for u in group)
            if group[0].label(Role.HEADING, "reasons") or group[0].is_a(Role.CLOSING, Role.SIGNED):
                if first is not None:
                    return first, i
                announced = announced and bool(group[0].is_a(Role.CLOSING))
                continue
            if first is None:
                if i + 1 == len(groups) and _ANNOUNCES.search(text):
                    return None  # what it announces is missing
                if ends_as_question(text) or ((announced or requests(text)) and not group[0].is_a(Role.AGENDA)):
                    first = i
            elif tells_where_to_answer(text) or not (self._asks(text) or group[0].label(Role.ITEM, "bullet") or text[:1].islower()):
                return first, i
        return self._request(groups) if first is None else (first, len(groups))

    def _request(self, groups: Sequence[Sequence[Unit]]) -> tuple[int, int] | None:
        """If nothing asks, return the text before the reasons, which is the request: "Die Verwaltung stellt dar, welche Aufgaben …"."""
        inside = [i for i, g in enumerate(groups) if any("?" in u.text for u in g) and not g[0].is_a(Role.SALUTATION, Role.AGENDA)]
        if inside:  # a question in the middle of a paragraph
            return inside[-1], inside[-1] + 1
        reasons = next((i for i, g in enumerate(groups) if g[0].label(Role.HEADING, "reasons")), 0)
        wanted = [i for i, g in enumerate(groups[:reasons]) if not g[0].is_a(Role.SALUTATION, Role.AGENDA, Role.HEADING)]
        if wanted:
            return wanted[0], reasons
        first = next((i for i, g in enumerate(groups) if begins_as_question(g[0].text)), None)
        if first is None:
            return None
        return first, first + (2 if groups[first][-1].text.endswith(":") and first + 1 < len(groups) else 1)

    def _asks(self, text: str) -> bool:
        return ends_as_question(text) or tells_how_to_answer(text) or requests(text) or follows_up(text)

    def _questions(self, group: Sequence[Unit]) -> None:
        """Add the questions of a paragraph: each asking sentence with the statements before it."""
        slices: list[Slice] = [whole(u) for u in group if not self.ledger.taken(u)]
        if not slices:
            return
        bullet = group[0].label(Role.ITEM, "bullet")
        text, places = joined(slices)
        if not self.draft.questions and (asked := _behind_announcement(text)):
            path = f"blocks[{len(self.draft.blocks) - 1}].lead_in"
            self.draft.blocks[-1].lead_in = self.ledger.piece(places.slices(0, asked - 1), path, "lead-in:inline")
            slices = places.slices(asked, len(text))
            text, places = joined(slices)
        if self.draft.questions and (
            (bullet and "?" not in text) or (tells_how_to_answer(text) and not asks_by_itself(text)) or text[:1].islower()
        ):
            self._append(slices)
            return
        ends = _question_ends(text)
        done = 0
        for end in ends:
            rest = cut(slices, places[done])[1] if done else slices
            mine = cut(slices, places[end])[0][len(slices) - len(rest) :] if end < len(text) else rest
            self._add([*rest[: len(mine) - 1], _shorten(rest, mine)] if end < len(text) else rest, group[0] if not done else None)
            done = end

    def _add(self, slices: Sequence[Slice], first: Unit | None) -> None:
        path = f"questions[{len(self.draft.questions)}]"
        label = None
        marker = first.label(Role.ITEM, "bullet") if first is not None else None
        if first is not None and marker is not None:
            label = self.ledger.piece([part(first, 0, marker.start)], f"{path}.label", marker.rule)
            slices = [part(first, marker.start), *slices[1:]]
        text = self.ledger.piece(slices, f"{path}.text", RULE)
        self.draft.questions.append(QuestionDraft(len(self.draft.blocks), text, None, label))

    def _append(self, slices: Sequence[Slice]) -> None:
        """Append lines that only say how to answer to the previous question."""
        question = self.draft.questions[-1]
        more = self.ledger.piece(slices, f"questions[{len(self.draft.questions) - 1}].text", RULE)
        question.text = type(more)(join([question.text.text, more.text]), (*question.text.spans, *more.spans))


def _behind_announcement(text: str) -> int:
    """Return where the questions begin behind an announcement in their paragraph: "Wir möchten wissen: Wann …? Warum …?"; 0 without one."""
    colon = text.find(": ", 0, LONGEST_ANNOUNCEMENT)
    announces = (
        colon > 0 and "?" not in text[:colon] and WANTS.search(text, 0, colon) is not None and OURS.search(text, 0, colon) is not None
    )
    return colon + 2 if announces and begins_as_question(text[colon + 2 :]) else 0


LONGEST_ANNOUNCEMENT = 250
"""Characters of the longest announcement in a paragraph of questions."""


def _shorten(rest: Sequence[Slice], mine: Sequence[Slice]) -> Slice:
    """Return the last slice of `mine`, from its start in `rest`."""
    unit, start, _ = rest[len(mine) - 1]
    return unit, start, mine[-1][2]


def _question_ends(text: str) -> list[int]:
    """Return where each question of a paragraph ends; statements after the last one belong to it."""
    ends: list[int] = []
    rows = sentences(text)
    last = text.rfind("?")
    asked = False
    for (start, end), (_, after_end) in pairwise([*rows, (len(text), len(text))]):
        after = text[end:after_end]
        asked = asked or ends_as_question(text[start:end]) or asks_by_itself(text[start:end])
        if asked and after and (last >= end or asks_by_itself(after)) and not follows_up(after):
            ends.append(end)
            asked = False
    return [*ends, len(text)]
