"""Split a document with several papers: where the next inquiry begins, or the answer to the previous one."""

from collections.abc import Sequence

from anfrage_parser.assemble.answers.between import is_cover
from anfrage_parser.assemble.answers.place import ANSWERS
from anfrage_parser.assemble.prose import is_heading
from anfrage_parser.conventions.matching import key
from anfrage_parser.model import CLOSING, ITEM, LEAD_IN, NAME, SIGNED, TYPE, Role, Unit
from anfrage_parser.text.answer_marks import mark
from anfrage_parser.text.patterns import compiled

HEAD_REACH = 14
"""Lines after a paper's name ("Anfrage") in which the rest of a head must occur."""


ANSWER_REACH = 30
"""Lines at the top of a page in which an answer names itself."""

_TO_ASKER = compiled(
    r"\b(?:[Ii]hre\s(?:[A-Za-zäöüÄÖÜß-]{1,30}\s)?Anfrage\s(?:vom|zum|zur|in)|(?:zu|auf)\s[Ii]hre[rn]?\s(?:o\.\s?g\.\s|[a-zäöüß]{1,20}\s){0,2}(?:Frage|Anfrage)n?|"
    r"[Ii]hre\s(?:Frage|Anfrage)n?\s(?:wird|werden|darf|möchte|kann)|Stellung\sgenommen|[Dd]ie\sVerwaltung\s(?:beantwortet|antwortet|nimmt))\b",
    needs=("Ihre", "ihre", "genommen", "antwortet", "nimmt"),
)
""" "Ihre Anfrage vom 3. Mai", "zu Ihren Fragen": what an answer says, besides that answers follow."""


def split_inquiries(units: Sequence[Unit]) -> list[tuple[Sequence[Unit], bool]]:
    """Return the units of each paper, and whether it is an answer.

    A new inquiry begins after questions where a document names itself again, below a signature or with the same line as the one
    before, and where below a signature a whole letter follows; an answer, on a new page after questions whose first lines say so.
    """
    starts = [(0, False)]
    asked = ended = False
    page = 0
    for index, unit in enumerate(units):
        page, before = unit.line.page, page
        if asked and page != before and not starts[-1][1] and _answers(units, index) and not is_cover(units[starts[-1][0] : index]):
            starts.append((index, True))
            asked = ended = False
            continue
        asked = asked or "?" in unit.text or LEAD_IN in unit.roles
        if not unit.labels and not (ended and unit.gap):
            continue
        if asked and _ends(unit):
            ended = True
        elif asked and _begins_again(units, starts[-1][0], index, ended):
            starts.append((_with_letterhead(units, index), False))
            asked = ended = False
    ends = [start for start, _ in starts[1:]] + [len(units)]
    return [(units[start:end], answer) for (start, answer), end in zip(starts, ends, strict=True)]


def _answers(units: Sequence[Unit], index: int) -> bool:
    """Return whether an answer begins at the top of a page: a head and phrases of an answer, before anything is asked."""
    head = [unit for unit in units[index : index + ANSWER_REACH] if unit.line.page == units[index].line.page]
    if mark(head[0].text) is not None:
        return False  # to one of the questions
    if head[0].label(Role.TYPE, "answer") is not None:
        return True
    said = next((place for place, unit in enumerate(head) if _replies(unit)), None)
    if said is None or any("?" in unit.text for unit in head[:said]):
        return False
    return any(unit.is_a(Role.DATE, Role.GROUP, Role.ADDRESS, Role.SALUTATION, Role.TYPE, Role.OFFICE) for unit in head[: said + 1])


def _replies(unit: Unit) -> bool:
    return ANSWERS.search(unit.text) is not None or _TO_ASKER.search(unit.text) is not None


def _ends(unit: Unit) -> bool:
    return (
        SIGNED in unit.roles
        or (NAME in unit.roles and unit.gap == 0)
        or (CLOSING in unit.roles and unit.label(CLOSING, "closing") is not None)
    )


