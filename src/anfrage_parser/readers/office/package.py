"""The zip around an office document, and the XML in it: bounded in size, without entities, without anything from outside."""

import io
from collections import Counter
from typing import Any

from anfrage_parser.errors import EncryptedError, LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.readers import zips
from anfrage_parser.readers.office import damaged, library, too_much

LARGEST_PART = 64 * 1024 * 1024
"""Bytes of one unpacked member."""

MOST_UNPACKED = 256 * 1024 * 1024
"""Bytes of all members that are read."""

MOST_MEMBERS = 20_000

DOUBTFUL_SIZE, MOST_RATIO = 1 << 20, 200
"""Members beyond this size may not unpack to so many times what they take."""

Element = Any
"""An element of lxml's."""


class Package:
    """The members of a zip, read one by one; what isn't asked for is never unpacked."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zips.opened(io.BytesIO(data))
            infos = self._zip.infolist()
        except (MemoryError, LimitError):
            raise
        except Exception as error:  # of damage it may complain in many ways
            raise damaged() from error
        if len(infos) > MOST_MEMBERS:
            raise too_much()
        self._infos = {info.filename: info for info in infos}
        self._twins = {name for name, count in Counter(info.filename for info in infos).items() if count > 1}
        self._room = MOST_UNPACKED

    def data(self, name: str) -> bytes | None:
        """The bytes of a member; None where there is none. `LimitError` where it says, or turns out, to be too large."""
        info = self._infos.get(name)
        if info is None:
            return None
        if name in self._twins:  # which of them counts, no two programs agree on
            raise damaged()
        bloated = info.file_size > DOUBTFUL_SIZE and info.file_size > MOST_RATIO * max(info.compress_size, 1)
        if info.flag_bits & 1:
            raise encrypted()
        if bloated or info.file_size > min(LARGEST_PART, self._room):
            raise too_much()
        try:
            with self._zip.open(info) as file:
                data = file.read(LARGEST_PART + 1)
        except MemoryError:
            raise
        except Exception as error:  # zlib, lzma and bz2 have errors of their own
            raise damaged() from error
        self._room -= len(data)
        if len(data) > LARGEST_PART or self._room < 0:
            raise too_much()
        return data

    def xml(self, name: str) -> Element | None:
        """The root of a member that is XML; None where there is none."""
        data = self.data(name)
        return tree(data) if data is not None else None


def encrypted() -> EncryptedError:
    """It wants a password, which we can't try."""
    return EncryptedError(say("das Dokument ist mit einem Kennwort verschlüsselt"), say("es ohne Kennwort speichern"))


def tree(data: bytes) -> Element:
    """The root of some XML. Office documents declare no document type: one that does is refused, so that no entity is ever expanded."""
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise _declared()
    etree = library("lxml.etree", "lxml")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise damaged() from error
    if root.getroottree().docinfo.doctype:
        raise _declared()
    return root


def _declared() -> UnreadableError:
    return UnreadableError(
        say("das Dokument deklariert Entitäten, das tut kein Schreibprogramm"), say("die Herkunft prüfen, es als PDF ausgeben")
    )


def local(element: Element) -> str:
    """An element's name without its namespace; nothing for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def get(element: Element | None, name: str) -> str | None:
    """An attribute of the element's own namespace, or of none."""
    if element is None:
        return None
    space = element.tag.rpartition("}")[0]
    value = element.get(f"{space}}}{name}" if space else name)
    return str(value) if value is not None else element.get(name)


def child(element: Element | None, *path: str) -> Element | None:
    """The first child of that name, and so on down."""
    for name in path:
        element = next((e for e in element if local(e) == name), None) if element is not None else None
    return element


def whole(text: str | None, default: int = 0) -> int:
    """A whole number within reason; the default for what is none.

    >>> whole("12"), whole("x"), whole(None, 1), whole("99999999999")
    (12, 0, 1, 1000000)
    """
    digits = (text or "").strip()
    if not digits.lstrip("-").isdecimal() or len(digits) > 20:
        return default
    return max(-1_000_000, min(int(digits), 1_000_000))
