"""Split Outlook mails (.msg): body and attachments, as for any other mail."""

import contextlib
from dataclasses import replace
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import parsedate_to_datetime
from typing import Any

from anfrage_parser.errors import AnfrageError
from anfrage_parser.readers.fragments import Enclosed, Extract
from anfrage_parser.readers.office import damaged, library, too_deep
from anfrage_parser.readers.office.enclosing import BOM, file_name, named
from anfrage_parser.readers.office.mail_text import SHOWN, best, head_lines, may_be_letter, shown
from anfrage_parser.readers.office.tnef import unpacked
from anfrage_parser.readers.options import Options

MOST_ENCLOSED_DEEP = 5
"""Deepest nesting of mails."""

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


ENCLOSED = "__substg1.0_3701000D"
"""The folder of an attachment that is a mail."""

PROPERTIES = "__properties_version1.0"
HEAD, OF_ITS_OWN = 24, 32
"""Bytes in front of the properties of an enclosed mail, and of one of its own."""


def _attached(attachment: Any, deep: int = 0) -> Enclosed | None:
    """Return an attached file or mail; None for a file reference, which has no bytes."""
    if (mail := _enclosed_mail(attachment)) is not None:
        return Enclosed("nachricht.eml", _as_mail(mail, deep + 1))
    data = attachment.file_bytes
    if not data:
        return None
    if attachment.mime_type.startswith("image/") and not attachment.file_name:
        return None
    return Enclosed(attachment.file_name or "", bytes(data))


def _enclosed_mail(attachment: Any) -> Any:
    """Return the mail that is attached as such; None for a file. The library leaves it out, so its folder is made one that it reads."""
    storage = attachment._storage
    folder = next((inner for inner in storage.storages if inner.name == ENCLOSED), None)
    if folder is None:
        return None
    streams = (replace(stream, bytes_=_headed(stream.bytes_)) if stream.name == PROPERTIES else stream for stream in folder.streams)
    return library("oxmsg", "python-oxmsg").Message(replace(folder, streams=tuple(streams)))


def _headed(properties: bytes) -> bytes:
    """Return the properties of an enclosed mail with the head of one of its own, which some programs write at once."""
    if not any(properties[HEAD:OF_ITS_OWN]):  # no property is called 0
        return properties
    return properties[:HEAD] + bytes(OF_ITS_OWN - HEAD) + properties[HEAD:]


def _as_mail(message: Any, deep: int) -> bytes:
    """Return a mail as other programs save it, so that it is read like any other."""
    if deep > MOST_ENCLOSED_DEEP:
        raise too_deep()
    made = EmailMessage()
    made["Subject"], made["From"] = shown(message.subject or ""), shown(message.sender or "")
    if message.sent_date is not None:
        made["Date"] = message.sent_date
    body = _body(message)
    made.set_content(body.removeprefix(BOM).decode("utf-8", "replace"))
    if body and not body.startswith(BOM):  # rich text
        made.clear_content()
        made.add_attachment(body, maintype="application", subtype="rtf", filename="nachricht.rtf")
    for attachment in message.attachments:
        if (found := _attached(attachment, deep)) is not None:
            made.add_attachment(
                found.data, maintype="application", subtype="octet-stream", filename=file_name(found.name or "") or "anlage"
            )
    return made.as_bytes(policy=SMTP.clone(max_line_length=None))
