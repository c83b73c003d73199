"""Makes untrusted text (documents, file names, exceptions) safe for terminals and logs."""

import re

from anfrage_parser.text.patterns import compiled

_UNSAFE = compiled(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)


def safe(text: str, limit: int = 500) -> str:
    """Escape control characters, escape sequences, direction marks and lone surrogates, and cut to `limit` characters.

    >>> safe("a\\x1b[2Jb\\u202e")
    'a\\\\x1b[2Jb\\\\u202e'
    """
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return _UNSAFE.sub(_spell, cut).replace("\n", "\\n")


def _spell(match: re.Match[str]) -> str:
    code = ord(match.group())
    if match.group() == "\t":
        return " "
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
