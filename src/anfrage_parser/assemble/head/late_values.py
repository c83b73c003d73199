"""Values of the head that stand further down: in the formula that asks for an agenda, below it, and behind the questions."""

from collections.abc import Sequence

from anfrage_parser.assemble.head.head import Head
from anfrage_parser.assemble.head.title import choose_title
from anfrage_parser.assemble.ledger import joined, whole
from anfrage_parser.assemble.prose import is_heading, paragraphs
from anfrage_parser.assemble.questions.outline import Node
from anfrage_parser.assemble.text_width import Measure
from anfrage_parser.model import AGENDA, FIELD, TYPE, Role, Unit
from anfrage_parser.text.clean import join
from anfrage_parser.text.patterns import compiled

LONGEST_FORMULA = 400
"""Characters of the longest paragraph that is nothing but a formula."""

FIRST_LINES = 16
"""Lines below the head in which a note of the site, or a sentence that only announces, may stand."""

LATE_FIELDS = ("asker", "date", "received", "number")
"""Labels that may stand below the questions: "Antragsteller: CDU"."""


def read_late_values(head: Head, body: Sequence[Unit], tops: Sequence[Node], width: Measure) -> None:
    """Give the head what belongs to it from the body of a letter, and let it choose the title from all of that."""
    first = tops[0].unit.index if tops else -1
    opening = [u for u in body if first < 0 or u.index < first]
    told = any(AGENDA in u.roles or FIELD in u.roles for u in opening)
    groups = paragraphs(opening if told or head.draft.title is None else opening[:FIRST_LINES], width)
    for number, group in enumerate(groups if told else ()):
        if FIELD in group[0].roles and group[0].label(FIELD, "title") and ":" in group[0].text:
            head.read_lines(group)
        if _is_formula(group) and group[-1].index + 1 != first:
            _formula(head, group, groups[number + 1 :])
    last = tops[-1].last().unit.index if tops else -1
    for unit in body[len(opening) :]:
        if unit.index <= last:
            continue
        label = unit.label(FIELD) if FIELD in unit.roles else None
        if label is not None and label.key in LATE_FIELDS and ":" in unit.text and not unit.is_a(Role.ITEM, Role.LEAD_IN):
            head.read_lines([unit])
    choose_title(head, groups, body)
    if head.draft.title is None:
        _announced_title(head, groups)


_THEME = compiled(
    r"\b(?:zu[mr]?\s(?:dem\s|folgendem\s)?Thema|betreffend|bezüglich|in\sSachen|betreffs)\s?:?\s"
    r"(?:[„“\"»«](?P<quoted>[^„“”\"»«]{4,200})[“”\"»«]|(?P<plain>[A-ZÄÖÜ0-9][^:.?!„“”\"»«]{4,120}?)(?=:|\sund\sbitte|\sein\b|\sstelle|\sfrage|\sbitte|\shaben?\s|\smöchten?\s|\sergeben\s))"
)


def _announced_title(head: Head, groups: Sequence[Sequence[Unit]]) -> None:
    """The subject that the announcement itself names: "… um Beantwortung folgender Fragen zum Thema „Schulwege“:"."""
    for group in groups:
        announces = group[-1].text.endswith(":") and any("nfrage" in u.text or "Fragen" in u.text for u in group)
        if not announces and not any(u.is_a(Role.LEAD_IN, Role.AGENDA) for u in group):
            continue
        text, places = joined([whole(u) for u in group])
        for match in _THEME.finditer(text):
            name = "quoted" if match["quoted"] else "plain"
            head.draft.title = head.ledger.quote(places.slices(match.start(name), match.end(name)), "title", "title:announced")
            return


def _is_formula(group: Sequence[Unit]) -> bool:
    return any(AGENDA in u.roles for u in group) and sum(len(u.text) for u in group) <= LONGEST_FORMULA


def _formula(head: Head, group: Sequence[Unit], rest: Sequence[Sequence[Unit]]) -> None:
    """The session that the formula names, and the title when it stands alone below it."""
    head.read_agenda(group)
    for unit in group:
        head.ledger.unit(unit, "furniture", "agenda-formula")
    while rest and all(unit.is_a(TYPE, FIELD, Role.DATE) and not unit.is_a(Role.ITEM, Role.LEAD_IN) for unit in rest[0]):
        head.read_lines(rest[0])
        rest = rest[1:]
    if len(rest) > 1 and _is_title(rest[0]):
        head.fields.title([whole(u) for u in rest[0]], "title:agenda")


def _is_title(group: Sequence[Unit]) -> bool:
    if len(group) > 3 or group[0].is_a(Role.ITEM, Role.LEAD_IN, Role.HEADING, Role.SALUTATION):
        return False
    return is_heading(join(u.text for u in group)[:100]) and not group[-1].text.endswith((".", ":"))
