"""Read the parts of a Word document that are documents in another format: web pages, rich text, Word or plain text.

Generators of reports write them (`w:altChunk`), and Word takes them in when it opens the document.
"""

from collections.abc import Callable
from importlib import import_module

from anfrage_parser.errors import AnfrageError, LimitError
from anfrage_parser.readers.encodings import decode
from anfrage_parser.readers.fragments import PLAIN, Extract, Look
from anfrage_parser.readers.kinds import kind_of
from anfrage_parser.readers.office import mail, too_much
from anfrage_parser.readers.office.sheet import Sheet
from anfrage_parser.readers.office.signed import is_entity
from anfrage_parser.readers.options import Options
from anfrage_parser.text.patterns import compiled_bytes

MOST_CHUNKS = 200
"""Most such parts of one document."""

Read = Callable[[bytes, Options], Extract]

READERS = {
    "html": "anfrage_parser.readers.office.html",
    "rtf": "anfrage_parser.readers.office.rtf",
    "odt": "anfrage_parser.readers.office.odt",
    "fodt": "anfrage_parser.readers.office.odt_flat",
}
"""Kinds that are read besides Word and plain text → module of their readers."""


def chunk(data: bytes, number: int, options: Options, word: Read) -> Sheet:
    """Return the text of such a part, the `number`th; empty if it can't be read. `word` reads Word's own kind."""
    if number > MOST_CHUNKS:
        raise too_much()
    sheet = Sheet()
    try:
        text, looks = _text(data, options, word)
    except LimitError:
        raise
    except AnfrageError:
        return sheet
    for at, line in enumerate(text.replace("\f", "\n").split("\n")):
        if line.strip():
            sheet.paragraph(line, look=looks[at] if at < len(looks) else PLAIN)
        else:
            sheet.blank()
    return sheet


_TAG = compiled_bytes(rb"(?:\xef\xbb\xbf)?\s{0,200}<(?i:ol|ul|li|h[1-6]|b|i|u|span|font|strong|em|br|pre|section|article)[\s/>]")


def _text(data: bytes, options: Options, word: Read) -> tuple[str, list[Look]]:
    """Return the text of such a part, and how its lines are set; plain text for what is no other kind."""
    if is_entity(data):  # a web page with its pictures (.mht)
        data = mail.extract(data, options).enclosed[0].data
    kind = kind_of(data)
    if kind == "text" and _TAG.match(data):  # a page without its frame
        kind = "html"
    if kind == "docx":
        found = word(data, options)
    elif kind == "wordxml":
        found = import_module("anfrage_parser.readers.office.docx_flat").extract_part(data, options)
    elif kind in READERS:
        found = import_module(READERS[kind]).extract(data, options)
    else:
        return (decode(data).text if kind == "text" else ""), []
    return found.text or "", found.looks
