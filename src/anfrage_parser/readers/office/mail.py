"""Split mails: the body and each attachment become separate documents, read like any other."""

import contextlib
import email.message
import email.parser
import email.policy
import re
from collections.abc import Iterator

from anfrage_parser.errors import AnfrageError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.readers.encodings import decode
from anfrage_parser.readers.fragments import Enclosed, Extract
from anfrage_parser.readers.office import damaged, too_deep, too_much
from anfrage_parser.readers.options import Options

MOST_ENCLOSED = 200
"""Most attachments of one mail."""

MOST_PARTS = 5_000
LONGEST_NAME = 120

BESIDE = frozenset(("text/calendar", "text/vcard", "text/x-vcard", "application/pgp-signature", "application/pgp-keys",
                    "application/pkcs7-signature", "application/x-pkcs7-signature"))  # fmt: skip
"""Media types of parts that mail programs add."""

BOM = b"\xef\xbb\xbf"
"""Byte order mark of UTF-8, which overrides a page's own declaration."""

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def extract(data: bytes, options: Options) -> Extract:
    """Extract the documents of a mail; nothing is fetched."""
    try:
        message = email.parser.BytesParser(policy=email.policy.compat32).parsebytes(data)
        enclosed = list(_enclosed(message))
    except RecursionError as error:
        raise too_deep() from error
    except (AnfrageError, MemoryError):
        raise
    except Exception as error:  # the parser's exceptions for damaged headers are undocumented
        raise damaged() from error
    return Extract(enclosed=named(enclosed))


def named(enclosed: list[Enclosed]) -> list[Enclosed]:
    """Return the documents with unique names valid in paths; that of the body is ""."""
    if not enclosed:
        raise UnreadableError(say("die Mail ist leer"), say("die Anlage einzeln speichern"))
    if len(enclosed) > MOST_ENCLOSED:
        raise too_much()
    seen: dict[str, int] = {}
    out = []
    for number, entry in enumerate(enclosed):
        name = file_name(entry.name) or f"anlage-{number}" if entry.name is not None else None
        if name is not None:
            seen[name] = seen.get(name, 0) + 1
            name = f"{seen[name]}-{name}" if seen[name] > 1 else name
        out.append(Enclosed(name, entry.data))
    return out


def file_name(name: str) -> str:
    """Return the last component of a name without control characters; "" for "..".

    >>> file_name("../../etc/brief.pdf"), file_name("..")
    ('brief.pdf', '')
    """
    plain = _UNFIT.sub("", name).replace("\\\\", "/").rstrip("/").rpartition("/")[2].strip(" .")
    return plain[-LONGEST_NAME:]


def _enclosed(message: email.message.Message) -> Iterator[Enclosed]:
    """Yield the body, then the attachments in order."""
    parts = list(_parts(message, 0))
    body = "\n".join(_text_of(p) for p in parts if _is_body(p, "plain"))
    if not body.strip():  # an HTML alternative of the same text
        body = next((text for p in parts if _is_body(p, "html") and (text := _text_of(p)).strip()), "")
    if body:
        yield Enclosed(None, BOM + body.encode("utf-8", "replace"))
    for part in parts:
        if not any(_is_body(part, kind) for kind in ("plain", "html")) and not _is_beside(part):
            yield Enclosed(_name_of(part), _data_of(part))


def _parts(message: email.message.Message, deep: int) -> Iterator[email.message.Message]:
    """Yield the leaf parts of a mail; an enclosed mail is one of them."""
    if message.get_content_maintype() == "multipart" and isinstance(parts := message.get_payload(), list):
        if len(parts) > MOST_PARTS:
            raise too_much()
        for part in parts:
            if isinstance(part, email.message.Message):
                yield from _parts(part, deep + 1)
    else:
        yield message


def _is_body(part: email.message.Message, kind: str) -> bool:
    return part.get_content_type() == f"text/{kind}" and part.get_content_disposition() != "attachment" and not part.get_filename()


def _is_beside(part: email.message.Message) -> bool:
    """Return whether a part is no real attachment: a logo in a signature, a business card, a cryptographic signature."""
    return part.get_content_type() in BESIDE or (
        part.get_content_maintype() == "image" and (part.get_content_disposition() == "inline" or part.get("Content-ID") is not None)
    )


def _data_of(part: email.message.Message) -> bytes:
    inner = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inner, list) and inner:
        return bytes(inner[0].as_bytes()) if isinstance(inner[0], email.message.Message) else b""
    data = part.get_payload(decode=True)
    if isinstance(data, bytes) and part.get_content_maintype() == "text" and part.get_content_charset("utf-8") not in ("utf-8", "us-ascii"):
        return BOM + _text_of(part).encode("utf-8", "replace")
    return data if isinstance(data, bytes) else b""


def _text_of(part: email.message.Message) -> str:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    charset = part.get_content_charset() or "utf-8"
    try:
        return data.decode("cp1252" if charset == "iso-8859-1" else charset).replace("\r\n", "\n")
    except (LookupError, ValueError):
        return decode(data).text.replace("\r\n", "\n")


def _name_of(part: email.message.Message) -> str:
    """Return the name given by the sender, else one by its kind."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    name = part.get_filename() or ""
    with contextlib.suppress(HeaderParseError, LookupError, ValueError):
        name = str(make_header(decode_header(name)))
    return name or ("nachricht.eml" if part.get_content_type() == "message/rfc822" else "")
