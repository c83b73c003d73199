"""Whether text that was found says anything: letters that a font doesn't name, bytes that are no text, are never passed on as words."""

from anfrage_parser.errors import UnreadableTextError
from anfrage_parser.later import later
from anfrage_parser.messages import say

MOST_UNREADABLE = 0.2
"""Share of private-use characters, U+FFFD and "(cid:12)" above which text is no text."""

SAMPLE = 1 << 20
"""Characters that are looked at."""

_GLYPHS = later(r"\(cid:[0-9]{1,6}\)")
_UNREADABLE = later("[\ue000-\uf01f\uf100-\uf8ff\ufffd\U000f0000-\U0010ffff]+")


def refuse_illegible(text: str, pdf: bool) -> None:
    """`UnreadableTextError` where too many characters mean nothing; the bullets of Word (U+F020 to U+F0FF) do."""
    solid = _GLYPHS.sub("\ufffd", "".join(text[:SAMPLE].split()))
    if len(solid) - len(_UNREADABLE.sub("", solid)) > MOST_UNREADABLE * len(solid):
        if pdf:
            cause, step = (
                say("der Text ist nicht lesbar, seine Schrift nennt keine Buchstaben"),
                say("das PDF drucken, einscannen und mit OCR lesen"),
            )
        else:
            cause, step = say("der Text ist nicht lesbar"), say("das Dokument noch einmal als Text oder PDF speichern")
        raise UnreadableTextError(cause, step)
