"""Read a signed mail or file that lies alone in a folder (.p7m)."""

from anfrage_parser.readers.fragments import Enclosed, Extract
from anfrage_parser.readers.office import mail
from anfrage_parser.readers.office.signed import content, is_entity
from anfrage_parser.readers.options import Options


def extract(data: bytes, options: Options) -> Extract:
    """Extract the documents of a signed mail, or the one that is signed."""
    inner = content(data)
    if is_entity(inner):
        return mail.extract(inner, options)
    return Extract(enclosed=[Enclosed("inhalt", inner)])
