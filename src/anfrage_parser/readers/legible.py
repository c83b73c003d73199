"""Detect illegible text: from fonts without a proper character mapping, or from binary data."""

import re

from anfrage_parser.errors import UnreadableTextError
from anfrage_parser.messages import say
from anfrage_parser.readers.umlauts import missing
from anfrage_parser.text.patterns import compiled

MOST_UNREADABLE = 0.2
"""Share of private-use characters, U+FFFD and "(cid:12)" above which text is illegible."""

SAMPLE = 1 << 20
"""Characters examined."""

_GLYPHS = compiled(r"\(cid:[0-9]{1,6}\)")
_UNREADABLE = compiled("[\ue000-\uf01f\uf100-\uf8ff\ufffd\U000f0000-\U0010ffff]+")


FEWEST_LETTERS, FEWEST_VOWELS = 200, 0.24
"""Letters needed to judge a page, and the smallest share of vowels in any language."""

_LETTER = compiled(r"[^\W\d_]")
_VOWEL = compiled("[aeiouäöüyàáâèéêìíîòóôùúûæøå]", re.IGNORECASE)
_USUAL_WORD = compiled(r"\b(?:der|die|das|und|in|den|von|zu|mit|ist|für|auf|dem|des|im|the|of|and|to|de|la|et)\b", re.IGNORECASE)


def is_garbage(text: str) -> bool:
    """Return whether the text of a page is garbage: too many unmapped characters, or a font with a wrong mapping.

    Words of such a font ("$QIUDJH" for "Anfrage") have few vowels, and include none of the most common words.
    """
    if _is_illegible(text):
        return True
    if _USUAL_WORD.search(text):
        return False
    letters = len(_LETTER.findall(text[:SAMPLE]))
    return letters >= FEWEST_LETTERS and len(_VOWEL.findall(text[:SAMPLE])) < FEWEST_VOWELS * letters


def reads_well(text: str) -> bool:
    """Return whether a text holds one of the most common words, or mostly letters with as many vowels as any language has."""
    if _USUAL_WORD.search(text) is not None:
        return True
    letters = len(_LETTER.findall(text))
    return 2 * letters > len("".join(text.split())) and len(_VOWEL.findall(text)) >= FEWEST_VOWELS * letters


_GAP = compiled(r"[^\W\d_]\ufffd[^\W\d_]")


def is_lossy(text: str) -> bool:
    """Return whether words of a text lack letters."""
    return missing(text) > 0 or ("\ufffd" in text and _GAP.search(text) is not None)


def _is_illegible(text: str) -> bool:
    """Return whether too many characters are unmapped."""
    sample = text[:SAMPLE]
    if sample.replace("\n", "").replace("\f", "").isprintable() and "\ufffd" not in sample and "(cid:" not in sample:  # nearly all
        return False
    if max(sample) < "\ue000" and "(cid:" not in sample:
        return False
    solid = _GLYPHS.sub("\ufffd", "".join(sample.split()))
    return len(solid) - len(_UNREADABLE.sub("", solid)) > MOST_UNREADABLE * len(solid)


def refuse_illegible(text: str, pdf: bool) -> None:
    """Raise `UnreadableTextError` if too many characters are unmapped; Word's bullets (U+F020 to U+F0FF) are allowed."""
    if _is_illegible(text):
        if pdf:
            cause, step = (
                say("der Text ist nicht lesbar: seine Schrift ordnet den Zeichen keine Buchstaben zu"),
                say("das PDF drucken, einscannen und mit OCR lesen"),
            )
        else:
            cause, step = say("der Text ist nicht lesbar"), say("das Dokument noch einmal als Text oder PDF speichern")
        raise UnreadableTextError(cause, step)
