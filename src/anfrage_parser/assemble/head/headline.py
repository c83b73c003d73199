"""The line by which an inquiry names itself, taken apart: "Anfrage 1424/2024 zur Sitzung am … Titel (FDP)".

It is a small language of its own: type, number, asker, session, date, legal basis, subject; each may be missing.
"""

import re
from collections.abc import Iterator, Sequence

from anfrage_parser.assemble.head.askers import groups_in, known_parties
from anfrage_parser.assemble.ledger import Slice, joined
from anfrage_parser.conventions import Convention
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import DATE, STRICT_REFERENCE, Found, date_from, find_reference

_NUMBER_WORD = compiled(r"(?:Nr\.?|Nummer|Drucksache|Drs\.?)\s{0,2}:?\s{0,2}", re.IGNORECASE)
_LAW = compiled(
    r"(?:gemäß|gem\.|nach|laut|i\.\s?S\.\s?d\.)\s(?:§|Art|Ziffer|der\sGeschäftsordnung|den?\s).{1,110}?"
    r"(?=\s?[:–—]|\s-\s|\szu[mr]?\s|\smit\sAntwort|\sbetreffend|\svom\s|\sfür\sd(?:ie|en)\s|\Z)"
    r"|an\s(?:die|den|das)\s.{2,60}?\s(?:übersandt|übermittelt|weitergeleitet)(?:\sam\s[0-9. ]{6,12})?"
    r"|zur\s(?:[\wäöüß]{3,20}\s){0,3}Beantwortung|mit\sAntwort\s(?:der|des)\s.{2,80}",
    re.IGNORECASE,
)
_CAME = compiled(r",?\s?(?:eingegangen|Eingang)\s(?:am\s)?", re.IGNORECASE)
_SUBJECT = compiled(
    r"(?:zum\sThema|betreffend|betreffs|betr\.|bezüglich|bzgl\.|wegen(?=\s)|in\sSachen|i\.\s?S\.(?!\s?d\.)|mit\sdem\sTitel|zu[mr]?(?=\s))\s?:?\s?",
    re.IGNORECASE,
)
_SHORT_NAME = compiled(
    r"(?:der|des|von|vom)\s(?:Fraktion\s)?[A-ZÄÖÜ]{2,6}(?:[\s/-][A-ZÄÖÜ][\w-]{1,30})?"
    r"(?=\s(?:zu[mr]?|betreffend|betr\.|vom\s[0-9]|gemäß|für\sdie)\s|\s?[:–—])",
)
""" "der UWG Überau zur …": letters that stand for a group no list knows."""

_ASKER = compiled(
    r"(?:der|des|von|vom)\s.{2,160}?(?=\s(?:gem(?:äß|\.)|nach\s§|zu[rm]\s|für\sdie\s|vom\s[0-9]|betr(?:effend|\.)|an\sde|-\s)|,\seingegangen|[:;–—]|\Z)",
)
_TO = compiled(
    r"an\s(?:den|die|das|Herrn|Frau)\s[^:;–—?]{2,80}?(?=\s(?:zu[mr]?|gemäß|gem\.|nach\s§|betreffend|betr\.|bezüglich|vom\s[0-9]|in\sSachen)\s|\s?[:–—]|\s-\s|"
    r"\s[A-ZÄÖÜ]{1,4}(?:-[A-ZÄÖÜ]{1,3})?\s?[0-9]{1,5}/[0-9]{2,4}\s?\Z|\s?\Z)",
)
""" "Anfrage an den Oberbürgermeister zum Thema …": to whom, before what about."""

_PLACE_DATE = compiled(r"(?<!\w)([A-ZÄÖÜ][\wäöüß./-]{1,30}(?:\s[A-ZÄÖÜ(][\w./()-]{1,20}){0,2}),\s(?:den\s|am\s)?(?=[0-9])")
_JOINED = compiled(r"\A(?=[^/.\s-]{0,80}[/.-])\S{1,80}(?<=[0-9])")
"""Numbers with something between them: "12/2024"."""

_SHORT_NUMBER = compiled(r",\s([A-ZÄÖÜ]{1,3}\s[0-9]{1,5})\Z")
""" "Anfrage vom 21.03.2024, A 231"."""

_DASHED = compiled(r"([0-9]{2}-[0-9]{4,6})\Z")
""" "Auskunftsersuchen - 22-0815"."""