def _begins_again(units: Sequence[Unit], start: int, index: int, ended: bool) -> bool:
    """Return whether another inquiry begins, after one that begins at `start` and may have `ended` with a signature."""
    unit = units[index]
    if TYPE in unit.roles and _names_itself_alike(units, start, index):
        return unit.gap > 0 and not unit.text.endswith((".", ",", "?")) if unit.text.count(" ") > 1 else _begins(units, index)
    if TYPE in unit.roles and ended:
        return _begins(units, index)
    if not (ended and unit.gap and _is_opening(units[index - 1], unit, units[index + 1 : index + 2])):
        return False
    asked = any(ITEM in u.roles and "?" in u.text for u in units[start:index])
    return asked and _asks_again(units[index : index + LETTER_REACH])


def _names_itself_alike(units: Sequence[Unit], start: int, index: int) -> bool:
    """Return whether a line repeats, but for its numbers, the one by which the inquiry before named itself, with questions below."""
    named = next((u for u in units[start : start + NAME_REACH] if TYPE in u.roles), None)
    alike = named is not None and named is not units[index] and key(named.text) == key(units[index].text)
    return alike and units[index - 1].line.page == units[index].line.page and _asks_again(units[index : index + LETTER_REACH])


NAME_REACH = 4
"""Lines at the beginning of an inquiry in which it names itself."""

LETTER_REACH = 40
"""Lines in which another letter announces its questions."""

NO_TITLE = frozenset(
    {NAME, SIGNED, CLOSING, LEAD_IN, Role.GROUP, Role.MEMBER, Role.OFFICE, Role.ADDRESS, Role.FURNITURE, Role.HEADING, ITEM}
)

_ADDED = compiled(r"(?:Anlagen?|Anhang|P\.?\s?S|Hinweise?|Nachtrag|Kopie|Verteiler|Quellen?|Antwort|Stellungnahme)\b")


def _is_opening(before: Unit, unit: Unit, below: Sequence[Unit]) -> bool:
    """Return whether a line below a signature may begin another letter: with a salutation, a subject, or a title of its own."""
    if unit.is_a(Role.SALUTATION) or unit.label(Role.FIELD, "title"):
        return True
    alone = bool(below and (below[0].gap or below[0].is_a(Role.SALUTATION)))
    return (
        alone
        and unit.roles.isdisjoint(NO_TITLE)
        and is_heading(unit.text)
        and not unit.text.endswith(":")
        and not (_ADDED.match(unit.text) or _ADDED.match(before.text))
    )


def _asks_again(units: Sequence[Unit]) -> bool:
    """Return whether questions are announced and asked from their first on, and nothing answers."""
    for place, unit in enumerate(units[:-1]):
        if unit.label(Role.HEADING, "answers") or unit.label(TYPE, "answer") or _replies(unit) or (place and _ends(unit)):
            return False
        if unit.label(LEAD_IN, "colon"):
            markers = [label.marker for label in units[place + 1].labels if label.marker is not None]
            return place > 0 and any(marker.value <= 1 for marker in markers) and any("?" in u.text for u in units[place + 1 : place + 4])
    return False


def _begins(units: Sequence[Unit], index: int) -> bool:
    unit = units[index]
    if unit.label(Role.TYPE, "inquiry") is None or not (unit.gap or unit.line.page > units[index - 1].line.page) or len(unit.text) > 300:
        return False
    if unit.text.endswith((".", ",", "?")):
        return False
    head = units[index : index + HEAD_REACH]
    asked = any(u.is_a(Role.ITEM, Role.LEAD_IN) or "?" in u.text for u in units[index + 1 :])
    return (
        asked
        and sum(any(u.is_a(role) for u in head) for role in (Role.FIELD, Role.GROUP, Role.MEMBER, Role.TABLE, Role.DATE, Role.LEAD_IN)) >= 2
    )


def _with_letterhead(units: Sequence[Unit], index: int) -> int:
    """Move the start up to include the letterhead above the paper's name: city, office, place and date."""
    while (
        index > 1
        and units[index - 1].is_a(Role.BODY, Role.DATE, Role.FURNITURE, Role.FIELD)
        and not units[index - 1].is_a(Role.NAME, Role.SIGNED)
    ):
        index -= 1
    return index
