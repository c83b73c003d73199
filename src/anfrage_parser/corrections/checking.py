"""A person's mark that a document's values are right, kept with the corrections: a digest, so that a changed value is noticed."""

import hashlib
import json
from collections.abc import Sequence
from typing import Any

from anfrage_parser.record.build import as_dict
from anfrage_parser.record.schema import Inquiry

NO_VALUES = ("schema_version", "source", "findings", "unassigned")
"""Keys of a record that say how it was read."""


def digest(inquiries: Sequence[Inquiry]) -> str:
    """Return a digest of the values of a document's records, 16 hexadecimal digits.

    What is empty doesn't count, so that a field which a later version of the record adds changes nothing.
    """
    values = [_filled(as_dict(inquiry, exclude=NO_VALUES)) for inquiry in inquiries]
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode("utf-8", "replace")).hexdigest()[:16]


def _filled(value: Any) -> Any:
    """Return a JSON value without its empty parts."""
    if isinstance(value, dict):
        return {key: kept for key, inner in value.items() if (kept := _filled(inner)) not in (None, [], {})}
    return [_filled(inner) for inner in value] if isinstance(value, list) else value
