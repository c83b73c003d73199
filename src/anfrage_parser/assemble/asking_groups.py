"""The groups that a sentence names as those who ask: "Die ÖDP-Fraktion bittet um Antwort", "folgende Anfrage stellt SPD-Ratsherr …"."""

from collections.abc import Sequence

from anfrage_parser.assemble.head.askers import groups_in, known_parties
from anfrage_parser.conventions import Convention
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import Found

_ACTS = compiled(
    r"\b(?:frag(?:t|en|e)|frägt|bitte[nt]?|stell(?:t|en|e)|möchten?|beantrag(?:t|en)|ersuch(?:t|en)|erkundig(?:t|en)|interessier(?:t|en)"
    r"|(?P<weak>haben|hat|will|wollen|regt|bring(?:t|en)|reich(?:t|en|e)|richtet(?:e|en)?|wende[nt]?|erwarte(?:t|n)|darf|dürfen|übermittel[tn]"
    r"|leg(?:t|en)))\b"
)
"""Verbs of those who ask; weak ones only do together with a word for question: "Dazu haben wir folgende Fragen"."""

_QUESTION = compiled(r"[Ff]rage|wissen|[Aa]uskunft|[Aa]ntwort|Auskünfte")

_SUBJECT = compiled(
    r"(?:[Dd]ie|[Nn]amens\sder|Namen\sder|[Ff]ür\sdie)\s((?:[\w./|’'-]{1,30}\s){0,3}?[\w./|’'-]{0,30}[Ff]raktion(?:\s(?:für\s)?[A-ZÄÖÜ][\w/-]{1,30}){0,3})"
)

_OFFICE = compiled(
    r"(?<!\w)(?P<name>[A-ZÄÖÜ][\w./]{1,20}(?:\s(?:Fraktion|Gruppe))?)-(?:[A-ZÄÖÜ]?\w{0,20})?"
    r"(?:[Ff]raktion|[Gg]ruppe|[Rr]atsherr|[Rr]atsfrau|[Rr]atsmitglied|[Ss]tadtr[aä]t|[Gg]emeinder[aä]t|[Kk]reisr[aä]t|[Vv]erordnete|[Aa]bgeordnete|[Vv]ertreter|[Ss]precher|[Mm]itglied)"
)
""" "SPD-Ratsherr", "BFN-Fraktionsvorsitzender", "WAM-Fraktion"."""

_MEMBER = (
    r"\b(?:[Bb]ezirks|[Ss]tadt)?(?:[Vv]erordnete|[Aa]bgeordnete|[Ss]tadtr[aä]t|[Rr]atsherr|[Rr]atsfrau|[Mm]itglied|[Ss]precher|"
    r"[Vv]orsitzende)\w{0,4}\s"
)

_MEMBER_OF = compiled(
    rf"{_MEMBER}(?:der|für\sdie)\s"
    r"(?P<group>(?:[\w./|-]{1,30}-)?(?:[Ff]raktion|[Gg]ruppe)(?:\s(?:der\s)?[A-ZÄÖÜ][\w/.-]{1,30}){0,3})"
)
""" "Bezirksverordnete der SPD-Fraktion Neuenaue"."""

_IN_BRACKETS = compiled(rf"{_MEMBER}(?:[\w-]{{2,30}}\s){{0,5}}?\((?P<group>[\w./ -]{{2,30}})\)")
""" "als Mitglied des Rates (FDP) bitte ich"."""

_NAMED = compiled(r"\b(?:wir|[Dd]ie|[Nn]amens\sde[rs]|[Ff]ür\sd(?:ie|en|as))\s[A-ZÄÖÜ]")
""" "Für den SSW frage ich", "wir GRÜNEN bitten"."""

_SHORT = compiled(r"\A(?P<name>(?:[A-ZÄÖÜ]\.?[a-zäöü]?\.?){2,6})\s(?:bitte[nt]?|frag(?:t|en)|stell(?:t|en)|möchten?|will|wollen)\s")
""" "W.i.R. bitten die Verwaltung": an acronym in front of the verb."""

_TOGETHER = compiled(
    r"(?:[\s-]?\w{0,12}[Ff]raktion)?(?:\s(?:im|in\sder)\s[A-ZÄÖÜ]\w{2,30})?\s?(?:[/|+&,]|und\b|sowie\b)\s?(?:(?:die|der|von)\s)?"
    r"(?:\w{0,12}(?:[Ff]raktion|[Gg]ruppe)\s(?:der\s|von\s)?)?"
)
""" "Die FDP/ÖDP-Fraktion", "Die Fraktionen von CDU und SPD": text between groups that ask jointly."""

REACH = 60
"""Characters behind the verb in which the group may stand."""


def asking_groups(sentence: str, convention: Convention) -> list[Found]:
    """Return the groups that a sentence names as asking, in printed order; none if it doesn't ask.

    >>> from anfrage_parser import conventions
    >>> [found.value for found in asking_groups("Die CDU-Fraktion bittet um Auskunft.", conventions.load("general"))]
    ['CDU']
    """
    act = _ACTS.search(sentence)
    if act is None or (act["weak"] and not _QUESTION.search(sentence)):
        return []
    around = sentence[: act.end() + REACH]
    if short := _SHORT.match(sentence):
        return [Found(short.start("name"), short.end("name"), short["name"])]
    if member := _MEMBER_OF.search(around):
        return _together(member["group"], list(known_parties(member["group"], convention)) or groups_in(member["group"], convention))
    if not (convention.group.search(around) or _OFFICE.search(around) or _NAMED.search(around)):
        member = _IN_BRACKETS.search(around)
        return _together(member["group"], list(known_parties(member["group"], convention))) if member is not None else []
    known = list(known_parties(around, convention))
    return _together(around, known) if known else _unknown(around, convention)


def _unknown(text: str, convention: Convention) -> list[Found]:
    """Return groups that no table holds: "Die WAM-Fraktion", "die Fraktion Bürger für Auental"."""
    subject = _SUBJECT.search(text)
    if subject is not None and (named := groups_in(subject.group(1), convention)):
        return named
    return office_group(text)


def office_group(text: str) -> list[Found]:
    """Return the short name of a group that no table holds, in front of an office: "BFN-Fraktionsvorsitzender"."""
    office = _OFFICE.search(text)
    return [Found(office.start("name"), office.end("name"), office["name"])] if office and office["name"].isupper() else []


def _together(text: str, named: Sequence[Found]) -> list[Found]:
    """Return the first group and those asking jointly with it."""
    asking = [*named[:1]]
    for found in named[1:]:
        if not _TOGETHER.fullmatch(text, asking[-1].end, found.start):
            break
        asking.append(found)
    return asking
