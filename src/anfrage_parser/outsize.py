"""What is too large to be one inquiry: told from the text alone, before the work of looking at every line."""

from anfrage_parser.conventions import Convention
from anfrage_parser.errors import LimitError, NotAnInquiryError
from anfrage_parser.messages import say

LIMIT_QUESTIONS = 20_000
"""Questions of the largest document; question marks are what is counted."""

BOOK = 250_000
"""Characters, about 100 pages, beyond which a text has to speak of asking somewhere before its lines are looked at."""


def refuse_outsize(text: str, convention: Convention) -> None:
    """`LimitError` for more questions than any paper has; `NotAnInquiryError` for a book in which nobody asks anything."""
    if len(text) <= BOOK:
        return
    if text.count("?") > LIMIT_QUESTIONS:
        raise LimitError(
            say("der Text hat mehr als {limit} Fragen", limit=LIMIT_QUESTIONS), say("die Anfrage als eigene, kleinere Datei speichern")
        )
    if "?" in text:
        return
    folded = text.casefold()
    names = [name.casefold() for name in convention.words("types", "inquiry")]
    if not any(word in folded for word in (*names, *convention.words("lead_in", "words"))):
        raise NotAnInquiryError("other")
