"""Split Outlook mails (.msg): body and attachments, as for any other mail."""

from typing import Any

from anfrage_parser.readers.fragments import Enclosed, Extract
from anfrage_parser.readers.office import damaged, library
from anfrage_parser.readers.office.mail import BOM, named
from anfrage_parser.readers.options import Options


def extract(data: bytes, options: Options) -> Extract:
    """Extract the documents of a mail; nothing is fetched."""
    oxmsg = library("oxmsg", "python-oxmsg")
    try:
        message = oxmsg.Message.load(data)
        body = message.body or message.html_body or ""
        enclosed = [Enclosed(None, BOM + body.encode("utf-8", "replace"))] if body.strip() else []
        enclosed += [found for attachment in message.attachments if (found := _attached(attachment)) is not None]
    except MemoryError:
        raise
    except Exception as error:  # the libraries' exceptions for damaged files are undocumented
        raise damaged() from error
    return Extract(enclosed=named(enclosed))


def _attached(attachment: Any) -> Enclosed | None:
    """Return an attached file; None for an enclosed mail or a file reference, which have no bytes."""
    data = attachment.file_bytes
    if not data:
        return None
    if attachment.mime_type.startswith("image/") and not attachment.file_name:
        return None
    return Enclosed(attachment.file_name or "", bytes(data))
