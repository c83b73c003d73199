"""The rules for what a letter closes with: greetings of every kind, alone or before a name; who gets a copy, what is enclosed."""

from collections.abc import Iterator

from anfrage_parser.conventions import Convention
from anfrage_parser.model import Label, Role
from anfrage_parser.text.names import is_name
from anfrage_parser.text.patterns import compiled

LONGEST = 80

GREETING_STARTS = ("mit", "viel", "best", "herzlich", "lieb", "freundlich", "schön", "sonnig", "gr", "lg", "vg", "bg", "es gr", "glück")
"""How greetings begin; they are told apart from other lines by the pattern."""

_GREETING = compiled(
    r"(?:mit\s(?:[a-zäöüß-]{3,25}e[nm]\s(?:und\s[a-zäöüß-]{3,25}e[nm]\s)?)?|(?:viele|beste|herzliche|liebe|freundliche|schöne|sonnige)\s)?"
    r"(?:gr(?:ue?|ü)(?:ß|ss)(?:en|e)?|glück\s?auf)(?=[\s,.!]|\Z)(?:\s(?:aus|vom|von|nach)\s(?:dem\s|der\s)?[\w-]{2,30}(?:\s[\w-]{2,30}){0,3})?[,.!]?"
    r"|(?:lg|vg|bg)(?=[\s,.!]|\Z)[,.!]?"
    r"|es\sgr(?:ue?|ü)(?:ß|ss)(?:t|en)(?:\s(?:sie|euch|freundlich|herzlich|ihnen))?[,.:!]?",
)
"""In small letters: "mit solidarischen grüßen", "mit freundlichem glückauf", "gruß aus altendorf", "lg", "es grüßt sie"."""


def greeting(text: str, convention: Convention) -> Iterator[Label]:
    """ "Mit solidarischen Grüßen", "Gruß", "LG Max Hierl"; refuses "Grüße der Partnerstadt wurden überbracht"."""
    if len(text) > LONGEST:
        return
    folded = text.casefold()
    if not folded.startswith(GREETING_STARTS) or folded.startswith(convention.words("closing", "starts")):
        return
    match = _GREETING.match(text.lower())
    if match is None:
        return
    rest = text[match.end() :].strip()
    if not rest or is_name(rest):
        yield Label(Role.CLOSING, "closing:greeting", "closing", match.end(), len(text))


COPY_STARTS = ("verteiler", "nachrichtlich", "zur kenntnis", "kopie", "in kopie", "cc", "anlage", "quelle", "foto")

_COPIES = compiled(
    r"(?:verteiler|nachrichtlich(?:\s(?:an|zur\skenntnis))?|zur\skenntnis(?:\san)?|kopien?\s(?:an|zur\skenntnis(?:\san)?)|in\skopie(?:\san)?|cc)\s?(?::.{0,80}|\.)?"
    r"|(?:anlagen?(?:/n|\(n\))?|quellen?|fotos?)\s?:.{0,80}|anlagen(?:verzeichnis:?)?"
)


def copies(text: str, convention: Convention) -> Iterator[Label]:
    """ "Verteiler:", "Nachrichtlich an:", "Anlage/n: keine"."""
    folded = text.lower() if len(text) <= LONGEST else ""
    if folded.startswith(COPY_STARTS) and _COPIES.fullmatch(folded):
        yield Label(Role.CLOSING, "closing:copies", "copies", 0, len(text))
