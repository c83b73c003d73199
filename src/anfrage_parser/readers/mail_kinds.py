"""Tell mails from other text by their heads, behind what mail programs save in front: a byte order mark, a line of a mailbox, a count."""

from anfrage_parser.text.patterns import compiled_bytes

OF_MAILS = frozenset(
    (b"message-id", b"mime-version", b"received", b"return-path", b"delivered-to", b"content-type", b"x-mailer", b"user-agent")
)
OF_LETTERS = frozenset((b"from", b"to", b"subject", b"date"))

MOST_HEADERS = 200
"""Most different names of headers that are looked at."""

_HEADERS = compiled_bytes(rb"[!-9;-~]{1,76}:[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,400}\r?\n")
_BEFORE = compiled_bytes(
    rb"(?:\xef\xbb\xbf)?(?:[ \t]{0,80}\r?\n){0,3}(?:(?P<mbox>>?From [^\r\n]{1,300}\r?\n)|(?P<count>[0-9]{1,10})[ \t]{0,20}\r?\n)?"
)
"""What may stand in front of a mail: the line of a mailbox ("From x@y Tue Mar 12 …"), the byte count of Apple Mail."""


def is_mail(data: bytes) -> bool:
    """Return whether it begins with technical mail headers, not only those that are also on print-outs."""
    before = _BEFORE.match(data)
    at = before.end() if before is not None else 0
    names: set[bytes] = set()
    while len(names) < MOST_HEADERS and (header := _HEADERS.match(data, at)) is not None:
        names.add(header.group().partition(b":")[0].lower())
        at = header.end()
    if not data[at : at + 2].startswith((b"\r\n", b"\n")):
        return False
    known = len(names & (OF_MAILS | OF_LETTERS))
    if before is not None and before.group("mbox") is not None:
        return known >= 2
    return bool(names & OF_MAILS) and known >= 3


def message_in(data: bytes) -> bytes:
    """Return a mail without what stands in front of it, nor what Apple Mail adds behind the bytes that it counts."""
    before = _BEFORE.match(data)
    if before is None:
        return data
    start, count = before.end(), before.group("count")
    if count is not None and start < start + int(count) <= len(data):
        return data[start : start + int(count)]
    return data[start:]


_MBOX_LINE = compiled_bytes(rb"(?<=\n)\r?\nFrom [^\s]{1,200} [^\r\n]{0,60}[0-9]{2}:[0-9]{2}[^\r\n]{0,60}\r?\n(?=[!-9;-~]{1,76}:)")
"""Where another mail of a mailbox begins."""


def mails_in(data: bytes, most: int) -> list[bytes]:
    """Return the mails of a mailbox file that aren't deleted, each with its "From " line; one if it is no mailbox, none if all are deleted.

    More than `most` + 1 are not parted.
    """
    if not data.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n").startswith(b"From "):
        return [data]
    out, start = [], 0
    for match in _MBOX_LINE.finditer(data):
        cut = data.index(b"From ", match.start())
        out.append(data[start:cut])
        start = cut
        if len(out) > most:
            break
    return [mail for mail in (*out, data[start:]) if not _is_deleted(mail)]


_STATUS = compiled_bytes(rb"From [^\r\n]{1,300}\r?\n(?:X-[^\r\n]{1,300}\r?\n){0,9}?X-Mozilla-Status: {1,3}([0-9a-fA-F]{4})\r?\n")
DELETED = 0x8
"""The bit of Thunderbird's status that a mail is deleted, and only kept until the mailbox is compacted."""


def _is_deleted(mail: bytes) -> bool:
    match = _STATUS.match(mail)
    return match is not None and bool(int(match.group(1), 16) & DELETED)
