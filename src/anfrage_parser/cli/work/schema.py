"""`anfrage schema`: the record's fields, for programs and for people."""

from anfrage_parser.cli.streams import write
from anfrage_parser.errors import check_choice

FORMATS = ("json-schema", "json-ld", "markdown")


def schema(output: str) -> None:
    """Print the JSON Schema, the JSON-LD context, or the fields as Markdown tables."""
    check_choice("--format", output, FORMATS)
    if output == "markdown":
        from anfrage_parser.record.schema_tables import tables

        write(tables().encode("utf-8"))
        return
    from anfrage_parser.record.json_out import to_json
    from anfrage_parser.record.linked_data import context
    from anfrage_parser.record.schema import json_schema

    write(to_json(context() if output == "json-ld" else json_schema()))
