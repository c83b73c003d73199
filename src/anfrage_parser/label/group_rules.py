"""The rule for lines that name groups or members of the council."""

import re
from collections.abc import Iterator
from functools import lru_cache

from anfrage_parser.conventions import Convention
from anfrage_parser.conventions.matching import BEFORE_MEMBER
from anfrage_parser.label.head_rules import DIGIT, is_wordy
from anfrage_parser.label.rule_prefilter import SHORT
from anfrage_parser.label.text_rules import has_any
from anfrage_parser.model import Label, Role
from anfrage_parser.text.names import name_at
from anfrage_parser.text.patterns import compiled

MOST_SMALL_GROUP_WORDS = 6
"""Words in small letters that a group's name with its council may have: "Gruppe der Piraten und Freien Wähler im Rat der Stadt"."""

_ACTS = compiled(
    r"\b(?:haben|hat|hatten?|ist|sind|war|waren|wird|werden|wurden?|fordern?t?|will|wollen|bitten?t?|fragt|fragen?|stellen?|stellt|möchten?)\b",
    needs=("hab", "hat", "ist", "sind", "war", "wird", "werden", "wurde", "forder", "will", "woll", "bitt", "frag", "stell", "möchte"),
)
"""Verbs that make a line a sentence about a group."""

MOST_GROUP_WORDS = 5
"""Words that may stand before "-Fraktion"; a longer line only names the group."""


_READS_ON = compiled(r"\s(?!(?:im|in|der|des|dem|aus|von|vom|für|und|am|an|zu|zum|zur|sowie|bei|pro)(?:\s|\Z))[a-zäöü]")
"""What goes on behind "Fraktion" in a sentence: "… unserer Fraktion mehrere Brunnen"."""

_OF = compiled(
    r"(?:de[rs]|von|von\s(?:der|den)|durch\sdie|seitens\sder)\s(?:[\w./|-]{1,40})?(?i:fraktion|gruppe)", needs=("fraktion", "gruppe")
)
""" "der Fraktionen SPD und Volt", below the paper's name."""


_DATED = compiled(r"\svom\s[0-9]{1,2}\.\s?[0-9]{1,2}\.\s?[0-9]{2,4}\Z", needs=("vom",))
""" "der Abgeordneten Petra Muster (CDU) vom 04.03.20"."""

_BARE_MEMBER = compiled(r"[A-ZÄÖÜ][\w-]{1,30}\s?\(")
"""A surname with the party in brackets: "Stadtrat Land (SPD)"."""


_BEFORE_MEMBER = frozenset(word.casefold() for word in BEFORE_MEMBER)


LOCAL_WORDS = ("wähler", "bürger", "gemeinschaft", "liste", "bündnis", "initiative", "unabhängig")
"""Parts of the first word of a local group's name."""


def opens_group(word: str, convention: Convention) -> bool:
    """Whether a line with this first word may begin with a party, or with "der" before a member; groups are known by other words."""
    folded, parties = word.casefold(), _party_beginnings(convention)
    return folded in _BEFORE_MEMBER or has_any(folded, LOCAL_WORDS) or folded[:2] in parties or folded[:1] in parties


@lru_cache(maxsize=8)
def _party_beginnings(convention: Convention) -> frozenset[str]:
    """The first two letters of every printed name of a party, the first where no second follows; without case."""
    names = {name.casefold() for canonical, others in convention.parties.items() for name in (canonical, *others)}
    return frozenset(name[:2] if name[:2].isalnum() else name[:1] for name in names)


