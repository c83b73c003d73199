"""`datapackage.json` beside a table: what its columns are, for programs (Data Package 1, of the Frictionless standards)."""

import contextlib
import hashlib
import json
from pathlib import Path
from typing import Any

from anfrage_parser.errors import OutputError
from anfrage_parser.exporters import ExportOptions
from anfrage_parser.exporters.cells import YES_NO
from anfrage_parser.exporters.columns import TABLES, Column
from anfrage_parser.exporters.kinds import Kind, kind_of
from anfrage_parser.messages import say
from anfrage_parser.record.schema import SCHEMA_VERSION
from anfrage_parser.text.bounded_json import loads

NAME = "datapackage.json"

FORMATS = ("csv", "parquet")
"""Formats of tables that it can describe."""

LARGEST = 4 * 1024 * 1024
"""Bytes of a description that is there already."""

OURS = "anfrage-parser"

Json = dict[str, Any]


def descriptor(table: Path, kind: str, options: ExportOptions) -> Json:
    """Return the description of a folder with a table that was just written: that of its other tables stays.

    `OutputError` if there is a `datapackage.json` of somebody else.
    """
    before = described_before(table)
    others = [entry for entry in before.get("resources", ()) if entry["path"] != table.name]
    resources = sorted([*others, _resource(table, kind, options)], key=lambda entry: str(entry["path"]))
    return {"profile": "data-package", "name": "anfragen", "created_by": OURS, "schema_version": SCHEMA_VERSION, "resources": resources}


def described_before(table: Path) -> Json:
    """Return what stands beside a table, {} for nothing; `OutputError` if this program didn't write it."""
    path = table.parent / NAME
    if not path.exists():
        return {}
    found = None
    with contextlib.suppress(ValueError, OSError):
        if path.is_file() and path.stat().st_size <= LARGEST:
            found = loads(path.read_bytes())
    if isinstance(found, dict) and found.get("created_by") == OURS and _is_list_of_resources(found.get("resources")):
        return found
    raise OutputError(say("{name} ist schon da, und nicht von anfrage", name=NAME), say("einen anderen Ordner als Ziel wählen"))


def _is_list_of_resources(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(entry, dict) and isinstance(entry.get("path"), str) for entry in value)


def _resource(table: Path, kind: str, options: ExportOptions) -> Json:
    with table.open("rb") as file:
        hashed = hashlib.file_digest(file, "sha256")
        size = file.tell()
    excel = kind == "csv" and options.preset == "excel-de"
    columns = TABLES[options.rows].columns
    found: Json = {
        "name": _name(table.name),
        "path": table.name,
        "title": TABLES[options.rows].english if options.language == "en" else TABLES[options.rows].german,
        "format": kind,
        "mediatype": {"csv": "text/csv", "parquet": "application/vnd.apache.parquet"}[kind],
        "bytes": size,
        "hash": f"sha256:{hashed.hexdigest()}",
        "schema": {"fields": [_field(column, excel, options) for column in columns]},
    }
    if kind == "csv":
        found |= {"profile": "tabular-data-resource", "encoding": "utf-8-sig" if excel else "utf-8"}
        found["dialect"] = {"delimiter": ";" if excel else ",", "lineTerminator": "\r\n"}
        found["schema"]["missingValues"] = [""]
    else:
        found["type"] = "file"  # has its columns in itself; validators compare bytes and hash
    return found


def _name(file: str) -> str:
    """Return a resource's name, of small letters, digits and hyphens.

    >>> _name("Fragen 2024.csv")
    'fragen-2024-csv'
    """
    return "".join(char if char.isascii() and char.isalnum() else "-" for char in file.lower())


def _field(column: Column[Any], excel: bool, options: ExportOptions) -> Json:
    kind = kind_of(column)
    found: Json = {
        "name": column.heading(options.language) if excel else column.key,
        "type": kind.value,
        "title": column.english if options.language == "en" else column.german,
        "rdfType": f"urn:anfrage-parser:field:{column.key}",
    }
    if kind is Kind.YES_NO:
        yes, no = YES_NO[options.language] if excel else ("true", "false")
        found |= {"trueValues": [yes], "falseValues": [no]}
    return found


def written(description: Json) -> bytes:
    """Return it as a file."""
    return (json.dumps(description, ensure_ascii=False, indent=2) + "\n").encode("utf-8")
