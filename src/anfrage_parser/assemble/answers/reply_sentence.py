"""The sentence by which a letter says that it answers an inquiry: "Ihre Anfrage vom 3. Mai beantworte ich wie folgt:"."""

from collections.abc import Sequence

from anfrage_parser.assemble.sentences import sentences
from anfrage_parser.label.text_rules import has_any
from anfrage_parser.model import Unit
from anfrage_parser.text.clean import join
from anfrage_parser.text.patterns import compiled

LINES_ABOVE, LINES_BELOW = 3, 3
"""Lines over which such a sentence runs, around the one that holds its verb."""

_HINTS = (
    "ntworte",
    "Stellung",
    "eile ich",
    "teilt ",
    "eilen wir",
    "itteilen",
    "itzuteilen",
    "berichte",
    "nimmt",
    "ehme",
    "haben Sie",
)
"""One of these stands in every such sentence."""

_ABOUT = compiled(
    r"\b\w{0,24}[Aa]nfragen?\b|\bFragen?\b|\b(?:Ihr|Euer|Dein)(?:e[mnrs]?)?\s(?:\w{1,20}\s){0,3}?(?:Schreiben|Anliegen|E-?Mail)\b"
)

_SAYS = compiled(
    r"\b(?:beantworte|beantworten|antworte|antworten)\s(?:ich|wir)\b"
    r"|\b(?:ich|wir)\s(?:[\wäöüß.,()/§-]{1,30}\s){0,8}?(?:beantworten?|antworten?)\b"
    r"|\b(?:beantwortet|antwortet)\s(?:die|der|das|ihm|Ihnen)\b|\b(?:wird|werden|wurde|wurden|ist|sind)\b.{0,120}?\bbeantwortet\b|\bbeantwortet\s(?:wird|werden)\b"
    r"|\b(?:nehme|nehmen|nimmt|genommen)\b.{0,120}?\bStellung\b|\bStellung\s(?:genommen|nehme)\b"
    r"|\b(?:teile|teilen|teilt|berichte|berichten|kann|darf|möchte|können|dürfen|möchten)\s(?:ich|wir|Ihnen|die|der|das|hierzu|dazu)\b.{0,160}?\b(?:mit|mitteilen|wie\sfolgt|Folgendes|beantworten)\b"
    r"|\bhat\b.{0,160}?\bbeantwortet\b"
    r"|\b(?:gebe|geben|erteilen?)\s(?:ich|wir)\b.{0,80}?\bAuskunft\b"
)
""" "beantworte ich", "wird wie folgt beantwortet", "nimmt die Verwaltung Stellung", "teile ich Ihnen mit"."""

_FOLLOWS = compiled(r"\bwie\sfolgt\b|\b[Ff]olgende(?:s|rmaßen)\b|:\Z|\bStellung\b|\bim\sText\b|\bIhnen\s(?:\w{1,20}\s){0,3}?mit\b")
"""What says that the answer follows."""

_ASKS = compiled(
    r"\?|\bbitte[nt]?\b|\bgebeten\b|\bmöge\b|\bsoll(?:en|te|ten)?\b|\bzu\sbeantworten\b|\bum\s(?:\w{1,20}\s){0,3}?(?:Be)?[Aa]ntwort|\bfrag(?:e|en|t)\s(?:ich|wir|die|der)\b"
    r"|\b(?:ich|wir)\sfragen?\b|\bstell(?:e|en|t)\b"
)
"""What somebody says who asks."""


def reply_at(units: Sequence[Unit]) -> int | None:
    """Return the index of the line that holds the verb of such a sentence; None if there is none."""
    for at, unit in enumerate(units):
        if has_any(unit.text, _HINTS) and _says(units, at):
            return at
    return None


def _says(units: Sequence[Unit], at: int) -> bool:
    start, end = at, at + 1
    while start > 0 and at - start < LINES_ABOVE and not units[start].gap:
        start -= 1
    while end < len(units) and end - at <= LINES_BELOW and not units[end].gap:
        end += 1
    text = join(unit.text for unit in units[start:end])
    said = [text[first:last].strip() for first, last in sentences(text)]
    return any(
        is_reply(one) or (says_answer(one) and _ABOUT.search(before) is not None) for before, one in zip(["", *said], said, strict=False)
    )


def is_reply(sentence: str) -> bool:
    """Return whether a sentence says that an inquiry is answered by what follows.

    >>> is_reply("Ihre Anfrage beantworte ich wie folgt:"), is_reply("Wir bitten, folgende Fragen zu beantworten:")
    (True, False)
    """
    if _ABOUT.search(sentence) is None:
        return False
    if _YOU_ASKED.search(sentence) is not None or says_answer(sentence):
        return True
    return _PLACED.search(sentence) is not None and _ASKS.search(sentence) is None


def says_answer(sentence: str) -> bool:
    """Return whether a sentence says that somebody answers by what follows, whatever it is."""
    return _ASKS.search(sentence) is None and _SAYS.search(sentence) is not None and _FOLLOWS.search(sentence) is not None


_YOU_ASKED = compiled(r"\bhaben\sSie\b.{0,160}\b(?:gestellt|gefragt|gerichtet|übersandt|eingereicht)\b")
""" "Mit Schreiben vom 27. Februar haben Sie folgende Fragen gestellt:"."""

_PLACED = compiled(
    r"\bAntwort(?:en)?\b.{0,80}\b(?:unter|zwischen|hinter|bei|in|neben|nach)\s(?:Ihre[nmr]?|de[rnm]|die|jeder)\s(?:\w{1,20}\s){0,2}?Fragen?\b"
    r"|\b(?:[Uu]nsere|[Mm]eine|[Aa]nbei\sdie|[Nn]achfolgend\sdie)\sAntwort(?:en)?\b.{0,40}\b(?:zu|auf)\s(?:Ihre[nr]?|die|den)\s(?:\w{1,20}\s){0,2}?(?:An)?[Ff]ragen?\b"
)
""" "Unsere Antworten haben wir unter Ihre Fragen gesetzt.", "anbei unsere Antworten zu Ihren Fragen:"."""
