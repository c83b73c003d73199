"""Who asks: groups, joint groups and members, each by its canonical name, an unknown one as printed."""

import re
from collections.abc import Iterator, Sequence

from anfrage_parser.conventions import Convention, party_key
from anfrage_parser.text.clean import SOFT_HYPHEN
from anfrage_parser.text.menus import is_menu
from anfrage_parser.text.names import is_name, name_at, names_in, split_people
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import Found

_FILLERS = frozenset(
    """Anfrage Die DIE Namens namens Namen Kleine Große Gemeinsame Interfraktionelle Fraktionen Fraktion Gruppen Gruppe Partei der die des
    von vom den im in und für Rat Rates Stadtrat Gemeinderat Kreistag Landtag Bundestag Bezirksvertretung Ortsbeirat Ortschaftsrat Stadt
    Gemeinde Landkreis Stadtverordnetenversammlung durch sowie Herr Herrn Frau""".split()
)
_PIECES = compiled(r"\w+|[^\w ]")


def _says_more(text: str, signs: str) -> bool:
    """Whether a text holds anything but words that stand beside a group's name, and some signs."""
    return any(piece not in _FILLERS and piece not in signs for piece in _PIECES.findall(text))


def groups_in(text: str, convention: Convention) -> list[Found]:
    """The groups that a phrase of a head names, by canonical name, in printed order.

    "FW|FÜR-Gemeinderatsfraktion" gives both; "Fraktion Liste Mensch und Umwelt" gives "Liste Mensch und Umwelt".
    """
    known = list(known_parties(text, convention))
    double = _DOUBLE_NAME.fullmatch(text) if known and " – " in text else None
    if double and any(char.isalpha() for char in convention.party.sub("", double["first"] + double["second"])):
        return [Found(0, len(text), text)]
    if not known:
        return [Found(0, len(text), text)] if _REGISTERED.fullmatch(text) else _unknown(text, convention)
    return _unique([*known, *_partners(text, known, convention)])


_DOUBLE_NAME = compiled(r"(?P<first>[A-ZÄÖÜ][^()/|,;–]{3,30})\s–\s(?P<second>[A-ZÄÖÜ][^()/|,;–]{3,30})\s\([A-ZÄÖÜ]{2,5}-[A-ZÄÖÜ]{2,5}\)")
""" "Bürger Auental – Freie Demokraten (BA-FDP)": one group of its own, and none of the parties that its name holds."""


def known_parties(text: str, convention: Convention) -> Iterator[Found]:
    """Every printed name of a known party; lower case counts only where the party writes itself so."""
    for match in convention.party.finditer(text):
        printed = match.group()
        canonical = convention.party_keys.get(party_key(printed))
        if _LIST_BEHIND.match(text, match.end()) and canonical in ("BÜNDNIS 90/DIE GRÜNEN", "DIE LINKE"):
            continue  # "Grüne Liste Auental", "GRÜNE OFFENE LISTE" are groups of their own
        if canonical and (any(c.isupper() for c in printed) or canonical in ("parteilos", "ÖDP")):
            yield Found(match.start(), match.end(), canonical)


_LIST_BEHIND = compiled(
    r"[\s-](?:(?:offene|alternative|unabhängige|bunte|freie|soziale|bürger)[\s-])?liste(?!\w)", re.IGNORECASE, needs=("liste",)
)


_REGISTERED = compiled(r"(?!Fraktion)(?:[A-ZÄÖÜ][\w-]{1,30}\s){2,4}e\.\s?V\.")
""" "Wählergruppe Meier e. V.": the name under which a group is registered, as a whole."""

JOINTS = frozenset("/|+&")
"""What stands between the names of groups that ask together."""


def _partners(text: str, known: list[Found], convention: Convention) -> Iterator[Found]:
    """Unknown names that share a slash or bar with a known one: "GRÜNE/Bürgerliste"."""
    if JOINTS.isdisjoint(text):
        if short := _SHORT_PARTNER.match(text):
            yield Found(short.start("name"), short.end("name"), short["name"])
        return
    for match in re.finditer(r"(?:[^/|+&,;()]|\([^()]{1,20}\)){2,60}", text):
        if any(k.start < match.end() and match.start() < k.end for k in known):
            continue
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if before not in JOINTS and after not in JOINTS:
            continue
        name = _bare(match.group(), convention)
        if name and name.lstrip('„“"»')[:1].isupper() and (not is_name(name) or convention.group.search(text, 0, known[0].start)):
            start = match.start() + match.group().index(name)
            yield Found(start, start + len(name), name)


_SHORT_PARTNER = compiled(r"(?:Fraktion\w{0,14}|Gruppe|Ratsgruppe)\s(?P<name>[A-ZÄÖÜ]{2,8})\sund\s(?:[A-ZÄÖÜ]|die\s)", needs=("und",))
""" "Fraktionsgemeinschaft AWH und SSW": a short name beside a known one."""

