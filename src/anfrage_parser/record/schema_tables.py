"""The record's fields as Markdown tables, generated from its JSON Schema: for people, and for docs/schema.md."""

from collections.abc import Iterator
from typing import Any

from anfrage_parser.field_names import names_of
from anfrage_parser.record.schema import json_schema

DAY = r"^\d{4}-\d{2}-\d{2}$"


def tables() -> str:
    """Return a heading and a table for the record and every object in it, in order of first use."""
    schema = json_schema()
    parts = {"Inquiry": schema}
    for name in _order(schema, schema["$defs"]):
        parts[name] = schema["$defs"][name]
    return "\n\n".join(_table(name, part) for name, part in parts.items()) + "\n"


def _order(part: Any, definitions: dict[str, Any], met: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Return the names of the objects a schema refers to, each once."""
    if isinstance(part, dict):
        name = str(part.get("$ref", "")).rpartition("/")[2]
        if name and name not in met:
            return _order(definitions[name], definitions, (*met, name))
        for key, below in part.items():
            if key != "$defs":
                met = _order(below, definitions, met)
    elif isinstance(part, list):
        for below in part:
            met = _order(below, definitions, met)
    return met


def _table(name: str, part: dict[str, Any]) -> str:
    head = f"### {name}\n\n{part['description']}\n\n| key | names | type | what it holds |\n|---|---|---|---|\n"
    return head + "\n".join(_row(key, field, key in part["required"], name == "Inquiry") for key, field in part["properties"].items())


def _row(key: str, field: dict[str, Any], required: bool, whole: bool) -> str:
    words = field["description"] + ("" if required else " May be left out.")
    return f"| `{key}` | {_cell(_names(key, whole))} | {_cell(_type(field))} | {_cell(words)} |"


def _names(key: str, whole: bool) -> str:
    """Return the German and English names by which people may type a field, too: all of the record's own, two of a part's."""
    names = names_of(key)[1:]
    return ", ".join(dict.fromkeys(names if whole else names[:2]))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


def _type(field: dict[str, Any]) -> str:
    """ "string or null", "list of Question", "`letter` or `received`"."""
    return " or ".join(dict.fromkeys(_types(field)))


def _types(field: dict[str, Any]) -> Iterator[str]:
    if "anyOf" in field:
        for choice in field["anyOf"]:
            yield from _types(choice)
    elif "enum" in field:
        yield from (f"`{value}`" for value in field["enum"])
    elif "$ref" in field:
        yield _linked(field["$ref"])
    elif field["type"] == "array":
        yield f"list of {_several(field['items'])}" if "items" in field else f"list of {len(field['prefixItems'])} numbers"
    elif field["type"] == "object":
        yield f"object whose values are each a {_type(field['additionalProperties'])}"
    else:
        yield "day" if field.get("pattern") == DAY else field["type"]


def _several(field: dict[str, Any]) -> str:
    word = _type(field)
    return f"{word}s" if word.isalpha() else word


def _linked(reference: str) -> str:
    name = reference.rpartition("/")[2]
    return f"[{name}](#{name.lower()})"
