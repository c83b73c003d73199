"""Declaration of `anfrage schema`."""

from typing import Annotated

from anfrage_parser.cli.options import format_option
from anfrage_parser.cli.root import app
from anfrage_parser.cli.streams import handled
from anfrage_parser.messages import say


@app.command(
    "schema",
    short_help=say("Die Felder eines Datensatzes."),
    help=say(
        """Die Felder des Datensatzes: als JSON Schema (2020-12) für Programme oder als Markdown-Tabellen zum Lesen.

        Was sich an ihnen ändern darf, steht in docs/schema.md.
        """
    ),
)
@handled
def schema_command(
    output: Annotated[
        str, format_option("json-schema|json-ld|markdown", more=say("JSON Schema, JSON-LD-Kontext, oder Tabellen zum Lesen."))
    ] = "json-schema",
) -> None:
    """Run `schema.schema`."""
    from anfrage_parser.cli.work.schema import schema

    schema(output)
