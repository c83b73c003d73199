"""Templates and drafts as packages of Word: what may be in them, and writing them anew.

A template may come from anybody, and a draft is opened by a clerk. Nothing in either runs or is fetched when Word opens it: kinds of parts
and fields of text that are known to be harmless pass, all others are refused by name.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from anfrage_parser.errors import UnreadableError, UsageError
from anfrage_parser.messages import say
from anfrage_parser.readers.office import damaged
from anfrage_parser.readers.office.package import Element, Package, get, local, tree

TYPES = "[Content_Types].xml"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.{}.main+xml"

PARTS = frozenset(
    "officeDocument core-properties extended-properties custom-properties thumbnail styles stylesWithEffects settings webSettings fontTable"
    " theme numbering footnotes endnotes header footer comments commentsExtended commentsIds commentsExtensible people image hyperlink font"
    " customXml customXmlProps glossaryDocument printerSettings classificationlabels themeOverride".split()
)
"""Last words of the types of relationships that pass: no macros, controls, objects, parts in other formats, nor links to data."""

DROPPED = ("attachedTemplate", "mailMerge")
"""What is left out silently: Word notes from where a document came, and would look there."""

FIELDS = frozenset(
    "PAGE NUMPAGES SECTION SECTIONPAGES DATE TIME CREATEDATE SAVEDATE PRINTDATE STYLEREF REF PAGEREF NOTEREF SEQ TOC TITLE SUBJECT AUTHOR"
    " FILENAME DOCPROPERTY HYPERLINK FORMTEXT FORMCHECKBOX FORMDROPDOWN MERGEFIELD SYMBOL".split()
)
"""Fields of Word that pass: none of them starts a program, or reads a file."""

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The date of all members: the same draft has the same bytes."""


def cleaned(data: bytes) -> bytes:
    """Return a package of Word with the same content, written anew; a template (.dotx) as a document.

    Raises `UsageError` for macros, controls, objects, pictures from elsewhere and fields that read or start something,
    `UnreadableError` for what is no package of Word, `LimitError` for one that unpacks to too much.
    """
    package = Package(data)
    if TYPES not in package.names():
        raise UnreadableError(say("das ist keine Word-Datei (.docx, .dotx)"), say("die Vorlage mit Word als .docx speichern"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written:
        for name in package.names():
            if name.endswith("/"):
                continue
            content = package.data(name)
            assert content is not None  # the name is from the directory
            written.writestr(zipfile.ZipInfo(name, FIRST_DAY), _part(name, content), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _part(name: str, content: bytes) -> bytes:
    if not name.endswith((".xml", ".rels")):
        if content.lstrip()[:1] == b"<":  # XML of another name would pass unseen
            raise _refused(name)
        return content
    root = tree(content)
    if name == TYPES:
        changed = _types(root)
    elif name.endswith(".rels"):
        changed = _relationships(root)
    else:
        _check_fields(root)
        changed = _without_dropped(root)
    return _xml(root) if changed else content


def _xml(root: Element) -> bytes:
    from lxml import etree

    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _types(root: Element) -> bool:
    """Check the types of parts; make a template a document."""
    changed = main = False
    for entry in root:
        kind = get(entry, "ContentType") or ""
        if re.search(r"macro|vba|activex|oleobject|webextension", kind, re.IGNORECASE):
            raise _refused(kind)
        if kind == MAIN.format("template"):
            entry.set("ContentType", MAIN.format("document"))
            changed = True
        main = main or kind in (MAIN.format("template"), MAIN.format("document"))
    if not main:
        raise UnreadableError(say("das ist keine Word-Datei (.docx, .dotx)"), say("die Vorlage mit Word als .docx speichern"))
    return changed


def _relationships(root: Element) -> bool:
    """Check what a part refers to; links that people click may lead elsewhere, nothing else."""
    changed = False
    for entry in list(root):
        kind = (get(entry, "Type") or "").rpartition("/")[2]
        if kind in DROPPED:
            root.remove(entry)
            changed = True
        elif kind not in PARTS or (kind != "hyperlink" and (get(entry, "TargetMode") or "").casefold() == "external"):
            raise _refused(kind)
    return changed


def _without_dropped(root: Element) -> bool:
    found = [element for element in root if local(element) in DROPPED]
    for element in found:
        root.remove(element)
    return bool(found)


def _check_fields(root: Element) -> None:
    for code in _field_codes(root):
        name = code.split(maxsplit=1)[0].upper() if code.strip() else ""
        if name and name not in FIELDS and not name.startswith("="):
            raise _refused(name)


def _field_codes(root: Element) -> Iterator[str]:
    """Yield the code of each field: without that of fields within it, which are yielded, too."""
    open_codes: list[list[str]] = []
    for element in root.iter():
        kind = local(element)
        if kind == "fldSimple":
            yield get(element, "instr") or ""
        elif kind == "fldChar" and get(element, "fldCharType") == "begin":
            open_codes.append([])
        elif kind == "fldChar" and get(element, "fldCharType") == "end" and open_codes:
            yield "".join(open_codes.pop())
        elif kind in ("instrText", "delInstrText"):
            if not open_codes:
                raise damaged()
            open_codes[-1].append(element.text or "")
    yield from map("".join, open_codes)


def _refused(what: str) -> UsageError:
    cause = say("die Word-Datei enthält „{what}“: das könnte beim Öffnen etwas starten oder von anderswo laden", what=what[:80])
    return UsageError(cause, say("es in Word herausnehmen, Bilder einbetten statt verknüpfen, und als .docx speichern"))
