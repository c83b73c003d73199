"""Take the mails of a forwarded chain apart: each is a letter of its own, with the head above it; what mail programs add is left out.

Left out means: not in the folded texts of lines; in the text as read it stays, and is furniture.
"""

from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from anfrage_parser.model import Line
from anfrage_parser.text.clean import fold
from anfrage_parser.text.mail_heads import CAPTION, Head, heads_in, key_of, unquoted
from anfrage_parser.text.patterns import compiled
from anfrage_parser.text.values import find_dates

HINTS = ("Von:", "Von :", "From:", "schrieb", "wrote", "Nachricht-", "Message-", "message", "eitergeleitet", ">>>")
"""One of these is part of every head."""

_PREFIX = compiled(
    r"(?i)\s{0,9}(?:(?:WG|AW|Fwd|FW|WL|RE|Antw|Antwort|TR|SV)(?:\[[0-9]{1,3}\])?\s?:|\[(?:EXT|EXTERN|External|SPAM)[^\]]{0,20}\]:?)\s{0,9}"
)
_MONTHS = {name: number for number, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
"""The first letters of a month abroad → its number."""

_ENGLISH = compiled(r"\b([A-Z][a-z]{2,8})\.? ([0-9]{1,2}),? ([0-9]{4})\b|\b([0-9]{1,2}) ([A-Z][a-z]{2,8})\.? ([0-9]{4})\b")
_ISO = compiled(r"\b([0-9]{4})-([0-9]{2})-([0-9]{2})\b")
_DISCLAIMER = compiled(
    r"(?i)[*_\s]{0,9}(?:(?:Diese|Die) (?:E-?Mail|Nachricht|Information(?:en)?)\b[^\n]{0,80}\b(?:vertraulich|rechtlich gesch|ausschließlich)"
    r"|Der Inhalt dieser (?:E-?Mail|Nachricht)|This (?:e-?mail|message)\b[^\n]{0,80}\bconfidential"
    r"|(?:Rechtlicher |Wichtiger )?Hinweis zu dieser E-?Mail|(?:Bitte )?(?:prüfen|denken) Sie (?:der Umwelt|an die Umwelt))"
)
_BANNER = compiled(
    r"(?i)[*_\[\s]{0,9}(?:(?:Achtung|Vorsicht|Caution|Warning|Hinweis|Externe E-?Mail|External (?:e-?mail|sender))\b[^\n]{0,300}"
    r"|(?:Diese|Dies ist eine|This|Sie erhalten nicht (?:häufig|oft) E-?Mails)\b[^\n]{0,300})"
)
_ABROAD = compiled(r"(?i)\b(?:extern\w{0,3}|außerhalb|outside|external|nicht (?:häufig|oft) E-?Mails|don't often get)\b")
"""What a mail server writes above a mail that comes from outside, and what each of these says."""

BANNER_LINES = 6
"""Lines of a mail among which such a warning stands."""

_LINE = compiled(r"_{20,100}")
_POST = compiled(r"(?i)[^\n]{0,60}\b(?:mailing-?\s?list\w{0,2}|Verteilerliste|Google Groups)\b")
_CLOSED = compiled(r"(?i)\A[^\n]{0,60}\b(?:Gr(?:ü|u)(?:ß|ss)e?n?|MfG|VG|LG|Hochachtungsvoll)[.,!]?\s{0,9}")


class Letter(NamedTuple):
    """A mail within a text: indexes of its lines [start, end), and its head, if it has one."""

    start: int
    end: int
    head: Head | None


def letters_in(lines: Sequence[Line], text: str, own: bool) -> list[Letter]:
    """Return the mails of a chain, the innermost first; none if a text is no chain. `own` says that it is a mail's, with its head."""
    if not own and not any(hint in text for hint in HINTS):
        return []
    heads = heads_in(lines, own)
    if not heads or (not own and len(heads) == 1 and not heads[0].start and key_of(lines[0].text) is not None):
        return []  # a mail that was saved as text: its head is one like that of any letter
    found = [Letter(head.end, _end(lines, head, heads[number + 1 :]), head) for number, head in enumerate(_with_subjects(heads))]
    if any(line.raw.strip() for line in lines[: heads[0].start]):
        found.insert(0, Letter(0, heads[0].start, None))
    return [letter for letter in reversed(found) if any(line.raw.strip() for line in lines[letter.start : letter.end])]


def _with_subjects(heads: Sequence[Head]) -> Iterator[Head]:
    """Yield heads; one that tells no subject ("Am … schrieb …:") has that of the mail which answers it."""
    subject: int | None = None
    for head in heads:
        subject = head.subject if head.subject is not None else subject
        yield head._replace(subject=subject)


def _end(lines: Sequence[Line], head: Head, below: Sequence[Head]) -> int:
    """Return where a mail ends: at the next head, or where it is no longer quoted."""
    last = below[0].start if below else len(lines)
    depths = [(number, unquoted(lines[number]).depth) for number in range(head.end, last) if lines[number].raw.strip()]
    if not depths or not depths[0][1]:
        return last
    for (number, depth), (_, after) in zip(depths, [*depths[1:], (0, 0)], strict=True):
        if depth < depths[0][1] and after < depths[0][1]:
            return number
    return last


def only(lines: Sequence[Line], letter: Letter, subject: bool) -> Sequence[Line]:
    """Return the lines, without all that is outside a mail in their folded texts; of its head its day stays, and its subject if wanted."""
    out = [_aside(line) for line in lines]
    for number in range(letter.start, _signature(lines, letter)):
        if number > letter.start + BANNER_LINES or not _is_banner(unquoted(lines[number]).text):
            out[number] = _bare(lines[number])
    head = letter.head
    if head is not None and head.sent is not None:
        out[head.sent] = _dated(lines[head.sent], out[head.sent])
    if head is not None and head.subject is not None and subject:
        out[head.subject] = _about(lines[head.subject])
    return out


def _signature(lines: Sequence[Line], letter: Letter) -> int:
    """Return where the block of a signature begins ("-- "), or what warns other readers; the end of the mail if it has neither."""
    above = ""
    for number in range(letter.start, letter.end):
        text = unquoted(lines[number]).text.rstrip("\r\n")
        if (text.rstrip(" ") == "--" and above and not _CLOSED.fullmatch(above)) or _DISCLAIMER.match(text):
            return number
        if _LINE.fullmatch(text) and number + 1 < letter.end and _POST.match(unquoted(lines[number + 1]).text):
            return number
        above = text if text.strip() else above
    return letter.end


def _is_banner(text: str) -> bool:
    """Return whether a line only warns of mails from outside."""
    return "?" not in text and _BANNER.match(text) is not None and _ABROAD.search(text) is not None


def _aside(line: Line) -> Line:
    if not line.raw.strip():
        return line
    return line._replace(text="", offsets=array("l", [0]), aside=((0, len(line.raw)),))


def _bare(line: Line) -> Line:
    """Return a line without its marks of quotation; nothing of the dashes above a signature."""
    mark = unquoted(line).mark
    if line.raw[mark:].rstrip() == "--":
        return _aside(line)
    return _part(line, mark, len(line.raw), "") if mark else line


def _part(line: Line, start: int, end: int, before: str) -> Line:
    """Return a line whose folded text is only [start, end) of the raw one, with a caption in front."""
    text, offsets = fold(line.raw[start:end])
    places = [start + place for place in (offsets if offsets is not None else range(len(text)))][: len(text)]
    aside = tuple(pair for pair in ((0, start), (end, len(line.raw))) if line.raw[slice(*pair)].strip())
    return line._replace(text=before + text, offsets=array("l", [*[start] * len(before), *places, end]), aside=aside)


def _dated(line: Line, aside: Line) -> Line:
    """Return the line of a head with the day as one "Gesendet:" says it; left out if it says none."""
    if (dates := find_dates(line.text)) and line.text[dates[0].start : dates[0].end].strip():
        start, end = (line.at(place) - line.start for place in (dates[0].start, dates[0].end))
        return _said(line, start, end, dates[0].value)
    for day, start, end in _days_abroad(line.raw):
        return _said(line, start, end, day)
    return aside


def _said(line: Line, start: int, end: int, day: str) -> Line:
    """Return a line that says "Gesendet: 06.03.2025" and nothing else, for [start, end) of its raw text."""
    words = f"Gesendet: {'.'.join(reversed(day.split('-')))}"
    places = [start] * 10 + [min(start + number, end - 1) for number in range(len(words) - 10)]
    pairs = ((0, start), (end, len(line.raw)))
    aside = tuple(pair for pair in pairs if line.raw[slice(*pair)].strip())
    return line._replace(text=words, offsets=array("l", [*places, end]), aside=aside)


def _days_abroad(raw: str) -> Iterator[tuple[str, int, int]]:
    """Yield the days of a line as other countries write them: "Thursday, March 6, 2025", "2025-03-06"."""
    if (match := _ISO.search(raw)) is not None:
        yield match.group(), match.start(), match.end()
    for match in _ENGLISH.finditer(raw):
        name, day, year = match.group(1, 2, 3) if match.group(1) else match.group(5, 4, 6)
        if (month := _MONTHS.get(name[:3].casefold())) is not None and 0 < int(day) < 32:
            yield f"{year}-{month:02}-{int(day):02}", match.start(), match.end()


def _about(line: Line) -> Line:
    """Return the line of a head with the subject, without what answering and forwarding put in front."""
    row = unquoted(line)
    match = CAPTION.match(row.text)
    start = match.end() if match is not None else 0
    end = len(row.text.rstrip())
    if row.text.startswith("*", start) and row.text.endswith("*", start + 1, end):  # what was bold, as a plain text shows it
        start, end = start + 1, end - 1
    while (prefix := _PREFIX.match(row.text, start)) is not None:
        start = prefix.end()
    return _part(line, row.mark + start, row.mark + end, "Betreff: ")
