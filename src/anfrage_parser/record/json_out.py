"""Write records as JSON bytes: one indented value, or one compact object per line; and error records."""

import json
from typing import Any

from anfrage_parser.errors import AnfrageError, NotAnInquiryError
from anfrage_parser.text.patterns import compiled


def to_json(value: object) -> bytes:
    """Return an indented JSON value in UTF-8, umlauts not escaped."""
    return _written(value, 2) + b"\n"


def to_line(value: object) -> bytes:
    """Return one compact JSON object with a line end."""
    return _written(value, None) + b"\n"


def _written(value: object, indent: int | None) -> bytes:
    """Serialise with pydantic_core, which is much faster; with `json` if pydantic can't, or would write invalid JSON (NaN)."""
    from pydantic_core import PydanticSerializationError
    from pydantic_core import to_json as written  # already imported if records were made; not needed otherwise

    try:
        found = written(value, indent=indent)
    except PydanticSerializationError:  # a lone surrogate
        found = None
    if found is None or b"NaN" in found or b"Infinity" in found:
        separators = (",", ": " if indent else ":")
        return _inert(json.dumps(value, ensure_ascii=False, indent=indent, separators=separators, allow_nan=False)).encode()
    text = found.decode()
    inert = _inert(text)
    return found if inert is text else inert.encode()


_LONE = compiled("[\ud800-\udfff]")
_ACTIVE = compiled("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


def _inert(written: str) -> str:
    """Escape control characters and direction marks in JSON text, since people also view it on terminals.

    A lone surrogate, which JSON can spell but UTF-8 can't encode, becomes U+FFFD.
    """
    if written.replace("\n", " ").isprintable():
        return written  # none of these characters is printable, and few letters have others that are not
    written = _LONE.sub("\ufffd", written)
    return _ACTIVE.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


def error_record(error: AnfrageError, name: str, **source: object) -> dict[str, Any]:
    """Return the error record for a failed input; `source` may add keys besides its name."""
    from anfrage_parser.record.schema import SCHEMA_VERSION  # slow to import (pydantic), and not needed for other lines

    kind = error.document_type if isinstance(error, NotAnInquiryError) else None
    body = {"exit_code": error.exit_code, "code": error.code, "message": error.in_record(), "document_type": kind}
    return {"schema_version": SCHEMA_VERSION, "error": body, "source": {"name": name, **source}}
