"""Read the answers behind a paper's questions, and give each to its question."""

from collections.abc import Sequence

from anfrage_parser.assemble.answers.frame import end_of_answers, without_notes, without_notices
from anfrage_parser.assemble.answers.give import Giver
from anfrage_parser.assemble.answers.place import ANSWERS, folded
from anfrage_parser.assemble.draft import QuestionDraft
from anfrage_parser.assemble.ledger import joined, part
from anfrage_parser.assemble.paper_end import without_end
from anfrage_parser.assemble.prose import SHORT_HEADING, ends_sentence, is_heading, paragraphs
from anfrage_parser.assemble.questions.main_text import MainText
from anfrage_parser.assemble.signatures_start import tail_start
from anfrage_parser.conventions import Convention
from anfrage_parser.model import FIELD, FURNITURE, HEADING, ITEM, SALUTATION, Unit
from anfrage_parser.text.answer_marks import Mark, caption_end, inline_head, is_head, mark, mark_of, numbers_answers
from anfrage_parser.text.patterns import compiled

LONGEST_REPEAT = 40
"""Most lines of a question that is printed again."""

BEGINNING = 12
"""Letters by which a wording is looked up."""

SURE = 20
"""Letters of a question that is known by its beginning."""

_REMARK = compiled(r"(?:Allgemeine\s)?Vorbemerkung(?:en)?\s(?:der|des)\s(?P<who>[^:]{3,80}):?")
_COLUMN = compiled(r"(?:(?:Nr\.?|Lfd\.\s?Nr\.?|Nummer|#)\s{1,40})?Fragen?")
""" "Nr.   Frage", the head of a column of questions."""

_FOLLOWS = compiled(r"\b(?:[Ff]olgendes|folgendermaßen|wie\sfolgt|(?:[Ii]m|zu\sden)\s[Ee]inzelnen?)\b[^.]{0,60}:\Z")
""" "Ich kann Ihnen dazu Folgendes sagen:", at the end of what announces the answers."""

_TOGETHER = compiled(r"\b(?:An)?[Ff]ragen\b[^.]{0,80}\b(?:gemeinsam|zusammen)\b[^.]{0,40}\bbeantwortet\.\Z")
""" "Wegen des gleichen Gegenstandes werden beide Anfragen zusammen beantwortet."."""

_ASKING = compiled(r"(?i:frag|abgeordnet|fraktion|antragstell)")