_MARK = compiled(r"[:;,.–—|/-]{1,2}|\Z")
_PART = compiled(r"(?:im\s)?((?:nicht\s?)?öffentliche[rn]?)\s(?:Teil|Sitzungsteil)(?:\sder\sSitzung)?", re.IGNORECASE)
_COMMITTEE_DAY = compiled(
    r"(?:zur\s(?:schriftlichen\s|mündlichen\s)?(?:Beantwortung|Behandlung|Beratung)\s)?(?:zum|zur|für\sd(?:en|ie)|im|in\sde[rnm]|an\sd(?:en|ie))\s"
    r"(?=[A-ZÄÖÜ])(?P<committee>[\w /().,-]{3,90}?),?\s(?:am|vom)\s(?:\w{2,10}tag,?\s(?:den\s)?)?(?=[0-9])",
)
""" "zum Ausschuss für Soziales am 8.5.2019", "zur Beantwortung in der Stadtverordnetenversammlung am 25.2.2021"."""


_COMMITTEE_NAME = (
    r"(?:\s(?:des|der|im|in)\s(?P<committee>[A-ZÄÖÜ][\wäöüß-]{2,50}?)(?P<genitive>(?<=[tg])e?s|(?<=ss)es)?"
    r"(?P<place>(?:,?\s(?:für|und|sowie|der|des|[A-ZÄÖÜ(][\w/().-]{0,40})){0,12}?(?=,?\s(?:am|vom|den)\s(?:\w{2,10}tag|Mittwoch|Sonnabend|[0-9]))|"
    r"(?:\s(?:für|und|der|des|[A-ZÄÖÜ(][\w/().-]{0,40})){0,8}?(?=\s(?:am|vom|den)\b|\s?[,:;.)]|\s?\Z)))?"
)
SESSION = compiled(
    r"(?:(?:zur|zu\sder|für\sdie|in\sder|an\sdie|auf\sder|der|die)\s)?(?:(?:nächsten|nächste|kommenden|öffentlichen|ordentlichen|[0-9]{1,3}\.)\s){0,2}"
    r"(?:(?P<compound>[A-ZÄÖÜ][a-zäöüß]{2,40}?)(?:s)?(?=sitzung))?(?:(?:S|s)itzung|Fragestunde)(?!\w)"
    + _COMMITTEE_NAME
    + r"(?P<local>(?:\s[A-ZÄÖÜ][\w/.-]{2,40}){1,2})?"
    r"(?:\s?,?\s(?:am|vom|den)(?=\s|\Z)(?:\s(?:\w{2,10}tag|Mittwoch|Sonnabend),?(?:\sden)?)?)?\s?",
)
"""zur Sitzung am, zur Stadtratssitzung am 31.01.2024, Ortsbeiratssitzung Mainz-Neustadt am …, Sitzung des Rates am …"""


_SECOND_HALF = compiled(r"(?:,?\s?[A-ZÄÖÜ][a-zäöü]{2,20}-\s|,\s){0,2}(?:und|u\.)\s[A-ZÄÖÜ][a-zäöüß]{2,40}ausschusses")
""" "des Haupt- und Finanzausschusses"."""

Row = tuple[str, int, int, str]
"""A field, the place of its value in a text, and the value."""


def read_session(text: str, start: int = 0, search: bool = False) -> tuple[int, list[Row]] | None:
    """A session formula: the position behind it, and what it holds as (field, start, end, value)."""
    if "itzung" not in text and "Fragestunde" not in text:
        return None
    match = SESSION.search(text, start) if search else SESSION.match(text, start)
    if not match:
        return None
    rows: list[Row] = []
    for name in ("compound", "committee", "local", "place"):
        if match[name] and match[name].strip():
            first = match.start(name) + len(match[name]) - len(match[name].lstrip())
            last = match.end(name) - (2 if name == "place" and _SECOND_HALF.fullmatch(match[name].strip()) else 0)
            rows.append(("committee", first, last, text[first:last]))
    end = match.end()
    date = DATE.match(text, end)
    value = date_from(date) if date else None
    if date and value:
        rows.append(("session_date", date.start(), date.end(), value))
        end = date.end()
    elif re.search(r"(?:am|vom|den)\s?\Z", match.group()):
        rows.append(("session_announced", match.start(), end, ""))
    return end, rows


FORMAL = ("number", "session_date", "session_announced")
"""What makes a headline a form, in which a bracket at the end holds the group even when no list knows it."""


