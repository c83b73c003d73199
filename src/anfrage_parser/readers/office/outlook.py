"""Split Outlook mails (.msg): body and attachments, as for any other mail."""

import contextlib
from email.utils import parsedate_to_datetime
from typing import Any

from anfrage_parser.errors import AnfrageError
from anfrage_parser.readers.fragments import Enclosed, Extract
from anfrage_parser.readers.office import damaged, library
from anfrage_parser.readers.office.enclosing import BOM, named
from anfrage_parser.readers.office.mail_text import SHOWN, best, head_lines, may_be_letter, shown
from anfrage_parser.readers.office.tnef import unpacked
from anfrage_parser.readers.options import Options

MOST_RECEIVERS = 20
"""Most receivers of a mail that are shown."""


def extract(data: bytes, options: Options) -> Extract:
    """Extract the documents of a mail; nothing is fetched."""
    oxmsg = library("oxmsg", "python-oxmsg")
    try:
        message = oxmsg.Message.load(data)
        body = _body(message)
        attached = [found for attachment in message.attachments if (found := _attached(attachment)) is not None]
        head = _head(message) if may_be_letter(body, bool(attached)) else ""
        enclosed = [*([Enclosed(None, body, head)] if body.strip() else []), *attached]
    except (AnfrageError, MemoryError):
        raise
    except Exception as error:  # the libraries' exceptions for damaged files are undocumented
        raise damaged() from error
    return Extract(enclosed=named(enclosed))


RTF = 0x1009
"""The property that holds the text as compressed rich text, where Outlook keeps no other."""


def _body(message: Any) -> bytes:
    """Return the text of a mail, in the best form that it has."""
    text, _ = best([message.body or ""], [message.html_body or ""])
    if text.strip():
        return BOM + text.encode("utf-8", "replace")
    packed = message.properties.binary_prop_value(RTF)
    return unpacked(bytes(packed)) if packed else b""


def _head(message: Any) -> str:
    """Return the lines that Outlook shows above a mail."""
    headers = message.message_headers
    receivers = ", ".join(f"{one.name or ''} <{one.email_address or ''}>" for one in message.recipients[:MOST_RECEIVERS])
    sent = message.sent_date
    day = ""
    with contextlib.suppress(ValueError, TypeError, IndexError, OverflowError):
        day = parsedate_to_datetime(headers.get("Date", "")).strftime(SHOWN)
    return head_lines(
        shown(message.sender or ""), day or (sent.strftime(SHOWN) if sent else ""), shown(receivers), shown(message.subject or "")
    )


def _attached(attachment: Any) -> Enclosed | None:
    """Return an attached file; None for an enclosed mail or a file reference, which have no bytes."""
    data = attachment.file_bytes
    if not data:
        return None
    if attachment.mime_type.startswith("image/") and not attachment.file_name:
        return None
    return Enclosed(attachment.file_name or "", bytes(data))
