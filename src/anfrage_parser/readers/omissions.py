"""What of a document could not be read, in words: it may be why nothing was found in the rest."""

from collections.abc import Iterator, Sequence
from itertools import islice

from anfrage_parser.findings import CODES
from anfrage_parser.messages import counted, say
from anfrage_parser.model import Source

MOST_TOLD = 3
"""Most omissions that are told, the gravest first."""

MOST_NAMED = 5
"""Most pages and attachments that are named."""

DOUBTFUL = 0.15
"""Share of doubtful words from which a recognised text is."""


def omissions(source: Source) -> str:
    """Return what of a document, or of a mail, could not be read, as one message; "" if all of it was."""
    told = ""
    for reason in islice(_reasons(source, source.enclosed or (source,)), MOST_TOLD):
        told = say("{one}; {other}", one=told, other=reason) if told else reason
    return told


def _reasons(source: Source, parts: Sequence[Source]) -> Iterator[str]:
    unread = [page for part in parts for page in part.unread_pages]
    if unread:
        yield say("nur ein Bild, und das Programm zur Texterkennung fehlt: Seite {pages}", pages=_named(unread))
    broken = [page for part in parts for page in part.broken_pages]
    if broken:
        yield say("nicht lesbar: Seite {pages}", pages=_named(broken))
    if source.unread:
        yield say("nicht gelesen: Anlage {names}", names=_named([f"„{entry.name}“" for entry in source.unread]))
    if silent := [page for part in parts for page in _silent(part) if page not in (*unread, *broken)]:
        yield say("ohne Text: Seite {pages}", pages=_named(silent))
    if doubts := sum(map(_doubts, parts)):
        yield counted(
            doubts,
            "die Texterkennung war sich bei einem Wort nicht sicher",
            "die Texterkennung war sich bei {count} Wörtern nicht sicher",
        )
    for code, count in (
        ("text-unseen", sum(part.unseen for part in parts)),
        ("letters-lost", sum(part.lost for part in parts)),
        ("undecodable", sum(part.undecodable for part in parts)),
        ("text-askew", sum(part.askew for part in parts)),
    ):
        if count:
            yield say(CODES[code].sentence, count=count)


def _named(things: Sequence[object]) -> str:
    return ", ".join(map(str, things[:MOST_NAMED])) + (" …" if len(things) > MOST_NAMED else "")


def _silent(part: Source) -> list[int]:
    """Return the pages of a PDF or image without any text, counted as in the whole document."""
    if part.media_type != "application/pdf" and not part.media_type.startswith("image/"):
        return []
    texts: dict[int, bool] = {}
    for line in part.lines:
        texts[line.page] = texts.get(line.page, False) or bool(line.text.strip())
    return [page for page, text in texts.items() if not text]


def _doubts(part: Source) -> int:
    """Return the number of doubtful words of a recognised text, if they are many."""
    doubts = sum(len(line.doubts) for line in part.lines)
    return doubts if doubts > DOUBTFUL * sum(len(line.text.split()) for line in part.lines) else 0
