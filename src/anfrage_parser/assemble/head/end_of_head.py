"""Find where the head of an inquiry ends."""

from collections.abc import Sequence

from anfrage_parser.assemble.head.head_paragraphs import is_prose, paragraph_end, title_lines
from anfrage_parser.assemble.head.head_resumes import last_greeting, resumes
from anfrage_parser.assemble.head.headline import read_headline
from anfrage_parser.assemble.head.member_lines import members_end
from anfrage_parser.assemble.prose import (
    SHORT_HEADING,
    begins_as_question,
    ends_as_question,
    ends_open,
    ends_sentence,
    is_heading,
    states,
    subject_lines,
)
from anfrage_parser.assemble.questions.announce import names_who_answers
from anfrage_parser.assemble.questions.outline import Node
from anfrage_parser.assemble.text_width import Measure
from anfrage_parser.conventions import Convention
from anfrage_parser.model import ADDRESS, FIELD, HEADING, LEAD_IN, MEMBER, TABLE, TYPE, Role, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import find_public, is_reference

HEAD_ROLES = frozenset({FIELD, TYPE, Role.DATE, Role.GROUP, MEMBER, TABLE, Role.BODY, ADDRESS, Role.FURNITURE, Role.OFFICE})


def head_end(units: Sequence[Unit], tops: Sequence[Node], width: Measure, convention: Convention) -> int:
    """The index of the first unit that is no part of the head: a salutation, an announcement, a heading, an item, a sentence."""
    limit = tops[0].unit.index - units[0].index if tops else len(units)
    if tops and limit and names_who_answers(units[limit - 1], convention):
        limit -= 1
    return _Scan(units, limit, width, convention, [node.unit.index - units[0].index for node in tops]).run()


