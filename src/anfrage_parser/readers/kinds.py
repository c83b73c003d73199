"""Detect the kind of a document from its bytes; errors for unsupported kinds name them and say what to do."""

from typing import NamedTuple

from anfrage_parser.errors import EncryptedError, UnreadableError
from anfrage_parser.messages import later, say
from anfrage_parser.readers import pgp
from anfrage_parser.readers.mail_kinds import is_mail
from anfrage_parser.readers.office.signed import cms_kind, sealed
from anfrage_parser.readers.zip_names import member_names
from anfrage_parser.text import bounded_json
from anfrage_parser.text.patterns import compiled, compiled_bytes


class Kind(NamedTuple):
    """A supported kind of document."""

    title: str
    ending: str
    media_type: str
    needs: tuple[tuple[str, str], ...] = ()
    """(module, package) of optional dependencies that its reader needs."""


LXML = ("lxml", "lxml")
KINDS = {
    "text": Kind("Text", ".txt", "text/plain"),
    "pdf": Kind("PDF", ".pdf", "application/pdf"),
    "docx": Kind("Word", ".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", (LXML,)),
    "odt": Kind("OpenDocument", ".odt", "application/vnd.oasis.opendocument.text", (LXML,)),
    "rtf": Kind("Rich Text", ".rtf", "application/rtf"),
    "html": Kind(later("Webseite"), ".html", "text/html", (LXML,)),
    "eml": Kind("E-Mail", ".eml", "message/rfc822"),
    "msg": Kind("E-Mail (Outlook)", ".msg", "application/vnd.ms-outlook", (("oxmsg", "python-oxmsg"),)),
    "fodt": Kind(later("OpenDocument (eine Datei)"), ".fodt", "application/vnd.oasis.opendocument.text-flat-xml", (LXML,)),
    "wordxml": Kind(later("Word (eine XML-Datei)"), ".xml", "application/xml", (LXML,)),
    "p7m": Kind(later("Signierte E-Mail (S/MIME)"), ".p7m", "application/pkcs7-mime"),
    "tnef": Kind("winmail.dat (Outlook)", ".dat", "application/vnd.ms-tnef", (("compressed_rtf", "compressed-rtf"),)),
    "zip": Kind(later("ZIP-Archiv"), ".zip", "application/zip"),
}
"""All supported kinds. Each is detected from its bytes; the suffix is for people."""

MAILS = ("eml", "msg")

CONTAINERS = (*MAILS, "p7m", "tnef", "zip")
"""Kinds that hold documents of their own."""

PDF_HEAD = 1024
"""Bytes in which "%PDF-" must occur."""

SAMPLE = 65536
"""Bytes examined to tell text from binary data."""

MAGICS = (
    (b"PK\x03\x04", later("ein ZIP-Archiv oder Office-Dokument")),
    (b"PK\x05\x06", later("ein leeres ZIP-Archiv")),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", later("ein älteres Office-Dokument")),
    (b"!BDN", later("ein Outlook-Postfach (.pst)")),
    (b"GIF8", later("ein Bild (GIF)")),
    (b"\x7fELF", later("ein Programm")),
    (b"MZ\x90", later("ein Programm")),
    (b"%!PS", later("ein PostScript-Dokument")),
    (b"SQLite format 3", later("eine Datenbank (SQLite)")),
)

PACKED = (
    (b"\x1f\x8b", later("ein gepacktes Archiv (gzip)")),
    (b"7z\xbc\xaf", later("ein gepacktes Archiv (7z)")),
    (b"Rar!", later("ein gepacktes Archiv (rar)")),
    (b"BZh", later("ein gepacktes Archiv (bzip2)")),
    (b"\xfd7zXZ", later("ein gepacktes Archiv (xz)")),
)
"""First bytes of archives that are not opened, and what they are."""

