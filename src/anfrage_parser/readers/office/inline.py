"""Take files out of a mail's plain text: what old programs wrote there as letters (uuencode), and what is encrypted by PGP."""

import base64
import binascii
from collections.abc import Iterator

from anfrage_parser.readers.fragments import Enclosed
from anfrage_parser.readers.office.enclosing import MOST_ENCLOSED
from anfrage_parser.readers.pgp import MESSAGE
from anfrage_parser.text.patterns import compiled

_BEGIN = compiled(r"(?m)^(?:begin(?P<base>-base64)? [0-7]{3,4} (?P<name>[^\n]{1,200})|-----BEGIN PGP MESSAGE-----[ \t]{0,9})\n")
_ENDS = {"begin": "\nend\n", "begin-base64": "\n====\n", "-----BEGIN": "\n-----END PGP MESSAGE-----\n"}
"""First word of a block → the line that ends it."""

SEALED = "nachricht.asc"
"""How the encrypted text of a mail is called."""


def without_files(text: str) -> tuple[str, list[Enclosed]]:
    """Return a text without the files in it, and these; a block that is damaged stays.

    >>> text, (file,) = without_files("Anbei.\\nbegin 644 a.txt\\n#86)C\\n`\\nend\\n")
    >>> text, file.name, file.data
    ('Anbei.\\n', 'a.txt', b'abc')
    """
    if "begin" not in text and MESSAGE.decode() not in text:
        return text, []
    out: list[str] = []
    files: list[Enclosed] = []
    at = 0
    for start, end, file in _blocks(text):
        out.append(text[at:start])
        files.append(file)
        at = end
    return "".join([*out, text[at:]]), files


def _blocks(text: str) -> Iterator[tuple[int, int, Enclosed]]:
    """Yield [start, end) of each block with what it holds."""
    at = tried = 0
    text += "\n"
    while tried <= MOST_ENCLOSED and (match := _BEGIN.search(text, at)) is not None:
        mark = _ENDS[match.group().split(" ")[0]]
        end = text.find(mark, match.end() - 1)
        at = match.end()
        tried += 1
        data = _decoded(match["name"], bool(match["base"]), text[match.end() : end], match.group()) if end >= 0 else None
        if data is not None:
            at = end + len(mark)
            yield match.start(), at, Enclosed((match["name"] or SEALED).strip(), data)


def _decoded(name: str | None, in_base: bool, letters: str, first: str) -> bytes | None:
    """Return the bytes of a block; None if they are damaged."""
    if name is None:
        return (first + letters).encode("utf-8", "replace")
    try:
        if in_base:
            return base64.b64decode(letters)
        return b"".join(binascii.a2b_uu(line) for line in letters.encode("ascii").splitlines())
    except (binascii.Error, ValueError):
        return None
