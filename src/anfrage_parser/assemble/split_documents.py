"""Split a document with several papers: where the next inquiry begins, or the answer to the previous one."""

from collections.abc import Sequence

from anfrage_parser.model import CLOSING, LEAD_IN, NAME, SIGNED, TYPE, Role, Unit
from anfrage_parser.text.patterns import compiled

HEAD_REACH = 14
"""Lines after a paper's name ("Anfrage") in which the rest of a head must occur."""


ANSWER_REACH = 30
"""Lines at the top of a page in which an answer names itself."""

_ANSWERS = compiled(
    r"\b(?:[Ii]hre\s(?:[A-Za-zäöüÄÖÜß-]{1,30}\s)?Anfrage\s(?:vom|zum|zur|in)\b|(?:zu|auf)\s[Ii]hre[rn]?\s(?:o\.\s?g\.\s|[a-zäöüß]{1,20}\s){0,2}(?:Frage|Anfrage)n?\b|"
    r"[Ii]hre\s(?:Frage|Anfrage)n?\s(?:wird|werden|beantworte|darf|möchte|kann)|wie\sfolgt\s(?:beantwortet|Stellung)|Stellung\sgenommen|"
    r"beantworte(?:n\swir|t\sdie\sVerwaltung|\sich)|[Dd]ie\sVerwaltung\s(?:beantwortet|antwortet|nimmt))"
)
"""Phrases of an answer: "Ihre Anfrage vom 3. Mai", "zu Ihren Fragen nehme ich wie folgt Stellung"."""


def split_inquiries(units: Sequence[Unit]) -> list[tuple[Sequence[Unit], bool]]:
    """Return the units of each paper, and whether it is an answer.

    A new inquiry begins where a document names itself again after questions and a signature; an answer, on a new page after
    questions whose first lines say so.
    """
    starts = [(0, False)]
    asked = ended = False
    page = 0
    for index, unit in enumerate(units):
        page, before = unit.line.page, page
        if asked and page != before and not starts[-1][1] and _answers(units, index):
            starts.append((index, True))
            asked = ended = False
            continue
        asked = asked or "?" in unit.text or LEAD_IN in unit.roles
        if not unit.labels:
            continue
        if asked and _ends(unit):
            ended = True
        elif ended and TYPE in unit.roles and _begins(units, index):
            starts.append((_with_letterhead(units, index), False))
            asked = ended = False
    ends = [start for start, _ in starts[1:]] + [len(units)]
    return [(units[start:end], answer) for (start, answer), end in zip(starts, ends, strict=True)]


def _answers(units: Sequence[Unit], index: int) -> bool:
    """Return whether an answer begins at the top of a page: a head and phrases of an answer, before anything is asked."""
    head = [unit for unit in units[index : index + ANSWER_REACH] if unit.line.page == units[index].line.page]
    if head[0].label(Role.TYPE, "answer") is not None:
        return True
    said = next((place for place, unit in enumerate(head) if _ANSWERS.search(unit.text)), None)
    if said is None or any("?" in unit.text for unit in head[:said]):
        return False
    return any(unit.is_a(Role.DATE, Role.GROUP, Role.ADDRESS, Role.SALUTATION, Role.TYPE, Role.OFFICE) for unit in head[: said + 1])


def _ends(unit: Unit) -> bool:
    return (
        SIGNED in unit.roles
        or (NAME in unit.roles and unit.gap == 0)
        or (CLOSING in unit.roles and unit.label(CLOSING, "closing") is not None)
    )


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