def group(text: str, convention: Convention) -> Iterator[Label]:
    """ "SPD-Gemeinderatsfraktion", "Fraktion BÜNDNIS 90/DIE GRÜNEN im Rat der Stadt"; "Stadtrat Tom Høyem (FDP)"."""
    member = convention.member.match(text)
    if (
        member
        and len(text) <= (SHORT if "Abgeordnete" in member.group() else 90)
        and not DIGIT.search(convention.party.sub("", _DATED.sub("", text)))
        and (not text.startswith(("Die ", "Der ", "die ")) or (text.endswith(")") and not _ACTS.search(text)))
        and (name_at(text, member.end()) or _BARE_MEMBER.match(text, member.end()))
    ):
        yield Label(Role.MEMBER, "member", "", 0, len(text))
    elif len(text) <= 90 and not _ABBREVIATED.sub("", text).endswith((".", ":", "?", ",")) and (text[0].isupper() or _OF.match(text)):
        worded = has_any(text.casefold(), convention.group_words)
        match = convention.group.search(text) if worded else None
        if is_wordy(text, MOST_SMALL_GROUP_WORDS) or _ACTS.search(text) or "@" in text or "www." in text:
            return
        if match and _READS_ON.match(text, match.end()):
            return
        if (
            (match and len(text[: match.start()].split()) <= MOST_GROUP_WORDS)
            or _only_parties(text, convention)
            or ((short := _SHORT_IN_COUNCIL.match(text)) and convention.committee.match(text, short.end()))
            or _QUOTED_LIST.fullmatch(text)
            or ((worded or opens_group(text.split(None, 1)[0], convention)) and LOCAL_GROUP.fullmatch(text))
        ):
            yield Label(Role.GROUP, "group", "", 0, len(text))


_ABBREVIATED = compiled(r"(?:LINKE\.|e\.\s?V\.)\Z")
"""Names that end with a point."""

_QUOTED_LIST = compiled(r"Liste\s[„»\"][A-ZÄÖÜ][^„“”\"»«]{2,60}[“”\"«]", needs=("liste", "Liste"))
""" "Liste „Miteinander Auental“", on a line of its own."""

LOCAL_GROUP = compiled(
    r"(?:[A-ZÄÖÜ][\w-]{1,20}\s){0,2}(?:(?:[A-ZÄÖÜ][\w-]{1,20}\s)(?<!D(?:ie|IE)\s)(?:Liste|LISTE)|"
    r"(?i:\w{0,12}(?:wähler|bürger|dorf|orts)(?:gemeinschaft|vereinigung|gruppe|bündnis|initiative|liste|forum|union|block)))"
    r"(?:\s(?:im|in\sder|für|IM|IN\sDER|FÜR))?(?:\s[A-ZÄÖÜ][\w-]{1,30}){0,2}(?:\se\.\s?V\.)?",
    needs=("liste", "gemeinschaft", "vereinigung", "gruppe", "bündnis", "initiative", "forum", "union", "block"),
)
""" "Bunte Liste Auental", "GRÜNE LISTE IM STADTBEZIRK SÜD", "Wählergemeinschaft Auental e. V.", on the first line of a letter."""


def _only_parties(text: str, convention: Convention) -> bool:
    """ "SPD", "CDU und FDP", "CDU    FDP", "AfD im Kreistag Auental"."""
    if len(text) > 80 or not convention.party.match(text):
        return False
    rest = convention.party.sub("", text.removesuffix("."))  # "DIE LINKE."
    if (council := _IN_COUNCIL.search(rest)) and convention.committee.match(rest, council.end()):
        rest = rest[: council.start()]
    return not re.sub(r"\b(?:und|sowie)\b|[\s,./|&+]", "", rest)


_SHORT_IN_COUNCIL = compiled(r"[A-ZÄÖÜ][\w.]{0,10}[A-ZÄÖÜ.]\s(?i:im|in\sder)\s(?=[A-ZÄÖÜ][^.:?!]{2,60}\Z)")
""" "BIBS im Stadtbezirksrat": a short name that no table holds."""

_IN_COUNCIL = compiled(r"\s(?i:im|in\sder)\s(?=[A-ZÄÖÜ][^.:?!]{2,60}\Z)")
"""Before the council that a group sits in."""
