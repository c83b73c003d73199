"""The text of a mail's parts: decoded, with soft line ends joined, and the lines that a mail program shows above it."""

import contextlib
import email.message
from collections.abc import Sequence
from email.utils import parsedate_to_datetime

from anfrage_parser.readers.encodings import decode
from anfrage_parser.readers.pgp import unsigned
from anfrage_parser.text.patterns import compiled

SHOWN = "%d.%m.%Y %H:%M"
"""How a mail's day and time are shown."""

LONGEST_HEADER = 300
"""Most characters of a header that are shown."""

LONGEST_STUB = 600
"""Most characters of a text that only says that there is a better one."""

FEWEST = 0.3
"""Share of the letters of the HTML text below which a plain one can't be the same."""

_UNFIT = compiled("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_TAGS = compiled(r"(?is)<(?:style|script|head)\b[^>]{0,2000}>|</(?:style|script|head)>|<[^<>]{0,5000}>|&[a-z#0-9]{1,9};")
_STUB = compiled(r"(?i)\bHTML\b")
_NOT_SHOWN = compiled(r"(?i)\b(?:kein|nicht|not|cannot|can't|doesn't|unable|aktivieren|enable|Ansicht|view)\b")


def text_of(part: email.message.Message) -> str:
    """Return the text of a part, in whatever encoding it truly is; soft line ends are joined."""
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        text = data.decode("cp1252" if charset == "iso-8859-1" else charset)
    except (LookupError, ValueError):
        text = decode(data).text
    text = text.replace("\r\n", "\n").removeprefix("\ufeff")
    if part.get_content_type() == "text/plain" and str(part.get_param("format", "")).lower() == "flowed":
        text = unflowed(text, str(part.get_param("delsp", "")).lower() == "yes")
    return unsigned(text)


def unflowed(text: str, without_blank: bool) -> str:
    """Join lines that end with a blank, of one depth of quotation, as RFC 3676 says.

    >>> unflowed("Wie \\nviele?\\n-- \\nA", False)
    'Wie viele?\\n-- \\nA'
    """
    out: list[str] = []
    open_at = -1
    for line in text.split("\n"):
        bare = line.lstrip(">")
        depth = len(line) - len(bare)
        bare = bare.removeprefix(" ")
        soft = bare.endswith(" ") and bare != "-- "
        piece = bare[:-1] if soft and without_blank else bare
        if open_at == depth and bare != "-- ":
            out.append(piece)
        else:
            out += ["\n", "> " * depth, piece]
        open_at = depth if soft else -1
    return "".join(out)[1:]


def best(plain: Sequence[str], html: Sequence[str]) -> tuple[str, bool]:
    """Return a mail's own text, and whether it is HTML: that has to do where the plain text only says that there is another."""
    text = "\n".join(plain)
    page = next((page for page in html if page.strip()), "")
    if page and (not text.strip() or _is_stub(text, page)):
        return page, True
    return text, False


def _is_stub(text: str, page: str) -> bool:
    """Return whether a plain text is no version of the HTML one: "Ihr Programm kann kein HTML anzeigen"."""
    letters, others = sum(map(str.isalnum, text)), sum(map(str.isalnum, _seen(page)))
    if len(text) <= LONGEST_STUB and _STUB.search(text) and _NOT_SHOWN.search(text) and others > letters // 2:
        return True
    return letters < FEWEST * others


def _seen(page: str) -> str:
    """Return roughly what is seen of a page; enough to count its letters."""
    low = page.lower()
    start = low.find("<body")
    return _TAGS.sub(" ", page[start if start >= 0 else 0 :])


def header(message: email.message.Message, name: str) -> str:
    """Return a header, decoded, on one line; "" if there is none."""
    raw = next((str(value) for key, value in message.raw_items() if key.lower() == name.lower()), "")[: 4 * LONGEST_HEADER]
    if not raw.isascii():
        return shown(decode(raw.encode("utf-8", "surrogateescape")).text)
    return shown(decoded_words(raw))


def decoded_words(value: str) -> str:
    """Return a header's value with its encoded words decoded, if that works."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    with contextlib.suppress(HeaderParseError, LookupError, ValueError):
        return str(make_header(decode_header(value)))
    return value


def shown(value: str) -> str:
    """Return a header's value as one line without control characters."""
    return " ".join(_UNFIT.sub(" ", value).split())[:LONGEST_HEADER]


def may_be_letter(text: bytes, attached: bool) -> bool:
    """Return whether a mail's text may be the letter itself, which its head belongs to: a note to an attachment asks nothing."""
    return not attached or b"?" in text


def head_of(message: email.message.Message) -> str:
    """Return the lines that a mail program shows above a mail; "" for a web page that a browser saved as one (.mht)."""
    if message.get("Snapshot-Content-Location") or "<saved by" in header(message, "From").lower():
        return ""
    sent = ""
    with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
        sent = parsedate_to_datetime(header(message, "Date")).strftime(SHOWN)
    return head_lines(header(message, "From"), sent, header(message, "To"), header(message, "Subject"))


def head_lines(sender: str, sent: str, receiver: str, subject: str) -> str:
    """Return the lines of a mail's head, "" where neither its day nor its subject is known."""
    if not (sent or subject):
        return ""
    rows = (("Von", sender), ("Gesendet", sent), ("An", receiver), ("Betreff", subject))
    return "\n".join(f"{caption}: {value}" for caption, value in rows if value)
