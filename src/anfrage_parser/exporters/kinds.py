"""Types of the columns of tables, for formats that name them."""

from enum import Enum
from typing import Any

from anfrage_parser.exporters.columns import Column
from anfrage_parser.fields import BY_KEY


class Kind(Enum):
    """The type of a column's values; any of them may be missing."""

    TEXT = "string"
    DAY = "date"
    NUMBER = "integer"
    YES_NO = "boolean"


NUMBERS = ("index", "block", "source.part", "findings", "line", "page")
"""Columns of numbers that are no fields of the record's head."""

_BY_SHAPE = {"day": Kind.DAY, "yes-no": Kind.YES_NO, "list": Kind.NUMBER}
"""A list is a column of its length."""


def kind_of(column: Column[Any]) -> Kind:
    """Return the type of a column."""
    field = BY_KEY.get(column.key)
    if field is not None and field.width:
        return _BY_SHAPE.get(field.shape, Kind.TEXT)
    return Kind.NUMBER if column.key in NUMBERS else Kind.TEXT
