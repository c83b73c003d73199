"""Records as bytes: one indented value, or one compact object on a line; and what stands there for an input that failed."""

import json
from typing import Any

from anfrage_parser.errors import AnfrageError, NotAnInquiryError
from anfrage_parser.text.patterns import compiled


def to_json(value: object) -> bytes:
    """One indented JSON value, umlauts as they are."""
    return _written(value, 2) + b"\n"


def to_line(value: object) -> bytes:
    """One compact JSON object on a line of its own."""
    return _written(value, None) + b"\n"


def _written(value: object, indent: int | None) -> bytes:
    """JSON by pydantic, in a fraction of the time; by the standard library where that can't write it, or would write what is no JSON."""
    from pydantic_core import PydanticSerializationError
    from pydantic_core import to_json as written  # there already where records are made, and not needed where none is

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
    """The same JSON, with the controls and direction marks that it may hold as they are escaped: people look at it on terminals, too.

    A lone surrogate, which JSON can smuggle in and UTF-8 can't carry out, becomes U+FFFD.
    """
    if written.replace("\n", " ").isprintable():
        return written  # none of these signs counts as printable, and a letter rarely has another one that does not
    written = _LONE.sub("\ufffd", written)
    return _ACTIVE.sub(lambda found: f"\\u{ord(found.group()):04x}", written)


def error_record(error: AnfrageError, name: str, **source: object) -> dict[str, Any]:
    """What stands in JSON Lines and in sinks for an input that failed; `source` may tell more than its name."""
    from anfrage_parser.record.schema import SCHEMA_VERSION  # pydantic takes a while, and lines of other things don't need it

    kind = error.document_type if isinstance(error, NotAnInquiryError) else None
    body = {"exit_code": error.exit_code, "code": error.code, "message": error.in_record(), "document_type": kind}
    return {"schema_version": SCHEMA_VERSION, "error": body, "source": {"name": name, **source}}
