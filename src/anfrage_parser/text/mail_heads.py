"""Find where mails begin within a text: the heads that mail programs put above what they forward or answer.

Quoted lines ("> Wie viele …?") are compared without their marks.
"""

from collections.abc import Sequence
from typing import NamedTuple

from anfrage_parser.model import Line
from anfrage_parser.text.patterns import compiled

MOST_HEADS = 40
"""Most mails in one text."""

MOST_CAPTIONS = 40
"""Most lines of one head."""

CAPTIONS = {
    "from": "von from absender de",
    "sent": "gesendet sent datum date",
    "to": "an to empfänger",
    "copy": "cc kopie bcc",
    "subject": "betreff subject",
    "other": "wichtigkeit priorität importance priority anlagen attachments reply-to vertraulichkeit",
}
"""What a line of a head says → its captions, in lower case."""

_KEYS = {word: key for key, words in CAPTIONS.items() for word in words.split()} | {
    "gesendet am": "sent",
    "antwort an": "other",
    "antworten an": "other",
}

TECHNICAL = compiled(
    r"(?i)(?:X-[A-Za-z0-9-]{1,40}|Content-[a-z-]{1,30}|MIME-Version|Message-ID|User-Agent|In-Reply-To|References|Return-Path|Received"
    r"|Delivered-To|Status|Lines|Organization|Mailing-List|List-[a-z-]{1,20}|DKIM-Signature):(?=\s|\Z)"
)
"""Lines of a head that programs write for each other; some show them where they forward a mail."""

QUOTE = compiled(r"(?:[ \t]{0,3}>){1,30}[ \t]?")
CAPTION = compiled(r"[ \t|]{0,12}[*_]{0,2}([A-ZÄÖÜ][A-Za-zÄÖÜäöüß-]{0,14}(?: a[mn])?)[*_]{0,2}[ \t]?:[*_]{0,2}(?=\s|\Z)[ \t]{0,40}")
SEPARATOR = compiled(
    r"(?i)\A[-_=*\s]{0,40}(?:(?:Urspr(?:ü|ue)ngliche|Original|Weitergeleitete|Forwarded)[ -]?(?:Nachricht|Message|Mail|E-Mail)"
    r"|Anfang der weitergeleiteten (?:Nachricht|E-Mail|Mail)|Begin(?:n)? forwarded message"
    r"|(?:Weitergeleitet von|Forwarded by) [^\n]{1,120})[-_=*:\s]{0,40}"
)
_WROTE = compiled(r"\b(?:schrieb|wrote|geschrieben|hat am)\b")
_ADDRESSED = compiled(r"\A (?:Am|On) [^\n]{1,300}<[^<>\s]{1,80}@[^<>\s]{1,80}>(?: [a-zü ]{1,30})?:\Z")
"""What no letter says by itself: "Am 12.03.2024 um 10:00 schrieb Timo Raschke <t@raschke.example>:"."""

_DAY = compiled(r"\b[0-9]{1,2}\.|[0-9]{4}\b|@")


class Head(NamedTuple):
    """The head of a mail: indexes of lines [start, end), and of those with its day and subject."""

    start: int
    end: int
    sent: int | None = None
    subject: int | None = None


class Quoted(NamedTuple):
    """A line without its marks of quotation."""

    depth: int
    text: str
    mark: int
    """Characters of the raw line that are marks."""


def unquoted(line: Line) -> Quoted:
    """Return a line without its marks of quotation."""
    match = QUOTE.match(line.raw) if ">" in line.raw[:8] else None
    if match is None:
        return Quoted(0, line.raw, 0)
    return Quoted(match.group().count(">"), line.raw[match.end() :], match.end())


def heads_in(lines: Sequence[Line], own: bool) -> list[Head]:
    """Return the heads in a text, in order; `own` says that its first lines are known to be one."""
    rows = [unquoted(line) for line in lines]
    found: list[Head] = []
    at = 0
    while at < len(rows) and len(found) < MOST_HEADS:
        head = _head_at(rows, at, own and not at)
        if head is not None:
            found.append(head)
        at = head.end if head is not None else at + 1
    return found


