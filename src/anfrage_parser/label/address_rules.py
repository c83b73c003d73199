"""Rules for lines that say to whom a paper goes and whose it is: addresses, offices, councils."""

import re
from collections.abc import Iterator

from anfrage_parser.conventions import Convention
from anfrage_parser.model import Label, Role
from anfrage_parser.text.patterns import compiled

_ADDRESS = compiled(
    r"\A(?:(?:.{3,60}\s?[·|,•–-]\s?)?[0-9]{5}\s[A-ZÄÖÜ][\w./() -]{1,40}|"
    r"(?:An\s(?:den|die|das|Herrn|Frau)\b.{0,80}|An|An:)|(?:Herrn|Herr|Frau|Herren)(?:\s.{1,80})?|"
    r"(?:[\wäöüß. -]{0,40}(?i:straße|strasse|str\.|platz|weg|allee|gasse|ring|ufer|markt|damm|tor|graben|berg|hof)|"
    r"A[mn]\s(?:der\s|den\s)?[A-ZÄÖÜ][\w-]{1,30}|"
    r"(?:(?:In|Auf|Hinter|Vor|Bei|Unter)\s(?:der|den|dem)|Im|Zum|Zur|Beim|Unterm|Hinterm)\s(?!Jahre?\b|Frage|Punkt|Antrag|Anfrage|Vorlage|Teil)"
    r"(?:[A-ZÄÖÜ][\w-]{1,30}\s?){1,2}(?=\s[0-9]{1,3}\s?[a-z]?\Z))"
    r"\s[0-9]{1,4}\s?[a-z]?(?:\s?[-–]\s?[0-9]{1,4}\s?[a-z]?)?|"
    r"(?:Stadt|Gemeinde|Kreis)verwaltung(?:\s.{1,50})?|Rathaus|Im Hause|- im Hause -|im Hause)"
)

ADDRESS_STARTS = ("An", "Her", "Frau", "Stadtverw", "Gemeindeverw", "Kreisverw", "Rathaus", "Im Hause", "im Hause", "- im Hause")
"""How the addresses begin that need no digit."""

_ADDRESS_NUMBER = compiled(r"[0-9]{5}\s[A-ZÄÖÜ]|[0-9]\s?[a-z]?[ ·|,•–]{0,9}\Z")
"""The number of a place, or of a house at the end."""

_ABOUT_STREET = compiled(
    r"[A-ZÄÖÜ][a-zäöüß-]{4,30}\s"
    r"(?:(?:auf|in|an|bei|entlang|für)\s(?:de[rmn]\s)?|im\s[a-zäöüß]{4,20}e[nrm]\s)[A-ZÄÖÜ].{0,60}\Z"
)
""" "Schlaglöcher auf der Kreisstraße 7", "Leerstand im früheren Forstamt Ufergasse 3"."""


def address(text: str, convention: Convention) -> Iterator[Label]:
    """ "An die Oberbürgermeisterin", "Rathausplatz 1", "55116 Mainz"."""
    possible = text.startswith(ADDRESS_STARTS) or _ADDRESS_NUMBER.search(text)
    if possible and _ADDRESS.fullmatch(text.rstrip(" ·|,•–")) and not text.endswith("?") and not _ABOUT_STREET.match(text):
        starts = re.match(r"An\b|Herrn|Herr\b|Frau\b", text) is not None
        yield Label(Role.ADDRESS, "address", "start" if starts else "", 0, len(text))


_HAPPENS = compiled(r"\s(?!(?:der|des|von|vom|im|in|für|als|und|am|zu|an|bei)\s)[a-zäöü]")
"""What goes on behind an office when it is the subject of a sentence: "Der Rat hat sich …"."""


def body_starts(convention: Convention) -> tuple[str, ...]:
    """What lines start with that name a council or an office."""
    return (*convention.words("office", "starts"), *convention.office_names, *convention.body_starts)


def body(text: str, convention: Convention) -> Iterator[Label]:
    """ "Stadt Karlsruhe", "Der Oberbürgermeister", "Hauptamt - Ratsangelegenheiten -"."""
    folded = text.casefold()
    if text.startswith(convention.words("office", "starts")):
        yield Label(Role.OFFICE, "office", "", 0, len(text))
    if len(text) > 60 or text[-1] in ".:?!," or " - " in text or re.match(r"\w{1,60}\s[0-9]", text):
        return
    office = folded.startswith(convention.office_names) and next(name for name in convention.office_names if folded.startswith(name))
    if office and not _HAPPENS.match(text, len(office)):
        yield Label(Role.BODY, "body:office", "office", 0, len(text))
        return
    for start in convention.body_starts if folded.startswith(convention.body_starts) else ():
        if folded.startswith(start) and (len(folded) == len(start) or not folded[len(start)].isalpha()):
            yield Label(Role.BODY, "body", "body", 0, len(text))
            return