_OWN_NAME = compiled(r"DIE\sFRAKTION(?=\s[–-]\s)")
""" "DIE FRAKTION – Liste 8": a group that is called so."""

_IN_COUNCIL = compiled(r"\s(?i:im|in\sder)\s(?=[A-ZÄÖÜ])")

_CLUB = compiled(r"\be\.\s?V\Z")
""" "e. V." without its last point."""

_ADDRESS = compiled(r"\s?[·•]\s|,?\s[0-9]{5}\s[A-ZÄÖÜ]|,\s(?=[A-ZÄÖÜ][^,]{2,40}\s[0-9]{1,4}\s?[a-z]?(?:,|\Z))")
"""Where the address begins that stands on the line of a group's name."""


def _bare(text: str, convention: Convention) -> str:
    """A group's own name, without "Fraktion", "-Gemeinderatsfraktion" and the council's place behind it."""
    council = _IN_COUNCIL.search(text)
    if council is not None and convention.committee.match(text, council.end()):
        text = text[: council.start()]
    match = None if _OWN_NAME.search(text) else convention.group.search(text)
    if own := _OWN_NAME.search(text):
        text = text[own.start() :]
    elif match and _says_more(text[: match.start()], ".,:-"):
        text = text[: match.start()]
    elif match:
        text = re.split(r"\s(?:im|in der|in|des|der Stadt)\s", " " + text[match.end() :].strip(" :,-"))[0]
        text = re.sub(r"^(?:der|die|des|von|vom)\s", "", text)
    text = re.sub(r"^(?:(?:Anfrage|der|die|des|von|vom)\s)+", "", text.strip())
    text = _CLUB.sub(r"\g<0>.", text.strip(f" .,:;-–{SOFT_HYPHEN}"))
    return text if text.count("(") == text.count(")") and not text.startswith("(") else text.strip("() ")


def _unknown(text: str, convention: Convention) -> list[Found]:
    """Groups that no table holds: parted by slash or bar, as printed."""
    bare = _bare(_ADDRESS.split(text, 1)[0], convention)
    out: list[Found] = []
    for piece in re.split(r"\s?[/|]\s?", bare):
        name = quoted[1] if (quoted := _IN_QUOTES.fullmatch(piece.strip(f" {SOFT_HYPHEN}"))) else piece.strip(f" {SOFT_HYPHEN}")
        if (
            name
            and (bare != text.strip() or not is_name(name) or GROUP_WORDS.search(bare))
            and len(name) <= 60
            and (any(char.isalpha() for char in name) or convention.group.search(text))
            and _says_more(name, ".,-")
            and not (_NO_GROUP.search(name) or is_menu(name))
        ):
            start = text.index(name)
            out.append(Found(start, start + len(name), name))
    return out


_IN_QUOTES = compiled(r"(?:Liste\s)?[„“\"»«]([^„“”\"»«]{2,60})[“”\"«»]")
""" "Fraktion „Miteinander Auental“", "Liste „Miteinander Auental“": the name alone."""

_NO_GROUP = compiled(
    r"\A(?:[0-9a-zäöü]|(?:Die|Der|Das|In|An|Im|Am|Zum|Zur|Und|Von)(?:\s(?:den|die|der|das|dem))?\Z|Frau\s|Herrn?\s|Dr\.)|(?:\A|\s)(?:\w{0,12}(?:rät(?:e|innen)|verordneten?|abgeordneten?)\Z|Amt\s|Büro\s)|(?:[Dd]ienst|verwaltung)\Z|@"
)
""" "Frau Dr. Eva Muster", "Stadträte", "Amt Auental - Gremiendienst", "spd@fraktion.example": no group."""


def _unique(found: list[Found]) -> list[Found]:
    out: list[Found] = []
    for item in sorted(found, key=lambda f: f.start):
        if item.value not in [o.value for o in out]:
            out.append(item)
    return out


_BARE_MEMBER = compiled(r"[A-ZÄÖÜ][\w-]{1,30}(?=\s?\()")
"""A surname with the party in brackets."""


def member_in(text: str, convention: Convention) -> tuple[Found, Found] | None:
    """Role and name in "Stadtrat Tom Høyem (FDP)"; None where no name follows the role."""
    match = convention.member.match(text)
    if not match:
        return None
    name = name_at(text, match.end())
    if name is None and (bare := _BARE_MEMBER.match(text, match.end())):
        name = Found(bare.start(), bare.end(), bare.group())
    if name is None:
        return None
    start = re.match(r"(?:(?:[Dd]ie|Der|des|der|den|dem|von|vom|durch)\s){0,2}", text)
    first = start.end() if start else 0
    role = text[first : match.end()].strip()
    return Found(first, first + len(role), role), name