def _head_at(rows: Sequence[Quoted], at: int, own: bool) -> Head | None:
    """Return the head that begins at a line; None if there is none."""
    text = rows[at].text
    if not text or text.isspace():
        return None
    if SEPARATOR.fullmatch(text.strip()):
        below = _next(rows, at + 1)
        head = _block(rows, below, 2) if below is not None else None
        return head._replace(start=at) if head is not None else Head(at, at + 1)
    if rows[at].depth == 3 and text.rstrip().endswith(">>>"):  # ">>> Timo Raschke 12.03.2024 10:00 >>>"
        return Head(at, at + 1, at)
    return _block(rows, at, 1 if own else None) or _attribution(rows, at)


def _next(rows: Sequence[Quoted], at: int) -> int | None:
    """Return the next line with words, of the next four."""
    return next((number for number in range(at, min(at + 4, len(rows))) if rows[number].text.strip()), None)


def key_of(text: str) -> str | None:
    """Return what a line of a head says; None for any other line.

    >>> key_of("Gesendet: Montag, 3. März 2025 21:40"), key_of("*Von:* Timo"), key_of("Frage: Wann?")
    ('sent', 'from', None)
    """
    match = CAPTION.match(text)
    key = _KEYS.get(match.group(1).casefold()) if match is not None else None
    return "other" if key is None and ":" in text[4:44] and TECHNICAL.match(text) is not None else key


def _block(rows: Sequence[Quoted], at: int, least: int | None) -> Head | None:
    """Return the head that consists of captions from a line on; `least` is how many it needs if it is known to be one."""
    keys: dict[str, int] = {}
    end = number = at
    depth = rows[at].depth
    while number < min(len(rows), at + MOST_CAPTIONS) and rows[number].depth >= depth:
        key = key_of(rows[number].text)
        if key is not None and (key not in keys or key == "other"):
            keys.setdefault(key, number)
            end = number + 1
        elif number >= end + 2 or not keys or not _goes_on(rows, number):
            break
        number += 1
    if not _is_head(keys, least, [rows[n].text for n in range(at, end)]):
        return None
    return Head(at, end, keys.get("sent"), keys.get("subject"))


def _goes_on(rows: Sequence[Quoted], number: int) -> bool:
    """Return whether a line within a head is blank, or goes on with what the line above it says, and another caption follows."""
    below = next((rows[n].text for n in range(number + 1, min(number + 3, len(rows))) if rows[n].text.strip()), "")
    text = rows[number].text
    return key_of(below) is not None and (not text.strip() or text[0] in " \t" or "@" in text or text.rstrip().endswith((";", ">")))


def _is_head(keys: dict[str, int], least: int | None, texts: Sequence[str]) -> bool:
    """Return whether captions make a head: a memo has a sender, a receiver, a day and a subject, too, but no address, and isn't sent."""
    if least is not None:
        return len(keys) >= least
    if "from" not in keys or len(keys) < 3:
        return False
    sent = keys.get("sent")
    mailed = sent is not None and texts[sent - min(keys.values())].lstrip(" \t|*_").startswith(("Gesendet", "Sent"))
    return mailed or any("@" in text for text in texts)


def _attribution(rows: Sequence[Quoted], at: int) -> Head | None:
    """Return the head that is a sentence: "Am 12.03.2024 um 10:00 schrieb Timo Raschke:", on up to three lines."""
    if not rows[at].text.lstrip().startswith(("Am ", "On ")) and ":" not in rows[at].text[-3:]:
        return None
    whole = ""
    for end in range(at, min(at + 3, len(rows))):
        whole = f"{whole} {rows[end].text.strip()}"
        if not rows[end].text.strip() or len(whole) > 400:
            return None
        if whole.endswith(":"):
            break
    else:
        return None
    if not (_WROTE.search(whole) and _DAY.search(whole)):
        return None
    below = _next(rows, end + 1)
    if below is None or (rows[below].depth <= rows[at].depth and not _ADDRESSED.search(whole)):
        return None
    return Head(at, end + 1, at)