class _Scan:
    """Goes down the lines, and remembers what of a head it has seen."""

    def __init__(self, units: Sequence[Unit], limit: int, width: Measure, convention: Convention, items: Sequence[int]) -> None:
        self.units, self.limit, self.width, self.convention, self.items = units, limit, width, convention, items
        self.numbered = bool(items)
        self.index = self.pending = 0
        """Where it stands; labels seen that still wait for a value."""
        self.titled = self.typed = self.tabled = self.named = self.labelled = False
        """`named`: what was there must be the title, even if short."""

    def run(self) -> int:
        """Down to the first line of the body."""
        while self.index < self.limit:
            if self._value():
                continue
            if self._opens_body() or not (self._block() or self._paragraph()):
                again = resumes(self.units, self.index, self.limit, self.typed, self.labelled)
                if again is None:
                    break
                self.index = again
        greeting = last_greeting(self.units, self.limit)
        return min(max(self.index, greeting), self.limit)

    def _value(self) -> bool:
        """Step over a value whose label stands above."""
        unit = self.units[self.index]
        if not _is_value(self.units, self.index) and not (self.pending and _may_be_value(unit)):
            self.pending += _waits(unit)
            return False
        self.typed = self.typed or TYPE in unit.roles
        self.pending = max(self.pending - 1, 0)
        self.index += 1
        return True

    def _opens_body(self) -> bool:
        unit = self.units[self.index]
        headed = self.typed and (self.titled or self.index > 2)
        return bool(unit.labels) and _opens_body(unit, headed, self.index + 1 == self.limit and self.numbered)

    def _block(self) -> bool:
        """Step over lines that belong together: members, an address, the line that names the inquiry with its subject."""
        units, index, limit = self.units, self.index, self.limit
        unit = units[index]
        if MEMBER in unit.roles:
            self.index = min(members_end(units, index), limit)
        elif ADDRESS in unit.roles and unit.label(ADDRESS, "start"):
            self.index = _block_end(units, index, limit)
        elif TYPE in unit.roles and (subject := _subject(unit, self.convention)):
            self.named = True
            if len(subject) < LEAST_SUBJECT and len(unit.text) < LONG_LINE:
                return False
            self.typed = self.titled = True
            self.index += subject_lines(units[index : paragraph_end(units, index, limit, self.width)])
        else:
            return False
        return True

    def _paragraph(self) -> bool:
        """Step over a line of the head, or a paragraph that can be its title; False where it is text."""
        unit = self.units[self.index]
        if FIELD in unit.roles and unit.label(FIELD, "title"):
            while self.index + 1 < self.limit and not self.units[self.index + 1].gap and ends_open(self.units[self.index].text):
                self.index += 1
        if (not unit.roles.isdisjoint(HEAD_ROLES) and not (_is_sentence(unit) or self._is_prose_of_group())) or _is_bare_value(unit.text):
            self.typed = self.typed or TYPE in unit.roles
            if FIELD in unit.roles and unit.label(FIELD, "title"):
                self.named = self.titled = self.labelled = True
            self.tabled = self.tabled or (TABLE in unit.roles and unit.label(TABLE, "row") is not None)
            self.index += 1
            return True
        return self._text()

    def _is_prose_of_group(self) -> bool:
        """Return whether a paragraph of text begins with a line that names a group: "Nach dem Antrag der Grünen Fraktion …"."""
        unit = self.units[self.index]
        if not self.titled or not unit.roles <= {Role.GROUP}:
            return False
        end = paragraph_end(self.units, self.index, self.limit, self.width)
        return end - self.index >= LEAST_PROSE and ends_sentence(self.units[end - 1].text)

    def _text(self) -> bool:
        units, start = self.units, self.index
        end = paragraph_end(units, start, self.limit, self.width)
        if (self.titled or self.named) and not self.numbered and _asks(units[start:end]):
            return False  # what is asked, without a number
        if self.titled and self.numbered and end == self.limit and units[end - 1].text.endswith(":"):
            return False  # what leads in, with any words
        if self.named and end == start + 1 == self.limit and self._has_topics():
            return False  # the first of several headings among the questions
        if not self._is_title_of_reasons(start, end) and not _head_goes_on(units, end, self.limit):
            if self.titled and self.tabled:
                return False
            announces = self.titled and end < len(units) and not units[end].gap and units[end].is_a(Role.LEAD_IN)
            if announces or (self.named and states(units[start].text)) or is_prose(units[start:end], self.titled):
                self.index += 0 if self.titled or not self.typed else title_lines(units[start:end], self.width)
                return False
        if not _ends_other_name(units, start) and not units[start].text[:1].islower():  # "gemäß § 46 der Geschäftsordnung" is no title
            self.titled = self.titled or self.typed or not _is_remark(units[start:end])
            self.named = self.named or self.typed or _stands_over_name(units, start, end)
        self.index = end
        return True

    def _is_title_of_reasons(self, start: int, end: int) -> bool:
        """Whether a paragraph stands alone between the paper's name and "Sachverhalt:": a title, also one that asks."""
        below = self.units[end] if end < self.limit else None
        if not self.typed or self.labelled or below is None or not below.gap or below.label(HEADING, "reasons") is None:
            return False
        return end - start <= 2 and self.units[start].gap > 0 and not self.units[end - 1].text.endswith((".", ":"))

    def _has_topics(self) -> bool:
        """Whether a heading stands above the first item, and above another one."""
        return _is_topic(self.units, self.limit) and any(_is_topic(self.units, item) for item in self.items[1:])


LEAST_PROSE = 3
"""Lines of a paragraph that is text, whatever its first line names."""


def _asks(group: Sequence[Unit]) -> bool:
    return begins_as_question(group[0].text) and ends_as_question(group[-1].text)


def _is_topic(units: Sequence[Unit], item: int) -> bool:
    """Whether a line of its own stands above an item as a heading: "Kosten"."""
    above = units[item - 1]
    return bool(above.gap) and above.roles.isdisjoint(NO_TOPIC) and len(above.text) <= SHORT_HEADING and is_heading(above.text)


def _ends_other_name(units: Sequence[Unit], index: int) -> bool:
    """Whether a line ends the name of another paper: "Antwort des Ministeriums namens der⏎Landesregierung"."""
    before = units[index - 1] if index else None
    if before is None or units[index].gap or not ends_open(before.text):
        return False
    return before.is_a(Role.TYPE) and before.label(Role.TYPE, "inquiry") is None


LONGEST_REMARK = 25


def _is_remark(group: Sequence[Unit]) -> bool:
    """Whether a line above the paper's name is no title: "(Kopie)", "zur Beratung"."""
    return len(group) == 1 and len(group[0].text) <= LONGEST_REMARK and len(group[0].text.split()) <= 3


LEAST_SUBJECT, LONG_LINE = 15, 50
"""Characters of a subject, and of a line in which even a shorter one is the beginning of a subject."""