def read_headline(text: str, start: int, convention: Convention) -> Iterator[Row]:
    """Everything behind the type words, as (field, start, end, value); what has no value is "label"."""
    formal, opening = False, start
    while start < len(text):
        if text[start] == " ":
            start += 1
            continue
        rows, end = _next(text, start, convention, first=not text[opening:start].strip())
        yield from rows
        if end <= start:
            yield from _subject(text, start, convention, formal)
            return
        formal = formal or any(row[0] in FORMAL for row in rows)
        start = end


def _next(text: str, start: int, convention: Convention, first: bool) -> tuple[list[Row], int]:
    word = _NUMBER_WORD.match(text, start)
    reference = _reference(text, word.end() if word else start, labelled=word is not None)
    if reference is None and first and (loose := _shifted(text, start)) and _JOINED.fullmatch(loose.value):
        reference = loose  # right behind "Anfrage", as in "Anfrage 543-19 der Fraktion …"
    if reference:
        return [("number", reference.start, reference.end, reference.value)], reference.end
    session = read_session(text, start)
    if session:
        return session[1], session[0]
    if dated := _dated(text, start):
        return dated, dated[-1][2]
    if named := _named(text, start, convention, first):
        return named, named[-1][2]
    for pattern in (_LAW, _SUBJECT, _MARK):
        if (match := pattern.match(text, start)) and match.end() > start:
            return [("label", match.start(), match.end(), "")], match.end()
    return [], start


def _named(text: str, start: int, convention: Convention, first: bool) -> list[Row]:
    """Who asks or is asked, before which committee, in which part of the session."""
    if who := _who(text, start, convention, first):
        return [who]
    if day := _committee_day(text, start, convention):
        return day
    part = _PART.match(text, start)
    return [("public", part.start(1), part.end(1), part.group(1)), ("label", part.end(), part.end(), "")] if part else []


def _committee_day(text: str, start: int, convention: Convention) -> list[Row]:
    """Committee and day of a session that is not called one."""
    match = _COMMITTEE_DAY.match(text, start)
    date = DATE.match(text, match.end()) if match else None
    value = date_from(date) if date else None
    if match is None or date is None or value is None or not convention.committee.match(match["committee"]):
        return []
    name = re.sub(r",?\s(?:Sitzung|Termin)\Z", "", match["committee"])  # "Ausschuss für Soziales, Sitzung am 3.5.2024"
    return [
        ("committee", match.start("committee"), match.start("committee") + len(name), name),
        ("session_date", date.start(), date.end(), value),
    ]


def _who(text: str, start: int, convention: Convention, first: bool) -> Row | None:
    """The asker, or the addressee right behind the type."""
    asker = _ASKER.match(text, start)
    if asker is None or not _names_group(asker.group(), convention):
        asker = _SHORT_NAME.match(text, start) if first else None
    if asker is not None:
        return "asker", asker.start(), asker.end(), asker.group()
    to = _TO.match(text, start)
    if to is not None and not first and text[to.end() : to.end() + 1] != ":":
        return None  # only right behind the type, or before a colon
    return ("addressee", to.start(), to.end(), to.group()) if to else None


def _dated(text: str, start: int) -> list[Row]:
    """ "vom 3.5.2024", "eingegangen am 3.5.2024", "Auental, den 3.5.2024"."""
    came, placed = _CAME.match(text, start), _PLACE_DATE.match(text, start)
    position = came.end() if came else placed.end() if placed else start + 4 if text.startswith("vom ", start) else start
    date = DATE.match(text, position)
    value = date_from(date) if date else None
    if date is None or value is None:
        return []
    rows = [("place", placed.start(1), placed.end(1), placed.group(1))] if placed else []
    return [*rows, ("received" if came else "date", date.start(), date.end(), value)]


def _reference(text: str, start: int, labelled: bool) -> Found | None:
    if labelled:
        return find_reference(text, True) if start == 0 else _shifted(text, start)
    match = STRICT_REFERENCE.match(text, start)
    if match is None and (short := _SHORT_NUMBER.match(text, start) or _DASHED.match(text, start)):
        return Found(short.start(1), short.end(1), short.group(1))
    return Found(match.start(), match.end(), match.group()) if match else None


def _shifted(text: str, start: int) -> Found | None:
    found = find_reference(text[start:], True)
    return Found(found.start + start, found.end + start, found.value) if found else None


