"""Akoma Ntoso 3.0: an inquiry as `doc name="anfrage"`, an answer as `doc name="antwort"`, several as a `documentCollection`.

`docs/exports.md` has the mapping.
"""

import re
from collections.abc import Iterable
from itertools import chain
from typing import BinaryIO
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from anfrage_parser.errors import UnreadableError
from anfrage_parser.exporters import ExportOptions
from anfrage_parser.exporters.akn.body import main_body, preamble, preface, signatures
from anfrage_parser.exporters.akn.meta import collection_meta, meta
from anfrage_parser.exporters.akn.nodes import Agents, kind, node
from anfrage_parser.exporters.identity import address, each_once
from anfrage_parser.messages import say
from anfrage_parser.record.schema import Inquiry

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
OURS = "urn:anfrage-parser:akn:1"
"""Namespace of our elements, for what Akoma Ntoso has no element for."""

EACH_ONCE = True
"""Duplicate inquiries are skipped."""

_OPEN = f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{NAMESPACE}" xmlns:anfrage="{OURS}">\n'
_CLOSE = "</akomaNtoso>\n"
_ACTIVE = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def export(records: Iterable[Inquiry], out: BinaryIO, options: ExportOptions) -> None:
    """Write one XML document, inquiry by inquiry; `UnreadableError` without records, as the format can't be empty.

    Memory use grows by about 200 bytes per inquiry. A single inquiry is the document itself, several are components of a collection.
    """
    base = address("--base-url", options.base_url) if options.base_url is not None else ""
    inquiries = each_once(records, options)
    first, second = next(inquiries, None), next(inquiries, None)
    if first is None:
        raise UnreadableError(say("es gibt keinen Datensatz zum Schreiben"), say("mindestens einen angeben"))
    out.write(_OPEN.encode("utf-8"))
    if second is None:
        out.write(_written(_document(first, base), 1))
    else:
        _collect(chain((first, second), inquiries), first, out, base)
    out.write(_CLOSE.encode("utf-8"))


def _collect(inquiries: Iterable[Inquiry], first: Inquiry, out: BinaryIO, base: str) -> None:
    out.write(b'  <documentCollection name="anfragen">\n')
    out.write(_written(collection_meta(first, base), 2))
    out.write(b"    <collectionBody>\n")
    for number, inquiry in enumerate(inquiries, 1):
        component = node(None, "component", eId=f"cmp_{number}")
        component.append(_document(inquiry, base, f"cmp_{number}__"))
        out.write(_written(component, 3))
    out.write(b"    </collectionBody>\n  </documentCollection>\n")


def _document(record: Inquiry, base: str, prefix: str = "") -> Element:
    """Return an inquiry's document; its ids begin with the prefix, so that they are unique in a collection."""
    agents = Agents(record, base, prefix)
    document = node(None, "doc", name=kind(record), contains="originalVersion")
    body = [preface(record, agents), preamble(record), main_body(record, agents), signatures(record, agents)]
    document.append(meta(record, agents, base))
    document.extend(part for part in body if len(part))
    return document


def _written(element: Element, level: int) -> bytes:
    """Serialise an element, indented, without changing its text. Direction marks and control characters become character references."""
    ET.indent(element, level=level)
    text = "  " * level + ET.tostring(element, encoding="unicode").rstrip() + "\n"
    return _ACTIVE.sub(lambda found: f"&#x{ord(found.group()):x};", text).encode("utf-8")