def _subject(unit: Unit, convention: Convention) -> str:
    """What the line by which an inquiry names itself says that it is about; nothing where it doesn't."""
    label = unit.label(Role.TYPE, "inquiry")
    if label is None or label.end == len(unit.text) or unit.is_a(Role.FIELD):
        return ""
    return max((value for field, _, _, value in read_headline(unit.text, label.end, convention) if field == "title"), key=len, default="")


def _stands_over_name(units: Sequence[Unit], start: int, end: int) -> bool:
    """Whether some words stand right above the paper's name: "Der Wochenmarkt⏎Anfrage zur Ratssitzung"."""
    below = units[end] if end < len(units) else None
    return below is not None and TYPE in below.roles and not below.gap and not units[start].labels and " " in units[start].text


MOST_ADDRESS_LINES = 8


def _block_end(units: Sequence[Unit], index: int, limit: int) -> int:
    """Where the lines below "Herrn Bürgermeister" end that stand with it in one block."""
    end = index + 1
    while (
        end < min(limit, index + MOST_ADDRESS_LINES) and not units[end].gap and not units[end].is_a(Role.FIELD, Role.TYPE, Role.SALUTATION)
    ):
        end += 1
    return end


def _is_value(units: Sequence[Unit], index: int) -> bool:
    """Whether the line above is a label without a value: "Art" over "Anfrage"."""
    if not index or not _waits(units[index - 1]) or units[index].is_a(Role.FIELD, Role.SALUTATION, Role.AGENDA):
        return False
    titled = units[index - 1].label(FIELD, "title") is not None and not units[index].is_a(LEAD_IN, Role.ITEM)
    return not units[index].gap or (titled and len(units[index].text) <= SHORT_HEAD)


LONGEST_VALUE = 45


def _waits(unit: Unit) -> bool:
    """Whether a label stands here without its value."""
    label = unit.label(FIELD) if FIELD in unit.roles else None
    return label is not None and label.start >= len(unit.text)


def _may_be_value(unit: Unit) -> bool:
    """Whether a line can be a value whose label stands further up."""
    roles = (Role.FIELD, Role.TYPE, Role.SALUTATION, Role.LEAD_IN, Role.AGENDA, Role.HEADING, Role.TABLE)
    if Role.ITEM in unit.roles and not (unit.start and len(unit.text) <= len("10.12")):  # the number of a table's row is none
        return False
    return len(unit.text) <= LONGEST_VALUE and not unit.is_a(*roles) and not ends_sentence(unit.text)


HEAD_REACH = 5
"""Lines behind a paragraph in which a table of sessions or a labelled number shows that the head goes on."""


SHORT_HEAD = 100
"""Characters of the longest line that belongs to a head for certain."""


def _head_goes_on(units: Sequence[Unit], end: int, limit: int) -> bool:
    """Whether a table of sessions, or a label of the head, still follows: then even a long paragraph is a title."""
    rows = units[end : min(end + HEAD_REACH, limit)]
    return any(u.is_a(TABLE, FIELD) and not u.is_a(LEAD_IN, Role.ITEM) and len(u.text) < SHORT_HEAD for u in rows if u.labels)


NO_TOPIC = HEAD_ROLES | {Role.ITEM, HEADING, LEAD_IN, Role.SALUTATION, Role.AGENDA, Role.CLOSING}

OPENINGS = frozenset({Role.SALUTATION, Role.AGENDA})


def _opens_body(unit: Unit, headed: bool, before_item: bool) -> bool:
    heading = unit.label(HEADING) if HEADING in unit.roles else None
    if not unit.roles.isdisjoint(OPENINGS) or (heading is not None and unit.label(HEADING, "reasons")):
        return True
    if TYPE in unit.roles and not (headed and before_item):
        return False
    if heading is not None and unit.label(HEADING, "questions"):
        return headed or before_item
    return LEAD_IN in unit.roles and FIELD not in unit.roles


_NUMBERED_SESSION = compiled(r"[0-9]{1,3}\.\s[A-ZÄÖÜ]?[a-zäöü]{0,30}[Ss]itzung(?:\s.{0,60})?", needs=("itzung",))


def _is_bare_value(text: str) -> bool:
    """A value whose label stands above, which is no title: "2013/0010", "öffentlich", "53. Plenarsitzung Gemeinderat"."""
    return find_public(text) is not None or is_reference(text) or _NUMBERED_SESSION.fullmatch(text) is not None


def _is_sentence(unit: Unit) -> bool:
    """Whether a line with a role of the head is running text all the same."""
    return len(unit.text) > 120 and not unit.is_a(TYPE, FIELD)