def _names_group(text: str, convention: Convention) -> bool:
    return bool(convention.group.search(text) or convention.member.match(text) or next(known_parties(text, convention), None))


_BRACKET_END = compiled(r"\s?\(([^()]{1,80}(?:\([^()]{1,40}\))?)\)?\s?\.?\Z")


_UNKNOWN_GROUP = compiled(r"(?:der\s|Fraktion\s|Gruppe\s)?[A-ZÄÖÜ][^0-9:;?!]{1,60}")


_NO_GROUP = compiled(
    r"(?:(?:\w{1,20}\s)?(?:frage|bürger)stunde|(?:nicht)?öffentlich|schriftlich|mündlich|dringlich|eilt|nachtrag|ergänzung|neufassung|"
    r"fortsetzung|teil|kopie|entwurf|tischvorlage|wiederholung|top)\b|\w{0,30}sitzung\b",
    re.IGNORECASE,
)
"""What a bracket at the end holds that is no group: "(Fragestunde)"."""


def _subject(text: str, start: int, convention: Convention, formal: bool = False) -> Iterator[Row]:
    """What is left: a group alone is the asker, anything else the title, a group in brackets at its end the asker."""
    rest = text[start:].rstrip()
    if is_group_alone(rest, convention):
        yield "asker", start, start + len(rest), rest
        return
    end = start + len(rest)
    bracket = _BRACKET_END.search(rest)
    if bracket and (
        _names_group(bracket.group(1), convention)
        or is_group_alone(bracket.group(1), convention)
        or (formal and _UNKNOWN_GROUP.fullmatch(bracket.group(1)) and not _NO_GROUP.match(bracket.group(1)))
    ):
        yield "asker", start + bracket.start(1), start + bracket.end(1), bracket.group(1)
        end = start + bracket.start()
    if bracket and not bracket.start() and _NO_GROUP.match(bracket.group(1)):
        yield "label", start, end, ""
    elif any(char.isalnum() for char in text[start:end]):
        start, end = _unquoted(text, start, end)
        yield "title", start, end, text[start:end]


_QUOTED = compiled(r"[„“\"»«][^„“”\"»«]{3,300}[“”\"«»]", needs='„“"»«')


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """A title without the quotes around the whole of it: 'zum Thema „Lärm am Hafen“'."""
    return (start + 1, end - 1) if _QUOTED.fullmatch(text[start:end]) else (start, end)


def is_group_alone(text: str, convention: Convention) -> bool:
    """Whether a text is nothing but groups: "FDP/FW", "Volt", "SPD und GRÜNE", "CDU-Ortschaftsratsfraktion"."""
    if len(text) > 80 or text.endswith("?"):
        return False
    rest = text
    for found in reversed(list(known_parties(text, convention))):
        rest = rest[: found.start] + rest[found.end :]
    if rest != text and not re.sub(r"\b(?:und|der|die|Fraktion(?:en)?|Gruppe|sowie)\b|[^\w]", "", rest):
        return True
    group = convention.group.search(text)
    return bool(group and len(text.split()) <= 6 and groups_in(text, convention))


def trailing_group(text: str, convention: Convention) -> Sequence[Row]:
    """A title parted from the group in brackets at its end."""
    return tuple(_subject(text, 0, convention))


_ANSWER_TO = compiled(
    r"(?:(?:Antwort|Beantwortung)\s(?:auf|zu)\s)?Ihre[rn]?\s(?:\w{2,20}\s)?Anfrage\s?:\s|"
    r"(?:Beantwortung|Antwort|Stellungnahme)\s(?:(?:auf|zur?|der|Ihrer)\s)?(?:\w{2,20}\s)?(?:Anfrage\s)?(?:Nr\.\s)?"
    r"(?=\S{0,20}[0-9])[A-ZÄÖÜ0-9][\w./-]{3,24}\s?(?:[:–-]|zu[rm]?)\s",
    needs=("Ihre", "Antwort", "Beantwortung", "Stellungnahme"),
)


def without_name(slices: Sequence[Slice]) -> Sequence[Slice]:
    """A title without the name of the answer in front: "Beantwortung KA-0381/VII - Stege am Ufer", "Ihre Anfrage: Stege am Ufer"."""
    text, places = joined(slices)
    named = _ANSWER_TO.match(text)
    return places.slices(named.end(), len(text)) if named is not None else slices
