"""Read Word documents that are a single XML file: Word's own of today (each member a `pkg:part`), and that of 2003.

The one of 2003 says the same in other words, so it is put into the members and names of a .docx; the reader of .docx does the rest.
"""

import base64
import binascii

from anfrage_parser.readers.fragments import Extract
from anfrage_parser.readers.office import damaged, library, too_much
from anfrage_parser.readers.office.docx import MAIN, read
from anfrage_parser.readers.office.package import LARGEST_PART, Element, child, get, local, tree
from anfrage_parser.readers.options import Options

NUMBERS = {"0": "decimal", "1": "upperRoman", "2": "lowerRoman", "3": "upperLetter", "4": "lowerLetter", "22": "decimalZero",
           "23": "bullet", "255": "none"}  # fmt: skip
"""Formats of numbers in 2003 → those of today."""

NAMES = {
    "listDef": "abstractNum", "list": "num", "ilst": "abstractNumId", "nfc": "numFmt", "listPr": "numPr", "ilfo": "numId",
    "sect": "customXml", "sub-section": "customXml", "pBdrGroup": "customXml", "content": "ins",
}  # fmt: skip
"""Elements of 2003 → those of today; `sect` and the like only hold others."""

IDS = {"abstractNum": "listDefId", "num": "ilfo"}
"""Element → the attribute of 2003 that names it; today it is called like the element, with "Id"."""

INSERTED = "Word.Insertion"
"""The mark of text that was added; other marks ("Word.Deletion", "Word.Comment") are on what isn't printed."""

DELETED = "del"

KINDS = {"odd": "default", "even": "even", "first": "first"}

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class _Members:
    """The members of a .docx that an XML file stands for."""

    def __init__(self, members: dict[str, bytes]) -> None:
        self._members = members

    def data(self, name: str) -> bytes | None:
        """Return the bytes of a member; None if it doesn't exist."""
        return self._members.get(name)

    def xml(self, name: str) -> Element | None:
        """Return the root element of a member; None if it doesn't exist."""
        data = self.data(name)
        return tree(data) if data is not None else None


def extract(data: bytes, options: Options) -> Extract:
    """Extract the text; the XML is bounded as that of a .docx."""
    return read(_members(data), options)


def extract_part(data: bytes, options: Options) -> Extract:
    """Extract the text of such a file within a Word document; parts within it are left out."""
    return read(_members(data), options, chunks=None)


def _members(data: bytes) -> _Members:
    if len(data) > LARGEST_PART:
        raise too_much()
    root = tree(data)
    return _Members(_parts(root) if local(root) == "package" else _of_2003(root))


def _parts(root: Element) -> dict[str, bytes]:
    """Return the members that stand in a file as Word writes it today."""
    members: dict[str, bytes] = {}
    for part in root:
        name = (get(part, "name") or "").lstrip("/")
        held = next(iter(part), None)
        if held is None:
            continue
        if local(held) == "xmlData":
            members[name] = b"".join(_bytes(inner) for inner in list(held)[:1])
        elif local(held) == "binaryData":
            members[name] = _decoded(held.text or "")
    return members


def _decoded(text: str) -> bytes:
    try:
        return base64.b64decode(text)
    except (binascii.Error, ValueError) as error:
        raise damaged() from error


def _of_2003(root: Element) -> dict[str, bytes]:
    """Return the members that a file of 2003 stands for."""
    notes = _Parts(root)
    for entry in list(root.iter()):
        _rename(entry)
        if local(entry) in ("hdr", "ftr") and local(entry.getparent()) == "sectPr":
            notes.margin(entry)
        elif local(entry) in ("footnote", "endnote") and local(entry.getparent()) == "r":
            notes.note(entry)
    styles, numbering = child(root, "styles"), child(root, "lists")
    for name, part in (("styles", styles), ("numbering", numbering)):
        if part is not None:
            notes.add(name, name, _bytes(part))
    return notes.members(_bytes(root))


def _rename(entry: Element) -> None:
    """Give an element of 2003 the name that it has today."""
    old = local(entry)
    if old == "annotation":
        name = "ins" if INSERTED in entry.attrib.values() else DELETED
    elif old in NAMES:
        name = NAMES[old]
    else:
        return
    space = entry.nsmap.get("w") or entry.tag[1:].rpartition("}")[0]
    entry.tag = f"{{{space}}}{name}"
    if name in IDS:
        entry.set(f"{{{space}}}{name}Id", get(entry, IDS[name]) or "")
    if name == "numFmt":
        entry.set(f"{{{space}}}val", NUMBERS.get(get(entry, "val") or "", "decimal"))


class _Parts:
    """Takes out what stands in members of its own today: heads and feet of pages, notes."""

    def __init__(self, root: Element) -> None:
        self._space = root.tag[1:].rpartition("}")[0]
        self._members: dict[str, bytes] = {}
        self._relations: list[str] = []
        self._notes: dict[str, list[Element]] = {"footnotes": [], "endnotes": []}

    def add(self, name: str, kind: str, data: bytes) -> str:
        """Add a member, and return the name by which the text refers to it."""
        self._members[f"word/{name}.xml"] = data
        number = f"r{len(self._relations)}"
        self._relations.append(f'<Relationship Id="{number}" Type="{RELATION}/{kind}" Target="{name}.xml"/>')
        return number

    def margin(self, entry: Element) -> None:
        """Put a reference in place of a head or foot."""
        kind = {"hdr": "header", "ftr": "footer"}[local(entry)]
        number = self.add(f"{kind}{len(self._relations)}", kind, _bytes(entry))
        reference = self._made(f"{kind}Reference", type=KINDS.get(get(entry, "type") or "odd", "default"))
        reference.set(f"{{{RELATION}}}id", number)
        entry.getparent().replace(entry, reference)

    def note(self, entry: Element) -> None:
        """Put a reference in place of a note."""
        kind = f"{local(entry)}s"
        number = str(len(self._notes[kind]))
        entry.getparent().replace(entry, self._made(f"{local(entry)}Reference", id=number))
        entry.set(f"{{{self._space}}}id", number)
        self._notes[kind].append(entry)

    def members(self, text: bytes) -> dict[str, bytes]:
        """Return all members, with the text's own and the list of the others."""
        for kind, notes in self._notes.items():
            if notes:
                whole = self._made(kind)
                whole.extend(notes)
                self.add(kind, kind, _bytes(whole))
        folder, _, name = MAIN.rpartition("/")
        self._members[f"{folder}/_rels/{name}.rels"] = f"<Relationships>{''.join(self._relations)}</Relationships>".encode()
        return {**self._members, MAIN: text}

    def _made(self, name: str, **attributes: str) -> Element:
        made = library("lxml.etree", "lxml").Element(f"{{{self._space}}}{name}")
        for key, value in attributes.items():
            made.set(f"{{{self._space}}}{key}", value)
        return made


def _bytes(element: Element) -> bytes:
    return bytes(library("lxml.etree", "lxml").tostring(element, encoding="utf-8", with_tail=False))
