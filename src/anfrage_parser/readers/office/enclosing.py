"""The documents within another: how many there may be, and names for them that are valid in paths."""

import re

from anfrage_parser.errors import UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.readers.fragments import Enclosed
from anfrage_parser.readers.office import too_much

MOST_ENCLOSED = 200
"""Most attachments of one mail."""

LONGEST_NAME = 120

BOM = b"\xef\xbb\xbf"
"""Byte order mark of UTF-8, which overrides a page's own declaration."""

_UNFIT = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


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
        out.append(Enclosed(name, entry.data, entry.head))
    return out


def file_name(name: str) -> str:
    """Return the last component of a name without control characters; "" for "..".

    >>> file_name("../../etc/brief.pdf"), file_name("..")
    ('brief.pdf', '')
    """
    plain = _UNFIT.sub("", name).replace("\\\\", "/").rstrip("/").rpartition("/")[2].strip(" .")
    return plain[-LONGEST_NAME:]