IMAGES = (
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
"""First bytes and media types of supported images."""

_CONTROLS = bytes([*range(0x09), *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])

MOST_CONTROLS = 0.1
"""Share of control bytes above which a file is not text, unless it is UTF-16."""


def kind_of(data: bytes) -> str:
    """Return the key in `KINDS`; `UnreadableError` names what other bytes look like."""
    if not data:
        raise UnreadableError(say("die Datei ist leer"), say("das Dokument noch einmal speichern"))
    if (kind := _office(data)) is not None:
        return kind
    if data.startswith(tuple(magic for magic, _ in IMAGES)):
        return "image"
    if b"%PDF-" in data[:PDF_HEAD]:
        return "pdf"
    _refuse_other(data)
    return "text"


def _refuse_other(data: bytes) -> None:
    """Raise `UnreadableError` for other known kinds, binary data, and for text not written for people."""
    for kinds, step in ((MAGICS, say("als PDF oder Text speichern")), (PACKED, say("es entpacken und das Dokument darin lesen"))):
        for magic, looks_like in kinds:
            if data.startswith(magic):
                raise UnreadableError(say("das ist {kind}, kein Text und kein PDF", kind=say(looks_like)), step)
    sample = data[:SAMPLE]
    if not _is_wide(data) and _controls(sample) > MOST_CONTROLS * len(sample):
        raise UnreadableError(say("das ist kein Text und kein PDF"), say("das Dokument als PDF oder Text speichern"))
    if is_json(data):
        raise UnreadableError(say("das sind Daten (JSON), kein Text und kein PDF"), say("Datensätze nimmt „anfrage export“, in UTF-8"))


def _controls(sample: bytes) -> int:
    """Return how many bytes are controls; counted without a pattern, which would look at each byte for itself."""
    return len(sample) - len(sample.translate(None, _CONTROLS))


def media_type(data: bytes) -> str:
    """Return the media type of a paged document: that of an image, else PDF."""
    return next((name for magic, name in IMAGES if data.startswith(magic)), "application/pdf")


def is_plain(data: bytes, kind: str) -> bool:
    """Return whether `kind_of` is certain, so that plugins are only asked if requested."""
    return kind != "text" or _is_wide(data) or not _controls(data[:SAMPLE])


def is_document(data: bytes) -> bool:
    """Return whether bytes are a document, even an unsupported one; images, archives and programs aren't."""
    try:
        return kind_of(data) not in ("image", "zip")
    except EncryptedError:
        return True
    except UnreadableError:
        return data.startswith((OLE, b"%!PS")) or (data.startswith(b"PK") and b"[Content_Types].xml" in data)


def is_archive(data: bytes) -> bool:
    """Return whether bytes are an archive, opened or not, or packed by PGP: they may hold a document."""
    return data.startswith((b"PK", *(magic for magic, _ in PACKED))) or pgp.is_packed(data)


_OBJECT = compiled(r'\A[\ufeff \t\r\n]{0,200}(?:\[[ \t\r\n]{0,200}){0,9}(?:\{[ \t\r\n]{0,200}["}]|\[[ \t\r\n]{0,200}\])')
BEGINNING = 4096
_LIST = compiled(r"\A[\ufeff \t\r\n]{0,200}\[")


def is_json(data: bytes) -> bool:
    """Return whether bytes are JSON, which no letter is. Objects are recognised by their beginning; other lists are parsed to the end."""
    start = data[:BEGINNING].decode("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8", "replace")
    if start.lstrip("\ufeff \t\r\n")[:1] not in ("{", "["):
        return False
    if _OBJECT.match(start):
        return True
    if not _LIST.match(start):
        return False
    try:
        bounded_json.loads(data[: bounded_json.MOST_BYTES].removeprefix(b"\xef\xbb\xbf"))
    except bounded_json.TooMuchError:  # of what no letter has
        return True
    except (ValueError, RecursionError):
        return False
    return True


_PAGE = compiled_bytes(
    rb"(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,200})?(?:<!--[^>]{0,2000}-->\s{0,200}){0,9}"
    rb"(?i:<!doctype\s{1,9}html|<(?:html|head|body)[\s>]|<(?:div|p|table|h1|meta|title)(?:\s[^<>]{0,500})?>)"
)
_XML = compiled_bytes(rb"(?:\xef\xbb\xbf)?\s{0,200}<(?:\?xml|office:document|w:wordDocument|pkg:package)")
_FLAT = b"application/vnd.oasis.opendocument.text"
_WORD = (b"http://schemas.microsoft.com/office/word/2003/wordml", b"http://schemas.microsoft.com/office/2006/xmlPackage")
_EXCEL = b'progid="Excel.Sheet"'


def _office(data: bytes) -> str | None:
    """Return the kind of an office document, web page or mail; None for anything else."""
    if data.startswith(b"PK\x03\x04"):
        return _zipped(data)
    if data.startswith(OLE):
        return _in_ole(data)
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if data.startswith(TNEF):
        return "tnef"
    if data[:BEGINNING].removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return "html" if _PAGE.match(data) else _in_xml(data)
    if data.startswith((b"\xff\xfe<\0", b"\xfe\xff\0<")):
        return _in_xml(data[:BEGINNING].decode("utf-16", "ignore").encode())
    return "eml" if is_mail(data) else _secured(data)


def _in_xml(data: bytes) -> str | None:
    """Return the kind of a document that is a single XML file; `UnreadableError` for a table."""
    head = data[:BEGINNING]
    if not _XML.match(data):
        return None
    if b"<office:document" in head and _FLAT in head:
        return "fodt"
    if _EXCEL in head:
        step = say("es in Word oder LibreOffice öffnen und als .docx speichern")
        raise UnreadableError(say("das ist {kind}, kein Text und kein PDF", kind=say("eine Tabelle (Excel)")), step)
    if any(sign in head for sign in _WORD):
        return "wordxml"
    return None


def _secured(data: bytes) -> str | None:
    """Return the kind of a signed message; `EncryptedError` for an encrypted one."""
    kind = cms_kind(data)
    if kind == "sealed":
        raise sealed()
    pgp.refuse(data[:BEGINNING])
    return "p7m" if kind == "signed" else None


def _zipped(data: bytes) -> str | None:
    """Return the kind of a zip-based document by the names of its members; "zip" for any other archive."""
    if b"mimetypeapplication/vnd.oasis.opendocument.text" in data[:200]:
        return "odt"
    if b"mimetypeapplication/" in data[:200]:
        return None
    names = member_names(data)
    if "[Content_Types].xml" not in names:
        return "zip" if names else None
    for folder, called in (("xl/", later("eine Tabelle (Excel)")), ("ppt/", later("eine Präsentation (PowerPoint)"))):
        if any(name.startswith(folder) for name in names) and "word/document.xml" not in names:
            raise UnreadableError(say("das ist {kind}, kein Text und kein PDF", kind=say(called)), say("als PDF oder Text speichern"))
    return "docx" if any(name.startswith("word/") for name in names) else None


TNEF = b"\x78\x9f\x3e\x22"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _in_ole(data: bytes) -> str | None:
    """Return the kind of a document in Microsoft's OLE container, by its stream names."""
    if "__substg1.0_".encode("utf-16-le") in data:
        return "msg"
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedError(say("das Dokument ist mit einem Kennwort verschlüsselt"), say("es ohne Kennwort speichern"))
    if "WordDocument".encode("utf-16-le") in data:
        step = say("es in Word oder LibreOffice öffnen und als .docx speichern")
        raise UnreadableError(say("das ist ein Word-Dokument in altem Format (.doc)"), step)
    return None


BOMS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
"""Byte order marks and the codecs that remove them; UTF-32 precedes UTF-16, whose mark is a prefix of it."""


def wide_pattern(data: bytes) -> str | None:
    """Return the codec of UTF-16 without a byte order mark, detected by NUL bytes; None for anything else."""
    sample = data[:4096]
    pairs = len(sample) // 2
    if pairs < 2 or len(data) % 2:
        return None
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    if odd > 0.6 * pairs and even < 0.1 * pairs:
        return "utf-16-le"
    if even > 0.6 * pairs and odd < 0.1 * pairs:
        return "utf-16-be"
    return None


def _is_wide(data: bytes) -> bool:
    return data.startswith(tuple(bom for bom, _ in BOMS)) or wide_pattern(data) is not None