GROUP_WORDS = compiled(
    r"wähler|bürger(?![a-z])|liste\b|gemeinschaft|bündnis|forum|initiative|allianz|partei|union\b|freie\b|alternative|\be\.\s?V\b",
    re.IGNORECASE,
)


SURNAMES = frozenset({"Linke"})
"""Names of parties that people are called by, too."""


def _without_party(name: Found, convention: Convention) -> Found:
    """The name alone, where the party stands behind it as if it were its last word: "Emil Brandtner Volt"."""
    start = name.value.rfind(" ") + 1
    last, before = name.value[start:], name.value[:start].rstrip()
    if last in SURNAMES or party_key(last) not in convention.party_keys or not is_name(before):
        return name
    return Found(name.start, name.start + len(before), before)


def members_in(text: str, convention: Convention) -> list[tuple[Found, Found | None]]:
    """The names of a phrase, each with the role printed before it."""
    return [(_without_party(name, convention), role) for name, role in _members_in(text, convention)]


def _members_in(text: str, convention: Convention) -> list[tuple[Found, Found | None]]:
    if listed := _surnames_first(text, convention):
        return [(name, None) for name in listed]
    single = member_in(text, convention)
    if single and text.count(",") == 0 and " und " not in text:
        return [(single[1], single[0])]
    if not (single or convention.member.match(text) or text[:1] == "("):
        found = name_at(text, len(text) - len(text.lstrip()))
        bare = (
            found
            and not (GROUP_WORDS.search(text) or convention.party.fullmatch(found.value))
            and not convention.group.search(text)
            and is_name(found.value)
        )
        return [(name, None) for name in _listed(text, found)] if found and bare else []
    cut = re.search(r"\s(?:und|sowie)\sder\s(?:Fraktion|Gruppe)", text)
    prefix = convention.member.match(text)
    start, end = prefix.end() if prefix else 0, cut.start() if cut else len(text)
    return [(name, None) for name in names_in(text, start, end) if name.start == start or not GROUP_WORDS.search(name.value)]


def _listed(text: str, first: Found) -> list[Found]:
    """The names of "Karl Muster, Ute Beispiel und Tom Weiß"; the first alone where anything but names stands behind it."""
    people = split_people(text)
    return people if len(people) > 1 and all(is_name(person.value) for person in people) else [first]


_SURNAME_FIRST = compiled(
    r"\s{0,3}(?P<name>[A-ZÄÖÜ][^\W\d_]{1,20}(?:-[A-ZÄÖÜ][^\W\d_]{1,20})?,\s[A-ZÄÖÜ][^\W\d_]{1,20}(?:[\s-][A-ZÄÖÜ][^\W\d_]{1,20})?)\s{0,3}(?:[/;]|\Z)"
)
""" "Muster, Eva /", as a list of authors has it."""


def _surnames_first(text: str, convention: Convention) -> list[Found]:
    """The names of "Muster, Eva / Beispiel, Tom"; none where anything else stands between them."""
    names: list[Found] = []
    end = 0 if text.lstrip()[:1].isupper() else len(text)
    while end < len(text) and (match := _SURNAME_FIRST.match(text, end)) is not None:
        names.append(Found(match.start("name"), match.end("name"), match["name"]))
        end = match.end()
    if not names or end < len(text) or not all(is_name(n.value.replace(",", "")) for n in names):
        return []
    known = GROUP_WORDS.search(text) or convention.group.search(text) or next(known_parties(text, convention), None)
    return [] if known else names


_NEXT_MEMBER = compiled(r"\s{0,3}(?:\Z|,|/|;|und\s|sowie\s)")
""" "Ute Beispiel SPD und Tom Weiß CDU": the party belongs to the name before it."""


def party_behind(text: str, name: Found, convention: Convention) -> Found | None:
    """The party in brackets behind a member's name, or right behind it at the end: "Emil Brandtner AfD"."""
    bracket = re.compile(r"[\s,]{0,2}\(([^()]{1,40})\)?").match(text, name.end)
    named = groups_in(bracket.group(1), convention) if bracket else []
    if not bracket:
        last = convention.party.match(text, name.end + 1) if text[name.end : name.end + 1] == " " else None
        known = next(known_parties(last.group(), convention), None) if last else None
        ends = last is not None and _NEXT_MEMBER.match(text, last.end()) is not None
        return Found(last.start(), last.end(), known.value) if last and known and ends else None
    if not named:
        return None
    return Found(bracket.start(1) + named[0].start, bracket.start(1) + named[0].end, named[0].value)


def after_names(text: str, names: Sequence[Found], convention: Convention) -> str:
    """What stands behind the last name, or all of it where parties stand between the names, in brackets or not."""
    last = names[-1]
    between = text[: last.start] if any(party_behind(text, name, convention) for name in names[:-1]) else ""
    return text if between or re.search(r"\([^)]{1,40}\)", text[: last.end]) else text[last.end :]
