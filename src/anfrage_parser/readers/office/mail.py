"""Split mails: the body and each attachment become separate documents, read like any other."""

import email.message
import email.parser
import email.policy
from collections.abc import Iterator

from anfrage_parser.errors import AnfrageError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.readers.fragments import Enclosed, Extract
from anfrage_parser.readers.mail_kinds import mails_in, message_in
from anfrage_parser.readers.office import MOST_DEEP, damaged, signed, tnef, too_deep, too_much
from anfrage_parser.readers.office.enclosing import BOM, MOST_ENCLOSED, named
from anfrage_parser.readers.office.inline import without_files
from anfrage_parser.readers.office.mail_text import best, decoded_words, head_of, may_be_letter, text_of
from anfrage_parser.readers.options import Options

MOST_PARTS = 5_000

BESIDE = frozenset(
    "text/calendar text/vcard text/x-vcard text/rfc822-headers application/pgp-signature application/pgp-keys "
    "application/pkcs7-signature application/x-pkcs7-signature".split()
)
"""Media types of parts that mail programs add."""


SECURED = frozenset(("application/pkcs7-mime", "application/x-pkcs7-mime"))
"""Media types of a mail that is signed as a whole, or encrypted."""


def extract(data: bytes, options: Options) -> Extract:
    """Extract the documents of a mail, or the mails of a mailbox file; nothing is fetched."""
    mails = mails_in(data, MOST_ENCLOSED)
    if not mails:
        step = say("sie im Mailprogramm wiederherstellen, oder das Postfach weglassen")
        raise UnreadableError(say("im Postfach stehen nur gelöschte Mails"), step)
    if len(mails) > 1:
        return Extract(enclosed=named([Enclosed(f"mail-{number}.eml", mail) for number, mail in enumerate(mails, 1)]))
    try:
        enclosed = list(_enclosed(_parsed(message_in(mails[0]))))
    except RecursionError as error:
        raise too_deep() from error
    except (AnfrageError, MemoryError):
        raise
    except Exception as error:  # the parser's exceptions for damaged headers are undocumented
        raise damaged() from error
    return Extract(enclosed=named(enclosed))


def _parsed(data: bytes) -> email.message.Message:
    return email.parser.BytesParser(policy=email.policy.compat32).parsebytes(data)


def _enclosed(message: email.message.Message) -> Iterator[Enclosed]:
    """Yield the body, then the attachments in order."""
    parts = list(_parts(message, 0))
    body, is_page = best(*([text_of(p) for p in parts if _is_body(p, kind)] for kind in ("plain", "html")))
    body, inline = (body, []) if is_page else without_files(body)
    others = [part for part in parts if not any(_is_body(part, kind) for kind in ("plain", "html")) and not _is_beside(part)]
    attached = [*inline, *(entry for part in others for entry in _attached(part))]
    hidden = [entry for entry in attached if entry.name is None]  # the text of a winmail.dat
    text = BOM + body.encode("utf-8", "replace") if body.strip() else hidden[0].data if hidden else b""
    if text:
        yield Enclosed(None, text, head_of(message) if may_be_letter(text, len(attached) > len(hidden)) else "")
    yield from (entry for entry in attached if entry.name is not None)


def _attached(part: email.message.Message) -> Iterator[Enclosed]:
    """Yield an attachment, or those that Outlook packed into one."""
    data, name = _data_of(part), _name_of(part)
    if data.startswith(tnef.MAGIC):
        yield from tnef.enclosed(data)
    elif part.get_content_type() in SECURED and signed.cms_kind(data) == "signed":
        yield Enclosed(name.removesuffix(".p7m"), signed.content(data))
    else:
        yield Enclosed(name, data)


def _parts(message: email.message.Message, deep: int) -> Iterator[email.message.Message]:
    """Yield the leaf parts of a mail; an enclosed mail is one of them, what is signed as a whole is taken apart."""
    if deep > MOST_DEEP:
        raise too_deep()
    if message.get_content_type() == "multipart/encrypted":
        raise signed.sealed()
    if message.get_content_maintype() == "multipart" and isinstance(parts := message.get_payload(), list):
        if len(parts) > MOST_PARTS:
            raise too_much()
        for part in parts:
            if isinstance(part, email.message.Message):
                yield from _parts(part, deep + 1)
    elif (inner := _signed_whole(message, deep)) is not None:
        yield from _parts(inner, deep + MOST_DEEP // DEEPEST_SIGNED)
    else:
        yield message


DEEPEST_SIGNED = 5
"""Most signatures around each other."""


def _signed_whole(part: email.message.Message, deep: int) -> email.message.Message | None:
    """Return the mail within a signature; None for any other part, such as a signed file. Raises `EncryptedError` for an encrypted mail."""
    if part.get_content_type() not in SECURED:
        return None
    data = _data_of(part)
    if (kind := signed.cms_kind(data)) == "sealed" and not deep:
        raise signed.sealed()
    inner = signed.content(data) if kind == "signed" else b""
    return _parsed(inner) if signed.is_entity(inner) else None


def _is_body(part: email.message.Message, kind: str) -> bool:
    return part.get_content_type() == f"text/{kind}" and part.get_content_disposition() != "attachment" and not part.get_filename()


def _is_beside(part: email.message.Message) -> bool:
    """Return whether a part is no real attachment: a logo in a signature, a business card, a cryptographic signature."""
    if part.get_content_type() == "application/pgp-encrypted":
        return _data_of(part).startswith(b"Version:")
    return part.get_content_type() in BESIDE or (
        part.get_content_maintype() == "image" and (part.get_content_disposition() == "inline" or part.get("Content-ID") is not None)
    )


def _data_of(part: email.message.Message) -> bytes:
    inner = part.get_payload()
    if part.get_content_type() == "message/rfc822" and isinstance(inner, list) and inner:
        return bytes(inner[0].as_bytes()) if isinstance(inner[0], email.message.Message) else b""
    data = part.get_payload(decode=True)
    if isinstance(data, bytes) and part.get_content_maintype() == "text" and part.get_content_charset("utf-8") not in ("utf-8", "us-ascii"):
        return BOM + text_of(part).encode("utf-8", "replace")
    return data if isinstance(data, bytes) else b""


def _name_of(part: email.message.Message) -> str:
    """Return the name given by the sender, else one by its kind."""
    return decoded_words(part.get_filename() or "") or ("nachricht.eml" if part.get_content_type() == "message/rfc822" else "")
