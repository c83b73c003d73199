"""The title of an inquiry whose head does not label it: the last unexplained paragraph above the text."""

from collections.abc import Sequence

from anfrage_parser.assemble.head.askers import known_parties
from anfrage_parser.assemble.head.head import Head
from anfrage_parser.assemble.ledger import part, whole
from anfrage_parser.label.group_rules import LOCAL_GROUP
from anfrage_parser.model import Role, Unit
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import Found


def choose_title(head: Head) -> None:
    """Give the draft its title from what the head left over, a larger or bolder paragraph before a plainer one."""
    good = [g for g in head.free if _WORD.search(" ".join(u.text for u in g)) and not is_note(g) and not _is_letterhead(head, g)]
    if good and head.draft.title is None:
        best = max(enumerate(good), key=lambda row: (_weight(row[1]), row[0]))[1]
        if len(best) > 1 and "," not in best[0].text and best[0].text.endswith(head.convention.words("subjects", "topics")):
            head.ledger.unit(best[0], "label", "title:topic")
            best = best[1:]
        head.fields.title([whole(u) for u in best], "title:position")
    for unit in (u for group in head.free for u in group):
        if unit.is_a(Role.HEADING) and not head.ledger.taken(unit):
            head.ledger.unit(unit, "label", "heading")


_WORD = compiled(r"[^\W\d_]{3}")
"""What a title has; "13...Ma1" has none."""


TOP_LINES = 3
"""Units above which a council is named as whose paper it is."""


def _is_letterhead(head: Head, group: Sequence[Unit]) -> bool:
    """ "FREIE WÄHLER Lindhafen" on top of a letter: the group that writes it."""
    text = group[0].text
    if len(group) == 1 and ((group[0].index < TOP_LINES and _names_council(text, head)) or _OFFICE.fullmatch(text)):
        head.ledger.unit(group[0], "furniture", "letterhead")
        return True
    found = next(known_parties(text, head.convention), None)
    if found is None and not group[0].index and LOCAL_GROUP.fullmatch(text):
        found = Found(0, len(text), text)
    if found is None or found.start > 4 or len(group) > 1 or len(text.split()) > 7 or (len(head.free) < 2 and head.draft.title is None):
        return False
    if not head.draft.parties:
        head.fields.asker(part(group[0], 0), "letterhead")
    return True


_OFFICE = compiled(
    r"(?:Der|Die|Herrn?|Frau)?\s?(?:(?:(?:Ober|Bezirks|Orts|Samtgemeinde|Verbandsgemeinde)?[Bb]ürgermeister|(?:Ober|Orts|Stadt)vorsteher|"
    r"Landr(?:at|ätin)|Stadtverordnetenvorsteher|Bezirksvorsteher)(?:in)?|Magistrat|Senat|Gemeindeverwaltung|Stadtverwaltung)"
)
""" "Oberbürgermeister", the line of an address."""

_PLACE_NAME = compiled(
    r"(?:\s(?:der|des|im|in|am|an|von|Stadt|Gemeinde|Landkreises)){0,3}(?:[\s-][A-ZÄÖÜ(][\w.()/-]{1,30}){1,3}"
    r"(?:\sder\s(?:Stadt|Gemeinde|Landeshauptstadt)\s[A-ZÄÖÜ][\w-]{1,30})?"
)


def _names_council(text: str, head: Head) -> bool:
    """ "Stadtrat Neuenwalde", "Rat der Stadt Auental" on the first lines."""
    named = head.convention.committee.match(text)
    return named is not None and _PLACE_NAME.fullmatch(text, named.end()) is not None


def is_note(group: Sequence[Unit]) -> bool:
    """A remark in the head that is no title: "- Bitte austauschen -", "(Kopie)"."""
    text = group[0].text
    if text[0].islower():
        return True
    return len(group) == 1 and (text[0] in "-–(*" or (len(text) < 12 and text.endswith(":")))


def _weight(group: Sequence[Unit]) -> tuple[float, bool]:
    """How much a paragraph looks like a title: the size of its letters in points, whether it is bold; what a pen wrote has no size."""
    sizes = [0.0 if _is_doubtful(u) else u.line.size or 0.0 for u in group]
    return round(max(sizes)), all(u.line.bold for u in group)


def _is_doubtful(unit: Unit) -> bool:
    """Whether the recognition is unsure of half of a unit's words."""
    line = unit.line
    if not line.doubts:
        return False
    first, last = line.at(unit.start) - line.start, line.at(unit.end) - line.start
    return 2 * sum(first <= start < last for start, _ in line.doubts) >= len(unit.text.split())
