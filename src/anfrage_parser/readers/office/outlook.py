"""Outlook's own files of single mails (.msg): body and attachments, as of any other mail."""

from typing import Any

from anfrage_parser.readers.fragments import Enclosed, Extract
from anfrage_parser.readers.office import damaged, library
from anfrage_parser.readers.office.mail import BOM, named
from anfrage_parser.readers.options import Options


def extract(data: bytes, options: Options) -> Extract:
    """What a mail holds. Nothing that it refers to is fetched."""
    oxmsg = library("oxmsg", "python-oxmsg")
    try:
        message = oxmsg.Message.load(data)
        body = message.body or message.html_body or ""
        enclosed = [Enclosed(None, BOM + body.encode("utf-8", "replace"))] if body.strip() else []
        enclosed += [found for attachment in message.attachments if (found := _attached(attachment)) is not None]
    except MemoryError:
        raise
    except Exception as error:  # what the format's libraries raise on damage is not documented
        raise damaged() from error
    return Extract(enclosed=named(enclosed))


def _attached(attachment: Any) -> Enclosed | None:
    """A file; a mail within the mail, or a mere reference to a file, has no bytes."""
    data = attachment.file_bytes
    if not data:
        return None
    if attachment.mime_type.startswith("image/") and not attachment.file_name:
        return None
    return Enclosed(attachment.file_name or "", bytes(data))
