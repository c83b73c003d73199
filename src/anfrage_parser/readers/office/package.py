"""Read the zip of an office document and its XML: bounded in size, without entities or external resources."""

import io
from collections import Counter
from typing import Any, Protocol

from anfrage_parser.errors import EncryptedError, LimitError, UnreadableError
from anfrage_parser.messages import say
from anfrage_parser.readers import zips
from anfrage_parser.readers.office import damaged, library, too_much

LARGEST_PART = 64 * 1024 * 1024
"""Largest unpacked member in bytes."""

MOST_UNPACKED = 256 * 1024 * 1024
"""Most unpacked bytes of all members read."""

MOST_MEMBERS = 20_000

DOUBTFUL_SIZE, MOST_RATIO = 1 << 20, 200
"""Members larger than this (bytes) are limited to this compression ratio."""

Element = Any
"""An lxml element."""


class Members(Protocol):
    """The members of an office document, in a zip or elsewhere."""

    def data(self, name: str) -> bytes | None:
        """Return the bytes of a member; None if it doesn't exist."""

    def xml(self, name: str) -> Element | None:
        """Return the root element of an XML member; None if it doesn't exist."""


class Package:
    """The members of a zip, unpacked on demand."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zips.opened(io.BytesIO(data))
            infos = self._zip.infolist()
        except (MemoryError, LimitError):
            raise
        except Exception as error:  # damaged files raise many types of exceptions
            raise damaged() from error
        if len(infos) > MOST_MEMBERS:
            raise too_much()
        self._infos = {info.filename: info for info in infos}
        self._twins = {name for name, count in Counter(info.filename for info in infos).items() if count > 1}
        self._room = MOST_UNPACKED

    def names(self) -> list[str]:
        """Return the names of the members, in the order of the directory."""
        return list(self._infos)

    def data(self, name: str) -> bytes | None:
        """Return the bytes of a member; None if it doesn't exist. `LimitError` if its declared or actual size is too large."""
        info = self._infos.get(name)
        if info is None:
            return None
        if name in self._twins:  # programs disagree on which of them counts
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
        except Exception as error:  # zlib, lzma and bz2 raise their own exception types
            raise damaged() from error
        self._room -= len(data)
        if len(data) > LARGEST_PART or self._room < 0:
            raise too_much()
        return data

    def xml(self, name: str) -> Element | None:
        """Return the root element of an XML member; None if it doesn't exist."""
        data = self.data(name)
        return tree(data) if data is not None else None


def encrypted() -> EncryptedError:
    """Return the error for an encrypted document, which we can't decrypt."""
    return EncryptedError(say("das Dokument ist mit einem Kennwort verschlüsselt"), say("es ohne Kennwort speichern"))


def tree(data: bytes) -> Element:
    """Parse XML and return its root. Document type declarations, which office documents never have, are refused: no entity is expanded."""
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
        say("das Dokument definiert XML-Entitäten; das tut kein Schreibprogramm"), say("prüfen, woher es stammt, und es als PDF ausgeben")
    )


def local(element: Element) -> str:
    """Return an element's local name; "" for comments and the like."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def get(element: Element | None, name: str) -> str | None:
    """Return an attribute in the element's own namespace, or in none."""
    if element is None:
        return None
    space = element.tag.rpartition("}")[0]
    value = element.get(f"{space}}}{name}" if space else name)
    return str(value) if value is not None else element.get(name)


def child(element: Element | None, *path: str) -> Element | None:
    """Return the first child with that name, and so on down the path; None if one is missing."""
    for name in path:
        element = next((e for e in element if local(e) == name), None) if element is not None else None
    return element


def whole(text: str | None, default: int = 0) -> int:
    """Parse an integer, limited to a plausible range; `default` if it is invalid.

    >>> whole("12"), whole("x"), whole(None, 1), whole("99999999999")
    (12, 0, 1, 1000000)
    """
    digits = (text or "").strip()
    if not digits.lstrip("-").isdecimal() or len(digits) > 20:
        return default
    return max(-1_000_000, min(int(digits), 1_000_000))
