"""Sentences that only say how, when or in which form an answer is wanted."""

import re

from anfrage_parser.assemble.sentences import sentences
from anfrage_parser.text.patterns import compiled

_HOW_TO_ANSWER = compiled(
    r"(?:bitte|\bsoll(?:en|te)?\b|\bwird\b|\bwerden\b).{0,200}?(?:aufschlüssel|aufgeschlüsselt|differenzier|aufliste|aufgelistet|tabellarisch|gliedern|"
    r"gegliedert|getrennt|unterteil|"
    r"angeben|angabe|nach\sjahr|einzeln|auflistung|aufstellung|benennen|nennen|erläutern|begründen)|"
    r"(?:zahlen|angaben?|aufschlüsselung|auflistung)\b.{0,60}\bbitte\b",
    re.IGNORECASE,
)


def tells_how_to_answer(text: str) -> bool:
    """Whether a sentence only says how to answer the one before: "Bitte nach Jahren aufschlüsseln."."""
    return "?" not in text and len(text) <= 300 and _HOW_TO_ANSWER.search(text) is not None


_ABOUT_ANSWER = compiled(
    r"antwort|\beingehen\b|zu\sberichten|sitzung\b|geschäftsordnung|behandl|frist\b|rückfrage|rückmeldung|ausfertigung|stellungnahme|bearbeitung|erledigung|mühe|unterstützung|auskunft|auskünfte|information|fragen|gespräch"
)
_WISHES = compiled(
    r"\b(?:würden\swir\suns|würde\sich\smich|freuen\swir|freue\sich|sehen\s(?:wir|ich)|sehe\sich|stehen\s(?:wir|ich)|stehe\sich|(?:wir|ich)\s(?:hätten?|bitten?|"
    r"danken?|erwarten?|erbitten?|freuen?|würden?)|hätten?\s(?:wir|ich)|bitten?\s(?:wir|ich)|danken?\s(?:wir|ich)|dankbar|bitte\s(?:ant|be|teilen|senden|geben)\w*|vielen\sdank|"
    r"besten\sdank|gern(?:e)?\skönnen\ssie|(?:können|mögen)\ssie\s(?:gern|bitte)|wäre\s(?:\w{4,12}\s)?(?:freundlich|schön|hilfreich|nett|gut)|genügt|reicht\s(?:uns|mir|auch|eine?)|(?:ist|wäre)\s(?:\w{4,12}\s)?ausreichend|weisen?\s(?:wir|ich)|wünschen\s(?:wir|ich)|wird\sgebeten|erfolgt\s(?:schriftlich|mündlich)|"
    r"(?:die|der)\s(?:\S{2,40}\s){1,2}(?:und\s(?:die\s)?\S{2,40}\s)?bitte[nt])\b"
)

LONGEST_WISH = 220
"""Characters of a sentence that says how and when an answer is wanted."""


def wishes(text: str) -> bool:
    """Return whether every sentence of a paragraph only says how an answer is wanted: "Wir hätten die Antworten gern schriftlich."."""
    folded = text.casefold()
    if "?" in text or len(text) > 2 * LONGEST_WISH:
        return False
    return all(
        (end - start <= LONGEST_WISH and _ABOUT_ANSWER.search(folded[start:end]) and _WISHES.search(folded[start:end]))
        or tells_where_to_answer(text[start:end].strip())
        for start, end in sentences(text)
    )


_OF_INQUIRY = compiled(
    r"\A[^?]{0,80}\b(?:die|diese|meine|unsere|der|dieser|meiner|unserer)\s(?:\w{3,20}\s)?(?:\w{0,12}[Aa]nfragen?|[Ff]ragen?)\b[^?,;:]{0,120}\b"
    r"(?:(?:zu\s)?(?:beantworten|behandeln)|beantwortet|behandelt|[Bb]eantwortung|[Bb]ehandlung)\b[^?]{0,40}",
    needs=("rage",),
)


def tells_where_to_answer(text: str) -> bool:
    """Return whether a sentence only says where or how the inquiry is answered: "Ich bitte darum, die Frage im Rat zu beantworten."."""
    return len(text) <= LONGEST_WISH and text.endswith(".") and _OF_INQUIRY.fullmatch(text) is not None