class Reply:
    """Reads the units of the answers, in printed order."""

    def __init__(self, builder: MainText, convention: Convention, numbered: bool = False) -> None:
        self.width, self.ledger, self.draft, self.convention = builder.width, builder.ledger, builder.draft, convention
        self.giver = Giver(builder.ledger, builder.draft, builder.prose)
        self.columns = any(_COLUMN.fullmatch(unit.text) is not None for unit in builder.units)
        """Whether the questions stood in a column of a table, so that the answers beside them may follow as one column, too."""
        self.numbered = numbered
        """Whether bare numbers name the questions."""
        self.text: list[Unit] = []
        self.known: dict[str, list[tuple[int, str]]] = {}
        self.general = False
        """Whether what is read now is a remark on all questions."""

    def read(self, units: Sequence[Unit]) -> None:
        """Claim every unit: answers for their questions, all else as what frames them."""
        units = without_notices(units, self.ledger)
        if self.draft.questions and not any(mark(unit.text) for unit in units):
            self.numbered = not any("?" in unit.text for unit in units) and numbers_answers(units, len(self.draft.questions))
        last = max((i for i, unit in enumerate(units) if self._mark(unit) or "?" in unit.text or is_head(unit)), default=0)
        flow = without_end(units, min(last + 1, len(units)), self.ledger, self.draft, self.convention)
        flow = without_notes(flow, self.ledger, self.draft)
        last = min(last + 1, len(flow))
        stop = min(tail_start(flow, last, self.convention), end_of_answers(flow, last))
        at = 0
        while at < stop:
            at += self._step(flow, at, stop)
        self._flush()
        for unit in flow[stop:]:
            self.ledger.unit(unit, "furniture", "answer:end")

    def _step(self, flow: Sequence[Unit], at: int, stop: int) -> int:
        """Read what begins at a unit; return how many units it takes."""
        unit = flow[at]
        if unit.label(FURNITURE, "line"):
            self.ledger.unit(unit, "furniture", "answer:frame")
            return 1
        near = flow[at : min(at + LONGEST_REPEAT, stop)]
        again = self._repeated(near, caption_end(unit.text))
        if again is not None:
            self._flush()
            self.giver.repeat(again[0])
            return self._again(near[: again[1]])
        if (found := self._mark(unit)) is not None:
            return self._marked(near, found)
        if (begin := len(unit.text) if is_head(unit) else inline_head(unit.text)) > 0:
            self._headed(unit, begin, "heading:answers")
        elif (remark := _REMARK.fullmatch(unit.text)) is not None:
            self._headed(unit, len(unit.text), "answer:remark")
            self.giver.forget()
            self.general = _ASKING.search(remark["who"]) is None
        elif SALUTATION in unit.roles and not self.text:
            self.ledger.unit(unit, "furniture", "salutation")
        else:
            self.text.append(unit)
        return 1

    def _mark(self, unit: Unit) -> Mark | None:
        return mark_of(unit, self.numbered) if self.numbered or not self.draft.questions else mark(unit.text)

    def _headed(self, unit: Unit, end: int, rule: str) -> None:
        self._flush()
        self.ledger.piece([part(unit, 0, end)], "label", rule)
        if unit.text[end:].strip():
            self.text.append(unit)

    def _again(self, units: Sequence[Unit]) -> int:
        """Claim a question that is printed again; return how many lines it has."""
        for unit in units:
            self.ledger.unit(unit, "label", "answer:repeated")
        return len(units)

    def _marked(self, units: Sequence[Unit], found: Mark) -> int:
        """Read a mark, and the question that is printed again behind it on its line; return how many lines that are."""
        unit = units[0]
        self._flush()
        self.general = False
        self.giver.name(unit, found.numbers)
        self.ledger.piece([part(unit, 0, found.end)], "label", "answer:mark")
        if not unit.text[found.end :].strip():
            return 1
        again = self._repeated(units, found.end)
        if again is not None:
            return self._again(units[: again[1]])
        below = units[1] if len(units) > 1 else None
        if self.numbered and below is not None and _is_topic(unit.text[found.end :].strip(), below):
            self.ledger.piece([part(unit, found.end)], "label", "answer:topic")
            return 1
        self.text.append(unit)
        return 1

    def _flush(self) -> None:
        """Give what was read since the last mark to its questions; without any, it frames the answers, or answers all."""
        units, self.text = self.text, []
        if units and not self.giver.waits():
            units = units if self.general else self._without_frame(units)
            if units and self._beside(units):
                return
            if units:
                self.giver.name_all()
        if units:
            self.giver.give(units)
            self.general = False

    def _beside(self, units: Sequence[Unit]) -> bool:
        """Give the cells of a column of answers to the questions of the column beside it, where there are as many."""
        starts = [at for at, unit in enumerate(units) if not at or unit.gap]
        if not self.columns or len(starts) < 2 or len(starts) != len(self.draft.questions):
            return False
        for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(units)], strict=True)):
            self.giver.repeat(number)
            self.giver.give(units[start:end])
        return True

    def _without_frame(self, units: Sequence[Unit]) -> list[Unit]:
        """Claim the head of an answer, what announces the answers, and the asker's repeated remark; return what answers all questions."""
        said = [i for i, unit in enumerate(units) if self._announces(units[max(i - 1, 0) : i + 1], unit)]
        rest = list(units[said[-1] + 1 if said else 0 :])
        answers = rest if not self._answered() and self._states(paragraphs(rest, self.width)) else []
        for unit in units[: len(units) - len(answers)]:
            self.ledger.unit(unit, "furniture", "answer:frame")
        return answers

    def _announces(self, units: Sequence[Unit], unit: Unit) -> bool:
        """Return whether a line, or the end of a sentence begun on the line above, says that the answers follow."""
        if ANSWERS.search(unit.text) is not None:
            return True
        text = joined([part(u, 0) for u in units])[0]
        return (unit.text.endswith(":") and (ANSWERS.search(text) or _FOLLOWS.search(text)) is not None) or _TOGETHER.search(
            text
        ) is not None

    def _answered(self) -> bool:
        return bool(self.draft.answers) or any(question.answer for question in self.draft.questions)

    def _states(self, groups: Sequence[Sequence[Unit]]) -> bool:
        return any(ends_sentence(g[-1].text) and not g[-1].text.endswith(":") and not g[0].is_a(FIELD, HEADING) for g in groups)

    def _known(self) -> dict[str, list[tuple[int, str]]]:
        """Return the beginning of a wording → the questions that have such a one, with it."""
        if not self.known:
            for index, question in enumerate(self.draft.questions):
                for wanted in wordings(question):
                    self.known.setdefault(wanted[:BEGINNING], []).append((index, wanted))
        return self.known

    def _repeated(self, units: Sequence[Unit], start: int = 0) -> tuple[int, int] | None:
        """Return (index of the question, number of its units), if a question of the paper is printed again here, behind `start`."""
        marker = units[0].label(ITEM)
        start = marker.start if marker is not None and not start else start
        own = folded(units[0].text[start:])
        if not own and marker is not None and len(units) > 1:
            own = folded(units[1].text)
        for index, wanted in self._known().get(own[:BEGINNING], ()):
            count = _lines_of(units, wanted, start)
            if count:
                return index, count
        return None


def _is_topic(text: str, below: Unit) -> bool:
    """Return whether a line behind a number only names what the answer below it is about: "2. Kosten"."""
    short = len(text) <= SHORT_HEADING and is_heading(text) and not ends_sentence(text)
    return short and ITEM not in below.roles and below.text[:1].isupper()


def wordings(question: QuestionDraft) -> list[str]:
    """Return what may be printed of a question, folded: all of it, its own sentence, each of its parts."""
    parts = [folded(text.text) for _, text in question.parts]
    labelled = [folded(label.text) + text for (label, _), text in zip(question.parts, parts, strict=True)]
    own, tail = folded(question.text.text), folded(question.tail.text) if question.tail is not None else ""
    whole = own + "".join(labelled) + tail
    return [text for text in dict.fromkeys((whole, own, *labelled, *parts)) if text]


def _lines_of(units: Sequence[Unit], wanted: str, start: int) -> int:
    """Return how many lines hold exactly a wording; 0 if they don't."""
    text = ""
    for count, unit in enumerate(units, 1):
        text += folded(unit.text[start if count == 1 else 0 :])
        if text == wanted or (len(text) >= SURE and unit.text.endswith("?") and wanted.startswith(text)):
            return count
        if not wanted.startswith(text):
            return 0
    return 0
